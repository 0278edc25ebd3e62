package link

import (
	"cmp"
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

// sheet is a block cut into tokens and sentences.
type sheet struct {
	tokens    []text.Token
	sentences [][2]int
}

// sheet returns a block's tokens, the last one's again without cutting.
func (p *passages) sheet(block int) *sheet {
	if p.sheetOf != block || p.last == nil {
		s := p.record.Blocks[block].Of(p.record.Text)
		tokens := text.Tokens(s)
		p.sheetOf, p.last = block, &sheet{tokens, text.Sentences(s, tokens)}
	}
	return p.last
}

// readWording reads what stands around a figure; ok is false where it stands in no block.
func (p *passages) readWording(f *onrecord.Figure) (w wording, ok bool) {
	i := p.block(f.Span)
	if i < 0 {
		return w, false
	}
	b, sheet := p.record.Blocks[i], p.sheet(i)
	if b.Kind == onrecord.BlockAttachment || strings.Contains(b.Of(p.record.Text), "PDF") {
		return w, false // how large a document is
	}
	offset := int32(b.Start)
	first, last := tokensIn(sheet.tokens, int32(f.Start)-offset, int32(f.End)-offset)
	if first == last || first > 0 && sheet.tokens[first-1].Norm == "per" { // "per 100,000" counts nothing
		return w, false
	}
	s := sheet.sentences[sentenceOf(sheet.sentences, first)]
	line := line{tokens: sheet.tokens[s[0]:s[1]], first: first - s[0], last: min(last, s[1]) - s[0], offset: b.Start}
	w.at = f.Span
	w.sentence = onrecord.Span{Start: b.Start + int(sheet.tokens[s[0]].Start), End: b.Start + int(sheet.tokens[s[1]-1].End)}
	w.heads = headsOf(f)
	from, to := line.clause()
	if slices.Equal(w.heads, []string{"peopl"}) {
		w.heads = line.acted(w.heads)
	}
	w.own = p.stems(line, from, to)
	if from > 0 && hanging.Has(line.tokens[from].Norm) { // what only hangs on the words before it is taken with them
		w.own = p.stems(line, 0, to)
	}
	if len(w.own) == 0 {
		w.own = p.stems(line, 0, len(line.tokens))
	}
	if f.Kind != onrecord.FigureMoney {
		w.own = append(w.own, wordsOf(f.Unit)...)
	}
	w.of = without(wordsOf(f.Of), w.heads)
	w.own = without(distinct(append(w.own, w.of...)), w.heads)
	if f.Kind == onrecord.FigureMoney {
		w.own = p.stems(line, 0, len(line.tokens)) // a sum is told from others by its value
	}
	w.spelt = spellings(slices.Concat(w.own, w.heads), p.printed(f, line))
	w.terms = without(p.about(i), w.heads)
	p.namesAround(&w, b.Span)
	w.signs = p.signs(f, line, from, to)
	if w.from, w.to = p.period(f, onrecord.Span{Start: b.Start + int(line.tokens[from].Start), End: b.Start + int(line.tokens[to-1].End)}, w.sentence); w.to.Compare(p.record.IssuedOn) > 0 && !perfect(line) {
		w.signs = distinct(append(w.signs, signGoal))
	}
	return w, true
}

// printed returns how a figure's sentence prints what it says, by what that stands for: the first word
// that stands for it, those of the sentence before those that the figure has from elsewhere.
func (p *passages) printed(f *onrecord.Figure, l line) map[string]string {
	out := map[string]string{}
	for _, tokens := range [][]text.Token{l.tokens, text.Tokens(f.Unit), text.Tokens(f.Of)} {
		for _, t := range tokens {
			if s := p.reader.counted.of(t, countedTerm); s != "" && out[s] == "" {
				out[s] = t.Norm
			}
			if noun, ok := acted.Lookup(t.Norm); ok && out[countedConcept(noun)] == "" {
				out[countedConcept(noun)] = noun
			}
		}
	}
	return out
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
	t = distinct(append(t, p.titleTerms...))
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
		if s := p.reader.counted.of(t, countedTerm); s != "" && !change.Has(t.Norm) {
			out = append(out, s)
		}
	}
	return distinct(out)
}

// maxNamed bounds the names of one list of a wording.
const maxNamed = 12

