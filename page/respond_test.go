package page

import (
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/search"
)

// TestPanicsAreAnswered: a page that panics is a page for the reader and a
// line for the log, under one number.
func TestPanicsAreAnswered(t *testing.T) {
	var log strings.Builder
	p := &site{options: Options{Title: "t", Log: slog.New(slog.NewTextHandler(&log, nil))}, assets: readAssets(assetFiles, "assets")}
	p.templates = p.readTemplates(british)
	h := p.around(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("a rule broke") }))
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/x", nil))
	number := w.Header().Get("X-Request-Id")
	if w.Code != http.StatusInternalServerError || !strings.Contains(w.Body.String(), "Something went wrong here") || number == "" || !strings.Contains(w.Body.String(), number) {
		t.Errorf("status %d: %s", w.Code, w.Body)
	}
	if !strings.Contains(log.String(), "a rule broke") || !strings.Contains(log.String(), number) {
		t.Errorf("the log is %s", &log)
	}
	if strings.Contains(w.Body.String(), "a rule broke") {
		t.Error("the reader is told of the inside")
	}
}

func TestErrorsHaveTheirPages(t *testing.T) {
	var log strings.Builder
	p := &site{options: Options{Title: "t", Log: slog.New(slog.NewTextHandler(&log, nil))}, assets: readAssets(assetFiles, "assets")}
	p.templates = p.readTemplates(british)
	for _, c := range []struct {
		err    error
		status int
		title  string
	}{
		{onrecord.ErrNotFound, 404, "Nothing is kept here"}, {onrecord.ErrInvalid, 400, "This address is not understood"}, {onrecord.ErrTooLarge, 413, "too large"},
		{onrecord.ErrUnsupported, 415, "cannot be shown"}, {onrecord.ErrUnavailable, 503, "cannot be read just now"}, {onrecord.ErrDamaged, 500, "Something went wrong"},
		{fmt.Errorf("secret of the house"), 500, "Something went wrong"},
	} {
		w := httptest.NewRecorder()
		p.show(func(*http.Request) (view, error) { return view{}, fmt.Errorf("reading: %w", c.err) }).ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/x", nil))
		if w.Code != c.status || !strings.Contains(w.Body.String(), c.title) || strings.Contains(w.Body.String(), "secret of the house") {
			t.Errorf("%v: status %d, %s", c.err, w.Code, w.Body)
		}
		if again := w.Header().Get("Retry-After"); (again != "") != (c.status == 503) || strings.Contains(w.Body.String(), `<a href="/x">`) != (c.status == 503) {
			t.Errorf("%v: ask again after %q: %s", c.err, again, w.Body)
		}
	}
	if !strings.Contains(log.String(), "secret of the house") {
		t.Error("the log does not say what went wrong")
	}
}

func TestHelpIsRight(t *testing.T) {
	for _, g := range queryHelp {
		for _, l := range g.Lines {
			if _, err := search.Parse(l.Example); err != nil {
				t.Errorf("%s: %v", l.Example, err)
			}
		}
	}
}

func TestEveryQuestionOfTheFormHasABound(t *testing.T) {
	r := httptest.NewRequest(http.MethodGet, "/?min=1.5m&day=2024-02&end=2024-02&year=2025&n=7&none=", nil)
	a := ask(r)
	if v := a.value("min"); v == nil || *v != 1.5e6 {
		t.Errorf("1.5m is %v", v)
	}
	if d := a.day("day", firstDay).String() + a.day("end", lastDay).String() + a.day("year", lastDay).String(); d != "2024-02-012024-02-292025-12-31" {
		t.Errorf("days are %s", d)
	}
	if a.whole("n") != 7 || a.whole("none") != 0 || a.value("none") != nil || !a.sane() {
		t.Errorf("problems %v", a.problems)
	}
}
