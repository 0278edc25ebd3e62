package page_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// maxFirst is how many bytes a first visit may take over the wire, headers not
// counted: the page and all that it needs.
const maxFirst = 100_000

// TestAFirstVisitIsLight fetches pages as a browser does that has been to none
// of them, compressed, with the style sheet, the script and the icon.
func TestAFirstVisitIsLight(t *testing.T) {
	k := ofSample(t)
	server := httptest.NewServer(k.pages)
	t.Cleanup(server.Close)
	fetch := func(path string) (body io.ReadCloser) {
		t.Helper()
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Accept-Encoding", "gzip")
		answer, err := http.DefaultClient.Do(r)
		if err != nil || answer.StatusCode != http.StatusOK {
			t.Fatalf("%s: %v, %v", path, answer, err)
		}
		return answer.Body
	}
	weigh := func(path string) int {
		t.Helper()
		body := fetch(path)
		defer body.Close()
		n, err := io.Copy(io.Discard, body)
		if err != nil {
			t.Fatal(err)
		}
		return int(n)
	}
	release, _ := k.get(t, "/search").Find("main li h2 a").First().Attr("href")
	for _, path := range []string{"/", "/search", "/search?q=harbour", release, "/commitments", "/money", "/figures", "/quotes", "/people", "/names", "/sources", "/help"} {
		sum := weigh(path)
		k.get(t, path).Find("link[rel=stylesheet], link[rel=icon], script[src], img").Each(func(_ int, s *goquery.Selection) {
			sum += weigh(s.AttrOr("href", s.AttrOr("src", "")))
		})
		if sum > maxFirst {
			t.Errorf("%s takes %d bytes with all it needs, over %d", path, sum, maxFirst)
		}
		t.Logf("%s takes %d bytes", path, sum)
	}
}
