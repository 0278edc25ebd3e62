package keep

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/search"
	"github.com/onrecord/onrecord/store"
)

// limitOf checks a page's limit.
func limitOf(limit, otherwise int) (int, error) {
	if limit < 0 || limit > 100 {
		return 0, fmt.Errorf("%w: a page holds 1 to 100, not %d", onrecord.ErrInvalid, limit)
	}
	return cmp.Or(limit, otherwise), nil
}

// Search implements store.Reader.
func (s *Store) Search(ctx context.Context, r store.Request) (store.Results, error) {
	var out store.Results
	err := s.find(ctx, func(conn Conn, snap *snapshot) error {
		limit, err := limitOf(r.Limit, 20)
		if err != nil {
			return err
		}
		remembered, err := s.recall(conn)
		if err != nil {
			return err
		}
		m := &matcher{conn: conn, snap: snap, remembered: remembered, bounds: s.options.Bounds}
		found, err := m.match(r.Query, false)
		if err != nil {
			return err
		}
		out.Total = found.count()
		if r.Facets { // beside the reading of hits
			counted := make(chan store.Facets, 1)
			go func() { counted <- snap.facets(found) }()
			defer func() { out.Facets = <-counted }()
		}
		hits, next, err := m.page(found, out.Total, r, limit)
		if err != nil {
			return err
		}
		out.Next = next
		out.Hits, err = loadHits(conn, snap, hits)
		return err
	})
	return out, s.wrap(ctx, "search", err)
}

// ranked is one hit on its way out.
type ranked struct {
	ordinal int
	score   float64
}

func (m *matcher) page(found bitset, total int, r store.Request, limit int) ([]ranked, string, error) {
	switch r.Order {
	case store.Newest, "":
		c, err := parseCursor(r.Cursor, markNewest)
		if err != nil {
			return nil, "", err
		}
		return m.newest(found, c, markNewest, limit)
	case store.Relevance:
		c, err := parseCursor(r.Cursor, markScored, markUnscored)
		if err != nil {
			return nil, "", err
		}
		return m.relevance(found, total, c, limit)
	}
	return nil, "", fmt.Errorf("%w: there is no order %q", onrecord.ErrInvalid, r.Order)
}

// cursor says after which hit a page starts. Its mark is "" for the start.
type cursor struct {
	mark     string
	score    float64
	position int64
}

func (c cursor) String() string {
	if c.mark == markScored {
		return writeCursor(c.mark, int64(bitsOf(c.score)), c.position)
	}
	return writeCursor(c.mark, c.position)
}

// parseCursor reads a cursor of a list that has one of the marks.
func parseCursor(s string, marks ...string) (cursor, error) {
	if s == "" {
		return cursor{}, nil
	}
	for _, mark := range marks {
		c, bits, err := cursor{mark: mark}, int64(0), error(nil)
		if mark == markScored {
			err = readCursor(s, mark, &bits, &c.position)
		} else {
			err = readCursor(s, mark, &c.position)
		}
		if c.score = floatOf(uint64(bits)); err == nil && !math.IsNaN(c.score) {
			return c, nil
		}
	}
	return cursor{}, badCursor(s)
}

// newest returns a page by descending position; mark is that of the cursor of the next.
func (m *matcher) newest(found bitset, c cursor, mark string, limit int) ([]ranked, string, error) {
	at := m.snap.len()
	if c.mark != "" {
		at, _ = m.snap.ordinal(c.position)
	}
	var out []ranked
	for at = found.before(at); at >= 0 && len(out) < limit; at = found.before(at) {
		out = append(out, ranked{ordinal: at})
	}
	if at < 0 {
		return out, "", nil
	}
	return out, cursor{mark: mark, position: m.snap.positions[out[len(out)-1].ordinal]}.String(), nil
}

