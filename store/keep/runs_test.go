package keep

import (
	"math/rand/v2"
	"os"
	"slices"
	"testing"
)

// TestRunsSortWhatMemoryDoesNotHold sorts more rows than are held at a time.
func TestRunsSortWhatMemoryDoesNotHold(t *testing.T) {
	folder := t.TempDir()
	for _, n := range []int{0, 3, runLength, 2*runLength + 7} {
		random := rand.New(rand.NewPCG(1, uint64(n)))
		r := newRuns[[2]int64](folder)
		var want [][2]int64
		for range n {
			one := [2]int64{random.Int64N(int64(n)) - int64(n)/2, random.Int64N(3)}
			want = append(want, one)
			if err := r.add(one); err != nil {
				t.Fatal(err)
			}
		}
		slices.SortFunc(want, compareRows[[2]int64])
		want = slices.Compact(want)
		var got [][2]int64
		err := r.sorted(func(one [2]int64, done int) error {
			if done < 1 || done > n {
				t.Fatalf("%d of %d rows are done", done, n)
			}
			got = append(got, one)
			return nil
		})
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%d rows: %d sorted, want %d in order, each once; %v", n, len(got), len(want), err)
		}
		r.close()
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) > 0 {
		t.Errorf("%d files are left, %v", len(left), err)
	}
}
