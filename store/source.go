package store

import (
	"context"
	"net/http"
	"time"

	"github.com/onrecord/onrecord"
)

// Sources is how the sources that are followed are kept: what they are, how
// far their listings were read, and what was seen at each location that a
// listing named. None of it can be derived again, and none of it touches what
// was captured.
type Sources interface {
	// SaveSource keeps a source. One with the same Spec takes its name, Local,
	// Every and Paused, and goes on where it was; its AddedAt stays. A source
	// whose Spec is not as onrecord.ParseSource gives it, or whose Every is out of
	// bounds, is ErrInvalid.
	SaveSource(ctx context.Context, s onrecord.Source) error
	// RemoveSource forgets a source and its cursor. Captures stay, and what was
	// seen at locations that were visited; those that no other source lists are not
	// visited again. ErrNotFound where it is not followed.
	RemoveSource(ctx context.Context, spec string) error
	// SaveListing keeps what one step through a source's listing gave, and where
	// the next goes on, in one transaction. ErrNotFound where the source is not
	// followed.
	SaveListing(ctx context.Context, l Listing) error
	// SaveVisits keeps what was seen at locations that were listed; of others
	// nothing is kept. Where something was there (Visit.Found), problems of the stage
	// "fetch" at that location are dropped.
	SaveVisits(ctx context.Context, visits []Visit) error
	// SaveLook keeps how a look at a source ended. ErrNotFound where the source
	// is not followed.
	SaveLook(ctx context.Context, l Look) error

	// Due lists items of a source that are to be visited: first those that are to
	// be visited at once, in the order in which they were first listed; then those whose
	// time came first. See DueRequest.
	Due(ctx context.Context, r DueRequest) ([]Item, error)
	// Known reports which of the locations a source has listed with that mark.
	// The answers stand in the order of the question.
	Known(ctx context.Context, spec string, listed []onrecord.Listed) ([]bool, error)
	// Issued lists the days on which releases were issued that were captured at a
	// location that a source listed, or in its listing itself: one for each
	// release with a day, the newest first, at most limit (1 to 1,000).
	// ErrNotFound where the source is not followed.
	Issued(ctx context.Context, spec string, limit int) ([]onrecord.Date, error)
}

// SourceInfo is a source that is followed with how it stands.
type SourceInfo struct {
	onrecord.Source
	// Cursor is where its listing goes on: a word of the room that reads it.
	Cursor string
	// LookedAt is when it was last looked at, SucceededAt when that was last done
	// without a fault; zero where it never was. Next is when it is due.
	LookedAt, SucceededAt, Next time.Time
	// Failures is how many looks in a row ended with a fault, and Fault says in
	// one sentence what was wrong with the last; 0 and "" where all was well.
	Failures int
	Fault    string
	// Listed is how many locations it has listed; of those Withheld are not there (any
	// more), and Waiting are not known to be missing, and were never fetched though they should be.
	Listed, Waiting, Withheld int
}

// Listing is what one step through a source's listing gave.
type Listing struct {
	Spec   string
	Cursor string
	Items  []onrecord.Listed
	At     time.Time
	// Later is when the items of VisitLater are to be visited.
	Later time.Time
}

// DueRequest asks for items of one source.
type DueRequest struct {
	Spec string
	// By is the time by which they are to be visited. An item whose time is
	// further off than Far is due as well: a clock was wrong when it was set.
	By  time.Time
	Far time.Duration // 0 is never
	// New restricts to items that were never visited, SeenBefore, where it is not zero, to
	// those not visited since; by a wrong clock those beyond Far were.
	New        bool
	SeenBefore time.Time
	Limit      int // 1 to 1,000
}

// Item is one location that a source has listed, with what was last seen there.
type Item struct {
	onrecord.Listed
	Visit Visit
}

// Visit is what was seen at a location, and when it is to be visited again.
type Visit struct {
	Location string
	At       time.Time
	// Status is the HTTP status of the last answer, 0 where there was none.
	Status int
	// ETag and LastModified are validators of the last answer with a body (RFC
	// 9110), "" where it had none; Hash is the SHA-256 of that body and At
	// its place after redirects, "" where there never was one.
	ETag, LastModified, Hash, FoundAt string
	// Unchanged is how many visits in a row found the same bytes; Failures how many
	// in a row found nothing that could be kept.
	Unchanged, Failures int
	// WithheldSince is when the location first answered that nothing is there,
	// and has done so since; zero where it has not.
	WithheldSince time.Time
	// Next is when to visit it again; zero is never.
	Next time.Time
}

// Found reports whether something was there.
func (v Visit) Found() bool {
	return v.Status == http.StatusNotModified || v.Status >= 200 && v.Status < 300
}

// Withheld reports whether the answer was that nothing is there.
func (v Visit) Withheld() bool {
	return v.Status == http.StatusNotFound || v.Status == http.StatusGone
}

// Look says how a look at a source ended.
type Look struct {
	Spec     string
	At, Next time.Time
	// Fault says in one sentence why it could not be looked at whole; "" where
	// all was well. It counts as a failure.
	Fault string
}
