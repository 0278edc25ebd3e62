package quote

import (
	"strings"

	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// What a clause says of somebody's post, without naming it beside the name.

// describedPost returns the post that stands between commas after the first
// place of a person's name, where the sentence tells of something else: "a
// challenge for Jane Doe, one of the trust's managers, who …".
func (r *reader) describedPost(e, at int) string {
	s := r.names[e].Spans[0]
	if s.Start >= int(r.d.Tokens[at].Start) {
		return ""
	}
	t, i := r.d.Tokens, r.d.TokenAt(s.Start)
	for i < len(t) && int(t[i].Start) < s.End {
		i++
	}
	if i+2 >= len(t) || t[i].Norm != "," || t[i+1].Shape != text.Lower && !r.inCapitals(i+1, i+3) {
		return ""
	}
	post := false
	for k := i + 1; k < len(t) && k <= i+longestPost && t[k].Sentence == t[i].Sentence; k++ {
		if t[k].Norm == "," {
			if !post {
				return ""
			}
			return r.trim(i+1, k)
		}
		if t[k].Shape == text.Lower && t[k].Has(tag.Clause|tag.CueVerb|tag.Modal) {
			return ""
		}
		post = post || heads(&t[k]) || headsSeveral(t[k].Norm)
	}
	return ""
}

// speakingFor returns the words before a cue's subject at a that say for whom
// it speaks: "Speaking for the families, Jane Doe said".
func (r *reader) speakingFor(a int) string {
	first := r.d.Sentences[r.d.Tokens[a].Sentence].First
	if a-1 <= first || r.d.Tokens[a-1].Norm != "," {
		return ""
	}
	return r.doing(first, a-1)
}

// doing returns the words from a on that tell a post without naming one: "who
// runs the post office", "speaking for the families".
func (r *reader) doing(a, b int) string {
	t := r.d.Tokens
	switch {
	case a+2 < b && t[a].Norm == "who" && (charge.Has(t[a+1].Norm) || r.serves(a+1, b)):
		a++
	case a+2 < b && (t[a].Norm == "speaking" && t[a+1].Norm == "for" || t[a].Norm == "representing"):
	default:
		return ""
	}
	end := a
	for end < b && t[end].Norm != "," && t[end].Norm != ";" {
		end++
	}
	if post, last := r.being(a, end); last > post {
		return r.trim(post, last)
	}
	return r.trim(a, end)
}

// being returns the tokens of the post in a clause [a,b) that says that somebody is
// or was it, without the verb and the years: "has been Ports Secretary since 2021".
// Both are a where it says something else.
func (r *reader) being(a, b int) (first, last int) {
	t := r.d.Tokens
	first = a
	if t[first].Norm == "has" {
		first++
	}
	if first >= b || t[first].Norm != "is" && t[first].Norm != "was" && t[first].Norm != "been" || first+1 < b && t[first+1].Norm == "also" {
		return a, a
	}
	first, last = first+1, b
	for i := first + 1; i+1 < b; i++ {
		if n := t[i].Norm; (n == "since" || n == "from" || n == "until") && t[i+1].Kind == text.Number {
			last = i
			break
		}
	}
	for i := first; i < last; i++ {
		if heads(&t[i]) {
			return first, last
		}
	}
	return a, a
}

// serves reports whether the clause [a,b) says what somebody is: "is the chair
// of", "has led", up to its comma.
func (r *reader) serves(a, b int) bool {
	t := r.d.Tokens
	switch t[a].Norm {
	case "is", "was", "has", "serves", "served", "works", "acts":
	default:
		return false
	}
	for i := a + 1; i < b && i < a+longestPost && t[i].Norm != "," && t[i].Norm != ";"; i++ {
		if heads(&t[i]) || charge.Has(t[i].Norm) {
			return true
		}
	}
	return false
}

// didTo reports whether token i is the verb of what the person did to somebody or
// something with a name: "…, thanked Congresswoman Doe for her support".
func (r *reader) didTo(i, b int) bool {
	t := &r.d.Tokens[i]
	return t.Shape == text.Lower && len(t.Norm) > 4 && strings.HasSuffix(t.Norm, "ed") && !t.Has(tag.PostHead) && i+1 < b && (r.d.Tokens[i+1].Shape == text.Title || r.d.Tokens[i+1].Norm == "the")
}

// onlyWords reports whether the tokens [a,b) hold neither numbers nor brackets, as a post
// does and a line of contacts does not.
func (r *reader) onlyWords(a, b int) bool {
	for i := a; i < b; i++ {
		if t := &r.d.Tokens[i]; t.Kind == text.Number || t.Norm == "(" || t.Norm == ")" {
			return false
		}
	}
	return true
}

// owns reports whether a person's place is a possessive before somebody else who speaks:
// "Doe's spokesman", "Jane Doe's office". "Doe's question" is Doe's own words.
func (r *reader) owns(p person, b int) bool {
	t := r.d.Tokens
	if p.last+1 >= b || t[p.last].Kind != text.Clitic || t[p.last].Norm != "'s" {
		return false
	}
	for i := p.last + 1; i < b && t[i].Kind == text.Word; i++ {
		if heads(&t[i]) || strings.HasPrefix(t[i].Norm, "spokes") || t[i].Norm == "office" || t[i].Norm == "team" || t[i].Norm == "lawyer" || t[i].Norm == "aide" {
			return true
		}
	}
	return false
}

// isThing reports whether the words [a,b) before a name are what somebody speaks of, not
// what they are: "The report, Jane Doe said, is late".
func (r *reader) isThing(a, b int) bool {
	if b-a < 3 || r.d.Tokens[b-1].Norm != "," {
		return false
	}
	switch r.d.Tokens[a].Norm {
	case "the", "this", "that", "these", "those":
		return true
	}
	return false
}

// pastQuoteFrom returns the token after "quote from" or the like at the start of [a,b),
// which says that words follow and nothing of who speaks them.
func (r *reader) pastQuoteFrom(a, b int) int {
	if a+1 >= b {
		return a
	}
	switch n := r.d.Tokens[a+1].Norm; {
	case n != "from" && n != "by":
		return a
	case written.Has(r.d.Tokens[a].Norm), r.headsQuoteWord(a):
		return a + 2
	}
	return a
}

// headsQuoteWord reports whether token i is a word for what is quoted.
func (r *reader) headsQuoteWord(i int) bool {
	switch r.d.Tokens[i].Norm {
	case "quote", "quotes", "comment", "comments", "quotation", "quotations":
		return true
	}
	return false
}
