//go:build unix

package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"flag"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"github.com/onrecord/onrecord/ingest"
	"github.com/onrecord/onrecord/internal/postgrestest"
	"github.com/onrecord/onrecord/sample"
)

// earlier is the folder of records as earlier schemas had them: NNNN.db.gz, NNNN.sql.gz as pg_dump
// writes it, and NNNN.json with what is in both. They are made once, when a schema is
// released, and never again:
//
//	go test ./cmd/onrecord -run TestMakeRecordOfThisSchema -make-record testdata/records/0001
const earlier = "testdata/records"

var makeRecord = flag.String("make-record", "", "write a record of today's schema to this path, with .db.gz, .sql.gz and .json behind it")

// inventory is what a record holds, as far as it outlasts better rules: ids.
type inventory struct {
	Releases   []string `json:"releases"`
	Facts      []string `json:"facts"`
	Statements []string `json:"statements"`
	Sources    []string `json:"sources"`
	Changes    int      `json:"changes"`
}

var anyID = regexp.MustCompile(`"id":"([0-9a-f]{16})"`)

func ids(lines string) []string {
	var out []string
	for _, m := range anyID.FindAllStringSubmatch(lines, -1) {
		out = append(out, m[1])
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func inventoryOf(t *testing.T, record string) (out inventory) {
	t.Helper()
	for line := range strings.Lines(run(t, record, "", "export", "--format", "jsonl").stdout) {
		var r struct {
			ID      string          `json:"id"`
			Release json.RawMessage `json:"text"`
		}
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatal(err)
		}
		if r.Release != nil {
			out.Releases = append(out.Releases, r.ID)
		}
		out.Facts = append(out.Facts, ids(line)...)
	}
	slices.Sort(out.Releases)
	slices.Sort(out.Facts)
	out.Facts = slices.Compact(out.Facts)
	out.Statements = ids(run(t, record, "", "review", "log", "--json").stdout)
	var sources struct{ Sources []struct{ Spec string } }
	if err := json.Unmarshal([]byte(run(t, record, "", "source", "list", "--json").stdout), &sources); err != nil {
		t.Fatal(err)
	}
	for _, s := range sources.Sources {
		out.Sources = append(out.Sources, s.Spec)
	}
	out.Changes = strings.Count(run(t, record, "", "changes", "--json", "--limit", "0").stdout, "\n")
	return out
}

// TestRecordsOfEarlierSchemas opens a record of every earlier schema on both engines, brings it to
// today's, and looks whether all is well and all is there.
func TestRecordsOfEarlierSchemas(t *testing.T) {
	files, err := filepath.Glob(earlier + "/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no records of earlier schemas: %v", err)
	}
	for _, file := range files {
		base := strings.TrimSuffix(file, ".json")
		body, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var want inventory
		if err := json.Unmarshal(body, &want); err != nil || len(want.Releases) == 0 || len(want.Statements) == 0 || want.Changes == 0 {
			t.Fatalf("%s: %v, with %d releases, %d statements, %d changes", file, err, len(want.Releases), len(want.Statements), want.Changes)
		}
		t.Run(filepath.Base(base)+" in a file", func(t *testing.T) {
			data := t.TempDir()
			if err := os.WriteFile(filepath.Join(data, databaseName), unpacked(t, base+".db.gz"), 0o600); err != nil {
				t.Fatal(err)
			}
			wantUpgraded(t, data, want)
			fresh := t.TempDir()
			run(t, fresh, "", "source", "add", "govuk:harbour-board").want(t, exitDone)
			if diff := cmp.Diff(tablesOf(t, fresh), tablesOf(t, data)); diff != "" {
				t.Errorf("a new record has other tables than one that was brought up to date; was a released script changed?\n%s", diff)
			}
		})
		t.Run(filepath.Base(base)+" in PostgreSQL", func(t *testing.T) {
			at := postgrestest.NewAddress(t)
			if err := postgrestest.Do(at, string(unpacked(t, base+".sql.gz"))); err != nil {
				t.Fatal(err)
			}
			wantUpgraded(t, at, want)
		})
	}
}

