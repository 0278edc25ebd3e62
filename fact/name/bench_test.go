package name_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/onrecord/onrecord/fact/name"
	"github.com/onrecord/onrecord/internal/casetest"
)

// prose has about as many names as a release has.
const prose = "Ports Minister Ada Thornbury announced that the Harbour Safety Agency (HSA) and the Department for Ports and Seas will plant " +
	"trees along the Tollerby Valley and repair the paths that the flood left broken. Farmers said that the water had risen faster than " +
	"anyone could remember. The agency will report to Parliament under the Wreck Removal Act 2031, and councils meet in Norway, Ryton " +
	"and Sedge every month to hear from the people who live beside the River Orrin and to plan what is to be done about it. "

func BenchmarkRead(b *testing.B) {
	for _, size := range []int{1 << 10, 100 << 10} {
		b.Run(strconv.Itoa(size), func(b *testing.B) {
			benchmark(b, strings.Repeat(prose+"\n\n", size/len(prose)+1))
		})
	}
	b.Run("one line "+strconv.Itoa(1<<20), func(b *testing.B) {
		benchmark(b, strings.Repeat(prose, (1<<20)/len(prose)))
	})
}

func benchmark(b *testing.B, s string) {
	d := casetest.Document(s)
	b.SetBytes(int64(len(d.Text)))
	b.ReportAllocs()
	for b.Loop() {
		name.Read(d)
	}
}
