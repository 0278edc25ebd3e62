package link

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/onrecord/onrecord"
)

// followable adds the record's undertakings, and the sentences that may say
// what came of an earlier one.
func (p *passages) followable(out []Member) []Member {
	sentences := p.sentences()
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
	s.objects = distinct(append(slices.Clone(s.objects), next.objects...))
	s.future, s.past = s.future || next.future, s.past || next.past
}

// surrounding is what a sentence's words may lean on. The heart are the terms of
// what the release is about that say most.
type surrounding struct {
	near, about, heart, names []string
	by                        []weighed // near, those first that say most, where a passage keeps not all of them
	signs                     []string  // of the names, as members have them
}

// surroundings returns, for each block, what its sentences may lean on: the
// sentences of the block and of the one that leads into its list, and what the
// release is about.
func (p *passages) surroundings(sentences []sentence) []surrounding {
	about := p.top(sentences)
	out := make([]surrounding, len(p.record.Blocks))
	for i := range out {
		out[i] = surrounding{about: about.about, heart: about.heart, names: slices.Clone(about.names)}
	}
	for i := range sentences {
		s := &sentences[i]
		a := &out[s.block]
		a.near, a.names = append(a.near, s.terms...), append(a.names, s.names...)
	}
	lead := -1
	for i, b := range p.record.Blocks {
		if b.Kind != onrecord.BlockListItem {
			lead = i
		} else if lead >= 0 {
			l := &out[lead] // what leads into a long list is long itself only in texts made to be slow
			out[i].near, out[i].names = append(out[i].near, l.near[:min(len(l.near), maxLead)]...), append(out[i].names, l.names[:min(len(l.names), maxLead)]...)
		}
	}
	for i := range out {
		a := &out[i]
		a.near, a.names = distinct(a.near), distinct(a.names)
		if len(a.near) > maxNear {
			a.by = weightiestFirst(a.near)
		}
		for _, n := range a.names[:min(len(a.names), maxNames)] {
			a.signs = append(a.signs, aboutName+n)
		}
	}
	return out
}

// beside returns the terms near a passage that say most, but for its own, at most maxNear of them. Both are in ascending order.
func (a *surrounding) beside(own []string) []string {
	if len(a.near) <= maxNear {
		return without(a.near, own)
	}
	out := make([]string, 0, maxNear)
	for _, near := range a.by {
		if len(out) == maxNear {
			break
		}
		if _, said := slices.BinarySearch(own, near.term); !said {
			out = append(out, near.term)
		}
	}
	slices.Sort(out)
	return out
}

// topBlocks is how many of a release's first blocks say what it is about.
const topBlocks = 3

// top returns what the release is about: the terms that say most and that it
// says most often, in its title and first blocks above all, and the names of its
// first blocks.
func (p *passages) top(sentences []sentence) (a surrounding) {
	if p.reader.often == nil || len(p.reader.often) > mostRemembered {
		p.reader.often = map[string]int{}
	}
	often := p.reader.often
	clear(often)
	for _, t := range termsOf(p.record.Title) {
		often[t] += 2
	}
	for i := range sentences {
		s := &sentences[i]
		for _, t := range s.terms {
			if !isNumber(t) {
				often[t]++
			}
		}
		if s.block >= topBlocks {
			continue
		}
		a.names = append(a.names, s.names...)
		for _, t := range s.terms {
			often[t]++
		}
	}
	terms := salient(often)
	a.about, a.heart, p.subject = foremost(terms, maxAbout), foremost(terms, maxHeart), foremost(terms, maxSubject)
	return a
}

// enoughTimes is how often a release says a word, at the least, that it is about.
const enoughTimes = 7

// salient returns the terms by what they say and how often, those of most weight first.
func salient(often map[string]int) []weighed {
	terms := make([]weighed, 0, len(often))
	for t, n := range often {
		terms = append(terms, weighed{t, salience(t) * float64(min(n, enoughTimes))})
	}
	slices.SortFunc(terms, byWeight)
	return terms
}

// weighed is a term with how much it says.
type weighed struct {
	term   string
	weight float64
}

// byWeight orders terms by weight, the most first, then by their letters.
func byWeight(a, b weighed) int {
	if a.weight != b.weight {
		return cmp.Compare(b.weight, a.weight)
	}
	return strings.Compare(a.term, b.term)
}

// foremost returns the first of some terms, at most so many, in ascending order.
func foremost(terms []weighed, most int) []string {
	out := make([]string, min(len(terms), most))
	for i := range out {
		out[i] = terms[i].term
	}
	return distinct(out)
}

// foremostBut is foremost of the terms but one.
func foremostBut(terms []weighed, one string, most int) []string {
	out := make([]string, 0, most)
	for i := 0; i < len(terms) && len(out) < most; i++ {
		if terms[i].term != one {
			out = append(out, terms[i].term)
		}
	}
	return distinct(out)
}

// How many terms of its surroundings a passage keeps.
const (
	maxAbout = 24
	maxHeart = 2
	// maxSubject is how many say what the release of a sum is about.
	maxSubject = 10
	maxNear    = 24
	maxLead    = 200
	maxNames   = 6
)

// weightiestFirst returns some terms with what they say, those first that say most.
func weightiestFirst(terms []string) []weighed {
	by := make([]weighed, len(terms))
	for i, t := range terms {
		by[i] = weighed{t, weightOf(t)}
	}
	slices.SortFunc(by, byWeight)
	return by
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
	m.Signs = slices.Grow(slices.Concat(s.signs, a.signs, p.issued), len(s.places)+len(s.turns)+moreSigns)
	for _, n := range s.places {
		m.Signs = append(m.Signs, inPlace+n)
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
	m.Keys = followKeys(&m, a.heart)
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

// lean gives sentences that begin with a word for what was said before the
// terms of the sentence before them, where they say what came of it or how much
// there is of it.
func lean(sentences []sentence) {
	for i := len(sentences) - 1; i > 0; i-- {
		s, before := &sentences[i], &sentences[i-1]
		if s.lean && s.block-before.block <= 1 && (len(s.signs) > 0 || slices.ContainsFunc(s.terms, isNumber)) {
			s.borrow(before)
			s.names = distinct(append(slices.Clone(s.names), before.names...))
		}
	}
}

// What the signs of a passage begin with that say of what, where and by whom.
const (
	aboutName = "about "
	inPlace   = "in "
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
		if p.known(f) {
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

// followKeys returns the keys under which undertakings and what came of them
// meet: two terms that say much; a figure; the day by which it is due, with who says so; a day or such a term with a name, or with
// the heart of what its release is about.
func followKeys(m *Member, heart []string) []Key {
	keys := make([]Key, 0, maxKeys)
	add := func(parts ...string) {
		if len(keys) < maxKeys {
			keys = append(keys, newFollowKey(parts...))
		}
	}
	issuers := saying(m, byIssuer)
	if len(m.Subject) > 0 || m.Sort == Report {
		for _, d := range m.daysUntil() {
			for _, by := range issuers {
				add("by", d, by)
			}
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
	for _, of := range slices.Concat(names[:min(len(names), 1)], heart) {
		if len(keys) == maxKeys {
			return keys
		}
		for _, t := range foremostBut(by, of, 3) {
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
