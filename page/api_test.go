package page_test

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/page"
	"github.com/onrecord/onrecord/signin"
	"github.com/onrecord/onrecord/store"
)

// privateToPrograms asks a private record as a program: with a token it reads
// what an editor reads, without one it is told how.
func privateToPrograms(t *testing.T, k *kept, url string) {
	t.Helper()
	secret, token := signin.NewToken("dashboard", []store.Scope{store.ScopeRead}, time.Now())
	if err := k.store.SaveToken(t.Context(), token); err != nil {
		t.Fatal(err)
	}
	rec, err := k.store.Release(t.Context(), k.ids["quay"])
	if err != nil {
		t.Fatal(err)
	}
	found := url + "/captures/" + rec.Source.SHA256
	for _, c := range []struct {
		path, authorization string
		status              int
	}{
		{strings.TrimPrefix(found, url), "Bearer " + secret, 200}, {"/timemap/link/" + rec.Source.Location, "Bearer " + secret, 200}, {"/review/log.csv", "Bearer " + secret, 200},
		{"/api/v1/releases/" + k.ids["quay"], "", 401}, {"/api/v1/openapi.json", "", 401}, {"/mcp", "", 401}, {"/api/v1/overview", "Bearer onrecord_none", 401}, {"/", "Bearer onrecord_none", 401},
		{"/api/v1/releases/" + k.ids["quay"], "Bearer " + secret, 200}, {"/commitments.ics", "Bearer " + secret, 200}, {"/releases/" + k.ids["quay"], "Bearer " + secret, 200},
		{"/review", "Bearer " + secret, 401},
	} {
		r, err := http.NewRequest(http.MethodGet, url+c.path, nil)
		if err != nil {
			t.Fatal(err)
		}
		if c.authorization != "" {
			r.Header.Set("Authorization", c.authorization)
		}
		res, err := http.DefaultTransport.RoundTrip(r)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != c.status || c.status == 401 && (res.Header.Get("WWW-Authenticate") == "" || res.Header.Get("Content-Type") != "application/problem+json") {
			t.Errorf("%s with %q: status %d, %v", c.path, c.authorization, res.StatusCode, res.Header)
		}
		if kept := res.Header.Get("Cache-Control"); !strings.HasPrefix(kept, "private") {
			t.Errorf("%s with %q: a cache on the way may keep it: %q", c.path, c.authorization, kept)
		}
	}
	// A browser asks for another site's page without its token.
	for path, want := range map[string]int{"/api/v1/overview": http.StatusNoContent, "/search": http.StatusSeeOther} {
		r, err := http.NewRequest(http.MethodOptions, url+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Origin", "https://elsewhere.example")
		r.Header.Set("Access-Control-Request-Method", "GET")
		r.Header.Set("Access-Control-Request-Headers", "authorization")
		res, err := http.DefaultTransport.RoundTrip(r)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != want || want == http.StatusNoContent && !strings.Contains(res.Header.Get("Access-Control-Allow-Headers"), "Authorization") {
			t.Errorf("before %s: status %d, %v", path, res.StatusCode, res.Header)
		}
	}
}

// The page of the API tells every question of the description, and what it
// offers to try answers.
func TestThePageOfTheAPI(t *testing.T) {
	k := newKept(t).fill(t)
	a := k.get(t, "/api/")
	operations := 0
	for id := range strings.FieldsSeq("listReleases getRelease search listFacts getFact getAnnotation listSums listSeries listNames listChanges listStatements state revokeToken") {
		operations += a.Find("#" + id).Length()
	}
	if operations != 13 {
		t.Errorf("%d of 13 questions are told", operations)
	}
	tries := a.Find("a[href^='/api/v1/']")
	if tries.Length() < 15 {
		t.Errorf("%d can be tried", tries.Length())
	}
	for _, n := range tries.EachIter() {
		k.get(t, n.AttrOr("href", ""))
	}
	for _, n := range a.Find("a[href^='#kind-']").EachIter() {
		if to := n.AttrOr("href", ""); a.Find(to).Length() != 1 {
			t.Errorf("%s leads nowhere", to)
		}
	}
}

// deaf is a store that cannot look up tokens just now.
type deaf struct{ store.Store }

func (deaf) Token(context.Context, string) (store.Token, error) {
	return store.Token{}, onrecord.ErrUnavailable
}

// TestATokenThatCannotBeLookedUp is not told as one that does not count.
func TestATokenThatCannotBeLookedUp(t *testing.T) {
	k := newKept(t)
	k.pages = page.New(deaf{k.store}, page.Options{Editing: true, Private: true, Log: slog.New(slog.DiscardHandler)})
	r := httptest.NewRequest(http.MethodGet, "/api/v1/overview", nil)
	r.Header.Set("Authorization", "Bearer onrecord_any")
	w := httptest.NewRecorder()
	k.pages.ServeHTTP(w, r)
	if w.Code != http.StatusServiceUnavailable || w.Header().Get("WWW-Authenticate") != "" || w.Header().Get("Content-Type") != "application/problem+json" {
		t.Errorf("status %d, %v", w.Code, w.Header())
	}
}
