package storetest

import (
	"errors"
	"testing"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/change"
	"github.com/onrecord/onrecord/store"
)

// fund makes a version of one release that names a sum.
func fund(sum string, value float64, more ...string) onrecord.Record {
	r := build("fund", "A fund for the pier", "2025-02-03", append([]string{"The board will spend " + sum + " on lanterns."}, more...)...)
	addSum(&r, sum, value)
	return r
}

// changesOf lists the changes that match, which must be one page.
func changesOf(t testing.TB, s store.Store, r store.ChangeRequest) []store.Change {
	t.Helper()
	page := must(s.Changes(ctx, r))(t)
	if page.Total != len(page.Changes) || page.Next != "" {
		t.Errorf("%+v: %d of %d, next %q", r, len(page.Changes), page.Total, page.Next)
	}
	return page.Changes
}

// soundChanges makes every change again from the two versions.
func soundChanges(t testing.TB, s store.Store, changes []store.Change) {
	t.Helper()
	for _, c := range changes {
		places := must(s.Places(ctx, c.ReleaseID))(t)
		of := func(n int) change.Version {
			v := change.Version{Record: must(s.ReleaseVersion(ctx, c.ReleaseID, n))(t)}
			for _, p := range places {
				if p.Version == n {
					v.Places = append(v.Places, p)
				}
			}
			return v
		}
		equal(t, "change "+c.ID, change.Of(of(c.Before), of(c.After)), c.Change)
		again := must(s.Change(ctx, c.ID))(t)
		equal(t, "change by its id", c, again)
	}
	if report := must(s.Check(ctx, nil))(t); len(report.Faults) > 0 {
		t.Errorf("check: %+v", report.Faults)
	}
}

func changesAreKept(t *testing.T, s store.Store) {
	first, second := fund("£2 million", 2e6), fund("£1.5 million", 1.5e6)
	save(t, s, capture("a.html", noon, first))
	if list := changesOf(t, s, store.ChangeRequest{}); len(list) != 0 {
		t.Errorf("a first version is a change: %+v", list)
	}
	save(t, s, capture("a.html", noon.Add(48*time.Hour), second))
	list := changesOf(t, s, store.ChangeRequest{})
	if len(list) != 1 {
		t.Fatalf("%d changes, want 1", len(list))
	}
	c := list[0]
	if c.Before != 1 || c.After != 2 || c.Declaration != onrecord.Undeclared || c.Rank != onrecord.RankFacts || !c.LastSeen.Equal(noon) || !c.CapturedAt.Equal(noon.Add(48*time.Hour)) {
		t.Errorf("the change is %+v", c.Change)
	}
	if len(c.Facts) != 1 || c.Facts[0].Says != "£2 million became £1.5 million" {
		t.Errorf("facts: %+v", c.Facts)
	}
	if c.Release.Title != first.Title || c.Release.Version != 2 || c.Release.Text != "" {
		t.Errorf("its release: %+v", c.Release)
	}
	soundChanges(t, s, list)

	// Again unchanged, and unchanged elsewhere: no further change.
	save(t, s, capture("a.html", noon.Add(72*time.Hour), second), capture("b.html", noon.Add(72*time.Hour), second))
	soundChanges(t, s, changesOf(t, s, store.ChangeRequest{}))
	third := fund("£1.5 million", 1.5e6, "The quay is long.")
	third.Changes = []onrecord.DeclaredChange{{On: onrecord.MustDate("2025-03-05"), Note: "A sentence was added."}}
	save(t, s, capture("a.html", noon.Add(96*time.Hour), third))
	list = changesOf(t, s, store.ChangeRequest{})
	if len(list) != 2 || list[0].After != 3 || list[0].Declaration != onrecord.Declared || list[0].Rank != onrecord.RankWords {
		t.Errorf("changes: %+v", list)
	}
	soundChanges(t, s, list)
	if _, err := s.Relink(ctx, nil); err != nil {
		t.Fatal(err)
	}
	equal(t, "after Relink", list, changesOf(t, s, store.ChangeRequest{}))
}

// An older capture that comes late parts a pair: it is no edit of the newer.
func lateCapturesAreNoEdit(t *testing.T, s store.Store) {
	save(t, s, capture("a.html", noon, fund("£2 million", 2e6)))
	save(t, s, capture("a.html", noon.Add(48*time.Hour), fund("£1 million", 1e6)))
	before := changesOf(t, s, store.ChangeRequest{})[0]
	save(t, s, capture("a.html", noon.Add(24*time.Hour), fund("£1.5 million", 1.5e6)))
	list := changesOf(t, s, store.ChangeRequest{})
	if len(list) != 2 || list[0].Before != 3 || list[0].After != 2 || list[1].Before != 1 || list[1].After != 3 {
		t.Fatalf("changes: %+v, want 3 to 2 and 1 to 3", list)
	}
	soundChanges(t, s, list)
	former := must(s.Change(ctx, before.ID))(t)
	if !former.Former || former.Before != 1 || former.After != 2 {
		t.Errorf("the permalink of the change that was parted: %+v", former)
	}
	save(t, s, capture("a.html", noon.Add(-24*time.Hour), fund("£3 million", 3e6)))
	if list = changesOf(t, s, store.ChangeRequest{}); len(list) != 3 || list[2].Before != 4 || list[2].After != 1 {
		t.Errorf("changes: %+v, want 4 to 1 last", list)
	}
	soundChanges(t, s, list)
}

