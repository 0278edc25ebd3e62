package pdf

import (
	"math"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
)

// compose makes paragraphs of lines.
func compose(lines []line, pages int) onrecord.Draft {
	markFurniture(lines, pages)
	var kept []line
	for _, l := range lines {
		l.text = strings.Join(strings.Fields(l.text), " ")
		if l.text != "" && !l.furniture {
			kept = append(kept, l)
		}
	}
	var d onrecord.Draft
	if len(kept) == 0 {
		return d
	}
	m := measure(kept)
	d.Title, kept = m.title(kept)
	words := vocabulary(kept)
	for _, p := range m.paragraphs(kept) {
		d.Blocks = append(d.Blocks, m.block(p, words))
	}
	return d
}

// markFurniture marks lines in the top and bottom eighth of the page that
// are page numbers, or that stand on several pages, but for their digits.
func markFurniture(lines []line, pages int) {
	seen := map[string]map[int]bool{}
	key := func(l line) string {
		return strings.Map(func(r rune) rune {
			if unicode.IsDigit(r) {
				return '0'
			}
			return r
		}, strings.ToLower(strings.Join(strings.Fields(l.text), " ")))
	}
	edge := func(l line) bool { return l.y > l.top*7/8 || l.y < l.top/8 }
	for _, l := range lines {
		if !edge(l) {
			continue
		}
		k := key(l)
		if seen[k] == nil {
			seen[k] = map[int]bool{}
		}
		seen[k][l.page] = true
	}
	for i, l := range lines {
		if !edge(l) {
			continue
		}
		lines[i].furniture = pageNumber(l.text) || pages > 1 && len(seen[key(l)]) >= max(2, pages/2)
	}
}

// pageNumber reports whether a line is "3", "- 3 -", "Page 3", "3 of 9", "3/9".
func pageNumber(s string) bool {
	s = strings.ToLower(strings.Trim(strings.Join(strings.Fields(s), " "), "-–— |[]"))
	s = strings.TrimSpace(strings.TrimPrefix(s, "page"))
	a, b, two := strings.Cut(strings.Replace(s, "/", " of ", 1), " of ")
	number := func(s string) bool {
		s = strings.TrimSpace(s)
		return s != "" && len(s) <= 4 && strings.Trim(s, "0123456789") == ""
	}
	return number(a) && (!two || number(b))
}

// measures are what is usual in a file.
type measures struct {
	size    float64 // of the body's type
	leading float64 // from one line of it to the next
	left    float64 // where its lines start
	right   float64 // where full lines end
	columns bool    // text stands in several columns
}

func measure(lines []line) measures {
	weight := map[float64]int{}
	for _, l := range lines {
		weight[math.Round(l.size*2)/2] += len(l.text)
	}
	m := measures{size: heaviest(weight)}
	gaps, starts, ends := map[float64]int{}, map[float64]int{}, []float64{}
	for i, l := range lines {
		if math.Abs(l.size-m.size) > 0.6 {
			continue
		}
		starts[math.Round(l.x)] += len(l.text)
		ends = append(ends, l.end)
		if i > 0 && lines[i-1].page == l.page && lines[i-1].y > l.y && math.Abs(lines[i-1].size-l.size) < 0.6 {
			if gap := lines[i-1].y - l.y; gap < 4*m.size {
				gaps[math.Round(gap*2)/2]++
			}
		}
	}
	m.left = heaviest(starts)
	// The smallest gap that is not rare is that from line to line; wider ones part paragraphs.
	most := gaps[heaviest(gaps)]
	m.leading = 1.2 * m.size
	var widths []float64
	for gap, n := range gaps {
		if 3*n >= most && gap >= 0.8*m.size {
			widths = append(widths, gap)
		}
	}
	sort.Float64s(widths)
	// Double spacing is believed only where it is the rule.
	if len(widths) > 0 && (widths[0] < 1.7*m.size || widths[0] < 2.6*m.size && gaps[widths[0]] >= 5) {
		m.leading = widths[0]
	}
	sort.Float64s(ends)
	if len(ends) > 0 {
		m.right = ends[len(ends)*9/10]
	}
	far := 0
	for _, l := range lines {
		if l.x > m.left+0.35*(m.right-m.left) {
			far++
		}
	}
	m.columns = 6*far > len(lines)
	return m
}

