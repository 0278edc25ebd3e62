package fact

import (
	"cmp"
	"slices"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
)

// Explain reads as Read does and also says which rule and which words made
// each fact, and what was seen and left out. The facts are those of Read. It
// is safe for concurrent use.
func Explain(r *onrecord.Release) (onrecord.Facts, onrecord.Explanation) {
	d := tag.ReadTraced(r)
	f := read(d)
	return f, explain(d, &f)
}

// subject tells what a traced entry is about.
type subject struct {
	kind onrecord.FactKind
	at   onrecord.Span
	what string
}

// explain joins the facts with the reasons that the kinds gave.
func explain(d *tag.Document, f *onrecord.Facts) onrecord.Explanation {
	trace := d.Trace()
	made := make(map[subject]*tag.Traced, len(trace.Made))
	for i := range trace.Made {
		t := &trace.Made[i]
		made[subject{t.Kind, t.At, t.What}] = t
	}
	e := onrecord.Explanation{Made: []onrecord.Reason{}, LeftOut: []onrecord.Reason{}}
	each(f, func(s subject, id string) {
		if t := made[s]; t != nil {
			e.Made = append(e.Made, reason(d.Text, t, id))
		}
	})
	slices.SortStableFunc(e.Made, inOrder)
	for i := range trace.LeftOut {
		if t := &trace.LeftOut[i]; !readAfterAll(e.Made, t) {
			e.LeftOut = append(e.LeftOut, reason(d.Text, t, ""))
		}
	}
	slices.SortStableFunc(e.LeftOut, inOrder)
	e.LeftOut = slices.CompactFunc(e.LeftOut, func(a, b onrecord.Reason) bool {
		return a.Kind == b.Kind && a.Span == b.Span
	})
	return e
}

// readAfterAll reports whether a fact of the same kind was read from the words
// in another way; made is in order.
func readAfterAll(made []onrecord.Reason, t *tag.Traced) bool {
	i, _ := slices.BinarySearchFunc(made, t, func(m onrecord.Reason, t *tag.Traced) int {
		return cmp.Or(cmp.Compare(slices.Index(onrecord.FactKinds, m.Kind), slices.Index(onrecord.FactKinds, t.Kind)), cmp.Compare(m.Start, t.At.End))
	})
	for i--; i >= 0 && made[i].Kind == t.Kind; i-- {
		if made[i].Overlaps(t.At) {
			return true
		}
		if t.Kind != onrecord.KindRelation { // those of one sentence share its span; the rest do not overlap
			break
		}
	}
	return false
}

func inOrder(a, b onrecord.Reason) int {
	return cmp.Or(
		cmp.Compare(slices.Index(onrecord.FactKinds, a.Kind), slices.Index(onrecord.FactKinds, b.Kind)),
		cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
}

func reason(text string, t *tag.Traced, id string) onrecord.Reason {
	r := onrecord.Reason{Kind: t.Kind, Fact: id, Span: t.At, Text: t.At.Of(text), Rule: t.Rule.Name, Says: t.Rule.Says, Clues: []onrecord.Clue{}}
	slices.SortFunc(t.Clues, func(a, b onrecord.Span) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End)) })
	t.Clues = slices.Compact(t.Clues)
	for _, c := range t.Clues {
		r.Clues = append(r.Clues, onrecord.Clue{Span: c, Text: c.Of(text)})
	}
	return r
}

// each calls do with what every fact is traced under, and its id.
func each(f *onrecord.Facts, do func(subject, string)) {
	for _, x := range f.Quotes {
		do(subject{kind: onrecord.KindQuote, at: x.Span}, x.ID)
	}
	for _, x := range f.Dates {
		do(subject{kind: onrecord.KindDate, at: x.Span}, x.ID)
	}
	for _, x := range f.Figures {
		do(subject{kind: onrecord.KindFigure, at: x.Span}, x.ID)
	}
	for _, x := range f.Commitments {
		do(subject{kind: onrecord.KindCommitment, at: x.Span}, x.ID)
	}
	for _, x := range f.Names {
		if len(x.Spans) > 0 {
			do(subject{kind: onrecord.KindName, at: onrecord.Span(x.Spans[0])}, x.ID)
		}
	}
	for i := range f.Relations {
		x := &f.Relations[i]
		do(subject{onrecord.KindRelation, x.Span, relationWords(x)}, x.ID)
	}
}
