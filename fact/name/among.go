package name

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// amongBodies reports whether the unknown name stands in a list of three or
// more names, of which at least one is a body and none is anything else:
// "Sedge Brothers, Neronix and the Harbour Agency".
func (r *reader) amongBodies(c *candidate) bool {
	if c.last-c.first > 4 || r.opens(c.first) && c.first > 0 && r.d.Tokens[c.first-1].Norm != ":" || r.is(c.first, nationality|starter|headless) || r.is(c.first, compass|notPerson) && !(r.is(c.first, compass) && r.is(c.last-1, trade)) || r.post(c.last-1) || r.attributive(c.last) || r.d.Tokens[c.first].Has(tag.Month|tag.Weekday) {
		return false
	}
	if c.first > 0 && r.placed(c) || c.last < len(r.d.Tokens) && joints[r.d.Tokens[c.last].Norm] && r.d.Tokens[c.last].Norm != "and" || r.handle(c) {
		return false
	}
	if p := c.first - 1; p > 0 && joints[r.d.Tokens[p].Norm] && r.d.Tokens[p].Norm != "and" && r.capital(p-1) {
		return false // "Meals on Wheels"
	}
	members, bodies, others := 1, 0, false
	for _, step := range [...]int{-1, 1} {
		for k, n := c.place, 0; n < 8; n++ {
			next := k + step
			if next < 0 || next >= len(r.found) || !r.listed(min(k, next), max(k, next)) {
				if step < 0 && r.afterSeveral(r.found[k].first) == onrecord.NameBody {
					bodies += 8 // "supermarkets such as …": whatever is listed
				}
				break
			}
			k = next
			members++
			switch o := &r.found[k]; {
			case o.kind == onrecord.NameRole:
				return false
			case o.weak && o.entity < 0:
				if r.trader(o) || r.joinedNames(o) {
					bodies++ // not weighed yet
				}
			case o.entity >= 0 && r.entities[o.entity].kind == onrecord.NameBody:
				if (!o.weak || o.rule != &ruleBodies) && !(step > 0 && r.closesTopics(o)) {
					bodies++
				}
			case o.kind == onrecord.NamePlace:
				others = true // "supermarkets including Iceland"
			case !o.weak || o.entity >= 0:
				return false
			}
		}
	}
	if others {
		return bodies >= 8
	}
	return bodies >= 8 || members >= 3 && (bodies > 1 || bodies*3 >= members && bodies > 0)
}

// amongSeveral returns the kind that the noun before its list gives the unknown
// name: "vaccines such as Pollvax, Covaxa and Sinomar"; "" where none does. Bodies
// are amongBodies' matter.
func (r *reader) amongSeveral(c *candidate) onrecord.NameKind {
	if c.last-c.first > 4 || r.is(c.first, nationality|starter) || r.post(c.last-1) || r.attributive(c.last) || r.handle(c) {
		return ""
	}
	t, k := r.d.Tokens, c.first
	for n := 0; n < 160 && k > 0 && t[k-1].Sentence == t[c.first].Sentence; n, k = n+1, k-1 {
		if w := &t[k-1]; w.Kind == text.Word && w.Shape < text.Title && w.Norm != "and" && w.Norm != "or" || w.Kind == text.Punct && w.Norm != "," && w.Norm != "." && w.Norm != "-" {
			break
		}
	}
	for k < c.first && t[k].Kind == text.Punct {
		k++
	}
	if k == 0 {
		return ""
	}
	kind := r.afterSeveral(k)
	if kind == onrecord.NameBody || kind == onrecord.NamePerson && !r.namesPerson(c) {
		return ""
	}
	return kind
}

// afterSeveral returns the kind of what is listed from token i on, where a noun in
// the plural and "such as", "including" or the like lead to it: "firms such as"; ""
// where none does.
func (r *reader) afterSeveral(i int) onrecord.NameKind {
	t := r.d.Tokens
	k := i - 1
	far := false
	if k > 1 && t[k].Norm == ":" && (t[k-1].Norm == "include" || t[k-1].Norm == "including" || t[k-1].Norm == "are") {
		k, far = k-1, true // "counties that can apply include:"
	}
	switch {
	case k > 1 && t[k].Norm == "as" && t[k-1].Norm == "such":
		k -= 2
	case k > 0 && (t[k].Norm == "include" || t[k].Norm == "including" || t[k].Norm == "like" || t[k].Norm == "comprising" || t[k].Norm == "are" || t[k].Norm == ":"):
		k--
	case k > 1 && t[k].Norm == "of" && t[k-1].Norm == "up" && t[k-2].Norm == "made":
		k -= 3
	default:
		return ""
	}
	reach := 10
	if near := t[i-1].Norm; !far && near == ":" || near == "like" || !far && near == "are" {
		reach = 3 // "employers and their staff say it clearly:"
	}
	for n := 0; n < reach && k >= 0 && t[k].Sentence == t[i].Sentence; n, k = n+1, k-1 {
		if kind, ok := several.Lookup(t[k].Norm); ok && t[k].Shape != text.Upper {
			return onrecord.NameKind(kind)
		}
		if t[k].Kind == text.Word && t[k].Shape >= text.Title && !r.opens(k) {
			return ""
		}
	}
	return ""
}

// several are nouns in the plural with the kind of what is listed after them.
var several = list("several")

// otherPost returns where the words [q,b) after a speaker's name turn to somebody
// else: at ", on behalf of", or at "and the Ports Minister, Jane Doe"; 0 where they
// do not.
func (r *reader) otherPost(q, b int) int {
	t := r.d.Tokens
	for k := q + 1; k+3 < b; k++ {
		if h := r.article(k+1, b); t[k].Norm == "and" && r.honorific(h) && !r.post(h+1) && (r.capital(h+1) || t[h+1].Norm == ".") {
			return k // "Minister of Ports and Seas and the Honourable Jane Doe"
		}
	}
	for k := q; k+3 < b; k++ {
		if t[k].Norm == "on" && t[k+1].Norm == "behalf" && t[k+2].Norm == "of" {
			if k > q && t[k-1].Norm == "," {
				return k - 1
			}
			return max(k, 1)
		}
		if t[k].Norm != "and" || t[k+1].Norm != "the" && !r.capital(k+1) {
			continue
		}
		first := r.article(k+1, b)
		for m := first + 1; m+2 < b; m++ {
			if t[m].Norm == "," && r.hasPost(first, m) && r.capital(m+1) && (r.is(m+1, given) || r.honorific(m+1)) && !r.taken[m+1] && r.personSuffix(m+1, min(r.run(m+1), b)) == m+1 {
				return max(k, 1)
			}
		}
		return 0
	}
	return 0
}
