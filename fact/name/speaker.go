package name

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// speaker reads the words [a,b) that name who speaks: a person, and the post
// given before or after the name. It is bolder than the scan of running text,
// because people speak.
func (r *reader) speaker(a, b int) {
	p, q := r.spokenBy(a, b)
	if q <= p {
		if p, q = r.afterPost(a, b); q <= p {
			return
		}
	}
	if p > a {
		r.postsBefore(a, p)
	}
	r.addPerson(p, q)
	if q < b {
		r.postsAfter(q, b)
	}
}

// afterPost reads a name that no list knows straight after a long post:
// "Minister for Sea Trade Xola Brenneth".
func (r *reader) afterPost(a, b int) (int, int) {
	p := b - 2
	if p-a < 3 || !r.hasPost(a, p) || r.d.Tokens[p].Glued || r.d.Tokens[b-1].Glued {
		return 0, 0
	}
	for k := p; k < b; k++ {
		if !r.capital(k) || r.taken[k] || !r.blank(k) || r.d.Tokens[k].Shape == text.Upper || r.d.Tokens[k].Tags != 0 {
			return 0, 0
		}
	}
	if !r.capital(p - 1) {
		return 0, 0
	}
	return p, b
}

// spokenBy finds the personal name among the speaker's words; the strongest
// evidence wins, the first of equals.
func (r *reader) spokenBy(a, b int) (int, int) {
	bestP, bestQ, best := 0, 0, 0
	for i := a; i < b; {
		if !r.capital(i) || r.taken[i] {
			i++
			continue
		}
		j := min(r.run(i), b)
		p, score := r.personIn(i, j, a, b)
		if i > a && score > 0 && p == i {
			switch r.d.Tokens[i-1].Norm {
			case "of", "from", "at", "for", "with":
				score = 0
			}
		}
		if score > best {
			bestP, bestQ, best = p, j, score
		}
		i = j
	}
	return bestP, bestQ
}

// personIn weighs the run [i,j) of a speaker's words as a personal name.
func (r *reader) personIn(i, j, a, b int) (int, int) {
	if p := r.personSuffix(i, j); p >= 0 {
		return p, 3
	}
	end := r.withoutLetters(i, j)
	whole := (i == a || r.d.Tokens[i-1].Norm == "," || r.d.Tokens[i-1].Norm == ".") && (j == b || r.d.Tokens[j].Norm == "," || r.d.Tokens[j].Norm == "(" || r.d.Tokens[j].Norm == "of" || r.d.Tokens[j].Norm == "at" || r.d.Tokens[j].Norm == "from" || r.d.Tokens[j].Norm == "–" || end < j)
	if p := end - 2; p >= i && (p == i && whole || p > i && (r.post(p-1) || r.is(p-1, rank)) && (j == b || r.d.Tokens[j].Norm == ",")) && r.is(p, given) && r.familyName(p+1) {
		return p, 2 // "the Mayor, Bea Street, said"
	}
	if whole && r.is(i, givenWeak) && end-i >= 2 && end-i <= 4 && r.nameLike(i+1, end) && r.nameLikeEnd(end-1) && r.fullName(i, end) {
		return i, 2
	}
	if !whole || end-i < 2 || end-i > 5 || !r.nameLike(i, end) || !r.fullName(i, end) {
		return 0, 0
	}
	if r.is(i, starter) {
		return 0, 0
	}
	if _, kind, ok := r.known(i, end); ok && kind != "" {
		return 0, 0
	}
	if end < j {
		return i, 2
	}
	if j < b && r.d.Tokens[j].Norm == "of" {
		return 0, 0
	}
	return i, 1
}

// familyName reports whether the word at i can be the family name of somebody
// who speaks, though it heads other names: streets and grants say nothing.
func (r *reader) familyName(i int) bool {
	t := &r.d.Tokens[i]
	if t.Kind != text.Word || t.Shape != text.Title && t.Shape != text.Mixed || t.Has(tag.BodyHead|tag.Function) || r.post(i) || r.is(i, given|nationality|compass|postNominal) {
		return false
	}
	_, kind, ok := r.known(i-1, i+1)
	return !ok || kind == "" || kind == onrecord.NamePerson
}