// namesAround fills in what is named in the sentence and about it, in all
// forms that the release has for it. Whoever issued the release says nothing
// of what it is about.
func (p *passages) namesAround(w *wording, block onrecord.Span) {
	lead := 0
	if n := len(p.record.Blocks); n > 0 {
		lead = p.record.Blocks[min(leadBlocks, n)-1].End
	}
	for j := range p.record.Names {
		n := &p.record.Names[j]
		if n.Kind == onrecord.NamePerson || n.Kind == onrecord.NameRole || slices.Contains(p.record.IssuedBy, n.Text) {
			continue
		}
		var in, about bool
		for _, s := range n.Spans {
			in = in || w.sentence.Contains(onrecord.Span(s))
			about = about || block.Contains(onrecord.Span(s)) || s.End <= lead
		}
		forms := p.forms(j)
		about = about || strings.Contains(p.title, forms[0])
		if !in && !about {
			continue
		}
		for k, name := range forms {
			switch {
			case k > 0 && strings.ToLower(n.Aliases[k-1]) == n.Aliases[k-1]: // "the programme" is that of many
			case everywhere.Has(name):
			case n.Kind == onrecord.NamePlace:
				if in && !nation.Has(name) {
					w.places = append(w.places, name)
				}
			case n.Kind == onrecord.NameBody:
				if in {
					w.bodies = append(w.bodies, name)
				}
			case in:
				w.names = append(w.names, name)
			case about:
				w.near = append(w.near, name)
			}
		}
	}
	w.names, w.near, w.places, w.bodies = few(w.names), few(w.near), few(w.places), few(w.bodies)
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

// period returns the days that a figure is of: those that the figure has, or
// those of the date nearest to it in its clause, or the only one of its sentence.
func (p *passages) period(f *onrecord.Figure, clause, sentence onrecord.Span) (from, to onrecord.Date) {
	if f.Period != nil {
		return f.Period.From, f.Period.To
	}
	var near *onrecord.DateFact
	others := 0
	before := p.before(f, sentence) // its time, where one is given, stands after it
	for i := range p.record.Dates {
		d := &p.record.Dates[i]
		if !sentence.Contains(d.Span) || d.Overlaps(f.Span) || p.aside(d, sentence.Start) || p.ofBefore(f, d) || before && d.Start < f.Start {
			continue
		}
		switch {
		case near != nil && clause.Contains(near.Span) == clause.Contains(d.Span):
			if others++; gap(d.Span, f.Span) < gap(near.Span, f.Span) {
				near = d
			}
		case near == nil || clause.Contains(d.Span):
			near = d
		}
	}
	switch {
	case near == nil || !clause.Contains(near.Span) && others > 0:
		return onrecord.Date{}, onrecord.Date{}
	case near.From == p.record.IssuedOn && near.To == p.record.IssuedOn:
		return onrecord.Date{}, onrecord.Date{} // "today": when it was said
	case p.since(near.Start, sentence.Start):
		return near.From, onrecord.Date{}
	}
	return near.From, near.To
}

// ofBefore reports whether a date is that of what the figure was before: "139, from
// 171 in 2024".
func (p *passages) ofBefore(f *onrecord.Figure, d *onrecord.DateFact) bool {
	return f.Was != nil && slices.ContainsFunc(p.record.Figures, func(o onrecord.Figure) bool {
		return o.Value == *f.Was && o.Start > f.Start && o.Start < d.Start && d.Start-o.Start < 200
	})
}

// aside reports whether a date is not when the figure was counted, but what it is
// held against: "the highest rate since 2018", "compared with 2023".
func (p *passages) aside(d *onrecord.DateFact, from int) bool {
	tokens := text.Tokens(p.record.Text[from:d.Start])
	tokens = tokens[max(0, len(tokens)-8):]
	since := d.Bound == onrecord.BoundSince
	for i := len(tokens) - 1; i >= 0; i-- {
		switch tokens[i].Norm {
		case ",", ";":
			return false
		case "since", "in", "for":
			since = true
		case "compared", "than", "against":
			return true
		case "most", "least", "best", "worst", "record", "lowest", "highest", "biggest", "largest", "smallest", "fastest":
			return since
		}
	}
	return false
}

// since reports whether the words before a date make it the start of a time
// that goes on: "since it began in February".
func (p *passages) since(at, from int) bool {
	tokens := text.Tokens(p.record.Text[from:at])
	return slices.ContainsFunc(tokens[max(0, len(tokens)-5):], func(t text.Token) bool { return t.Norm == "since" })
}

// gap is how many bytes stand between two spans.
func gap(a, b onrecord.Span) int { return max(0, cmp.Or(max(b.Start-a.End, 0), a.Start-b.End)) }
