package link

import (
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/text"
)

// Claim is what a passage says of whether its sum is new.
type Claim string

// The claims. ClaimUnknown is a passage that says nothing of it.
const (
	ClaimNew       Claim = "new"
	ClaimToppingUp Claim = "topping_up"
	ClaimPartOf    Claim = "part_of"
	ClaimAnnounced Claim = "already_announced"
	ClaimUnknown   Claim = "unknown"
)

// Terms says in which prices a sum is given.
type Terms string

// The terms. TermsUnknown is a passage that says nothing of them.
const (
	TermsCash    Terms = "cash"
	TermsReal    Terms = "real"
	TermsUnknown Terms = "unknown"
)

// Said is something that a passage says, with the words it rests on ("the
// department" for the body that issued the release); the zero Said is what it does not say.
type Said struct {
	Text string `json:"text"`
	onrecord.Span
}

// SumReading is one sum of money as its passage speaks of it.
type SumReading struct {
	Payer, For Said
	// Period is the time over which it is paid. From and To are its days,
	// inclusive, both zero where only its length is said.
	Period   Said
	From, To onrecord.Date
	// Per is "year" where the sum is one year's, "" where it is that in all or
	// where that can't be told.
	Per       string
	Claim     Claim
	ClaimedBy Said
	Terms     Terms
	// Whole is the id of the sum in the same release of which this one is a
	// part, "" where the release gives none.
	Whole string
}

var (
	claim = list("claim")
	pays  = list("pays")
	meant = list("meant") // nouns for what was named elsewhere
)

// Figures reads the figures of one record and remembers how its text is cut: the
// text is not cut again for each of them. The record must not change meanwhile.
// It must not be used by two goroutines at once.
type Figures struct{ passages *passages }

// FiguresOf returns a reader of a record's figures.
func FiguresOf(r *onrecord.Record) Figures { return Figures{newPassages(r, new(Reader))} }

// Sum reads what the release says of one of its sums.
func (s Figures) Sum(f *onrecord.Figure) SumReading {
	out := SumReading{Per: f.Per, Claim: ClaimUnknown, Terms: TermsUnknown}
	p, r := s.passages, s.passages.record
	l, ok := p.lineOf(f)
	if !ok {
		return out
	}
	out.For, out.Payer = p.purpose(f, l), p.payer(f, l)
	out.Period, out.From, out.To = p.spent(f, l)
	out.Claim, out.ClaimedBy = claimed(r.Text, l)
	out.Terms = termsOfPrices(l)
	out.Whole = p.whole(f, l)
	if out.Whole != "" && (out.Claim == ClaimUnknown || out.Claim == ClaimNew) {
		out.Claim = ClaimPartOf
	}
	return out
}

// said returns the words of a range of a line's tokens.
func (l line) said(r string, from, to int) Said {
	if from >= to {
		return Said{}
	}
	s := onrecord.Span{Start: l.offset + int(l.tokens[from].Start), End: l.offset + int(l.tokens[to-1].End)}
	return Said{Text: s.Of(r), Span: s}
}

// purpose returns what a sum is for: what a relation says, the thing named
// nearest to it in its sentence, the words after "for" or "to".
func (p *passages) purpose(f *onrecord.Figure, l line) Said {
	for i := range p.record.Relations {
		r := &p.record.Relations[i]
		if r.Type == onrecord.RelationFunds && r.Amount != nil && *r.Amount == f.Value && l.span().Overlaps(r.Span) && r.To != "" && !p.isPlace(r.To) {
			return p.saidName(r.To, l.span())
		}
	}
	if s := p.nearestThing(f, l); s.Text != "" {
		return s
	}
	for i := l.last; i < min(l.last+3, len(l.tokens)); i++ {
		switch l.tokens[i].Norm {
		case "for", "to", "towards", "toward", "on":
			if i+1 >= len(l.tokens) || l.tokens[i+1].Kind == text.Number || notPurpose[l.tokens[i+1].Norm] {
				return Said{}
			}
			from := i + 1
			if l.tokens[i].Norm == "to" {
				from = i // "to rebuild the quay": what is done with it, or who gets it
			}
			to := l.phrase(i + 1)
			if p.onlyPlace(l, i+1, to) {
				return Said{} // where it goes is not what it is for
			}
			if l.tokens[i].Norm == "to" && l.owes(i+1, to) {
				return Said{}
			}
			if l.meansThing(i+1, to) {
				return p.thingMeant(f, l.said(p.record.Text, i+1, to))
			}
			return l.said(p.record.Text, from, to)
		}
	}
	return Said{}
}

