package link

import (
	"slices"
	"sort"

	"github.com/onrecord/onrecord"
)

// mention is one place where a record names something.
type mention struct {
	onrecord.Span
	name int // its place among the record's names
}

// mentions returns all places where the record names something, in order.
func mentionsOf(r *onrecord.Record) []mention {
	var out []mention
	for i := range r.Names {
		for _, s := range r.Names[i].Spans {
			out = append(out, mention{onrecord.Span(s), i})
		}
	}
	slices.SortStableFunc(out, func(a, b mention) int { return a.Start - b.Start })
	return out
}

// startingIn returns those of a list, which is in the order of where they start, that
// start within a span.
func startingIn[T any](list []T, start func(*T) int, in onrecord.Span) []T {
	first := sort.Search(len(list), func(i int) bool { return start(&list[i]) >= in.Start })
	last := first + sort.Search(len(list)-first, func(i int) bool { return start(&list[first+i]) >= in.End })
	return list[first:last]
}

// mentionsIn returns the mentions that stand within a span.
func (p *passages) mentionsIn(in onrecord.Span) (out []mention) {
	for _, m := range startingIn(p.mentions, func(m *mention) int { return m.Start }, in) {
		if in.Contains(m.Span) {
			out = append(out, m)
		}
	}
	return out
}

// figuresIn returns the figures that stand within a span, in the order of the text.
func (p *passages) figuresIn(in onrecord.Span) (out []*onrecord.Figure) {
	for _, f := range startingIn(p.figured, func(f **onrecord.Figure) int { return (*f).Start }, in) {
		if in.Contains(f.Span) {
			out = append(out, f)
		}
	}
	return out
}

// datesIn returns the dates that stand within a span, in the order of the text.
func (p *passages) datesIn(in onrecord.Span) (out []*onrecord.DateFact) {
	for _, d := range startingIn(p.dated, func(d **onrecord.DateFact) int { return (*d).Start }, in) {
		if in.Contains(d.Span) {
			out = append(out, d)
		}
	}
	return out
}

// inOrder returns pointers to the items of a list, in the order of where they start.
func inOrder[T any](list []T, start func(*T) int) []*T {
	out := make([]*T, len(list))
	for i := range list {
		out[i] = &list[i]
	}
	slices.SortStableFunc(out, func(a, b *T) int { return start(a) - start(b) })
	return out
}
