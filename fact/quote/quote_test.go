package quote_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/name"
	"github.com/onrecord/onrecord/fact/quote"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/internal/casetest"
)

func TestCases(t *testing.T) {
	casetest.Run(t, "testdata/quotes.txt", 60, func(d *tag.Document) []string {
		var lines []string
		for _, q := range quote.Read(d, name.Read(d)) {
			lines = append(lines, fmt.Sprintf("%s | %s | %s", q.Speaker, q.Role, strings.ReplaceAll(q.Text, "\n\n", " ¶ ")))
		}
		return lines
	})
}

func TestCueIsTheWordsThatAttribute(t *testing.T) {
	d := casetest.Document("“We are ready,” said Lena Okafor, chair of Crews Together. “Now we go.”\n\nPorts Secretary Ada Thornbury said:\n\nI agree.")
	want := []string{"said Lena Okafor, chair of Crews Together", "said Lena Okafor, chair of Crews Together", "Ports Secretary Ada Thornbury said:"}
	got := quote.Read(d, name.Read(d))
	if len(got) != len(want) {
		t.Fatalf("%d quotes, want %d", len(got), len(want))
	}
	for i, q := range got {
		if q.Cue == nil || q.Cue.Of(d.Text) != want[i] {
			t.Errorf("quote %d: cue %v, want %q", i, q.Cue, want[i])
		}
	}
}

// valid checks what holds for every list of quotes.
func valid(t *testing.T, d *tag.Document, quotes []onrecord.Quote) {
	t.Helper()
	end := 0
	for _, q := range quotes {
		if q.Start < end || q.End <= q.Start || q.End > len(d.Text) {
			t.Fatalf("quote at %d-%d after one that ends at %d, in %d bytes", q.Start, q.End, end, len(d.Text))
		}
		if q.Text != q.Of(d.Text) {
			t.Fatalf("text %q is not at %d-%d", q.Text, q.Start, q.End)
		}
		if q.Cue != nil && (q.Cue.End <= q.Cue.Start || q.Cue.End > len(d.Text)) {
			t.Fatalf("cue %v", q.Cue)
		}
		end = q.End
	}
}

func FuzzRead(f *testing.F) {
	f.Add("Ada Thornbury said:\n\nI am glad.\n\n“We,” said Lena Okafor, “go.”")
	f.Add("‘It’s us,’ he said. \"A \"b\" c,\" said D. E:\n\n“x\n\n“y”\n\n> z")
	f.Add("X said: “a\n\n“b\n\nsaid:\n\n:\n\n“”\n\n\"")
	f.Fuzz(func(t *testing.T, s string) {
		d := casetest.Document(strings.ToValidUTF8(s, "�"))
		valid(t, d, quote.Read(d, name.Read(d)))
	})
}
