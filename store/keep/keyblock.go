package keep

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"hash/crc64"
	"slices"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/link"
)

// Which member holds which key is kept in sorted runs: a log-structured merge. Keys are hashes, so that those
// of one release lie scattered over all there are; a table of them would have a page read and written for each. A
// run is written once, in the order of its keys, and never changed; several of like size are merged into
// one. An entry says that a member holds a key, or cancels one that says so: what is held is the sum of all runs, in
// whatever order they are looked at.

// keyEntry is one entry of a run: place and held order the holders of a key, as holderOf has them.
type keyEntry struct {
	key, place, held int64
	weight           int32       // 1, or -1 where it cancels one; where entries of one holder were merged, their sum
	traits           link.Traits // of the holder; 0 where they are not known, or entries of it that were merged had others
}

// compareEntries orders entries as runs have them.
func compareEntries(a, b keyEntry) int {
	switch { // cmp.Or would compare all three each time
	case a.key != b.key:
		return cmp.Compare(a.key, b.key)
	case a.place != b.place:
		return cmp.Compare(a.place, b.place)
	}
	return cmp.Compare(a.held, b.held)
}

func entryOf(h link.Holder, weight int32) keyEntry {
	return keyEntry{int64(h.Key), h.Place, heldBy(h), weight, h.Traits}
}

func (e keyEntry) holder() link.Holder { return holderOf(e.key, e.place, e.held, e.traits) }

func (e keyEntry) sort() link.Sort { return link.Sort(e.held >> kindShift) }

// anchors is link.Sort.Anchors of the holder.
func (e keyEntry) anchors() bool { return e.sort().Anchors() }

// plus returns an entry with another of the same holder added to it; none says that together they come to nothing. A member that
// went and came again with other traits comes to an entry without weight, after which those that another run gives for it do not
// count.
func (e keyEntry) plus(o keyEntry) (sum keyEntry, none bool) {
	cancel := e.weight != 0 && e.weight+o.weight == 0
	none = cancel && e.traits == o.traits && (e.traits != 0 || !e.sort().HasTraits()) // 0 may stand for several
	if e.weight += o.weight; e.traits != o.traits {
		e.traits = 0
	}
	return e, none
}

// summed adds up the entries of one holder that stand side by side, in order, and drops those that come to nothing.
func summed(entries []keyEntry) []keyEntry {
	out := entries[:0]
	for _, e := range entries {
		last := len(out) - 1
		if last < 0 || compareEntries(out[last], e) != 0 {
			out = append(out, e)
			continue
		}
		sum, none := out[last].plus(e)
		if out[last] = sum; none {
			out = out[:last]
		}
	}
	return out
}

// digest is a hash of the entry: those of a member's entries add up to the digest of the row that keeps it.
func (e keyEntry) digest() int64 {
	return int64(scattered(uint64(e.key)^scattered(uint64(e.place)^scattered(uint64(e.held)))) >> 32)
}

// digestBits are the bits of a sum of digests that are kept.
const digestBits = 1<<32 - 1

// runReleases are the releases of a run's entries, by place and position; entries name them by their number in this list,
// for a release has hundreds.
type runReleases struct {
	list [][2]int64 // ascending
	at   map[[2]int64]int
}

func newRunReleases(list [][2]int64) *runReleases {
	slices.SortFunc(list, compareRows[[2]int64])
	r := &runReleases{list: slices.Compact(list)}
	r.at = make(map[[2]int64]int, len(r.list))
	for i, one := range r.list {
		r.at[one] = i
	}
	return r
}

func releaseOfEntry(place, held int64) [2]int64 { return [2]int64{place, positionOfFact(held)} }

func (r *runReleases) encode() []byte {
	b := binary.AppendUvarint(nil, uint64(len(r.list)))
	var last [2]int64
	for _, one := range r.list {
		b = binary.AppendUvarint(b, uint64(one[0]-last[0]))
		b = binary.AppendVarint(b, one[1]-last[1])
		last = one
	}
	return b
}

