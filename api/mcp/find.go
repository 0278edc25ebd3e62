package mcp

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/search"
	"github.com/onrecord/onrecord/store"
)

type searchIn struct {
	Query  string `json:"query" jsonschema:"what to look for, such as: \"Sound Homes Fund\" kind:money issued:2025"`
	Newest bool   `json:"newest,omitempty" jsonschema:"newest first instead of best first"`
	Limit  int    `json:"limit,omitempty" jsonschema:"the most releases, 1 to 20; 10 where none is said"`
}

// found is a release with the passages that match.
type found struct {
	Source   source    `json:"source"`
	Passages []excerpt `json:"passages"`
}

type excerpt struct {
	Words string        `json:"words"`
	Span  onrecord.Span `json:"span"`
}

type searchOut struct {
	Total    int     `json:"total"`
	Releases []found `json:"releases"`
}

func (t *tools) search(ctx context.Context, in searchIn) (any, error) {
	q, err := search.Parse(in.Query)
	if err != nil {
		return nil, err
	}
	order := store.Relevance
	if in.Newest {
		order = store.Newest
	}
	results, err := t.store.Search(ctx, store.Request{Query: q, Order: order, Limit: limited(in.Limit)})
	if err != nil {
		return nil, err
	}
	out := searchOut{Total: results.Total, Releases: []found{}}
	for _, h := range results.Hits {
		f := found{Source: t.source(&h.Release), Passages: []excerpt{}}
		for _, s := range search.Snippets(h.Release.Text, q, 400) {
			f.Passages = append(f.Passages, excerpt{s.Text, s.Span})
		}
		out.Releases = append(out.Releases, f)
	}
	return out, nil
}

type releaseIn struct {
	ID     string `json:"id" jsonschema:"the release's id"`
	Offset int    `json:"offset,omitempty" jsonschema:"the byte of the text to begin at; 0 is its start"`
}

type releaseOut struct {
	Source   source `json:"source"`
	Versions int    `json:"versions"`
	// Withdrawn is the publisher's notice that the page no longer stands.
	Withdrawn string         `json:"withdrawn,omitempty"`
	Text      string         `json:"text"`
	Span      onrecord.Span  `json:"span"` // of Text in the whole
	Next      int            `json:"next_offset,omitempty"`
	Facts     map[string]int `json:"facts"` // how many of each kind, without those that people rejected
}

// mostText bounds the part of a text that is handed out at once, in bytes.
const mostText = 6000

func (t *tools) release(ctx context.Context, in releaseIn) (any, error) {
	r, err := t.store.Release(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	versions, err := t.store.Versions(ctx, r.ID)
	if err != nil {
		return nil, err
	}
	if in.Offset < 0 || in.Offset > len(r.Text) {
		return nil, fmt.Errorf("%w: the text has %d bytes, no offset %d", onrecord.ErrInvalid, len(r.Text), in.Offset)
	}
	standing := r.Facts.Standing()
	from, to := border(r.Text, in.Offset), border(r.Text, min(len(r.Text), in.Offset+mostText))
	out := releaseOut{Source: t.source(&r.Release), Versions: len(versions), Withdrawn: r.Withdrawn, Text: r.Text[from:to], Span: onrecord.Span{Start: from, End: to}, Facts: map[string]int{
		"quotes": len(standing.Quotes), "dates": len(standing.Dates), "figures": len(standing.Figures), "commitments": len(standing.Commitments), "names": len(standing.Names), "relations": len(standing.Relations),
	}}
	if to < len(r.Text) {
		out.Next = to
	}
	return out, nil
}

// border returns the last character border at or before a byte.
func border(text string, at int) int {
	for at > 0 && at < len(text) && !utf8.RuneStart(text[at]) {
		at--
	}
	return at
}

type factIn struct {
	ID string `json:"id" jsonschema:"the fact's id"`
}

type factOut struct {
	passage
	Reading onrecord.Reading `json:"reading"`
	Links   []linked         `json:"links"`
}

// linked is another passage that a fact is linked to.
type linked struct {
	Relation onrecord.LinkKind `json:"relation"`
	Why      string            `json:"why"`
	Later    bool              `json:"later"` // the other passage is the later one
	passage
}

// mostLinks bounds the links of one fact.
const mostLinks = 20

func (t *tools) fact(ctx context.Context, in factIn) (any, error) {
	f, err := t.store.Fact(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	links, err := t.store.Links(ctx, f.ID)
	if err != nil {
		return nil, err
	}
	out := factOut{passage: t.passage(f), Reading: f.One().Value(), Links: []linked{}}
	for _, l := range links[:min(len(links), mostLinks)] {
		p := passage{ID: l.ID, Words: cut(l.At.Of(l.Context), mostWords), Span: l.Span, Around: cut(l.Context, mostAround), Source: t.source(&l.Release)}
		if l.Fact != nil {
			p.Kind = l.Fact.Kind
		}
		out.Links = append(out.Links, linked{Relation: l.Link.Kind, Why: l.Link.Why, Later: l.Link.A == l.ID, passage: p})
	}
	return out, nil
}

// day reads a day that was asked for, "" for none.
func day(what, s string) (onrecord.Date, error) {
	if strings.TrimSpace(s) == "" {
		return onrecord.Date{}, nil
	}
	d, err := onrecord.ParseDate(strings.TrimSpace(s))
	if err != nil {
		return d, fmt.Errorf("%w: %s wants a day such as 2025-02-14, not %q", onrecord.ErrInvalid, what, s)
	}
	return d, nil
}
