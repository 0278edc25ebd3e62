package page_test

import (
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"errors"
	"image/png"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/link"
	"github.com/onrecord/onrecord/page"
	"github.com/onrecord/onrecord/sample"
)

// TestChartsAndTheirFiles walks from every page with a chart to its files: the
// SVG is well formed, the PNG a picture, and the CSV has as many rows as the
// table beside the chart.
func TestChartsAndTheirFiles(t *testing.T) {
	k := ofSample(t)
	k.pages = page.New(k.store, page.Options{BaseURL: "https://record.example.org", Today: func() onrecord.Date { return onrecord.MustDate(sample.Today) }})
	series := k.get(t, "/series?words=burglaries").within(t, "listitem", "conflict").one(t, "link", "").AttrOr("href", "")
	person := k.get(t, "/people?words=verrall").Find("main li a").AttrOr("href", "")
	for _, c := range []struct{ path, title, note string }{
		{series, "urglaries", "A hollow dot conflicts"},
		{person, "Posts of Isaac Verrall", "it may have been held before and after"},
		{"/ledger?view=by-scheme", "Money by what it is for, GBP", "Each distinct sum is counted once"},
		{"/ledger?view=by-year&words=million", "Money by the year in which it was first seen, GBP", "Not added:"},
		{"/sources", "Releases of 2025 by origin and month of issue", "can’t be told from here"},
		{"/sources?year=2024", "Releases of 2024", "An empty square"},
	} {
		a := k.get(t, c.path)
		figure := by(a.Selection, "figure", "").FilterFunction(func(_ int, s *goquery.Selection) bool { return !strings.Contains(nameOf(s), "What stands beside") })
		if figure.Length() != 1 || figure.Find("svg[role]").Length() != 2 {
			t.Fatalf("%s: %d figures, %d drawings", c.path, figure.Length(), figure.Find("svg").Length())
		}
		a.has(t, "main", c.title)
		a.has(t, "figure", c.note)
		if name := figure.Find("svg").AttrOr("aria-label", ""); !strings.Contains(name, c.title) {
			t.Errorf("%s: the drawing is named %q", c.path, name)
		}
		svg := k.file(t, figure, "SVG", "image/svg+xml")
		for d := xml.NewDecoder(bytes.NewReader(svg)); ; {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", c.path, err)
			}
		}
		if !bytes.Contains(svg, []byte("https://record.example.org/")) || !bytes.Contains(svg, []byte(c.title)) {
			t.Errorf("%s: the file does not say where it is from: %s", c.path, svg)
		}
		if _, err := png.Decode(bytes.NewReader(k.file(t, figure, "PNG", "image/png"))); err != nil {
			t.Errorf("%s: %v", c.path, err)
		}
		rows, err := csv.NewReader(bytes.NewReader(k.file(t, figure, "CSV", "text/csv; charset=utf-8"))).ReadAll()
		if table := a.Find("figure ~ [role=region] tbody tr").Length() + figure.Find("tbody tr").Length(); err != nil || len(rows)-1 != table || table < 2 {
			t.Errorf("%s: %d rows in the file, %d in the table: %v", c.path, len(rows)-1, table, err)
		}
	}
	for _, path := range []string{person, "/names/" + link.NameID(onrecord.NameScheme, "Sound Homes Fund")} {
		a := k.get(t, path)
		figure := by(a.Selection, "figure", "What stands beside")
		if name := figure.Find("svg").AttrOr("aria-label", ""); figure.Find("svg[role=group]").Length() != 2 || !strings.Contains(name, "What stands beside") {
			t.Fatalf("%s: %d maps, named %q", path, figure.Find("svg").Length(), name)
		}
		if svg := k.file(t, figure, "SVG", "image/svg+xml"); !bytes.Contains(svg, []byte("https://record.example.org"+path)) || !bytes.Contains(svg, []byte("A solid line")) {
			t.Errorf("%s: the map does not say where it is from: %s", path, svg)
		}
		if _, err := png.Decode(bytes.NewReader(k.file(t, figure, "PNG", "image/png"))); err != nil {
			t.Errorf("%s: %v", path, err)
		}
		rows, err := csv.NewReader(bytes.NewReader(k.file(t, figure, "CSV", "text/csv; charset=utf-8"))).ReadAll()
		if table := figure.Find("tbody tr").Length(); err != nil || len(rows)-1 != table || table < 1 {
			t.Errorf("%s: %d rows in the file, %d in the table: %v", path, len(rows)-1, table, err)
		}
		k.get(t, "/embed/charts/neighbours/"+path[strings.LastIndex(path, "/")+1:]).has(t, "h1", "What stands beside")
	}
	for path, status := range map[string]int{"/charts/series/none.svg": 404, "/charts/neighbours/none.svg": 404, "/charts/colours/x.svg": 404, series + ".gif": 404, "/charts" + series + ".gif": 404, "/charts/money/by-colour.svg": 404,
		"/charts/money/by-year.csv?from=never": 400, "/charts/coverage/never.csv": 400, "/charts/coverage/0.svg": 400, "/sources?year=never": 400, "/ledger?view=never": 400} {
		if a := k.ask(t, http.MethodGet, path); a.status != status {
			t.Errorf("%s: status %d, want %d", path, a.status, status)
		}
	}
}

// file fetches a chart's file by the words of its link.
func (k *kept) file(t *testing.T, figure *goquery.Selection, words, mediaType string) []byte {
	t.Helper()
	href := figure.Find("a:contains('"+words+"')").AttrOr("href", "")
	a := k.get(t, href)
	if got := a.header.Get("Content-Type"); got != mediaType || !strings.Contains(a.header.Get("Content-Security-Policy"), "sandbox") {
		t.Errorf("%s: %s", href, a.header)
	}
	return []byte(a.body)
}

// TestEverySumIsInOneBar holds the bars against their own total: by scheme and
// by year the same sums are counted.
func TestEverySumIsInOneBar(t *testing.T) {
	k := ofSample(t)
	k.get(t, "/ledger?view=by-year").Find("main tbody tr a").Each(func(_ int, s *goquery.Selection) {
		k.get(t, s.AttrOr("href", "")).has(t, "status", "distinct sum")
	})
	k.get(t, "/ledger?view=by-scheme&words=nothingofthatkind").has(t, "main", "No sum can be added up here")
	k.get(t, "/ledger?view=by-scheme&currency=XXX").has(t, "main", "No sum can be added up here")
}
