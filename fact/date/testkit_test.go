package date

import (
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
)

// document makes a tagged release of paragraphs.
func document(issued onrecord.Date, paragraphs ...string) *tag.Document {
	r := &onrecord.Release{IssuedOn: issued}
	start := 0
	for _, p := range paragraphs {
		r.Blocks = append(r.Blocks, onrecord.Block{Span: onrecord.Span{Start: start, End: start + len(p)}, Kind: onrecord.BlockParagraph})
		start += len(p) + len("\n\n")
	}
	r.Text = strings.Join(paragraphs, "\n\n")
	return tag.Read(r)
}
