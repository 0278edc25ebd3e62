package textarchive

import (
	"strings"
	"unicode/utf8"
)

// paragraph is one paragraph of the page, in one line.
type paragraph struct {
	text string
	// marked says that a list mark stood before it.
	marked bool
	// line is the number of its first line, from 1.
	line int
}

// wrapWidth is the longest line, in bytes, of a page that may be wrapped.
const wrapWidth = 130

// paragraphs cuts a page into paragraphs: each line is one, unless the page's
// lines were wrapped; then the lines between two blank ones are.
func paragraphs(page string) []paragraph {
	page = newlines.Replace(page)
	wrapped := isWrapped(page)
	var out []paragraph
	joins := false // the line before belongs to the same run
	number := 0
	for line := range strings.Lines(page) {
		number++
		text := strings.TrimFunc(line, isSpace)
		if text == "" {
			joins = false
			continue
		}
		text, marked := cutMark(text)
		if text == "" {
			continue
		}
		if wrapped && joins && !marked && !startsRelease(text) {
			last := &out[len(out)-1]
			last.text += " " + text
			continue
		}
		out = append(out, paragraph{text, marked, number})
		joins = true
	}
	return out
}

var newlines = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\f", "\n", "\u2028", "\n", "\u2029", "\n\n")

// isSpace holds what stands around lines: tabs, no-break spaces, byte order marks.
func isSpace(r rune) bool {
	return r <= ' ' || r == 0x7f || r == 0xa0 || r == 0xfeff || r == 0x200b
}

// isWrapped reports whether the page's paragraphs go over several lines: no
// line is long, and most lines with a line right below them are nearly full.
func isWrapped(page string) bool {
	full, short, previous := 0, 0, 0
	for line := range strings.Lines(page) {
		length := len(strings.TrimFunc(line, isSpace))
		if length > wrapWidth {
			return false
		}
		if length > 0 && previous >= 50 {
			full++
		} else if length > 0 && previous > 0 {
			short++
		}
		previous = length
	}
	return full >= 3 && full > 2*short
}

// cutMark cuts list marks off the front of a line.
func cutMark(s string) (rest string, marked bool) {
	for {
		r, size := utf8.DecodeRuneInString(s)
		switch r {
		case '•', '◦', '‣', '▪', '▫', '●', '○', '∙', '·':
		case '*', '-':
			if len(s) > size && s[size] != ' ' && s[size] != '\t' && !strings.HasPrefix(s[size:], "\u00a0") {
				return s, marked
			}
		default:
			return s, marked
		}
		s, marked = strings.TrimLeftFunc(s[size:], isSpace), true
	}
}
