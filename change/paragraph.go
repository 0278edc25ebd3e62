package change

import (
	"strings"

	"github.com/sergi/go-diff/diffmatchpatch"

	"github.com/onrecord/onrecord"
)

const blank = "\n\n" // between the blocks of a release's text

// paragraphs returns the parts of a text between blank lines; none of "".
func paragraphs(s string) []onrecord.Span {
	var out []onrecord.Span
	for at := 0; at < len(s); {
		end := len(s)
		if i := strings.Index(s[at:], blank); i >= 0 {
			end = at + i
		}
		out = append(out, onrecord.Span{Start: at, End: end})
		at = end + len(blank)
	}
	return out
}

func endOf(list []onrecord.Span, i int) int {
	if i < 0 {
		return 0
	}
	return list[i].End
}

func startOf(list []onrecord.Span, i int, s string) int {
	if i == len(list) {
		return len(s)
	}
	return list[i].Start
}

// match is a paragraph that two versions share, by its place in each.
type match struct{ before, after int }

// matchParagraphs returns those that stand in both in the same order. Where
// paragraphs beyond a million differ there are none: all is then compared word by word.
func matchParagraphs(a, b string, before, after []onrecord.Span) []match {
	v := &vocabulary{numbers: map[string]rune{}}
	encode := func(s string, list []onrecord.Span) (out []rune, ok bool) {
		for _, p := range list {
			n, ok := v.number(p.Of(s))
			if !ok {
				return nil, false
			}
			out = append(out, n)
		}
		return out, true
	}
	x, ok := encode(a, before)
	y, fits := encode(b, after)
	if !ok || !fits || len(x)*len(y) > maxCompared {
		return nil
	}
	d := diffmatchpatch.New()
	d.DiffTimeout = 0
	var out []match
	i, j := 0, 0
	for _, diff := range d.DiffMainRunes(x, y, false) {
		n := len([]rune(diff.Text))
		switch diff.Type {
		case diffmatchpatch.DiffEqual:
			for range n {
				if before[i].Len() > 0 { // an empty one says nothing of where it stands
					out = append(out, match{i, j})
				}
				i, j = i+1, j+1
			}
		case diffmatchpatch.DiffDelete:
			i += n
		case diffmatchpatch.DiffInsert:
			j += n
		}
	}
	return out
}

// minMoved is how many words a paragraph must have to be told as moved: a
// shorter one may stand in two places by chance.
const minMoved = 4

// movedParagraphs are those that stand elsewhere with the same words, by where
// they start in the older and in the newer text.
type movedParagraphs struct{ from, to map[int]onrecord.Span }

func findMoved(a, b string, before, after []onrecord.Span, matches []match) movedParagraphs {
	out := movedParagraphs{map[int]onrecord.Span{}, map[int]onrecord.Span{}}
	kept, stays := map[int]bool{}, map[int]bool{}
	for _, m := range matches {
		kept[m.before], stays[m.after] = true, true
	}
	waiting := map[string][]onrecord.Span{}
	for i, p := range before {
		if words := p.Of(a); !kept[i] && len(strings.Fields(words)) >= minMoved {
			waiting[words] = append(waiting[words], p)
		}
	}
	for j, p := range after {
		words := p.Of(b)
		if from := waiting[words]; !stays[j] && len(from) > 0 {
			out.from[from[0].Start], out.to[p.Start] = from[0], p
			waiting[words] = from[1:]
		}
	}
	return out
}
