package storetest

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store"
)

func source(t *testing.T, spec string) onrecord.Source {
	t.Helper()
	s, err := onrecord.ParseSource(spec)
	if err != nil {
		t.Fatal(err)
	}
	s.AddedAt = noon
	return s
}

func follow(t *testing.T, s store.Store, spec string) {
	t.Helper()
	if err := s.SaveSource(ctx, source(t, spec)); err != nil {
		t.Fatal(err)
	}
}

func done(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func asListed(when onrecord.VisitWhen, mark string, locations ...string) (out []onrecord.Listed) {
	for _, l := range locations {
		out = append(out, onrecord.Listed{Location: l, Title: "About " + l, Mark: mark, Visit: when})
	}
	return out
}

// due returns the locations that are due by a time.
func due(t *testing.T, s store.Store, r store.DueRequest) (out []string) {
	t.Helper()
	if r.Limit == 0 {
		r.Limit = 100
	}
	for _, it := range must(s.Due(ctx, r))(t) {
		out = append(out, it.Location)
	}
	return out
}

const harbour, tides = "feed:https://harbour.example/feed", "page:https://tides.example/news"

func sourcesAreKept(t *testing.T, s store.Store) {
	later := source(t, tides)
	later.AddedAt = noon.Add(time.Hour)
	done(t, s.SaveSource(ctx, later))
	follow(t, s, harbour)
	infos := must(s.Sources(ctx))(t)
	equal(t, "sources by the day they were added", []store.SourceInfo{{Source: source(t, harbour)}, {Source: later}}, infos)

	changed := source(t, harbour)
	changed.Name, changed.Local, changed.Every, changed.Paused, changed.AddedAt = "Harbour Board", true, 2*time.Hour, true, noon.Add(9*time.Hour)
	done(t, s.SaveListing(ctx, store.Listing{Spec: harbour, Cursor: "page 2", At: noon, Items: asListed(onrecord.VisitNow, "1", "https://harbour.example/a")}))
	done(t, s.SaveSource(ctx, changed))
	changed.AddedAt = noon
	done(t, s.SaveLook(ctx, store.Look{Spec: harbour, At: noon, Next: noon.Add(time.Hour)}))
	done(t, s.SaveLook(ctx, store.Look{Spec: harbour, At: noon.Add(time.Hour), Next: noon.Add(3 * time.Hour), Fault: "the host does not answer"}))
	done(t, s.SaveLook(ctx, store.Look{Spec: harbour, At: noon.Add(2 * time.Hour), Next: noon.Add(4 * time.Hour), Fault: "the host is gone"}))
	want := store.SourceInfo{Source: changed, Cursor: "page 2", LookedAt: noon.Add(2 * time.Hour), SucceededAt: noon, Next: noon.Add(4 * time.Hour), Failures: 2, Fault: "the host is gone", Listed: 1, Waiting: 1}
	equal(t, "a source that was changed and goes on where it was", want, must(s.Sources(ctx))(t)[0])
	done(t, s.SaveLook(ctx, store.Look{Spec: harbour, At: noon.Add(5 * time.Hour), Next: noon.Add(6 * time.Hour)}))
	if is := must(s.Sources(ctx))(t)[0]; is.Failures != 0 || is.Fault != "" || !is.SucceededAt.Equal(noon.Add(5*time.Hour)) {
		t.Errorf("after a success: %+v", is)
	}

	done(t, s.RemoveSource(ctx, harbour))
	equal(t, "sources that are left", []store.SourceInfo{{Source: later}}, must(s.Sources(ctx))(t))
	for what, err := range map[string]error{
		"RemoveSource": s.RemoveSource(ctx, harbour), "SaveListing": s.SaveListing(ctx, store.Listing{Spec: harbour}), "SaveLook": s.SaveLook(ctx, store.Look{Spec: harbour}),
	} {
		if !errors.Is(err, onrecord.ErrNotFound) {
			t.Errorf("%s of a source that is gone: %v, want ErrNotFound", what, err)
		}
	}
}

func listedAndVisited(t *testing.T, s store.Store) {
	follow(t, s, harbour)
	follow(t, s, tides)
	at := func(path string) string { return "https://harbour.example/" + path }
	done(t, s.SaveListing(ctx, store.Listing{Spec: harbour, Cursor: "1", At: noon, Items: asListed(onrecord.VisitNow, "m1", at("b"), at("a"))}))
	done(t, s.SaveListing(ctx, store.Listing{Spec: harbour, Cursor: "2", At: noon, Later: noon.Add(time.Hour),
		Items: append(asListed(onrecord.VisitLater, "m1", at("later")), asListed(onrecord.VisitNever, "m1", at("never"))...)}))
	request := store.DueRequest{Spec: harbour, By: noon}
	equal(t, "due at once, as listed", []string{at("b"), at("a")}, due(t, s, request))
	request.By = noon.Add(time.Hour)
	equal(t, "due in an hour", []string{at("b"), at("a"), at("later")}, due(t, s, request))
	equal(t, "nothing of another source", 0, len(due(t, s, store.DueRequest{Spec: tides, By: noon})))
	equal(t, "known with their marks", []bool{true, false, false}, must(s.Known(ctx, harbour, append(asListed(onrecord.VisitNow, "m1", at("a")), append(asListed(onrecord.VisitNow, "m2", at("a")), asListed(onrecord.VisitNow, "m1", at("new"))...)...)))(t))

	visit := store.Visit{Location: at("b"), At: noon, Status: 200, ETag: `"x"`, LastModified: "Sat, 01 Mar 2025 12:00:00 GMT", Hash: "aa", FoundAt: at("b2"), Unchanged: 3, Next: noon.Add(24 * time.Hour)}
	failed := store.Visit{Location: at("a"), At: noon, Status: 503, Failures: 1, Next: noon.Add(2 * time.Hour)}
	done(t, s.SaveVisits(ctx, []store.Visit{visit, failed, {Location: at("not listed"), Status: 200, Next: noon}}))
	request.By = noon.Add(30 * time.Hour)
	items := must(s.Due(ctx, store.DueRequest{Spec: harbour, By: request.By, Limit: 10}))(t)
	equal(t, "due the day after", []string{at("later"), at("a"), at("b")}, []string{items[0].Location, items[1].Location, items[2].Location})
	equal(t, "what was seen", visit, items[2].Visit)
	equal(t, "the title", "About "+at("b"), items[2].Title)
	equal(t, "those never visited", []string{at("later")}, due(t, s, store.DueRequest{Spec: harbour, By: request.By, New: true}))
	equal(t, "those not visited since noon", []string{at("later")}, due(t, s, store.DueRequest{Spec: harbour, By: request.By, SeenBefore: noon}))
	equal(t, "those not visited since later", []string{at("later"), at("a"), at("b")}, due(t, s, store.DueRequest{Spec: harbour, By: request.By, SeenBefore: noon.Add(time.Second)}))
	equal(t, "a limit", []string{at("later")}, due(t, s, store.DueRequest{Spec: harbour, By: request.By, Limit: 1}))
	info := must(s.Sources(ctx))(t)[0]
	equal(t, "listed, waiting", []int{4, 1}, []int{info.Listed, info.Waiting})

	// The same again changes nothing; another mark brings it forward.
	done(t, s.SaveListing(ctx, store.Listing{Spec: harbour, Cursor: "3", At: noon, Items: asListed(onrecord.VisitNow, "m1", at("b"))}))
	equal(t, "listed again with its mark", 0, len(due(t, s, store.DueRequest{Spec: harbour, By: noon})))
	done(t, s.SaveListing(ctx, store.Listing{Spec: harbour, Cursor: "4", At: noon, Items: asListed(onrecord.VisitNow, "m2", at("b"))}))
	equal(t, "listed with another mark", []string{at("b")}, due(t, s, store.DueRequest{Spec: harbour, By: noon}))

	// A clock that was wrong: what is due in ten years is due now.
	visit.Next = noon.AddDate(10, 0, 0)
	done(t, s.SaveVisits(ctx, []store.Visit{visit}))
	equal(t, "due in ten years", 0, len(due(t, s, store.DueRequest{Spec: harbour, By: noon})))
	equal(t, "too far off to be right", []string{at("b")}, due(t, s, store.DueRequest{Spec: harbour, By: noon, Far: 400 * 24 * time.Hour}))

	// Two sources list one page: it is visited once, and by the other when the first goes.
	done(t, s.SaveListing(ctx, store.Listing{Spec: tides, Cursor: "1", At: noon, Items: asListed(onrecord.VisitNow, "x", at("b"), at("never"))}))
	equal(t, "visited already", []string{at("never")}, due(t, s, store.DueRequest{Spec: tides, By: noon}))
	done(t, s.RemoveSource(ctx, harbour))
	equal(t, "what the other lists", []string{at("never"), at("b")}, due(t, s, store.DueRequest{Spec: tides, By: noon.AddDate(20, 0, 0)}))
	done(t, s.RemoveSource(ctx, tides))
	follow(t, s, tides)
	equal(t, "nothing is left of its listing", 0, len(due(t, s, store.DueRequest{Spec: tides, By: noon.AddDate(20, 0, 0)})))
	done(t, s.SaveListing(ctx, store.Listing{Spec: tides, Cursor: "1", At: noon, Items: asListed(onrecord.VisitNow, "x", at("b"))}))
	again := must(s.Due(ctx, store.DueRequest{Spec: tides, By: noon, Limit: 10}))(t)
	if len(again) != 1 || again[0].Visit.ETag != visit.ETag || again[0].Visit.Hash != visit.Hash {
		t.Errorf("listed again after it was removed: %+v, want what was seen there", again)
	}
}

func withheldAndBack(t *testing.T, s store.Store) {
	const location = "https://harbour.example/a"
	follow(t, s, harbour)
	r := build("a", "Lanterns", "2025-02-03", "They are lit.")
	in := capture(location, noon, r)
	save(t, s, in, capture("a.txt", noon, r))
	done(t, s.SaveListing(ctx, store.Listing{Spec: harbour, At: noon, Items: asListed(onrecord.VisitNow, "m", location)}))
	seen := store.Visit{Location: location, At: noon, Status: 200, Hash: in.Capture.Hash, FoundAt: location, Next: noon.Add(time.Hour)}
	done(t, s.SaveVisits(ctx, []store.Visit{seen}))
	state := func() string {
		rec, old := must(s.Release(ctx, r.ID))(t), must(s.ReleaseVersion(ctx, r.ID, 1))(t)
		out := fmt.Sprint(rec.WithheldSince.IsZero(), old.WithheldSince.Equal(rec.WithheldSince), must(s.Sources(ctx))(t)[0].Withheld)
		for _, p := range must(s.Places(ctx, r.ID))(t) {
			out += fmt.Sprint(" ", p.Source.Location, " ", p.WithheldSince.IsZero())
		}
		if several := must(s.Releases(ctx, r.ID))(t); !several[0].WithheldSince.Equal(rec.WithheldSince) {
			t.Errorf("of several withheld since %s, by itself since %s", several[0].WithheldSince, rec.WithheldSince)
		}
		done(t, s.Records(ctx, nil, func(exported onrecord.Record) error {
			if !exported.WithheldSince.Equal(rec.WithheldSince) {
				t.Errorf("exported as withheld since %s, read as %s", exported.WithheldSince, rec.WithheldSince)
			}
			return nil
		}))
		return out
	}
	equal(t, "while it is there", "true true 0 "+location+" true a.txt true", state())
	gone := seen
	gone.At, gone.Status, gone.WithheldSince = noon.Add(time.Hour), 410, noon.Add(time.Hour)
	done(t, s.SaveVisits(ctx, []store.Visit{gone}))
	equal(t, "when it is gone", "false true 1 "+location+" false a.txt true", state())
	if rec := must(s.Release(ctx, r.ID))(t); rec.Text != r.Text || !rec.WithheldSince.Equal(noon.Add(time.Hour)) {
		t.Errorf("what is withheld: %+v", rec)
	}
	done(t, s.RemoveSource(ctx, harbour))
	if rec := must(s.Release(ctx, r.ID))(t); rec.WithheldSince.IsZero() {
		t.Error("what was seen was forgotten with the source")
	}
	follow(t, s, harbour)
	done(t, s.SaveListing(ctx, store.Listing{Spec: harbour, At: noon, Items: asListed(onrecord.VisitNow, "m", location)}))
	done(t, s.SaveProblems(ctx, []onrecord.Problem{{Stage: "fetch", Location: location, Reason: "gone", At: noon}, {Stage: "release", Location: location, Reason: "odd", At: noon}}))
	done(t, s.SaveVisits(ctx, []store.Visit{seen}))
	equal(t, "when it is back", "true true 0 "+location+" true a.txt true", state())
	if left := must(s.Problems(ctx, "", 10))(t); left.Total != 1 || left.Problems[0].Stage != "release" {
		t.Errorf("problems after it was found: %+v", left)
	}
	// What was listed and never was there does not wait to be fetched.
	const never = "https://harbour.example/never"
	done(t, s.SaveListing(ctx, store.Listing{Spec: harbour, At: noon, Items: asListed(onrecord.VisitNow, "m", never)}))
	standing := func() []int {
		info := must(s.Sources(ctx))(t)[0]
		return []int{info.Listed, info.Waiting, info.Withheld}
	}
	equal(t, "listed", []int{2, 1, 0}, standing())
	done(t, s.SaveVisits(ctx, []store.Visit{{Location: never, At: noon, Status: 404, WithheldSince: noon, Next: noon.Add(time.Hour)}}))
	equal(t, "not there", []int{2, 0, 1}, standing())
}

func sourcesOfNothing(t *testing.T, s store.Store) {
	equal(t, "no sources", 0, len(must(s.Sources(ctx))(t)))
	bad := source(t, harbour)
	for what, spoil := range map[string]func(*onrecord.Source){
		"no spec":           func(x *onrecord.Source) { x.Spec = "" },
		"not levelled":      func(x *onrecord.Source) { x.Spec = "FEED:https://harbour.example/feed" },
		"another kind":      func(x *onrecord.Source) { x.Kind = onrecord.ListingPage },
		"too often":         func(x *onrecord.Source) { x.Every = time.Second },
		"once in ten years": func(x *onrecord.Source) { x.Every = 10 * onrecord.MaxEvery },
	} {
		spoilt := bad
		spoil(&spoilt)
		if err := s.SaveSource(ctx, spoilt); !errors.Is(err, onrecord.ErrInvalid) {
			t.Errorf("%s: %v, want ErrInvalid", what, err)
		}
	}
	follow(t, s, harbour)
	for _, location := range []string{"", fmt.Sprintf("https://harbour.example/%0*d", onrecord.MaxLocation, 0)} {
		err := s.SaveListing(ctx, store.Listing{Spec: harbour, Cursor: "on", At: noon, Items: append(asListed(onrecord.VisitNow, "m", "https://harbour.example/a"), asListed(onrecord.VisitNow, "m", location)...)})
		if !errors.Is(err, onrecord.ErrInvalid) {
			t.Errorf("a location of %d bytes: %v, want ErrInvalid", len(location), err)
		}
	}
	if is := must(s.Sources(ctx))(t)[0]; is.Cursor != "" || is.Listed != 0 {
		t.Errorf("half a listing was kept: %+v", is)
	}
	if _, err := s.Due(ctx, store.DueRequest{Spec: tides, Limit: 1}); !errors.Is(err, onrecord.ErrNotFound) {
		t.Errorf("what is due of no source: %v", err)
	}
	if _, err := s.Due(ctx, store.DueRequest{Spec: harbour}); !errors.Is(err, onrecord.ErrInvalid) {
		t.Errorf("no limit: %v", err)
	}
}

// daysOfIssue are those of what a source led to, in its listing or behind it.
func daysOfIssue(t *testing.T, s store.Store) {
	follow(t, s, harbour)
	follow(t, s, tides)
	const address, page = "https://harbour.example/feed", "https://harbour.example/a"
	save(t, s,
		capture(address, noon, build("a", "In the feed", "2025-02-03", "Lit."), build("b", "Too", "2025-02-05", "Dark.")),
		capture(page, noon, build("c", "On a page", "2025-02-04", "Calm."), build("d", "Without a day", "", "Loud.")),
		capture("https://harbour.example/other", noon, build("e", "Of no source", "2025-03-01", "Wet.")))
	done(t, s.SaveListing(ctx, store.Listing{Spec: harbour, At: noon, Items: asListed(onrecord.VisitNow, "m", page, "https://harbour.example/waiting")}))
	done(t, s.SaveVisits(ctx, []store.Visit{{Location: page, At: noon, Status: 200, Hash: "h", FoundAt: page}}))
	day := onrecord.MustDate
	equal(t, "days of issue", []onrecord.Date{day("2025-02-05"), day("2025-02-04"), day("2025-02-03")}, must(s.Issued(ctx, harbour, 10))(t))
	equal(t, "the newest", []onrecord.Date{day("2025-02-05")}, must(s.Issued(ctx, harbour, 1))(t))
	equal(t, "of another", 0, len(must(s.Issued(ctx, tides, 10))(t)))
	if _, err := s.Issued(ctx, "feed:https://nobody.example/", 10); !errors.Is(err, onrecord.ErrNotFound) {
		t.Errorf("of a source that is not followed: %v", err)
	}
	if _, err := s.Issued(ctx, harbour, 0); !errors.Is(err, onrecord.ErrInvalid) {
		t.Errorf("no limit: %v", err)
	}
}
