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
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			c := comparer{packs: packs}
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

// maxYoung bounds how many bytes a comparer has in the younger half, as they are kept: in memory they take four times as much.
const maxYoung = 4 << 20

// comparer compares members. Pairs come by their later members, whose packs it has one after the other. Of the earlier ones it
// keeps those that it needed last: in two halves, of which the older goes when the younger is full.
type comparer struct {
	packs        *packFile
	later        *pack
	laterAt      int64
	young, older map[int64]*pack
	held         int    // bytes in young
	memory       []byte // of the pack read last, as it is kept
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

func (c *comparer) member(number int64) (*link.Member, error) {
	p, err := c.pack(packOf(number))
	if err != nil {
		return nil, err
	}
	return p.member(number)
}

// turnTo has a pack as the later members'.
func (c *comparer) turnTo(at int64) (err error) {
	if c.later != nil && c.laterAt == at {
		return nil
	}
	c.laterAt = at
	c.later, c.memory, err = c.packs.read(at, c.memory)
	return err
}

func (c *comparer) pack(at int64) (*pack, error) {
	if at == c.laterAt {
		return c.later, nil
	}
	if p := c.young[at]; p != nil {
		return p, nil
	}
	p := c.older[at]
	if p == nil {
		var err error
		if p, c.memory, err = c.packs.read(at, c.memory); err != nil {
			return nil, err
		}
	}
	if c.young == nil || c.held > maxYoung {
		c.older, c.young, c.held = c.young, map[int64]*pack{}, 0
	}
	c.young[at] = p
	c.held += p.kept.Size()
	return p, nil
}
