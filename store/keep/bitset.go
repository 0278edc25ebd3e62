package keep

import "math/bits"

// bitset is a set of ordinals: places in the snapshot's ascending positions.
type bitset []uint64

func newBitset(n int) bitset { return make(bitset, (n+63)/64) }

// fullBitset holds 0 to n-1.
func fullBitset(n int) bitset {
	b := newBitset(n)
	b.setRange(0, n)
	return b
}

func (b bitset) set(i int)      { b[i>>6] |= 1 << (i & 63) }
func (b bitset) unset(i int)    { b[i>>6] &^= 1 << (i & 63) }
func (b bitset) has(i int) bool { return b[i>>6]&(1<<(i&63)) != 0 }

// setRange sets from to to-1.
func (b bitset) setRange(from, to int) {
	for ; from < to && from&63 != 0; from++ {
		b.set(from)
	}
	for ; from+64 <= to; from += 64 {
		b[from>>6] = ^uint64(0)
	}
	for ; from < to; from++ {
		b.set(from)
	}
}

func (b bitset) clone() bitset { return append(bitset(nil), b...) }

func (b bitset) and(o bitset) {
	for i := range b {
		b[i] &= o[i]
	}
}

func (b bitset) or(o bitset) {
	for i := range b {
		b[i] |= o[i]
	}
}

func (b bitset) andNot(o bitset) {
	for i := range b {
		b[i] &^= o[i]
	}
}

func (b bitset) count() int {
	n := 0
	for _, w := range b {
		n += bits.OnesCount64(w)
	}
	return n
}

// before returns the largest member below i, or -1.
func (b bitset) before(i int) int {
	if i <= 0 {
		return -1
	}
	i--
	at := i >> 6
	if w := b[at] << (63 - i&63); w != 0 {
		return i - bits.LeadingZeros64(w)
	}
	for at--; at >= 0; at-- {
		if b[at] != 0 {
			return at<<6 + 63 - bits.LeadingZeros64(b[at])
		}
	}
	return -1
}

// each calls do for every member, ascending.
func (b bitset) each(do func(i int)) {
	for at, w := range b {
		for ; w != 0; w &= w - 1 {
			do(at<<6 + bits.TrailingZeros64(w))
		}
	}
}
