package score

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
)

// Measure holds records against golds, matched by title. The result does not
// depend on the order of the records.
func Measure(golds []Gold, records []onrecord.Record) Report {
	m := &measure{tallies: map[string]*Tally{}}
	byTitle := map[string]*onrecord.Record{}
	for i := range records {
		byTitle[squash(records[i].Title)] = &records[i]
	}
	for _, g := range golds {
		m.release(g, byTitle[squash(g.Title)])
	}
	r := Report{Spans: m.spans, SpanErrors: m.spanErrors}
	for _, kind := range []string{"releases", "quotes", "dates", "figures", "commitments", "names", "relations"} {
		r.Tallies = append(r.Tallies, *m.tally(kind))
	}
	return r
}

type measure struct {
	tallies           map[string]*Tally
	spans, spanErrors int
	where             string // the release at hand, for errors
}

func (m *measure) tally(kind string) *Tally {
	if m.tallies[kind] == nil {
		m.tallies[kind] = &Tally{Kind: kind}
	}
	return m.tallies[kind]
}

func (m *measure) release(g Gold, rec *onrecord.Record) {
	m.where = fmt.Sprintf("release %d", g.N)
	t := m.tally("releases")
	if rec == nil {
		t.Missed++
		t.Errors = append(t.Errors, fmt.Sprintf("- %s: no record with the title %q", m.where, g.Title))
		rec = &onrecord.Record{}
	} else {
		t.Right++
		t.part("issued_on", rec.IssuedOn == g.IssuedOn)
		t.part("issued_by", strings.Join(rec.IssuedBy, "\x00") == strings.Join(g.IssuedBy, "\x00"))
	}
	p := place(g, rec.Text)
	for i, ok := range p.found {
		if rec.Text != "" {
			t.part("paragraphs", ok)
		}
		if !ok && rec.Text != "" {
			t.Errors = append(t.Errors, fmt.Sprintf("- %s P%d: not in the record's text: %.80q", m.where, i, g.Paragraphs[i]))
		}
	}
	m.provenance(rec)
	m.quotes(g, rec, p)
	m.dates(g, rec, p)
	m.figures(g, rec, p)
	m.commitments(g, rec, p)
	m.names(g, rec)
	m.relations(g, rec)
}

// provenance compares the words of every fact with the text under its span.
func (m *measure) provenance(rec *onrecord.Record) {
	check := func(s onrecord.Span, words string, compare bool) {
		m.spans++
		if s.Start < 0 || s.End > len(rec.Text) || s.End <= s.Start || compare && s.Of(rec.Text) != words ||
			!utf8.ValidString(s.Of(rec.Text)) {
			m.spanErrors++
		}
	}
	for _, f := range rec.Quotes {
		check(f.Span, f.Text, true)
	}
	for _, f := range rec.Dates {
		check(f.Span, f.Text, true)
	}
	for _, f := range rec.Figures {
		check(f.Span, f.Text, true)
	}
	for _, f := range rec.Commitments {
		check(f.Span, f.Text, true)
	}
	for _, n := range rec.Names {
		for _, s := range n.Spans {
			check(onrecord.Span(s), "", false)
		}
	}
}

// comparison is one kind of one release: the gold's marks with their spans
// (zero where they are not in the text) and the found facts' spans.
type comparison struct {
	kind  string
	marks []Mark
	gold  []onrecord.Span
	found []onrecord.Span
	same  func(g, f onrecord.Span) float64
	// right checks the values of a pair and counts its parts.
	right func(t *Tally, g, f int) bool
	brief func(gold bool, i int) string
}

func (m *measure) compare(c comparison) {
	t := m.tally(c.kind)
	p := pair(len(c.gold), len(c.found), func(g, f int) float64 {
		if c.gold[g].Len() == 0 {
			return 0
		}
		return c.same(c.gold[g], c.found[f])
	})
	for _, x := range p.pairs {
		g, f := x[0], x[1]
		if c.marks[g].Optional {
			continue
		}
		if c.right(t, g, f) {
			t.Right++
			continue
		}
		t.Wrong++
		t.Missed++
		t.Errors = append(t.Errors, fmt.Sprintf("~ %s: gold %s / found %s", m.where, c.brief(true, g), c.brief(false, f)))
	}
	for _, g := range p.missed {
		if !c.marks[g].Optional {
			t.Missed++
			t.Errors = append(t.Errors, fmt.Sprintf("- %s: %s", m.where, c.brief(true, g)))
		}
	}
	for _, f := range p.extra {
		t.Wrong++
		t.Errors = append(t.Errors, fmt.Sprintf("+ %s: %s", m.where, c.brief(false, f)))
	}
}

