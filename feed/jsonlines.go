package feed

import (
	"context"
	"encoding/json"
	"io"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/search"
	"github.com/onrecord/onrecord/store"
)

// MediaTypeJSONLines is what JSONLines writes.
const MediaTypeJSONLines = "application/jsonl"

// JSONLines writes the newest version of every release that matches q, with
// its facts, in the record format: one object a line, newest first. It stops
// at the first error of the store or of w.
func JSONLines(ctx context.Context, w io.Writer, r store.Reader, q search.Node) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	return r.Records(ctx, q, func(rec onrecord.Record) error {
		return encoder.Encode(WithoutNil(rec))
	})
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
