package keep

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store"
)

// factOrder is the order of a list and where its page starts.
type factOrder struct {
	mark string
	// rank orders facts, the least first; of those of one rank the highest number is first.
	rank  func(*factRow) float64
	after bool // after the fact of this rank and number
	least float64
	below int64
}

// The ranks of facts that have no row.
var withoutRow = factRow{value: math.Inf(-1)}

func orderOf(order store.FactOrder, cursor string) (*factOrder, error) {
	const never = 99999999
	o := &factOrder{}
	switch order {
	case store.FactNewest, "":
		o.mark, o.rank = markNewestFacts, func(*factRow) float64 { return 0 }
	case store.FactDue:
		o.mark, o.rank = "fd", func(r *factRow) float64 { return float64(cmp.Or(r.due, never)) }
	case store.FactLatest:
		o.mark, o.rank = "fl", func(r *factRow) float64 { return -float64(r.due) }
	case store.FactLargest:
		o.mark, o.rank = "fv", func(r *factRow) float64 { return -r.value }
	default:
		return nil, fmt.Errorf("%w: there is no order %q", onrecord.ErrInvalid, order)
	}
	if cursor == "" {
		return o, nil
	}
	var bits int64
	if err := readCursor(cursor, o.mark, &bits, &o.below); err != nil {
		return nil, err
	}
	if o.after, o.least = true, floatOf(uint64(bits)); math.IsNaN(o.least) {
		return nil, badCursor(cursor)
	}
	return o, nil
}

// cursor starts a page after a fact.
func (o *factOrder) cursor(rank float64, number int64) string {
	return writeCursor(o.mark, int64(bitsOf(rank)), number)
}

// before reports whether a fact stands on an earlier page.
func (o *factOrder) before(rank float64, number int64) bool {
	return o.after && (rank < o.least || rank == o.least && number >= o.below)
}

// rankedFact is a fact on its way into a page.
type rankedFact struct {
	rank   float64
	number int64
}

// firsts keeps the first of facts that come in any order.
type firsts struct {
	limit int
	list  []rankedFact
	worst rankedFact // where the list was full
	full  bool
}

func compareRanked(a, b rankedFact) int {
	return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(b.number, a.number))
}

func (f *firsts) add(one rankedFact) {
	if f.limit == 0 || f.full && compareRanked(one, f.worst) > 0 {
		return
	}
	if f.list = append(f.list, one); len(f.list) >= 8*f.limit {
		f.cut()
	}
}

func (f *firsts) cut() {
	slices.SortFunc(f.list, compareRanked)
	if len(f.list) >= f.limit && f.limit > 0 {
		f.list = f.list[:f.limit]
		f.worst, f.full = f.list[f.limit-1], true
	}
}

// findRows goes through the columns. The first facts of a list are remembered, with how many
// there are: pages, calendars and counts ask for the same again.
func (l *lister) findRows(q *factQuery, order *factOrder, limit int) (out listedFacts, err error) {
	if q.ids == nil && !q.uncounted {
		start := *order
		start.after = false
		begun, err := l.remembered.ranking(q.key(order), func() (ranking, error) { return l.rank(q, &start, mostRanked) })
		if err != nil {
			return out, err
		}
		if page, within := begun.page(order, limit); within {
			return page.listed(order), nil
		}
	}
	page, err := l.rank(q, order, limit)
	return page.listed(order), err
}

// key tells queries apart that find other facts, or in another order.
func (q *factQuery) key(order *factOrder) string {
	rows, least := q.rows, "any"
	if rows.least != nil {
		least, rows.least = fmt.Sprint(*rows.least), nil
	}
	return fmt.Sprintf("%s %d %d %v %v %s %v %t", order.mark, q.first, q.last, q.match, rows, least, q.reviews.states, q.reviews.only)
}

// ranking is facts in the order of a list, and how many there are on the whole.
type ranking struct {
	list  []rankedFact
	total int
	all   bool // there are no more after those in the list
}

// mostRanked is how many facts at the head of a list are remembered.
const mostRanked = 1 << 10

// page returns up to limit facts from where a page starts; within is false where more may follow
// that are not remembered.
func (r *ranking) page(order *factOrder, limit int) (page ranking, within bool) {
	first, _ := slices.BinarySearchFunc(r.list, order, func(f rankedFact, order *factOrder) int {
		if order.before(f.rank, f.number) {
			return -1
		}
		return 1
	})
	end := min(first+limit, len(r.list))
	return ranking{list: r.list[first:end], total: r.total}, end-first == limit || r.all
}

func (r *ranking) listed(order *factOrder) listedFacts {
	out := listedFacts{total: r.total}
	for _, f := range r.list {
		out.numbers, out.cursors = append(out.numbers, f.number), append(out.cursors, order.cursor(f.rank, f.number))
	}
	return out
}

// rank returns the first facts of a list from where its page starts.
func (l *lister) rank(q *factQuery, order *factOrder, limit int) (out ranking, err error) {
	kept := firsts{limit: limit}
	// Both descend, so that no row is looked up among what people spoke of.
	spoken := slices.Sorted(maps.Keys(q.reviews.facts))
	look := func(row *factRow) {
		for len(spoken) > 0 && spoken[len(spoken)-1] > row.number {
			spoken = spoken[:len(spoken)-1]
		}
		if one := len(spoken) > 0 && spoken[len(spoken)-1] == row.number; one != q.reviews.only {
			return
		}
		if !q.rows.meets(row) || q.ids != nil && !q.ids[row.number] {
			return
		}
		out.total++
		if order.mark == markNewestFacts && len(kept.list) >= limit {
			return // numbers descend
		}
		if rank := order.rank(row); !order.before(rank, row.number) {
			kept.add(rankedFact{rank, row.number})
		}
	}
	if q.reviews.only && !q.uncounted { // they are few
		if spoken, err = l.matchingOf(q, spoken); err != nil {
			return out, err
		}
		for _, n := range slices.Backward(slices.Clone(spoken)) {
			l.columns.descend(max(n, q.first), min(n, q.last), look)
		}
	} else if len(q.match) == 0 {
		l.columns.descend(q.first, q.last, look)
	} else {
		enough := func() bool { return q.uncounted && order.mark == markNewestFacts && len(kept.list) >= limit }
		if err = l.matching(q, look, enough); err != nil {
			return out, err
		}
	}
	kept.cut()
	out.list, out.all = kept.list, len(kept.list) < limit
	return out, nil
}
