package score_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact"
)

// peersSection heads the shares of other projects' cases in the scores file.
const peersSection = "other projects' cases"

// peersLeftOut holds the cases that make no sense for announcements, under
// the reason why: "## reason", then one id a line.
const peersLeftOut = "testdata/peers-left-out.txt"

// leastShare is what must be read of the cases of each kind.
var leastShare = map[string]float64{"dates": 0.90, "money": 0.95, "numbers": 0.95, "durations": 0.95, "measures": 0.95}

// TestPeers reads other projects' cases as announcements of one paragraph and
// holds the shares read as they read them against the committed ones.
// -errors dates (or money, …) prints what is read otherwise.
func TestPeers(t *testing.T) {
	leftOut := readLeftOut(t)
	report := ""
	all, right := map[string]int{}, map[string]int{}
	for _, s := range suites {
		suiteRight, suiteAll, passedOver := 0, 0, 0
		for _, c := range s.read(t, s.name) {
			if leftOut[c.id] {
				delete(leftOut, c.id)
				passedOver++
				continue
			}
			suiteAll++
			if f := readAlone(c); c.agrees(f) {
				suiteRight++
			} else if *errorsOf == s.kind {
				fmt.Printf("%s %q on %s: dates %s figures %s\n", c.id, c.text, c.issued, shortDates(f), shortFigures(f))
			}
		}
		all[s.kind] += suiteAll
		right[s.kind] += suiteRight
		report += fmt.Sprintf("%-10s %-28s right %3d of %3d, left out %3d\n", s.kind, s.name, suiteRight, suiteAll, passedOver)
	}
	for id := range leftOut {
		t.Errorf("%s: there is no case %s", peersLeftOut, id)
	}
	for _, kind := range []string{"dates", "money", "numbers", "durations", "measures"} {
		share := float64(right[kind]) / float64(max(all[kind], 1))
		report += fmt.Sprintf("%-10s %-28s %.3f\n", kind, "together", share)
		if share < leastShare[kind] {
			t.Errorf("%s: %.3f of the cases are read as other projects read them, want %.2f", kind, share, leastShare[kind])
		}
	}
	compareSection(t, peersSection, report)
}

// readAlone reads the facts of a case.
func readAlone(c peerCase) onrecord.Facts {
	return fact.Read(&onrecord.Release{IssuedOn: c.issued, Text: c.text, Language: "en", Blocks: []onrecord.Block{{Span: onrecord.Span{End: len(c.text)}, Kind: onrecord.BlockParagraph}}})
}

// readLeftOut reads the ids of cases that are left out. A reason without
// cases, a case without a reason and a case that stands twice are refused.
func readLeftOut(t *testing.T) map[string]bool {
	data, err := os.ReadFile(peersLeftOut)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]bool{}
	reason, under := "", 1
	for i, line := range strings.Split(string(data), "\n") {
		next, isReason := strings.CutPrefix(line, "## ")
		switch {
		case isReason:
			if under == 0 {
				t.Errorf("%s, line %d: no case stands under %q", peersLeftOut, i+1, reason)
			}
			reason, under = next, 0
		case line == "" || strings.HasPrefix(line, "#"):
		case reason == "" || out[line]:
			t.Errorf("%s, line %d: %q has no reason or stands twice", peersLeftOut, i+1, line)
		default:
			out[line] = true
			under++
		}
	}
	return out
}

func shortDates(f onrecord.Facts) string {
	var out []string
	for _, d := range f.Dates {
		out = append(out, fmt.Sprintf("%q %s..%s", d.Text, d.From, d.To))
	}
	return "[" + strings.Join(out, "; ") + "]"
}

func shortFigures(f onrecord.Facts) string {
	var out []string
	for _, x := range f.Figures {
		s := fmt.Sprintf("%q %s %v %s", x.Text, x.Kind, x.Value, x.Unit)
		if x.ValueTo != nil {
			s += fmt.Sprintf(" to %v", *x.ValueTo)
		}
		out = append(out, s)
	}
	return "[" + strings.Join(out, "; ") + "]"
}
