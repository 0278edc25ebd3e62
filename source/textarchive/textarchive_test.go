package textarchive

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/onrecord/onrecord"
)

func read(text string) ([]onrecord.Draft, []onrecord.Problem) {
	return Read(onrecord.NewCapture([]byte(text), "a.txt", "", time.Time{}))
}

// show writes drafts in a form that is easy to compare.
func show(drafts []onrecord.Draft) string {
	var b strings.Builder
	for _, d := range drafts {
		fmt.Fprintf(&b, "# %s | %s | %s | %s\n", d.Title, d.IssuedOn, strings.Join(d.IssuedBy, "; "), strings.Join(d.Tags, "; "))
		for _, block := range d.Blocks {
			fmt.Fprintf(&b, "%s: %s\n", block.Kind, block.Text)
		}
	}
	return b.String()
}

const page = `Tag: Town Council

  • PRESS RELEASE : New bridge opens [March 2025]

    PRESS RELEASE : New bridge opens [March 2025]

    The press release issued by the Harbour Board and Town Council on 3 March 2025.

    The bridge is open. It has:

      • two lanes

      • one path

    It cost £5 million.

  • PRESS RELEASE : Ferries return [February 2025]

    PRESS RELEASE : Ferries return [February 2025]

    The press release issued by the Harbour Board on 30 February 2025.

    The ferries are back.
`

const pageWant = `# New bridge opens | 2025-03-03 | Harbour Board; Town Council | Town Council
paragraph: The press release issued by the Harbour Board and Town Council on 3 March 2025.
paragraph: The bridge is open. It has:
list_item: two lanes
list_item: one path
paragraph: It cost £5 million.
# Ferries return |  |  | Town Council
paragraph: The press release issued by the Harbour Board on 30 February 2025.
paragraph: The ferries are back.
`

func TestRead(t *testing.T) {
	flat := strings.ReplaceAll(strings.ReplaceAll(page, "    ", ""), "  •", "•")
	for _, c := range []struct{ name, in, want string }{
		{"as archives print it", page, pageWant},
		{"line ends of Windows", strings.ReplaceAll(page, "\n", "\r\n"), pageWant},
		{"line ends of old", strings.ReplaceAll(page, "\n", "\r"), pageWant},
		{"stars for marks", strings.ReplaceAll(page, "•", "*"), pageWant},
		{"hyphens and tabs", strings.ReplaceAll(strings.ReplaceAll(page, "•", "-"), "    ", "\t"), pageWant},
		{"no indentation", flat, pageWant},
		{"no blank lines", strings.ReplaceAll(flat, "\n\n", "\n"), pageWant},
		{"other label", strings.ReplaceAll(page, "PRESS RELEASE :", "NEWS STORY:"), pageWant},
		{"no label", strings.ReplaceAll(page, "PRESS RELEASE : ", ""), pageWant},
		{"no month", strings.NewReplacer(" [March 2025]", "", " [February 2025]", "").Replace(page), pageWant},
		{"another heading", strings.Replace(page, "Tag: Town Council", "Category Archives: Harbours", 1), strings.ReplaceAll(pageWant, "| Town Council\n", "| Harbours\n")},
		{"the title once", "• PRESS RELEASE : A [May 2024]\n\n  Text of a.\n\n• PRESS RELEASE : B [May 2024]\n\n  Text of b.\n", "# A |  |  | \nparagraph: Text of a.\n# B |  |  | \nparagraph: Text of b.\n"},
		{"label and nothing else", "SPEECH: On bridges\n\nThank you.\n\nOPEN LETTER: To all\n\nDear all.\n", "# On bridges |  |  | \nparagraph: Thank you.\n# To all |  |  | \nparagraph: Dear all.\n"},
		{"a bare title before the issue", "New bridge opens\n\nThe news story published by the Town Council on Monday 3rd March 2025.\n\nIt is open.\n", "# New bridge opens | 2025-03-03 | Town Council | \nparagraph: The news story published by the Town Council on Monday 3rd March 2025.\nparagraph: It is open.\n"},
		{"a bare title twice", "New bridge opens\n\nNew bridge opens\n\nThe press release issued by the Town Council on March 3, 2025.\n\nIt is open.\n", "# New bridge opens | 2025-03-03 | Town Council | \nparagraph: The press release issued by the Town Council on March 3, 2025.\nparagraph: It is open.\n"},
		{"a speech", "• SPEECH : On bridges [March 2025]\n\nThe speech made by Jane Example, the Minister of Bridges, on 3 March 2025.\n\nThank you.\n", "# On bridges | 2025-03-03 |  | \nparagraph: The speech made by Jane Example, the Minister of Bridges, on 3 March 2025.\nparagraph: Thank you.\n"},
		{"two pages in one file", "Tag: A\n\n• PRESS RELEASE : One [May 2024]\n\nText one.\n\nTag: B\n\n• PRESS RELEASE : Two [May 2024]\n\nText two.\n\nOlder posts\n", "# One |  |  | A\nparagraph: Text one.\n# Two |  |  | B\nparagraph: Text two.\n"},
		{"a list in capitals is no title", "• PRESS RELEASE : One [May 2024]\n\nText.\n\n• SPEECH: not a title here\n\nMore.\n", "# One |  |  | \nparagraph: Text.\nlist_item: SPEECH: not a title here\nparagraph: More.\n"},
		{"one announcement", "New bridge opens\n\n3 March 2025\n\nThe bridge over the river was opened to all today by the mayor of the town.\n", "# New bridge opens | 2025-03-03 |  | \nparagraph: 3 March 2025\nparagraph: The bridge over the river was opened to all today by the mayor of the town.\n"},
		{"wrapped lines", "PRESS RELEASE : New bridge opens [March 2025]\n\nThe bridge over the river was opened to all today by the mayor\nof the town, who said that it would bring the two banks closer\ntogether than ever.\n\nThe bridge has two lanes and a path, and is open at all hours of\nthe day and the night, for all who want to cross it.\n", "# New bridge opens |  |  | \nparagraph: The bridge over the river was opened to all today by the mayor of the town, who said that it would bring the two banks closer together than ever.\nparagraph: The bridge has two lanes and a path, and is open at all hours of the day and the night, for all who want to cross it.\n"},
	} {
		drafts, problems := read(c.in)
		if diff := cmp.Diff(c.want, show(drafts)); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
		if len(problems) > 0 {
			t.Errorf("%s: problems %v", c.name, problems)
		}
		if !Recognise(onrecord.NewCapture([]byte(c.in), "", "", time.Time{})) {
			t.Errorf("%s: not recognised", c.name)
		}
	}
}

