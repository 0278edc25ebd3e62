package quote_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/name"
	"github.com/onrecord/onrecord/fact/quote"
	"github.com/onrecord/onrecord/fact/tag"
)

// announcement is an invented announcement, in blocks.
var announcement = []string{
	"Ports across Westmere will be safer from today under the Harbour Safety Bill, the Department for Ports and Coasts announced.",
	"The bill will give the Harbour Safety Authority (HSA) powers to inspect 120 ports by the end of 2031.",
	"Minister for Ports, Ada Thornbury MP, said:",
	"Nobody should fear for their life at work. That is why we are acting now.",
	"I want to thank the crews who told us what had to change.",
	"This comes after the Coastal Review found gaps in training at 14 ports.",
	"“We welcome this,” said Lena Okafor, Chief Executive of Crews Together. “It has been a long time coming.”",
}

// document builds a document of at least size bytes; in one block where line says so.
func document(size int, line bool) *tag.Document {
	r := &onrecord.Release{IssuedBy: []string{"Department for Ports and Coasts"}}
	var b strings.Builder
	start := 0
	for i := 0; b.Len() < size; i++ {
		p := announcement[i%len(announcement)]
		if b.Len() > 0 {
			if line {
				b.WriteString(" ")
			} else {
				b.WriteString("\n\n")
			}
		}
		start = b.Len()
		b.WriteString(p)
		if !line {
			r.Blocks = append(r.Blocks, onrecord.Block{Span: onrecord.Span{Start: start, End: b.Len()}, Kind: onrecord.BlockParagraph})
		}
	}
	r.Text = b.String()
	if line {
		r.Blocks = []onrecord.Block{{Span: onrecord.Span{Start: 0, End: len(r.Text)}, Kind: onrecord.BlockParagraph}}
	}
	return tag.Read(r)
}

// BenchmarkNamesAndQuotes reads both kinds; the tokens are cut beforehand.
func BenchmarkNamesAndQuotes(b *testing.B) {
	for _, size := range []int{1 << 10, 100 << 10, 10 << 20} {
		for _, line := range []bool{false, true} {
			b.Run(fmt.Sprintf("%dKB/line=%v", size>>10, line), func(b *testing.B) {
				d := document(size, line)
				b.SetBytes(int64(len(d.Text)))
				b.ReportAllocs()
				for b.Loop() {
					quote.Read(d, name.Read(d))
				}
			})
		}
	}
}

// BenchmarkNames reads names alone.
func BenchmarkNames(b *testing.B) {
	d := document(100<<10, false)
	b.SetBytes(int64(len(d.Text)))
	b.ReportAllocs()
	for b.Loop() {
		name.Read(d)
	}
}
