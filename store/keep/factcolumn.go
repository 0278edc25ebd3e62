package keep

import (
	"cmp"
	"slices"
	"sync"
)

// factRow is what a figure or a commitment is filtered and ordered by.
type factRow struct {
	number   int64
	value    float64 // of a figure
	figure   uint32  // a figure's kind and its unit: see words
	unit     uint32
	due      int32 // of a commitment: YYYYMMDD, 0 for none
	threaded bool  // it is one of several that say the same
	again    bool  // and not the first
}

// factColumns are the rows of all figures and commitments at one moment. They are never
// changed: the next moment's share all blocks that nobody wrote to.
type factColumns struct {
	written int64
	blocks  []factBlock // by ascending key
	words   *interned
}

// factBlock is the rows of one kind of fact in releases of neighbouring days, by ascending
// number.
type factBlock struct {
	key  int64
	rows []factRow
}

// blockDays is how many days a block holds, as a power of two. A write costs what is copied
// of the blocks that it touches, and blocks are looked through one by one.
const blockDays = 2

func blockOf(number int64) int64 { return number >> (ordinalBits + sequenceBits + blockDays) }

// interned are numbers for the kinds and units of figures. They only ever grow. 0 is none. They
// are safe for concurrent use.
type interned struct {
	mu sync.RWMutex
	of map[string]uint32
}

// number returns a word's number, and whether it has one.
func (w *interned) number(word string) (uint32, bool) {
	w.mu.RLock()
	defer w.mu.RUnlock()
	n, known := w.of[word]
	return n, known
}

// keep returns the number of a word, which it is given where it has none.
func (w *interned) keep(word []byte) uint32 {
	w.mu.Lock()
	defer w.mu.Unlock()
	n, known := w.of[string(word)]
	if !known {
		n = uint32(len(w.of) + 1)
		w.of[string(word)] = n
	}
	return n
}

// factMemory holds the newest columns.
type factMemory struct {
	mu   sync.Mutex
	last *factColumns
}

// mostTouched is how many releases are read again one by one; beyond, all are read.
const mostTouched = 20_000

// factColumns returns the columns as the connection's transaction sees them, where the record was written to so often.
func (s *Store) factColumns(conn Conn, written int64) (*factColumns, error) {
	s.facts.mu.Lock()
	defer s.facts.mu.Unlock()
	last := s.facts.last
	if last != nil && last.written == written {
		return last, nil
	}
	var touched []int64
	var err error
	if last != nil && last.written < written {
		touched, err = touchedSince(conn, last.written, mostTouched+1)
	}
	var next *factColumns
	switch {
	case err != nil:
	case last == nil || last.written > written || len(touched) > mostTouched:
		next, err = loadFactColumns(conn, last)
	default:
		next, err = last.refresh(conn, touched)
	}
	if err != nil {
		return nil, err
	}
	next.written = written
	if last == nil || last.written < written {
		s.facts.last = next
	}
	return next, nil
}

// loadFactColumns reads all rows.
func loadFactColumns(conn Conn, last *factColumns) (*factColumns, error) {
	c := &factColumns{words: &interned{of: map[string]uint32{}}}
	if last != nil {
		c.words = last.words
	}
	var rows []factRow
	keep := func() {
		if len(rows) > 0 {
			c.blocks = append(c.blocks, factBlock{blockOf(rows[0].number), slices.Clone(rows)})
		}
		rows = rows[:0]
	}
	err := c.eachRow(conn, 0, 1<<62, func(row factRow) {
		if len(rows) > 0 && blockOf(row.number) != blockOf(rows[0].number) {
			keep()
		}
		rows = append(rows, row)
	})
	keep()
	return c, err
}

