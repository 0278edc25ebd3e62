package link

import (
	"slices"
	"strconv"
	"strings"

	"github.com/onrecord/onrecord"
)

// followable adds the record's undertakings, and the sentences that may say
// what came of an earlier one.
func (p *passages) followable(out []Member) []Member {
	sentences := p.sentences()
	p.ledIn(sentences)
	lean(sentences)
	around := p.surroundings(sentences)
	at := 0
	for i := range p.record.Commitments {
		c := &p.record.Commitments[i]
		for at < len(sentences) && sentences[at].End <= c.Start {
			at++
		}
		if at == len(sentences) {
			break
		}
		s := sentences[at]
		for next := at + 1; next < len(sentences) && sentences[next].Start < c.End; next++ {
			s.join(sentences[next])
		}
		m := p.passage(Commitment, &s, &around[s.block])
		m.Span, m.Fact = c.Span, c.ID
		if c.Due != nil {
			m.From, m.To = c.Due.From, c.Due.To
		}
		out = append(out, m)
		sentences[at].taken = true
	}
	for i := range sentences {
		s := &sentences[i]
		if s.taken || s.leadsIn || s.statesIssue() || !s.past && len(s.signs) == 0 {
			continue
		}
		if m := p.passage(Report, s, &around[s.block]); len(m.Keys) > 0 {
			out = append(out, m)
		}
	}
	p.reader.sentences = spare(sentences)
	return out
}

// join adds what the next sentence says.
func (s *sentence) join(next sentence) {
	s.borrow(&next)
	s.names = distinct(append(slices.Clone(s.names), next.names...))
	s.signs = distinct(append(slices.Clone(s.signs), next.signs...))
	s.bodies = distinct(append(slices.Clone(s.bodies), next.bodies...))
	s.objects = distinct(append(slices.Clone(s.objects), next.objects...))
	s.future, s.past = s.future || next.future, s.past || next.past
}

// moreSigns is how many signs most sentences have at most beside names, places and turns.
const moreSigns = 4

// passage makes a member of a sentence.
func (p *passages) passage(sort Sort, s *sentence, a *surrounding) Member {
	m := Member{Sort: sort, Span: s.Span, Terms: s.terms, Subject: s.objects, Names: s.names}
	m.Spelt = make([]string, 0, len(s.spelt)+len(s.objects))
	for i, as := range s.spelt {
		if as == s.terms[i] {
			as = ""
		}
		m.Spelt = append(m.Spelt, as)
	}
	for _, of := range m.Subject { // each is a term
		m.Spelt = append(m.Spelt, m.Spelt[slices.Index(m.Terms, of)])
	}
	m.Near = a.beside(s.terms)
	m.About = a.about
	m.Signs = slices.Grow(slices.Concat(s.signs, a.signs, p.issued), len(s.places)+len(s.bodies)+len(s.people)+len(s.turns)+moreSigns)
	for _, n := range s.places {
		m.Signs = append(m.Signs, inPlace+n)
	}
	for _, n := range s.bodies {
		m.Signs = append(m.Signs, ofBody+n)
	}
	for _, n := range s.people {
		m.Signs = append(m.Signs, ofPerson+n)
	}
	for _, t := range s.turns {
		m.Signs = append(m.Signs, ofTurn+t)
	}
	if s.future {
		m.Signs = append(m.Signs, "future")
	}
	if s.past {
		m.Signs = append(m.Signs, "past")
	}
	if s.block < topBlocks {
		m.Signs = append(m.Signs, "top")
	}
	for _, f := range p.figuresIn(s.Span) {
		if f.Kind != onrecord.FigureDuration && Compared(f) {
			if p.known(f) {
				m.forget(numbersOf(f))
			} else if l, ok := p.lineOf(f); !ok || sort != Report || f.Kind != onrecord.FigureMoney || !l.other() && !l.anew() {
				m.Signs = append(m.Signs, ofFigure+figureSign(f))
			}
			m.Signs = append(m.Signs, p.targetSigns(f)...)
		}
	}
	m.Signs = distinct(m.Signs)
	for _, d := range p.datesIn(s.Span) {
		if !(d.From.IsZero() && d.To.IsZero()) {
			m.Days = append(m.Days, d.From.String()+" "+d.To.String())
			if sort == Report {
				m.From, m.To = d.From, d.To
			}
		}
	}
	m.Days = distinct(m.Days)
	m.Keys = p.followKeys(&m, a.heart)
	return m
}

