//go:build linux

package hosts_test

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/onrecord/onrecord/internal/hosts"
)

// perSource is how many releases a source has, each asked for with a pause, so that there is a middle of a job to do harm in.
const perSource = 40

// TestSeveralHosts has two workers and two web servers on hosts of their own share one record in PostgreSQL, and does to
// them what happens to hosts: one is killed, cut off from the database without a word and with one, unplugged; the database
// falls over and comes back; a newer program brings the record up to date. At the end the record is the one that one
// undisturbed pull makes, to the byte; each alert was sent once; and readers saw no error but while
// their server could not reach the database, and then a clear one.
func TestSeveralHosts(t *testing.T) {
	f := newField(t)

	f.step(t, "a worker is killed in the middle of a job, and a web server refused by the way to the database", func() {
		src := f.follow(t)
		w, reader := f.busyOn(t, src), f.readers[0]
		w.kill(t)
		reader.away(t, func() {
			defer f.net.Cut(reader.server.host, databasePort, hosts.Refused)()
			reader.untilAway(t)
		})
		f.whole(t)
		w.start(t)
	})
	f.step(t, "a worker and a web server are cut off, and nobody is told", func() {
		src := f.follow(t)
		w, reader := f.busyOn(t, src), f.readers[1]
		reader.away(t, func() {
			defer f.net.Cut(reader.server.host, databasePort, hosts.Silent)()
			defer f.net.Cut(w.host, databasePort, hosts.Silent)()
			f.whole(t)
			reader.untilAway(t)
		})
	})
	f.step(t, "a worker is refused by the way to the database", func() {
		src := f.follow(t)
		w := f.busyOn(t, src)
		defer f.net.Cut(w.host, databasePort, hosts.Refused)()
		f.whole(t)
	})
	f.step(t, "a worker is unplugged, then frozen", func() {
		src := f.follow(t)
		w := f.busyOn(t, src)
		mend := f.net.Unplug(w.host)
		w.signal(t, syscall.SIGSTOP)
		f.whole(t)
		mend()
		w.signal(t, syscall.SIGCONT)
	})
	f.step(t, "the database falls over", func() {
		src := f.follow(t)
		f.busyOn(t, src)
		f.readers[0].away(t, func() {
			f.readers[1].away(t, func() {
				if err := f.database.Halt(); err != nil {
					t.Fatal(err)
				}
				f.readers[0].untilAway(t)
				f.readers[1].untilAway(t)
				if err := f.database.Begin(); err != nil {
					t.Fatal(err)
				}
			})
		})
		f.whole(t)
	})
	newer := newerProgram(t)
	f.step(t, "all workers are there, and a newer program brings the record up to date", func() {
		one, two := f.follow(t), f.follow(t)
		if f.busyOn(t, one) == f.busyOn(t, two) {
			t.Error("one worker does all of it")
		}
		f.run(t, newer, "relink")
		if out, err := f.try(f.program, "list"); err == nil || !strings.Contains(out, "a newer onrecord") {
			t.Errorf("an older program opens the record: %v: %s", err, out)
		}
		f.whole(t)
	})

	f.stop(t)
	if out := f.run(t, newer, "check"); !strings.Contains(out, "All is well.") {
		t.Errorf("check: %s", out)
	}
	f.sameAsQuiet(t, newer)
	f.alertedOnce(t)
}

// newerProgram builds onrecord with one more step of the schema, which adds to what is there.
func newerProgram(t *testing.T) string {
	t.Helper()
	root, dir := filepath.Join("..", ".."), t.TempDir()
	overlay := `{"Replace": {`
	for i, c := range []struct{ folder, script string }{
		{"store/postgres/schema", "CREATE TABLE later (number bigint NOT NULL PRIMARY KEY, of bigint NOT NULL REFERENCES release (number)); ALTER TABLE release ADD COLUMN later bigint; CREATE INDEX later_of ON later (of);"},
		{"store/sqlite/schema", "CREATE TABLE later (number INTEGER PRIMARY KEY) STRICT;"},
	} {
		there, err := filepath.Glob(filepath.Join(root, c.folder, "*.sql"))
		if err != nil || len(there) == 0 {
			t.Fatalf("no schema in %s: %v", c.folder, err)
		}
		absolute, err := filepath.Abs(filepath.Join(root, c.folder, fmt.Sprintf("%04d.sql", len(there)+1)))
		if err != nil {
			t.Fatal(err)
		}
		script := filepath.Join(dir, fmt.Sprint(i, ".sql"))
		if err := os.WriteFile(script, []byte(c.script), 0o644); err != nil {
			t.Fatal(err)
		}
		overlay += fmt.Sprintf("%s%q: %q", strings.Repeat(", ", i), absolute, script)
	}
	file := filepath.Join(dir, "overlay.json")
	if err := os.WriteFile(file, []byte(overlay+"}}"), 0o644); err != nil {
		t.Fatal(err)
	}
	return build(t, dir, "-overlay", file)
}

// isClear looks whether an answer that is none says so as it should.
func isClear(r *http.Response, body string) bool {
	if r.StatusCode != http.StatusServiceUnavailable || r.Header.Get("Retry-After") == "" {
		return false
	}
	kind := r.Header.Get("Content-Type")
	if strings.HasPrefix(r.Request.URL.Path, "/api/") {
		return kind == "application/problem+json" && strings.Contains(body, "cannot be read just now")
	}
	return strings.HasPrefix(kind, "text/html") && strings.Contains(body, "The record cannot be read just now")
}