// digest is where the digest of a run begins: blocks alone may be those of other releases.
func (r *runReleases) digest() uint64 { return crc64.Checksum(r.encode(), crcTable) }

// errRun says that a run is damaged.
var errRun = fmt.Errorf("%w: the keys of what may be linked; run \"onrecord relink\"", onrecord.ErrDamaged)

func decodeReleases(b []byte) (list [][2]int64, err error) {
	n, size := binary.Uvarint(b)
	if size <= 0 || n > uint64(len(b)) {
		return nil, errRun
	}
	b, list = b[size:], make([][2]int64, n)
	var last [2]int64
	for i := range list {
		place, size := binary.Uvarint(b)
		if size <= 0 {
			return nil, errRun
		}
		position, more := binary.Varint(b[size:])
		if more <= 0 {
			return nil, errRun
		}
		b = b[size+more:]
		last = [2]int64{last[0] + int64(place), last[1] + position}
		list[i] = last
	}
	return list, nil
}

// blockStart is the first entry of a block: its key, place and held.
type blockStart [3]int64

func startOf(e keyEntry) blockStart { return blockStart{e.key, e.place, e.held} }

func compareStarts(a, b blockStart) int { return compareRows([3]int64(a), [3]int64(b)) }

// encodeStarts and decodeStarts keep the first entry of every block as a block keeps its entries.
func encodeStarts(releases *runReleases, starts []blockStart) (b []byte) {
	last := int64(0)
	for _, s := range starts {
		b = releases.appendEntry(b, last, keyEntry{s[0], s[1], s[2], 1, 0})
		last = s[0]
	}
	return b
}

// usualStartBytes is what the first entry of a block takes there, or a little less.
const usualStartBytes = 7

func decodeStarts(releases [][2]int64, b []byte) ([]blockStart, error) {
	starts := make([]blockStart, 0, len(b)/usualStartBytes)
	reader := blockReader{releases: releases, rest: b}
	for {
		more, err := reader.next()
		if !more || err != nil {
			return starts, err
		}
		starts = append(starts, startOf(reader.entry))
	}
}

// blockBytes is the most that a block takes: two stand on a page of SQLite's, and one in a row of PostgreSQL's that is
// kept whole.
const blockBytes = 1900

// mostEntryBytes is the most that an entry takes.
const mostEntryBytes = 4 * binary.MaxVarintLen64

var crcTable = crc64.MakeTable(crc64.ECMA)

// runBlocks keeps the blocks of a run, each as it ends.
type runBlocks struct {
	keep   func(block []byte) error // may hold on to it
	digest uint64                   // of the releases where a run has them, and of all blocks
	block  []byte
}

// end ends a block, and with it the run.
func (w *runBlocks) end() error {
	if len(w.block) == 0 {
		return nil
	}
	w.digest = crc64.Update(w.digest, crcTable, w.block)
	block := w.block
	w.block = nil
	return w.keep(block)
}

// runWriter makes the blocks of a run of entries that come in their order.
type runWriter struct {
	releases *runReleases
	runBlocks
	filter  keyFilter
	starts  []blockStart
	entries int64
	last    int64
}

func (w *runWriter) add(e keyEntry) error {
	if len(w.block)+mostEntryBytes > blockBytes {
		if err := w.end(); err != nil {
			return err
		}
	}
	if len(w.block) == 0 {
		w.block = make([]byte, 0, blockBytes)
		w.starts = append(w.starts, startOf(e))
		w.last = 0
	}
	w.block = w.releases.appendEntry(w.block, w.last, e)
	w.last = e.key
	w.entries++
	if e.anchors() {
		w.filter.add(e.key)
	}
	return nil
}

// appendEntry adds an entry after one of the key last, 0 where it is the first.
func (r *runReleases) appendEntry(b []byte, last int64, e keyEntry) []byte {
	more := uint64(0) // whether more is said than that a member of which no traits are known holds the key
	if e.weight != 1 || e.traits != 0 {
		more = 1
	}
	ordinal := uint64(maxFacts - 1 - e.held&(maxFacts-1))
	b = binary.AppendUvarint(b, uint64(e.key-last))
	b = binary.AppendUvarint(b, uint64(r.at[releaseOfEntry(e.place, e.held)]))
	b = binary.AppendUvarint(b, ordinal<<4|uint64(e.held>>kindShift)<<1|more)
	if more > 0 {
		b = binary.AppendUvarint(b, moreOf(e))
	}
	return b
}