// quotes match where both ends agree to within the marks around them.
func (m *measure) quotes(g Gold, rec *onrecord.Record, p *placed) {
	c := comparison{kind: "quotes", same: func(a, b onrecord.Span) float64 {
		if abs(a.Start-b.Start) <= 3 && abs(a.End-b.End) <= 4 {
			return 1
		}
		return 0
	}}
	l := p.locator()
	for _, q := range g.Quotes {
		s, _ := p.block(q.Mark)
		if q.Text != "" {
			s, _ = l.locate(q.Mark)
		}
		c.marks, c.gold = append(c.marks, q.Mark), append(c.gold, s)
	}
	for _, q := range rec.Quotes {
		c.found = append(c.found, q.Span)
	}
	c.right = func(t *Tally, i, j int) bool {
		t.part("speaker", squash(rec.Quotes[j].Speaker) == squash(g.Quotes[i].Speaker))
		t.part("role", tokenF1(rec.Quotes[j].Role, g.Quotes[i].Role) >= 0.75)
		return true
	}
	c.brief = func(gold bool, i int) string {
		if gold {
			return brief(g.Quotes[i])
		}
		return brief(rec.Quotes[i])
	}
	m.compare(c)
}

func nearest(a, b onrecord.Span) float64 {
	if near(a, b) {
		return jaccard(a, b)
	}
	return 0
}

// dates match where the spans share half of the shorter; the interval must be
// right, the bound is a part.
func (m *measure) dates(g Gold, rec *onrecord.Record, p *placed) {
	c := comparison{kind: "dates", same: nearest}
	l := p.locator()
	for _, d := range g.Dates {
		s, _ := l.locate(d.Mark)
		c.marks, c.gold = append(c.marks, d.Mark), append(c.gold, s)
	}
	for _, d := range rec.Dates {
		c.found = append(c.found, d.Span)
	}
	c.right = func(t *Tally, i, j int) bool {
		want, got := g.Dates[i], rec.Dates[j]
		t.part("bound", want.Bound == got.Bound)
		right := got.From == want.From && got.To == want.To
		for _, alt := range want.Alt {
			right = right || got.From == alt[0] && got.To == alt[1]
		}
		return right
	}
	c.brief = func(gold bool, i int) string {
		if gold {
			return brief(g.Dates[i])
		}
		return brief(rec.Dates[i])
	}
	m.compare(c)
}

// figures match as dates do; kind and values must be right, unit and
// qualifier are parts.
func (m *measure) figures(g Gold, rec *onrecord.Record, p *placed) {
	c := comparison{kind: "figures", same: nearest}
	l := p.locator()
	for _, f := range g.Figures {
		s, _ := l.locate(f.Mark)
		c.marks, c.gold = append(c.marks, f.Mark), append(c.gold, s)
	}
	for _, f := range rec.Figures {
		c.found = append(c.found, f.Span)
	}
	c.right = func(t *Tally, i, j int) bool {
		want, got := g.Figures[i], rec.Figures[j]
		if want.Kind != onrecord.FigurePercent {
			t.part("unit", tokenF1(got.Unit, want.Unit) >= 0.5)
		}
		t.part("qualifier", orExact(got.Qualifier) == orExact(want.Qualifier))
		return got.Kind == want.Kind && got.Value == want.Value && equal(got.ValueTo, want.ValueTo)
	}
	c.brief = func(gold bool, i int) string {
		if gold {
			return brief(g.Figures[i])
		}
		return brief(rec.Figures[i])
	}
	m.compare(c)
}

// commitments match where the spans share half of their union; actor and due
// interval are parts.
func (m *measure) commitments(g Gold, rec *onrecord.Record, p *placed) {
	c := comparison{kind: "commitments", same: func(a, b onrecord.Span) float64 {
		if j := jaccard(a, b); j >= 0.5 {
			return j
		}
		return 0
	}}
	l := p.locator()
	for _, x := range g.Commitments {
		s, _ := l.locate(x.Mark)
		c.marks, c.gold = append(c.marks, x.Mark), append(c.gold, s)
	}
	for _, x := range rec.Commitments {
		c.found = append(c.found, x.Span)
	}
	c.right = func(t *Tally, i, j int) bool {
		want, got := g.Commitments[i], rec.Commitments[j]
		right, stated := false, false
		for _, d := range append([]*onrecord.Due{want.Due}, want.DueAlt...) {
			stated = stated || d != nil
			right = right || sameDue(d, got.Due)
		}
		t.part("due", right)
		if stated {
			t.part("due_where_stated", right)
		}
		t.part("actor", tokenF1(got.Actor, want.Actor) >= 0.5)
		return true
	}
	c.brief = func(gold bool, i int) string {
		if gold {
			return brief(g.Commitments[i])
		}
		return brief(rec.Commitments[i])
	}
	m.compare(c)
}

