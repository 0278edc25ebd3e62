package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/bench"
	"github.com/onrecord/onrecord/ingest"
	"github.com/onrecord/onrecord/store"
)

// late is releases that come in while pages are read.
type late struct {
	records []onrecord.Record
	next    int
}

// newLate reads n more releases of the archive of a record of that size.
func newLate(releases, n int) (*late, error) {
	folder, err := os.MkdirTemp("", "onrecord-late-*")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	archive, err := bench.NewArchive(releases, 3)
	if err == nil {
		err = archive.Write(folder, n)
	}
	if err != nil {
		return nil, err
	}
	files, err := filepath.Glob(filepath.Join(folder, "*.txt"))
	if err != nil {
		return nil, err
	}
	l := &late{}
	for _, file := range files {
		body, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		l.records = append(l.records, ingest.Read(onrecord.NewCapture(body, file, "", time.Now())).Records...)
	}
	return l, nil
}

// save keeps the next release and links it.
func (l *late) save(ctx context.Context, s store.Writer) error {
	r := l.records[l.next%len(l.records)]
	l.next++
	in := store.Ingested{Capture: onrecord.NewCapture([]byte(r.Text), fmt.Sprintf("late/%d.txt", l.next), "text/plain", time.Now()), Kind: onrecord.SourceTextArchive, Records: []onrecord.Record{r}}
	if _, err := s.Save(ctx, []store.Ingested{in}); err != nil {
		return err
	}
	return s.Link(ctx, nil)
}

// spoken is how many facts of each kind editors spoke of.
const spoken = 60

// speak has editors confirm and reject facts, and judge commitments, all at one moment.
func speak(ctx context.Context, s store.Store, at time.Time) error {
	var said []onrecord.Statement
	for _, kind := range []onrecord.FactKind{onrecord.KindFigure, onrecord.KindCommitment, onrecord.KindQuote} {
		listed, err := s.Facts(ctx, store.FactRequest{Kind: kind, Limit: spoken})
		if err != nil {
			return err
		}
		for i := range listed.Facts {
			say := onrecord.Statement{Kind: onrecord.StatementConfirm, Subject: listed.Facts[i].ID, By: "reader", At: at}
			switch {
			case kind == onrecord.KindCommitment && i%2 == 1:
				say.Kind, say.Scale, say.Words = onrecord.StatementVerdict, onrecord.ScaleOwn, "kept"
			case i%6 == 0:
				say.Kind = onrecord.StatementReject
			}
			said = append(said, say)
		}
	}
	_, err := s.State(ctx, said...)
	return err
}