// What more an entry says is a number: under traitsFrom its weight, as zigzag has it, and no traits, which is all that programs of schema 2
// wrote; from there on its traits and whether its weight is -1 or 1. Of another weight traits are not kept.
const (
	traitsFrom = 1 << 6
	mostMore   = traitsFrom + 2<<link.TraitBits
)

func moreOf(e keyEntry) uint64 {
	if e.traits == 0 || e.weight != 1 && e.weight != -1 {
		return uint64(e.weight<<1 ^ e.weight>>31)
	}
	return traitsFrom + uint64(e.traits)<<1 | uint64(1-e.weight)>>1
}

// readMore reads what more an entry says.
func (e *keyEntry) readMore(more uint64) {
	if more < traitsFrom {
		e.weight, e.traits = int32(more>>1)^-int32(more&1), 0
		return
	}
	more -= traitsFrom
	e.weight, e.traits = 1-2*int32(more&1), link.Traits(more>>1)
}

// blockReader gives the entries of a block, one after the other.
type blockReader struct {
	releases [][2]int64
	rest     []byte
	entry    keyEntry
}

// next reports whether there is another entry.
func (b *blockReader) next() (bool, error) {
	if len(b.rest) == 0 {
		return false, nil
	}
	key, n := uvarint(b.rest)
	if n <= 0 {
		return false, errRun
	}
	b.entry.key += int64(key)
	n, err := b.entry.read(b.releases, b.rest[n:])
	b.rest = b.rest[len(b.rest)-n:]
	return err == nil, err
}

// read reads all of an entry but its key, and returns how many bytes are left.
func (e *keyEntry) read(releases [][2]int64, b []byte) (left int, err error) {
	at, m := uvarint(b)
	if m <= 0 || at >= uint64(len(releases)) {
		return 0, errRun
	}
	tail, k := uvarint(b[m:])
	if k <= 0 || tail>>4 >= maxFacts || int(tail>>1&7) >= len(kindOfSort) {
		return 0, errRun
	}
	b = b[m+k:]
	release := releases[at]
	e.place = release[0]
	e.held = int64(tail>>1&7)<<kindShift | release[1]<<ordinalBits | int64(maxFacts-1-tail>>4)
	if e.weight, e.traits = 1, 0; tail&1 == 0 {
		return len(b), nil
	}
	said, n := uvarint(b)
	if n <= 0 || said >= mostMore {
		return 0, errRun
	}
	e.readMore(said)
	return len(b) - n, nil
}

// seek goes on to the next entry whose key is the given one or comes after it, and reports whether there is one. What it passes
// over is not decoded.
func (b *blockReader) seek(key int64) (bool, error) {
	for at := 0; at < len(b.rest); {
		more, n := uvarint(b.rest[at:])
		if n <= 0 {
			return false, errRun
		}
		if b.entry.key+int64(more) >= key {
			b.rest = b.rest[at:]
			return b.next()
		}
		b.entry.key += int64(more)
		at = passEntry(b.rest, at)
	}
	b.rest = nil
	return false, nil
}

// uvarint is binary.Uvarint, for numbers that are mostly small.
func uvarint(b []byte) (uint64, int) {
	if len(b) > 0 && b[0] < 0x80 {
		return uint64(b[0]), 1
	}
	return binary.Uvarint(b)
}

// passEntry returns where the entry ends that begins at a place of a block.
func passEntry(block []byte, at int) int {
	at = passNumber(block, passNumber(block, at)) // key and release
	more := at < len(block) && block[at]&1 > 0
	if at = passNumber(block, at); more {
		at = passNumber(block, at)
	}
	return at
}

func passNumber(block []byte, at int) int {
	for at < len(block) && block[at] >= 0x80 {
		at++
	}
	return at + 1
}
