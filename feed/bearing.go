package feed

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store"
)

// Bearing is what became of a commitment, as far as the record holds it, on
// its way into a feed: later passages that are linked to it, and what people say.
type Bearing struct {
	Title string // its name, for people
	// Base is put before paths to make addresses absolute, without a slash at
	// its end; Self is the feed's own path.
	Base, Self string
	Commitment store.Fact
	Later      []store.Linked       // links that end at it, in any order
	Verdicts   []onrecord.Statement // all that were given, in any order
}

// Atom writes an Atom feed with one entry for each passage and verdict, the
// newest first: by the capture of the passage's release, and the time of the verdict. An
// entry's id never changes, so that a reader shows it once.
func (d Bearing) Atom(w io.Writer) error {
	f := atomFeed{ID: d.Base + d.Self, Title: printable(d.Title), Author: atomAuthor{"onrecord"}, Links: []atomLink{{"self", d.Base + d.Self}}}
	for _, l := range d.Later {
		e := atomEntry{
			ID: "urn:onrecord:passage:" + d.Commitment.ID + ":" + l.ID, Title: "Bears on it: " + shortened(printable(l.Release.Title), 200), Updated: l.Release.CapturedAt.UTC().Format(time.RFC3339),
			Links:   []atomLink{{"alternate", d.Base + "/facts/" + d.Commitment.ID + "#later"}},
			Content: atomContent{"text", fmt.Sprintf("“%s”\n\nLinked because: %s", printable(l.At.Of(l.Context)), printable(l.Link.Why))},
		}
		for _, by := range l.Release.IssuedBy {
			e.Authors = append(e.Authors, atomAuthor{printable(by)})
		}
		if on := l.Release.IssuedOn; !on.IsZero() {
			e.Published = on.Time().Format(time.RFC3339)
		}
		f.Entries = append(f.Entries, e)
	}
	for _, v := range d.Verdicts {
		if v.Undone {
			continue
		}
		says := "withdraws the verdict"
		if v.Words != "" {
			says = "says: " + v.Words + " (" + v.Scale.Title() + ")"
		}
		f.Entries = append(f.Entries, atomEntry{
			ID: "urn:onrecord:statement:" + v.ID, Title: printable(v.By + " " + says), Updated: v.At.UTC().Format(time.RFC3339), Authors: []atomAuthor{{printable(v.By)}},
			Links: []atomLink{{"alternate", d.Base + "/facts/" + d.Commitment.ID + "#verdicts"}}, Content: atomContent{"text", printable(v.Note)},
		})
	}
	slices.SortFunc(f.Entries, func(a, b atomEntry) int {
		return cmp.Or(cmp.Compare(b.Updated, a.Updated), cmp.Compare(a.ID, b.ID))
	})
	f.Updated = d.Commitment.Release.CapturedAt.UTC().Format(time.RFC3339)
	if len(f.Entries) > 0 {
		f.Updated = max(f.Updated, f.Entries[0].Updated)
	}
	return f.write(w)
}
