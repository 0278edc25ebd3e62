package date

import (
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
)

// sample is prose with about as many dates as a release has.
const sample = "The scheme opened on 3 March 2024 and will close by the end of the summer. Ministers met farmers last Thursday " +
	"to hear how the river had flooded fields, homes and a school across the valley. Between 5 and 7 February volunteers " +
	"cleared the paths. A review is due in July, and the council expects to publish its answer within 18 months. "

func BenchmarkRead(b *testing.B) {
	for _, size := range []int{1 << 10, 100 << 10, 10 << 20} {
		b.Run(strconv.Itoa(size), func(b *testing.B) { benchmark(b, blocks(size)) })
	}
	b.Run("one line "+strconv.Itoa(10<<20), func(b *testing.B) {
		b.ReportAllocs()
		benchmark(b, document(onrecord.MustDate("2025-02-10"), strings.Repeat(sample, (10<<20)/len(sample))))
	})
}

func benchmark(b *testing.B, d *tag.Document) {
	b.SetBytes(int64(len(d.Text)))
	b.ReportAllocs()
	for b.Loop() {
		Read(d)
	}
}

func blocks(size int) *tag.Document {
	p := make([]string, size/len(sample)+1)
	for i := range p {
		p[i] = sample
	}
	return document(onrecord.MustDate("2025-02-10"), p...)
}

func FuzzRead(f *testing.F) {
	f.Add("between 6 July last year and 30 January, by the end of Q3 2024/25, today (2 February)", 20250210)
	f.Add("31 February, 9/11, 2024-02-30T10:00:00Z, the 1990s, first Monday of May 0001, -1-1-1, 99999 days ago", 0)
	f.Add("the same period 12 months prior to the previous January, in 400 centuries' time, 400 centuries ago", 99981231)
	f.Add("the last Monday in Easter, week ending Easter, early late mid-2025 to late 2024, 1 to 2 to 3 May", 10101)
	f.Fuzz(func(t *testing.T, s string, issued int) {
		s = strings.ToValidUTF8(s, "\ufffd")
		d := document(onrecord.DateFromNumber(issued), strings.Split(s, "\n\n")...)
		last := 0
		for _, x := range Read(d) {
			if x.Start < last || x.End <= x.Start || x.End > len(d.Text) || d.Text[x.Start:x.End] != x.Text || !utf8.ValidString(x.Text) {
				t.Fatalf("bad span %+v after %d in %q", x, last, s)
			}
			if x.From.IsZero() && x.To.IsZero() || !x.From.IsZero() && !x.To.IsZero() && x.To.Before(x.From) {
				t.Fatalf("bad interval %s to %s of %q in %q on %d", x.From, x.To, x.Text, s, issued)
			}
			if x.Bound == "" {
				t.Fatalf("no bound: %+v", x)
			}
			last = x.End
		}
	})
}
