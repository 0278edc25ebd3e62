package change

import (
	"unicode"
	"unicode/utf8"
)

// vocabulary numbers words, so that a difference of words can be worked out
// as one of characters. Spaces and signs are words of their own.
type vocabulary struct {
	numbers map[string]rune
	words   []string
	moved   map[rune]bool // numbers of whole paragraphs that moved
}

// surrogates are no characters: numbers step over them.
const (
	firstSurrogate = 0xD800
	surrogates     = 0x800
)

// encode returns the numbers of the words of a stretch; a paragraph that moved
// is one word, unlike every other. ok is false where there are more different
// words than characters to stand for them, over a million.
func (v *vocabulary) encode(t text) (out []rune, ok bool) {
	ok = t.walk(func(words string, moved bool) bool {
		if moved {
			n, fits := v.next(words)
			out = append(out, n)
			v.moved[n] = true
			return fits
		}
		for len(words) > 0 {
			end := wordEnd(words)
			n, fits := v.number(words[:end])
			if !fits {
				return false
			}
			out = append(out, n)
			words = words[end:]
		}
		return true
	})
	return out, ok
}

// walk calls do for the parts of a stretch: paragraphs that moved, and what
// stands between them. It ends where do returns false, and returns that.
func (t text) walk(do func(words string, moved bool) bool) bool {
	at := t.Start
	for i := t.Start; i < t.End && len(t.moved) > 0; {
		p, found := t.moved[i]
		if !found {
			i++
			continue
		}
		if !do(t.all[at:i], false) || !do(p.Of(t.all), true) {
			return false
		}
		at, i = p.End, p.End
	}
	return do(t.all[at:t.End], false)
}

func (v *vocabulary) number(word string) (rune, bool) {
	if n, ok := v.numbers[word]; ok {
		return n, true
	}
	n, ok := v.next(word)
	v.numbers[word] = n
	return n, ok
}

// next gives a number of its own.
func (v *vocabulary) next(word string) (rune, bool) {
	n := rune(len(v.words) + 1)
	if n >= firstSurrogate {
		n += surrogates
	}
	v.words = append(v.words, word)
	return n, n <= unicode.MaxRune
}

func (v *vocabulary) word(n rune) string {
	if n >= firstSurrogate+surrogates {
		n -= surrogates
	}
	return v.words[n-1]
}

// wordEnd returns the length of the first run of letters and digits, or of
// white space, or of the first other character. A point or comma between digits
// is part of the number: "1.5" is one word.
func wordEnd(s string) int {
	first, size := utf8.DecodeRuneInString(s)
	kind := class(first)
	if kind == sign {
		return size
	}
	for i := size; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if class(r) != kind && !inNumber(s, i) {
			return i
		}
		i += n
	}
	return len(s)
}

const (
	sign = iota
	letter
	space
)

func class(r rune) int {
	switch {
	case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r) || r == '\'' || r == '’':
		return letter
	case unicode.IsSpace(r):
		return space
	}
	return sign
}

// inNumber reports whether the byte at i parts digits of one number.
func inNumber(s string, i int) bool {
	digit := func(b byte) bool { return '0' <= b && b <= '9' }
	return (s[i] == '.' || s[i] == ',') && i > 0 && digit(s[i-1]) && i+1 < len(s) && digit(s[i+1])
}
