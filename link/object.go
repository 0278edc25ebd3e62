package link

import (
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/text"
)

// A promise is of a thing: "the register of landlords will open", "publish the cost per
// home". It is found by the words that carry a verb, without knowing which words are
// verbs: what is passive or has no object is said of what stands before, all else of
// what stands after.

var (
	// carrying are the words that carry a verb.
	carrying = set("will would shall must can could 'll is are was were has have had 've 're")
	// passive are the words that make what follows them so.
	passive = set("is are was were be been being 're")
	// untilVerb are the words that may stand between one that carries a verb and the verb.
	untilVerb = set("not also now be been being have has to still then only already due expected able about going all once since just both today")
	// beginning are the words that begin a clause.
	beginning = set("and but that because when while if so whether as")
)

// objects returns what a sentence says that something is done with: the term of the last
// word of each such thing, "register" of "the public register of landlords".
func (p *passages) objects(tokens []text.Token, offset int) (out []string) {
	r := objectReader{p: p, tokens: tokens, offset: offset}
	found := false
	for i := 0; i < len(tokens); i++ {
		if carrying[tokens[i].Norm] {
			i = r.carried(i)
			found = true
		}
	}
	if !found {
		r.bare()
	}
	return distinct(r.objects)
}

type objectReader struct {
	p       *passages
	tokens  []text.Token
	offset  int
	objects []string
}

// carried reads the verb that the word at i carries, and returns where it stands.
func (r *objectReader) carried(i int) int {
	verb, suffered := i+1, passive[r.tokens[i].Norm]
	for verb < len(r.tokens) && (untilVerb[r.tokens[verb].Norm] || strings.HasSuffix(r.tokens[verb].Norm, "ly")) {
		suffered = suffered || passive[r.tokens[verb].Norm]
		verb++
	}
	if verb >= len(r.tokens) || r.tokens[verb].Kind != text.Word || function.Has(r.tokens[verb].Norm) {
		r.of(r.before(i)) // a verb that says nothing: "the first grants will be made"
		return i
	}
	said := r.after(verb + 1)
	norm := r.tokens[verb].Norm
	if suffered && (strings.HasSuffix(norm, "ed") || preterite.Has(norm)) || len(said) == 0 {
		said = r.before(i)
	}
	r.of(said)
	return verb
}

// bare reads a sentence without a word that carries a verb: an item of a list, "publish the cost
// per home" or "a named volunteer in every street".
func (r *objectReader) bare() {
	from := 0
	if len(r.tokens) > 0 && r.tokens[0].Kind == text.Word && !function.Has(r.tokens[0].Norm) {
		from++
	}
	r.of(r.after(from))
}

// of takes the last of a thing's terms.
func (r *objectReader) of(terms []string) {
	if n := len(terms); n > 0 {
		r.objects = append(r.objects, terms[n-1])
	}
}

// longestThing is the most words of a thing that are looked at.
const longestThing = 8

// after returns the terms of the thing whose words begin at a token, none where a
// preposition stands there.
func (r *objectReader) after(from int) (out []string) {
	for _, t := range r.tokens[from:min(len(r.tokens), from+longestThing)] {
		switch {
		case t.Kind == text.Punct || preposition.Has(t.Norm) || len(out) > 0 && function.Has(t.Norm):
			return out
		case t.Kind == text.Word:
			out = r.add(out, t)
		}
	}
	return out
}

// longestClause is the most words before a verb that are looked through for the thing.
const longestClause = 40

// before returns the terms of the first thing of the clause that ends before a token.
func (r *objectReader) before(to int) (out []string) {
	from := to
	for from > max(0, to-longestClause) && r.tokens[from-1].Kind != text.Punct && !beginning[r.tokens[from-1].Norm] {
		from--
	}
	if from == to && to > 0 { // "the register, which had been due then, will open"
		for from = to - 1; from > max(0, to-longestClause) && r.tokens[from-1].Norm != ","; from-- {
		}
		to, from = from-1, max(0, from-1-longestClause)
	}
	for _, t := range r.tokens[from:max(from, to)] {
		switch {
		case len(out) > 0 && function.Has(t.Norm):
			return out
		case t.Kind == text.Word:
			out = r.add(out, t)
		}
	}
	return out
}

// add adds a token's term, unless the token is of a name that is no thing.
func (r *objectReader) add(out []string, t text.Token) []string {
	at := onrecord.Span{Start: r.offset + int(t.Start), End: r.offset + int(t.End)}
	if r.p.masked(at) {
		return out
	}
	if term := r.p.reader.meaning(t).term; term != "" && !isNumber(term) {
		out = append(out, term)
	}
	return out
}
