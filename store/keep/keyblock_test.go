package keep

import (
	"slices"
	"testing"

	"github.com/onrecord/onrecord/link"
)

// TestEntriesAreReadAsTheyWereWritten writes entries of all weights, with traits and without, and reads them. Traits of an entry
// that adds up several are not kept.
func TestEntriesAreReadAsTheyWereWritten(t *testing.T) {
	releases := newRunReleases([][2]int64{{7 << 40, 5}, {8 << 40, 6}})
	held := func(sort link.Sort, position, place int64) int64 {
		return int64(sort)<<kindShift | position<<ordinalBits | (maxFacts - 1 - place)
	}
	most := link.Traits(1)<<link.TraitBits - 1
	var want []keyEntry
	for key, weight := range []int32{1, -1, 0, 2, -2, 9} {
		for _, traits := range []link.Traits{0, 1, most} {
			want = append(want, keyEntry{int64(key) << 30, 7 << 40, held(link.Measure, 5, int64(len(want))), weight, traits})
		}
	}
	var block []byte
	last := int64(0)
	for _, e := range want {
		block = releases.appendEntry(block, last, e)
		last = e.key
	}
	b := blockReader{releases: releases.list, rest: block}
	for _, e := range want {
		if e.weight != 1 && e.weight != -1 {
			e.traits = 0
		}
		if some, err := b.next(); !some || err != nil || b.entry != e {
			t.Fatalf("read %+v, %v, %v; want %+v", b.entry, some, err, e)
		}
	}
	if some, err := b.next(); some || err != nil {
		t.Errorf("there is more: %v, %v", some, err)
	}
	for _, key := range []int64{0, 1 << 30, 5 << 30} { // what is passed over is as long
		b := blockReader{releases: releases.list, rest: block}
		if some, err := b.seek(key); !some || err != nil || b.entry.key != key {
			t.Errorf("sought key %d and found %+v, %v, %v", key, b.entry, some, err)
		}
	}
}

// TestEntriesOfSchema2AreRead reads a block as it was written before entries had traits: a holder of a key, one that is
// cancelled, and one that two runs held which were merged.
func TestEntriesOfSchema2AreRead(t *testing.T) {
	releases := [][2]int64{{7 << 40, 5}}
	block := []byte{3, 0, 2<<4 | byte(link.Sum)<<1, 0, 0, 1<<4 | byte(link.Sum)<<1 | 1, 1, 4, 0, byte(link.Sum)<<1 | 1, 4}
	b := blockReader{releases: releases, rest: block}
	var got []keyEntry
	for {
		some, err := b.next()
		if err != nil {
			t.Fatal(err)
		}
		if !some {
			break
		}
		got = append(got, b.entry)
	}
	at := func(place int64) int64 { return int64(link.Sum)<<kindShift | 5<<ordinalBits | (maxFacts - 1 - place) }
	want := []keyEntry{{3, 7 << 40, at(2), 1, 0}, {3, 7 << 40, at(1), -1, 0}, {7, 7 << 40, at(0), 2, 0}}
	if !slices.Equal(got, want) {
		t.Errorf("read %+v, want %+v", got, want)
	}
}

// TestAMemberWithOtherTraitsLeavesNoneThatCount adds up what several runs say of one holder, in every order: what is left has the
// traits that it has now, or none.
func TestAMemberWithOtherTraitsLeavesNoneThatCount(t *testing.T) {
	one := func(weight int32, traits link.Traits) keyEntry {
		return keyEntry{1, 7 << 40, int64(link.Measure) << kindShift, weight, traits}
	}
	came := []keyEntry{one(1, 5), one(-1, 5), one(1, 6), one(-1, 6), one(1, 9)}
	for _, order := range [][]int{{0, 1, 2, 3, 4}, {4, 3, 2, 1, 0}, {2, 0, 4, 1, 3}, {1, 2, 3, 4, 0}} {
		var parts [2][]keyEntry // as two runs would keep them
		for i, n := range order {
			parts[i%2] = append(parts[i%2], came[n])
		}
		left := summed(slices.Concat(summed(parts[0]), summed(parts[1])))
		if len(left) != 1 || left[0].weight != 1 || left[0].traits != 9 && left[0].traits != 0 {
			t.Errorf("in the order %v %+v is left", order, left)
		}
	}
}
