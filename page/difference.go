package page

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/sergi/go-diff/diffmatchpatch"
)

// The kinds of run: words of both versions, of the older only, of the newer only.
const (
	same  = "same"
	gone  = "gone"
	added = "new"
)

// run is a run of words that two versions share, or that one of them has.
type run struct{ kind, text string }

// piece is a run of words. Long runs that are the same are folded:
// Middle is then what is folded away, with its number of Words, and stands
// between Text and Last.
type piece struct {
	Kind               string // "same", "gone", "new"
	Text, Middle, Last string
	Words              int
}

const (
	// compareTime bounds the search for the shortest difference; after it the
	// difference is still right, but may be longer than it need be.
	compareTime = time.Second
	// keptBytes is how much of an unchanged run is shown at each end.
	keptBytes = 240
)

// difference returns the runs of words that a and b share and do not. The
// same and new runs together are b, the same and gone runs are a.
func difference(a, b string) []run {
	words := &vocabulary{numbers: map[string]rune{}}
	before, ok := words.encode(a)
	after, fits := words.encode(b)
	if !ok || !fits {
		return []run{{gone, a}, {added, b}}
	}
	return words.runs(before, after)
}

// runs returns what two lists of the vocabulary's numbers share and do not.
func (v *vocabulary) runs(before, after []rune) []run {
	d := diffmatchpatch.New()
	d.DiffTimeout = compareTime
	diffs := d.DiffCleanupMerge(d.DiffMainRunes(before, after, false))
	kinds := map[diffmatchpatch.Operation]string{diffmatchpatch.DiffDelete: gone, diffmatchpatch.DiffInsert: added, diffmatchpatch.DiffEqual: same}
	out := make([]run, len(diffs))
	for i, diff := range diffs {
		out[i] = run{kinds[diff.Type], v.decode(diff.Text)}
	}
	return out
}

// pieces folds the long unchanged runs.
func pieces(runs []run) []piece {
	out := make([]piece, len(runs))
	for i, r := range runs {
		if out[i] = (piece{Kind: r.kind, Text: r.text}); r.kind == same {
			out[i] = folded(r.text, i == 0, i == len(runs)-1)
		}
	}
	return out
}

// sideRow is a stretch of two versions beside each other, with what is folded
// away after it.
type sideRow struct {
	Left, Right []piece
	Fold        piece
}

// rowsOf parts two versions where unchanged words are folded, so that what
// changed stands level.
func rowsOf(pieces []piece) []sideRow {
	var out []sideRow
	row := sideRow{}
	for _, p := range pieces {
		if p.Kind != added {
			row.Left = append(row.Left, piece{Kind: p.Kind, Text: p.Text})
		}
		if p.Kind != gone {
			row.Right = append(row.Right, piece{Kind: p.Kind, Text: p.Text})
		}
		if p.Middle == "" {
			continue
		}
		row.Fold = piece{Middle: p.Middle, Words: p.Words}
		out = append(out, row)
		last := []piece{{Kind: same, Text: p.Last}}
		row = sideRow{Left: last, Right: last}
	}
	return append(out, row)
}

// folded hides the middle of a long unchanged run.
func folded(text string, first, last bool) piece {
	if len(text) < 4*keptBytes {
		return piece{Kind: same, Text: text}
	}
	start, end := border(text, keptBytes), border(text, len(text)-keptBytes)
	if first {
		start = 0
	}
	if last {
		end = len(text)
	}
	if start >= end {
		return piece{Kind: same, Text: text}
	}
	middle := text[start:end]
	return piece{Kind: same, Text: text[:start], Middle: middle, Last: text[end:], Words: max(1, len(strings.Fields(middle)))}
}

// border steps on from i to the start of a word.
func border(s string, i int) int {
	for i < len(s) && (!utf8.RuneStart(s[i]) || s[i-1] != ' ') {
		i++
	}
	return i
}

// vocabulary numbers words, so that a difference of words can be worked out
// as one of characters. Spaces and signs are words of their own.
type vocabulary struct {
	numbers map[string]rune
	words   []string
}

// surrogates are no characters: numbers step over them.
const (
	firstSurrogate = 0xD800
	surrogates     = 0x800
)

// encode returns the numbers of the words of s; ok is false where there are
// more different words than characters to stand for them, over a million.
func (v *vocabulary) encode(s string) (out []rune, ok bool) {
	out = make([]rune, 0, len(s)/4)
	for len(s) > 0 {
		n := wordEnd(s)
		number := v.number(s[:n])
		if number > unicode.MaxRune {
			return nil, false
		}
		out = append(out, number)
		s = s[n:]
	}
	return out, true
}

func (v *vocabulary) number(word string) rune {
	if n, ok := v.numbers[word]; ok {
		return n
	}
	n := rune(len(v.words) + 1)
	if n >= firstSurrogate {
		n += surrogates
	}
	v.numbers[word] = n
	v.words = append(v.words, word)
	return n
}

func (v *vocabulary) decode(numbers string) string {
	var b strings.Builder
	for _, n := range numbers {
		if n >= firstSurrogate+surrogates {
			n -= surrogates
		}
		b.WriteString(v.words[n-1])
	}
	return b.String()
}

// wordEnd returns the length of the first run of letters and digits, or of
// white space, or of the first other character.
func wordEnd(s string) int {
	class := func(r rune) int {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r) || r == '\'' || r == '’':
			return 1
		case unicode.IsSpace(r):
			return 2
		}
		return 0
	}
	first, size := utf8.DecodeRuneInString(s)
	kind := class(first)
	if kind == 0 {
		return size
	}
	for i, r := range s {
		if class(r) != kind {
			return i
		}
	}
	return len(s)
}
