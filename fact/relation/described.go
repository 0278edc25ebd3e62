package relation

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// draft is a relation of a person that holds if the phrase it is read from
// ends as it must.
type draft struct {
	y         why
	kind      onrecord.RelationType
	who, what mention
}

// setting is how a list of posts and memberships stands to its person.
type setting uint8

const (
	// between commas: "Jane Doe, Mayor of Marlow and chair of the Parks Trust,"
	apposed setting = iota
	// between dashes, or after "is": other persons cannot be meant.
	sure
)

// described reads what the words after person k say that he or she is:
// "Jane Doe, chair of the Parks Trust and a member of the Rivers Panel,", "Jane
// Doe is a member of the Rivers Panel and serves on the Parks Board".
func (r *reader) described(k int) {
	who := r.outer[k]
	if r.kind(who) != onrecord.NamePerson {
		return
	}
	i := r.afterName(who.last, r.sentence.Last)
	if seat := r.afterSeat(i - 1); seat > i {
		r.apposed(who, seat, apposed)
		return
	}
	switch r.norm(i) {
	case ",", "–", "—":
		if r.norm(i+1) == "who" {
			r.predicates(who, i+2)
			break
		}
		s := apposed
		if r.norm(i) != "," {
			s = sure
		}
		r.apposed(who, i+1, s)
	case "of", "from", "at", "for":
		// "Jane Doe of the Rivers Trust, a member of the Parks Board,"
		if b, ok := r.mentionAt(r.beforeName(i+1, r.sentence.Last)); ok && r.kind(b) == onrecord.NameBody && r.norm(b.last) == "," {
			r.apposed(who, b.last+1, apposed)
		}
	default:
		if !r.afterPreposition(who.first) && !r.predicates(who, i) && r.beforeName(r.opening(), who.first) == who.first {
			r.secondPredicate(who, i)
		}
	}
	if r.opens(k) {
		r.latePredicate(k, i)
	}
}

// opens reports whether the sentence opens with the person at mention k, or with a post and
// him or her between commas.
func (r *reader) opens(k int) bool {
	first := r.outer[k].first
	lo := r.outerFrom(r.opening())
	if k == lo+1 && r.kind(r.outer[lo]) == onrecord.NameRole && r.postThenPerson(r.outer[lo].last, r.outer[k]) {
		first = r.outer[lo].first
	} else if k != lo {
		return false
	}
	return r.beforeName(r.afterBrackets(r.opening()), first) == first
}

// opening returns where the sentence starts, after the dateline where it opens a block:
// "RYTON, N.Y. – Congresswoman Jane Doe".
func (r *reader) opening() int {
	first := r.sentence.First
	if first != r.d.Blocks[r.sentence.Block].First {
		return first
	}
	for i := first; i < r.sentence.Last && i < first+10; i++ {
		switch t := &r.d.Tokens[i]; {
		case t.Norm == "–", t.Norm == "—", t.Norm == "-" && i > first && !t.Glued:
			for i < r.sentence.Last && (r.norm(i) == "-" || r.norm(i) == "–" || r.norm(i) == "—") {
				i++
			}
			return i
		case t.Norm == ",", t.Norm == ".", t.Norm == "(", t.Norm == ")", t.Kind == text.Number, t.Shape >= text.Title && !t.Has(tag.PostHead):
		default:
			return first
		}
	}
	return first
}

// outerFrom returns the index of the first outer mention from token i on.
func (r *reader) outerFrom(i int) int {
	k := r.lo
	for k < r.hi && r.outer[k].first < i {
		k++
	}
	return k
}

// afterSeat steps over the seat that a member of parliament is named with, from
// the letters at token i on, and what joins another post to it: "MP for Marlow and".
func (r *reader) afterSeat(i int) int {
	switch r.norm(i) {
	case "mp", "msp", "mep", "mla", "td":
	default:
		return i
	}
	j := i + 1
	if r.norm(j) != "for" {
		return i
	}
	for j++; j < r.sentence.Last && (r.d.Tokens[j].Shape >= text.Title || r.norm(j) == "the"); j++ {
	}
	return r.listStep(j)
}

