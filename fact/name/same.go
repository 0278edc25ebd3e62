package name

import (
	"bytes"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// joinForms joins the names that are a shorter form of one other name of the
// release to it: "the Safety Agency" to the Harbour Safety Agency. A form that
// fits two names stays by itself.
func (r *reader) joinForms() {
	r.joinTurned()
	longer := make([]int, len(r.entities)) // entity → the entity it is short for, plus one; -1 where two are
	for e := range r.entities {
		r.claim(e, longer)
	}
	for e := range r.entities {
		r.claimOpening(e, longer)
		r.claimSeat(e, longer)
	}
	for e, to := range longer {
		for n := 0; to > 0 && longer[to-1] > 0 && n < 8; n++ {
			to = longer[to-1]
		}
		if to > 0 {
			r.joinInto(e, to-1)
		}
	}
	r.joinMiddles()
}

// claim notes the shorter forms of entity e: its last words, without those
// before them that only narrow it down.
func (r *reader) claim(e int, longer []int) {
	switch r.entities[e].kind {
	case onrecord.NameBody, onrecord.NameLaw, onrecord.NameScheme, onrecord.NameDocument, onrecord.NameEvent, onrecord.NameRole:
	default:
		return
	}
	first, last := r.tokensOf(r.entities[e].main)
	if last-first < 3 {
		return
	}
	key := r.key(first, last)
	for at := 0; ; {
		k := bytes.IndexByte(key[at:], ' ')
		if k < 0 || joints[string(key[at:at+k])] || string(key[at:at+k]) == "," {
			return // "Board of the Harbour Agency" is not the agency
		}
		at += k + 1
		rest := key[at:]
		short, ok := r.byKey[string(rest)]
		if !ok || short == e || r.entities[short].kind != r.entities[e].kind || bytes.IndexByte(rest, ' ') < 0 || !r.narrows(e, string(key[:at-1]), first) {
			continue
		}
		if f, _ := r.tokensOf(r.entities[short].main); r.american(f) && !r.american(first) || r.ownedBy(f) {
			return // the "U.S. Department of Ports" is not short for a state's
		}
		if o := longer[short]; o == 0 || o < 0 {
			if o == 0 {
				longer[short] = e + 1
			}
		} else if a, b := string(key), string(r.key(r.tokensOf(r.entities[o-1].main))); strings.HasSuffix(b, " "+a) {
			longer[short] = e + 1
		} else if !strings.HasSuffix(a, " "+b) {
			longer[short] = -1
		}
		return
	}
}

// ownedBy reports whether a possessive pronoun stands before the token at i: "their
// Moorings Committee" is no other body's.
func (r *reader) ownedBy(i int) bool {
	if i == 0 {
		return false
	}
	switch r.d.Tokens[i-1].Norm {
	case "their", "its", "his", "her":
		return true
	}
	return false
}

// claimOpening notes the shorter form of entity e that stops before its topic:
// "Moorings Committee" for "Moorings Committee on the Export of Buoys".
func (r *reader) claimOpening(e int, longer []int) {
	switch r.entities[e].kind {
	case onrecord.NameBody, onrecord.NameDocument, onrecord.NameScheme, onrecord.NameRole, onrecord.NameLaw:
	default:
		return
	}
	first, last := r.tokensOf(r.entities[e].main)
	if r.entities[e].kind == onrecord.NameLaw {
		if numberedLaws[r.d.Tokens[max(last-2, first)].Norm] && r.d.Tokens[last-1].Kind == text.Number {
			r.claimAs(e, r.key(first, last-1), longer) // "House Resolution" for "House Resolution 12"
		}
		return
	}
	for k := first + 2; k < last; k++ {
		n := r.d.Tokens[k].Norm
		if n != "of" && n != "for" && n != "on" && n != "into" || k+1 >= last {
			continue
		}
		short, ok := r.byKey[string(r.key(first, k))]
		if n == "of" && r.d.Tokens[first].Norm == "secretary" && k == first+1 {
			continue
		}
		if !ok || short == e || r.entities[short].dropped || r.entities[short].kind != r.entities[e].kind || r.entities[e].kind == onrecord.NameBody && !departmental.Has(r.d.Tokens[k-1].Norm) {
			continue
		}
		if longer[short] == 0 {
			longer[short] = e + 1
		} else if longer[short] > 0 && longer[short] != e+1 && r.entities[e].first < r.entities[short].first {
			longer[short] = -1
		}
		return
	}
}

// joinMiddles joins persons who are named here with and there without what stands
// between their first and their last name: "Ada Orchard", "Ada P. Orchard". They go
// by the form that comes first.
func (r *reader) joinMiddles() {
	full := map[[2]string]int{} // -1 where two share them
	for e := range r.entities {
		if first, last, ok := r.fullNamed(e); ok && last-first > 2 {
			k := [2]string{r.d.Tokens[first].Norm, r.d.Tokens[last-1].Norm}
			if o, twice := full[k]; twice && o != e {
				full[k] = -1
			} else {
				full[k] = e
			}
		}
	}
	if len(full) == 0 {
		return
	}
	for e := range r.entities {
		first, last, ok := r.fullNamed(e)
		if !ok || last-first != 2 {
			continue
		}
		to, ok := full[[2]string{r.d.Tokens[first].Norm, r.d.Tokens[last-1].Norm}]
		switch {
		case !ok || to < 0:
		case r.entities[to].first < r.entities[e].first:
			r.joinInto(e, to)
		default:
			r.joinInto(to, e)
		}
	}
}

// fullNamed returns the tokens of entity e's fullest form, where it is a person called by a
// given name and a surname.
func (r *reader) fullNamed(e int) (first, last int, ok bool) {
	if r.entities[e].dropped || r.entities[e].kind != onrecord.NamePerson {
		return 0, 0, false
	}
	first, last = r.tokensOf(r.entities[e].main)
	return first, last, last-first >= 2 && !r.honorific(first) && r.d.Tokens[last-1].Kind == text.Word
}

// claimAs notes that the key is a shorter form of entity e, if it is a name of
// the same kind.
func (r *reader) claimAs(e int, key []byte, longer []int) {
	short, ok := r.byKey[string(key)]
	if !ok || short == e || r.entities[short].dropped || r.entities[short].kind != r.entities[e].kind {
		return
	}
	if longer[short] == 0 {
		longer[short] = e + 1
	} else if longer[short] > 0 && longer[short] != e+1 {
		longer[short] = -1
	}
}

// narrows reports whether the words before a shorter form leave it the same
// thing: "Scottish" before a body and "Deputy" before a post do not.
func (r *reader) narrows(e int, before string, first int) bool {
	if r.entities[e].kind == onrecord.NameRole {
		if _, last := r.tokensOf(r.entities[e].main); r.d.Tokens[last-1].Norm == "attorney" && r.d.Tokens[last-2].Norm == "district" {
			kind, ok := r.knownBefore(first, last-2)
			return ok && kind == onrecord.NamePlace || strings.HasSuffix(before, " county") // "Ryton District Attorney"
		}
		return before == "uk" || before == "us" || before == "u s" || before == "british" || before == "united states"
	}
	return strings.Contains(before, " ") || !r.is(first, nationality) || before == "american"
}

// joinInto gives the places of entity e to entity to.
func (r *reader) joinInto(e, to int) {
	r.entities[to].spans = append(r.entities[to].spans, r.entities[e].spans...)
	r.entities[to].first = min(r.entities[to].first, r.entities[e].first)
	r.entities[e].spans, r.entities[e].dropped = nil, true
}

// letters returns the first letters of the words [first,last): of those in
// capitals, which count whole, and with all also of the small words but "the":
// "UKHSA", "DfE".
//
// They stand in the reader's buffer until the next call.
func (r *reader) letters(first, last int, all bool) []byte {
	b := r.buffer[:0]
	for k := first; k < last && len(b) < 8; k++ {
		switch t := &r.d.Tokens[k]; {
		case t.Kind != text.Word:
		case t.Shape == text.Upper && t.End-t.Start < 4:
			b = append(b, t.Norm...)
		case t.Shape >= text.Title, all && t.Norm != "the" && t.Norm != "and":
			b = append(b, t.Norm[0])
		}
	}
	r.buffer = b
	return b
}

// lettersOf lets the first letters of a name's words stand for it where
// nothing else is known under them: "CDC" after the Coastal Dredging
// Commission.
func (r *reader) lettersOf() {
	letters := map[string]int{}
	for e := range r.entities {
		switch r.entities[e].kind {
		case onrecord.NamePerson, onrecord.NamePlace, onrecord.NameRole:
			continue
		}
		first, last := r.tokensOf(r.entities[e].main)
		if last-first < 2 {
			continue
		}
		for _, all := range [...]bool{false, true} {
			l := r.letters(first, last, all)
			if len(l) < 3 || len(l) > 7 {
				continue
			}
			if o, twice := letters[string(l)]; twice && o != e {
				letters[string(l)] = -1
			} else {
				letters[string(l)] = e
			}
		}
	}
	for l, e := range letters {
		if _, known := r.acronyms[l]; known || e < 0 {
			continue
		}
		if o, ok := r.byKey[l]; !ok {
			r.acronyms[l] = e
		} else if o != e && r.entities[o].kind == r.entities[e].kind {
			r.joinInto(o, e)
			r.byKey[l] = e
		}
	}
}

// withoutNoun lets the capitalised words of a name whose last word is in lower case
// stand for it as well: "Tide Kills" for the "Tide Kills campaign".
func (r *reader) withoutNoun(c *candidate, e int) {
	t := r.d.Tokens
	if c.last-c.first < 3 || t[c.last-1].Shape != text.Lower || t[c.last-2].Shape < text.Title || t[c.first].Shape < text.Title {
		return
	}
	switch c.kind {
	case onrecord.NameScheme, onrecord.NameSystem, onrecord.NameEvent, onrecord.NameDocument:
	default:
		return
	}
	if _, _, known := r.known(c.first, c.last-1); known {
		return
	}
	key := r.key(c.first, c.last-1)
	if _, taken := r.byKey[string(key)]; !taken {
		r.byKey[string(key)] = e
	}
}

// claimSeat notes "Senator" as short for "U.S. Senator".
func (r *reader) claimSeat(e int, longer []int) {
	if r.entities[e].kind != onrecord.NameRole {
		return
	}
	first, last := r.tokensOf(r.entities[e].main)
	if last-first < 2 || !r.american(first) || !tag.IsSeat(&r.d.Tokens[last-1]) || last-first > 2 && r.d.Tokens[last-2].Norm != "." {
		return
	}
	key := r.key(last-1, last)
	short, ok := r.byKey[string(key)]
	if !ok {
		return
	}
	for _, s := range r.entities[short].spans {
		if k, _ := r.tokensOf(s); k > 0 && r.d.Tokens[k-1].Norm == "state" {
			return // "state Senator"
		}
	}
	r.claimAs(e, key, longer)
}
