package relation

import (
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// headOf keeps that a person leads the body which his or her post names: the
// holder of "Chief Executive of the Parks Trust" leads the Parks Trust.
func (r *reader) headOf(who, post mention) {
	if r.possessive(post.first - 1) {
		return // "the council's Director General of Parks": the parks are a field
	}
	if end, v, ok := r.longest(leadPosts, post.first, post.last); ok && v == "" && end < post.last {
		if b, ok := r.body(r.d.Words(end, post.last)); ok {
			r.keep(why{&ruleHead, post.first, end}, onrecord.RelationLeads, who.name, b)
			return // "President Marlow Boats"
		}
	}
	if n := r.norm(post.first); (n == "director" || n == "manager" || n == "commissioner" || n == "governor") && (r.norm(post.first-1) == "a" || r.norm(post.first-1) == "an") {
		return // "a Director of the Parks Bank" is one of several
	}
	for i := post.first + 1; i < post.last; i++ {
		n := r.norm(i)
		if n != "of" && n != "at" && n != "," && n != "for" {
			continue
		}
		start := r.article(i + 1)
		if r.norm(start) == "new" && r.norm(start-1) == "the" {
			start++ // "Chief Executive of the new Parks Agency"
		}
		if start >= post.last {
			return
		}
		start = r.pastOwner(start)
		if b, ok := r.body(r.d.Words(start, post.last)); ok && (n != "for" || units.Has(r.norm(post.last-1))) {
			if r.norm(i-1) == "commissioner" && r.norm(post.last-1) == "commission" {
				return // one of several
			}
			if first := r.postEnding(i); first >= 0 && r.titles(post.first, first) {
				r.keep(why{&ruleHead, first, i + 1}, onrecord.RelationLeads, who.name, b)
			}
			return
		}
		break // "Department of Parks Director"
	}
	for i := post.first + 1; i < post.last; i++ {
		if end, _, ok := r.longest(leadPosts, i, post.last); ok && end == post.last {
			if b, ok := r.body(r.d.Words(post.first, r.beforeBrackets(post.first, i))); ok && !r.junior(post.first, i, end) {
				r.keep(why{&ruleHead, i, end}, onrecord.RelationLeads, who.name, b)
			}
			return
		}
	}
}

// founderOf keeps that a person set up the body that his or her post says so of: "founder
// of the Rivers Trust", "co-founder and chair of the Rivers Trust".
func (r *reader) founderOf(who, post mention) {
	for i := post.first; i < post.last; i++ {
		if n := r.norm(i); n != "founder" && n != "cofounder" && n != "co-founder" {
			continue
		}
		of := i + 1
		for of < post.last && r.norm(of) != "of" {
			of++
		}
		if of < post.last && r.titles(i, of) {
			if b, ok := r.body(r.d.Words(r.article(of+1), post.last)); ok {
				r.keep(why{&ruleHead, i, of + 1}, onrecord.RelationCreates, who.name, b)
			}
		}
		return
	}
}

// beforeBrackets returns where the words end that start at first and may end in
// brackets before token i: "Rivers Trust (RT)".
func (r *reader) beforeBrackets(first, i int) int {
	if r.norm(i-1) == ")" {
		for j := i - 2; j > first && i-j < 6; j-- {
			if r.norm(j) == "(" {
				return j
			}
		}
	}
	return i
}

// titles reports whether the tokens before a leading post are another title
// and what joins the two, or nothing: "Founder and" in "Founder and Chair of".
func (r *reader) titles(i, end int) bool {
	if n := r.norm(end - 1); end-1 > i && (n == "and" || n == "&") {
		return true // "Parks Agency director for rivers and chair of"
	}
	for ; i < end; i++ {
		t := r.d.Tokens[i]
		if n := t.Norm; n == "deputy" || n == "vice" || n == "assistant" || !t.Has(tag.PostHead) && n != "and" && n != "&" && n != "," && n != "-" && n != "/" && n != "co" && n != "owner" && !manners.Has(n) {
			return false
		}
	}
	return true
}

// junior reports whether the post in the tokens [i, end) after a body's name in
// [first, i) heads no more than a part of the body: a ministry has many
// directors.
func (r *reader) junior(first, i, end int) bool {
	switch r.norm(end - 1) {
	case "chief":
		return end < r.sentence.Last && r.d.Tokens[end].Shape >= text.Title && r.outerAt(end) < 0 // "Rivers Trust Chief Policy Director"
	case "commander", "superintendent":
		return ranked[r.norm(i-1)]
	case "director", "manager", "head":
		if end-i > 1 {
			return false
		}
	default:
		return false
	}
	for ; first < i; first++ {
		switch r.norm(first) {
		case "office", "department", "ministry", "treasury":
			return true
		}
	}
	return false
}

// ranked are the last words of bodies in which a commander or a superintendent is one of
// many: "Royal Navy Commander".
var ranked = map[string]bool{"navy": true, "army": true, "force": true, "guard": true, "corps": true, "marines": true, "police": true, "constabulary": true, "service": true}

// memberBy keeps that a person is a member of the bodies that his or her post
// names: "member of the Rivers Panel".
func (r *reader) memberBy(who, post mention) {
	for i := post.first; i < post.last; i++ {
		if n := r.norm(i - 1); i > post.first && n != "and" && n != "," {
			continue
		}
		end, kind, ok := r.longest(nominals, r.article(i), post.last)
		if !ok || onrecord.RelationType(kind) != onrecord.RelationMemberOf {
			continue
		}
		of := r.pastOwner(r.article(end))
		for _, m := range r.nested {
			if m.first == of && r.kind(m) == onrecord.NameBody && m.last <= post.last {
				r.keep(why{&rulePart, i, end}, onrecord.RelationMemberOf, who.name, m.name)
				break
			}
		}
	}
}

// body returns the body that the release calls by these words.
func (r *reader) body(words string) (int, bool) {
	if r.bodies == nil {
		r.bodies = map[string]int{}
		for i := range r.names {
			if r.names[i].Kind != onrecord.NameBody && !isShip(&r.names[i]) {
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

// isShip reports whether the name is a naval ship's, which its commanding officer leads.
func isShip(n *onrecord.Name) bool {
	prefix, _, more := strings.Cut(n.Text, " ")
	return more && n.Kind == onrecord.NameSystem && (prefix == "HMS" || prefix == "RFA" || prefix == "USS" || prefix == "HMAS" || prefix == "HMCS" || prefix == "HMNZS")
}

// leads reads the head of a body: "Chief Executive of the Parks Trust, Jane
// Doe", "Parks Trust chair Jane Doe". The mention is the body's.
func (r *reader) leads(m mention) {
	if r.kind(m) != onrecord.NameBody && !isShip(&r.names[m.name]) {
		return
	}
	first, last := r.leadPost(m)
	if first < 0 {
		if last > 0 {
			r.leaveOut(&ruleDeputy, mention{first: last, last: last + 1}, m)
		}
		return
	}
	for k := r.lo; k < r.hi; k++ {
		p := r.outer[k]
		if r.kind(p) != onrecord.NamePerson {
			continue
		}
		if p.first >= last && p.first-last < 8 && r.postThenPerson(last, p) && !(r.norm(last) == "," && r.afterBe(first)) ||
			p.last <= first && first-p.last < 8 && r.personThenPost(p, first) && r.closed(last) {
			r.keep(why{&ruleHead, first, last}, onrecord.RelationLeads, p.name, m.name)
			return
		}
	}
}

// leadPost returns the tokens of a leading post and the body m that it leads;
// first is -1 where none stands beside it, and last is then the post's last
// token where it is a deputy's.
func (r *reader) leadPost(m mention) (first, last int) {
	i := m.first
	if o := r.ownerBefore(i); o >= 0 {
		i = o
	}
	if r.norm(i-1) == "the" {
		i--
	}
	if of := r.norm(i - 1); of == "of" || of == "at" || of == "for" && units.Has(r.norm(m.last-1)) {
		start := r.postEnding(i - 1)
		if start == -2 {
			return -1, i - 2
		}
		if start >= 0 && !(r.norm(i-2) == "dean" && r.isSeat(m)) && r.wholeName(m) && !r.possessive(start-1) {
			return start, m.last
		}
	}
	i = m.last
	if r.norm(i) == "'s" || r.norm(i) == "'" {
		i = r.asNew(i + 1) // "the Rivers Trust’s new chief executive"
	}
	if end, _, ok := r.longest(leadPosts, i, r.sentence.Last); ok && r.norm(end) != "of" && r.norm(end) != "for" && r.norm(end) != "at" && !r.junior(m.first, i, end) {
		return m.first, end
	}
	return -1, 0
}

// ownerBefore returns where the body starts whose part stands at token i: "Parks Agency" in
// "the Parks Agency's Rescue Unit"; -1 where none does.
func (r *reader) ownerBefore(i int) int {
	for k := len(r.nested) - 1; k >= 0; k-- {
		if m := r.nested[k]; m.last == i && r.lostMark(m) || m.last+1 == i && r.possessive(m.last) && r.kind(m) == onrecord.NameBody {
			return m.first
		}
	}
	return -1
}

// pastOwner steps over the body at token i whose part follows.
func (r *reader) pastOwner(i int) int {
	for _, m := range r.nested {
		switch {
		case m.first != i || r.kind(m) != onrecord.NameBody:
		case r.possessive(m.last):
			return m.last + 1
		case r.lostMark(m):
			return m.last
		}
	}
	return i
}

// lostMark reports whether the body is written with the s of a possessive that lost its
// apostrophe: "the Parks Agencys Rescue Unit".
func (r *reader) lostMark(m mention) bool {
	if r.kind(m) != onrecord.NameBody || !strings.HasSuffix(r.norm(m.last-1), "s") {
		return false
	}
	n, span := &r.names[m.name], r.d.Words(m.first, m.last)
	short := span[:len(span)-1]
	return n.Text == short || slices.Contains(n.Aliases, short)
}

// postEnding returns where a leading post starts that ends before token end;
// -1 where none does, -2 where it is a deputy's.
func (r *reader) postEnding(end int) int {
	for n := 4; n >= 1; n-- {
		if start := end - n; start >= r.sentence.First {
			if e, v, ok := r.longest(leadPosts, start, end); ok && (v == "" && r.norm(end) != "for" || v == "unit" && (r.norm(end) == "of" || r.norm(end) == "for")) && e == end {
				for _, before := range [...]string{"interim", "acting", "new", "former"} {
					if r.norm(start-1) == before {
						start--
					}
				}
				if r.norm(start-1) == "-" && r.norm(start-2) == "non" {
					return start // "non-executive chair"
				}
				switch r.norm(start - 1) {
				case "deputy", "vice", "assistant", "associate", "-":
					return -2
				}
				return start
			}
		}
	}
	return -1
}

// meetingOf steps over "the 29th meeting of" at token i: who takes the chair at a body's
// meeting takes the body's. It returns i where no such words stand before end.
func (r *reader) meetingOf(i, end int) int {
	for j := r.article(i); j+1 < end && j < i+5; j++ {
		switch t := &r.d.Tokens[j]; {
		case t.Norm == "meeting" && r.norm(j+1) == "of":
			return j + 2
		case t.Kind == text.Number, t.Kind == text.Word && t.Shape == text.Lower && !t.Has(tag.Function):
		default:
			return i
		}
	}
	return i
}