// names match by their text, or by any shared form; the kind is a part.
func (m *measure) names(g Gold, rec *onrecord.Record) {
	t := m.tally("names")
	p := pair(len(g.Names), len(rec.Names), func(i, j int) float64 {
		a, b := g.Names[i], rec.Names[j]
		if squash(a.Text) == squash(b.Text) {
			return 2
		}
		return float64(len(shared(forms(a.Text, a.Aliases), forms(b.Text, b.Aliases))))
	})
	for _, x := range p.pairs {
		want, got := g.Names[x[0]], rec.Names[x[1]]
		if want.Optional {
			continue
		}
		t.Right++
		t.part("kind", want.Kind == got.Kind)
		if want.Kind != got.Kind {
			t.Errors = append(t.Errors, fmt.Sprintf("~ %s: gold %s / found %s: %s", m.where, want.Kind, got.Kind, want.Text))
		}
	}
	for _, i := range p.missed {
		if !g.Names[i].Optional {
			t.Missed++
			t.Errors = append(t.Errors, fmt.Sprintf("- %s: %s", m.where, brief(g.Names[i])))
		}
	}
	for _, j := range p.extra {
		t.Wrong++
		t.Errors = append(t.Errors, fmt.Sprintf("+ %s: %s", m.where, brief(rec.Names[j])))
	}
}

// relations match where type and both sides are the same names.
func (m *measure) relations(g Gold, rec *onrecord.Record) {
	t := m.tally("relations")
	p := pair(len(g.Relations), len(rec.Relations), func(i, j int) float64 {
		a, b := g.Relations[i], rec.Relations[j]
		if a.Type == b.Type && side(a.From) == side(b.From) && side(a.To) == side([]string{b.To}) {
			return 1
		}
		return 0
	})
	for _, x := range p.pairs {
		if !g.Relations[x[0]].Optional {
			t.Right++
		}
	}
	for _, i := range p.missed {
		if !g.Relations[i].Optional {
			t.Missed++
			t.Errors = append(t.Errors, fmt.Sprintf("- %s: %s", m.where, brief(g.Relations[i])))
		}
	}
	for _, j := range p.extra {
		t.Wrong++
		t.Errors = append(t.Errors, fmt.Sprintf("+ %s: %s", m.where, brief(rec.Relations[j])))
	}
}

func orExact(q onrecord.Qualifier) onrecord.Qualifier {
	if q == "" {
		return onrecord.QualifierExact
	}
	return q
}

func equal(a, b *float64) bool { return a == nil && b == nil || a != nil && b != nil && *a == *b }

func sameDue(a, b *onrecord.Due) bool {
	var x, y onrecord.Due
	if a != nil {
		x = *a
	}
	if b != nil {
		y = *b
	}
	return x.From == y.From && x.To == y.To
}

func squash(s string) string { return strings.Join(strings.Fields(s), " ") }

func forms(text string, aliases []string) map[string]bool {
	f := map[string]bool{}
	for _, s := range append([]string{text}, aliases...) {
		f[strings.ToLower(squash(s))] = true
	}
	return f
}

func shared(a, b map[string]bool) []string {
	var out []string
	for s := range a {
		if b[s] {
			out = append(out, s)
		}
	}
	if len(out) > 1 {
		out = out[:1]
	}
	return out
}

func side(names []string) string {
	set := map[string]int{}
	for _, n := range names {
		set[strings.ToLower(squash(n))]++
	}
	b, _ := json.Marshal(set)
	return string(b)
}

// tokenF1 is the F1 of two texts as bags of lower-case words; 1 where both
// are empty.
func tokenF1(a, b string) float64 {
	x, y := words(a), words(b)
	if len(x) == 0 && len(y) == 0 {
		return 1
	}
	counts := map[string]int{}
	for _, w := range x {
		counts[w]++
	}
	common := 0
	for _, w := range y {
		if counts[w] > 0 {
			counts[w]--
			common++
		}
	}
	return 2 * ratio(common, len(x)+len(y))
}

func words(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

func abs(n int) int { return max(n, -n) }

// brief is a fact as one line of an error list.
func brief(v any) string {
	b, _ := json.Marshal(v)
	if r := []rune(string(b)); len(r) > 300 {
		return string(r[:299]) + "…"
	}
	return string(b)
}
