package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/onrecord/onrecord/feed"
)

// TestReviewCommands: the queue, what is said of it, and its undoing.
func TestReviewCommands(t *testing.T) {
	data, file := t.TempDir(), filepath.Join(t.TempDir(), "pier.txt")
	const text = "PRESS RELEASE : Pier to be mended [March 2025]\n\nThe press release issued by the Ports Office on 3 March 2025.\n\nThe Ports Office will publish a plan for the pier. It will cost £5 million.\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := run(t, data, "", "import", file); got.code != exitDone {
		t.Fatalf("import: %+v", got)
	}
	id := func(args ...string) string {
		t.Helper()
		got := run(t, data, "", append([]string{"review", "--json"}, args...)...)
		var first struct {
			ID     string
			Why    []string
			Review string
		}
		if err := json.NewDecoder(strings.NewReader(got.stdout)).Decode(&first); err != nil || got.code != exitDone {
			t.Fatalf("review %q: %v: %+v", args, err, got)
		}
		return first.ID
	}
	sum := id("figures", "--text", "million")
	corrected := run(t, data, "", "review", "correct", sum, "--set", "value=6000000", "--by", "Ida Reed", "--note", "as the table says")
	if corrected.code != exitDone || !strings.Contains(corrected.stdout, "corrects the figure "+sum) || !strings.Contains(corrected.stdout, "value=6000000") {
		t.Fatalf("correct: %+v", corrected)
	}
	if got := run(t, data, "", "list", "money"); !strings.Contains(got.stdout, "6,000,000") {
		t.Errorf("the list of sums: %+v", got)
	}
	promise := id()
	rejected := run(t, data, "", "review", "reject", promise, "--by", "Ida Reed", "--json")
	if rejected.code != exitDone {
		t.Fatalf("reject: %+v", rejected)
	}
	if got := run(t, data, "", "list", "commitments"); strings.Contains(got.stdout, promise) {
		t.Errorf("a rejected commitment is listed: %s", got.stdout)
	}
	if got := run(t, data, "", "due"); strings.Contains(got.stdout, promise) {
		t.Errorf("a rejected commitment is due: %s", got.stdout)
	}
	run(t, data, "", "show", promise).want(t, exitDone, "rejected by Ida Reed on ")
	run(t, data, "", "show", sum).want(t, exitDone, "corrected by Ida Reed on ", ": as the table says\n", `value is "6000000", and was read as "5000000"`)
	run(t, data, "", "due", "--review", "rejected").want(t, exitDone, promise)
	run(t, data, "", "ledger", "--review", "corrected").want(t, exitDone, sum)
	if got := run(t, data, "", "ledger", "--review", "confirmed"); strings.Contains(got.stdout, sum) {
		t.Errorf("a corrected sum is among those confirmed: %s", got.stdout)
	}
	run(t, data, "", "review", "log", "--about", sum, "--csv").want(t, exitDone, "statement_id,kind,subject", "correct,"+sum, "6000000")
	if got := run(t, data, "", "list", "commitments", "--review", "rejected"); !strings.Contains(got.stdout, promise) {
		t.Errorf("rejected commitments: %+v", got)
	}
	var line feed.StatementLine
	if err := json.Unmarshal([]byte(rejected.stdout), &line); err != nil {
		t.Fatal(err)
	}
	said := line.Statement
	if got := run(t, data, "", "review", "undo", said.ID, "--by", "Bram"); got.code != exitDone {
		t.Errorf("undo: %+v", got)
	}
	log := run(t, data, "", "review", "log")
	for _, want := range []string{"undoes the statement " + said.ID, "[undone]", "as the table says"} {
		if !strings.Contains(log.stdout, want) {
			t.Errorf("the log lacks %q: %s", want, log.stdout)
		}
	}
	for _, bad := range [][]string{{"review", "letters"}, {"review", "confirm"}, {"review", "correct", sum}, {"review", "correct", sum, "--set", "value"}, {"review", "correct", sum, "--set", "colour=red"}, {"review", "--review", "liked"}, {"review", "log", "--kind", "shout"}} {
		if got := run(t, data, "", bad...); got.code != exitUsage {
			t.Errorf("%q: %+v", bad, got)
		}
	}
}

func TestEditorCommands(t *testing.T) {
	data := t.TempDir()
	if got := run(t, data, "three ferries at noon\n", "editor", "add", "Ida Reed"); got.code != exitDone || !strings.Contains(got.stdout, "may now sign in") {
		t.Fatalf("add: %+v", got)
	}
	if got := run(t, data, "three ferries at noon\n", "editor", "add", "Ida Reed"); got.code != exitUsage {
		t.Errorf("added twice: %+v", got)
	}
	if got := run(t, data, "short\n", "editor", "password", "Ida Reed"); got.code != exitUsage || !strings.Contains(got.stderr, "at least 12") {
		t.Errorf("a short password: %+v", got)
	}
	if got := run(t, data, "", "editor", "list"); !strings.Contains(got.stdout, "Ida Reed") {
		t.Errorf("list: %+v", got)
	}
	for _, bad := range [][]string{{"serve", "--base-url", "record.example.org"}, {"serve", "--base-url", "https://record.example.org", "--editor", "Ida"}, {"serve", "--listen", "0.0.0.0:0", "--editor", "Ida"}, {"serve", "--read-only", "--private"}} {
		if got := run(t, data, "", bad...); got.code != exitUsage {
			t.Errorf("%q: %+v", bad, got)
		}
	}
	if got := run(t, data, "", "editor", "remove", "Ida Reed"); got.code != exitDone {
		t.Errorf("remove: %+v", got)
	}
	if got := run(t, data, "", "editor", "remove", "Ida Reed"); got.code != exitFailed {
		t.Errorf("removed twice: %+v", got)
	}
	if got := run(t, data, "", "serve", "--private", "--base-url", "https://record.example.org", "--listen", "127.0.0.1:0"); got.code != exitUsage {
		t.Errorf("a private record without editors: %+v", got)
	}
}
