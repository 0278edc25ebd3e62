package keep

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/link"
)

// saver is what Save keeps between batches: memories of bounded size, used
// under the writer's lock only.
type saver struct {
	preparer preparer
	values   map[valueKey]int64
	unkept   map[valueKey]bool // values of the batch that are not kept yet
	names    map[int64]int64   // name id to number
	last     map[string]int64  // the highest number in each table that the batch numbers rows of
	top      map[int64]int64   // the highest position of each day that the batch has releases of
	changed  int64
	pending  pending
	posts    map[link.Post]int64
	// What the batch adds to the counts of names and forms.
	nameDelta map[int64]int64
	formDelta map[formKey]int64
	who       who
	follows   bool              // others of its run follow the batch
	waiting   unsettled         // what batches of the run touched before
	fresh     map[int64]newName // by number: names that are kept once it is known how many releases name them
	held      []heldAs          // posts that are kept once it is known which were held before
	factDelta [6]int64          // to the counts of facts by kind
	keys      *keyMemory
}

type valueKey struct{ field, text string }

type formKey struct {
	name int64
	form string
}

// maxRemembered bounds each memory.
const maxRemembered = 1 << 17

func (s *saver) reset() {
	s.values, s.names, s.posts, s.nameDelta, s.formDelta, s.fresh, s.held = nil, nil, nil, nil, nil, nil, nil
	s.pending, s.waiting = pending{memory: s.pending.memory}, unsettled{}
}

// begin makes the saver ready for a batch and moves the change counter on.
func (s *saver) begin(conn Conn) error {
	if s.values == nil || len(s.values) > maxRemembered {
		s.values = map[valueKey]int64{}
	}
	if s.names == nil || len(s.names) > maxRemembered {
		s.names = map[int64]int64{}
	}
	if s.posts == nil || len(s.posts) > maxRemembered {
		s.posts = map[link.Post]int64{}
	}
	s.who, s.last, s.fresh, s.held = newWho(), map[string]int64{}, nil, nil
	s.top, s.unkept = map[int64]int64{}, nil
	s.nameDelta, s.formDelta, s.factDelta = map[int64]int64{}, map[formKey]int64{}, [6]int64{}
	changed, _, err := number(conn, "UPDATE counter SET value = value + 1 WHERE name = 'changed' RETURNING value")
	s.changed = changed
	return err
}

// end writes what was gathered over the batch.
func (s *saver) end(conn Conn) error {
	if err := s.flushNames(conn); err != nil {
		return err
	}
	if err := s.flushHeld(conn); err != nil {
		return err
	}
	if err := s.pending.flush(conn); err != nil { // settle asks the index
		return err
	}
	for i := range s.who.releases {
		s.who.releases[i].fresh = s.fresh
	}
	for n := range s.nameDelta {
		s.who.met[n] = true
	}
	if err := s.settleOrWait(conn); err != nil {
		return err
	}
	for kind, delta := range s.factDelta {
		if err := query(conn, "UPDATE counter SET value = value + ? WHERE name = ?", nil, delta, string(onrecord.FactKinds[kind])); err != nil {
			return err
		}
	}
	return nil
}

// value returns the number of an issuer, speaker, tag or currency.
func (s *saver) value(conn Conn, field, text string) (int64, error) {
	key := valueKey{field, text}
	if n, ok := s.values[key]; ok {
		return n, nil
	}
	if s.unkept[key] {
		return s.newValue(conn, key)
	}
	n, found, err := number(conn, "SELECT number FROM value WHERE field = ? AND text = ?", field, text)
	if err == nil && !found {
		return s.newValue(conn, key)
	}
	if err == nil {
		s.values[key] = n
	}
	return n, err
}

func (s *saver) newValue(conn Conn, key valueKey) (int64, error) {
	n, err := s.number(conn, "value")
	if err == nil {
		err = query(conn, "INSERT INTO value (number, field, text) VALUES (?, ?, ?)", nil, n, key.field, key.text)
	}
	if err == nil {
		s.values[key] = n
		delete(s.unkept, key)
	}
	return n, err
}

