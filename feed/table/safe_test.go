package table

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestSafeIsReversible: whatever the text, a spreadsheet sees no formula and
// taking one apostrophe off gives the text back.
func TestSafeIsReversible(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(rapid.String(), rapid.StringMatching("['=+@＝＋\\-\t\r\n]{0,3}[a-z ]{0,4}")).Draw(t, "text")
		cell := safe(s)
		if got := Exact(cell); got != s {
			t.Fatalf("%q comes back as %q", s, got)
		}
		if cell != "" && strings.ContainsAny(string([]rune(cell)[0]), "=+-@＝＋－＠\t\r\n") {
			t.Fatalf("%q is a formula to a spreadsheet", cell)
		}
	})
}
