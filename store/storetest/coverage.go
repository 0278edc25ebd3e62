package storetest

import (
	"errors"
	"testing"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store"
)

// coverageByMonth counts every release once in each source that holds it, in the
// month of its newest version.
func coverageByMonth(t *testing.T, s store.Store) {
	a := build("a", "A", "2025-01-31", "One.")
	save(t, s, capture("news/a.txt", noon, a, build("b", "B", "2025-02-01", "Two."), build("old", "Old", "2024-12-31", "Three.")),
		capture("news/again.txt", noon.Add(time.Hour), a, build("undated", "Undated", "", "Four.")),
		capture("https://harbour.example/x", noon, a, build("c", "C", "2025-12-31", "Five.")))
	months := func(january, february, december int) (m [12]int) {
		m[0], m[1], m[11] = january, february, december
		return m
	}
	equal(t, "coverage", []store.Coverage{
		{Kind: onrecord.SourceTextArchive, Root: "https://harbour.example", Months: months(1, 0, 1)},
		{Kind: onrecord.SourceTextArchive, Root: "news", Months: months(1, 1, 0)},
	}, must(s.Coverage(ctx, 2025))(t))
	save(t, s, capture("news/b.txt", noon.Add(2*time.Hour), build("b", "B", "2025-12-24", "Two, of another day.")))
	equal(t, "coverage after a release got another day", months(1, 0, 1), must(s.Coverage(ctx, 2025))(t)[1].Months)
	equal(t, "a year without releases", []store.Coverage(nil), must(s.Coverage(ctx, 1999))(t))
	for _, year := range []int{0, -1, 10000} {
		if _, err := s.Coverage(ctx, year); !errors.Is(err, onrecord.ErrInvalid) {
			t.Errorf("year %d: %v", year, err)
		}
	}
}
