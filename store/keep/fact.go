package keep

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store"
)

// factReader turns the numbers of facts into facts and remembers the release
// read last.
type factReader struct {
	conn       Conn
	remembered recall
	position   int64
	record     onrecord.Record // shared: see recall.record
	entries    []entry         // of the record; nil where none is read
}

// fact returns the fact of that number.
func (f *factReader) fact(number int64) (store.Fact, error) {
	if err := f.load(positionOfFact(number)); err != nil {
		return store.Fact{}, err
	}
	at := placeOfFact(number)
	if at >= len(f.entries) || f.entries[at].kind != kindOfFact(number) {
		return store.Fact{}, fmt.Errorf("%w: release %s has no fact %d of that kind", onrecord.ErrDamaged, f.record.ID, at)
	}
	return factOf(&f.record, f.entries[at].kind, f.entries[at].ordinal)
}

// load reads the release at a position, unless it is the one read last.
func (f *factReader) load(position int64) error {
	if f.entries != nil && f.position == position {
		return nil
	}
	r, err := f.remembered.record(f.conn, position)
	if err == nil {
		f.position, f.record, f.entries = position, r.Record, r.entries
	}
	return err
}

// factOf returns a fact of a record with its context, its release without text.
func factOf(r *onrecord.Record, kind, ordinal int) (store.Fact, error) {
	if ordinal >= countsOf(&r.Facts)[kind] {
		return store.Fact{}, fmt.Errorf("%w: release %s has no %s %d", onrecord.ErrDamaged, r.ID, onrecord.FactKinds[kind], ordinal)
	}
	out := store.Fact{Kind: onrecord.FactKinds[kind], Release: r.Release}
	out.Release.Text, out.Release.Blocks = "", nil
	var span onrecord.Span
	switch out.Kind {
	case onrecord.KindQuote:
		out.Quote = own(r.Quotes[ordinal])
		out.ID, span = out.Quote.ID, out.Quote.Span
	case onrecord.KindDate:
		out.Date = own(r.Dates[ordinal])
		out.ID, span = out.Date.ID, out.Date.Span
	case onrecord.KindFigure:
		out.Figure = own(r.Figures[ordinal])
		out.ID, span = out.Figure.ID, out.Figure.Span
	case onrecord.KindCommitment:
		out.Commitment = own(r.Commitments[ordinal])
		out.ID, span = out.Commitment.ID, out.Commitment.Span
	case onrecord.KindName:
		out.Name = own(r.Names[ordinal])
		out.ID, span = out.Name.ID, firstSpan(out.Name)
	case onrecord.KindRelation:
		out.Relation = own(r.Relations[ordinal])
		out.ID, span = out.Relation.ID, out.Relation.Span
	}
	var err error
	out.Context, out.Span, err = around(r, span)
	return out, err
}

// own returns a fact that is the caller's own.
func own[F any](fact F) *F { return &fact }

// around returns the blocks around a span of a release's text, and the span's
// place in them.
func around(r *onrecord.Record, span onrecord.Span) (context string, at onrecord.Span, err error) {
	if span.Start < 0 || span.End < span.Start || span.End > len(r.Text) {
		return "", onrecord.Span{}, fmt.Errorf("%w: a fact stands outside the text of release %s", onrecord.ErrDamaged, r.ID)
	}
	whole := span
	if first := r.BlockAt(span.Start); first >= 0 {
		whole.Start = r.Blocks[first].Start
	}
	if last := r.BlockAt(max(span.Start, span.End-1)); last >= 0 {
		whole.End = r.Blocks[last].End
	}
	return whole.Of(r.Text), onrecord.Span{Start: span.Start - whole.Start, End: span.End - whole.Start}, nil
}

// Fact implements store.Reader.
func (s *Store) Fact(ctx context.Context, id string) (f store.Fact, err error) {
	err = s.read(ctx, func(conn Conn) error {
		remembered, err := s.recall(conn)
		if err == nil {
			f, err = loadFact(conn, remembered, id, true)
		}
		return err
	})
	return f, s.wrap(ctx, fmt.Sprintf("read fact %.40q", id), err)
}

// loadFact reads a fact by its id, with the whole release where asked for.
func loadFact(conn Conn, remembered recall, id string, whole bool) (store.Fact, error) {
	missing := fmt.Errorf("%w: there is no such fact", onrecord.ErrNotFound)
	n, found, err := remembered.numberOfFact(conn, id)
	if err != nil {
		return store.Fact{}, err
	}
	key, ok := idNumber(id)
	if !ok {
		return store.Fact{}, missing
	}
	var f store.Fact
	reader := factReader{conn: conn, remembered: remembered}
	if found {
		if f, err = reader.fact(n); err == nil {
			err = threadOf(conn, n, &f.Thread)
		}
		if err == nil {
			f.FollowUps, err = followUps(conn, n)
		}
	} else {
		reader.record, reader.entries, err = loadReviewed(conn, `(v.release, v.version) = (SELECT release, version FROM former_fact WHERE id = ?)`, key)
		if errors.Is(err, onrecord.ErrNotFound) {
			err = missing
		}
		if err != nil {
			return store.Fact{}, err
		}
		at := slices.IndexFunc(reader.entries, func(e entry) bool { return e.id == id })
		if at < 0 {
			return store.Fact{}, missing
		}
		e := reader.entries[at]
		f, err = factOf(&reader.record, e.kind, e.ordinal)
	}
	if whole {
		f.Release = reader.record.Release
		f.Release.Blocks = slices.Clone(f.Release.Blocks) // the caller's own
	}
	return f, err
}

