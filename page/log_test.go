package page_test

import (
	"encoding/csv"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/feed"
	"github.com/onrecord/onrecord/page"
)

// TestEveryListIsNarrowedByReview: lists, board, calendar, ledger, series and
// feeds show facts in the state of review asked for, and no others.
func TestEveryListIsNarrowedByReview(t *testing.T) {
	k := newKept(t).fill(t)
	k.serve(t, page.Options{Local: "ida"})
	k.get(t, "/commitments").one(t, "combobox", "What people said of them") // even where nobody spoke
	for _, path := range []string{"/commitments.ics?review=rejected", "/commitments.atom?review=rejected"} {
		// What was made is remembered: it must follow what people say next.
		if body := k.get(t, path).body; strings.Contains(body, "dredging") || k.get(t, path).body != body {
			t.Errorf("%s before anybody spoke: %s", path, body)
		}
	}
	k.reviewed(t)
	for path, want := range map[string]string{
		"/commitments?review=rejected": "1 commitment", "/commitments?review=found": "3 commitments", "/money?review=corrected": "1 sum", "/quotes?review=confirmed": "0 quotes",
		"/commitments": "3 commitments", "/commitments?review=all": "4 commitments", "/ledger?review=corrected": "1 distinct sum", "/ledger?review=rejected": "0 distinct sums",
		"/series?review=confirmed": "0 series", "/commitments?view=calendar&month=2027-12&review=rejected": "1 commitment due", "/commitments?view=calendar&month=2027-12": "0 commitments due",
	} {
		k.get(t, path).shows(t, "status", want)
	}
	rejected := k.get(t, "/commitments?view=board&review=rejected")
	rejected.shows(t, "link", "dredging ends by 2027")
	rejected.hides(t, "link", "A review is due")
	k.open(t, rejected, "All but rejected").hides(t, "link", "dredging ends by 2027")
	if body := k.get(t, "/commitments.atom?review=rejected").body; strings.Count(body, "<entry>") != 1 || !strings.Contains(body, "dredging") {
		t.Errorf("the feed of those rejected: %s", body)
	}
	if body := k.get(t, "/commitments.ics?review=rejected").body; strings.Count(body, "BEGIN:VEVENT") != 1 {
		t.Errorf("the calendar of those rejected: %s", body)
	}
	if got := k.ask(t, "GET", "/ledger?review=liked").status; got != 400 {
		t.Errorf("a state that there is not: status %d", got)
	}
}

// TestBoardByVerdict: a column for each verdict that stands, and the list of
// its commitments.
func TestBoardByVerdict(t *testing.T) {
	k := newKept(t).fill(t)
	k.serve(t, page.Options{Local: "ida"})
	const board = "/commitments?view=board&by=verdict"
	k.get(t, board).shows(t, "paragraph", "Nobody has given a verdict yet")
	k.reviewed(t)
	a := k.open(t, k.get(t, "/commitments?view=board"), "By what people say came of them")
	a.shows(t, "region", "Kept 1")
	a.shows(t, "link", "A review is due")
	a.hides(t, "link", "dredging")
	a.hides(t, "link", "of these") // a file or feed of them all
	list := k.get(t, "/commitments?verdict=own%3Akept")
	list.shows(t, "status", "1 commitment")
	if chosen := list.one(t, "combobox", "Verdict that somebody gave").Find("option[selected]").Text(); chosen != "Kept" {
		t.Errorf("the filter says %q", chosen)
	}
	k.get(t, "/commitments?verdict=own%3Apartly").shows(t, "status", "0 commitments")
	k.get(t, board+"&words=dredging").shows(t, "paragraph", "Nobody gave a verdict on a commitment that matches")
	if body := k.get(t, "/commitments.atom?verdict=own%3Akept").body; strings.Count(body, "<entry>") != 1 {
		t.Errorf("the feed of what is kept: %s", body)
	}
	if got := k.ask(t, "GET", "/commitments?verdict=own%3Aloved").status; got != 400 {
		t.Errorf("a verdict that there is not: status %d", got)
	}
}

// TestTheLogIsNarrowedAndTakenAway by who, kind and what, as a page and as
// files.
func TestTheLogIsNarrowedAndTakenAway(t *testing.T) {
	k := newKept(t).fill(t)
	k.serve(t, page.Options{Local: "ida"})
	k.reviewed(t)
	if _, err := k.store.State(t.Context(), onrecord.Statement{Kind: onrecord.StatementConfirm, Subject: k.facts["date"], By: "=Bram", At: today.Time(), Note: "seen"}); err != nil {
		t.Fatal(err)
	}
	log := k.get(t, "/review/log")
	log.shows(t, "status", "6 statements")
	if all := by(log.one(t, "navigation", "By kind of statement"), "link", "").First().Text(); all != "All" {
		t.Errorf("all kinds are called %q", all)
	}
	k.open(t, log, "=Bram").shows(t, "status", "1 statement")
	k.get(t, "/review/log?kind=correct&by=ida").shows(t, "status", "1 statement")
	k.get(t, "/review/log?about=https%3A%2F%2Frecord.example.org%2Ffacts%2F"+k.facts["review"]+"%3Fsaid%3D1").shows(t, "status", "1 statement")
	if got := k.ask(t, "GET", "/review/log?about=the+quay").status; got != 400 {
		t.Errorf("about nothing: status %d", got)
	}
	rows, err := csv.NewReader(strings.NewReader(k.open(t, k.get(t, "/review/log?about="+k.facts["date"]), "These as CSV").body)).ReadAll()
	if err != nil || len(rows) != 2 {
		t.Fatalf("as CSV: %v, %q", err, rows)
	}
	for column, want := range map[string]string{"by": "'=Bram", "kind": "confirm", "path": "/facts/" + k.facts["date"], "undone": "false"} {
		if got := rows[1][slices.Index(rows[0], column)]; got != want {
			t.Errorf("as CSV %s is %q, want %q", column, got, want)
		}
	}
	lines := strings.Split(strings.TrimSpace(k.open(t, log, "As JSON Lines").body), "\n")
	var line feed.StatementLine
	err = json.Unmarshal([]byte(lines[1]), &line)
	if undo := line.Statement; err != nil || len(lines) != 6 || undo.Kind != onrecord.StatementUndo || undo.By != "ida" {
		t.Errorf("as JSON Lines: %v, %q", err, lines)
	}
}
