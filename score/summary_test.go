package score_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact"
)

// factsPage is the page that tells of the facts. What stands between
// "<!-- rules of dates -->" or "<!-- scores of dates -->" and the next
// "<!-- end -->" is written by this test with -update.
const factsPage = "../docs/facts.md"

// TestFactsPage holds the rules and scores told on the page against those
// that there are.
func TestFactsPage(t *testing.T) {
	data, err := os.ReadFile(factsPage)
	if err != nil {
		t.Fatal(err)
	}
	page := string(data)
	scores := readScores(t)
	for _, kind := range onrecord.FactKinds {
		page = fill(t, page, "rules of "+string(kind)+"s", rulesTable(kind))
		page = fill(t, page, "scores of "+string(kind)+"s", scoresTable(scores, string(kind)+"s"))
	}
	if *update {
		if err := os.WriteFile(factsPage, []byte(page), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if diff := cmp.Diff(string(data), page); diff != "" {
		t.Errorf("docs/facts.md is not as the rules and scores are; run go test ./score -update:\n%s", diff)
	}
}

// fill puts text between the named mark and the next "<!-- end -->".
func fill(t *testing.T, page, name, text string) string {
	mark := "<!-- " + name + " -->\n"
	before, rest, ok := strings.Cut(page, mark)
	_, after, closed := strings.Cut(rest, "<!-- end -->")
	if !ok || !closed {
		t.Fatalf("%s has no %q with an end", factsPage, strings.TrimSpace(mark))
	}
	return before + mark + text + "<!-- end -->" + after
}

func rulesTable(kind onrecord.FactKind) string {
	out := "\n| rule | what it reads or leaves out |\n| --- | --- |\n"
	for _, r := range fact.Rules(kind) {
		out += fmt.Sprintf("| `%s` | %s |\n", r.Name, r.Says)
	}
	return out + "\n"
}

// scoresTable takes the lines of a kind out of the scores file.
func scoresTable(scores map[string]string, kind string) string {
	out := "\n| gold | precision | recall | F1 | right beside it |\n| --- | --- | --- | --- | --- |\n"
	for _, name := range sections {
		for line := range strings.Lines(scores[name]) {
			f := strings.Fields(line)
			if len(f) < 13 || f[0] != kind || f[1] != "P" {
				continue
			}
			parts := []string{}
			for i := 13; i+1 < len(f); i += 2 {
				parts = append(parts, strings.ReplaceAll(f[i], "_", " ")+" "+f[i+1])
			}
			out += fmt.Sprintf("| %s | %s | %s | %s | %s |\n", name, f[2], f[4], f[6], strings.Join(parts, ", "))
		}
	}
	return out + "\n"
}
