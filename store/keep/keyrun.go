package keep

import (
	"cmp"
	"maps"
	"slices"

	"github.com/onrecord/onrecord/link"
)

// keyRun is a run as it is looked into: where its entries stand. Nobody changes it.
type keyRun struct {
	runID
	entries  int64
	releases [][2]int64
	starts   []blockStart
	filter   keyFilter
}

// runID tells a run from all others: a number may come again where a transaction was taken back.
type runID struct{ run, digest int64 }

// A block's number is its run's, then its place in the run.
const blockShift = 32

func (r *keyRun) block(place int) int64 { return r.run<<blockShift | int64(place) }

// blocksOf returns the places of the blocks that may hold a key: from, inclusive, to, exclusive.
func (r *keyRun) blocksOf(key int64) (from, to int) {
	byKey := func(s blockStart, key int64) int { return cmp.Compare(s[0], key) }
	from, _ = slices.BinarySearchFunc(r.starts, key, byKey)
	n, _ := slices.BinarySearchFunc(r.starts[from:], key+1, byKey)
	return max(0, from-1), from + n
}

// may reports whether the run may hold a key. The filter knows nothing of reports.
func (r *keyRun) may(key int64) bool { return link.Key(key).OfReports() || r.filter.has(key) }

// keyMemory are the runs that were looked into, some 90 bytes for each release and nothing of a run that is no more, and
// the blocks that were read last. It is used under the writer's lock only.
type keyMemory struct {
	runs map[runID]*keyRun
	// blocks are those read of late, older those before them: what is asked for again comes back into blocks, and where
	// these are full they become the older ones.
	blocks, older map[blockID][]byte
	held          int // bytes in blocks
}

// blockID tells a block from all others, as its run's does.
type blockID struct {
	runID
	place int
}

func newKeyMemory() *keyMemory {
	return &keyMemory{runs: map[runID]*keyRun{}, blocks: map[blockID][]byte{}}
}

// mostBlockBytes bounds how many bytes are in blocks, and how many in older.
const mostBlockBytes = 8 << 20

// block returns a block that was read of late, or nil.
func (m *keyMemory) block(id blockID) []byte {
	if block := m.blocks[id]; block != nil {
		return block
	}
	block := m.older[id]
	if block != nil {
		m.keep(id, block)
	}
	return block
}

func (m *keyMemory) keep(id blockID, block []byte) {
	if m.held > mostBlockBytes {
		m.blocks, m.older, m.held = map[blockID][]byte{}, m.blocks, 0
	}
	m.blocks[id] = block
	m.held += len(block)
}

// keyIndex is which keys are held, for one transaction.
type keyIndex struct {
	conn   Conn
	memory *keyMemory
	runs   []*keyRun // nil where they were not asked for yet
	looked struct {  // into last
		block   blockID
		key     int64
		entries []keyEntry
	}
}

// newKeyIndex returns an index that looks into what is remembered; nil is nothing.
func newKeyIndex(conn Conn, memory *keyMemory) *keyIndex {
	if memory == nil {
		memory = newKeyMemory()
	}
	return &keyIndex{conn: conn, memory: memory}
}

// load returns all runs.
func (x *keyIndex) load() ([]*keyRun, error) {
	if x.runs != nil {
		return x.runs, nil
	}
	runs := []*keyRun{}
	err := query(x.conn, "SELECT run, digest, entries FROM key_run ORDER BY run", func(stmt Stmt) error {
		runs = append(runs, &keyRun{runID: runID{stmt.ColumnInt64(0), stmt.ColumnInt64(1)}, entries: stmt.ColumnInt64(2)})
		return nil
	})
	if err != nil {
		return nil, err
	}
	there := map[runID]bool{}
	for i, r := range runs {
		there[r.runID] = true
		if known := x.memory.runs[r.runID]; known != nil {
			runs[i] = known
			continue
		}
		if err := r.read(x.conn); err != nil {
			return nil, err
		}
		x.memory.runs[r.runID] = r
	}
	maps.DeleteFunc(x.memory.runs, func(id runID, _ *keyRun) bool { return !there[id] })
	x.runs = runs
	return runs, nil
}

