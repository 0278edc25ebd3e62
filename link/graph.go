package link

import (
	"maps"
	"slices"
)

// Graph is the kept graph of members, as an engine gives it to Update within
// one transaction. Members go by numbers that the engine gives them.
type Graph interface {
	// Group returns the numbers of up to most members that hold the key, in
	// ascending order.
	Group(k Key, most int) ([]int64, error)
	// Member returns a member; it is not changed.
	Member(number int64) (*Member, error)
	// Insert keeps a member under a number that is free.
	Insert(number int64, m *Member) error
	// Delete forgets a member and every edge that starts or ends at it.
	Delete(number int64) error
	// Edges returns the edges that start or end at a member.
	Edges(number int64) ([]Edge, error)
	// Connect keeps an edge; one that is kept already stays as it is.
	Connect(e Edge) error
	// Disconnect forgets an edge.
	Disconnect(e Edge) error
	// Thread says of which thread a member is part: the thread's first member
	// (itself for the first), how many members it has and in how many releases. A member alone has a
	// thread of one.
	Thread(number, first int64, members, releases int) error
}

// Numbered is a member on its way into a graph.
type Numbered struct {
	Number int64
	Member
}

// Update takes members out of a graph and others in, and brings edges and
// threads up to date. It costs time in proportion to the members that share a
// key with these, however large the graph is. The graph is then what it would
// be had all its members come at once.
func Update(g Graph, gone []int64, come []Numbered) error {
	u := updater{graph: g, members: map[int64]*Member{}, touched: map[int64]bool{}, gone: map[int64]bool{}, before: map[Key][]int64{}}
	if err := u.remove(gone); err != nil {
		return err
	}
	if err := u.insert(come); err != nil {
		return err
	}
	if err := u.regroup(); err != nil {
		return err
	}
	for i := range come {
		if err := u.join(come[i].Number); err != nil {
			return err
		}
	}
	return u.threads()
}

type updater struct {
	graph   Graph
	members map[int64]*Member
	touched map[int64]bool  // members whose thread may have changed
	gone    map[int64]bool  // members that are no more
	before  map[Key][]int64 // the groups of the keys that come and go, as they were
}

func (u *updater) member(number int64) (*Member, error) {
	if m := u.members[number]; m != nil {
		return m, nil
	}
	m, err := u.graph.Member(number)
	if err == nil {
		u.members[number] = m
	}
	return m, err
}

// look remembers the groups of a member's keys before anything changes.
func (u *updater) look(m *Member) error {
	for _, k := range m.Keys {
		if _, known := u.before[k]; known {
			continue
		}
		group, err := u.graph.Group(k, MaxGroup+1)
		if err != nil {
			return err
		}
		u.before[k] = group
	}
	return nil
}

func (u *updater) remove(gone []int64) error {
	for _, n := range gone {
		m, err := u.member(n)
		if err != nil {
			return err
		}
		if err := u.look(m); err != nil {
			return err
		}
		edges, err := u.graph.Edges(n)
		if err != nil {
			return err
		}
		for _, e := range edges {
			u.touched[e.A], u.touched[e.B] = true, true
		}
	}
	for _, n := range gone {
		if err := u.graph.Delete(n); err != nil {
			return err
		}
	}
	for _, n := range gone {
		delete(u.touched, n)
		delete(u.members, n)
		u.gone[n] = true
	}
	return nil
}

func (u *updater) insert(come []Numbered) error {
	for i := range come {
		if err := u.look(&come[i].Member); err != nil {
			return err
		}
	}
	for i := range come {
		if err := u.graph.Insert(come[i].Number, &come[i].Member); err != nil {
			return err
		}
		delete(u.gone, come[i].Number) // a number may be given again
		u.members[come[i].Number] = &come[i].Member
		u.touched[come[i].Number] = true
	}
	return nil
}

// open reports whether a group is small enough to be compared.
func open(group []int64) bool { return len(group) <= MaxGroup }

