package keep

import (
	"context"
	"runtime"
	"sync"

	"github.com/onrecord/onrecord/link"
)

// pairsAtOnce is how many pairs of members are compared at a time.
const pairsAtOnce = 1 << 13

// compared is what was found of some pairs; done is how many of all they end.
type compared struct {
	edges []link.Edge
	done  int
	err   error
}

// compareAll compares all pairs, on all processors, and calls found with the edges between them in no order. It is
// called from one goroutine at a time, done never goes back.
func compareAll(ctx context.Context, packs *packFile, pairs *runs[[2]int64], found func(edges []link.Edge, done int) error) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	jobs, results := make(chan pairJob), make(chan compared)
	cut := make(chan error, 1)
	go func() {
		defer close(jobs)
		cut <- cutPairs(ctx, pairs, jobs)
	}()
	recent := &recentPacks{packs: packs}
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			c := comparer{recent: recent}
			for j := range jobs {
				results <- c.compare(j)
			}
		})
	}
	go func() {
		workers.Wait()
		close(results)
	}()
	var failed error
	furthest := 0
	for r := range results {
		furthest = max(furthest, r.done)
		switch {
		case failed != nil:
		case r.err != nil:
			failed = r.err
		default:
			failed = found(r.edges, furthest)
		}
		if failed != nil {
			stop()
		}
	}
	if err := <-cut; failed == nil {
		failed = err
	}
	return failed
}

// pairJob is some pairs that follow one another; done is how many of all they end.
type pairJob struct {
	pairs [][2]int64
	done  int
}

// cutPairs hands out all pairs in order.
func cutPairs(ctx context.Context, pairs *runs[[2]int64], jobs chan<- pairJob) error {
	var j pairJob
	give := func() error {
		select {
		case jobs <- j:
			j.pairs = make([][2]int64, 0, pairsAtOnce)
			return nil
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
	err := pairs.sorted(func(p [2]int64, done int) error {
		if j.pairs, j.done = append(j.pairs, p), done; len(j.pairs) < pairsAtOnce {
			return nil
		}
		return give()
	})
	if err != nil {
		return err
	}
	return give()
}

// comparer compares members. Pairs come by their later members, whose packs it has one after the other; those of the
// earlier ones it takes from what all comparers read of late.
type comparer struct {
	recent  *recentPacks
	later   *pack
	laterAt int64
	memory  []byte // of the pack read last, as it is kept
}

func (c *comparer) compare(j pairJob) (out compared) {
	out.done = j.done
	for _, p := range j.pairs {
		err := c.turnTo(packOf(p[0]))
		var e link.Edge
		var ok bool
		if err == nil {
			e, ok, err = link.EdgeOf(c.member, p[1], p[0])
		}
		if err != nil {
			out.err = err
			return out
		}
		if ok {
			out.edges = append(out.edges, e)
		}
	}
	return out
}

// turnTo has a pack as the later members'.
func (c *comparer) turnTo(at int64) (err error) {
	if c.later != nil && c.laterAt == at {
		return nil
	}
	c.laterAt = at
	if c.later, c.memory, err = c.recent.packs.read(at, c.memory); err != nil {
		c.later = nil
	}
	return err
}

func (c *comparer) member(number int64) (m *link.Member, err error) {
	at := packOf(number)
	if at == c.laterAt {
		return c.later.member(number)
	}
	p := c.recent.pack(at)
	if p == nil {
		p = &sharedPack{}
		if p.pack, c.memory, err = c.recent.packs.read(at, c.memory); err != nil {
			return nil, err
		}
		c.recent.keep(at, p)
	}
	return p.member(number)
}

// maxYoung bounds how many bytes of packs are in the younger half, as they are kept: where the second of a pack's members was asked
// for, they take four times as much in memory.
const maxYoung = 8 << 20

// recentPacks are the packs that were read of late, in two halves, of which the older goes when the younger is
// full. Safe for concurrent use.
type recentPacks struct {
	packs *packFile

	mu           sync.Mutex
	young, older map[int64]*sharedPack
	held         int // bytes in young
}

// sharedPack is a pack of which several goroutines may ask for members, which they do not change.
type sharedPack struct {
	mu sync.Mutex
	*pack
}

func (p *sharedPack) member(number int64) (*link.Member, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.pack.member(number)
}

// pack returns a pack that was read of late, or nil.
func (r *recentPacks) pack(at int64) *sharedPack {
	r.mu.Lock()
	defer r.mu.Unlock()
	p := r.young[at]
	if p == nil {
		if p = r.older[at]; p != nil {
			r.add(at, p)
		}
	}
	return p
}

// keep takes a pack that was read. Another goroutine may have read it too.
func (r *recentPacks) keep(at int64, p *sharedPack) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.add(at, p)
}

func (r *recentPacks) add(at int64, p *sharedPack) {
	if r.young == nil || r.held > maxYoung {
		r.older, r.young, r.held = r.young, map[int64]*sharedPack{}, 0
	}
	r.young[at] = p
	r.held += p.kept.Size()
}
