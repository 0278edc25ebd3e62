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
	b := blockReader{releases: r.releases, rest: block}
	list := x.looked.entries[:0]
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
