package link

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/text"
)

// wording is what a release says about one of its figures: what is counted,
// and the words around it from near to far. Lists are ordered, without doubles.
type wording struct {
	at       onrecord.Span // the figure's
	sentence onrecord.Span
	heads    []string // stems of the nouns counted, "home" of "538 flooded homes"
	of       []string // stems of what else the figure's own words say is counted
	own      []string // stems of its clause, without the heads
	spelt    []string // own, then heads, as printed, as Member.Spelt
	terms    []string // stems of its block and of the title, without the heads
	names    []string // things named in the sentence
	near     []string // things named in the block, the title or the lead
	places   []string
	bodies   []string
	signs    []string
	from, to onrecord.Date
	// same is the figure of that value which says what is counted, where this one does not.
	same *onrecord.Figure
	lent bool // what it measures is said by the title alone
}

var (
	alike   = list("alike")
	goal    = list("goal")
	breaks  = list("break")
	ordinal = list("ordinal")
	sorts   = list("sort")
	acted   = list("acted")
	// everywhere are names that say nothing of what is counted.
	everywhere = list("everywhere")
	hanging    = list("hanging")
	change     = list("change")
	nation     = list("nation")
	// preposition are the words that end what is counted and begin what it is
	// counted of or in.
	preposition = list("preposition")
)

// leadBlocks are the blocks at a release's start that say what all of it is about.
const leadBlocks = 2

// readWording reads what stands around a figure; ok is false where it stands in no block.
func (p *passages) readWording(f *onrecord.Figure) (w wording, ok bool) {
	i := p.block(f.Span)
	if i < 0 {
		return w, false
	}
	b := p.record.Blocks[i]
	if b.Kind == onrecord.BlockAttachment || p.offersFile(i) {
		return w, false // how large a document is
	}
	line, ok := p.lineOf(f)
	if !ok || line.after("per") { // "per 100,000" counts nothing
		return w, false
	}
	w.at, w.sentence = f.Span, line.span()
	w.heads = headsOf(f)
	if f.Kind == onrecord.FigureDuration {
		at := line.lasts()
		if at < 0 {
			return w, false
		}
		w.heads = []string{countedConcept(line.tokens[at].Norm)}
	}
	from, to := line.clause()
	if slices.Equal(w.heads, []string{"peopl"}) {
		w.heads = line.acted(w.heads)
	}
	w.own = p.stems(line, from, to)
	if from > 0 && hanging.Has(line.tokens[from].Norm) { // what only hangs on the words before it is taken with them
		w.own = p.stems(line, 0, to)
	}
	if len(w.own) == 0 {
		w.own = p.allStems(line)
	}
	p.lent(&w, f, line)
	if f.Kind != onrecord.FigureMoney {
		w.own = append(w.own, wordsOf(f.Unit)...)
	}
	w.of = without(wordsOf(f.Of), w.heads)
	w.own = without(distinct(append(w.own, w.of...)), w.heads)
	if f.Kind == onrecord.FigureMoney {
		w.own = p.allStems(line) // a sum is told from others by its value
	}
	w.spelt = spellings(slices.Concat(w.own, w.heads), p.printed(f, line))
	w.terms = without(p.about(i), w.heads)
	p.namesAround(&w, i)
	w.signs = p.signs(f, line, from, to)
	if w.lent {
		w.signs = distinct(append(w.signs, signLent))
	}
	if w.same != nil && p.aimed(w.same) && !has(&Member{Signs: w.signs}, signBefore) {
		w.signs = distinct(append(w.signs, signGoal))
	}
	if f.Kind == onrecord.FigureDuration {
		w.signs = line.rule(w.signs)
		return w, true
	}
	if w.from, w.to = p.period(f, line, line.part(from, to)); w.to.Compare(p.record.IssuedOn) > 0 && !perfect(line) {
		w.signs = distinct(append(w.signs, signGoal))
	}
	return w, true
}

// read is what was read of a sentence for all of its figures.
type read struct {
	stems   []string
	printed map[string]string
}