// number returns the next number of a table whose rows the batch numbers: where the database did it, each row
// would have to be waited for.
func (s *saver) number(conn Conn, table string) (int64, error) {
	last, known := s.last[table]
	if !known {
		var err error
		if last, _, err = number(conn, "SELECT coalesce(max(number), 0) FROM "+table); err != nil {
			return 0, err
		}
	}
	s.last[table] = last + 1
	return last + 1, nil
}

// derive makes facts, names, columns and index of a release's newest version.
func (b *batchSaver) derive(w *work, position int64) error {
	b.need(w)
	said, err := b.reviewed(w)
	if err != nil {
		return err
	}
	text := &w.made.index
	if err := b.columns(w, position, text.length); err != nil {
		return err
	}
	if err := markUnlinked(b.conn, position); err != nil {
		return err
	}
	if err := touch(b.conn, position); err != nil {
		return err
	}
	mentions, err := b.mentions(w, position, text)
	if err != nil {
		return err
	}
	b.words(position, text)
	if err := query(b.conn, "INSERT INTO frequency (position, stems) VALUES (?, ?)", nil, position, text.frequency); err != nil {
		return err
	}
	if err := b.facts(w, position, mentions, said); err != nil || b.pending.size < maxPending {
		return err
	}
	return b.pending.flush(b.conn)
}

// words adds a release to the indexes of its words.
func (b *batchSaver) words(position int64, text *indexed) {
	b.pending.add(TextIndex, position, text.text, text.pair)
	b.pending.add(TitleIndex, position, text.titleStem, text.titleFolded)
	b.pending.add(FormIndex, position, text.form, nil)
}

// underive removes what derive made of the version that was newest until now.
func (b *batchSaver) underive(k known) error {
	if err := unlink(b.conn, b.saver.keys, k.position); err != nil {
		return err
	}
	if err := touch(b.conn, k.position); err != nil {
		return err
	}
	for _, statement := range []string{
		"DELETE FROM text_index WHERE rowid = ?", "DELETE FROM title_index WHERE rowid = ?",
		"DELETE FROM form_index WHERE rowid = ?", "DELETE FROM frequency WHERE position = ?",
	} {
		if err := query(b.conn, statement, nil, k.position); err != nil {
			return err
		}
	}
	for _, table := range []Index{TextIndex, TitleIndex, FormIndex} {
		b.pending.drop(table, k.position, k.position)
	}
	if err := b.forgetMentions(k.position); err != nil {
		return err
	}
	return b.forgetFacts(k.position)
}

// forgetFacts removes the facts of the release at a position.
func (b *batchSaver) forgetFacts(position int64) error {
	kinds, err := b.pending.forgetFacts(b.conn, position)
	if err != nil {
		return err
	}
	for kind, n := range kinds {
		b.factDelta[kind] -= n
		first, last := factRange(kind, position, position)
		if err := query(b.conn, "UPDATE review SET number = NULL WHERE number BETWEEN ? AND ?", nil, first, last); err != nil {
			return err
		}
		if err := query(b.conn, "DELETE FROM fact WHERE number BETWEEN ? AND ?", nil, first, last); err != nil {
			return err
		}
	}
	return nil
}

// former remembers the facts of a version that is not the newest.
func (b *batchSaver) former(release, version int64, f onrecord.Facts) error {
	for _, e := range entries(&f) {
		id, ok := idNumber(e.id)
		if !ok {
			continue
		}
		if err := b.formerFact(id, release, version); err != nil {
			return err
		}
	}
	return nil
}

func (b *batchSaver) formerFact(id, release, version int64) error {
	return query(b.conn, `INSERT INTO former_fact (id, release, version) VALUES (?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET version = excluded.version, release = excluded.release`, nil, id, release, version)
}

// entry is one fact of a version with its place in the list of its kind.
type entry struct {
	id      string
	kind    int // place in onrecord.FactKinds
	ordinal int
	span    onrecord.Span
}

