package relation

import (
	"slices"

	"github.com/onrecord/onrecord"
)

// sponsors reads who brought in a law where the sentence names them beside a verb of
// bringing in and the law stands there too, is called "the bill", or is named at the
// start of a later sentence: "Sens. Jane Doe and John Roe introduced legislation to
// clean rivers with Rep. Ada Poe. The Clean Rivers Act would …".
func (r *reader) sponsors() {
	if r.lo >= r.hi {
		return
	}
	for i := r.sentence.First; i < r.sentence.Last; i++ {
		switch w := r.norm(i); w {
		case "introduced", "reintroduced", "introduces", "reintroduces", "introducing", "reintroducing", "cosponsored":
			r.broughtIn(i)
		case "introduce", "reintroduce":
			r.joinedTo(i)
		case "cosponsors", "co-sponsors", "sponsors":
			r.cosponsors(i)
		}
	}
}

// broughtIn reads the sentence around the verb of bringing in at token i.
func (r *reader) broughtIn(i int) {
	y := why{&ruleSponsors, i, i + 1}
	if by := r.agentAfter(i); by > 0 {
		r.sponsored(y, r.lawBefore(i), r.people(r.outerAt(r.beforeName(by, r.sentence.Last)), 1))
		return
	}
	law, end := r.lawAfter(i)
	if law < 0 || r.intended(i) {
		return
	}
	r.sponsored(y, law, r.doers(i))
	if k := r.companions(end); k >= 0 {
		r.sponsored(y, law, r.people(k, 1))
	}
}

// joinedTo reads "Jane Doe joined her colleagues to introduce the Clean Rivers Act",
// the verb of bringing in at token i.
func (r *reader) joinedTo(i int) {
	k := r.lo
	for k < r.hi && (place | role).has(r.kind(r.outer[k])) {
		k++ // a dateline, and the person's post
	}
	if r.norm(i-1) != "to" || k >= r.hi || r.kind(r.outer[k]) != onrecord.NamePerson || r.afterPreposition(r.outer[k].first) {
		return
	}
	who := r.outer[k]
	verb := r.auxiliaries(r.afterName(who.last, i), i)
	if n := r.norm(verb); n != "joined" && n != "joins" || i-verb > 30 || r.endsInBe(who.last, verb) {
		return
	}
	if law, _ := r.lawAfter(i); law >= 0 {
		r.sponsored(why{&ruleSponsors, verb, i + 1}, law, r.people(k, -1))
	}
}

// sponsored keeps that the persons brought in the law, a name; nothing where it is
// -1.
func (r *reader) sponsored(y why, law int, persons []int) {
	if law < 0 {
		return
	}
	for _, k := range persons {
		r.keep(y, onrecord.RelationIntroduced, r.outer[k].name, law)
	}
}

// agentAfter returns the token after "by" where the verb at i is a passive: "was
// introduced in the House by"; 0 where it is none.
func (r *reader) agentAfter(i int) int {
	for k := i + 1; k < i+8 && k < r.sentence.Last; k++ {
		switch r.norm(k) {
		case "by":
			return k + 1
		case "in", "on", "the", "a", "and", "today", "yesterday", "first", "originally", "also", "house", "senate", "congress", "representatives", "of", "u", "s", ".", "u.s", "us":
		default:
			return 0
		}
	}
	return 0
}

// intended reports whether the bringing in at token i is only planned or urged.
func (r *reader) intended(i int) bool {
	for k := i - 1; k >= i-4 && k >= r.sentence.First; k-- {
		switch r.norm(k) {
		case "to", "not", "never", "would", "could", "should", "may", "might", "by", "before", "after", "without", "for", "be":
			return true
		}
	}
	return false
}

// doers returns the persons who are the subject of the verb at token i, or whom its
// subject joined "in introducing".
func (r *reader) doers(i int) []int {
	end := i
	if r.norm(i-1) == "in" {
		end = i - 1
	}
	k := -1
	for m := r.lo; m < r.hi && r.outer[m].last <= end; m++ {
		k = m
	}
	if k < 0 || r.kind(r.outer[k]) != onrecord.NamePerson {
		if r.norm(end) == "in" && r.norm(r.sentence.First) == "joining" {
			return r.listAfterBe(i)
		}
		return nil
	}
	j := r.afterName(r.outer[k].last, end)
	if r.norm(j) == "," || r.norm(j) == "and" {
		j++
	}
	if r.norm(j) == "both" || r.norm(j) == "recently" {
		j++
	}
	if r.auxiliaries(j, end) != end {
		return nil
	}
	who := r.people(k, -1)
	if first := r.outer[who[0]]; end < i {
		return r.joinedBy(who, first)
	}
	return who
}

