package link

import (
	"slices"
	"strings"

	"github.com/kljensen/snowball/english"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// sentence is a sentence of a release with what is asked of it when it is held
// against an undertaking. Lists are ordered, without doubles.
type sentence struct {
	onrecord.Span
	block   int
	terms   []string // stems of content words, acts by their name, and numbers
	spelt   []string // terms as printed, in lower case, in the same order
	names   []string // folded names of things
	places  []string
	bodies  []string
	people  []string
	turns   []string // which of several things it speaks of: "first", "next"
	leadsIn bool     // it ends in a colon
	lean    bool     // it begins with a word that stands for what was said before
	signs   []string
	future  bool     // it says what will be
	past    bool     // it says what was done or is
	taken   bool     // it is an undertaking of its own
	objects []string // terms of what something is done with: see passages.objects
}

var (
	actVerb = byStem(list("act"))
	actNoun = list("act-noun")
	outcome = list("outcome")
	// preterite are verbs whose simple past has no "-ed".
	preterite = list("preterite")
	frequent  = list("frequent")

	signStarts = starts(outcome)
	function   = list("function")
)

// starts returns the words with which entries of a list begin.
func starts(l *tag.List) map[string]bool {
	m := map[string]bool{}
	for _, e := range l.Entries() {
		first, _, _ := strings.Cut(e, " ")
		m[first] = true
	}
	return m
}

// byStem returns a list's values by the stems of its entries.
func byStem(l *tag.List) map[string]string {
	m := map[string]string{}
	for _, e := range l.Entries() {
		v, _ := l.Lookup(e)
		m[english.Stem(e, false)] = v
	}
	return m
}

// sentences cuts the record's blocks into sentences, in order. They are in the reader's memory.
func (p *passages) sentences() []sentence {
	out := p.reader.sentences
	for i, b := range p.record.Blocks {
		sheet := p.sheet(i)
		for _, s := range sheet.sentences {
			part := sheet.tokens[s[0]:s[1]]
			at := onrecord.Span{Start: b.Start + int(part[0].Start), End: b.Start + int(part[len(part)-1].End)}
			out = append(out, p.sentence(at, i, part, b.Start))
		}
	}
	return out
}

// maxOwnTerms bounds the terms of one sentence.
const maxOwnTerms = 40

func (p *passages) sentence(at onrecord.Span, block int, tokens []text.Token, offset int) sentence {
	s := sentence{Span: at, block: block}
	own, told := p.reader.own[:0], 0 // told is where the last sign ends
	for i, t := range tokens {
		m := p.reader.meaning(t)
		s.future, s.past = s.future || m.future, s.past || m.past
		where := onrecord.Span{Start: offset + int(t.Start), End: offset + int(t.End)}
		if m.term != "" && len(own) < maxOwnTerms && !p.masked(where) && !joined(tokens, i) {
			own = append(own, spelling{m.term, t.Norm})
		}
		if m.turn != "" {
			s.turns = append(s.turns, p.turnsAt(tokens, i, m.turn, offset)...)
		}
		if !m.begins {
			continue
		}
		if i < told {
			continue
		}
		if sign, end := signAt(tokens, i); sign != "" {
			s.signs, told = append(s.signs, sign), end
		}
	}
	s.spell(own)
	p.reader.own = own
	s.turns, s.signs = distinct(s.turns), distinct(s.signs)
	s.leadsIn = tokens[len(tokens)-1].Norm == ":"
	s.names = p.namesIn(at)
	s.places, s.people = p.kindIn(at, onrecord.NamePlace), p.kindIn(at, onrecord.NamePerson)
	s.bodies = without(p.kindIn(at, onrecord.NameBody), p.issuers)
	s.lean = leans(tokens)
	s.objects = intersection(p.objects(tokens, offset), s.terms)
	return s
}

// spelling is a term as it is printed.
type spelling struct{ term, as string }

// spell gives a sentence its terms, each as it is printed last.
func (s *sentence) spell(own []spelling) {
	slices.SortStableFunc(own, func(a, b spelling) int { return strings.Compare(a.term, b.term) })
	both := make([]string, 2*len(own))
	s.terms, s.spelt = both[:0:len(own)], both[len(own):len(own)]
	for i, o := range own {
		if i+1 < len(own) && own[i+1].term == o.term {
			continue
		}
		s.terms, s.spelt = append(s.terms, o.term), append(s.spelt, o.as)
	}
}

// borrow adds another sentence's terms, as that prints them where this has none of its own.
func (s *sentence) borrow(from *sentence) {
	terms, spelt := make([]string, 0, len(s.terms)+len(from.terms)), make([]string, 0, len(s.terms)+len(from.terms))
	for i, j := 0, 0; i < len(s.terms) || j < len(from.terms); {
		switch {
		case j == len(from.terms) || i < len(s.terms) && s.terms[i] < from.terms[j]:
			terms, spelt = append(terms, s.terms[i]), append(spelt, s.spelt[i])
			i++
		case i < len(s.terms) && s.terms[i] == from.terms[j]:
			j++
		default:
			terms, spelt = append(terms, from.terms[j]), append(spelt, from.spelt[j])
			j++
		}
	}
	s.terms, s.spelt = terms, spelt
}

// termOf returns what a token stands for among terms, "" for what says nothing.
func termOf(t text.Token) string {
	switch t.Kind {
	case text.Number:
		if len(t.Norm) == 4 && (t.Norm[:2] == "19" || t.Norm[:2] == "20") {
			return "" // a year, mostly
		}
		return t.Norm
	case text.Word:
		if function.Has(t.Norm) {
			return ""
		}
		return conceptOf(t.Norm)
	}
	return ""
}

// conceptOf returns the act that a word names, or its stem.
func conceptOf(norm string) string {
	for _, noun := range []string{norm, strings.TrimSuffix(norm, "s")} {
		if act, ok := actNoun.Lookup(noun); ok {
			return act
		}
	}
	stem := english.Stem(norm, false)
	if act, ok := actVerb[stem]; ok {
		return act
	}
	return stem
}

// joined reports whether a number hangs on a hyphen: of a telephone, a range, "the
// 12-week review".
func joined(tokens []text.Token, i int) bool {
	hyphen := func(j int) bool { return j >= 0 && j < len(tokens) && tokens[j].Norm == "-" }
	return tokens[i].Kind == text.Number && (hyphen(i-1) && tokens[i].Glued || hyphen(i+1) && tokens[i+1].Glued)
}

// tense says whether a word tells of what will be, or of what was done or is.
func tense(t text.Token) (future, past bool) {
	switch t.Norm {
	case "will", "shall", "'ll":
		return true, false
	case "has", "have", "had", "was", "were", "been", "is", "are", "'s", "'ve", "'re", "now", "today":
		return false, true
	}
	return false, t.Kind == text.Word && (strings.HasSuffix(t.Norm, "ed") || preterite.Has(t.Norm))
}

// longestSign is the most words of an entry of the list of outcomes.
const longestSign = 4

// signAt returns the sign that begins at a token and where its words end, "" where none does.
func signAt(tokens []text.Token, i int) (found string, end int) {
	var b strings.Builder
	for n := 0; n < longestSign && i+n < len(tokens); n++ {
		if n > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(tokens[i+n].Norm)
		if sign, ok := outcome.Lookup(b.String()); ok {
			found, end = sign, i+n+1
		}
	}
	if found == "done" && i > 0 && tokens[i-1].Norm == "be" {
		return "", 0 // "will be completed", "is to be in place"
	}
	return found, end
}

// masked reports whether a place belongs to a date or to a name of a person, a
// place or an issuer: who speaks, where and when says nothing of what.
func (p *passages) masked(at onrecord.Span) bool { return overlaps(p.mask, at) }

// overlaps reports whether a place shares a byte with any of some spans, which are joined and
// in order.
func overlaps(spans []onrecord.Span, at onrecord.Span) bool {
	_, found := slices.BinarySearchFunc(spans, at, func(m, at onrecord.Span) int {
		switch {
		case m.End <= at.Start:
			return -1
		case m.Start >= at.End:
			return 1
		}
		return 0
	})
	return found
}

// masks returns the spans of dates and of the names of people, places and the
// release's issuers, joined and in order.
func masks(r *onrecord.Record, issuers []string) []onrecord.Span {
	var all []onrecord.Span
	for i := range r.Dates {
		all = append(all, r.Dates[i].Span)
	}
	for i := range r.Names {
		n := &r.Names[i]
		if n.Kind == onrecord.NamePerson || n.Kind == onrecord.NamePlace || n.Kind == onrecord.NameBody && slices.Contains(issuers, fold(n.Kind, n.Text)) {
			for _, s := range r.Names[i].Spans {
				all = append(all, onrecord.Span(s))
			}
		}
	}
	return united(all)
}

// namesIn returns the folded names of things that stand within a span.
func (p *passages) namesIn(within onrecord.Span) []string {
	var out []string
	for _, m := range p.mentionsIn(within) {
		switch p.record.Names[m.name].Kind {
		case onrecord.NamePerson, onrecord.NamePlace, onrecord.NameRole, onrecord.NameBody:
			continue
		}
		out = append(out, p.titleOf(m.name))
	}
	return distinct(out)
}

// titleOf returns the title of one of the record's names, folded. Each is made once.
func (p *passages) titleOf(name int) string {
	if p.titles == nil {
		p.titles = make([]string, len(p.record.Names))
	}
	if p.titles[name] == "" {
		p.titles[name] = title(p.forms(name)[0])
	}
	return p.titles[name]
}

// title returns a law's name without its year and without "bill" or "act", so
// that a bill and the act that it became are one.
func title(folded string) string {
	w := strings.Fields(folded)
	if n := len(w); n > 2 && len(w[n-1]) == 4 && isNumber(w[n-1]) {
		w = w[:n-1]
	}
	if n := len(w); n > 2 && (w[n-1] == "bill" || w[n-1] == "act") {
		w = append(w[:n-1], "law")
	}
	return strings.Join(w, " ")
}

// weights are those of all terms that are not rare.
var weights = weightsOf(frequent, isAct)

func weightsOf(frequent *tag.List, acts map[string]bool) map[string]float64 {
	m := map[string]float64{}
	for t := range acts {
		m[t] = 1
	}
	for _, t := range frequent.Entries() {
		switch v, _ := frequent.Lookup(t); v {
		case "1":
			m[t] = 0.3
		case "2":
			m[t] = 1
		case "3":
			m[t] = 1.7
		}
	}
	return m
}

// weightOf says how much a term that two passages share says: the rarer, the more.
func weightOf(term string) float64 {
	if w, known := weights[term]; known {
		return w
	}
	return rare
}

// salience is how much it says that a release speaks of a term again and again: a
// frequent word says more there than in one sentence.
func salience(term string) float64 { return 0.6 + 0.4*weightOf(term) }

var isAct = actNames()

func actNames() map[string]bool {
	m := map[string]bool{}
	for _, v := range actVerb {
		m[v] = true
	}
	return m
}

func weigh(terms []string) (sum float64) {
	for _, t := range terms {
		sum += weightOf(t)
	}
	return sum
}

// termsOf returns the terms of some words.
func termsOf(words string) []string {
	var out []string
	for _, t := range text.Tokens(words) {
		if term := termOf(t); term != "" {
			out = append(out, term)
		}
	}
	return distinct(out)
}

// termsOf is termsOf of words that are met again and again.
func (reader *Reader) termsOf(words string) []string {
	var out []string
	for _, t := range text.Tokens(words) {
		if term := reader.meaning(t).term; term != "" {
			out = append(out, term)
		}
	}
	return distinct(out)
}

// leans reports whether a sentence begins with a word that stands for what was
// said before it.
func leans(tokens []text.Token) bool {
	for _, t := range tokens {
		if t.Kind != text.Word {
			continue
		}
		switch t.Norm {
		case "it", "they", "this", "these", "those", "both", "each", "that":
			return true
		}
		return false
	}
	return false
}

// kindIn returns the folded names of one kind that stand within a span.
func (p *passages) kindIn(within onrecord.Span, kind onrecord.NameKind) []string {
	var out []string
	for _, m := range p.mentionsIn(within) {
		if p.record.Names[m.name].Kind == kind {
			out = append(out, p.forms(m.name)[0])
		}
	}
	return distinct(out)
}

// foldedIssuers returns the folded names of the bodies that issued a release.
func foldedIssuers(r *onrecord.Record) []string {
	var out []string
	for _, b := range r.IssuedBy {
		out = append(out, fold(onrecord.NameBody, b))
	}
	return distinct(out)
}

// heading are the terms of a line that states the issue: "The press release
// issued by … on …".
var heading = termsOf("press release news statement issued")

// statesIssue reports whether a sentence says only who issued the release.
func (s *sentence) statesIssue() bool { return s.block == 0 && len(without(s.terms, heading)) == 0 }
