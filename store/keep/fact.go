package keep

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/search"
	"github.com/onrecord/onrecord/store"
)

// factReader turns the numbers of facts into facts and remembers the release
// read last.
type factReader struct {
	conn     Conn
	position int64
	record   onrecord.Record
	entries  []entry // of the record; nil where none is read
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
	r, list, err := loadReviewed(f.conn, "r.position = ? AND v.version = r.newest", position)
	if err == nil {
		f.position, f.record, f.entries = position, r, list
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
		out.Quote = &r.Quotes[ordinal]
		out.ID, span = out.Quote.ID, out.Quote.Span
	case onrecord.KindDate:
		out.Date = &r.Dates[ordinal]
		out.ID, span = out.Date.ID, out.Date.Span
	case onrecord.KindFigure:
		out.Figure = &r.Figures[ordinal]
		out.ID, span = out.Figure.ID, out.Figure.Span
	case onrecord.KindCommitment:
		out.Commitment = &r.Commitments[ordinal]
		out.ID, span = out.Commitment.ID, out.Commitment.Span
	case onrecord.KindName:
		out.Name = &r.Names[ordinal]
		out.ID, span = out.Name.ID, firstSpan(out.Name)
	case onrecord.KindRelation:
		out.Relation = &r.Relations[ordinal]
		out.ID, span = out.Relation.ID, out.Relation.Span
	}
	var err error
	out.Context, out.Span, err = around(r, span)
	return out, err
}

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
		f, err = loadFact(conn, id, true)
		return err
	})
	return f, s.wrap(ctx, fmt.Sprintf("read fact %.40q", id), err)
}

