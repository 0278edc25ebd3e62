package link

import (
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
