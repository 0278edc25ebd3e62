package plaintext

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestBlocks(t *testing.T) {
	for in, want := range map[string]string{
		"":                            "",
		"One.\nTwo.\r\nThree.\rFour.": "paragraph: One.|paragraph: Two.|paragraph: Three.|paragraph: Four.",
		"\t One. \u00a0\n\n\n Two.":   "paragraph: One.|paragraph: Two.",
		"• a\n  * b\n\t-\tc\n◦d\n•":   "list_item: a|list_item: b|list_item: c|list_item: d",
		"-5 degrees\n– a dash":        "paragraph: -5 degrees|paragraph: – a dash",
		"1. One":                      "paragraph: 1. One",
		strings.Repeat("The bridge over the river was opened to all, and it is\n", 5) + "long.\n\nIt has:\n- two lanes that go over it\n- a path": "paragraph: " + strings.Repeat("The bridge over the river was opened to all, and it is ", 5) + "long.|paragraph: It has:|list_item: two lanes that go over it|list_item: a path",
	} {
		var got []string
		for _, b := range Blocks(in) {
			got = append(got, fmt.Sprintf("%s: %s", b.Kind, b.Text))
		}
		if diff := cmp.Diff(want, strings.Join(got, "|")); diff != "" {
			t.Errorf("%q: %s", in, diff)
		}
	}
}

func FuzzParagraphs(f *testing.F) {
	f.Add("a\r• b\n\n-\tc")
	f.Fuzz(func(t *testing.T, s string) {
		line := 0
		for _, p := range Paragraphs(s, func(string) bool { return false }) {
			if p.Text == "" || p.Line <= line || strings.ContainsAny(p.Text, "\r\n") {
				t.Fatalf("bad paragraph %+v after line %d", p, line)
			}
			line = p.Line
		}
	})
}
