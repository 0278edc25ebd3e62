package relation

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// pronoun reads "She was previously Parks Minister and serves on the Rivers
// Panel" where "she" can mean one person only.
func (r *reader) pronoun(i int) {
	at := r.pronounAt()
	if at < 0 || r.topicOf != i || r.topic < 0 || !r.sameBlock(r.outer[r.topic]) && !r.tellsOn(r.outer[r.topic]) {
		return
	}
	if who := r.outer[r.topic]; !r.predicates(who, at+1) {
		r.pronounSeat(who, at+1)
		r.pronounDid(who, at+1)
		r.secondPredicate(who, at+1)
	}
}

// ownSubject reports whether the sentence opens with something of whom "he" or "she" means: "Her
// early career was …".
func (r *reader) ownSubject() bool {
	n, next := r.norm(r.sentence.First), r.sentence.First+1
	return (n == "his" || n == "her") && next < r.sentence.Last && r.d.Tokens[next].Shape == text.Lower
}

// pronounDid reads "Last year, she introduced the Clean Rivers Act": what the verb at
// token i has for its object.
func (r *reader) pronounDid(who mention, i int) {
	verb := r.auxiliaries(i, r.sentence.Last)
	end, kind, ok := r.longest(actives, verb, r.sentence.Last)
	if !ok || r.endsInBe(i, verb) {
		return
	}
	for k := r.lo; k < r.hi; k++ {
		m := r.outer[k]
		if m.first < end {
			continue
		}
		if t := fit(onrecord.RelationType(kind), onrecord.NamePerson, r.kind(m)); r.object(end, m, onrecord.RelationType(kind)) && (t == onrecord.RelationIntroduced || t == onrecord.RelationCreates || t == onrecord.RelationLeads || t == onrecord.RelationReplaces) {
			r.keep(why{&rulePredicate, verb, end}, t, who.name, m.name)
		}
		return
	}
}

// pronounAt returns where "he" or "she" stands as the sentence's subject: at its
// start, or after words of time and a comma; -1 where neither does.
func (r *reader) pronounAt() int {
	i := r.sentence.First
	for ; i < r.sentence.Last && i < r.sentence.First+6; i++ {
		switch n := r.norm(i); {
		case n == "he", n == "she":
			if i == r.sentence.First || r.norm(i-1) == "," || r.norm(i-1) == "time" || r.d.Tokens[i-1].Kind == text.Number {
				return i
			}
			return -1
		case n == ",", n == "in", n == "since", n == "prior", n == "during", n == "time", n == "later", n == "most", n == "recently", n == "before", n == "after", n == "last", n == "earlier", n == "this", n == "year", n == "month", n == "week", n == "then", n == "previously", n == "today", n == "until", n == "that", n == "from", n == "to", n == "on", n == "of", n == "-", n == "–", n == "and", r.d.Tokens[i].Has(tag.Month | tag.Weekday), r.d.Tokens[i].Kind == text.Number:
		default:
			return -1
		}
	}
	return -1
}

// pronounSeat reads "She was recently appointed to the Parks Board",
// the verb at token i.
func (r *reader) pronounSeat(who mention, i int) {
	verb := r.auxiliaries(i, r.sentence.Last)
	if verb > i+1 && r.norm(verb-1) == "to" {
		verb -= 2 // stepped over with the auxiliaries: "appointed to"
	}
	if !r.endsInBe(i, verb) || !seating[r.norm(verb)] {
		return
	}
	to := r.toServe(verb + 1)
	if to < 0 {
		return
	}
	if b, ok := r.mentionAt(r.newly(to)); ok && r.kind(b) == onrecord.NameBody && r.isSeat(b) && r.wholeName(b) && !r.possessive(b.last) {
		r.keep(why{&ruleSeat, verb, to}, onrecord.RelationMemberOf, who.name, b.name)
	}
}

// tellsOn reports whether the sentence opens the block after the mention's and goes on with what
// is told there, as a life in several paragraphs does: no cue and no quotation lead to it.
func (r *reader) tellsOn(m mention) bool {
	first := r.sentence.First
	if int(r.d.Tokens[m.first].Block)+1 != r.sentence.Block || first == 0 {
		return false
	}
	switch r.norm(first) {
	case "“", "\"", "‘":
		return false
	}
	before := &r.d.Tokens[first-1]
	return before.Norm != ":" && !before.Has(tag.CueVerb)
}

func (r *reader) sameBlock(m mention) bool {
	return int(r.d.Tokens[m.first].Block) == r.sentence.Block
}

// follow sets whom "he" or "she" means at the start of the sentence after the
// i-th, the one at hand: the one person named in it, or the one that its own
// "he" or "she" means.
func (r *reader) follow(i int) {
	found, several := -1, false
	for k := r.lo; k < r.hi; k++ {
		if r.kind(r.outer[k]) == onrecord.NamePerson {
			several = several || found >= 0 && r.outer[found].name != r.outer[k].name
			found = k
		}
	}
	switch {
	case several:
		r.topic = -1
	case found >= 0 && r.pronounAt() >= 0:
		r.topic = -1 // "She met Jane Doe"
	case found >= 0:
		r.topic = found
	case r.topicOf != i || r.pronounAt() < 0 && !r.ownSubject():
		r.topic = -1
	}
	r.topicOf = i + 1
}

