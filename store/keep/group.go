package keep

import (
	"slices"

	"github.com/onrecord/onrecord/link"
)

// group are the holders of a key, in the order of link.CompareHolders. Of a large one they are asked for
// from the database each time, for few of them matter.
type group struct {
	holders []link.Holder
	large   bool
}

// largeGroup is how many holders are held in memory at most, until more come: both sides of one
// that all may be compared with.
const largeGroup = 4 * link.Reach

// groupsAtOnce is how many groups are asked for at a time.
const groupsAtOnce = 1 << 12

// expect reads the groups of keys that members on their way hold: most keys are held by nothing else, and
// all are asked for together.
func (g *graph) expect(come []link.Numbered) error {
	once := map[link.Key]bool{}
	var keys []int64
	for i := range come {
		for _, k := range come[i].Keys {
			if !once[k] && g.groups[k] == nil {
				once[k] = true
				keys = append(keys, int64(k))
			}
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

func (g *graph) readGroups(keys []int64) error {
	var small []int64
	err := query(g.conn, `SELECT CAST(j.value AS BIGINT), (SELECT 1 FROM member_key m WHERE m.key = CAST(j.value AS BIGINT) ORDER BY m.place, m.member LIMIT 1 OFFSET ?)
		FROM json_each(?) j`, func(stmt Stmt) error {
		k, large := stmt.ColumnInt64(0), !stmt.ColumnIsNull(1)
		g.groups[link.Key(k)] = &group{large: large}
		if !large {
			small = append(small, k)
		}
		return nil
	}, largeGroup, jsonOf(keys))
	if err != nil {
		return err
	}
	err = query(g.conn, "SELECT m.key, m.place, m.member FROM json_each(?) j CROSS JOIN member_key m ON m.key = CAST(j.value AS BIGINT)", func(stmt Stmt) error {
		h := holderOf(stmt.ColumnInt64(0), stmt.ColumnInt64(1), stmt.ColumnInt64(2))
		of := g.groups[h.Key]
		of.holders = append(of.holders, h)
		return nil
	}, jsonOf(small))
	for _, k := range small {
		slices.SortFunc(g.groups[link.Key(k)].holders, link.CompareHolders)
	}
	return err
}

// groupOf returns the group of a key where it is held in memory, else nil.
func (g *graph) groupOf(key link.Key) *group {
	if of := g.groups[key]; of != nil && !of.large {
		return of
	}
	return nil
}

// hold keeps that a member holds a key. What is held in memory is written by flushKeys.
func (g *graph) hold(h link.Holder) error {
	of := g.groupOf(h.Key)
	if of == nil {
		return query(g.conn, "INSERT INTO member_key (key, place, member) VALUES (?, ?, ?)", nil, int64(h.Key), h.Place, heldBy(h))
	}
	at, _ := slices.BinarySearchFunc(of.holders, h, link.CompareHolders)
	of.holders = slices.Insert(of.holders, at, h)
	g.keys = append(g.keys, [3]int64{int64(h.Key), h.Place, heldBy(h)})
	return nil
}

// release keeps that a member holds a key no more.
func (g *graph) release(h link.Holder) error {
	if err := g.flushKeys(); err != nil {
		return err
	}
	if of := g.groupOf(h.Key); of != nil {
		if at, found := slices.BinarySearchFunc(of.holders, h, link.CompareHolders); found {
			of.holders = slices.Delete(of.holders, at, at+1)
		}
	}
	return query(g.conn, "DELETE FROM member_key WHERE key = ? AND place = ? AND member = ?", nil, int64(h.Key), h.Place, heldBy(h))
}

// flushKeys writes which keys are held, in the order of the table.
func (g *graph) flushKeys() error {
	slices.SortFunc(g.keys, compareRows[[3]int64])
	rows := make([]int64, 0, 3*len(g.keys))
	for _, row := range g.keys {
		rows = append(rows, row[:]...)
	}
	g.keys = g.keys[:0]
	return g.conn.Numbers("member_key", memberKeyColumns, rows)
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