// lineRead returns what is read of a line once: a sentence has one reading for all of its
// figures, unless it is so long that each has its own part of it.
func (p *passages) lineRead(l line) *read {
	at := l.span().Start
	if r := p.lines[at]; r != nil && l.whole {
		return r
	}
	r := &read{stems: p.stems(l, 0, len(l.tokens)), printed: map[string]string{}}
	p.print(r.printed, l.tokens)
	if l.whole {
		p.lines[at] = r
	}
	return r
}

// allStems returns the stems of all of a line.
func (p *passages) allStems(l line) []string { return slices.Clone(p.lineRead(l).stems) }

// printed returns how a figure's sentence prints what it says, by what that stands for: the first word
// that stands for it, those of the sentence before those that the figure has from elsewhere.
func (p *passages) printed(f *onrecord.Figure, l line) map[string]string {
	out := maps.Clone(p.lineRead(l).printed)
	p.print(out, text.Tokens(f.Unit))
	p.print(out, text.Tokens(f.Of))
	return out
}

// print adds what tokens stand for and how they print it.
func (p *passages) print(out map[string]string, tokens []text.Token) {
	for _, t := range tokens {
		m := p.reader.meaning(t)
		if m.counted != "" && out[m.counted] == "" {
			out[m.counted] = t.Norm
		}
		if m.acted != "" && out[m.actedOn] == "" {
			out[m.actedOn] = m.acted
		}
	}
}

// countedTerm returns what a word stands for among what is counted, "" for what
// says nothing.
func countedTerm(t text.Token) string {
	if t.Kind != text.Word || function.Has(t.Norm) {
		return ""
	}
	return countedConcept(t.Norm)
}

// countedConcept returns the one word that stands for all that count the same,
// or the act that a word names, or its stem.
func countedConcept(norm string) string {
	for _, noun := range []string{norm, strings.TrimSuffix(norm, "s")} {
		if one, ok := alike.Lookup(noun); ok {
			return conceptOf(one)
		}
	}
	return conceptOf(norm)
}

// wordsOf returns the stems of a phrase's content words, in ascending order.
func wordsOf(phrase string) (out []string) {
	for _, t := range text.Tokens(phrase) {
		if s := countedTerm(t); s != "" && t.Kind == text.Word && !change.Has(t.Norm) {
			out = append(out, s)
		}
	}
	return distinct(out)
}

// about returns the stems of a block and of the title.
func (p *passages) about(block int) []string {
	if t, ok := p.terms[block]; ok {
		return slices.Clone(t)
	}
	sheet := p.sheet(block)
	t := p.stems(line{tokens: sheet.tokens, offset: p.record.Blocks[block].Start}, 0, len(sheet.tokens))
	t = distinct(append(t, p.titleTerms()...))
	t = t[:min(len(t), maxTerms)]
	p.terms[block] = t
	return slices.Clone(t)
}

// stems returns the stems of the content words of part of a line, the figure's
// own words left out as far as they are numbers.
func (p *passages) stems(l line, from, to int) []string {
	var out []string
	for _, t := range l.tokens[from:to] {
		at := onrecord.Span{Start: l.offset + int(t.Start), End: l.offset + int(t.End)}
		if t.Kind != text.Word || p.masked(at) || p.named(at) {
			continue
		}
		if m := p.reader.meaning(t); m.counted != "" && !m.change {
			out = append(out, m.counted)
		}
	}
	return distinct(out)
}

// maxNamed bounds the names of one list of a wording.
const maxNamed = 12

// named is something by one of the forms that the release has for it, folded.
type named struct {
	form string
	name int // its place among the record's names
}

// namesAround fills in what is named in the sentence and about it, in all
// forms that the release has for it. Whoever issued the release says nothing
// of what it is about.
func (p *passages) namesAround(w *wording, block int) {
	in := map[int]bool{}
	for _, m := range p.mentionsIn(w.sentence) {
		if in[m.name] {
			continue
		}
		in[m.name] = true
		n := &p.record.Names[m.name]
		for _, name := range p.callings(m.name) {
			switch {
			case n.Kind == onrecord.NamePlace:
				if !nation.Has(name) {
					w.places = append(w.places, name)
				}
			case n.Kind == onrecord.NameBody:
				w.bodies = append(w.bodies, name)
			default:
				w.names = append(w.names, name)
			}
		}
	}
	w.names, w.places, w.bodies = few(w.names), few(w.places), few(w.bodies)
	w.near = nearest(p.topNames(), p.namesOf(block), in)
}