// isPlace reports whether the record has a name as that of a place.
func (p *passages) isPlace(name string) bool {
	return slices.ContainsFunc(p.record.Names, func(n onrecord.Name) bool { return n.Kind == onrecord.NamePlace && n.Text == name })
}

// onlyPlace reports whether a range of a line's tokens names places and says nothing else.
func (p *passages) onlyPlace(l line, from, to int) bool {
	if from >= to {
		return false
	}
	places := slices.DeleteFunc(slices.Clone(p.mentionsIn(l.part(from, to))), func(m mention) bool { return p.record.Names[m.name].Kind != onrecord.NamePlace })
	for _, t := range l.tokens[from:to] {
		at := onrecord.Span{Start: l.offset + int(t.Start), End: l.offset + int(t.End)}
		if t.Kind == text.Word && !function.Has(t.Norm) && !slices.ContainsFunc(places, func(m mention) bool { return m.Contains(at) }) {
			return false
		}
	}
	return len(places) > 0
}

// notPurpose are words after "to" or "on" with which no purpose begins: "to date",
// "on top of".
var notPurpose = set("date top average spend be it them")

// maxPhrase is the most tokens of a purpose.
const maxPhrase = 14

// finite are verbs before which a phrase ends: what comes is said of the sum.
var finite = set("is are was were has have had will would can could may might must should does did")

// phrase returns where a phrase ends: at a mark, at another clause, at what tells of a person ("in his first visit") or at the
// verb of its own.
func (l line) phrase(from int) int {
	to := from
	for to < len(l.tokens) && to-from < maxPhrase && !l.turns(to) && l.tokens[to].Norm != "." && !(finite[l.tokens[to].Norm] && !l.month(to)) && !l.ofPerson(to) {
		to++
	}
	for to > from && joins[l.tokens[to-1].Norm] { // "to the quay and will …"
		to--
	}
	return to
}

// ofPerson reports whether a circumstance of somebody begins at a token: "in his first visit", "on her return".
func (l line) ofPerson(i int) bool {
	return circumstances[l.tokens[i].Norm] && i+1 < len(l.tokens) && (l.tokens[i+1].Norm == "his" || l.tokens[i+1].Norm == "her")
}

var circumstances = set("in on at during after before")

// joins are words after which more of a phrase comes, or another clause.
var joins = set("and or but nor that which who while as than")

// month reports whether "may" is the month: it stands after a day or before a year.
func (l line) month(i int) bool {
	return l.tokens[i].Norm == "may" && (i > 0 && l.tokens[i-1].Kind == text.Number || i+1 < len(l.tokens) && l.tokens[i+1].Kind == text.Number)
}

// saidName returns a name as it stands in a sentence.
func (p *passages) saidName(name string, in onrecord.Span) Said {
	if at := strings.Index(in.Of(p.record.Text), name); at >= 0 {
		return Said{Text: name, Span: onrecord.Span{Start: in.Start + at, End: in.Start + at + len(name)}}
	}
	return Said{Text: name, Span: in}
}

// owes reports whether a range of a line's tokens means a debt, "our debt over ten years" and not "the debt advice service":
// what is added to it is for something else.
func (l line) owes(from, to int) bool {
	if from >= to || !leading[l.tokens[from].Norm] {
		return false
	}
	for i := from + 1; i < to; i++ {
		if owed[l.tokens[i].Norm] {
			return i+1 == to || function.Has(l.tokens[i+1].Norm)
		}
	}
	return false
}

var owed = set("debt debts deficit deficits borrowing")

// meansThing reports whether a range of a line's tokens is a word such as "the scheme" for what was named elsewhere, or nowhere.
func (l line) meansThing(from, to int) bool {
	for from < to-1 && leading[l.tokens[from].Norm] {
		from++
	}
	return from == to-1 && from > 0 && leading[l.tokens[from-1].Norm] && meant.Has(l.tokens[from].Norm)
}

