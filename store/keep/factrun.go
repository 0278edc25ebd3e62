package keep

import (
	"maps"
	"slices"
	"sync"
)

// factRun is a run as it is looked into: where its postings stand. Nobody changes it.
type factRun struct {
	runID
	count int64 // of its postings
	factPlaces
	starts []placed
}

func (r *factRun) block(at int) int64 { return r.run<<blockShift | int64(at) }

// blocks returns which blocks may hold places of a key: from, inclusive, to, exclusive. The places are from one to another, exclusive.
func (r *factRun) blocks(key, first, end uint64) (from, to int) {
	from, exact := slices.BinarySearchFunc(r.starts, placed{key, first}, comparePlaced)
	if !exact {
		from = max(0, from-1)
	}
	n, _ := slices.BinarySearchFunc(r.starts[from:], placed{key, end}, comparePlaced)
	return from, from + n
}

// factRunMemory are the runs that were looked into, some 30 bytes for each release. It is safe for concurrent use; the zero
// memory is ready.
type factRunMemory struct {
	mu   sync.Mutex
	runs map[runID]*factRun
}

func (m *factRunMemory) find(id runID) *factRun {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.runs[id]
}

// keep remembers runs, and forgets those that are no more.
func (m *factRunMemory) keep(runs []*factRun) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.runs = make(map[runID]*factRun, len(runs))
	for _, r := range runs {
		m.runs[r.runID] = r
	}
}

// factIndex is which facts hold which terms, for one transaction.
type factIndex struct {
	conn   Conn
	memory *factRunMemory
	listed bool // runs, gone and told are known, of runs how many postings they have
	loaded bool // where they stand, too, and early
	runs   []*factRun
	gone   map[int64][]int64 // by run: the positions of releases whose facts in it are no more, ascending
	told   map[int64]bool    // runs whose gone is kept otherwise, or not yet
	early  bool              // some facts are in the index of words of an earlier schema
}

// newFactIndex returns an index that looks into what is remembered; nil is nothing.
func newFactIndex(conn Conn, memory *factRunMemory) *factIndex {
	if memory == nil {
		memory = &factRunMemory{}
	}
	return &factIndex{conn: conn, memory: memory}
}

// list looks which runs there are, and what is gone from them. It costs nothing for what they hold: of a new batch they are not looked
// into.
func (x *factIndex) list() error {
	if x.listed {
		return nil
	}
	x.runs, x.gone, x.told, x.loaded = nil, map[int64][]int64{}, map[int64]bool{}, false
	err := query(x.conn, "SELECT run, digest, postings FROM fact_run ORDER BY run", func(stmt Stmt) error {
		x.runs = append(x.runs, &factRun{runID: runID{stmt.ColumnInt64(0), stmt.ColumnInt64(1)}, count: stmt.ColumnInt64(2)})
		return nil
	})
	if err != nil {
		return err
	}
	err = query(x.conn, "SELECT run, positions FROM fact_gone", func(stmt Stmt) (err error) {
		x.gone[stmt.ColumnInt64(0)], err = decodePositions(bytesOf(stmt, 1))
		return err
	})
	x.listed = err == nil
	return err
}

// load is list, and looks where the postings of all runs stand.
func (x *factIndex) load() error {
	if err := x.list(); err != nil || x.loaded {
		return err
	}
	fresh := false
	for i, r := range x.runs {
		if known := x.memory.find(r.runID); known != nil {
			x.runs[i] = known
			continue
		}
		fresh = true
		if err := r.read(x.conn); err != nil {
			return err
		}
	}
	if fresh {
		x.memory.keep(x.runs)
	}
	_, early, err := number(x.conn, "SELECT 1 FROM fact_index_docsize LIMIT 1")
	x.early, x.loaded = early, err == nil
	return err
}

// read reads where the postings of a run stand.
func (r *factRun) read(conn Conn) error {
	return query(conn, "SELECT places, starts FROM fact_run WHERE run = ?", func(stmt Stmt) (err error) {
		if r.factPlaces, err = decodeFactPlaces(bytesOf(stmt, 0)); err == nil {
			r.starts, err = decodePlaced(bytesOf(stmt, 1))
		}
		return err
	}, r.run)
}

// isGone reports whether a run's facts of a release are no more.
func (x *factIndex) isGone(r *factRun, position int64) bool {
	_, gone := slices.BinarySearch(x.gone[r.run], position)
	return gone
}

// forget has the facts of a release be no more, and returns how many of each kind there were.
func (x *factIndex) forget(position int64) (kinds [6]int64, err error) {
	if err := x.load(); err != nil {
		return kinds, err
	}
	var early []int64
	for kind := range kinds {
		first, last := factRange(kind, position, position)
		err := x.descend(&factSearch{first: first, last: last}, func(int64) error {
			kinds[kind]++
			return nil
		})
		if err == nil && x.early {
			err = query(x.conn, "SELECT id FROM fact_index_docsize WHERE id BETWEEN ? AND ?", func(stmt Stmt) error {
				early = append(early, stmt.ColumnInt64(0))
				return nil
			}, first, last)
		}
		if err != nil {
			return kinds, err
		}
	}
	for _, n := range early {
		if err := query(x.conn, "DELETE FROM fact_index WHERE rowid = ?", nil, n); err != nil {
			return kinds, err
		}
	}
	for _, r := range x.runs {
		if _, there := slices.BinarySearch(r.positions, position); !there {
			continue
		}
		if at, already := slices.BinarySearch(x.gone[r.run], position); !already {
			x.gone[r.run], x.told[r.run] = slices.Insert(x.gone[r.run], at, position), true
		}
	}
	return kinds, nil
}

// keepGone keeps which facts are no more.
func (x *factIndex) keepGone() error {
	for _, run := range slices.Sorted(maps.Keys(x.told)) {
		err := query(x.conn, "INSERT INTO fact_gone (run, positions) VALUES (?, ?) ON CONFLICT (run) DO UPDATE SET positions = excluded.positions", nil, run, encodePositions(x.gone[run]))
		if err != nil {
			return err
		}
	}
	clear(x.told)
	return nil
}

// readBlocks reads blocks by their numbers.
func (x *factIndex) readBlocks(numbers []int64) (map[int64][]byte, error) {
	out := make(map[int64][]byte, len(numbers))
	for part := range slices.Chunk(numbers, blocksAtOnce) {
		err := x.conn.Stream("SELECT b.block, b.body FROM json_each(?) j CROSS JOIN fact_block b ON b.block = CAST(j.value AS BIGINT)", func(stmt Stmt) error {
			out[stmt.ColumnInt64(0)] = bytesOf(stmt, 1)
			return nil
		}, jsonOf(part))
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}