// eachRow reads the rows of facts from one number to another, inclusive.
func (c *factColumns) eachRow(conn Conn, from, to int64, do func(factRow)) error {
	var word []byte
	wordOf := func(stmt Stmt, column int) uint32 {
		n := stmt.ColumnLen(column)
		if n == 0 {
			return 0
		}
		word = slices.Grow(word[:0], n)[:n]
		stmt.ColumnBytes(column, word)
		return c.words.keep(word)
	}
	return conn.Stream("SELECT number, value, due, thread, again, figure, unit FROM fact WHERE number BETWEEN ? AND ? ORDER BY number", func(stmt Stmt) error {
		row := factRow{number: stmt.ColumnInt64(0), threaded: !stmt.ColumnIsNull(3), again: !stmt.ColumnIsNull(4)}
		if kindOfFact(row.number) == figureKind {
			row.value, row.figure, row.unit = stmt.ColumnFloat(1), wordOf(stmt, 5), wordOf(stmt, 6)
		} else {
			row.due = int32(stmt.ColumnInt(2))
		}
		do(row)
		return nil
	}, from, to)
}

// refresh returns the columns with the rows of some releases read again; their positions
// ascend.
func (c *factColumns) refresh(conn Conn, positions []int64) (*factColumns, error) {
	next := &factColumns{words: c.words}
	fresh := map[int64][]factRow{} // by block
	gone := map[int64]bool{}
	for _, p := range positions {
		gone[p] = true
		for kind, has := range hasRow {
			if !has {
				continue
			}
			first, last := factRange(kind, p, p)
			key := blockOf(first)
			rows := fresh[key]
			if err := c.eachRow(conn, first, last, func(row factRow) { rows = append(rows, row) }); err != nil {
				return nil, err
			}
			fresh[key] = rows
		}
	}
	for _, b := range c.blocks {
		rows, touched := fresh[b.key]
		if touched {
			b = b.with(rows, gone)
			delete(fresh, b.key)
		}
		if len(b.rows) > 0 {
			next.blocks = append(next.blocks, b)
		}
	}
	for key, rows := range fresh {
		if len(rows) > 0 {
			next.blocks = append(next.blocks, factBlock{key, rows})
		}
	}
	slices.SortFunc(next.blocks, func(a, b factBlock) int { return cmp.Compare(a.key, b.key) })
	return next, nil
}

// with returns the block with other rows in place of those of some releases.
func (b factBlock) with(rows []factRow, gone map[int64]bool) factBlock {
	out := make([]factRow, 0, len(b.rows)+len(rows))
	for _, row := range b.rows {
		if !gone[positionOfFact(row.number)] {
			out = append(out, row)
		}
	}
	out = append(out, rows...)
	slices.SortFunc(out, func(x, y factRow) int { return cmp.Compare(x.number, y.number) })
	return factBlock{b.key, out}
}

// within returns the blocks that may hold numbers from one to another, inclusive.
func (c *factColumns) within(from, to int64) []factBlock {
	byKey := func(b factBlock, key int64) int { return cmp.Compare(b.key, key) }
	first, _ := slices.BinarySearchFunc(c.blocks, blockOf(from), byKey)
	end, _ := slices.BinarySearchFunc(c.blocks, blockOf(to)+1, byKey)
	return c.blocks[first:end]
}

// row returns the row of a fact, nil where it has none.
func (c *factColumns) row(number int64) *factRow {
	rows := factRows{blocks: c.within(number, number)}
	return rows.find(number)
}

// touch notes that the rows of a release's facts were written to, or what people said of them.
func touch(conn Conn, position int64) error {
	return query(conn, `INSERT INTO fact_touched (position, written) VALUES (?, (SELECT value FROM counter WHERE name = 'written'))
		ON CONFLICT (position) DO UPDATE SET written = excluded.written`, nil, position)
}

// touchRelease is touch by a release's number.
func touchRelease(conn Conn, release int64) error {
	position, found, err := number(conn, "SELECT position FROM release WHERE number = ?", release)
	if err != nil || !found {
		return err
	}
	return touch(conn, position)
}
