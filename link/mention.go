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

// mentionsIn returns the mentions that stand within a span, in order; they are not changed.
func (p *passages) mentionsIn(in onrecord.Span) []mention {
	return inside(startingIn(p.mentions, func(m *mention) int { return m.Start }, in), func(m *mention) onrecord.Span { return m.Span }, in)
}

// inside returns those of a list whose spans stand within a span, in order; where all do, the list itself.
func inside[T any](list []T, span func(*T) onrecord.Span, in onrecord.Span) []T {
	for i := range list {
		if in.Contains(span(&list[i])) {
			continue
		}
		out := slices.Clone(list[:i])
		for j := i + 1; j < len(list); j++ {
			if in.Contains(span(&list[j])) {
				out = append(out, list[j])
			}
		}
		return out
	}
	return list[:len(list):len(list)]
}

// figuresIn returns the figures that stand within a span, in the order of the text; the list is not changed.
func (p *passages) figuresIn(in onrecord.Span) []*onrecord.Figure {
	return inside(startingIn(p.figured, func(f **onrecord.Figure) int { return (*f).Start }, in), func(f **onrecord.Figure) onrecord.Span { return (*f).Span }, in)
}

// datesIn returns the dates that stand within a span, in the order of the text; the list is not changed.
func (p *passages) datesIn(in onrecord.Span) []*onrecord.DateFact {
	return inside(startingIn(p.dated, func(d **onrecord.DateFact) int { return (*d).Start }, in), func(d **onrecord.DateFact) onrecord.Span { return (*d).Span }, in)
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
