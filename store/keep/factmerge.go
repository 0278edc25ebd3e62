package keep

import (
	"cmp"
	"slices"
)

// mostGone is at most which part of a run's releases may be gone from it: one in so many.
const mostGone = 8

// write writes postings, which are in any order, as a run, and merges what has become many.
func (x *factIndex) write(list []posting) error {
	if err := x.list(); err != nil {
		return err
	}
	if err := x.keepGone(); err != nil {
		return err
	}
	if len(list) > 0 {
		run, err := x.newRun(newFactPlaces(list))
		if err != nil {
			return err
		}
		position, first := int64(-1), int64(0)
		var place uint64 // of the first fact of a kind and release
		for i, p := range list {
			if at := p.fact &^ (maxFacts - 1); at != position { // facts of one come together
				position, first = at, at|(maxFacts-1<<run.bits)
				place = run.first(first)
			}
			list[i].fact = int64(place) + p.fact - first
		}
		for _, p := range sortedPostings(list) {
			if err := run.add(placed{p.key, uint64(p.fact)}); err != nil {
				return err
			}
		}
		if err := run.finish(); err != nil {
			return err
		}
		x.listed = false
	}
	return x.compact()
}

// newFactRun is a run on its way into the record.
type newFactRun struct {
	factBlocks
	factPlaces
	conn Conn
	run  int64
	at   int64 // the place of the next block
}

func (x *factIndex) newRun(places factPlaces) (*newFactRun, error) {
	run, _, err := number(x.conn, "SELECT coalesce(max(run), 0) + 1 FROM fact_run")
	n := &newFactRun{conn: x.conn, run: run, factPlaces: places}
	n.keep, n.digest = n.keepBlock, places.sum()
	return n, err
}

func (n *newFactRun) keepBlock(block []byte) error {
	number := n.run<<blockShift | n.at
	n.at++
	return query(n.conn, "INSERT INTO fact_block (block, body) VALUES (?, ?)", nil, number, block)
}

// finish keeps the run; of no postings none is kept.
func (n *newFactRun) finish() error {
	if err := n.end(); err != nil || n.count == 0 {
		return err
	}
	return query(n.conn, "INSERT INTO fact_run (run, digest, postings, places, starts) VALUES (?, ?, ?, ?, ?)", nil,
		n.run, int64(n.digest), n.count, n.encode(), encodePlaced(n.starts))
}

// compact merges runs until there are few of each size, and few releases gone from each.
func (x *factIndex) compact() error {
	for {
		err := x.list()
		if err == nil && len(x.gone) > 0 {
			err = x.load()
		}
		if err != nil {
			return err
		}
		alike := map[int][]*factRun{}
		var some []*factRun
		for _, r := range x.runs {
			if len(x.gone[r.run])*mostGone > len(r.positions) {
				some = []*factRun{r}
				break
			}
			class := sizeClass(r.count)
			if alike[class] = append(alike[class], r); len(alike[class]) == mergedAtOnce {
				some = alike[class]
			}
		}
		if some == nil {
			return nil
		}
		if err := x.merge(some); err != nil {
			return err
		}
	}
}

// merge makes one run of several, without what is gone from them.
func (x *factIndex) merge(runs []*factRun) error {
	for _, r := range runs {
		if r.starts != nil {
			continue
		}
		if err := r.read(x.conn); err != nil {
			return err
		}
	}
	places := factPlaces{bits: 1}
	for _, r := range runs {
		places.bits = max(places.bits, r.bits)
		for _, p := range r.positions {
			if !x.isGone(r, p) {
				places.positions = append(places.positions, p)
			}
		}
	}
	slices.Sort(places.positions)
	merged, err := x.newRun(places)
	if err != nil {
		return err
	}
	var cursors []*factCursor
	for _, r := range runs {
		c := &factCursor{conn: x.conn, run: r, to: make([]int, len(r.positions))}
		for i, p := range r.positions {
			c.to[i] = -1
			if !x.isGone(r, p) {
				c.to[i], _ = slices.BinarySearch(places.positions, p)
			}
		}
		if err := c.advance(); err != nil {
			return err
		}
		cursors = append(cursors, c)
	}
	if err := mergePostings(cursors, &merged.factPlaces, merged.add); err != nil {
		return err
	}
	if err := merged.finish(); err != nil {
		return err
	}
	for _, r := range runs {
		if err := r.drop(x.conn); err != nil {
			return err
		}
	}
	x.listed = false
	return nil
}

