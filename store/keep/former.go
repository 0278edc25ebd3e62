package keep

import (
	"fmt"
	"slices"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/link"
	"github.com/onrecord/onrecord/store"
)

// withFormer adds to the facts of threads the numbers of the passages that recall them: "from £120
// million to £150 million" is a fact of the second sum's thread, and says the first, too. It asks for those of all threads in one
// question, which names onrecord.LinkRecalls itself: the index of these few links is of that kind alone.
func withFormer(conn Conn, threads [][]int64) error {
	var figures []int64
	for _, t := range threads {
		for _, n := range t {
			if kindOfFact(n) == figureKind {
				figures = append(figures, n)
			}
		}
	}
	if len(figures) == 0 {
		return nil
	}
	recalling := map[int64][]int64{}
	err := query(conn, `SELECT l.a, l.b FROM json_each(?1) j CROSS JOIN link l ON l.a = CAST(j.value AS BIGINT) WHERE l.kind = 'recalls'
		UNION ALL SELECT l.b, l.a FROM json_each(?1) j CROSS JOIN link l ON l.b = CAST(j.value AS BIGINT) WHERE l.kind = 'recalls' AND l.a <> l.b`, func(stmt Stmt) error {
		n, other := stmt.ColumnInt64(0), stmt.ColumnInt64(1)
		if kindOfFact(other) == passageKind {
			recalling[n] = append(recalling[n], other)
		}
		return nil
	}, jsonOf(figures))
	for i, t := range threads {
		for _, n := range t {
			if len(threads[i]) >= maxThread {
				break
			}
			for _, other := range recalling[n] {
				threads[i] = appendOnce(threads[i], other)
			}
		}
	}
	return err
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
		m, err := passages.at(i)
		if err != nil {
			return nil, err
		}
		if m.Sort != link.FormerValue || m.Span != was.Span {
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
