package relation

import (
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// bareTitle steps over a title without a complement, and what joins the next to it, at
// token i: "Vice-Chair and". It returns i where none stands there.
func (r *reader) bareTitle(i int) int {
	j := i
	switch r.norm(j) {
	case "vice", "deputy", "assistant", "co":
		if j++; r.norm(j) == "-" {
			j++
		}
	}
	if j >= r.sentence.Last || !r.d.Tokens[j].Has(tag.PostHead) {
		return i
	}
	if n := r.norm(j + 1); n != "and" && n != "&" {
		return i
	}
	return j + 2
}

// occupation steps over what somebody is by trade before a post at token i, where an
// apposition opens with it: "former harbour pilot and". It returns i where none stands there.
func (r *reader) occupation(i int, s setting) int {
	switch r.norm(i) {
	case "a", "an", "former", "retired", "veteran":
	default:
		return i
	}
	for j := i + 1; s == apposed && j < r.sentence.Last && j < i+6; j++ {
		t := &r.d.Tokens[j]
		if t.Norm == "and" {
			if before := &r.d.Tokens[j-1]; j < i+2 || before.Shape != text.Lower || before.Has(tag.PostHead) || strings.HasSuffix(before.Norm, "s") {
				return i
			}
			return j + 1
		}
		if t.Norm != "-" && (t.Kind != text.Word || t.Has(tag.Function|tag.CueVerb|tag.Modal) || t.Norm == "member") {
			return i
		}
	}
	return i
}

// listStep steps over what parts the members of a list: a comma, a semicolon,
// "and", "as well as"; it returns i where nothing does.
func (r *reader) listStep(i int) int {
	i = r.afterBrackets(i)
	j := r.afterYears(i)
	if n := r.norm(j); n == "," || n == ";" {
		j++
	}
	switch r.norm(j) {
	case "and", "&":
		j++
	case "as":
		if r.norm(j+1) == "well" && r.norm(j+2) == "as" {
			j += 3
		}
	}
	return j
}

// afterYears steps over the years in which a post was held at token i, where more
// follows: "from 2001 to 2009 and", "since 2009,"; i where none stand there.
func (r *reader) afterYears(i int) int {
	j := i
	switch r.norm(i) {
	case "from", "since", "between", "in", "until":
		if j = r.year(i + 1); j == 0 {
			return i
		}
	default:
		return i
	}
	switch r.norm(j) {
	case "to", "until", "and", "through", "-", "–":
		if end := r.year(j + 1); end > 0 {
			j = end
		}
	}
	if n := r.norm(j); n != "," && n != "and" && n != ";" {
		return i
	}
	return j
}

// year returns the token after the year at token i; 0 where none stands there.
func (r *reader) year(i int) int {
	if i >= r.sentence.Last {
		return 0
	}
	if t := &r.d.Tokens[i]; t.Kind != text.Number || t.End-t.Start != 4 {
		return 0
	}
	return i + 1
}

// newly steps over an article and what says how new a body is: "the newly
// established".
func (r *reader) newly(i int) int {
	i = r.beforeName(i, r.sentence.Last)
	for n := r.norm(i); n == "new" || n == "newly" || n == "recently" || n == "established" || n == "created" || n == "formed" || n == "bipartisan" || n == "powerful" || n == "prestigious" || n == "influential"; n = r.norm(i) {
		i++
	}
	return r.beforeName(i, r.sentence.Last)
}

// mentionAt returns the outer mention that starts at token i.
func (r *reader) mentionAt(i int) (mention, bool) {
	if k := r.outerAt(i); k >= 0 {
		return r.outer[k], true
	}
	return mention{}, false
}

// outerAt returns the index of the outer mention that starts at token i; -1
// where none does.
func (r *reader) outerAt(i int) int {
	for k := r.lo; k < r.hi && r.outer[k].first <= i; k++ {
		if r.outer[k].first == i {
			return k
		}
	}
	return -1
}

// personsPost reports whether a person is named right after the post: "Jane
// Doe, Parks Minister John Roe".
func (r *reader) personsPost(post mention) bool {
	m, ok := r.mentionAt(r.beforeName(post.last, r.sentence.Last))
	return ok && r.kind(m) == onrecord.NamePerson
}

func (r *reader) possessive(i int) bool {
	n := r.norm(i)
	return n == "'s" || n == "'"
}
