package store

import (
	"context"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/search"
)

// Store is the kept record.
type Store interface {
	Writer
	Reader
	Outbox
	Editors
	Tokens
	Sources
	// Check verifies what is kept: every capture's hash, every span's text,
	// the index against the releases, the changes against their versions. progress may be nil; done and total
	// count items of the named step.
	Check(ctx context.Context, progress func(step string, done, total int)) (CheckReport, error)
	// Backup writes a whole, consistent copy to the file, which must not
	// exist, while readers and writers go on.
	Backup(ctx context.Context, file string) error
	// Close releases the engine. No method may be called after it.
	Close() error
}

// Ingested is one capture with what was read from it: all, or a part where
// the rest follows in later batches.
type Ingested struct {
	// Capture may leave out its Body where an earlier part has given it.
	Capture onrecord.Capture
	Kind    onrecord.SourceKind
	// Records stand in the order of the capture. Their IDs may be changed by
	// Save where a release is recognised under an older id: see Outcome.
	Records  []onrecord.Record
	Problems []onrecord.Problem
	// Prepared is what Prepare made, for Save of the same store alone.
	Prepared any
}

// Finished is a capture that was read to its end. Its records may have been
// saved in several batches.
type Finished struct {
	Hash, Location string
	// Releases is how many releases it gave in all.
	Releases int
}

// Outcome says what Save did with one release of a batch.
type Outcome struct {
	ReleaseID string
	Version   int
	State     State
}

// State is what became of a release on its way in.
type State uint8

// The states.
const (
	New       State = iota + 1 // not seen before
	Changed                    // a new version of a release seen before
	Unchanged                  // seen before with the same text
)

// Writer is how the record grows.
type Writer interface {
	// Seen returns how many releases a capture gave, and whether the same
	// bytes from the same location were already read to their end under the
	// same rules (reader and fact versions, as the engine was told): then
	// nothing needs doing. Where the location has held another version since those that the capture
	// gave, and before at, the page went back to it at that time: then it is not seen, and Save keeps a
	// version. See Finish.
	Seen(ctx context.Context, hash, location string, at time.Time) (releases int, seen bool, err error)
	// Prepare makes all that Save needs of a capture and can be made before its turn comes, so
	// that who reads captures on several processors does that there too, while what came before is being saved.
	// From then on nothing of the capture and its records may be changed. What nobody prepared
	// Save prepares itself, and it keeps the same.
	Prepare(ctx context.Context, in *Ingested)
	// Save keeps a batch in one transaction: captures, releases, facts,
	// problems, and the index. A record is a new release, a new version of
	// one (recognised by release.Joins over its Keys), or unchanged; where a
	// version changes, facts keep their ids by their words. An excerpt of a
	// release whose newest version is whole is unchanged, and its facts are
	// taken from the record. Outcomes stand in
	// the order of the batch's records. Problems that stand already are not
	// doubled; problems of a location that the batch reads again and no
	// longer meets are dropped.
	Save(ctx context.Context, batch []Ingested) ([]Outcome, error)
	// SaveInRun is Save of a batch that others of one run follow at once. Which names are the same, and how many releases
	// name a thing, is then decided of many batches together: by the next Save or Link at the latest. Until then names that came stand
	// alone, and counts of things are what they were. The end is the same as with Save alone.
	SaveInRun(ctx context.Context, batch []Ingested) ([]Outcome, error)
	// Finish keeps that captures are read to their end: Seen then knows them. A
	// capture that Save kept and Finish was not told of is read again by the
	// next run.
	Finish(ctx context.Context, read []Finished) error
	// Link links the releases that were saved since the last Link with the
	// rest of the record (link.Update). Interrupted, it goes on next time
	// where it stopped. Between Save and Link what was saved has no links.
	// progress may be nil; done and total count releases.
	Link(ctx context.Context, progress func(done, total int)) error
	// Relink makes all links and all changes anew. It gives what Link has given, whatever the
	// order in which releases were saved, and returns how many links there are.
	// progress may be nil; done and total count steps.
	Relink(ctx context.Context, progress func(done, total int)) (links int, err error)
	// SaveProblems keeps problems that belong to no capture, such as a file
	// that could not be opened.
	SaveProblems(ctx context.Context, problems []onrecord.Problem) error
	// State keeps what people say, for good, all or nothing, and returns it
	// with ids; it counts from then on, in every answer: corrected facts are
	// listed and linked by their corrected values, rejected ones only where
	// they are asked for. The same statement again changes nothing. A statement
	// that is not well formed, that corrects what cannot be corrected or
	// nothing, or that undoes what is undone already, is ErrInvalid; one about
	// a thing that the record does not know is ErrNotFound.
	State(ctx context.Context, said ...onrecord.Statement) ([]onrecord.Statement, error)
}

