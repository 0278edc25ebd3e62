package sqlite

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/search"
	"github.com/onrecord/onrecord/store"
	"github.com/onrecord/onrecord/store/keep"
	"github.com/onrecord/onrecord/store/storetest"
)

var ctx = context.Background()

func mustSave(t testing.TB, s *Store, batch ...store.Ingested) []store.Outcome {
	t.Helper()
	out, err := s.Save(ctx, batch)
	if err != nil {
		t.Fatal(err)
	}
	for _, in := range batch {
		if err := s.Finish(ctx, []store.Finished{{Hash: in.Capture.Hash, Location: in.Capture.Location, Releases: len(in.Records)}}); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// raw runs SQL on the file behind the store's back.
func raw(t testing.TB, path, script string) error {
	t.Helper()
	conn, err := sqlite.OpenConn(path, sqlite.OpenReadWrite)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	conn.SetBusyTimeout(5 * time.Second)
	return sqlitex.ExecuteScript(conn, script, nil)
}

func TestCapturesAreAppendOnly(t *testing.T) {
	path := filepath.Join(t.TempDir(), "onrecord.db")
	s := openAt(t, path, Options{Rules: "1"})
	mustSave(t, s, ingested("a.txt", noon, plainRecord("k1", "Lanterns", "Lanterns are lit.", "2025-02-03")))
	for _, script := range []string{
		"UPDATE blob SET body = x'00'", "DELETE FROM blob", "UPDATE capture SET location = 'b.txt'", "DELETE FROM capture", "UPDATE blob SET hash = hash",
	} {
		if err := raw(t, path, script); err == nil || !strings.Contains(err.Error(), "append-only") {
			t.Errorf("%s: %v, want it refused", script, err)
		}
	}
}

func TestFilesThatAreRefused(t *testing.T) {
	dir := t.TempDir()
	make := func(name, script string) string {
		path := filepath.Join(dir, name)
		s, err := Open(ctx, path, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		if err := raw(t, path, script); err != nil {
			t.Fatal(err)
		}
		return path
	}
	junk := filepath.Join(dir, "junk.db")
	if err := os.WriteFile(junk, []byte(strings.Repeat("no database ", 1000)), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, path string
		options    Options
		want       error
		says       string
	}{
		{"newer schema", make("newer.db", "PRAGMA user_version = 999"), Options{}, onrecord.ErrUnsupported, "newer onrecord"},
		{"newer schema, read-only", filepath.Join(dir, "newer.db"), Options{ReadOnly: true}, onrecord.ErrUnsupported, "newer onrecord"},
		{"another program's", make("other.db", "PRAGMA application_id = 7"), Options{}, onrecord.ErrInvalid, "another program"},
		{"no database", junk, Options{}, onrecord.ErrDamaged, "not a sound database"},
		{"no folder", filepath.Join(dir, "none", "onrecord.db"), Options{}, onrecord.ErrUnavailable, "none"},
		{"nothing to read", filepath.Join(dir, "none.db"), Options{ReadOnly: true}, onrecord.ErrNotFound, "no record"},
	} {
		s, err := Open(ctx, c.path, c.options)
		if err == nil {
			s.Close()
		}
		if !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, want %v saying %q", c.name, err, c.want, c.says)
		}
	}
}

func TestMigration(t *testing.T) {
	path := filepath.Join(t.TempDir(), "onrecord.db")
	s, err := Open(ctx, path, Options{Rules: "1"})
	if err != nil {
		t.Fatal(err)
	}
	mustSave(t, s, ingested("a.txt", noon, plainRecord("k1", "Lanterns", "Lanterns are lit.", "2025-02-03")))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	scripts, err := migrations()
	if err != nil {
		t.Fatal(err)
	}
	conn, err := sqlite.OpenConn(path, sqlite.OpenReadWrite)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	version := func() int64 {
		n, _, err := number(conn, "PRAGMA user_version")
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	before := version()
	broken := append(scripts, "CREATE TABLE half (a INTEGER) STRICT; INSERT INTO nowhere VALUES (1);")
	if err := migrate(conn, broken, false); err == nil {
		t.Fatal("a broken migration passed")
	}
	if n, _, _ := number(conn, "SELECT count(*) FROM sqlite_schema WHERE name = 'half'"); n != 0 || version() != before {
		t.Errorf("a broken migration left %d tables and version %d", n, version())
	}
	next := append(scripts, "ALTER TABLE release ADD COLUMN note TEXT NOT NULL DEFAULT 'none';")
	if err := migrate(conn, next, true); !errors.Is(err, keep.ErrOlderSchema) || !errors.Is(err, onrecord.ErrUnavailable) {
		t.Errorf("a migration of a file opened read-only: %v", err)
	}
	if err := migrate(conn, next, false); err != nil {
		t.Fatal(err)
	}
	if n, _, err := number(conn, "SELECT count(*) FROM release WHERE note = 'none'"); n != 1 || err != nil || version() != before+1 {
		t.Errorf("after the migration: %d releases, version %d, %v", n, version(), err)
	}
}

// Two stores on one file stand for two processes: an import beside a server.
func TestTwoStores(t *testing.T) {
	path := filepath.Join(t.TempDir(), "onrecord.db")
	server, importer := openAt(t, path, Options{Rules: "1"}), openAt(t, path, Options{Rules: "1"})
	total := func(s *Store) int {
		r, err := s.Search(ctx, store.Request{Query: search.Field{Name: search.FieldIssuer, Words: []string{"harbour"}}})
		if err != nil {
			t.Fatal(err)
		}
		return r.Total
	}
	for i := range 4 {
		writer := []*Store{server, importer}[i%2]
		mustSave(t, writer, ingested(strconv.Itoa(i), noon, plainRecord(strconv.Itoa(i), "Lanterns", "Lanterns "+strconv.Itoa(i), "2025-02-03")))
		if a, b := total(server), total(importer); a != i+1 || b != i+1 {
			t.Errorf("after %d releases the stores find %d and %d", i+1, a, b)
		}
	}
}

func TestRunsOfSeveral(t *testing.T) {
	for what, end := range map[string]func(s store.Store, path string) error{
		"linked": func(s store.Store, _ string) error { return s.Link(ctx, nil) },
		"linked by a program that knows nothing of names that wait": func(s store.Store, path string) error {
			if err := raw(t, path, "DELETE FROM unlinked"); err != nil {
				return err
			}
			_, err := s.Relink(ctx, nil)
			return err
		},
	} {
		t.Run(what, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "onrecord.db")
			again := func() store.Store { return openAt(t, path, Options{Rules: "1"}) }
			alone := openAt(t, filepath.Join(t.TempDir(), "onrecord.db"), Options{Rules: "1"})
			storetest.RunsOfSeveral(t, again(), alone, again, func(s store.Store) error { return end(s, path) })
		})
	}
}

func TestReadOnly(t *testing.T) {
	path := filepath.Join(t.TempDir(), "onrecord.db")
	s := openAt(t, path, Options{Rules: "1"})
	in := ingested("a.txt", noon, plainRecord("k1", "Lanterns", "Lanterns are lit.", "2025-02-03"))
	mustSave(t, s, in)
	reader := openAt(t, path, Options{ReadOnly: true})
	if o, err := reader.Overview(ctx); err != nil || o.Releases != 1 {
		t.Errorf("%+v, %v", o, err)
	}
	if _, err := reader.Save(ctx, []store.Ingested{in}); !errors.Is(err, onrecord.ErrUnavailable) {
		t.Errorf("Save: %v, want ErrUnavailable", err)
	}
}

// mountSmall mounts a tmpfs of so many kB. It skips where that needs more
// rights, but not in CI.
func mountSmall(t *testing.T, size int) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size="+strconv.Itoa(size)+"k"); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("a small file system cannot be mounted: %v", err)
		}
		t.Skipf("this test mounts a small file system, which needs root: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, 0); err != nil {
			t.Error(err)
		}
	})
	return dir
}