// postsBefore reads the posts [a,p) that stand before a speaker's name.
func (r *reader) postsBefore(a, p int) {
	last := p
	for last > a && (r.d.Tokens[last-1].Norm == "," || r.d.Tokens[last-1].Norm == "the" || last-1 > a && (r.d.Tokens[last-1].Norm == "hon" || r.d.Tokens[last-1].Norm == "rt" || r.d.Tokens[last-1].Norm == "honourable")) {
		last--
	}
	// "Home Secretary excluded Jane Doe" gives her no post.
	if last == p && last > a && r.d.Tokens[last-1].Shape == text.Lower && !r.post(last-1) && !r.is(last-1, rank) {
		return
	}
	r.posts(a, r.withoutRank(a, last))
}

// postsAfter reads the posts that stand after a speaker's name.
func (r *reader) postsAfter(q, b int) {
	for q < b && (r.d.Tokens[q].Norm == "," || r.d.Tokens[q].Norm == "jr" || r.d.Tokens[q].Norm == "sr" || r.d.Tokens[q].Norm == "." && r.d.Tokens[q].Glued || r.is(q, postNominal) || r.d.Tokens[q].Norm == "(") {
		if r.d.Tokens[q].Norm == "(" {
			for q < b && r.d.Tokens[q].Norm != ")" {
				q++
			}
		}
		q++
	}
	if q < b && r.d.Tokens[q].Norm == "who" {
		return
	}
	if q < b && r.d.Tokens[q].Norm == "for" && r.is(q-1, postNominal) {
		for q < b && r.d.Tokens[q].Norm != "and" && r.d.Tokens[q].Norm != "," {
			q++ // "Jane Doe, MP for Hurn and chair of the Ports Group"
		}
		q++
	}
	if q < b && r.d.Tokens[q].Norm == "and" && r.d.Tokens[q-1].Norm != "," {
		r.speaker(q+1, b) // "Parks Minister Jane Doe and Rivers Minister John Roe"
		return
	}
	for b > q && r.d.Tokens[b-1].Norm == "," {
		b--
	}
	b = min(b, q+24)
	if q < b && r.capital(q) && !r.taken[q] && r.personSuffix(q, min(r.run(q), b)) == q || r.nextSpeaker(q, b) {
		r.speaker(q, b) // "Jane Doe, Rivers Minister John Roe and …"
		return
	}
	if k := r.otherPost(q, b); k > 0 {
		if k > q {
			r.posts(q, k)
		}
		for k < b && (r.d.Tokens[k].Norm == "," || r.d.Tokens[k].Norm == "and") {
			k++
		}
		if r.d.Tokens[k].Norm != "on" {
			r.speaker(k, b)
		}
		return
	}
	for k := q; k+2 < b; k++ {
		if r.d.Tokens[k].Norm != "and" || !r.capital(k+1) || r.taken[k+1] {
			continue
		}
		if r.d.Tokens[k-1].Norm == "," && r.is(k+1, given|givenWeak) && r.capital(k+2) && r.personSuffix(k+1, min(r.run(k+1), b)) == k+1 {
			r.speaker(k+1, b)
			b = k // "Jane Doe, Ports Minister, and John Roe, Chair of the Trust"
			continue
		}
		if end := min(r.extend(k+1, r.run(k+1), onrecord.NameRole)+2, b); r.leadsToPerson(k+1, end) {
			b = k // "Jane Doe, Ports Minister, and Sails Secretary John Roe"
		}
	}
	r.posts(q, b)
}

// nextSpeaker reports whether the words [q,b) after a speaker open with a post
// and, straight after it, another person.
func (r *reader) nextSpeaker(q, b int) bool {
	for k := q; k+2 < b && k < q+8 && (r.capital(k) || r.d.Tokens[k].Norm == "of" || r.d.Tokens[k].Norm == "-" || r.d.Tokens[k].Norm == "."); k++ {
		if r.post(k) && !r.post(k+1) && r.is(k+1, given) && r.capital(k+2) && r.personSuffix(k+1, min(r.run(k+1), b)) == k+1 {
			return true
		}
	}
	return false
}

// leadsToPerson reports whether a post opens at a that leads up to a personal
// name before b.
func (r *reader) leadsToPerson(a, b int) bool {
	post := false
	for k := a; k < b; k++ {
		if post && r.is(k, given|givenWeak) && k+1 < b && r.capital(k+1) && r.capital(k) {
			return true
		}
		post = post || r.post(k)
	}
	return false
}