// read reads where the entries of a run stand.
func (r *keyRun) read(conn Conn) error {
	return query(conn, "SELECT releases, starts, filter FROM key_run WHERE run = ?", func(stmt Stmt) (err error) {
		if r.releases, err = decodeReleases(bytesOf(stmt, 0)); err == nil {
			r.starts, err = decodeStarts(r.releases, bytesOf(stmt, 1))
		}
		r.filter = bytesOf(stmt, 2)
		return err
	}, r.run)
}

// forget has the runs be asked for again.
func (x *keyIndex) forget() { x.runs = nil }

// anchored reports whether any run may have a holder of a key that anchors; where it says no, none has, and reports
// alone may hold the key.
func (x *keyIndex) anchored(key int64) (bool, error) {
	runs, err := x.load()
	return slices.ContainsFunc(runs, func(r *keyRun) bool { return r.filter.has(key) }), err
}

// blocksAtOnce is how many blocks are asked for at a time: 2 MB.
const blocksAtOnce = 1 << 10

// readBlocks calls do with blocks by their numbers, in no order; it must not hold on to one.
func (x *keyIndex) readBlocks(numbers []int64, do func(number int64, body []byte) error) error {
	var block []byte
	for part := range slices.Chunk(numbers, blocksAtOnce) {
		found := 0
		err := x.conn.Stream("SELECT b.block, b.body FROM json_each(?) j CROSS JOIN key_block b ON b.block = CAST(j.value AS BIGINT)", func(stmt Stmt) error {
			found++
			block = slices.Grow(block[:0], stmt.ColumnLen(1))[:stmt.ColumnLen(1)]
			stmt.ColumnBytes(1, block)
			return do(stmt.ColumnInt64(0), block)
		}, jsonOf(part))
		if err != nil {
			return err
		}
		if found < len(part) {
			return errRun
		}
	}
	return nil
}

// entries returns the entries of a key in a block; they are good until it is asked for others.
func (x *keyIndex) entries(r *keyRun, place int, key int64) ([]keyEntry, error) {
	id := blockID{r.runID, place}
	if x.looked.block == id && x.looked.key == key {
		return x.looked.entries, nil
	}
	block := x.memory.block(id)
	if block == nil {
		err := x.readBlocks([]int64{r.block(place)}, func(_ int64, body []byte) error {
			block = slices.Clone(body)
			return nil
		})
		if err != nil {
			return nil, err
		}
		x.memory.keep(id, block)
	}
	x.looked.block = blockID{} // until all are there
	list := x.looked.entries[:0]
	b := blockReader{releases: r.releases, rest: block}
	some, err := b.seek(key)
	for some && err == nil && b.entry.key == key {
		list = append(list, b.entry)
		some, err = b.next()
	}
	if x.looked.entries = list; err == nil {
		x.looked.block, x.looked.key = id, key
	}
	return list, err
}

// largeBlocks is over how many blocks of a run the entries of a small group may lie.
const largeBlocks = 4

// find returns the entries of some keys, which ascend, by key; those of keys with more of them in a run than a group of
// few has are left out and said to be large.
func (x *keyIndex) find(keys []int64) (of map[int64][]keyEntry, large map[int64]bool, err error) {
	runs, err := x.load()
	if err != nil {
		return nil, nil, err
	}
	of, large = map[int64][]keyEntry{}, map[int64]bool{}
	for _, r := range runs {
		wanted := map[int64][]int64{} // keys by block
		var blocks []int64
		for _, key := range keys {
			if !r.may(key) {
				continue
			}
			from, to := r.blocksOf(key)
			if to-from > largeBlocks { // all but the first and the last are of this key alone
				large[key] = true
				continue
			}
			for at := from; at < to; at++ {
				n := r.block(at)
				if wanted[n] == nil {
					blocks = append(blocks, n)
				}
				wanted[n] = append(wanted[n], key)
			}
		}
		err := x.readBlocks(blocks, func(n int64, body []byte) error {
			return pick(r.releases, body, wanted[n], of)
		})
		if err != nil {
			return nil, nil, err
		}
	}
	for key := range of {
		if large[key] || len(of[key]) > largeGroup {
			large[key] = true
			delete(of, key)
		}
	}
	return of, large, nil
}