func TestFullDisk(t *testing.T) {
	dir := mountSmall(t, 4096)
	path := filepath.Join(dir, "onrecord.db")
	s, err := Open(ctx, path, Options{Rules: "1"})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { s.Close() }()
	kept := 0
	for ; kept < 1000; kept++ {
		_, err = s.Save(ctx, []store.Ingested{big(kept)})
		if err != nil {
			break
		}
	}
	if !errors.Is(err, onrecord.ErrUnavailable) || !strings.Contains(err.Error(), "disk is full") {
		t.Fatalf("after %d batches: %v, want the disk full", kept, err)
	}
	if err := s.Backup(ctx, filepath.Join(dir, "backup.db")); !errors.Is(err, onrecord.ErrUnavailable) {
		t.Errorf("a backup to the full disk: %v", err)
	}
	if o, err := s.Overview(ctx); err != nil || o.Releases != kept {
		t.Errorf("the record holds %d releases, %v; want %d", o.Releases, err, kept)
	}
	if err := syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_REMOUNT, "size=64m"); err != nil {
		t.Fatal(err)
	}
	mustSave(t, s, big(kept))
	report, err := s.Check(ctx, nil)
	if err != nil || len(report.Faults) > 0 || report.Indexed != kept+1 {
		t.Errorf("once there is room again: %+v, %v", report, err)
	}
}

