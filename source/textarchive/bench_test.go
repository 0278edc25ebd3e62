package textarchive

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/onrecord/onrecord"
)

func BenchmarkRead(b *testing.B) {
	var page strings.Builder
	page.WriteString("Tag: Town Council\n\n")
	for i := range 1000 {
		fmt.Fprintf(&page, "  • PRESS RELEASE : Bridge %d opens [March 2025]\n\n    PRESS RELEASE : Bridge %d opens [March 2025]\n\n    The press release issued by the Town Council on 3 March 2025.\n\n", i, i)
		for range 15 {
			fmt.Fprintf(&page, "    %s\n\n", strings.Repeat("The bridge is open to all who want to cross the river. ", 5))
		}
		page.WriteString("      • two lanes\n\n      • one path\n\n")
	}
	c := onrecord.NewCapture([]byte(page.String()), "a.txt", "", time.Time{})
	b.SetBytes(int64(len(c.Body)))
	b.ReportAllocs()
	for b.Loop() {
		if drafts, _ := Read(c); len(drafts) != 1000 {
			b.Fatal(len(drafts))
		}
	}
}
