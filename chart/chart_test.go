package chart_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/chart"
)

func day(s string) onrecord.Date { return onrecord.MustDate(s) }

// charts are one of every form, and some that could go wrong. What they show is invented.
func charts() map[string]chart.Chart {
	hostile := `<script>alert("1")</script> & ` + strings.Repeat("long ", 60)
	value := func(v float64) string { return fmt.Sprint(v) }
	return map[string]chart.Chart{
		"line": {Title: "Moorings repaired", Note: "Values as printed, by the time that they are of.", Address: "https://record.example.org/series/1", Form: chart.Line{Value: value, Points: []chart.Point{
			{On: day("2023-01-31"), Value: 214, Words: "214", Href: "/facts/1"}, {On: day("2024-06-30"), Value: 388}, {On: day("2024-06-30"), Value: 402, Apart: true}, {On: day("2026-02-01"), Value: 411}}}},
		"below nought":  {Title: "Change", Form: chart.Line{Value: value, Points: []chart.Point{{On: day("2025-01-01"), Value: -3.5}, {On: day("2025-03-01"), Value: 1e9}}}},
		"one day":       {Title: "One day", Form: chart.Line{Value: value, Points: []chart.Point{{On: day("2025-01-01"), Value: 3}, {On: day("2025-01-01"), Value: 3}}}},
		"all of nought": {Title: "Nought", Form: chart.Line{Value: value, Points: []chart.Point{{On: day("2025-01-01")}, {On: day("2025-02-01")}}}},
		"bars":          {Title: "Money by scheme", Note: hostile, Form: chart.Bars{Bars: []chart.Bar{{Label: "Lantern Quay Fund", Value: 8e6, Words: "£8,000,000"}, {Label: hostile, Value: 1, Words: "£1", Href: `/"><script>`}, {Label: "None", Words: "£0"}}}},
		"spans":         {Title: "Posts", Form: chart.Spans{Spans: []chart.Span{{Label: "Harbour Minister", From: day("2020-01-01"), To: day("2023-05-02"), Words: "from … to …"}, {Label: hostile, From: day("2024-02-03"), To: day("2024-02-03"), Hollow: true}}}},
		"months":        {Title: "Releases by month", Form: chart.Months{Rows: []chart.MonthRow{{Label: "harbours.example.org", Counts: [12]int{1, 0, 4, 22, 100, 12345, 3, 2, 1, -1, -1, -1}}, {Label: hostile}}}},
		"neighbours": {Title: "What stands beside the Lantern Quay Fund", Form: chart.Neighbours{Centre: "Lantern Quay Fund", Beside: []chart.Neighbour{
			{Name: "Harbour Board", Note: "runs it", Href: "/names/1", Stated: true}, {Name: hostile, Note: hostile, Href: `/"><script>`}, {Name: "Unbroken" + strings.Repeat("long", 40)}}}},
		"alone": {Title: "Alone", Form: chart.Neighbours{Centre: hostile}},
		"empty": {Title: hostile, Form: chart.Line{Value: value}},
		"bare":  {Form: chart.Bars{}},
	}
}

// TestDrawingsAreWellFormed reads every drawing as XML, and finds all words
// whole in it.
func TestDrawingsAreWellFormed(t *testing.T) {
	for name, c := range charts() {
		for form, svg := range map[string]string{"narrow": c.Inline(chart.Narrow), "wide": c.Inline(chart.Wide), "file": string(c.SVG())} {
			d := xml.NewDecoder(strings.NewReader(svg))
			for {
				token, err := d.Token()
				if errors.Is(err, io.EOF) {
					break
				}
				if err != nil {
					t.Fatalf("%s, %s: %v in %s", name, form, err, svg)
				}
				if start, ok := token.(xml.StartElement); ok && start.Name.Local == "script" {
					t.Errorf("%s, %s: words became a script", name, form)
				}
			}
			if strings.Contains(svg, "NaN") || strings.Contains(svg, "Inf") || strings.Contains(svg, "style=") {
				t.Errorf("%s, %s: %s", name, form, svg)
			}
		}
	}
	c := charts()["line"]
	if file := string(c.SVG()); !strings.Contains(file, "Moorings repaired") || !strings.Contains(file, c.Note) || !strings.Contains(file, c.Address) || strings.Contains(file, "<a ") || strings.Contains(file, "class=") {
		t.Errorf("the file is %s", file)
	}
	if page := c.Inline(chart.Wide); !strings.Contains(page, `<a href="/facts/1">`) || strings.Contains(page, "#1d4f91") {
		t.Errorf("the page's drawing is %s", page)
	}
}

