package keep

import (
	"cmp"
	"context"
	"runtime/debug"
	"slices"

	"github.com/onrecord/onrecord/link"
)

// Relink implements store.Writer. It is one transaction: readers see the old
// links until all new ones are there, and other writers wait.
func (s *Store) Relink(ctx context.Context, progress func(done, total int)) (links int, err error) {
	if progress == nil {
		progress = func(int, int) {}
	}
	err = s.write(ctx, func(conn Conn) error {
		if err := s.saver.settleWaiting(conn, false); err != nil {
			return err
		}
		if err := changeAll(conn); err != nil {
			return err
		}
		for _, statement := range []string{
			"DELETE FROM link", "DELETE FROM key_run", "DELETE FROM key_block", "DELETE FROM member", "DELETE FROM unlinked", "DELETE FROM thread",
			"UPDATE fact SET thread = NULL, again = NULL WHERE thread IS NOT NULL", "DELETE FROM fact_touched",
			"UPDATE counter SET value = (SELECT value FROM counter WHERE name = 'written') WHERE name = 'relinked'",
		} {
			if err := query(conn, statement, nil); err != nil {
				return err
			}
		}
		if err := linksBegin(conn); err != nil {
			return err
		}
		n, _, err := number(conn, "SELECT count(*) FROM release")
		if err != nil {
			return err
		}
		if n >= manyUnlinked {
			s.saver.letGo()
		}
		r := relinker{graph: newGraph(conn, nil), releases: int(n), progress: progress, folder: s.engine.Folder()}
		links, err = r.run(ctx)
		return err
	})
	return links, s.wrap(ctx, "link", err)
}

// letGo gives back the memory that batches have left for the next: making all links takes some of its own.
func (s *saver) letGo() {
	*s = saver{keys: newKeyMemory()}
	debug.FreeOSMemory()
}

// relinker makes all links of a record. What it has to sort is sorted on the disk where it
// is much: the keys of all members, then all that are to be compared. The database is written to
// by one goroutine; beside it others read releases, sort and compare.
type relinker struct {
	graph    *graph
	releases int
	folder   string
	progress func(done, total int)
}

// The parts of its work, each told of as long as reading all releases.
const relinkParts = 3

// tell tells of a part that is done so far.
func (r *relinker) tell(part, done, total int) {
	r.progress(part*r.releases+r.releases*done/max(total, 1), relinkParts*r.releases)
}

func (r *relinker) run(ctx context.Context) (links int, err error) {
	packs, err := newPackFile(r.folder)
	if err != nil {
		return 0, err
	}
	defer packs.close()
	holders, pairs := newRuns[[4]int64](r.folder), newRuns[[2]int64](r.folder)
	defer holders.close()
	defer pairs.close()
	m := memberReader{conn: r.graph.conn, holders: holders, packs: packs}
	if err := m.keepAll(ctx, func(done int) { r.tell(0, done, r.releases) }); err != nil {
		return 0, err
	}
	if err := packs.finish(); err != nil {
		return 0, err
	}
	if err := r.keys(ctx, &m, pairs); err != nil {
		return 0, err
	}
	holders.close()
	edges, threads := edgeList{graph: r.graph}, link.Builder{}
	err = compareAll(ctx, packs, pairs, func(found []link.Edge, done int) error {
		r.tell(2, done, pairs.length)
		for _, e := range found {
			threads.Add(e)
			if err := edges.add(e); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil {
		err = edges.keep()
	}
	if err != nil {
		return 0, err
	}
	r.tell(2, 1, 1)
	if err := threads.Threads(r.graph.begin); err != nil {
		return 0, err
	}
	return edges.kept, r.graph.writeThreads()
}

// blocksWaiting is how many blocks of keys wait to be written.
const blocksWaiting = 64

// keys keeps which member holds which key, as one run, and finds which members are to be compared:
// pairs with the later number first, so that what is compared with one member comes together.
// They are sorted and found by another goroutine than writes them.
func (r *relinker) keys(ctx context.Context, m *memberReader, pairs *runs[[2]int64]) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	run, err := r.graph.index.newRun(m.releases, m.anchors)
	if err != nil {
		return err
	}
	type written struct {
		block []byte
		done  int
	}
	blocks, sorted := make(chan written, blocksWaiting), make(chan error, 1)
	run.keep = func(block []byte) error {
		select {
		case blocks <- written{block, int(run.entries)}:
			return nil
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
	go func() {
		defer close(blocks)
		err := candidates(m.holders, pairs, run)
		if err == nil {
			err = run.end()
		}
		sorted <- err
	}()
	for w := range blocks {
		if err := run.keepBlock(w.block); err != nil {
			stop()
			for range blocks { // let it end
			}
			return err
		}
		r.tell(1, w.done, m.holders.length)
	}
	if err := <-sorted; err != nil {
		return err
	}
	return run.finish()
}

// candidates takes which member holds which key into a run, in order, and adds what is to be compared to pairs.
func candidates(holders *runs[[4]int64], pairs *runs[[2]int64], run *newKeyRun) error {
	near := link.Candidates{Tell: func(a, b int64) error { return pairs.add([2]int64{max(a, b), min(a, b)}) }}
	return holders.sorted(func(row [4]int64, _ int) error {
		if err := run.add(keyEntry{row[0], row[1], row[2], 1, link.Traits(row[3])}); err != nil {
			return err
		}
		return near.Next(holderOf(row[0], row[1], row[2], link.Traits(row[3])))
	})
}

// mostEdges bounds how many edges are held in memory.
const mostEdges = 1 << 18

// edgeList gathers edges, so that many are written in the order of the table,
// and counts what it has written.
type edgeList struct {
	graph *graph
	edges []link.Edge
	kept  int
}

func (l *edgeList) add(e link.Edge) error {
	l.edges = append(l.edges, e)
	if len(l.edges) < mostEdges {
		return nil
	}
	return l.keep()
}

// keep writes what was gathered, each edge once.
func (l *edgeList) keep() error {
	slices.SortFunc(l.edges, func(x, y link.Edge) int {
		return cmp.Or(cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B), cmp.Compare(x.Kind, y.Kind))
	})
	for _, e := range l.edges {
		if err := l.graph.Connect(e); err != nil {
			return err
		}
		l.kept += l.graph.conn.Changes()
	}
	clear(l.edges)
	l.edges = l.edges[:0]
	return nil
}
