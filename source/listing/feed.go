package listing

import (
	"context"
	"fmt"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/source/feed"
	"github.com/onrecord/onrecord/source/fetch"
)

// feedCursor holds the validators of the feed as it was last read.
type feedCursor struct {
	ETag         string `json:"etag,omitempty"`
	LastModified string `json:"last_modified,omitempty"`
}

const acceptFeeds = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"

// nextOfFeed reads a feed. Entries that hold their whole text are captured with
// it; of those that hold an excerpt, the page is to be fetched.
func nextOfFeed(ctx context.Context, s Step) (Page, error) {
	var c feedCursor
	if err := s.resume(&c); err != nil {
		return Page{}, err
	}
	answer, err := s.get(ctx, fetch.Request{URL: s.Source.Rest(), ETag: c.ETag, LastModified: c.LastModified, Accept: acceptFeeds})
	if err != nil {
		return Page{}, err
	}
	if answer.Body == nil {
		return Page{Cursor: s.Cursor}, nil
	}
	captured := captureOf(answer)
	if !feed.Recognise(captured) {
		return Page{}, fmt.Errorf("%w: %s is no feed; where it is a page that lists others, follow it as page:%s", onrecord.ErrInvalid, answer.URL, s.Source.Rest())
	}
	drafts, problems := feed.Read(captured)
	page := Page{Cursor: cursorOf(feedCursor{answer.ETag, answer.LastModified}), Problems: inListing(captured, problems)}
	var whole []onrecord.Listed
	for _, d := range drafts {
		it := onrecord.Listed{Location: d.URL, Title: d.Title, Mark: markOf(d), Visit: onrecord.VisitNow}
		if !webAddress(d.URL) {
			it.Location = answer.URL + "#" + onrecord.StableID("entry", d.Title, d.IssuedOn.String())
		}
		if !d.Excerpt || !webAddress(d.URL) {
			it.Visit = onrecord.VisitNever
			whole = append(whole, it)
		}
		page.Items = append(page.Items, it)
	}
	// A feed that only says again what is known is not kept once more.
	known, err := s.allKnown(ctx, whole)
	if err == nil && !known {
		page.Captures, page.Problems = []onrecord.Capture{captured}, nil // the reader finds them again
	}
	return page, err
}

// markOf is a mark that changes with what a listing says of a release.
func markOf(d onrecord.Draft) string {
	parts := []string{"listed", d.Title, d.Summary, d.IssuedOn.String()}
	for _, b := range d.Blocks {
		parts = append(parts, b.Text)
	}
	return onrecord.StableID(parts...)
}

// inListing says where problems of a listing were met.
func inListing(c onrecord.Capture, problems []onrecord.Problem) []onrecord.Problem {
	for i := range problems {
		problems[i].Stage, problems[i].Location, problems[i].At = "source", c.Location, c.At
	}
	return problems
}