// apposed keeps the posts and memberships in apposition to the person, from
// token i on, where the apposition ends; a list of several is none but one.
func (r *reader) apposed(who mention, i int, s setting) {
	end := r.attributes(who, i, &rulePostAfter, s)
	if r.norm(i) == "the" && end < r.sentence.Last && r.d.Tokens[end].Has(tag.CueVerb) && r.afterPreposition(who.first) {
		r.drafts = r.drafts[:0] // "Asked about John Roe, the spokesman said": another person
		return
	}
	if len(r.drafts) > 1 || r.closed(end) {
		r.commit()
	}
	r.drafts = r.drafts[:0]
}

// latePredicate reads the predicate of the sentence's subject after what stands
// between commas: "Doe, who came to Marlow in 2009, is a member of …".
func (r *reader) latePredicate(k, i int) {
	who, next := r.outer[k], k+1
	if r.norm(i) != "," {
		return
	}
	if k == r.outerFrom(r.opening()) {
		i++ // after a post and a comma, the first closes what stands between commas
	}
	for ; i < r.sentence.Last; i++ {
		for next < r.hi && r.outer[next].last <= i {
			if r.kind(r.outer[next]) == onrecord.NamePerson {
				return
			}
			next++
		}
		if n := r.norm(i); n != "," && n != ")" && n != "–" {
			continue
		}
		if n := r.norm(i + 1); (n == "is" || n == "was" || n == "serves" || n == "sits" || n == "has" || n == "currently" || n == "also" || n == "serving" || n == "served" || n == "will" || n == "becomes" || n == "became" || n == "continues" || n == "remains") && r.predicates(who, i+1) {
			return
		} else if n == "will" && r.lateActive(who, i+1) {
			return
		} else if n == "most" && (r.norm(i+2) == "recently" || r.norm(i+2) == "latterly") && r.predicates(who, i+3) {
			return // "…, most recently serving as Parks Director"
		}
	}
}

// lateActive reads "will succeed John Roe" at token i, of the sentence's subject.
func (r *reader) lateActive(who mention, i int) bool {
	j := r.auxiliaries(i, r.sentence.Last)
	end, kind, ok := r.longest(actives, j, r.sentence.Last)
	if !ok || r.endsInBe(i, j) {
		return false
	}
	b, named := r.mentionAt(r.beforeName(end, r.sentence.Last))
	if !named || !r.complete(b) {
		return false
	}
	t := fit(onrecord.RelationType(kind), onrecord.NamePerson, r.kind(b))
	if t == "" || t == onrecord.RelationMerges {
		return false
	}
	r.keep(why{&ruleActive, j, end}, t, who.name, b.name)
	return true
}

// secondPredicate reads what "and" adds to the clause of the subject who, which goes on
// at token i: "Doe founded the Rivers Trust in 2003 and was appointed Chair of …". After
// a verb of saying, or in a clause of its own, the subject may be another.
func (r *reader) secondPredicate(who mention, i int) {
	for ; i+1 < r.sentence.Last; i++ {
		t := &r.d.Tokens[i]
		switch n := r.norm(i); n {
		case "that", "which", "who", "whose", "where", "“", "\"", "‘", ":", ";":
			return
		case "and":
			switch r.norm(i + 1) {
			case "was", "is", "has", "became", "serves", "served", "sits", "later", "currently", "previously", "also":
				if r.predicates(who, i+1) {
					return
				}
				r.pronounSeat(who, i+1)
			}
		default:
			if m, ok := r.mentionAt(i); ok && r.kind(m) == onrecord.NamePerson || t.Has(tag.CueVerb) && t.Shape == text.Lower {
				return
			}
		}
	}
}

// predicates reads clauses whose subject is the person, from token i on, and
// reports whether any said what he or she is.
func (r *reader) predicates(who mention, i int) bool {
	found := false
	for i < r.sentence.Last {
		end := r.predicate(who, i)
		r.commit()
		if end < 0 {
			return found || r.lateSeat(who, i)
		}
		found = true
		next := r.listStep(end)
		if next == end {
			return true
		}
		i = next
	}
	return found
}

