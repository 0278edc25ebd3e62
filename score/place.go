package score

import (
	"strings"
	"unicode"

	"github.com/onrecord/onrecord"
)

// flat is a text without its white space, to find gold words in whatever
// spacing the record has. Offsets are bytes of the record's text.
type flat struct {
	letters string
	start   []int // byte offset in the text of each byte of letters
	end     []int // where the character of that byte ends in the text
}

func flatten(text string) flat {
	var f flat
	var b strings.Builder
	for i, r := range text {
		if unicode.IsSpace(r) {
			continue
		}
		n := len(string(r))
		b.WriteString(text[i : i+n])
		for range n {
			f.start = append(f.start, i)
			f.end = append(f.end, i+n)
		}
	}
	f.letters = b.String()
	return f
}

func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// find returns the span of the first occurrence of words that starts at or
// after the byte offset from.
func (f flat) find(words string, from int) (onrecord.Span, bool) {
	words = squeeze(words)
	lo := 0
	for lo < len(f.start) && f.start[lo] < from {
		lo++
	}
	if words == "" {
		return onrecord.Span{}, false
	}
	at := strings.Index(f.letters[lo:], words)
	if at < 0 {
		return onrecord.Span{}, false
	}
	at += lo
	return onrecord.Span{Start: f.start[at], End: f.end[at+len(words)-1]}, true
}

// placed is a gold with where its paragraphs stand in the record's text.
type placed struct {
	text  flat
	paras []onrecord.Span
	found []bool
}

func place(g Gold, text string) *placed {
	p := &placed{text: flatten(text)}
	at := 0
	for _, para := range g.Paragraphs {
		words := bare(para)
		s, ok := p.text.find(words, at)
		if !ok {
			s, ok = p.text.find(words, 0)
		}
		if ok {
			at = s.End
		}
		p.paras, p.found = append(p.paras, s), append(p.found, ok)
	}
	return p
}

// bare drops a list mark.
func bare(para string) string {
	for _, mark := range []string{"•", "-", "*"} {
		if rest, ok := strings.CutPrefix(para, mark); ok && strings.TrimLeft(rest, " \t") != rest {
			return strings.TrimLeft(rest, " \t")
		}
	}
	return para
}

// locator finds the spans of marks of one kind: the same words twice in a
// paragraph are two marks.
type locator struct {
	*placed
	used map[onrecord.Span]bool
}

func (p *placed) locator() *locator { return &locator{p, map[onrecord.Span]bool{}} }

// locate returns the span of a mark, false where its words are not in the text.
func (l *locator) locate(m Mark) (onrecord.Span, bool) {
	para := -1
	if m.Para != nil {
		para = *m.Para
	} else if len(m.Paras) > 0 {
		para = m.Paras[0]
	}
	if para < 0 || para >= len(l.paras) || !l.found[para] {
		return onrecord.Span{}, false
	}
	within := l.paras[para]
	for at := within.Start; ; {
		s, ok := l.text.find(m.Text, at)
		if !ok || s.Start >= within.End {
			return onrecord.Span{}, false
		}
		if !l.used[s] {
			l.used[s] = true
			return s, true
		}
		at = s.Start + 1
	}
}

// block returns the span of a quotation that is whole paragraphs.
func (p *placed) block(m Mark) (onrecord.Span, bool) {
	if len(m.Paras) == 0 {
		return onrecord.Span{}, false
	}
	from, to := m.Paras[0], m.Paras[len(m.Paras)-1]
	if from < 0 || to >= len(p.paras) || !p.found[from] || !p.found[to] {
		return onrecord.Span{}, false
	}
	return onrecord.Span{Start: p.paras[from].Start, End: p.paras[to].End}, true
}
