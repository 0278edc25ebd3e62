package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/api/v1"
	"github.com/onrecord/onrecord/internal/sharedtest"
)

// archive is an archive page saved as text, with two invented releases.
const archive = `Tag: Harbour Board

  • PRESS RELEASE : Lanterns for the north mole [March 2031]

    PRESS RELEASE : Lanterns for the north mole [March 2031]

    The press release issued by the Harbour Board on 4 March 2031.

    The Harbour Board will publish its lantern plan by 30 June 2031, backed by £1.5 million.

    Harbour Minister, Ada Venn, said:

    We are proud of the north mole, and we will light it.

  • PRESS RELEASE : Dredging begins [February 2031]

    PRESS RELEASE : Dredging begins [February 2031]

    The press release issued by the Harbour Board on 10 February 2031.

    More than 40 boats took part today.
`

// onrecordRun is one run of the program in a test.
type onrecordRun struct {
	code           int
	stdout, stderr string
}

func run(t *testing.T, data string, stdin string, args ...string) onrecordRun {
	t.Helper()
	var out, errs bytes.Buffer
	p := &program{stdin: strings.NewReader(stdin), stdout: &out, stderr: &errs, env: func(name string) string {
		if name == "ONRECORD_DATA" {
			return data
		}
		return ""
	}}
	code := p.run(context.Background(), args)
	return onrecordRun{code, out.String(), errs.String()}
}

// want fails where the run ended otherwise than asked or printed nothing like it.
func (r onrecordRun) want(t *testing.T, code int, words ...string) {
	t.Helper()
	if r.code != code {
		t.Fatalf("exit code %d, want %d\nstdout: %s\nstderr: %s", r.code, code, r.stdout, r.stderr)
	}
	for _, w := range words {
		if !strings.Contains(r.stdout+r.stderr, w) {
			t.Errorf("%q was not printed\nstdout: %s\nstderr: %s", w, r.stdout, r.stderr)
		}
	}
}

