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
	compare(m, p, quotes, g.Quotes, rec.Quotes)
	compare(m, p, dates, g.Dates, rec.Dates)
	compare(m, p, figures, g.Figures, rec.Figures)
	compare(m, p, commitments, g.Commitments, rec.Commitments)
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

// comparison says how one kind of fact is held against the gold: G is the
// gold's type, F the record's.
type comparison[G, F any] struct {
	kind string
	mark func(*G) Mark
	// marked is the same for writing.
	marked func(*G) *Mark
	// locate finds the gold's span in the text; nil is by its words.
	locate func(*locator, *G) (onrecord.Span, bool)
	span   func(*F) onrecord.Span
	// same scores two spans; 0 is no match.
	same func(g, f onrecord.Span) float64
	// right checks the values of a pair and counts its parts.
	right func(t *Tally, g *G, f *F) bool
}

// compare counts one kind of one release.
func compare[G, F any](m *measure, p *placed, c comparison[G, F], golds []G, found []F) {
	t := m.tally(c.kind)
	spans := c.spans(p, golds)
	paired := pair(len(golds), len(found), func(g, f int) float64 {
		if spans[g].Len() == 0 {
			return 0
		}
		return c.same(spans[g], c.span(&found[f]))
	})
	for _, x := range paired.pairs {
		g, f := &golds[x[0]], &found[x[1]]
		if c.mark(g).Optional {
			continue
		}
		if c.right(t, g, f) {
			t.Right++
			continue
		}
		t.Wrong++
		t.Missed++
		t.Errors = append(t.Errors, fmt.Sprintf("~ %s: gold %s / found %s", m.where, brief(g), brief(f)))
	}
	unpaired(m, t, paired, golds, found, c.mark)
}

// spans finds where the marks stand in the text; empty where they do not.
func (c comparison[G, F]) spans(p *placed, golds []G) []onrecord.Span {
	l := p.locator()
	spans := make([]onrecord.Span, len(golds))
	for i := range golds {
		if c.locate != nil {
			spans[i], _ = c.locate(l, &golds[i])
		} else {
			spans[i], _ = l.locate(c.mark(&golds[i]))
		}
	}
	return spans
}

// unpaired counts what was missed and what is extra.
func unpaired[G, F any](m *measure, t *Tally, p pairing, golds []G, found []F, mark func(*G) Mark) {
	for _, g := range p.missed {
		if !mark(&golds[g]).Optional {
			t.Missed++
			t.Errors = append(t.Errors, fmt.Sprintf("- %s: %s", m.where, brief(golds[g])))
		}
	}
	for _, f := range p.extra {
		t.Wrong++
		t.Errors = append(t.Errors, fmt.Sprintf("+ %s: %s", m.where, brief(found[f])))
	}
}

// quotes match where both ends agree to within the marks around them.
var quotes = comparison[GoldQuote, onrecord.Quote]{
	kind:   "quotes",
	mark:   func(g *GoldQuote) Mark { return g.Mark },
	marked: func(g *GoldQuote) *Mark { return &g.Mark },
	locate: func(l *locator, g *GoldQuote) (onrecord.Span, bool) {
		if g.Text == "" {
			return l.block(g.Mark)
		}
		return l.locate(g.Mark)
	},
	span: func(f *onrecord.Quote) onrecord.Span { return f.Span },
	same: func(a, b onrecord.Span) float64 {
		if abs(a.Start-b.Start) <= 3 && abs(a.End-b.End) <= 4 {
			return 1
		}
		return 0
	},
	right: func(t *Tally, g *GoldQuote, f *onrecord.Quote) bool {
		either := func(right func(*GoldQuote) bool) bool { return right(g) || g.Also != nil && right(g.Also) }
		t.part("speaker", either(func(g *GoldQuote) bool { return squash(f.Speaker) == squash(g.Speaker) }))
		t.part("role", either(func(g *GoldQuote) bool { return tokenF1(f.Role, g.Role) >= 0.75 }))
		return true
	},
}

// dates match where the spans share half of the shorter; the interval must be
// right, the bound is a part.
var dates = comparison[GoldDate, onrecord.DateFact]{
	kind:   "dates",
	mark:   func(g *GoldDate) Mark { return g.Mark },
	marked: func(g *GoldDate) *Mark { return &g.Mark },
	span:   func(f *onrecord.DateFact) onrecord.Span { return f.Span },
	same:   nearest,
	right: func(t *Tally, g *GoldDate, f *onrecord.DateFact) bool {
		right, bound := false, false
		for ; g != nil; g = g.Also {
			bound = bound || g.Bound == f.Bound
			for _, alt := range append([][2]onrecord.Date{{g.From, g.To}}, g.Alt...) {
				right = right || f.From == alt[0] && f.To == alt[1]
			}
		}
		t.part("bound", bound)
		return right
	},
}

