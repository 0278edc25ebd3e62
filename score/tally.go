package score

import (
	"fmt"
	"sort"
	"strings"

	"github.com/onrecord/onrecord"
)

// Tally counts one kind. Right facts are in the gold and found, Wrong ones
// found and not in the gold (or with a wrong value), Missed ones in the gold
// and not found.
type Tally struct {
	Kind                 string
	Right, Wrong, Missed int
	// Parts count values beside the fact, in order of name: of the facts
	// found, how many have the right speaker, bound, unit, ….
	Parts []Part
	// Errors are lines for people: "-" missed, "+" extra, "~" another value.
	Errors []string
}

// Part is how often a value beside a fact is right.
type Part struct {
	Name      string
	Right, Of int
}

// Precision is the share of what was found that is right; 0 where nothing was.
func (t Tally) Precision() float64 { return ratio(t.Right, t.Right+t.Wrong) }

// Recall is the share of the gold that was found; 0 where the gold is empty.
func (t Tally) Recall() float64 { return ratio(t.Right, t.Right+t.Missed) }

// F1 is the harmonic mean of precision and recall.
func (t Tally) F1() float64 {
	p, r := t.Precision(), t.Recall()
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

func ratio(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

func (t *Tally) part(name string, right bool) {
	i := sort.Search(len(t.Parts), func(i int) bool { return t.Parts[i].Name >= name })
	if i == len(t.Parts) || t.Parts[i].Name != name {
		t.Parts = append(t.Parts, Part{})
		copy(t.Parts[i+1:], t.Parts[i:])
		t.Parts[i] = Part{Name: name}
	}
	t.Parts[i].Of++
	if right {
		t.Parts[i].Right++
	}
}

// Part returns the named part, zero where nothing was counted under it.
func (t Tally) Part(name string) Part {
	for _, p := range t.Parts {
		if p.Name == name {
			return p
		}
	}
	return Part{Name: name}
}

// Report is the outcome of Measure.
type Report struct {
	// Spans counts the spans compared, SpanErrors those whose text differs.
	Spans, SpanErrors int
	// Tallies are releases, quotes, dates, figures, commitments, names and
	// relations, in this order.
	Tallies []Tally
}

// Tally returns the tally of a kind, zero where there is none.
func (r Report) Tally(kind string) Tally {
	for _, t := range r.Tallies {
		if t.Kind == kind {
			return t
		}
	}
	return Tally{Kind: kind}
}

// String prints the report as a table that reads well in a diff.
func (r Report) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "spans whose text differs: %d of %d\n", r.SpanErrors, r.Spans)
	for _, t := range r.Tallies {
		b.WriteString(t.String() + "\n")
	}
	return b.String()
}

// String is one line for the scores file, without a line end.
func (t Tally) String() string {
	s := fmt.Sprintf("%-12s P %.3f  R %.3f  F1 %.3f  right %d, wrong %d, missed %d", t.Kind, t.Precision(), t.Recall(), t.F1(), t.Right, t.Wrong, t.Missed)
	for _, p := range t.Parts {
		s += fmt.Sprintf("  %s %d/%d", p.Name, p.Right, p.Of)
	}
	return s
}

// pairing is a greedy one-to-one pairing, best first.
type pairing struct {
	pairs         [][2]int
	missed, extra []int
}

func pair(golds, found int, same func(g, f int) float64) pairing {
	type scored struct {
		s    float64
		g, f int
	}
	var all []scored
	for g := range golds {
		for f := range found {
			if s := same(g, f); s > 0 {
				all = append(all, scored{s, g, f})
			}
		}
	}
	sort.SliceStable(all, func(i, j int) bool {
		a, b := all[i], all[j]
		if a.s != b.s {
			return a.s > b.s
		}
		if a.g != b.g {
			return a.g > b.g
		}
		return a.f > b.f
	})
	usedGold, usedFound := make([]bool, golds), make([]bool, found)
	var p pairing
	for _, x := range all {
		if !usedGold[x.g] && !usedFound[x.f] {
			usedGold[x.g], usedFound[x.f] = true, true
			p.pairs = append(p.pairs, [2]int{x.g, x.f})
		}
	}
	for g, used := range usedGold {
		if !used {
			p.missed = append(p.missed, g)
		}
	}
	for f, used := range usedFound {
		if !used {
			p.extra = append(p.extra, f)
		}
	}
	return p
}

func overlap(a, b onrecord.Span) int { return max(0, min(a.End, b.End)-max(a.Start, b.Start)) }

// jaccard is the shared bytes of two spans over the bytes from the first's
// start to the last's end.
func jaccard(a, b onrecord.Span) float64 {
	return ratio(overlap(a, b), max(a.End, b.End)-min(a.Start, b.Start))
}

// near reports whether two spans share at least half of the shorter.
func near(a, b onrecord.Span) bool {
	shorter := min(a.Len(), b.Len())
	return shorter > 0 && 2*overlap(a, b) >= shorter
}
