package link

import (
	"cmp"
	"slices"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/text"
)

// period returns the days that a figure is of: those that the figure has, or
// those of the date nearest to it in its clause, or the only one of its sentence.
func (p *passages) period(f *onrecord.Figure, l line, clause onrecord.Span) (from, to onrecord.Date) {
	if f.Period != nil {
		return f.Period.From, f.Period.To
	}
	var near *onrecord.DateFact
	others := 0
	before := p.before(f, l) // its time, where one is given, stands after it
	for _, d := range p.datesIn(l.span()) {
		if d.Overlaps(f.Span) || aside(d, l) || p.ofBefore(f, d) || p.ofAfter(f, d, l) || before && d.Start < f.Start {
			continue
		}
		switch {
		case near != nil && clause.Contains(near.Span) == clause.Contains(d.Span):
			if others++; gap(d.Span, f.Span) < gap(near.Span, f.Span) {
				near = d
			}
		case near == nil || clause.Contains(d.Span):
			near = d
		}
	}
	switch {
	case near == nil || !clause.Contains(near.Span) && others > 0:
		return onrecord.Date{}, onrecord.Date{}
	case near.From == p.record.IssuedOn && near.To == p.record.IssuedOn:
		return onrecord.Date{}, onrecord.Date{} // "today": when it was said
	case since(near, l):
		return near.From, onrecord.Date{}
	}
	return near.From, near.To
}

// ofBefore reports whether a date is that of what the figure was before: "139, from
// 171 in 2024".
func (p *passages) ofBefore(f *onrecord.Figure, d *onrecord.DateFact) bool {
	if f.Was == nil {
		return false
	}
	between := onrecord.Span{Start: max(f.Start+1, d.Start-199), End: d.Start}
	for _, o := range startingIn(p.figured, func(f **onrecord.Figure) int { return (*f).Start }, between) {
		if o.Value == *f.Was {
			return true
		}
	}
	return false
}

// ofAfter reports whether a date is that by which the figure, or what stands beside it, comes to
// be another: "9,000 a year, rising to 12,000 by 2030".
func (p *passages) ofAfter(f *onrecord.Figure, d *onrecord.DateFact, l line) bool {
	if d.Bound != onrecord.BoundBy {
		return false
	}
	for _, o := range startingIn(p.figured, func(f **onrecord.Figure) int { return (*f).Start }, onrecord.Span{Start: f.End, End: max(f.End, d.Start)}) {
		lead := l.before(o.Start, 2)
		if len(lead) == 2 && lead[1].Norm == "to" && (change.Has(lead[0].Norm) || o.Kind == f.Kind && o.Unit == f.Unit) {
			return true
		}
	}
	return false
}

// aside reports whether a date is not when the figure was counted, but what it is
// held against: "the highest rate since 2018", "compared with 2023".
func aside(d *onrecord.DateFact, l line) bool {
	tokens := l.before(d.Start, 8)
	since := d.Bound == onrecord.BoundSince
	for i := len(tokens) - 1; i >= 0; i-- {
		switch tokens[i].Norm {
		case ",", ";":
			return false
		case "since", "in", "for":
			since = true
		case "compared", "than", "against":
			return true
		case "most", "least", "best", "worst", "first", "record", "lowest", "highest", "biggest", "largest", "smallest", "fastest":
			return since
		}
	}
	return false
}

// since reports whether the words before a date make it the start of a time
// that goes on: "since it began in February".
func since(d *onrecord.DateFact, l line) bool {
	return slices.ContainsFunc(l.before(d.Start, 5), func(t text.Token) bool { return t.Norm == "since" })
}

// gap is how many bytes stand between two spans.
func gap(a, b onrecord.Span) int { return max(0, cmp.Or(max(b.Start-a.End, 0), a.Start-b.End)) }
