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

// splitThread goes out from the ends of a thread's lost edges, from all of them step by step,
// until those that meet have met: what was gone through to its end without meeting the rest
// is a thread by itself. So a long thread is not gone through for what falls off it.
func (u *updater) splitThread(thread int64, ends []int64) error {
	s := search{owner: map[int64]*walk{}}
	for _, n := range ends {
		// What was taken out of another thread by now has left this one too.
		now, _, err := u.graph.ThreadOf(n)
		if err != nil {
			return err
		}
		if now == thread {
			s.begin(n)
		}
	}
	for len(s.walks) > 1 {
		for _, w := range slices.Clone(s.walks) {
			if w.into != nil || len(s.walks) == 1 {
				continue
			}
			if w.next == len(w.members) {
				s.end(w)
				slices.Sort(w.members)
				if err := u.graph.Thread(0, w.members); err != nil {
					return err
				}
				continue
			}
			if err := s.step(u.graph, w); err != nil {
				return err
			}
		}
	}
	return nil
}

// search is walks along the edges that join threads, none of which has met another.
type search struct {
	walks []*walk
	owner map[int64]*walk // of each member that was come to, first; see met
}

// walk is what was come to from one member, and whose neighbours were looked at.
type walk struct {
	members []int64
	next    int   // the first that was not looked at
	into    *walk // which it has met and become part of
}

func (s *search) begin(n int64) {
	w := &walk{members: []int64{n}}
	s.walks, s.owner[n] = append(s.walks, w), w
}

func (s *search) end(w *walk) {
	s.walks = slices.DeleteFunc(s.walks, func(other *walk) bool { return other == w })
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
		owner := s.owner[other]
		if owner == nil {
			s.owner[other] = w
			w.members = append(w.members, other)
			continue
		}
		for owner.into != nil {
			owner = owner.into
		}
		if owner != w {
			w.take(owner)
			s.end(owner)
		}
	}
	return nil
}

// take makes another walk part of this one: first what was looked at of both.
func (w *walk) take(other *walk) {
	seen := append(slices.Clone(w.members[:w.next]), other.members[:other.next]...)
	ahead := append(slices.Clone(w.members[w.next:]), other.members[other.next:]...)
	w.members, w.next = append(seen, ahead...), len(seen)
	other.members, other.into = nil, w
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
