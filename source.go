package onrecord

import (
	"fmt"
	"net/url"
	"strings"
	"time"
)

// Source is a place that is followed: it is looked at again and again, and what
// is new there comes into the record.
type Source struct {
	// Spec names the source, in the form that ParseSource gives it: its kind, a
	// colon, and what that kind follows. No two sources have one spec.
	Spec string      `json:"spec"`
	Kind ListingKind `json:"kind"`
	// Name is what people call it; "" where they gave none.
	Name string `json:"name,omitempty"`
	// Local says that the source lies on this machine or a private network, and
	// that it is wanted: no other source may lead to such an address.
	Local bool `json:"local,omitempty"`
	// Every is how long after a look the next is due: MinEvery to MaxEvery.
	Every time.Duration `json:"-"`
	// Paused says that it is not looked at when its time comes.
	Paused  bool      `json:"paused,omitempty"`
	AddedAt time.Time `json:"added_at,omitzero"` // in UTC
}

// Called returns the name of the source, its spec where it has none.
func (s Source) Called() string {
	if s.Name != "" {
		return s.Name
	}
	return s.Spec
}

// Listed is one location as a listing names it.
type Listed struct {
	// Location is what is fetched: a web address, at most MaxLocation bytes.
	Location string
	// Title is what the listing calls it, or "".
	Title string
	// Mark is whatever the listing says that changes when the page does: a time,
	// a hash. A location that is listed with another mark is visited again.
	Mark  string
	Visit VisitWhen
}

// MaxLocation is the most bytes of a location that can be listed.
const MaxLocation = 4000

// VisitWhen says when a listed location is to be visited.
type VisitWhen string

// When to visit.
const (
	VisitNow   VisitWhen = "now"   // it holds what was announced
	VisitLater VisitWhen = "later" // the listing held all of it; look whether it was edited
	VisitNever VisitWhen = "never" // the listing held all of it, and will again
)

// ListingKind says in which way a source lists what it holds.
type ListingKind string

// The kinds of listing.
const (
	ListingGovUK     ListingKind = "govuk"     // GOV.UK's Search API, and its Content API for each page
	ListingFeed      ListingKind = "feed"      // RSS, Atom, JSON Feed
	ListingWordPress ListingKind = "wordpress" // WordPress's REST API
	ListingPage      ListingKind = "page"      // a web page that lists others, with its next pages
	ListingFolder    ListingKind = "folder"    // files on this machine
)

// ListingKinds are all kinds, in the order in which they are told to people.
var ListingKinds = []ListingKind{ListingGovUK, ListingFeed, ListingWordPress, ListingPage, ListingFolder}

// How often a source may be looked at. DefaultEvery is for those whose owner
// did not say.
const (
	DefaultEvery = time.Hour
	MinEvery     = time.Minute
	MaxEvery     = 366 * 24 * time.Hour
)

// MaxSpec is the most bytes of a spec.
const MaxSpec = 2000

// ParseSource reads a spec as it is typed and returns the source that it names,
// with the spec levelled (kind and host in lower case, no fragment), looked at every
// DefaultEvery. The error wraps ErrInvalid and says how a spec is written.
//
//	govuk:ORGANISATION[?FIELD=VALUE…]   feed:URL   wordpress:URL   page:URL   folder:PATH
func ParseSource(spec string) (Source, error) {
	spec = strings.TrimSpace(spec)
	if len(spec) > MaxSpec {
		return Source{}, fmt.Errorf("%w: the name of a source has at most %d bytes", ErrInvalid, MaxSpec)
	}
	kind, rest, found := strings.Cut(spec, ":")
	s := Source{Kind: ListingKind(strings.ToLower(kind)), Every: DefaultEvery}
	rest = strings.TrimSpace(rest)
	var err error
	switch {
	case !found:
		return s, notASpec(spec)
	case s.Kind == ListingFolder:
		err = checkPath(rest)
	case s.Kind == ListingGovUK:
		rest, err = levelGovUK(rest)
	case s.Kind == ListingFeed || s.Kind == ListingWordPress || s.Kind == ListingPage:
		rest, err = levelAddress(rest)
	default:
		return s, notASpec(spec)
	}
	if err != nil {
		return s, fmt.Errorf("%w: %s: %v", ErrInvalid, spec, err)
	}
	s.Spec = string(s.Kind) + ":" + rest
	return s, nil
}

