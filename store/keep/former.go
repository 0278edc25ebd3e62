package keep

import (
	"fmt"
	"slices"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/link"
	"github.com/onrecord/onrecord/store"
)

// withFormer adds to the facts of a thread the numbers of the passages that recall them: "from £120
// million to £150 million" is a fact of the second sum's thread, and says the first, too.
func withFormer(conn Conn, facts []int64) ([]int64, error) {
	g := newGraph(conn, nil)
	all := slices.Clone(facts)
	for _, n := range facts {
		if kindOfFact(n) != figureKind || len(all) >= maxThread {
			break
		}
		edges, err := g.Edges(n)
		if err != nil {
			return nil, err
		}
		for _, e := range edges {
			if other := e.A + e.B - n; e.Kind == onrecord.LinkRecalls && kindOfFact(other) == passageKind {
				all = appendOnce(all, other)
			}
		}
	}
	return all, nil
}

// recalled returns the edges of what a figure says was before, as the figure's own: none of a figure
// that gives one value.
func (f *factReader) recalled(g *graph, n int64) (out []link.Edge, err error) {
	fact, err := f.fact(n)
	if err != nil {
		return nil, err
	}
	was, ok := link.Former(*fact.Figure)
	if !ok {
		return nil, nil
	}
	passages, err := g.pack(packOf(factNumber(passageKind, positionOfFact(n), 0)))
	if err != nil {
		return nil, err
	}
	for i := range passages.numbers {
		if m := passages.at(i); m.Sort != link.FormerValue || m.Span != was.Span {
			continue
		}
		if out, err = g.Edges(passages.numbers[i]); err != nil {
			return nil, err
		}
		for j := range out {
			if out[j].A == passages.numbers[i] {
				out[j].A = n
			} else {
				out[j].B = n
			}
		}
	}
	return out, nil
}

// value returns the fact of that number as it stands in a thread: a figure that gives what was and
// what is as the one of these that the number stands for, with that one's words and place.
func (f *factReader) value(n int64) (out store.Fact, err error) {
	var half onrecord.Figure
	if kindOfFact(n) == passageKind {
		m, err := newGraph(f.conn, nil).Member(n)
		if err != nil {
			return out, err
		}
		if err := f.load(positionOfFact(n)); err != nil {
			return out, err
		}
		i := slices.IndexFunc(f.record.Figures, func(o onrecord.Figure) bool { return o.Contains(m.Span) })
		if i < 0 {
			return out, fmt.Errorf("%w: release %s has no figure at bytes %d to %d", onrecord.ErrDamaged, f.record.ID, m.Start, m.End)
		}
		if out, err = factOf(&f.record, figureKind, i); err != nil {
			return out, err
		}
		half, _ = link.Former(*out.Figure)
		out.FormerOf, out.ID = out.ID, m.ID()
	} else {
		if out, err = f.fact(n); err != nil || out.Figure == nil {
			return out, err
		}
		half = link.Now(*out.Figure)
	}
	if shift := half.Start - out.Figure.Start; half.Span != out.Figure.Span {
		out.Span = onrecord.Span{Start: out.Span.Start + shift, End: out.Span.Start + shift + half.End - half.Start}
	}
	out.Figure = &half
	return out, nil
}
