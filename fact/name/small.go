package name

import (
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// joints are the small words that may stand between the capitalised words of
// an act's name.
var joints = map[string]bool{"to": true, "for": true, "of": true, "from": true, "in": true, "on": true, "our": true, "a": true, "an": true, "and": true, "&": true, "with": true, "by": true, "at": true, "against": true, "their": true, "as": true, "the": true}

// smallWords returns the end of a law or scheme that opens with the run [i,j)
// and whose head comes after small words: "Freedom to Moor Act", "Assistance
// to Pilots Grant Program". It returns 0 where there is none. An article or a
// mark before it must show where the name starts.
func (r *reader) smallWords(i, j int) int {
	limit := r.sentenceEnd(i)
	if j >= limit || r.d.Tokens[j].Kind != text.Word || r.d.Tokens[j].Shape != text.Lower && !(r.is(j, starter) && statutes[r.d.Tokens[r.headIndex(j, r.run(j))].Norm]) || !joints[r.d.Tokens[j].Norm] || !r.determined(i) {
		return 0
	}
	last := r.headIndex(i, j)
	if r.post(last) || r.word(last).head == onrecord.NameLaw {
		return 0
	}
	_, sort, ok := r.known(i, j)
	ok = ok && sort != ""
	topic := !ok && r.word(last).head == "" && r.d.Tokens[j].Norm == "for" && r.personSuffix(i, j) < 0
	use := !ok && j-i >= 2 && r.word(last).head == "" && r.d.Tokens[j].Norm == "of" && r.personSuffix(i, j) < 0
	to, k := topic, j
	for n := 0; n < 5; n++ {
		m := k
		for m < limit && m < k+3 && (r.d.Tokens[m].Shape == text.Lower || m == j && r.is(m, starter)) && joints[r.d.Tokens[m].Norm] {
			if r.d.Tokens[m].Norm == "the" && (r.d.Tokens[m-1].Norm == "and" || r.d.Tokens[m-1].Norm == "&") {
				return 0
			}
			to = to || r.d.Tokens[m].Norm == "to"
			m++
		}
		if m == k || m >= limit || !r.capital(m) || r.taken[m] || r.is(m, starter) && !r.capitalised(m) {
			return 0
		}
		k = r.run(m)
		if n == 0 && k < limit && (to || r.word(k).after == onrecord.NameScheme && !r.is(i, given|nationality)) && r.d.Tokens[k].Shape == text.Lower && r.word(k).keeps && r.word(k).head != "" {
			return k + 1 // "Dare to Sail campaign"
		}
		last = r.headIndex(m, k)
		switch head := r.word(last).head; {
		case head == onrecord.NameLaw && (statutes[r.d.Tokens[last].Norm]):
			_, _, ok := r.known(i, j)
			if h := r.headIndex(i, j); !to && (ok || r.word(h).head == onrecord.NameBody && r.d.Tokens[h].Norm != "services" && r.d.Tokens[h].Shape != text.Upper) {
				return 0 // "the Home Office and Harbours Act"
			}
			return k
		case head == onrecord.NameScheme && (to && n == 0 || use && n > 0):
			return k // "Best Use of Quays and Moorings Scheme"
		}
	}
	return 0
}

// gerundLaw returns the end of an act whose name opens with what it is for, at i:
// "Honoring America's Crews and Caring for Harbour Families Act"; 0 where there
// is none.
func (r *reader) gerundLaw(i int) int {
	t := r.d.Tokens
	if n := t[i].Norm; len(n) < 6 || !strings.HasSuffix(n, "ing") || !r.determined(i) || statutes[t[r.headIndex(i, r.run(i))].Norm] {
		return 0
	}
	limit, small := min(r.sentenceEnd(i), i+18), 0
	for k := i + 1; k < limit; k++ {
		switch {
		case statutes[t[k].Norm] && t[k].Shape == text.Title:
			return k + 1
		case t[k].Kind == text.Clitic, r.capital(k) && !r.taken[k]:
			small = 0
		case joints[t[k].Norm] && small < 3:
			small++
		default:
			return 0
		}
	}
	return 0
}

// instrument returns the end of a law of a minister or of parliament that opens with
// the run [i,j), after "the", and whose name is a whole phrase that ends in its head and its year: "the
// Handling of Ropes (Safety) and Work at Sea Regulations 2031"; 0 where there is none.
func (r *reader) instrument(i, j int) int {
	t := r.d.Tokens
	if i == 0 || t[i-1].Norm != "the" || j >= len(t) || t[j].Norm != "(" && t[j].Norm != "," && !joints[t[j].Norm] {
		return 0
	}
	limit, small, commas := min(r.sentenceEnd(i)-1, i+24), 0, 0
	for k := i; k < limit; k++ {
		if t[k].Norm == "," && (small > 0 || k > i && statutes[t[k-1].Norm] || k > i && r.word(k-1).head == onrecord.NameBody) {
			return 0
		} else if t[k].Norm == "," {
			commas++
		}
		switch w := &t[k]; {
		case statutes[w.Norm] && w.Shape == text.Title && commas > 0 && t[k-1].Norm != "," && t[k-1].Norm != "and":
			return k + 1 // "the Legal Advice, Sentencing and Care of Seamen Bill"
		case instruments[w.Norm] && w.Shape == text.Title && k > i+1:
			end := r.afterRegion(k+1, limit)
			if y := &t[end]; y.Kind != text.Number || y.End-y.Start != 4 {
				break
			}
			return end + 1
		case w.Norm == "(" || w.Norm == ")" || w.Kind == text.Clitic && w.Norm == "'":
			small = 0
		case w.Norm == "the" && (t[k-1].Norm == "and" || t[k-1].Norm == ","), w.Norm == "and" && k > i && r.word(k-1).head == onrecord.NameBody:
			return 0 // "the Harbour Office and the Ropes Act 2031"
		case r.capital(k) && !r.taken[k]:
			if w.Norm == "department" || w.Norm == "ministry" || w.Norm == "office" || w.Norm == "agency" || r.post(k) && k == i {
				return 0
			}
			small = 0
		case (joints[w.Norm] || w.Norm == ",") && small < 2 && k > i:
			small++
		default:
			return 0
		}
	}
	return 0
}

// afterRegion steps over "(Ryton)" at k, where a law holds, or "(No. 2)".
func (r *reader) afterRegion(k, limit int) int {
	if r.d.Tokens[k].Norm != "(" {
		return k
	}
	for m := k + 1; m < limit && m < k+8; m++ {
		if r.d.Tokens[m].Norm == ")" {
			return m + 1
		}
	}
	return k
}

// instruments are heads of laws that a year follows.
var instruments = map[string]bool{"act": true, "regulations": true, "order": true, "rules": true, "regulation": true, "measure": true}

// statutes are heads of laws whose names may be whole phrases.
var statutes = map[string]bool{"act": true, "bill": true}

// determined reports whether an article, a mark or a number before the token
// at i shows that a name starts there.
func (r *reader) determined(i int) bool {
	if i == 0 || r.d.Tokens[i-1].Sentence != r.d.Tokens[i].Sentence {
		return false
	}
	switch p := &r.d.Tokens[i-1]; p.Norm {
	case "the", "a", "an", "this", "his", "her", "their", "“", "\"", "‘", "(", ",":
		return p.Norm != "," || i > 1 && r.d.Tokens[i-2].Kind == text.Number // "H.R. 12, the …"
	case "m", "bn", "million", "billion":
		return true
	default:
		if i > 1 && p.Kind == text.Word && p.Shape == text.Lower && !p.Has(tag.Function|tag.Modal) && r.d.Tokens[i-2].Norm == "the" && r.capital(i) {
			return true // "the voluntary Best Use of Moorings Scheme"
		}
		return p.Kind == text.Number
	}
}

// units are words for parts of armed forces that are known by a number.
var units = list("force-unit")

// unit returns the end of a military unit that opens with the number at i:
// "33 Squadron", "4th Battalion, The Ryton Rifles"; 0 where none does.
func (r *reader) unit(i, limit int) int {
	t := r.d.Tokens
	k := i + 1
	if k < limit && t[k].Glued && (t[k].Norm == "st" || t[k].Norm == "nd" || t[k].Norm == "rd" || t[k].Norm == "th") {
		k++
	}
	nation := k+2 < limit && t[k].Norm == "(" && t[k+1].Shape == text.Upper && t[k+1].End-t[k+1].Start < 5 && t[k+2].Norm == ")"
	if nation {
		k += 3 // "3rd (UK) Division"
	}
	if k >= limit || t[k].Glued || !r.capital(k) || r.taken[k] || t[k].Has(tag.Month) || t[i].End-t[i].Start > 5 {
		return 0
	}
	end := r.run(k)
	for m := k + 1; m < end; m++ {
		if t[m].Kind == text.Clitic && t[m].Norm != "'" {
			end = m // "40 Commando’s Commanding Officer"
		}
	}
	last := r.headIndex(k, end)
	if nation && (end == k+1 && t[k].Shape == text.Upper || r.word(last).head == onrecord.NameBody) {
		return end // "15 (UK) Signals Group"
	}
	if !units.Has(t[last].Norm) {
		if !units.Has(t[k].Norm) || end == k+1 {
			return 0
		}
		if e, kind, ok := r.known(k+1, end); ok && kind == onrecord.NameBody {
			return e // "70 Commando Royal Marines"
		}
		if r.word(last).head != onrecord.NameBody {
			return 0
		}
		return r.extend(k, end, onrecord.NameBody) // "2nd Battalion Royal Tollerby Regiment"
	}
	m := end
	if m < limit && t[m].Norm == "," {
		m++
	}
	if m+1 < limit && t[m].Norm == "the" && r.capital(m+1) {
		if e := r.run(m + 1); r.word(r.headIndex(m+1, e)).head == onrecord.NameBody && r.personSuffix(m+1, e) < 0 {
			return r.extend(m+1, e, onrecord.NameBody)
		}
	}
	if end < limit && t[end].Norm == "of" {
		if e := r.complement(end+1, limit, onrecord.NameBody, "of"); e > 0 {
			return e
		}
	}
	return end
}

// europeanLaw returns the end of "Regulation (EU) 2031/12" or "Directive
// 2031/12/EU" at i; 0 where none starts there.
func (r *reader) europeanLaw(i int) int {
	t := r.d.Tokens
	switch t[i].Norm {
	case "regulation", "directive", "decision":
	default:
		return 0
	}
	k := i + 1
	if k+2 < len(t) && t[k].Norm == "(" && (t[k+1].Norm == "eu" || t[k+1].Norm == "ec" || t[k+1].Norm == "eec") && t[k+2].Norm == ")" {
		k += 3
	}
	if k < len(t) && t[k].Norm == "no" {
		k++
	}
	if k+2 >= len(t) || t[k].Kind != text.Number || t[k+1].Norm != "/" || t[k+2].Kind != text.Number || t[k+2].Sentence != t[i].Sentence {
		return 0
	}
	k += 3
	if k+1 < len(t) && t[k].Norm == "/" && t[k+1].Glued && t[k+1].Shape == text.Upper {
		k += 2
	}
	return k
}

// nounBefore returns the kind that a noun in lower case straight before the
// unknown name gives it: "the charity Sea Aid"; "" where there is none.
func (r *reader) nounBefore(c *candidate) onrecord.NameKind {
	k := c.first
	if k == 0 || c.last-k > 4 || r.d.Tokens[k-1].Shape != text.Lower || r.d.Tokens[k-1].Sentence != r.d.Tokens[k].Sentence || r.is(k, nationality|starter|compass|rank) {
		return ""
	}
	if c.last-k == 1 && (r.is(k, notPerson) || r.post(k) || r.word(k).head != "" || r.d.Tokens[k].Has(tag.Month|tag.Weekday)) {
		return ""
	}
	kind := r.word(k - 1).before
	if kind == onrecord.NamePerson && (c.last-k < 2 || !r.namesPerson(c)) {
		return ""
	}
	return kind
}

// nounAfter returns the kind that a noun in lower case straight after the
// unknown name gives it, and where the name ends: "the Dare to Sail campaign",
// "two Gannet helicopters"; "" where there is none.
func (r *reader) nounAfter(c *candidate) (onrecord.NameKind, int) {
	t, k := r.d.Tokens, c.first
	if c.last >= len(t) || k == 0 || c.last-k > 5 || r.opens(k) || t[c.last].Shape != text.Lower || t[c.last].Glued || r.taken[c.last] || t[c.last].Sentence != t[k].Sentence {
		return "", 0
	}
	if kind, end := r.pairAfter(c); kind != "" {
		return kind, end
	}
	w := r.word(c.last)
	if r.furtherNoun(c) {
		return onrecord.NameSystem, c.last
	}
	if w.after == "" || r.is(k, starter|compass|rank) || r.is(k, nationality) && t[c.last].Norm != "regime" || r.post(c.last-1) || t[c.last-1].Kind != text.Word && (w.after != onrecord.NameSystem || t[c.last-1].Kind != text.Number) {
		return "", 0
	}
	if c.last-k == 1 && (r.is(k, notPerson|headless) || r.word(k).head != "" || t[k].Shape == text.Upper && w.keeps && t[c.last].Norm != "campaign" || t[k].Has(tag.Month|tag.Weekday)) {
		return "", 0
	}
	if !w.keeps {
		return w.after, c.last
	}
	if w.after == onrecord.NameBody && c.last-k > 2 {
		return "", 0 // "the Harbour Entry Rights regime"
	}
	if k > 1 && (t[k-1].Norm == "a" || t[k-1].Norm == "an") && r.capital(k-2) {
		return "", 0 // "How to Moor a Safe Boat guide"
	}
	if p := &t[k-1]; !r.determined(k) && p.Kind != text.Clitic && p.Norm != "our" && p.Norm != "its" {
		return "", 0
	}
	if c.last+1 < len(t) && t[c.last+1].Glued && t[c.last+1].Kind != text.Punct {
		return "", 0
	}
	if (w.after == onrecord.NameLaw || w.after == onrecord.NameDocument || w.after == onrecord.NameEvent) && r.attributive(c.last+1) {
		return "", 0 // "the Brindle manifesto commitment"
	}
	if w.after == onrecord.NameSystem && r.general(c) {
		return "", 0 // "the Public Health system"
	}
	return w.after, c.last + 1
}

// pairAfter returns the kind that two nouns in lower case straight after the unknown
// words give them, and where the name ends: "at Sedgeholm air base"; "" where there
// are none.
func (r *reader) pairAfter(c *candidate) (onrecord.NameKind, int) {
	t, k := r.d.Tokens, c.last+1
	if k >= len(t) || c.last-c.first > 3 || t[k].Shape != text.Lower || t[k].Sentence != t[c.first].Sentence || r.is(c.first, nationality|starter|compass|rank) || r.attributive(k+1) {
		return "", 0
	}
	for m := c.first; m < c.last; m++ {
		if t[m].Kind != text.Word || r.post(m) || t[m].Shape == text.Upper && t[m].End-t[m].Start > 1 {
			return "", 0
		}
	}
	if c.last-c.first == 1 && r.is(c.first, notPerson) {
		return "", 0
	}
	kind, _ := pairs.Lookup(t[c.last].Norm + " " + t[k].Norm)
	if kind == "" {
		return "", 0
	}
	return onrecord.NameKind(kind), k + 1
}

// pairs are two nouns that belong to the name before them, with its kind.
var pairs = list("after-pair")

// postFollows reports whether a capitalised post opens at i, straight after
// the letters of whom its holder serves: "RSA Chief Executive".
func (r *reader) postFollows(i int) bool {
	for k := i; k < len(r.d.Tokens) && k < i+3 && r.d.Tokens[k].Sentence == r.d.Tokens[i-1].Sentence && r.capital(k); k++ {
		if r.post(k) && !r.plural(k) {
			return true
		}
		if !r.is(k, rank) && !qualifiers.Has(r.d.Tokens[k].Norm) && r.d.Tokens[k].Norm != "acting" && r.d.Tokens[k].Norm != "deputy" && r.d.Tokens[k].Norm != "interim" && r.d.Tokens[k].Norm != "chief" {
			return false
		}
	}
	return false
}

// acts reports whether a verb stands at i whose subject can only be somebody
// who acts: "has published", "will consult", "announced".
func (r *reader) acts(i int) bool {
	t, done := r.d.Tokens, false
	switch t[i].Norm {
	case "is", "are":
		done = true
		i++
	case "has", "have", "had", "will", "also", "recently", "today":
		i++
	}
	for ; i < len(t) && (t[i].Norm == "also" || t[i].Norm == "now" || t[i].Norm == "today" || t[i].Norm == "be"); i++ {
		done = done || t[i].Norm == "be"
	}
	if done && i < len(t) && !strings.HasSuffix(t[i].Norm, "ing") {
		return false // "is issued", "will be established": things are
	}
	return i < len(t) && t[i].Sentence == t[i-1].Sentence && r.is(i, deed) && t[i].Shape == text.Lower
}

// agent reports whether letters in capitals that no list knows stand where
// only a body can: before a verb of saying, as the owner of a post, or as
// whom the holder of a post serves.
func (r *reader) agent(c *candidate) bool {
	t := r.d.Tokens
	k := c.first
	if c.last-k != 1 || t[k].Shape != text.Upper || t[k].End-t[k].Start < 3 || t[k].End-t[k].Start > 6 || !r.blank(k) || t[k].Tags != 0 {
		return false
	}
	if c.last+1 < len(t) && t[c.last+1].Sentence == t[k].Sentence {
		if v := &t[c.last]; v.Shape == text.Lower && (v.Has(tag.CueVerb) && !r.opens(k) || r.acts(c.last)) {
			return true
		}
		if t[c.last].Kind == text.Clitic && (r.post(c.last+1) || c.last+2 < len(t) && r.post(c.last+2) && t[c.last+1].Kind == text.Word) {
			return true
		}
	}
	if r.postFollows(c.last) {
		return true
	}
	p := k - 1
	if p > 0 && t[p].Norm == "the" {
		p--
	}
	return p > 0 && (t[p].Norm == "of" || t[p].Norm == "at") && r.post(p-1) && t[p-1].Sentence == t[k].Sentence && !r.plural(p-1)
}
