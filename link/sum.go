package link

import (
	"fmt"
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/text"
)

// Mention is a figure with what surrounds it: what Between compares.
type Mention struct {
	ID       string
	Figure   onrecord.Figure
	IssuedOn onrecord.Date
	// Context is the block in which the figure stands.
	Context string
}

// Between returns the links of a figure to earlier mentions of the same
// value: LinkRestates where both speak of the same thing. A is the later
// mention. Candidates may stand in any order; the result is ordered by B's
// day, then id. Mentions of the same day and unknown days are linked by id
// order, so that the answer does not depend on which was read first.
//
// Two mentions speak of the same thing when their contexts share a proper
// name beside the common ones and at least a third of their content words,
// or at least half of their content words.
func Between(m Mention, candidates []Mention) []onrecord.Link {
	if !Comparable(m.Figure) {
		return nil
	}
	words := content(m.Context)
	var links []onrecord.Link
	for _, c := range candidates {
		if c.ID == m.ID || !sameValue(m.Figure, c.Figure) {
			continue
		}
		if why := sameThing(words, content(c.Context)); why != "" {
			a, b := m, c
			if later(c, m) {
				a, b = c, m
			}
			links = append(links, onrecord.Link{Kind: onrecord.LinkRestates, A: a.ID, B: b.ID, Why: why})
		}
	}
	slices.SortFunc(links, func(x, y onrecord.Link) int { return strings.Compare(x.A+x.B, y.A+y.B) })
	return links
}

// Comparable reports whether a figure says enough to be linked by its value. It leaves out figures that too many things share to say anything:
// small counts, percents and durations.
func Comparable(f onrecord.Figure) bool {
	switch f.Kind {
	case onrecord.FigureMoney:
		return f.Value >= 1000
	case onrecord.FigureCount:
		return f.Value >= 100
	}
	return false
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

// contentWords are the words of a context that carry its meaning.
type contentWords struct {
	all    map[string]bool
	proper map[string]bool // capitalised inside a sentence
}

func content(s string) contentWords {
	w := contentWords{map[string]bool{}, map[string]bool{}}
	start := true
	for _, t := range text.Tokens(s) {
		switch {
		case t.Kind == text.Punct:
			start = t.Norm == "." || t.Norm == "!" || t.Norm == "?"
			continue
		case t.Kind != text.Word || len(t.Norm) < 4 || common[t.Norm]:
		default:
			w.all[t.Norm] = true
			if !start && (t.Shape == text.Title || t.Shape == text.Upper) {
				w.proper[t.Norm] = true
			}
		}
		start = false
	}
	return w
}

// sameThing returns which words say that two contexts speak of one thing, ""
// where too few do.
func sameThing(a, b contentWords) string {
	shared, smaller := intersection(a.all, b.all), min(len(a.all), len(b.all))
	if smaller == 0 {
		return ""
	}
	names := intersection(a.proper, b.proper)
	switch {
	case len(names) > 0 && len(shared)*3 >= smaller && len(shared) >= 3, len(shared)*2 >= smaller && len(shared) >= 4:
		return fmt.Sprintf("same value; both passages have %s", strings.Join(shared[:min(len(shared), 6)], ", "))
	}
	return ""
}

// intersection returns what two sets share, in alphabetical order.
func intersection(a, b map[string]bool) []string {
	var out []string
	for w := range a {
		if b[w] {
			out = append(out, w)
		}
	}
	slices.Sort(out)
	return out
}

// common are words of announcements that say nothing of their subject.
var common = set("this that with from have been will their they which more than also over into government today said says year years million billion thousand funding announced minister secretary department support people across including these those first last next month months week there where when what about would could should were through under after before between other each every while both some such most many")