// big is a capture that does not compress much.
func big(i int) store.Ingested {
	var text strings.Builder
	for j := range 300 {
		text.WriteString(onrecord.StableID(strconv.Itoa(i), strconv.Itoa(j)) + " ")
	}
	return ingested(strconv.Itoa(i)+".txt", noon, plainRecord(strconv.Itoa(i), "Lanterns", text.String(), "2025-02-03"))
}

func TestReadOnlyFolder(t *testing.T) {
	dir := mountSmall(t, 16384)
	path := filepath.Join(dir, "onrecord.db")
	s, err := Open(ctx, path, Options{Rules: "1"})
	if err != nil {
		t.Fatal(err)
	}
	mustSave(t, s, big(1))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"onrecord.db", "new.db"} {
		s, err := Open(ctx, filepath.Join(dir, name), Options{})
		if err == nil {
			s.Close()
		}
		if !errors.Is(err, onrecord.ErrUnavailable) {
			t.Errorf("%s opened for writing: %v, want ErrUnavailable", name, err)
		}
	}
	reader, err := Open(ctx, path, Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	if o, err := reader.Overview(ctx); err != nil || o.Releases != 1 {
		t.Errorf("read from a read-only folder: %+v, %v", o, err)
	}
	if err := reader.Close(); err != nil {
		t.Error(err)
	}
}

// TestKilled kills a process in the middle of an import, again and again: what
// Save said it had kept is there, and the record is sound.
func TestKilled(t *testing.T) {
	if path := os.Getenv("ONRECORD_TEST_IMPORT"); path != "" {
		importUntilKilled(t, path)
		return
	}
	dir := t.TempDir()
	path := filepath.Join(dir, "onrecord.db")
	for round := range 3 {
		cmd := exec.Command(os.Args[0], "-test.run", "^TestKilled$")
		cmd.Env = append(os.Environ(), "ONRECORD_TEST_IMPORT="+path)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		wanted := (round + 1) * 5
		for deadline := time.Now().Add(time.Minute); told(path) < wanted; time.Sleep(time.Millisecond) {
			if time.Now().After(deadline) {
				t.Fatal("the import does not get on")
			}
		}
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = cmd.Wait() // killed
		s := openAt(t, path, Options{Rules: "1"})
		o, err := s.Overview(ctx)
		if err != nil || o.Releases < told(path) {
			t.Fatalf("%d releases kept of %d told, %v", o.Releases, told(path), err)
		}
		report, err := s.Check(ctx, nil)
		if err != nil || len(report.Faults) > 0 || report.Indexed != o.Releases {
			t.Fatalf("after a kill: %+v, %v", report, err)
		}
	}
}