func (r *factRun) drop(conn Conn) error {
	if err := query(conn, "DELETE FROM fact_block WHERE block BETWEEN ? AND ?", nil, r.block(0), r.block(len(r.starts))); err != nil {
		return err
	}
	if err := query(conn, "DELETE FROM fact_gone WHERE run = ?", nil, r.run); err != nil {
		return err
	}
	return query(conn, "DELETE FROM fact_run WHERE run = ?", nil, r.run)
}

// mergePostings calls add with the postings of several runs in order, with their places among others.
func mergePostings(cursors []*factCursor, places *factPlaces, add func(placed) error) error {
	var list []uint64
	for {
		cursors = slices.DeleteFunc(cursors, func(c *factCursor) bool { return !c.some })
		if len(cursors) == 0 {
			return nil
		}
		key := slices.MinFunc(cursors, func(a, b *factCursor) int { return cmp.Compare(a.block.last.key, b.block.last.key) }).block.last.key
		list = list[:0]
		for _, c := range cursors {
			var err error
			if list, err = c.take(list, key, places); err != nil {
				return err
			}
		}
		if !slices.IsSorted(list) {
			slices.Sort(list)
		}
		for _, place := range list {
			if err := add(placed{key, place}); err != nil {
				return err
			}
		}
	}
}

// factCursor gives the postings of a run in order.
type factCursor struct {
	conn   Conn
	run    *factRun
	to     []int    // of each of its releases: which it is among those of the merged run, -1 where it is gone
	at     int      // of the next block that is asked for
	blocks [][]byte // that were read
	block  postingReader
	some   bool         // whether there is a posting
	read   func([]byte) // is given each block, unless it is nil
}

func (c *factCursor) advance() (err error) {
	for {
		if c.some, err = c.block.next(); c.some || err != nil {
			return err
		}
		if len(c.blocks) == 0 {
			if c.at >= len(c.run.starts) {
				return nil
			}
			if err := c.ask(); err != nil {
				return err
			}
		}
		if c.read != nil {
			c.read(c.blocks[0])
		}
		c.block = postingReader{rest: c.blocks[0]}
		c.blocks = c.blocks[1:]
	}
}

func (c *factCursor) ask() error {
	to := min(c.at+readAhead, len(c.run.starts))
	err := c.conn.Stream("SELECT body FROM fact_block WHERE block BETWEEN ? AND ? ORDER BY block", func(stmt Stmt) error {
		c.blocks = append(c.blocks, bytesOf(stmt, 0))
		return nil
	}, c.run.block(c.at), c.run.block(to-1))
	if err == nil && len(c.blocks) != to-c.at {
		err = errFactRun
	}
	c.at = to
	return err
}

// take appends the places that the cursor has under a key, as they are among others, and goes on behind them.
func (c *factCursor) take(list []uint64, key uint64, places *factPlaces) ([]uint64, error) {
	own, others := c.run.releaseBits(), places.releaseBits()
	bits, more := c.run.bits, 1<<places.bits-1<<c.run.bits // places count down to the last
	for c.some && c.block.last.key == key {
		place := c.block.last.place
		release := c.run.release(place)
		if release >= len(c.to) {
			return nil, errFactRun
		}
		if to := c.to[release]; to >= 0 {
			kind := place >> bits >> own
			list = append(list, (kind<<others+uint64(to))<<places.bits+place&(1<<bits-1)+uint64(more))
		}
		if err := c.advance(); err != nil {
			return nil, err
		}
	}
	return list, nil
}
