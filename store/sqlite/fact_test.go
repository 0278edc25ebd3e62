package sqlite

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"zombiezen.com/go/sqlite"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store"
)

// counting is a record with a figure of so many sails.
func counting(key, day string, sails int) onrecord.Record {
	text := fmt.Sprintf("The quay has %d sails.", sails)
	words := fmt.Sprintf("%d sails", sails)
	r := plainRecord(key, "Sails of "+key, text, day)
	at := strings.Index(text, words)
	r.Figures = []onrecord.Figure{{
		Head: onrecord.Head{ID: fmt.Sprintf("%08x%08x", len(key)*7919+int(key[len(key)-1]), sails), Span: onrecord.Span{Start: at, End: at + len(words)}, Text: words},
		Kind: onrecord.FigureCount, Value: float64(sails),
	}}
	return r
}

// listedAs are the words of the figures that a request lists, and how many there are said to be.
func listedAs(t *testing.T, s *Store, r store.FactRequest) (words []string, total int) {
	t.Helper()
	r.Kind = onrecord.KindFigure
	page, err := s.Facts(ctx, r)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range page.Facts {
		words = append(words, f.Figure.Text)
	}
	return words, page.Total
}

// TestFactsIndexedByAnEarlierSchema: what stands in its index of words is listed beside what was saved since, and is no more
// once its release is written to.
func TestFactsIndexedByAnEarlierSchema(t *testing.T) {
	path := filepath.Join(t.TempDir(), "onrecord.db")
	s := openAt(t, path, Options{Rules: "1"})
	old := counting("k1", "2025-02-03", 12)
	mustSave(t, s, ingested("a.txt", noon, old))
	script := fmt.Sprintf(`INSERT INTO fact_index (rowid, word) SELECT number, ':f%s :d1 12 sail' FROM fact;
		DELETE FROM fact_run; DELETE FROM fact_block`, old.Figures[0].ID)
	if err := raw(t, path, script); err != nil {
		t.Fatal(err)
	}
	mustSave(t, s, ingested("b.txt", noon, counting("k2", "2025-02-02", 14), counting("k3", "2025-02-04", 15)))
	look := func(text string, want ...string) {
		t.Helper()
		for _, order := range []store.FactOrder{store.FactNewest, store.FactDoubtful} {
			if words, total := listedAs(t, s, store.FactRequest{Text: text, Order: order}); !slices.Equal(words, want) || total != len(want) {
				t.Errorf("%q, %s: %q, %d in all; want %q", text, order, words, total, want)
			}
		}
	}
	look("", "15 sails", "12 sails", "14 sails")
	look("sails", "15 sails", "12 sails", "14 sails")
	look("12", "12 sails")
	if f, err := s.Fact(ctx, old.Figures[0].ID); err != nil || f.Figure.Text != "12 sails" {
		t.Errorf("the fact of before is not found by its id: %v", err)
	}
	again := counting("k1", "2025-02-03", 13)
	one := ingested("a.txt", noon.AddDate(0, 0, 1), again)
	mustSave(t, s, one)
	look("sails", "15 sails", "13 sails", "14 sails")
	look("12")
	if report, err := s.Check(ctx, nil); err != nil || len(report.Faults) > 0 {
		t.Errorf("check: %v, %+v", err, report.Faults)
	}
}

// TestAnEarlierProgramWritesNothing: how programs of schema 4 begin to write is refused.
func TestAnEarlierProgramWritesNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "onrecord.db")
	openAt(t, path, Options{Rules: "1"})
	err := raw(t, path, "UPDATE counter SET value = value + 1 WHERE name = 'written' RETURNING value")
	if err == nil || !strings.Contains(err.Error(), "start this program anew") {
		t.Errorf("an earlier program writes: %v", err)
	}
}

// TestRunsOfFactsAsTheyGrow: releases that come, come back with another text and go to another day are listed as a naive
// reading lists them, while runs are written, merged and left.
func TestRunsOfFactsAsTheyGrow(t *testing.T) {
	path := filepath.Join(t.TempDir(), "onrecord.db")
	s := openAt(t, path, Options{Rules: "1"})
	random := rand.New(rand.NewPCG(5, 6))
	now := map[string]int{}
	for i := range 120 {
		key := fmt.Sprint("k", random.IntN(40))
		now[key] = 10 + random.IntN(20)
		one := ingested(key+".txt", noon.AddDate(0, 0, i), counting(key, fmt.Sprintf("2025-03-%02d", 1+random.IntN(28)), now[key]))
		mustSave(t, s, one)
		if i%20 > 0 {
			continue
		}
		for _, text := range []string{"sails", "12", "15 sails"} {
			want := 0
			for _, sails := range now {
				if text == "sails" || strings.HasPrefix(text, fmt.Sprint(sails)) {
					want++
				}
			}
			if words, total := listedAs(t, s, store.FactRequest{Text: text, Limit: 100}); len(words) != want || total != want {
				t.Errorf("after %d: %q lists %d of %d, want %d", i+1, text, len(words), total, want)
			}
		}
	}
	conn, err := sqlite.OpenConn(path, sqlite.OpenReadOnly)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	runs, _, err := number(conn, "SELECT count(*) FROM fact_run")
	last, _, more := number(conn, "SELECT max(run) FROM fact_run")
	if err != nil || more != nil || runs == 0 || runs > 16 || last < runs {
		t.Errorf("there are %d runs, the last is %d: %v, %v", runs, last, err, more)
	}
	if report, err := s.Check(ctx, nil); err != nil || len(report.Faults) > 0 {
		t.Errorf("check: %v, %+v", err, report.Faults)
	}
}