// told is how many releases the import said were kept.
func told(path string) int {
	b, _ := os.ReadFile(path + ".told")
	return len(b)
}

func importUntilKilled(t *testing.T, path string) {
	s := openAt(t, path, Options{Rules: "1"})
	log, err := os.OpenFile(path+".told", os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	o, err := s.Overview(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for i := o.Releases; i < 100000; i++ {
		mustSave(t, s, big(i))
		if _, err := log.WriteString("."); err != nil {
			t.Fatal(err)
		}
	}
}

func TestRulesThatChange(t *testing.T) {
	path := filepath.Join(t.TempDir(), "onrecord.db")
	old := plainRecord("k1", "Lanterns", "Lanterns are lit.", "2025-02-03")
	in := ingested("a.txt", noon, old)
	first := openAt(t, path, Options{Rules: "1"})
	mustSave(t, first, in)

	var asked string
	second := openAt(t, path, Options{Rules: "2", Identify: func(id string, f *onrecord.Facts) {
		asked = id
		for i := range f.Quotes {
			f.Quotes[i].ID = onrecord.StableID(id, f.Quotes[i].Text)
		}
	}})
	if _, seen, err := second.Seen(ctx, in.Capture.Hash, "a.txt", in.Capture.At); seen || err != nil {
		t.Fatalf("a capture read under other rules is seen: %v", err)
	}
	again := plainRecord("k1", "Lanterns", "Lanterns are lit again.", "2025-02-03")
	again.ID, again.Quotes[0].Text = onrecord.StableID("another key"), "Lanterns are"
	again.Quotes[0].Span.End = len("Lanterns are")
	batch := []store.Ingested{{Capture: in.Capture, Kind: in.Kind, Records: []onrecord.Record{again}}}
	out := mustSave(t, second, batch...)
	if out[0] != (store.Outcome{ReleaseID: old.ID, Version: 1, State: store.Unchanged}) {
		t.Errorf("the same capture under new rules: %+v, want version 1 derived again", out[0])
	}
	if asked != old.ID || batch[0].Records[0].ID != old.ID {
		t.Errorf("facts were identified for %q, the record has %q, want %q", asked, batch[0].Records[0].ID, old.ID)
	}
	if f, err := second.Fact(ctx, onrecord.StableID(old.ID, "Lanterns are")); err != nil || f.Release.Text != again.Text {
		t.Errorf("the new fact: %+v, %v", f, err)
	}
	if report, err := second.Check(ctx, nil); err != nil || len(report.Faults) > 0 {
		t.Errorf("%+v, %v", report, err)
	}
	if _, seen, err := second.Seen(ctx, in.Capture.Hash, "a.txt", in.Capture.At); !seen || err != nil {
		t.Errorf("not seen after it was read again: %v", err)
	}
}

// A capture that gave two versions, since its page went back to it, gives both anew under other rules.
func TestOtherRulesReadAPageThatWentBack(t *testing.T) {
	path := filepath.Join(t.TempDir(), "onrecord.db")
	s := openAt(t, path, Options{Rules: "1"})
	read := func(text string) onrecord.Record { return plainRecord("k1", "Lanterns", text, "2025-02-03") }
	first := ingested("a.txt", noon, read("Nine lanterns."))
	second := ingested("a.txt", noon.Add(time.Hour), read("Twelve lanterns."))
	back := first
	back.Capture.At, back.Records = noon.Add(2*time.Hour), []onrecord.Record{read("Nine lanterns.")}
	for _, in := range []store.Ingested{first, second, back} {
		mustSave(t, s, in)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = openAt(t, path, Options{Rules: "2"})
	first.Records, second.Records = []onrecord.Record{read("Nine lanterns, read anew.")}, []onrecord.Record{read("Twelve lanterns, read anew.")}
	mustSave(t, s, first)
	mustSave(t, s, second)
	for version, text := range map[int]string{1: "Nine lanterns, read anew.", 2: "Twelve lanterns, read anew.", 3: "Nine lanterns, read anew."} {
		if r, err := s.ReleaseVersion(ctx, first.Records[0].ID, version); err != nil || r.Text != text || !r.CapturedAt.Equal(noon.Add(time.Duration(version-1)*time.Hour)) {
			t.Errorf("version %d: %q of %s, %v", version, r.Text, r.CapturedAt, err)
		}
	}
	if report, err := s.Check(ctx, nil); err != nil || len(report.Faults) > 0 {
		t.Errorf("%+v, %v", report, err)
	}
}

// A capture that gives two texts of one release keeps both, each as the version that it was, under other rules too.
func TestOtherRulesReadTwoTextsOfOneCapture(t *testing.T) {
	for name, now := range map[string][2]string{
		"as they were": {"Nine lanterns.", "Twelve lanterns."},
		"the first":    {"Nine lanterns, read anew.", "Twelve lanterns."},
		"the second":   {"Nine lanterns.", "Twelve lanterns, read anew."},
		"both":         {"Nine lanterns, read anew.", "Twelve lanterns, read anew."},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "onrecord.db")
			s := openAt(t, path, Options{Rules: "1"})
			read := func(text string) onrecord.Record { return plainRecord("k1", "Lanterns", text, "2025-02-03") }
			in := ingested("a.txt", noon, read("Nine lanterns."), read("Twelve lanterns."))
			mustSave(t, s, in)
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			s = openAt(t, path, Options{Rules: "2"})
			in.Records = []onrecord.Record{read(now[0]), read(now[1])}
			mustSave(t, s, in)
			for i, text := range now {
				if r, err := s.ReleaseVersion(ctx, in.Records[0].ID, i+1); err != nil || r.Text != text {
					t.Errorf("version %d: %q, %v, want %q", i+1, r.Text, err, text)
				}
			}
			if o, err := s.Overview(ctx); err != nil || o.Versions != 2 {
				t.Errorf("%d versions, %v, want 2", o.Versions, err)
			}
			if report, err := s.Check(ctx, nil); err != nil || len(report.Faults) > 0 {
				t.Errorf("%+v, %v", report, err)
			}
		})
	}
}

