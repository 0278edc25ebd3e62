package search

import (
	"slices"
)

// Equal reports whether two trees ask for the same, node for node. How words
// were spelt (the Text of a node) does not matter, only what they are looked
// up as; the order of conditions does. nil is All.
func Equal(a, b Node) bool {
	switch a := a.(type) {
	case nil:
		return b == nil || b == Node(All{})
	case All:
		_, ok := b.(All)
		return ok || b == nil
	case And:
		b, ok := b.(And)
		return ok && slices.EqualFunc(a.Of, b.Of, Equal)
	case Or:
		b, ok := b.(Or)
		return ok && slices.EqualFunc(a.Of, b.Of, Equal)
	case Not:
		b, ok := b.(Not)
		return ok && Equal(a.Of, b.Of)
	}
	return equalLeaf(a, b)
}

func equalLeaf(a, b Node) bool {
	switch a := a.(type) {
	case Word:
		b, ok := b.(Word)
		return ok && a.Term == b.Term && a.Prefix == b.Prefix
	case Phrase:
		b, ok := b.(Phrase)
		return ok && slices.Equal(a.Terms, b.Terms)
	case Field:
		b, ok := b.(Field)
		return ok && a.Name == b.Name && a.Prefix == b.Prefix && slices.Equal(a.Words, b.Words)
	case Kind:
		b, ok := b.(Kind)
		return ok && a == b
	case Review:
		b, ok := b.(Review)
		return ok && a == b
	case Issued:
		b, ok := b.(Issued)
		return ok && a == b
	case Due:
		b, ok := b.(Due)
		return ok && a == b
	case Amount:
		b, ok := b.(Amount)
		return ok && a.Currency == b.Currency && a.MinOpen == b.MinOpen && a.MaxOpen == b.MaxOpen && equalEnd(a.Min, b.Min) && equalEnd(a.Max, b.Max)
	}
	return false
}

func equalEnd(a, b *float64) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}

// Simplify returns a tree that matches the same: And within And and Or within
// Or are one, a condition said twice stands once, where it was first, groups
// of one are what they hold, All falls out of And, two negations fall out.
// nil is All. Simplify of what it returns changes nothing.
func Simplify(n Node) Node {
	switch n := n.(type) {
	case nil:
		return All{}
	case Not:
		of := Simplify(n.Of)
		if inner, ok := of.(Not); ok {
			return inner.Of
		}
		return Not{of}
	case And:
		var of []Node
		for _, c := range n.Of {
			switch c := Simplify(c).(type) {
			case All:
			case And:
				of = addAll(of, c.Of)
			default:
				of = addAll(of, []Node{c})
			}
		}
		switch len(of) {
		case 0:
			return All{}
		case 1:
			return of[0]
		}
		return And{of}
	case Or:
		return simplifyOr(n)
	}
	return n
}

// simplifyOr: an Or of nothing matches nothing.
func simplifyOr(n Or) Node {
	var of []Node
	for _, c := range n.Of {
		switch c := Simplify(c).(type) {
		case All:
			return All{}
		case Or:
			of = addAll(of, c.Of)
		default:
			of = addAll(of, []Node{c})
		}
	}
	switch len(of) {
	case 0:
		return Not{All{}}
	case 1:
		return of[0]
	}
	return Or{of}
}

func addAll(to, of []Node) []Node {
	for _, n := range of {
		if !contains(to, n) {
			to = append(to, n)
		}
	}
	return to
}

func contains(of []Node, n Node) bool {
	return slices.ContainsFunc(of, func(m Node) bool { return Equal(m, n) })
}

// With returns the query narrowed by n, simplified. Where n stands in it
// already the query is unchanged.
func With(q, n Node) Node { return Simplify(And{[]Node{q, n}}) }

// Without returns the query without the condition n, simplified: the reverse
// of With. It takes away what must hold of every match, not what stands in an
// Or or under a Not. Where n is an And, all its conditions go.
func Without(q, n Node) Node {
	drop := conditions(Simplify(n))
	var of []Node
	for _, c := range conditions(Simplify(q)) {
		if !contains(drop, c) {
			of = append(of, c)
		}
	}
	return Simplify(And{of})
}

// Has reports whether n is among the conditions that every match of q must
// meet: whether Without would take it away.
func Has(q, n Node) bool {
	of := conditions(Simplify(q))
	for _, c := range conditions(Simplify(n)) {
		if !contains(of, c) {
			return false
		}
	}
	return true
}

// conditions returns what a simplified tree requires, one by one.
func conditions(n Node) []Node {
	if and, ok := n.(And); ok {
		return and.Of
	}
	return []Node{n}
}

// depth is the number of nodes from the root to the deepest leaf.
func depth(n Node) int {
	deepest := 0
	switch n := n.(type) {
	case And:
		for _, c := range n.Of {
			deepest = max(deepest, depth(c))
		}
	case Or:
		for _, c := range n.Of {
			deepest = max(deepest, depth(c))
		}
	case Not:
		deepest = depth(n.Of)
	}
	return deepest + 1
}
