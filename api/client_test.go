package api_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/api"
	"github.com/onrecord/onrecord/api/v1"
	"github.com/onrecord/onrecord/signin"
	"github.com/onrecord/onrecord/store"
)

// Pages of other sites read what everybody may read, and nothing that is private.
func TestOtherSitesRead(t *testing.T) {
	open := ask(t, record, api.Options{}).with("Origin", "https://elsewhere.example")
	if w := open.send(http.MethodGet, "overview", ""); w.Header().Get("Access-Control-Allow-Origin") != "*" || w.Header().Get("Access-Control-Allow-Credentials") != "" || !strings.Contains(w.Header().Get("Access-Control-Expose-Headers"), "Link") {
		t.Errorf("%v", w.Header())
	}
	w := open.with("Access-Control-Request-Method", "GET").send(http.MethodOptions, "overview", "")
	if w.Code != http.StatusNoContent || !strings.Contains(w.Header().Get("Access-Control-Allow-Headers"), "Authorization") || strings.Contains(w.Header().Get("Access-Control-Allow-Methods"), "POST") {
		t.Errorf("%d %v", w.Code, w.Header())
	}
	if w := ask(t, record, api.Options{Private: true}).send(http.MethodGet, "overview", ""); w.Header().Get("Access-Control-Allow-Origin") != "" {
		t.Errorf("a private record is open to other sites: %v", w.Header())
	}
}

// A record that is served to this machine alone is read by pages that come from it too, and by those
// of sites that were named.
func TestSitesElsewhereDoNotReadThisMachine(t *testing.T) {
	a := ask(t, record, api.Options{ThisMachine: true, Origins: []string{"https://notebook.example"}})
	for origin, may := range map[string]bool{"http://localhost:3000": true, "http://127.0.0.1:9": true, "http://[::1]": true, "https://notebook.example": true,
		"https://elsewhere.example": false, "http://127.0.0.1.elsewhere.example": false, "https://notebook.example.org": false, "null": false, "": false, "file://": false, "//localhost": false} {
		for _, method := range []string{http.MethodGet, http.MethodOptions} {
			h := a.with("Origin", origin).with("Access-Control-Request-Method", "GET").send(method, "overview", "").Header()
			want := ""
			if may {
				want = origin
			}
			if got := h.Get("Access-Control-Allow-Origin"); got != want || !strings.Contains(strings.Join(h.Values("Vary"), " "), "Origin") {
				t.Errorf("%s from %q: %q, Vary %q", method, origin, got, h.Values("Vary"))
			}
		}
	}
	all := ask(t, record, api.Options{ThisMachine: true, Origins: []string{"*"}}).with("Origin", "https://elsewhere.example")
	if got := all.send(http.MethodGet, "overview", "").Header().Get("Access-Control-Allow-Origin"); got != "*" {
		t.Errorf("open to all: %q", got)
	}
}

func TestHowOftenAClientMayAsk(t *testing.T) {
	now := time.Date(2031, 1, 1, 0, 0, 0, 0, time.UTC)
	a := ask(t, record, api.Options{PerMinute: 2, Now: func() time.Time { return now }, BaseURL: "https://record.example"})
	for left, want := range []string{`"default";r=1;t=30`, `"default";r=0;t=60`} {
		w := a.send(http.MethodGet, "overview", "")
		if w.Code != http.StatusOK || w.Header().Get("RateLimit") != want || w.Header().Get("RateLimit-Policy") != `"default";q=2;w=60` {
			t.Errorf("request %d: %d %v", left, w.Code, w.Header())
		}
	}
	w := a.send(http.MethodGet, "overview", "")
	a.refused(w, http.StatusTooManyRequests, "too often")
	if w.Header().Get("Retry-After") != "30" {
		t.Errorf("%v", w.Header())
	}
	now = now.Add(30 * time.Second)
	if w := a.send(http.MethodGet, "overview", ""); w.Code != http.StatusOK {
		t.Errorf("after half a minute: %d", w.Code)
	}
	// The test's requests come from 192.0.2.1, which is no proxy of one's own:
	// what it says of others is not believed.
	if w := a.with("X-Forwarded-For", "198.51.100.7").send(http.MethodGet, "overview", ""); w.Code != http.StatusTooManyRequests {
		t.Errorf("another address is claimed: %d", w.Code)
	}
	free := ask(t, record, api.Options{PerMinute: -1})
	if w := free.send(http.MethodGet, "overview", ""); w.Header().Get("RateLimit") != "" {
		t.Errorf("%v", w.Header())
	}
}

// tokens makes a token of each scope and returns their secrets.
func tokens(t *testing.T, s store.Store) map[store.Scope]string {
	t.Helper()
	out := map[store.Scope]string{}
	for _, scope := range store.Scopes {
		secret, token := signin.NewToken("Ida Reed", []store.Scope{scope}, time.Now())
		if err := s.SaveToken(t.Context(), token); err != nil {
			t.Fatal(err)
		}
		out[scope] = "Bearer " + secret
	}
	return out
}

