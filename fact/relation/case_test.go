package relation_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/date"
	"github.com/onrecord/onrecord/fact/figure"
	"github.com/onrecord/onrecord/fact/name"
	"github.com/onrecord/onrecord/fact/relation"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/release"
)

// read reads the relations of a text whose paragraphs are parted by blank
// lines.
func read(t testing.TB, text string) (onrecord.Release, []onrecord.Name, []onrecord.Relation) {
	t.Helper()
	draft := onrecord.Draft{Title: "Case", IssuedOn: onrecord.MustDate("2025-02-14"), IssuedBy: []string{"Department for Parks"}, Language: "en"}
	for _, paragraph := range strings.Split(text, "\n\n") {
		draft.Blocks = append(draft.Blocks, onrecord.DraftBlock{Kind: onrecord.BlockParagraph, Text: paragraph})
	}
	r, err := release.New(onrecord.Capture{}, onrecord.SourceRecordLines, draft)
	if err != nil {
		t.Skip(err) // nothing but white space
	}
	d := tag.Read(&r)
	names := name.Read(d)
	return r, names, relation.Read(d, names, figure.Read(d, date.Read(d), names))
}

// line writes a relation as the case files do: type | from | to | amount.
func line(x onrecord.Relation) string {
	s := fmt.Sprintf("%s | %s | %s", x.Type, strings.Join(x.From, " + "), x.To)
	if x.Amount != nil {
		s += fmt.Sprintf(" | %.0f", *x.Amount)
	}
	return s
}

// TestCases reads testdata/cases.txt: cases parted by lines of "====", each a
// text, a line of "----", and the relations expected, one a line, in order.
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
		r, _, found := read(t, text)
		var got []string
		for _, x := range found {
			got = append(got, line(x))
			if x.Of(r.Text) != x.Text {
				t.Errorf("case %d: the text %q is not what stands at %d to %d", i+1, x.Text, x.Start, x.End)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s\n(-want +got)\n%s", text, diff)
		}
	}
	if positive < 35 || negative < 20 {
		t.Errorf("%d cases with relations and %d without: the file was cut short", positive, negative)
	}
}
