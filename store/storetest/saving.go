package storetest

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/search"
	"github.com/onrecord/onrecord/store"
)

func savedIsReadBack(t *testing.T, s store.Store) {
	r := build("a", "Lanterns for the pier", "2025-02-03", "“We will light it,” said Ada Venn.", "It costs £2 million.")
	url := "https://harbour.example/a"
	r.URL, r.Tags, r.Withdrawn = &url, []string{"Ports"}, "Withdrawn in May"
	r.Changes = []onrecord.DeclaredChange{{On: onrecord.MustDate("2025-02-04"), Note: "A name was corrected."}}
	addQuote(&r, "We will light it", "Ada Venn")
	addSum(&r, "£2 million", 2e6)
	addName(&r, onrecord.NamePerson, "Ada Venn", "Minister")
	in := capture("a.txt", noon, r)
	if n, seen, err := s.Seen(ctx, in.Capture.Hash, "a.txt", noon); n != 0 || seen || err != nil {
		t.Fatalf("Seen before Save: %d, %v, %v", n, seen, err)
	}
	equal(t, "outcomes", []store.Outcome{{ReleaseID: r.ID, Version: 1, State: store.New}}, save(t, s, in))

	want := r
	want.Version, want.CapturedAt, want.Keys = 1, noon, nil
	want.Source = onrecord.SourceRef{Kind: onrecord.SourceTextArchive, Location: "a.txt", SHA256: in.Capture.Hash}
	equal(t, "Release", want, must(s.Release(ctx, r.ID))(t))
	equal(t, "ReleaseVersion", want, must(s.ReleaseVersion(ctx, r.ID, 1))(t))
	equal(t, "Capture", in.Capture, must(s.Capture(ctx, in.Capture.Hash))(t))
	equal(t, "Places", []onrecord.Place{{Source: want.Source, At: noon, Version: 1}}, must(s.Places(ctx, r.ID))(t))
	var all []onrecord.Record
	if err := s.Records(ctx, nil, func(r onrecord.Record) error { all = append(all, r); return nil }); err != nil {
		t.Fatal(err)
	}
	equal(t, "Records", []onrecord.Record{want}, all)
	if n, seen, err := s.Seen(ctx, in.Capture.Hash, "a.txt", noon); n != 1 || !seen || err != nil {
		t.Errorf("Seen after Save: %d, %v, %v", n, seen, err)
	}
	if _, seen, _ := s.Seen(ctx, in.Capture.Hash, "b.txt", noon); seen {
		t.Error("Seen at a location that was never read")
	}
	o := must(s.Overview(ctx))(t)
	equal(t, "Overview", store.Overview{Releases: 1, Versions: 1, Captures: 1, Unlinked: 1, Reviewed: map[onrecord.ReviewState]int{onrecord.ReviewFound: 3}, First: r.IssuedOn, Last: r.IssuedOn,
		Facts: map[onrecord.FactKind]int{onrecord.KindQuote: 1, onrecord.KindFigure: 1, onrecord.KindName: 1}}, o)
}

// A capture may be saved in parts; it counts as seen when it is finished.
func captureInParts(t *testing.T, s store.Store) {
	a, b := build("a", "Lanterns", "2025-02-03", "The lanterns are lit."), build("b", "Ferries", "2025-02-03", "The ferries sail.")
	first := capture("a.txt", noon, a, b)
	second := first
	first.Records, second.Records = first.Records[:1], second.Records[1:]
	second.Capture.Body = nil
	for i, part := range []store.Ingested{first, second} {
		equal(t, "outcome", []store.State{store.New}, []store.State{must(s.Save(ctx, []store.Ingested{part}))(t)[0].State})
		if _, seen, err := s.Seen(ctx, first.Capture.Hash, "a.txt", noon); seen || err != nil {
			t.Errorf("after part %d: seen %v, %v", i+1, seen, err)
		}
	}
	finished := []store.Finished{{Hash: first.Capture.Hash, Location: "a.txt", Releases: 2}}
	if err := s.Finish(ctx, finished); err != nil {
		t.Fatal(err)
	}
	if n, seen, err := s.Seen(ctx, first.Capture.Hash, "a.txt", noon); n != 2 || !seen || err != nil {
		t.Errorf("after Finish: %d, %v, %v", n, seen, err)
	}
	equal(t, "Capture", first.Capture, must(s.Capture(ctx, first.Capture.Hash))(t))
	finished[0].Location = "b.txt"
	if err := s.Finish(ctx, finished); !errors.Is(err, onrecord.ErrNotFound) {
		t.Errorf("a capture that was never saved: %v", err)
	}
}

