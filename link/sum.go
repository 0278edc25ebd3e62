package link

import (
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/text"
)

// Mention is a sum with what surrounds it: what Between compares. Make one
// with NewMention.
type Mention struct {
	ID        string
	ReleaseID string
	Figure    onrecord.Figure
	IssuedOn  onrecord.Date
	words     contentWords
}

// NewMention returns the mention of a figure in a release; context is the
// block in which it stands.
func NewMention(releaseID string, issuedOn onrecord.Date, f onrecord.Figure, context string) Mention {
	return Mention{ID: f.ID, ReleaseID: releaseID, Figure: f, IssuedOn: issuedOn, words: content(context)}
}

// Between returns the links of a sum with other mentions of the same value:
// LinkRestates where both speak of the same thing, from the later mention (A)
// to the earlier one (B). Of the mentions before m only the earliest is
// linked: it is where the sum was first seen. Candidates may stand in any
// order; the result is ordered by A, then B. Mentions of one day, or of
// unknown days, are ordered by id, so that the answer does not depend on which
// was read first.
//
// Two mentions speak of the same thing when their contexts share a proper
// name beside at least a third of their content words, or share at least half
// of their content words.
func Between(m Mention, candidates []Mention) []onrecord.Link {
	if !Comparable(m.Figure) {
		return nil
	}
	var links []onrecord.Link
	var first *Mention
	why := ""
	for i := range candidates {
		c := &candidates[i]
		if c.ID == m.ID || !sameValue(m.Figure, c.Figure) {
			continue
		}
		words := sameThing(m.words, c.words)
		switch {
		case words == "":
		case later(*c, m):
			links = append(links, onrecord.Link{Kind: onrecord.LinkRestates, A: c.ID, B: m.ID, Why: words})
		case first == nil || later(*first, *c):
			first, why = c, words
		}
	}
	if first != nil {
		links = append(links, onrecord.Link{Kind: onrecord.LinkRestates, A: m.ID, B: first.ID, Why: why})
	}
	slices.SortFunc(links, func(x, y onrecord.Link) int { return strings.Compare(x.A+x.B, y.A+y.B) })
	return links
}

// Comparable reports whether a figure says enough to be linked by its value:
// a sum of money of at least a thousand. Too many things share a smaller one.
func Comparable(f onrecord.Figure) bool {
	return f.Kind == onrecord.FigureMoney && f.Value >= 1000
}

func sameValue(a, b onrecord.Figure) bool {
	if a.Kind != b.Kind || a.Value != b.Value || a.Kind == onrecord.FigureMoney && a.Unit != b.Unit || a.Per != b.Per {
		return false
	}
	if a.ValueTo == nil || b.ValueTo == nil {
		return a.ValueTo == b.ValueTo
	}
	return *a.ValueTo == *b.ValueTo
}

func later(a, b Mention) bool {
	if c := a.IssuedOn.Compare(b.IssuedOn); c != 0 {
		return c > 0
	}
	return a.ID > b.ID
}

// contentWords are the words of a context that carry its meaning, each list
// in alphabetical order and without doubles.
type contentWords struct {
	all    []string
	proper []string // capitalised inside a sentence
}

func content(s string) contentWords {
	var w contentWords
	start := true
	for _, t := range text.Tokens(s) {
		if t.Kind == text.Punct {
			start = t.Norm == "." || t.Norm == "!" || t.Norm == "?"
			continue
		}
		if t.Kind == text.Word && len(t.Norm) >= 4 && !common[t.Norm] {
			w.all = append(w.all, t.Norm)
			if !start && (t.Shape == text.Title || t.Shape == text.Upper) {
				w.proper = append(w.proper, t.Norm)
			}
		}
		start = false
	}
	w.all, w.proper = distinct(w.all), distinct(w.proper)
	return w
}

func distinct(words []string) []string {
	slices.Sort(words)
	return slices.Compact(words)
}

// sameThing returns which words say that two contexts speak of one thing, ""
// where too few do.
func sameThing(a, b contentWords) string {
	smaller := min(len(a.all), len(b.all))
	shared := intersection(a.all, b.all)
	if len(shared) < 3 || len(shared)*3 < smaller {
		return ""
	}
	if len(shared)*2 < smaller || len(shared) < 4 {
		if len(intersection(a.proper, b.proper)) == 0 {
			return ""
		}
	}
	return "same value; both passages have " + strings.Join(shared[:min(len(shared), 6)], ", ")
}

// intersection returns what two ordered lists share, in order.
func intersection(a, b []string) []string {
	var out []string
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch c := strings.Compare(a[i], b[j]); {
		case c < 0:
			i++
		case c > 0:
			j++
		default:
			out = append(out, a[i])
			i, j = i+1, j+1
		}
	}
	return out
}

// common are words of announcements that say nothing of their subject.
var common = set("this that with from have been will their they which more than also over into government today said says year years million billion thousand funding announced minister secretary department support people across including these those first last next month months week there where when what about would could should were through under after before between other each every while both some such most many")
