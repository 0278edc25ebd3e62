package feed

import (
	"io"
	"strings"
	"time"

	"github.com/onrecord/onrecord/store"
)

// Found is what a search found, on its way into a feed.
type Found struct {
	Title string // its name, for people
	// Base is put before paths to make addresses absolute, without a slash at
	// its end; Self is the feed's own path with what it was asked for.
	Base, Self string
	Hits       []store.Hit // in the order in which they are written
}

// Atom writes an Atom feed with one entry for each release, in their order. An
// entry's id is the release's, so that a reader shows it once; it was updated when its
// newest version was captured.
func (d Found) Atom(w io.Writer) error {
	f := atomFeed{ID: d.Base + d.Self, Title: printable(d.Title), Author: atomAuthor{"onrecord"}, Links: []atomLink{{"self", d.Base + d.Self}}}
	latest := time.Unix(0, 0).UTC()
	for _, h := range d.Hits {
		r := h.Release
		if r.CapturedAt.After(latest) {
			latest = r.CapturedAt.UTC()
		}
		first := strings.SplitN(r.Text, "\n\n", 3) // the first alone may say no more than who issued it
		e := atomEntry{
			ID: "urn:onrecord:release:" + r.ID, Title: shortened(printable(r.Title), 200), Updated: r.CapturedAt.UTC().Format(time.RFC3339),
			Links:   []atomLink{{"alternate", d.Base + "/releases/" + r.ID}},
			Content: atomContent{"text", shortened(printable(strings.Join(first[:min(2, len(first))], " ")), 1000)},
		}
		for _, by := range r.IssuedBy {
			e.Authors = append(e.Authors, atomAuthor{printable(by)})
		}
		if !r.IssuedOn.IsZero() {
			e.Published = r.IssuedOn.Time().Format(time.RFC3339)
		}
		f.Entries = append(f.Entries, e)
	}
	f.Updated = latest.Format(time.RFC3339)
	return f.write(w)
}
