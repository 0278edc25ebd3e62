package plaintext

import (
	"fmt"
	"runtime"
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
		// Lines that break within sentences, at no width.
		"OLD HARBOUR OPENS AGAIN\nEastmere – The Harbour Trust of\nCorvane has opened the\nold harbour, said Rep.\nJane Doe. “It is a day for\nthe town.\nWe are glad of it,” said\nDoe.\nThe Trust was founded\nin 1901.\nContact:\nTom Roe": "paragraph: OLD HARBOUR OPENS AGAIN|paragraph: Eastmere – The Harbour Trust of Corvane has opened the old harbour, said Rep. Jane Doe. “It is a day for the town. We are glad of it,” said Doe.|paragraph: The Trust was founded in 1901.|paragraph: Contact:|paragraph: Tom Roe",
		// A list without marks breaks no sentence, nor does one chance line.
		"We bring:\napples\npears\nplums":                   "paragraph: We bring:|paragraph: apples|paragraph: pears|paragraph: plums",
		"It is what we stand for\nin Corvane.\nIt is good.": "paragraph: It is what we stand for|paragraph: in Corvane.|paragraph: It is good.",
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

// TestLongParagraph: the lines of a paragraph are put together once, however many they are.
func TestLongParagraph(t *testing.T) {
	for _, line := range []string{"we are of\n", strings.Repeat("We go over the bridge. ", 5) + "\n"} {
		page := strings.Repeat(line, 4000)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		paragraphs := Paragraphs(page, nil)
		runtime.ReadMemStats(&after)
		if took := after.TotalAlloc - before.TotalAlloc; len(paragraphs) != 1 || took > uint64(100*len(page)) {
			t.Errorf("%d paragraphs of %d bytes took %d bytes of memory", len(paragraphs), len(page), took)
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
