package link

import (
	"iter"
	"slices"
)

// Reach is how far apart two holders of a key may stand, in the order of Place
// then number, to be compared: each is compared with so many before it and so
// many after. A thing that is said every week for years is thus one chain, and
// costs no more for each time that it is said again.
const Reach = 16

// Graph is the kept graph of members, as an engine gives it to Update within
// one transaction. Members go by numbers that the engine gives them; those of one
// release are in one order however often it is read.
type Graph interface {
	// Around returns up to most holders of the same key that stand before one in the order of CompareHolders, and up to most that
	// stand after it, the nearest first. The holder itself need not be kept. Of a key that reports alone
	// hold, which makes no edge, it may return none.
	Around(h Holder, most int) (before, after []Holder, err error)
	// Member returns a member; it is not changed.
	Member(number int64) (*Member, error)
	// Insert keeps a member under a number that is free.
	Insert(number int64, m *Member) error
	// Delete forgets a member and every edge that starts or ends at it.
	Delete(number int64) error
	// Edges returns the edges that start or end at a member, EdgesFrom those that start at it.
	Edges(number int64) ([]Edge, error)
	EdgesFrom(number int64) ([]Edge, error)
	// Connect keeps an edge; one that is kept already stays as it is.
	Connect(e Edge) error
	// Disconnect forgets an edge.
	Disconnect(e Edge) error
	// ThreadOf returns the thread of a member and how many members that has; 0 and 1 for a
	// member that is in none. An engine may keep none of passages.
	ThreadOf(number int64) (thread int64, members int, err error)
	// ThreadMembers returns the members of a thread, ascending.
	ThreadMembers(thread int64) ([]int64, error)
	// Thread moves members, each once, out of the threads that they are of and into another;
	// 0 is a new one. A thread that is left with one member, or begun with one, is none.
	Thread(thread int64, members []int64) error
}

// Numbered is a member on its way into a graph.
type Numbered struct {
	Number int64
	Member
}

// Update takes members out of a graph and others in, and brings edges and
// threads up to date. It costs time in proportion to the members that come and
// go, however large the graph and its threads are; where two threads become one
// or one falls apart, to the smaller. The graph is then what it would be had all
// its members come at once.
func Update(g Graph, gone []int64, come []Numbered) error {
	u := updater{graph: g, members: map[int64]*Member{}, joined: map[[2]int64]bool{}, parted: parting{}}
	for _, n := range gone {
		if err := u.remove(n); err != nil {
			return err
		}
	}
	for i := range come {
		if err := u.insert(come[i].Number, &come[i].Member); err != nil {
			return err
		}
	}
	return u.threads()
}

type updater struct {
	graph   Graph
	members map[int64]*Member
	joined  map[[2]int64]bool // the ends of edges made that join threads
	parted  parting           // the ends of such edges that were lost
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

// around are the holders of a key about one, the nearest first.
type around struct{ before, after []Holder }

func (u *updater) around(h Holder) (a around, err error) {
	a.before, a.after, err = u.graph.Around(h, Reach)
	return a, err
}

// parted returns the pairs about a member that stand one too far apart with it
// between them, and just near enough without it.
func (a around) parted(do func(before, after Holder) error) error {
	for i, b := range a.before {
		j := Reach - 1 - i
		if j >= len(a.after) || !mayLink(b, a.after[j]) {
			continue
		}
		if err := do(b, a.after[j]); err != nil {
			return err
		}
	}
	return nil
}

// Parted returns the members at which edges may start between the pairs that stand too far apart once a holder is between them, of
// those that Around gives: Update asks for the edges from them.
func Parted(before, after []Holder) iter.Seq[int64] {
	return func(yield func(int64) bool) {
		for i, b := range before {
			j := Reach - 1 - i
			if j >= len(after) || !mayLink(b, after[j]) {
				continue
			}
			for n := range laterOf(b, after[j]) {
				if !yield(n) {
					return
				}
			}
		}
	}
}

// laterOf returns the members at which an edge between a holder and a later one may start: the later, and of one day either, for members
// are then in another order than holders.
func laterOf(before, after Holder) iter.Seq[int64] {
	return func(yield func(int64) bool) {
		if yield(after.Number) && dayOfPlace(before.Place) == dayOfPlace(after.Place) {
			yield(before.Number)
		}
	}
}

// HeldAgainst returns the numbers of the holders that a holder is compared with, of those that Around gives.
func HeldAgainst(h Holder, before, after []Holder) (out []int64) {
	for _, b := range before {
		if mayLink(b, h) {
			out = append(out, b.Number)
		}
	}
	for _, b := range after {
		if mayLink(h, b) {
			out = append(out, b.Number)
		}
	}
	return out
}

// remove takes a member out. Pairs that it kept too far apart are compared.
func (u *updater) remove(n int64) error {
	m, err := u.member(n)
	if err != nil {
		return err
	}
	edges, err := u.graph.Edges(n)
	if err != nil {
		return err
	}
	for _, e := range edges {
		u.lost(e)
	}
	if err := u.graph.Delete(n); err != nil {
		return err
	}
	u.parted.passOver(n)
	delete(u.members, n)
	for h := range m.Holders(n) {
		a, err := u.around(h)
		if err == nil {
			err = a.parted(func(before, after Holder) error { return u.pair(before.Number, after.Number) })
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// insert takes a member in, compares it with those about it, and parts those
// that now stand too far apart.
func (u *updater) insert(n int64, m *Member) error {
	if err := u.graph.Insert(n, m); err != nil {
		return err
	}
	u.members[n] = m
	compared := map[int64]bool{}
	for h := range m.Holders(n) {
		a, err := u.around(h)
		if err != nil {
			return err
		}
		for _, other := range HeldAgainst(h, a.before, a.after) {
			if compared[other] {
				continue
			}
			compared[other] = true
			if err := u.pair(n, other); err != nil {
				return err
			}
		}
		if err := a.parted(u.part); err != nil {
			return err
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
	if Threaded(e.Kind) {
		u.joined[[2]int64{e.A, e.B}] = true
	}
	return u.graph.Connect(e)
}

// lost notes that an edge is no more.
func (u *updater) lost(e Edge) {
	if Threaded(e.Kind) {
		delete(u.joined, [2]int64{e.A, e.B})
		u.parted.add(e.A, e.B)
	}
}

// part drops the edges of two members that no key brings near each other any
// more.
func (u *updater) part(before, after Holder) error {
	a, b := before.Number, after.Number
	for from := range laterOf(before, after) {
		edges, err := u.graph.EdgesFrom(from)
		if err != nil {
			return err
		}
		for _, e := range edges {
			if e.B != a+b-from {
				continue
			}
			if near, err := u.near(a, b); near || err != nil {
				return err
			}
			if err := u.graph.Disconnect(e); err != nil {
				return err
			}
			u.lost(e)
		}
	}
	return nil
}

// near reports whether any key brings two members within reach of each other.
func (u *updater) near(a, b int64) (bool, error) {
	x, err := u.member(a)
	if err != nil {
		return false, err
	}
	y, err := u.member(b)
	if err != nil {
		return false, err
	}
	for h := range x.Holders(a) {
		if _, both := slices.BinarySearch(y.Keys, h.Key); !both {
			continue
		}
		r, err := u.around(h)
		if err != nil || slices.Contains(HeldAgainst(h, r.before, r.after), b) {
			return err == nil, err
		}
	}
	return false, nil
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