// predicate drafts what one clause says and returns the token after it, -1
// where it says nothing.
func (r *reader) predicate(who mention, i int) int {
	last := r.sentence.Last
	j := r.auxiliaries(i, last)
	if r.norm(i) == "to" {
		return -1 // "the nomination of Jane Doe to be Parks Minister"
	}
	if end, kind, ok := r.longest(actives, j, last); ok && onrecord.RelationType(kind) == onrecord.RelationMemberOf {
		return r.memberships(who, why{&rulePredicate, i, end}, end, sure)
	}
	start := j
	if end, v, ok := r.longest(appoints, j, last); ok && (v == "" || r.endsInBe(i, j)) {
		start = end
	} else if end := r.servedAs(j); end > j {
		start = end
	} else if !r.endsInBe(i, j) {
		return -1
	}
	if r.norm(start-1) == "first" { // of the post, "First Vice-Chair"
		start--
	}
	if end := r.attributes(who, start, &rulePredicate, sure); end > start {
		return end
	}
	return -1
}

// attributes drafts the posts and memberships that are listed from token i on
// and returns the token after the last; i where there is none.
func (r *reader) attributes(who mention, i int, rule *tag.Rule, s setting) int {
	end := i
	for n := 0; n < 12; n++ {
		if n > 0 && s == apposed && r.norm(i) == "the" {
			return end // "Jane Doe, Mayor of Marlow, and the Parks Minister": another person
		}
		next := r.attribute(who, i, rule, s)
		if next < 0 {
			return end
		}
		end = next
		if i = r.listStep(end); i == end {
			return end
		}
	}
	return end
}

// attribute drafts one post or membership and returns the token after it, -1
// where none stands at token i.
func (r *reader) attribute(who mention, i int, rule *tag.Rule, s setting) int {
	lead := -1 // where the first of two titles with one complement stands
	for j := r.occupation(i, s); j < r.sentence.Last && j-i < 12; {
		if m, ok := r.mentionAt(j); ok {
			if post, own := r.mentionAt(m.last + 1); own && s == sure && r.kind(m) == onrecord.NameBody && r.possessive(m.last) {
				m = post // "was appointed the Parks Trust's Director"
			}
			if r.kind(m) != onrecord.NameRole || r.possessive(m.last) || r.norm(m.last) == "in" && r.norm(m.last+1) == "charge" {
				return -1 // "Director in Charge John Roe" goes on
			}
			if r.personsPost(m) {
				r.leaveOut(&ruleNextPerson, who, m)
				return -1
			}
			r.drafts = append(r.drafts, draft{why{rule, i, j}, onrecord.RelationHolds, who, m})
			return m.last
		}
		if end, kind, ok := r.longest(nominals, j, r.sentence.Last); ok && onrecord.RelationType(kind) == onrecord.RelationMemberOf {
			at := len(r.drafts)
			last := r.memberships(who, why{rule, j, end}, end, s)
			if n := r.norm(j - 1); last >= 0 && r.norm(last) == "to" && (n == "first" || n == "only") {
				r.drafts = r.drafts[:at]
				return -1 // "was the first member of the Parks Board to call for it"
			}
			if last >= 0 && lead >= 0 {
				r.drafts = append(r.drafts, draft{why{rule, lead, end}, onrecord.RelationLeads, who, r.drafts[at].what})
			}
			return last
		}
		if end, v, ok := r.longest(leadPosts, j, r.sentence.Last); ok && v == "" && !(r.norm(j) == "director" && r.norm(j-1) == "executive") {
			end = r.afterBrackets(end) // "Director (and founder) of"
			if n := r.norm(end); n == "of" || n == "at" {
				return r.leadOf(who, why{rule, j, end}, end+1)
			} else if n != "and" && n != "&" && n != "/" {
				return -1
			}
			lead, j = j, end+1
			continue
		}
		if next := r.bareTitle(j); next > j {
			j = next
			continue
		}
		switch {
		case manners.Has(r.norm(j)), r.norm(j) == "-" && r.norm(j-1) == "co", s == sure && j == i && r.norm(j) == "as":
			j++
		case r.norm(j) == "non" && r.norm(j+1) == "-" && r.norm(j+2) == "executive":
			j += 3
		case r.norm(j+1) == "'s" && r.d.Tokens[j].Shape == text.Lower: // "the agency's"
			j += 2
		default:
			return -1
		}
	}
	return -1
}