func changesAreFiltered(t *testing.T, s store.Store) {
	at := noon
	next := func(location string, records ...onrecord.Record) {
		at = at.Add(24 * time.Hour)
		save(t, s, capture(location, at, records...))
	}
	other := build("b", "Ferries", "2025-02-04", "The ferries sail at noon.")
	other.IssuedBy = []string{"Ferry Office"}
	next("news/a.html", fund("£2 million", 2e6))
	next("ferry/b.html", other)
	next("news/a.html", fund("£1 million", 1e6))  // 4 March
	next("news/a.html", fund("£1 million.", 1e6)) // 5 March: a sign
	later := build("b", "Ferries", "2025-02-04", "The ferries sail at dawn.")
	later.IssuedBy = []string{"Ferry Office"}
	next("ferry/b.html", later)                                               // 6 March
	next("elsewhere/c.html", fund("£1 million", 1e6, "A new line of words.")) // 7 March
	for _, c := range []struct {
		what string
		r    store.ChangeRequest
		want int
	}{
		{"all", store.ChangeRequest{}, 4},
		{"release", store.ChangeRequest{Release: other.ID}, 1},
		{"no release", store.ChangeRequest{Release: "none"}, 0},
		{"issuer", store.ChangeRequest{Issuer: "Ferry Office"}, 1},
		{"root", store.ChangeRequest{Root: "news"}, 2},
		{"undeclared", store.ChangeRequest{Declaration: onrecord.Undeclared}, 3},
		{"elsewhere", store.ChangeRequest{Declaration: onrecord.Elsewhere}, 1},
		{"figures", store.ChangeRequest{Kind: onrecord.KindFigure}, 1},
		{"quotes", store.ChangeRequest{Kind: onrecord.KindQuote}, 0},
		{"trivial", store.ChangeRequest{Rank: onrecord.RankTrivial}, 1},
		{"from", store.ChangeRequest{From: onrecord.MustDate("2025-03-06")}, 2},
		{"to", store.ChangeRequest{To: onrecord.MustDate("2025-03-05")}, 2},
		{"one day", store.ChangeRequest{From: onrecord.MustDate("2025-03-06"), To: onrecord.MustDate("2025-03-06")}, 1},
		{"two at once", store.ChangeRequest{Root: "news", Kind: onrecord.KindFigure, Issuer: "Harbour Board"}, 1},
	} {
		if list := changesOf(t, s, c.r); len(list) != c.want {
			t.Errorf("%s: %d changes, want %d", c.what, len(list), c.want)
		}
	}
	for _, order := range []store.ChangeOrder{store.ChangesNewest, store.ChangesRank} {
		var paged []store.Change
		r := store.ChangeRequest{Order: order, Limit: 1}
		for more := true; more; more = r.Cursor != "" {
			page := must(s.Changes(ctx, r))(t)
			paged, r.Cursor = append(paged, page.Changes...), page.Next
		}
		equal(t, "page by page", changesOf(t, s, store.ChangeRequest{Order: order}), paged)
		for i := 1; i < len(paged); i++ {
			if order == store.ChangesNewest && paged[i].CapturedAt.After(paged[i-1].CapturedAt) || order == store.ChangesRank && paged[i].Score > paged[i-1].Score {
				t.Errorf("%s: %d stands before %d", order, i-1, i)
			}
		}
	}
	for what, r := range map[string]store.ChangeRequest{"cursor": {Cursor: "bogus"}, "limit": {Limit: 101}, "kind": {Kind: "rumour"}, "rank": {Rank: "high"}, "declaration": {Declaration: "secret"}, "order": {Order: "oldest"}} {
		if _, err := s.Changes(ctx, r); !errors.Is(err, onrecord.ErrInvalid) {
			t.Errorf("%s: %v, want ErrInvalid", what, err)
		}
	}
	for _, id := range []string{"", "x", onrecord.StableID("none")} {
		if _, err := s.Change(ctx, id); !errors.Is(err, onrecord.ErrNotFound) {
			t.Errorf("change %q: %v, want ErrNotFound", id, err)
		}
	}
}
