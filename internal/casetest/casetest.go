// Package casetest reads the plain text case files of the fact rooms: a
// snippet above, the facts expected below.
//
//	=== what the case shows
//	first block
//
//	• a list item
//
//	> a block that the source marks as a quotation
//
//	## a heading
//	---
//	one expected fact a line; none where there is none
package casetest

import (
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
)

var update = flag.Bool("update", false, "write what is found into the case files: read the difference before you keep it")

// Run reads the file at path and checks for each case that facts returns the
// lines below it. It fails where the file holds fewer than least cases.
func Run(t *testing.T, path string, least int, facts func(d *tag.Document) []string) {
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	head, rest, _ := strings.Cut(string(data), "=== ")
	out := head
	n := 0
	for c := range strings.SplitSeq(rest, "\n=== ") {
		n++
		title, body, _ := strings.Cut(c, "\n")
		body, want, found := strings.Cut(body, "\n---")
		if !found && !*update {
			t.Errorf("%s: case %q has no line \"---\"", path, title)
		}
		got := strings.Join(facts(Document(body)), "\n")
		if got != "" {
			got += "\n"
		}
		out += "=== " + title + "\n" + strings.TrimSpace(body) + "\n---\n" + got + "\n"
		if *update {
			continue
		}
		t.Run(title, func(t *testing.T) {
			want := strings.TrimLeft(strings.TrimRight(want, "\n")+"\n", "\n")
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s\nwanted (-) and found (+):\n%s", strings.TrimSpace(body), diff)
			}
		})
	}
	if n < least {
		t.Errorf("%s holds %d cases, want %d or more", path, n, least)
	}
	if *update {
		if err := os.WriteFile(path, []byte(strings.TrimRight(out, "\n")+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// Document builds a document from blocks parted by blank lines.
func Document(body string) *tag.Document {
	r := &onrecord.Release{Title: "A case", IssuedBy: []string{"Department for Ports and Coasts"}, IssuedOn: onrecord.MustDate("2032-03-03")}
	for block := range strings.SplitSeq(body, "\n\n") {
		kind := onrecord.BlockParagraph
		block = strings.TrimSpace(block)
		for mark, k := range map[string]onrecord.BlockKind{"• ": onrecord.BlockListItem, "> ": onrecord.BlockQuotation, "## ": onrecord.BlockHeading} {
			if rest, ok := strings.CutPrefix(block, mark); ok {
				block, kind = rest, k
			}
		}
		if block == "" {
			continue
		}
		if r.Text != "" {
			r.Text += "\n\n"
		}
		r.Blocks = append(r.Blocks, onrecord.Block{Span: onrecord.Span{Start: len(r.Text), End: len(r.Text) + len(block)}, Kind: kind})
		r.Text += block
	}
	return tag.Read(r)
}
