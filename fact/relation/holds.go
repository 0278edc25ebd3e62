package relation

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// apposition reads "Parks Minister, Jane Doe," and "Jane Doe, Parks Minister"
// at mention k: the person holds the post.
func (r *reader) apposition(k int) {
	if k+1 >= r.hi {
		return
	}
	a, b := r.outer[k], r.outer[k+1]
	switch {
	case r.kind(a) == onrecord.NameRole && r.kind(b) == onrecord.NamePerson && r.postThenPerson(a.last, b):
		r.hold(b, a)
		if k > r.lo && r.kind(r.outer[k-1]) == onrecord.NameRole && r.joined(r.outer[k-1], a) && r.norm(a.last) == "," {
			r.hold(b, r.outer[k-1])
		}
	case r.kind(a) == onrecord.NamePerson && r.kind(b) == onrecord.NameRole && r.personThenPost(a, b.first) && r.closed(b.last) && !r.nextPersons(k+1):
		r.hold(a, b)
		if c := k + 2; c < r.hi && r.kind(r.outer[c]) == onrecord.NameRole && b.last+1 >= r.outer[c].first-1 && r.norm(b.last) == "and" && !r.nextPersons(c) {
			r.hold(a, r.outer[c])
		}
	}
}

func (r *reader) hold(who, post mention) {
	r.keep(onrecord.RelationHolds, who.name, post.name)
	r.headOf(who, post)
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
	if r.beforeName(i, p.first) != p.first {
		return false
	}
	if !comma {
		return true
	}
	// After a comma the name could be the next of a list: a second comma,
	// a verb of saying or the end must close the apposition.
	j := r.afterName(p.last, r.sentence.Last)
	switch r.norm(j) {
	case "":
		return true
	case ",", ":", "–", "—", ")", "'s", "has", "have", "is", "was", "will", "who", ".":
		return r.norm(j+1) != "and"
	}
	return r.d.Tokens[j].Has(tag.CueVerb)
}

