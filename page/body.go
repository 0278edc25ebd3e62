package page

import (
	"html/template"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store"
)

// group is blocks of a release's text that stand in one element: the items of
// a list, the paragraphs of a quotation, the rows of a table, or one block.
type group struct {
	// Kind is "list", "quotation", "said" (a quote fact of whole blocks),
	// "heading", "attachment", "table" or "paragraph".
	Kind   string
	Blocks []template.HTML
}

// body turns a release's text into groups of lit blocks, in order.
func body(rec onrecord.Record, marks []mark) []group {
	var out []group
	started := map[string]bool{}
	quotes := wholeQuotes(rec)
	before := -1
	perBlock := spread(rec.Blocks, marks)
	for i, b := range rec.Blocks {
		kind, quote := groupKind(b, quotes)
		html := lit(rec.Text, b.Span, perBlock[i], started)
		joins := kind == "list" || kind == "quotation" || kind == "table" || kind == "said"
		if n := len(out); joins && n > 0 && out[n-1].Kind == kind && quote == before {
			out[n-1].Blocks = append(out[n-1].Blocks, html)
		} else {
			out = append(out, group{Kind: kind, Blocks: []template.HTML{html}})
		}
		before = quote
	}
	return out
}

// spread gives each block the marks that touch it. Blocks stand in order, so
// a search for the first one is enough; a mark over many blocks goes to each.
func spread(blocks []onrecord.Block, marks []mark) [][]mark {
	out := make([][]mark, len(blocks))
	for _, m := range marks {
		lo, hi := 0, len(blocks)
		for lo < hi {
			if mid := (lo + hi) / 2; blocks[mid].End > m.Start {
				hi = mid
			} else {
				lo = mid + 1
			}
		}
		for ; lo < len(blocks) && blocks[lo].Start < m.End; lo++ {
			out[lo] = append(out[lo], m)
		}
	}
	return out
}

// groupKind names the element of a block and, for words of a quote, the
// quote's number; -1 otherwise.
func groupKind(b onrecord.Block, quotes []onrecord.Span) (string, int) {
	for i, q := range quotes {
		if q.Contains(b.Span) && b.Kind == onrecord.BlockParagraph {
			return "said", i
		}
	}
	switch b.Kind {
	case onrecord.BlockListItem:
		return "list", -1
	case onrecord.BlockQuotation:
		return "quotation", -1
	case onrecord.BlockHeading:
		return "heading", -1
	case onrecord.BlockAttachment:
		return "attachment", -1
	case onrecord.BlockTableRow:
		return "table", -1
	}
	return "paragraph", -1
}

// wholeQuotes are the quotes that fill whole blocks, as block quotations do.
func wholeQuotes(rec onrecord.Record) []onrecord.Span {
	var out []onrecord.Span
	for _, q := range rec.Quotes {
		if isWhole(q.Span, rec.Blocks) {
			out = append(out, q.Span)
		}
	}
	return out
}

func isWhole(s onrecord.Span, blocks []onrecord.Block) bool {
	touched := false
	for _, b := range blocks {
		if !b.Overlaps(s) {
			continue
		}
		if !s.Contains(b.Span) {
			return false
		}
		touched = true
	}
	return touched
}

// ranks put the kinds with longer words outside those within, where two have
// the same span.
var ranks = map[onrecord.FactKind]int{
	onrecord.KindQuote: 1, onrecord.KindRelation: 2, onrecord.KindCommitment: 3, onrecord.KindName: 4, onrecord.KindFigure: 5, onrecord.KindDate: 6,
}

// factMarks makes a mark of every place a fact stands at. The id is on the
// first. The fact that was sought stands out at all of its places.
func factMarks(rec onrecord.Record, facts []store.Fact, sought string) []mark {
	var out []mark
	for _, f := range facts {
		class := "f f-" + string(f.Kind)
		if f.Quote != nil && isWhole(f.Quote.Span, rec.Blocks) {
			class += " whole"
		}
		if f.ID == sought && sought != "" {
			class += " sought"
		}
		m := mark{element: "span", class: class, id: "f-" + f.ID, rank: ranks[f.Kind]}
		if f.Name == nil {
			m.Span = head(f).Span
			out = append(out, m)
			continue
		}
		for _, s := range f.Name.Spans {
			m.Span = onrecord.Span(s)
			out = append(out, m)
		}
	}
	return out
}
