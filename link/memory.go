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
	threads map[int64]Place
}

// Place says where a member stands in its thread: the thread's first member (itself for the
// first), how many members it has and in how many releases.
type Place struct {
	First             int64
	Members, Releases int
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
	by := map[int64][]*Member{}
	for n, p := range g.threads {
		if p.Members > 1 {
			by[p.First] = append(by[p.First], g.members[n])
		}
	}
	out := slices.Collect(maps.Values(by))
	for _, t := range out {
		slices.SortFunc(t, Compare)
	}
	slices.SortFunc(out, func(a, b []*Member) int { return Compare(a[0], b[0]) })
	return out
}

// Before implements Graph.
func (g *Memory) Before(h Holder, most int) (out []Holder, err error) {
	group := g.groups[h.Key]
	at, _ := slices.BinarySearchFunc(group, h, CompareHolders)
	for i := at - 1; i >= 0 && len(out) < most; i-- {
		out = append(out, group[i])
	}
	return out, nil
}

// After implements Graph.
func (g *Memory) After(h Holder, most int) (out []Holder, err error) {
	group := g.groups[h.Key]
	at, found := slices.BinarySearchFunc(group, h, CompareHolders)
	if found {
		at++
	}
	return slices.Clone(group[at:min(len(group), at+most)]), nil
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
		g.members, g.groups, g.edges, g.threads = map[int64]*Member{}, map[Key][]Holder{}, map[int64][]Edge{}, map[int64]Place{}
	}
	g.members[number] = m
	come := Numbered{number, *m}
	for _, h := range come.Holders() {
		at, _ := slices.BinarySearchFunc(g.groups[h.Key], h, CompareHolders)
		g.groups[h.Key] = slices.Insert(g.groups[h.Key], at, h)
	}
	return nil
}

// Delete implements Graph.
func (g *Memory) Delete(number int64) error {
	gone := Numbered{number, *g.members[number]}
	for _, h := range gone.Holders() {
		if at, found := slices.BinarySearchFunc(g.groups[h.Key], h, CompareHolders); found {
			g.groups[h.Key] = slices.Delete(g.groups[h.Key], at, at+1)
		}
	}
	for _, e := range slices.Clone(g.edges[number]) {
		if err := g.Disconnect(e); err != nil {
			return err
		}
	}
	delete(g.members, number)
	delete(g.threads, number)
	return nil
}

// Edges implements Graph.
func (g *Memory) Edges(number int64) ([]Edge, error) { return slices.Clone(g.edges[number]), nil }

// Connect implements Graph.
func (g *Memory) Connect(e Edge) error {
	if slices.ContainsFunc(g.edges[e.A], e.same) {
		return nil
	}
	g.edges[e.A] = append(g.edges[e.A], e)
	g.edges[e.B] = append(g.edges[e.B], e)
	return nil
}

// Disconnect implements Graph.
func (g *Memory) Disconnect(e Edge) error {
	g.edges[e.A] = slices.DeleteFunc(g.edges[e.A], e.same)
	g.edges[e.B] = slices.DeleteFunc(g.edges[e.B], e.same)
	return nil
}

func (e Edge) same(other Edge) bool { return e.A == other.A && e.B == other.B && e.Kind == other.Kind }

// Thread implements Graph.
func (g *Memory) Thread(members []int64) error {
	first, releases, err := FirstOf(members, g.Member)
	for _, n := range members {
		g.threads[n] = Place{First: first, Members: len(members), Releases: releases}
	}
	return err
}
