package name

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/text"
)

// ownersEnd returns the end of a body in the run [i,j) whose possessive lost its
// apostrophe, before a part of it: "Harbours Department" in "Harbours Departments Wrecks
// Division". A plural does not stand before the name of one thing. It returns 0 where
// there is none.
func (r *reader) ownersEnd(i, j int) int {
	for k := i; k+2 < j; k++ {
		if t := &r.d.Tokens[k]; r.d.Tokens[k+1].Kind != text.Word || !(k > i && t.Shape == text.Title && owningHeads[t.Norm]) && !(k == i && lettersWithS(t.Of(r.d.Text))) {
			continue
		}
		if h := r.headIndex(k+1, j); h > k+1 && parts.Has(r.d.Tokens[h].Norm) {
			return k + 1
		}
	}
	return 0
}

// bareOwner reports whether the run [i,j) opens with the head alone of a body whose
// possessive lost its apostrophe, before a part of it: "the Departments Wrecks Division".
// Which department that is, the words before have said.
func (r *reader) bareOwner(i, j int) bool {
	if j-i < 3 || i == 0 || !owningHeads[r.d.Tokens[i].Norm] || r.d.Tokens[i-1].Norm != "the" {
		return false
	}
	h := r.headIndex(i+1, j)
	return h > i+1 && parts.Has(r.d.Tokens[h].Norm)
}

// lettersWithS reports whether the word is letters in capitals and a small s: "HSAs".
func lettersWithS(w string) bool {
	n := len(w) - 1
	if n < 2 || n > 6 || w[n] != 's' {
		return false
	}
	for k := 0; k < n; k++ {
		if w[k] < 'A' || w[k] > 'Z' {
			return false
		}
	}
	return true
}

// ownsPart returns the end of one or two words at k, the last topic of a body, where a
// possessive and a part of the body follow; 0 where none do.
func (r *reader) ownsPart(k, limit int) int {
	if k >= limit || !r.capital(k) || r.taken[k] || r.is(k, starter) {
		return 0
	}
	end := r.run(k)
	for m := k; m+1 < end && m < k+3; m++ {
		if t := &r.d.Tokens[m]; t.Kind == text.Clitic && m > k {
			if r.d.Tokens[m+1].Norm == "subcommittee" || r.d.Tokens[r.headIndex(m+1, end)].Norm == "subcommittee" {
				return m
			}
			return 0
		} else if r.word(m).head != "" || r.post(m) {
			return 0
		}
	}
	return 0
}

// owningHeads are the heads of bodies that have parts, with the s of a possessive.
var owningHeads = map[string]bool{"departments": true, "divisions": true, "ministrys": true, "agencys": true, "bureaus": true, "directorates": true, "sections": true}

// parts are heads of bodies that are parts of others.
var parts = list("part")

// spanOf returns where the candidate's name stands, without the s of a possessive that
// lost its apostrophe.
func (r *reader) spanOf(c *candidate) onrecord.Span {
	s := r.d.Span(c.first, c.last)
	if c.rule == &ruleOwner {
		s.End--
	}
	return s
}

// owner returns the key of a body without the s of its possessive.
func (c *candidate) owner(key []byte) []byte {
	key = key[:len(key)-1]
	if c.last-c.first == 1 {
		if same, ok := synonyms.Lookup(string(key)); ok {
			return []byte(same)
		}
	}
	return key
}