// A capture that gives two texts of one release, and whose reading was stopped, is read again later: it went back to neither.
func TestStoppedBetweenTwoTextsOfOneCapture(t *testing.T) {
	s := openAt(t, filepath.Join(t.TempDir(), "onrecord.db"), Options{Rules: "1"})
	for i := range 3 {
		in := ingested("a.txt", noon.Add(time.Duration(i)*time.Hour), plainRecord("k1", "Lanterns", "Nine lanterns.", "2025-02-03"), plainRecord("k1", "Lanterns", "Twelve lanterns.", "2025-02-03"))
		mustSave(t, s, in)
		if r, err := s.Release(ctx, in.Records[0].ID); err != nil || r.Version != 2 || r.Text != "Twelve lanterns." {
			t.Errorf("read %d times: version %d, %q, %v", i+1, r.Version, r.Text, err)
		}
	}
}

// Every kind of damage that Check looks for, planted.
func TestCheckFindsDamage(t *testing.T) {
	for name, c := range map[string]struct{ script, says string }{
		"capture":     {"DROP TRIGGER blob_same; UPDATE blob SET body = x'28b52ffd', compression = 'none'", "bytes do not match"},
		"unpackable":  {"DROP TRIGGER blob_same; UPDATE blob SET body = x'28b52ffd', compression = 'zstd'", "cannot be unpacked"},
		"text":        {"UPDATE version SET body = (SELECT body FROM version v WHERE v.number <> version.number)", "does not match its hash"},
		"facts":       {"UPDATE version SET facts = (SELECT facts FROM version v WHERE v.number <> version.number)", "do not stand in the text"},
		"counts":      {"UPDATE version SET counts = x'000000000000'", "counts of facts"},
		"text index":  {"DELETE FROM text_index WHERE rowid = (SELECT min(position) FROM release)", "does not find the release"},
		"title index": {"DELETE FROM title_index WHERE rowid = (SELECT min(position) FROM release)", "does not find the release"},
		"orphan":      {"INSERT INTO text_index (rowid, text, pair) VALUES (5, 'ghost', '')", "entries of no release"},
		"frequency":   {"UPDATE frequency SET stems = x'0102'", "frequencies"},
		"columns":     {"DELETE FROM release_column", "search columns"},
		"fact":        {"DELETE FROM fact WHERE number = (SELECT max(number) FROM fact)", "lists of facts hold"},
		"fact blocks": {"UPDATE fact_block SET body = x'00'", "the index of facts"},
		"a fact run":  {"UPDATE fact_run SET postings = postings + 1", "the index of facts"},
		"fact runs":   {"DELETE FROM fact_run", "lists of facts hold"},
		"lost blocks": {"DELETE FROM fact_run; INSERT INTO fact_block VALUES (1, x'00')", "fact_block holds"},
		"reference":   {"PRAGMA foreign_keys = OFF; DELETE FROM version WHERE number = 1; DELETE FROM release WHERE number = 1", "not there"},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "onrecord.db")
			s := openAt(t, path, Options{Rules: "1"})
			second := plainRecord("k2", "Ferries", "Sails and 12 sails.", "2025-02-04")
			second.Figures = []onrecord.Figure{{Head: onrecord.Head{ID: "0123456789abcdef", Span: onrecord.Span{Start: 10, End: 12}, Text: "12"}, Kind: onrecord.FigureCount, Value: 12}}
			mustSave(t, s, ingested("a.txt", noon, plainRecord("k1", "Lanterns", "Lanterns of lanterns are lit.", "2025-02-03"), second))
			if err := raw(t, path, c.script); err != nil {
				t.Fatal(err)
			}
			report, err := s.Check(ctx, nil)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range report.Faults {
				if strings.Contains(f.Reason, c.says) && f.Stage == "store" {
					return
				}
			}
			t.Errorf("no fault says %q: %+v", c.says, report.Faults)
		})
	}
}

