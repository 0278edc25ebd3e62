package keep_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store"
	"github.com/onrecord/onrecord/store/keep"
	"github.com/onrecord/onrecord/store/sqlite"
)

var noon = time.Date(2025, 3, 1, 12, 0, 0, 0, time.UTC)

func open(t *testing.T, path string) *sqlite.Store {
	t.Helper()
	s, err := sqlite.Open(t.Context(), path, sqlite.Options{Rules: "1"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func save(t *testing.T, s *sqlite.Store, location string, at time.Time, r onrecord.Record) {
	t.Helper()
	in := store.Ingested{Capture: onrecord.NewCapture([]byte(r.Title+r.Text), location, "text/plain", at), Kind: onrecord.SourceTextArchive, Records: []onrecord.Record{r}}
	if _, err := s.Save(t.Context(), []store.Ingested{in}); err != nil {
		t.Fatal(err)
	}
}

// costing is a release of one sum of money.
func costing(key, day string, value float64) onrecord.Record {
	var r onrecord.Record
	r.ID, r.Keys, r.Title, r.IssuedOn, r.Language = onrecord.StableID(key), []string{key}, "Lamps "+key, onrecord.MustDate(day), "en"
	r.Text = fmt.Sprintf("£%v for lamps of the %s.", value, key)
	r.Blocks = []onrecord.Block{{Span: onrecord.Span{End: len(r.Text)}, Kind: onrecord.BlockParagraph}}
	span := onrecord.Span{End: len(fmt.Sprintf("£%v", value))}
	r.Figures = []onrecord.Figure{{Head: onrecord.Head{ID: onrecord.StableID(r.ID, "sum"), Span: span, Text: span.Of(r.Text)}, Kind: onrecord.FigureMoney, Unit: "GBP", Value: value}}
	return r
}

// TestColumnsAreTheTables has one store write releases, move them to other days and link all
// anew while another lists them, and holds the other's columns, refreshed after each
// step, against columns read from the tables at once.
func TestColumnsAreTheTables(t *testing.T) {
	path := filepath.Join(t.TempDir(), "onrecord.db")
	reader, writer := open(t, path), open(t, path)
	largest := store.FactRequest{Kind: onrecord.KindFigure, Order: store.FactLargest}
	check := func(when string, want int) {
		t.Helper()
		page, err := reader.Facts(t.Context(), largest)
		if err != nil || page.Total != want {
			t.Fatalf("%s: %d figures, %v; want %d", when, page.Total, err, want)
		}
		if !slices.IsSortedFunc(page.Facts, func(a, b store.Fact) int { return int(b.Figure.Value - a.Figure.Value) }) {
			t.Errorf("%s: not the largest first", when)
		}
		fresh := open(t, path)
		if _, err := fresh.Facts(t.Context(), largest); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(keep.Columns(fresh), keep.Columns(reader)); diff != "" {
			t.Errorf("%s: the columns are not what the table holds:\n%s", when, diff)
		}
	}
	check("nothing", 0)
	for i := range 12 {
		r := costing(fmt.Sprint("quay ", i), fmt.Sprintf("2025-%02d-03", 1+i%6), float64(1000*(1+i*7%12)))
		save(t, writer, fmt.Sprintf("%d.txt", i), noon, r)
		check(fmt.Sprint("after ", i), i+1)
	}
	save(t, writer, "3.txt", noon.AddDate(0, 0, 1), costing("quay 3", "2024-12-24", 5500))
	check("after one moved to another day", 12)
	if err := writer.Link(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	check("after links", 12)
	if _, err := writer.Relink(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	check("after all links anew", 12)
	if _, err := writer.State(t.Context(), onrecord.Statement{Kind: onrecord.StatementReject, Subject: costing("quay 5", "2025-06-03", 0).Figures[0].ID, By: "Ada", At: noon}); err != nil {
		t.Fatal(err)
	}
	check("after one was rejected", 11)
}

// TestListsWhileOthersWrite lists from several goroutines while releases are saved: every
// list is one state of the record.
func TestListsWhileOthersWrite(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "onrecord.db"))
	done := make(chan struct{})
	var readers sync.WaitGroup
	for range 3 {
		readers.Go(func() {
			for last := 0; ; {
				page, err := s.Facts(t.Context(), store.FactRequest{Kind: onrecord.KindFigure, FigureKind: onrecord.FigureMoney, Currency: "GBP", Limit: 100})
				if err != nil || page.Total != len(page.Facts) || page.Total < last {
					t.Errorf("%d of %d sums after %d, %v", len(page.Facts), page.Total, last, err)
				}
				last = page.Total
				select {
				case <-done:
					return
				default:
				}
			}
		})
	}
	for i := range 30 {
		save(t, s, fmt.Sprintf("%d.txt", i), noon, costing(fmt.Sprint("quay ", i), "2025-01-03", float64(1000+i)))
	}
	close(done)
	readers.Wait()
}