// Facts implements store.Reader.
func (s *Store) Facts(ctx context.Context, r store.FactRequest) (page store.FactPage, err error) {
	err = s.read(ctx, func(conn Conn) error {
		l, err := s.lister(conn, r.Kind)
		if err == nil {
			page, err = l.page(r)
		}
		return err
	})
	return page, s.wrap(ctx, "list facts", err)
}

func (l *lister) page(r store.FactRequest) (page store.FactPage, err error) {
	conn := l.conn
	limit, err := limitOf(r.Limit, 50)
	if err != nil {
		return page, err
	}
	found, some, err := l.list(r, limit+1)
	if err != nil || !some {
		return page, err
	}
	page.Total = found.total
	numbers := found.numbers
	if len(numbers) > limit {
		numbers = numbers[:limit]
		page.Next = found.cursors[limit-1]
	}
	reader := factReader{conn: conn, remembered: l.remembered}
	if err := reader.remembered.ahead(conn, numbers); err != nil {
		return page, err
	}
	for _, n := range numbers {
		f, err := reader.fact(n)
		if err != nil {
			return page, err
		}
		l.remembered.listed(f.ID, n)
		page.Facts = append(page.Facts, f)
	}
	if err := threadsOf(conn, l.columns, numbers, page.Facts); err != nil {
		return page, err
	}
	return page, followUpsOf(conn, numbers, page.Facts)
}

// threadsOf is threadOf for the facts of a page, which have these numbers: one question for all of them.
func threadsOf(conn Conn, columns *factColumns, numbers []int64, facts []store.Fact) error {
	places := map[int64]int{}
	var threaded []int64
	for i, n := range numbers {
		facts[i].Thread = store.Thread{Members: 1, Releases: 1, First: true}
		if columns == nil {
			continue
		}
		if row := columns.row(n); row != nil && row.threaded {
			places[n], threaded = i, append(threaded, n)
		}
	}
	if len(threaded) == 0 {
		return nil
	}
	return query(conn, `SELECT f.number, t.members, t.releases, f.again IS NULL FROM json_each(?) j CROSS JOIN fact f ON f.number = CAST(j.value AS BIGINT)
		JOIN thread t ON t.number = f.thread`, func(stmt Stmt) error {
		facts[places[stmt.ColumnInt64(0)]].Thread = store.Thread{Members: stmt.ColumnInt(1), Releases: stmt.ColumnInt(2), First: stmt.ColumnBool(3)}
		return nil
	}, jsonOf(threaded))
}

// followUpsOf counts what followUps does for the facts of a page: those that nothing is joined to in one question.
func followUpsOf(conn Conn, numbers []int64, facts []store.Fact) (err error) {
	if len(numbers) == 0 || kindOfFact(numbers[0]) != commitmentKind {
		return nil
	}
	places := make(map[int64]int, len(numbers))
	var alone []int64
	for i, n := range numbers {
		if facts[i].Thread.Members == 1 {
			places[n], alone = i, append(alone, n)
		} else if facts[i].FollowUps, err = followUps(conn, n); err != nil {
			return err
		}
	}
	return query(conn, `SELECT l.b, count(DISTINCT l.a) FROM json_each(?) j CROSS JOIN link l ON l.b = CAST(j.value AS BIGINT)
		WHERE l.kind = ? AND l.a <> l.b GROUP BY l.b`, func(stmt Stmt) error {
		facts[places[stmt.ColumnInt64(0)]].FollowUps = stmt.ColumnInt(1)
		return nil
	}, jsonOf(alone), string(onrecord.LinkFollowsUp))
}

// threadOf reads of which thread a fact is part.
func threadOf(conn Conn, n int64, t *store.Thread) error {
	*t = store.Thread{Members: 1, Releases: 1, First: true}
	if !hasRow[kindOfFact(n)] {
		return nil
	}
	return query(conn, "SELECT t.members, t.releases, f.again IS NULL FROM fact f JOIN thread t ON t.number = f.thread WHERE f.number = ?", func(stmt Stmt) error {
		*t = store.Thread{Members: stmt.ColumnInt(0), Releases: stmt.ColumnInt(1), First: stmt.ColumnBool(2)}
		return nil
	}, n)
}

// followUps counts the later passages that are linked to a commitment or to what says the
// same.
func followUps(conn Conn, n int64) (int, error) {
	if kindOfFact(n) != commitmentKind {
		return 0, nil
	}
	thread, err := threadNumbers(conn, n)
	if err != nil {
		return 0, err
	}
	later := map[int64]bool{}
	for _, same := range thread {
		err := query(conn, "SELECT a FROM link WHERE b = ? AND kind = ?", func(stmt Stmt) error {
			later[stmt.ColumnInt64(0)] = true
			return nil
		}, same, string(onrecord.LinkFollowsUp))
		if err != nil {
			return 0, err
		}
	}
	delete(later, n)
	return len(later), nil
}
