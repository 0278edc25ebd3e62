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
		u := updater{graph: g, members: map[int64]*Member{}, joined: map[[2]int64]bool{}, parted: parting{}}
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

// asked counts how many members' edges a graph was asked for.
type asked struct {
	*Memory
	edges int
}

func (a *asked) Edges(n int64) ([]Edge, error) {
	a.edges++
	return a.Memory.Edges(n)
}

// chained returns a graph of one thread in which each member is joined to the next, from 1 to n.
func chained(t *testing.T, n int64) (*asked, *updater) {
	g := &asked{Memory: &Memory{}}
	u := &updater{graph: g, members: map[int64]*Member{}, joined: map[[2]int64]bool{}, parted: parting{}}
	for i := range n {
		must(t, g.Insert(i+1, &Member{Sort: Sum}))
	}
	for i := range n - 1 {
		join(t, u, i+1, i+2)
	}
	must(t, u.threads())
	*u = updater{graph: g, members: map[int64]*Member{}, joined: map[[2]int64]bool{}, parted: parting{}}
	g.edges = 0
	return g, u
}

func join(t *testing.T, u *updater, a, b int64) {
	must(t, u.graph.Connect(Edge{A: a, B: b, Kind: onrecord.LinkRestates}))
	u.joined[[2]int64{a, b}] = true
}

func lose(t *testing.T, u *updater, a, b int64) {
	e := Edge{A: a, B: b, Kind: onrecord.LinkRestates}
	must(t, u.graph.Disconnect(e))
	u.lost(e)
}

// TestLongThreadsAreNotGoneThrough: where what is lost of a long thread is replaced close by, at several places far from each other,
// only what stands about them is looked at; and where it is not, what falls off.
func TestLongThreadsAreNotGoneThrough(t *testing.T) {
	const long, few = 1000, 60
	g, u := chained(t, long)
	for i, at := range []int64{100, 500, 900} {
		between := long + 1 + int64(i)
		must(t, g.Insert(between, &Member{Sort: Sum}))
		join(t, u, at, between)
		join(t, u, between, at+1)
		lose(t, u, at, at+1)
	}
	must(t, u.remove(3)) // 1 and 2 fall off
	must(t, u.threads())
	if g.edges > few {
		t.Errorf("the edges of %d members were asked for", g.edges)
	}
	if diff := cmp.Diff(components(g.Memory), threadsOf(t, g.Memory)); diff != "" || len(g.threads) != 2 {
		t.Errorf("%d threads, which are not what edges join:\n%s", len(g.threads), diff)
	}
}

// TestWhatStoodBetween: what falls off from between two long parts of a thread leaves these apart.
func TestWhatStoodBetween(t *testing.T) {
	g, u := chained(t, 40)
	lose(t, u, 19, 20)
	lose(t, u, 21, 22)
	must(t, u.threads())
	if diff := cmp.Diff(components(g.Memory), threadsOf(t, g.Memory)); diff != "" || len(g.threads) != 3 {
		t.Errorf("%d threads, which are not what edges join:\n%s", len(g.threads), diff)
	}
}
