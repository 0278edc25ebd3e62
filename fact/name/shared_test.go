package name_test

import (
	"strings"
	"testing"

	"github.com/onrecord/onrecord/fact/name"
	"github.com/onrecord/onrecord/internal/casetest"
	"github.com/onrecord/onrecord/internal/sharedtest"
)

// TestRegister puts each body of a government's register into a plain
// sentence and counts how many are found as they are written. Names that are
// not capitalised throughout, or hold a country in brackets, are beyond what
// is read; hence a share.
func TestRegister(t *testing.T) {
	const least = 0.75
	lines := strings.Split(string(sharedtest.Read(t, "cases/names/government-organisation.tsv")), "\n")
	total, found := 0, 0
	for _, line := range lines[1:] {
		cells := strings.Split(line, "\t")
		if len(cells) < 2 || cells[1] == "" {
			continue
		}
		total++
		body := strings.TrimPrefix(cells[1], "The ")
		for _, n := range name.Read(casetest.Document("The plan was drawn up by the " + body + " and published in May.")) {
			if n.Text == body {
				found++
				break
			}
		}
	}
	if total == 0 || float64(found) < least*float64(total) {
		t.Errorf("%d of %d bodies found, want a share of %.2f", found, total, least)
	}
	t.Logf("%d of %d bodies found", found, total)
}