// without returns what of a is not in b.
func without(a, b []string) []string {
	out := make([]string, 0, len(a))
	for _, t := range a {
		if _, in := slices.BinarySearch(b, t); !in {
			out = append(out, t)
		}
	}
	return out
}

// ledIn gives the items of lists that have no tense of their own, such as "third reading on 4 December", the
// tense of the sentence that leads into the list.
func (p *passages) ledIn(sentences []sentence) {
	past := false
	for i := range sentences {
		s := &sentences[i]
		if p.record.Blocks[s.block].Kind != onrecord.BlockListItem {
			past = s.leadsIn && s.past && !s.future
			continue
		}
		s.past = s.past || past && !s.future
	}
}

// lean gives sentences that begin with a word for what was said before the
// terms of the sentence before them, where they say what came of it or how much
// there is of it.
func lean(sentences []sentence) {
	for i := len(sentences) - 1; i > 0; i-- {
		s, before := &sentences[i], &sentences[i-1]
		if s.lean && s.block-before.block <= 1 && (s.future || len(s.signs) > 0 || slices.ContainsFunc(s.terms, isNumber)) {
			s.borrow(before)
			s.names = distinct(append(slices.Clone(s.names), before.names...))
			s.bodies = distinct(append(slices.Clone(s.bodies), before.bodies...))
		}
	}
}

// What the signs of a passage begin with that say of what, where and by whom.
const (
	aboutName = "about "
	inPlace   = "in "
	ofBody    = "body "
	ofPerson  = "person "
	byIssuer  = "by "
	ofTurn    = "turn "
	ofStage   = "stage "
	ofFigure  = "figure "
	ofTarget  = "target "
	ofReached = "reached "
)

// figureSign returns what a figure counts and how many: "count home 5200".
func figureSign(f *onrecord.Figure) string {
	of := string(f.Kind)
	switch f.Kind {
	case onrecord.FigureMoney:
		of += " " + f.Unit
	case onrecord.FigureCount:
		of += " " + strings.Join(headsOf(f), " ")
	}
	return of + " " + strconv.FormatFloat(f.Value, 'g', -1, 64)
}

// numbersOf returns the terms of a figure's numbers.
func numbersOf(f *onrecord.Figure) []string {
	return slices.DeleteFunc(termsOf(f.Text), func(t string) bool { return !isNumber(t) })
}

// forget takes terms out of a passage. They are none of its subject.
func (m *Member) forget(terms []string) {
	for _, t := range terms {
		if at, found := slices.BinarySearch(m.Terms, t); found {
			m.Terms = slices.Delete(slices.Clone(m.Terms), at, at+1)
			m.Spelt = slices.Delete(m.Spelt, at, at+1)
		}
	}
}

// known reports whether a count is of what is there whatever is promised or done: "all 9 harbours".
func (p *passages) known(f *onrecord.Figure) bool {
	l, ok := p.lineOf(f)
	return ok && (f.Kind == onrecord.FigureCount || f.Kind == onrecord.FigureMoney) && l.definite()
}

// targetSigns returns what a count says of a target: "target constabl" where it is one, and "reached
// constabl" where it says how many there are.
func (p *passages) targetSigns(f *onrecord.Figure) []string {
	m := p.said[f.Start]
	if m == nil || f.Kind != onrecord.FigureCount || len(m.Subject) == 0 || has(m, signWhole) || has(m, signSome) {
		return nil
	}
	of := ofReached
	if has(m, signGoal) {
		if p.known(f) || p.isSo(f) {
			return nil
		}
		of = ofTarget
	}
	what := of + strings.Join(m.Subject, " ")
	if most(m.Subject) >= rare {
		return []string{what}
	}
	var out []string // homes are counted of many things: those of one scheme
	for _, n := range m.things()[:min(len(m.things()), keyNames)] {
		out = append(out, what+" of "+n)
	}
	return out
}

