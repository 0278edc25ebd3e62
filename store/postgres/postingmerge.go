package postgres

import (
	"cmp"
	"math/bits"
	"slices"

	"github.com/jackc/pgx/v5"
)

// Runs are merged where so many are of like size, until one would be of more than mostMergedTexts: a longer one would have other
// writers wait for seconds.
const (
	mergedAtOnce    = 8
	mergedShift     = 3 // 1<<mergedShift is mergedAtOnce
	mostMergedTexts = 1 << 16
)

// compactPostings merges runs until there are few of each size, and writes those anew of whose texts later ones have most.
func (c *connection) compactPostings() error {
	for {
		set, err := c.postingSet()
		if err != nil {
			return err
		}
		many := set.mergeable()
		if many == nil {
			return nil
		}
		if err := c.mergePostings(set, many); err != nil {
			return err
		}
	}
}

// mergeable returns the places of runs that are to become one; nil is none.
func (s *postingSet) mergeable() []int {
	alike := map[int][]int{}
	for i, r := range s.runs {
		if n := len(r.texts); 2*s.late[i].count() > n || n == 0 {
			return []int{i}
		}
		class := bits.Len(uint(len(r.texts))-1) / mergedShift
		alike[class] = append(alike[class], i)
		if list := alike[class]; len(list) == mergedAtOnce {
			total := 0
			for _, i := range list {
				total += len(s.runs[i].texts)
			}
			if total <= mostMergedTexts {
				return list
			}
			alike[class] = list[1:]
		}
	}
	return nil
}

// mergePostings makes one run of several, or of one, without the texts that later ones have.
func (c *connection) mergePostings(set *postingSet, places []int) error {
	var texts []postedText
	for _, i := range places {
		for text, t := range set.runs[i].texts {
			if !set.late[i].has(uint32(text)) {
				texts = append(texts, t)
			}
		}
	}
	slices.SortFunc(texts, func(a, b postedText) int { return cmp.Compare(a.rowid, b.rowid) })
	if len(texts) > 0 {
		if err := c.writeMerged(set, places, texts); err != nil {
			return err
		}
	}
	var gone []int64
	for _, i := range places {
		gone = append(gone, set.runs[i].run)
	}
	if err := c.do("DELETE FROM posting_block WHERE run = ANY($1)", gone); err != nil {
		return err
	}
	return c.do("DELETE FROM posting_run WHERE run = ANY($1)", gone)
}

func (c *connection) writeMerged(set *postingSet, places []int, texts []postedText) error {
	merged, err := c.newRun(texts)
	if err != nil {
		return err
	}
	cursors := make([]*postingCursor, len(places))
	for i, place := range places {
		cursors[i] = newPostingCursor(c, set, place, texts)
		if err := cursors[i].advance(); err != nil {
			return err
		}
	}
	for {
		var least *postingCursor
		for _, one := range cursors {
			if one.some && (least == nil || one.key() < least.key()) {
				least = one
			}
		}
		if least == nil {
			return merged.finish()
		}
		if err := merged.addKey(least.key(), cursors); err != nil {
			return err
		}
	}
}

// addKey adds what cursors have of a key.
func (n *newRun) addKey(key int64, cursors []*postingCursor) error {
	list := n.gathered[:0]
	for _, one := range cursors {
		for one.some && one.key() == key {
			if text := one.places[one.reader.last.text]; text >= 0 {
				list = append(list, posting{key, uint32(text), one.reader.last.at})
			}
			if err := one.advance(); err != nil {
				return err
			}
		}
	}
	if n.gathered = list; !slices.IsSortedFunc(list, comparePostings) {
		slices.SortFunc(list, comparePostings)
	}
	for _, p := range list {
		if err := n.add(p); err != nil {
			return err
		}
	}
	return nil
}

// postingCursor gives the postings of a run in order.
type postingCursor struct {
	c      *connection
	run    int64
	places []int32 // of its texts in the merged run; -1 of those that are left out
	first  int64   // of the block that was read last
	block  int64
	bodies [][]byte // that were read
	reader postingReader
	some   bool // whether there is a posting
}

func newPostingCursor(c *connection, set *postingSet, place int, texts []postedText) *postingCursor {
	run := set.runs[place]
	cursor := &postingCursor{c: c, run: run.run, places: make([]int32, len(run.texts)), first: -1}
	at := 0
	for text, t := range run.texts {
		for at < len(texts) && texts[at].rowid < t.rowid {
			at++
		}
		if cursor.places[text] = int32(at); set.late[place].has(uint32(text)) {
			cursor.places[text] = -1
		}
	}
	return cursor
}

func (p *postingCursor) key() int64 { return p.reader.last.key }

// advance goes on to the next posting.
func (p *postingCursor) advance() (err error) {
	for {
		if p.some, err = p.reader.next(); err != nil {
			return err
		}
		if p.some {
			if int(p.reader.last.text) >= len(p.places) {
				return errPostings
			}
			return nil
		}
		if len(p.bodies) == 0 {
			if err := p.read(); err != nil || len(p.bodies) == 0 {
				return err
			}
		}
		p.reader = newPostingReader(p.bodies[0])
		p.bodies = p.bodies[1:]
	}
}

// blocksAhead is how many blocks a cursor asks for at a time.
const blocksAhead = 128

func (p *postingCursor) read() error {
	return p.c.ask("SELECT first, block, body FROM posting_block WHERE run = $1 AND (first, block) > ($2, $3) ORDER BY first, block LIMIT $4", func(rows pgx.Rows) error {
		var body []byte
		err := rows.Scan(&p.first, &p.block, &body)
		p.bodies = append(p.bodies, body)
		return err
	}, p.run, p.first, p.block, blocksAhead)
}
