package page

import (
	"strings"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
)

// piece is a run of words. Long runs that are the same are folded:
// Middle is then what is folded away, with its number of Words, and stands
// between Text and Last.
type piece struct {
	Kind               onrecord.RunKind
	Text, Middle, Last string
	Words              int
}

// keptBytes is how much of an unchanged run is shown at each end.
const keptBytes = 240

// pieces folds the long unchanged runs.
func pieces(runs []onrecord.Run) []piece {
	out := make([]piece, len(runs))
	for i, r := range runs {
		if out[i] = (piece{Kind: r.Kind, Text: r.Text}); r.Kind == onrecord.RunSame {
			out[i] = folded(r.Text, i == 0, i == len(runs)-1)
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
		if p.Kind.Older() {
			row.Left = append(row.Left, piece{Kind: p.Kind, Text: p.Text})
		}
		if p.Kind.Newer() {
			row.Right = append(row.Right, piece{Kind: p.Kind, Text: p.Text})
		}
		if p.Middle == "" {
			continue
		}
		row.Fold = piece{Middle: p.Middle, Words: p.Words}
		out = append(out, row)
		last := []piece{{Kind: onrecord.RunSame, Text: p.Last}}
		row = sideRow{Left: last, Right: last}
	}
	return append(out, row)
}

// folded hides the middle of a long unchanged run.
func folded(text string, first, last bool) piece {
	if len(text) < 4*keptBytes {
		return piece{Kind: onrecord.RunSame, Text: text}
	}
	start, end := border(text, keptBytes), border(text, len(text)-keptBytes)
	if first {
		start = 0
	}
	if last {
		end = len(text)
	}
	if start >= end {
		return piece{Kind: onrecord.RunSame, Text: text}
	}
	middle := text[start:end]
	return piece{Kind: onrecord.RunSame, Text: text[:start], Middle: middle, Last: text[end:], Words: max(1, len(strings.Fields(middle)))}
}

// border steps on from i to the start of a word.
func border(s string, i int) int {
	for i < len(s) && (!utf8.RuneStart(s[i]) || s[i-1] != ' ') {
		i++
	}
	return i
}
