package mcp

import (
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store"
)

// source is where words come from: all that a citation needs.
type source struct {
	Release  string        `json:"release_id"`
	Version  int           `json:"version"`
	Title    string        `json:"title"`
	IssuedOn onrecord.Date `json:"issued_on"`
	IssuedBy []string      `json:"issued_by"`
	// Address is the release's own, else where its bytes were found.
	Address    string    `json:"address"`
	CapturedAt time.Time `json:"captured_at"`
	SHA256     string    `json:"sha256"`
	Permalink  string    `json:"permalink,omitempty"`
}

// passage is exact words of a release, which stand at Span in its text.
type passage struct {
	ID    string            `json:"id,omitempty"` // of the fact
	Kind  onrecord.FactKind `json:"kind,omitempty"`
	Words string            `json:"words"`
	Span  onrecord.Span     `json:"span"`
	// Around is the paragraph that they stand in, cut where it is long.
	Around string `json:"around,omitempty"`
	Source source `json:"source"`
}

// mostWords and mostAround bound what is handed out of one passage, in bytes.
const (
	mostWords  = 1200
	mostAround = 600
)

func (t *tools) source(r *onrecord.Release) source {
	out := source{Release: r.ID, Version: r.Version, Title: r.Title, IssuedOn: r.IssuedOn, IssuedBy: r.IssuedBy, Address: r.Source.Location, CapturedAt: r.CapturedAt, SHA256: r.Source.SHA256, Permalink: t.permalink("releases", r.ID)}
	switch {
	case r.URL != nil:
		out.Address = *r.URL
	case !t.options.ThisMachine:
		out.Address = onrecord.LocationElsewhere(out.Address)
	}
	return out
}

func (t *tools) permalink(room, id string) string {
	if t.options.BaseURL == "" {
		return ""
	}
	return strings.TrimRight(t.options.BaseURL, "/") + "/" + room + "/" + url.PathEscape(id)
}

// passage is a fact's words with where they stand.
func (t *tools) passage(f store.Fact) passage {
	p := passage{ID: f.ID, Kind: f.Kind, Source: t.source(&f.Release)}
	p.Source.Permalink = t.permalink("facts", f.ID)
	head := f.One().Head()
	p.Words, p.Span = cut(head.Text, mostWords), head.Span
	if len(f.Context) > len(p.Words) {
		p.Around = cut(f.Context, mostAround)
	}
	return p
}

// cut shortens text to at most n bytes at a character's border, with a mark
// where something is left out.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n] + "…"
}

// limited returns how many answers are asked for: 1 to 20, 10 where none is said.
func limited(n int) int {
	if n <= 0 {
		return 10
	}
	return min(n, 20)
}
