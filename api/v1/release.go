package v1

import (
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/search"
	"github.com/onrecord/onrecord/store"
)

// List is one page of a list.
type List[T any] struct {
	Items []T    `json:"items"`
	Total int    `json:"total" doc:"How many there are on all pages."`
	Next  string `json:"next,omitempty" doc:"The cursor of the next page. It is left out on the last."`
}

// NextCursor returns the cursor of the next page, "" on the last.
func (l List[T]) NextCursor() string { return l.Next }

// Head is a release as others refer to it.
type Head struct {
	ID         string             `json:"id"`
	Version    int                `json:"version" doc:"Counts from 1 in the order of capture."`
	Title      string             `json:"title"`
	IssuedOn   onrecord.Date      `json:"issued_on"`
	IssuedBy   []string           `json:"issued_by"`
	URL        *string            `json:"url" doc:"The release's own address."`
	Source     onrecord.SourceRef `json:"source" doc:"What this version was read from, with the SHA-256 of its bytes."`
	CapturedAt time.Time          `json:"captured_at,omitzero"`
}

// NewHead returns the head of a release.
func NewHead(r *onrecord.Release) Head {
	return Head{ID: r.ID, Version: r.Version, Title: r.Title, IssuedOn: r.IssuedOn, IssuedBy: r.IssuedBy, URL: r.URL, Source: r.Source, CapturedAt: r.CapturedAt}
}

// Release is one version of a release. Text and Blocks are there where text was
// asked for, the kinds of fact where facts were: with both it is the record format.
type Release struct {
	onrecord.Release
	Text        *string               `json:"text,omitempty"`
	Blocks      []onrecord.Block      `json:"blocks,omitzero"`
	Quotes      []onrecord.Quote      `json:"quotes,omitzero"`
	Dates       []onrecord.DateFact   `json:"dates,omitzero"`
	Figures     []onrecord.Figure     `json:"figures,omitzero"`
	Commitments []onrecord.Commitment `json:"commitments,omitzero"`
	Names       []onrecord.Name       `json:"names,omitzero"`
	Relations   []onrecord.Relation   `json:"relations,omitzero"`
}

// NewRelease returns a release without its text and facts.
func NewRelease(r *onrecord.Release) Release { return Release{Release: *r} }

// WithText adds the text and its blocks.
func (r Release) WithText(from *onrecord.Release) Release {
	r.Text, r.Blocks = &from.Text, orEmpty(from.Blocks)
	return r
}

// WithFacts adds the facts of every kind.
func (r Release) WithFacts(f onrecord.Facts) Release {
	r.Quotes, r.Dates, r.Figures = orEmpty(f.Quotes), orEmpty(f.Dates), orEmpty(f.Figures)
	r.Commitments, r.Names, r.Relations = orEmpty(f.Commitments), orEmpty(f.Names), orEmpty(f.Relations)
	return r
}

func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// Version is one version of a release.
type Version struct {
	Version    int                `json:"version"`
	Title      string             `json:"title"`
	TextSHA256 string             `json:"text_sha256"`
	CapturedAt time.Time          `json:"captured_at"`
	Source     onrecord.SourceRef `json:"source"`
}

// NewVersion returns a version as programs get it.
func NewVersion(v store.VersionInfo) Version {
	return Version{v.Version, v.Title, v.TextHash, v.CapturedAt, v.Source}
}

// Place is a capture in which a release was found.
type Place struct {
	Source        onrecord.SourceRef `json:"source"`
	CapturedAt    time.Time          `json:"captured_at"`
	Version       int                `json:"version" doc:"The version of the release that it holds."`
	WithheldSince time.Time          `json:"withheld_since,omitzero"`
}

// NewPlace returns a place as programs get it.
func NewPlace(p onrecord.Place) Place { return Place{p.Source, p.At, p.Version, p.WithheldSince} }

// Same is another release that is the same announcement.
type Same struct {
	Why     string  `json:"why" doc:"Which words say so."`
	Weight  float64 `json:"weight" doc:"How much speaks for it, 0 to 1."`
	Release Head    `json:"release"`
}

// Capture is the head of a capture: all but its bytes.
type Capture struct {
	SHA256     string    `json:"sha256"`
	Location   string    `json:"location" doc:"Where the bytes were found first."`
	MediaType  string    `json:"media_type"`
	Size       int       `json:"size" doc:"In bytes."`
	CapturedAt time.Time `json:"captured_at"`
	Bytes      string    `json:"bytes" format:"uri-reference" doc:"The address of the bytes themselves, as they were found."`
}

// Hit is a release that matches a query.
type Hit struct {
	Release  Release                   `json:"release"`
	Score    float64                   `json:"score" doc:"Higher is better; 0 by newest."`
	Passages []Excerpt                 `json:"passages" doc:"The parts of the text that match best."`
	Facts    map[onrecord.FactKind]int `json:"facts" doc:"How many facts of each kind it has."`
}

// passageBytes is about how long the passages of one hit are together.
const passageBytes = 400

// NewHit returns a release that a query matches, as programs get it.
func NewHit(h *store.Hit, q search.Node) Hit {
	out := Hit{Release: NewRelease(&h.Release), Score: h.Score, Facts: h.FactCounts, Passages: []Excerpt{}}
	if out.Facts == nil {
		out.Facts = map[onrecord.FactKind]int{}
	}
	for _, s := range search.Snippets(h.Release.Text, q, passageBytes) {
		out.Passages = append(out.Passages, Excerpt{Text: s.Text, Span: s.Span, Lit: s.Lit})
	}
	return out
}

// Excerpt is a part of a release's text.
type Excerpt struct {
	Text string `json:"text"`
	onrecord.Span
	Lit []onrecord.Span `json:"lit" doc:"The words that match, as byte offsets into the excerpt's own text."`
}

// Results is one page of what a query found. Facets are there where they were asked for.
type Results struct {
	List[Hit]
	Query  string  `json:"query" doc:"The query as it was understood."`
	Facets *Facets `json:"facets,omitempty"`
}

// Facets count matching releases by value, most frequent first, at most 20
// values each; years are all, newest first.
type Facets struct {
	Issuers  []store.Value `json:"issuers"`
	Years    []store.Value `json:"years"`
	Speakers []store.Value `json:"speakers"`
	Tags     []store.Value `json:"tags"`
	Kinds    []store.Value `json:"kinds"`
}