// joinedBy adds to the persons those whose subject "joined" them: "Sen. Jane Doe
// joined Sens. John Roe and Ada Poe in introducing". The verb must stand there.
func (r *reader) joinedBy(who []int, first mention) []int {
	j := first.first - 1
	for n := r.norm(j); n != "" && r.beforeName(j, j+1) == j+1; n = r.norm(j) {
		j--
	}
	switch r.norm(j) {
	case "joined", "joins", "joining", "join":
	default:
		return nil
	}
	k := -1
	for m := r.lo; m < r.hi && r.outer[m].last <= j; m++ {
		k = m
	}
	if k < 0 || r.kind(r.outer[k]) != onrecord.NamePerson {
		return who
	}
	at := r.afterName(r.outer[k].last, j)
	if r.norm(at) == "," {
		at++
	}
	if r.auxiliaries(at, j) != j {
		return who
	}
	return append(r.people(k, -1), who...)
}

// listAfterBe returns the persons after "are" or "is", which follows the law: "Joining
// them in introducing the bill are Jane Doe and John Roe".
func (r *reader) listAfterBe(i int) []int {
	for k := i + 1; k < r.sentence.Last && k < i+20; k++ {
		switch r.norm(k) {
		case "are", "is", "were", "was":
			return r.people(r.outerAt(r.beforeName(k+1, r.sentence.Last)), 1)
		}
	}
	return nil
}

// companions returns the mention of the first person with whom it was done, named
// after token i: "with Rep. Jane Doe"; -1 where none is.
func (r *reader) companions(i int) int {
	i = r.afterBrackets(i)
	if when := r.auxiliaries(i, r.sentence.Last); when > i {
		i = when
	}
	if r.norm(i) == "," {
		i++
	}
	switch r.norm(i) {
	case "with", "alongside":
		i++
	case "along", "together", "joined":
		if n := r.norm(i + 1); n != "with" && n != "by" {
			return -1
		}
		i += 2
	default:
		return -1
	}
	if n := r.norm(i); n == "fellow" || n == "colleagues" {
		i++
	}
	k := r.outerAt(r.personFrom(i))
	if k < 0 || r.kind(r.outer[k]) != onrecord.NamePerson {
		return -1
	}
	return k
}

// personFrom steps over a post in front of a person at token i: "U.S. Senators Jane
// Doe".
func (r *reader) personFrom(i int) int {
	i = r.beforeName(i, r.sentence.Last)
	if k := r.outerAt(i); k >= 0 && r.kind(r.outer[k]) == onrecord.NameRole {
		return r.beforeName(r.outer[k].last, r.sentence.Last)
	}
	return i
}

// lawAfter returns the name of the law that the verb at token i has as its object,
// and the token after the object; -1 where none is told.
func (r *reader) lawAfter(i int) (name, end int) {
	for k := i + 1; k < r.sentence.Last && k < i+12; k++ {
		if m := r.outerAt(k); m >= 0 {
			if r.kind(r.outer[m]) != onrecord.NameLaw || !r.object(i+1, r.outer[m], onrecord.RelationIntroduced) {
				return -1, 0
			}
			return r.outer[m].name, r.outer[m].last
		}
		switch w := r.norm(k); w {
		case "legislation", "bill", "measure", "resolution":
			if next := r.article(r.skipComma(k + 1)); r.norm(k+1) != "with" && next < r.sentence.Last {
				if m := r.outerAt(next); m >= 0 && r.kind(r.outer[m]) == onrecord.NameLaw {
					return r.outer[m].name, r.outer[m].last
				}
			}
			if n := r.norm(i + 1); n == "the" || n == "this" {
				return r.lawBefore(i), k + 1
			}
			return r.lawNext(), k + 1
		case ",":
			if n := r.norm(k + 1); n != "bicameral" && n != "bipartisan" {
				return -1, 0
			}
		case ".", ";", "by", "in", "of":
			return -1, 0
		}
	}
	return -1, 0
}

