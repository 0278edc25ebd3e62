package title

import (
	_ "embed"
	"strings"
	"time"
	"unicode"
)

//go:embed labels.txt
var labelFile string

// labels holds the known labels in lower case. It is read once and never changed.
var labels = readLabels(labelFile)

// longestLabel bounds how far a colon is looked for.
const longestLabel = 40

func readLabels(data string) map[string]bool {
	set := map[string]bool{}
	for line := range strings.Lines(data) {
		line = strings.TrimSpace(line)
		if line != "" && line[0] != '#' {
			set[line] = true
		}
	}
	return set
}

// Parts are the parts of a printed title.
type Parts struct {
	// Label is the archive's label, "PRESS RELEASE", or "".
	Label string
	// Title is what is left: the title itself.
	Title string
	// Year and Month are those in brackets at the end, 0 where there are none.
	Year  int
	Month time.Month
}

// Split parts a printed title. A label counts only in capitals.
func Split(printed string) Parts {
	p := Parts{Title: strings.TrimSpace(printed)}
	if label, rest, ok := cutLabel(p.Title); ok && label == strings.ToUpper(label) {
		p.Label, p.Title = label, rest
	}
	if rest, year, month, ok := cutMonth(p.Title); ok {
		p.Title, p.Year, p.Month = rest, year, month
	}
	return p
}

// Trim returns the title without the archive's trimmings: the label in
// capitals, and the month in brackets. What would leave nothing is left as it is.
func Trim(printed string) string {
	if p := Split(printed); p.Title != "" {
		return p.Title
	}
	return strings.TrimSpace(printed)
}

// Fold levels a title for comparison: trimmings off in any case, lower case,
// letters and digits only, words parted by one space. "&" is the word "and".
// Two printings of one title fold to the same string.
func Fold(printed string) string {
	s := strings.TrimSpace(printed)
	if _, rest, ok := cutLabel(s); ok && rest != "" {
		s = rest
	}
	if rest, _, _, ok := cutMonth(s); ok && rest != "" {
		s = rest
	}
	var b strings.Builder
	b.Grow(len(s))
	space := false
	word := func(r rune) {
		if space && b.Len() > 0 {
			b.WriteByte(' ')
		}
		space = false
		b.WriteRune(r)
	}
	for _, r := range s {
		switch {
		case unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r):
			word(unicode.ToLower(r))
		case r == '\'' || r == '’' || r == '‘':
			// Inside a word it parts nothing: "don’t" and "don't" are one.
		case r == '&':
			space = true
			word('a')
			b.WriteString("nd")
			space = true
		case unicode.In(r, unicode.Sc):
			word(r)
		default:
			space = true
		}
	}
	return b.String()
}

// cutLabel cuts a known label and its colon off the front.
func cutLabel(s string) (label, rest string, ok bool) {
	i := strings.IndexByte(s[:min(len(s), longestLabel)], ':')
	if i <= 0 {
		return "", s, false
	}
	label = strings.Join(strings.Fields(s[:i]), " ")
	if !labels[strings.ToLower(label)] {
		return "", s, false
	}
	return label, strings.TrimSpace(s[i+1:]), true
}

// cutMonth cuts "[February 2025]" off the end.
func cutMonth(s string) (rest string, year int, month time.Month, ok bool) {
	if !strings.HasSuffix(s, "]") {
		return s, 0, 0, false
	}
	i := strings.LastIndexByte(s, '[')
	if i < 0 || len(s)-i > longestLabel {
		return s, 0, 0, false
	}
	inside := strings.Join(strings.Fields(s[i+1:len(s)-1]), " ")
	for _, layout := range []string{"January 2006", "Jan 2006"} {
		if t, err := time.Parse(layout, inside); err == nil {
			return strings.TrimSpace(s[:i]), t.Year(), t.Month(), true
		}
	}
	return s, 0, 0, false
}

// CutLabel cuts a known label in any case and its colon off the front, for
// places that put one before every title: GOV.UK's feeds write "Press
// release: New bridge". It returns the title itself where there is none.
func CutLabel(printed string) string {
	if _, rest, ok := cutLabel(strings.TrimSpace(printed)); ok && rest != "" {
		return rest
	}
	return printed
}
