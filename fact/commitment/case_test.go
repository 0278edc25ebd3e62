package commitment_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/commitment"
	"github.com/onrecord/onrecord/fact/date"
	"github.com/onrecord/onrecord/fact/name"
	"github.com/onrecord/onrecord/fact/quote"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/release"
)

// read reads the commitments of a text whose paragraphs are parted by blank
// lines; lines that start with "* " are items of a list. It is issued on
// 14 February 2025 by the Department for Parks, or by whom a first line
// "issued by: …" says, who may be nobody or several, parted by "; ".
func read(t testing.TB, text string) (onrecord.Release, []onrecord.Commitment) {
	t.Helper()
	draft := onrecord.Draft{Title: "Case", IssuedOn: onrecord.MustDate("2025-02-14"), IssuedBy: []string{"Department for Parks"}, Language: "en"}
	if line, rest, _ := strings.Cut(text, "\n"); strings.HasPrefix(line, "issued by:") {
		text, draft.IssuedBy = rest, nil
		if by := strings.TrimSpace(strings.TrimPrefix(line, "issued by:")); by != "" {
			draft.IssuedBy = strings.Split(by, "; ")
		}
	}
	for _, paragraph := range strings.Split(strings.ReplaceAll(text, "\n* ", "\n\n* "), "\n\n") {
		paragraph = strings.TrimSpace(paragraph)
		item, isItem := strings.CutPrefix(paragraph, "* ")
		kind := onrecord.BlockParagraph
		if isItem {
			kind = onrecord.BlockListItem
		}
		draft.Blocks = append(draft.Blocks, onrecord.DraftBlock{Kind: kind, Text: item})
	}
	r, err := release.New(onrecord.Capture{}, onrecord.SourceRecordLines, draft)
	if err != nil {
		t.Skip(err) // nothing but white space
	}
	d := tag.Read(&r)
	names := name.Read(d)
	return r, commitment.Read(d, date.Read(d), quote.Read(d, names), names)
}

// line writes a commitment as the case files do:
// strength | actor | due from to | start of the action.
func line(c onrecord.Commitment) string {
	due := "-"
	if c.Due != nil {
		due = c.Due.From.String() + ".." + c.Due.To.String()
	}
	words := strings.Fields(c.Action)
	return fmt.Sprintf("%s | %s | %s | %s", c.Strength, c.Actor, due, strings.Join(words[:min(5, len(words))], " "))
}

// TestCases reads testdata/cases.txt: cases parted by lines of "====", each a
// text, a line of "----", and the commitments expected, one a line, in order.
func TestCases(t *testing.T) {
	data, err := os.ReadFile("testdata/cases.txt")
	if err != nil {
		t.Fatal(err)
	}
	positive, negative := 0, 0
	for i, c := range strings.Split(string(data), "\n====\n") {
		text, expected, ok := strings.Cut(strings.TrimSuffix(c, "\n"), "\n----")
		if !ok {
			t.Fatalf("case %d has no line of ----", i+1)
		}
		var want []string
		if expected = strings.TrimSpace(expected); expected != "" {
			want = strings.Split(expected, "\n")
			positive++
		} else {
			negative++
		}
		r, found := read(t, text)
		var got []string
		for _, c := range found {
			got = append(got, line(c))
			if c.Of(r.Text) != c.Text {
				t.Errorf("case %d: the text %q is not what stands at %d to %d", i+1, c.Text, c.Start, c.End)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s\n(-want +got)\n%s", text, diff)
		}
	}
	if positive < 50 || negative < 30 {
		t.Errorf("%d cases with commitments and %d without: the file was cut short", positive, negative)
	}
}

// TestLacks reads testdata/lacks.txt: cases as in cases.txt, each with what its
// commitments lack, one a line, and "-" where one lacks nothing.
func TestLacks(t *testing.T) {
	data, err := os.ReadFile("testdata/lacks.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range strings.Split(strings.TrimSpace(string(data)), "\n====\n") {
		text, want, _ := strings.Cut(c, "\n----\n")
		var got []string
		_, found := read(t, text)
		for _, c := range found {
			words := []string{}
			for _, l := range c.Lacks {
				words = append(words, string(l))
			}
			got = append(got, strings.Join(words, " "))
			if len(words) == 0 {
				got[len(got)-1] = "-"
			}
		}
		if strings.Join(got, "\n") != want {
			t.Errorf("%s\nlacks %q, want %q", text, got, want)
		}
	}
}
