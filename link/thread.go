package link

import (
	"cmp"
	"maps"
	"slices"
)

// threads brings threads up to date with the edges that were lost and made. Between the
// two every thread is whole or a part of what it is to be: none joins what no edges join.
func (u *updater) threads() error {
	if err := u.splitThreads(); err != nil {
		return err
	}
	return u.joinThreads()
}

// parting says of members from which others they may have come apart: a thread whose parted members are all still joined,
// each to those that it was parted from, is whole.
type parting map[int64]map[int64]bool

func (p parting) add(a, b int64) {
	if a == b {
		return
	}
	for _, pair := range [][2]int64{{a, b}, {b, a}} {
		if p[pair[0]] == nil {
			p[pair[0]] = map[int64]bool{}
		}
		p[pair[0]][pair[1]] = true
	}
}

// passOver forgets a member, by which those that it was parted from were joined: from now on they are parted from each other.
func (p parting) passOver(n int64) {
	others := slices.Sorted(maps.Keys(p[n]))
	delete(p, n)
	for i, other := range others {
		delete(p[other], n)
		if i > 0 {
			p.add(others[i-1], other)
		}
	}
}

// passOverAll is passOver for members that are joined.
func (p parting) passOverAll(joined []int64) {
	for i := range joined[1:] {
		p.add(joined[i], joined[i+1])
	}
	for _, n := range joined {
		p.passOver(n)
	}
}

// splitThreads takes out of each thread that lost edges what nothing joins to the rest of it
// any more.
func (u *updater) splitThreads() error {
	ends := map[int64][]int64{} // by thread: whatever falls off it has one of them
	for _, n := range slices.Sorted(maps.Keys(u.parted)) {
		thread, _, err := u.graph.ThreadOf(n)
		if err != nil {
			return err
		}
		if thread != 0 {
			ends[thread] = append(ends[thread], n)
		}
	}
	for _, thread := range slices.Sorted(maps.Keys(ends)) {
		if err := u.splitThread(thread, ends[thread]); err != nil {
			return err
		}
	}
	return nil
}

// splitThread goes out from both ends of each of a thread's lost edges, step by step, until they have met: what was gone through
// to its end without meeting the other is a thread by itself. So a long thread is gone through neither for what falls off it nor for
// edges that others replace close by.
func (u *updater) splitThread(thread int64, ends []int64) error {
	parted, err := u.partedIn(thread, ends)
	if err != nil {
		return err
	}
	s := search{owner: map[int64]*walk{}}
	for _, n := range ends {
		if len(parted[n]) > 0 {
			s.begin(n)
		}
	}
	for {
		ahead := s.apart(parted)
		if len(ahead) == 0 {
			return nil
		}
		for _, w := range ahead {
			switch {
			case w.into != nil:
			case w.next < len(w.members):
				err = s.step(u.graph, w)
			default:
				err = u.graph.Thread(0, slices.Sorted(slices.Values(w.members)))
				parted.passOverAll(w.begun)
			}
			if err != nil {
				return err
			}
		}
	}
}

// partedIn returns what may have come apart of a thread: those of its members that ends names. What was taken out of
// another thread by now has left this one too; those that it was parted from are then parted from each other.
func (u *updater) partedIn(thread int64, ends []int64) (parting, error) {
	in := map[int64]bool{}
	for _, n := range ends {
		now, _, err := u.graph.ThreadOf(n)
		if err != nil {
			return nil, err
		}
		if now == thread {
			in[n] = true
		}
	}
	out, last := parting{}, int64(0)
	for _, n := range slices.Sorted(maps.Keys(in)) {
		for other := range u.parted[n] {
			switch {
			case in[other]:
				out.add(n, other)
			case last == 0 || last == n:
				last = n
			default:
				out.add(last, n)
				last = n
			}
		}
	}
	return out, nil
}

// search is walks along the edges that join threads, none of which has met another.
type search struct {
	owner map[int64]*walk // of each member that was come to, first; see met
	walks []*walk
}

// walk is what was come to from some members, and whose neighbours were looked at.
type walk struct {
	begun   []int64 // where it began, and those that it has met
	members []int64
	next    int   // the first that was not looked at
	into    *walk // which it has met and become part of
}

func (s *search) begin(n int64) {
	w := &walk{begun: []int64{n}, members: []int64{n}}
	s.walks, s.owner[n] = append(s.walks, w), w
}

// of returns the walk that has come to a member, which one has.
func (s *search) of(n int64) *walk {
	w := s.owner[n]
	for w.into != nil {
		w = w.into
	}
	return w
}

// apart returns the walks, in the order in which they began, that have not met all that they were
// parted from, and forgets what has met.
func (s *search) apart(parted parting) (out []*walk) {
	s.walks = slices.DeleteFunc(s.walks, func(w *walk) bool { return w.into != nil })
	for _, w := range s.walks {
		still := false
		for _, n := range w.begun {
			for other := range parted[n] {
				if s.of(other) == w {
					delete(parted[n], other)
				} else {
					still = true
				}
			}
		}
		if still {
			out = append(out, w)
		}
	}
	return out
}

// step looks at the neighbours of one member.
func (s *search) step(g Graph, w *walk) error {
	n := w.members[w.next]
	w.next++
	edges, err := g.Edges(n)
	if err != nil {
		return err
	}
	for _, e := range edges {
		if !Threaded(e.Kind) {
			continue
		}
		other := e.A + e.B - n
		if s.owner[other] == nil {
			s.owner[other] = w
			w.members = append(w.members, other)
			continue
		}
		if owner := s.of(other); owner != w {
			w.take(owner)
		}
	}
	return nil
}

// take makes another walk part of this one: first what was looked at of both.
func (w *walk) take(other *walk) {
	seen := append(slices.Clone(w.members[:w.next]), other.members[:other.next]...)
	ahead := append(slices.Clone(w.members[w.next:]), other.members[other.next:]...)
	w.members, w.next = append(seen, ahead...), len(seen)
	w.begun = append(w.begun, other.begun...)
	other.begun, other.members, other.into = nil, nil, w
}

// joinThreads makes one of the threads of the ends of each edge that was made: the smaller
// becomes part of the larger.
func (u *updater) joinThreads() error {
	pairs := slices.SortedFunc(maps.Keys(u.joined), func(a, b [2]int64) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	for _, p := range pairs {
		a, ofA, err := u.graph.ThreadOf(p[0])
		if err != nil {
			return err
		}
		b, ofB, err := u.graph.ThreadOf(p[1])
		if err != nil {
			return err
		}
		from, into := p[0], b
		if ofA > ofB || a != 0 && b == 0 {
			from, into, a, b = p[1], a, b, a
		}
		switch {
		case a == 0 && b == 0:
			err = u.graph.Thread(0, p[:])
		case a == 0:
			err = u.graph.Thread(into, []int64{from})
		case a != b:
			var moved []int64
			if moved, err = u.graph.ThreadMembers(a); err == nil {
				err = u.graph.Thread(into, moved)
			}
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// FirstOf returns which of some members was said first; they are not empty.
func FirstOf(members []int64, member func(int64) (*Member, error)) (first int64, err error) {
	var earliest *Member
	for _, n := range members {
		m, err := member(n)
		if err != nil {
			return 0, err
		}
		if earliest == nil || Compare(m, earliest) < 0 {
			earliest, first = m, n
		}
	}
	return first, nil
}
