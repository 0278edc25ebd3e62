package keep

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/search"
	"github.com/onrecord/onrecord/store"
)

// lister lists facts as one read transaction sees them. Figures and commitments are filtered,
// counted and ordered by their columns in memory; of the other kinds, which nothing but
// words and days can restrict, the fact index has all that there is to know.
type lister struct {
	conn       Conn
	columns    *factColumns // nil for the other kinds
	remembered recall
}

// lister returns what lists facts of a kind.
func (s *Store) lister(conn Conn, kind onrecord.FactKind) (l *lister, err error) {
	l = &lister{conn: conn}
	if l.remembered, err = s.recall(conn); err == nil && slices.Contains([]onrecord.FactKind{onrecord.KindFigure, onrecord.KindCommitment}, kind) {
		l.columns, err = s.factColumns(conn, l.remembered.written)
	}
	return l, err
}

// factQuery is which facts are asked for.
type factQuery struct {
	kind        int
	first, last int64          // numbers, inclusive
	match       AllOf          // of the fact index; empty for none
	ids         map[int64]bool // nil for any
	rows        rowFilter
	reviews     reviewFilter
	uncounted   bool // how many there are on all pages is not asked: a total of any size will do
}

// listedFacts is a page of a list: the facts' numbers, the cursor after each, and how many there
// are on all pages.
type listedFacts struct {
	numbers []int64
	cursors []string
	total   int
}

// list returns a page of up to limit facts; some is false where nothing can match.
func (l *lister) list(r store.FactRequest, limit int) (out listedFacts, some bool, err error) {
	q, some, err := l.query(r)
	if err != nil || !some {
		return out, false, err
	}
	if r.Order == store.FactDoubtful {
		return l.doubtful(r, q, limit)
	}
	order, err := orderOf(r.Order, r.Cursor)
	if err == nil && order.after && kindOfFact(order.below) != q.kind {
		err = badCursor(r.Cursor)
	}
	if err == nil {
		out, err = l.find(q, order, limit)
	}
	return out, true, err
}

// find returns a page of what a query finds.
func (l *lister) find(q *factQuery, order *factOrder, limit int) (listedFacts, error) {
	if l.columns != nil {
		return l.findRows(q, order, limit)
	}
	if q.rows.wantsRow() {
		return listedFacts{}, nil
	}
	return l.findIndexed(q, order, limit)
}

// doubtful pages through the facts by how many doubts their readings leave:
// each number of doubts is a token of the fact index, so that each is a list
// by itself, newest first.
func (l *lister) doubtful(r store.FactRequest, q *factQuery, limit int) (out listedFacts, some bool, err error) {
	level, after := store.MaxDoubts, ""
	if r.Cursor != "" {
		var doubts, n int64
		if err := readCursor(r.Cursor, markDoubtful, &doubts, &n); err != nil {
			return out, false, err
		}
		if doubts < 0 || doubts > store.MaxDoubts || kindOfFact(n) != q.kind {
			return out, false, badCursor(r.Cursor)
		}
		level, after = int(doubts), (&factOrder{mark: markNewestFacts}).cursor(0, n)
	}
	order, err := orderOf(store.FactNewest, "")
	if err != nil {
		return out, false, err
	}
	all, err := l.find(q, order, 0)
	if err != nil {
		return out, false, err
	}
	out.total = all.total
	for ; level >= 0 && len(out.numbers) < limit; level-- {
		doubted := *q
		doubted.uncounted = true
		doubted.match = append(slices.Clone(q.match), one(doubtToken(level)))
		order, err := orderOf(store.FactNewest, after)
		if err != nil {
			return out, false, err
		}
		found, err := l.find(&doubted, order, limit-len(out.numbers))
		if err != nil {
			return out, false, err
		}
		for _, n := range found.numbers {
			out.numbers, out.cursors = append(out.numbers, n), append(out.cursors, writeCursor(markDoubtful, int64(level), n))
		}
		after = ""
	}
	return out, true, nil
}

// query turns a request into what is looked for; some is false where nothing can match.
func (l *lister) query(r store.FactRequest) (q *factQuery, some bool, err error) {
	kind := slices.Index(onrecord.FactKinds, r.Kind)
	if kind < 0 {
		return nil, false, fmt.Errorf("%w: there is no fact kind %q", onrecord.ErrInvalid, r.Kind)
	}
	q = &factQuery{kind: kind}
	tokens, some, err := matchTokens(l.conn, r)
	if err != nil || !some {
		return q, false, err
	}
	q.match = tokens
	if some, err := q.ranges(l.conn, r); err != nil || !some {
		return q, false, err
	}
	if some, err := q.restrictIDs(l, r.IDs); err != nil || !some {
		return q, false, err
	}
	if q.rows, some = rowsOf(r, l.columns); !some {
		return q, false, nil
	}
	q.reviews, err = reviewsAsked(l.conn, r.Reviews, q.first, q.last)
	return q, true, err
}

// ranges restricts to the kind, to a release and to days of issue.
func (q *factQuery) ranges(conn Conn, r store.FactRequest) (some bool, err error) {
	from, to := int64(0), int64(maxPosition)
	if !r.IssuedFrom.IsZero() || !r.IssuedTo.IsZero() {
		from = firstOf(max(1, dayNumber(r.IssuedFrom)))
	}
	if !r.IssuedTo.IsZero() {
		to = lastOf(dayNumber(r.IssuedTo))
	}
	if r.Release != "" {
		k, err := loadKnown(conn, "id = ?", r.Release)
		if err != nil || k.number == 0 || k.position < from || k.position > to {
			return false, err
		}
		from, to = k.position, k.position
	}
	q.first, q.last = factRange(q.kind, from, to)
	return from <= to, nil
}

