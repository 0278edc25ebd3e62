package sqlite

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"zombiezen.com/go/sqlite"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/search"
	"github.com/onrecord/onrecord/store"
)

// factReader turns the numbers of facts into facts and remembers the release
// read last.
type factReader struct {
	conn     *sqlite.Conn
	position int64
	record   onrecord.Record
	entries  []entry // of the record; nil where none is read
}

// fact returns the fact of that number.
func (f *factReader) fact(number int64) (store.Fact, error) {
	if position := positionOfFact(number); f.entries == nil || f.position != position {
		r, err := loadRecord(f.conn, "r.position = ? AND v.version = r.newest", position)
		if err != nil {
			return store.Fact{}, err
		}
		f.position, f.record, f.entries = position, r, entries(&r.Facts)
	}
	at := placeOfFact(number)
	if at >= len(f.entries) || f.entries[at].kind != kindOfFact(number) {
		return store.Fact{}, fmt.Errorf("%w: release %s has no fact %d of that kind", onrecord.ErrDamaged, f.record.ID, at)
	}
	return factOf(&f.record, f.entries[at].kind, f.entries[at].ordinal)
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
	if span.Start < 0 || span.End < span.Start || span.End > len(r.Text) {
		return out, fmt.Errorf("%w: fact %s stands outside its release's text", onrecord.ErrDamaged, out.ID)
	}
	around := span
	if first := blockAt(r.Blocks, span.Start); first >= 0 {
		around.Start = r.Blocks[first].Start
	}
	if last := blockAt(r.Blocks, max(span.Start, span.End-1)); last >= 0 {
		around.End = r.Blocks[last].End
	}
	out.Context = around.Of(r.Text)
	out.Span = onrecord.Span{Start: span.Start - around.Start, End: span.End - around.Start}
	return out, nil
}

// Fact implements store.Reader.
func (s *Store) Fact(ctx context.Context, id string) (f store.Fact, err error) {
	err = s.read(ctx, func(conn *sqlite.Conn) error {
		f, err = loadFact(conn, id, true)
		return err
	})
	return f, wrap(ctx, fmt.Sprintf("read fact %.40q", id), err)
}

// loadFact reads a fact by its id, with the whole release where asked for.
func loadFact(conn *sqlite.Conn, id string, whole bool) (store.Fact, error) {
	missing := fmt.Errorf("%w: there is no such fact", onrecord.ErrNotFound)
	key, ok := idNumber(id)
	if !ok {
		return store.Fact{}, missing
	}
	n, found, err := number(conn, "SELECT rowid FROM fact_index WHERE fact_index MATCH ? ORDER BY rowid DESC LIMIT 1", quoted(factToken(key)))
	if err != nil {
		return store.Fact{}, err
	}
	var f store.Fact
	reader := factReader{conn: conn}
	if found {
		f, err = reader.fact(n)
	} else {
		reader.record, err = loadRecord(conn, `(v.release, v.version) = (SELECT release, version FROM former_fact WHERE id = ?)`, key)
		if err != nil {
			return store.Fact{}, missing
		}
		e, some := findEntry(&reader.record.Facts, id)
		if !some {
			return store.Fact{}, missing
		}
		f, err = factOf(&reader.record, e.kind, e.ordinal)
	}
	if whole {
		f.Release = reader.record.Release
	}
	return f, err
}

func findEntry(f *onrecord.Facts, id string) (entry, bool) {
	for _, e := range entries(f) {
		if e.id == id {
			return e, true
		}
	}
	return entry{}, false
}

// Facts implements store.Reader.
func (s *Store) Facts(ctx context.Context, r store.FactRequest) (page store.FactPage, err error) {
	err = s.read(ctx, func(conn *sqlite.Conn) error {
		page, err = listFacts(conn, r)
		return err
	})
	return page, wrap(ctx, "list facts", err)
}

