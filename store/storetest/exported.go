package storetest

import (
	"errors"
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store"
)

// What another record had read a version from is kept with the version.
func originOfAnExportIsKept(t *testing.T, s store.Store) {
	r := build("a", "Lanterns for the pier", "2025-02-03", "The lanterns are lit.")
	r.Source.From = &onrecord.SourceRef{Kind: onrecord.SourceGovUK, Location: "https://harbour.example/a", SHA256: "ab"}
	in := capture("record.jsonl!0f9a", noon, r)
	save(t, s, in)
	want := onrecord.SourceRef{Kind: onrecord.SourceTextArchive, Location: "record.jsonl!0f9a", SHA256: in.Capture.Hash, From: r.Source.From}
	equal(t, "Release", want, must(s.Release(ctx, r.ID))(t).Source)
	equal(t, "ReleaseVersion", want, must(s.ReleaseVersion(ctx, r.ID, 1))(t).Source)
}

// Every link comes once, with both of its ends, more of them than an engine reads at a time.
func allLinksAreRead(t *testing.T, s store.Store) {
	const days = 24 // each says the sum of every other again
	var batch []store.Ingested
	for i := range days {
		day := onrecord.MustDate("2025-02-03").AddDays(i)
		r := build(string(rune('a'+i)), "Lanterns on "+day.String(), day.String(), "The Northern Lantern Scheme will have £2 million of the Harbour Board’s money.")
		addSum(&r, "£2 million", 2e6)
		batch = append(batch, capture(r.ID+".txt", noon, r))
	}
	save(t, s, batch...)
	linkAll(t, s)
	want := map[onrecord.Link]bool{}
	for _, r := range batch {
		for _, f := range r.Records[0].Figures {
			for _, l := range must(s.Links(ctx, f.ID))(t) {
				want[l.Link] = true
			}
		}
	}
	got := map[onrecord.Link]bool{}
	var order []onrecord.Link
	read := func(note func(onrecord.Link)) {
		err := s.AllLinks(ctx, func(j store.Joined) error {
			for _, end := range []struct {
				id string
				at store.Passage
			}{{j.Link.A, j.A}, {j.Link.B, j.B}} {
				if end.at.ID != end.id || end.at.Fact == nil || end.at.At.Of(end.at.Context) != "£2 million" || end.at.Release.Title == "" {
					t.Errorf("the end %s of a link is %+v", end.id, end.at)
				}
			}
			note(j.Link)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	read(func(l onrecord.Link) {
		if got[l] {
			t.Errorf("%v comes twice", l)
		}
		got[l], order = true, append(order, l)
	})
	equal(t, "links", want, got)
	var again []onrecord.Link
	read(func(l onrecord.Link) { again = append(again, l) })
	equal(t, "the order", order, again)
	if len(want) < days-1 {
		t.Errorf("%d links only", len(want))
	}
	stop := errors.New("enough")
	if err := s.AllLinks(ctx, func(store.Joined) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("error %v", err)
	}
}

// A list of things gives the names that make them up, as each thing does, where that is asked for.
func namesWithTheirMembers(t *testing.T, s store.Store) {
	r := build("a", "Lanterns for the pier", "2025-02-03", "Ada Venn and Bram Oake of the Harbour Board lit them.")
	addName(&r, onrecord.NamePerson, "Ada Venn", "Minister")
	addName(&r, onrecord.NamePerson, "Bram Oake", "Harbour Master")
	addName(&r, onrecord.NameBody, "Harbour Board")
	save(t, s, capture("a.txt", noon, r))
	linkAll(t, s)
	people := must(s.Names(ctx, store.NameRequest{Kind: onrecord.NamePerson}))(t).Names
	must(s.State(ctx, onrecord.Statement{Kind: onrecord.StatementMerge, Subject: people[0].ID, Object: people[1].ID, By: "Ida Reed", At: noon}))(t)
	page := must(s.Names(ctx, store.NameRequest{Any: true, Members: true}))(t)
	most := 0
	for _, n := range page.Names {
		equal(t, "names of "+n.Text, must(s.Name(ctx, n.ID))(t).Names, n.Names)
		most = max(most, len(n.Names))
	}
	if most != 2 || len(page.Names) != 2 {
		t.Errorf("%d things, of at most %d names", len(page.Names), most)
	}
	for _, n := range must(s.Names(ctx, store.NameRequest{Any: true}))(t).Names {
		equal(t, "names that were not asked for", 0, len(n.Names))
	}
}
