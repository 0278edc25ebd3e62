package page

import (
	"net/http"
	"strings"
)

// formerly are what parameters were called before they had the names that the programming interface gives them, by the
// beginnings of paths: calendars that were subscribed to then go on asking for those.
var formerly = []struct{ path, was, is string }{
	{"/commitments", "state", "status"},
	{"/review", "state", "review"},
}

// renamed leads addresses of old to those of today.
func renamed(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if to := addressToday(r); to != "" && (r.Method == http.MethodGet || r.Method == http.MethodHead) {
			http.Redirect(w, r, to, http.StatusMovedPermanently)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// addressToday returns where an address of old leads, or "".
func addressToday(r *http.Request) string {
	for _, f := range formerly {
		values := r.URL.Query()
		if rest, at := strings.CutPrefix(r.URL.Path, f.path); !at || rest != "" && rest[0] != '.' || !values.Has(f.was) {
			continue
		}
		if v := values.Get(f.was); !values.Has(f.is) && v != "" {
			values.Set(f.is, v)
		}
		values.Del(f.was)
		if values.Get(f.is) == "passed" { // as it was first called
			values.Set(f.is, past.Key)
		}
		return asking(r.URL.Path, values.Encode())
	}
	return ""
}
