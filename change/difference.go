package change

import (
	"strings"

	"github.com/sergi/go-diff/diffmatchpatch"

	"github.com/onrecord/onrecord"
)

// maxCompared bounds the work on one stretch between paragraphs that stayed
// the same, as the product of the numbers of words of both versions. A larger
// one is told as taken out and put in as a whole: the difference is still right,
// but longer than it need be.
const maxCompared = 9_000_000

// Difference returns the runs of words that two texts share and do not.
// The runs that the older has are a, those that the newer has are b, byte for
// byte. Paragraphs are compared first, so that one which stayed stays whole, and
// one that stands elsewhere with the same words is moved; the rest word by word.
func Difference(a, b string) []onrecord.Run {
	return joined(between(a, b, (*runs).byWord))
}

// ByParagraph is Difference with paragraphs whole: where two speakers say other
// things, a difference word by word mixes what they say.
func ByParagraph(a, b string) []onrecord.Run {
	return between(a, b, (*runs).whole)
}

// between compares the stretches between paragraphs that stayed.
func between(a, b string, compare func(*runs, text, text)) []onrecord.Run {
	before, after := paragraphs(a), paragraphs(b)
	matches := matchParagraphs(a, b, before, after)
	moved := findMoved(a, b, before, after, matches)
	var out runs
	last := match{-1, -1}
	for _, m := range append(matches, match{len(before), len(after)}) {
		compare(&out,
			text{a, onrecord.Span{Start: endOf(before, last.before), End: startOf(before, m.before, a)}, moved.from},
			text{b, onrecord.Span{Start: endOf(after, last.after), End: startOf(after, m.after, b)}, moved.to})
		if m.before < len(before) {
			out.add(onrecord.RunSame, before[m.before].Of(a))
		}
		last = m
	}
	return out
}

// runs are runs being made, each of another kind than the one before.
type runs []onrecord.Run

func (r *runs) add(kind onrecord.RunKind, words string) {
	if words == "" {
		return
	}
	if n := len(*r); n > 0 && (*r)[n-1].Kind == kind && kind != onrecord.RunMovedFrom && kind != onrecord.RunMovedTo {
		(*r)[n-1].Text += words
		return
	}
	*r = append(*r, onrecord.Run{Kind: kind, Text: words})
}

// text is a stretch of one version, with the paragraphs that moved.
type text struct {
	all string
	onrecord.Span
	moved map[int]onrecord.Span // by where they start
}

// byWord adds the difference of two stretches word by word.
func (r *runs) byWord(a, b text) {
	v := &vocabulary{numbers: map[string]rune{}, moved: map[rune]bool{}}
	before, ok := v.encode(a)
	after, fits := v.encode(b)
	if !ok || !fits || len(before)*len(after) > maxCompared {
		r.whole(a, b)
		return
	}
	d := diffmatchpatch.New()
	d.DiffTimeout = 0 // the work is bounded above, and the answer must not hang on the clock
	for _, diff := range d.DiffCleanupMerge(d.DiffMainRunes(before, after, false)) {
		switch diff.Type {
		case diffmatchpatch.DiffEqual:
			r.decode(v, diff.Text, onrecord.RunSame, onrecord.RunSame)
		case diffmatchpatch.DiffDelete:
			r.decode(v, diff.Text, onrecord.RunRemoved, onrecord.RunMovedFrom)
		case diffmatchpatch.DiffInsert:
			r.decode(v, diff.Text, onrecord.RunAdded, onrecord.RunMovedTo)
		}
	}
}

// whole adds two stretches as taken out and put in as they are. What they
// begin or end with alike is shared: the blank lines between paragraphs.
func (r *runs) whole(a, b text) {
	first, last := sharedEnds(a.Of(a.all), b.Of(b.all))
	r.add(onrecord.RunSame, a.all[a.Start:a.Start+first])
	tail := a.all[a.End-last : a.End]
	a.Start, a.End, b.Start, b.End = a.Start+first, a.End-last, b.Start+first, b.End-last
	a.walk(func(words string, moved bool) bool {
		r.add(either(moved, onrecord.RunMovedFrom, onrecord.RunRemoved), words)
		return true
	})
	b.walk(func(words string, moved bool) bool {
		r.add(either(moved, onrecord.RunMovedTo, onrecord.RunAdded), words)
		return true
	})
	r.add(onrecord.RunSame, tail)
}

// sharedEnds returns how long the blank lines are with which both begin, and
// with which both end; the two do not overlap.
func sharedEnds(a, b string) (first, last int) {
	if strings.HasPrefix(a, blank) && strings.HasPrefix(b, blank) {
		first = len(blank)
	}
	if strings.HasSuffix(a[first:], blank) && strings.HasSuffix(b[first:], blank) {
		last = len(blank)
	}
	return first, last
}

func either(first bool, a, b onrecord.RunKind) onrecord.RunKind {
	if first {
		return a
	}
	return b
}

func (r *runs) decode(v *vocabulary, numbers string, kind, moved onrecord.RunKind) {
	for _, n := range numbers {
		r.add(either(v.moved[n], moved, kind), v.word(n))
	}
}

// joined puts changes together that only a space parts: "20 crowns" that
// became "35 marks" is one change and not two.
func joined(in []onrecord.Run) []onrecord.Run {
	var out runs
	for i := 0; i < len(in); {
		if !edit(in[i].Kind) {
			out.add(in[i].Kind, in[i].Text)
			i++
			continue
		}
		var was, is strings.Builder
		for i < len(in) && (edit(in[i].Kind) || in[i].Kind == onrecord.RunSame && isSpace(in[i].Text) && i+1 < len(in) && edit(in[i+1].Kind)) {
			if in[i].Kind.Older() {
				was.WriteString(in[i].Text)
			}
			if in[i].Kind.Newer() {
				is.WriteString(in[i].Text)
			}
			i++
		}
		out.add(onrecord.RunRemoved, was.String())
		out.add(onrecord.RunAdded, is.String())
	}
	return out
}

func edit(k onrecord.RunKind) bool { return k == onrecord.RunRemoved || k == onrecord.RunAdded }

// isSpace reports whether a text is space inside a line.
func isSpace(s string) bool { return strings.Trim(s, " \u00a0") == "" }
