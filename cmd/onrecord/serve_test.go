package main

import (
	"io"
	"net/http"
	"net/http/httptest"
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
