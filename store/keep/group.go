package keep

import (
	"slices"

	"github.com/onrecord/onrecord/link"
)

// group are the holders of a key as a transaction knows them.
type group struct {
	state groupState
	// holders are, in the order of link.CompareHolders, those near the holders in asked, or all where whole says so. Where
	// more than spare are taken out, others may be near that were not read.
	holders []link.Holder
	asked   []keyEntry
	whole   bool
	spare   int
	changed []keyEntry // what is not written yet
}

type groupState int

const (
	isRead    groupState = iota
	cancelled            // what is near a holder has to be asked for each time
	ofReports            // all are reports, which are compared with nothing: they were not read
)

// fewMore is how many holders there is room for that come to a group.
const fewMore = 4

// groupsAtOnce is how many groups are asked for at a time.
const groupsAtOnce = 1 << 12

// expect reads what stands near members that are to go, and near those that are to come, under each of their keys. Most keys are
// held by reports alone, or by nothing else, which the runs' filters say.
func (g *graph) expect(gone, come []link.Numbered) error {
	held := make([]keyEntry, 0, (len(gone)+len(come))*usualKeys)
	for i := range gone {
		for h := range gone[i].Holders(gone[i].Number) {
			held = append(held, entryOf(h, -1))
		}
	}
	for i := range come {
		for h := range come[i].Holders(come[i].Number) {
			held = append(held, entryOf(h, 1))
		}
	}
	slices.SortFunc(held, compareEntries)
	var wanted []wantedKey
	for len(held) > 0 {
		key, n, goes := held[0].key, 0, 0
		for ; n < len(held) && held[n].key == key; n++ {
			if held[n].weight < 0 {
				goes++
			}
		}
		of := held[:n:n]
		held = held[n:]
		if g.groups[link.Key(key)] != nil {
			continue
		}
		reports := link.Key(key).OfReports()
		kept, err := g.index.anchored(key)
		switch {
		case err != nil:
			return err
		case kept || reports && slices.ContainsFunc(of, keyEntry.anchors):
			wanted = append(wanted, wantedKey{key, of, link.Reach + goes})
		case reports:
			g.groups[link.Key(key)] = &group{state: ofReports}
		default:
			g.groups[link.Key(key)] = &group{whole: true}
		}
	}
	for part := range slices.Chunk(wanted, groupsAtOnce) {
		if err := g.readGroups(part); err != nil {
			return err
		}
	}
	return nil
}

// usualKeys is how many keys most members hold at most.
const usualKeys = 8

// expectAll is expect, with the members that go by their numbers.
func (g *graph) expectAll(gone []int64, come []link.Numbered) error {
	going := make([]link.Numbered, len(gone))
	for i, n := range gone {
		m, err := g.Member(n)
		if err != nil {
			return err
		}
		going[i] = link.Numbered{Number: n, Member: *m}
	}
	return g.expect(going, come)
}

// readGroups reads what is wanted of some groups, whose keys ascend.
func (g *graph) readGroups(wanted []wantedKey) error {
	found, err := g.index.find(wanted)
	if err != nil {
		return err
	}
	for i, w := range wanted {
		to := &group{asked: w.at, spare: w.most - link.Reach}
		g.groups[link.Key(w.key)] = to
		if found[i].cancels {
			to.state = cancelled
			continue
		}
		entries := found[i].entries
		slices.SortFunc(entries, compareEntries) // in the order of their holders
		entries = slices.Compact(entries)
		to.holders = make([]link.Holder, len(entries), len(entries)+fewMore)
		for j, e := range entries {
			to.holders[j] = e.holder()
		}
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
	if err := g.readGroups([]wantedKey{{int64(h.Key), []keyEntry{entryOf(h, 1)}, link.Reach}}); err != nil || of == nil {
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
	at, _ := slices.BinarySearchFunc(of.changed, e, compareEntries)
	of.changed = slices.Insert(of.changed, at, e)
	if of.state != isRead {
		return
	}
	at, found := slices.BinarySearchFunc(of.holders, e.holder(), link.CompareHolders)
	switch {
	case e.weight > 0 && !found:
		of.holders = slices.Insert(of.holders, at, e.holder())
	case e.weight < 0:
		of.spare--
		if found {
			of.holders = slices.Delete(of.holders, at, at+1)
		}
	}
}

// knows reports whether all that stand near a holder, so many on each side, are among those that were read.
func (of *group) knows(h link.Holder, most int) bool {
	if of.state != isRead || of.whole {
		return of.whole
	}
	_, asked := slices.BinarySearchFunc(of.asked, entryOf(h, 1), compareEntries)
	return asked && of.spare >= 0 && most <= link.Reach
}

// hold keeps that a member holds a key, or with a weight of -1 that it holds it no more. It is written by flushKeys.
func (g *graph) hold(h link.Holder, weight int32) error {
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

// Around implements link.Graph.
func (g *graph) Around(h link.Holder, most int) (before, after []link.Holder, err error) {
	of, err := g.groupOf(h)
	switch {
	case err != nil || of.state == ofReports:
		return nil, nil, err
	case of.knows(h, most):
		before, after = of.around(h, most)
		return before, after, nil
	}
	if before, err = g.near(of, h, most, false); err == nil {
		after, err = g.near(of, h, most, true)
	}
	return before, after, err
}

func (g *graph) near(of *group, h link.Holder, most int, after bool) (out []link.Holder, err error) {
	entries, err := g.index.near(entryOf(h, 1), of.changed, most, after)
	for _, e := range entries {
		out = append(out, e.holder())
	}
	return out, err
}

// around returns those that were read of a group that stand before a holder and after it, the nearest first.
func (of *group) around(h link.Holder, most int) (before, after []link.Holder) {
	at, found := slices.BinarySearchFunc(of.holders, h, link.CompareHolders)
	next := at
	if found {
		next++
	}
	from, to := max(0, at-most), min(len(of.holders), next+most)
	out := make([]link.Holder, 0, at-from+to-next)
	for i := at - 1; i >= from; i-- {
		out = append(out, of.holders[i])
	}
	n := len(out)
	out = append(out, of.holders[next:to]...)
	return out[:n:n], out[n:]
}