func listFacts(conn *sqlite.Conn, r store.FactRequest) (page store.FactPage, err error) {
	limit, err := limitOf(r.Limit, 50)
	if err != nil {
		return page, err
	}
	q, some, err := newFactQuery(conn, r)
	if err != nil || !some {
		return page, err
	}
	if page.Total, err = q.total(conn); err != nil {
		return page, err
	}
	if err := q.order(r.Order, r.Cursor); err != nil {
		return page, err
	}
	numbers, cursors, err := q.numbers(conn, limit+1)
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
		if err != nil {
			return page, err
		}
		page.Facts = append(page.Facts, f)
	}
	return page, nil
}

// factQuery is a list of facts as SQL.
type factQuery struct {
	match      string // of the fact index; "" for none
	where      []string
	args       []any
	ordered    string
	cursorForm string
	cursorExpr string
	kind       int
	all        bool // of the kind, unless where says more
}

func (q *factQuery) add(condition string, args ...any) {
	q.where = append(q.where, condition)
	q.args = append(q.args, args...)
}

// newFactQuery turns a request into SQL; some is false where nothing can match.
func newFactQuery(conn *sqlite.Conn, r store.FactRequest) (q *factQuery, some bool, err error) {
	kind := slices.Index(onrecord.FactKinds, r.Kind)
	if kind < 0 {
		return nil, false, fmt.Errorf("%w: there is no fact kind %q", onrecord.ErrInvalid, r.Kind)
	}
	q = &factQuery{kind: kind}
	tokens, some, err := matchTokens(conn, r)
	if err != nil || !some {
		return q, false, err
	}
	if len(tokens) > 0 {
		for i, t := range tokens {
			tokens[i] = quoted(t)
		}
		q.match = strings.Join(tokens, " AND ")
	}
	if some, err := q.ranges(conn, kind, r); err != nil || !some {
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
	return q, true, nil
}

// ranges restricts to the kind, to a release and to days of issue.
func (q *factQuery) ranges(conn *sqlite.Conn, kind int, r store.FactRequest) (some bool, err error) {
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
	q.all = q.match == "" && from == 0 && to == maxPosition
	first, last := factRange(kind, from, to)
	q.add(q.number()+" BETWEEN ? AND ?", first, last)
	return true, nil
}

// matchTokens returns what the fact index must hold.
func matchTokens(conn *sqlite.Conn, r store.FactRequest) (tokens []string, some bool, err error) {
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
		tokens = append(tokens, f.token(n))
	}
	if r.Name != "" {
		key, ok := idNumber(r.Name)
		n, found, err := number(conn, "SELECT number FROM name WHERE id = ?", key)
		if err != nil || !found || !ok {
			return nil, false, err
		}
		tokens = append(tokens, nameToken(n))
	}
	for _, t := range search.Analyze(r.Text) {
		tokens = append(tokens, t.Text)
	}
	return tokens, true, nil
}

func (q *factQuery) number() string {
	if q.match == "" && hasRow[q.kind] {
		return "f.number"
	}
	return "x.rowid"
}

