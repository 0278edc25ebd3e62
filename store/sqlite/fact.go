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

// place says where a fact stands.
type place struct {
	number, release int64
	kind, ordinal   int
}

// factReader turns places into facts and remembers the release read last.
type factReader struct {
	conn    *sqlite.Conn
	release int64
	record  onrecord.Record
}

// fact returns the fact at a place of a release's newest version.
func (f *factReader) fact(p place) (store.Fact, error) {
	if f.release != p.release {
		r, err := loadRecord(f.conn, "r.number = ? AND v.version = r.newest", p.release)
		if err != nil {
			return store.Fact{}, err
		}
		f.release, f.record = p.release, r
	}
	return factOf(&f.record, p.kind, p.ordinal)
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
	var p place
	found := false
	err := query(conn, "SELECT f.number, f.release, f.ordinal FROM fact_index x JOIN fact f ON f.number = x.rowid WHERE fact_index MATCH ? ORDER BY x.rowid DESC LIMIT 1", func(stmt *sqlite.Stmt) error {
		p, found = scanPlace(stmt), true
		return nil
	}, quoted(factToken(key)))
	if err != nil {
		return store.Fact{}, err
	}
	var r onrecord.Record
	if found {
		if r, err = loadRecord(conn, "r.number = ? AND v.version = r.newest", p.release); err != nil {
			return store.Fact{}, err
		}
	} else {
		r, err = loadRecord(conn, `(v.release, v.version) = (SELECT release, version FROM former_fact WHERE id = ?)`, key)
		if err != nil {
			return store.Fact{}, missing
		}
		if p, found = findEntry(&r.Facts, id); !found {
			return store.Fact{}, missing
		}
	}
	f, err := factOf(&r, p.kind, p.ordinal)
	if whole {
		f.Release = r.Release
	}
	return f, err
}

func findEntry(f *onrecord.Facts, id string) (place, bool) {
	for _, e := range entries(f) {
		if e.id == id {
			return place{kind: e.kind, ordinal: e.ordinal}, true
		}
	}
	return place{}, false
}

// scanPlace reads a row of number, release and ordinal.
func scanPlace(stmt *sqlite.Stmt) place {
	n := stmt.ColumnInt64(0)
	return place{n, stmt.ColumnInt64(1), kindOfFact(n), stmt.ColumnInt(2)}
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
	places, cursors, err := q.places(conn, limit+1)
	if err != nil {
		return page, err
	}
	if len(places) > limit {
		places = places[:limit]
		page.Next = cursors[limit-1]
	}
	reader := factReader{conn: conn}
	for _, p := range places {
		f, err := reader.fact(p)
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
	q = &factQuery{}
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
	if r.FigureKind != "" {
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
	q.kind = kind
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
	if q.match != "" {
		return "x.rowid"
	}
	return "f.number"
}

// from returns the FROM and WHERE clauses and their arguments.
func (q *factQuery) from(joined bool) (string, []any) {
	text, where, args := " FROM fact f", q.where, q.args
	if q.match != "" {
		text = " FROM fact_index x"
		if joined {
			text += " CROSS JOIN fact f ON f.number = x.rowid"
		}
		where, args = append([]string{"fact_index MATCH ?"}, where...), append([]any{q.match}, args...)
	}
	if len(where) > 0 {
		text += " WHERE " + strings.Join(where, " AND ")
	}
	return text, args
}

func (q *factQuery) total(conn *sqlite.Conn) (int, error) {
	if q.all && len(q.where) == 1 {
		n, _, err := number(conn, "SELECT value FROM counter WHERE name = ?", string(onrecord.FactKinds[q.kind]))
		return int(n), err
	}
	joined := slices.ContainsFunc(q.where, func(c string) bool { return strings.HasPrefix(c, "f.") })
	text, args := q.from(joined)
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

// places runs the query and returns each fact's place and the cursor after it.
func (q *factQuery) places(conn *sqlite.Conn, limit int) (out []place, cursors []string, err error) {
	text, args := q.from(true)
	text = "SELECT f.number, f.release, f.ordinal, " + q.cursorExpr + text + " ORDER BY " + q.ordered + " LIMIT ?"
	err = query(conn, text, func(stmt *sqlite.Stmt) error {
		p := scanPlace(stmt)
		out = append(out, p)
		switch q.cursorForm[0] {
		case 'n':
			cursors = append(cursors, fmt.Sprintf("n%d", p.number))
		case 'd':
			cursors = append(cursors, fmt.Sprintf("d%d.%d", stmt.ColumnInt64(3), p.number))
		case 'v':
			cursors = append(cursors, fmt.Sprintf("v%x.%d", bitsOf(stmt.ColumnFloat(3)), p.number))
		}
		return nil
	}, append(args, limit)...)
	return out, cursors, err
}

// Candidates implements store.Reader.
func (s *Store) Candidates(ctx context.Context, f onrecord.Figure, releaseID string, limit int) (out []store.Fact, err error) {
	err = s.read(ctx, func(conn *sqlite.Conn) error {
		k, err := loadKnown(conn, "id = ?", releaseID)
		if err != nil {
			return err
		}
		var places []place
		err = query(conn, `SELECT number, release, ordinal FROM fact INDEXED BY fact_value
			WHERE figure = ? AND unit = ? AND value = ? AND release <> ? ORDER BY number LIMIT ?`, func(stmt *sqlite.Stmt) error {
			places = append(places, scanPlace(stmt))
			return nil
		}, string(f.Kind), f.Unit, f.Value, k.number, max(0, limit))
		if err != nil {
			return err
		}
		reader := factReader{conn: conn}
		for _, p := range places {
			fact, err := reader.fact(p)
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
