package bench

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact"
	"github.com/onrecord/onrecord/ingest"
	"github.com/onrecord/onrecord/internal/sharedtest"
)

// BenchmarkExtract reads all kinds of facts together. Run it with -cpu 1 for
// what one core does, garbage collection included.
//
// The sample is thicker with facts than real releases are; the real ones lie
// beside the project. The sizes show that the time grows in step with the
// text: releases put together from the sample's paragraphs, and one that is a
// single line.
func BenchmarkExtract(b *testing.B) {
	records, err := sampleRecords()
	if err != nil {
		b.Fatal(err)
	}
	var samples []onrecord.Release
	for _, r := range records {
		samples = append(samples, r.Release)
	}
	b.Run("sample", func(b *testing.B) { extract(b, samples) })
	b.Run("real", func(b *testing.B) { extract(b, realReleases(b)) })
	for _, size := range []int{1 << 10, 100 << 10, 10 << 20} {
		b.Run(fmt.Sprintf("size=%dKB", size>>10), func(b *testing.B) { extract(b, []onrecord.Release{ofSize(samples, size, "\n\n")}) })
	}
	b.Run("one-line=10240KB", func(b *testing.B) { extract(b, []onrecord.Release{ofSize(samples, 10<<20, " ")}) })
}

func extract(b *testing.B, releases []onrecord.Release) {
	size := 0
	for i := range releases {
		size += len(releases[i].Text)
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		for i := range releases {
			fact.Read(&releases[i])
		}
	}
}

// realReleases are some hundred releases of one government.
func realReleases(b *testing.B) []onrecord.Release {
	const path = "corpus/govuk-news.jsonl"
	var out []onrecord.Release
	for _, r := range ingest.Read(onrecord.NewCapture(sharedtest.Read(b, path), path, "", time.Unix(0, 0))).Records {
		if ingest.Readable(r.Language) {
			out = append(out, r.Release)
		}
	}
	return out
}

// ofSize puts one release together from the paragraphs of others, in turn,
// until it has about size bytes. Where they are not parted by a blank line
// they make one block.
func ofSize(from []onrecord.Release, size int, between string) onrecord.Release {
	out := onrecord.Release{Title: "Generated", IssuedOn: from[0].IssuedOn, IssuedBy: from[0].IssuedBy, Language: "en"}
	var text strings.Builder
	for i := 0; text.Len() < size; i++ {
		r := &from[i%len(from)]
		for _, block := range r.Blocks {
			if text.Len() >= size {
				break
			}
			if text.Len() > 0 {
				text.WriteString(between)
			}
			start := text.Len()
			text.WriteString(block.Of(r.Text))
			block.Span = onrecord.Span{Start: start, End: text.Len()}
			out.Blocks = append(out.Blocks, block)
		}
	}
	out.Text = text.String()
	if between != "\n\n" {
		out.Blocks = []onrecord.Block{{Span: onrecord.Span{End: len(out.Text)}, Kind: onrecord.BlockParagraph}}
	}
	return out
}