// pick adds the entries of some keys, which ascend, that a block holds.
func pick(releases [][2]int64, block []byte, keys []int64, to map[int64][]keyEntry) (err error) {
	b := blockReader{releases: releases, rest: block}
	some := false
	for _, key := range keys {
		if !some || b.entry.key < key {
			if some, err = b.seek(key); !some || err != nil {
				return err
			}
		}
		if b.entry.key > key {
			continue
		}
		list := slices.Grow(to[key], 1+b.alike())
		for some && b.entry.key == key {
			list = append(list, b.entry)
			if some, err = b.next(); err != nil {
				return err
			}
		}
		if to[key] = list; !some {
			return nil
		}
	}
	return nil
}

// near returns the entries of e's key that stand before e, or after it, the nearest first and most of them at most. Beside the
// runs those of changed count, which are in their order and not written yet.
func (x *keyIndex) near(e keyEntry, changed []keyEntry, most int, after bool) ([]keyEntry, error) {
	runs, err := x.load()
	if err != nil {
		return nil, err
	}
	order := compareEntries
	if !after {
		order = func(a, b keyEntry) int { return compareEntries(b, a) }
	}
	for take := most; ; take *= 2 {
		var all []keyEntry
		var border *keyEntry // what is beyond it was not looked at in every run
		for _, r := range runs {
			if !r.may(e.key) {
				continue
			}
			list, err := x.nearIn(r, e, take, after)
			if err != nil {
				return nil, err
			}
			if all = append(all, list...); len(list) == take && (border == nil || order(list[take-1], *border) < 0) {
				border = &list[take-1]
			}
		}
		for _, c := range changed {
			if order(e, c) < 0 {
				all = append(all, c)
			}
		}
		slices.SortFunc(all, order)
		out := slices.DeleteFunc(summed(all), func(one keyEntry) bool {
			return one.weight < 0 || compareEntries(one, e) == 0 || border != nil && order(*border, one) < 0
		})
		if border == nil || len(out) >= most {
			return out[:min(len(out), most)], nil
		}
	}
}

// nearIn returns a run's own entries of e's key before or after e, the nearest first, so many of them or all.
func (x *keyIndex) nearIn(r *keyRun, e keyEntry, take int, after bool) (out []keyEntry, err error) {
	from, to := r.blocksOf(e.key)
	at := r.lastBefore(e, from, to)
	step := -1
	if after {
		step = 1
	}
	for ; err == nil && from <= at && at < to && len(out) < take; at += step {
		var list []keyEntry
		if list, err = x.entries(r, at, e.key); err == nil {
			out = appendNear(out, list, e, take, after)
		}
	}
	return out, err
}

// lastBefore returns the last of some blocks that begins before e, or the first of them.
func (r *keyRun) lastBefore(e keyEntry, from, to int) int {
	n, _ := slices.BinarySearchFunc(r.starts[from:to], startOf(e), compareStarts)
	return max(from, from+n-1)
}

// appendNear adds the entries of e's key that stand before or after it, the nearest first.
func appendNear(out, list []keyEntry, e keyEntry, take int, after bool) []keyEntry {
	at, _ := slices.BinarySearchFunc(list, e, compareEntries)
	step := 1
	if !after {
		at, step = at-1, -1
	}
	for ; 0 <= at && at < len(list) && len(out) < take; at += step {
		out = append(out, list[at])
	}
	return out
}
