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
	offset      int // of the tokens in the release's text
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
// words right after them say it.
func (l line) acted(heads []string) []string {
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
		case preposition.Has(t.Norm):
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
func (l line) span() onrecord.Span {
	return onrecord.Span{Start: l.offset + int(l.tokens[0].Start), End: l.offset + int(l.tokens[len(l.tokens)-1].End)}
}
