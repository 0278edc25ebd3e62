package dealt

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestSortedIsInOrder(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for _, n := range []int{0, 1, 2, 5000} {
		list := make([]uint64, n)
		for i := range list {
			list[i] = random.Uint64() >> (64 - 20 - uint(i)%2*20) // spread evenly, and all at the start
		}
		before, want := slices.Clone(list), slices.Sorted(slices.Values(list))
		got := Sorted(list, 40, func(n *uint64) uint64 { return *n }, cmp.Compare[uint64])
		if !slices.Equal(got, want) || !slices.Equal(list, before) {
			t.Errorf("%d numbers are not sorted, or the list was changed", n)
		}
	}
}
