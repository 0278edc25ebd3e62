package tag

import (
	"strings"
	"testing"
)

// Each word of the shared lists has a number of its own, whatever its length;
// what differs from it by one letter has not the same.
func TestNumbered(t *testing.T) {
	seen := map[Word]string{}
	for _, name := range []string{"month", "number-word", "cue-verb", "body-head", "post-head", "function", "clause"} {
		for _, w := range MustList(files, "words/"+name+".txt").Entries() {
			n := numbered(w)
			if n == 0 {
				t.Fatalf("%q has no number", w)
			}
			if other, taken := seen[n]; taken && other != w {
				t.Fatalf("%q and %q have one number", w, other)
			}
			seen[n] = w
		}
	}
	for n, w := range seen {
		for i := range w {
			for _, near := range []string{w[:i] + "#" + w[i+1:], w[:i] + "#" + w[i:], w[:i] + w[i+1:]} {
				if got := numbered(near); got == n {
					t.Errorf("%q has the number of %q", near, w)
				}
			}
		}
	}
	for _, w := range []string{"", "é", strings.Repeat("x", 16), strings.Repeat("x", 17), strings.Repeat("\x00", 3)} {
		if n := numbered(w); n != 0 {
			t.Errorf("%q has the number of %q", w, seen[n])
		}
	}
}

// A key is that of one word alone, of any bytes.
func FuzzKeyOf(f *testing.F) {
	f.Add("ab", "aba")
	f.Add("abcdefgh", "abcdefghi")
	f.Add("aaaa", "aaaaa")
	f.Add("aaaaaaaa", "aaaaaaaaaaaaaaaa")
	f.Fuzz(func(t *testing.T, a, b string) {
		ka, oka := keyOf(a)
		kb, okb := keyOf(b)
		if oka && okb && (ka == kb) != (a == b) {
			t.Fatalf("%q and %q: keys %v and %v", a, b, ka, kb)
		}
	})
}
