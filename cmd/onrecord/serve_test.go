package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store"
)

// An address within an address reaches the pages as it was typed, through
// all that stands before them.
func TestAnAddressWithinAnAddressIsServed(t *testing.T) {
	const address = "https://harbour.example/news?page=2"
	data := t.TempDir()
	s, err := openFolder(t.Context(), data)
	if err != nil {
		t.Fatal(err)
	}
	c := onrecord.NewCapture([]byte("<p>Lit.</p>"), address, "text/html", time.Date(2031, 4, 5, 0, 0, 0, 0, time.UTC))
	if _, err := s.Save(t.Context(), []store.Ingested{{Capture: c, Kind: onrecord.SourceWebPage}}); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	url, _ := serving(t, data, "serve", "--listen", "127.0.0.1:0", "--no-pull")
	if body := get(t, url+"timegate/"+address); body != "<p>Lit.</p>" {
		t.Errorf("through the time gate came %q", body)
	}
}

func TestWhatStandsBesideThePages(t *testing.T) {
	say := func(words string) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { _, _ = io.WriteString(w, words+" "+r.URL.Path) })
	}
	b := besides{say("pages"), []beside{{"/unsubscribe/", say("beside")}}}
	for path, want := range map[string]string{"/": "pages /", "/unsubscribe/x": "beside /unsubscribe/x", "/unsubscribed": "pages /unsubscribed", "/a//b": "pages /a//b"} {
		w := httptest.NewRecorder()
		b.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
		if got := w.Body.String(); got != want {
			t.Errorf("%s: %q", path, got)
		}
	}
}

// A server on a loopback address answers for this machine, and behind a proxy for its own name: not for another
// name that leads here.
func TestOtherNamesThatLeadHereAreRefused(t *testing.T) {
	data := t.TempDir()
	run(t, data, "", "import", write(t, "archive.txt", archive)).want(t, exitDone)
	for _, c := range []struct {
		flags []string
		hosts map[string]int
	}{
		{nil, map[string]int{"": 200, "localhost:1": 200, "[::1]": 200, "elsewhere.example": 421, "record.example:80": 421, "127.0.0.1.elsewhere.example": 421}},
		{[]string{"--base-url", "https://record.example"}, map[string]int{"": 200, "record.example": 200, "RECORD.example:443": 200, "elsewhere.example": 421}},
	} {
		url, _ := serving(t, data, append([]string{"serve", "--listen", "127.0.0.1:0", "--no-pull"}, c.flags...)...)
		for host, want := range c.hosts {
			for _, path := range []string{"", "api/v1/overview", "search.atom?q=lantern"} {
				r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url+path, nil)
				if err != nil {
					t.Fatal(err)
				}
				if host != "" {
					r.Host = host
				}
				answer, err := http.DefaultClient.Do(r)
				if err != nil {
					t.Fatal(err)
				}
				body, _ := io.ReadAll(answer.Body)
				answer.Body.Close()
				if answer.StatusCode != want || want != 200 && !strings.Contains(string(body), "--base-url") {
					t.Errorf("%v, /%s for %q: %d %.200s", c.flags, path, host, answer.StatusCode, body)
				}
			}
		}
	}
	run(t, data, "", "serve", "--allow-origin", "notebook.example").want(t, exitUsage, "--allow-origin wants")
}
