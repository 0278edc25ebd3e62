package listing

import (
	"context"
	"fmt"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/source"
	"github.com/onrecord/onrecord/source/fetch"
	"github.com/onrecord/onrecord/source/pdf"
	"github.com/onrecord/onrecord/source/textarchive"
	"github.com/onrecord/onrecord/source/webpage"
)

// pageCursor is how far a listing of several pages was read. It is walked to its end
// (Past), from where it was broken off, and then again until a walk brings nothing new: what is taken off a
// listing while it is walked moves what stood behind it up, to pages that were read
// already. Each look after that goes from the first page until one brings nothing new.
type pageCursor struct {
	Next string `json:"next,omitempty"` // the page to read; "" is the first
	Page int    `json:"page,omitempty"` // its number, from 1
	Past bool   `json:"past,omitempty"`
	// Walk counts the walks to the end, from 0; New says that this one brought something.
	Walk int  `json:"walk,omitempty"`
	New  bool `json:"new,omitempty"`
	// Stale is how many pages in a row brought nothing new in the first walk, and Most how far
	// the walks after it go.
	Stale int `json:"stale,omitempty"`
	Most  int `json:"most,omitempty"`
	// Least is how far a look has to go at least, since one before it was broken off.
	Least int `json:"least,omitempty"`
	// The validators of the first page.
	ETag         string `json:"etag,omitempty"`
	LastModified string `json:"last_modified,omitempty"`
}

const (
	// maxPages bounds a walk, and maxStale how many pages without anything new end the
	// first: a listing can lead on for ever.
	maxPages = 20_000
	maxStale = 5
	// maxWalks bounds how often a listing that keeps changing is walked to its end.
	maxWalks = 3
)

func nextOfPage(ctx context.Context, s Step) (Page, error) {
	c := pageCursor{Page: 1}
	if err := s.resume(&c); err != nil {
		return Page{}, err
	}
	if s.Begins && c.Past {
		if c.Page > 1 {
			c.Least = max(c.Least, c.Page)
		}
		c.Next, c.Page = "", 1
	}
	request := fetch.Request{URL: c.Next, Accept: acceptPages}
	if c.Next == "" {
		request.URL = s.Source.Rest()
	}
	if c.Page == 1 && c.Past && c.Least == 0 {
		request.ETag, request.LastModified = c.ETag, c.LastModified
	}
	answer, err := s.get(ctx, request)
	if err != nil {
		return Page{}, err
	}
	if answer.Body == nil {
		return Page{Cursor: cursorOf(c)}, nil
	}
	captured := captureOf(answer)
	page, next, err := readListing(captured, c.Page > 1)
	if err != nil {
		return Page{}, err
	}
	known, err := s.allKnown(ctx, page.Items)
	if err != nil {
		return Page{}, err
	}
	if known {
		page.Captures = nil
	}
	if c.Page == 1 {
		c.ETag, c.LastModified = answer.ETag, answer.LastModified
	}
	if page.More = c.advance(next, known); page.More {
		page.Left = -1
	}
	page.Cursor = cursorOf(c)
	return page, nil
}

// advance moves the cursor past a page that leads on to next, or to "", and
// reports whether the look goes on.
func (c *pageCursor) advance(next string, known bool) (more bool) {
	c.New = c.New || !known
	if next != "" && c.Page < maxPages && !c.ends(known) {
		c.Next, c.Page = next, c.Page+1
		return true
	}
	if again := !c.Past && c.Page > 1 && c.New && c.Walk+1 < maxWalks; again {
		*c = pageCursor{Page: 1, Walk: c.Walk + 1, Most: c.Page + maxStale, ETag: c.ETag, LastModified: c.LastModified}
		return true
	}
	*c = pageCursor{Page: 1, Past: true, ETag: c.ETag, LastModified: c.LastModified}
	return false
}

// ends reports whether the walk is at its end before the listing is.
func (c *pageCursor) ends(known bool) bool {
	switch {
	case c.Past:
		return known && c.Page >= c.Least
	case c.Walk > 0:
		return c.Page >= c.Most
	}
	if c.Stale++; !known {
		c.Stale = 0
	}
	return c.Stale >= maxStale
}

// readListing reads one page: the releases on it, or the links of its teasers, and the
// page that it leads on to. A page that lists nothing is one release.
func readListing(c onrecord.Capture, further bool) (page Page, next string, err error) {
	switch {
	case webpage.Recognise(c):
		l, err := webpage.List(c, further)
		if err != nil {
			return page, "", err
		}
		if len(l.Links) > 0 {
			for _, link := range l.Links {
				if webAddress(link.URL) {
					page.Items = append(page.Items, onrecord.Listed{Location: link.URL, Title: link.Title, Mark: link.Title, Visit: onrecord.VisitNow})
				}
			}
			return page, l.Next, nil
		}
		next = l.Next
	case !pdf.Recognise(c) && !textarchive.Recognise(c):
		return page, "", fmt.Errorf("%w: %s is no web page", onrecord.ErrInvalid, c.Location)
	}
	// The page holds all that it lists: each part is known by what it says.
	page.Captures = []onrecord.Capture{c}
	_, drafts, _ := source.Read(c)
	if len(drafts) < 2 {
		next = "" // the next post of a site, say
	}
	for _, d := range drafts {
		location := d.URL
		if len(drafts) == 1 || !webAddress(location) {
			location = c.Location + "#" + onrecord.StableID("part", d.Title, d.IssuedOn.String())
		}
		page.Items = append(page.Items, onrecord.Listed{Location: location, Title: d.Title, Mark: markOf(d), Visit: onrecord.VisitNever})
	}
	return page, next, nil
}
