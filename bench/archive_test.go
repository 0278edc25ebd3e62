package bench

import (
	"os"
	"path/filepath"
	"testing"
)

// TestArchive: the same seed writes the same releases, whatever number of them; another
// seed writes others.
func TestArchive(t *testing.T) {
	write := func(n int, seed uint64) string {
		a, err := NewArchive(120, seed)
		if err != nil {
			t.Fatal(err)
		}
		folder := t.TempDir()
		if err := a.Write(folder, n); err != nil {
			t.Fatal(err)
		}
		pages, err := filepath.Glob(filepath.Join(folder, "*.txt"))
		if err != nil || len(pages) != (n+99)/100 {
			t.Fatalf("%d pages of %d releases, %v", len(pages), n, err)
		}
		body, err := os.ReadFile(pages[0])
		if err != nil {
			t.Fatal(err)
		}
		return string(body)
	}
	first := write(120, 1)
	if again := write(100, 1); again != first {
		t.Error("the same seed writes other releases")
	}
	if other := write(100, 2); other == first {
		t.Error("another seed writes the same releases")
	}
}
