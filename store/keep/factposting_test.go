package keep

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// somePostings are postings of facts of some releases, each under a few of the keys.
func somePostings(random *rand.Rand, releases, facts, keys int) (list []posting) {
	for range releases {
		position := firstOf(random.Int64N(4000)) + random.Int64N(50)
		for i := range facts {
			n := factNumber(random.IntN(6), position, i)
			list = append(list, posting{everyFact, n})
			for range random.IntN(4) {
				list = append(list, posting{1 + uint64(random.IntN(keys))<<40, n})
			}
		}
	}
	return list
}

// TestPlacesOfFactsAreInTheOrderOfNumbers: a place stands for one number, and comes before another where the number does.
func TestPlacesOfFactsAreInTheOrderOfNumbers(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for _, facts := range []int{1, 2, 3, 70, 300} {
		list := somePostings(random, 40, facts, 5)
		places := newFactPlaces(list)
		decoded, err := decodeFactPlaces(places.encode())
		if err != nil || decoded.bits != places.bits || !slices.Equal(decoded.positions, places.positions) {
			t.Fatalf("places were read back as %v, %v; want %v", decoded, err, places)
		}
		var numbers []int64
		for _, p := range list {
			numbers = append(numbers, p.fact)
		}
		slices.Sort(numbers)
		numbers = slices.Compact(numbers)
		last := uint64(0)
		for i, n := range numbers {
			at := places.first(n)
			if got, ok := places.number(at); !ok || got != n || i > 0 && at <= last {
				t.Fatalf("%d facts: the place of %d is %d after %d, and that of %d, %t", facts, n, at, last, got, ok)
			}
			// What lies between two facts has the place of the next.
			if i > 0 && n-numbers[i-1] > maxFacts && places.first(n-maxFacts) > at {
				t.Fatalf("%d facts: what is before %d has a later place", facts, n)
			}
			last = at
		}
	}
}

func TestPostingsOfFactsInBlocks(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	list := somePostings(random, 60, 40, 3000)
	places := newFactPlaces(list)
	var want, read []placed
	for i := range list {
		list[i].fact = int64(places.first(list[i].fact))
	}
	var blocks [][]byte
	w := factBlocks{keep: func(block []byte) error {
		blocks = append(blocks, block)
		return nil
	}}
	for _, p := range sortedPostings(list) {
		want = append(want, placed{p.key, uint64(p.fact)})
		if err := w.add(want[len(want)-1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.end(); err != nil {
		t.Fatal(err)
	}
	for i, block := range blocks {
		r := postingReader{rest: block}
		for first := true; ; first = false {
			some, err := r.next()
			if err != nil {
				t.Fatal(err)
			}
			if !some {
				break
			}
			if first && w.starts[i] != r.last {
				t.Errorf("block %d begins with %v, and is said to with %v", i, r.last, w.starts[i])
			}
			read = append(read, r.last)
		}
	}
	starts, err := decodePlaced(encodePlaced(w.starts))
	if err != nil || !slices.Equal(starts, w.starts) || len(blocks) < 5 {
		t.Errorf("the starts of %d blocks were read as %d, %v", len(blocks), len(starts), err)
	}
	if !slices.Equal(read, want) || int(w.count) != len(want) {
		t.Errorf("%d postings were read, want %d", len(read), len(want))
	}
}