// What was prepared is saved as if it were prepared now, whatever was saved meanwhile.
func preparedBefore(t *testing.T, s store.Store) {
	old, edited := build("a", "Lanterns", "2025-02-03", "The lanterns are lit."), build("a", "Lanterns", "2025-02-03", "The lanterns are dark.")
	addQuote(&old, "The lanterns are lit", "Ada Venn")
	save(t, s, capture("a.txt", noon, old))
	back := capture("a.txt", noon.Add(2*time.Hour), old) // which looks as if it were there already
	s.Prepare(ctx, &back)
	copied := back
	save(t, s, capture("a.txt", noon.Add(time.Hour), edited))
	equal(t, "it went back", []store.Outcome{{ReleaseID: old.ID, Version: 3, State: store.Changed}}, save(t, s, back))
	if r := must(s.Release(ctx, old.ID))(t); r.Text != old.Text || len(r.Quotes) != 1 {
		t.Errorf("the newest text is %q with %d quotes, want %q with 1", r.Text, len(r.Quotes), old.Text)
	}
	copied.Capture.At = noon.Add(3 * time.Hour)
	equal(t, "a copy", []store.Outcome{{ReleaseID: old.ID, Version: 3, State: store.Unchanged}}, save(t, s, copied))

	interrupted, stop := context.WithCancel(ctx)
	stop()
	late := capture("d.txt", noon, build("d", "Tolls", "2025-02-05", "The tolls are due."))
	s.Prepare(interrupted, &late) // reads nothing of the store, and is made good
	if states := save(t, s, late); states[0].State != store.New {
		t.Errorf("prepared while nothing could be read: %+v", states)
	}

	first, second := capture("b.txt", noon, build("b", "Ferries", "2025-02-04", "The ferries sail.")), capture("c.txt", noon, build("b", "Ferries", "2025-02-04", "The ferries sail."))
	s.Prepare(ctx, &second)
	s.Prepare(ctx, &first)
	var states []store.State
	for _, o := range save(t, s, first, second) {
		states = append(states, o.State)
	}
	equal(t, "prepared in another order", []store.State{store.New, store.Unchanged}, states)
	if report := must(s.Check(ctx, nil))(t); len(report.Faults) > 0 {
		t.Errorf("faults: %v", report.Faults)
	}
}

// An excerpt of a release that is kept whole adds a place; the whole text of
// one that is kept as an excerpt is a new version.
func excerptNeverReplacesWhole(t *testing.T, s store.Store) {
	excerpt := build("a", "Lanterns", "2025-02-03", "The lanterns are lit.")
	excerpt.Excerpt = true
	whole := build("a", "Lanterns", "2025-02-03", "The lanterns are lit.", "They burn until dawn.")
	equal(t, "excerpt first", []store.Outcome{{ReleaseID: whole.ID, Version: 1, State: store.New}}, save(t, s, capture("list-1.json", noon, excerpt)))
	equal(t, "whole text after", []store.Outcome{{ReleaseID: whole.ID, Version: 2, State: store.Changed}}, save(t, s, capture("a.html", noon.Add(time.Hour), whole)))
	equal(t, "excerpt after", []store.Outcome{{ReleaseID: whole.ID, Version: 2, State: store.Unchanged}}, save(t, s, capture("list-2.json", noon.Add(2*time.Hour), excerpt)))
	if r := must(s.Release(ctx, whole.ID))(t); r.Text != whole.Text || r.Excerpt {
		t.Errorf("the newest text is %q, excerpt %v", r.Text, r.Excerpt)
	}
	places := must(s.Places(ctx, whole.ID))(t)
	if len(places) != 3 || places[2].Source.Location != "list-2.json" || places[2].Version != 2 {
		t.Errorf("places: %+v, want list-2.json last, at version 2", places)
	}
}