// leadOf drafts that the person leads the body that stands at token i.
func (r *reader) leadOf(who mention, y why, i int) int {
	m, ok := r.mentionAt(r.newly(i))
	if !ok || r.kind(m) != onrecord.NameBody || !r.wholeName(m) {
		return -1
	}
	r.drafts = append(r.drafts, draft{y, onrecord.RelationLeads, who, m})
	return m.last
}

// severalAre reads "Jane Doe and John Roe, co-chairs of the Rivers Caucus" and "are
// members of", said of persons or countries, at mention k, the last of several.
func (r *reader) severalAre(k int) {
	who := r.outer[k]
	if !(person | place | body).has(r.kind(who)) || k == r.lo {
		return
	}
	i := r.afterName(who.last, r.sentence.Last)
	comma := r.norm(i) == ","
	j := i + 1
	if n := r.norm(j); comma && (n == "who" || n == "which") {
		i, comma = j+1, false
	}
	if !comma {
		if j = r.auxiliaries(i, r.sentence.Last); !r.endsInBe(i, j) {
			return
		}
	}
	for n := r.norm(j); n == "both" || n == "the" || n == "senior" || n == "two"; n = r.norm(j) {
		j++
	}
	end, kind, ok := r.longest(plurals, j, r.sentence.Last)
	if !ok {
		return
	}
	from, _ := r.list(k, -1, kindOf(r.kind(who)))
	if r.kind(who) == onrecord.NameBody && r.afterPreposition(r.outer[from].first) {
		return // "many in the House and the Senate are members of the Rivers Panel"
	}
	b, named := r.mentionAt(r.newly(end))
	if from == k || fit(onrecord.RelationType(kind), r.kind(who), onrecord.NameBody) == "" || !named || r.kind(b) != onrecord.NameBody || !r.wholeName(b) || r.possessive(b.last) {
		return
	}
	for ; from <= k; from++ {
		r.keep(why{&rulePredicate, j, end}, onrecord.RelationType(kind), r.outer[from].name, b.name)
	}
}

// memberships drafts that the person is a member of the bodies listed from
// token i on and returns the token after the last; -1 where there is none.
func (r *reader) memberships(who mention, y why, i int, s setting) int {
	i = r.newly(i)
	k := r.outerAt(i)
	if k < 0 || r.kind(r.outer[k]) != onrecord.NameBody {
		return -1
	}
	if b := r.outer[k]; r.possessive(b.last) { // "of the committee's Subcommittee on Parks"
		if k++; k == r.hi || r.outer[k].first != b.last+1 || r.kind(r.outer[k]) != onrecord.NameBody {
			return -1
		}
	}
	if r.norm(r.outer[k].last) != "board" && !r.wholeName(r.outer[k]) {
		return -1
	}
	to := k + 1
	if s == sure || r.norm(r.outer[k].last) == "and" || r.oneArticle(k) {
		_, to = r.list(k, 1, body)
	}
	for ; k < to; k++ {
		if b := r.outer[k]; !r.possessive(b.last) {
			r.drafts = append(r.drafts, draft{y, onrecord.RelationMemberOf, who, b})
			i = b.last
		}
	}
	return i
}

// oneArticle reports whether the bodies listed from mention k on share the article
// before the first: "of the Rivers Board, Ports Panel and Parks Council".
func (r *reader) oneArticle(k int) bool {
	_, to := r.list(k, 1, body)
	if to-k < 3 || r.norm(r.outer[k].first-1) != "the" {
		return false
	}
	for m := k + 1; m < to; m++ {
		if n := r.norm(r.outer[m].first - 1); n != "," && n != "and" {
			return false
		}
	}
	return true
}

// commit keeps what was drafted.
func (r *reader) commit() {
	for _, x := range r.drafts {
		if x.kind == onrecord.RelationHolds {
			r.hold(x.y, x.who, x.what)
		} else {
			r.keep(x.y, x.kind, x.who.name, x.what.name)
		}
	}
	r.drafts = r.drafts[:0]
}
