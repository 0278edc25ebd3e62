package store

import "github.com/onrecord/onrecord"

// Change is one change with the release that it is of.
type Change struct {
	onrecord.Change
	// Release is the newest version, without Text and Blocks.
	Release onrecord.Release `json:"release"`
	// Former says that another version, captured between the two, was found
	// since: the two no longer follow each other, and the change is in no list.
	Former bool `json:"former,omitempty"`
}

// ChangeRequest asks for one page of changes. What is "" or zero restricts
// nothing.
type ChangeRequest struct {
	// Release restricts to one release.
	Release string
	// Issuer restricts to releases that either version says was issued by the
	// body, and Root to changes whose newer version was captured under it (SourceInfo.Root).
	Issuer, Root string
	Declaration  onrecord.Declaration
	Rank         onrecord.Rank
	// Kind restricts to changes that touch a fact of the kind, as their rank
	// does: neither one that is only reworded nor one that stands aside counts.
	Kind onrecord.FactKind
	// From and To restrict the day on which the newer version was captured,
	// in UTC, inclusive.
	From, To onrecord.Date
	Order    ChangeOrder // "" is ChangesNewest
	Limit    int         // 1 to 100; 0 is 20
	Cursor   string
}

// ChangeOrder is the order of a list of changes; ties stand by id.
type ChangeOrder string

// The orders of changes.
const (
	ChangesNewest ChangeOrder = "newest" // by the capture of the newer version, newest first
	ChangesRank   ChangeOrder = "rank"   // by score, highest first, then newest
)

// ChangePage is one page of changes.
type ChangePage struct {
	Changes []Change
	Total   int // exact
	Next    string
}
