package keep

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/search"
)

// index holds the newest snapshot of the columns.
type index struct {
	mu   sync.Mutex
	last *snapshot
}

// snapshot is the columns of all releases at one moment, by ascending
// position. A release's place in it is its ordinal. It is never changed; the
// cache is guarded.
type snapshot struct {
	changed   int64
	releases  []uint32 // release numbers
	positions []int64
	lengths   []uint32
	kinds     []uint32
	issuers   lists[uint32]
	speakers  lists[uint32]
	tags      lists[uint32]
	dues      lists[int32]
	sums      lists[sum]
	words     int64 // all lengths
	values    *values

	mu    sync.Mutex
	cache map[string]*leaf
}

// lists are short lists, one an ordinal, in one piece of memory.
type lists[T any] struct {
	ends   []uint32
	values []T
}

func (l *lists[T]) of(i int) []T {
	start := uint32(0)
	if i > 0 {
		start = l.ends[i-1]
	}
	return l.values[start:l.ends[i]]
}

func (l *lists[T]) append(v []T) {
	l.values = append(l.values, v...)
	l.ends = append(l.ends, uint32(len(l.values)))
}

// appendRun adds the lists of the ordinals [from, to) of others.
func (l *lists[T]) appendRun(others *lists[T], from, to int) {
	start := uint32(0)
	if from > 0 {
		start = others.ends[from-1]
	}
	shift := uint32(len(l.values)) - start // wraps where it is less than nothing, and back again
	l.values = append(l.values, others.values[start:others.ends[to-1]]...)
	for _, end := range others.ends[from:to] {
		l.ends = append(l.ends, end+shift)
	}
}

func makeLists[T any](n, values int) lists[T] {
	return lists[T]{make([]uint32, 0, n), make([]T, 0, values)}
}

// values are the texts of the value table by number. They only ever grow, so
// that snapshots share them.
type values struct {
	byField map[string][]value
	texts   []string // by number
	last    int64
}

type value struct {
	number uint32
	text   string
	folded string // " dan jarvis ": folded words with a space around each
}

func (s *snapshot) len() int { return len(s.positions) }

// ordinal returns the place of a position, and whether it is there.
func (s *snapshot) ordinal(position int64) (int, bool) {
	return slices.BinarySearch(s.positions, position)
}

// snapshot returns the columns as the connection's transaction sees them.
func (s *Store) snapshot(conn Conn) (*snapshot, error) {
	s.index.mu.Lock()
	defer s.index.mu.Unlock()
	changed, _, err := number(conn, "SELECT value FROM counter WHERE name = 'changed'")
	if err != nil {
		return nil, err
	}
	last := s.index.last
	if last != nil && last.changed == changed {
		return last, nil
	}
	if last == nil || last.changed > changed {
		// The first one, or a transaction that began before the last: read all.
		last = &snapshot{values: &values{byField: map[string][]value{}}}
	}
	next, err := last.refresh(conn, changed)
	if err != nil {
		return nil, err
	}
	if s.index.last == nil || s.index.last.changed < changed {
		s.index.last = next
	}
	return next, nil
}

// refresh returns a snapshot with what changed since.
func (s *snapshot) refresh(conn Conn, changed int64) (*snapshot, error) {
	vals, err := s.values.refresh(conn)
	if err != nil {
		return nil, err
	}
	if s.len() == 0 {
		next := s.room(0, changed)
		next.values = vals
		return next, eachColumns(conn, `SELECT c.release, c.columns FROM release r JOIN release_column c ON c.release = r.number ORDER BY r.position`, next.add)
	}
	fresh, err := loadColumns(conn, s.changed)
	if err != nil {
		return nil, err
	}
	gone := make(map[uint32]bool, len(fresh))
	for i := range fresh {
		gone[uint32(fresh[i].release)] = true
	}
	slices.SortFunc(fresh, func(a, b columns) int { return cmp.Compare(a.position, b.position) })
	next := s.room(len(fresh), changed)
	next.values = vals
	for at := 0; at < s.len(); {
		if gone[s.releases[at]] {
			at++
			continue
		}
		for len(fresh) > 0 && fresh[0].position < s.positions[at] {
			next.add(&fresh[0])
			fresh = fresh[1:]
		}
		end := at + 1
		for end < s.len() && !gone[s.releases[end]] && (len(fresh) == 0 || s.positions[end] < fresh[0].position) {
			end++
		}
		next.addRun(s, at, end)
		at = end
	}
	for i := range fresh {
		next.add(&fresh[i])
	}
	return next, nil
}

