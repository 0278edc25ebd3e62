package search

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
)

// maxLit bounds how much of a text is looked at, in bytes. Releases are far
// shorter; a report pasted whole must not hold up a page of hits.
const maxLit = 256 << 10

// Lit returns the words of text that the query's words and phrases match, in
// order, not overlapping: what a page shows as <mark>. A phrase is lit as a
// whole; of a speaker who is asked for, the words of the name. What stands under a Not and what other
// fields ask for is not lit, nor is anything past the text's first 256 KiB.
func Lit(text string, q Node) []onrecord.Span { return NewLighter(q).Lit(text) }

// Lighter lights many texts for one query. It is not safe for concurrent use.
type Lighter struct {
	words    map[string]int // by term, the number of what is looked for
	prefixes []prefixItem
	phrases  []phraseItem
	items    int
	terms    []Term
	hits     []hit
	found    string // the text in which hits were found last: a page asks of one text for its parts and for its words
}

// spareAnalyzers are used again, since pages light the same words in text after text.
var spareAnalyzers = sync.Pool{New: func() any { return new(Analyzer) }}

type prefixItem struct {
	prefix string
	item   int
}

type phraseItem struct {
	terms []string
	item  int
}

// hit is one place where an item of the query stands.
type hit struct {
	span   onrecord.Span
	item   int
	phrase bool
}

// NewLighter prepares a query, nil being All.
func NewLighter(q Node) *Lighter {
	l := &Lighter{words: map[string]int{}}
	l.add(q)
	return l
}

func (l *Lighter) add(n Node) {
	switch n := n.(type) {
	case And:
		for _, c := range n.Of {
			l.add(c)
		}
	case Or:
		for _, c := range n.Of {
			l.add(c)
		}
	case Word:
		l.addWord(n)
	case Field:
		if n.Name == FieldSpeaker {
			l.addName(n)
		}
	case Phrase:
		if len(n.Terms) > 0 {
			l.phrases = append(l.phrases, phraseItem{n.Terms, l.items})
			l.items++
		}
	}
}

// addName adds the words of a name: texts mostly print a part of it beside the quote.
func (l *Lighter) addName(f Field) {
	for i, t := range Analyze(f.Text) {
		w := Word{Text: t.Folded, Term: t.Text, Prefix: f.Prefix && i == len(f.Words)-1}
		if w.Prefix {
			w.Term = t.Folded
		}
		l.addWord(w)
	}
}

func (l *Lighter) addWord(w Word) {
	if w.Term == "" {
		return
	}
	if w.Prefix {
		l.prefixes = append(l.prefixes, prefixItem{w.Term, l.items})
	} else if _, ok := l.words[w.Term]; !ok {
		l.words[w.Term] = l.items
	} else {
		return
	}
	l.items++
}

// Lights reports whether the query has anything to light: one of fields alone mostly has not.
func (l *Lighter) Lights() bool { return l.items > 0 }

// Lit is the function Lit for the lighter's query.
func (l *Lighter) Lit(text string) []onrecord.Span {
	return merged(l.find(text))
}

// find returns all hits in order of their start, longer first. The slice is
// the lighter's own and good until the next call.
func (l *Lighter) find(text string) []hit {
	if l.items == 0 {
		return nil
	}
	if text == l.found {
		return l.hits
	}
	l.hits, l.found = l.hits[:0], text
	analyzer := spareAnalyzers.Get().(*Analyzer)
	l.terms = analyzer.Append(l.terms[:0], head(text, maxLit))
	spareAnalyzers.Put(analyzer)
	for i := range l.terms {
		t := &l.terms[i]
		if item, ok := l.words[t.Text]; ok {
			l.hits = append(l.hits, hit{t.Span, item, false})
		}
		for _, p := range l.prefixes {
			if strings.HasPrefix(t.Folded, p.prefix) || strings.HasPrefix(t.Text, p.prefix) {
				l.hits = append(l.hits, hit{t.Span, p.item, false})
			}
		}
		for _, p := range l.phrases {
			if end := i + len(p.terms); end <= len(l.terms) && phraseAt(l.terms[i:end], p.terms) {
				l.hits = append(l.hits, hit{onrecord.Span{Start: t.Span.Start, End: l.terms[end-1].Span.End}, p.item, true})
			}
		}
	}
	return l.hits
}

func phraseAt(terms []Term, phrase []string) bool {
	for i := range phrase {
		if terms[i].Text != phrase[i] {
			return false
		}
	}
	return true
}

// head returns at most n bytes of s, cut on a character border.
func head(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// merged makes one span of hits that overlap. Hits stand in order of start.
func merged(hits []hit) []onrecord.Span {
	var out []onrecord.Span
	for _, h := range hits {
		if n := len(out); n > 0 && h.span.Start < out[n-1].End {
			out[n-1].End = max(out[n-1].End, h.span.End)
			continue
		}
		out = append(out, h.span)
	}
	return slices.Clip(out)
}
