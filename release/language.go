package release

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/abadojack/whatlanggo"
	textlanguage "golang.org/x/text/language"

	"github.com/onrecord/onrecord/text"
)

// Undetermined is the BCP 47 tag of a text whose language could not be told.
const Undetermined = "und"

// sampleSize is how many bytes of a text its language is told from.
const sampleSize = 1000

// No language is told from fewer words than leastWords, unless there are
// leastBytes of text: some scripts write without spaces.
const (
	leastWords = 12
	leastBytes = 150
)

// language returns the declared tag where it is well formed, else the
// language recognised from the title and the first sampleSize bytes of the text.
func language(declared, title, body string) string {
	if declared = strings.TrimSpace(declared); declared != "" && len(declared) < 64 {
		if tag, err := textlanguage.Parse(declared); err == nil && tag != textlanguage.Und {
			return tag.String()
		}
	}
	return recognise(sample(title + "\n" + body))
}

func sample(s string) string {
	if len(s) <= sampleSize {
		return s
	}
	cut := sampleSize
	for cut > 0 && !utf8.RuneStart(s[cut]) {
		cut--
	}
	return s[:cut]
}

// recognise tells English, which most texts are, and a few languages that the
// library does not know from the share of their most common words; only for
// the rest does it ask the library, which takes a hundred times as long.
func recognise(s string) string {
	words := 0
	counts := make([]int, len(common.tags))
	for _, t := range text.Tokens(s) {
		if t.Kind != text.Word {
			continue
		}
		words++
		for _, language := range common.words[t.Norm] {
			counts[language]++
		}
	}
	if words >= leastWords {
		for language, n := range counts {
			if n*5 >= words && n == slices.Max(counts) {
				return common.tags[language]
			}
		}
	}
	if words < leastWords && len(s) < leastBytes {
		return Undetermined
	}
	info := whatlanggo.Detect(s)
	if !info.IsReliable() {
		return Undetermined
	}
	if code := info.Lang.Iso6391(); code != "" {
		return code
	}
	return Undetermined
}

//go:embed words/common.txt
var commonWords string

// common holds the common words of the languages that are told by them.
var common = loadCommon(commonWords)

type commonTable struct {
	tags  []string
	words map[string][]int // the languages of a word, as indexes into tags
}

// loadCommon reads the word list; it panics where a line has no words, for
// the list ships in the binary and a test loads it.
func loadCommon(list string) commonTable {
	t := commonTable{words: map[string][]int{}}
	for line := range strings.Lines(list) {
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		tag, words, ok := strings.Cut(line, "\t")
		if !ok {
			panic(fmt.Sprintf("release/words/common.txt: no words after %q", tag))
		}
		t.tags = append(t.tags, tag)
		for _, w := range strings.Fields(words) {
			t.words[w] = append(t.words[w], len(t.tags)-1)
		}
	}
	return t
}
