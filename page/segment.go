package page

import (
	"cmp"
	"html"
	"html/template"
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
)

// A mark is a span of a release's text that is to stand in an element of its
// own: a fact, a query's hit, one end of a comparison.
type mark struct {
	onrecord.Span
	// element is "span", "mark", …; class its classes, id its id (on the first
	// piece only), or "".
	element, class, id string
	// href, of an "a", is where it leads to. reading is what the words were read as, shown
	// while they are pointed at; fact the id of the fact that a click opens; tail
	// is HTML that stands before the end of the mark, where it ends in the text that
	// is lit. All may be "".
	href, reading, fact string
	tail                template.HTML
	// rank decides which of two marks with the same span stands outside: the
	// lower one.
	rank int
}

// maxOpen is how many marks may be open at one place. Further ones are left
// out there: the text stays whole, and no release can nest without end.
const maxOpen = 24

// lit returns the words of text under within, with marks as nested elements.
// The text content of the result is those words, byte for byte. Marks may
// overlap in any way: one that crosses the end of another is cut in pieces,
// all of its class, the first with its id. Marks outside within are left out,
// marks across its border clipped. Marks need not be sorted; started holds the ids
// already given, so that a mark over several blocks has its id once. It costs
// time in proportion to the text plus the marks times their depth.
func lit(text string, within onrecord.Span, marks []mark, started map[string]bool) template.HTML {
	l := &litText{text: text, at: within.Start, started: started}
	l.b.Grow(within.Len() + 64*len(marks))
	for _, m := range clip(marks, within) {
		l.closeUntil(m.Start)
		if len(l.open) >= maxOpen {
			continue
		}
		l.write(m.Start)
		l.push(m)
	}
	l.closeUntil(within.End)
	l.write(within.End)
	return template.HTML(l.b.String()) //nolint:gosec // every piece of text was escaped on its way in
}

// clip returns the marks that touch within, cut to it and sorted so that what
// encloses comes before what it encloses.
func clip(marks []mark, within onrecord.Span) []mark {
	out := make([]mark, 0, len(marks))
	for _, m := range marks {
		if m.End > within.End {
			m.tail = "" // it goes on beyond
		}
		m.Start, m.End = max(m.Start, within.Start), min(m.End, within.End)
		if m.Start < m.End {
			out = append(out, m)
		}
	}
	slices.SortStableFunc(out, func(a, b mark) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End), cmp.Compare(a.rank, b.rank))
	})
	return out
}

type litText struct {
	b       strings.Builder
	text    string
	at      int
	open    []mark // from outside in
	started map[string]bool
}

// write copies the text up to end, escaped.
func (l *litText) write(end int) {
	if l.at < end {
		l.b.WriteString(html.EscapeString(l.text[l.at:end]))
		l.at = end
	}
}

func (l *litText) push(m mark) {
	l.b.WriteString("<" + m.element)
	class := m.class
	if m.id != "" && !l.started[m.id] {
		l.b.WriteString(` id="` + html.EscapeString(m.id) + `"`)
		l.started[m.id] = true
	} else if m.id != "" {
		class += " piece" // a further piece of the same mark
	}
	if class != "" {
		l.b.WriteString(` class="` + html.EscapeString(class) + `"`)
	}
	further := m.id != "" && strings.HasSuffix(class, " piece")
	for _, attribute := range [...]struct{ name, value string }{{"href", m.href}, {"data-reading", m.reading}, {"data-fact", m.fact}} {
		if attribute.value != "" {
			l.b.WriteString(" " + attribute.name + `="` + html.EscapeString(attribute.value) + `"`)
		}
	}
	if further && m.href != "" {
		l.b.WriteString(` tabindex="-1"`) // the keyboard stops once at a fact
	}
	l.b.WriteString(">")
	l.open = append(l.open, m)
}

// closeUntil closes every open mark that ends at or before end, in the order
// of their ends, and reopens those that stood inside one but end later.
func (l *litText) closeUntil(end int) {
	for {
		first := -1
		for i, m := range l.open {
			if m.End <= end && (first < 0 || m.End < l.open[first].End) {
				first = i
			}
		}
		if first < 0 {
			return
		}
		stop := l.open[first].End
		l.write(stop)
		// What ends just here and stands inside closes with it for good.
		inside := slices.Clone(l.open[first+1:])
		for i := len(l.open) - 1; i >= first; i-- {
			if l.open[i].End <= stop {
				l.b.WriteString(string(l.open[i].tail))
			}
			l.b.WriteString("</" + l.open[i].element + ">")
		}
		l.open = l.open[:first]
		for _, m := range inside {
			if m.End > stop {
				l.push(m)
			}
		}
	}
}
