package release

import (
	"net/url"
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/release/title"
)

// The kinds of key.
const (
	urlKey   = "url:"
	titleKey = "title:"
	textKey  = "text:"
)

// keys returns the keys of a release, strongest first: never none.
func keys(r onrecord.Release) []string {
	var out []string
	if r.URL != nil {
		if u := CanonicalURL(*r.URL); u != "" {
			out = append(out, urlKey+u)
		}
	}
	if folded := title.Fold(r.Title); folded != "" && !r.IssuedOn.IsZero() {
		issuer := ""
		if len(r.IssuedBy) > 0 {
			issuer = foldIssuer(r.IssuedBy[0])
		}
		out = append(out, titleKey+onrecord.StableID("title", folded, r.IssuedOn.String(), issuer))
	}
	if len(out) == 0 {
		out = append(out, textKey+TextHash(r))
	}
	return out
}

// foldIssuer levels the name of a body: "the" before and years in brackets
// after it ("(2018 to 2021)", as GOV.UK writes) do not count.
func foldIssuer(name string) string {
	if i := strings.LastIndex(name, " ("); i > 0 && strings.HasSuffix(name, ")") {
		name = name[:i]
	}
	return strings.TrimPrefix(title.Fold(name), "the ")
}

// Joins reports whether two lists of keys, as New makes them, are of one
// announcement: they share an address or a text key; or they share a title
// key and do not have two different addresses on the same host, for a site
// that gives two pages one title on one day means two announcements.
func Joins(existing, candidate []string) bool {
	titles := false
	for _, k := range candidate {
		if !slices.Contains(existing, k) {
			continue
		}
		if !strings.HasPrefix(k, titleKey) {
			return true
		}
		titles = true
	}
	if !titles {
		return false
	}
	for _, a := range existing {
		for _, b := range candidate {
			if h := keyHost(a); h != "" && h == keyHost(b) {
				return false
			}
		}
	}
	return true
}

// keyHost returns the host of a url key, "" for other keys.
func keyHost(key string) string {
	rest, ok := strings.CutPrefix(key, urlKey+"https://")
	if !ok {
		return ""
	}
	host, _, _ := strings.Cut(rest, "/")
	host, _, _ = strings.Cut(host, "?")
	return host
}

// CanonicalURL returns an address without what does not tell pages apart:
// scheme and host in lower case, http as https, no user, no default port, no
// fragment, no trailing slash, no tracking parameters; the other parameters
// in their order. What is no absolute http or https address gives "".
func CanonicalURL(s string) string {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil || !web(u.Scheme) || u.Hostname() == "" {
		return ""
	}
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	if port := u.Port(); port != "" && port != "80" && port != "443" {
		host += ":" + port
	}
	out := "https://" + host + strings.TrimRight(u.EscapedPath(), "/")
	if query := canonicalQuery(u.RawQuery); query != "" {
		out += "?" + query
	}
	return out
}

func canonicalQuery(raw string) string {
	if raw == "" {
		return ""
	}
	var kept []string
	for _, param := range strings.Split(raw, "&") {
		name, _, _ := strings.Cut(param, "=")
		if param != "" && !tracking(strings.ToLower(name)) {
			kept = append(kept, param)
		}
	}
	return strings.Join(kept, "&")
}

// tracking reports whether a query parameter only says where a reader came from.
func tracking(name string) bool {
	switch name {
	case "fbclid", "gclid", "dclid", "gbraid", "wbraid", "msclkid", "twclid", "yclid", "igshid",
		"mc_cid", "mc_eid", "_ga", "_gl", "_hsenc", "_hsmi", "mkt_tok", "cmpid", "ref_src", "ref_url":
		return true
	}
	return strings.HasPrefix(name, "utm_") || strings.HasPrefix(name, "pk_") || strings.HasPrefix(name, "mtm_")
}

func web(scheme string) bool {
	return strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https")
}
