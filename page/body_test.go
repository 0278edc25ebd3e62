package page

import (
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
)

// blocks lays out blocks of the given kinds, one letter of text each.
func blocks(kinds ...onrecord.BlockKind) onrecord.Record {
	var rec onrecord.Record
	for i, k := range kinds {
		if i > 0 {
			rec.Text += "\n\n"
		}
		at := len(rec.Text)
		rec.Text += strings.Repeat(string(rune('a'+i)), 4)
		rec.Blocks = append(rec.Blocks, onrecord.Block{Span: onrecord.Span{Start: at, End: at + 4}, Kind: k})
	}
	return rec
}

func TestBodyGroupsBlocks(t *testing.T) {
	p, li, q, h := onrecord.BlockParagraph, onrecord.BlockListItem, onrecord.BlockQuotation, onrecord.BlockHeading
	quote := func(start, end int) onrecord.Quote {
		return onrecord.Quote{Head: onrecord.Head{Span: onrecord.Span{Start: start, End: end}}}
	}
	for name, c := range map[string]struct {
		kinds  []onrecord.BlockKind
		quotes []onrecord.Quote
		want   string
	}{
		"paragraphs":                  {[]onrecord.BlockKind{p, p}, nil, "paragraph:1 paragraph:1"},
		"a list":                      {[]onrecord.BlockKind{p, li, li, p, li}, nil, "paragraph:1 list:2 paragraph:1 list:1"},
		"a quotation":                 {[]onrecord.BlockKind{q, q, h, h}, nil, "quotation:2 heading:1 heading:1"},
		"a quotation that is a quote": {[]onrecord.BlockKind{p, q, q}, []onrecord.Quote{quote(6, 16)}, "paragraph:1 said:2"},
		"a quote of two blocks":       {[]onrecord.BlockKind{p, p, p}, []onrecord.Quote{quote(0, 10)}, "said:2 paragraph:1"},
		"two quotes in a row":         {[]onrecord.BlockKind{p, p, p}, []onrecord.Quote{quote(0, 4), quote(6, 16)}, "said:1 said:2"},
		"a quote within a block":      {[]onrecord.BlockKind{p}, []onrecord.Quote{quote(1, 3)}, "paragraph:1"},
		"a quote that ends early":     {[]onrecord.BlockKind{p, p}, []onrecord.Quote{quote(0, 8)}, "paragraph:1 paragraph:1"},
		"a quote over a list":         {[]onrecord.BlockKind{p, li, p}, []onrecord.Quote{quote(0, 16)}, "said:1 list:1 said:1"},
		"no blocks":                   {nil, []onrecord.Quote{quote(0, 0)}, ""},
	} {
		rec := blocks(c.kinds...)
		rec.Quotes = c.quotes
		var got []string
		for _, g := range body(rec, british.factMarks(rec, allFacts(&rec), "")) {
			got = append(got, g.Kind+":"+string(rune('0'+len(g.Blocks))))
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: %s, want %s", name, s, c.want)
		}
	}
}
