package date

import (
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
)

// TestHostile reads long texts of one thing over and over: what nests or
// looks ahead without a bound would not come back.
func TestHostile(t *testing.T) {
	for _, s := range []string{
		"the end of the first half of the last week of ", "Monday 1 and ", "Monday, the ", "1, 2, 3 and ", "today (", "early mid late ", "between 2001 and ",
		"from now until ", "the same period in 2001 ", "last last this next ", "May to ", "3 days after ", "twenty-", "2001-", "1/2/", "by the end of ", "week of week of ",
		"day 1 day 2 ", "Easter Easter ", "the previous year ", "in 3 months ", "2024 to 2025 to ", "first Monday of first Monday of ", "last day of last day of ",
	} {
		text := strings.Repeat(s, (1<<17)/len(s))
		last := 0
		for _, f := range Read(document(onrecord.MustDate("2025-02-10"), text)) {
			if f.Start < last || f.End > len(text) {
				t.Fatalf("%q repeated: bad span %+v", s, f.Span)
			}
			last = f.End
		}
	}
}
