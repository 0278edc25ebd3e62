package name

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/text"
)

// dealtWith reports whether the words beside the unknown name say of it what is
// said of bodies alone: whose post it is ("Brenneth’s chief executive", "a
// spokesman for Brenneth"), who works there ("joined Brenneth as", "a partner at
// Brenneth"), what is done with it ("in partnership with Brenneth", "shares in
// Brenneth") and what it has ("Brenneth customers").
func (r *reader) dealtWith(c *candidate) bool {
	if c.last-c.first > 4 || r.handle(c) {
		return false
	}
	if !r.nameable(c) {
		return c.last-c.first == 1 && r.proper(c.first) && r.d.Tokens[c.first].Shape != text.Upper && r.hasHead(c.last)
	}
	return r.hasHead(c.last) || r.hasPeople(c.last) || r.dealBefore(c) || r.joinedAs(c)
}

// nameable reports whether the capitalised words are a name's own: none opens a
// sentence alone for grammar's sake, tells a nation or a person, or heads a post.
func (r *reader) nameable(c *candidate) bool {
	own := false
	for k := c.first; k < c.last; k++ {
		t := &r.d.Tokens[k]
		if t.Kind != text.Word {
			continue
		}
		if r.is(k, nationality|starter|rank|notPerson|compass|headless|given) || r.post(k) || r.word(k).head != "" {
			return false
		}
		own = own || r.proper(k) && (t.Shape != text.Upper || c.last-c.first > 1)
	}
	return own && (c.last-c.first > 1 || !r.opens(c.first))
}

// hasHead reports whether a possessive and the post of who heads a body stand at
// token i: "’s chief executive".
func (r *reader) hasHead(i int) bool {
	t := r.d.Tokens
	if i+2 >= len(t) || t[i].Kind != text.Clitic {
		return false
	}
	for k := i + 1; k < i+4 && k+1 < len(t) && t[k].Kind == text.Word; k++ {
		if _, _, ok := bosses.Longest(r.d, k); ok {
			return true
		}
	}
	return false
}

// bosses are posts, and groups of people, that only a body has.
var bosses = list("boss")

// hasPeople reports whether a noun for those who belong to a body, or for what
// only a body has, stands at token i in lower case: "customers".
func (r *reader) hasPeople(i int) bool {
	t := r.d.Tokens
	if i >= len(t) || t[i].Shape != text.Lower || t[i].Sentence != t[i-1].Sentence {
		return false
	}
	return belongings.Has(t[i].Norm)
}

// belongings are nouns for those who belong to a body, and what only a body has.
var belongings = list("belonging")

// dealBefore reports whether the words before the unknown name lead to a body:
// "spokesman for", "in partnership with", "a partner at".
func (r *reader) dealBefore(c *candidate) bool {
	t, p := r.d.Tokens, c.first-1
	if p < 1 || t[p].Sentence != t[c.first].Sentence || r.attributive(c.last) {
		return false
	}
	joint, ok := deals.Lookup(t[p-1].Norm)
	return ok && joint == t[p].Norm && t[p-1].Shape == text.Lower
}

// deals are words that, with their preposition, a body follows.
var deals = list("deal")

// joinedAs reads "joined Brenneth as a trainee in 2010".
func (r *reader) joinedAs(c *candidate) bool {
	t := r.d.Tokens
	if c.first == 0 || c.last+1 >= len(t) || t[c.first-1].Norm != "joined" && t[c.first-1].Norm != "rejoined" && t[c.first-1].Norm != "joining" {
		return false
	}
	switch t[c.last].Norm {
	case "as":
		return true
	case "in", "from":
		return t[c.last+1].Kind == text.Number
	}
	return false
}

// chairs reports whether the unknown words, two to four, name who takes the chair: "chaired by
// Xola Brenneth Tarn".
func (r *reader) chairs(c *candidate) bool {
	t, k := r.d.Tokens, c.first
	if n := c.last - k; n < 2 || n > 4 || k < 2 || t[k-1].Norm != "by" || t[k-2].Norm != "chaired" || r.attributive(c.last) {
		return false
	}
	return r.namesPerson(c)
}

// firm reports whether the unknown words stand in apposition after a noun for a body: "at the law
// firm, Brenneth Tarn Sedge."
func (r *reader) firm(c *candidate) bool {
	t, k := r.d.Tokens, c.first
	if k < 3 || c.last-k > 4 || t[k-1].Norm != "," || t[k-2].Shape != text.Lower || r.word(k-2).before != onrecord.NameBody || !r.closes(c.last) || t[k-2].Sentence != t[k].Sentence {
		return false
	}
	for m := k; m < c.last; m++ {
		if t[m].Kind == text.Word && !r.proper(m) {
			return false
		}
	}
	return true
}

