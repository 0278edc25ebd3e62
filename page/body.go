package page

import (
	"cmp"
	"html"
	"html/template"
	"slices"
	"sort"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store"
)

// group is blocks of a release's text that stand in one element: the items of
// a list, the paragraphs of a quotation, the rows of a table, or one block.
type group struct {
	// Kind is "list", "quotation", "said" (a quote fact of whole blocks),
	// "heading", "attachment", "table" or "paragraph".
	Kind   string
	Blocks []litBlock
}

// litBlock is a block with its facts lit. Start is its place in the text, in
// bytes: what is selected in a browser is counted from it.
type litBlock struct {
	Start int
	HTML  template.HTML
}

// body turns a release's text into groups of lit blocks, in order.
func body(rec onrecord.Record, marks []mark) []group {
	var out []group
	started := map[string]bool{}
	said := quotesOf(rec)
	perBlock := spread(rec.Blocks, marks)
	for i, b := range rec.Blocks {
		kind := groupKind(b, said[i])
		one := litBlock{b.Start, lit(rec.Text, b.Span, perBlock[i], started)}
		joins := kind == "list" || kind == "quotation" || kind == "table" || kind == "said"
		if n := len(out); joins && n > 0 && out[n-1].Kind == kind && said[i] == said[i-1] {
			out[n-1].Blocks = append(out[n-1].Blocks, one)
		} else {
			out = append(out, group{Kind: kind, Blocks: []litBlock{one}})
		}
	}
	return out
}

// touched returns the range of blocks, [first, last), that a span touches.
// Blocks stand in order and do not overlap.
func touched(blocks []onrecord.Block, s onrecord.Span) (first, last int) {
	first = sort.Search(len(blocks), func(i int) bool { return blocks[i].End > s.Start })
	last = first + sort.Search(len(blocks)-first, func(i int) bool { return blocks[first+i].Start >= s.End })
	return first, last
}

// spread gives each block the marks that touch it.
func spread(blocks []onrecord.Block, marks []mark) [][]mark {
	out := make([][]mark, len(blocks))
	for _, m := range marks {
		for i, last := touched(blocks, m.Span); i < last; i++ {
			out[i] = append(out[i], m)
		}
	}
	return out
}

// quotesOf tells for each block which quote fills it, counted from 1; 0 where
// none does. Only quotes that fill whole blocks count, as block quotations do.
func quotesOf(rec onrecord.Record) []int {
	out := make([]int, len(rec.Blocks))
	for n, q := range rec.Quotes {
		if first, last, whole := fills(q.Span, rec.Blocks); whole {
			for i := first; i < last; i++ {
				out[i] = n + 1
			}
		}
	}
	return out
}

// fills reports whether a span touches blocks and fills all that it touches.
// It is enough to look at the outermost two.
func fills(s onrecord.Span, blocks []onrecord.Block) (first, last int, whole bool) {
	first, last = touched(blocks, s)
	whole = first < last && s.Contains(blocks[first].Span) && s.Contains(blocks[last-1].Span)
	return first, last, whole
}

// groupKind names the element of a block; said is the quote that fills it, or 0.
func groupKind(b onrecord.Block, said int) string {
	switch b.Kind {
	case onrecord.BlockListItem:
		return "list"
	case onrecord.BlockQuotation:
		if said > 0 {
			return "said"
		}
		return "quotation"
	case onrecord.BlockHeading:
		return "heading"
	case onrecord.BlockAttachment:
		return "attachment"
	case onrecord.BlockTableRow:
		return "table"
	}
	if said > 0 {
		return "said"
	}
	return "paragraph"
}

// factMarks makes a mark of every place a fact stands at. The id is on the
// first. The fact that was sought stands out at all of its places.
//
// Dates and figures are links to their own pages where they hold no other that is one;
// the others have a link at their end. So no link stands in another, and the
// words of the text stay as they are. (A name, too, has one at its end: names are
// switched off at first, and a link that nobody sees would be a trap.)
func (w writing) factMarks(rec onrecord.Record, facts []store.Fact, sought string) []mark {
	var out []mark
	for _, f := range facts {
		k, class := kindOf(f.Kind), "f f-"+string(f.Kind)
		if f.Quote != nil {
			if _, _, whole := fills(f.Quote.Span, rec.Blocks); whole {
				class += " whole"
			}
		}
		if f.ID == sought && sought != "" {
			class += " sought"
		}
		m := mark{element: "span", class: class, id: "f-" + f.ID, fact: f.ID, reading: k.One + ": " + cut(200, w.pointedAt(f, rec.Figures)), rank: k.rank}
		if f.Name == nil {
			m.Span = f.One().Head().Span
			out = append(out, m)
			continue
		}
		for _, s := range f.Name.Spans {
			m.Span = onrecord.Span(s)
			out = append(out, m)
		}
	}
	linkMarks(out, len(rec.Text))
	return out
}

// longest is how long the words of a fact may be that are a link as a whole, in
// bytes: a longer one would be hard to select from.
const longest = 120

// linkMarks makes links of marks, the shortest first, and gives the others a
// link at their end.
func linkMarks(marks []mark, length int) {
	order := make([]int, len(marks))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(marks[a].Len(), marks[b].Len()) })
	taken := make([]bool, length)
	ended := map[string]bool{}
	for _, i := range order {
		m := &marks[i]
		if m.Start < 0 || m.End > length || m.Start >= m.End {
			continue
		}
		kind, address := kindOfClass(m.class), "/facts/"+m.fact
		short := (kind == string(onrecord.KindDate) || kind == string(onrecord.KindFigure)) && m.Len() <= longest
		if short && !slices.Contains(taken[m.Start:m.End], true) {
			m.element, m.href, m.fact = "a", address, ""
			for at := m.Start; at < m.End; at++ {
				taken[at] = true
			}
		} else if !ended[m.fact] {
			ended[m.fact] = true
			m.tail = template.HTML(`<a class="open open-` + kind + `" href="` + html.EscapeString(address) + `" aria-label="` + html.EscapeString(m.reading) + `" data-reading="` + html.EscapeString(m.reading) + `"></a>`) //nolint:gosec // escaped
		}
	}
}

// kindOfClass returns the kind of a fact's mark: its classes are "f f-date …".
func kindOfClass(class string) string {
	kind, _, _ := strings.Cut(strings.TrimPrefix(class, "f f-"), " ")
	return kind
}
