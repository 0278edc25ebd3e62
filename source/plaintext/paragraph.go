package plaintext

import (
	"strings"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
)

// Paragraph is one paragraph of a text, in one line.
type Paragraph struct {
	// Text is the paragraph without list marks and white space around it.
	Text string
	// Marked says that a list mark stood before it.
	Marked bool
	// Line is the number of its first line, from 1.
	Line int
}

// wrapWidth is the longest line, in bytes, of a page that may be wrapped.
const wrapWidth = 130

// Paragraphs cuts a text into paragraphs, none of them empty: each line is
// one, unless the text's lines were wrapped; then the lines between two blank
// ones are, save that a line with a list mark, or one for which starts (which
// may be nil) says so, starts another. Where lines of no width break within
// sentences, those that go on are joined.
func Paragraphs(page string, starts func(line string) bool) []Paragraph {
	if strings.ContainsAny(page, "\r\f\u2028\u2029") {
		page = newlines.Replace(page)
	}
	wrapped, width := isWrapped(page), brokenWidth(page)
	var out []Paragraph
	above := ""        // the line right above, in the same run
	joined := false    // it goes on from one itself
	open := 0          // the quotation marks of the paragraph that nothing has closed
	var lines []string // of the paragraph
	end := func() {
		if len(lines) > 1 {
			out[len(out)-1].Text = strings.Join(lines, " ")
		}
		lines = lines[:0]
	}
	number := 0
	for line := range strings.Lines(page) {
		number++
		text := strings.TrimFunc(line, IsSpace)
		if text == "" {
			above = ""
			continue
		}
		text, marked := cutMark(text)
		if text == "" {
			continue
		}
		joined = above != "" && !marked && (wrapped || goesOn(above, text, width, joined, open > 0)) && !(starts != nil && starts(text))
		if above = text; !joined {
			open = 0
		}
		open += opened(text)
		if !joined {
			end()
			out = append(out, Paragraph{text, marked, number})
		}
		lines = append(lines, text)
	}
	end()
	return out
}

// Blocks returns the paragraphs of a text as the blocks of a draft: list
// items where a list mark stood before them.
func Blocks(text string) []onrecord.DraftBlock {
	paragraphs := Paragraphs(text, nil)
	out := make([]onrecord.DraftBlock, len(paragraphs))
	for i, p := range paragraphs {
		out[i] = p.Block()
	}
	return out
}

// Block returns the paragraph as a block of a draft.
func (p Paragraph) Block() onrecord.DraftBlock {
	if p.Marked {
		return onrecord.DraftBlock{Kind: onrecord.BlockListItem, Text: p.Text}
	}
	return onrecord.DraftBlock{Kind: onrecord.BlockParagraph, Text: p.Text}
}

var newlines = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\f", "\n", "\u2028", "\n", "\u2029", "\n\n")

// IsSpace reports whether r only stands around words: white space, control
// characters, no-break spaces, byte order marks.
func IsSpace(r rune) bool {
	return r <= ' ' || r == 0x7f || r == 0xa0 || r == 0xfeff || r == 0x200b
}

// isWrapped reports whether the page's paragraphs go over several lines: no
// line is long, and most lines with a line right below them are nearly full.
func isWrapped(page string) bool {
	full, short, previous := 0, 0, 0
	for line := range strings.Lines(page) {
		length := len(strings.TrimFunc(line, IsSpace))
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
		s, marked = strings.TrimLeftFunc(s[size:], IsSpace), true
	}
}
