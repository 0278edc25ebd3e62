package main

import (
	"strings"

	"github.com/onrecord/onrecord"
)

// passage is what a program found, or what the gold has: where it stands, and
// the readings that it may have. Any one reading that agrees is enough.
type passage struct {
	onrecord.Span
	readings []reading
}

// reading is an interval of days, a value, or the sort of a name; what is not
// of the kind is zero.
type reading struct {
	from, to string
	value    float64
	name     string
}

// held are the facts of one kind of one release.
type held struct {
	gold, found []passage
	// passedOver are spans that nothing is counted in: numbers inside dates
	// are no figures here, but they are numbers to others.
	passedOver []onrecord.Span
}

// tally counts one program on one kind.
type tally struct{ right, found, gold int }

func (t tally) f1() float64 {
	if t.found+t.gold == 0 {
		return 0
	}
	return 2 * float64(t.right) / float64(t.found+t.gold)
}

// add holds what was found in one release against its gold. A fact is right
// where its span shares half of the shorter one's bytes with the gold's and
// one of its readings agrees. Each fact counts once.
func (t *tally) add(h held, agree func(gold, found reading) bool) {
	used := make([]bool, len(h.gold))
	for _, f := range h.found {
		if within(f.Span, h.passedOver) {
			continue
		}
		t.found++
		for g := range h.gold {
			if !used[g] && near(h.gold[g].Span, f.Span) && anyAgrees(h.gold[g], f, agree) {
				used[g] = true
				t.right++
				break
			}
		}
	}
	t.gold += len(h.gold)
}

func anyAgrees(g, f passage, agree func(gold, found reading) bool) bool {
	for _, a := range g.readings {
		for _, b := range f.readings {
			if agree(a, b) {
				return true
			}
		}
	}
	return false
}

func within(s onrecord.Span, all []onrecord.Span) bool {
	for _, o := range all {
		if o.Overlaps(s) {
			return true
		}
	}
	return false
}

func near(a, b onrecord.Span) bool {
	shared := min(a.End, b.End) - max(a.Start, b.Start)
	return shared > 0 && 2*shared >= min(a.Len(), b.Len())
}

// The agreements, by kind. Only the given end is compared where one is open;
// of figures only the value; of names that it is the same sort of thing; of
// quotations nothing but the place.
var agreements = map[string]func(gold, found reading) bool{
	"dates": func(g, f reading) bool {
		return (g.from == "" || f.from == "" || g.from == f.from) && (g.to == "" || f.to == "" || g.to == f.to) &&
			(g.from != "" && f.from != "" || g.to != "" && f.to != "")
	},
	"figures": func(g, f reading) bool { return g.value == f.value },
	"names":   func(g, f reading) bool { return strings.EqualFold(g.name, f.name) },
	"quotes":  func(g, f reading) bool { return true },
}