// TestBanners reads single announcements with what agencies print above a title.
func TestBanners(t *testing.T) {
	prose := "The bridge over the river was opened to all today, and the ferry goes on as before."
	want := "# New bridge opens | 2025-03-04 |  | \nparagraph: " + prose + "\n"
	for name, in := range map[string]string{
		"banner and day":       "FOR IMMEDIATE RELEASE\nMarch 4, 2025\n\nNew bridge opens\n\n" + prose,
		"kind and day":         "News release\n\nTuesday 4 March 2025\n\nNew bridge opens\n\n" + prose,
		"day in the same line": "FOR IMMEDIATE RELEASE: March 4, 2025\n\nNew bridge opens\n\n" + prose,
	} {
		drafts, problems := read(in)
		if diff := cmp.Diff(want, show(drafts)); diff != "" || len(problems) != 0 {
			t.Errorf("%s: %v %s", name, problems, diff)
		}
	}
}

func TestNotRead(t *testing.T) {
	for _, in := range []string{"", " \n", "a shopping list\n\nmilk\n", "<html><p>Text.</p>", `{"title":"x"}`, "\x00\x01\x02\x03\x04\x05 junk", "%PDF-1.7"} {
		if Recognise(onrecord.NewCapture([]byte(in), "", "", time.Time{})) {
			t.Errorf("recognised %q", in)
		}
	}
	for in, want := range map[string]int{"": 1, "just words here\n": 1, "• PRESS RELEASE : A [May 2024]\n": 1, "PRESS RELEASE : A [May 2024]\n\nIt\x92s here.\n": 1} {
		if _, problems := read(in); len(problems) != want {
			t.Errorf("%q: problems %v", in, problems)
		}
	}
}

func TestManyReleases(t *testing.T) {
	var b strings.Builder
	for i := range 700 {
		fmt.Fprintf(&b, "  • PRESS RELEASE : Bridge %d opens [March 2025]\n\n    PRESS RELEASE : Bridge %d opens [March 2025]\n\n    The press release issued by the Town Council on 3 March 2025.\n\n    Bridge %d is open.\n\n", i, i, i)
	}
	drafts, problems := read(b.String())
	if len(drafts) != 700 || len(problems) != 0 || drafts[699].Title != "Bridge 699 opens" || len(drafts[699].Blocks) != 2 {
		t.Errorf("%d drafts, %d problems", len(drafts), len(problems))
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(page))
	f.Add([]byte("PRESS RELEASE : \n\nPRESS RELEASE :\n"))
	f.Add([]byte("• •\r•\tTag: \n"))
	f.Fuzz(func(t *testing.T, body []byte) {
		c := onrecord.NewCapture(body, "a.txt", "", time.Time{})
		Recognise(c)
		drafts, _ := Read(c)
		for _, d := range drafts {
			if d.Title == "" || !utf8.ValidString(d.Title) {
				t.Fatalf("bad title %q", d.Title)
			}
		}
	})
}
