package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"zombiezen.com/go/sqlite"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/feed"
	"github.com/onrecord/onrecord/feed/table"
	"github.com/onrecord/onrecord/internal/postgrestest"
	"github.com/onrecord/onrecord/store"
)

// spokenSample makes a record of the whole sample in which people have said
// something of every sort.
func spokenSample(t *testing.T) (data string) {
	t.Helper()
	data = t.TempDir()
	file := filepath.Join(data, databaseName)
	theSpokenSample.once.Do(func() {
		speak(t, data)
		theSpokenSample.body, _ = os.ReadFile(file)
	})
	if len(theSpokenSample.body) == 0 {
		t.Fatal("the sample could not be made")
	}
	if err := os.WriteFile(file, theSpokenSample.body, 0o600); err != nil {
		t.Fatal(err)
	}
	return data
}

// theSpokenSample is the file of a record that is made once.
var theSpokenSample struct {
	once sync.Once
	body []byte
}

// speak fills the record of spokenSample.
func speak(t *testing.T, data string) {
	t.Helper()
	s, err := openFolder(t.Context(), data)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	p := &program{stdout: io.Discard, stderr: io.Discard, env: func(string) string { return "" }}
	if _, err := p.ingestSample(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	facts := func(kind onrecord.FactKind) []store.Fact {
		page, err := s.Facts(t.Context(), store.FactRequest{Kind: kind, Limit: 10})
		if err != nil || len(page.Facts) < 4 {
			t.Fatalf("%d facts, %v", len(page.Facts), err)
		}
		return page.Facts
	}
	people, err := s.Names(t.Context(), store.NameRequest{Kind: onrecord.NameBody, Limit: 3})
	if err != nil {
		t.Fatal(err)
	}
	commitments, figures := facts(onrecord.KindCommitment), facts(onrecord.KindFigure)
	at := time.Date(2026, 1, 4, 9, 0, 0, 123000, time.UTC)
	var undone string
	for i, said := range []onrecord.Statement{
		{Kind: onrecord.StatementVerdict, Subject: commitments[0].ID, Words: "partly", Scale: onrecord.ScaleOwn, Evidence: []string{commitments[1].ID, "https://ledger.example.org/a?b=c"}, Note: "two of “three”\nso far"},
		{Kind: onrecord.StatementVerdict, Subject: commitments[2].ID, Words: "stalled", Scale: onrecord.ScalePolitiFact},
		{Kind: onrecord.StatementConfirm, Subject: figures[0].ID, Rule: "of-noun"},
		{Kind: onrecord.StatementReject, Subject: figures[1].ID, Note: "=no figure"},
		{Kind: onrecord.StatementCorrect, Subject: figures[2].ID, Corrections: []onrecord.Correction{{Field: "of", Value: "lanterns"}, {Field: "value", Value: "7.5"}}},
		{Kind: onrecord.StatementRename, Subject: people.Names[0].ID, Words: "The Office of Tides"},
		{Kind: onrecord.StatementMerge, Subject: people.Names[1].ID, Object: people.Names[2].ID},
		{Kind: onrecord.StatementReject, Subject: commitments[3].ID},
		{Kind: onrecord.StatementUndo},
	} {
		said.By, said.At = "Ida Reed", at.Add(time.Duration(i)*time.Hour)
		if said.Kind == onrecord.StatementUndo {
			said.Subject = undone
		}
		kept, err := s.State(t.Context(), said)
		if err != nil {
			t.Fatal(err)
		}
		undone = kept[0].ID
	}
}

// toldOf is all that a record says, for comparison: a line for each thing, sorted.
// Where it was captured is left out: that differs from record to record.
func toldOf(t *testing.T, at place) []string {
	t.Helper()
	s, err := at.open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var out []string
	add := func(what string, v any) error {
		b, err := json.Marshal(v)
		out = append(out, what+" "+string(b))
		return err
	}
	err = s.Records(t.Context(), nil, func(rec onrecord.Record) error {
		versions, err := s.Versions(t.Context(), rec.ID)
		for _, v := range versions {
			one, err := s.ReleaseVersion(t.Context(), rec.ID, v.Version)
			if err != nil {
				return err
			}
			one.Source = onrecord.SourceRef{}
			if err := add(fmt.Sprintf("version %d", one.Version), feed.WithoutNil(one)); err != nil {
				return err
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	elsewhere := []*table.Table{table.Releases, table.Versions, table.Places, table.Captures, table.Changes}
	across := slices.DeleteFunc(slices.Clone(table.All), func(t *table.Table) bool { return slices.Contains(elsewhere, t) })
	if err := table.Walk(t.Context(), s, nil, across, table.Options{}, func(of *table.Table, row table.Row) error { return add(of.Name, row) }); err != nil {
		t.Fatal(err)
	}
	err = table.Walk(t.Context(), s, nil, []*table.Table{table.Changes}, table.Options{}, func(of *table.Table, row table.Row) error { return add(of.Name, row) })
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(out)
	return out
}

// TestAnExportMakesTheSameRecord takes the whole sample out and into an empty
// record, as JSON Lines and as SQLite, back out of that, and into one on the other engine.
func TestAnExportMakesTheSameRecord(t *testing.T) {
	first := spokenSample(t)
	want := toldOf(t, place(first))
	for _, format := range []string{"jsonl", "sqlite"} {
		t.Run(format, func(t *testing.T) {
			from, file := first, ""
			for generation := range 2 {
				file = filepath.Join(t.TempDir(), fmt.Sprintf("%d.%s", generation, format))
				run(t, from, "", "export", "--format", format, "--out", file).want(t, exitDone, "Written to ")
				data := t.TempDir()
				run(t, data, "", "import", file).want(t, exitDone, "9 statements of people")
				if diff := cmp.Diff(want, toldOf(t, place(data))); diff != "" {
					t.Fatalf("generation %d: %.4000s", generation, diff)
				}
				run(t, data, "", "import", file).want(t, exitDone, "Nothing has changed")
				run(t, data, "", "check").want(t, exitDone, "All is well.")
				run(t, data, "", "show", oneOf(t, data)).want(t, exitDone, "an export of another record, which says: from sample/")
				from = data
			}
			other := postgrestest.Address(t)
			run(t, "", "", "import", file, "--store", other).want(t, exitDone, "9 statements of people")
			if diff := cmp.Diff(want, toldOf(t, place(other))); diff != "" {
				t.Fatalf("PostgreSQL: %.4000s", diff)
			}
			run(t, "", "", "check", "--store", other).want(t, exitDone, "All is well.")
		})
	}
}

// TestWhatPeopleSaidIsCarriedByItself: the lines that the commands print of statements are those of an
// export, and another record of the same announcements takes them in.
func TestWhatPeopleSaidIsCarriedByItself(t *testing.T) {
	first, second := t.TempDir(), t.TempDir()
	file := write(t, "archive.txt", archive)
	for _, data := range []string{first, second} {
		run(t, data, "", "import", file).want(t, exitDone)
	}
	id := oneCommitment(t, first)
	said := run(t, first, "", "review", "confirm", id, "--by", "Ida Reed", "--json")
	said.want(t, exitDone, `{"statement":{"id":`)
	run(t, first, "", "verdict", id, "partly", "--by", "Ada Venn", "--json").want(t, exitDone, `{"statement":{"id":`)
	log := run(t, first, "", "review", "log", "--json", "--limit", "0")
	if !strings.Contains(log.stdout, said.stdout) {
		t.Errorf("the log has %s, what was said is %s", log.stdout, said.stdout)
	}
	run(t, second, "", "import", write(t, "said.jsonl", log.stdout)).want(t, exitDone, "2 statements of people")
	if got := run(t, second, "", "review", "log", "--json", "--limit", "0"); got.stdout != log.stdout {
		t.Errorf("carried over: %s, want %s", got.stdout, log.stdout)
	}
}

// oneOf returns the id of a release.
func oneOf(t *testing.T, data string) string {
	t.Helper()
	var line struct{ ID string }
	if err := json.NewDecoder(strings.NewReader(run(t, data, "", "export").stdout)).Decode(&line); err != nil {
		t.Fatal(err)
	}
	return line.ID
}

func TestExportedFilesAreWhole(t *testing.T) {
	data := t.TempDir()
	run(t, data, "", "import", write(t, "archive.txt", archive)).want(t, exitDone)
	folder := t.TempDir()
	for _, args := range [][]string{{"jsonl"}, {"sqlite"}, {"csv"}, {"parquet"}, {"datapackage"}, {"csv", "--table", "quotes"}, {"wacz"}, {"popolo"}, {"ftm"}} {
		name := filepath.Join(folder, strings.Join(args, "-"))
		if err := os.WriteFile(name+partialEnd, []byte("half"), 0o644); err != nil {
			t.Fatal(err)
		}
		run(t, data, "", "export", "--out", name).want(t, exitUsage, "was not begun by an export")
		// What a run that was killed had begun, with its lock beside it, does not stand in the way.
		if err := os.WriteFile(name+partialEnd+lockEnd, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		args := append([]string{"export", "--out", name, "--format"}, args...)
		run(t, data, "", args...).want(t, exitDone, "Written to "+name)
		// What one left that was killed when its result had the name is tidied away.
		if err := os.Mkdir(name+partialEnd, 0o755); err != nil {
			t.Fatal(err)
		}
		for _, left := range []string{name + partialEnd + lockEnd, filepath.Join(name+partialEnd, checkpointFile)} {
			if err := os.WriteFile(left, nil, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		run(t, data, "", args...).want(t, exitUsage, "is there already")
	}
	entries, err := os.ReadDir(folder)
	if err != nil || len(entries) != 9 {
		t.Errorf("%d entries in the folder: %v, %v", len(entries), entries, err)
	}
}

func TestWhereAnExportCannotGo(t *testing.T) {
	data := t.TempDir()
	run(t, data, "", "import", write(t, "archive.txt", archive)).want(t, exitDone)
	run(t, data, "", "export", "--out", filepath.Join(t.TempDir(), "none", "record.jsonl")).want(t, exitUsage, "there is no folder")
	if out := run(t, data, "", "export", "--out", "-"); strings.Count(out.stdout, "\n") != 2 || strings.Contains(out.stdout, "Written") {
		t.Errorf("to standard output: %+v", out)
	}
	full := fmt.Errorf("write a: %w", syscall.ENOSPC)
	for _, err := range []error{full, errors.Join(full, full), sqlite.ResultFull.ToError()} {
		if got := noRoom("record.jsonl", err); !errors.Is(got, onrecord.ErrUnavailable) || strings.Contains(got.Error(), "\n") {
			t.Errorf("%v is told as %v", err, got)
		}
	}
}

func TestHostileExports(t *testing.T) {
	data := t.TempDir()
	line := `{"id":"00000000000000aa","version":1,"title":"Quay news","issued_on":"2031-03-03","issued_by":["Harbour Board"],"captured_at":"2031-03-04T00:00:00Z","text":"The quay opens.","blocks":[]}`
	forged := `{"statement":{"id":"00000000000000aa","kind":"confirm","subject":"00000000000000bb","by":"Ida Reed","at":"2031-03-04T00:00:00Z"}}`
	unknown, err := onrecord.NewStatement(onrecord.Statement{Kind: onrecord.StatementConfirm, Subject: "00000000000000bb", By: "Ida Reed", At: time.Date(2031, 3, 4, 0, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(feed.StatementLine{Statement: unknown})
	if err != nil {
		t.Fatal(err)
	}
	file := write(t, "hostile.jsonl", strings.Join([]string{line, "{broken", forged, string(b), `{"id":7}`}, "\n"))
	run(t, data, "", "import", file).want(t, exitProblems, "1 new", "line 2", "line 3: invalid: the statement", "statement "+unknown.ID, "line 5")
	run(t, data, "", "problems").want(t, exitDone, "does not say what its id is made of")
}
