package commitment

import (
	"maps"
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// class says how a verb counts after "will" and the like.
type class uint8

const (
	unknown class = iota
	soft          // mood, effect or manner
	dated         // counts with a date
	object        // counts with a thing that can be checked
	firm          // its doing can be checked
)

// verbForm is one form of a listed verb. Participle and gerund say which
// forms it can be; base is the verb's base form.
type verbForm struct {
	base               string
	class              class
	participle, gerund bool
	plain              bool // the base form itself
	third              bool
}

// verbs holds every form of every listed verb.
var verbs = conjugate()

// verbForms are the values of verbs after an empty one, verbIndex leads a word
// to its own: what is asked of most tokens should not take the work of a map.
var verbForms, verbIndex = func() ([]verbForm, tag.Words[uint16]) {
	forms, index := make([]verbForm, 1, len(verbs)+1), make(map[string]uint16, len(verbs))
	for _, w := range slices.Sorted(maps.Keys(verbs)) {
		index[w] = uint16(len(forms))
		forms = append(forms, verbs[w])
	}
	return forms, tag.NewWords(index)
}()

func conjugate() map[string]verbForm {
	list, irregular := tag.MustList(files, "words/verb.txt"), tag.MustList(files, "words/irregular.txt")
	out := map[string]verbForm{}
	put := func(form string, v verbForm) {
		if _, taken := out[form]; !taken {
			out[form] = v
		}
	}
	classes := map[string]class{"soft": soft, "dated": dated, "object": object, "firm": firm}
	for _, base := range list.Entries() {
		value, _ := list.Lookup(base)
		c, ok := classes[value]
		if !ok {
			panic("words/verb.txt: " + base + " has the unknown class " + value)
		}
		out[base] = verbForm{base: base, class: c, plain: true}
	}
	for _, form := range irregular.Entries() {
		base, _ := irregular.Lookup(form)
		v := verbForm{base: base, class: out[base].class, plain: form == base, participle: true}
		if strings.HasSuffix(form, "ing") {
			v.participle, v.gerund = false, true
		}
		out[form] = v
	}
	for _, base := range list.Entries() {
		c := out[base].class
		put(third(base), verbForm{base: base, class: c, third: true})
		stem := stem(base)
		put(strings.TrimSuffix(stem, "e")+"ing", verbForm{base: base, class: c, gerund: true})
		put(past(stem), verbForm{base: base, class: c, participle: true})
		if n := len(base); n > 4 && base[n-1] == 'l' && isVowel(base[n-2]) && !isVowel(base[n-3]) {
			put(base+"ling", verbForm{base: base, class: c, gerund: true}) // "trialling"
			put(base+"led", verbForm{base: base, class: c, participle: true})
		}
	}
	return out
}

func third(base string) string {
	switch {
	case strings.HasSuffix(base, "s"), strings.HasSuffix(base, "sh"), strings.HasSuffix(base, "ch"), strings.HasSuffix(base, "x"), strings.HasSuffix(base, "o"):
		return base + "es"
	case consonantY(base):
		return base[:len(base)-1] + "ies"
	}
	return base + "s"
}

// stem doubles the last letter of short verbs: "ban" → "bann".
func stem(base string) string {
	n := len(base)
	if n < 3 || !doubles(base) {
		return base
	}
	return base + base[n-1:]
}

func doubles(base string) bool {
	n := len(base)
	last, vowel, before := base[n-1], base[n-2], base[n-3]
	if strings.IndexByte("bdgmnpt", last) < 0 || !isVowel(vowel) || isVowel(before) {
		return false
	}
	return vowels(base) == 1 || base == "submit" || base == "commit" || base == "permit"
}

func vowels(s string) int {
	n := 0
	for i := range len(s) {
		if isVowel(s[i]) {
			n++
		}
	}
	return n
}

func past(stem string) string {
	switch {
	case strings.HasSuffix(stem, "e"):
		return stem + "d"
	case consonantY(stem):
		return stem[:len(stem)-1] + "ied"
	}
	return stem + "ed"
}

func consonantY(w string) bool {
	n := len(w)
	return n > 1 && w[n-1] == 'y' && !isVowel(w[n-2])
}

func isVowel(b byte) bool { return strings.IndexByte("aeiou", b) >= 0 }

// verb returns the form of a listed verb that token i is; its class is
// unknown where it is none.
func (r *reader) verb(i int) verbForm {
	if i < r.s.First || i >= r.s.Last {
		return verbForm{}
	}
	return verbForms[verbIndex.Of(r.d.Tokens[i].Word)]
}

// mainVerb returns the main verb at or after i, past adverbs and the
// auxiliaries of a passive; -1 where there is none.
func (r *reader) mainVerb(i int) (at int, passive bool) {
	i = r.adverbs(i)
	if n := r.norm(i); n == "“" || n == "‘" {
		i++ // said that it would “put a name to each”
	}
	switch n := r.norm(i); {
	case n == "be" || n == "get":
		j := r.adverbs(i + 1)
		if isPrefix(r.norm(j)) && r.norm(j+1) == "-" {
			j += 2
		}
		if v := r.verb(j); v.participle {
			return j, true
		} else if v.gerund {
			return j, false
		} else if r.unlistedParticiple(j) {
			return j, true
		}
		return i, false
	case isPrefix(n) && r.norm(i+1) == "-":
		return i + 2, false
	case n == "continue" && r.norm(i+1) == "to" && r.norm(i+2) == "be":
		return r.mainVerb(i + 2) // "will continue to be published"
	case n == "not", n == "no" && r.norm(i+1) == "longer":
		return r.negated(i)
	case n == "never", n == "", r.d.Tokens[i].Kind != text.Word:
		return -1, false
	}
	return i, false
}

// isPrefix reports whether the word, with a hyphen after it, only says of a verb
// that it is done together, again or before: "co-fund", "re-open".
func isPrefix(w string) bool { return w == "co" || w == "re" || w == "pre" }

// unlistedParticiple reports whether token j, after "be", is the participle of
// a verb that no list knows and no adjective: "will be traced".
func (r *reader) unlistedParticiple(j int) bool {
	n := r.norm(j)
	return r.quote == nil && len(n) > 5 && strings.HasSuffix(n, "ed") && r.d.Tokens[j].Shape == text.Lower && verbs[n].class == unknown && !adjectives.Has(n)
}

// negated returns the main verb after "not" or "no longer" at token i: only an
// act that is left undone can be seen ("will not sell").
func (r *reader) negated(i int) (at int, passive bool) {
	if r.norm(i) == "no" {
		i++
	}
	if b := r.verb(i + 1).base; (b == "need" || b == "have") && r.norm(i+2) == "to" {
		return i + 1, false // "will no longer need to"
	}
	if r.norm(i+1) == "now" && r.norm(i) == "not" {
		if at, passive = r.mainVerb(i + 1); at >= 0 && r.norm(at+1) == "ahead" {
			return at, passive
		}
		return -1, false // what was promised before is given up, or comes later: "will not now start by May"
	}
	if at, passive = r.mainVerb(i + 1); at >= 0 && (r.verb(at).class == firm || r.norm(at+1) == "ahead" || r.verb(at).class >= dated && r.quote == nil && r.due(at, onrecord.StrengthWill) != nil) {
		return at, passive
	}
	if b := r.verb(max(at, r.s.First)).base; at >= 0 && (b == "support" || b == "oppose" || b == "attend") {
		return at, passive
	}
	if at >= 0 && r.quote == nil && !r.names.personal && r.deniesRule(at, passive) {
		return at, passive
	}
	if b := r.verb(i + 1).base; r.norm(i) == "longer" && (b == "exist" || b == "apply" || b == "count" || b == "receive" || b == "accept") {
		return i + 1, false // "will no longer exist"
	}
	return -1, false
}

// deniesRule reports whether what an institution's own release says will not be is
// something that could be seen to be: "will not cover", "will not be eligible".
func (r *reader) deniesRule(at int, passive bool) bool {
	v := r.verb(at)
	if r.norm(at) != "be" {
		return v.class >= object && !passive && !claims.Has(v.base) || passive && v.class >= object || v.base == "apply"
	}
	switch n := r.norm(r.adverbs(at + 1)); n {
	case "able", "eligible", "required", "responsible", "subject", "allowed", "available", "entitled", "permitted":
		return true
	default:
		return ruleds.Has(n) || endsAsAdverb(n)
	}
}

// negation returns where the words begin that negate the verb at token i, i where none do: "not sold", "no longer publish".
func (r *reader) negation(i int) int {
	for at := i - 1; at >= r.s.First; at-- {
		switch n := r.norm(at); {
		case n == "not":
			return at
		case n == "longer" && r.norm(at-1) == "no":
			return at - 1
		case n != "be" && r.adverbs(at) == at:
			return i
		}
	}
	return i
}

// adverbs steps over adverbs and short insertions between commas: "will, for
// the first time, publish".
func (r *reader) adverbs(i int) int {
	for {
		switch n := r.norm(i); n {
		case "also", "now", "then", "soon", "therefore", "both", "further", "first", "next", "again", "always", "today", "together", "still", "once", "either", "each", "instead", "later":
			i++
		case "for":
			if r.norm(i+1) != "the" || r.norm(i+2) != "first" || r.norm(i+3) != "time" {
				return i
			}
			i += 4
		case "more":
			if r.norm(i+1) != "than" || !r.verb(i+2).plain {
				return i
			}
			i += 2
		case "(":
			end := r.bracketed(i)
			if end == i || i == r.s.First || r.norm(i-1) != "today" {
				return i
			}
			i = end // "will today (3 May) open"
		case ",":
			j := r.insertion(i)
			if j == i {
				return i
			}
			i = j
		default:
			if len(n) < 4 || !endsAsAdverb(n) {
				return i
			}
			i++
		}
	}
}

// endsAsAdverb reports whether the word ends in -ly and is no verb that does
// ("apply", "supply", "comply").
func endsAsAdverb(w string) bool {
	return strings.HasSuffix(w, "ly") && verbs[w].class == unknown && w != "family" && w != "assembly"
}

// bracketed returns the token after the bracket that token i opens; i where none
// closes within eight tokens.
func (r *reader) bracketed(i int) int {
	for j := i + 1; j < i+9; j++ {
		if r.norm(j) == ")" {
			return j + 1
		}
	}
	return i
}

// insertion returns the token after an insertion of at most eight tokens that
// the comma at i opens; i where none does.
func (r *reader) insertion(i int) int {
	for j := i + 2; j < i+10; j++ {
		if r.norm(j) == "," {
			return j + 1
		}
	}
	return i
}
