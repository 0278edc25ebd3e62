package name

import (
	"bytes"
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// vessel reports whether the run at i opens as a ship's name does and goes on to
// what only reads as a person's, at p: "HMS Queen Ada".
func (r *reader) vessel(i, p int) bool {
	if r.word(i).prefix != onrecord.NameSystem || r.d.Tokens[i].Shape != text.Upper || p <= i || p > i+2 {
		return false
	}
	return p == i+1 || r.is(i+1, rank) || r.honorific(i+1) || r.royalTitle(i+1)
}

// ship reports whether the run [i,j) opens as a place's name does and is a ship's,
// as the noun before it says: "the tanker Fort Hurn".
func (r *reader) ship(i, j int) bool {
	return i > 0 && j-i >= 2 && r.word(i).prefix == onrecord.NamePlace && r.word(i-1).before == onrecord.NameSystem && r.d.Tokens[i-1].Shape == text.Lower && r.d.Tokens[i-1].Sentence == r.d.Tokens[i].Sentence && r.word(r.headIndex(i, j)).head == ""
}

// friends reports whether the run [i,j), which opens as a ship's name does, is a
// body that is called after the ship: "HMS Ryton Association".
func (r *reader) friends(i, j int) bool {
	return j-i > 2 && r.word(i).prefix == onrecord.NameSystem && r.word(r.headIndex(i, j)).head == onrecord.NameBody
}

// singular returns the key of a technical thing without the s of the plural: four
// "Gannets" are of the type that one "Gannet" is of. Other keys are left as they are.
func (c *candidate) singular(key []byte) []byte {
	if c.rule == &ruleOwner {
		return c.owner(key)
	}
	if c.kind == onrecord.NameBody {
		for _, crown := range [...]string{"his majesty ", "her majesty "} {
			if rest, ok := bytes.CutPrefix(key, []byte(crown)); ok {
				return append([]byte("hm "), rest...)
			}
		}
	}
	if c.kind == onrecord.NameRole {
		for _, crown := range [...]string{"hm ", "his majesty ", "her majesty "} {
			if rest, ok := bytes.CutPrefix(key, []byte(crown)); ok {
				return rest // "HM Harbour Master" is the Harbour Master
			}
		}
	}
	if n := len(key); c.kind == onrecord.NameSystem && n > 4 && key[n-1] == 's' && key[n-2] != 's' && key[n-2] != '\'' {
		return key[:n-1]
	}
	return key
}

// furtherNoun reports whether a noun for a technical thing follows the unknown
// name past another noun in lower case: "two Gannet attack helicopters", "the
// Harbour Datamart surveillance system".
func (r *reader) furtherNoun(c *candidate) bool {
	t, k := r.d.Tokens, c.last
	if k+1 >= len(t) || t[k+1].Shape != text.Lower || t[k+1].Glued || t[k+1].Sentence != t[k].Sentence || !r.attributive(k) || r.plural(k) || t[k].Has(tag.CueVerb) || r.is(k, deed) {
		return false
	}
	w := r.word(k + 1)
	if w.after != onrecord.NameSystem || w.keeps && (c.last-c.first < 2 || !r.determined(c.first)) || r.general(c) {
		return false
	}
	for m := c.first; m < c.last; m++ {
		if r.is(m, nationality|starter|compass|rank|given) || r.post(m) || r.word(m).head != "" {
			return false
		}
	}
	return t[c.last-1].Kind == text.Word && !(c.last-c.first == 1 && (t[c.first].Shape == text.Upper || t[c.first].End-t[c.first].Start < 3 || r.is(c.first, notPerson)))
}

// general reports whether all words of the name are general ones, of which
// titles of bodies and policies are made.
func (r *reader) general(c *candidate) bool {
	for k := c.first; k < c.last; k++ {
		if !r.is(k, notPerson|headless) {
			return false
		}
	}
	return true
}
