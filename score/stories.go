package score

import (
	"cmp"
	"hash/fnv"
	"strings"

	"github.com/onrecord/onrecord"
)

// togetherAt is how many events join two releases to one story, at the least.
const togetherAt = 2

// Halves parts marked commitments by stories, each whole in one half. A story is what releases tell that
// are joined by two events or more: a commitment of one and the other release, in which something came of it. In which half
// a story is depends on the title of its first release alone.
func Halves(marked []MarkedCommitment) (halves [2][]MarkedCommitment) {
	first := map[*onrecord.Record]*onrecord.Record{} // a forest: towards a story's first release
	root := func(r *onrecord.Record) *onrecord.Record {
		for first[r] != nil {
			r = first[r]
		}
		return r
	}
	events := map[[2]*onrecord.Record]int{}
	for _, m := range marked {
		for _, ev := range eventsOf(m) {
			pair := [2]*onrecord.Record{m.Record, ev.passages[0].Record}
			if events[pair]++; events[pair] != togetherAt {
				continue
			}
			a, b := root(pair[0]), root(pair[1])
			if cmp.Or(a.IssuedOn.Compare(b.IssuedOn), strings.Compare(a.Title, b.Title)) > 0 {
				a, b = b, a
			}
			if a != b {
				first[b] = a
			}
		}
	}
	for _, m := range marked {
		h := fnv.New32a()
		h.Write([]byte(root(m.Record).Title))
		half := h.Sum32() & 1
		halves[half] = append(halves[half], m)
	}
	return halves
}