// fronted reads what stands before its subject: "As chair of the Parks Trust,
// Jane Doe …", "Part of the Parks Agency, the Canal Unit …".
func (r *reader) fronted() {
	first := r.sentence.First
	if end, kind, ok := r.longest(nominals, r.article(first), r.sentence.Last); ok && onrecord.RelationType(kind) == onrecord.RelationPartOf {
		r.frontedPart(end)
		return
	}
	if end, kind, ok := r.participleBy(first); ok {
		r.frontedBy(why{&rulePassive, first, end}, onrecord.RelationType(kind))
		return
	}
	i := r.asOpening(first)
	if i == first {
		return
	}
	for k := r.lo; k < r.hi; k++ {
		who := r.outer[k]
		if r.kind(who) != onrecord.NamePerson {
			continue
		}
		comma := who.first - 1
		for comma > i && r.norm(comma) != "," {
			comma--
		}
		if comma <= i || r.beforeName(comma+1, who.first) != who.first {
			return
		}
		end := r.afterBrackets(r.attributes(who, i, &ruleFronted, sure))
		if n := r.norm(end); end == comma || end > i && end < comma && (n == "that" || n == "which" || n == "where") {
			r.commit()
		}
		r.drafts = r.drafts[:0]
		return
	}
}

// frontedBy reads "Funded by the Parks Agency, the Canal Unit …": who is named after
// the participle that opens the sentence does it to what is named after the comma.
func (r *reader) frontedBy(y why, kind onrecord.RelationType) {
	k := r.outerAt(r.beforeName(y.last, r.sentence.Last))
	if k < 0 || k+1 >= r.hi {
		return
	}
	if r.holderNext(k) {
		k++ // "led by Parks Minister Jane Doe": the person
	}
	first := k
	for k+1 < r.hi && (r.kind(r.outer[k]) == onrecord.NamePerson && r.holderNext(k+1) || r.kind(r.outer[k+1]) == r.kind(r.outer[k])) && r.andNext(k) {
		if k++; r.holderNext(k) {
			k++
		}
	}
	if k+1 >= r.hi {
		return
	}
	a, x := r.outer[k], r.outer[k+1]
	i := r.afterName(a.last, x.first)
	if r.norm(i) != "," || r.beforeName(i+1, x.first) != x.first || r.kind(a) == r.kind(x) && r.norm(x.last) == "," || r.possessive(x.last) {
		return
	}
	for ; first <= k; first++ {
		if t := fit(kind, r.kind(r.outer[first]), r.kind(x)); t != "" && r.kind(r.outer[first]) == r.kind(a) {
			if t == onrecord.RelationFunds {
				y.rule = &ruleFundedBy
			}
			r.keep(y, t, r.outer[first].name, x.name)
		}
	}
}

// participleBy reads a participle with "by" at token i, which words of time may part:
// "First created in 2031 by".
func (r *reader) participleBy(i int) (end int, kind string, ok bool) {
	switch r.norm(i) {
	case "first", "originally", "initially":
		i++
	}
	if end, kind, ok = r.longest(passives, i, r.sentence.Last); ok {
		return end, kind, ok
	}
	if kind, ok = passives.Lookup(r.norm(i) + " by"); !ok {
		return 0, "", false
	}
	for j := i + 1; j < r.sentence.Last && j < i+6; j++ {
		switch t := &r.d.Tokens[j]; {
		case t.Norm == "by":
			return j + 1, kind, true
		case t.Norm == "in" || t.Norm == "on" || t.Norm == "," || t.Norm == "the" || t.Kind == text.Number || t.Has(tag.Month|tag.Weekday):
		default:
			return 0, "", false
		}
	}
	return 0, "", false
}

// andNext reports whether "and" joins mention k to the next, of a list before the subject.
func (r *reader) andNext(k int) bool {
	i := r.afterName(r.outer[k].last, r.outer[k+1].first)
	if r.norm(i) == "," && r.norm(i+1) == "and" {
		i++
	}
	return r.norm(i) == "and" && r.beforeName(i+1, r.outer[k+1].first) == r.outer[k+1].first
}

// frontedPart keeps that the name after the comma is part of the one at token i.
func (r *reader) frontedPart(i int) {
	k := r.outerAt(r.governments(r.beforeName(i, r.sentence.Last)))
	if k < 0 || k+1 >= r.hi {
		return
	}
	whole, part := r.outer[k], r.outer[k+1]
	if r.norm(whole.last) != "," || r.beforeName(whole.last+1, part.first) != part.first || !r.complete(part) {
		return
	}
	if t := fit(onrecord.RelationPartOf, r.kind(part), r.kind(whole)); t != "" {
		r.keep(why{&rulePart, r.sentence.First, i}, t, part.name, whole.name)
	}
}

// governments steps over "government's", "department's" and the like before a
// name: whose it is does not change what it is.
func (r *reader) governments(i int) int {
	if r.norm(i+1) == "'s" && r.norm(i+2) != "" {
		switch r.norm(i) {
		case "government", "department", "agency", "council", "administration", "ministry":
			return i + 2
		}
	}
	return i
}

// asOpening returns where a post starts that "As", "In her role as" or
// "Speaking as" opens; i where nothing does.
func (r *reader) asOpening(i int) int {
	j := i
	switch r.norm(j) {
	case "previously", "formerly":
		return j + 1 // "Previously Director of Boats, Jane Doe has"
	case "in":
		if n := r.norm(j + 1); n != "his" && n != "her" && n != "their" {
			return i
		}
		if n := r.norm(j + 2); n == "role" || n == "capacity" || n == "position" {
			j += 3
			break
		}
		return i
	case "currently":
		j++
		fallthrough
	case "serving", "speaking", "acting":
		if n := r.norm(j); n != "serving" && n != "speaking" && n != "acting" {
			return i
		}
		j++
	}
	if r.norm(j) != "as" {
		return i
	}
	return j + 1
}
