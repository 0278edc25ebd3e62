package score_test

import (
	"testing"

	"github.com/onrecord/onrecord/link"
)

// TestTraitsTellOfNoPairOfTheSampleThatIsLinked holds what traits tell of the sample's members against what Pair does with
// them, whatever keys they hold.
func TestTraitsTellOfNoPairOfTheSampleThatIsLinked(t *testing.T) {
	of := map[link.Sort][]*link.Member{}
	for _, r := range sampleRecords(t) {
		members := link.Members(&r)
		for i := range members {
			of[members[i].Sort] = append(of[members[i].Sort], &members[i])
		}
	}
	for _, sorts := range [][2]link.Sort{{link.Commitment, link.Commitment}, {link.Commitment, link.Report}, {link.Measure, link.Measure}} {
		told, all := 0, 0
		for _, a := range of[sorts[0]] {
			for _, b := range of[sorts[1]] {
				if a.Place() >= b.Place() {
					continue
				}
				all++
				earlier := link.Holder{Place: a.Place(), Number: 1, Sort: a.Sort, Traits: a.Traits()}
				later := link.Holder{Place: b.Place(), Number: 2, Sort: b.Sort, Traits: b.Traits()}
				if len(link.HeldAgainst(later, []link.Holder{earlier}, nil)) > 0 {
					continue
				}
				told++
				x, y := a, b
				if link.Compare(a, b) > 0 {
					x, y = b, a
				}
				if e, linked := link.Pair(x, y); linked {
					t.Errorf("%s %s: %s, and traits tell otherwise", a.ID(), b.ID(), e.Why)
				}
			}
		}
		t.Logf("of %d pairs of sorts %v traits tell of %d", all, sorts, told)
		if told < all/10 || all < 1000 {
			t.Errorf("of %d pairs of sorts %v traits tell of %d: too few to say anything", all, sorts, told)
		}
	}
}
