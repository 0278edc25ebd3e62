package keep

import (
	"slices"

	"github.com/onrecord/onrecord/link"
)

// group are the holders of a key as a transaction knows them.
type group struct {
	state   groupState
	holders []link.Holder // of few, in the order of link.CompareHolders
	changed []keyEntry    // of many, and of reports alone: what is not written yet
}

type groupState int

const (
	ofFew     groupState = iota // all are held in memory
	ofMany                      // those near one are asked for each time
	ofReports                   // all are reports, which are compared with nothing: they were not read
)

// largeGroup is how many holders are held in memory at most, until more come: so many are read at once in less time
// than those beside a few of them one after the other.
const largeGroup = 32 * link.Reach

// fewMore is how many holders there is room for that come to a group.
const fewMore = 4

// groupsAtOnce is how many groups are asked for at a time.
const groupsAtOnce = 1 << 12

// expect reads the groups of keys that members hold which are to come or go. Most keys are held by
// reports alone, or by nothing else, which the runs' filters say.
func (g *graph) expect(members []link.Numbered) error {
	met := map[link.Key]bool{} // and whether one that holds it anchors
	for i := range members {
		for _, k := range members[i].Keys {
			met[k] = met[k] || members[i].Sort.Anchors()
		}
	}
	var keys []int64
	for k, anchors := range met {
		if g.groups[k] != nil {
			continue
		}
		kept, err := g.index.anchored(int64(k))
		switch {
		case err != nil:
			return err
		case kept || k.OfReports() && anchors:
			keys = append(keys, int64(k))
		case k.OfReports():
			g.groups[k] = &group{state: ofReports}
		default:
			g.groups[k] = &group{}
		}
	}
	slices.Sort(keys)
	for part := range slices.Chunk(keys, groupsAtOnce) {
		if err := g.readGroups(part); err != nil {
			return err
		}
	}
	return nil
}

// expectAll is expect of members that go, by their numbers, and others that come.
func (g *graph) expectAll(gone []int64, come []link.Numbered) error {
	all := slices.Clone(come)
	for _, n := range gone {
		m, err := g.Member(n)
		if err != nil {
			return err
		}
		all = append(all, link.Numbered{Number: n, Member: *m})
	}
	return g.expect(all)
}

// readGroups reads the groups of some keys, which ascend.
func (g *graph) readGroups(keys []int64) error {
	of, large, err := g.index.find(keys)
	if err != nil {
		return err
	}
	for _, k := range keys {
		to := &group{}
		if large[k] {
			to.state = ofMany
		}
		entries := summedOf(of[k]) // in the order of their holders
		if len(entries) > 0 {
			to.holders = make([]link.Holder, 0, len(entries)+fewMore)
		}
		for _, e := range entries {
			if e.weight > 0 {
				to.holders = append(to.holders, e.holder())
			}
		}
		g.groups[link.Key(k)] = to
	}
	return nil
}

// groupOf returns the group of a holder's key, of which it may be one.
func (g *graph) groupOf(h link.Holder) (*group, error) {
	of := g.groups[h.Key]
	if of != nil && (of.state != ofReports || !h.Sort.Anchors()) {
		return of, nil
	}
	if of == nil && !h.Sort.Anchors() {
		if kept, err := g.index.anchored(int64(h.Key)); err != nil || !kept {
			g.groups[h.Key] = &group{state: ofReports}
			return g.groups[h.Key], err
		}
	}
	if err := g.readGroups([]int64{int64(h.Key)}); err != nil || of == nil {
		return g.groups[h.Key], err
	}
	read := g.groups[h.Key]
	for _, e := range of.changed {
		read.change(e)
	}
	return read, nil
}

// change takes an entry into a group.
func (of *group) change(e keyEntry) {
	if of.state != ofFew {
		at, _ := slices.BinarySearchFunc(of.changed, e, compareEntries)
		of.changed = slices.Insert(of.changed, at, e)
		return
	}
	at, found := slices.BinarySearchFunc(of.holders, e.holder(), link.CompareHolders)
	switch {
	case e.weight > 0 && !found:
		of.holders = slices.Insert(of.holders, at, e.holder())
	case e.weight < 0 && found:
		of.holders = slices.Delete(of.holders, at, at+1)
	}
}

// hold keeps that a member holds a key, or with a weight of -1 that it holds it no more. It is written by flushKeys.
func (g *graph) hold(h link.Holder, weight int64) error {
	of, err := g.groupOf(h)
	if err != nil {
		return err
	}
	e := entryOf(h, weight)
	of.change(e)
	g.changed = append(g.changed, e)
	return nil
}

// flushKeys writes which keys are held, and no more held, as a run.
func (g *graph) flushKeys() error {
	if len(g.changed) == 0 {
		return nil
	}
	changed := summedOf(g.changed)
	g.changed = nil
	clear(g.groups)
	return g.index.write(changed)
}

// Before implements link.Graph.
func (g *graph) Before(h link.Holder, most int) ([]link.Holder, error) {
	return g.around(h, most, (*group).before, false)
}

// After implements link.Graph.
func (g *graph) After(h link.Holder, most int) ([]link.Holder, error) {
	return g.around(h, most, (*group).after, true)
}

// around returns the holders of the key that stand before one, or after it: few gives those of a group that is in memory.
func (g *graph) around(h link.Holder, most int, few func(*group, link.Holder, int) []link.Holder, after bool) ([]link.Holder, error) {
	of, err := g.groupOf(h)
	switch {
	case err != nil || of.state == ofReports:
		return nil, err
	case of.state == ofMany:
		return g.near(of, h, most, after)
	}
	return few(of, h, most), nil
}

func (g *graph) near(of *group, h link.Holder, most int, after bool) (out []link.Holder, err error) {
	entries, err := g.index.near(entryOf(h, 1), of.changed, most, after)
	for _, e := range entries {
		out = append(out, e.holder())
	}
	return out, err
}

// before returns those of a group that stand before a holder, the nearest first.
func (of *group) before(h link.Holder, most int) (out []link.Holder) {
	at, _ := slices.BinarySearchFunc(of.holders, h, link.CompareHolders)
	for at--; at >= 0 && len(out) < most; at-- {
		out = append(out, of.holders[at])
	}
	return out
}

// after returns those that stand after it, the nearest first.
func (of *group) after(h link.Holder, most int) []link.Holder {
	at, found := slices.BinarySearchFunc(of.holders, h, link.CompareHolders)
	if found {
		at++
	}
	return slices.Clone(of.holders[at:min(len(of.holders), at+most)])
}