// wantUpgraded reads a record, which brings it to today's schema, and looks at it.
func wantUpgraded(t *testing.T, record string, want inventory) {
	t.Helper()
	run(t, record, "", "check").want(t, exitDone, "All is well.") // links of before wait to be made anew
	run(t, record, "", "source", "pause", want.Sources[0]).want(t, exitDone)
	run(t, record, "", "pull").want(t, exitDone) // which makes them
	run(t, record, "", "check").want(t, exitDone, "All is well.")
	run(t, record, "", "relink").want(t, exitDone)
	run(t, record, "", "check").want(t, exitDone, "All is well.")
	if diff := cmp.Diff(want, inventoryOf(t, record)); diff != "" {
		t.Error(diff)
	}
	run(t, record, "", "reread").want(t, exitDone) // today's rules may find other facts
	run(t, record, "", "check").want(t, exitDone, "All is well.", "the index of "+count(len(want.Releases), "release"))
	if got := inventoryOf(t, record); !slices.Equal(got.Releases, want.Releases) || !slices.Equal(got.Statements, want.Statements) {
		t.Errorf("after reading again: %d releases of %d, %d statements of %d", len(got.Releases), len(want.Releases), len(got.Statements), len(want.Statements))
	}
}

// TestOtherFactsHaveOtherRules: a record that was read under the rules of this version holds what they find, or
// else reread would pass it over: whoever changes the rules after a release changes their name.
func TestOtherFactsHaveOtherRules(t *testing.T) {
	files, err := filepath.Glob(earlier + "/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no records of earlier schemas: %v", err)
	}
	for _, file := range files {
		base, data := strings.TrimSuffix(file, ".json"), t.TempDir()
		if err := os.WriteFile(filepath.Join(data, databaseName), unpacked(t, base+".db.gz"), 0o600); err != nil {
			t.Fatal(err)
		}
		before, ours := inventoryOf(t, data), readUnder(t, data, ingest.Rules)
		run(t, data, "", "reread").want(t, exitDone)
		if after := inventoryOf(t, data); ours && !slices.Equal(before.Facts, after.Facts) {
			t.Errorf("%s was read under %q, which find other facts in it today: change fact.Version", base, ingest.Rules)
		}
	}
}

