package keep

import (
	"math/bits"
	"slices"
)

// Runs are merged where so many are of like size: each is then so many times as long as those that it was made of.
const (
	mergedAtOnce = 8
	mergedShift  = 3 // 1<<mergedShift is mergedAtOnce
	smallRun     = 8 // 1<<smallRun entries
)

func sizeClass(entries int64) int {
	return (bits.Len64(uint64(entries)>>smallRun) + mergedShift - 1) / mergedShift
}

// newRun begins to write a run of releases, which are in no order, with room in its filter for so many keys.
func (x *keyIndex) newRun(releases [][2]int64, room int64) (*newKeyRun, error) {
	run, _, err := number(x.conn, "SELECT coalesce(max(run), 0) + 1 FROM key_run")
	n := &newKeyRun{conn: x.conn, run: run}
	n.runWriter = runWriter{releases: newRunReleases(releases), filter: newKeyFilter(room), runBlocks: runBlocks{keep: n.keepBlock}}
	n.digest = n.releases.digest()
	return n, err
}

// newKeyRun is a run on its way into the record.
type newKeyRun struct {
	runWriter
	conn   Conn
	run    int64
	blocks int64
}

func (n *newKeyRun) keepBlock(block []byte) error {
	number := n.run<<blockShift | n.blocks
	n.blocks++
	return query(n.conn, "INSERT INTO key_block (block, body) VALUES (?, ?)", nil, number, block)
}

// finish keeps the run; of no entries none is kept.
func (n *newKeyRun) finish() error {
	if err := n.end(); err != nil || n.entries == 0 {
		return err
	}
	return query(n.conn, "INSERT INTO key_run (run, digest, entries, releases, starts, filter) VALUES (?, ?, ?, ?, ?, ?)", nil,
		n.run, int64(n.digest), n.entries, n.releases.encode(), encodeStarts(n.releases, n.starts), []byte(n.filter))
}

// write writes entries, which are in order, as a run, and merges what has become many.
func (x *keyIndex) write(entries []keyEntry) error {
	if len(entries) == 0 {
		return nil
	}
	var releases [][2]int64
	room := int64(0)
	for _, e := range entries {
		if one := releaseOfEntry(e.place, e.held); len(releases) == 0 || releases[len(releases)-1] != one {
			releases = append(releases, one)
		}
		if e.anchors() {
			room++
		}
	}
	run, err := x.newRun(releases, room)
	for i := 0; i < len(entries) && err == nil; i++ {
		err = run.add(entries[i])
	}
	if err == nil {
		err = run.finish()
	}
	x.forget()
	if err != nil {
		return err
	}
	return x.compact()
}

// compact merges runs until there are few of each size.
func (x *keyIndex) compact() error {
	for {
		runs, err := x.load()
		if err != nil {
			return err
		}
		alike := map[int][]*keyRun{}
		var many []*keyRun
		for _, r := range runs {
			class := sizeClass(r.entries)
			if alike[class] = append(alike[class], r); len(alike[class]) == mergedAtOnce {
				many = alike[class]
			}
		}
		if many == nil {
			return nil
		}
		if err := x.merge(many, len(many) == len(runs)); err != nil {
			return err
		}
	}
}

// merge makes one run of several. Where they are all there are, what cancels nothing is dropped.
func (x *keyIndex) merge(runs []*keyRun, all bool) error {
	var releases [][2]int64
	var cursors []*runCursor
	room := int64(0)
	for _, r := range runs {
		releases = append(releases, r.releases...)
		room += r.filter.room()
		cursors = append(cursors, &runCursor{conn: x.conn, run: r})
	}
	merged, err := x.newRun(releases, room)
	if err != nil {
		return err
	}
	err = mergeEntries(cursors, func(e keyEntry) error {
		if all && e.weight <= 0 {
			return nil
		}
		return merged.add(e)
	})
	if err == nil {
		err = merged.finish()
	}
	for i := 0; i < len(runs) && err == nil; i++ {
		err = runs[i].drop(x.conn)
	}
	x.forget()
	return err
}

func (r *keyRun) drop(conn Conn) error {
	if err := query(conn, "DELETE FROM key_block WHERE block BETWEEN ? AND ?", nil, r.block(0), r.block(len(r.starts))); err != nil {
		return err
	}
	return query(conn, "DELETE FROM key_run WHERE run = ?", nil, r.run)
}

// mergeEntries calls yield with the entries of several runs in order, summed.
func mergeEntries(cursors []*runCursor, yield func(keyEntry) error) error {
	for _, c := range cursors {
		if err := c.advance(); err != nil {
			return err
		}
	}
	var same []keyEntry
	for {
		var least *runCursor
		for _, c := range cursors {
			if c.some && (least == nil || compareEntries(c.entry, least.entry) < 0) {
				least = c
			}
		}
		if least == nil {
			return nil
		}
		same = append(same[:0], least.entry)
		if err := least.advance(); err != nil {
			return err
		}
		for _, c := range cursors {
			if !c.some || compareEntries(c.entry, same[0]) != 0 {
				continue
			}
			same = append(same, c.entry)
			if err := c.advance(); err != nil {
				return err
			}
		}
		for _, e := range summed(same) {
			if err := yield(e); err != nil {
				return err
			}
		}
	}
}

// runCursor gives the entries of a run in order.
type runCursor struct {
	conn   Conn
	run    *keyRun
	place  int      // of the next block that is asked for
	blocks [][]byte // that were read
	reader blockReader
	entry  keyEntry
	some   bool         // whether there is an entry
	read   func([]byte) // is given each block, unless it is nil
}

// readAhead is how many blocks a cursor asks for at a time.
const readAhead = 64

func (c *runCursor) advance() (err error) {
	for {
		if c.some, err = c.reader.next(); c.some || err != nil {
			c.entry = c.reader.entry
			return err
		}
		if len(c.blocks) == 0 {
			if c.place >= len(c.run.starts) {
				return nil
			}
			if err := c.ask(); err != nil {
				return err
			}
		}
		if c.read != nil {
			c.read(c.blocks[0])
		}
		c.reader = blockReader{releases: c.run.releases, rest: c.blocks[0]}
		c.blocks = c.blocks[1:]
	}
}

func (c *runCursor) ask() error {
	to := min(c.place+readAhead, len(c.run.starts))
	err := c.conn.Stream("SELECT body FROM key_block WHERE block BETWEEN ? AND ? ORDER BY block", func(stmt Stmt) error {
		c.blocks = append(c.blocks, bytesOf(stmt, 0))
		return nil
	}, c.run.block(c.place), c.run.block(to-1))
	if err == nil && len(c.blocks) != to-c.place {
		err = errRun
	}
	c.place = to
	return err
}

// summedOf sorts entries and adds up those of one holder.
func summedOf(entries []keyEntry) []keyEntry {
	slices.SortFunc(entries, compareEntries)
	return summed(entries)
}