func sameAgainIsUnchanged(t *testing.T, s store.Store) {
	r := build("a", "Lanterns", "2025-02-03", "The lanterns are lit.")
	save(t, s, capture("a.txt", noon, r))
	again := save(t, s, capture("a.txt", noon.Add(time.Hour), r))
	elsewhere := save(t, s, capture("b.txt", noon.Add(2*time.Hour), r))
	for _, out := range [][]store.Outcome{again, elsewhere} {
		equal(t, "outcome", []store.Outcome{{ReleaseID: r.ID, Version: 1, State: store.Unchanged}}, out)
	}
	if places := must(s.Places(ctx, r.ID))(t); len(places) != 2 || places[0].Source.Location != "a.txt" || places[1].Source.Location != "b.txt" {
		t.Errorf("places: %+v, want a.txt and b.txt", places)
	}
	o := must(s.Overview(ctx))(t)
	if o.Releases != 1 || o.Versions != 1 || o.Captures != 2 {
		t.Errorf("overview: %+v, want 1 release, 1 version, 2 captures", o)
	}
}

// word asks for one word.
func word(w string) search.Node {
	return search.Word{Text: w, Term: search.Analyze(w)[0].Text}
}

func totalOf(t testing.TB, s store.Store, q search.Node) int {
	t.Helper()
	return must(s.Search(ctx, store.Request{Query: q}))(t).Total
}

func editedIsANewVersion(t *testing.T, s store.Store) {
	old := build("a", "Lanterns", "2025-02-03", "Twelve lanterns are lit.")
	other := build("b", "Ferries", "2025-02-04", "The ferries sail.")
	save(t, s, capture("a.txt", noon, old, other))
	if n := totalOf(t, s, word("twelve")); n != 1 {
		t.Errorf("the word is found %d times before the edit", n)
	}
	edited := build("a", "Lanterns", "2025-02-03", "Nine lanterns are lit.")
	out := save(t, s, capture("a.txt", noon.Add(time.Hour), edited, other))
	equal(t, "outcomes", []store.Outcome{{ReleaseID: old.ID, Version: 2, State: store.Changed}, {ReleaseID: other.ID, Version: 1, State: store.Unchanged}}, out)
	if r := must(s.Release(ctx, old.ID))(t); r.Text != edited.Text || r.Version != 2 {
		t.Errorf("the newest version is %d: %q", r.Version, r.Text)
	}
	if r := must(s.ReleaseVersion(ctx, old.ID, 1))(t); r.Text != old.Text {
		t.Errorf("version 1 reads %q", r.Text)
	}
	versions := must(s.Versions(ctx, old.ID))(t)
	if len(versions) != 2 || versions[0].Version != 2 || versions[1].Version != 1 || versions[0].TextHash == versions[1].TextHash {
		t.Errorf("versions: %+v", versions)
	}
	if n, m := totalOf(t, s, word("twelve")), totalOf(t, s, word("nine")); n != 0 || m != 1 {
		t.Errorf("the old word is found %d times, the new %d; want 0 and 1", n, m)
	}
}

func olderCaptureIsNotNewest(t *testing.T, s store.Store) {
	late := build("a", "Lanterns", "2025-02-03", "Nine lanterns are lit.")
	early := build("a", "Lanterns", "2025-02-03", "Twelve lanterns are lit.")
	addQuote(&early, "Twelve lanterns", "")
	save(t, s, capture("a.txt", noon, late))
	out := save(t, s, capture("old.txt", noon.Add(-time.Hour), early))
	equal(t, "outcome", []store.Outcome{{ReleaseID: late.ID, Version: 2, State: store.Changed}}, out)
	if r := must(s.Release(ctx, late.ID))(t); r.Text != late.Text {
		t.Errorf("an older capture became the newest version: %q", r.Text)
	}
	if v := must(s.Versions(ctx, late.ID))(t); len(v) != 2 || v[0].Version != 1 {
		t.Errorf("versions stand not by the time of capture: %+v", v)
	}
	if totalOf(t, s, word("twelve")) != 0 {
		t.Error("the older version's words are found")
	}
	if f := must(s.Fact(ctx, early.Quotes[0].ID))(t); f.Release.Version != 2 {
		t.Errorf("the older version's fact stands in version %d", f.Release.Version)
	}
}

func pageThatGoesBack(t *testing.T, s store.Store) {
	first := build("a", "Lanterns", "2025-02-03", "Nine lanterns are lit.")
	second := build("a", "Lanterns", "2025-02-03", "Twelve lanterns are lit.")
	save(t, s, capture("a.txt", noon, first))
	save(t, s, capture("a.txt", noon.Add(time.Hour), second))
	// The capture differs by another release, as a page with a list does.
	out := save(t, s, capture("a.txt", noon.Add(2*time.Hour), first, build("b", "Ferries", "2025-02-04", "They sail.")))
	if out[0] != (store.Outcome{ReleaseID: first.ID, Version: 3, State: store.Changed}) {
		t.Errorf("outcome %+v, want a version 3", out[0])
	}
	if r := must(s.Release(ctx, first.ID))(t); r.Text != first.Text {
		t.Errorf("newest reads %q", r.Text)
	}
}

