package keep

import (
	"cmp"
	"slices"
	"strings"
)

// maxPending bounds how many bytes of entries are held back.
const maxPending = 16 << 20

// pendingEntry is one row of an index table: one or two columns, where they
// stand in the table's texts.
type pendingEntry struct {
	rowid             int64
	start, split, end int
}

// pending are the index entries of a batch under way. FTS5 gathers what is written in
// ascending order of rowid and starts anew at every step back and at every other statement;
// so they are held back and written in order, index by index.
type pending struct {
	entries [Indexes][]pendingEntry
	texts   [Indexes]strings.Builder
	usual   [Indexes]int // how long the texts were last time
	size    int
}

func (p *pending) add(table Index, rowid int64, first, second []byte) {
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
func (p *pending) drop(table Index, from, to int64) int {
	before := len(p.entries[table])
	p.entries[table] = slices.DeleteFunc(p.entries[table], func(e pendingEntry) bool { return from <= e.rowid && e.rowid <= to })
	return before - len(p.entries[table])
}

// flush writes all entries.
func (p *pending) flush(conn Conn) error {
	for table := range p.entries {
		list := p.entries[table]
		slices.SortFunc(list, func(a, b pendingEntry) int { return cmp.Compare(a.rowid, b.rowid) })
		two := Index(table) == TextIndex || Index(table) == TitleIndex
		text := p.texts[table].String()
		p.texts[table].Reset() // the text stays as it is
		p.usual[table] = len(text)
		for _, e := range list {
			split := e.end // the fact index has one column of tokens, then words
			if two {
				split = e.split
			}
			if err := conn.Index(Index(table), e.rowid, text[e.start:split], text[split:e.end]); err != nil {
				return err
			}
		}
		p.entries[table] = list[:0]
	}
	p.size = 0
	return nil
}
