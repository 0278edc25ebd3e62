package page_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

// FuzzAddress asks pages with any query string at all: nothing a reader can
// type is the record's fault.
func FuzzAddress(f *testing.F) {
	for _, seed := range []string{"q=quay", "q=%22&order=relevance", "q=issued:2025..&cursor=x", "cursor=AAAA", "version=9999999999999999999", "min=1e308bn", "from=0000-00-00&to=9999-12-31", "status=soon&due_to=0001", "kind=%00", "fact=%f0%28&q=a", "compare=1&version=1", ";;;&&=&=", "words=" + strings.Repeat("%E2%80%AE", 30)} {
		f.Add(seed)
	}
	k := newKept(f).fill(f).hostile(f)
	paths := []string{"/", "/search", "/releases/" + k.ids["quay"], "/releases/" + k.ids["edited"], "/facts/" + k.facts["sum"], "/commitments", "/money", "/figures", "/quotes", "/names", "/people", "/problems"}
	f.Fuzz(func(t *testing.T, query string) {
		for _, path := range paths {
			r := httptest.NewRequest(http.MethodGet, path, nil)
			r.URL = &url.URL{Path: path, RawQuery: query}
			r.RequestURI = path + "?" + query
			w := httptest.NewRecorder()
			k.pages.ServeHTTP(w, r)
			if w.Code >= 500 {
				t.Errorf("%s?%s: status %d: %s", path, query, w.Code, k.log)
			}
		}
	})
}
