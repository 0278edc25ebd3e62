package page

import (
	"net/http"
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
)

// shownCookie holds the kinds of facts that a reader has lit in releases, between full
// stops. The script of the pages sets it, for the pages of releases alone. It comes along with
// the request so that a page is drawn as it was left, and nothing in it moves once the script runs.
const shownCookie = "shown"

// showKinds switches on the kinds that a reader left switched on: of who has switched none,
// all but names and relations, which are many.
func (d *releaseData) showKinds(r *http.Request) {
	cookie, err := r.Cookie(shownCookie)
	var kept []string
	if err == nil {
		kept = strings.Split(cookie.Value, ".")
	}
	for i := range d.Kinds {
		k := &d.Kinds[i]
		k.Shown = k.Kind != onrecord.KindName && k.Kind != onrecord.KindRelation
		if err == nil {
			k.Shown = slices.Contains(kept, string(k.Kind))
		}
	}
}