// restrictIDs restricts to facts by their ids.
func (q *factQuery) restrictIDs(l *lister, ids []string) (some bool, err error) {
	if len(ids) == 0 {
		return true, nil
	}
	q.ids = map[int64]bool{}
	for _, id := range ids {
		n, found, err := l.remembered.numberOfFact(l.conn, id)
		if err != nil {
			return false, err
		}
		if found {
			q.ids[n] = true
		}
	}
	return len(q.ids) > 0, nil
}

// all reports whether a query asks for every fact of its kind.
func (q *factQuery) all() bool {
	first, last := factRange(q.kind, 0, maxPosition)
	return len(q.match) == 0 && q.ids == nil && q.first == first && q.last == last
}

// matchTokens returns what the fact index must hold.
func matchTokens(conn Conn, r store.FactRequest) (tokens AllOf, some bool, err error) {
	for _, f := range []struct {
		field, text string
		token       func(int64) string
	}{{issuerField, r.Issuer, issuerToken}, {speakerField, r.Speaker, speakerToken}} {
		if f.text == "" {
			continue
		}
		n, found, err := number(conn, "SELECT number FROM value WHERE field = ? AND text = ?", f.field, f.text)
		if err != nil || !found {
			return nil, false, err
		}
		tokens = append(tokens, one(f.token(n)))
	}
	for _, f := range []struct {
		id    string
		match func(Conn, []int64) (Words, error)
	}{{r.Name, namedIn}, {r.Person, spokenBy}} {
		if f.id == "" {
			continue
		}
		thing, found, err := thingOf(conn, f.id)
		if err != nil || !found {
			return nil, false, err
		}
		members, err := membersOf(conn, thing)
		if err != nil {
			return nil, false, err
		}
		match, err := f.match(conn, members)
		if err != nil || match == nil {
			return nil, false, err
		}
		tokens = append(tokens, match)
	}
	for _, t := range search.Analyze(r.Text) {
		tokens = append(tokens, one(t.Text))
	}
	return tokens, true, nil
}

// namedIn matches facts whose block names one of the names.
func namedIn(_ Conn, names []int64) (Words, error) { return anyOf(names, nameToken), nil }

// spokenBy matches quotes whose speaker has a form of one of the names; it is
// nil where there are none.
func spokenBy(conn Conn, names []int64) (Words, error) {
	var speakers []int64
	for _, n := range names {
		err := query(conn, "SELECT v.number FROM name_form f JOIN value v ON v.field = ? AND v.text = f.form WHERE f.name = ? AND f.releases > 0 ORDER BY v.number", func(stmt Stmt) error {
			speakers = appendOnce(speakers, stmt.ColumnInt64(0))
			return nil
		}, speakerField, n)
		if err != nil {
			return nil, err
		}
	}
	return anyOf(speakers, speakerToken), nil
}

// rowFilter restricts figures and commitments by their rows.
type rowFilter struct {
	figure, unit   uint32 // 0 for any
	without        uint32 // a figure's kind
	least          *float64
	dueFrom, dueTo int32 // 0 and 0 for any
	noDue, first   bool
	series         bool
	asksFigure     bool // it asks for what figures alone have
}

// rowsOf is what a request asks of rows; some is false where no row has it.
func rowsOf(r store.FactRequest, columns *factColumns) (f rowFilter, some bool) {
	f = rowFilter{least: r.MinValue, noDue: r.NoDue, first: r.First, series: r.Series}
	f.asksFigure = r.FigureKind != "" || r.Currency != "" || r.MinValue != nil || r.NoMoney
	if !r.DueFrom.IsZero() || !r.DueTo.IsZero() {
		f.dueFrom, f.dueTo = int32(r.DueFrom.Number()), int32(r.DueTo.Number())
		if r.DueTo.IsZero() {
			f.dueTo = 99991231
		}
	}
	if columns == nil {
		return f, true
	}
	for _, word := range []struct {
		text string
		into *uint32
	}{{string(r.FigureKind), &f.figure}, {r.Currency, &f.unit}} {
		if word.text == "" {
			continue
		}
		if *word.into, some = columns.words.number(word.text); !some {
			return f, false
		}
	}
	if r.NoMoney {
		f.without, _ = columns.words.number(string(onrecord.FigureMoney))
	}
	return f, true
}

// wantsRow reports whether no fact without a row can meet the filter.
func (f *rowFilter) wantsRow() bool { return f.asksFigure || f.dueTo != 0 || f.series }

// meets reports whether a row is asked for.
func (f *rowFilter) meets(row *factRow) bool {
	switch {
	case f.first && row.again,
		f.figure != 0 && row.figure != f.figure,
		f.asksFigure && row.figure == 0,
		f.without != 0 && row.figure == f.without,
		f.unit != 0 && row.unit != f.unit,
		f.least != nil && row.value < *f.least,
		f.noDue && row.due != 0,
		f.dueTo != 0 && (row.due == 0 || row.due < f.dueFrom || row.due > f.dueTo),
		f.series && (!row.threaded || row.again):
		return false
	}
	return true
}

// descend calls look with the rows from one number to another, the highest first.
func (c *factColumns) descend(first, last int64, look func(*factRow)) {
	for _, b := range slices.Backward(c.within(first, last)) {
		end, _ := slices.BinarySearchFunc(b.rows, last+1, func(row factRow, n int64) int { return cmp.Compare(row.number, n) })
		for i := end - 1; i >= 0 && b.rows[i].number >= first; i-- {
			look(&b.rows[i])
		}
	}
}
