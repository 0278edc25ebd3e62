package feed

import (
	"context"
	"encoding/json"
	"io"
	"slices"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/feed/table"
	"github.com/onrecord/onrecord/link"
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
	spoken, done := map[string]bool{}, 0
	err := r.Records(ctx, q, func(rec onrecord.Record) error {
		if q != nil {
			spokenOf(&rec, spoken)
		}
		others, err := otherVersions(ctx, r, &rec)
		if err != nil {
			return err
		}
		if done++; o.Progress != nil {
			o.Progress(done)
		}
		return encoder.Encode(Line{WithoutNil(rec), others})
	})
	if err != nil {
		return err
	}
	said, err := table.StatementsOn(ctx, r, func(id string) bool { return q == nil || spoken[id] })
	for _, s := range said {
		s.Undone = false // it follows from the others
		if err := encoder.Encode(StatementLine{s}); err != nil {
			return err
		}
	}
	return err
}

// spokenOf notes the ids that people may have said something of.
func spokenOf(rec *onrecord.Record, ids map[string]bool) {
	for _, f := range rec.Facts.All() {
		ids[f.Head().ID] = true
		if f.Name != nil {
			ids[link.NameID(f.Name.Kind, f.Name.Text)] = true
		}
	}
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
