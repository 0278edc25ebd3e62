package api_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/api"
	"github.com/onrecord/onrecord/release"
	"github.com/onrecord/onrecord/store"
	"github.com/onrecord/onrecord/store/sqlite"
)

func TestStatus(t *testing.T) {
	for err, want := range map[error]int{
		onrecord.ErrNotFound: 404, onrecord.ErrInvalid: 400, onrecord.ErrTooLarge: 413, onrecord.ErrUnsupported: 415, onrecord.ErrDamaged: 500, onrecord.ErrUnavailable: 503,
		context.DeadlineExceeded: 503, errors.New("other"): 500,
	} {
		if got := api.Status(fmt.Errorf("reading it: %w", err)); got != want {
			t.Errorf("%v is a %d, want %d", err, got, want)
		}
	}
}

// TestSelectors: positions count code points, whatever they take in bytes or
// in a browser's UTF-16.
func TestSelectors(t *testing.T) {
	text := strings.Repeat("é", 40) + "😀 pays £5 " + strings.Repeat("ü", 40)
	start := strings.Index(text, "£5")
	s := api.Selectors(text, onrecord.Span{Start: start, End: start + len("£5")})
	if s[0].Exact != "£5" || s[0].Prefix != strings.Repeat("é", 25)+"😀 pays " || s[0].Suffix != " "+strings.Repeat("ü", 31) {
		t.Errorf("the quote selector is %+v", s[0])
	}
	if *s[1].Start != 47 || *s[1].End != 49 || string([]rune(text)[47:49]) != "£5" {
		t.Errorf("the position selector is %d to %d", *s[1].Start, *s[1].End)
	}
	edge := api.Selectors("£5", onrecord.Span{Start: 0, End: 3})
	if edge[0].Prefix != "" || edge[0].Suffix != "" || *edge[1].Start != 0 || *edge[1].End != 2 {
		t.Errorf("at the edges: %+v", edge)
	}
}

func TestAnnotateRefusesASpanOutsideTheText(t *testing.T) {
	for _, span := range []onrecord.Span{{Start: 2, End: 9}, {Start: -1, End: 1}, {Start: 2, End: 2}, {Start: 2, End: 1}} {
		f := store.Fact{ID: "x", Kind: onrecord.KindDate, Date: &onrecord.DateFact{Head: onrecord.Head{Span: span}}, Release: onrecord.Release{Text: "abc"}}
		if _, err := api.Annotate(f, ""); !errors.Is(err, onrecord.ErrDamaged) {
			t.Errorf("%+v: error %v", span, err)
		}
	}
}

// TestAnswers asks the API for a release and a name with several places, kept
// in the real engine.
func TestAnswers(t *testing.T) {
	s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "record.db"), sqlite.Options{Rules: "test"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	c := onrecord.NewCapture([]byte("a"), "inbox/a", "", time.Date(2025, 2, 15, 10, 0, 0, 0, time.UTC))
	r, err := release.New(c, onrecord.SourceFeed, onrecord.Draft{Title: "Ferries & fares", IssuedOn: onrecord.MustDate("2025-02-14"), Blocks: []onrecord.DraftBlock{{Kind: onrecord.BlockParagraph, Text: "Old Ferry and Old Ferry."}}})
	if err != nil {
		t.Fatal(err)
	}
	name := onrecord.Name{ID: onrecord.StableID("n"), Text: "Old Ferry", Kind: onrecord.NameSystem, Spans: []onrecord.Pair{{Start: 0, End: 9}, {Start: 14, End: 23}}}
	out, err := s.Save(t.Context(), []store.Ingested{{Capture: c, Kind: onrecord.SourceFeed, Records: []onrecord.Record{{Release: r, Facts: onrecord.Facts{Names: []onrecord.Name{name}}}}}})
	if err != nil {
		t.Fatal(err)
	}
	h := api.New(s, api.Options{BaseURL: "https://record.example.org/"})
	get := func(method, path string) (*httptest.ResponseRecorder, map[string]any) {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(method, path, nil))
		var v map[string]any
		if err := json.Unmarshal(w.Body.Bytes(), &v); err != nil {
			t.Fatalf("%s: %v: %s", path, err, w.Body)
		}
		return w, v
	}
	w, v := get(http.MethodGet, "/releases/"+out[0].ReleaseID+".json")
	if v["title"] != "Ferries & fares" || v["text"] != "Old Ferry and Old Ferry." || !strings.Contains(w.Body.String(), "Ferries & fares") || w.Header().Get("Access-Control-Allow-Origin") != "*" {
		t.Errorf("%v %s", w.Header(), w.Body)
	}
	_, v = get(http.MethodGet, "/facts/"+name.ID+".json")
	if targets := v["target"].([]any); v["id"] != "https://record.example.org/facts/"+name.ID || len(targets) != 2 {
		t.Errorf("the annotation is %v", v)
	}
	for path, status := range map[string]int{"/releases/none.json": 404, "/releases/none": 404, "/facts/none.json": 404, "/releases/x.json?version=-1": 400, "/elsewhere": 404} {
		if w, v := get(http.MethodGet, path); w.Code != status || v["status"] != float64(status) || w.Header().Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s: status %d: %s", path, w.Code, w.Body)
		}
	}
	if w, _ := get(http.MethodPost, "/releases/x.json"); w.Code != http.StatusMethodNotAllowed || w.Header().Get("Allow") != "GET, HEAD" {
		t.Errorf("status %d", w.Code)
	}
}