// Reader is what pages, programs and exports may ask.
type Reader interface {
	// Overview counts what is kept.
	Overview(ctx context.Context) (Overview, error)
	// Touched returns of which releases something was written to since the record had been written to
	// so often (Touched.Written; 0 at first), so that what was worked out of others can be kept.
	Touched(ctx context.Context, since int64) (Touched, error)

	// Search answers a query. See Request for order and bounds.
	Search(ctx context.Context, r Request) (Results, error)
	// Complete returns up to limit values of the field that begin with, or
	// have a word that begins with, the prefix, most frequent first.
	Complete(ctx context.Context, field search.FieldName, prefix string, limit int) ([]Value, error)

	// Release returns the newest version of a release with its facts.
	Release(ctx context.Context, id string) (onrecord.Record, error)
	// Releases is Release of several at once, in the order of the ids: ErrNotFound where one of them is not there.
	Releases(ctx context.Context, ids ...string) ([]onrecord.Record, error)
	// ReleaseVersion returns one version, counted from 1.
	ReleaseVersion(ctx context.Context, id string, version int) (onrecord.Record, error)
	// Versions lists all versions of a release, newest first, never empty.
	Versions(ctx context.Context, id string) ([]VersionInfo, error)
	// Places lists every capture a release was found in, oldest first.
	Places(ctx context.Context, id string) ([]onrecord.Place, error)
	// Changes lists what changed from each version of a release to the next in
	// the order of capture, each pair once: Save works it out when it keeps a
	// version, and again where one of the two is read anew. Versions that differ
	// in nothing but facts are no change, and neither is what people review:
	// facts count as they were read. See ChangeRequest.
	Changes(ctx context.Context, r ChangeRequest) (ChangePage, error)
	// Change returns one change by its id, a former one too.
	Change(ctx context.Context, id string) (Change, error)
	// Capture returns a capture as it was kept, by its hash; Location and At
	// are those of the first time it was saved.
	Capture(ctx context.Context, hash string) (onrecord.Capture, error)

	// Captures calls yield with captures in the order in which they were saved.
	// It stops at the first error, which it returns. See CaptureRequest.
	Captures(ctx context.Context, r CaptureRequest, yield func(onrecord.Capture) error) error

	// Records calls yield with every release's newest version in order of
	// issue, newest first, restricted to those that match q (nil: all). It
	// stops at the first error, which it returns.
	Records(ctx context.Context, q search.Node, yield func(onrecord.Record) error) error

	// Fact returns one fact with the release it stands in. Where the newest
	// version no longer holds it, Release is the newest version that does.
	Fact(ctx context.Context, id string) (Fact, error)
	// Facts lists facts of newest versions. See FactRequest.
	Facts(ctx context.Context, r FactRequest) (FactPage, error)
	// Links lists the links that start or end at a fact of a newest version, in
	// the order of CompareLinked. It is empty for a fact that is not there. What follows up a
	// commitment follows up all that say it in the same words (its thread): those links
	// are listed too, and end at the one that they lead to. Of a thread of more than 1,000 the
	// newest are looked at. A figure that gives what was and what is has the links of both.
	Links(ctx context.Context, factID string) ([]Linked, error)
	// AllLinks calls yield with every link of the record with what is at its two
	// ends: each once, where nothing is saved meanwhile, in an order that stays the same.
	// It stops at the first error, which it returns.
	AllLinks(ctx context.Context, yield func(Joined) error) error
	// Thread lists a fact and all facts that links join to it as one thing (link.Threaded): the
	// mentions of a sum, the points of a series, in the order in which they
	// were said (link.Compare). Of more than 1,000 the newest are listed, with the first and
	// the fact itself. A figure that gives what was and what is ("from £2 million to £3 million")
	// stands in the thread of each as that value alone, in its words (link.Former, link.Now).
	Thread(ctx context.Context, factID string) ([]Fact, error)
	// Threads is Thread of several facts at once, in their order: ErrNotFound where one of them is not there.
	Threads(ctx context.Context, factIDs ...string) ([][]Fact, error)

	// SameAnnouncement lists the other releases that are the same announcement as
	// a release (onrecord.LinkSameAnnouncement), through one another too, by day of issue, then id. Each
	// stands with a link that joins it. It is empty for a release that is not there, and holds
	// at most 100.
	SameAnnouncement(ctx context.Context, releaseID string) ([]Linked, error)

	// Names lists named things across releases, most mentioned first, those in
	// as many releases by id.
	Names(ctx context.Context, r NameRequest) (NamePage, error)
	// Name returns one named thing by the id of any of its names (link.NameID);
	// the id of what it returns is that of the thing's head.
	Name(ctx context.Context, id string) (Named, error)
	// NameRef returns one named thing by the id of any of its names as Name does, without what only its own page shows.
	NameRef(ctx context.Context, id string) (NameRef, error)
	// Statements lists what people said, newest first. See StatementRequest.
	Statements(ctx context.Context, r StatementRequest) (StatementPage, error)
	// RuleReviews counts, by kind of fact and then by rule, what people said of
	// facts that the rules read (Statement.Rule), as it stands today.
	RuleReviews(ctx context.Context) ([]RuleReview, error)

	// Sources lists the sources that are followed, by the day they were added, then
	// spec.
	Sources(ctx context.Context) ([]SourceInfo, error)
	// Origins lists the places that captures came from, by kind and root,
	// with counts, most releases first.
	Origins(ctx context.Context) ([]Origin, error)
	// Coverage counts, for every origin that releases of a year (1 to 9999) were read
	// from, those that were issued in each month, by kind and root. Releases
	// without a day of issue are in no year.
	Coverage(ctx context.Context, year int) ([]Coverage, error)
	// Problems lists problems, newest first.
	Problems(ctx context.Context, cursor string, limit int) (ProblemPage, error)
}

