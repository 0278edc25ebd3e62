package keep

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sort"

	"github.com/onrecord/onrecord"
)

// matching calls look with the rows of the facts that the fact index finds, the highest
// number first, until there are enough.
func (l *lister) matching(q *factQuery, look func(*factRow), enough func() bool) error {
	rows := factRows{blocks: l.columns.within(q.first, q.last)}
	find := func(n int64) {
		if row := rows.find(n); row != nil {
			look(row)
		}
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
	search := q.search(q.last)
	search.some = q.uncounted
	return unlessEnough(l.remembered.facts(l.conn).descend(search, func(n int64) error {
		if enough() {
			return errEnough
		}
		find(n)
		return nil
	}))
}

// factRows finds rows by their numbers, which descend. The next is mostly near the one before.
type factRows struct {
	blocks []factBlock // the last is looked into
	ended  int         // so many of its rows are behind
}

// find returns the row of a number, nil where there is none.
func (f *factRows) find(n int64) *factRow {
	key := blockOf(n)
	last := lowest(len(f.blocks), func(i int) bool { return f.blocks[i].key > key })
	if last < len(f.blocks) {
		f.blocks, f.ended = f.blocks[:last], 0
	}
	if last == 0 || f.blocks[last-1].key != key {
		return nil
	}
	rows := f.blocks[last-1].rows
	rows = rows[:len(rows)-f.ended]
	at := lowest(len(rows), func(i int) bool { return rows[i].number >= n })
	f.ended += len(rows) - at
	if at == len(rows) || rows[at].number != n {
		return nil
	}
	return &rows[at]
}

// lowest is the first of n places for which holds is true, n where it is for none. It is true from some place on: that is looked for
// from the end, in steps that double.
func lowest(n int, holds func(int) bool) int {
	low := n
	for step := 1; low > 0 && holds(low-1); step *= 2 {
		n = low - 1
		low = max(0, low-step)
	}
	return low + sort.Search(n-low, func(i int) bool { return holds(low + i) })
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
		search := q.search(q.last)
		search.among = facts
		err := l.remembered.facts(l.conn).descend(search, func(n int64) error {
			out = append(out, n)
			return nil
		})
		slices.Reverse(out)
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

func unlessEnough(err error) error {
	if errors.Is(err, errEnough) {
		return nil
	}
	return err
}

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
	search := q.search(below - 1)
	search.some, search.most = true, limit+len(q.reviews.facts)
	if q.reviews.only {
		search.among = q.reviews.among(search.among)
	}
	err = l.remembered.facts(l.conn).descend(search, func(n int64) error {
		if len(out.numbers) == limit {
			return errEnough
		}
		if q.reviews.meets(n) {
			out.numbers, out.cursors = append(out.numbers, n), append(out.cursors, order.cursor(rank, n))
		}
		return nil
	})
	return out, unlessEnough(err)
}

// search is what finds the facts of a query in the index of facts, up to a number.
func (q *factQuery) search(last int64) *factSearch {
	s := &factSearch{words: q.match, first: q.first, last: last}
	if q.ids != nil {
		s.among = slices.Sorted(maps.Keys(q.ids))
	}
	return s
}

// countIndexed counts all that a query finds in the index of facts.
func (l *lister) countIndexed(q *factQuery) (int, error) {
	index, search := l.remembered.facts(l.conn), q.search(q.last)
	reviewed := 0
	if len(q.reviews.facts) > 0 {
		some := *search
		some.among = q.reviews.among(search.among)
		var err error
		if reviewed, err = index.count(&some); err != nil {
			return 0, err
		}
	}
	if q.reviews.only {
		return reviewed, nil
	}
	if q.all() {
		n, _, err := number(l.conn, "SELECT value FROM counter WHERE name = ?", string(onrecord.FactKinds[q.kind]))
		return int(n) - reviewed, err
	}
	n, err := l.remembered.totalOf(fmt.Sprintf("facts %v %d %d %v", search.words, search.first, search.last, search.among), func() (int, error) { return index.count(search) })
	return n - reviewed, err
}
