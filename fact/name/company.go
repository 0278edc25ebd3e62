package name

import (
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// proper reports whether the word at i is a name's own word: capitalised, and
// in no list.
func (r *reader) proper(i int) bool {
	t := &r.d.Tokens[i]
	return t.Kind == text.Word && t.Shape >= text.Title && t.End-t.Start > 2 && t.Tags == 0 && r.blank(i)
}

// ownWord reports whether the word at i can stand for a longer name that it
// opens: in no list, or in one of names of several words only.
func (r *reader) ownWord(i int) bool {
	t, w := &r.d.Tokens[i], r.word(i)
	if t.Kind != text.Word || t.Shape < text.Title || t.End-t.Start < 4 || t.Tags != 0 || w.flags&^opener != 0 || w.head != "" || w.prefix != "" {
		return false
	}
	_, _, ok := r.known(i, i+1)
	return !ok
}

// trader reports whether the unknown name ends in what a company does or
// sells, after a word of its own: "Brindle Foods".
func (r *reader) trader(c *candidate) bool {
	n := c.last - c.first
	if n < 2 || n > 4 || !r.is(c.last-1, trade) || r.d.Tokens[c.last-1].Shape == text.Upper || r.opens(c.first) && !r.acts(c.last) || r.attributive(c.last) {
		return false
	}
	if r.sells(c.first, c.last) {
		return true
	}
	if t := &r.d.Tokens[c.first]; n == 2 && t.Shape == text.Upper && t.Tags == 0 && t.End-t.Start > 1 && t.End-t.Start < 5 && r.blank(c.first) {
		return true // "BX Pharma"
	}
	return r.proper(c.first) || n == 3 && r.d.Tokens[c.first].Shape == text.Upper && r.d.Tokens[c.first].Tags == 0 && r.proper(c.first+1) // "PT Brindle Energy"
}

// sells reports whether [i,end), though it opens as a person's name does, ends in
// the plural of what a company sells: "Captain Orchard Cruises".
func (r *reader) sells(i, end int) bool {
	k := end - 1
	return end-i >= 3 && r.is(k, trade) && r.plural(k) && r.d.Tokens[k].Shape == text.Title && !surname.Has(r.d.Tokens[k].Norm) && r.is(i, given|calling|rank) && !r.post(i)
}

// incorporated returns the end of a company's name that goes on with its legal
// form after a comma: "Brindle Ropes, Inc."; 0 where none does.
func (r *reader) incorporated(c *candidate) int {
	t, k := r.d.Tokens, c.last
	if k+1 >= len(t) || t[k].Norm != "," || t[k+1].Sentence != t[c.first].Sentence || r.is(c.first, starter|nationality) {
		return 0
	}
	if n := t[k+1].Norm; !forms.Has(n) || n == "limited" {
		return 0
	}
	if k += 2; k < len(t) && t[k].Norm == "." && t[k].Glued && t[k].Sentence == t[c.first].Sentence && k+1 < len(t) && t[k+1].Sentence == t[k].Sentence {
		k++
	}
	return k
}

// formEnd returns where the name [i,j) ends with the stop of its abbreviated legal form,
// "Brindle Ropes Inc.", where that does not end the sentence.
func (r *reader) formEnd(i, j int) int {
	t := r.d.Tokens
	if j-i < 2 || j+1 >= len(t) || t[j].Norm != "." || !t[j].Glued || t[j+1].Sentence != t[i].Sentence {
		return j
	}
	switch t[j-1].Norm {
	case "inc", "corp", "ltd", "co":
		return j + 1
	}
	return j
}

// forms are legal forms of companies, at the end of their names.
var forms = list("legal-form")

// actor reports whether the one unknown word stands where only somebody who
// acts can, and is no known surname: as the subject of a deed ("Brindle has
// published …"), or as whom something is done by ("delivered by Brindle").
func (r *reader) actor(c *candidate) bool {
	t := r.d.Tokens
	for k := c.first; k < c.last; k++ {
		if !r.proper(k) {
			return false
		}
	}
	n := c.last - c.first
	if n > 3 || r.opens(c.first) || r.oneOfMany(c.first) || n > 1 && t[c.first].Shape != text.Upper && t[c.first].Shape != text.Mixed || c.last >= len(t) || r.handle(c) {
		return false
	}
	if t[c.last].Shape == text.Lower && t[c.last].Sentence == t[c.first].Sentence && r.acts(c.last) && t[c.last].Kind == text.Word {
		return true
	}
	return r.agentOf(c.first) && !r.attributive(c.last)
}

// oneOfMany reports whether "a" or "an" stands before the word at i, which then
// is one of many of its sort: "A DAD is developed by the applicant".
func (r *reader) oneOfMany(i int) bool {
	return i > 0 && (r.d.Tokens[i-1].Norm == "a" || r.d.Tokens[i-1].Norm == "an")
}

// agentOf reports whether "by" and a verb in the passive stand before the
// token at i: "delivered by", "run by".
func (r *reader) agentOf(i int) bool {
	if i < 2 || r.d.Tokens[i-1].Norm != "by" || r.d.Tokens[i-2].Sentence != r.d.Tokens[i].Sentence {
		return false
	}
	return r.is(i-2, deed) && r.d.Tokens[i-2].Shape == text.Lower
}

// headedBy reports whether the unknown name is that of the body whose post
// stands before it, joined by "of" or "at": "managing director of Brindle".
func (r *reader) headedBy(c *candidate) bool {
	t, p := r.d.Tokens, c.first-1
	if p > 0 && t[p].Norm == "the" {
		p--
	}
	if c.last-c.first > 4 || p < 1 || t[p].Norm != "of" && t[p].Norm != "at" || t[p-1].Sentence != t[c.first].Sentence || r.attributive(c.last) || r.is(c.first, nationality|starter) || c.last < len(t) && (t[c.last].Norm == "of" || t[c.last].Norm == "for") {
		return false
	}
	switch t[p-1].Norm {
	case "executive", "ceo", "coo", "cfo", "cto", "founder", "co-founder", "owner", "chairman", "chairwoman", "trustee", "director", "boss":
		return t[p].Norm == "at" || t[p-1].Norm != "director" || p > 1 && (t[p-2].Norm == "managing" || t[p-2].Norm == "executive")
	case "president":
		return c.last-c.first > 1 || t[c.first].Shape == text.Upper
	}
	return false
}

// described returns the kind that a noun gives the unknown name in an
// apposition or with a copula: "Brindle, a family-run firm from Ryton", "Brindle
// is a charity"; "" where none does.
func (r *reader) described(c *candidate) onrecord.NameKind {
	t, k := r.d.Tokens, c.last
	if c.last-c.first > 4 || k+2 >= len(t) || t[k].Norm != "," && t[k].Norm != "is" && t[k].Norm != "was" && t[k].Norm != "–" || r.is(c.first, nationality|starter|notPerson) {
		return ""
	}
	if c.last-c.first == 1 && t[k].Norm == "," && r.opens(c.first) && strings.HasSuffix(t[c.first].Norm, "wide") {
		return "" // "Nationwide, a law for all crews applies"
	}
	k++
	article := t[k].Norm
	if article != "a" && article != "an" && article != "the" {
		return ""
	}
	limit := min(r.sentenceEnd(c.first), k+8)
	for k++; k < limit && t[k].Kind != text.Number; k++ {
		w := &t[k]
		if w.Norm == "-" || w.Kind == text.Word && w.Shape >= text.Title {
			continue
		}
		if w.Kind != text.Word || w.Has(tag.Function) {
			return ""
		}
		kind := r.word(k).before
		if kind == "" && (article != "the" || t[c.last].Kind == text.Word) {
			kind = r.toldBy(k) // but "Nationwide, the law"
		}
		if kind == "" || k+1 < len(t) && (t[k+1].Kind == text.Word && !t[k+1].Has(tag.Function|tag.Modal) && t[k+1].Shape == text.Lower && !strings.HasSuffix(t[k+1].Norm, "ed") && !strings.HasSuffix(t[k+1].Norm, "ing") || t[k+1].Norm == "-") {
			continue
		}
		if kind == onrecord.NamePerson && (c.last-c.first < 2 || !r.namesPerson(c)) {
			return ""
		}
		return kind
	}
	return ""
}

// toldBy returns the kind of what a noun in lower case that heads names tells of:
// "scheme" in "Helping Hands, a scheme for carers".
func (r *reader) toldBy(k int) onrecord.NameKind {
	kind, _ := told.Lookup(r.d.Tokens[k].Norm)
	return onrecord.NameKind(kind)
}

// told are nouns that tell what a name before them is, with its kind.
var told = list("told")

// joinsPlace reports whether the run [i,j) is one name that opens with the
// place [i,end): words after a town that no list knows go on with it ("Ryton
// Hoppers"), save where a place alone can stand.
func (r *reader) joinsPlace(i, end, j int) bool {
	if i == 0 || j-end > 3 || r.opens(i) || r.country(i, end) {
		return false
	}
	switch r.d.Tokens[i-1].Norm {
	case "in", "from", "near", "to", "across", ",":
		return false
	}
	if r.plural(j-1) && !r.is(j-1, trade) {
		return false // "Ryton Loans"
	}
	for k := end; k < j; k++ {
		if t := &r.d.Tokens[k]; t.Kind != text.Word || t.Shape != text.Title || r.taken[k] || r.is(k, nationality|starter|rank|given|givenWeak|headless) || r.post(k) || t.Has(tag.Month|tag.Weekday) {
			return false
		}
		if _, _, ok := r.known(k, j); ok {
			return false
		}
	}
	return r.proper(j-1) || r.is(j-1, trade) && r.word(j-1).head == "" || j-end > 1 && r.proper(end)
}

// country reports whether the place [i,end) is a country, whose name stands
// before words that name nothing with it.
func (r *reader) country(i, end int) bool {
	if r.nation(i) || r.d.Tokens[i].Shape == text.Upper {
		return true
	}
	switch r.d.Tokens[i].Norm {
	case "united", "u", "america", "britain", "washington":
		return true
	}
	return false
}

// opening joins the unknown word to the one body, scheme or system of the
// release whose name it opens: "Brindle" for "Brindle Sailing Partnership".
func (r *reader) opening(c *candidate) bool {
	if c.last-c.first != 1 || !r.ownWord(c.first) || r.handle(c) || r.opens(c.first) && r.d.Tokens[c.first].Shape != text.Mixed || c.last+1 < len(r.d.Tokens) && joints[r.d.Tokens[c.last].Norm] && r.capital(c.last+1) {
		return false
	}
	e, ok := r.openings[r.d.Tokens[c.first].Norm]
	if ok && e >= 0 && r.entities[e].kind == onrecord.NameBody && r.where(c.first) && r.d.Tokens[c.first-1].Norm != "and" {
		return false // "of Ryton" is the town, not "Ryton High School"
	}
	if !ok || e < 0 || r.entities[e].dropped || r.entities[e].first > c.first {
		return false
	}
	c.entity = e
	r.again(e, c.first, c.last)
	return true
}

// findOpenings notes the first words of what was named so far, -1 where two
// names share one.
func (r *reader) findOpenings() {
	r.openings = map[string]int{}
	for i := range r.found {
		c := &r.found[i]
		if c.weak || c.entity < 0 || c.last-c.first < 2 || !r.ownWord(c.first) {
			continue
		}
		switch c.kind {
		case onrecord.NameBody, onrecord.NameScheme, onrecord.NameSystem:
		default:
			r.openings[r.d.Tokens[c.first].Norm] = -1
			continue
		}
		n := r.d.Tokens[c.first].Norm
		if e, twice := r.openings[n]; twice && e != c.entity {
			r.openings[n] = -1
		} else {
			r.openings[n] = c.entity
		}
	}
}

// joinedNames reports whether the unknown name is two names, or a name and
// "Sons" or the like, that "&" joins: "Sedge & Orchard", "Ada Orchard & Sons".
func (r *reader) joinedNames(c *candidate) bool {
	t, k := r.d.Tokens, c.last-2
	if c.last-c.first < 3 || c.last-c.first > 5 || t[k].Norm != "&" || t[k].Glued || r.abstract(k-1) || r.abstract(c.last-1) {
		return false
	}
	switch t[c.last-1].Norm {
	case "sons", "co", "daughters", "company", "partners", "associates":
		return true
	}
	return r.proper(c.last-1) && r.proper(k-1)
}

// saidBy reports whether one unknown word follows a verb of saying and ends its
// clause: "…, said Brenneth."
func (r *reader) saidBy(c *candidate) bool {
	t, k := r.d.Tokens, c.first
	if c.last-k != 1 || k < 2 || !r.proper(k) || t[k].Shape == text.Upper || t[k-1].Shape != text.Lower || !t[k-1].Has(tag.CueVerb) || t[k-2].Kind != text.Punct || t[k-1].Sentence != t[k].Sentence {
		return false
	}
	return r.closes(c.last)
}

// reachesTo reports whether the unknown name is where a way ends that starts at the place
// before it: "Hull to Sedge Point".
func (r *reader) reachesTo(c *candidate) bool {
	t, p := r.d.Tokens, c.place-1
	if c.last-c.first > 2 || p < 0 || c.first == 0 || t[c.first-1].Norm != "to" || r.found[p].last != c.first-1 || r.found[p].kind != onrecord.NamePlace || t[r.found[p].first].Sentence != t[c.first].Sentence || r.attributive(c.last) {
		return false
	}
	for k := c.first; k < c.last; k++ {
		if !r.proper(k) {
			return false
		}
	}
	return true
}

// amongPlaces reports whether the unknown name stands in a list of three or
// more places, of which at least two are known and none is anything else.
func (r *reader) amongPlaces(c *candidate) bool {
	if c.last-c.first > 2 || r.opens(c.first) || r.is(c.first, nationality|starter|compass|notPerson|rank) || r.post(c.last-1) || r.attributive(c.last) || r.handle(c) || r.d.Tokens[c.first].Shape == text.Upper {
		return false
	}
	if t := r.d.Tokens; c.last < len(t) && r.capital(c.last) && t[c.last].Sentence == t[c.first].Sentence {
		return false // "Ryton and Territorial Guard soldiers"
	}
	members, places, others := 1, 0, 0
	for _, step := range [...]int{-1, 1} {
		for k, n := c.place, 0; n < 12; n++ {
			next := k + step
			if next < 0 || next >= len(r.found) || !r.listed(min(k, next), max(k, next)) {
				break
			}
			k = next
			members++
			switch o := &r.found[k]; {
			case o.kind == onrecord.NamePlace && !o.weak, o.entity >= 0 && r.entities[o.entity].kind == onrecord.NamePlace:
				places++
			case o.weak && o.entity < 0:
			default:
				others++ // a town that reads like something else
			}
		}
	}
	return members >= 3 && places >= 2 && places*4 >= members && others < 2
}

// brand reports whether a word is written as companies write their names,
// with capitals inside: "NorthWave", but not "McKay" or "NGOs".
func brand(w string) bool {
	if len(w) < 6 || w[0] < 'A' || w[0] > 'Z' || scrapedTitle(w) {
		return false
	}
	for _, p := range [...]string{"Mc", "Mac", "De", "Del", "Des", "Di", "Du", "La", "Le", "Lo", "Van", "Von", "Fitz"} {
		if strings.HasPrefix(w, p) && w[len(p)] < 'a' {
			return false // a surname
		}
	}
	inner, lower := 0, 0
	for k := 1; k < len(w); k++ {
		switch {
		case w[k] >= 'a' && w[k] <= 'z':
			lower++
		case w[k] >= 'A' && w[k] <= 'Z' && lower > 0:
			inner++
		default:
			return false
		}
	}
	return inner == 1 && lower >= 4
}

// scrapedTitle reports whether a word opens with another that lost its space.
func scrapedTitle(w string) bool {
	for _, p := range [...]string{"The", "This", "For", "From", "With", "Read", "Visit", "Email", "And", "View", "See"} {
		if strings.HasPrefix(w, p) && len(w) > len(p) && w[len(p)] < 'a' {
			return true
		}
	}
	return false
}
