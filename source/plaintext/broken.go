package plaintext

import (
	"embed"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/onrecord/onrecord/internal/wordset"
)

//go:embed words/*.txt
var files embed.FS

// The words by which it is told that a line goes on. Each list says in its file
// what it holds.
var (
	hanging = words("hanging")
	short   = words("short")
)

// words reads a list of this package.
func words(name string) map[string]bool { return wordset.Must(files, "words/"+name+".txt") }

// Collections of pages keep the line ends of a page's source, where they mean
// nothing, beside those between paragraphs. Such a text has no width; that its
// lines break within sentences shows in the words beside the breaks.
const (
	// fewestHanging is how many lines of a broken text end in a word that ends no
	// paragraph.
	fewestHanging = 2
	// fewestBroken is the least share of its breaks, in hundredths, that stand within
	// a sentence.
	fewestBroken = 20
)

// brokenWidth returns the usual length, in bytes, of the lines of a page that
// breaks them within sentences; 0 where it does not.
func brokenWidth(page string) int {
	all, broken, hang, size := 0, 0, 0, 0
	above := ""
	for line := range strings.Lines(page) {
		line = strings.TrimFunc(line, IsSpace)
		if above != "" && line != "" {
			all++
			if hangs(above) {
				hang++
			}
			if within(above, line) {
				broken++
				size += len(above)
			}
		}
		above = line
	}
	if hang < fewestHanging || broken == 0 || 100*broken < fewestBroken*all {
		return 0
	}
	return size / broken
}

// goesOn reports whether a line right below another belongs to the same
// paragraph, in a page whose broken lines have the width. Joined says that the line
// above goes on from one itself, open that a quotation of the paragraph does.
func goesOn(above, line string, width int, joined, open bool) bool {
	if width == 0 {
		return false
	}
	if open && !strings.HasPrefix(line, "“") || within(above, line) || hangs(above) || strings.HasPrefix(line, "– ") {
		return true
	}
	last, _ := utf8.DecodeLastRuneInString(above)
	switch {
	case last == ',', last == '.' && short[lastWord(above[:len(above)-1])]:
		return true
	case strings.ContainsRune(ending, last):
		return last == '.' && len(above) >= width && len(above) <= 2*width
	}
	return joined || 5*len(above) >= 4*width && tells(above)
}

// ending are the marks in which a sentence, or what leads up to a list, ends.
const ending = ".!?:;"

// tells reports whether at most half of a line's words have capitals: it is no
// heading.
func tells(line string) bool {
	words, capitals := 0, 0
	for word := range strings.FieldsSeq(line) {
		words++
		if first, _ := utf8.DecodeRuneInString(word); !unicode.IsLower(first) {
			capitals++
		}
	}
	return 2*capitals <= words
}

// opened returns how many more quotation marks a line opens than it closes.
func opened(line string) int { return strings.Count(line, "“") - strings.Count(line, "”") }

// within reports whether a break stands within a sentence: no mark ends the line
// above, and the one below goes on in lower case.
func within(above, line string) bool {
	first, _ := utf8.DecodeRuneInString(line)
	last, size := utf8.DecodeLastRuneInString(above)
	return unicode.IsLower(first) && len(above) > size && !strings.ContainsRune(ending, last)
}

// hangs reports whether a line ends in a word that ends no paragraph.
func hangs(line string) bool { return hanging[lastWord(line)] }

// lastWord returns the last word of a line in lower case, without a mark that opens
// it.
func lastWord(line string) string {
	return strings.TrimLeft(strings.ToLower(line[strings.LastIndexByte(line, ' ')+1:]), "“\"‘'(")
}