// heaviest returns the key with the greatest weight, the smallest of equals.
func heaviest(weight map[float64]int) float64 {
	best, most := 0.0, -1
	for k, n := range weight {
		if n > most || n == most && k < best {
			best, most = k, n
		}
	}
	return best
}

// title takes the lines of the largest type at the start of the first page
// off, where it is clearly larger than the body's.
func (m measures) title(lines []line) (string, []line) {
	const early = 25
	largest := 0.0
	for i, l := range lines {
		if i < early && l.page == lines[0].page && utf8.RuneCountInString(l.text) > 3 {
			largest = math.Max(largest, l.size)
		}
	}
	if largest < 1.15*m.size {
		return "", lines
	}
	for i, l := range lines[:min(early, len(lines))] {
		if l.size < 0.97*largest || utf8.RuneCountInString(l.text) <= 3 {
			continue
		}
		end := i + 1
		for end < len(lines) && end < i+8 && lines[end].page == l.page && math.Abs(lines[end].size-l.size) < 0.05*l.size && lines[end-1].y-lines[end].y < 2*l.size {
			end++
		}
		var parts []string
		for _, t := range lines[i:end] {
			parts = append(parts, t.text)
		}
		rest := append(append([]line(nil), lines[:i]...), lines[end:]...)
		if len(rest) == 0 {
			return "", lines
		}
		return strings.Join(parts, " "), rest
	}
	return "", lines
}

// paragraphs groups lines.
func (m measures) paragraphs(lines []line) [][]line {
	var out [][]line
	for i, l := range lines {
		if i > 0 && m.continues(lines[i-1], l) {
			last := len(out) - 1
			out[last] = append(out[last], l)
			continue
		}
		out = append(out, []line{l})
	}
	return out
}

// continues reports whether b goes on with the paragraph that a stands in.
func (m measures) continues(a, b line) bool {
	if math.Abs(a.size-b.size) > 0.1*m.size || a.bold != b.bold || marked(b.text) {
		return false
	}
	first, _ := utf8.DecodeRuneInString(b.text)
	if a.page != b.page || b.y > a.y { // over to the next page or column
		return !ends(a.text) && (unicode.IsLower(first) || a.end > m.right-3*m.size && !unicode.IsDigit(first))
	}
	leading := m.leading * math.Max(1, a.size/m.size)
	if a.y-b.y > 1.25*leading {
		return false
	}
	if b.x > a.x+0.9*m.size && b.x > m.left+0.9*m.size && !marked(a.text) && ends(a.text) {
		return false // an indent
	}
	return !m.brokenOff(a, b)
}

// brokenOff reports whether line a ends before the margin though b's first
// word had room there: the break is meant. Where the text has columns, or a
// line ends in the middle of a sentence, much room is asked for.
func (m measures) brokenOff(a, b line) bool {
	if strings.HasSuffix(a.text, "-") || strings.HasSuffix(a.text, "\u00ad") {
		return false
	}
	word := float64(len(firstWord(b.text))+1) * (b.end - b.x) / float64(max(1, len(b.text)))
	share := (a.end + word - m.left) / max(1, m.right-m.left)
	return ends(a.text) && share < 0.8 || !m.columns && share < 0.6
}

// ends reports whether a line ends a sentence.
func ends(s string) bool {
	s = strings.TrimRight(s, "”’\"')] ")
	return strings.HasSuffix(s, ".") || strings.HasSuffix(s, "!") || strings.HasSuffix(s, "?") || strings.HasSuffix(s, ":")
}

