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
	w := factBlocks{runBlocks: runBlocks{keep: func(block []byte) error {
		blocks = append(blocks, block)
		return nil
	}}}
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

// TestSomeFactsAreFoundAsAmongAll: those that are looked for alone are those of all that are asked for, and no other block is read.
func TestSomeFactsAreFoundAsAmongAll(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	list := somePostings(random, 300, 40, 200)
	run := &factRun{factPlaces: newFactPlaces(list)}
	var numbers []int64
	for i := range list {
		numbers = append(numbers, list[i].fact)
		list[i].fact = int64(run.first(list[i].fact))
	}
	slices.Sort(numbers)
	numbers = slices.Compact(numbers)
	blocks := map[int64][]byte{}
	w := factBlocks{runBlocks: runBlocks{keep: func(block []byte) error {
		blocks[run.block(len(blocks))] = block
		return nil
	}}}
	for _, p := range sortedPostings(list) {
		if err := w.add(placed{p.key, uint64(p.fact)}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.end(); err != nil {
		t.Fatal(err)
	}
	run.starts = w.starts
	found := 0
	for _, many := range []int{0, 1, 5, 100, 3000} {
		var asked []int64
		for range many {
			asked = append(asked, numbers[random.IntN(len(numbers))]+int64(random.IntN(8)/7)) // one in eight is mostly no fact
		}
		slices.Sort(asked)
		first, last := numbers[len(numbers)/9], numbers[len(numbers)*8/9]
		for key := range uint64(50) {
			all := factFinder{run: run, first: run.first(first), end: run.first(last + 1), blocks: blocks}
			want, err := all.under(key << 40)
			if err != nil {
				t.Fatal(err)
			}
			want = slices.DeleteFunc(want, func(place uint64) bool {
				n, _ := run.number(place)
				_, is := slices.BinarySearch(asked, n)
				return !is
			})
			some := factFinder{run: run, first: run.first(first), end: run.first(last + 1), blocks: map[int64][]byte{}}
			some.among(asked)
			for at := range some.at(key << 40) {
				some.blocks[run.block(at)] = blocks[run.block(at)]
			}
			got, err := some.under(key << 40)
			if err != nil || !slices.Equal(got, want) {
				t.Fatalf("among %d facts, %d were found under %d, %v; want %d", many, len(got), key, err, len(want))
			}
			if found += len(got); len(some.blocks) > len(asked) {
				t.Fatalf("%d blocks were read for %d facts", len(some.blocks), many)
			}
		}
	}
	if found < 1000 {
		t.Errorf("only %d facts were found", found)
	}
}
