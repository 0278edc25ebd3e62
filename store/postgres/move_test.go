package postgres

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	zombiezen "zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact"
	"github.com/onrecord/onrecord/ingest"
	"github.com/onrecord/onrecord/internal/sampletest"
	"github.com/onrecord/onrecord/search"
	"github.com/onrecord/onrecord/store"
	"github.com/onrecord/onrecord/store/keep"
	"github.com/onrecord/onrecord/store/sqlite"
	"github.com/onrecord/onrecord/store/storetest"
)

// readSample reads the invented country's announcements into a record, and has people say things of them.
func readSample(t *testing.T, s store.Store) {
	t.Helper()
	if err := sampletest.Read(ctx, s); err != nil {
		t.Fatal(err)
	}
	due, err := s.Facts(ctx, store.FactRequest{Kind: onrecord.KindCommitment})
	if err != nil || len(due.Facts) < 3 {
		t.Fatalf("%d commitments, %v", len(due.Facts), err)
	}
	_, err = s.State(ctx,
		onrecord.Statement{Kind: onrecord.StatementReject, Subject: due.Facts[0].ID, Note: "no promise", By: "Ada Venn", At: noon},
		onrecord.Statement{Kind: onrecord.StatementConfirm, Subject: due.Facts[1].ID, By: "Ada Venn", At: noon},
		onrecord.Statement{Kind: onrecord.StatementVerdict, Subject: due.Facts[2].ID, Words: "kept", Scale: onrecord.ScaleOwn, Evidence: []string{"https://news.corvane.example/kept"}, By: "Ada Venn", At: noon})
	if err != nil {
		t.Fatal(err)
	}
	for _, spec := range []string{"feed https://news.corvane.example/feed.xml"} {
		if src, err := onrecord.ParseSource(spec); err == nil {
			src.Every, src.AddedAt = onrecord.MinEvery, noon
			if err := s.SaveSource(ctx, src); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func openFile(t *testing.T, path string) *sqlite.Store {
	t.Helper()
	s, err := sqlite.Open(ctx, path, sqlite.Options{Rules: ingest.Rules, Identify: fact.Identify})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// queries are cases of relevance: words, common and rare, phrases, prefixes, fields and what joins them.
func queries(t *testing.T) (out []search.Node) {
	t.Helper()
	for _, q := range []string{
		"harbour", "the", "of the", `"the harbour"`, `"will be"`, "ferr*", "ha*", "title:harbour", "harbour OR school", "minister -harbour",
		`issuer:ministry harbour`, "kind:commitment", "money:>1m", "due:2026", "new money for schools", `"prime minister"`, "hospit* speaker:minister", "2025",
	} {
		node, err := search.Parse(q)
		if err != nil {
			t.Fatalf("%s: %v", q, err)
		}
		out = append(out, node)
	}
	return out
}

// TestEnginesAgree reads the same announcements into both engines: every answer is the same, and so is
// every score, to the last bit.
func TestEnginesAgree(t *testing.T) {
	file := openFile(t, filepath.Join(t.TempDir(), "onrecord.db"))
	database := openAt(t, address(t), Options{Rules: ingest.Rules, Identify: fact.Identify})
	readSample(t, file)
	readSample(t, database)
	storetest.Same(t, file, database, queries(t)...)
}

// TestMoved carries a record into PostgreSQL, stopped now and then, and back into a file: it is the same record, sound, and
// goes on to grow.
func TestMoved(t *testing.T) {
	dir := t.TempDir()
	file := openFile(t, filepath.Join(dir, "onrecord.db"))
	readSample(t, file)
	database := openAt(t, address(t), Options{Rules: ingest.Rules, Identify: fact.Identify})
	stops := 0
	for {
		// Stopped after two tables, or two pages of a table.
		stoppable, stop := context.WithCancel(ctx)
		steps := 0
		err := keep.Copy(stoppable, file, database, func(string, int, int) {
			if steps++; steps == 12 {
				stop()
			}
		})
		stop()
		if err == nil {
			break
		}
		if !errors.Is(err, context.Canceled) || stops > 100 {
			t.Fatal(err)
		}
		if stops++; stops == 2 {
			if report, err := database.Check(ctx, nil); err != nil || !strings.Contains(reasons(report), "not finished") {
				t.Errorf("check of half a copy: %s, %v", reasons(report), err)
			}
		}
		// What was there counts as done: the next attempt tells of it and comes further.
		if stops > 3 {
			if err := keep.Copy(ctx, file, database, nil); err != nil {
				t.Fatal(err)
			}
			break
		}
	}
	storetest.Same(t, file, database, queries(t)...)
	sound(t, database)
	// Stopped while it is checked, the next attempt has nothing left to copy, and writes nothing.
	for range 2 {
		before, err := database.Written(ctx)
		if err == nil {
			err = keep.Copy(ctx, file, database, nil)
		}
		if after, again := database.Written(ctx); err != nil || again != nil || after != before {
			t.Errorf("once more: %v, %v; written to %d times and %d", err, again, before, after)
		}
	}

	back := openFile(t, filepath.Join(dir, "back.db"))
	if err := keep.Copy(ctx, database, back, nil); err != nil {
		t.Fatal(err)
	}
	storetest.Same(t, file, back, queries(t)...)
	sound(t, back)

	for _, s := range []*keep.Store{file, database, back} {
		mustSave(t, s, ingested("later.txt", plainRecord("later", "A later one", "Later lanterns are lit.")))
		if err := s.Link(ctx, nil); err != nil {
			t.Fatal(err)
		}
		if n := found(t, s, `"later lanterns"`); n != 1 {
			t.Errorf("%d found of what was saved after the move", n)
		}
	}
	storetest.Same(t, file, database)
	sound(t, database)
	if err := keep.Copy(ctx, file, database, nil); !errors.Is(err, onrecord.ErrInvalid) || !strings.Contains(err.Error(), "already") {
		t.Errorf("once more, after both were written to: %v", err)
	}
}

func reasons(r store.CheckReport) (out string) {
	for _, f := range r.Faults {
		out += f.Reason + "\n"
	}
	return out
}

// TestWhatIsNotMoved refuses to carry a record where there is one, and to go on where the record has changed.
func TestWhatIsNotMoved(t *testing.T) {
	dir := t.TempDir()
	file := openFile(t, filepath.Join(dir, "onrecord.db"))
	mustSave(t, file, ingested("a.txt", plainRecord("k1", "Lanterns", "Lanterns are lit.")))
	full := openAt(t, address(t), Options{Rules: "1"})
	mustSave(t, full, ingested("b.txt", plainRecord("k2", "Mills", "Mills turn.")))
	if err := keep.Copy(ctx, file, full, nil); !errors.Is(err, onrecord.ErrInvalid) || !strings.Contains(err.Error(), "already") {
		t.Errorf("into a record: %v", err)
	}
	if n := found(t, full, "mills"); n != 1 {
		t.Errorf("%d found after it", n)
	}
	copied, alike := openFile(t, filepath.Join(dir, "copied.db")), openFile(t, filepath.Join(dir, "alike.db"))
	mustSave(t, alike, ingested("a.txt", plainRecord("k6", "Larks", "Larks sing.")))
	if err := keep.Copy(ctx, file, copied, nil); err != nil {
		t.Fatal(err)
	}
	if err := keep.Copy(ctx, alike, copied, nil); !errors.Is(err, onrecord.ErrInvalid) || !strings.Contains(err.Error(), "already") {
		t.Errorf("into a copy of another record, written to as often: %v", err)
	}
	half := openAt(t, address(t), Options{Rules: "1"})
	stoppable, stop := context.WithCancel(ctx)
	if err := keep.Copy(stoppable, file, half, func(what string, _, _ int) {
		if what == "reading" {
			stop()
		}
	}); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	if _, err := half.Save(ctx, []store.Ingested{ingested("d.txt", plainRecord("k5", "Boats", "Boats sail."))}); !errors.Is(err, onrecord.ErrUnavailable) || !strings.Contains(err.Error(), "not whole yet") {
		t.Errorf("somebody else writes to half a copy: %v", err)
	}
	other := openFile(t, filepath.Join(dir, "other.db"))
	mustSave(t, other, ingested("a.txt", plainRecord("k4", "Cranes", "Cranes stand.")))
	if err := keep.Copy(ctx, other, half, nil); !errors.Is(err, onrecord.ErrInvalid) || !strings.Contains(err.Error(), "from another record") {
		t.Errorf("another record, written to as often: %v", err)
	}
	mustSave(t, file, ingested("c.txt", plainRecord("k3", "Ferries", "Ferries sail.")))
	if err := keep.Copy(ctx, file, half, nil); !errors.Is(err, onrecord.ErrInvalid) || !strings.Contains(err.Error(), "written to since") {
		t.Errorf("a record that has changed: %v", err)
	}
	if err := keep.Copy(ctx, half, openFile(t, filepath.Join(dir, "third.db")), nil); !errors.Is(err, onrecord.ErrInvalid) {
		t.Errorf("half a copy: %v", err)
	}
}

// TestLargeCapturesAreCarriedFewAtATime: no page of a table is larger than memory bears.
func TestLargeCapturesAreCarriedFewAtATime(t *testing.T) {
	file := openFile(t, filepath.Join(t.TempDir(), "onrecord.db"))
	random := rand.New(rand.NewPCG(1, 2))
	for i := range 24 {
		body := make([]byte, 3<<20)
		for at := 0; at < len(body); at += 8 {
			binary.LittleEndian.PutUint64(body[at:], random.Uint64())
		}
		in := ingested(fmt.Sprintf("%d.pdf", i))
		in.Capture = onrecord.NewCapture(body, in.Capture.Location, "application/pdf", in.Capture.At)
		mustSave(t, file, in)
	}
	last := 0
	to := openFile(t, filepath.Join(t.TempDir(), "to.db"))
	err := keep.Copy(ctx, file, to, func(what string, done, _ int) {
		if what == "blob" {
			if done-last > 11 {
				t.Errorf("%d captures of 3 MB at once", done-last)
			}
			last = done
		}
	})
	if err != nil || last != 24 {
		t.Errorf("%d captures carried, %v", last, err)
	}
}

// TestTablesAreAll holds the tables that are carried against those that there are.
func TestTablesAreAll(t *testing.T) {
	at := address(t)
	e := newEngine(t, at)
	there := map[string][]string{}
	err := e.Read(ctx, func(conn keep.Conn) error {
		return conn.Query(`SELECT c.relname::text, a.attname::text FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
			WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' ORDER BY c.relname, a.attnum`, func(s keep.Stmt) error {
			there[s.ColumnText(0)] = append(there[s.ColumnText(0)], s.ColumnText(1))
			return nil
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range keep.Tables {
		if got, want := strings.Join(table.Columns(), " "), strings.Join(there[table.Name], " "); got != want {
			t.Errorf("%s is carried with the columns %s, and has %s", table.Name, got, want)
		}
		delete(there, table.Name)
	}
	for name := range there {
		ofIndexes := strings.HasSuffix(name, "_index") || strings.HasPrefix(name, "posting_") || name == "unposted" || slices.Contains(ofFacts, name)
		if !ofIndexes && name != "counter" && name != "onrecord" && name != "fact_touched" {
			t.Errorf("%s is carried by nobody", name)
		}
	}
}

// ofFacts are the tables of the index of facts, which a copy makes anew.
var ofFacts = []string{"fact_run", "fact_block", "fact_gone"}

// TestSchemasAreAlike: both engines' schemas have the same tables with the same columns in order.
func TestSchemasAreAlike(t *testing.T) {
	file := filepath.Join(t.TempDir(), "record.db")
	s, err := sqlite.Open(ctx, file, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	conn, err := zombiezen.OpenConn(file, zombiezen.OpenReadOnly)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	there := map[string][]string{}
	err = sqlitex.Execute(conn, "SELECT m.name, c.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' ORDER BY m.name, c.cid", &sqlitex.ExecOptions{ResultFunc: func(stmt *zombiezen.Stmt) error {
		there[stmt.ColumnText(0)] = append(there[stmt.ColumnText(0)], stmt.ColumnText(1))
		return nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range keep.Tables {
		if got, want := strings.Join(there[table.Name], " "), strings.Join(table.Columns(), " "); got != want {
			t.Errorf("SQLite's table %s has the columns %s, and is carried with %s", table.Name, got, want)
		}
		delete(there, table.Name)
	}
	for name := range there {
		if !strings.Contains(name, "_index") && !slices.Contains(ofFacts, name) && name != "counter" && name != "fact_touched" {
			t.Errorf("SQLite's table %s is carried by nobody", name)
		}
	}
}
