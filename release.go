package onrecord

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"time"
)

// Span is a half-open range of byte offsets, [Start, End), into a release's
// Text in UTF-8. Both ends stand on character borders.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Len returns the number of bytes in the span.
func (s Span) Len() int { return s.End - s.Start }

// Contains reports whether t lies wholly inside s.
func (s Span) Contains(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// Overlaps reports whether the two spans share at least one byte.
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }

// Of returns the bytes of text under the span. It panics where the span does
// not lie inside text, as a slice expression does.
func (s Span) Of(text string) string { return text[s.Start:s.End] }

// BlockKind says what a block of a release's text is.
type BlockKind string

// The kinds of block.
const (
	BlockParagraph  BlockKind = "paragraph"
	BlockHeading    BlockKind = "heading"
	BlockListItem   BlockKind = "list_item"
	BlockQuotation  BlockKind = "quotation"  // the source's own mark-up says so: <blockquote>, Markdown ">"
	BlockAttachment BlockKind = "attachment" // the label of something attached
	BlockTableRow   BlockKind = "table_row"
)

// Block is one paragraph-like part of a release's Text. Blocks stand in
// order, do not overlap, and are parted by a blank line.
type Block struct {
	Span
	Kind BlockKind `json:"kind"`
}

// StatesIssue reports whether a block is an archive's line on who issued the release and when: "Press release
// issued by the Ministry of Works, 14 February 2025". Nothing is announced in it.
func StatesIssue(block string) bool {
	return len(block) < 300 && strings.Contains(strings.ToLower(block), "press release issued by")
}

// SourceKind names the format a release was read from.
type SourceKind string

// The kinds of source, each read by the room of that name under source/.
const (
	SourceTextArchive SourceKind = "textarchive"
	SourceGovUK       SourceKind = "govuk"
	SourceFeed        SourceKind = "feed"
	SourceWordPress   SourceKind = "wordpress"
	SourceWebPage     SourceKind = "webpage"
	SourcePDF         SourceKind = "pdf"
	SourceRecordLines SourceKind = "record" // onrecord's own JSON Lines
)

// SourceKinds lists all kinds of source.
var SourceKinds = []SourceKind{SourceTextArchive, SourceGovUK, SourceFeed, SourceWordPress, SourceWebPage, SourcePDF, SourceRecordLines}

// Capture is what was fetched or read, byte for byte, with where and when.
// A capture is never changed once it is kept.
type Capture struct {
	// Hash is the SHA-256 of Body in lower-case hexadecimal.
	Hash string
	// Body is the bytes as they were found, before any decoding of characters.
	Body []byte
	// Location is where they were found: a URL, a path, or a path and the
	// member inside it, parted by "!" ("news.zip!2025/a.html").
	Location string
	// MediaType is what the place said of them (Content-Type), or "".
	MediaType string
	// At is when they were fetched, in UTC; for a WARC record its WARC-Date.
	At time.Time
}

// NewCapture returns a capture with its hash worked out.
func NewCapture(body []byte, location, mediaType string, at time.Time) Capture {
	sum := sha256.Sum256(body)
	return Capture{Hash: hex.EncodeToString(sum[:]), Body: body, Location: location, MediaType: mediaType, At: at.UTC()}
}

// Draft is a release as its source gives it, before its text is normalised:
// what a reader under source/ returns and the release room takes in.
type Draft struct {
	Title string
	// Summary is the source's own one-sentence lead, where it is kept apart
	// from the body; it becomes the first block unless the body repeats it.
	Summary  string
	IssuedOn Date
	IssuedBy []string
	Tags     []string
	// URL is the release's own address, or "".
	URL string
	// Language is a BCP 47 tag as declared by the source, or "".
	Language string
	Blocks   []DraftBlock
	// Changes is the publisher's own change history, oldest first.
	Changes []DeclaredChange
	// UpdatedAt is when the publisher says that it last changed the page, as far as
	// the source tells; zero where it does not.
	UpdatedAt time.Time
	// Withdrawn is the publisher's notice that the page no longer stands, or "".
	Withdrawn string
	// PublisherLinks are the things that the publisher itself links the page to, beside its text.
	PublisherLinks []PublisherLink
	// Excerpt says that the source gives only a part of the text, such as a
	// search result's description or a feed's summary.
	Excerpt bool
	// From is what another record says that it read the announcement from,
	// where the capture is that record's export; nil where it is not.
	From *SourceRef
	// Place says where in the capture the draft stands, for people:
	// "item 3", "line 120", "". It is shown with problems.
	Place string
}

// DraftBlock is one paragraph of a Draft: plain text without list marks.
type DraftBlock struct {
	Kind BlockKind
	Text string
}

// DeclaredChange is one entry of a publisher's own change history.
type DeclaredChange struct {
	On   Date   `json:"on"`
	Note string `json:"note"`
}

// PublisherLink is a thing that a publisher links a page to.
type PublisherLink struct {
	Kind  PublisherLinkKind `json:"kind"`
	Title string            `json:"title"`
	// URL is an absolute web address, or "".
	URL string `json:"url,omitempty"`
}

