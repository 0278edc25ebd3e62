package link

import (
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
)

// "From £120 million to £150 million" is one figure, and two values: what is so now, and what
// was so before. The figure stands for the first of these as a member, and the words of
// the other are a member of their own, which recalls the mentions of that value.

// Now returns a figure as what it says is so now: of "from £120 million to £150 million" the
// words and value of the latter. A figure that gives one value is returned as it is.
func Now(f onrecord.Figure) onrecord.Figure {
	_, now, ok := halves(&f)
	if !ok {
		return f
	}
	value := *f.ValueTo
	f.Text, f.Span, f.Value, f.ValueTo = now.Text, now.Span, value, nil
	return f
}

// Former returns a figure as what it says was so before: of "from £120 million to £150
// million" the words and value of the first. ok is false for a figure that gives one value.
func Former(f onrecord.Figure) (_ onrecord.Figure, ok bool) {
	before, _, ok := halves(&f)
	if !ok {
		return f, false
	}
	f.Text, f.Span, f.ValueTo, f.Was, f.Change = before.Text, before.Span, nil, nil, ""
	return f, true
}

// halves returns the words of the two values of a figure that gives what was and what is,
// ok false for others. Spans are those in the release's text.
func halves(f *onrecord.Figure) (before, now Said, ok bool) {
	if f.Was == nil || f.ValueTo == nil || *f.Was != f.Value {
		return before, now, false
	}
	to := strings.LastIndex(f.Text, " to ")
	if to < 0 {
		return before, now, false
	}
	from := 0
	if strings.HasPrefix(strings.ToLower(f.Text), "from ") {
		from = len("from ")
	}
	then := to + len(" to ")
	part := func(a, b int) Said {
		return Said{Text: f.Text[a:b], Span: onrecord.Span{Start: f.Start + a, End: f.Start + b}}
	}
	return part(from, to), part(then, len(f.Text)), from < to && then < len(f.Text)
}

// recall says that one of two figures gives the other's value as what was so before.
func recall(earlier, later *Member) (e Edge, ok bool) {
	switch {
	case !earlier.Sort.figure() || !later.Sort.figure() || earlier.Sort == later.Sort || earlier.Figure.Value != later.Figure.Value || beside(earlier, later):
		return Edge{}, false
	case earlier.isSum() != later.isSum():
		return Edge{}, false
	case earlier.isSum():
		e, ok = pairSums(earlier, later)
	default:
		e, ok = pairMeasures(earlier, later)
	}
	e.Kind = onrecord.LinkRecalls
	return e, ok
}

// former returns the member for what a figure says was before, from the figure's own.
func former(m *Member, f *onrecord.Figure, of []string) (Member, bool) {
	was, ok := Former(*f)
	if !ok {
		return Member{}, false
	}
	out := *m
	out.Sort, out.Fact, out.Span = FormerValue, "", was.Span
	out.Figure.Value, out.Figure.ValueTo = was.Value, was.Value
	out.From, out.To = onrecord.Date{}, onrecord.Date{}
	out.Signs = slices.DeleteFunc(slices.Clone(m.Signs), func(s string) bool { return s == wasSign(was.Value) })
	out.Signs = distinct(append(out.Signs, signBefore))
	out.Keys = out.figureKeys(of)
	return out, true
}