// loadFact reads a fact by its id, with the whole release where asked for.
func loadFact(conn Conn, id string, whole bool) (store.Fact, error) {
	missing := fmt.Errorf("%w: there is no such fact", onrecord.ErrNotFound)
	n, found, err := numberOfFact(conn, id)
	if err != nil {
		return store.Fact{}, err
	}
	key, ok := idNumber(id)
	if !ok {
		return store.Fact{}, missing
	}
	var f store.Fact
	reader := factReader{conn: conn}
	if found {
		if f, err = reader.fact(n); err == nil {
			err = threadOf(conn, n, &f.Thread)
		}
	} else {
		reader.record, reader.entries, err = loadReviewed(conn, `(v.release, v.version) = (SELECT release, version FROM former_fact WHERE id = ?)`, key)
		if err != nil {
			return store.Fact{}, missing
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
	}
	return f, err
}

// Facts implements store.Reader.
func (s *Store) Facts(ctx context.Context, r store.FactRequest) (page store.FactPage, err error) {
	err = s.read(ctx, func(conn Conn) error {
		remembered, err := s.recall(conn)
		if err == nil {
			page, err = listFacts(conn, r, remembered)
		}
		return err
	})
	return page, s.wrap(ctx, "list facts", err)
}

func listFacts(conn Conn, r store.FactRequest, remembered recall) (page store.FactPage, err error) {
	limit, err := limitOf(r.Limit, 50)
	if err != nil {
		return page, err
	}
	q, some, err := newFactQuery(conn, r)
	if err != nil || !some {
		return page, err
	}
	if page.Total, err = q.total(conn, remembered); err != nil {
		return page, err
	}
	numbers, cursors, err := q.page(conn, r, limit+1)
	if err != nil {
		return page, err
	}
	if len(numbers) > limit {
		numbers = numbers[:limit]
		page.Next = cursors[limit-1]
	}
	reader := factReader{conn: conn}
	for _, n := range numbers {
		f, err := reader.fact(n)
		if err == nil {
			err = threadOf(conn, n, &f.Thread)
		}
		if err != nil {
			return page, err
		}
		page.Facts = append(page.Facts, f)
	}
	return page, nil
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

// factQuery is a list of facts as SQL.
type factQuery struct {
	match      AllOf // of the fact index; empty for none
	where      []string
	args       []any
	ordered    string
	cursorForm string
	cursorExpr string
	kind       int
	all        bool                   // of the kind, unless where says more
	without    []onrecord.ReviewState // left out: see restrictReviews
}

func (q *factQuery) add(condition string, args ...any) {
	q.where = append(q.where, condition)
	q.args = append(q.args, args...)
}

// newFactQuery turns a request into SQL; some is false where nothing can match.
// Tokens are further tokens that the fact index must hold.
func newFactQuery(conn Conn, r store.FactRequest, further ...Words) (q *factQuery, some bool, err error) {
	kind := slices.Index(onrecord.FactKinds, r.Kind)
	if kind < 0 {
		return nil, false, fmt.Errorf("%w: there is no fact kind %q", onrecord.ErrInvalid, r.Kind)
	}
	q = &factQuery{kind: kind}
	tokens, some, err := matchTokens(conn, r)
	if err != nil || !some {
		return q, false, err
	}
	q.match = append(tokens, further...)
	if some, err := q.ranges(conn, kind, r); err != nil || !some {
		return q, false, err
	}
	if some, err := q.restrictIDs(conn, r.IDs); err != nil || !some {
		return q, false, err
	}
	switch r.FigureKind {
	case "":
	case onrecord.FigureMoney: // spelt out for its own index
		q.add("f.figure = 'money'")
	default:
		q.add("f.figure = ?", string(r.FigureKind))
	}
	if r.Currency != "" {
		q.add("f.unit = ?", r.Currency)
	}
	if r.MinValue != nil {
		q.add("f.value >= ?", *r.MinValue)
	}
	if !r.DueFrom.IsZero() || !r.DueTo.IsZero() {
		to := r.DueTo.Number()
		if r.DueTo.IsZero() {
			to = 99991231
		}
		q.add("f.due BETWEEN ? AND ?", r.DueFrom.Number(), to)
	}
	if r.NoDue {
		q.add("f.due IS NULL")
	}
	if r.First {
		q.add("f.again IS NULL")
	}
	if r.NoMoney {
		q.add("f.figure <> 'money'")
	}
	if r.Series {
		q.add("f.thread > 0 AND f.again IS NULL")
	}
	return q, true, q.restrictReviews(r.Reviews)
}

// ranges restricts to the kind, to a release and to days of issue.
func (q *factQuery) ranges(conn Conn, kind int, r store.FactRequest) (some bool, err error) {
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
	q.all = len(q.match) == 0 && from == 0 && to == maxPosition
	first, last := factRange(kind, from, to)
	q.add(q.number()+" BETWEEN ? AND ?", first, last)
	return true, nil
}

// restrictIDs restricts to facts by their ids.
func (q *factQuery) restrictIDs(conn Conn, ids []string) (some bool, err error) {
	if len(ids) == 0 {
		return true, nil
	}
	var numbers []int64
	for _, id := range ids {
		n, found, err := numberOfFact(conn, id)
		if err != nil {
			return false, err
		}
		if found {
			numbers = append(numbers, n)
		}
	}
	list, err := json.Marshal(numbers)
	q.add(q.number()+" IN (SELECT CAST(j.value AS BIGINT) FROM json_each(?) j)", string(list))
	return len(numbers) > 0, err
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

func (q *factQuery) number() string {
	if len(q.match) == 0 && hasRow[q.kind] {
		return "f.number"
	}
	return "x.rowid"
}

// from returns the FROM and WHERE clauses and their arguments.
func (q *factQuery) from(joined bool) (string, []any) {
	text, where, args := " FROM fact f", q.where, q.args
	switch {
	case len(q.match) > 0:
		text = " FROM fact_index x"
		where, args = append([]string{"fact_index MATCH ?"}, where...), append([]any{q.match}, args...)
	case !hasRow[q.kind]:
		text = " FROM fact_index_docsize x" // what it holds
	default:
		joined = false
	}
	switch {
	case joined && slices.ContainsFunc(where, wantsRow):
		// CROSS JOIN keeps the words as the outer loop: the index of sums would else be
		// gone through, and the words of each asked for.
		text += " CROSS JOIN fact f ON f.number = x.rowid"
	case joined:
		text += " LEFT JOIN fact f ON f.number = x.rowid"
	}
	if len(where) > 0 {
		text += " WHERE " + strings.Join(where, " AND ")
	}
	return text, args
}

// needsRow reports whether a condition speaks of the fact's row.
func (q *factQuery) needsRow() bool {
	return slices.ContainsFunc(q.where, func(c string) bool { return strings.Contains(c, "f.") })
}

// wantsRow reports whether no fact without a row can meet the condition.
func wantsRow(condition string) bool {
	for _, start := range []string{"f.figure = ", "f.unit = ", "f.value >= ", "f.due BETWEEN ", "f.thread > "} {
		if strings.HasPrefix(condition, start) {
			return true
		}
	}
	return false
}

func (q *factQuery) total(conn Conn, remembered recall) (int, error) {
	if q.all && len(q.where) == 1 {
		n, _, err := number(conn, "SELECT value FROM counter WHERE name = ?", string(onrecord.FactKinds[q.kind]))
		if err != nil {
			return 0, err
		}
		out, err := q.leftOut(conn)
		return int(n) - out, err
	}
	text, args := q.from(q.needsRow())
	n, err := remembered.total(conn, "SELECT count(*)"+text, args...)
	if err != nil {
		return 0, err
	}
	out, err := q.leftOut(conn)
	return n - out, err
}

// page returns the numbers of a page and the cursor after each.
func (q *factQuery) page(conn Conn, r store.FactRequest, limit int) (numbers []int64, cursors []string, err error) {
	if r.Order == store.FactDoubtful {
		return doubtful(conn, r, limit)
	}
	if err := q.order(r.Order, r.Cursor); err != nil {
		return nil, nil, err
	}
	if err := q.leaveOut(conn); err != nil {
		return nil, nil, err
	}
	return q.numbers(conn, limit)
}

// doubtful pages through the facts by how many doubts their readings leave:
// each number of doubts is a token of the fact index, so that each is a list
// by itself, newest first.
func doubtful(conn Conn, r store.FactRequest, limit int) (numbers []int64, cursors []string, err error) {
	level, after := store.MaxDoubts, ""
	if r.Cursor != "" {
		var n int64
		if read, err := fmt.Sscanf(r.Cursor, "u%d.%d", &level, &n); read != 2 || err != nil || level < 0 || level > store.MaxDoubts {
			return nil, nil, fmt.Errorf("%w: %.60q is no cursor of this list", onrecord.ErrInvalid, r.Cursor)
		}
		after = fmt.Sprintf("n%d", n)
	}
	for ; level >= 0 && len(numbers) < limit; level-- {
		q, some, err := newFactQuery(conn, r, one(doubtToken(level)))
		if err != nil || !some {
			return nil, nil, err
		}
		if err := q.order(store.FactNewest, after); err != nil {
			return nil, nil, err
		}
		if err := q.leaveOut(conn); err != nil {
			return nil, nil, err
		}
		found, _, err := q.numbers(conn, limit-len(numbers))
		if err != nil {
			return nil, nil, err
		}
		for _, n := range found {
			numbers, cursors = append(numbers, n), append(cursors, fmt.Sprintf("u%d.%d", level, n))
		}
		after = ""
	}
	return numbers, cursors, nil
}

// order sets the order and where the page starts.
func (q *factQuery) order(order store.FactOrder, after string) error {
	bad := fmt.Errorf("%w: %.60q is no cursor of this list", onrecord.ErrInvalid, after)
	var number int64
	switch order {
	case store.FactNewest, "":
		q.ordered, q.cursorForm, q.cursorExpr = q.number()+" DESC", "n%d", q.number()
		if after != "" {
			if n, err := fmt.Sscanf(after, "n%d", &number); n != 1 || err != nil {
				return bad
			}
			q.add(q.number()+" < ?", number)
		}
	case store.FactDue:
		const due = "coalesce(f.due, 99999999)"
		q.ordered, q.cursorForm, q.cursorExpr = due+", "+q.number()+" DESC", "d%d.%d", due
		if after != "" {
			var day int64
			if n, err := fmt.Sscanf(after, "d%d.%d", &day, &number); n != 2 || err != nil {
				return bad
			}
			q.add("("+due+" > ? OR "+due+" = ? AND "+q.number()+" < ?)", day, day, number)
		}
	case store.FactLargest:
		const value = "coalesce(f.value, -1.7976931348623157e308)"
		q.ordered, q.cursorForm, q.cursorExpr = value+" DESC, "+q.number()+" DESC", "v%v.%d", value
		if after != "" {
			v, err := q.cutLargest(after, &number)
			if err != nil {
				return bad
			}
			q.add("("+value+" < ? OR "+value+" = ? AND "+q.number()+" < ?)", v, v, number)
		}
	default:
		return fmt.Errorf("%w: there is no order %q", onrecord.ErrInvalid, order)
	}
	return nil
}

func (q *factQuery) cutLargest(after string, number *int64) (float64, error) {
	var bits uint64
	n, err := fmt.Sscanf(after, "v%x.%d", &bits, number)
	if n != 2 {
		return 0, cmp.Or(err, onrecord.ErrInvalid)
	}
	return floatOf(bits), err
}

// numbers runs the query and returns the facts' numbers and the cursor after each.
func (q *factQuery) numbers(conn Conn, limit int) (out []int64, cursors []string, err error) {
	text, args := q.from(q.needsRow() || strings.Contains(q.ordered, "f."))
	text = "SELECT " + q.number() + ", " + q.cursorExpr + text + " ORDER BY " + q.ordered + " LIMIT ?"
	err = query(conn, text, func(stmt Stmt) error {
		n := stmt.ColumnInt64(0)
		out = append(out, n)
		switch q.cursorForm[0] {
		case 'n':
			cursors = append(cursors, fmt.Sprintf("n%d", n))
		case 'd':
			cursors = append(cursors, fmt.Sprintf("d%d.%d", stmt.ColumnInt64(1), n))
		case 'v':
			cursors = append(cursors, fmt.Sprintf("v%x.%d", bitsOf(stmt.ColumnFloat(1)), n))
		}
		return nil
	}, append(args, limit)...)
	return out, cursors, err
}
