package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
)

const (
	// exactFragment is the longest span written out whole, in bytes; of a
	// longer one, and of one over several blocks, only both ends are.
	exactFragment = 120
	// endWords is how many words stand for an end, contextWords for what
	// comes before the span where its words stand earlier in the text too.
	endWords, contextWords = 5, 4
	// maxFragmentWord bounds a word of an end in bytes.
	maxFragmentWord = 100
)

// FragmentDirective returns "#:~:text=…", which makes a browser scroll to the
// span of the text and light it, after WICG's URL Fragment Text Directives.
// The span is widened to whole words, as browsers ask for. It returns "" for
// a span that holds no word or lies outside the text.
func FragmentDirective(text string, span onrecord.Span) string {
	if span.Start < 0 || span.End > len(text) || span.Start >= span.End {
		return ""
	}
	span = wholeWords(text, span)
	words := text[span.Start:span.End]
	if !strings.ContainsFunc(words, isWordRune) {
		return ""
	}
	start, end := words, ""
	if len(words) > exactFragment || strings.Contains(words, "\n\n") {
		start, end = ends(words)
	}
	var b strings.Builder
	b.WriteString("#:~:text=")
	if strings.Contains(text[:span.Start], start) {
		if before := lastWords(lastBlock(text[:span.Start]), contextWords); before != "" {
			b.WriteString(encode(before) + "-,")
		}
	}
	b.WriteString(encode(start))
	if end != "" {
		b.WriteString("," + encode(end))
	}
	return b.String()
}

// wholeWords widens the span to the borders of words and takes white space
// off its ends.
func wholeWords(s string, span onrecord.Span) onrecord.Span {
	start, end := border(s, span.Start), span.End
	for end < len(s) && !utf8.RuneStart(s[end]) {
		end++
	}
	if first, _ := utf8.DecodeRuneInString(s[start:]); isWordRune(first) {
		start = len(strings.TrimRightFunc(s[:start], isWordRune))
	}
	if last, _ := utf8.DecodeLastRuneInString(s[:end]); isWordRune(last) {
		end = len(s) - len(strings.TrimLeftFunc(s[end:], isWordRune))
	}
	start = end - len(strings.TrimLeftFunc(s[start:end], isSpace))
	end = start + len(strings.TrimRightFunc(s[start:end], isSpace))
	return onrecord.Span{Start: start, End: end}
}

// ends returns the first words of a passage's first block and the last words
// of its last. They must not overlap: a browser looks for the second after the
// first, so a block of few words is returned whole.
func ends(s string) (first, last string) {
	block, _, more := strings.Cut(s, "\n\n")
	words := strings.FieldsFunc(head(block, 2*endWords*maxFragmentWord), isSpace)
	if !more && len(words) < 2*endWords {
		return s, ""
	}
	first = strings.Join(words[:min(len(words), endWords)], " ")
	return first, lastWords(lastBlock(s), endWords)
}

func lastBlock(s string) string {
	return s[strings.LastIndex(s, "\n\n")+1:]
}

func lastWords(s string, n int) string {
	const most = endWords * maxFragmentWord
	if len(s) > most {
		at := len(s) - most
		for at < len(s) && !utf8.RuneStart(s[at]) {
			at++
		}
		s = s[at:]
	}
	words := strings.FieldsFunc(s, isSpace)
	return strings.Join(words[max(0, len(words)-n):], " ")
}

func isWordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r)
}

// encode percent-encodes all but unreserved characters, and the minus sign,
// which has a meaning in the directive as comma and ampersand do. White space
// is one space: browsers match the text as it is shown.
func encode(s string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for _, c := range []byte(strings.Join(strings.FieldsFunc(s, isSpace), " ")) {
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '.', c == '_', c == '~':
			b.WriteByte(c)
		default:
			b.Write([]byte{'%', hex[c>>4], hex[c&15]})
		}
	}
	return b.String()
}
