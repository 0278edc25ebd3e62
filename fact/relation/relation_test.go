package relation_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/date"
	"github.com/onrecord/onrecord/fact/figure"
	"github.com/onrecord/onrecord/fact/relation"
	"github.com/onrecord/onrecord/fact/tag"
)

func TestNothingToRead(t *testing.T) {
	if got := relation.Read(tag.Read(&onrecord.Release{}), nil, nil); got == nil || len(got) != 0 {
		t.Errorf("an empty release gave %v, want an empty list that is not nil", got)
	}
}

// TestForeignSpans gives names and figures that do not fit the text: a
// caller's mistake must not bring a panic.
func TestForeignSpans(t *testing.T) {
	r, names, _ := read(t, "Parks Minister, Jane Doe, said:")
	names = append(names, onrecord.Name{Text: "X", Kind: onrecord.NameBody, Spans: []onrecord.Pair{{Start: 5000, End: 6000}, {Start: -1, End: 3}, {Start: 4, End: 4}}})
	figures := []onrecord.Figure{{Head: onrecord.Head{Span: onrecord.Span{Start: 5000, End: 6000}}, Kind: onrecord.FigureMoney}}
	if got := relation.Read(tag.Read(&r), names, figures); len(got) != 1 {
		t.Errorf("%d relations, want 1", len(got))
	}
}

// TestOnce says a thing twice: it is told once.
func TestOnce(t *testing.T) {
	if _, _, got := read(t, "Parks Minister Jane Doe spoke.\n\nParks Minister, Jane Doe, said:"); len(got) != 1 {
		t.Errorf("%d relations, want 1", len(got))
	}
}

func FuzzRead(f *testing.F) {
	f.Add("Parks Minister, Jane Doe, said:\n\nThe Parks Agency runs the Green Paths Fund, backed by £5 million.")
	f.Add("Jane Doe (D-CA), Jane Doe and the Rivers Trust’s chair of the (Rivers Trust) as Parks Minister")
	f.Add("The Canal Unit is part of, run by and will unify the A Agency, the B Agency – £5 million in for the C Fund")
	f.Fuzz(func(t *testing.T, text string) {
		r, names, found := read(t, text)
		known := map[string]bool{}
		for _, n := range names {
			known[n.Text] = true
		}
		if !slices.IsSortedFunc(found, func(a, b onrecord.Relation) int { return a.Start - b.Start }) {
			t.Error("not in order of start")
		}
		for _, x := range found {
			if x.Start < 0 || x.Start >= x.End || x.End > len(r.Text) || x.Of(r.Text) != x.Text {
				t.Errorf("bad span %v of a text of %d bytes", x.Span, len(r.Text))
			}
			if !known[x.To] {
				t.Errorf("%q is no name of the release", x.To)
			}
			for _, n := range x.From {
				if !known[n] || n == x.To {
					t.Errorf("%q stands for the first side of %+v", n, x)
				}
			}
			if len(x.From) == 0 && x.Type != onrecord.RelationFunds {
				t.Errorf("nobody stands for the first side of %+v", x)
			}
		}
	})
}

// paragraph is a mix of what states relations and what does not.
const paragraph = `Parks Minister, Jane Doe, said:

The National Tree Centre, run by the Parks Agency and the Rivers Trust, will open in May. It inspects every site once a year, and more than 300 were closed for repairs last winter.

The Department for Parks will invest £5 million in the Green Paths Fund. Visitors told the Parks Agency that they value quiet paths, clean water and places to sit, which is why the plan was drawn up with them.

`

func BenchmarkRead(b *testing.B) {
	for _, size := range []int{1 << 10, 100 << 10, 10 << 20} {
		b.Run(fmt.Sprintf("%dKB", size>>10), func(b *testing.B) { bench(b, strings.Repeat(paragraph, size/len(paragraph)+1)) })
	}
}

// BenchmarkLongLine reads one paragraph of 1 MB without a full stop: time must
// stay linear.
func BenchmarkLongLine(b *testing.B) {
	bench(b, strings.Repeat("the Parks Agency and the Rivers Trust, Jane Doe, £5 million in ", 1<<20/63))
}

func bench(b *testing.B, text string) {
	r, names, _ := read(b, text)
	d := tag.Read(&r)
	figures := figure.Read(d, date.Read(d), names)
	b.SetBytes(int64(len(r.Text)))
	b.ReportAllocs()
	for b.Loop() {
		relation.Read(d, names, figures)
	}
}
