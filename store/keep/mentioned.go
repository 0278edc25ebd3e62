package keep

import (
	"slices"

	"github.com/onrecord/onrecord"
)

// maxMentions, maxEarliest and maxRelations bound what a name's page lists.
const (
	maxMentions  = 200
	maxEarliest  = 30
	maxRelations = 60 // each is read from its release
)

// relations fills in the newest relations of the thing: mostly they stand in the newest releases that name it, so that those of
// the others need not be looked at.
func (t *thing) relations(reader factReader) error {
	numbers, err := t.relationsFrom(reader.conn, reader.remembered, t.newest)
	if err == nil && t.newest > 0 && len(numbers) < maxRelations {
		numbers, err = t.relationsFrom(reader.conn, reader.remembered, 0)
	}
	if err != nil {
		return err
	}
	if err := reader.remembered.ahead(reader.conn, numbers); err != nil {
		return err
	}
	for _, n := range numbers {
		f, err := reader.fact(n)
		if err != nil {
			return err
		}
		t.Relations = append(t.Relations, f)
	}
	return nil
}

// relationsFrom returns the numbers of the newest relations of the thing in releases from a position on.
func (t *thing) relationsFrom(conn Conn, remembered recall, position int64) (numbers []int64, err error) {
	first, last := factRange(slices.Index(onrecord.FactKinds, onrecord.KindRelation), position, maxPosition)
	search := factSearch{words: AllOf{anyOf(t.members, relationToken)}, first: first, last: last, some: true, most: maxRelations}
	err = remembered.facts(conn).descend(&search, func(n int64) error {
		if numbers = append(numbers, n); len(numbers) == maxRelations {
			return errEnough
		}
		return nil
	})
	return numbers, unlessEnough(err)
}

// mentions fills in the newest and the earliest releases that name the thing.
func (t *thing) mentions(conn Conn, remembered recall) (err error) {
	newest, err := t.positions(conn, 0, "DESC", maxMentions)
	if err != nil {
		return err
	}
	if len(newest) > 0 {
		t.Mentions, err = remembered.headsAt(conn, newest)
	}
	if err != nil || len(newest) == t.Releases {
		return err
	}
	if len(newest) == maxMentions {
		t.newest = newest[maxMentions-1]
	}
	earliest, err := t.positions(conn, firstOf(1), "ASC", maxEarliest)
	if err == nil && len(earliest) > 0 {
		t.Earliest, err = remembered.headsAt(conn, earliest)
	}
	return err
}

// positions returns those of up to limit releases that name the thing, from a position on, in an order.
func (t *thing) positions(conn Conn, from int64, order string, limit int) (out []int64, err error) {
	err = query(conn, "SELECT rowid FROM form_index WHERE form_index MATCH ? AND rowid >= ? ORDER BY rowid "+order+" LIMIT ?", func(stmt Stmt) error {
		out = append(out, stmt.ColumnInt64(0))
		return nil
	}, anyOf(t.members, nameToken), from, limit)
	return out, err
}
