package relation

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// entitled reads "Congressman Jane Doe" at the i-th mention of the sentence: the
// seat that the person is called by.
func (r *reader) entitled(i int) {
	if i+1 >= len(r.nested) {
		return
	}
	m, who := r.nested[i], r.nested[i+1]
	if m.last == who.first && r.kind(m) == onrecord.NameRole && r.kind(who) == onrecord.NamePerson && tag.IsSeat(&r.d.Tokens[m.first]) {
		r.keep(why{&rulePostFirst, m.first, m.last}, onrecord.RelationHolds, who.name, m.name)
	}
}

// seated reads "Jane Doe and John Roe have been appointed to the Parks Board"
// and "the minister appointed Jane Doe to the Parks Board" at mention k: persons
// who are members of a body from then on.
func (r *reader) seated(k int) {
	if k+1 >= r.hi || r.kind(r.outer[k]) != onrecord.NamePerson {
		return
	}
	b := r.outer[k+1]
	if r.kind(b) != onrecord.NameBody {
		r.seatedAfter(k)
		return
	}
	who := r.outer[k]
	i := r.afterName(who.last, b.first)
	from := k
	verb := i
	if first, _ := r.list(k, -1, person); r.norm(i) == "to" && r.appointsBefore(r.postBefore(first)) {
		from = first // "appointed Jane Doe and John Roe to"
	} else {
		i = r.skipComma(i)
		if verb = r.auxiliaries(i, b.first); verb > i+1 && r.norm(verb-1) == "to" {
			verb -= 2 // stepped over with the auxiliaries: "appointed to"
		}
		if verb > i && !r.endsInBe(i, verb) {
			return // "has elected"
		}
		if !seating[r.norm(verb)] {
			return
		}
		if r.afterPreposition(who.first) {
			return
		}
		i = r.byWhom(verb+1, b.first)
		from = r.subjects(k, person)
	}
	i = r.toServe(i)
	if i < 0 {
		return
	}
	at := r.boardOf(i)
	if n := r.norm(b.last); r.newly(r.owners(at)) != b.first || n != "board" && !r.wholeName(b) || r.possessive(b.last) || at == i && n != "board" && !r.isSeat(b) {
		return
	}
	_, to := r.list(k+1, 1, body)
	for ; from <= k; from++ {
		for j := k + 1; j < to; j++ {
			if j == k+1 || r.isSeat(r.outer[j]) {
				r.keep(why{&ruleSeat, verb, i}, onrecord.RelationMemberOf, r.outer[from].name, r.outer[j].name)
			}
		}
	}
}

// seatedAfter reads "the appointment of Jane Doe, commander of the Marlow Patrol, to the
// Rivers Board" at mention k: what stands between commas does not part the two.
func (r *reader) seatedAfter(k int) {
	who := r.outer[k]
	if r.norm(r.afterName(who.last, r.sentence.Last)) != "," || !r.appointsBefore(who.first) {
		return
	}
	for m := k + 2; m < r.hi && m < k+4 && r.kind(r.outer[m-1]) != onrecord.NamePerson; m++ {
		b := r.outer[m]
		if r.kind(b) != onrecord.NameBody || !r.isSeat(b) || !r.wholeName(b) || r.possessive(b.last) {
			continue
		}
		for to := b.first - 1; to > r.outer[m-1].last && to > b.first-5; to-- {
			if r.norm(to) == "to" && r.norm(to-1) == "," && r.newly(r.owners(to+1)) == b.first {
				r.keep(why{&ruleSeat, to, to + 1}, onrecord.RelationMemberOf, who.name, b.name)
				return
			}
		}
	}
}

// boardOf steps over "the board of" at token i: who is on a body's board is a member of
// the body.
func (r *reader) boardOf(i int) int {
	j := r.article(i)
	if n := r.norm(j); n != "board" && n != "boards" || r.outerAt(j) >= 0 {
		return i
	}
	j++
	if n := r.norm(j + 1); r.norm(j) == "of" && (n == "directors" || n == "trustees" || n == "governors") {
		j += 2
	}
	if r.norm(j) != "of" {
		return i
	}
	return j + 1
}

