package sqlite

import (
	"cmp"
	"slices"
	"strings"

	"zombiezen.com/go/sqlite"
)

// The index's tables. FTS5 gathers what is written in ascending order of
// rowid and starts anew at every step back and at every other statement; so a
// batch's entries are held back and written in order, table by table.
const (
	textIndex = iota
	titleIndex
	formIndex
	factIndex
	nameIndex
	indexTables
)

var insertInto = [indexTables]string{
	"INSERT INTO text_index (rowid, text, pair) VALUES (?, ?, ?)",
	"INSERT INTO title_index (rowid, stem, folded) VALUES (?, ?, ?)",
	"INSERT INTO form_index (rowid, form) VALUES (?, ?)",
	"INSERT INTO fact_index (rowid, word) VALUES (?, ?)",
	"INSERT INTO name_index (rowid, word) VALUES (?, ?)",
}

// maxPending bounds how many bytes of entries are held back.
const maxPending = 16 << 20

// pendingEntry is one row of an index table: one or two columns, where they
// stand in the table's texts.
type pendingEntry struct {
	rowid             int64
	start, split, end int
}

// pending are the index entries of a batch under way.
type pending struct {
	entries [indexTables][]pendingEntry
	texts   [indexTables]strings.Builder
	usual   [indexTables]int // how long the texts were last time
	size    int
}

func (p *pending) add(table int, rowid int64, first, second []byte) {
	text := &p.texts[table]
	if text.Len() == 0 {
		text.Grow(p.usual[table])
	}
	e := pendingEntry{rowid: rowid, start: text.Len(), split: text.Len() + len(first)}
	text.Write(first)
	text.Write(second)
	e.end = text.Len()
	p.entries[table] = append(p.entries[table], e)
	p.size += e.end - e.start + 64
}

// drop forgets a table's entries from one rowid to another, inclusive, and
// returns how many.
func (p *pending) drop(table int, from, to int64) int {
	before := len(p.entries[table])
	p.entries[table] = slices.DeleteFunc(p.entries[table], func(e pendingEntry) bool { return from <= e.rowid && e.rowid <= to })
	return before - len(p.entries[table])
}

// flush writes all entries.
func (p *pending) flush(conn *sqlite.Conn) error {
	for table := range p.entries {
		list := p.entries[table]
		slices.SortFunc(list, func(a, b pendingEntry) int { return cmp.Compare(a.rowid, b.rowid) })
		two := table == textIndex || table == titleIndex
		text := p.texts[table].String()
		p.texts[table].Reset() // the text stays as it is
		p.usual[table] = len(text)
		for _, e := range list {
			args := []any{e.rowid, text[e.start:e.end]} // the fact index has one column of tokens, then words
			if two {
				args = []any{e.rowid, text[e.start:e.split], text[e.split:e.end]}
			}
			if err := query(conn, insertInto[table], nil, args...); err != nil {
				return err
			}
		}
		p.entries[table] = list[:0]
	}
	p.size = 0
	return nil
}
