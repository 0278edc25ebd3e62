package link

import (
	"cmp"
	"slices"
)

// Holder says that a member holds a key.
type Holder struct {
	Key           Key
	Place, Number int64
}

func compareHolders(a, b Holder) int {
	return cmp.Or(cmp.Compare(a.Key, b.Key), cmp.Compare(a.Place, b.Place), cmp.Compare(a.Number, b.Number))
}

// Build makes all edges and threads of a record at once, the same that Update
// makes. holders are sorted by it; member returns a member by its number;
// connect is told every edge, some more than once; thread is told what
// Graph.Thread is of every member that has an edge. progress, which may be
// nil, is told how many of the holders were gone through. It keeps the
// numbers of what is joined in memory, and few members.
func Build(holders []Holder, member func(int64) (*Member, error), connect func(Edge) error, thread func(number, first int64, members, releases int) error, progress func(done, total int)) error {
	slices.SortFunc(holders, compareHolders)
	b := builder{member: member, connect: connect, joined: map[int64]int64{}}
	for start := 0; start < len(holders); {
		end := start + 1
		for end < len(holders) && holders[end].Key == holders[start].Key {
			end++
		}
		if end-start > 1 {
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

type builder struct {
	member  func(int64) (*Member, error)
	connect func(Edge) error
	joined  map[int64]int64 // a forest: every joined member's parent
}

// group compares the holders of one key that stand within reach.
func (b *builder) group(holders []Holder) error {
	var near []Numbered // the last holders, at most Reach
	for _, h := range holders {
		m, err := b.member(h.Number)
		if err != nil {
			return err
		}
		for i := range near {
			e, ok := edge(near[i].Number, &near[i].Member, h.Number, m)
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
		if len(near) == Reach {
			near = append(near[:0], near[1:]...)
		}
		near = append(near, Numbered{h.Number, *m})
	}
	return nil
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
