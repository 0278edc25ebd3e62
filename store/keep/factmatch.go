package keep

import (
	"cmp"
	"encoding/json"
	"errors"
	"maps"
	"slices"

	"github.com/onrecord/onrecord"
)

// matching calls look with the rows of the facts that the fact index finds, the highest
// number first, until there are enough.
func (l *lister) matching(q *factQuery, look func(*factRow), enough func() bool) error {
	var rows []factRow // of the block that was looked into last
	key := int64(-1)
	find := func(n int64) {
		if b := blockOf(n); b != key {
			key, rows = b, nil
			if blocks := l.columns.within(n, n); len(blocks) > 0 {
				rows = blocks[0].rows
			}
		}
		low := len(rows) // the next is mostly near the one before
		for step := 1; low > 0 && rows[low-1].number >= n; step *= 2 {
			low = max(0, low-step)
		}
		at, found := slices.BinarySearchFunc(rows[low:], n, func(row factRow, n int64) int { return cmp.Compare(row.number, n) })
		if found {
			look(&rows[low+at])
		}
		rows = rows[:low+at]
	}
	if !q.uncounted {
		numbers, few, err := l.remembered.matching(l.conn, q.match, q.first, q.last)
		if few || err != nil {
			for _, n := range numbers {
				find(n)
			}
			return err
		}
	}
	err := l.conn.Stream("SELECT rowid FROM fact_index WHERE fact_index MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid DESC", func(stmt Stmt) error {
		if enough() {
			return errEnough
		}
		find(stmt.ColumnInt64(0))
		return nil
	}, q.match, q.first, q.last)
	if errors.Is(err, errEnough) {
		return nil
	}
	return err
}

// matchingOf returns those of some facts, which ascend, that the fact index finds.
func (l *lister) matchingOf(q *factQuery, facts []int64) (out []int64, err error) {
	if len(q.match) == 0 || len(facts) == 0 {
		return facts, nil
	}
	numbers, few, err := l.remembered.matching(l.conn, q.match, q.first, q.last)
	if err != nil {
		return nil, err
	}
	if !few {
		condition, args := "rowid IN (SELECT CAST(j.value AS BIGINT) FROM json_each(?) j)", []any{q.match, jsonOf(facts)}
		err := query(l.conn, "SELECT rowid FROM fact_index WHERE fact_index MATCH ? AND "+condition+" ORDER BY rowid", func(stmt Stmt) error {
			out = append(out, stmt.ColumnInt64(0))
			return nil
		}, args...)
		return out, err
	}
	for _, n := range facts {
		descending := func(m, n int64) int { return cmp.Compare(n, m) }
		if _, found := slices.BinarySearchFunc(numbers, n, descending); found {
			out = append(out, n)
		}
	}
	return out, nil
}

// errEnough ends a walk whose rest nobody needs.
var errEnough = errors.New("enough")

// findMatching is findIndexed among the facts of these numbers, the highest first.
func (l *lister) findMatching(numbers []int64, q *factQuery, order *factOrder, limit int) (out listedFacts) {
	rank := order.rank(&withoutRow)
	for _, n := range numbers {
		if q.ids != nil && !q.ids[n] || !q.reviews.meets(n) {
			continue
		}
		out.total++
		if len(out.numbers) < limit && !order.before(rank, n) {
			out.numbers, out.cursors = append(out.numbers, n), append(out.cursors, order.cursor(rank, n))
		}
	}
	return out
}

// findIndexed asks the fact index.
func (l *lister) findIndexed(q *factQuery, order *factOrder, limit int) (out listedFacts, err error) {
	if len(q.match) > 0 && !q.uncounted {
		numbers, few, err := l.remembered.matching(l.conn, q.match, q.first, q.last)
		if few || err != nil {
			return l.findMatching(numbers, q, order, limit), err
		}
	}
	if !q.uncounted {
		if out.total, err = l.countIndexed(q); err != nil {
			return out, err
		}
	}
	rank, below := order.rank(&withoutRow), q.last+1
	if order.after {
		if rank != order.least {
			return out, nil
		}
		below = min(below, order.below)
	}
	column, text, args := q.indexed(below - 1)
	if q.reviews.only {
		condition, states := q.reviews.numbers(q.first, q.last)
		text, args = text+" AND "+column+" IN ("+condition+")", append(args, states...)
	}
	err = query(l.conn, "SELECT "+column+text+" ORDER BY "+column+" DESC LIMIT ?", func(stmt Stmt) error {
		if n := stmt.ColumnInt64(0); len(out.numbers) < limit && q.reviews.meets(n) {
			out.numbers, out.cursors = append(out.numbers, n), append(out.cursors, order.cursor(rank, n))
		}
		return nil
	}, append(args, limit+len(q.reviews.facts))...)
	return out, err
}

// indexed returns what finds the facts of a query in the fact index, up to a number.
func (q *factQuery) indexed(last int64) (column, text string, args []any) {
	column, text, args = "id", " FROM fact_index_docsize WHERE id BETWEEN ? AND ?", []any{q.first, last}
	if len(q.match) > 0 {
		column, text, args = "rowid", " FROM fact_index WHERE fact_index MATCH ? AND rowid BETWEEN ? AND ?", []any{q.match, q.first, last}
	}
	if q.ids != nil {
		list, _ := json.Marshal(slices.Sorted(maps.Keys(q.ids))) // of numbers
		text, args = text+" AND "+column+" IN (SELECT CAST(j.value AS BIGINT) FROM json_each(?) j)", append(args, string(list))
	}
	return column, text, args
}

// countIndexed counts all that a query finds in the fact index.
func (l *lister) countIndexed(q *factQuery) (int, error) {
	column, text, args := q.indexed(q.last)
	reviewed := 0
	if len(q.reviews.facts) > 0 {
		condition, states := q.reviews.numbers(q.first, q.last)
		n, _, err := number(l.conn, "SELECT count(*)"+text+" AND "+column+" IN ("+condition+")", append(slices.Clone(args), states...)...)
		if err != nil {
			return 0, err
		}
		reviewed = int(n)
	}
	if q.reviews.only {
		return reviewed, nil
	}
	if q.all() {
		n, _, err := number(l.conn, "SELECT value FROM counter WHERE name = ?", string(onrecord.FactKinds[q.kind]))
		return int(n) - reviewed, err
	}
	n, err := l.remembered.total(l.conn, "SELECT count(*)"+text, args...)
	return n - reviewed, err
}
