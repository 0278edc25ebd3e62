package client_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/onrecord/onrecord/client"
)

// TestTheTokenStaysAtTheRecord: an answer that leads to another server on the same
// host, or to another host, does not have the token sent there.
func TestTheTokenStaysAtTheRecord(t *testing.T) {
	var seen []string
	note := func(w http.ResponseWriter, r *http.Request) {
		seen = append(seen, r.Header.Get("Authorization"))
		_, _ = w.Write([]byte("{}"))
	}
	other := httptest.NewServer(http.HandlerFunc(note))
	defer other.Close()
	record := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/api/v1/overview":
			http.Redirect(w, r, other.URL+r.URL.Path, http.StatusFound)
		case "/api/v1/health":
			http.Redirect(w, r, "/moved", http.StatusFound)
		default:
			note(w, r)
		}
	}))
	defer record.Close()
	for _, own := range []*http.Client{nil, {}} {
		seen = nil
		c := client.New(record.URL, client.Options{Token: "onrecord_secret", HTTP: own})
		if _, err := c.Overview(t.Context()); err != nil {
			t.Error(err)
		}
		if _, err := c.Health(t.Context()); err != nil {
			t.Error(err)
		}
		if len(seen) != 2 || seen[0] != "" || seen[1] != "Bearer onrecord_secret" {
			t.Errorf("another server saw %q, the record itself %q", seen[0], seen[1:])
		}
	}
}
