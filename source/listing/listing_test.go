package listing

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/internal/sharedtest"
	"github.com/onrecord/onrecord/source/fetch"
)

// step takes the first step of a source whose every address answers with a body.
func step(t *testing.T, spec, cursor, body string) (Page, error) {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		fmt.Fprint(w, body)
	}))
	defer server.Close()
	src, err := onrecord.ParseSource(strings.ReplaceAll(spec, "SITE", server.URL))
	if err != nil {
		t.Fatal(err)
	}
	src.Local = true
	return Next(t.Context(), Step{Source: src, Cursor: cursor, Begins: true, Get: fetch.New(fetch.Options{}).Get, Known: func(_ context.Context, items []onrecord.Listed) ([]bool, error) {
		for _, it := range items {
			if len(it.Mark) > maxMark {
				t.Errorf("asked for a mark of %d bytes: none is kept", len(it.Mark))
			}
		}
		return make([]bool, len(items)), nil
	}})
}

// TestSearchExamples reads results as GOV.UK's Search API gives them.
func TestSearchExamples(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(sharedtest.Path(t, "cases/govuk-search"), "*.json"))
	if err != nil {
		t.Fatal(err)
	}
	pages, items := 0, 0
	for _, file := range files {
		body, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		page, err := step(t, "govuk:SITE/harbour-board", "", string(body))
		if errors.Is(err, onrecord.ErrInvalid) {
			continue // a description of a finder, or of fields
		}
		if err != nil {
			t.Errorf("%s: %v", file, err)
		}
		pages++
		items += len(page.Items)
	}
	if pages < 15 || items < 20 {
		t.Errorf("%d pages with %d items", pages, items)
	}
}

func TestWhatGovUKIsAsked(t *testing.T) {
	for spec, want := range map[string]string{
		"govuk:home-office": "https://www.gov.uk count=1000&fields=link%2Ctitle%2Cpublic_timestamp&filter_content_purpose_supergroup=news_and_communications&filter_organisations=home-office",
		"govuk:home-office?document_type=press_release&document_type=speech":   "https://www.gov.uk count=1000&fields=link%2Ctitle%2Cpublic_timestamp&filter_content_store_document_type=press_release&filter_content_store_document_type=speech&filter_organisations=home-office",
		"govuk:https://www.corvane.example/harbour-board?format=press_release": "https://www.corvane.example count=1000&fields=link%2Ctitle%2Cpublic_timestamp&filter_format=press_release&filter_organisations=harbour-board",
	} {
		src, err := onrecord.ParseSource(spec)
		if err != nil {
			t.Fatal(err)
		}
		site, query := govukQuery(src)
		if got := site + " " + query.Encode(); got != want {
			t.Errorf("%s:\n%s, want\n%s", spec, got, want)
		}
	}
}

func TestCursorsOfOthers(t *testing.T) {
	for _, spec := range []string{"govuk:SITE/harbour-board", "feed:SITE/feed", "wordpress:SITE/", "page:SITE/"} {
		if _, err := step(t, spec, "{half a curs", ""); !errors.Is(err, onrecord.ErrInvalid) {
			t.Errorf("%s: %v", spec, err)
		}
	}
	if _, err := Next(t.Context(), Step{Source: onrecord.Source{Kind: onrecord.ListingFolder}}); !errors.Is(err, onrecord.ErrUnsupported) {
		t.Errorf("a folder: %v", err)
	}
}

// TestHostileListings: what a listing says is never taken for an address of this machine.
func TestHostileListings(t *testing.T) {
	long := "https://harbour.example/" + strings.Repeat("a", onrecord.MaxLocation)
	for spec, body := range map[string]string{
		"feed:SITE/feed":           `<rss version="2.0"><channel><title>x</title><item><title>One</title><link>file:///etc/passwd</link></item><item><title>Two</title><link>javascript:alert(1)</link></item><item><title>Three</title><link>` + long + `</link></item></channel></rss>`,
		"govuk:SITE/harbour-board": `{"total": 3, "results": [{"link": "//evil.example/x", "title": "x", "public_timestamp": "never"}, {"link": "file:///etc/passwd"}, {"link": {"a": 1}}]}`,
		"page:SITE/":               `<!doctype html><main><h2><a href="file:///etc/passwd">First lanterns lit</a></h2><h2><a href="javascript:x()">Second lanterns lit</a></h2><h2><a href="/` + strings.Repeat("a", 5000) + `">Third lanterns lit</a></h2></main>`,
	} {
		page, err := step(t, spec, "", body)
		if err != nil {
			t.Errorf("%s: %v", spec, err)
		}
		for _, it := range page.Items {
			if it.Visit == onrecord.VisitNow && (!webAddress(it.Location) || !strings.HasPrefix(it.Location, "http://127.0.0.1")) || len(it.Location) > onrecord.MaxLocation {
				t.Errorf("%s lists %.100q", spec, it.Location)
			}
		}
	}
}

func TestWhatIsSaidIsBounded(t *testing.T) {
	long := strings.Repeat("ü", 10_000)
	page, err := step(t, "govuk:SITE/harbour-board", "", `{"total": 1, "results": [{"link": "/a", "title": "`+long+`", "public_timestamp": "`+long+`"}]}`)
	if err != nil || len(page.Items) != 1 || len(page.Items[0].Title) > maxTitle || len(page.Items[0].Mark) > maxMark || page.Items[0].Mark == "" {
		t.Errorf("%d items, %v", len(page.Items), err)
	}
	link := func(path string) string { return `<h2><a href="/` + path + `">` + long[:250] + `</a></h2>` }
	if page, err := step(t, "page:SITE/", "", "<!doctype html><main>"+link("a")+link("b")+"</main>"); err != nil || len(page.Items) != 2 {
		t.Errorf("%d teasers, %v", len(page.Items), err)
	}
}

// TestTheWalkThroughTime walks results of which many have one time, by pages of five.
func TestTheWalkThroughTime(t *testing.T) {
	start := time.Date(2031, 4, 1, 12, 0, 0, 0, time.UTC)
	var times []time.Time // newest first
	for i := range 40 {
		times = append(times, start.Add(-time.Duration(i/12)*time.Hour))
	}
	c, seen := govukCursor{}, map[int]bool{}
	for steps := 0; ; steps++ {
		if steps > 60 {
			t.Fatal("the walk does not end")
		}
		var window []int
		for i, at := range times {
			if c.To.IsZero() || !at.After(c.To) {
				window = append(window, i)
			}
		}
		var page []time.Time
		for _, i := range window[min(c.Start, len(window)):min(c.Start+5, len(window))] {
			seen[i] = true
			page = append(page, times[i])
		}
		if !c.advance(page, len(page), len(window)) {
			break
		}
	}
	if len(seen) != len(times) || !c.Past || !c.Newest.Equal(start) {
		t.Errorf("%d of %d were seen: %+v", len(seen), len(times), c)
	}
}