// posts records the post, or the two posts joined by "and", that [a,b) names.
func (r *reader) posts(a, b int) {
	for a < b && (r.d.Tokens[a].Norm == "the" || r.d.Tokens[a].Norm == "a" || r.d.Tokens[a].Norm == "an" || r.d.Tokens[a].Norm == "our" || r.d.Tokens[a].Norm == "its" || r.d.Tokens[a].Norm == "their" || r.d.Tokens[a].Norm == "whose" || r.d.Tokens[a].Norm == "former" || r.d.Tokens[a].Norm == "his" || r.d.Tokens[a].Norm == "her" || r.d.Tokens[a].Norm == "and") {
		a++
	}
	if a+1 < b && r.d.Tokens[a].Norm == "of" && (r.d.Tokens[a+1].Norm == "the" || r.capital(a+1)) && r.inBody(a+1, b) {
		r.bodies(a+1, b, true) // "Jane Doe, of the Harbour Service’s Wrecks Division, said"
		return
	}
	a, b = r.postWords(a, b)
	for a < b && (r.d.Tokens[a].Norm == "the" || r.d.Tokens[a].Norm == "," || r.d.Tokens[a].Kind == text.Clitic) {
		a++
	}
	if a >= b {
		return
	}
	for k := a + 2; k+2 < b; k++ {
		// "Minister for Ports in the Department for Trade": the body is found in its turn.
		if r.d.Tokens[k].Norm == "in" && r.d.Tokens[k+1].Norm == "the" && r.capital(k+2) && (r.d.Tokens[k+2].Norm == "department" || r.d.Tokens[k+2].Norm == "ministry") && r.hasPost(a, k) {
			b = k
		}
	}
	if end, kind, ok := r.known(a, b); r.allRanks(a, b) && !(ok && end == b && kind == onrecord.NameRole) {
		return
	}
	if k := r.owner(a, b); k > a {
		r.bodies(a, k, true)
		r.posts(k+1, b)
		return
	}
	if !r.hasPost(a, b) {
		r.ownedPost(a, b)
		return
	}
	if k := r.split(a, b); k > a {
		r.posts(a, k)
		r.posts(k+1, b)
		return
	}
	for k := a; k < b; k++ {
		if r.taken[k] {
			return
		}
	}
	before := len(r.found)
	r.bodies(a, b, false)
	if before == len(r.found) && r.unbroken(a, b) {
		r.served(a, b) // "Harbour and Pilots Agency Chief Executive"
	}
	if _, kind, ok := r.known(a, b); b-a == 1 && (!ok || kind != onrecord.NameRole) {
		return // "officer", "director"
	}
	r.add(candidate{first: a, last: b, kind: onrecord.NameRole, rule: &rulePostBeside})
}

// unbroken reports whether the post [a,b) is of capitalised words only, joined by
// nothing but one "and", and its own words stand at its end.
func (r *reader) unbroken(a, b int) bool {
	joined, post := false, false
	for k := a; k < b; k++ {
		switch {
		case r.d.Tokens[k].Norm == "and" && !joined:
			joined = true
			if post {
				return false
			}
		case !r.capital(k):
			return false
		default:
			post = post || r.post(k)
		}
	}
	return true
}

// postWords trims what is no part of a post from [a,b): a clause before it,
// an explanation after it, a rank at its end; empty where a verb remains.
func (r *reader) postWords(a, b int) (int, int) {
	for k := a; k < b; k++ {
		t := &r.d.Tokens[k]
		if t.Norm == "," && k+2 < b && (r.d.Tokens[k+1].Norm == "a" || r.d.Tokens[k+1].Norm == "an" || r.d.Tokens[k+1].Norm == "the" || r.d.Tokens[k+1].Norm == "which" || r.d.Tokens[k+1].Norm == "who") && r.d.Tokens[k+2].Shape == text.Lower && !r.post(k+2) && r.hasPost(a, k) {
			b = k
			break
		}
	}
	lower := 0
	for k := b - 1; k >= a; k-- {
		t := &r.d.Tokens[k]
		if t.Kind == text.Word && t.Shape == text.Lower && !small[t.Norm] {
			lower++
		}
		if t.Has(tag.Modal) && t.Shape == text.Lower || t.Has(tag.CueVerb) && t.Shape == text.Lower || lower > 8 || copulas[t.Norm] || t.Kind == text.Number && !t.Glued && !(k+1 < b && r.d.Tokens[k+1].Glued) && r.unit(k, b) == 0 || isMark(t.Norm) {
			for k < b && r.d.Tokens[k].Norm != "," {
				k++
			}
			a = min(k+1, b)
			break
		}
	}
	for k := b - 1; k > a; k-- {
		if r.d.Tokens[k].Norm == "," && r.allRanks(k+1, b) {
			b = k
		}
	}
	return a, b
}