// A page that says again, byte for byte, what it said before has changed, as often as it does so; each look that finds
// it the same has not.
func pageThatGoesBackToTheSameBytes(t *testing.T, s store.Store) {
	first := build("a", "Lanterns", "2025-02-03", "Nine lanterns are lit.")
	second := build("a", "Lanterns", "2025-02-03", "Twelve lanterns are lit.")
	for hour, r := range []onrecord.Record{first, second, first, first, second, first} {
		in := capture("a.txt", noon.Add(time.Duration(hour)*time.Hour), r)
		same := hour == 3
		if _, seen, err := s.Seen(ctx, in.Capture.Hash, "a.txt", in.Capture.At); err != nil || seen != same {
			t.Errorf("hour %d: seen %v, %v", hour, seen, err)
		}
		out := save(t, s, in)
		if (out[0].State == store.Unchanged) != same {
			t.Errorf("hour %d: %+v", hour, out[0])
		}
		if got := must(s.Release(ctx, r.ID))(t); got.Text != r.Text {
			t.Errorf("hour %d: the newest reads %q", hour, got.Text)
		}
	}
	// What is imported once more, with the times of then, goes back to nothing.
	for hour, r := range []onrecord.Record{first, second} {
		in := capture("a.txt", noon.Add(time.Duration(hour)*time.Hour), r)
		if _, seen, err := s.Seen(ctx, in.Capture.Hash, "a.txt", in.Capture.At); err != nil || !seen {
			t.Errorf("hour %d once more: seen %v, %v", hour, seen, err)
		}
	}
	if page := must(s.Changes(ctx, store.ChangeRequest{}))(t); len(page.Changes) != 4 {
		t.Errorf("%d changes, want 4", len(page.Changes))
	}
	if r := must(s.Check(ctx, nil))(t); len(r.Faults) > 0 || r.Captures != 2 {
		t.Errorf("%+v", r)
	}
}

func oneKeyTwiceInABatch(t *testing.T, s store.Store) {
	a := build("a", "Lanterns", "2025-02-03", "Nine lanterns are lit.")
	b := build("a", "Lanterns", "2025-02-03", "Twelve lanterns are lit.")
	out := save(t, s, capture("a.txt", noon, a, a, b))
	equal(t, "outcomes", []store.Outcome{{ReleaseID: a.ID, Version: 1, State: store.New}, {ReleaseID: a.ID, Version: 1, State: store.Unchanged}, {ReleaseID: a.ID, Version: 2, State: store.Changed}}, out)
	if totalOf(t, s, nil) != 1 || totalOf(t, s, word("nine")) != 0 || totalOf(t, s, word("twelve")) != 1 {
		t.Error("the index does not hold the last of the three alone")
	}
}

func allOrNothing(t *testing.T, s store.Store) {
	good := build("a", "Lanterns", "2025-02-03", "Nine lanterns are lit.")
	bad := build("b", "Ferries", "2025-02-03", "The ferries sail.")
	addQuote(&bad, "ferries", "")
	bad.Quotes[0].ID = "no id"
	in := []store.Ingested{capture("a.txt", noon, good), capture("b.txt", noon, bad)}
	if _, err := s.Save(ctx, in); !errors.Is(err, onrecord.ErrInvalid) {
		t.Fatalf("Save of a fact without an id: %v, want ErrInvalid", err)
	}
	if o := must(s.Overview(ctx))(t); o.Releases != 0 || o.Captures != 0 {
		t.Errorf("half a batch was kept: %+v", o)
	}
	if _, seen, _ := s.Seen(ctx, in[0].Capture.Hash, "a.txt", noon); seen {
		t.Error("Seen after a failed Save")
	}
	save(t, s, in[0])
	if totalOf(t, s, word("lanterns")) != 1 {
		t.Error("the store does not work on after a failed Save")
	}
}

