package webpage

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/internal/sharedtest"
	blocks "github.com/onrecord/onrecord/source/html"
)

// TestJusticePages reads 199 original pages of the US Department of Justice
// and compares title, day and text with the page's own fields, found by the
// names that this one site gives them.
func TestJusticePages(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(sharedtest.Path(t, "corpus/us-doj/html"), "*.html"))
	if err != nil || len(files) != 199 {
		t.Fatalf("%d pages, %v", len(files), err)
	}
	good := map[string]int{}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		c := onrecord.NewCapture(data, filepath.Base(file), "", time.Time{})
		drafts, problems := Read(c)
		if len(drafts) != 1 || !Recognise(c) {
			t.Errorf("%s: %d drafts, %v", c.Location, len(drafts), problems)
			continue
		}
		for _, p := range problems {
			t.Logf("%s: %s", c.Location, p.Reason)
		}
		for what, ok := range judge(t, data, drafts[0]) {
			if ok {
				good[what]++
			} else {
				t.Logf("%s: %s: title %q, issued %s by %q", c.Location, what, drafts[0].Title, drafts[0].IssuedOn, drafts[0].IssuedBy)
			}
		}
	}
	t.Log(good)
	for what, least := range map[string]int{"title": 199, "day": 199, "text": 199, "address": 199, "language": 199, "clean": 199, "issuer": 199, "subtitle": 199} {
		if good[what] < least {
			t.Errorf("%s: right on %d of %d pages, was %d", what, good[what], len(files), least)
		}
	}
}

func judge(t *testing.T, data []byte, d onrecord.Draft) map[string]bool {
	page, err := goquery.NewDocumentFromReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	oneLine := func(s string) string { return strings.Join(strings.Fields(s), " ") }
	field := func(name string) string { return oneLine(page.Find(name).Text()) }
	day, _ := page.Find(".field--name-field-pr-date [content]").Attr("content")
	var want, got strings.Builder
	for _, b := range blocks.BlocksOf(page.Find(".field--name-field-pr-body").Nodes[0]) {
		want.WriteString(b.Text + "\n")
	}
	clean := true
	for _, b := range d.Blocks {
		got.WriteString(b.Text + "\n")
		clean = clean && !strings.Contains(b.Text, "Skip to main") && !strings.Contains(b.Text, "Share on") && !strings.Contains(b.Text, "Press Release Number") && b.Text != "Twitter"
	}
	return map[string]bool{
		"title":    oneLine(d.Title) == field("#node-title"),
		"day":      len(day) >= 10 && d.IssuedOn.String() == day[:10],
		"text":     got.String() == want.String() && got.Len() > 200,
		"address":  strings.HasPrefix(d.URL, "https://www.justice.gov/"),
		"language": d.Language == "en",
		"issuer":   len(d.IssuedBy) == 1 && d.IssuedBy[0] == "Department of Justice",
		"subtitle": oneLine(d.Summary) == field("#node-subtitle"),
		"clean":    clean,
	}
}

// TestJusticePagesUnmarked reads the same pages with the marks of their body
// and date taken off, so that the text has to be found and the visible date
// read. Text counts as found where 95 of 100 words are the body's and 98 of 100
// of the body's are there.
func TestJusticePagesUnmarked(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(sharedtest.Path(t, "corpus/us-doj/html"), "*.html"))
	if err != nil || len(files) != 199 {
		t.Fatalf("%d pages, %v", len(files), err)
	}
	marks := strings.NewReplacer("field--name-field-pr-body", "a", "field--name-field-pr-date", "b", `property="dc:date" datatype="xsd:dateTime" content=`, "title-of=")
	good := map[string]int{}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		drafts, _ := Read(onrecord.NewCapture([]byte(marks.Replace(string(data))), filepath.Base(file), "", time.Time{}))
		if len(drafts) != 1 {
			t.Errorf("%s: %d drafts", file, len(drafts))
			continue
		}
		page, err := goquery.NewDocumentFromReader(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		precision, recall := overlap(blocks.BlocksOf(page.Find(".field--name-field-pr-body").Nodes[0]), drafts[0].Blocks)
		if precision >= 0.95 && recall >= 0.98 {
			good["text"]++
		} else {
			t.Logf("%s: precision %.3f, recall %.3f", filepath.Base(file), precision, recall)
		}
		if judge(t, data, drafts[0])["day"] {
			good["day"]++
		} else {
			t.Logf("%s: issued %s", filepath.Base(file), drafts[0].IssuedOn)
		}
	}
	t.Log(good)
	if good["text"] < 182 || good["day"] < 199 {
		t.Errorf("text right on %d (was 182), day on %d (was 199) of %d pages", good["text"], good["day"], len(files))
	}
}

// overlap compares two texts as bags of words.
func overlap(want, got []onrecord.DraftBlock) (precision, recall float64) {
	count := func(bs []onrecord.DraftBlock) (map[string]int, int) {
		words, n := map[string]int{}, 0
		for _, b := range bs {
			for _, w := range strings.Fields(b.Text) {
				words[w]++
				n++
			}
		}
		return words, max(1, n)
	}
	a, na := count(want)
	b, nb := count(got)
	same := 0
	for w, n := range a {
		same += min(n, b[w])
	}
	return float64(same) / float64(nb), float64(same) / float64(na)
}
