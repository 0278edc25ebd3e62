package ingest

import (
	"fmt"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact"
	"github.com/onrecord/onrecord/release"
	"github.com/onrecord/onrecord/source"
	"github.com/onrecord/onrecord/store"
)

// Rules names the version of everything that makes a record out of a capture.
// A capture read under other rules is read again.
const Rules = "read 1, fact " + fact.Version

// Read reads one capture into records and problems, without a store. It never
// fails: what cannot be read is a problem.
func Read(c onrecord.Capture) store.Ingested {
	whole := store.Ingested{Capture: c, Records: []onrecord.Record{}}
	readParts(c, func(part store.Ingested, last bool) bool {
		whole.Kind, whole.Problems = part.Kind, part.Problems
		whole.Records = append(whole.Records, part.Records...)
		return true
	})
	return whole
}

// partRecords is how many releases of a capture are made at once.
const partRecords = 256

// readParts reads a capture in parts of so many releases, so that a large one
// never stands in memory whole. The first part has the capture's bytes, the
// last all problems; there is at least one. It stops where emit returns false.
func readParts(c onrecord.Capture, emit func(part store.Ingested, last bool) bool) {
	kind, drafts, problems := source.Read(c)
	part := store.Ingested{Capture: c, Kind: kind}
	for i := range drafts {
		record, err := record(c, kind, drafts[i])
		if err != nil {
			problems = append(problems, onrecord.Problem{Stage: "release", Location: c.Location, Place: drafts[i].Place, Reason: reason(err), At: c.At})
		} else {
			part.Records = append(part.Records, record)
		}
		drafts[i] = onrecord.Draft{} // its text is in the record
		if len(part.Records) == partRecords && i+1 < len(drafts) {
			if !emit(part, false) {
				return
			}
			part.Records, part.Capture.Body = nil, nil
		}
	}
	part.Problems = problems
	emit(part, true)
}

// record makes one draft into a record. A defect in the rules that panics
// costs this release, not the run.
func record(c onrecord.Capture, kind onrecord.SourceKind, d onrecord.Draft) (rec onrecord.Record, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("reading %q failed inside onrecord: %v", d.Title, p)
		}
	}()
	r, err := release.New(c, kind, d)
	if err != nil {
		return rec, err
	}
	return onrecord.Record{Release: r, Facts: Facts(&r)}, nil
}

// Facts reads the facts of a release, or none where the release is known to
// be in a language that they are not read from: then it is kept and can be
// searched all the same.
func Facts(r *onrecord.Release) onrecord.Facts {
	if Readable(r.Language) {
		return fact.Read(r)
	}
	return onrecord.Facts{
		Quotes: []onrecord.Quote{}, Dates: []onrecord.DateFact{}, Figures: []onrecord.Figure{},
		Commitments: []onrecord.Commitment{}, Names: []onrecord.Name{}, Relations: []onrecord.Relation{},
	}
}

// Explain says how the facts of a release are read under today's rules; of a
// release in a language that facts are not read from there is nothing to say.
func Explain(r *onrecord.Release) onrecord.Explanation {
	if Readable(r.Language) {
		_, e := fact.Explain(r)
		return e
	}
	return onrecord.Explanation{Made: []onrecord.Reason{}, LeftOut: []onrecord.Reason{}}
}

// Readable reports whether facts are read from releases in the language, a
// BCP 47 tag: English in all its forms, and what could not be told.
func Readable(language string) bool {
	primary, _, _ := strings.Cut(strings.ToLower(language), "-")
	return primary == "en" || primary == "und" || primary == ""
}

// reason is an error as one sentence for a Problem, without the error kind
// that the root package's sentinels put before it.
func reason(err error) string {
	return strings.TrimPrefix(err.Error(), onrecord.ErrInvalid.Error()+": ")
}