// lawBefore returns the law that the sentence names before token i, or the one that
// "the bill" means there: the one that somebody was last said to have brought in, if
// no other was.
func (r *reader) lawBefore(i int) int {
	for m := r.lo; m < r.hi && r.outer[m].last <= i; m++ {
		if r.kind(r.outer[m]) == onrecord.NameLaw {
			if j := r.afterBrackets(r.outer[m].last); r.auxiliaries(r.skipComma(j), i) == i {
				return r.outer[m].name
			}
			return -1
		}
	}
	means := false
	for k := i - 1; k >= r.sentence.First && k > i-8; k-- {
		switch r.norm(k) {
		case "bill", "legislation", "measure", "act", "resolution":
			n := r.norm(k - 1)
			means = n == "the" || n == "this" || n == "bipartisan" || n == "bicameral" || n == "companion"
		}
	}
	if n := r.norm(i + 1); !means && n != "the" && n != "this" {
		return -1
	}
	return r.theBill()
}

// theBill returns the one law that was said so far to have been brought in; -1 where
// none or several were.
func (r *reader) theBill() int {
	return max(r.bill-1, -1)
}

// lawNext returns the law that opens one of the next twelve sentences, of this block or
// of the three after it, before any other law is named: "The Clean Rivers Act would"; -1 where none
// does.
func (r *reader) lawNext() int {
	for m := r.hi; m < len(r.outer); m++ {
		at := r.d.Tokens[r.outer[m].first].Sentence
		s := r.d.Sentences[at]
		if s.Block > r.sentence.Block+3 || at > r.d.Tokens[r.sentence.First].Sentence+12 {
			return -1
		}
		if r.kind(r.outer[m]) != onrecord.NameLaw {
			continue
		}
		first := r.outer[m].first
		for k := s.First; k < first; k++ {
			switch r.d.Tokens[k].Norm {
			case "the", "specifically", ",", "this", "bill", "bipartisan", "bicameral", "known", "as", "called", "titled", "named", "“", "\"", "their", "his", "her":
			default:
				return -1
			}
		}
		return r.outer[m].name
	}
	return -1
}

// cosponsors reads "Original cosponsors of the bill include Jane Doe and John Roe",
// the noun at token i.
func (r *reader) cosponsors(i int) {
	if i > r.sentence.First+3 {
		return
	}
	for k := i + 1; k < r.sentence.Last && k < i+16; k++ {
		switch r.norm(k) {
		case "include", "are", "includes", ":":
		default:
			continue
		}
		law := -1
		for m := r.lo; m < r.hi && r.outer[m].last <= k; m++ {
			if r.kind(r.outer[m]) == onrecord.NameLaw {
				law = r.outer[m].name
			}
		}
		if law < 0 {
			law = r.theBill()
		}
		r.sponsored(why{&ruleSponsors, i, k + 1}, law, r.people(r.outerAt(r.personFrom(k+1)), 1))
		return
	}
}

// people returns the mentions of the persons in the list that reaches from mention k
// in the given direction, in their order; none where k is no person's. Posts straight
// before a name part no list.
func (r *reader) people(k, step int) []int {
	if k >= 0 && k+1 < r.hi && r.kind(r.outer[k]) == onrecord.NameRole && r.outer[k].last == r.outer[k+1].first {
		k++
	}
	if k < 0 || r.kind(r.outer[k]) != onrecord.NamePerson {
		return nil
	}
	out := []int{k}
	for next := k + step; next >= r.lo && next < r.hi; next += step {
		if r.kind(r.outer[next]) == onrecord.NameRole && next+1 < r.hi && r.beforeName(r.outer[next].last, r.outer[next+1].first) == r.outer[next+1].first {
			continue
		}
		last := out[len(out)-1]
		if r.kind(r.outer[next]) != onrecord.NamePerson || !r.joined(r.outer[min(last, next)], r.outer[max(last, next)]) {
			break
		}
		out = append(out, next)
	}
	if step < 0 {
		slices.Reverse(out)
	}
	return out
}
