package commitment_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/commitment"
	"github.com/onrecord/onrecord/fact/date"
	"github.com/onrecord/onrecord/fact/name"
	"github.com/onrecord/onrecord/fact/quote"
	"github.com/onrecord/onrecord/fact/tag"
)

func TestNothingToRead(t *testing.T) {
	if got := commitment.Read(tag.Read(&onrecord.Release{}), nil, nil, nil); got == nil || len(got) != 0 {
		t.Errorf("an empty release gave %v, want an empty list that is not nil", got)
	}
}

// TestForeignSpans gives names, quotes and dates that do not fit the text: a
// caller's mistake must not bring a panic.
func TestForeignSpans(t *testing.T) {
	r, _ := read(t, "The Parks Agency will publish its plan in May.")
	far := onrecord.Span{Start: 5000, End: 6000}
	names := []onrecord.Name{{Text: "X", Kind: onrecord.NameBody, Spans: []onrecord.Pair{onrecord.Pair(far), {Start: -1, End: 3}, {Start: 4, End: 4}}}}
	quotes := []onrecord.Quote{{Head: onrecord.Head{Span: far}}}
	dates := []onrecord.DateFact{{Head: onrecord.Head{Span: far}}}
	if got := commitment.Read(tag.Read(&r), dates, quotes, names); len(got) != 1 {
		t.Errorf("%d commitments, want 1", len(got))
	}
}

func FuzzRead(f *testing.F) {
	f.Add("The Parks Agency will publish its plan in May.\n\nWe will:\n\n* open 3 sites")
	f.Add("“We are going to ban £5 will to be set to be” will, will, will :\n\nincluding:")
	f.Add("It will, she will, (will) by 2030 and 2031 to be must from 1 April")
	f.Fuzz(func(t *testing.T, text string) {
		r, found := read(t, text)
		if !slices.IsSortedFunc(found, func(a, b onrecord.Commitment) int { return a.Start - b.Start }) {
			t.Error("not in order of start")
		}
		for _, c := range found {
			if c.Start < 0 || c.Start >= c.End || c.End > len(r.Text) || c.Of(r.Text) != c.Text {
				t.Errorf("bad span %v of a text of %d bytes", c.Span, len(r.Text))
			}
			if c.Strength == "" || c.Action == "" {
				t.Errorf("commitment without strength or action: %+v", c)
			}
		}
	})
}

// paragraph is a mix of what is a commitment and what is not, for benchmarks.
const paragraph = `The Parks Agency will publish its review of 40 playgrounds by June 2025. It inspects every site once a year, and more than 300 were closed for repairs last winter.

Parks Minister, Jane Doe, said:

We will never stop working for families. We are setting up a national tree nursery.

The new rules come into force on 1 April 2025. Visitors told the agency that they value quiet paths, clean water and places to sit, which is why the plan was drawn up with them.

`

func BenchmarkRead(b *testing.B) {
	for _, size := range []int{1 << 10, 100 << 10, 10 << 20} {
		b.Run(fmt.Sprintf("%dKB", size>>10), func(b *testing.B) {
			r, _ := read(b, strings.Repeat(paragraph, size/len(paragraph)+1))
			d := tag.Read(&r)
			names := name.Read(d)
			dates, quotes := date.Read(d), quote.Read(d, names)
			b.SetBytes(int64(len(r.Text)))
			b.ReportAllocs()
			for b.Loop() {
				if len(commitment.Read(d, dates, quotes, names)) == 0 {
					b.Fatal("nothing found")
				}
			}
		})
	}
}

// BenchmarkLongLine reads one paragraph of 1 MB without a full stop: time must
// stay linear.
func BenchmarkLongLine(b *testing.B) {
	r, _ := read(b, strings.Repeat("the Parks Agency and the council will to be of 5 sites and ", 1<<20/58))
	d := tag.Read(&r)
	names := name.Read(d)
	dates, quotes := date.Read(d), quote.Read(d, names)
	b.SetBytes(int64(len(r.Text)))
	for b.Loop() {
		commitment.Read(d, dates, quotes, names)
	}
}
