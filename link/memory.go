package link

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/onrecord/onrecord"
)

// Memory is a Graph in memory: for a few releases at a time, and to hold an
// engine's graph against. The zero Memory is empty. It must not be used by two
// goroutines at once.
type Memory struct {
	members map[int64]*Member
	groups  map[Key][]Holder
	edges   map[int64][]Edge
	threads map[int64]map[int64]bool // the members of each thread
	thread  map[int64]int64          // of each member that is in one
	made    int64                    // how many threads there ever were
}

// Add links the members of a record with those that are there. Numbers are
// given in the order of coming.
func (g *Memory) Add(r *onrecord.Record) error {
	var come []Numbered
	for _, m := range Members(r) {
		come = append(come, Numbered{Number: int64(len(g.members) + len(come) + 1), Member: m})
	}
	return Update(g, nil, come)
}

// Links returns all links, by the ids of their ends, in the order of A, B and kind.
func (g *Memory) Links() []onrecord.Link {
	var out []onrecord.Link
	for n, edges := range g.edges {
		for _, e := range edges {
			if e.A == n {
				out = append(out, onrecord.Link{Kind: e.Kind, A: g.members[e.A].ID(), B: g.members[e.B].ID(), Why: e.Why, Weight: e.Weight})
			}
		}
	}
	slices.SortFunc(out, func(x, y onrecord.Link) int {
		return cmp.Or(cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B), cmp.Compare(x.Kind, y.Kind))
	})
	return out
}

// Threads returns the threads of more than one member, each in the order of
// Compare, by their first members' order.
func (g *Memory) Threads() [][]*Member {
	var out [][]*Member
	for _, members := range g.threads {
		var t []*Member
		for n := range members {
			t = append(t, g.members[n])
		}
		slices.SortFunc(t, Compare)
		out = append(out, t)
	}
	slices.SortFunc(out, func(a, b []*Member) int { return Compare(a[0], b[0]) })
	return out
}

// Around implements Graph.
func (g *Memory) Around(h Holder, most int) (before, after []Holder, err error) {
	group := g.groups[h.Key]
	at, found := slices.BinarySearchFunc(group, h, CompareHolders)
	before = slices.Clone(group[max(0, at-most):at])
	slices.Reverse(before)
	if found {
		at++
	}
	return before, slices.Clone(group[at:min(len(group), at+most)]), nil
}

// Member implements Graph.
func (g *Memory) Member(number int64) (*Member, error) {
	if m := g.members[number]; m != nil {
		return m, nil
	}
	return nil, fmt.Errorf("%w: no member %d", onrecord.ErrNotFound, number)
}

// Insert implements Graph.
func (g *Memory) Insert(number int64, m *Member) error {
	if g.members == nil {
		g.members, g.groups, g.edges = map[int64]*Member{}, map[Key][]Holder{}, map[int64][]Edge{}
		g.threads, g.thread = map[int64]map[int64]bool{}, map[int64]int64{}
	}
	g.members[number] = m
	for h := range m.Holders(number) {
		at, _ := slices.BinarySearchFunc(g.groups[h.Key], h, CompareHolders)
		g.groups[h.Key] = slices.Insert(g.groups[h.Key], at, h)
	}
	return nil
}

// Delete implements Graph.
func (g *Memory) Delete(number int64) error {
	for h := range g.members[number].Holders(number) {
		if at, found := slices.BinarySearchFunc(g.groups[h.Key], h, CompareHolders); found {
			g.groups[h.Key] = slices.Delete(g.groups[h.Key], at, at+1)
		}
	}
	for _, e := range slices.Clone(g.edges[number]) {
		if err := g.Disconnect(e); err != nil {
			return err
		}
	}
	g.leave(number)
	delete(g.members, number)
	return nil
}

// Edges implements Graph.
func (g *Memory) Edges(number int64) ([]Edge, error) { return slices.Clone(g.edges[number]), nil }

// EdgesFrom implements Graph.
func (g *Memory) EdgesFrom(number int64) ([]Edge, error) {
	return slices.DeleteFunc(slices.Clone(g.edges[number]), func(e Edge) bool { return e.A != number }), nil
}

// Connect implements Graph.
func (g *Memory) Connect(e Edge) error {
	if slices.ContainsFunc(g.edges[e.A], e.Same) {
		return nil
	}
	g.edges[e.A] = append(g.edges[e.A], e)
	g.edges[e.B] = append(g.edges[e.B], e)
	return nil
}

// Disconnect implements Graph.
func (g *Memory) Disconnect(e Edge) error {
	g.edges[e.A] = slices.DeleteFunc(g.edges[e.A], e.Same)
	g.edges[e.B] = slices.DeleteFunc(g.edges[e.B], e.Same)
	return nil
}

// Same reports whether two edges are of one kind between the same members.
func (e Edge) Same(other Edge) bool { return e.A == other.A && e.B == other.B && e.Kind == other.Kind }

// ThreadOf implements Graph.
func (g *Memory) ThreadOf(number int64) (thread int64, members int, err error) {
	thread = g.thread[number]
	return thread, max(1, len(g.threads[thread])), nil
}

// ThreadMembers implements Graph.
func (g *Memory) ThreadMembers(thread int64) ([]int64, error) {
	return slices.Sorted(maps.Keys(g.threads[thread])), nil
}

// Thread implements Graph.
func (g *Memory) Thread(thread int64, members []int64) error {
	if thread == 0 {
		g.made++
		thread = g.made
		g.threads[thread] = map[int64]bool{}
	}
	for _, n := range members {
		g.leave(n)
		g.threads[thread][n], g.thread[n] = true, thread
	}
	g.alone(thread)
	return nil
}

// leave takes a member out of its thread.
func (g *Memory) leave(number int64) {
	thread := g.thread[number]
	delete(g.threads[thread], number)
	delete(g.thread, number)
	g.alone(thread)
}

// alone forgets a thread of one member.
func (g *Memory) alone(thread int64) {
	if len(g.threads[thread]) > 1 {
		return
	}
	for n := range g.threads[thread] {
		delete(g.thread, n)
	}
	delete(g.threads, thread)
}