// leading are words that lead to a noun and tell nothing of it.
var leading = set("the this that these those its their our such a an new same whole entire")

// thingMeant returns what is meant by such a word: the one thing that is named before it in its paragraph, or the
// only one that the release names; the zero Said where there are several or none. The span is the word's.
func (p *passages) thingMeant(f *onrecord.Figure, word Said) Said {
	within := onrecord.Span{Start: 0, End: len(p.record.Text)}
	before := within
	for _, b := range p.record.Blocks {
		if b.Contains(f.Span) {
			before = onrecord.Span{Start: b.Start, End: max(b.Start, word.Start)}
		}
	}
	for _, in := range []onrecord.Span{before, within} {
		named := map[string]bool{}
		for _, m := range p.mentionsIn(in) {
			if n := &p.record.Names[m.name]; purposeful(n.Kind) {
				named[n.Text] = true
			}
		}
		for name := range named {
			if len(named) == 1 {
				return Said{Text: name, Span: word.Span}
			}
			return Said{}
		}
	}
	return Said{}
}

// purposeful reports whether money is for things of a kind.
func purposeful(kind onrecord.NameKind) bool {
	switch kind {
	case onrecord.NameScheme, onrecord.NameOperation, onrecord.NameLaw, onrecord.NameSystem, onrecord.NameEvent, onrecord.NameDocument:
		return true
	}
	return false
}

// nearestThing returns the scheme, operation, law, system, event or document that
// a sum's clause names, the nearest to it, what stands after it before what
// stands before it.
func (p *passages) nearestThing(f *onrecord.Figure, l line) (near Said) {
	best, first := -1, 0
	from, to := l.clause()
	clause := l.said(p.record.Text, from, to).Span
	for _, m := range p.mentionsIn(clause) {
		n := &p.record.Names[m.name]
		if !purposeful(n.Kind) {
			continue
		}
		d := gap(m.Span, f.Span)
		if m.End <= f.Start {
			d *= 2
		}
		if best < 0 || d < best || d == best && m.name < first {
			best, first, near = d, m.name, Said{Text: n.Text, Span: m.Span}
		}
	}
	return near
}

// payer returns who pays: what a relation says, or the body before a verb of
// paying that comes before the sum; "the department" is the issuer of that name.
func (p *passages) payer(f *onrecord.Figure, l line) Said {
	for i := range p.record.Relations {
		r := &p.record.Relations[i]
		if r.Type == onrecord.RelationFunds && r.Amount != nil && *r.Amount == f.Value && l.span().Overlaps(r.Span) && len(r.From) == 1 {
			return p.saidName(r.From[0], l.span())
		}
	}
	verb := -1
	for i := l.first - 1; i >= 0 && !(l.tokens[i].Kind == text.Punct && i < l.first-1); i-- {
		if pays.Has(l.tokens[i].Norm) {
			verb = i
			break
		}
	}
	if verb < 0 {
		return Said{}
	}
	before := l.said(p.record.Text, 0, verb).Span
	var found Said
	for _, m := range p.mentionsIn(before) {
		if n := &p.record.Names[m.name]; n.Kind == onrecord.NameBody || n.Kind == onrecord.NameRole {
			found = Said{Text: n.Text, Span: m.Span} // the last
		}
	}
	if found.Text == "" {
		return p.issuerMeant(l, verb)
	}
	return found
}

// bodyNouns are the nouns by which a release means the body that issued it: "the
// department". "The government" may be any body of it.
var bodyNouns = set("department ministry council agency board office commission authority")

// issuerMeant returns the release's issuer where one of these nouns stands
// before a verb and belongs to the name of the only one; the zero Said else.
func (p *passages) issuerMeant(l line, verb int) Said {
	if len(p.record.IssuedBy) != 1 {
		return Said{}
	}
	issuer := p.record.IssuedBy[0]
	for i := verb - 1; i >= max(1, verb-4); i-- {
		noun := l.tokens[i].Norm
		if bodyNouns[noun] && l.tokens[i-1].Norm == "the" && slices.Contains(strings.Fields(strings.ToLower(issuer)), noun) {
			return Said{Text: issuer, Span: l.said(p.record.Text, i-1, i+1).Span}
		}
	}
	return Said{}
}

