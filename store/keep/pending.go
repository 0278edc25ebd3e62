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
	facts   []posting      // of the index of facts
	placed  map[int64]bool // the positions of their releases
	index   *factIndex     // what it holds beside them; nil where nobody asked
	memory  *factRunMemory
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

// addFact adds a fact, by its number, with the keys of its tokens and of its words.
func (p *pending) addFact(number int64, tokens, words []uint64) {
	for _, keys := range [][]uint64{tokens, words} {
		for _, key := range keys {
			p.facts = append(p.facts, posting{key, number})
		}
	}
	if p.placed == nil {
		p.placed = map[int64]bool{}
	}
	p.placed[positionOfFact(number)] = true
	p.size += postingBytes * (len(tokens) + len(words))
}

// postingBytes is what a posting takes in memory.
const postingBytes = 16

// forgetFacts forgets the facts of the release at a position, and has what is kept of them be no more. It returns how
// many of each kind there were.
func (p *pending) forgetFacts(conn Conn, position int64) (kinds [6]int64, err error) {
	if p.index == nil {
		p.index = newFactIndex(conn, p.memory)
	}
	if kinds, err = p.index.forget(position); err != nil {
		return kinds, err
	}
	if !p.placed[position] { // most were kept before, and to look through all for each costs more than all else here
		return kinds, nil
	}
	delete(p.placed, position)
	p.facts = slices.DeleteFunc(p.facts, func(one posting) bool {
		here := positionOfFact(one.fact) == position
		if here && one.key == everyFact {
			kinds[kindOfFact(one.fact)]++
		}
		return here
	})
	return kinds, nil
}

// flushFacts writes the index of facts.
func (p *pending) flushFacts(conn Conn) error {
	if len(p.facts) == 0 && p.index == nil {
		return nil
	}
	if p.index == nil {
		p.index = newFactIndex(conn, p.memory)
	}
	err := p.index.write(p.facts)
	p.facts, p.index = p.facts[:0], nil
	clear(p.placed)
	return err
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
			split := e.end
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
	return p.flushFacts(conn)
}