// loadHits reads the hits' releases: all in one question, since each may be a journey to a server.
func loadHits(conn Conn, snap *snapshot, hits []ranked) ([]store.Hit, error) {
	positions := make([]int64, len(hits))
	for i, h := range hits {
		positions[i] = snap.positions[h.ordinal]
	}
	rejected, err := rejectedOf(conn, positions)
	if err != nil {
		return nil, err
	}
	out := make([]store.Hit, len(hits))
	err = eachOf(conn, positions, "v.head, v.version, v.at, v.body, v.counts, r.position", func(at int, stmt Stmt) error {
		hit := &out[at]
		hit.Score, hit.FactCounts = hits[at].score, decodeCounts(bytesOf(stmt, 4))
		for kind, n := range rejected[stmt.ColumnInt64(5)] {
			if hit.FactCounts[kind] -= n; hit.FactCounts[kind] == 0 {
				delete(hit.FactCounts, kind)
			}
		}
		if err := scanHead(stmt, &hit.Release); err != nil {
			return err
		}
		return decodeBody(bytesOf(stmt, 3), &hit.Release)
	})
	return out, err
}

// eachOf calls row for the newest version of the release at each of the positions, of which each stands once, in any
// order, with its place among them. The last of the columns has to be r.position.
func eachOf(conn Conn, positions []int64, columns string, row func(at int, stmt Stmt) error) error {
	places := make(map[int64]int, len(positions))
	for i, p := range positions {
		places[p] = i
	}
	last := strings.Count(columns, ",")
	err := conn.Stream("SELECT "+columns+` FROM json_each(?) j CROSS JOIN release r ON r.position = CAST(j.value AS BIGINT)
		JOIN version v ON v.release = r.number AND v.version = r.newest`, func(stmt Stmt) error {
		at, known := places[stmt.ColumnInt64(last)]
		if !known {
			return nil
		}
		delete(places, stmt.ColumnInt64(last))
		return row(at, stmt)
	}, jsonOf(positions))
	if err == nil && len(places) > 0 {
		err = fmt.Errorf("%w: the index holds a release that is not kept", onrecord.ErrDamaged)
	}
	return err
}

// scanHead reads a release from a row that begins with head, version and at.
func scanHead(stmt Stmt, r *onrecord.Release) error {
	if err := decodeHead(bytesOf(stmt, 0), r); err != nil {
		return err
	}
	r.Version = stmt.ColumnInt(1)
	r.CapturedAt = timeOf(stmt.ColumnInt64(2))
	return nil
}

// eachHead calls row with the release at each of the positions, without its text: see eachOf.
func eachHead(conn Conn, positions []int64, row func(at int, r *onrecord.Release)) error {
	return eachOf(conn, positions, "v.head, v.version, v.at, r.position", func(at int, stmt Stmt) error {
		var r onrecord.Release
		if err := scanHead(stmt, &r); err != nil {
			return err
		}
		row(at, &r)
		return nil
	})
}

// Records implements store.Reader. It works in pages, so that it holds no
// read transaction while yield runs: a release that is moved or changed in
// the meantime is given as it then stands.
func (s *Store) Records(ctx context.Context, q search.Node, yield func(onrecord.Record) error) error {
	const page = 256
	for at := int64(math.MaxInt64); ; {
		records, next, err := s.recordsBefore(ctx, q, at, page)
		if err != nil {
			return s.wrap(ctx, "read records", err)
		}
		for i := range records {
			if err := yield(records[i]); err != nil {
				return err
			}
		}
		if len(records) < page {
			return nil
		}
		at = next
	}
}

func (s *Store) recordsBefore(ctx context.Context, q search.Node, before int64, limit int) (out []onrecord.Record, last int64, err error) {
	err = s.find(ctx, func(conn Conn, snap *snapshot) error {
		m := &matcher{conn: conn, snap: snap}
		found, err := m.match(q, false)
		if err != nil {
			return err
		}
		at, _ := snap.ordinal(before)
		for at = found.before(at); at >= 0 && len(out) < limit; at = found.before(at) {
			last = snap.positions[at]
			r, err := loadRecord(conn, "r.position = ? AND v.version = r.newest", last)
			if err != nil {
				return err
			}
			out = append(out, r)
		}
		return nil
	})
	return out, last, err
}