// leastSpending is the fewest days over which sums are said to be paid: a shorter
// time is that of saying so.
const leastSpending = 80

// spent returns the time over which a sum is paid: its own period, or a length
// after "over", "for" or "in".
func (p *passages) spent(f *onrecord.Figure, l line) (s Said, from, to onrecord.Date) {
	for _, d := range p.figuresIn(l.span()) {
		if d.Kind != onrecord.FigureDuration || d.Unit != "years" && d.Unit != "months" {
			continue
		}
		first, last := tokensIn(l.tokens, int32(d.Start-l.offset), int32(d.End-l.offset))
		for back := first - 1; back >= max(0, first-4); back-- {
			switch l.tokens[back].Norm {
			case "over", "for", "in", "during":
				return l.said(p.record.Text, back, last), onrecord.Date{}, onrecord.Date{}
			}
		}
	}
	if f.Period != nil && !f.Period.From.IsZero() && !f.Period.To.IsZero() && days(period{from: f.Period.From, to: f.Period.To}) > leastSpending {
		return Said{Text: f.Period.Text}, f.Period.From, f.Period.To
	}
	for _, d := range p.datesIn(l.span()) {
		if !d.From.IsZero() && !d.To.IsZero() && days(period{from: d.From, to: d.To}) > leastSpending && !aside(d, l) && !spoken(l, d) {
			return Said{Text: d.Text, Span: d.Span}, d.From, d.To
		}
	}
	return Said{}, onrecord.Date{}, onrecord.Date{}
}

// spoken reports whether a date is that of saying: "announced in January".
func spoken(l line, d *onrecord.DateFact) bool {
	first, _ := tokensIn(l.tokens, int32(d.Start-l.offset), int32(d.End-l.offset))
	return slices.ContainsFunc(l.tokens[max(0, first-3):first], func(t text.Token) bool {
		switch conceptOf(t.Norm) {
		case "announce", "open", "publish":
			return true
		}
		return false
	})
}

// reach is how many tokens before the sum a word that claims something of it may stand.
const reach = 3

// claimed returns what a passage says of whether its sum is new.
func claimed(r string, l line) (Claim, Said) {
	for _, c := range claim.Entries() {
		words := strings.Fields(c)
		v, _ := claim.Lookup(c)
		from, to := max(0, l.first-reach), l.first
		if len(words) > 1 {
			from, to = 0, len(l.tokens) // several words say it of all of the sentence
		}
		for i := from; i+len(words) <= to; i++ {
			if matches(l.tokens[i:], words) && (len(words) == 1 || l.saysOf(Claim(v), i, i+len(words))) {
				return Claim(v), l.said(r, i, i+len(words))
			}
		}
	}
	return ClaimUnknown, Said{}
}

// saysOf reports whether several words at a range of tokens are said of the sum: no
// other sum stands between, and what a sum comes on top of stands after it.
func (l line) saysOf(c Claim, from, to int) bool {
	if from >= l.last {
		return l.quiet(l.last, from)
	}
	return c != ClaimToppingUp && to <= l.first && l.quiet(to, l.first)
}

func matches(tokens []text.Token, words []string) bool {
	for i, w := range words {
		if tokens[i].Norm != w {
			return false
		}
	}
	return true
}

// termsOfPrices returns in which prices a sentence gives its sums.
func termsOfPrices(l line) Terms {
	for i := 0; i+1 < len(l.tokens); i++ {
		switch l.tokens[i].Norm + " " + l.tokens[i+1].Norm {
		case "real terms":
			return TermsReal
		case "cash terms":
			return TermsCash
		}
		if l.tokens[i].Kind == text.Number && l.tokens[i+1].Norm == "prices" {
			return TermsReal
		}
	}
	return TermsUnknown
}

// Period returns the days that a figure is of, inclusive, as its passage
// says: zero where an end is open, both zero where it does not say.
func (s Figures) Period(f *onrecord.Figure) (from, to onrecord.Date) {
	w, ok := s.passages.readWording(f)
	if !ok {
		return onrecord.Date{}, onrecord.Date{}
	}
	return w.from, w.to
}
