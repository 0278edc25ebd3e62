package figure

import (
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// nounPhrase is the words of what is counted.
type nounPhrase struct {
	first, last int  // tokens, without "of the"
	marked      bool // a closing quotation mark follows
}

// unit returns the phrase as printed, without a superlative at its start
// ("biggest night ferries" counts night ferries).
func (n nounPhrase) unit(r *reader) string {
	first := n.first
	for first < n.last-1 && (superlative(r.norm(first)) || r.is(first, "different", "separate", "further", "additional", "other", "more", "fewer")) {
		first++
	}
	return r.d.Words(first, n.last)
}

// hyphened reads what a number describes a thing by: "a 5-stage plan" counts
// stages, "12-bed ward" beds.
func (r *reader) hyphened(f *draft, end int) bool {
	k := end + 1
	if f.ranged || f.amount.scaled() || f.amount.decimals || f.amount.words || f.value < 2 {
		return false
	}
	switch {
	case r.is(end, "-") && r.glued(end) && r.glued(k):
	case r.shape(end) == text.Lower && r.shape(end+1) == text.Lower && !r.plural(end+1) && !r.plural(end+2):
		k = end // "10 point plan"
	default:
		return false
	}
	if r.is(k+1, "-") {
		return false
	}
	plural, ok := hyphens.Lookup(r.norm(k))
	if !ok || r.shape(k+1) == text.None || r.stops(k+1) {
		return false
	}
	f.kind, f.unit, f.last = onrecord.FigureCount, plural, k+1
	return true
}

func superlative(w string) bool {
	return len(w) > 4 && strings.HasSuffix(w, "est") && w != "forest" && w != "interest" && w != "arrest" && w != "protest" && w != "request" && w != "guest" && w != "harvest"
}

// longestPhrase is how many words one noun phrase may have.
const longestPhrase = 9

// noun reads the noun phrase that starts at token i: up to its plural head,
// with the phrases joined to it ("officers and staff").
func (r *reader) noun(i int) (nounPhrase, bool) {
	if r.glued(i) && !r.is(i, "-") && r.kind(i) != text.Punct {
		return nounPhrase{}, false
	}
	k := i
	if r.is(k, "of") && r.is(k+1, "the", "our", "its", "their", "these", "those", "his", "her") && r.kind(k+2) == text.Word {
		k += 2
	} else if r.is(k, "of") && r.titled(k+1) && r.kind(k+2) == text.Clitic && r.kind(k+3) == text.Word {
		k += 3 // "11 of Hull's largest shops"
	} else if r.is(k, "-") && r.glued(k) && r.kind(k+1) == text.Word {
		k++
	}
	if r.is(k, "such") || r.is(k, "so") && r.is(k+1, "-") && r.is(k+2, "called") {
		for !r.is(k, "such", "called") {
			k++
		}
		k++
	}
	quoted := r.is(k, "‘", "“", "'", "\"") && !r.glued(k) && r.glued(k+1)
	if quoted {
		k++ // 16 so-called ‘ghost boats’
		if r.is(k+1, "’", "”", "'", "\"") && r.glued(k+1) && !r.glued(k+2) {
			if last, ok := r.phraseEnd(k + 2); ok { // 17 “open” harbours
				return nounPhrase{first: k - 1, last: last}, true
			}
		}
	}
	last, ok := r.phraseEnd(k)
	if !ok || quoted && !r.is(last, "’", "”", "'", "\"") {
		return nounPhrase{}, false
	}
	if quoted {
		return nounPhrase{first: k, last: last, marked: true}, true
	}
	n := nounPhrase{first: k, last: last}
	n.last = r.joined(n.last)
	return n, true
}

// phraseEnd finds the end of one noun phrase: after its first plural, or
// after a later one that the first only describes ("night ferries").
func (r *reader) phraseEnd(i int) (int, bool) {
	end := 0
	for k, n := i, 0; n < longestPhrase && k < r.hi; k, n = k+1, n+1 {
		if r.is(k, "-", "/") && r.glued(k) && r.glued(k+1) && (end == 0 || r.is(k, "-")) {
			continue
		}
		if end == 0 && r.initial(k) {
			k, n = k+1, n-1 // "30,000 U.S. troops"
			continue
		}
		if r.is(k, ",") && end == 0 && k > i && r.describesWith(k) {
			continue // "labour, business and farm groups"
		}
		if r.kind(k) == text.Clitic && end == 0 && r.kind(k+1) == text.Word {
			continue
		}
		if r.kind(k) != text.Word || r.has(k, tag.Function|tag.Modal) && !(r.is(k, "and", "or") && end == 0 && r.adjectives(i, k)) {
			break
		}
		if end != 0 && (n > 0 && r.verbal(k) || k >= end+3) {
			break
		}
		if end == 0 && k == i && (r.participleOf(k) || verbs.Has(r.norm(k)) && !r.describes(k)) {
			return 0, false
		}
		if r.plural(k) && !(end != 0 && r.titled(k) && !r.titled(k-1)) {
			end = k + 1
		}
	}
	if end == 0 {
		return r.singular(i)
	}
	if r.is(end, "-") && r.glued(end) { // "claims-handling firms"
		return end, true
	}
	return end, true
}

// initial reports whether a capital with its full stop stands at k, as in "U.S.".
func (r *reader) initial(k int) bool {
	return r.titled(k) && len(r.norm(k)) == 1 && r.is(k+1, ".") && r.glued(k+1) && r.d.Tokens[k+1].Sentence == r.d.Tokens[k].Sentence
}

// describesWith reports whether the comma at k stands between words that
// together describe one plural: "labour, business and farm groups".
func (r *reader) describesWith(k int) bool {
	return r.shape(k-1) == text.Lower && r.shape(k+1) == text.Lower && !r.stops(k+1) && !r.verbal(k+1) && r.is(k+2, "and", "or") &&
		r.shape(k+3) == text.Lower && !r.plural(k+3) && !r.verbal(k+3) && r.plural(k+4)
}

// describes lets "more", "new" and the like start a phrase.
func (r *reader) describes(k int) bool {
	return r.is(k, "more", "fewer", "long", "old", "high", "higher", "lower", "live", "such", "low") || r.is(k, "overseas", "online", "local", "public") && r.plural(k+1)
}

// adjectives: "20 local and national agencies": the words before "and" hold
// no plural, and one follows soon.
func (r *reader) adjectives(i, k int) bool {
	return k > i && k-i <= 3 && (r.plural(k+1) || r.plural(k+2) || r.plural(k+3) && !r.stops(k+2) && !r.verbal(k+2) || r.plural(k+4) && !r.stops(k+2) && !r.stops(k+3) && !r.verbal(k+2) && !r.verbal(k+3)) && r.kind(k+1) == text.Word && !r.has(k+1, tag.Function)
}

// verbal reports whether token k looks like a verb after the counted noun.
func (r *reader) verbal(k int) bool {
	n := r.norm(k)
	if r.shape(k) != text.Lower {
		return false
	}
	return verbs.Has(n) || len(n) > 4 && (strings.HasSuffix(n, "ed") && !strings.HasSuffix(n, "eed") || strings.HasSuffix(n, "ing")) || strings.HasSuffix(n, "ly") && !r.is(k, "family", "supply", "assembly")
}

// participleOf reports whether the word right after a number is a verb form
// with no plural after it: "187 included …", "51 were".
func (r *reader) participleOf(k int) bool {
	if !r.verbal(k) || r.describes(k) || r.pairDescribes(k) {
		return false
	}
	for j := k + 1; j < k+6; j++ {
		if r.is(j, "-") && r.glued(j) && r.glued(j+1) {
			continue // "widely-known harbours"
		}
		if r.stops(j) {
			return true
		}
		if r.plural(j) {
			return false
		}
	}
	return true
}

// pairDescribes reports whether the word in -ing at k and the one after "and"
// together describe a plural: "building and repair projects".
func (r *reader) pairDescribes(k int) bool {
	return strings.HasSuffix(r.norm(k), "ing") && r.is(k+1, "and", "or") && r.shape(k+2) == text.Lower && !r.stops(k+2) && !r.plural(k+2) &&
		r.plural(k+3) && (r.stops(k+4) || r.verbal(k+4))
}

// singular takes "1 person" and nouns that count in the singular.
func (r *reader) singular(i int) (int, bool) {
	if r.shape(i) == text.Lower && !r.stops(i) && !r.verbal(i) && i-1 >= r.lo && r.is(i-1, "1") {
		k := i
		for k+1 < r.hi && k < i+3 && r.shape(k+1) == text.Lower && !r.stops(k+1) && !r.verbal(k+1) {
			k++
		}
		return k + 1, true
	}
	return 0, false
}

// joined takes in what "and" and commas join to the phrase that ends at end:
// "officers and staff", "parcels, crates and other goods".
func (r *reader) joined(end int) int {
	k, last := end, end
	for n := 0; n < 8; n++ {
		comma := r.is(k, ",")
		c := k
		if comma {
			c++
		}
		and := r.is(c, "and", "or", "&")
		if and && comma && n == 0 {
			return last // two are no list: "400 banks, and issues permits"
		}
		if and {
			c++
		}
		if !comma && !and || comma && !and && !r.listGoesOn(c) {
			return last
		}
		next, ok := r.listed1(c)
		if !ok {
			return last
		}
		k = next
		if and {
			return next
		}
	}
	return last
}

// listed1 reads one member of the list: at most five words up to its plural.
func (r *reader) listed1(c int) (int, bool) {
	if r.is(c, "their", "its") && r.is(c-1, "and") && r.plural(c-2) {
		c++ // "residents and their families"
	}
	if r.kind(c) != text.Word || r.has(c, tag.Function|tag.Modal) || r.verbal(c) || r.has(c, tag.NumberWord) {
		return 0, false
	}
	end, ok := r.phraseEnd(c)
	if !ok || end-c > 6 {
		return 0, false
	}
	if end > c+1 && r.titled(c) && r.titled(end-1) && r.shape(c-2) == text.Lower {
		return 0, false // "60 officers and Eastmere Police": a name of its own
	}
	for k := c; k < end; k++ {
		if r.is(k, "and", "or") {
			return 0, false // a list of its own: "80,000 people and animal feed and vaccines"
		}
	}
	if r.shape(c) == text.Lower && (r.is(end, "the", "a", "an", "its", "their", "his", "her") || end == c+1 && r.is(end, "that")) {
		return 0, false // a verb: "and permits the", "and offer tired crews their"
	}
	if r.shape(end) == text.Lower && !r.stops(end) && !r.verbal(end) { // a clause: "and ministers agree"
		return 0, false
	}
	return end, true
}

// listGoesOn reports whether the member at c is followed by another comma
// member and then "and".
func (r *reader) listGoesOn(c int) bool {
	for n := 0; n < 5; n++ {
		next, ok := r.listed1(c)
		if !ok {
			return false
		}
		switch {
		case r.is(next, "and", "or"):
			_, ok := r.listed1(next + 1)
			return ok
		case r.is(next, ",") && r.is(next+1, "and"):
			_, ok := r.listed1(next + 2)
			return ok
		case r.is(next, ","):
			c = next + 1
		default:
			return false
		}
	}
	return false
}
