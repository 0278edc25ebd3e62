package relation

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// namedTo reads "appointed Jane Doe as chair of the Rivers Trust" and "named Jane Doe to be
// Parks Minister; and John Roe to be Rivers Minister" at mention k, the last of those
// who are appointed together.
func (r *reader) namedTo(k int) {
	if r.kind(r.outer[k]) != onrecord.NamePerson {
		return
	}
	i := r.afterName(r.outer[k].last, r.sentence.Last)
	start := i + 1
	switch r.norm(i) {
	case "as":
	case "to":
		if start = r.toBe(i); start == i {
			return
		}
	default:
		return
	}
	from, _ := r.list(k, -1, person)
	if !r.appointsBefore(r.postBefore(from)) && !r.namedToo(from) {
		return
	}
	for ; from <= k; from++ {
		if end := r.attributes(r.outer[from], start, &ruleAppointed, sure); end > start {
			r.namedEnd = end
		}
		r.commit()
	}
}

// namedToo reports whether the person at mention k follows another who is said to be
// appointed to a post, in one list: "; and Mr John Roe".
func (r *reader) namedToo(k int) bool {
	if r.namedEnd == 0 {
		return false
	}
	first := r.outer[k].first
	next := r.listStep(r.namedEnd)
	return next > r.namedEnd && r.beforeName(next, first) == first
}

// postBefore returns where the name at mention k starts with the post or rank that it is
// called by: "former Parks Minister Jane Doe".
func (r *reader) postBefore(k int) int {
	first := r.outer[k].first
	if k > r.lo && r.kind(r.outer[k-1]) == onrecord.NameRole && r.outer[k-1].last == first {
		first = r.outer[k-1].first
	}
	if n := r.norm(first - 1); n == "former" || n == "acting" {
		first--
	}
	return first
}

// appointsBefore reports whether a verb of appointing takes the person that starts at
// token i, titles and all, as its object.
func (r *reader) appointsBefore(i int) bool {
	for j := i - 1; j >= r.sentence.First && i-j < 20; j-- {
		end, v, ok := r.longest(appoints, j, i)
		if !ok {
			continue
		}
		if r.norm(end) == "of" {
			end++
		}
		return v == "object" && r.onlyTitles(end, i) && !r.refused(j)
	}
	return false
}

// onlyTitles reports whether the tokens [i, end) are titles, ranks and posts of whoever is
// named at end: "former Ports Minister and Rivers Trust chair".
func (r *reader) onlyTitles(i, end int) bool {
	for i < end {
		if next := r.afterRank(i, end); next > i {
			i = next
			continue
		}
		if m, ok := r.mentionAt(i); ok && m.last < end && (role | body | place).has(r.kind(m)) {
			i = m.last
			continue
		}
		switch t := &r.d.Tokens[i]; {
		case t.Norm == ",", t.Norm == "and", t.Norm == "former", t.Norm == "acting", t.Has(tag.PostHead):
		default:
			return false
		}
		i++
	}
	return i == end
}

// replacing reads "Jane Doe was appointed Director of Boats, replacing John Roe" at mention k,
// the person replaced: the subject is the one person named before.
func (r *reader) replacing(k int) {
	b := r.outer[k]
	if r.kind(b) != onrecord.NamePerson || k == r.lo {
		return
	}
	verb := b.first - 1
	for verb > r.sentence.First && r.beforeName(verb, b.first) == b.first && r.beforeName(verb, verb+1) > verb {
		verb--
	}
	if n := r.norm(verb); n != "replacing" && n != "succeeding" || r.norm(verb-1) != "," {
		return
	}
	who := k - 1
	for who > r.lo && r.kind(r.outer[who]) != onrecord.NamePerson {
		who--
	}
	a := r.outer[who]
	if r.kind(a) != onrecord.NamePerson || r.beforeName(r.sentence.First, a.first) != a.first {
		return
	}
	i := r.afterName(a.last, verb)
	j := r.auxiliaries(i, verb)
	if _, _, ok := r.longest(appoints, j, verb); ok {
		r.keep(why{&ruleActive, verb, verb + 1}, onrecord.RelationReplaces, a.name, b.name)
	}
}

// refused reports whether the verb at token i is what somebody would not or did not do:
// "refused to confirm".
func (r *reader) refused(i int) bool {
	if r.norm(i-1) != "to" {
		return r.norm(i-1) == "not" || r.norm(i-1) == "never"
	}
	switch r.norm(i - 2) {
	case "refused", "refuses", "refusing", "refusal", "declined", "declines", "failed", "fails", "failure", "not":
		return true
	}
	return false
}

// servedAs steps over "served for the past five years as" at token i, which a post
// follows; it returns i where no such words stand there.
func (r *reader) servedAs(i int) int {
	switch r.norm(i) {
	case "served", "serves", "serve", "serving", "worked", "works", "acted":
	default:
		return i
	}
	for j := i + 1; j < r.sentence.Last && j < i+12; j++ {
		t := &r.d.Tokens[j]
		if t.Norm == "as" {
			return j + 1
		}
		if t.Norm != "," && t.Norm != "-" && t.Kind != text.Number && !t.Has(tag.Month) && !terms.Has(t.Norm) {
			return i
		}
	}
	return i
}

// askedTo reads "has asked Jane Doe to lead the Rivers Review" at mention k, the person: token i is the
// one after her name.
func (r *reader) askedTo(k, i int) bool {
	a, b := r.outer[k], r.outer[k+1]
	if r.norm(i) != "to" || r.kind(a) != onrecord.NamePerson {
		return false
	}
	first := r.postBefore(k)
	for first > r.sentence.First && r.d.Tokens[first-1].Has(tag.Honorific) {
		first--
	}
	switch r.norm(first - 1) {
	case "asked", "appointed", "commissioned", "invited", "tasked", "chosen", "selected", "named":
	default:
		return false
	}
	if r.refused(first - 1) {
		return true // "has not asked Jane Doe to lead"
	}
	end, kind, ok := r.longest(actives, i+1, b.first)
	if !ok || !r.object(end, b, onrecord.RelationType(kind)) {
		return false
	}
	if t := fit(onrecord.RelationType(kind), onrecord.NamePerson, r.kind(b)); t == onrecord.RelationLeads {
		r.keep(why{&ruleActive, i + 1, end}, t, a.name, b.name)
		return true
	}
	return false
}
