package link

import (
	"cmp"
	"slices"
)

// Holder says that a member holds a key.
type Holder struct {
	Key    Key
	Number int64
}

// Build makes all edges and threads of a record at once. holders are sorted by
// it; member returns a member by its number, connect and thread are told what
// Graph's methods of those names are, every edge once and in no promised
// order, and every member that has an edge. progress, which may be nil, is
// told how many of the holders were gone through. It keeps the numbers of
// what is joined in memory, and no members.
func Build(holders []Holder, member func(int64) (*Member, error), connect func(Edge) error, thread func(number, first int64, members, releases int) error, progress func(done, total int)) error {
	slices.SortFunc(holders, func(a, b Holder) int {
		return cmp.Or(cmp.Compare(a.Key, b.Key), cmp.Compare(a.Number, b.Number))
	})
	b := builder{member: member, connect: connect, closed: closedKeys(holders), joined: map[int64]int64{}}
	for start := 0; start < len(holders); {
		end := start + 1
		for end < len(holders) && holders[end].Key == holders[start].Key {
			end++
		}
		if n := end - start; n > 1 && n <= MaxGroup {
			if err := b.group(holders[start:end]); err != nil {
				return err
			}
		}
		start = end
		if progress != nil {
			progress(start, len(holders))
		}
	}
	return b.threads(thread)
}

// closedKeys returns the keys that more than MaxGroup members hold.
func closedKeys(sorted []Holder) map[Key]bool {
	closed := map[Key]bool{}
	for i := MaxGroup; i < len(sorted); i++ {
		if sorted[i].Key == sorted[i-MaxGroup].Key {
			closed[sorted[i].Key] = true
		}
	}
	return closed
}

type builder struct {
	member  func(int64) (*Member, error)
	connect func(Edge) error
	closed  map[Key]bool
	joined  map[int64]int64 // a forest: every joined member's parent
}

// group compares the holders of one key.
func (b *builder) group(holders []Holder) error {
	members := make([]*Member, len(holders))
	for i, h := range holders {
		m, err := b.member(h.Number)
		if err != nil {
			return err
		}
		members[i] = m
		for j := range i {
			if !b.firstShared(members[j], m, h.Key) {
				continue
			}
			e, ok := edge(holders[j].Number, members[j], h.Number, m)
			if !ok {
				continue
			}
			if err := b.connect(e); err != nil {
				return err
			}
			if Threaded(e.Kind) {
				b.join(e.A, e.B)
			}
		}
	}
	return nil
}

// firstShared reports whether the key is the first open one that two members
// share, so that each two are compared once.
func (b *builder) firstShared(x, y *Member, k Key) bool {
	for _, other := range x.Keys {
		if other >= k {
			return true
		}
		if _, both := slices.BinarySearch(y.Keys, other); both && !b.closed[other] {
			return false
		}
	}
	return true
}

func (b *builder) join(x, y int64) {
	for _, n := range []int64{x, y} {
		if _, known := b.joined[n]; !known {
			b.joined[n] = n
		}
	}
	if x, y = b.root(x), b.root(y); x != y {
		b.joined[max(x, y)] = min(x, y)
	}
}

func (b *builder) root(n int64) int64 {
	for b.joined[n] != n {
		b.joined[n] = b.joined[b.joined[n]]
		n = b.joined[n]
	}
	return n
}

// threads tells of every thread, in the order of numbers.
func (b *builder) threads(tell func(number, first int64, members, releases int) error) error {
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
		members := map[int64]*Member{}
		for _, n := range threads[r] {
			m, err := b.member(n)
			if err != nil {
				return err
			}
			members[n] = m
		}
		slices.Sort(threads[r])
		first, releases := firstOf(threads[r], members)
		for _, n := range threads[r] {
			if err := tell(n, first, len(members), releases); err != nil {
				return err
			}
		}
	}
	return nil
}

// firstOf returns the member of a thread that was said first, and in how many
// releases its members stand.
func firstOf(thread []int64, members map[int64]*Member) (first int64, releases int) {
	first = thread[0]
	in := map[string]bool{}
	for _, n := range thread {
		in[members[n].Release] = true
		if Compare(members[n], members[first]) < 0 {
			first = n
		}
	}
	return first, len(in)
}