// from returns the FROM and WHERE clauses and their arguments.
func (q *factQuery) from(joined bool) (string, []any) {
	text, where, args := " FROM fact f", q.where, q.args
	switch {
	case q.match != "":
		text = " FROM fact_index x"
		where, args = append([]string{"fact_index MATCH ?"}, where...), append([]any{q.match}, args...)
	case !hasRow[q.kind]:
		text = " FROM fact_index_docsize x" // FTS5's list of what it holds
	default:
		joined = false
	}
	switch {
	case joined && slices.ContainsFunc(where, wantsRow):
		// CROSS JOIN keeps the words as the outer loop: SQLite would else go
		// through the index of sums and ask for the words of each.
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
	for _, start := range []string{"f.figure = ", "f.unit = ", "f.value >= ", "f.due BETWEEN "} {
		if strings.HasPrefix(condition, start) {
			return true
		}
	}
	return false
}

func (q *factQuery) total(conn *sqlite.Conn) (int, error) {
	if q.all && len(q.where) == 1 {
		n, _, err := number(conn, "SELECT value FROM counter WHERE name = ?", string(onrecord.FactKinds[q.kind]))
		return int(n), err
	}
	text, args := q.from(q.needsRow())
	n, _, err := number(conn, "SELECT count(*)"+text, args...)
	return int(n), err
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
		const value = "coalesce(f.value, -1e999)"
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
func (q *factQuery) numbers(conn *sqlite.Conn, limit int) (out []int64, cursors []string, err error) {
	text, args := q.from(q.needsRow() || strings.Contains(q.ordered, "f."))
	text = "SELECT " + q.number() + ", " + q.cursorExpr + text + " ORDER BY " + q.ordered + " LIMIT ?"
	err = query(conn, text, func(stmt *sqlite.Stmt) error {
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

// Candidates implements store.Reader. Sums of money have an index of their
// own; for other figures all of the kind are looked through.
func (s *Store) Candidates(ctx context.Context, f onrecord.Figure, releaseID string, limit int) (out []store.Fact, err error) {
	err = s.read(ctx, func(conn *sqlite.Conn) error {
		k, err := loadKnown(conn, "id = ?", releaseID)
		if err != nil {
			return err
		}
		own, last := int64(1), int64(0) // the facts of the release itself
		if k.number != 0 {
			own, last = factRange(figureKind, k.position, k.position)
		}
		text := "SELECT number FROM fact WHERE figure = ?1"
		if f.Kind == onrecord.FigureMoney {
			text = "SELECT number FROM fact INDEXED BY fact_value WHERE figure = 'money' AND figure = ?1"
		}
		var numbers []int64
		err = query(conn, text+" AND unit = ? AND value = ? AND number NOT BETWEEN ? AND ? ORDER BY number LIMIT ?", func(stmt *sqlite.Stmt) error {
			numbers = append(numbers, stmt.ColumnInt64(0))
			return nil
		}, string(f.Kind), f.Unit, f.Value, own, last, max(0, limit))
		if err != nil {
			return err
		}
		reader := factReader{conn: conn}
		for _, n := range numbers {
			fact, err := reader.fact(n)
			if err != nil {
				return err
			}
			out = append(out, fact)
		}
		return nil
	})
	return out, wrap(ctx, "look for the same figure", err)
}

// Links implements store.Reader. A link whose other end is not kept is left out.
func (s *Store) Links(ctx context.Context, factID string) (out []store.LinkedFact, err error) {
	err = s.read(ctx, func(conn *sqlite.Conn) error {
		key, _ := idNumber(factID)
		var links []onrecord.Link
		err := query(conn, "SELECT a, b, kind, why FROM link WHERE a = ?1 OR b = ?1 ORDER BY kind, a, b", func(stmt *sqlite.Stmt) error {
			links = append(links, onrecord.Link{A: idText(stmt.ColumnInt64(0)), B: idText(stmt.ColumnInt64(1)), Kind: onrecord.LinkKind(stmt.ColumnText(2)), Why: stmt.ColumnText(3)})
			return nil
		}, key)
		if err != nil {
			return err
		}
		for _, l := range links {
			other := l.A
			if other == factID {
				other = l.B
			}
			f, err := loadFact(conn, other, false)
			if isNotFound(err) {
				continue
			}
			if err != nil {
				return err
			}
			out = append(out, store.LinkedFact{Link: l, Fact: f})
		}
		slices.SortStableFunc(out, func(a, b store.LinkedFact) int {
			return cmp.Or(strings.Compare(string(a.Link.Kind), string(b.Link.Kind)), a.Fact.Release.IssuedOn.Compare(b.Fact.Release.IssuedOn))
		})
		return nil
	})
	return out, wrap(ctx, fmt.Sprintf("read the links of fact %.40q", factID), err)
}
