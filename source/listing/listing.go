package listing

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/source/fetch"
)

// Step asks for one step through a source's listing.
type Step struct {
	Source onrecord.Source
	Cursor string
	// Begins says that this is the first step of a look at the source.
	Begins bool
	// Get fetches, and Known says which locations were listed already with that mark,
	// in the order of the question.
	Get   func(context.Context, fetch.Request) (fetch.Response, error)
	Known func(context.Context, []onrecord.Listed) ([]bool, error)
}

// Page is what one step gave.
type Page struct {
	// Captures hold announcements that the listing itself gave.
	Captures []onrecord.Capture
	// Items are the locations that it names, in its order.
	Items []onrecord.Listed
	// Problems are what of it could not be read.
	Problems []onrecord.Problem
	// Cursor is where the next step goes on; More says that there is one in this look.
	Cursor string
	More   bool
	// Left is how many locations the listing says that the further steps of this walk
	// name, about; -1 where it does not say.
	Left int
}

// kind is one kind of listing.
type kind struct {
	next func(context.Context, Step) (Page, error)
	// leads returns the locations that a fetched page leads to; nil for none.
	leads func(onrecord.Capture) []onrecord.Listed
	// instead says what an answer stands for that is no page: see Instead. nil for none.
	instead func(onrecord.Capture) (location string, gone bool)
	// accept is the Accept header for the pages that it lists.
	accept string
}

// kinds are all that can be walked by steps.
var kinds = map[onrecord.ListingKind]kind{
	onrecord.ListingGovUK:     {next: nextOfGovUK, leads: attachments, instead: unpublished, accept: "application/json, application/pdf;q=0.9, */*;q=0.5"},
	onrecord.ListingFeed:      {next: nextOfFeed, accept: acceptPages},
	onrecord.ListingWordPress: {next: nextOfWordPress, accept: "application/json"},
	onrecord.ListingPage:      {next: nextOfPage, accept: acceptPages},
}

const acceptPages = "text/html, application/xhtml+xml, application/pdf;q=0.9, */*;q=0.5"

// Steps reports whether a kind of listing is walked by steps.
func Steps(k onrecord.ListingKind) bool { return kinds[k].next != nil }

// Next takes one step. The error is that of Get or Known, wraps ErrNotFound where
// the listing is not there, and ErrInvalid where it is no listing of its kind or the
// cursor is not its own.
func Next(ctx context.Context, s Step) (Page, error) {
	k := kinds[s.Source.Kind]
	if k.next == nil {
		return Page{}, fmt.Errorf("%w: %s is not walked by steps", onrecord.ErrUnsupported, s.Source.Spec)
	}
	page, err := k.next(ctx, s)
	for i := range page.Items {
		page.Items[i] = bounded(page.Items[i])
	}
	return page, err
}

// The most bytes of what a listing says of a location.
const (
	maxTitle = 300
	maxMark  = 100
)

// bounded cuts a title that is too long, and takes the hash of a mark that is.
func bounded(it onrecord.Listed) onrecord.Listed {
	if len(it.Title) > maxTitle {
		it.Title = strings.ToValidUTF8(it.Title[:maxTitle], "")
	}
	if len(it.Mark) > maxMark {
		it.Mark = onrecord.StableID("mark", it.Mark)
	}
	return it
}

// Leads returns the locations that a fetched page leads to, such as its attachments.
func Leads(k onrecord.ListingKind, c onrecord.Capture) []onrecord.Listed {
	leads := kinds[k].leads
	if leads == nil {
		return nil
	}
	items := leads(c)
	for i := range items {
		items[i] = bounded(items[i])
	}
	return items
}

// Instead says what an answer at a location stands for where it is no page but says where the page is: another location to
// ask, or that it is gone. They are "" and false for a page.
func Instead(k onrecord.ListingKind, c onrecord.Capture) (location string, gone bool) {
	if kinds[k].instead == nil {
		return "", false
	}
	return kinds[k].instead(c)
}

// SaysInstead reports whether answers of a kind may say that: see Instead.
func SaysInstead(k onrecord.ListingKind) bool { return kinds[k].instead != nil }

// Accept is what to ask for at the locations that a kind lists, as an Accept header.
func Accept(k onrecord.ListingKind) string { return kinds[k].accept }

// get fetches an address of the listing itself.
func (s Step) get(ctx context.Context, r fetch.Request) (fetch.Response, error) {
	r.Local = s.Source.Local
	answer, err := s.Get(ctx, r)
	if err != nil {
		return answer, err
	}
	switch {
	case answer.Status == http.StatusNotModified, answer.Status >= 200 && answer.Status < 300:
		return answer, nil
	case answer.Status == http.StatusNotFound, answer.Status == http.StatusGone:
		return answer, fmt.Errorf("%w: the listing %s answered %d %s", onrecord.ErrNotFound, r.URL, answer.Status, http.StatusText(answer.Status))
	}
	return answer, fmt.Errorf("%w: the listing %s answered %d %s", onrecord.ErrInvalid, r.URL, answer.Status, http.StatusText(answer.Status))
}

// allKnown reports whether all items are known with their marks.
func (s Step) allKnown(ctx context.Context, items []onrecord.Listed) (bool, error) {
	for i := range items {
		items[i] = bounded(items[i]) // as they will be kept
	}
	known, err := s.Known(ctx, items)
	for _, k := range known {
		if !k {
			return false, err
		}
	}
	return true, err
}

// resume reads the cursor into v, which stays as it is for "".
func (s Step) resume(v any) error {
	if s.Cursor == "" {
		return nil
	}
	if err := json.Unmarshal([]byte(s.Cursor), v); err != nil {
		return fmt.Errorf("%w: the cursor of %s: %v", onrecord.ErrInvalid, s.Source.Spec, err)
	}
	return nil
}

// cursorOf writes a cursor.
func cursorOf(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err) // of strings and numbers
	}
	return string(b)
}

// captureOf is an answer as it is kept.
func captureOf(a fetch.Response) onrecord.Capture {
	return onrecord.NewCapture(a.Body, a.URL, a.MediaType, a.At)
}

// webAddress reports whether a location can be fetched and kept.
func webAddress(location string) bool {
	u, err := url.Parse(location)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && u.User == nil && len(location) <= onrecord.MaxLocation
}
