package relation

import (
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// funds reads where the sums of the sentence go: "the department will invest
// £5 million in the Parks Fund", "the Parks Trust will receive £5 million".
func (r *reader) funds() {
	for r.nextFigure < len(r.figures) && r.figures[r.nextFigure].Start < r.span.Start {
		r.nextFigure++
	}
	for i := r.nextFigure; i < len(r.figures) && r.figures[i].End <= r.span.End; i++ {
		f := &r.figures[i]
		if f.Kind != onrecord.FigureMoney || f.Change != "" || f.ValueTo != nil {
			continue
		}
		first, last := r.d.TokenAt(f.Start), r.d.TokenAt(f.End-1)+1
		r.noteSource(last)
		if !r.listedSum(f, first, last) && !r.given(f, first, last) && !r.givenName(f, first) && !r.goesTo(f, first, last) {
			r.received(f, first, last)
		}
	}
}

// givenName reads a sum that a verb of giving takes after the name of who gets it:
// "the department awarded the Parks Trust a grant of £5 million".
func (r *reader) givenName(f *onrecord.Figure, first int) bool {
	for k := r.hi - 1; k >= r.lo; k-- {
		m := r.outer[k]
		if m.last > first {
			continue
		}
		if first-m.last > 5 || !(body | scheme | system | operation | place).has(r.kind(m)) || r.kind(m) == onrecord.NamePlace && r.norm(m.first-1) == "in" {
			return false
		}
		for i := m.last; i < first; i++ {
			switch n := r.norm(i); n {
			case "a", "an", "the", "of", "further", "additional", "extra", "new", "up", "to", "some", "around", "over", "more", "than", "nearly", "almost", "another", "(", ")":
			default:
				if t := &r.d.Tokens[i]; !money.Has(n) && !(t.Shape == text.Upper && r.norm(i-1) == "(") {
					return false
				}
			}
		}
		verb := m.first - 1
		if r.norm(verb) == "the" {
			verb--
		}
		switch r.norm(verb) {
		case "award", "awarded", "awards", "awarding", "give", "gave", "gives", "given", "giving", "grant", "granted", "grants", "allocate", "allocated", "allocates", "offer", "offered", "offers":
		default:
			return false
		}
		if r.endsInBe(r.sentence.First, verb) {
			return false
		}
		r.fund(why{&ruleGiven, verb, verb + 1}, f, r.giver(verb), m.name)
		return true
	}
	return false
}

// goesTo reads a sum that is the subject of its going: "£5 million will go to the
// Parks Trust", "a grant of £5 million has been awarded to the Parks Trust by the
// Rivers Agency".
func (r *reader) goesTo(f *onrecord.Figure, first, last int) bool {
	i := r.afterMoney(last)
	verb := r.auxiliaries(i, r.sentence.Last)
	end := verb + 1
	switch r.norm(verb) {
	case "go", "goes", "going":
	case "went":
	case "awarded", "given", "allocated", "granted", "provided", "committed", "pledged", "paid", "earmarked", "set", "made":
		if !r.endsInBe(i, verb) {
			return false
		}
		if n := r.norm(end); n == "aside" || n == "available" {
			end++
		}
	default:
		return false
	}
	if n := r.norm(verb - 1); n == "would" || n == "could" || r.norm(end) != "to" && r.norm(end) != "for" {
		return false
	}
	m, ok := r.mentionAt(r.beforeName(end+1, r.sentence.Last))
	if !ok || !(body | scheme | system | operation | place).has(r.kind(m)) || !r.complete(m) {
		return false
	}
	r.fund(why{&ruleReceived, verb, end}, f, r.givenBy(r.afterBrackets(m.last)), m.name)
	return true
}

// given reads a sum that a verb of giving takes, with "to", "for" or "in" and
// a name after it.
func (r *reader) given(f *onrecord.Figure, first, last int) bool {
	verb := -1
	for j := first - 1; j >= r.sentence.First && first-j < 6; j-- {
		if gives.Has(r.norm(j)) {
			verb = j
			break
		}
		if r.d.Tokens[j].Kind == text.Punct && r.norm(j) != "-" {
			break
		}
	}
	if verb < 0 {
		return false
	}
	if n := r.norm(verb - 1); n == "would" || n == "could" || n == "should" || n == "have" && r.norm(verb-2) == "would" {
		r.leaveOut(&ruleUnreal, mention{first: verb, last: last}, mention{first: verb, last: last}, verb-1, verb+1)
		return false
	}
	to := r.recipient(last, strings.HasPrefix(r.norm(verb), "invest") || strings.HasPrefix(r.norm(first-2), "investment") && r.norm(first-1) == "of")
	if to < 0 {
		return false
	}
	from := r.giver(verb)
	if from < 0 {
		from = r.givenBy(r.afterBrackets(r.outer[to].last)) // "secured £5 million for the Parks Trust through the Open Rivers Fund"
	}
	r.fund(why{&ruleGiven, verb, verb + 1}, f, from, r.outer[to].name)
	return true
}

// recipient returns the mention that the words from token i on lead to: "in new
// funding for the Parks Trust", "to the Parks Trust"; -1 where none.
func (r *reader) recipient(i int, invests bool) int {
	for k := r.lo; k < r.hi; k++ {
		m := r.outer[k]
		if m.first < i || !(body | scheme | system | operation | place).has(r.kind(m)) {
			continue
		}
		if m.first-i > 9 || !r.complete(m) || !r.leadsTo(i, m.first, invests) {
			return -1
		}
		return k
	}
	return -1
}

// leadsTo reports whether the tokens are "to", "for" or the like with an
// article after it and, before it, nothing but words for money: "in new
// federal funding for the".
func (r *reader) leadsTo(i, end int, invests bool) bool {
	at := end - 1
	for at > i && r.beforeName(at, end) == end {
		at--
	}
	switch r.norm(at) {
	case "to", "for", "into", "towards":
	case "in":
		return at == i && invests // what is secured "in" a fund comes out of it
	default:
		return false
	}
	if at == i {
		return true
	}
	for j := i; j < at; j++ {
		t := r.d.Tokens[j]
		if t.Kind == text.Punct && t.Norm != "-" || t.Has(tag.Function) && t.Norm != "in" && t.Norm != "of" {
			return false
		}
	}
	return money.Has(r.norm(at - 1))
}

// giver returns the name that is the verb's subject, -1 where none is: a person
// who announces or gives a sum does so for somebody else.
func (r *reader) giver(verb int) int {
	for k := r.hi - 1; k >= r.lo; k-- {
		m := r.outer[k]
		if m.last > verb {
			continue
		}
		if r.auxiliaries(r.afterName(m.last, verb), verb) != verb || r.afterPreposition(m.first) || !(body | role | place).has(r.kind(m)) {
			return -1
		}
		return m.name
	}
	return -1
}

// received reads "the Parks Trust will receive £5 million" and "the Parks
// Fund, backed by £5 million".
func (r *reader) received(f *onrecord.Figure, first, last int) {
	if r.lo == r.hi || r.outer[r.lo].first > last {
		r.backed(f, first, last)
		return
	}
	for k := r.hi - 1; k >= r.lo; k-- {
		m := r.outer[k]
		if m.last > first {
			continue
		}
		if first-m.last > 9 || !(body | scheme | system | operation | place).has(r.kind(m)) {
			return
		}
		i := r.auxiliaries(r.skipComma(r.afterName(m.last, first)), first)
		if r.norm(m.last) == "would" || r.norm(m.last) == "to" {
			return
		}
		end, voice, ok := r.longest(receives, i, first)
		if !ok || r.afterPreposition(m.first) || voice == "passive" && !r.endsInBe(m.last, i) && r.norm(m.last) != "," {
			return
		}
		said := end
		for ; end < first; end++ {
			if t := r.d.Tokens[end]; t.Kind == text.Punct || t.Has(tag.Function) && t.Norm != "a" && t.Norm != "an" && t.Norm != "the" && !(t.Norm == "of" && money.Has(r.norm(end-1))) {
				return
			}
		}
		r.fund(why{&ruleReceived, i, said}, f, r.givenBy(last), m.name)
		return
	}
}

// backed reads "A new rivers centre will open – backed by £5 million", where the
// sentence names nothing before the sum.
func (r *reader) backed(f *onrecord.Figure, first, last int) {
	if r.norm(first-1) != "by" && r.norm(first-1) != "with" {
		return
	}
	switch r.norm(first - 2) {
	case "backed", "funded", "supported":
	default:
		return
	}
	if to := r.kindOfThing(); to >= 0 {
		r.fund(why{&ruleReceived, first - 2, first}, f, r.givenBy(last), to)
	}
}

// givenBy returns the name after "by", "from" or "through" at token i: "was
// awarded £3 million by the Parks Agency", "£3 million in funding through the
// Open Rivers Fund"; -1 where there is none.
func (r *reader) givenBy(i int) int {
	i = r.afterMoney(i)
	from := body | role | scheme | law
	switch r.norm(i) {
	case "by", "from":
	case "through", "under", "via":
		from = scheme | law
	default:
		return -1
	}
	m, ok := r.mentionAt(r.beforeName(i+1, r.sentence.Last))
	if !ok || !from.has(r.kind(m)) || !r.wholeName(m) {
		return -1
	}
	return m.name
}

// afterMoney steps over words for money after a sum at token i: "in new funding",
// "grant".
func (r *reader) afterMoney(i int) int {
	j := i
	if r.norm(j) == "in" || r.norm(j) == "of" {
		j++
		for j < i+4 && j < r.sentence.Last && r.d.Tokens[j].Shape == text.Lower && !money.Has(r.norm(j)) {
			j++
		}
	}
	if money.Has(r.norm(j)) {
		return j + 1
	}
	return i
}

// fund keeps the sum; from is -1 where the sentence doesn't say whose it is.
func (r *reader) fund(y why, f *onrecord.Figure, from, to int) {
	if from == to || !r.fresh(key{onrecord.RelationFunds, from, to}) {
		return
	}
	amount := f.Value
	x := onrecord.Relation{Type: onrecord.RelationFunds, To: r.names[to].Text, Amount: &amount}
	if from >= 0 {
		x.From = onrecord.OneOrMore{r.names[from].Text}
	}
	r.add(y, x)
}
