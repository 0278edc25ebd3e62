package relation

import (
	"slices"

	"github.com/onrecord/onrecord"
)

// merge keeps "X will unify A, B and C": several become one.
func (r *reader) merge(y why, k int) {
	set := body | scheme | operation | system
	if !set.has(r.kind(r.outer[k])) || !set.has(r.kind(r.outer[k+1])) {
		return
	}
	f0, f1 := r.list(k+1, 1, set)
	if f1-f0 < 2 {
		return
	}
	x := onrecord.Relation{Type: onrecord.RelationMerges, To: r.names[r.outer[k].name].Text}
	for i := f0; i < f1; i++ {
		if n := r.names[r.outer[i].name].Text; !slices.Contains(x.From, n) && n != x.To {
			x.From = append(x.From, n)
		}
	}
	if len(x.From) > 1 {
		r.add(y, x)
	}
}

// mergedInto reads "A and B will be merged into a single C" at mention k, the
// last of those that are merged.
func (r *reader) mergedInto(k int) {
	if k+1 >= r.hi {
		return
	}
	set := body | scheme | operation | system
	a, b := r.outer[k], r.outer[k+1]
	if !set.has(r.kind(a)) || !set.has(r.kind(b)) {
		return
	}
	i := r.auxiliaries(a.last, b.first)
	if i == a.last || !r.endsInBe(a.last, i) {
		return
	}
	switch r.norm(i) {
	case "merged", "combined", "united", "amalgamated":
	default:
		return
	}
	if r.norm(i+1) != "into" && r.norm(i+1) != "as" {
		return
	}
	y := why{&ruleMerged, i, i + 2}
	i += 2
	for n := r.norm(i); n == "a" || n == "the" || n == "single" || n == "one" || n == "new"; n = r.norm(i) {
		i++
	}
	if i != b.first {
		return
	}
	from, to := r.list(k, -1, set)
	x := onrecord.Relation{Type: onrecord.RelationMerges, To: r.names[b.name].Text}
	for ; from < to; from++ {
		x.From = append(x.From, r.names[r.outer[from].name].Text)
	}
	if len(x.From) > 1 {
		r.add(y, x)
	}
}