// room returns an empty snapshot with room for what s holds and n more.
func (s *snapshot) room(n int, changed int64) *snapshot {
	n += s.len()
	return &snapshot{
		changed: changed, cache: map[string]*leaf{},
		releases: make([]uint32, 0, n), positions: make([]int64, 0, n), lengths: make([]uint32, 0, n), kinds: make([]uint32, 0, n),
		issuers: makeLists[uint32](n, len(s.issuers.values)), speakers: makeLists[uint32](n, len(s.speakers.values)),
		tags: makeLists[uint32](n, len(s.tags.values)), dues: makeLists[int32](n, len(s.dues.values)), sums: makeLists[sum](n, len(s.sums.values)),
	}
}

func (s *snapshot) add(c *columns) {
	s.releases = append(s.releases, uint32(c.release))
	s.positions = append(s.positions, c.position)
	s.lengths = append(s.lengths, c.length)
	s.kinds = append(s.kinds, c.kinds)
	s.issuers.append(c.issuers)
	s.speakers.append(c.speakers)
	s.tags.append(c.tags)
	s.dues.append(c.dues)
	s.sums.append(c.sums)
	s.words += int64(c.length)
}

// addRun adds the ordinals [from, to) of another snapshot as they are: there are some. Most of a record is in few runs,
// so that a write costs little more than what is copied.
func (s *snapshot) addRun(other *snapshot, from, to int) {
	s.releases = append(s.releases, other.releases[from:to]...)
	s.positions = append(s.positions, other.positions[from:to]...)
	s.lengths = append(s.lengths, other.lengths[from:to]...)
	s.kinds = append(s.kinds, other.kinds[from:to]...)
	s.issuers.appendRun(&other.issuers, from, to)
	s.speakers.appendRun(&other.speakers, from, to)
	s.tags.appendRun(&other.tags, from, to)
	s.dues.appendRun(&other.dues, from, to)
	s.sums.appendRun(&other.sums, from, to)
	for _, length := range other.lengths[from:to] {
		s.words += int64(length)
	}
}

// loadColumns reads the columns that changed since.
func loadColumns(conn Conn, since int64) (out []columns, err error) {
	err = eachColumns(conn, "SELECT release, columns FROM release_column WHERE changed > ?", func(c *columns) {
		out = append(out, c.clone())
	}, since)
	return out, err
}

// eachColumns calls do with the columns of every row of release and columns;
// they are good until the next.
func eachColumns(conn Conn, text string, do func(*columns), args ...any) error {
	var packed []byte
	var c columns
	return conn.Stream(text, func(stmt Stmt) error {
		n := stmt.ColumnLen(1)
		packed = slices.Grow(packed[:0], n)[:n]
		stmt.ColumnBytes(1, packed)
		if !c.unpack(packed) {
			return fmt.Errorf("%w: the search columns of release %d", onrecord.ErrDamaged, stmt.ColumnInt64(0))
		}
		c.release = stmt.ColumnInt64(0)
		do(&c)
		return nil
	}, args...)
}

// refresh returns the values with those added since.
func (v *values) refresh(conn Conn) (*values, error) {
	next := &values{byField: map[string][]value{}, texts: v.texts, last: v.last}
	for field, list := range v.byField {
		next.byField[field] = list
	}
	var analyzer search.Analyzer
	var terms []search.Term
	err := conn.Stream("SELECT number, field, text FROM value WHERE number > ? ORDER BY number", func(stmt Stmt) error {
		n, field, text := stmt.ColumnInt64(0), stmt.ColumnText(1), stmt.ColumnText(2)
		for int64(len(next.texts)) <= n {
			next.texts = append(next.texts, "")
		}
		next.texts[n] = text
		terms = analyzer.Append(terms[:0], text)
		next.byField[field] = append(next.byField[field], value{uint32(n), text, spaced(terms)})
		next.last = n
		return nil
	}, v.last)
	return next, err
}

// spaced joins the folded words with a space around each.
func spaced(terms []search.Term) string {
	b := []byte{' '}
	for i := range terms {
		b = append(append(b, terms[i].Folded...), ' ')
	}
	return string(b)
}

// find runs do in a read transaction with the columns as it sees them.
func (s *Store) find(ctx context.Context, do func(Conn, *snapshot) error) error {
	return s.read(ctx, func(conn Conn) error {
		snap, err := s.snapshot(conn)
		if err != nil {
			return err
		}
		return do(conn, snap)
	})
}

// Forget drops the sets of matches that earlier searches left in memory, for
// benchmarks that measure a search's first time.
func (s *Store) Forget() {
	s.index.mu.Lock()
	defer s.index.mu.Unlock()
	if s.index.last != nil {
		s.index.last.mu.Lock()
		clear(s.index.last.cache)
		s.index.last.mu.Unlock()
	}
	s.memory.mu.Lock()
	defer s.memory.mu.Unlock()
	s.memory.totals, s.memory.records, s.memory.numbers, s.memory.stems = nil, nil, nil, nil
}
