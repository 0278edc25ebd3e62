package release

import (
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

// recognise tells English, which most texts are, from the share of its most
// common words; only for what is not plainly English does it ask the library,
// which takes a hundred times as long.
func recognise(s string) string {
	words, english := 0, 0
	for _, t := range text.Tokens(s) {
		if t.Kind != text.Word {
			continue
		}
		words++
		if commonEnglish(t.Norm) {
			english++
		}
	}
	if words >= leastWords && english*5 >= words {
		return "en"
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

// commonEnglish lists words that are common in English and in no other
// language written in Latin letters.
func commonEnglish(norm string) bool {
	switch norm {
	case "the", "of", "and", "to", "that", "is", "by", "with", "this", "which", "from", "will",
		"be", "are", "was", "were", "have", "has", "been", "their", "they", "its", "it", "our", "who",
		"would", "new", "today", "said", "for", "on", "as", "at":
		return true
	}
	return false
}
