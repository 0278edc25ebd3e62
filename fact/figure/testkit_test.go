package figure

import (
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/date"
	"github.com/onrecord/onrecord/fact/tag"
)

// issuers tell the reader the country that a case names.
var issuers = map[string]string{"US": "Senator Example", "AU": "Government of Australia", "ZA": "Government of South Africa"}

// read returns the figures of a text of one paragraph.
func read(country, text string) []onrecord.Figure {
	d := document(country, text)
	return Read(d, date.Read(d), nil)
}

// document makes a tagged release of paragraphs.
func document(country string, paragraphs ...string) *tag.Document {
	r := &onrecord.Release{IssuedOn: onrecord.MustDate("2025-02-10")}
	if country != "" {
		r.IssuedBy = []string{issuers[country]}
	}
	start := 0
	for _, p := range paragraphs {
		r.Blocks = append(r.Blocks, onrecord.Block{Span: onrecord.Span{Start: start, End: start + len(p)}, Kind: onrecord.BlockParagraph})
		start += len(p) + len("\n\n")
	}
	r.Text = strings.Join(paragraphs, "\n\n")
	return tag.Read(r)
}
