package link

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/onrecord/onrecord"
)

// components gathers by its edges what a graph should have as threads, as lists of numbers.
func components(g *Memory) (out [][]int64) {
	seen := map[int64]bool{}
	for n := range g.members {
		if seen[n] {
			continue
		}
		thread := []int64{n}
		seen[n] = true
		for i := 0; i < len(thread); i++ {
			for _, e := range g.edges[thread[i]] {
				if other := e.A + e.B - thread[i]; Threaded(e.Kind) && !seen[other] {
					seen[other] = true
					thread = append(thread, other)
				}
			}
		}
		if slices.Sort(thread); len(thread) > 1 {
			out = append(out, thread)
		}
	}
	slices.SortFunc(out, slices.Compare)
	return out
}

func threadsOf(t *testing.T, g *Memory) (out [][]int64) {
	for thread := range g.threads {
		members, err := g.ThreadMembers(thread)
		must(t, err)
		out = append(out, members)
	}
	slices.SortFunc(out, slices.Compare)
	return out
}

// TestThreadsAreWhatEdgesJoin makes and drops edges and members of a sparse graph, several
// at once, and holds threads against edges after each step: threads are begun, grow, become
// one and fall apart.
func TestThreadsAreWhatEdgesJoin(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 5))
	const most = 120
	g := &Memory{}
	apart, whole := 0, 0
	for range 600 {
		u := updater{graph: g, members: map[int64]*Member{}, joined: map[[2]int64]bool{}, parted: map[int64]bool{}}
		lose := func(n int64) {
			for _, e := range slices.Clone(g.edges[n]) {
				if random.IntN(3) > 0 {
					must(t, g.Disconnect(e))
					u.lost(e)
				}
			}
		}
		for range random.IntN(4) {
			if n := 1 + random.Int64N(most); random.IntN(3) > 0 {
				lose(n)
			} else if g.members[n] != nil {
				must(t, u.remove(n))
			}
		}
		for range random.IntN(8) {
			a, b := 1+random.Int64N(most), 1+random.Int64N(most)
			for _, n := range []int64{a, b} {
				if g.members[n] == nil {
					must(t, g.Insert(n, &Member{Sort: Sum}))
				}
			}
			if a == b {
				continue
			}
			e := Edge{A: a, B: b, Kind: onrecord.LinkRestates}
			if random.IntN(6) == 0 {
				e.Kind = onrecord.LinkFollowsUp // joins nothing
			}
			must(t, g.Connect(e))
			if Threaded(e.Kind) {
				u.joined[[2]int64{a, b}] = true
			}
		}
		before := threadsOf(t, g)
		must(t, u.threads())
		now := threadsOf(t, g)
		if diff := cmp.Diff(components(g), now); diff != "" {
			t.Fatalf("threads are not what edges join:\n%s", diff)
		}
		switch {
		case len(u.joined) == 0 && len(now) > len(before):
			apart++
		case len(u.parted) == 0 && len(now) < len(before):
			whole++
		}
	}
	if apart < 5 || whole < 20 {
		t.Errorf("%d threads fell apart and %d became one: too few to tell anything", apart, whole)
	}
}