func write(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestImportAgainAndEdited(t *testing.T) {
	data := t.TempDir()
	file := write(t, "archive.txt", archive)
	run(t, data, "", "import", file).want(t, exitDone, "2 new, 0 changed, 0 unchanged")
	run(t, data, "", "import", file).want(t, exitDone, "0 new, 0 changed, 2 unchanged", "Nothing has changed")

	edited := write(t, "archive.txt", strings.Replace(archive, "£1.5 million", "£1.2 million", 1))
	run(t, data, "", "import", edited).want(t, exitDone, "0 new, 1 changed, 1 unchanged")

	var found v1.Hit
	first := run(t, data, "", "search", "--json", "lantern")
	first.want(t, exitDone)
	if err := json.Unmarshal([]byte(first.stdout), &found); err != nil {
		t.Fatal(err)
	}
	run(t, data, "", "show", found.Release.ID).want(t, exitDone, "version 2", "£1.2 million")
	run(t, data, "", "show", "--version", "1", found.Release.ID).want(t, exitDone, "version 1", "£1.5 million")
	run(t, data, "", "check").want(t, exitDone, "All is well.")
}

func TestCommandsOnARecord(t *testing.T) {
	data := t.TempDir()
	run(t, data, "", "import", write(t, "archive.txt", archive)).want(t, exitDone)
	backup := filepath.Join(t.TempDir(), "copy.db")
	for _, c := range []struct {
		args  string
		words []string
	}{
		{"search boats", []string{"Dredging begins", "1 release found"}},
		{"search --newest harbour", []string{"2 releases found"}},
		{"list", []string{"2031-03-04", "Lanterns for the north mole"}},
		{"list --from 2031-03-01", []string{"Lanterns"}},
		{"list commitments --order due", []string{"by 30 June 2031"}},
		{"list --issuer Harbour", []string{`issued by "Harbour", the name in full; with these words there are "Harbour Board"`}},
		{"due --issuer Lighthouse", []string{`issued by "Lighthouse", the name in full; "onrecord list" shows`}},
		{"list money", []string{"1,500,000 GBP"}},
		{"list figures --text boats", []string{"more than 40 boats"}},
		{"list quotes", []string{"Ada Venn, Harbour Minister"}},
		{"list people", []string{"Ada Venn"}},
		{"source list", []string{"textarchive"}},
		{"problems", []string{"0 problems"}},
		{"check --json", []string{`"faults":[]`}},
		{"export", []string{`"title":"Dredging begins"`, `"blocks"`}},
		{"export --format csv --table quotes", []string{"Ada Venn"}},
		{"backup " + backup, []string{"Copied to"}},
		{"version", []string{"onrecord ", "fact rules"}},
		{"help", []string{"import", "demo"}},
	} {
		t.Run(c.args, func(t *testing.T) { run(t, data, "", strings.Fields(c.args)...).want(t, exitDone, c.words...) })
	}
	copied := t.TempDir()
	if err := os.Rename(backup, filepath.Join(copied, databaseName)); err != nil {
		t.Fatal(err)
	}
	run(t, copied, "", "list", "--json").want(t, exitDone, `"title":"Dredging begins"`)
}

func TestExtractTouchesNoRecord(t *testing.T) {
	data := filepath.Join(t.TempDir(), "none")
	r := run(t, data, archive, "extract", "-")
	r.want(t, exitDone)
	lines := strings.Split(strings.TrimSpace(r.stdout), "\n")
	if len(lines) != 2 {
		t.Fatalf("%d lines, want 2: %s", len(lines), r.stdout)
	}
	var rec onrecord.Record
	if err := json.Unmarshal([]byte(lines[0]), &rec); err != nil {
		t.Fatal(err)
	}
	if rec.Title != "Lanterns for the north mole" || rec.IssuedOn != onrecord.MustDate("2031-03-04") || len(rec.Quotes) != 1 || rec.Quotes[0].Span.Of(rec.Text) != rec.Quotes[0].Text {
		t.Errorf("record %+v", rec)
	}
	if _, err := os.Stat(data); err == nil {
		t.Error("extract made a record's folder")
	}
}

func TestBadInputIsAProblemAndTheRestGoesOn(t *testing.T) {
	folder := t.TempDir()
	for name, content := range map[string]string{
		"a-empty.txt":  "",
		"b-junk.bin":   "\x00\x01\x02\xff\xfe\x00junk\x00",
		"c-good.txt":   archive,
		"d-half.json":  `{"title": "Half`,
		"e-trunc.gz":   "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03abc",
		"f-broken.zip": "PK\x03\x04broken",
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	data := t.TempDir()
	run(t, data, "", "import", folder, filepath.Join(folder, "missing.txt")).want(t, exitProblems, "2 new", "onrecord problems")
	problems := run(t, data, "", "problems")
	problems.want(t, exitDone, "a-empty.txt", "b-junk.bin", "d-half.json", "e-trunc.gz", "f-broken.zip", "missing.txt", "6 problems")
	again := run(t, data, "", "import", folder)
	again.want(t, exitProblems, "0 new", "2 unchanged")
	run(t, data, "", "problems").want(t, exitDone, "6 problems")
}

func TestUsageErrorsSayWhatToDo(t *testing.T) {
	data := t.TempDir()
	run(t, data, "", "import", write(t, "archive.txt", archive)).want(t, exitDone)
	for _, c := range []struct {
		args  []string
		code  int
		words string
	}{
		{[]string{"frobnicate"}, exitUsage, `no command "frobnicate"`},
		{[]string{"serch"}, exitUsage, `no command "serch"; did you mean "search"?`},
		{[]string{"import"}, exitUsage, "wants files or folders"},
		{[]string{"search", `"unclosed`}, exitUsage, "^"},
		{[]string{"search", "isuer:harbour"}, exitUsage, "issuer"},
		{[]string{"list", "elephants"}, exitUsage, "list knows releases"},
		{[]string{"list", "--from", "yesterday"}, exitUsage, "--from"},
		{[]string{"list", "--order", "loudest"}, exitUsage, "--order knows"},
		{[]string{"list", "--order", "due"}, exitUsage, "goes with commitments, not with releases"},
		{[]string{"list", "people", "--issuer", "Harbour Board"}, exitUsage, "not with people"},
		{[]string{"list", "--limit", "-1"}, exitUsage, "--limit"},
		{[]string{"due", "--status", "broken"}, exitUsage, "--status knows none, open, soon, past, quarter and coming"},
		{[]string{"due", "--csv", "--ics"}, exitUsage, "choose one"},
		{[]string{"due", "--today", "tomorrow"}, exitUsage, "--today"},
		{[]string{"problems", "--limit", "-1"}, exitUsage, "--limit"},
		{[]string{"search", "--limit", "500", "harbour"}, exitUsage, "1 to 100"},
		{[]string{"show", "--version", "-1", "0000000000000000"}, exitUsage, "--version"},
		{[]string{"help", "frobnicate"}, exitUsage, `no command "frobnicate"`},
		{[]string{"serve", "--listen", "here"}, exitUsage, "HOST:PORT"},
		{[]string{"demo", "--data", data}, exitUsage, "a place of its own"},
		{[]string{"show", "0000000000000000"}, exitFailed, "no release, fact or name"},
		{[]string{"serve", "--wrong"}, exitUsage, "serve --help"},
		{[]string{"export", "--format", "csv"}, exitUsage, "--table"},
		{[]string{"export", "--format", "docx"}, exitUsage, "jsonl, csv, parquet, sqlite, datapackage, popolo, ftm, ftm-statements, warc or wacz"},
		{[]string{"serve", "--listen", "256.1.1.1:1"}, exitFailed, "can't listen"},
	} {
		run(t, data, "", c.args...).want(t, c.code, c.words)
	}
	run(t, filepath.Join(data, "nowhere"), "", "list").want(t, exitFailed, "there is no record in", "onrecord import")
}

func TestEveryCommandHasExamples(t *testing.T) {
	root := (&program{stdin: strings.NewReader(""), stdout: io.Discard, stderr: io.Discard, env: os.Getenv}).root()
	if len(root.Commands()) < 12 {
		t.Fatalf("only %d commands", len(root.Commands()))
	}
	for _, c := range root.Commands() {
		if c.Name() != "help" && c.Name() != "completion" && !strings.Contains(c.Example, "onrecord "+c.Name()) {
			t.Errorf("%s has no example of itself", c.Name())
		}
	}
}

// serving starts a command that serves and returns its address; it is stopped
// when the test ends.
func serving(t *testing.T, data string, args ...string) (url string, out func() string) {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	urls, done := make(chan string, 1), make(chan int, 1)
	var printed, errs bytes.Buffer
	p := &program{stdin: strings.NewReader(""), stdout: &printed, stderr: &errs, env: func(string) string { return "" }, serving: func(url string) { urls <- url }}
	if data != "" { // else the arguments say where the record is
		args = append(args, "--data", data)
	}
	go func() { done <- p.run(ctx, args) }()
	select {
	case url = <-urls:
	case code := <-done:
		stop()
		t.Fatalf("%v ended with %d: %s", args, code, errs.String())
	case <-time.After(2 * time.Minute):
		stop()
		t.Fatal("no server after two minutes")
	}
	t.Cleanup(func() {
		stop()
		if code := <-done; code != exitDone {
			t.Errorf("%v ended with %d: %s", args, code, errs.String())
		}
	})
	return url, printed.String
}

func get(t *testing.T, url string) string {
	t.Helper()
	res, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		t.Fatalf("%s: %d, %v", url, res.StatusCode, err)
	}
	return string(body)
}

func TestDemoServesItsTries(t *testing.T) {
	taken, err := net.Listen("tcp", defaultListen)
	if err == nil {
		defer taken.Close()
	}
	data := t.TempDir()
	url, out := serving(t, data, "demo")
	if !strings.Contains(out(), "is taken by another program") || !strings.Contains(out(), "Open "+url) {
		t.Errorf("printed: %s", out())
	}
	for _, try := range tries {
		if body := get(t, url+try.path); !strings.Contains(body, "/releases/") {
			t.Errorf("%s leads to no release", try.path)
		}
	}
	if home := get(t, url); !strings.Contains(home, notice) {
		t.Error("no page says that the country is invented")
	}
	run(t, data, "", "check").want(t, exitDone, "All is well.")
}

func TestOutputThatCannotBeWrittenFails(t *testing.T) {
	data := t.TempDir()
	run(t, data, "", "import", write(t, "archive.txt", archive)).want(t, exitDone)
	for _, args := range [][]string{{"search", "harbour"}, {"list"}, {"export"}, {"check"}, {"version"}} {
		closed, err := os.Create(filepath.Join(t.TempDir(), "closed"))
		if err != nil {
			t.Fatal(err)
		}
		closed.Close()
		p := &program{stdin: strings.NewReader(""), stdout: &output{File: closed}, stderr: io.Discard, env: func(name string) string {
			return map[string]string{"ONRECORD_DATA": data}[name]
		}}
		if code := p.run(t.Context(), args); code != exitFailed {
			t.Errorf("%v: exit code %d, want %d", args, code, exitFailed)
		}
	}
}

func TestHalfAnExportIsTakenAway(t *testing.T) {
	out := filepath.Join(t.TempDir(), "record.jsonl")
	failed := errors.New("no room")
	p := &program{stdout: io.Discard}
	if err := p.into(out, nil, func(w io.Writer, _ *begun) error {
		fmt.Fprint(w, "half")
		return failed
	}); !errors.Is(err, failed) {
		t.Errorf("error %v", err)
	}
	if _, err := os.Stat(out); err == nil {
		t.Error("half an export was left")
	}
}

func TestServeWhileImporting(t *testing.T) {
	data := t.TempDir()
	url, _ := serving(t, data, "serve", "--listen", "127.0.0.1:0")
	get(t, url)
	run(t, data, "", "import", write(t, "archive.txt", archive)).want(t, exitDone)
	if body := get(t, url+"search?q=lantern"); !strings.Contains(body, "<mark") {
		t.Error("what was imported meanwhile is not found")
	}
}

func TestRealArchive(t *testing.T) {
	file := sharedtest.Path(t, "corpus/000_a84290d9e85f6fee.txt")
	data := t.TempDir()
	run(t, data, "", "import", file).want(t, exitDone, "10 new, 0 changed, 0 unchanged")
	run(t, data, "", "import", file).want(t, exitDone, "0 new, 0 changed, 10 unchanged")
	text := strings.Replace(string(sharedtest.Read(t, "corpus/000_a84290d9e85f6fee.txt")), "£1.5 million", "£1.4 million", 1)
	run(t, data, "", "import", write(t, "edited.txt", text)).want(t, exitDone, "0 new, 1 changed, 9 unchanged")
	r := run(t, data, "", "list", "--json")
	r.want(t, exitDone)
	if n := strings.Count(r.stdout, `"issued_by":["Home Office"]`); n != 10 {
		t.Errorf("%d releases of the Home Office, want 10", n)
	}
	run(t, data, "", "check").want(t, exitDone, fmt.Sprintf("the index of %d releases", 10))
}
