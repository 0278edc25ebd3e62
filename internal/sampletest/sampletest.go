// Package sampletest makes records of the sample, for tests of what is shown
// and handed out.
package sampletest

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact"
	"github.com/onrecord/onrecord/ingest"
	"github.com/onrecord/onrecord/sample"
	"github.com/onrecord/onrecord/source/folder"
	"github.com/onrecord/onrecord/store"
	"github.com/onrecord/onrecord/store/sqlite"
)

// Today is the day on which the sample is read.
func Today() onrecord.Date { return onrecord.MustDate(sample.Today) }

// Read takes the whole sample into the record, day by day, as the demo does.
func Read(ctx context.Context, s store.Store) error {
	walk := func(ctx context.Context, visit func(onrecord.Capture) error, problem func(onrecord.Problem) error) error {
		for _, c := range sample.Captures() {
			if err := folder.Expand(ctx, c, folder.Options{Now: c.At}, visit, problem); err != nil {
				return err
			}
		}
		return nil
	}
	_, err := ingest.Run(ctx, s, walk, ingest.Options{})
	return err
}

// Open returns a new record on SQLite that holds the sample. It is closed and
// removed when the test ends.
func Open(t testing.TB) *sqlite.Store {
	t.Helper()
	s, err := Create(t.Context(), filepath.Join(t.TempDir(), "record.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// Create makes a record on SQLite at the path and reads the sample into it, for
// what several tests share: the caller closes it.
func Create(ctx context.Context, path string) (*sqlite.Store, error) {
	s, err := sqlite.Open(ctx, path, Options)
	if err != nil {
		return nil, err
	}
	if err := Read(ctx, s); err != nil {
		_ = s.Close()
		return nil, err
	}
	return s, nil
}

// Options are those that the program opens its records with.
var Options = sqlite.Options{Rules: ingest.Rules, Identify: fact.Identify}
