package feed

import (
	"context"
	"encoding/json"
	"io"
	"slices"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/feed/table"
	"github.com/onrecord/onrecord/search"
	"github.com/onrecord/onrecord/store"
)

// MediaTypeJSONLines is what JSONLines writes.
const MediaTypeJSONLines = "application/jsonl"

// Line is a release as JSONLines writes it: its newest version with its facts in
// the record format, and beside it its other versions.
type Line struct {
	onrecord.Record
	// Versions are the others, by number. They have no facts: those are read from
	// their texts.
	Versions []onrecord.Release `json:"versions,omitempty"`
}

// StatementLine is what a person said, as JSONLines writes it.
type StatementLine struct {
	Statement onrecord.Statement `json:"statement"`
}

// JSONLines writes every release that matches q (nil: all) as a Line, newest
// first, and then what people said of its facts and names as a StatementLine each,
// oldest first. An empty record that reads the lines again (source/exported) holds the
// same releases, versions, facts and statements under the same ids. It stops at the
// first error of the store or of w.
func JSONLines(ctx context.Context, w io.Writer, r store.Reader, q search.Node, o table.Options) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	written, err := table.EachRelease(ctx, r, q, o, func(rec onrecord.Record) error {
		others, err := otherVersions(ctx, r, &rec)
		if err != nil {
			return err
		}
		return encoder.Encode(Line{WithoutNil(rec), others})
	})
	if err != nil {
		return err
	}
	return table.StatementsOn(ctx, r, q, written, nil, func(s onrecord.Statement) error {
		s.Undone = false // it follows from the others
		return encoder.Encode(StatementLine{s})
	})
}

func otherVersions(ctx context.Context, r store.Reader, rec *onrecord.Record) (out []onrecord.Release, err error) {
	infos, err := r.Versions(ctx, rec.ID)
	if err != nil {
		return nil, err
	}
	for i := len(infos) - 1; i >= 0; i-- {
		if infos[i].Version == rec.Version {
			continue
		}
		other, err := r.ReleaseVersion(ctx, rec.ID, infos[i].Version)
		if err != nil {
			return nil, err
		}
		out = append(out, WithoutNil(other).Release)
	}
	slices.SortFunc(out, func(a, b onrecord.Release) int { return a.Version - b.Version })
	return out, nil
}

// WithoutNil returns the record with an empty list where one is nil, so that
// JSON has [] for it and not null.
func WithoutNil(rec onrecord.Record) onrecord.Record {
	rec.IssuedBy, rec.Tags, rec.Blocks = orEmpty(rec.IssuedBy), orEmpty(rec.Tags), orEmpty(rec.Blocks)
	rec.Quotes, rec.Dates, rec.Figures = orEmpty(rec.Quotes), orEmpty(rec.Dates), orEmpty(rec.Figures)
	rec.Commitments, rec.Names, rec.Relations = orEmpty(rec.Commitments), orEmpty(rec.Names), orEmpty(rec.Relations)
	return rec
}

func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
