package figure

import (
	"strings"
	"testing"
)

// TestHostile reads long texts of one thing over and over: what looks ahead
// without a bound would not come back.
func TestHostile(t *testing.T) {
	for _, s := range []string{
		"1 ", "1-", "£1 to ", "one hundred ", "hundred ", "a hundred and ", "12 officers and ", "12 old, new, ", "up to more than ", "1 in 2 in ", "(1 ", "$", "US$",
		"9.9.", "1,000,", "5% to ", "aged 16 to ", "from £1 to ", "3 of the ", "12 big-", "£1 million billion ", "12 London's ", "H.R. 9 ", "1:", "no. 1 ",
	} {
		text := strings.Repeat(s, (1<<17)/len(s))
		last := 0
		for _, f := range read("", text) {
			if f.Start < last || f.End > len(text) {
				t.Fatalf("%q repeated: bad span %+v", s, f.Span)
			}
			last = f.End
		}
	}
}
