package relation

import (
	"slices"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// apposition reads "Parks Minister, Jane Doe," at mention k: the person holds
// the post.
func (r *reader) apposition(k int) {
	if k+1 >= r.hi {
		return
	}
	post, next := r.outer[k], k+1
	end := r.afterBrackets(post.last)
	for next+1 < r.hi && r.outer[next].first < end {
		next++ // letters in brackets
	}
	who := r.outer[next]
	if next+1 < r.hi && r.nextPersons(next) && r.afterRank(who.first, who.last) == who.last {
		who = r.outer[next+1] // "the Squadron Leader, Commander Jane Doe": a rank
	}
	if next+1 < r.hi && r.kind(who) == onrecord.NamePlace && r.norm(end) == "in" && end+1 == who.first && r.norm(who.last) == "," {
		end, who = who.last, r.outer[next+1] // "Chair of the Rivers Trust in Marlow, Jane Doe,"
	}
	if r.kind(post) == onrecord.NameRole && r.inBrackets(post.last, r.outer[k+1]) {
		r.hold(why{&rulePostFirst, post.last, r.outer[k+1].first}, r.outer[k+1], post)
		return
	}
	if r.kind(post) != onrecord.NameRole || r.kind(who) != onrecord.NamePerson || r.isHour(post) || !r.postThenPerson(end, who) || r.anothers(k) {
		return
	}
	r.hold(why{&rulePostFirst, post.last, who.first}, who, post)
	if k > r.lo && r.kind(r.outer[k-1]) == onrecord.NameRole && r.joined(r.outer[k-1], post) && (r.norm(post.last) == "," || r.sameSort(k)) {
		r.hold(why{&rulePostFirst, post.last, who.first}, who, r.outer[k-1])
	}
}

// inBrackets reports whether brackets at token i hold a person's name with its titles, and
// nothing else: "the Minister for Ports (Ms Jane Doe)".
func (r *reader) inBrackets(i int, m mention) bool {
	return r.norm(i) == "(" && r.kind(m) == onrecord.NamePerson && r.beforeName(i+1, m.first) == m.first && r.norm(m.last) == ")"
}

// sameSort reports whether the post at mention k and the one before it open with the same
// word and "for" or "of", and are nobody else's: "Minister for Rivers and Minister for Ports".
func (r *reader) sameSort(k int) bool {
	a, b := r.outer[k-1], r.outer[k]
	if k-2 >= r.lo && r.kind(r.outer[k-2]) == onrecord.NamePerson && r.personThenPost(r.outer[k-2], a.first) {
		return false
	}
	n := r.norm(a.first + 1)
	return (n == "for" || n == "of") && r.norm(a.first) == r.norm(b.first) && r.norm(b.first+1) == n && r.norm(b.first-1) == "and"
}

// isHour reports whether the mention is the "PM" of an hour: "12:30 PM, Jane Doe".
func (r *reader) isHour(m mention) bool {
	return r.norm(m.first) == "pm" && m.first > r.sentence.First && r.d.Tokens[m.first-1].Kind == text.Number
}

// anothers reports whether the post at mention k, with a comma after it, is said
// of somebody else than the person named next: "Jane Doe, chair of the Trust,
// John Roe", "Jane Doe is to be Parks Minister, John Roe said".
func (r *reader) anothers(k int) bool {
	post := r.outer[k]
	if r.norm(post.last) != "," {
		return false
	}
	if k > r.lo && r.kind(r.outer[k-1]) == onrecord.NamePerson && r.personThenPost(r.outer[k-1], post.first) {
		return true
	}
	return r.afterBe(post.first) || r.afterUnread(post.first)
}

// afterUnread reports whether a capitalised word that is in no mention and a
// comma stand before token i: a name that was not read, whose post this is.
func (r *reader) afterUnread(i int) bool {
	if r.norm(i-1) != "," || i-2 <= r.sentence.First {
		return false
	}
	t := r.d.Tokens[i-2]
	if t.Shape < text.Title || t.Has(tag.Weekday|tag.Month) {
		return false
	}
	for k := r.lo; k < r.hi && r.outer[k].first < i; k++ {
		if r.outer[k].last == i-1 {
			return false
		}
	}
	return true
}

// afterBe reports whether a verb of being leads to the phrase at token i, which
// is said of the verb's subject then.
func (r *reader) afterBe(i int) bool {
	for i--; i >= r.sentence.First; i-- {
		switch r.norm(i) {
		case "the", "a", "an", "next", "new", "our", "first", "also", "now", "currently":
		case "be", "is", "was", "become", "becomes", "became", "been":
			return true
		case "as": // "will serve as"
			n := r.norm(i - 1)
			return n == "serve" || n == "serves" || n == "served"
		default:
			return false
		}
	}
	return false
}

// hold keeps that the person holds the post, and what the post says of him or
// her: "chair of the Parks Trust", "member of the Rivers Panel".
func (r *reader) hold(y why, who, post mention) {
	at := len(r.out)
	r.keep(y, onrecord.RelationHolds, who.name, post.name)
	switch {
	case !r.inItsShortForm(post):
		if r.inFull == nil {
			r.inFull = map[int][]int{}
		}
		if !slices.Contains(r.inFull[post.name], who.name) {
			r.inFull[post.name] = append(r.inFull[post.name], who.name)
		}
	case len(r.out) > at && !beforeOrAfter[r.norm(post.first-1)]:
		r.inShort = append(r.inShort, held{who.name, post.name, at})
	}
	r.headOf(who, post)
	r.memberBy(who, post)
	r.founderOf(who, post)
}

// beforeOrAfter are words before a post that somebody else held, or will hold.
var beforeOrAfter = map[string]bool{"outgoing": true, "incoming": true, "new": true, "departing": true, "retiring": true}

// held is a post and who holds it, by their names, with the index of the relation.
type held struct{ who, post, at int }

// inItsShortForm reports whether the mention leaves out words of the post's
// name: "President" for "President of the Rivers Trust".
func (r *reader) inItsShortForm(m mention) bool {
	span := r.d.Span(m.first, m.last)
	return span.End-span.Start < len(r.names[m.name].Text)
}

// disown takes back who was said to hold a post in its short form where the
// release names somebody else with the full form: "President Doe" is not the
// "President of the Rivers Trust, John Roe".
func (r *reader) disown() {
	for _, h := range r.inShort {
		if who := r.inFull[h.post]; len(who) > 0 && !slices.Contains(who, h.who) {
			r.out[h.at].Type = ""
		}
	}
	if len(r.inShort) > 0 {
		r.out = slices.DeleteFunc(r.out, func(x onrecord.Relation) bool { return x.Type == "" })
	}
}

// nextPersons reports whether the post at mention k belongs to the person
// named right after it: "Jane Doe, Parks Minister John Roe".
func (r *reader) nextPersons(k int) bool {
	return k+1 < r.hi && r.kind(r.outer[k+1]) == onrecord.NamePerson && r.outer[k].last == r.outer[k+1].first
}

// postThenPerson reports whether a post that ends before token end stands in
// apposition to the person after it.
func (r *reader) postThenPerson(end int, p mention) bool {
	i := end
	comma := r.norm(i) == ","
	if comma {
		i++
	}
	if r.afterRank(i, p.first) != p.first {
		return false
	}
	return !comma || !r.inList(p)
}

// inList reports whether the person, who stands after a post and a comma, may
// be the next of a list of those named: "the Parks Minister, Jane Doe and John
// Roe", and so need not be the holder of the post.
func (r *reader) inList(p mention) bool {
	i := r.afterName(p.last, r.sentence.Last)
	if r.norm(i) == "," {
		i++
		if r.norm(i) != "and" {
			return false // "the Parks Minister, Jane Doe, …": another post follows, or the clause
		}
	}
	if r.norm(i) != "and" {
		return false
	}
	// "…, and said": a clause, not another name
	k := r.outerAt(r.beforeName(i+1, r.sentence.Last))
	if k >= 0 && k+1 < r.hi && r.kind(r.outer[k]) == onrecord.NamePerson && r.kind(r.outer[k+1]) == onrecord.NameRole && r.personThenPost(r.outer[k], r.outer[k+1].first) && !r.nextPersons(k+1) {
		return false // "the Minister, Jane Doe, and John Roe, the chair": each with a post
	}
	if k < 0 || r.kind(r.outer[k]) == onrecord.NameRole && k+1 < r.hi && r.kind(r.outer[k+1]) == onrecord.NamePerson && r.postThenPerson(r.outer[k].last, r.outer[k+1]) {
		return false // "…, Jane Doe, and Rivers Minister John Roe": a pair of their own
	}
	return true
}

// personThenPost reports whether a post that starts at token first stands in
// apposition to the person before it.
func (r *reader) personThenPost(p mention, first int) bool {
	i := r.afterName(p.last, first)
	if r.norm(i) != "," {
		return false
	}
	for i++; i < first; i++ {
		switch n := r.norm(i); {
		case beforePosts.Has(n):
		case owners.Has(n) && r.possessive(i+1):
			i++ // "the agency's"
		default:
			return false
		}
	}
	return true
}

// closed reports whether an apposition can end before token i: after a post
// that is the subject of a verb of its own, it does not.
func (r *reader) closed(i int) bool {
	if i >= r.sentence.Last {
		return true
	}
	t := r.d.Tokens[i]
	return t.Kind == text.Punct || t.Has(tag.CueVerb) || t.Has(tag.Function) && !t.Has(tag.Modal) && auxiliary[t.Norm] == 0
}

// auxiliary are the finite verbs among the words of grammar.
var auxiliary = map[string]int{"is": 1, "are": 1, "was": 1, "were": 1, "has": 1, "have": 1, "had": 1, "do": 1, "does": 1, "did": 1}

// appointed reads "Jane Doe has been appointed as Parks Minister", "is the",
// "appointed Jane Doe as", and "a post previously held by Jane Doe".
func (r *reader) appointed(k int) {
	if k+1 >= r.hi {
		return
	}
	a, b := r.outer[k], r.outer[k+1]
	switch {
	case r.kind(a) == onrecord.NamePerson && r.kind(b) == onrecord.NameRole && !r.nextPersons(k+1):
		if r.possessive(b.last) {
			return
		}
		if verb, end := r.appointsBetween(k, b.first); verb >= 0 {
			from := r.subjects(k, person) // "Jane Doe and John Roe have been appointed as"
			for ; from <= k; from++ {
				r.hold(why{&ruleAppointed, verb, end}, r.outer[from], b)
			}
		}
	case r.kind(a) == onrecord.NameRole && r.kind(b) == onrecord.NamePerson:
		if r.heldBy(a.last, b.first) {
			r.hold(why{&ruleHeldBy, a.last, b.first}, b, a)
		}
	}
}

// appointsBetween reads the words from person k to the post that starts at
// token first: the verb is the tokens [verb, end), verb -1 where there is none.
func (r *reader) appointsBetween(k, first int) (verb, end int) {
	a := r.outer[k]
	i := r.afterName(a.last, first)
	i = r.closeLetters(i)
	if r.afterPreposition(a.first) || r.norm(i) == "to" {
		return -1, 0 // "the nomination of Jane Doe to serve as Parks Minister"
	}
	i = r.auxiliaries(i, first)
	end, _, ok := r.longest(appoints, i, first)
	if !ok {
		return -1, 0
	}
	after := r.asNew(end)
	if r.beforeName(after, first) != first {
		return -1, 0
	}
	return i, end
}

// asNew steps over an article and what says how the post is held at token i: "as
// the new", "first permanent".
func (r *reader) asNew(i int) int {
	i = r.article(i)
	for n := r.norm(i); n == "new" || n == "permanent" || n == "first" || n == "next" || n == "interim"; n = r.norm(i) {
		i++
	}
	return i
}

// toBe steps over "to be", "to serve as" or "to the post of" at token i.
func (r *reader) toBe(i int) int {
	switch {
	case r.norm(i+1) == "be":
		return i + 2
	case r.norm(i+1) == "serve" && r.norm(i+2) == "as":
		return i + 3
	case r.norm(i+1) == "the" && r.norm(i+3) == "of":
		if n := r.norm(i + 2); n == "post" || n == "role" || n == "position" || n == "office" {
			return i + 4
		}
	}
	return i
}

// heldBy reports whether "(previously) held by" stands between the tokens.
func (r *reader) heldBy(i, first int) bool {
	i = r.skipComma(i)
	i = r.auxiliaries(i, first)
	if r.norm(i) != "held" && r.norm(i) != "occupied" || r.norm(i+1) != "by" {
		return false
	}
	return r.beforeName(i+2, first) == first
}

func (r *reader) skipComma(i int) int {
	if r.norm(i) == "," {
		i++
	}
	if r.norm(i) == "which" || r.norm(i) == "who" || r.norm(i) == "that" {
		i++
	}
	return i
}

// bodysPost reads "Jane Doe, the Parks Trust's Director of Gardens" at
// mention k.
func (r *reader) bodysPost(k int) {
	if k+2 >= r.hi {
		return
	}
	p, b, post := r.outer[k], r.outer[k+1], r.outer[k+2]
	if r.kind(p) != onrecord.NamePerson || r.kind(b) != onrecord.NameBody || r.kind(post) != onrecord.NameRole || post.first != b.last+1 || r.nextPersons(k+2) {
		return
	}
	if r.possessive(b.last) && r.personThenPost(p, b.first) && r.closed(post.last) {
		r.hold(why{&rulePostAfter, p.last, b.first}, p, post)
	}
}

// respective reads "Jane Doe and John Roe for their work in their respective
// roles as Parks Minister and as Mayor": the first holds the first.
func (r *reader) respective() {
	for k := r.lo; k+3 < r.hi; k++ {
		a, b, c, d := r.outer[k], r.outer[k+1], r.outer[k+2], r.outer[k+3]
		if r.kind(a) != onrecord.NamePerson || r.kind(b) != onrecord.NamePerson || r.kind(c) != onrecord.NameRole || r.kind(d) != onrecord.NameRole || !r.joined(a, b) {
			continue
		}
		for i := b.last; i < c.first; i++ {
			if r.norm(i) == "respective" {
				r.hold(why{&ruleRespective, i, i + 1}, a, c)
				r.hold(why{&ruleRespective, i, i + 1}, b, d)
			}
		}
	}
}
