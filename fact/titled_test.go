package fact_test

import (
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact"
)

// TestTitleNamesTheSpeaker: whom the text calls by surname alone is named in full where the
// title has one person of that surname.
func TestTitleNamesTheSpeaker(t *testing.T) {
	const text = "“The quay is yours,” Mrs Thornbury said."
	for title, want := range map[string]string{
		"Ada Thornbury opens the Lantern Quay":      "Ada Thornbury",
		"Thornbury opens the Lantern Quay":          "Thornbury",
		"Ada Thornbury and Sarah Thornbury at odds": "Thornbury",
		"Lantern Quay opened":                       "Thornbury",
	} {
		f := fact.Read(&onrecord.Release{Title: title, Text: text, Language: "en", Blocks: []onrecord.Block{{Span: onrecord.Span{End: len(text)}, Kind: onrecord.BlockParagraph}}})
		if len(f.Quotes) != 1 || f.Quotes[0].Speaker != want {
			t.Errorf("%s: %+v, want a quote of %s", title, f.Quotes, want)
		}
	}
}
