package table

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/search"
	"github.com/onrecord/onrecord/store"
)

// Mark is how far an export came: what stands before it in the order of Walk was
// written. The zero Mark is the beginning.
type Mark struct {
	// Part is what comes next: see the parts below.
	Part Part `json:"part"`
	// Day, in the part of releases, says that those issued on that day and later
	// are written; zero that none is.
	Day onrecord.Date `json:"day"`
	// Long counts the cells of CSV that are longer than SpreadsheetCell.
	Long int `json:"long,omitempty"`
	// Segments is how many segments of Parquet files are whole: see WriteParquetFiles.
	Segments int `json:"segments,omitempty"`
	// Written are ids of releases that were written: to Keep those since the last Mark that was kept,
	// from Last all of them.
	Written []string `json:"-"`
}

// Part is a part of an export.
type Part int

// The parts, in the order in which they are written.
const (
	PartThings Part = iota // with the posts that people were seen to hold
	PartReleases
	PartLinks
	PartStatements
	PartChanges
	PartCaptures
)

// Checkpoints let an export that was stopped go on. They are asked by one export at a
// time.
type Checkpoints interface {
	// Last is the Mark to go on from: all that was written up to it is still there, and
	// nothing that was written after it.
	Last() Mark
	// Due reports whether it is time to keep another. It is asked wherever one can be.
	Due() bool
	// Keep keeps a Mark once all that was written up to it is safe.
	Keep(Mark) error
}

// begun reports whether the export goes on with what an earlier run wrote.
func (o Options) begun() bool { return o.last().Part > PartThings }

func (o Options) last() Mark {
	if o.Checkpoints == nil {
		return Mark{}
	}
	return o.Checkpoints.Last()
}

// due reports whether a Mark is to be kept here.
func (o Options) due() bool { return o.Checkpoints != nil && o.Checkpoints.Due() }

// EachRelease calls write with the newest version of every release that matches q (nil:
// all), newest first, each once, and returns the ids of all that are written, those of an
// earlier run too. Marks are kept between two days of issue. It stops at the first
// error of the store or of write.
func EachRelease(ctx context.Context, r store.Reader, q search.Node, o Options, write func(onrecord.Record) error) (written map[string]bool, err error) {
	from := o.last()
	written = map[string]bool{}
	for _, id := range from.Written {
		written[id] = true
	}
	o.progress(len(written))
	if from.Part > PartReleases {
		return written, nil
	}
	if !from.Day.IsZero() {
		rest := search.Node(search.Not{Of: search.Issued{From: from.Day}})
		if q != nil {
			rest = search.With(q, rest)
		}
		q = rest
	}
	var day onrecord.Date
	var fresh []string
	err = r.Records(ctx, q, func(rec onrecord.Record) error {
		if written[rec.ID] {
			return nil // it was saved anew meanwhile, with another day
		}
		if rec.IssuedOn != day && !day.IsZero() && o.due() {
			if err := o.Checkpoints.Keep(Mark{Part: PartReleases, Day: day, Written: fresh}); err != nil {
				return err
			}
			fresh = nil
		}
		day = rec.IssuedOn
		if err := write(rec); err != nil {
			return err
		}
		written[rec.ID], fresh = true, append(fresh, rec.ID)
		o.progress(len(written))
		return nil
	})
	if err == nil && o.due() {
		err = o.Checkpoints.Keep(Mark{Part: PartLinks, Written: fresh})
	}
	return written, err
}

// progress tells how many releases are done with.
func (o Options) progress(releases int) {
	if o.Progress != nil && releases > 0 {
		o.Progress(releases)
	}
}

// StateOf names the state of what a record tells: it is another where a release, a version, a
// fact, a change or a statement came or went. Errors are the store's.
func StateOf(ctx context.Context, r store.Reader) (string, error) {
	overview, err := r.Overview(ctx)
	if err != nil {
		return "", err
	}
	said, err := r.Statements(ctx, store.StatementRequest{Limit: 1})
	if err != nil {
		return "", err
	}
	changes, err := r.Changes(ctx, store.ChangeRequest{Limit: 1})
	if err != nil {
		return "", err
	}
	told := []any{overview, said.Total, changes.Total}
	for _, s := range said.Statements {
		told = append(told, s.ID)
	}
	for _, c := range changes.Changes {
		told = append(told, c.ID)
	}
	b, err := json.Marshal(told)
	if err != nil {
		return "", fmt.Errorf("name the state of the record: %w", err)
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:16]), nil
}
