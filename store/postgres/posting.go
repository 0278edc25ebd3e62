package postgres

import (
	"cmp"
	"encoding/binary"
	"slices"
	"strings"

	"github.com/cespare/xxhash/v2"

	"github.com/onrecord/onrecord/internal/dealt"
	"github.com/onrecord/onrecord/store/keep"
)

// A GIN index says which rows hold two words, and not whether they stand side by side: each row would have to be opened. And
// it says so row by row. So postings stand beside the text index: of each word, which texts hold it; of each two
// neighbours, where. They are kept in sorted runs, a log-structured merge, as the keys of links are
// (keep/keyblock.go): of pairs most are rare, and an index of them would have a page written for nearly each.

// posting says that a text holds what the key stands for.
type posting struct {
	key  int64
	text uint32 // its place among the texts of the run
	at   uint32 // of a pair, where its first word stands; 0 of a word
}

func comparePostings(a, b posting) int {
	return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.text, b.text), cmp.Compare(a.at, b.at))
}

// Keys are hashes of 61 bits: of a record of a hundred million pairs one query in twenty thousand million would find a text too
// many. The last bit tells pairs from words.
const (
	keyBits = 62
	pairBit = 1
)

func wordKey(word string) int64 { return int64(xxhash.Sum64String(word) >> 3 << 1) }

// pairKey is the key of two words side by side, by their own.
func pairKey(first, second int64) int64 {
	var b [16]byte
	binary.LittleEndian.PutUint64(b[:8], uint64(first))
	binary.LittleEndian.PutUint64(b[8:], uint64(second))
	return int64(xxhash.Sum64(b[:])>>3<<1 | pairBit)
}

func isPair(key int64) bool { return key&pairBit != 0 }

// placeIn is where the nth word of a part of a text stands, from 1.
func placeIn(part, n int) uint32 { return uint32(part)<<14 | uint32(n) }

// keysOf returns the keys of what the text index must hold, and whether postings tell. Keys of pairs are those of neighbours
// in their order.
func keysOf(w keep.Words) (keys []int64, ok bool) {
	p, ok := w.(keep.Phrase)
	if !ok || p.Prefix {
		return nil, false
	}
	words := slices.Clone(p.Words) // the query's own stay as they are
	if p.Column == keep.PairColumn {
		words = words[:0]
		for i, pair := range p.Words {
			first, second, ok := strings.Cut(pair, keep.PairMark)
			if !ok {
				return nil, false
			}
			if i == 0 {
				words = append(words, first)
			}
			words = append(words, second)
		}
	}
	for i, w := range words {
		if words[i] = plain(w); len(words) == 1 {
			return []int64{wordKey(words[0])}, true
		}
		if i > 0 {
			keys = append(keys, pairKey(wordKey(words[i-1]), wordKey(words[i])))
		}
	}
	return keys, true
}

// newPostings are those of the texts that a transaction indexes.
type newPostings struct {
	rowids []int64 // of the texts
	last   map[int64]int
	list   []posting
}

// mostNewPostings bounds how many are held: 32 MB.
const mostNewPostings = 1 << 21

// add adds a text by the parts in which the index keeps it. One that is added again counts as it was added last.
func (p *newPostings) add(rowid int64, parts [][]string) {
	text := p.begin(rowid)
	for part, words := range parts {
		before := int64(0)
		for i, w := range words {
			key := wordKey(w)
			p.list = append(p.list, posting{key: key, text: text})
			if i > 0 {
				p.list = append(p.list, posting{pairKey(before, key), text, placeIn(part, i)})
			}
			before = key
		}
	}
}

func (p *newPostings) begin(rowid int64) (text uint32) {
	if p.last == nil {
		p.last = map[int64]int{}
	}
	p.last[rowid] = len(p.rowids)
	p.rowids = append(p.rowids, rowid)
	return uint32(len(p.rowids) - 1)
}

// sorted returns the texts, ascending, and their postings in order.
func (p *newPostings) sorted() (rowids []int64, list []posting) {
	for rowid := range p.last {
		rowids = append(rowids, rowid)
	}
	slices.Sort(rowids)
	places := make([]int32, len(p.rowids)) // among the ascending; -1 of what was added again
	for i, rowid := range p.rowids {
		place, _ := slices.BinarySearch(rowids, rowid)
		if places[i] = int32(place); p.last[rowid] != i {
			places[i] = -1
		}
	}
	list = p.list[:0]
	for _, one := range p.list {
		if place := places[one.text]; place >= 0 {
			one.text = uint32(place)
			list = append(list, one)
		}
	}
	return rowids, slices.Compact(dealt.Sorted(list, keyBits, func(p *posting) uint64 { return uint64(p.key) }, comparePostings))
}
