package link

import (
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/text"
)

// tokensIn returns the range of tokens that overlap a range of bytes.
func tokensIn(tokens []text.Token, start, end int32) (first, last int) {
	first, _ = slices.BinarySearchFunc(tokens, start, func(t text.Token, at int32) int {
		if t.End <= at {
			return -1
		}
		return 1
	})
	last = first
	for last < len(tokens) && tokens[last].Start < end {
		last++
	}
	return first, last
}

func sentenceOf(sentences [][2]int, token int) int {
	i, _ := slices.BinarySearchFunc(sentences, token, func(s [2]int, at int) int {
		if s[1] <= at {
			return -1
		}
		return 1
	})
	return min(i, len(sentences)-1)
}

// line is a sentence with a figure in it: tokens[first:last].
type line struct {
	tokens      []text.Token
	first, last int
	offset      int  // of the tokens in the release's text
	whole       bool // it is all of the sentence
}

// maxLine bounds how many tokens of a sentence before a figure, and after it, are looked
// at: no sentence that a person reads is so long, and of others each figure would
// else cost as much as all.
const maxLine = 128

// lineOf returns the sentence of a figure.
func (p *passages) lineOf(f *onrecord.Figure) (line, bool) {
	i := p.block(f.Span)
	if i < 0 {
		return line{}, false
	}
	b, sheet := p.record.Blocks[i], p.sheet(i)
	first, last := tokensIn(sheet.tokens, int32(f.Start-b.Start), int32(f.End-b.Start))
	if first == last {
		return line{}, false
	}
	s := sheet.sentences[sentenceOf(sheet.sentences, first)]
	last = min(last, s[1])
	from, to := max(s[0], first-maxLine), min(s[1], last+maxLine)
	return line{tokens: sheet.tokens[from:to], first: first - from, last: last - from, offset: b.Start, whole: from == s[0] && to == s[1]}, true
}

// after reports whether a word stands right before the figure.
func (l line) after(word string) bool { return l.first > 0 && l.tokens[l.first-1].Norm == word }

// before returns the last tokens that end before a place in the release's text, at most so many.
func (l line) before(at, most int) []text.Token {
	end, _ := slices.BinarySearchFunc(l.tokens, at-l.offset, func(t text.Token, at int) int { return int(t.End) - at - 1 })
	return l.tokens[max(0, end-most):end]
}

// part returns where a range of the line's tokens, not empty, stands in the release's text.
func (l line) part(from, to int) onrecord.Span {
	return onrecord.Span{Start: l.offset + int(l.tokens[from].Start), End: l.offset + int(l.tokens[to-1].End)}
}

// clause returns the tokens about the figure up to where the sentence turns to
// something else: a mark, a word that begins another clause, an "and" between
// two figures.
func (l line) clause() (from, to int) {
	from, to = l.first, l.last
	for from > 0 && !l.turns(from-1) {
		from--
	}
	for to < len(l.tokens) && !l.turns(to) {
		to++
	}
	return from, max(to, from+1)
}

func (l line) turns(i int) bool {
	t := l.tokens[i]
	switch t.Kind {
	case text.Punct, text.Symbol:
		return strings.ContainsAny(t.Norm, ",;:–—()")
	case text.Word:
		return breaks.Has(t.Norm) || t.Norm == "and" && l.parts(i)
	}
	return false
}

// parts reports whether an "and" stands between two clauses with a figure each,
// and does not only join what is counted: "538 homes and 61 businesses were
// flooded".
func (l line) parts(and int) bool {
	if and+1 == l.first || and+1 < len(l.tokens) && l.tokens[and+1].Kind == text.Number {
		return false
	}
	step, i := 1, and+1
	if and < l.first {
		step, i = -1, and-1
	}
	for ; i >= 0 && i < len(l.tokens) && l.tokens[i].Kind != text.Punct; i += step {
		if l.tokens[i].Kind == text.Number {
			return true
		}
	}
	return false
}

// headsOf returns the stems of the nouns that a figure counts: the last word of
// each of "homes and businesses"; for what is weighed or measured, its unit
// and what there is so much of.
func headsOf(f *onrecord.Figure) []string {
	switch f.Kind {
	case onrecord.FigureMoney, onrecord.FigurePercent, onrecord.FigureRatio:
		return nil
	case onrecord.FigureCount:
		return distinct(nouns(f.Unit))
	}
	of := nouns(f.Of)
	return distinct(append([]string{f.Unit}, of[:min(len(of), 1)]...))
}

// acted returns what was done to the people counted as what is counted, where the
// word right before them or those right after say it.
func (l line) acted(heads []string) []string {
	if l.first > 0 {
		if noun, ok := acted.Lookup(l.tokens[l.first-1].Norm); ok { // "they arrested 47 people"
			return []string{countedConcept(noun)}
		}
	}
	for i := l.last; i < min(l.last+4, len(l.tokens)) && l.tokens[i].Kind == text.Word; i++ {
		if noun, ok := acted.Lookup(l.tokens[i].Norm); ok {
			return []string{countedConcept(noun)}
		}
	}
	return heads
}

// nouns returns, in their order, the stems of the last words of a phrase and of each that "and"
// or a comma joins to it, up to a word that begins something else.
func nouns(phrase string) (out []string) {
	last := ""
	end := func() {
		if last != "" {
			out = append(out, countedConcept(last))
		}
		last = ""
	}
	for _, t := range text.Tokens(phrase) {
		switch {
		case t.Kind == text.Clitic:
		case t.Kind != text.Word || t.Norm == "and" || t.Norm == "or":
			if t.Norm != "-" {
				end()
			}
		case preposition.Has(t.Norm), last != "" && strings.HasSuffix(t.Norm, "ed") && !strings.HasSuffix(last, "ly"): // "cocaine seized in", but "privately rented homes"
			end()
			return out
		default:
			last = t.Norm
		}
	}
	end()
	return out
}

// span returns where the line stands in the release's text.
func (l line) span() onrecord.Span { return l.part(0, len(l.tokens)) }