// TestPicturesAreDrawn reads every PNG: it is as large as it says and not blank.
func TestPicturesAreDrawn(t *testing.T) {
	drawn := map[string][]byte{}
	for name, c := range charts() {
		b, err := c.PNG()
		if err != nil {
			t.Fatal(name, err)
		}
		if other := drawn[c.Digest()]; other != nil && !bytes.Equal(other, b) {
			t.Errorf("%s: another picture has its digest", name)
		}
		drawn[c.Digest()] = b
		other := c
		if other.Note += " Another note."; drawn[other.Digest()] != nil {
			t.Errorf("%s: with another note it has the digest of before", name)
		}
		if again, _ := c.PNG(); !bytes.Equal(b, again) {
			t.Errorf("%s: two pictures of one chart differ", name)
		}
		picture, err := png.Decode(bytes.NewReader(b))
		if err != nil {
			t.Fatal(name, err)
		}
		colours := map[string]bool{}
		for y := range picture.Bounds().Dy() {
			for x := range picture.Bounds().Dx() {
				r, g, b, _ := picture.At(x, y).RGBA()
				colours[fmt.Sprint(r>>8, g>>8, b>>8)] = true
			}
		}
		if name != "bare" && !colours["26 28 30"] {
			t.Errorf("%s: no words are drawn", name)
		}
		if name != "bare" && name != "empty" && len(colours) < 8 {
			t.Errorf("%s: it has %d colours", name, len(colours))
		}
		if to := os.Getenv("CHARTS_TO"); to != "" {
			if err := os.WriteFile(filepath.Join(to, name+".png"), b, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	tall := chart.Chart{Form: chart.Bars{Bars: make([]chart.Bar, 1000)}}
	if _, err := tall.PNG(); err == nil {
		t.Error("a picture without end is drawn")
	}
}

// TestLongNamesAreWhole: of the thing that a map is of, and of posts, on a phone as well.
func TestLongNamesAreWhole(t *testing.T) {
	for name, c := range map[string]chart.Chart{
		"map":   {Form: chart.Neighbours{Centre: "Joint Office for the Communities, Lanterns and Moorings of the Outer and Inner Harbours of Saltmarch and Kerrowby", Beside: []chart.Neighbour{{Name: "Harbour Board"}}}},
		"spans": {Form: chart.Spans{Spans: []chart.Span{{Label: "Minister for the Outer Harbours (no longer, or not yet)", From: day("2020-01-01"), To: day("2023-05-02"), Hollow: true}}}},
	} {
		if svg := c.Inline(chart.Narrow); strings.Contains(svg, "…") {
			t.Errorf("%s is cut: %s", name, svg)
		}
	}
}

// TestSpark: the same line at the size of a word.
func TestSpark(t *testing.T) {
	l := chart.Line{Points: []chart.Point{{On: day("2024-01-01"), Value: 5}, {On: day("2024-06-01"), Value: 9, Apart: true}, {On: day("2025-01-01"), Value: 10}}}
	got := l.Spark(`from <5> to "10"`)
	for _, want := range []string{`role="img" aria-label="from &lt;5&gt; to &#34;10&#34;"`, `class="hollow"`, `d="M3.5 16L136.5 3.5"`, `d="M0 28.5L140 28.5"`} {
		if !strings.Contains(got, want) {
			t.Errorf("%s is not in %s", want, got)
		}
	}
	if one := (chart.Line{Points: l.Points[:1]}).Spark("one"); one != "" {
		t.Errorf("of one point: %s", one)
	}
}
