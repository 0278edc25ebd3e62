package wordpress

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/onrecord/onrecord"
)

func capture(body string) onrecord.Capture {
	return onrecord.NewCapture([]byte(body), "posts.json", "application/json", time.Time{})
}

const one = `{"id": 7, "date": "2025-03-03T00:05:00", "date_gmt": "2025-03-02T23:05:00", "link": "https://town.example/bridge/", "lang": "en_GB",
 "title": {"rendered": "New bridge &#8211; <em>open</em>"}, "content": {"rendered": "<p>A mayor said:</p>\n<blockquote><p>Good.</p></blockquote>", "protected": false},
 "excerpt": {"rendered": "<p>A mayor [&hellip;]</p>"},
 "_embedded": {"author": [{"name": "Harbour Board"}], "wp:term": [[{"name": "Roads &amp; rail"}, {"name": "Uncategorised"}], [{"name": "bridge"}]]}}`

var oneWant = onrecord.Draft{
	Title: "New bridge – open", URL: "https://town.example/bridge/", Language: "en-GB", IssuedOn: onrecord.MustDate("2025-03-03"), IssuedBy: []string{"Harbour Board"},
	Tags: []string{"Roads & rail", "bridge"}, Place: "post 1",
	Blocks: []onrecord.DraftBlock{{Kind: onrecord.BlockParagraph, Text: "A mayor said:"}, {Kind: onrecord.BlockQuotation, Text: "Good."}},
}

func TestRead(t *testing.T) {
	dates := cmpopts.EquateComparable(onrecord.Date{})
	archive := `{"date": "2025-03-09T10:00:00", "link": "x", "title": {"rendered": "PRESS RELEASE : A [March 2025]"}, "content": {"rendered": "<p>The press release issued by the Town Council on 1 March 2025.</p>"}, "_embedded": {"author": [{"name": "admin"}]}}`
	archiveWant := onrecord.Draft{Title: "PRESS RELEASE : A [March 2025]", URL: "x", IssuedOn: onrecord.MustDate("2025-03-01"), IssuedBy: []string{"Town Council"}, Place: "post 1",
		Blocks: []onrecord.DraftBlock{{Kind: onrecord.BlockParagraph, Text: "The press release issued by the Town Council on 1 March 2025."}}}
	for name, c := range map[string]struct {
		in       string
		want     []onrecord.Draft
		problems int
	}{
		"one":          {one, []onrecord.Draft{oneWant}, 0},
		"a list":       {"\ufeff [" + one + `, 7, {"title": {"rendered": ""}}]`, []onrecord.Draft{oneWant}, 2},
		"an archive's": {archive, []onrecord.Draft{archiveWant}, 0},
		"protected":    {`[{"date": "2025-03-03T00:05:00", "link": "x", "title": {"rendered": "A"}, "content": {"rendered": "", "protected": true}}]`, []onrecord.Draft{{Title: "A", URL: "x", IssuedOn: onrecord.MustDate("2025-03-03"), Place: "post 1"}}, 1},
		"no date":      {`[{"date": null, "link": "x", "title": {"rendered": "A"}, "yoast_head_json": {"og_site_name": "Town"}}]`, []onrecord.Draft{{Title: "A", URL: "x", IssuedBy: []string{"Town"}, Place: "post 1"}}, 1},
		"cut off":      {`[{"title": {"rendered": "A"`, nil, 1},
		"nothing":      {"", nil, 1},
		"no posts":     {"[]", nil, 0},
	} {
		drafts, problems := Read(capture(c.in))
		if diff := cmp.Diff(c.want, drafts, dates); diff != "" || len(problems) != c.problems {
			t.Errorf("%s: problems %v; %s", name, problems, diff)
		}
	}
}

func TestRecognise(t *testing.T) {
	for in, want := range map[string]bool{one: true, "[" + one + "]": true, "[]": false, `{"title": "x", "link": "y"}`: false, "": false, `"rendered" "date_gmt"`: false} {
		if got := Recognise(capture(in)); got != want {
			t.Errorf("%.40s: %v", in, got)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(one))
	f.Add([]byte("[" + one + ",{}]"))
	f.Fuzz(func(t *testing.T, body []byte) {
		c := onrecord.NewCapture(body, "", "", time.Time{})
		Recognise(c)
		drafts, _ := Read(c)
		for _, d := range drafts {
			if d.Title == "" && len(d.Blocks) == 0 {
				t.Fatal("an empty draft")
			}
		}
	})
}