// figures match as dates do; kind and values must be right, unit and
// qualifier are parts.
var figures = comparison[GoldFigure, onrecord.Figure]{
	kind:   "figures",
	mark:   func(g *GoldFigure) Mark { return g.Mark },
	marked: func(g *GoldFigure) *Mark { return &g.Mark },
	span:   func(f *onrecord.Figure) onrecord.Span { return f.Span },
	same:   nearest,
	right: func(t *Tally, g *GoldFigure, f *onrecord.Figure) bool {
		either := func(right func(*GoldFigure) bool) bool { return right(g) || g.Also != nil && right(g.Also) }
		if g.Kind != onrecord.FigurePercent {
			t.part("unit", either(func(g *GoldFigure) bool { return tokenF1(f.Unit, g.Unit) >= 0.5 }))
		}
		t.part("qualifier", either(func(g *GoldFigure) bool { return orExact(f.Qualifier) == orExact(g.Qualifier) }))
		return either(func(g *GoldFigure) bool {
			return f.Kind == g.Kind && f.Value == g.Value && equal(f.ValueTo, g.ValueTo)
		})
	},
}

// commitments match where the spans share half of their union; actor and due
// interval are parts.
var commitments = comparison[GoldCommitment, onrecord.Commitment]{
	kind:   "commitments",
	mark:   func(g *GoldCommitment) Mark { return g.Mark },
	marked: func(g *GoldCommitment) *Mark { return &g.Mark },
	span:   func(f *onrecord.Commitment) onrecord.Span { return f.Span },
	same: func(a, b onrecord.Span) float64 {
		if j := jaccard(a, b); j >= 0.5 {
			return j
		}
		return 0
	},
	right: func(t *Tally, g *GoldCommitment, f *onrecord.Commitment) bool {
		right, stated, actor := false, false, false
		for ; g != nil; g = g.Also {
			for _, d := range append([]*onrecord.Due{g.Due}, g.DueAlt...) {
				stated = stated || d != nil
				right = right || sameDue(d, f.Due)
			}
			actor = actor || tokenF1(f.Actor, g.Actor) >= 0.5
		}
		t.part("due", right)
		if stated {
			t.part("due_where_stated", right)
		}
		t.part("actor", actor)
		return true
	},
}

func nearest(a, b onrecord.Span) float64 {
	if near(a, b) {
		return jaccard(a, b)
	}
	return 0
}

// names match by their text, or by any shared form; the kind is a part.
func (m *measure) names(g Gold, rec *onrecord.Record) {
	t := m.tally("names")
	p := pair(len(g.Names), len(rec.Names), func(i, j int) float64 {
		return sameName(g.Names[i].Text, g.Names[i].Aliases, rec.Names[j].Text, rec.Names[j].Aliases)
	})
	for _, x := range p.pairs {
		want, got := g.Names[x[0]], rec.Names[x[1]]
		if want.Optional {
			continue
		}
		t.Right++
		right := want.Kind == got.Kind || want.Also != nil && want.Also.Kind == got.Kind
		t.part("kind", right)
		if !right {
			t.Errors = append(t.Errors, fmt.Sprintf("~ %s: gold %s / found %s: %s", m.where, want.Kind, got.Kind, want.Text))
		}
	}
	unpaired(m, t, p, g.Names, rec.Names, func(n *GoldName) Mark { return n.Mark })
}

// relations match where type and both sides are the same names.
func (m *measure) relations(g Gold, rec *onrecord.Record) {
	t := m.tally("relations")
	p := pair(len(g.Relations), len(rec.Relations), func(i, j int) float64 {
		a, b := g.Relations[i], rec.Relations[j]
		return sameRelation(a, GoldRelation{Type: b.Type, From: b.From, To: onrecord.OneOrMore{b.To}})
	})
	for _, x := range p.pairs {
		if !g.Relations[x[0]].Optional {
			t.Right++
		}
	}
	unpaired(m, t, p, g.Relations, rec.Relations, func(r *GoldRelation) Mark { return r.Mark })
}

// sameName is 2 for names of the same text, 1 for names that share a form.
func sameName(a string, aliases []string, b string, also []string) float64 {
	if squash(a) == squash(b) {
		return 2
	}
	return float64(len(shared(forms(a, aliases), forms(b, also))))
}

func sameRelation(a, b GoldRelation) float64 {
	if a.Type == b.Type && side(a.From) == side(b.From) && side(a.To) == side(b.To) {
		return 1
	}
	return 0
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
