package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

// resumable are exports that go on where they were stopped.
var resumable = map[string][]string{
	"jsonl of a query": {"--format", "jsonl", "--", "-lantern"},
	"csv":              {"--format", "csv"}, "one table": {"--format", "csv", "--table", "links"}, "datapackage": {"--format", "datapackage"},
	"parquet": {"--format", "parquet"}, "one table of parquet": {"--format", "parquet", "--table", "names", "flood OR harbour"},
	"sqlite of a query": {"--format", "sqlite", "--", "-lantern"},
	"ftm":               {"--format", "ftm"},
}

// exportStopped runs an export that keeps how far it came wherever it can each third time, and calls
// stop at the nth time that it could.
func exportStopped(t *testing.T, data, out string, n int, stop func(context.CancelFunc), args ...string) onrecordRun {
	t.Helper()
	var stdout, stderr bytes.Buffer
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	asked := 0
	p := &program{stdin: strings.NewReader(""), stdout: &stdout, stderr: &stderr, env: func(string) string { return "" }, keepNow: func() bool {
		if asked++; asked == n {
			stop(cancel)
		}
		return asked%3 == 0
	}}
	code := p.run(ctx, append([]string{"export", "--data", data, "--out", out}, args...))
	return onrecordRun{code, stdout.String(), stderr.String()}
}

// TestAStoppedExportGoesOn takes what an export has written at some moment away, as if it had been
// killed then, and lets another go on with it: the result is the one of an undisturbed export.
func TestAStoppedExportGoesOn(t *testing.T) {
	data := spokenSample(t)
	for name, args := range resumable {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			whole := filepath.Join(t.TempDir(), "out")
			run(t, data, "", append([]string{"export", "--out", whole}, args...)...).want(t, exitDone)
			want := contentOf(t, whole)
			for _, n := range []int{5, 64} {
				begun, killed := filepath.Join(t.TempDir(), "out"), filepath.Join(t.TempDir(), "out")
				reached := false
				exportStopped(t, data, begun, n, func(context.CancelFunc) {
					reached = true
					if err := os.CopyFS(killed+partialEnd, os.DirFS(begun+partialEnd)); err != nil {
						t.Error(err)
					}
					if err := os.WriteFile(killed+partialEnd+lockEnd, nil, 0o600); err != nil {
						t.Error(err)
					}
				}, args...).want(t, exitDone)
				if !reached { // a part of the sample has fewer days
					continue
				}
				run(t, data, "", append([]string{"export", "--out", killed}, args...)...).want(t, exitDone, "Going on with the export that was stopped", "Written to ")
				if got := contentOf(t, killed); got != want {
					t.Errorf("killed at the moment %d: the result is another:\n%.2000s\nwant\n%.2000s", n, got, want)
				}
				if left, err := os.ReadDir(filepath.Dir(killed)); err != nil || len(left) != 1 {
					t.Errorf("left beside the result: %v, %v", left, err)
				}
			}
		})
	}
}

// created is the moment in a data package.
var created = regexp.MustCompile(`"created": "[^"]*"`)

// contentOf names what a file, or each file of a folder, holds; of a database its rows.
func contentOf(t *testing.T, name string) string {
	t.Helper()
	var out strings.Builder
	err := filepath.WalkDir(name, func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		body, err := os.ReadFile(file)
		if bytes.HasPrefix(body, []byte("SQLite format 3")) {
			body = rowsOf(t, file)
		}
		rel, _ := filepath.Rel(name, file)
		fmt.Fprintf(&out, "%s %d %x\n", rel, len(body), sha256.Sum256(created.ReplaceAll(body, nil)))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// rowsOf is all that a database tells: its tables and views with their rows.
func rowsOf(t *testing.T, file string) []byte {
	t.Helper()
	conn, err := sqlite.OpenConn(file, sqlite.OpenReadOnly)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	var out bytes.Buffer
	var names []string
	print := func(stmt *sqlite.Stmt) error {
		for i := range stmt.ColumnCount() {
			fmt.Fprintf(&out, "%q ", stmt.ColumnText(i))
		}
		out.WriteByte('\n')
		return nil
	}
	if err := sqlitex.Execute(conn, "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY name", &sqlitex.ExecOptions{ResultFunc: func(stmt *sqlite.Stmt) error {
		if !strings.Contains(stmt.ColumnText(1), "INDEX") {
			names = append(names, stmt.ColumnText(0))
		}
		return print(stmt)
	}}); err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if err := sqlitex.Execute(conn, `SELECT * FROM "`+name+`"`, &sqlitex.ExecOptions{ResultFunc: print}); err != nil {
			t.Fatal(err)
		}
	}
	return out.Bytes()
}

// An export that is interrupted says where it can be gone on with. Of another record, in other words or by
// another query it begins again, and says so.
func TestWhatAStoppedExportIsOf(t *testing.T) {
	data := spokenSample(t)
	out := filepath.Join(t.TempDir(), "a result\nof “all”.jsonl")
	stopped := func() {
		t.Helper()
		exportStopped(t, data, out, 20, func(cancel context.CancelFunc) { cancel() }).want(t, exitFailed, "interrupted", "is kept in "+out+partialEnd)
	}
	stopped()
	run(t, data, "", "export", "--out", out, "harbour").want(t, exitDone, "was begun of something else", "Written to")
	if err := os.Remove(out); err != nil {
		t.Fatal(err)
	}
	stopped()
	run(t, data, "", "review", "confirm", oneCommitment(t, data), "--by", "Ada Venn").want(t, exitDone)
	run(t, data, "", "export", "--out", out).want(t, exitDone, "another state of the record: it begins again", "Written to")
	body, err := os.ReadFile(out)
	if said := bytes.Count(body, []byte("\n{\"statement\":")); err != nil || said != 10 {
		t.Errorf("%v: %d statements", err, said)
	}
}

// An export reads the record part by part: where somebody writes to it meanwhile, it says so, and else does not.
func TestAnExportOfARecordThatIsWrittenTo(t *testing.T) {
	data := spokenSample(t)
	const says = "the record was written to meanwhile"
	fact := oneCommitment(t, data)
	out := filepath.Join(t.TempDir(), "out")
	exportStopped(t, data, out, 5, func(context.CancelFunc) {
		run(t, data, "", "review", "confirm", fact, "--by", "Ada Venn").want(t, exitDone)
	}).want(t, exitDone, says)
	if quiet := run(t, data, "", "export"); quiet.code != exitDone || strings.Contains(quiet.stderr, says) {
		t.Errorf("%d: %s", quiet.code, quiet.stderr)
	}
}

// What was stopped before it kept anything is not said to be of another record.
func TestAnExportThatWasStoppedAtOnceBeginsAgain(t *testing.T) {
	data := spokenSample(t)
	for _, format := range []string{"ftm", "popolo"} {
		out := filepath.Join(t.TempDir(), "out")
		if err := os.Mkdir(out+partialEnd, 0o755); err != nil {
			t.Fatal(err)
		}
		for _, file := range []string{out + partialEnd + lockEnd, filepath.Join(out+partialEnd, resultFile)} {
			if err := os.WriteFile(file, nil, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		run(t, data, "", "export", "--format", format, "--out", out).want(t, exitDone, "holds can't be gone on with: it begins again", "Written to")
	}
}

// oneCommitment returns the id of a commitment that nobody spoke of.
func oneCommitment(t *testing.T, data string) string {
	t.Helper()
	text := run(t, data, "", "list", "commitments", "--review", "found", "--limit", "1").stdout
	id, _, _ := strings.Cut(text, " ")
	return id
}