// byWhom steps over who chose somebody at token i, where no name tells it: "by his
// Republican colleagues".
func (r *reader) byWhom(i, end int) int {
	if r.norm(i) != "by" {
		return i
	}
	for j := i + 1; j < end && j < i+6; j++ {
		if r.norm(j) == "to" {
			return j
		}
		if r.d.Tokens[j].Kind != text.Word {
			break
		}
	}
	return i
}

// seating are participles that put somebody on a body.
var seating = map[string]bool{"appointed": true, "reappointed": true, "elected": true, "reelected": true, "named": true, "sent": true, "confirmed": true, "selected": true}

// toServe steps over "to" and "to serve on"; -1 where another word stands.
func (r *reader) toServe(i int) int {
	if r.norm(i) != "to" {
		return -1
	}
	if n := r.norm(i + 1); (n == "serve" || n == "sit") && r.norm(i+2) == "on" {
		return i + 3
	}
	return i + 1
}

// owners steps over the government whose body follows at token i: "the federal
// government’s new".
func (r *reader) owners(i int) int {
	j := r.article(i)
	if n := r.norm(j); n == "federal" || n == "national" || n == "state" || n == "provincial" || n == "local" {
		j++
	}
	if after := r.governments(j); after > j {
		return after
	}
	return i
}

// isSeat reports whether the body has members that are appointed or elected.
func (r *reader) isSeat(b mention) bool {
	for i := b.first; i < b.last; i++ {
		if seats.Has(r.norm(i)) {
			return true
		}
	}
	return false
}

// joinedAs reads "Jane Doe has joined the Parks Trust as Director of Rivers" at
// mention k.
func (r *reader) joinedAs(k int) {
	if k+2 >= r.hi {
		return
	}
	who, b, post := r.outer[k], r.outer[k+1], r.outer[k+2]
	if r.kind(who) != onrecord.NamePerson || r.kind(b) != onrecord.NameBody || r.kind(post) != onrecord.NameRole || r.nextPersons(k+2) {
		return
	}
	verb := r.auxiliaries(r.skipComma(r.afterName(who.last, b.first)), b.first)
	switch r.norm(verb) {
	case "joined", "joins", "join", "rejoined", "rejoins":
	default:
		return
	}
	as := r.afterBrackets(b.last)
	if r.beforeName(verb+1, b.first) == b.first && r.norm(as) == "as" && r.newly(as+1) == post.first {
		r.hold(why{&ruleAppointed, verb, as + 1}, who, post)
	}
}

// membersNamed reads "members of the Rivers Panel Jane Doe and John Roe" at mention k, the panel.
func (r *reader) membersNamed(k int) {
	b := r.outer[k]
	if k+1 >= r.hi || r.kind(b) != onrecord.NameBody {
		return
	}
	of := b.first - 1
	if r.norm(of) == "the" {
		of--
	}
	if n := r.norm(of - 1); r.norm(of) != "of" || n != "members" && n != "member" {
		return
	}
	who, after := r.outer[k+1], r.afterBrackets(b.last)
	if r.norm(after) == "," && (r.norm(after+1) == "namely" || r.norm(after+1) == "including") {
		after++
	}
	switch r.norm(after) {
	case "are", "were", "include", "included", "namely", "including":
		after++ // "the members of the Rivers Panel are Jane Doe and"
	}
	if r.norm(after) == ":" {
		after++
	}
	if r.kind(who) != onrecord.NamePerson || r.beforeName(after, who.first) != who.first {
		return
	}
	from, to := r.list(k+1, 1, person)
	for ; from < to; from++ {
		r.keep(why{&rulePart, of - 1, of + 1}, onrecord.RelationMemberOf, r.outer[from].name, b.name)
	}
}