func TestCheckFindsDamageToWhatIsSaidAndFollowed(t *testing.T) {
	storetest.RunDamage(t, func(t *testing.T, fill func(*testing.T, store.Store)) func(*testing.T) (store.Store, func(string)) {
		filled := fileOf(t, filepath.Join(t.TempDir(), "onrecord.db"), func(s *Store) { fill(t, s) })
		return func(t *testing.T) (store.Store, func(string)) {
			path := fileFrom(t, filled)
			return openAt(t, path, Options{Rules: "1"}), func(script string) {
				const unguarded = "PRAGMA foreign_keys = OFF; DROP TRIGGER statement_kept; DROP TRIGGER statement_same; DROP TRIGGER capture_kept; "
				if err := raw(t, path, unguarded+script); err != nil {
					t.Fatal(err)
				}
			}
		}
	})
}

// TestAnEarlyRecordIsRefused: a file of before the first release has other
// tables. It is refused with what to do, and left as it is.
func TestAnEarlyRecordIsRefused(t *testing.T) {
	for _, id := range earlyIDs {
		path := filepath.Join(t.TempDir(), "onrecord.db")
		s := openAt(t, path, Options{Rules: "1"})
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		if err := raw(t, path, fmt.Sprintf("PRAGMA application_id = %d; DROP TABLE member", id)); err != nil {
			t.Fatal(err)
		}
		_, err := Open(ctx, path, Options{Rules: "1"})
		if !errors.Is(err, onrecord.ErrUnsupported) || !strings.Contains(err.Error(), "import its sources again") {
			t.Errorf("%x: opened: %v, want it refused", id, err)
		}
	}
}