func movedDay(t *testing.T, s store.Store) {
	a := build("a", "Lanterns", "2025-02-03", "Nine lanterns are lit.")
	addQuote(&a, "lanterns", "Ada Venn")
	b := build("b", "Ferries", "2025-02-05", "The ferries sail.")
	save(t, s, capture("a.txt", noon, a, b))
	if n := totalOf(t, s, nil); n != 2 { // so that the engine has seen the old day
		t.Errorf("%d releases before the move", n)
	}
	moved := build("a", "Lanterns", "2025-02-09", "Nine lanterns are lit.")
	addQuote(&moved, "lanterns", "Ada Venn")
	save(t, s, capture("a.txt", noon.Add(time.Hour), moved, b))
	r := must(s.Search(ctx, store.Request{}))(t)
	if len(r.Hits) != 2 || r.Hits[0].Release.ID != a.ID {
		t.Errorf("a release whose day moved on does not stand first: %+v", r.Hits)
	}
	page := must(s.Facts(ctx, store.FactRequest{Kind: onrecord.KindQuote, Speaker: "Ada Venn"}))(t)
	if page.Total != 1 || page.Facts[0].Release.IssuedOn != moved.IssuedOn {
		t.Errorf("its quote: %+v", page)
	}
}

func missingIsNotFound(t *testing.T, s store.Store) {
	save(t, s, capture("a.txt", noon, build("a", "Lanterns", "2025-02-03", "Lit.")))
	id := onrecord.StableID("release", "a")
	none := onrecord.StableID("none")
	for name, call := range map[string]func() error{
		"Release":        func() error { _, err := s.Release(ctx, none); return err },
		"Release of ''":  func() error { _, err := s.Release(ctx, ""); return err },
		"ReleaseVersion": func() error { _, err := s.ReleaseVersion(ctx, id, 2); return err },
		"version 0":      func() error { _, err := s.ReleaseVersion(ctx, id, 0); return err },
		"Versions":       func() error { _, err := s.Versions(ctx, none); return err },
		"Places":         func() error { _, err := s.Places(ctx, none); return err },
		"Capture":        func() error { _, err := s.Capture(ctx, none); return err },
		"Fact":           func() error { _, err := s.Fact(ctx, none); return err },
		"Fact of no id":  func() error { _, err := s.Fact(ctx, "' OR 1=1 --"); return err },
		"Name":           func() error { _, err := s.Name(ctx, none); return err },
		"NameRef":        func() error { _, err := s.NameRef(ctx, none); return err },
		"Name of no id":  func() error { _, err := s.Name(ctx, "x"); return err },
	} {
		if err := call(); !errors.Is(err, onrecord.ErrNotFound) {
			t.Errorf("%s: %v, want ErrNotFound", name, err)
		}
	}
	if l, err := s.Links(ctx, none); len(l) != 0 || err != nil {
		t.Errorf("Links of no fact: %v, %v", l, err)
	}
}

func badRequestsAreInvalid(t *testing.T, s store.Store) {
	save(t, s, capture("a.txt", noon, build("a", "Lanterns", "2025-02-03", "Lit.")))
	for name, call := range map[string]func() error{
		"search cursor": func() error { _, err := s.Search(ctx, store.Request{Cursor: "bogus"}); return err },
		"search limit":  func() error { _, err := s.Search(ctx, store.Request{Limit: 101}); return err },
		"search order":  func() error { _, err := s.Search(ctx, store.Request{Order: "oldest"}); return err },
		"review": func() error {
			_, err := s.Search(ctx, store.Request{Query: search.Review{State: "doubted"}})
			return err
		},
		"kind": func() error { _, err := s.Search(ctx, store.Request{Query: search.Kind{Name: "rumour"}}); return err },
		"fact cursor": func() error {
			_, err := s.Facts(ctx, store.FactRequest{Kind: onrecord.KindQuote, Cursor: "bogus"})
			return err
		},
		"due cursor": func() error {
			_, err := s.Facts(ctx, store.FactRequest{Kind: onrecord.KindQuote, Order: store.FactDue, Cursor: "n5"})
			return err
		},
		"fact kind": func() error { _, err := s.Facts(ctx, store.FactRequest{Kind: "rumour"}); return err },
		"fact limit": func() error {
			_, err := s.Facts(ctx, store.FactRequest{Kind: onrecord.KindQuote, Limit: -1})
			return err
		},
		"name cursor":    func() error { _, err := s.Names(ctx, store.NameRequest{Cursor: "bogus"}); return err },
		"problem cursor": func() error { _, err := s.Problems(ctx, "bogus", 5); return err },
		"complete":       func() error { _, err := s.Complete(ctx, "colour", "a", 5); return err },
	} {
		if err := call(); !errors.Is(err, onrecord.ErrInvalid) {
			t.Errorf("%s: %v, want ErrInvalid", name, err)
		}
	}
}
