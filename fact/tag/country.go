package tag

import (
	"net/url"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

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

// issuers are words that, in an issuer's name, tell its country; with "…" any word that begins so.
var issuers = []struct{ words, country string }{
	{"u.s.", "US"}, {"united states", "US"}, {"senator…", "US"}, {"congress…", "US"}, {"house of representatives", "US"}, {"rep.", "US"}, {"sen.", "US"},
	{"home office", "GB"}, {"cabinet office", "GB"}, {"downing street", "GB"}, {"hm", "GB"}, {"department for", "GB"}, {"foreign & commonwealth", "GB"}, {"foreign and commonwealth", "GB"},
	{"foreign, commonwealth", "GB"}, {"district attorney…", "US"},
	{"australia…", "AU"}, {"new zealand…", "NZ"}, {"canad…", "CA"}, {"ireland", "IE"}, {"taoiseach", "IE"}, {"india", "IN"}, {"indian", "IN"}, {"south africa…", "ZA"}, {"european…", "EU"},
}

// Country returns the country that issued the release as an ISO 3166 code
// ("GB", "US"; "EU" for the European Union), or "" where nothing tells it.
// It is told by the release's address, then its source's, then the region
// of its language tag, then a word in an issuer's name; where none of them
// does, a Document asks the words of the text. Readers use it for
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
			if wordsIn(name, i.words) && !strings.Contains(name, "northern ireland") {
				return i.country
			}
		}
	}
	return ""
}

// wordsIn reports whether a name has these words, or one that begins so where they end in "…": "rhythm board" has no "hm",
// and "indiana" is not "india".
func wordsIn(name, words string) bool {
	words, begins := strings.CutSuffix(words, "…")
	for at := 0; ; {
		i := strings.Index(name[at:], words)
		if i < 0 {
			return false
		}
		start, end := at+i, at+i+len(words)
		before, _ := utf8.DecodeLastRuneInString(name[:start])
		after, _ := utf8.DecodeRuneInString(name[end:])
		if !unicode.IsLetter(before) && (begins || !unicode.IsLetter(after)) {
			return true
		}
		at = end
	}
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

// countryWords are the words of a text that tell its country: their values
// are the country's code and how much the word says of it.
// countryOpeners are the first words of them.
var (
	countryWords   = MustList(files, "words/country-word.txt")
	countryOpeners = openersOf(countryWords)
)

func openersOf(l *List) Words[bool] {
	t := map[string]bool{}
	for _, entry := range l.Entries() {
		word, _, _ := strings.Cut(entry, " ")
		t[word] = true
	}
	return NewWords(t)
}

// How a text tells its country: among how many of its first tokens, how much
// they must say of it, and how many times as much as of any other.
const (
	countryReach  = 2000
	countryEnough = 3
	countryAhead  = 3
)

// toldCountry returns the country that the words of the text tell. Of a text
// that speaks of several about as much, or hardly of any, it tells none.
func (d *Document) toldCountry() string {
	said := map[string]int{}
	for i := 0; i < min(len(d.Tokens), countryReach); i++ {
		if !countryOpeners.Of(d.Tokens[i].Word) {
			continue
		}
		end, value, ok := countryWords.Longest(d, i)
		if !ok {
			continue
		}
		i = end - 1
		if code, weight, tells := strings.Cut(value, " "); tells {
			n, _ := strconv.Atoi(weight)
			said[code] += n
		}
	}
	best, most, next := "", 0, 0
	for code, n := range said {
		if n > most {
			best, most, next = code, n, most
		} else {
			next = max(next, n)
		}
	}
	if most < countryEnough || most < countryAhead*next {
		return ""
	}
	return best
}