// Overview counts what is kept.
type Overview struct {
	Releases, Versions, Captures, Problems int
	// Unlinked counts the releases that Link has not come to yet.
	Unlinked int
	// Facts counts the facts of newest versions by kind, without those that
	// people rejected. Reviewed counts all of them by what people said of them;
	// found is the rest.
	Facts    map[onrecord.FactKind]int
	Reviewed map[onrecord.ReviewState]int
	// First and Last are the days of issue of the oldest and newest release.
	First, Last onrecord.Date
}

// Touched is what was written to of a record. A release is touched by what changes its text, its facts or what
// people said of them, by a fact of it that comes into a thread, leaves one, or begins to be its first or ceases to, and by
// a link that says what was before.
type Touched struct {
	// Written grows with every write to the record, by whatever program.
	Written int64
	// Releases are ids, in no order, of at most 1,536 releases. All says that it may be any release: then there are none.
	Releases []string
	All      bool
}

// Order is the order of search results.
type Order string

// The orders.
const (
	Newest    Order = "newest"
	Relevance Order = "relevance"
)

// Request asks for one page of search results.
type Request struct {
	Query search.Node
	Order Order // "" is Newest
	// Limit is the most hits on the page, 1 to 100; 0 is 20.
	Limit  int
	Cursor string
	// Facets asks for counts per value to narrow by.
	Facets bool
}

// Results is one page of hits. Total is exact. Relevance ranks at least the
// newest matches and those in titles; engines state their bound.
type Results struct {
	Hits   []Hit
	Total  int
	Next   string
	Facets Facets
}

// Hit is one release that matches. Text is its whole text, for snippets.
type Hit struct {
	Release onrecord.Release
	Score   float64 // higher is better; 0 by newest
	// FactCounts counts its facts by kind.
	FactCounts map[onrecord.FactKind]int
}

// Facets are counts of matching releases per value, most frequent first, at
// most 20 values each (years: all, newest first).
type Facets struct {
	Issuers, Years, Speakers, Tags, Kinds []Value
}

// Value is a value with the number of releases that have it.
type Value struct {
	Value string `json:"value"`
	Count int    `json:"count"`
}

// VersionInfo describes one version of a release.
type VersionInfo struct {
	Version    int
	Title      string
	TextHash   string
	CapturedAt time.Time
	Source     onrecord.SourceRef
}

// CaptureRequest asks for captures. The same bytes found in several locations are
// a capture of each.
type CaptureRequest struct {
	// Query restricts to captures that hold any version of a release whose
	// newest version matches; nil is all.
	Query search.Node
	// Location restricts to one location, exactly as it was given.
	Location string
	// Heads leaves the Body out.
	Heads bool
}

// Origin is one place that captures came from, whether it is followed as a
// source or was read once.
type Origin struct {
	Kind onrecord.SourceKind
	// Root is the file, folder or host that captures of this place share.
	Root               string
	Captures, Releases int
	First, Last        time.Time // of capture
	Problems           int
}

// Coverage is how many releases of a year were read from an origin. A release
// that was found in several origins counts in each.
type Coverage struct {
	Kind onrecord.SourceKind
	Root string
	// Months counts them by month of issue, January first.
	Months [12]int
}

// ProblemPage is one page of problems.
type ProblemPage struct {
	Problems []onrecord.Problem
	Total    int
	Next     string
}

// CheckReport says what Check verified and what it found wrong.
type CheckReport struct {
	Captures int `json:"captures"` // hashes verified
	Releases int `json:"releases"` // versions whose blocks were verified
	Spans    int `json:"spans"`    // facts whose words were compared with their text
	Indexed  int `json:"indexed"`  // releases whose words were compared with the index
	// ToReread counts the other releases: they were read under other rules than today's, and of their words in the
	// index nothing can be said until they are read again.
	ToReread int `json:"to_reread"`
	Changes  int `json:"changes"` // changes made again and compared
	// Statements, Subscriptions and Alerts count those compared with their ids, Locations those whose capture was
	// looked for.
	Statements    int `json:"statements"`
	Locations     int `json:"locations"`
	Subscriptions int `json:"subscriptions"`
	Alerts        int `json:"alerts"`
	// Unsettled says that names wait for it to be decided which of them are one, and Unlinked counts the releases
	// that wait to be linked, after a run that was stopped or by an older program: no faults, the next run does both.
	Unsettled bool `json:"unsettled"`
	Unlinked  int  `json:"unlinked"`
	// Relink says that the links were made under other rules than today's: they stand, and nothing can be said of them
	// until all are made anew.
	Relink bool `json:"relink"`
	// Faults are empty where all is well, at most 1,000.
	Faults []onrecord.Problem `json:"faults"`
}
