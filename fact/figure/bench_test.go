package figure

import (
	"math"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/onrecord/onrecord/fact/date"
	"github.com/onrecord/onrecord/fact/tag"
)

// sample is prose with about as many figures as a release has.
const sample = "The scheme will plant more than 1,200 trees along the valley and repair the paths that the flood left broken. " +
	"Farmers said that the water had risen faster than anyone could remember, and that the old wall did not hold. " +
	"A fund of £13 million, including £2 million for schools, will be shared by the councils, which meet in the town " +
	"hall every month to hear from the people who live beside the river and to plan what is to be done about it. "

func BenchmarkRead(b *testing.B) {
	for _, size := range []int{1 << 10, 100 << 10, 10 << 20} {
		p := make([]string, size/len(sample)+1)
		for i := range p {
			p[i] = sample
		}
		b.Run(strconv.Itoa(size), func(b *testing.B) { benchmark(b, document("", p...)) })
	}
	b.Run("one line "+strconv.Itoa(10<<20), func(b *testing.B) {
		benchmark(b, document("", strings.Repeat(sample, (10<<20)/len(sample))))
	})
}

func benchmark(b *testing.B, d *tag.Document) {
	dates := date.Read(d)
	b.SetBytes(int64(len(d.Text)))
	b.ReportAllocs()
	for b.Loop() {
		Read(d, dates, nil)
	}
}

func FuzzRead(f *testing.F) {
	f.Add("from £25,400 to £37,900, 5-10%, 50p, half a million, 3 in 10, 4 of the biggest ferries (41 RINGED listed)")
	f.Add("£ 9,999,999,999,999,999,999 billion billion, 0.0000000000000001%, $-5, 1.2.3.4, ₹50 crore crore, a hundred hundred hundred")
	f.Add("under-18s and over-65s, aged 16 to 24, 24 hours a day, 7 days a week, 1 in 1, 0 in 0, -1 in 0, 40-50,000")
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ToValidUTF8(s, "\ufffd")
		d := document("", strings.Split(s, "\n\n")...)
		last := 0
		for _, x := range Read(d, date.Read(d), nil) {
			if x.Start < last || x.End <= x.Start || x.End > len(d.Text) || d.Text[x.Start:x.End] != x.Text || !utf8.ValidString(x.Text) {
				t.Fatalf("bad span %+v after %d in %q", x, last, s)
			}
			if math.Abs(x.Value) > 1e40 || x.ValueTo != nil && x.Was == nil && *x.ValueTo < x.Value || x.Kind == "" || x.Qualifier == "" {
				t.Fatalf("bad figure %+v in %q", x, s)
			}
			last = x.End
		}
	})
}