var copulas = map[string]bool{"is": true, "was": true, "are": true, "were": true, "has": true, "have": true, "had": true, "been": true, "be": true}

func isMark(s string) bool {
	switch s {
	case "“", "”", "\"", "‘", ":", ";", "!", "?":
		return true
	}
	return false
}

func (r *reader) hasPost(a, b int) bool {
	for k := a; k < b; k++ {
		if r.post(k) {
			return true
		}
		if _, kind, ok := r.known(k, b); ok && kind == onrecord.NameRole {
			return true // "Cabinet Member"
		}
	}
	return false
}

// owner returns the index of the possessive that ends the body whose post is
// named: "the College of Policing’s Director of …"; 0 where there is none.
func (r *reader) owner(a, b int) int {
	for k := a + 1; k+1 < b; k++ {
		if r.d.Tokens[k].Kind != text.Clitic {
			continue
		}
		if end := r.plain(k + 1); end <= b && r.capital(k+1) && r.word(end-1).head == onrecord.NameBody && !r.post(end-1) && !r.headsPost(k+1, end) {
			return 0 // "the Harbour Service’s Specialist Wrecks Division"
		}
		for m := k + 1; m < b; m++ {
			if r.word(m).head == onrecord.NameBody && r.capital(m) {
				return 0 // "Police Chiefs’ Council lead"
			}
			if r.post(m) {
				return k
			}
		}
	}
	return 0
}

// headsPost reports whether a head of posts stands in [a,b).
func (r *reader) headsPost(a, b int) bool {
	for k := a; k < b; k++ {
		if r.d.Tokens[k].Has(tag.PostHead) {
			return true
		}
	}
	return false
}

// ownedPost reads a post that no word of posts tells, where the body whose post
// it is owns it: "Ada Thornbury, Seacare’s Wellbeing Guardian, said".
func (r *reader) ownedPost(a, b int) {
	for k := a + 1; k+1 < b; k++ {
		if r.d.Tokens[k].Kind != text.Clitic {
			continue
		}
		if !r.capital(a) || r.taken[a] || b-k > 5 || r.run(k+1) != b || r.taken[k+1] || r.personSuffix(k+1, b) >= 0 || r.word(b-1).head != "" {
			return
		}
		if _, _, ok := r.known(k+1, b); ok {
			return
		}
		r.bodies(a, k, true)
		r.add(candidate{first: k + 1, last: b, kind: onrecord.NameRole, rule: &rulePostBeside})
		return
	}
}

// split returns the index of the "and" that parts two posts; 0 where the
// words name one.
func (r *reader) split(a, b int) int {
	for k := a + 1; k+1 < b; k++ {
		if r.d.Tokens[k].Norm != "and" && r.d.Tokens[k].Norm != "&" {
			continue
		}
		left := r.post(k-1) && k-a >= 2
		for m := a; m < k && !left; m++ {
			left = r.post(m) && m+1 < k && (r.d.Tokens[m+1].Norm == "of" || r.d.Tokens[m+1].Norm == "for")
		}
		if left && k+2 < b && r.d.Tokens[k+1].Norm == "member" && r.capital(k+1) && r.d.Tokens[k+2].Norm == "of" {
			return k // "Minister of Ports and Member of the Assembly"
		}
		if !left || !r.hasPost(k+1, b) {
			continue
		}
		// The right side must open with its own post, not end in a topic.
		end := k + 1
		for end < b && r.d.Tokens[end].Kind == text.Word && r.d.Tokens[end].Norm != "of" && r.d.Tokens[end].Norm != "for" && r.d.Tokens[end].Norm != "and" {
			end++
		}
		if end > k+1 && r.post(end-1) && end-k >= 2 && (end-k > 2 || end < b) {
			return k
		}
		if e, kind, ok := r.known(k+1, b); ok && e == b && kind == onrecord.NameRole {
			return k // "Prime Minister and President"
		}
	}
	return 0
}