// PublisherLinkKind says what a linked thing is to the page.
type PublisherLinkKind string

// What a publisher links a page to.
const (
	PublisherSpeaker  PublisherLinkKind = "speaker" // who gave the speech
	PublisherPerson   PublisherLinkKind = "person"
	PublisherRole     PublisherLinkKind = "role"
	PublisherPolicy   PublisherLinkKind = "policy"
	PublisherPlace    PublisherLinkKind = "place"
	PublisherDocument PublisherLinkKind = "document" // a document or collection that it belongs to
	// PublisherSuccessor is what the notice of withdrawal says that stands in its place.
	PublisherSuccessor PublisherLinkKind = "successor"
)

// PublisherLinkKinds lists all that a linked thing may be.
var PublisherLinkKinds = []PublisherLinkKind{PublisherSpeaker, PublisherPerson, PublisherRole, PublisherPolicy, PublisherPlace, PublisherDocument, PublisherSuccessor}

// SourceRef says what a version of a release was read from.
type SourceRef struct {
	Kind     SourceKind `json:"kind"`
	Location string     `json:"location"`
	SHA256   string     `json:"sha256"`
	// From is what another record had read it from, where it was read from that
	// record's export; nil where it was not. Its own From is nil.
	From *SourceRef `json:"from,omitempty"`
}

// Release is one version of one announcement: immutable normalised text with
// its title, day of issue and issuers.
type Release struct {
	// ID is stable across versions and places: made from the release's key.
	ID string `json:"id"`
	// Version counts from 1 in the order in which versions were captured;
	// 0 where the release has not been stored.
	Version  int       `json:"version,omitempty"`
	Title    string    `json:"title"`
	IssuedOn Date      `json:"issued_on"`
	IssuedBy []string  `json:"issued_by"`
	Tags     []string  `json:"tags"`
	URL      *string   `json:"url"`
	Source   SourceRef `json:"source"`
	// Language is a BCP 47 tag, declared by the source or recognised from
	// the text; "und" where it could not be told.
	Language string           `json:"language"`
	Changes  []DeclaredChange `json:"changes,omitempty"`
	// UpdatedAt is when the publisher says that it last changed the page, in UTC; zero
	// where it does not say.
	UpdatedAt time.Time `json:"updated_at,omitzero"`
	// Withdrawn is the publisher's notice that the page no longer stands, or "".
	Withdrawn string `json:"withdrawn,omitempty"`
	// PublisherLinks are the things that the publisher itself links the page to, beside its
	// text, in its order. They are what the source says of the release, and not read from words.
	PublisherLinks []PublisherLink `json:"publisher_links,omitempty"`
	// Excerpt says that Text is only a part of what was announced, as a search
	// result or a feed gives it. It never replaces a whole text.
	Excerpt bool `json:"excerpt,omitempty"`
	// CapturedAt is when the bytes of this version were fetched.
	CapturedAt time.Time `json:"captured_at,omitzero"`
	// WithheldSince is when a place that this version was captured from first
	// answered that nothing is there (HTTP 404 or 410), where it has done so ever since;
	// zero where none has, or none is followed. It tells of the place, not of the
	// version, and may change while the version stays.
	WithheldSince time.Time `json:"withheld_since,omitzero"`
	// Text is the body as plain text: blocks in order, parted by "\n\n".
	Text   string  `json:"text"`
	Blocks []Block `json:"blocks"`
	// Keys are the names under which the same announcement is recognised in
	// other captures, strongest first. See the release room.
	Keys []string `json:"-"`
}

// BlockAt returns the place in Blocks of the block that holds the byte at an
// offset of Text, -1 where none does: between blocks, and past the end.
func (r *Release) BlockAt(offset int) int {
	i, found := slices.BinarySearchFunc(r.Blocks, offset, func(b Block, at int) int {
		switch {
		case b.End <= at:
			return -1
		case b.Start > at:
			return 1
		}
		return 0
	})
	if !found {
		return -1
	}
	return i
}

// Record is a release with all facts read from it: the record format.
type Record struct {
	Release
	Facts
}

// Place is one capture in which a release was found.
type Place struct {
	Source SourceRef
	// At is when that capture was made.
	At time.Time
	// Version is the version of the release that it holds.
	Version int
	// WithheldSince: see Release.WithheldSince.
	WithheldSince time.Time
}

// Problem is something that could not be read or understood. It is data: the
// run that met it went on.
type Problem struct {
	// Stage is the room that met it: "fetch", "source", "release", "fact", "link", "store".
	Stage string `json:"stage"`
	// Location is the file or URL, as in Capture.Location.
	Location string `json:"location"`
	// Place says where inside it, for people ("item 3", "byte 1200"), or "".
	Place string `json:"place"`
	// Span is the range in the release's text, where there is one.
	Span *Span `json:"span,omitempty"`
	// Reason is one sentence without a full stop that says what is wrong
	// and, where something can be done, what.
	Reason string    `json:"reason"`
	At     time.Time `json:"at"`
}
