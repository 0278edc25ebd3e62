// Package dealt sorts lists whose keys are spread evenly.
package dealt

import "slices"

// partBits is of how many bits the number is by which elements are dealt out.
const partBits = 12

// Sorted returns the elements of a list in the order of compare, which is that of the keys of so many bits and then any: they are
// dealt out by the first bits of their keys, so that of keys that are spread evenly, such as hashes, few are compared. The list stays
// as it is. Of equal elements either may come first.
func Sorted[T any](list []T, bits uint, key func(*T) uint64, compare func(a, b T) int) []T {
	part := func(one *T) uint64 { return key(one) >> (bits - partBits) }
	var ends [1<<partBits + 1]int
	for i := range list {
		ends[part(&list[i])+1]++
	}
	for i := range ends[1:] {
		ends[i+1] += ends[i]
	}
	out, next := make([]T, len(list)), ends
	for i := range list {
		at := part(&list[i])
		out[next[at]] = list[i]
		next[at]++
	}
	for i := range ends[1:] {
		slices.SortFunc(out[ends[i]:ends[i+1]], compare)
	}
	return out
}
