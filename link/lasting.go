package link

import (
	"slices"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/text"
)

// A length of time says something that moves only where it is that of a thing which
// lasts so long: "3 months' notice", "the length of notice, from 1 month to 2", "the
// wait is down from 11 weeks". Most lengths say when something is or was: "3 months later".

var (
	lasting = list("lasting")
	// when are the words before a length of time that make of it a time at which something
	// is, whenAfter those after it.
	when      = set("in within over for every after before during first last next past another further each since under")
	whenAfter = set("later earlier ago before after since old away inside early late on from into to of long short more")
)

// maxLasting is how many words before a length of time are looked through for what lasts,
// maxBelongs how many after it.
const (
	maxLasting = 14
	maxBelongs = 4
)

// lasts returns the place of the word for what lasts as long as the line's figure says, -1
// where the line does not say so.
func (l line) lasts() int {
	if at := l.belongs(); at >= 0 {
		return at
	}
	if l.first > 0 && when[l.tokens[l.first-1].Norm] || l.last < len(l.tokens) && whenAfter[l.tokens[l.last].Norm] {
		return -1
	}
	for i := l.first - 1; i >= max(0, l.first-maxLasting) && l.tokens[i].Norm != ":" && l.tokens[i].Norm != ";"; i-- {
		if lasting.Has(l.tokens[i].Norm) {
			return i
		}
	}
	return -1
}

// belongs returns the place of the noun after the figure to which it belongs: "3 months'
// notice", "a 5-year prison sentence"; -1 where there is none.
func (l line) belongs() int {
	found := -1
	for i := l.last; i < min(l.last+maxBelongs, len(l.tokens)); i++ {
		t := l.tokens[i]
		switch {
		case lasting.Has(t.Norm):
			found = i
		case t.Norm == "'" || t.Norm == "’" || t.Norm == "-" || t.Kind == text.Clitic:
		case found >= 0 || t.Kind != text.Word || function.Has(t.Norm):
			return found
		}
	}
	return found
}

// wishes are the words before a length of time that make it what somebody would have.
var wishes = set("want wants wanted ask asks asked asking call calls called calling settle settled hope hopes hoped demand demands demanded propose proposes proposed")

// rule returns the signs of a line's length of time. A day beside it is when a rule begins
// or was agreed, and so makes no goal of it; what somebody would have is one.
func (l line) rule(signs []string) []string {
	signs = slices.DeleteFunc(signs, func(sign string) bool { return sign == signGoal })
	for _, t := range l.tokens[max(0, l.first-4):l.first] {
		if wishes[t.Norm] {
			return distinct(append(signs, signGoal))
		}
	}
	return signs
}

// Lasting returns the word for what lasts as long as a length of time says, in lower
// case: "notice". It is "" for other figures, and where the release does not say so.
func (s Figures) Lasting(f *onrecord.Figure) string {
	if f.Kind != onrecord.FigureDuration {
		return ""
	}
	l, ok := s.passages.lineOf(f)
	if !ok {
		return ""
	}
	if at := l.lasts(); at >= 0 {
		return l.tokens[at].Norm
	}
	return ""
}
