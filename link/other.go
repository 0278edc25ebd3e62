package link

import (
	"slices"
	"strings"
)

// Two promises may be in the same words and be of two things.

// otherObject reports whether each says what something is done with, and neither speaks of
// the other's: that two rules begin on one day says nothing of either.
func otherObject(c, r *Member) bool {
	return len(c.Subject) > 0 && len(r.Subject) > 0 && len(intersection(c.Subject, r.Terms)) == 0 && len(intersection(r.Subject, c.Terms)) == 0
}

// namesakes reports whether two passages name things of one kind and none in common: the
// Ryton Bridge map and the Marlow Bridge map.
func namesakes(a, b []string) bool {
	kind := func(name string) string { return name[strings.LastIndexByte(name, ' ')+1:] }
	return disjoint(a, b) && slices.ContainsFunc(a, func(x string) bool {
		return slices.ContainsFunc(b, func(y string) bool { return kind(x) == kind(y) })
	})
}

// otherKin reports whether two passages, or their releases, name things of one kind and none in
// common: the Coastal Road Fund and the Inland Road Fund.
func otherKin(a, b *Member) bool {
	bodies := distinct(slices.Concat(saying(a, byIssuer), saying(b, byIssuer)))
	return namesakes(without(spokenOf(a), bodies), without(spokenOf(b), bodies))
}