// marks start a list's item.
const marks = "•◦▪‣●○■□–\uf0b7\uf0a7"

// marked reports whether a line starts with a list's mark.
func marked(s string) bool {
	first, width := utf8.DecodeRuneInString(s)
	if strings.ContainsRune(marks, first) {
		return len(s) > width
	}
	return strings.HasPrefix(s, "- ") || strings.HasPrefix(s, "* ") || strings.HasPrefix(s, "o ")
}

// block makes a draft's block of a paragraph's lines.
func (m measures) block(lines []line, words map[string]bool) onrecord.DraftBlock {
	text, length := join(lines, words), 0
	for _, l := range lines {
		length += len(l.text)
	}
	b := onrecord.DraftBlock{Kind: onrecord.BlockParagraph, Text: text}
	larger := lines[0].size > 1.12*m.size
	switch {
	case marked(text):
		b.Kind = onrecord.BlockListItem
		_, width := utf8.DecodeRuneInString(text)
		b.Text = strings.TrimSpace(text[width:])
	case (larger || lines[0].bold) && length < 150 && !strings.HasSuffix(text, "."):
		b.Kind = onrecord.BlockHeading
	}
	return b
}

// join joins the lines of a paragraph, and words that were parted by a hyphen.
func join(lines []line, words map[string]bool) string {
	var out strings.Builder
	for i, l := range lines {
		text := l.text
		if i+1 == len(lines) {
			out.WriteString(text)
			break
		}
		next := lines[i+1].text
		stem, parted := strings.CutSuffix(text, "\u00ad")
		if !parted {
			stem, parted = strings.CutSuffix(text, "-")
			if parted && !hyphenMadeByBreak(lastWord(stem), firstWord(next), words) {
				if w := firstWord(next); w != "" && lastWord(stem) != "" {
					out.WriteString(text) // the hyphen is the word's own
					continue
				}
				parted = false
			}
		}
		if parted {
			out.WriteString(stem)
			continue
		}
		out.WriteString(text)
		out.WriteByte(' ')
	}
	return out.String()
}

// hyphenMadeByBreak reports whether a hyphen at a line's end belongs to the
// break and not to the word. The file's own words decide: the whole word seen
// elsewhere says yes; the word seen with its hyphen, or both halves seen as
// words, or a first half that is a usual prefix, say no. Otherwise a second half
// in lower case says yes.
func hyphenMadeByBreak(a, b string, words map[string]bool) bool {
	first, _ := utf8.DecodeRuneInString(b)
	if a == "" || b == "" || !unicode.IsLower(first) {
		return false
	}
	a, b = strings.ToLower(a), strings.ToLower(b)
	switch {
	case words[a+b]:
		return true
	case words[a+"-"+b], words[a] && words[b]:
		return false
	}
	switch a {
	case "self", "non", "long", "short", "co", "re", "anti", "pre", "post", "well", "ill", "low", "high", "full", "part", "cross", "all", "ex", "mid", "multi", "one", "two", "three", "four", "five", "six", "ten", "vice", "year", "world", "first", "second", "third":
		return false
	}
	return true
}

// vocabulary holds the words of a file in lower case, with and without the
// hyphens inside them, but for those at the ends of lines.
func vocabulary(lines []line) map[string]bool {
	out := map[string]bool{}
	for _, l := range lines {
		fields := strings.Fields(strings.ToLower(l.text))
		for i, w := range fields {
			w = strings.Trim(w, ".,;:!?()[]“”‘’\"'")
			if i+1 == len(fields) && strings.HasSuffix(w, "-") {
				continue
			}
			out[w] = true
		}
	}
	return out
}

func lastWord(s string) string {
	i := strings.LastIndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
	if i >= 0 {
		_, width := utf8.DecodeRuneInString(s[i:])
		i += width
	}
	return s[max(i, 0):]
}

func firstWord(s string) string {
	if i := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && r != '’' }); i >= 0 {
		return s[:i]
	}
	return s
}