// entries lists all facts in the order of the text.
func entries(f *onrecord.Facts) []entry {
	n := 0
	for _, c := range countsOf(f) {
		n += c
	}
	out := make([]entry, 0, n)
	for i := range f.Quotes {
		out = append(out, entry{f.Quotes[i].ID, 0, i, f.Quotes[i].Span})
	}
	for i := range f.Dates {
		out = append(out, entry{f.Dates[i].ID, 1, i, f.Dates[i].Span})
	}
	for i := range f.Figures {
		out = append(out, entry{f.Figures[i].ID, 2, i, f.Figures[i].Span})
	}
	for i := range f.Commitments {
		out = append(out, entry{f.Commitments[i].ID, 3, i, f.Commitments[i].Span})
	}
	for i := range f.Names {
		out = append(out, entry{f.Names[i].ID, 4, i, firstSpan(&f.Names[i])})
	}
	for i := range f.Relations {
		out = append(out, entry{f.Relations[i].ID, 5, i, f.Relations[i].Span})
	}
	slices.SortStableFunc(out, func(a, b entry) int { return cmp.Compare(a.span.Start, b.span.Start) })
	return out
}

func firstSpan(n *onrecord.Name) onrecord.Span {
	if len(n.Spans) == 0 {
		return onrecord.Span{}
	}
	return onrecord.Span(n.Spans[0])
}

// figureKind and commitmentKind are kinds' places in onrecord.FactKinds.
const (
	figureKind     = 2
	commitmentKind = 3
)

// hasRow says of which kinds the table fact holds a row for every fact.
var hasRow = [6]bool{figureKind: true, commitmentKind: true}

// facts keeps an index entry for every fact, and a row where its kind has one.
// Said is what people said of them.
func (b *batchSaver) facts(w *work, position int64, numbers []int64, said map[string]onrecord.Statement) error {
	for i, e := range w.made.entries {
		if i >= maxFacts {
			break
		}
		id, ok := idNumber(e.id)
		if !ok {
			return fmt.Errorf("%w: %q is no fact id of 16 hexadecimal digits", onrecord.ErrInvalid, e.id)
		}
		n := factNumber(e.kind, position, i)
		if err := b.factRow(n, e, &w.record.Facts); err != nil {
			return err
		}
		if _, spoken := said[e.id]; spoken {
			if err := placeReview(b.conn, id, n); err != nil {
				return err
			}
		}
		b.factDelta[e.kind]++
	}
	return b.factWords(w, position, numbers, said)
}

// factWords adds the facts to the index of their words.
func (b *batchSaver) factWords(w *work, position int64, numbers []int64, said map[string]onrecord.Statement) error {
	tokens, err := b.factTokens(w, numbers)
	if err != nil {
		return err
	}
	for i, e := range w.made.entries[:min(len(w.made.entries), maxFacts)] {
		words := w.made.factWords[i]
		if s, spoken := said[e.id]; spoken {
			words = cutWords(words, s)
		}
		id, _ := idNumber(e.id)
		b.pending.addFact(factNumber(e.kind, position, i), tokens.of(w.record, e, id), words)
	}
	return nil
}

// factRow keeps what figures and commitments are filtered and ordered by.
func (b *batchSaver) factRow(number int64, e entry, f *onrecord.Facts) error {
	switch e.kind {
	case figureKind:
		x := &f.Figures[e.ordinal]
		return query(b.conn, "INSERT INTO fact (number, figure, unit, value) VALUES (?, ?, ?, ?)", nil, number, string(x.Kind), x.Unit, x.Value)
	case commitmentKind:
		var due any
		if d := f.Commitments[e.ordinal].Due; d != nil && !d.To.IsZero() {
			due = d.To.Number()
		}
		return query(b.conn, "INSERT INTO fact (number, due) VALUES (?, ?)", nil, number, due)
	}
	return nil
}

func sortedKeys[K comparable, V any](m map[K]V, order func(a, b K) int) []K {
	keys := make([]K, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, order)
	return keys
}

func appendNew(list []string, values ...string) []string {
	for _, v := range values {
		if v != "" && !slices.Contains(list, v) {
			list = append(list, v)
		}
	}
	return list
}
