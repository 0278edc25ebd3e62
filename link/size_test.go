package link

import (
	"fmt"
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
)

// TestMembersOfALongParagraph reads a release that is one sentence with as many sums and names
// as no person writes: each costs what stands about it, not what stands in all. Were it
// otherwise, this test would take minutes.
func TestMembersOfALongParagraph(t *testing.T) {
	const n = 6000
	r := &onrecord.Record{}
	r.ID, r.Title, r.IssuedOn = "0123456789abcdef", "Grants", onrecord.MustDate("2026-01-05")
	var b strings.Builder
	for i := range n {
		name := fmt.Sprintf("Quay %d Fund", i%300)
		start := b.Len()
		fmt.Fprintf(&b, "£2 million for the %s ", name)
		at := start + strings.Index(b.String()[start:], name)
		r.Figures = append(r.Figures, onrecord.Figure{Head: onrecord.Head{ID: onrecord.StableID("figure", fmt.Sprint(i)), Span: onrecord.Span{Start: start, End: start + len("£2 million")}},
			Kind: onrecord.FigureMoney, Unit: "GBP", Value: 2e6})
		if i < 300 {
			r.Names = append(r.Names, onrecord.Name{Text: name, Kind: onrecord.NameScheme})
		}
		named := &r.Names[i%300]
		named.Spans = append(named.Spans, onrecord.Pair{Start: at, End: at + len(name)})
	}
	r.Text = b.String()
	r.Blocks = []onrecord.Block{{Span: onrecord.Span{End: len(r.Text)}, Kind: onrecord.BlockParagraph}}
	sums := 0
	for _, m := range Members(r) {
		if m.Sort == Sum {
			sums++
			if len(m.Names) == 0 || len(m.Names) > maxNamed || !has(&m, signDouble) {
				t.Fatalf("the sum at %d has the names %q and the signs %q", m.Start, m.Names, m.Signs)
			}
		}
	}
	if sums != n {
		t.Errorf("%d sums, want %d", sums, n)
	}
	read := FiguresOf(r)
	for i := range r.Figures {
		read.Sum(&r.Figures[i])
	}
}