// staged reports whether somebody holds what the unknown words name: "the Sedge Utsav
// organised by", "the Brenneth Lekhana held in".
func (r *reader) staged(c *candidate) bool {
	t, k := r.d.Tokens, c.last
	if n := k - c.first; n < 2 || n > 5 || c.first == 0 || t[c.first-1].Norm != "the" || r.opens(c.first) || k+1 >= len(t) || t[k].Shape != text.Lower || t[k].Sentence != t[c.first].Sentence || r.is(c.first, nationality|given|givenWeak|rank) {
		return false
	}
	for m := c.first; m < k; m++ {
		if t[m].Kind != text.Word || t[m].Shape != text.Title {
			return false
		}
	}
	switch t[k].Norm {
	case "organised", "organized", "hosted", "convened", "staged":
		return t[k+1].Norm == "by"
	case "held":
		return t[k+1].Norm == "in" || t[k+1].Norm == "at"
	}
	return false
}

// launched reports whether the unknown words, two or more, are what somebody sets
// going: "has launched Helping Hands".
func (r *reader) launched(c *candidate) bool {
	t, p := r.d.Tokens, c.first-1
	if c.last-c.first < 2 || c.last-c.first > 5 || p < 1 || c.last >= len(t) || r.attributive(c.last) || r.is(c.first, nationality|given|givenWeak|rank) {
		return false
	}
	for k := c.first; k < c.last; k++ {
		if t[k].Kind == text.Clitic || t[k].Shape == text.Upper {
			return false
		}
	}
	for p > 0 && (t[p].Norm == "the" || t[p].Norm == "a" || t[p].Norm == "new" || t[p].Norm == "its" || t[p].Norm == "our" || t[p].Norm == "their") {
		p--
	}
	switch t[p].Norm {
	case "launched", "launches", "launching", "launch":
		return t[p].Shape == text.Lower && t[p].Sentence == t[c.first].Sentence
	}
	return false
}

// toldBefore returns the kind that a noun, set off by a comma, gives the unknown
// name between commas: "a campaign, Think Ropes, begins"; "" where none does.
func (r *reader) toldBefore(c *candidate) onrecord.NameKind {
	t, k := r.d.Tokens, c.first-2
	if k < 1 || c.last >= len(t) || c.last-c.first > 6 || t[c.first-1].Norm != "," || t[c.last].Norm != "," || t[k].Shape != text.Lower || t[k].Sentence != t[c.first].Sentence {
		return ""
	}
	switch kind := r.word(k).head; kind {
	case onrecord.NameScheme, onrecord.NameDocument, onrecord.NameSystem, onrecord.NameEvent:
		for p := k - 1; p >= 0 && p > k-5; p-- {
			switch t[p].Norm {
			case "a", "an", "the", "its", "their", "our", "his", "her":
				return kind
			}
		}
	}
	return ""
}

// reached reports whether the unknown words are alone in their block and are
// whom the press may call: "Contact" stands in the block before, or a telephone
// number or an address in the one after.
func (r *reader) reached(c *candidate) bool {
	t, n := r.d.Tokens, c.last-c.first
	if n < 2 || n > 4 || !r.namesPerson(c) {
		return false
	}
	b := r.blockOf(c.first)
	block := r.d.Blocks[b]
	if block.First != c.first || block.Last != c.last {
		return false
	}
	if b > 0 {
		switch above := r.d.Blocks[b-1]; {
		case above.Last == above.First, above.Last-above.First > 4:
		case t[above.Last-1].Norm == "contact", t[above.Last-1].Norm == "contacts", above.Last-above.First > 1 && t[above.Last-2].Norm == "contact":
			return true
		}
	}
	if b+1 < len(r.d.Blocks) {
		below := r.d.Blocks[b+1]
		if below.First < below.Last && below.Last-below.First < 12 {
			first := &t[below.First]
			return first.Norm == "(" && t[below.First+1].Kind == text.Number || first.Kind == text.Number && below.Last-below.First > 2 && t[below.First+1].Norm == "-"
		}
	}
	return false
}

// blockOf returns the number of the block that holds token i.
func (r *reader) blockOf(i int) int {
	lo, hi := 0, len(r.d.Blocks)
	for lo < hi {
		mid := (lo + hi) / 2
		if r.d.Blocks[mid].Last > i {
			hi = mid
		} else {
			lo = mid + 1
		}
	}
	return lo
}

// saint reports whether the unknown name opens with "St" and ends in a possessive,
// where a place can stand: "at St Brannock’s".
func (r *reader) saint(c *candidate) bool {
	t := r.d.Tokens
	if n := t[c.first].Norm; n != "st" && n != "saint" || c.last-c.first < 2 || c.first == 0 || t[c.first-1].Norm != "at" {
		return false
	}
	return c.last < len(t) && t[c.last].Kind == text.Clitic
}
