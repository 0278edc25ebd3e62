package keep

import (
	"cmp"
	"slices"

	"github.com/onrecord/onrecord/link"
)

// Packs that will be looked at are asked for many at a time: one by one, each is a question that has to be waited for.

// packsAtOnce is how many packs are asked for at a time: some 2 MB.
const packsAtOnce = 1 << 9

// packsAt returns the numbers of the rows that keep the members of the releases at some positions.
func packsAt(positions []int64) (packs []int64) {
	for _, p := range positions {
		for _, kind := range memberKinds {
			packs = append(packs, packOf(factNumber(kind, p, 0)))
		}
	}
	return packs
}

// readPacks reads rows of members that are not in memory, by their numbers, as many as memory is to hold.
func (g *graph) readPacks(wanted []int64) error {
	if err := g.bound(); err != nil {
		return err
	}
	wanted = slices.DeleteFunc(wanted, func(at int64) bool { return g.packs[at] != nil })
	slices.Sort(wanted)
	for part := range slices.Chunk(slices.Compact(wanted), packsAtOnce) {
		if g.held > maxHeld {
			return nil
		}
		for _, at := range part {
			g.packs[at] = &pack{}
		}
		err := g.conn.Stream("SELECT m.pack, m.body, m.digest FROM json_each(?) j CROSS JOIN member m ON m.pack = CAST(j.value AS BIGINT)", func(stmt Stmt) error {
			at := stmt.ColumnInt64(0)
			p := g.packs[at]
			p.keyless = stmt.ColumnIsNull(2)
			return g.decode(p, at, stmt, 1)
		}, jsonOf(part))
		if err != nil {
			return err
		}
	}
	return nil
}

// readCompared reads what members that are to come will be compared with, and the edges from what they will part, as far as that
// is known from the groups of their keys.
func (g *graph) readCompared(come []link.Numbered) error {
	wanted, parted := map[int64]bool{}, map[int64]bool{}
	for i := range come {
		m := &come[i]
		for h := range m.Holders(m.Number) {
			before, after, err := g.Around(h, link.Reach)
			if err != nil {
				return err
			}
			for _, n := range link.HeldAgainst(h, before, after) {
				wanted[packOf(n)] = true
			}
			for n := range link.Parted(before, after) {
				parted[n] = true
			}
		}
	}
	if err := g.readPacks(sortedKeys(wanted, cmp.Compare[int64])); err != nil {
		return err
	}
	return g.readEdges(sortedKeys(parted, cmp.Compare[int64]))
}

// edgesAtOnce is of how many members the edges are asked for at a time.
const edgesAtOnce = 1 << 12

// readEdges reads the edges that start at members. What is remembered of others is forgotten.
func (g *graph) readEdges(members []int64) error {
	g.from = make(map[int64][]link.Edge, len(members))
	for part := range slices.Chunk(members, edgesAtOnce) {
		for _, n := range part {
			g.from[n] = nil
		}
		err := g.conn.Stream("SELECT l.a, l.b, l.kind, l.why, l.weight FROM json_each(?) j CROSS JOIN link l ON l.a = CAST(j.value AS BIGINT)", func(stmt Stmt) error {
			e := edgeAt(stmt)
			g.from[e.A] = append(g.from[e.A], e)
			return nil
		}, jsonOf(part))
		if err != nil {
			return err
		}
	}
	return nil
}
