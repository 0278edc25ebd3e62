package page_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/page"
)

const (
	buoyAddress = "https://harbour.example/news?page=2"
	morning     = "Sat, 01 Mar 2025 08:00:00 GMT"
	noon        = "Sat, 01 Mar 2025 12:00:00 GMT"
	evening     = "Sat, 01 Mar 2025 20:00:00 GMT"
)

// withBuoy keeps three captures of one web address.
func withBuoy(t *testing.T) *kept {
	k := newKept(t)
	for name, at := range map[string]string{"one": "2025-03-01T08:00:00Z", "two": "2025-03-01T12:00:00Z", "three": "2025-03-01T20:00:00Z"} {
		k.save(t, name, buoyAddress, at, onrecord.Draft{Title: "Buoy " + name, IssuedOn: onrecord.MustDate("2025-03-01"), IssuedBy: []string{"Harbour Board"}, Blocks: paragraphs("Lit.")}, nil)
	}
	return k
}

// through asks as a Memento client does.
func (k *kept) through(t *testing.T, path, at string) *http.Response {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, path, nil)
	r.Host = "record.example"
	if at != "" {
		r.Header.Set("Accept-Datetime", at)
	}
	w := httptest.NewRecorder()
	k.pages.ServeHTTP(w, r)
	return w.Result()
}

func TestTimeGateLeadsToTheNearestCapture(t *testing.T) {
	k := withBuoy(t)
	k.serve(t, page.Options{})
	if vary := k.through(t, "/timegate/"+buoyAddress, "").Header.Values("Vary"); !slices.Contains(vary, "Cookie") {
		t.Errorf("it varies by %q alone", vary)
	}
	for asked, want := range map[string]string{"": evening, morning: morning, noon: noon, "Sat, 01 Mar 2025 15:59:00 GMT": noon, "Sat, 01 Mar 2025 16:01:00 GMT": evening, "Mon, 01 Jan 2001 00:00:00 GMT": morning} {
		gate := k.through(t, "/timegate/"+buoyAddress, asked)
		to := gate.Header.Get("Location")
		if gate.StatusCode != http.StatusFound || !slices.Contains(gate.Header.Values("Vary"), "Accept-Datetime") || !strings.HasPrefix(to, "http://record.example/mementos/") {
			t.Fatalf("asked for %q: %d, %v", asked, gate.StatusCode, gate.Header)
		}
		if links := gate.Header.Get("Link"); gate.Header.Get("Memento-Datetime") != "" || !strings.Contains(links, "<"+buoyAddress+`>; rel="original"`) || !strings.Contains(links, `rel="timemap"`) || strings.Count(links, "<"+to+">") != 1 || strings.Count(links, `; datetime="`) != 3 {
			t.Errorf("asked for %q, the gate's links are %s", asked, links)
		}
		memento := k.through(t, strings.TrimPrefix(to, "http://record.example"), "")
		if got := memento.Header.Get("Memento-Datetime"); got != want || memento.StatusCode != http.StatusOK {
			t.Errorf("asked for %q: the capture of %q, not of %q", asked, got, want)
		}
		if links := memento.Header.Get("Link"); !strings.Contains(links, "<"+buoyAddress+`>; rel="original"`) || !strings.Contains(links, `rel="timegate"`) || !strings.Contains(links, `rel="timemap"`) {
			t.Errorf("links %s", links)
		}
		if policy := memento.Header.Get("Content-Security-Policy"); !strings.Contains(policy, "sandbox") || !strings.HasPrefix(memento.Header.Get("Content-Type"), "text/plain") {
			t.Errorf("a capture could be rendered: %v", memento.Header)
		}
	}
}

func TestTimeMapListsEveryCapture(t *testing.T) {
	k := withBuoy(t)
	for _, path := range []string{"/timemap/link/" + buoyAddress, "/timemap/link/" + url.PathEscape(buoyAddress)} {
		a := k.get(t, path)
		if a.header.Get("Content-Type") != "application/link-format" {
			t.Errorf("type %s", a.header.Get("Content-Type"))
		}
		lines := strings.Split(strings.TrimSpace(a.body), ",\n")
		if len(lines) != 6 {
			t.Fatalf("%d links:\n%s", len(lines), a.body)
		}
		for i, want := range []string{`rel="original"`, `rel="self"; type="application/link-format"; from="` + morning + `"; until="` + evening + `"`, `rel="timegate"`, `datetime="` + morning, `datetime="` + noon, `datetime="` + evening} {
			if !strings.Contains(lines[i], want) {
				t.Errorf("line %d has no %s: %s", i, want, lines[i])
			}
		}
	}
}

func TestWhatWasNeverCapturedHasNoHistory(t *testing.T) {
	k := withBuoy(t)
	for path, status := range map[string]int{
		"/timemap/link/https://harbour.example/": 404, "/timegate/https://harbour.example/": 404, "/timegate/": 404, "/timegate/news": 404,
		"/mementos/" + strings.Repeat("0", 64) + "/" + buoyAddress: 404, "/mementos/x": 404, "/timemap/link/javascript://harbour.example/%0aalert(1)": 404,
	} {
		if got := k.through(t, path, ""); got.StatusCode != status {
			t.Errorf("%s: %d", path, got.StatusCode)
		}
	}
	if got := k.through(t, "/timegate/"+buoyAddress, "yesterday"); got.StatusCode != http.StatusBadRequest {
		t.Errorf("a time that is none: %d", got.StatusCode)
	}
}
