package keep

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"hash/crc64"
	"math/bits"
	"slices"

	"github.com/cespare/xxhash/v2"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/internal/dealt"
)

// Which facts hold a word or a token is kept in sorted runs, a log-structured merge, as the keys of links are: a release has
// some fifty facts with 680 of them, and an index of words has a row for each fact, whose words it cuts, gathers and
// sorts by themselves. A run is written once, in the order of its terms, and never changed; several of like size
// are merged into one. A fact stands in one run with all its terms; a release whose facts are no more is said to be gone from it.

// posting says that a fact holds the term that the key stands for.
type posting struct {
	key  uint64
	fact int64 // its number; of a run that is written, its place there
}

func comparePostings(a, b posting) int {
	return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.fact, b.fact))
}

// Keys are hashes of 56 bits: of a record of a million releases one question in a thousand million would find facts too many.
const termBits = 56

// everyFact is the key that all facts have.
const everyFact = 0

func termKey[T string | []byte](term T) uint64 {
	return max(everyFact+1, xxhash.Sum64String(string(term))>>(64-termBits))
}

// sortedPostings returns postings in their order, each once.
func sortedPostings(list []posting) []posting {
	return slices.Compact(dealt.Sorted(list, termBits, func(p *posting) uint64 { return p.key }, comparePostings))
}

// factPlaces are the releases of a run, whose facts have places in it: numbers that are in the order of the facts' own and
// much shorter.
type factPlaces struct {
	positions []int64 // ascending
	bits      uint    // of a fact's place in its release
}

// newFactPlaces returns the places of facts, which are in any order.
func newFactPlaces(list []posting) factPlaces {
	p := factPlaces{bits: 1}
	for i := range list {
		at := positionOfFact(list[i].fact)
		if last := len(p.positions) - 1; last < 0 || p.positions[last] != at {
			p.positions = append(p.positions, at)
		}
		for placeOfFact(list[i].fact) >= 1<<p.bits {
			p.bits++
		}
	}
	slices.Sort(p.positions)
	p.positions = slices.Compact(p.positions)
	return p
}

// releaseBits is how many bits of a place say which release it is.
func (p *factPlaces) releaseBits() uint {
	return uint(max(1, bits.Len(uint(len(p.positions)))))
}

// first returns the least place of a fact whose number is not below the given one; where there is none, it is above all.
func (p *factPlaces) first(number int64) uint64 {
	at, found := slices.BinarySearch(p.positions, positionOfFact(number))
	place := (uint64(kindOfFact(number))<<p.releaseBits() + uint64(at)) << p.bits
	within := number&(maxFacts-1) - (maxFacts - 1<<p.bits)
	if !found || within <= 0 {
		return place
	}
	return place + uint64(within)
}

// number is the number of the fact at a place.
func (p *factPlaces) number(place uint64) (number int64, ok bool) {
	release := p.release(place)
	if release >= len(p.positions) {
		return 0, false
	}
	kind := place >> p.bits >> p.releaseBits()
	return int64(kind)<<kindShift | p.positions[release]<<ordinalBits | (maxFacts - 1<<p.bits) + int64(place&(1<<p.bits-1)), true
}

// release is which of the releases a place is in.
func (p *factPlaces) release(place uint64) int {
	return int(place >> p.bits & (1<<p.releaseBits() - 1))
}

func (p *factPlaces) encode() []byte {
	b := binary.AppendUvarint(nil, uint64(p.bits))
	return append(b, encodePositions(p.positions)...)
}

func decodeFactPlaces(b []byte) (p factPlaces, err error) {
	bits, n := binary.Uvarint(b)
	if n <= 0 || bits == 0 || bits > ordinalBits {
		return p, errFactRun
	}
	p.bits = uint(bits)
	p.positions, err = decodePositions(b[n:])
	return p, err
}

// encodePositions packs positions, which ascend: the distance of each from the one before.
func encodePositions(list []int64) (b []byte) {
	last := int64(0)
	for _, p := range list {
		b = binary.AppendUvarint(b, uint64(p-last))
		last = p
	}
	return b
}

func decodePositions(b []byte) (list []int64, err error) {
	for last := int64(0); len(b) > 0; {
		more, n := binary.Uvarint(b)
		if last += int64(more); n <= 0 || last < 0 || last > maxPosition {
			return nil, errFactRun
		}
		list, b = append(list, last), b[n:]
	}
	return list, nil
}

// errFactRun says that a run is damaged.
var errFactRun = fmt.Errorf("%w: the index of facts; restore a backup", onrecord.ErrDamaged)

// placed is a posting as a run has it.
type placed struct{ key, place uint64 }

func comparePlaced(a, b placed) int {
	return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.place, b.place))
}

// What begins a number in a block: its last bit says whether a key follows the last key, or a place the last place.
const (
	keyFollows   = 0
	placeFollows = 1
)

// factBlocks makes the blocks of a run of postings that come in their order.
type factBlocks struct {
	runBlocks
	starts []placed // the first posting of each block
	count  int64
	last   placed
}

func (w *factBlocks) add(p placed) error {
	if len(w.block)+2*binary.MaxVarintLen64 > blockBytes {
		if err := w.end(); err != nil {
			return err
		}
	}
	begins := len(w.block) == 0
	if begins {
		w.block = make([]byte, 0, blockBytes)
		w.starts, w.last = append(w.starts, p), placed{}
	}
	if begins || p.key != w.last.key {
		w.block = binary.AppendUvarint(w.block, (p.key-w.last.key)<<1|keyFollows)
		w.last.place = 0
	}
	w.block = binary.AppendUvarint(w.block, (p.place-w.last.place)<<1|placeFollows)
	w.last = p
	w.count++
	return nil
}

// postingReader gives the postings of a block, one after the other.
type postingReader struct {
	rest []byte
	last placed
}

// next reports whether there is another posting, which then is b.last.
func (b *postingReader) next() (bool, error) {
	if len(b.rest) == 0 {
		return false, nil
	}
	n, size := uvarint(b.rest)
	if size > 0 && n&1 == keyFollows {
		b.last.key += n >> 1
		b.last.place = 0
		b.rest = b.rest[size:]
		n, size = uvarint(b.rest)
	}
	if size <= 0 || n&1 != placeFollows {
		return false, errFactRun
	}
	b.last.place += n >> 1
	b.rest = b.rest[size:]
	return true, nil
}

// appendPlaces appends the places from one to another, exclusive, that a block has under a key.
func appendPlaces(dst []uint64, block []byte, key, from, to uint64) ([]uint64, error) {
	b := postingReader{rest: block}
	for {
		some, err := b.next()
		if !some || err != nil || b.last.key > key {
			return dst, err
		}
		if b.last.key == key && from <= b.last.place && b.last.place < to {
			dst = append(dst, b.last.place)
		}
	}
}

func encodePlaced(list []placed) (b []byte) {
	last := uint64(0)
	for _, p := range list {
		b = binary.AppendUvarint(binary.AppendUvarint(b, p.key-last), p.place)
		last = p.key
	}
	return b
}

func decodePlaced(b []byte) (list []placed, err error) {
	for last := (placed{}); len(b) > 0; {
		key, n := binary.Uvarint(b)
		if n <= 0 {
			return nil, errFactRun
		}
		place, m := binary.Uvarint(b[n:])
		if m <= 0 {
			return nil, errFactRun
		}
		last = placed{last.key + key, place}
		list, b = append(list, last), b[n+m:]
	}
	return list, nil
}

// sum is where the digest of a run begins: blocks alone may be those of other releases.
func (p *factPlaces) sum() uint64 { return crc64.Checksum(p.encode(), crcTable) }
