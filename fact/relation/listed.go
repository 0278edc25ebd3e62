package relation

import (
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// severalSeats reads "Senators Jane Doe (D-CA), John Roe (R-TX) and …" and
// "Representatives …" from mention k on: each holds the seat as the release names
// it.
func (r *reader) severalSeats(k int) {
	if r.kind(r.outer[k]) != onrecord.NamePerson {
		return
	}
	seat := r.seatNamed(r.norm(r.outer[k].first - 1))
	if k > r.lo && r.kind(r.outer[k-1]) == onrecord.NameRole && r.outer[k-1].last == r.outer[k].first && tag.SeveralPosts.Has(r.norm(r.outer[k].first-1)) {
		seat = r.outer[k-1].name // "Trial Attorneys Jane Doe and John Roe"
	}
	if seat < 0 {
		return
	}
	for {
		r.keep(why{&rulePostFirst, r.outer[k].first - 1, r.outer[k].first}, onrecord.RelationHolds, r.outer[k].name, seat)
		next := k + 1
		if next+1 < r.hi && r.kind(r.outer[next]) != onrecord.NamePerson && r.norm(r.afterName(r.outer[k].last, r.outer[next].first)) == "," && r.norm(r.outer[next].last) == "," {
			next++ // "Jane Doe (D-CA), a member of the Parks Committee, John Roe"
			if r.kind(r.outer[next]) == onrecord.NamePerson && r.beforeName(r.outer[next-1].last+1, r.outer[next].first) != r.outer[next].first {
				return
			}
		} else if next >= r.hi || !r.joined(r.outer[k], r.outer[next]) {
			return
		}
		if r.kind(r.outer[next]) != onrecord.NamePerson || r.otherSeat(r.outer[k].last, r.outer[next].first) {
			return
		}
		k = next
	}
}

// otherSeat reports whether another seat stands in the tokens [i, end): "and
// Congressman John Roe".
func (r *reader) otherSeat(i, end int) bool {
	for ; i < end; i++ {
		if after := r.afterBrackets(i); after > i {
			i = after - 1 // "(R-Miss.)"
			continue
		}
		if tag.IsSeat(&r.d.Tokens[i]) || r.d.Tokens[i].Has(tag.Honorific) && r.d.Tokens[i].Shape == text.Title && r.d.Tokens[i].Norm != "dr" {
			return true
		}
		switch r.norm(i) {
		case "representatives", "congressmen", "reps", "rep", "governors", "mayor", "gov":
			return true
		}
	}
	return false
}

// seatNamed returns the name of the seat in the release that the plural is of,
// "senators" or "representatives"; -1 where it names none.
func (r *reader) seatNamed(plural string) int {
	seat := &r.senate
	switch plural {
	case "senators":
	case "representatives":
		seat = &r.house
	default:
		return -1
	}
	if *seat == 0 {
		*seat = -1
		for i := range r.names {
			if n := &r.names[i]; n.Kind == onrecord.NameRole && isSeatOf(n.Text, plural) {
				*seat = i + 1
			}
		}
	}
	if *seat < 0 {
		return -1
	}
	return *seat - 1
}

// isSeatOf reports whether the post is a seat in the United States' assembly:
// the plural or its singular, with or without the country.
func isSeatOf(post, plural string) bool {
	for _, nation := range [...]string{"U.S. ", "US "} {
		if len(post) > len(nation) && post[:len(nation)] == nation {
			post = post[len(nation):]
			break
		}
	}
	return strings.EqualFold(post, plural) || strings.EqualFold(post, plural[:len(plural)-1])
}

// affiliated reads "Jane Doe and John Roe of the Rivers Trust" at mention k: those
// who are named with their body are members of it; who is named with the post of its
// head, "Special Agent in Charge Jane Doe of the Marlow Field Office", leads it.
func (r *reader) affiliated(k int) {
	if k+1 >= r.hi || r.kind(r.outer[k]) != onrecord.NamePerson || r.kind(r.outer[k+1]) != onrecord.NameBody {
		return
	}
	who, b := r.outer[k], r.outer[k+1]
	i := r.afterName(who.last, b.first)
	switch r.norm(i) {
	case "of":
	case "for":
		if !r.calledHead(k) {
			return
		}
	case "from":
		if r.afterPreposition(who.first) {
			return // "a letter to Jane Doe from the Rivers Trust"
		}
	case ",":
		if n := r.norm(i + 1); n == "from" || n == "of" {
			if end := r.afterBrackets(r.ownUnit(k + 1).last); r.norm(end) == "," || r.norm(end) == "." || end == r.sentence.Last {
				i++ // "Jane Doe, from the Rivers Trust, said"
				break
			}
		}
		if i = r.atBody(i+1, b.first); i < 0 {
			return
		}
	default:
		return
	}
	if r.beforeName(i+1, b.first) != b.first {
		return
	}
	if b = r.ownUnit(k + 1); !r.wholeName(b) || r.possessive(b.last) {
		return
	}
	if r.calledHead(k) {
		r.keep(why{&ruleHead, who.first - 1, i + 1}, onrecord.RelationLeads, who.name, b.name)
		return // "Chairman John Roe of the Rivers Committee"
	}
	from, _ := r.list(k, -1, person)
	if with := r.withPost(from); with < from && r.samePost(with-1, from-1) {
		r.keep(why{&ruleAffiliated, i, i + 1}, onrecord.RelationMemberOf, r.outer[with].name, b.name)
	}
	for ; from <= k; from++ {
		r.keep(why{&ruleAffiliated, i, i + 1}, onrecord.RelationMemberOf, r.outer[from].name, b.name)
	}
}

// samePost reports whether the posts at mentions a and b, each right before its holder, end
// in the same two words: "Senior Trial Attorney Jane Doe and Trial Attorney John Roe of".
func (r *reader) samePost(a, b int) bool {
	if a < r.lo || r.kind(r.outer[a]) != onrecord.NameRole || r.outer[a].last != r.outer[a+1].first {
		return false
	}
	x, y := r.outer[a], r.outer[b]
	return x.last-x.first > 1 && y.last-y.first > 1 && r.norm(x.last-1) == r.norm(y.last-1) && r.norm(x.last-2) == r.norm(y.last-2)
}

// line reads "Jane Doe, Marlow High School", alone in its line.
func (r *reader) line() {
	b := r.d.Blocks[r.sentence.Block]
	if r.hi-r.lo != 2 || b.First != r.sentence.First || b.Last != r.sentence.Last {
		return
	}
	who, of := r.outer[r.lo], r.outer[r.lo+1]
	if r.kind(who) != onrecord.NamePerson || r.kind(of) != onrecord.NameBody || who.first != b.First || r.norm(who.last) != "," || r.afterBrackets(of.last) != b.Last || r.beforeName(who.last+1, of.first) != of.first {
		return
	}
	r.keep(why{&ruleAffiliated, who.last, of.first}, onrecord.RelationMemberOf, who.name, of.name)
}

// ownUnit returns the body at mention k or, where it stands in the possessive or right
// before the name of another, the last of those it has: the Patrol in "the Parks
// Agency’s Marlow Office Patrol".
func (r *reader) ownUnit(k int) mention {
	b := r.outer[k]
	for k++; k < r.hi && r.kind(r.outer[k]) == onrecord.NameBody; k++ {
		i := b.last
		if r.possessive(i) {
			i++
		}
		if i = r.afterBrackets(i); i == b.last && r.norm(i-1) != ")" && !r.lostMark(b) || i != r.outer[k].first {
			break
		}
		b = r.outer[k]
	}
	return b
}

// calledHead reports whether the person at mention k is called by the post of who
// heads a body: "Chairman John Roe", "Assistant Attorney General Jane Doe".
func (r *reader) calledHead(k int) bool {
	who := r.outer[k]
	if r.headsIt(who.first - 1) {
		return true
	}
	if k == r.lo || r.kind(r.outer[k-1]) != onrecord.NameRole || r.outer[k-1].last != who.first {
		return false
	}
	first := r.outer[k-1].first
	for manners.Has(r.norm(first)) {
		first++
	}
	end, v, ok := r.longest(leadPosts, first, who.first)
	return ok && end == who.first && (v == "" || v == "unit")
}

// atBody returns the index of the "at" or "with" after what an apposition from
// token i on says of a person, "a student at"; -1 where none stands before end.
func (r *reader) atBody(i, end int) int {
	if n := r.norm(i); n != "a" && n != "an" {
		return -1
	}
	for k := i + 1; k < end && k < i+6; k++ {
		switch t := &r.d.Tokens[k]; {
		case (t.Norm == "at" || t.Norm == "with") && k > i+1:
			return k
		case t.Norm == "-":
		case t.Kind != text.Word || t.Shape != text.Lower || t.Has(tag.Function|tag.CueVerb|tag.Modal):
			return -1
		}
	}
	return -1
}

// headsIt reports whether the word at i, before a name, is the post of who heads
// a body.
func (r *reader) headsIt(i int) bool {
	if r.norm(i) == "." {
		i--
	}
	if r.norm(i) == "" || r.d.Tokens[i].Shape < text.Title {
		return false
	}
	v, ok := leadPosts.Lookup(r.norm(i))
	return ok && (v == "" || v == "unit" || r.norm(i) == "secretary" || r.norm(i) == "administrator") && r.norm(i-1) != "deputy" && r.norm(i-1) != "vice" && r.norm(i-1) != "assistant"
}

// comprises reads "the Rivers Group, made up of the Parks Agency, the Rivers
// Trust and …" at mention k: the bodies that follow are members of it.
func (r *reader) comprises(k int) {
	whole := r.outer[k]
	if k+1 >= r.hi || r.kind(whole) != onrecord.NameBody {
		return
	}
	next := r.outer[k+1]
	i := r.afterBrackets(whole.last)
	for n := 0; n < 8 && i < next.first; n++ {
		end, _, ok := r.longest(wholes, i, next.first)
		if !ok {
			if t := &r.d.Tokens[i]; t.Kind == text.Word && t.Shape != text.Lower || t.Has(tag.CueVerb|tag.Modal) || r.norm(i) == "of" || r.norm(i) == "and" {
				return
			}
			i++
			continue
		}
		for m := k + 1; m < r.hi && r.memberGap(end, r.outer[m].first); m++ {
			if x := r.outer[m]; (body | place).has(r.kind(x)) && !r.possessive(x.last) && !r.onlyWhere(m) {
				r.keep(why{&ruleComprises, i, end}, onrecord.RelationMemberOf, x.name, whole.name)
			}
			end = r.afterBrackets(r.outer[m].last)
		}
		return
	}
}

// onlyWhere reports whether mention m is a place that only says where the members
// are that the phrase goes on to name: "a coalition of Marlow organisations".
func (r *reader) onlyWhere(m int) bool {
	x := r.outer[m]
	return r.kind(x) == onrecord.NamePlace && (!r.complete(x) || m+1 < r.hi && r.outer[m+1].first == x.last)
}

// memberGap reports whether only what parts the members of a list, and nouns
// that say what they are, stand in the tokens [i, end).
func (r *reader) memberGap(i, end int) bool {
	if end-i > 9 {
		return false
	}
	for ; i < end; i++ {
		t := &r.d.Tokens[i]
		switch t.Norm {
		case ",", ";", "and", "the", "a", "an", "from", "of", "as", "well", "including", "other", "its":
		default:
			if t.Kind != text.Word || t.Shape != text.Lower || t.Has(tag.Function|tag.CueVerb|tag.Modal) {
				return false
			}
		}
	}
	return true
}

// partners reads "its NATO partners France, Norway and …" at mention k: countries
// that are called the body's members.
func (r *reader) partners(k int) {
	r.itsMembers(k)
	if k+1 >= r.hi || r.kind(r.outer[k]) != onrecord.NameBody || r.kind(r.outer[k+1]) != onrecord.NamePlace {
		return
	}
	b, first := r.outer[k], r.outer[k+1]
	i := b.last
	switch r.norm(i) {
	case "partners", "allies", "members", "nations":
		i++
	case "member":
		if n := r.norm(i + 1); n != "states" && n != "countries" {
			return
		}
		i += 2
	default:
		return
	}
	if r.beforeName(i, first.first) != first.first {
		return
	}
	from, to := r.list(k+1, 1, place)
	if to-from < 2 {
		return
	}
	for ; from < to; from++ {
		r.keep(why{&ruleComprises, b.last, i}, onrecord.RelationMemberOf, r.outer[from].name, b.name)
	}
}

// itsMembers reads "the Rivers Board members, including Jane Doe and John Roe" at
// mention k.
func (r *reader) itsMembers(k int) {
	if k+1 >= r.hi || r.kind(r.outer[k]) != onrecord.NameBody || r.kind(r.outer[k+1]) != onrecord.NamePerson {
		return
	}
	b, first := r.outer[k], r.outer[k+1]
	i := b.last
	switch r.norm(i) {
	case "ministers", "members", "directors", "commissioners", "trustees":
		i++
	default:
		return
	}
	if r.norm(i) == "," {
		i++
	}
	if r.norm(i) != "including" || r.beforeName(i+1, first.first) != first.first {
		return
	}
	_, to := r.list(k+1, 1, person|role)
	for n := k + 1; n < to; n++ {
		if r.kind(r.outer[n]) == onrecord.NamePerson {
			r.keep(why{&ruleComprises, b.last, i + 1}, onrecord.RelationMemberOf, r.outer[n].name, b.name)
		}
	}
}

// bodysPeople reads "Parks Agency lawyers Jane Doe and John Roe" at mention k: those who
// are called the people of a body.
func (r *reader) bodysPeople(k int) {
	if k+1 >= r.hi || r.kind(r.outer[k]) != onrecord.NameBody || r.kind(r.outer[k+1]) != onrecord.NamePerson {
		return
	}
	b, first := r.outer[k], r.outer[k+1]
	i := r.afterBrackets(b.last)
	if r.possessive(i) {
		i++
	}
	if r.norm(i) == "and" && r.norm(i+1) == "its" {
		i += 2 // "Petrel Ropes Inc. and its officers John Roe and Jane Doe"
	}
	end, number, ok := r.longest(peoples, i, first.first)
	if !ok || r.beforeName(end, first.first) != first.first || r.government(b) {
		return
	}
	to := k + 2
	if number != "one" {
		_, to = r.list(k+1, 1, person)
	}
	y, kind := why{&ruleAffiliated, i, end}, onrecord.RelationMemberOf
	switch number {
	case "lead":
		y.rule, kind = &ruleHead, onrecord.RelationLeads
	case "found":
		kind = onrecord.RelationCreates
	}
	for n := k + 1; n < to; n++ {
		r.keep(y, kind, r.outer[n].name, b.name)
	}
}

// signed reads a person's name alone in its line and the post alone in the next,
// as under a letter. It is called for every sentence, in order.
func (r *reader) signed(i int) {
	before := r.signer
	r.signer = -1
	if r.hi-r.lo != 1 {
		return
	}
	m := r.outer[r.lo]
	if r.beforeName(r.sentence.First, m.first) != m.first || r.afterLine(m.last) != r.sentence.Last {
		return
	}
	switch r.kind(m) {
	case onrecord.NamePerson:
		r.signer, r.signedIn = r.lo, i
	case onrecord.NameRole:
		if before >= 0 && r.signedIn == i-1 {
			r.hold(why{&ruleSigned, m.first, m.last}, r.outer[before], m)
		}
	}
}

// afterLine steps over what may follow a name at the end of its line.
func (r *reader) afterLine(i int) int {
	i = r.afterName(i, r.sentence.Last)
	if r.norm(i) == "," {
		i++
	}
	return i
}
