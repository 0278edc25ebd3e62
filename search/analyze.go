package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kljensen/snowball/english"
	"golang.org/x/text/unicode/norm"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/text"
)

// Term is one word of a text as the index, the query and the lit hits see it.
// A term's position is its place in the slice that Append or Analyze returns:
// what stands side by side there is a phrase.
//
// Text and Folded are never empty, hold letters, marks and digits only (and
// full stops between a number's digits: "21.5"), no white space, and at most
// maxTerm bytes, so they can be joined by spaces and cut there again.
//
// For engines. A Word without Prefix, and each term of a Phrase, matches where
// Text is equal. A Word with Prefix matches where Text or Folded begins with
// it: index Text in its place, and beside it, in a column or list without
// positions, every Folded that differs from its Text; look a prefix up in
// both. ("police" is indexed as "polic" and beside it as "police", so police*
// finds it.) Fields other than the title use Folded alone.
type Term struct {
	Text   string        // folded and stemmed
	Folded string        // folded only
	Span   onrecord.Span // the word in the text, without a clitic: "minister" of "minister’s"
	Form   *Form         // what the Analyzer remembers of it; nil for numbers and for words that are too long
}

// Form is a form of a word that an Analyzer remembers: the same wherever a text has it, until
// the Analyzer forgets all of them.
type Form struct {
	text, folded string
	// Kept is for whoever uses the Analyzer: what they made of the form.
	Kept any
}

const (
	// maxTerm bounds a term's bytes: what is longer is cut on a character border.
	maxTerm = 64
	// maxCache bounds the words an Analyzer remembers. English announcements
	// of many years hold some 100,000 forms, most of them names met once.
	maxCache = 1 << 16
)

// Analyzer cuts texts into terms and remembers the stems it has met, in
// bounded memory. Its zero value is ready; what it returns does not depend on
// what it saw before. It is not safe for concurrent use: give each worker one.
type Analyzer struct {
	tokens []text.Token
	cache  map[string]*Form
}

// Analyze cuts text into terms, in order, in new memory.
func Analyze(text string) []Term {
	var a Analyzer
	return a.Append(nil, text)
}

// Append appends the terms of s to dst, in order, and returns it. Words are
// in lower case without diacritics and apostrophes, stemmed as English;
// clitics ("’s", "’ll") are dropped; a number is one term without its commas
// ("1,090" is "1090"), and what is written against it is the next ("£1.5m" is
// "1.5", "m"); the parts of hyphenated words are successive terms. Stop words
// are kept: phrases need them.
func (a *Analyzer) Append(dst []Term, s string) []Term {
	a.tokens = text.AppendTokens(a.tokens[:0], s)
	for i := range a.tokens {
		t := &a.tokens[i]
		term := Term{Span: onrecord.Span{Start: int(t.Start), End: int(t.End)}}
		switch t.Kind {
		case text.Word:
			term.Form = a.word(t.Norm)
			if term.Form == nil {
				term.Text, term.Folded = formsOf(t.Norm)
			} else {
				term.Text, term.Folded = term.Form.text, term.Form.folded
			}
		case text.Number:
			term.Text = cut(dropCommas(t.Norm))
			term.Folded = term.Text
		}
		if term.Text != "" {
			dst = append(dst, term)
		}
	}
	a.release()
	return dst
}

// release forgets the text just read: tokens point into it.
func (a *Analyzer) release() {
	const keep = 1 << 16
	if cap(a.tokens) > keep {
		a.tokens = nil
		return
	}
	clear(a.tokens)
}

// word returns a word of ordinary length and remembers it; nil for a longer one.
func (a *Analyzer) word(w string) *Form {
	if known := a.cache[w]; known != nil || len(w) > maxTerm {
		return known
	}
	if a.cache == nil || len(a.cache) >= maxCache {
		a.cache = make(map[string]*Form, 1024)
	}
	w = strings.Clone(w) // so as not to hold on to the text
	stem, folded := formsOf(w)
	known := &Form{text: stem, folded: folded}
	a.cache[w] = known
	return known
}

// formsOf returns what a word is indexed as.
func formsOf(word string) (stem, folded string) {
	if folded = cut(Fold(word)); folded == "" {
		return "", ""
	}
	if stem = english.Stem(folded, false); stem == "" {
		stem = folded
	}
	return cut(stem), folded
}

// cut shortens s to maxTerm bytes on a character border.
func cut(s string) string {
	if len(s) <= maxTerm {
		return s
	}
	end := maxTerm
	for end > 0 && !utf8.RuneStart(s[end]) {
		end--
	}
	return s[:end]
}

func dropCommas(s string) string {
	if strings.IndexByte(s, ',') < 0 {
		return strings.Clone(s)
	}
	return strings.ReplaceAll(s, ",", "")
}

// Fold returns a word in lower case, without diacritics and apostrophes, its
// ligatures and letters such as "ø" and "ß" spelt in plain ones ("o", "ss").
// Everything but letters, marks and digits is dropped. Fold(Fold(w)) is Fold(w).
func Fold(word string) string {
	if isFolded(word) {
		return word
	}
	b := make([]byte, 0, len(word)+8)
	if ascii(word) {
		for i := 0; i < len(word); i++ {
			switch c := word[i]; {
			case 'A' <= c && c <= 'Z':
				b = append(b, c+'a'-'A')
			case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
				b = append(b, c)
			}
		}
		return string(b)
	}
	for _, r := range norm.NFKD.String(strings.ToLower(norm.NFKD.String(word))) {
		b = appendFolded(b, r)
	}
	return norm.NFC.String(string(b))
}

// appendFolded appends a decomposed rune, or what is left of it.
func appendFolded(b []byte, r rune) []byte {
	if plain, ok := plainLetters[r]; ok {
		return append(b, plain...)
	}
	switch {
	case r == utf8.RuneError:
	case '\u0300' <= r && r <= '\u036f': // the combining diacritical marks
	case unicode.Is(unicode.Lm, r): // modifier letters: apostrophes among them
	case unicode.IsLetter(r), unicode.IsDigit(r), unicode.Is(unicode.Mn, r):
		return utf8.AppendRune(b, unicode.ToLower(r))
	}
	return b
}

// plainLetters are the Latin letters that no Unicode decomposition spells in
// plain ones.
var plainLetters = map[rune]string{
	'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'ł': "l", 'đ': "d", 'ð': "d", 'þ': "th", 'ı': "i", 'ħ': "h", 'ŧ': "t", 'ŋ': "ng", 'ĸ': "k",
}

func isFolded(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}

func ascii(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// notTermRune holds what no term has in it.
func notTermRune(r rune) bool {
	return r != '.' && !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r)
}
