package relation

import (
	"github.com/onrecord/onrecord"
)

// itsHead reads "The Parks Trust was pleased. Its Chief Executive, Jane Doe,
// said": the person leads the one body that "its" can mean.
func (r *reader) itsHead() {
	for k := r.lo; k < r.hi; k++ {
		p := r.outer[k]
		if r.kind(p) != onrecord.NamePerson {
			continue
		}
		its := r.itsPost(k)
		if its < 0 {
			continue
		}
		if b := r.bodyBefore(its); b >= 0 {
			r.keep(why{&ruleItsHead, its, its + 1}, onrecord.RelationLeads, p.name, b)
		}
	}
}

// itsPost returns the token "its" before the leading post that stands in
// apposition to the person at mention k; -1 where none does.
func (r *reader) itsPost(k int) int {
	p := r.outer[k]
	for i := max(p.first-8, r.sentence.First); i < p.first; i++ { // "Its Chair, Jane Doe,"
		if r.norm(i) != "its" {
			continue
		}
		if end, _, ok := r.longest(leadPosts, i+1, p.first); ok && (r.postThenPerson(end, p) || isBe(r.norm(end)) && r.beforeName(end+1, p.first) == p.first) {
			return i
		}
	}
	i := r.afterName(p.last, r.sentence.Last)
	if r.norm(i) != "," || r.norm(i+1) != "its" { // "Jane Doe, its Chair,"
		return -1
	}
	if end, _, ok := r.longest(leadPosts, i+2, r.sentence.Last); ok && r.closed(end) {
		return i + 1
	}
	return -1
}

// bodyBefore returns the name of the one body named before token i in its
// sentence or, where none is, in the sentence before; -1 where none is or
// several are.
func (r *reader) bodyBefore(i int) int {
	found := -1
	first := r.sentence.First
	for k := r.hi - 1; k >= 0; k-- {
		m := r.outer[k]
		if m.last > i {
			continue
		}
		if m.first < first {
			if found >= 0 || first != r.sentence.First || first == 0 {
				break
			}
			before := r.d.Sentences[r.d.Tokens[first-1].Sentence]
			if before.Block+1 < r.sentence.Block || m.first < before.First {
				break
			}
			first = before.First
		}
		if r.kind(m) != onrecord.NameBody || r.names[m.name].Text == "" {
			continue
		}
		if found >= 0 && found != m.name {
			r.leaveOut(&ruleSeveral, m, mention{first: i, last: i + 1})
			return -1
		}
		found = m.name
	}
	return found
}

// itsNewHead reads "The Rivers Trust has appointed Jane Doe as its new chief executive"
// at mention k: "its" is the subject's.
func (r *reader) itsNewHead(k int) {
	if k+1 >= r.hi || r.kind(r.outer[k]) != onrecord.NameBody || r.kind(r.outer[k+1]) != onrecord.NamePerson {
		return
	}
	b, who := r.outer[k], r.outer[k+1]
	start := r.afterBrackets(b.last)
	if r.norm(start) == "," { // "the Rivers Union, the country’s largest,"
		for i := start + 1; i < who.first && i < start+15; i++ {
			if r.norm(i) == "," {
				start = i + 1
				break
			}
		}
	}
	verb := r.auxiliaries(start, who.first)
	if v, ok := appoints.Lookup(r.norm(verb)); !ok || v != "object" && r.norm(verb) != "elected" || r.endsInBe(start, verb) || r.beforeName(verb+1, who.first) != who.first || r.afterPreposition(b.first) {
		return
	}
	as := r.afterName(who.last, r.sentence.Last)
	for i := as + 1; r.norm(as) == "," && i < r.sentence.Last && i < as+9; i++ {
		if r.norm(i) == "," {
			as = i + 1 // "Jane Doe, a teacher, as its"
		}
	}
	if n := r.norm(as + 1); r.norm(as) != "as" || n != "its" && n != "their" {
		return
	}
	if end, v, ok := r.longest(leadPosts, r.asNew(as+2), r.sentence.Last); ok && v == "" && r.closed(end) {
		r.keep(why{&ruleItsHead, verb, end}, onrecord.RelationLeads, who.name, b.name)
	}
}