// callings returns the forms by which a name of the record tells what is spoken of: none for
// people, posts and the issuer.
func (p *passages) callings(name int) (out []string) {
	n := &p.record.Names[name]
	if n.Kind == onrecord.NamePerson || n.Kind == onrecord.NameRole || slices.Contains(p.record.IssuedBy, n.Text) {
		return nil
	}
	for k, form := range p.forms(name) {
		if k > 0 && strings.ToLower(n.Aliases[k-1]) == n.Aliases[k-1] || everywhere.Has(form) { // "the programme" is that of many
			continue
		}
		out = append(out, form)
	}
	return out
}

// offersFile reports whether a block speaks of a PDF. What was found of the block asked for last
// is kept: one may hold many figures.
func (p *passages) offersFile(block int) bool {
	if p.offer.block != block+1 {
		p.offer.block, p.offer.file = block+1, strings.Contains(p.record.Blocks[block].Of(p.record.Text), "PDF")
	}
	return p.offer.file
}

// topNames returns the things that the title or the first blocks name, by form.
func (p *passages) topNames() []named {
	if p.leading != nil {
		return p.leading
	}
	lead, names := 0, map[int]bool{}
	if n := len(p.record.Blocks); n > 0 {
		lead = p.record.Blocks[min(leadBlocks, n)-1].End
	}
	for _, m := range p.mentions {
		if m.End <= lead {
			names[m.name] = true
		}
	}
	for j := range p.record.Names {
		if strings.Contains(p.title, p.forms(j)[0]) {
			names[j] = true
		}
	}
	p.leading = p.byForm(names)
	return p.leading
}

// namesOf returns the things that a block names, by form.
func (p *passages) namesOf(block int) []named {
	if known, ok := p.beside[block]; ok {
		return known
	}
	names := map[int]bool{}
	for _, m := range p.mentionsIn(p.record.Blocks[block].Span) {
		names[m.name] = true
	}
	p.beside[block] = p.byForm(names)
	return p.beside[block]
}

// byForm returns the forms of things among names, in their order. It is never nil.
func (p *passages) byForm(names map[int]bool) []named {
	out := []named{}
	for j := range names {
		if kind := p.record.Names[j].Kind; kind == onrecord.NamePlace || kind == onrecord.NameBody {
			continue
		}
		for _, form := range p.callings(j) {
			out = append(out, named{form, j})
		}
	}
	slices.SortFunc(out, func(a, b named) int { return cmp.Or(cmp.Compare(a.form, b.form), a.name-b.name) })
	return out
}

// nearest returns the first forms of two lists together, each once, those of names that
// the sentence itself has left out.
func nearest(a, b []named, in map[int]bool) (out []string) {
	for (len(a) > 0 || len(b) > 0) && len(out) < maxNamed {
		list := &a
		if len(a) == 0 || len(b) > 0 && b[0].form < a[0].form {
			list = &b
		}
		next := (*list)[0]
		*list = (*list)[1:]
		if !in[next.name] && (len(out) == 0 || out[len(out)-1] != next.form) {
			out = append(out, next.form)
		}
	}
	return out
}

// forms returns the folded forms of one of the record's names, its own first, then
// its aliases in their order. They are folded once, however many figures ask.
func (p *passages) forms(name int) []string {
	if p.folded == nil {
		p.folded = make([][]string, len(p.record.Names))
	}
	if p.folded[name] == nil {
		n := &p.record.Names[name]
		p.folded[name] = []string{fold(n.Kind, n.Text)}
		for _, form := range n.Aliases {
			p.folded[name] = append(p.folded[name], fold(n.Kind, form))
		}
	}
	return p.folded[name]
}

func few(names []string) []string {
	names = distinct(names)
	return names[:min(len(names), maxNamed)]
}
