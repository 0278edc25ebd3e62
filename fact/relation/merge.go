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

// mergedInto reads "A and B will be merged into a single C" and "A and B merged to
// form C" at mention k, the
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
	first := i
	switch r.norm(i) {
	case "merged", "combined", "united", "amalgamated", "merge", "combine", "unite", "amalgamate":
		i++
	default:
		return
	}
	switch r.norm(i) {
	case "into", "as":
		if !r.endsInBe(a.last, first) && r.norm(first) == "merged" && r.norm(i) == "as" {
			return
		}
		i++
	case "to":
		if n := r.norm(i + 1); n != "form" && n != "create" && n != "become" {
			return
		}
		i += 2
	default:
		return
	}
	y := why{&ruleMerged, first, i}
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

// mergerOf reads "C, formed from the merger of A and B" and "C was formed by
// merging A and B" at mention k, the one that they became.
func (r *reader) mergerOf(k int) {
	set := body | scheme | operation | system
	if k+2 >= r.hi || !set.has(r.kind(r.outer[k])) || !set.has(r.kind(r.outer[k+1])) {
		return
	}
	c, a := r.outer[k], r.outer[k+1]
	i := r.auxiliaries(r.skipComma(c.last), a.first)
	if n := r.norm(i); n != "formed" && n != "created" && n != "established" {
		return
	}
	first := i
	if n := r.norm(i + 1); n != "from" && n != "by" && n != "through" {
		return
	}
	i = r.article(i + 2)
	switch r.norm(i) {
	case "merging", "combining", "uniting":
		i++
	case "merger", "amalgamation", "union":
		if r.norm(i+1) != "of" && r.norm(i+1) != "between" {
			return
		}
		i += 2
	default:
		return
	}
	if r.beforeName(i, a.first) == a.first {
		r.merge(why{&ruleMerged, first, i}, k)
	}
}