// regroup looks after the keys whose groups have grown past MaxGroup or have
// shrunk back: the edges that they alone have made go, or come back.
func (u *updater) regroup() error {
	for _, k := range slices.Sorted(maps.Keys(u.before)) {
		after, err := u.graph.Group(k, MaxGroup+1)
		if err != nil {
			return err
		}
		switch was := u.before[k]; {
		case open(was) && !open(after):
			err = u.close(was)
		case !open(was) && open(after):
			for i := range after {
				for j := range i {
					if err == nil {
						err = u.pair(after[i], after[j])
					}
				}
			}
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// close drops the edges among the members of a group that share no other key
// that is open.
func (u *updater) close(group []int64) error {
	for _, n := range group {
		if u.gone[n] {
			continue
		}
		edges, err := u.graph.Edges(n)
		if err != nil {
			return err
		}
		for _, e := range edges {
			if _, among := slices.BinarySearch(group, e.A+e.B-n); !among || n != e.A {
				continue
			}
			kept, err := u.share(e.A, e.B)
			if err != nil {
				return err
			}
			if kept {
				continue
			}
			if err := u.graph.Disconnect(e); err != nil {
				return err
			}
			u.touched[e.A], u.touched[e.B] = true, true
		}
	}
	return nil
}

// share reports whether two members share a key whose group is open.
func (u *updater) share(a, b int64) (bool, error) {
	x, err := u.member(a)
	if err != nil {
		return false, err
	}
	y, err := u.member(b)
	if err != nil {
		return false, err
	}
	for _, k := range x.Keys {
		if _, both := slices.BinarySearch(y.Keys, k); !both {
			continue
		}
		group, err := u.graph.Group(k, MaxGroup+1)
		if err != nil || open(group) {
			return err == nil, err
		}
	}
	return false, nil
}

// join compares a member with all that share an open key with it.
func (u *updater) join(number int64) error {
	m := u.members[number]
	seen := map[int64]bool{number: true}
	for _, k := range m.Keys {
		group, err := u.graph.Group(k, MaxGroup+1)
		if err != nil {
			return err
		}
		if !open(group) {
			continue
		}
		for _, other := range group {
			if seen[other] {
				continue
			}
			seen[other] = true
			if err := u.pair(number, other); err != nil {
				return err
			}
		}
	}
	return nil
}

// pair connects two members where Pair does.
func (u *updater) pair(a, b int64) error {
	x, err := u.member(a)
	if err != nil {
		return err
	}
	y, err := u.member(b)
	if err != nil {
		return err
	}
	e, ok := edge(a, x, b, y)
	if !ok {
		return nil
	}
	u.touched[a], u.touched[b] = true, true
	return u.graph.Connect(e)
}

// edge returns the edge between two numbered members.
func edge(a int64, x *Member, b int64, y *Member) (Edge, bool) {
	if Compare(x, y) < 0 {
		a, x, b, y = b, y, a, x
	}
	e, ok := Pair(y, x)
	e.A, e.B = a, b
	return e, ok
}

// threads gathers the threads of all that was touched.
func (u *updater) threads() error {
	done := map[int64]bool{}
	for _, n := range slices.Sorted(maps.Keys(u.touched)) {
		if done[n] {
			continue
		}
		thread, err := u.thread(n)
		if err != nil {
			return err
		}
		for _, m := range thread {
			done[m] = true
		}
		if err := u.tell(thread); err != nil {
			return err
		}
	}
	return nil
}

// thread returns all members that edges join to one, itself first.
func (u *updater) thread(n int64) ([]int64, error) {
	thread, in := []int64{n}, map[int64]bool{n: true}
	for i := 0; i < len(thread); i++ {
		edges, err := u.graph.Edges(thread[i])
		if err != nil {
			return nil, err
		}
		for _, e := range edges {
			other := e.A + e.B - thread[i]
			if Threaded(e.Kind) && !in[other] {
				in[other] = true
				thread = append(thread, other)
			}
		}
	}
	return thread, nil
}

// tell says to the graph which thread the members make.
func (u *updater) tell(thread []int64) error {
	members := map[int64]*Member{}
	for _, n := range thread {
		m, err := u.member(n)
		if err != nil {
			return err
		}
		members[n] = m
	}
	first, releases := firstOf(thread, members)
	for _, n := range thread {
		if err := u.graph.Thread(n, first, len(thread), releases); err != nil {
			return err
		}
	}
	return nil
}
