package link

import (
	"github.com/onrecord/onrecord"
)

// pairSums says that the later mention restates the earlier: both of one
// value, for one thing. One sentence has no sum twice: "£1 million for the
// north and £1 million for the south".
func pairSums(earlier, later *Member) (Edge, bool) {
	a, b := earlier.Figure, later.Figure
	if a.Unit != b.Unit || a.Value != b.Value || a.ValueTo != b.ValueTo || contrary(earlier, later) || disjoint(earlier.things(), later.things()) || otherRound(earlier, later) || beside(earlier, later) || has(later, signOther) && !has(earlier, signOther) {
		return Edge{}, false
	}
	l := compareWordings(earlier, later)
	w := l.all + valueWeight(a.Value) + oneSubject(earlier, later)
	if earlier.Release == later.Release {
		w += float64(min(digits(a.Value), 2))
	}
	if has(later, signStill) {
		w++
	}
	if len(l.names) == 0 && digits(a.Value) < 3 && yearsApart(earlier, later) > 2 {
		return Edge{}, false // a round sum of years ago is another
	}
	if w < enough(l, a.Value) || !l.both && (has(earlier, signDouble) || has(later, signDouble)) {
		return Edge{}, false
	}
	why := "same value; " + l.shown(earlier, later)
	if oneSubject(earlier, later) > 0 {
		why += "; both releases are about the same"
	}
	return Edge{Kind: onrecord.LinkRestates, Why: why, Weight: min(1, w/12)}, true
}

// How much it says that two releases are about one subject.
const (
	leastSubject = 4.5 // of shared terms
	mostSubject  = 3.5
)

// oneSubject is how much it says that the releases of two sums are about the same:
// nothing within one release, after years, or where little is shared.
func oneSubject(earlier, later *Member) float64 {
	if earlier.Release == later.Release || yearsApart(earlier, later) > 2 {
		return 0
	}
	shared := stress(intersection(earlier.About, later.About))
	if shared < leastSubject {
		return 0
	}
	return min(mostSubject, shared/2)
}

// valueWeight is how much it says that a value is the same: round ones are those of
// many things.
func valueWeight(value float64) float64 { return [...]float64{0, 1, 3.5, 5}[min(digits(value), 4)-1] }

// enough is how much must be shared for two figures of one value to be one:
// less where both passages name the same thing.
func enough(l likeness, value float64) float64 {
	switch {
	case l.both:
		return 3
	case len(l.names) > 0 && l.weight >= 1:
		return 3.5
	case len(l.names) > 0:
		return 4
	case digits(value) > 2 && len(l.heads) > 0 && l.weight >= 1:
		return 4.5
	}
	return 5
}

// beside reports whether two figures stand in one sentence.
func beside(a, b *Member) bool { return a.Release == b.Release && a.Sentence == b.Sentence }

// yearsApart returns how many years lie between the years of issue of two
// members, 0 where a day is not known.
func yearsApart(a, b *Member) int {
	if a.IssuedOn.IsZero() || b.IssuedOn.IsZero() {
		return 0
	}
	return b.IssuedOn.Year() - a.IssuedOn.Year()
}
