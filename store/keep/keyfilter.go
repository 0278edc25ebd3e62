package keep

// keyFilter is a Bloom filter of keys: of one that is in it has says so, of one that is not it
// says so but for one time in a hundred. Keys are hashes already; a library would hash them again.
type keyFilter []byte

// filterBits is how many bits stand for a key, probes how many of them it sets.
const (
	filterBits = 8
	probes     = 5
)

// newKeyFilter returns a filter with room for so many keys.
func newKeyFilter(keys int64) keyFilter { return make(keyFilter, (max(keys, 1)*filterBits+7)/8) }

// room is for how many keys the filter has room.
func (f keyFilter) room() int64 { return int64(len(f)) * 8 / filterBits }

func (f keyFilter) add(key int64) {
	h := scattered(uint64(key))
	for range probes {
		bit := f.bit(&h)
		f[bit/8] |= 1 << (bit % 8)
	}
}

func (f keyFilter) has(key int64) bool {
	if len(f) == 0 {
		return false
	}
	h := scattered(uint64(key))
	for range probes {
		bit := f.bit(&h)
		if f[bit/8]&(1<<(bit%8)) == 0 {
			return false
		}
	}
	return true
}

// bit returns the next of a key's bits: the upper half of its hash, to which the lower is added each time.
func (f keyFilter) bit(h *uint64) uint64 {
	bit := (*h >> 32) * uint64(len(f)) * 8 >> 32
	*h += *h<<32 | 1<<32
	return bit
}

// scattered is the finaliser of splitmix64: every bit of what comes changes half of what goes.
func scattered(x uint64) uint64 {
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}
