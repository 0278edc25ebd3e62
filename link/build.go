package link

import (
	"cmp"
	"iter"
	"slices"
)

// Holder says that a member holds a key.
type Holder struct {
	Key           Key
	Place, Number int64
	Sort          Sort
	Traits        Traits // of the member, or 0
}

// CompareHolders orders holders by key, and those of one key by place, sort and number.
func CompareHolders(a, b Holder) int {
	switch { // cmp.Or would compare all four each time
	case a.Key != b.Key:
		return cmp.Compare(a.Key, b.Key)
	case a.Place != b.Place:
		return cmp.Compare(a.Place, b.Place)
	case a.Sort != b.Sort:
		return cmp.Compare(a.Sort, b.Sort)
	}
	return cmp.Compare(a.Number, b.Number)
}

// Holders yields a holder for each of the member's keys; the member has that number.
func (m *Member) Holders(number int64) iter.Seq[Holder] {
	place, traits := m.Place(), m.Traits()
	return func(yield func(Holder) bool) {
		for _, k := range m.Keys {
			if !yield(Holder{Key: k, Place: place, Number: number, Sort: m.Sort, Traits: traits}) {
				return
			}
		}
	}
}

// mayLink reports whether Pair may link a holder to a later one of its key: a
// report bears on undertakings alone, and most of what is kept are reports; and traits tell more. It
// spares looking at the members.
func mayLink(earlier, later Holder) bool {
	if earlier.Sort == Commitment && later.Sort == Report {
		return !earlier.apart(later)
	}
	if earlier.Sort == FormerValue || later.Sort == FormerValue {
		return earlier.Sort != later.Sort && earlier.Sort.figure() && later.Sort.figure()
	}
	return earlier.Sort == later.Sort && earlier.Sort != Report && !earlier.apart(later)
}

// Candidates finds which members of a record are to be compared, from all holders at
// once: the same that Update compares. It keeps the last Reach holders.
type Candidates struct {
	// Tell is told the numbers of two members, the earlier holder's first; those
	// that share several keys more than once.
	Tell func(earlier, later int64) error
	near []Holder // the last holders of the key, at most Reach
}

// Next takes the next holder in the order of CompareHolders.
func (c *Candidates) Next(h Holder) error {
	if len(c.near) > 0 && c.near[0].Key != h.Key {
		c.near = c.near[:0]
	}
	for _, before := range c.near {
		if !mayLink(before, h) {
			continue
		}
		if err := c.Tell(before.Number, h.Number); err != nil {
			return err
		}
	}
	if len(c.near) == Reach {
		c.near = append(c.near[:0], c.near[1:]...)
	}
	c.near = append(c.near, h)
	return nil
}

// EdgeOf returns the edge between two members by their numbers, ok false where there is none.
func EdgeOf(member func(int64) (*Member, error), one, other int64) (e Edge, ok bool, err error) {
	x, err := member(one)
	if err != nil {
		return e, false, err
	}
	y, err := member(other)
	if err != nil {
		return e, false, err
	}
	e, ok = edge(one, x, other, y)
	return e, ok, nil
}

// Builder makes the threads of all edges of a record, the same that Update makes. It keeps
// the numbers of what threads join in memory.
type Builder struct {
	joined map[int64]int64 // a forest: every joined member's parent
}

// Add takes an edge, once or more often.
func (b *Builder) Add(e Edge) {
	if Threaded(e.Kind) {
		b.join(e.A, e.B)
	}
}

func (b *Builder) join(x, y int64) {
	if b.joined == nil {
		b.joined = map[int64]int64{}
	}
	for _, n := range []int64{x, y} {
		if _, known := b.joined[n]; !known {
			b.joined[n] = n
		}
	}
	if x, y = b.root(x), b.root(y); x != y {
		b.joined[max(x, y)] = min(x, y)
	}
}

func (b *Builder) root(n int64) int64 {
	for b.joined[n] != n {
		b.joined[n] = b.joined[b.joined[n]]
		n = b.joined[n]
	}
	return n
}

// Threads tells the members of every thread of several, ascending.
func (b *Builder) Threads(tell func(members []int64) error) error {
	threads := map[int64][]int64{}
	var roots []int64
	for n := range b.joined {
		r := b.root(n)
		if threads[r] == nil {
			roots = append(roots, r)
		}
		threads[r] = append(threads[r], n)
	}
	slices.Sort(roots)
	for _, r := range roots {
		slices.Sort(threads[r])
		if err := tell(threads[r]); err != nil {
			return err
		}
	}
	return nil
}
