package name

import (
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// samePerson finds the person of whom this is a shorter or longer form.
func (r *reader) samePerson(c *candidate) (int, bool) {
	if e, ok := r.sameKnight(c); ok {
		return e, true
	}
	last := r.surname(c.first, c.last)
	e, ok := r.surnames[last]
	if !ok || e < 0 {
		return 0, false
	}
	ent := r.entities[e]
	a, b := r.untitled(c.first, c.last), r.untitled(r.tokensOf(ent.main))
	if x, y := withoutSeat(a), withoutSeat(b); (x != a || y != b) && (strings.HasSuffix(" "+y, " "+x) || strings.HasSuffix(" "+x, " "+y)) && (x == a || y == b) {
		if len(a) > len(b) {
			r.entities[e].main = r.d.Span(c.first, c.last)
		}
		return e, true // "Lord Owen Hartwell of Eastmere", "Lord Hartwell"
	}
	if strings.HasSuffix(b, a) || strings.HasSuffix(a, b) || strings.HasPrefix(b, a+" of ") || strings.HasPrefix(a, b+" of ") || strings.Contains(a, " ") && strings.HasPrefix(b, a) {
		if len(a) > len(b) {
			r.entities[e].main = r.d.Span(c.first, c.last)
		}
		return e, true
	}
	return 0, false
}

// withoutSeat returns the words of a peer's name without the place after them: "lord
// hartwell of eastmere".
func withoutSeat(words string) string {
	name, _, _ := strings.Cut(words, " of ")
	return name
}

// sameKnight finds the person of whom "Dame Ada" is the short form, or the
// full form of whom it was: the title goes with the given name.
func (r *reader) sameKnight(c *candidate) (int, bool) {
	first := c.opens()
	if n := r.d.Tokens[first].Norm; n != "sir" && n != "dame" {
		return 0, false
	}
	if c.last-first == 2 {
		e, ok := r.knights[string(r.key(first, c.last))]
		return e, ok && e >= 0
	}
	short := r.key(first, first+2)
	e, ok := r.byKey[string(short)]
	if !ok || r.entities[e].kind != onrecord.NamePerson {
		return 0, false
	}
	r.entities[e].main = r.d.Span(c.first, c.last)
	r.addSurname(c, e)
	return e, true
}

// untitled returns the words of a personal name without the titles and ranks
// before it, in lower case.
func (r *reader) untitled(first, last int) string {
	for first < last-1 && (r.honorific(first) || r.is(first, rank) || r.d.Tokens[first].Norm == ".") {
		first++
	}
	return string(r.key(first, last))
}

// tokensOf returns the tokens under a span.
func (r *reader) tokensOf(s onrecord.Span) (int, int) {
	first := r.d.TokenAt(s.Start)
	last := first
	for last < len(r.d.Tokens) && int(r.d.Tokens[last].Start) < s.End {
		last++
	}
	return first, last
}

func (r *reader) surname(first, last int) string {
	for k := first + 1; k < last; k++ {
		if r.d.Tokens[k].Norm == "of" {
			last = k // "Lord Hartwell of Eastmere"
		}
	}
	for k := last - 1; k >= first; k-- {
		if t := &r.d.Tokens[k]; t.Kind == text.Word && t.Norm != "jr" && t.Norm != "sr" && t.Norm != "iii" && t.Norm != "ii" {
			return t.Norm
		}
	}
	return ""
}

func (r *reader) addSurname(c *candidate, e int) {
	if first := c.opens(); (r.d.Tokens[first].Norm == "sir" || r.d.Tokens[first].Norm == "dame") && c.last-first > 2 {
		short := string(r.key(first, first+2))
		if same, twice := r.knights[short]; twice && same != e {
			r.knights[short] = -1
		} else {
			r.knights[short] = e
		}
	}
	s := r.surname(c.first, c.last)
	if _, twice := r.surnames[s]; twice {
		r.surnames[s] = -1
		return
	}
	r.surnames[s] = e
}

// calledBare reports whether the two or three unknown words are somebody's whom
// the release goes on to call by the last of them alone: "Xola Brindle … Brindle
// is charged".
func (r *reader) calledBare(c *candidate) bool {
	n := c.last - c.first
	if n < 2 || n > 3 || r.oneOfMany(c.first) || !r.namesPerson(c) || r.attributive(c.last) {
		return false
	}
	for k := c.first; k < c.last; k++ {
		if t := &r.d.Tokens[k]; t.Kind == text.Word && (t.Shape != text.Title || t.Tags != 0 || !r.blank(k) && !r.is(k, given|givenWeak)) {
			return false
		}
	}
	return r.bareNames()[r.d.Tokens[c.last-1].Norm] > 1
}

// bareNames counts the words that stand alone where somebody acts or owns: in
// capitals, after no other such word, before a verb in the third person, "and"
// or a possessive.
func (r *reader) bareNames() map[string]int {
	if r.bare != nil {
		return r.bare
	}
	r.bare = map[string]int{}
	t := r.d.Tokens
	for i := 1; i+1 < len(t); i++ {
		if t[i].Kind != text.Word || t[i].Shape != text.Title || t[i].Tags != 0 || !r.blank(i) || r.capital(i-1) && t[i-1].Sentence == t[i].Sentence || t[i-1].Norm == "the" || t[i-1].Norm == "." && t[i].Glued {
			continue
		}
		switch next := &t[i+1]; {
		case next.Kind == text.Clitic && next.Norm == "'s", next.Kind == text.Word && next.Shape == text.Lower && (next.Has(tag.Modal|tag.CueVerb) || copulas[next.Norm] || strings.HasSuffix(next.Norm, "ed") || next.Norm == "who"):
			r.bare[t[i].Norm]++
		}
	}
	for i := range t {
		if t[i].Kind == text.Word && t[i].Shape == text.Lower && r.bare[t[i].Norm] > 0 {
			delete(r.bare, t[i].Norm) // a word like any other
		}
	}
	return r.bare
}
