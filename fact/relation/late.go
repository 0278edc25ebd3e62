package relation

import (
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
)

// lateSeat reads a membership that a sentence adds to what it says of its
// person in words that name nothing: "She is a farmer, once a teacher, and
// serves on the Rivers Panel". It looks from token i on and reports whether it
// found one.
func (r *reader) lateSeat(who mention, i int) bool {
	if !isBe(r.norm(i)) {
		return false
	}
	for ; i < r.sentence.Last; i++ {
		if m, ok := r.mentionAt(i); ok && r.kind(m) == onrecord.NamePerson || r.norm(i) == "who" || r.norm(i) == ";" {
			return false // of somebody else
		}
		if r.norm(i) != "and" {
			continue
		}
		j := r.auxiliaries(i+1, r.sentence.Last)
		end, kind, ok := r.longest(actives, j, r.sentence.Last)
		if !ok || onrecord.RelationType(kind) != onrecord.RelationMemberOf || !strings.HasSuffix(r.norm(j), "s") {
			continue
		}
		found := r.memberships(who, why{&rulePredicate, j, end}, end, sure) >= 0
		r.commit()
		return found
	}
	return false
}

// itIsPart reads "It is an executive agency of the Parks Department", where the
// sentence before names one body alone that "it" can mean.
func (r *reader) itIsPart() {
	first := r.sentence.First
	if r.norm(first) != "it" || !isBe(r.norm(first+1)) {
		return
	}
	i := r.article(first + 2)
	end, kind, ok := r.longest(nominals, i, r.sentence.Last)
	if !ok || onrecord.RelationType(kind) != onrecord.RelationPartOf && onrecord.RelationType(kind) != onrecord.RelationMemberOf {
		return
	}
	whole, ok := r.mentionAt(r.beforeName(end, r.sentence.Last))
	if !ok || r.kind(whole) != onrecord.NameBody || !r.wholeName(whole) {
		return
	}
	if part := r.bodyBefore(first + 1); part >= 0 {
		r.keep(why{&ruleItIs, first, end}, onrecord.RelationType(kind), part, whole.name)
	}
}

// newPost reads "The minister will appoint the first Rivers Commissioner": who
// fills a post that was none before creates it. The names are mentions k and
// k+1.
func (r *reader) newPost(k int) {
	if k+1 >= r.hi {
		return
	}
	a, b := r.outer[k], r.outer[k+1]
	if r.kind(b) != onrecord.NameRole || !(body | role | person).has(r.kind(a)) || r.afterPreposition(a.first) || !r.complete(b) {
		return
	}
	i := r.auxiliaries(r.afterName(a.last, b.first), b.first)
	switch r.norm(i) {
	case "appoint", "appoints", "appointed", "appointing", "recruit", "recruits":
	default:
		return
	}
	if r.endsInBe(a.last, i) && r.norm(i) != "appointing" {
		return
	}
	j := r.article(i + 1)
	for n := r.norm(j); n == "country" || n == "nation" || n == "'s" || n == "very"; n = r.norm(j) {
		j++ // "the country's first"
	}
	if n := r.norm(j); n != "first" && n != "new" || j+1 != b.first || n == "new" && r.norm(i+1) != "a" {
		return
	}
	from := a.name
	if r.kind(a) == onrecord.NameRole && k > r.lo && r.personsPost(a) {
		return
	}
	r.keep(why{&ruleNewPost, i, b.first}, onrecord.RelationCreates, from, b.name)
}

// kindOfThing returns the one name of the release whose noun is the head of the
// sentence's subject, spoken of as one not named yet: "A new rivers centre will
// open, backed by £9 million" of the "National Centre for Rivers"; -1 where none
// or several fit.
func (r *reader) kindOfThing() int {
	if n := r.norm(r.sentence.First); n != "a" && n != "an" && n != "the" {
		return -1
	}
	head := ""
	for i := r.sentence.First + 1; i < r.sentence.Last && i < r.sentence.First+9; i++ {
		t := &r.d.Tokens[i]
		if t.Has(tag.Modal) || isBe(t.Norm) || t.Norm == "has" {
			break
		}
		if t.Has(tag.Function) || t.Norm == "," {
			return -1
		}
		head = t.Norm
	}
	switch head {
	case "centre", "center", "fund", "scheme", "programme", "program", "unit", "taskforce", "academy", "agency", "commission", "institute", "network", "college":
	default:
		return -1
	}
	found := -1
	for n := range r.names {
		if !(body | scheme).has(r.names[n].Kind) || !headedBy(r.names[n].Text, head) {
			continue
		}
		if found >= 0 {
			return -1
		}
		found = n
	}
	return found
}

// headedBy reports whether the name's own noun, before "of" or "for", is the
// given one.
func headedBy(name, noun string) bool {
	for _, link := range [...]string{" for ", " of ", " on "} {
		if i := strings.Index(name, link); i > 0 {
			name = name[:i]
		}
	}
	return len(name) > len(noun) && strings.EqualFold(name[len(name)-len(noun):], noun) && name[len(name)-len(noun)-1] == ' '
}