// Rest returns what stands behind the kind in the spec.
func (s Source) Rest() string {
	_, rest, _ := strings.Cut(s.Spec, ":")
	return rest
}

func notASpec(spec string) error {
	hint := "a source is written govuk:ORGANISATION, feed:URL, wordpress:URL, page:URL or folder:PATH"
	switch {
	case strings.HasPrefix(spec, "http://"), strings.HasPrefix(spec, "https://"):
		hint = "say what it is: feed:" + spec + ", page:" + spec + " or wordpress:" + spec
	case strings.ContainsAny(spec, `/\`):
		hint = "say what it is: folder:" + spec
	}
	return fmt.Errorf("%w: %q names no source: %s", ErrInvalid, spec, hint)
}

func checkPath(path string) error {
	if path == "" || strings.ContainsRune(path, 0) {
		return fmt.Errorf("a folder needs its path: folder:/home/ada/announcements")
	}
	return nil
}

// levelAddress levels a web address without changing which page it names.
func levelAddress(address string) (string, error) {
	u, err := url.Parse(address)
	switch {
	case err != nil:
		return "", fmt.Errorf("this is no web address")
	case u.Scheme == "" || u.Host == "":
		return "", fmt.Errorf("the web address has to be whole, beginning with https:// or http://")
	case u.Scheme != "http" && u.Scheme != "https":
		return "", fmt.Errorf("only http and https can be fetched, not %s", u.Scheme)
	case u.User != nil:
		return "", fmt.Errorf("names and passwords in addresses are not used: they would be shown with the record")
	}
	u.Host, u.Fragment, u.RawFragment = strings.ToLower(u.Host), "", ""
	if u.Path == "" {
		u.Path = "/"
	}
	return u.String(), nil
}

// levelGovUK checks an organisation's name in GOV.UK's addresses with fields to
// filter by, behind the address of another installation where one is given.
func levelGovUK(rest string) (string, error) {
	if strings.Contains(rest, "://") {
		address, err := levelAddress(rest)
		if err != nil {
			return "", err
		}
		u, _ := url.Parse(address)
		return address, checkGovUK(strings.Trim(u.Path, "/"), u.RawQuery)
	}
	organisation, query, _ := strings.Cut(rest, "?")
	organisation = strings.ToLower(strings.Trim(organisation, "/ "))
	if err := checkGovUK(organisation, query); err != nil {
		return "", err
	}
	if query != "" {
		return organisation + "?" + query, nil
	}
	return organisation, nil
}

func checkGovUK(organisation, query string) error {
	if organisation == "" || strings.Trim(organisation, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
		return fmt.Errorf("an organisation is written as in its address on GOV.UK: govuk:home-office for https://www.gov.uk/government/organisations/home-office")
	}
	fields, err := url.ParseQuery(query)
	if err != nil {
		return fmt.Errorf("the fields behind ? are written FIELD=VALUE&FIELD=VALUE")
	}
	for field := range fields {
		if field == "" || strings.Trim(field, "abcdefghijklmnopqrstuvwxyz_") != "" {
			return fmt.Errorf("%q is no field of GOV.UK's search, such as document_type", field)
		}
	}
	return nil
}

// Host returns the host at which the source's listing is, in lower case, with its port
// where that is named; "" for a folder, which is on this machine.
func (s Source) Host() string {
	rest := s.Rest()
	switch {
	case s.Kind == ListingFolder:
		return ""
	case s.Kind == ListingGovUK && !strings.Contains(rest, "://"):
		return "www.gov.uk"
	}
	u, err := url.Parse(rest)
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Host)
}
