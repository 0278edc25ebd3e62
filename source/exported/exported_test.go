package exported

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"github.com/onrecord/onrecord"
)

// told puts entries into words.
func told(read func(func(Entry) error) error) (out []string, err error) {
	err = read(func(e Entry) error {
		switch {
		case e.Err != nil:
			out = append(out, e.Place+": "+e.Err.Error())
		case e.Statement != nil:
			out = append(out, e.Place+": "+e.Statement.By+" "+string(e.Statement.Kind))
		default:
			out = append(out, fmt.Sprintf("%s: %s/%d of %s, %d bytes", e.Place, e.Version.Release, e.Version.Number, e.Version.At.Format(time.DateOnly), len(e.Version.Line)))
		}
		return nil
	})
	return out, err
}

func lines(t *testing.T, body string, limit int64) []string {
	t.Helper()
	out, err := told(func(yield func(Entry) error) error {
		return Lines(t.Context(), strings.NewReader(body), limit, yield)
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestLines(t *testing.T) {
	said, err := onrecord.NewStatement(onrecord.Statement{Kind: onrecord.StatementReject, Subject: "00000000000000bb", By: "Ida Reed", At: time.Date(2031, 3, 4, 0, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	statement := func(id string) string {
		return `{"statement":{"id":"` + id + `","kind":"reject","subject":"00000000000000bb","by":"Ida Reed","at":"2031-03-04T00:00:00Z"}}`
	}
	first := `{"id":"00000000000000aa","version":2,"title":"A","captured_at":"2031-03-05T00:00:00Z","versions":[{"id":"x","version":3,"captured_at":"2031-03-06T00:00:00Z"},{"version":1},7]}`
	body := strings.Join([]string{first, "", strings.Repeat("x", 300), statement(said.ID), statement("00000000000000aa"), "{", `{"id":"short"}`}, "\n")
	if !Recognise([]byte(body)[:HeadSize]) || !Recognise([]byte(statement(said.ID))[:HeadSize]) || Recognise([]byte(`{"title":"A","text":"b"}`)) {
		t.Error("what is an export is not told from what is none")
	}
	for _, again := range []string{`{"id": "00000000000000aa", "version": 2, "title": "A"}`, `{"statement": {"id": "00000000000000aa"}}`} {
		if !Recognise([]byte(again)) {
			t.Errorf("%s is not told as an export that another program wrote again", again)
		}
	}
	want := []string{
		"line 1: invalid: one of its versions can't be read: json: cannot unmarshal number into Go value of type exported.header",
		"line 1: 00000000000000aa/1 of 0001-01-01, 13 bytes",
		fmt.Sprintf("line 1: 00000000000000aa/2 of 2031-03-05, %d bytes", len(first)),
		"line 1: 00000000000000aa/3 of 2031-03-06, 59 bytes",
		"line 3: too large: the line has over 250 bytes",
		"line 4: Ida Reed reject",
		`line 5: invalid: the statement "00000000000000aa" does not say what its id is made of`,
		"line 6: invalid: this is no JSON object: unexpected end of JSON input",
		"line 7: invalid: it is neither a release with its id nor a statement",
	}
	if diff := cmp.Diff(want, lines(t, body, 250)); diff != "" {
		t.Error(diff)
	}
}

// TestLongLines cuts lines at the border of the reader's own buffer.
func TestLongLines(t *testing.T) {
	for _, n := range []int{1<<16 - 1, 1 << 16, 1<<16 + 1, 3 << 16} {
		got := lines(t, strings.Repeat("x", n)+"\n"+`{"id":"00000000000000aa","version":1}`, int64(n)-1)
		if len(got) != 2 || !strings.Contains(got[0], "too large") || !strings.Contains(got[1], "line 2: 00000000000000aa/1") {
			t.Errorf("%d: %v", n, got)
		}
	}
}

// TestForeignSQLite: a file that is no export is refused, and what it defines is not run.
func TestForeignSQLite(t *testing.T) {
	for name, sql := range map[string]string{
		"another program's":           "CREATE TABLE versions (release_id)",
		"a view":                      "PRAGMA application_id = 1869509240; CREATE TABLE statements (x); CREATE VIEW versions AS WITH RECURSIVE f(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM f) SELECT n AS release_id FROM f",
		"columns that are worked out": "PRAGMA application_id = 1869509240; CREATE TABLE statements (x); CREATE TABLE versions (release_id, text AS (hex(zeroblob(99))))",
	} {
		file := filepath.Join(t.TempDir(), "a.sqlite")
		conn, err := sqlite.OpenConn(file)
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(sqlitex.ExecuteScript(conn, sql, nil), conn.Close()); err != nil {
			t.Fatal(err)
		}
		if _, err := told(func(yield func(Entry) error) error { return Tables(t.Context(), file, 1<<20, yield) }); !errors.Is(err, onrecord.ErrUnsupported) {
			t.Errorf("%s: %v", name, err)
		}
	}
	file := filepath.Join(t.TempDir(), "broken.sqlite")
	if err := os.WriteFile(file, []byte("SQLite format 3\x00and no more"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := told(func(yield func(Entry) error) error { return Tables(t.Context(), file, 1<<20, yield) }); err == nil {
		t.Error("a broken file is read")
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := Lines(ctx, strings.NewReader("{}"), 10, func(Entry) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

// TestSQLiteIsReadByItself: an export that was cut is told as damaged, and nothing is made beside one
// that another program has put into WAL mode, whatever its name.
func TestSQLiteIsReadByItself(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "100% of it? #1.sqlite")
	conn, err := sqlite.OpenConn(file)
	if err != nil {
		t.Fatal(err)
	}
	columns := func(names []string) string { return `"` + strings.Join(names, `","`) + `"` }
	sql := "PRAGMA application_id = 1869509240; CREATE TABLE versions (" + columns(versionColumns) + "); CREATE TABLE statements (" + columns(statementColumns) + ");" +
		"INSERT INTO versions (release_id, version, title) VALUES ('00000000000000aa', 1, 'A');"
	for i := range 200 {
		sql += fmt.Sprintf("CREATE TABLE one_more_table_with_a_long_name_%d (x);", i)
	}
	if err := errors.Join(sqlitex.ExecuteScript(conn, sql, nil), sqlitex.ExecuteTransient(conn, "PRAGMA journal_mode = WAL", nil), conn.Close()); err != nil {
		t.Fatal(err)
	}
	read := func() ([]string, error) {
		return told(func(yield func(Entry) error) error { return Tables(t.Context(), file, 1<<20, yield) })
	}
	if got, err := read(); err != nil || len(got) != 1 || !strings.Contains(got[0], "00000000000000aa/1") {
		t.Errorf("%v, %v", got, err)
	}
	if there, err := os.ReadDir(folder); err != nil || len(there) != 1 {
		t.Errorf("beside the file there is now: %v, %v", there, err)
	}
	if err := os.Truncate(file, 8192); err != nil {
		t.Fatal(err)
	}
	if _, err := read(); !errors.Is(err, onrecord.ErrDamaged) {
		t.Errorf("a file that was cut: %v", err)
	}
}

func FuzzLines(f *testing.F) {
	f.Add([]byte(`{"id":"00000000000000aa","version":1,"versions":[{"version":2}]}` + "\n" + `{"statement":{"id":"x"}}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		err := Lines(t.Context(), strings.NewReader(string(body)), 1000, func(e Entry) error {
			n := 0
			for _, set := range []bool{e.Err != nil, e.Statement != nil, e.Version != nil} {
				if set {
					n++
				}
			}
			if n != 1 || e.Place == "" {
				t.Fatalf("%+v", e)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

// A note of earlier rules comes in without its control characters, and what undid it still does.
func TestANoteOfEarlierRules(t *testing.T) {
	old := onrecord.Statement{Kind: onrecord.StatementReject, Subject: "00000000000000bb", By: "Ida Reed", Note: "no\x00 such\x1b sum", At: time.Date(2031, 3, 4, 0, 0, 0, 0, time.UTC)}
	old.ID = old.MadeID()
	undo := onrecord.Statement{Kind: onrecord.StatementUndo, Subject: old.ID, By: "Ida Reed", At: time.Date(2031, 3, 5, 0, 0, 0, 0, time.UTC)}
	undo.ID = undo.MadeID()
	forged := old
	forged.Note += "\x00!"
	for _, order := range [][]onrecord.Statement{{old, undo, forged}, {undo, forged, old}} { // of an export, and of a log
		var body []byte
		for _, s := range order {
			line, err := json.Marshal(map[string]onrecord.Statement{"statement": s})
			if err != nil {
				t.Fatal(err)
			}
			body = append(append(body, line...), '\n')
		}
		var note, undone, wrong Entry
		if err := Lines(t.Context(), bytes.NewReader(body), 1<<16, func(e Entry) error {
			switch {
			case e.Statement == nil:
				wrong = e
			case e.Statement.Kind == onrecord.StatementUndo:
				undone = e
			default:
				note = e
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		if note.Statement == nil || note.Statement.Note != "no such sum" || note.Statement.ID == old.ID || note.Err == nil || !strings.Contains(note.Err.Error(), "control characters") {
			t.Fatalf("the note: %+v, %v", note.Statement, note.Err)
		}
		if undone.Statement == nil || undone.Statement.Subject != note.Statement.ID || undone.Err != nil || undone.Place == "" {
			t.Errorf("what undoes it: %+v, %v", undone.Statement, undone.Err)
		}
		if wrong.Err == nil {
			t.Error("a note that its id is not made of is taken")
		}
	}
}