// personThenPost reports whether a post that starts at token first stands in
// apposition to the person before it.
func (r *reader) personThenPost(p mention, first int) bool {
	i := r.afterName(p.last, first)
	if r.norm(i) != "," {
		return false
	}
	for i++; i < first; i++ {
		switch r.norm(i) {
		case "the", "a", "an", "our", "its", "their", "who", "is", "was", "now", "current", "new", "former", "acting", "interim", "newly", "appointed", "incoming", "outgoing", "deputy", "then", "has", "been", "formerly", "previously":
		case "agency", "department", "ministry", "council", "company", "trust", "force", "board", "country", "service":
			if n := r.norm(i + 1); n != "'s" && n != "'" {
				return false
			}
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
		if n := r.norm(b.last); n != "'s" && n != "'" && r.appointsBetween(k, b.first) {
			r.hold(a, b)
		}
	case r.kind(a) == onrecord.NameRole && r.kind(b) == onrecord.NamePerson:
		if r.heldBy(a.last, b.first) {
			r.hold(b, a)
		}
	}
}

// appointsBetween reads the words from person k to the post that starts at
// token first.
func (r *reader) appointsBetween(k, first int) bool {
	a := r.outer[k]
	i := r.afterName(a.last, first)
	if r.norm(i) == "as" && r.appointsBefore(a.first) {
		return r.beforeName(i+1, first) == first
	}
	if r.afterPreposition(a.first) {
		return false
	}
	i = r.auxiliaries(i, first)
	end, _, ok := r.longest(appoints, i, first)
	if !ok {
		return false
	}
	for end < first && (r.norm(end) == "new" || r.norm(end) == "permanent" || r.norm(end) == "first") {
		end++
	}
	return r.beforeName(end, first) == first
}

// appointsBefore reports whether a verb of appointing takes the person that
// starts at token i as its object.
func (r *reader) appointsBefore(i int) bool {
	for j := i - 1; j >= r.sentence.First && i-j < 4; j-- {
		if v, ok := appoints.Lookup(r.norm(j)); ok {
			return v == "object"
		}
		if !r.d.Tokens[j].Has(tag.Honorific) && r.norm(j) != "of" && r.norm(j) != "." {
			return false
		}
	}
	return false
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
	if n := r.norm(b.last); n != "'s" && n != "'" {
		return
	}
	if r.personThenPost(p, b.first) && r.closed(post.last) {
		r.hold(p, post)
	}
}

// headOf keeps that a person leads the body which his or her post names: the
// holder of "Chief Executive of the Parks Trust" leads the Parks Trust.
func (r *reader) headOf(who, post mention) {
	for i := post.first + 1; i < post.last; i++ {
		if n := r.norm(i); n != "of" && n != "at" {
			continue
		}
		start := r.article(i + 1)
		if start >= post.last {
			return
		}
		if b, ok := r.body(r.d.Words(start, post.last)); ok && r.postEnding(i) == post.first {
			r.keep(onrecord.RelationLeads, who.name, b)
		}
		return
	}
	for i := post.first + 1; i < post.last; i++ {
		if end, _, ok := r.longest(leadPosts, i, post.last); ok && end == post.last {
			if b, ok := r.body(r.d.Words(post.first, i)); ok {
				r.keep(onrecord.RelationLeads, who.name, b)
			}
			return
		}
	}
}

// body returns the body that the release calls by these words.
func (r *reader) body(words string) (int, bool) {
	if r.bodies == nil {
		r.bodies = map[string]int{}
		for i := range r.names {
			if r.names[i].Kind != onrecord.NameBody {
				continue
			}
			r.bodies[r.names[i].Text] = i
			for _, a := range r.names[i].Aliases {
				r.bodies[a] = i
			}
		}
	}
	i, ok := r.bodies[words]
	return i, ok
}

// leads reads the head of a body: "Chief Executive of the Parks Trust, Jane
// Doe", "Parks Trust chair Jane Doe". The mention is the body's.
func (r *reader) leads(m mention) {
	if r.kind(m) != onrecord.NameBody {
		return
	}
	first, last := r.leadPost(m)
	if first < 0 {
		return
	}
	for k := r.lo; k < r.hi; k++ {
		p := r.outer[k]
		if r.kind(p) != onrecord.NamePerson {
			continue
		}
		if p.first >= last && p.first-last < 8 && r.postThenPerson(last, p) || p.last <= first && first-p.last < 8 && r.personThenPost(p, first) {
			r.keep(onrecord.RelationLeads, p.name, m.name)
			return
		}
	}
}

// leadPost returns the tokens of a leading post and the body m that it leads;
// first is -1 where none stands beside it.
func (r *reader) leadPost(m mention) (first, last int) {
	i := m.first
	if r.norm(i-1) == "the" {
		i--
	}
	if of := r.norm(i - 1); of == "of" || of == "at" {
		if start := r.postEnding(i - 1); start >= 0 && r.complete(m) {
			return start, m.last
		}
	}
	i = m.last
	if r.norm(i) == "'s" || r.norm(i) == "'" {
		i++
	}
	if end, _, ok := r.longest(leadPosts, i, r.sentence.Last); ok && r.norm(end) != "of" && r.norm(end) != "for" && r.norm(end) != "at" {
		return m.first, end
	}
	return -1, 0
}

// postEnding returns where a leading post starts that ends before token end;
// -1 where none does.
func (r *reader) postEnding(end int) int {
	for n := 3; n >= 1; n-- {
		if start := end - n; start >= r.sentence.First {
			if e, _, ok := r.longest(leadPosts, start, end); ok && e == end {
				for _, before := range [...]string{"interim", "acting", "new", "former"} {
					if r.norm(start-1) == before {
						start--
					}
				}
				if n := r.norm(start - 1); n == "deputy" || n == "vice" || n == "assistant" || n == "-" {
					return -1
				}
				return start
			}
		}
	}
	return -1
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
				r.hold(a, c)
				r.hold(b, d)
			}
		}
	}
}