// readUnder makes a record forget under which rules its captures were read, and reports whether any was under these.
func readUnder(t *testing.T, data, rules string) (found bool) {
	t.Helper()
	conn, err := sqlite.OpenConn(filepath.Join(data, databaseName), sqlite.OpenReadWrite)
	if err != nil {
		t.Fatal(err)
	}
	err = errors.Join(
		sqlitex.Execute(conn, "SELECT 1 FROM version WHERE rules = ?", &sqlitex.ExecOptions{Args: []any{rules}, ResultFunc: func(*sqlite.Stmt) error {
			found = true
			return nil
		}}),
		sqlitex.ExecuteTransient(conn, "UPDATE version SET rules = 'forgotten'", nil), sqlitex.ExecuteTransient(conn, "UPDATE reading SET rules = 'forgotten'", nil), conn.Close())
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func unpacked(t *testing.T, file string) []byte {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

func pack(t *testing.T, file string, body []byte) {
	t.Helper()
	var out bytes.Buffer
	z, _ := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if _, err := z.Write(body); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, out.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestMakeRecordOfThisSchema writes the record of a schema that is about to be released.
func TestMakeRecordOfThisSchema(t *testing.T) {
	if *makeRecord == "" {
		t.Skip("nothing is to be made: see -make-record")
	}
	data, files := t.TempDir(), t.TempDir()
	for i, c := range sample.Captures() {
		if i%20 != 0 && !strings.Contains(c.Location, "2024-11") && !strings.Contains(c.Location, "2025-03") {
			continue
		}
		name := filepath.Join(files, filepath.FromSlash(c.Location))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, c.Body, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	notice := filepath.Join(files, "notice.jsonl")
	for _, lamps := range []string{"nine", "eight"} {
		line := `{"title": "Lamps on the mole", "issued_on": "2031-03-04", "issued_by": ["Harbour Board"], "url": "https://harbours.example.org/lamps", "text": "There will be ` + lamps + ` lamps on the mole by 2032."}`
		if err := os.WriteFile(notice, []byte(line+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		run(t, data, "", "import", files)
	}
	run(t, data, "", "source", "add", "govuk:harbour-board").want(t, exitDone)
	var facts []string
	for line := range strings.Lines(run(t, data, "", "list", "commitments", "--limit", "3").stdout) {
		facts = append(facts, strings.Fields(line)[0])
	}
	run(t, data, "", "review", "confirm", facts[0], "--by", "Ida Reed").want(t, exitDone)
	run(t, data, "", "review", "reject", facts[1], "--by", "Ida Reed").want(t, exitDone)
	run(t, data, "", "verdict", facts[2], "partly", "--by", "Ida Reed", "--note", "two of three").want(t, exitDone)
	at := postgrestest.NewAddress(t)
	run(t, data, "", "move", "--from", data, "--to", at).want(t, exitDone)
	single := filepath.Join(t.TempDir(), "record.db")
	run(t, data, "", "backup", single).want(t, exitDone)
	body, err := os.ReadFile(single)
	if err != nil {
		t.Fatal(err)
	}
	pack(t, *makeRecord+".db.gz", body)
	pack(t, *makeRecord+".sql.gz", dumped(t, at))
	out, err := json.MarshalIndent(inventoryOf(t, data), "", " ")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(*makeRecord+".json", append(out, '\n'), 0o644); err != nil {
		t.Fatal(err)
	}
}

// dumped returns a record in PostgreSQL as SQL, which makes it in whatever schema is the first of the search path.
func dumped(t *testing.T, at string) []byte {
	t.Helper()
	u, err := url.Parse(at)
	if err != nil {
		t.Fatal(err)
	}
	schema := u.Query().Get("search_path")
	q := u.Query()
	q.Del("search_path")
	u.RawQuery = q.Encode()
	dump, err := exec.Command("pg_dump", "--no-owner", "--no-privileges", "--rows-per-insert=100", "--schema="+schema, u.String()).Output()
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for line := range strings.Lines(string(dump)) {
		if strings.HasPrefix(line, `\`) || strings.HasPrefix(line, "CREATE SCHEMA ") || strings.Contains(line, "set_config('search_path'") {
			continue
		}
		out.WriteString(strings.ReplaceAll(line, schema+".", ""))
	}
	return []byte(out.String())
}

// tablesOf returns the schema of a record in a file, as SQLite keeps it.
func tablesOf(t *testing.T, data string) []string {
	t.Helper()
	conn, err := sqlite.OpenConn(filepath.Join(data, databaseName), sqlite.OpenReadOnly)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	var out []string
	err = sqlitex.Execute(conn, "SELECT name || ': ' || coalesce(sql, '') FROM sqlite_schema ORDER BY name", &sqlitex.ExecOptions{ResultFunc: func(stmt *sqlite.Stmt) error {
		out = append(out, stmt.ColumnText(0))
		return nil
	}})
	if err != nil || len(out) == 0 {
		t.Fatalf("%d tables, %v", len(out), err)
	}
	return out
}

// TestNewerRecordsAreRefused: a record of a newer onrecord is opened by no command, however it comes to it, and stays as it is.
func TestNewerRecordsAreRefused(t *testing.T) {
	file, at := t.TempDir(), postgrestest.NewAddress(t)
	for _, record := range []string{file, at} {
		runAt(t, record, "import", write(t, "archive.txt", archive)).want(t, exitDone)
	}
	conn, err := sqlite.OpenConn(filepath.Join(file, databaseName), sqlite.OpenReadWrite)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(sqlitex.ExecuteTransient(conn, "PRAGMA user_version = 99", nil), conn.Close()); err != nil {
		t.Fatal(err)
	}
	if err := postgrestest.Do(at, "UPDATE onrecord SET schema = 99"); err != nil {
		t.Fatal(err)
	}
	fresh := t.TempDir()
	for _, record := range []string{file, at} {
		for _, args := range [][]string{
			{"serve", "--listen", "127.0.0.1:0"}, {"serve", "--read-only", "--listen", "127.0.0.1:0"}, {"work"}, {"pull"}, {"list"}, {"export"}, {"mcp"}, {"check"}, {"reread"}, {"relink"}, {"doctor"},
			{"review", "undo", "0123456789abcdef", "--by", "Ida Reed"}, {"token", "list"}, {"backup", filepath.Join(fresh, "copy.db")},
		} {
			runAt(t, record, args...).want(t, exitFailed, "newer onrecord")
		}
		run(t, "", "", "move", "--from", record, "--to", filepath.Join(fresh, "there")).want(t, exitFailed, "newer onrecord")
		run(t, "", "", "move", "--from", fresh, "--to", record).want(t, exitFailed)
	}
	if left, err := os.ReadDir(fresh); err != nil || len(left) > 0 {
		t.Errorf("what was refused left %v, %v", left, err)
	}
}
