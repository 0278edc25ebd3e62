package quote

import (
	"cmp"
	"slices"
	"strings"

	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// jointly reports whether two people speak: "Jane Doe and Senator Tom Roe
// said".
func (r *reader) jointly(p person, b int) bool {
	t := r.d.Tokens
	i := p.last
	for i < b && (t[i].Norm == "(" || t[i].Norm == ",") {
		if t[i].Norm == "," {
			i++
			continue
		}
		for i < b && t[i].Norm != ")" {
			i++
		}
		i++
	}
	if i+1 >= b || t[i].Norm != "and" && t[i].Norm != "&" {
		return i < b && i > p.last && r.afterPost(p, b)
	}
	if q, ok := r.personIn(i, b); ok && q.entity != p.entity && q.first <= i+4 {
		return true
	}
	return t[i-1].Norm != "," && t[i+1].Shape >= text.Title && t[i+1].Has(tag.PostHead|tag.Honorific)
}

// afterPost reports whether another person stands right after "and" and before a
// comma, past the post of the first: "Jane Doe, Chair of the Trust, and Tom Roe,
// Mayor of Ryton".
func (r *reader) afterPost(p person, b int) bool {
	q, ok := r.personIn(p.last, b)
	if !ok || q.entity == p.entity || q.last >= b || r.d.Tokens[q.first-1].Norm != "and" || r.d.Tokens[q.last].Norm != "," {
		return false
	}
	return r.d.Tokens[q.first-2].Norm == "," && r.role(q.first, q.first, q.last, b) != ""
}

// including returns the index of "including" in [a,b), which makes the person
// after it one of several who speak; a where it does not stand there.
func (r *reader) including(a, b int) int {
	for i := a; i < b; i++ {
		if r.d.Tokens[i].Norm == "including" {
			return i
		}
	}
	return a
}

// listed resolves three people or more who speak together: "Doe, Roe, and Okafor
// said", "Senators Jane Doe (R-OH), Tom Roe and Lena Okafor said". Each stands for
// somebody; else ok is false.
func (r *reader) listed(a, b int) (who speaker, ok bool) {
	t := r.d.Tokens
	var names []string
	role := ""
	for first := a; first < b; {
		last := first
		for last < b && t[last].Norm != "," && t[last].Norm != "and" && t[last].Norm != "&" && !(last > first && t[last-1].Norm == ")" && t[last].Shape >= text.Title) {
			last++
		}
		if last == first || r.party(first, last) {
			first = last + 1 // ", and"
			continue
		}
		e, start := r.oneListed(first, last)
		if e < 0 && len(names) > 2 && t[first].Shape == text.Lower {
			if post := r.trim(first, r.d.PostAfter(first, b)); post != "" { // "…, all co-chairs of the Bay Caucus"
				role = strings.TrimPrefix(role+", "+strings.TrimPrefix(post, "all "), ", ")
			}
			break
		}
		if e < 0 || slices.Contains(names, r.names[e].Text) {
			return speaker{}, false
		}
		if len(names) == 0 && start > first {
			role = r.trim(first, start)
		}
		names = append(names, r.names[e].Text)
		first = last
		if last < b && (t[last].Kind != text.Word || t[last].Norm == "and") {
			first++
		}
	}
	if len(names) < 3 {
		return speaker{}, false
	}
	return speaker{name: strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1], role: role, entity: -1}, true
}

// oneListed returns whom the words [a,b) name and nobody else, and the token where
// the name starts: after a post or title, before brackets. It is -1 where they say
// more.
func (r *reader) oneListed(a, b int) (e, start int) {
	t := r.d.Tokens
	for b > a && t[b-1].Norm == ")" {
		b--
		for b > a && t[b].Norm != "(" {
			b--
		}
	}
	start = a
	p, named := r.personIn(a, b)
	if named {
		start = p.first
	} else {
		for start < b-1 && t[start].Has(tag.Honorific|tag.PostHead) {
			start++
		}
	}
	for i := a; i < start; i++ {
		if t[i].Kind == text.Word && t[i].Shape == text.Lower {
			return -1, start
		}
	}
	if named && p.last == b {
		return p.entity, start
	}
	if e, known := r.bySurname(start, b); known && !named {
		return e, start
	}
	return -1, start
}

// party reports whether the words [a,b) are the party and the state of a member:
// "R-Ohio".
func (r *reader) party(a, b int) bool {
	t := r.d.Tokens
	return b-a >= 3 && t[a].End-t[a].Start == 1 && t[a].Shape >= text.Title && t[a+1].Norm == "-" && t[a+1].Glued
}

// together returns the people who speak together in [a,b), of whom p is the
// first, as one speaker: "Jane Doe and Tom Roe".
func (r *reader) together(a, b int, p person) speaker {
	var names []string
	i, _ := slices.BinarySearchFunc(r.people, p.first, func(q person, at int) int { return cmp.Compare(q.first, at) })
	last := p
	for ; i < len(r.people) && r.people[i].last <= b; i++ {
		if name := r.names[r.people[i].entity].Text; !slices.Contains(names, name) {
			names = append(names, name)
			last = r.people[i]
		}
	}
	if len(names) < 2 {
		return speaker{role: r.trim(a, b), entity: -1}
	}
	role := r.before(a, r.pastRank(p))
	if role == "" {
		role = r.after(last.last, b)
	}
	if cut := r.andBefore(p.last, last.first); len(names) == 2 && cut > 0 {
		one, other := r.role(a, r.pastRank(p), p.last, cut), r.role(cut+1, r.pastRank(last), last.last, b)
		if one != "" && other != "" && one != other {
			role = one + " and " + other
		}
	}
	and := strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
	return speaker{name: and, role: role, entity: -1}
}

// andBefore returns the last "and" in [a,b), 0 where none stands there.
func (r *reader) andBefore(a, b int) int {
	for i := b - 1; i >= a; i-- {
		if n := r.d.Tokens[i].Norm; n == "and" || n == "&" {
			return i
		}
	}
	return 0
}