func TestWhatIsSaidByATokenCounts(t *testing.T) {
	s := aCopy(t)
	secrets := tokens(t, s)
	a := ask(t, s, api.Options{Editing: true})
	reviewer := a.with("Authorization", secrets[store.ScopeReview])
	var list v1.List[v1.Fact]
	a.get("facts?kind=commitment&limit=1", &list)
	id := list.Items[0].ID
	confirm := `{"kind": "confirm", "subject": "` + id + `", "note": "read it"}`

	w := a.send(http.MethodPost, "statements", confirm)
	a.refused(w, http.StatusUnauthorized, "--scope review")
	if !strings.HasPrefix(w.Header().Get("WWW-Authenticate"), "Bearer") {
		t.Errorf("%v", w.Header())
	}
	a.refused(a.with("Authorization", secrets[store.ScopeRead]).send(http.MethodPost, "statements", confirm), http.StatusForbidden, "scope review; the one that came with the request has read.")
	a.refused(a.with("Authorization", "Bearer onrecord_none").send(http.MethodGet, "overview", ""), http.StatusUnauthorized, "not known here")
	a.refused(a.with("Authorization", "Basic x").send(http.MethodGet, "overview", ""), http.StatusUnauthorized, "not known here")

	var said onrecord.Statement
	w = reviewer.send(http.MethodPost, "statements", confirm)
	if err := json.Unmarshal(w.Body.Bytes(), &said); err != nil || w.Code != http.StatusCreated {
		t.Fatalf("%d %s: %v", w.Code, w.Body, err)
	}
	if said.By != "Ida Reed" || said.Kind != onrecord.StatementConfirm || said.Rule == "" || said.Note != "read it" {
		t.Errorf("kept as %+v", said)
	}
	var f v1.FactDetail
	if a.get("facts/"+id, &f); f.Review != onrecord.ReviewConfirmed {
		t.Errorf("the fact is %s", f.Review)
	}
	var log v1.List[onrecord.Statement]
	if a.get(strings.TrimPrefix(w.Header().Get("Location"), api.Prefix+"/"), &log); log.Total != 1 || log.Items[0].ID != said.ID {
		t.Errorf("the log is %+v", log)
	}
	if w := reviewer.send(http.MethodPost, "statements", `{"kind": "verdict", "subject": "`+id+`", "words": "partly", "scale": "own"}`); w.Code != http.StatusCreated {
		t.Errorf("a verdict: %d %s", w.Code, w.Body)
	}
	for body, want := range map[string]int{
		`{"kind": "verdict", "subject": "` + id + `", "words": "grand", "scale": "own"}`: 422,
		`{"kind": "confirm", "subject": "0123456789abcdef"}`:                             404,
		`{"kind": "praise", "subject": "` + id + `"}`:                                    422,
		`{"kind": "confirm", "subject": "` + id + `", "by": "Somebody else"}`:            422,
		`{`: 400,
	} {
		if w := reviewer.send(http.MethodPost, "statements", body); w.Code != want {
			t.Errorf("%s: %d %s, want %d", body, w.Code, w.Body, want)
		}
	}
	closed := ask(t, s, api.Options{}).with("Authorization", secrets[store.ScopeAdmin])
	closed.refused(closed.send(http.MethodPost, "statements", confirm), http.StatusForbidden, "read only")
}

func TestTokensAreListedAndRevoked(t *testing.T) {
	s := aCopy(t)
	secrets := tokens(t, s)
	a := ask(t, s, api.Options{Editing: true})
	admin, reviewer := a.with("Authorization", secrets[store.ScopeAdmin]), a.with("Authorization", secrets[store.ScopeReview])
	reviewer.refused(reviewer.send(http.MethodGet, "tokens", ""), http.StatusForbidden, "scope admin")
	var list v1.List[v1.Token]
	w := admin.get("tokens", &list)
	if list.Total != 3 || strings.Contains(w.Body.String(), "key") {
		t.Fatalf("%s", w.Body)
	}
	for _, token := range list.Items {
		if token.Scopes[0] != store.ScopeReview {
			continue
		}
		if w := admin.send(http.MethodDelete, "tokens/"+token.ID, ""); w.Code != http.StatusNoContent || w.Body.Len() > 0 {
			t.Errorf("%d %s", w.Code, w.Body)
		}
		admin.refused(admin.send(http.MethodDelete, "tokens/"+token.ID, ""), http.StatusNotFound, "no such thing")
	}
	reviewer.refused(reviewer.send(http.MethodGet, "overview", ""), http.StatusUnauthorized, "revoked")
}
