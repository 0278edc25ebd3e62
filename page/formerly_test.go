package page_test

import (
	"net/http"
	"testing"
)

// TestAddressesOfOld: what was subscribed to or kept goes on leading to what it named.
func TestAddressesOfOld(t *testing.T) {
	k := newKept(t).fill(t)
	for from, want := range map[string]string{
		"/commitments?state=past":                         "/commitments?status=past",
		"/commitments?state=passed&words=quay":            "/commitments?status=past&words=quay",
		"/commitments.ics?state=soon":                     "/commitments.ics?status=soon",
		"/commitments?state=":                             "/commitments",
		"/commitments?state=open&status=soon":             "/commitments?status=soon",
		"/review?state=confirmed&kind=quote":              "/review?kind=quote&review=confirmed",
		"/commitments?state=https%3A%2F%2Felsewhere.test": "/commitments?status=https%3A%2F%2Felsewhere.test",
	} {
		a := k.ask(t, "GET", from)
		if to := a.header.Get("Location"); a.status != http.StatusMovedPermanently || to != want {
			t.Errorf("%s: %d to %s, want %s", from, a.status, to, want)
		}
	}
	for _, path := range []string{"/commitments?status=past", "/search?q=state&state=x", "/review/log?state=x"} {
		if a := k.ask(t, "GET", path); a.status == http.StatusMovedPermanently {
			t.Errorf("%s leads to %s", path, a.header.Get("Location"))
		}
	}
}
