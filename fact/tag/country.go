package tag

import (
	"net/url"
	"strings"

	"github.com/onrecord/onrecord"
)

// hosts are the endings of governments' host names and the country of each,
// longest first where one ends another.
var hosts = []struct{ ending, country string }{
	{"gov.uk", "GB"}, {"parliament.uk", "GB"}, {"gov.scot", "GB"}, {"gov.wales", "GB"}, {"police.uk", "GB"}, {"nhs.uk", "GB"},
	{"gov.au", "AU"}, {"govt.nz", "NZ"}, {"gc.ca", "CA"}, {"canada.ca", "CA"}, {"gov.ie", "IE"}, {"gov.in", "IN"}, {"nic.in", "IN"},
	{"gov.za", "ZA"}, {"gov.sg", "SG"}, {"gov.hk", "HK"}, {"europa.eu", "EU"}, {"gov", "US"}, {"mil", "US"},
	{"uk", "GB"}, {"au", "AU"}, {"nz", "NZ"}, {"ca", "CA"}, {"ie", "IE"}, {"in", "IN"}, {"us", "US"},
}

// issuers are words that, in an issuer's name, tell its country.
var issuers = []struct{ words, country string }{
	{"u.s.", "US"}, {"united states", "US"}, {"senator", "US"}, {"congress", "US"}, {"house of representatives", "US"}, {"rep.", "US"}, {"sen.", "US"},
	{"australia", "AU"}, {"new zealand", "NZ"}, {"canad", "CA"}, {"ireland", "IE"}, {"taoiseach", "IE"}, {"india", "IN"}, {"european", "EU"},
}

// Country returns the country that issued the release as an ISO 3166 code
// ("GB", "US"; "EU" for the European Union), or "" where nothing tells it.
// It is told by the release's address, then its source's, then the region
// of its language tag, then a word in an issuer's name. Readers use it for
// what a country writes its own way: the order of day and month in 2/3/2025,
// which dollar "$" is, when a financial year starts.
func Country(r *onrecord.Release) string {
	if r.URL != nil {
		if c := hostCountry(*r.URL); c != "" {
			return c
		}
	}
	if c := hostCountry(r.Source.Location); c != "" {
		return c
	}
	if _, region, ok := strings.Cut(r.Language, "-"); ok && len(region) == 2 {
		return strings.ToUpper(region)
	}
	for _, name := range r.IssuedBy {
		name = strings.ToLower(name)
		for _, i := range issuers {
			if strings.Contains(name, i.words) && !strings.Contains(name, "northern ireland") {
				return i.country
			}
		}
	}
	return ""
}

// hostCountry returns the country of an address's host. An archive's address
// that holds another ("…/www.gov.uk/…", "…/2013/https://example.gov/…") counts
// as the one it holds.
func hostCountry(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return ""
	}
	if strings.Contains(u.Path, "www.gov.uk/") {
		return "GB"
	}
	if i := strings.LastIndex(address, "/http"); i > 0 {
		if inner, err := url.Parse(address[i+1:]); err == nil && inner.Host != "" {
			u = inner
		}
	}
	host := strings.ToLower(u.Hostname())
	for _, h := range hosts {
		if host == h.ending || strings.HasSuffix(host, "."+h.ending) {
			return h.country
		}
	}
	return ""
}
