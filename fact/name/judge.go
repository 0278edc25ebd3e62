package name

import (
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// judge returns the kind of an unknown capitalised run by what stands around
// it, and the rule that says so; "" and nil where that tells nothing.
func (r *reader) judge(c *candidate) (onrecord.NameKind, *tag.Rule) {
	n := c.last - c.first
	if c.acronym > 0 && n >= 2 && r.initials(c.first, c.last, r.d.Tokens[c.acronym].Norm) {
		if kind := r.abbreviatedKind(c.last - 1); kind != "" {
			return kind, &ruleInitials
		}
		return "", nil
	}
	if kind, rule := r.byForm(c); rule != nil {
		return kind, rule
	}
	if kind, rule := r.byStanding(c); rule != nil {
		return kind, rule
	}
	return r.byCompany(c)
}

// byForm judges a candidate by its own words.
func (r *reader) byForm(c *candidate) (onrecord.NameKind, *tag.Rule) {
	n := c.last - c.first
	if n >= 2 && n <= 4 && r.d.Tokens[c.first].Norm == "royal" && !royal[r.d.Tokens[c.last-1].Norm] && !r.is(c.last-1, nationality) {
		return onrecord.NameBody, &ruleRoyal
	}
	if end := r.incorporated(c); end > 0 {
		c.last = end
		return onrecord.NameBody, &ruleTrade
	}
	if r.trader(c) || r.joinedNames(c) {
		return onrecord.NameBody, &ruleTrade
	}
	if n == 2 && !r.opens(c.first) && c.first > 0 && r.d.Tokens[c.first+1].Kind == text.Word && !r.is(c.first, notPerson|nationality|starter) && !r.is(c.first+1, notPerson|nationality|starter) && r.d.Tokens[c.first].Shape == text.Title && r.d.Tokens[c.first+1].Shape == text.Title && r.placed(c) && !r.attributive(c.last) {
		return onrecord.NamePlace, r.placeRule(c)
	}
	if n == 1 && !r.handle(c) && brand(r.d.Words(c.first, c.last)) {
		return onrecord.NameBody, &ruleBrand
	}
	if r.hyphenTown(c.last-5) == c.last && c.last-c.first == 5 || r.hyphenTown(c.last-7) == c.last && c.last-c.first == 7 {
		return onrecord.NamePlace, &ruleHyphens
	}
	return "", nil
}

// byStanding judges it by what stands right before and after it.
func (r *reader) byStanding(c *candidate) (onrecord.NameKind, *tag.Rule) {
	n := c.last - c.first
	if r.appointee(c) {
		return onrecord.NamePerson, &ruleAppointee
	}
	if r.datelined(c) {
		return onrecord.NamePlace, &ruleDateline
	}
	if k := c.last - 2; n == 4 && r.d.Tokens[k].Norm == "-" && r.eastern(c.first, k) {
		return onrecord.NamePerson, &ruleGiven // "Park Chon-su"
	}
	if r.holdsPost(c) {
		return onrecord.NamePerson, &rulePostPerson
	}
	if r.postAfter(c) {
		return onrecord.NamePerson, &ruleBeforePost
	}
	if r.lettered(c) {
		return onrecord.NamePerson, &ruleLetters
	}
	if r.aged(c) {
		return onrecord.NamePerson, &ruleAged
	}
	if r.elected(c) {
		return onrecord.NamePerson, &ruleElected
	}
	if r.laterShort(c) {
		return onrecord.NamePerson, &ruleSurname
	}
	if r.calledBare(c) {
		return onrecord.NamePerson, &ruleBare
	}
	if r.inState(c) {
		return onrecord.NamePlace, &ruleState
	}
	if kind := r.nounBefore(c); kind != "" {
		return kind, &ruleNoun
	}
	if r.blaze(c) {
		return onrecord.NameEvent, &ruleHead
	}
	if r.issued(c) {
		return onrecord.NameDocument, &ruleNoun
	}
	if kind, end := r.nounAfter(c); kind != "" {
		c.last = end
		return kind, &ruleNoun
	}
	if n == 1 && r.d.Tokens[c.first].Shape == text.Title && leaders.Has(r.d.Tokens[c.first].Norm) {
		return onrecord.NamePerson, &ruleKnown
	}
	if n == 1 && r.party(c.first) {
		return onrecord.NameBody, &ruleKnown
	}
	if n == 1 && r.agent(c) {
		return onrecord.NameBody, &ruleAgent
	}
	if kind := r.calledKind(c); kind != "" {
		return kind, &ruleCalled
	}
	if r.chairs(c) {
		return onrecord.NamePerson, &ruleHeadedBy
	}
	if r.firm(c) {
		return onrecord.NameBody, &ruleNoun
	}
	if kind := r.described(c); kind != "" {
		return kind, &ruleDescribed
	}
	if kind := r.toldBefore(c); kind != "" {
		return kind, &ruleDescribed
	}
	return "", nil
}

// byCompany judges it by what its sentence says of it, and by what it is listed with.
func (r *reader) byCompany(c *candidate) (onrecord.NameKind, *tag.Rule) {
	if r.headedBy(c) {
		return onrecord.NameBody, &ruleHeadedBy
	}
	if r.dealtWith(c) {
		return onrecord.NameBody, &ruleDealtWith
	}
	if r.actor(c) {
		return onrecord.NameBody, &ruleAgent
	}
	if r.saidBy(c) {
		return onrecord.NamePerson, &ruleSpeaker
	}
	if r.reached(c) {
		return onrecord.NamePerson, &ruleReached
	}
	if kind := r.amongSeveral(c); kind != "" {
		return kind, &ruleSeveral
	}
	if r.amongPersons(c) {
		return onrecord.NamePerson, &rulePersons
	}
	if r.amongPlaces(c) || r.reachesTo(c) {
		return onrecord.NamePlace, &ruleListed
	}
	if r.amongBodies(c) {
		return onrecord.NameBody, &ruleBodies
	}
	if r.apposed(c) {
		return onrecord.NamePerson, &ruleApposed
	}
	if r.launched(c) {
		return onrecord.NameScheme, &ruleLaunched
	}
	if r.staged(c) {
		return onrecord.NameEvent, &ruleLaunched
	}
	if r.saint(c) {
		c.last++
		return onrecord.NamePlace, &rulePlaced
	}
	if r.hometown(c) {
		return onrecord.NamePlace, &ruleHometown
	}
	if c.last == c.first+1 && r.d.Tokens[c.first].Shape == text.Title && !r.opens(c.first) && c.first > 0 {
		if r.placed(c) && !r.describes(c.last) {
			return onrecord.NamePlace, r.placeRule(c)
		}
	}
	return "", nil
}

// placeRule tells how placed knows the place.
func (r *reader) placeRule(c *candidate) *tag.Rule {
	if c.listed {
		return &ruleListed
	}
	return &rulePlaced
}

// abbreviatedKind tells what a name that letters abbreviate is by its last
// word, at i: an abstract noun names a scheme, a plural nothing that is one.
func (r *reader) abbreviatedKind(i int) onrecord.NameKind {
	n := r.d.Tokens[i].Norm
	switch n {
	case "policy", "pathway", "education", "spending", "standard", "allowance", "insurance", "medicine", "care", "aid", "line":
		return onrecord.NameScheme
	case "disease", "syndrome", "virus", "disorder", "influenza", "cancer", "infection", "fever", "number", "rate", "ratio", "device", "vehicle", "tax", "mortgage":
		return "" // an illness or a measure
	case "veterans", "citizens", "scientists", "engineers", "physicians", "friends", "states", "nations", "partners", "teachers", "nurses":
		return onrecord.NameBody
	}
	for _, s := range [...]string{"tion", "sion", "ment", "ance", "ence", "ity", "ing"} {
		if strings.HasSuffix(n, s) && len(n) > len(s)+3 {
			return onrecord.NameScheme
		}
	}
	if r.plural(i) {
		return ""
	}
	return onrecord.NameBody
}

// handle reports whether the word is an account or an address on the web:
// "@RytonPort", "NorthWave.example".
func (r *reader) handle(c *candidate) bool {
	t := r.d.Tokens
	if c.first > 0 && (t[c.first-1].Norm == "@" || t[c.first-1].Norm == "#") {
		return true
	}
	return c.last+1 < len(t) && t[c.last].Norm == "." && t[c.last].Glued && t[c.last+1].Glued
}

// attributive reports whether the word at i is a noun that the words before
// it describe: "in Commando Helicopter operations".
func (r *reader) attributive(i int) bool {
	if i >= len(r.d.Tokens) {
		return false
	}
	t := &r.d.Tokens[i]
	return t.Kind == text.Word && t.Shape == text.Lower && !t.Has(tag.Function|tag.Modal|tag.CueVerb) && t.Sentence == r.d.Tokens[i-1].Sentence && !strings.HasSuffix(t.Norm, "ed")
}

// describes reports whether the word at i is a noun in the plural that the word
// before it describes: "in Brindle communities".
func (r *reader) describes(i int) bool {
	return r.attributive(i) && r.plural(i)
}

// apposed reports whether an unknown name stands between commas after a post
// in lower case: "its manager, Bea Orchard, who …".
func (r *reader) apposed(c *candidate) bool {
	n, t := c.last-c.first, r.d.Tokens
	if n < 2 || n > 5 || c.first < 2 || t[c.first-1].Norm != "," || !r.closes(c.last) && t[c.last].Norm != "and" || c.last < len(t) && t[c.last].Glued && t[c.last].Norm == "-" {
		return false
	}
	p := c.first - 2
	if c.place > 0 && r.found[c.place-1].kind == onrecord.NameRole && r.found[c.place-1].last == p+1 && r.namesPerson(c) {
		return true // "the Minister for Ports, Bea Orchard, who …"
	}
	return c.last < len(t) && t[c.last].Norm == "," && r.namesPerson(c) && t[p].Shape == text.Lower && (r.post(p) || r.word(p).before == onrecord.NamePerson) && !r.plural(p) && t[p].Sentence == t[c.first].Sentence
}

// elected reports whether a party or a district in brackets follows the
// unknown name, as it does after a member's: "Xola Brenneth (D-OH)", "Orchard
// (IA-02)".
func (r *reader) elected(c *candidate) bool {
	t, k := r.d.Tokens, c.last
	if c.last-c.first > 4 || k+4 >= len(t) || t[k-1].End-t[k-1].Start < 3 || t[k].Norm != "(" || t[k+2].Norm != "-" && t[k+2].Norm != "–" || !t[k+2].Glued || !t[k+3].Glued || t[k+1].Shape < text.Title {
		return false
	}
	switch n := t[k+1].Norm; n {
	case "d", "r", "i":
		return t[k+3].Kind == text.Word && r.namesPerson(c)
	default:
		return len(n) == 2 && r.is(k+1, state) && (t[k+3].Kind == text.Number || t[k+3].Norm == "al") && r.namesPerson(c)
	}
}

// laterShort reports whether the unknown name is that of somebody whom the
// release calls by title and surname: "Xola Brenneth … Ms. Brenneth".
func (r *reader) laterShort(c *candidate) bool {
	n := c.last - c.first
	if n < 2 || n > 4 || r.d.Tokens[c.first].Shape != text.Title || r.opens(c.first) && (!r.blank(c.first) || strings.HasSuffix(r.d.Tokens[c.first].Norm, "ing")) {
		return false // "Joining Orchard"
	}
	e, ok := r.surnames[r.surname(c.first, c.last)]
	return ok && e >= 0 && r.namesPerson(c)
}

// severally reports whether a title of several people stands before the
// unknown name, which is cut from it, or before the name that "and" joins to
// it: "Reps. Hartwell and Orchard".
func (r *reader) severally(c *candidate) bool {
	t := r.d.Tokens
	if p := c.place - 1; p >= 0 && r.found[p].rule == &ruleSeverally && r.found[p].last+1 == c.first && t[c.first-1].Norm == "and" {
		return c.last-c.first <= 3 && r.namesPerson(c)
	}
	first := c.first
	if severally[t[first].Norm] {
		first++
	}
	if first > c.first && first < c.last && t[first].Norm == "." {
		first++
	}
	whole := candidate{first: first, last: c.last}
	if first == c.first || first >= c.last || c.last-first > 4 || !r.namesPerson(&whole) {
		return false
	}
	c.first = first
	return true
}

// severally are titles of several people.
var severally = map[string]bool{"reps": true, "sens": true, "senators": true, "representatives": true, "congressmen": true, "congresswomen": true, "drs": true, "messrs": true}

// aged reports whether an age follows the unknown name: "Bea Orchard (14 year
// old student)", "Bea Orchard, 34, of Ryton".
func (r *reader) aged(c *candidate) bool {
	n, t := c.last-c.first, r.d.Tokens
	if n < 2 || n > 3 || c.last+2 >= len(t) || t[c.last+1].Kind != text.Number || t[c.last+1].End-t[c.last+1].Start != 2 || !r.namesPerson(c) {
		return false
	}
	after := &t[c.last+2]
	switch t[c.last].Norm {
	case "(":
		return after.Norm == ")" || after.Norm == "year" || after.Norm == "-" || after.Norm == ","
	case ",":
		return after.Norm == "," && c.last+3 < len(t) && t[c.last+3].Shape == text.Lower
	}
	return false
}

// namesPerson reports whether nothing speaks against a personal name.
func (r *reader) namesPerson(c *candidate) bool {
	return !r.is(c.first, starter|notPerson|nationality|compass) && r.nameLike(c.first, c.last) && r.nameLikeEnd(c.last-1) && r.plainName(c.first, c.last)
}

// closesTopics reports whether the body may be the end of one whose topics are
// listed: "Exports, Loans and Wrecks Unit".
func (r *reader) closesTopics(o *candidate) bool {
	if n := r.d.Tokens[o.first-1].Norm; n != "and" && n != "&" && o.rule != &ruleLater {
		return false
	}
	_, _, ok := r.known(o.first, o.last)
	return !ok && !r.joinedNames(o)
}

// listed reports whether only commas, "and" and articles part the candidates
// found[a] and found[b], which follow each other.
func (r *reader) listed(a, b int) bool {
	p, q := r.found[a].last, r.found[b].first
	if q <= p || q-p > 4 || r.d.Tokens[p].Sentence != r.d.Tokens[q].Sentence {
		return false
	}
	for k := p; k < q; k++ {
		switch r.d.Tokens[k].Norm {
		case ",", ";", "and", "&", "the", "or":
		default:
			return false
		}
	}
	return r.d.Tokens[p].Norm != "the"
}

// royal are words after "Royal" that make no body of it.
var royal = map[string]bool{"assent": true, "wedding": true, "family": true, "highness": true, "highnesses": true, "charter": true, "visit": true, "commission": false, "assents": true, "naval": true, "maundy": true, "couple": true, "party": false, "box": true}

// calledKind reads "the exercise, known as Quiet Harbour": what is called by
// the name says its kind.
func (r *reader) calledKind(c *candidate) onrecord.NameKind {
	k := c.first - 1
	if k < 2 || r.d.Tokens[k].Sentence != r.d.Tokens[c.first].Sentence {
		return ""
	}
	if r.d.Tokens[k].Norm == "as" || r.d.Tokens[k].Norm == "the" {
		k--
	}
	switch r.d.Tokens[k].Norm {
	case "known", "called", "named", "codenamed", "dubbed", "titled", "entitled":
	default:
		return ""
	}
	first := max(k-10, r.d.Sentences[r.d.Tokens[c.first].Sentence].First)
	for k--; k >= first; k-- {
		if h := r.word(k).head; h != "" && r.d.Tokens[k].Shape == text.Lower {
			return h
		}
	}
	return ""
}

// placed reports whether an unknown word stands where places stand: "in
// Ryton", "near Ryton".
func (r *reader) placed(c *candidate) bool {
	if r.is(c.first, nationality|starter|rank|postNominal|notPerson) || r.post(c.first) || r.word(c.first).head != "" {
		return false
	}
	if c.last < len(r.d.Tokens) && r.taken[c.last] && r.capital(c.last) && r.d.Tokens[c.last].Sentence == r.d.Tokens[c.first].Sentence {
		return false // "in Middle Ryton"
	}
	if r.is(c.first, given|givenWeak) && (c.last-c.first > 1 || !c.listed && r.d.Tokens[c.first-1].Norm != "in" || r.attributive(c.last)) {
		return false // but "in Charlotte"
	}
	if c.last < len(r.d.Tokens) {
		t := &r.d.Tokens[c.last]
		if t.Kind == text.Number || t.Norm == "v" {
			return false // "in Almanac 69"
		}
		if t.Glued && t.Kind != text.Clitic && t.Norm != "," && t.Norm != "." && t.Norm != ")" && t.Norm != ":" && t.Norm != ";" {
			return false
		}
	}
	if r.is(c.first, state) && r.d.Tokens[c.first-1].Norm == "," {
		return false // "in Ryton, Calif."
	}
	if c.listed {
		return true
	}
	switch r.d.Tokens[c.first-1].Norm {
	case "in":
		return c.first < 2 || !takesIn.Has(r.d.Tokens[c.first-2].Norm)
	case "near", "outside":
		return true
	case "across", "throughout", "around":
		return r.proper(c.first) && r.d.Tokens[c.first].Shape == text.Title && !r.attributive(c.last)
	case "to":
		return r.moved(c.first)
	case "of":
		return c.first > 1 && settlements.Has(r.d.Tokens[c.first-2].Norm) // "the island of Hurn"
	}
	return false
}

// takesIn are words after which "in" leads to no place: "took part in".
var takesIn = list("takes-in")

// settlements are words that say of what follows "of" that it is a place.
var settlements = list("settlement")

// listedPlace reports whether c follows the place prev in a list that a word
// of place introduces: "at Hull, Ryton and Sedge", "between Hull and Ryton".
// In "In Hull, Ryton Ltd said" the comma ends an adverbial.
func (r *reader) listedPlace(prev, c *candidate) bool {
	if prev.last >= c.first || c.first-prev.last > 2 || prev.entity < 0 || r.entities[prev.entity].kind != onrecord.NamePlace {
		return false
	}
	t := r.d.Tokens
	comma := t[prev.last].Norm == ","
	for k := prev.last; k < c.first; k++ {
		if n := t[k].Norm; n != "," && n != "and" && n != "or" || t[k].Sentence != t[c.first].Sentence {
			return false
		}
	}
	if c.last < len(t) && t[c.last].Kind == text.Word && !t[c.last].Has(tag.Function|tag.Modal) {
		return false // "in Welsh and Latin poetry"
	}
	if prev.listed {
		return true
	}
	p := prev.first - 1
	if p < 0 {
		return false
	}
	switch t[p].Norm {
	case "to":
		return r.moved(prev.first)
	case "in", "at", "near", "across", "between", "outside", "through", "around":
		return !comma || t[c.first-1].Norm == "and" || !r.opens(p)
	}
	return false
}