// isSo reports whether the words right after a count say that so many are so, not that they are to be: "29 have been charged".
func (p *passages) isSo(f *onrecord.Figure) bool {
	l, ok := p.lineOf(f)
	if !ok || l.last == len(l.tokens) {
		return false
	}
	switch l.tokens[l.last].Norm {
	case "have", "has", "had", "were", "was", "are", "is":
		return true
	}
	return false
}

// saying returns the signs that begin with some words, without these.
func saying(m *Member, prefix string) []string {
	signs := prefixed(m, prefix)
	if len(signs) == 0 {
		return nil
	}
	out := make([]string, len(signs))
	for i, s := range signs {
		out[i] = s[len(prefix):]
	}
	return out // in order, as the signs are
}

// says reports whether the passage has a sign, or one that begins with it
// where it ends in a space.
func says(m *Member, sign string) bool {
	i, ok := slices.BinarySearch(m.Signs, sign)
	return ok || strings.HasSuffix(sign, " ") && i < len(m.Signs) && strings.HasPrefix(m.Signs[i], sign)
}

// spokenOf returns the names of the passage and of its surroundings.
func spokenOf(m *Member) []string {
	return distinct(append(saying(m, aboutName), m.Names...))
}

var outcomes = map[string]bool{"done": true, "late": true, "moved": true, "missed": true, "dropped": true, "recalled": true, "progress": true}

// maxDays is how many days of a passage are keys of it.
const maxDays = 2

// daysUntil returns the last days of what a passage says of when, at most maxDays.
func (m *Member) daysUntil() (out []string) {
	for _, d := range m.Days {
		if _, until, _ := strings.Cut(d, " "); until != "" {
			out = append(out, until)
		}
	}
	out = distinct(out)
	return out[:min(len(out), maxDays)]
}

// besideKeys is how many terms of a passage are keys of it beside a name or the heart of what its release is about.
const besideKeys = 4

// followKeys returns the keys under which undertakings and what came of them
// meet: two terms that say much; a figure; the day by which it is due, with who says so; a day or such a term with a name, or with
// the heart of what its release is about.
func (p *passages) followKeys(m *Member, heart []string) []Key {
	keys := make([]Key, 0, maxKeys)
	add := func(parts ...string) {
		if len(keys) < maxKeys {
			keys = append(keys, newFollowKey(parts...))
		}
	}
	issuers := saying(m, byIssuer)
	for _, d := range m.daysUntil() {
		for _, by := range issuers {
			add("by", d, by)
		}
	}
	by := weightiestFirst(m.Terms)
	terms := slices.Clone(by[:min(len(by), 4)])
	slices.SortFunc(terms, func(a, b weighed) int { return strings.Compare(a.term, b.term) })
	figures := saying(m, ofFigure)
	for _, f := range figures[:min(len(figures), 2)] {
		add(f)
	}
	for _, of := range slices.Concat(saying(m, ofTarget), saying(m, ofReached)) {
		add("counted", of)
	}
	names := without(spokenOf(m), issuers)
	for _, n := range names[:min(len(names), 2)] {
		for _, t := range m.Terms {
			if isAct[t] {
				add("done", n, t)
			}
		}
	}
	for _, of := range slices.Concat(names[:min(len(names), keyNames)], heart) {
		if len(keys) == maxKeys {
			return keys
		}
		for _, t := range foremostBut(p.besideName(by, of), of, besideKeys) {
			add(min(of, t), max(of, t))
		}
	}
	for i, t := range terms {
		for _, u := range terms[i+1:] {
			if t.weight+u.weight >= 2 {
				add(t.term, u.term)
			}
		}
	}
	return keys
}

// besideName returns words in their order without those of a name, which say little beside it.
func (p *passages) besideName(by []weighed, name string) []weighed {
	named := p.reader.termsOf(name)
	return slices.DeleteFunc(slices.Clone(by), func(t weighed) bool {
		_, of := slices.BinarySearch(named, t.term)
		return of
	})
}