// facets counts the matches by value.
func (s *snapshot) facets(found bitset) store.Facets {
	const most = 20
	issuers, speakers, tags := make([]int32, len(s.values.texts)), make([]int32, len(s.values.texts)), make([]int32, len(s.values.texts))
	var kinds [32]int32
	years := map[int]int{}
	year, yearEnd := 0, int64(-1)
	found.each(func(i int) {
		for _, v := range s.issuers.of(i) {
			issuers[v]++
		}
		for _, v := range s.speakers.of(i) {
			speakers[v]++
		}
		for _, v := range s.tags.of(i) {
			tags[v]++
		}
		for at, k := 0, s.kinds[i]; k != 0; at, k = at+1, k>>1 {
			kinds[at] += int32(k & 1)
		}
		if p := s.positions[i]; p > yearEnd { // positions ascend, and so do years
			year = dayOf(dayOfPosition(p)).Year()
			yearEnd = lastOf(dayNumber(onrecord.NewDate(max(year, 1), 12, 31)))
			if year == 0 {
				yearEnd = lastOf(0)
			}
		}
		if year > 0 {
			years[year]++
		}
	})
	out := store.Facets{Issuers: s.top(issuers, most), Speakers: s.top(speakers, most), Tags: s.top(tags, most)}
	for i, n := range kinds {
		if n > 0 {
			out.Kinds = append(out.Kinds, store.Value{Value: kindNames[i], Count: int(n)})
		}
	}
	slices.SortFunc(out.Kinds, mostFirst)
	out.Kinds = out.Kinds[:min(len(out.Kinds), most)]
	for y, n := range years {
		out.Years = append(out.Years, store.Value{Value: fmt.Sprintf("%04d", y), Count: n})
	}
	slices.SortFunc(out.Years, func(a, b store.Value) int { return strings.Compare(b.Value, a.Value) })
	return out
}

// top returns the values with the highest counts.
func (s *snapshot) top(counts []int32, most int) []store.Value {
	kept := mostOf{most: most}
	for n, count := range counts {
		if count > 0 {
			kept.add(s.values.texts[n], count)
		}
	}
	return kept.values()
}

// mostOf keeps the values with the highest counts of many that come in any order.
type mostOf struct {
	most  int
	list  []store.Value
	least int32 // what a value must reach to be among the most
}

func (m *mostOf) add(text string, count int32) {
	if count < m.least {
		return
	}
	m.list = append(m.list, store.Value{Value: text, Count: int(count)})
	if len(m.list) < 4*max(m.most, 4) {
		return
	}
	if m.list = m.values(); len(m.list) > 0 {
		m.least = int32(m.list[len(m.list)-1].Count)
	}
}

// values returns them, most frequent first.
func (m *mostOf) values() []store.Value {
	slices.SortFunc(m.list, mostFirst)
	return m.list[:min(len(m.list), m.most)]
}

// mostFirst orders values by falling count, then by their text.
func mostFirst(a, b store.Value) int {
	return cmp.Or(cmp.Compare(b.Count, a.Count), strings.Compare(a.Value, b.Value))
}

// Complete implements store.Reader. Titles have no values to complete.
func (s *Store) Complete(ctx context.Context, field search.FieldName, prefix string, limit int) ([]store.Value, error) {
	var out []store.Value
	err := s.find(ctx, func(_ Conn, snap *snapshot) error {
		lists := map[search.FieldName]*lists[uint32]{search.FieldIssuer: &snap.issuers, search.FieldSpeaker: &snap.speakers, search.FieldTag: &snap.tags}[field]
		if lists == nil {
			return fmt.Errorf("%w: %q has no values to complete", onrecord.ErrInvalid, field)
		}
		words := spaced(search.Analyze(prefix))
		wanted := strings.TrimSuffix(words, " ")
		counts := make([]int32, len(snap.values.texts))
		for _, v := range lists.values {
			counts[v]++
		}
		kept := mostOf{most: max(0, limit)}
		for _, v := range snap.values.byField[string(field)] {
			if counts[v.number] > 0 && (wanted == "" || strings.Contains(v.folded, wanted)) {
				kept.add(v.text, counts[v.number])
			}
		}
		out = kept.values()
		return nil
	})
	return out, s.wrap(ctx, "complete", err)
}
