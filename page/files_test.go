package page_test

import (
	"encoding/csv"
	"slices"
	"strings"
	"testing"

	"github.com/onrecord/onrecord/page"
)

// TestListsAreTakenAway: every list as the table of the exports, narrowed as
// its page is.
func TestListsAreTakenAway(t *testing.T) {
	k := newKept(t).fill(t)
	k.serve(t, page.Options{Local: "ida"})
	k.reviewed(t)
	for path, want := range map[string]struct {
		rows   int
		column string
		cell   string
	}{
		"/commitments": {3, "action", "open Saltmarch Quay"}, "/commitments?review=rejected": {1, "review", "rejected"}, "/commitments?order=due": {3, "due_to", "2025-08-31"},
		"/commitments?verdict=own%3Akept": {1, "action", "review"}, "/money?words=1.5": {4, "kind", "money"}, "/figures?kind=mass": {1, "value", "40"}, "/quotes": {1, "speaker", "Ada Marsh"},
		"/dates": {2, "bound", "by"}, "/relations": {1, "type", "runs"}, "/ledger": {0, "", ""}, "/commitments?view=board": {3, "actor", "Ministry of Harbours"},
	} {
		a := k.get(t, path)
		file := k.open(t, a, "All of these as CSV")
		rows, err := csv.NewReader(strings.NewReader(file.body)).ReadAll()
		if err != nil || !strings.HasPrefix(file.header.Get("Content-Type"), "text/csv") || !strings.Contains(file.header.Get("Content-Disposition"), ".csv") {
			t.Fatalf("%s: %v, %v", file.path, err, file.header)
		}
		if want.column == "" {
			continue
		}
		column := slices.Index(rows[0], want.column)
		if len(rows)-1 != want.rows || !slices.ContainsFunc(rows[1:], func(row []string) bool { return row[column] == want.cell }) {
			t.Errorf("%s: want %d rows, one with %s %q: %q", file.path, want.rows, want.column, want.cell, rows)
		}
	}
	k.get(t, "/commitments?words=nothingofthatkind").hides(t, "link", "as CSV")
	k.get(t, "/commitments?view=calendar").hides(t, "link", "as CSV")
	for _, path := range []string{"/money.csv?min=much", "/commitments.csv?review=liked", "/ledger.csv?from=never", "/series.csv?to=never"} {
		if got := k.ask(t, "GET", path).status; got != 400 {
			t.Errorf("%s: status %d", path, got)
		}
	}
}
