package storetest

import (
	"fmt"
	"testing"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/link"
	"github.com/onrecord/onrecord/store"
)

// postsAndHolders: who held which post, and when it was seen.
func postsAndHolders(t *testing.T, s store.Store) {
	save(t, s, capture("a.txt", noon, shapes()...))
	day := onrecord.MustDate
	equal(t, "posts of one person", []store.Post{
		{Role: "Ferry Minister", Forms: []string{"Ferry Minister"}, Post: "Ferry Minister", First: day("2025-02-03"), Last: day("2025-02-04"), Releases: 2},
		{Role: "former Ports Minister", Forms: []string{"former Ports Minister"}, Post: "Ports Minister", Past: true, First: day("2025-02-04"), Last: day("2025-02-04"), Releases: 1},
	}, named(t, s, onrecord.NamePerson, "Ada Venn").Posts)
	clerk := build("clerk", "Director", "2025-03-01", "Cato Lund, Director of the Quay Board, spoke.")
	addName(&clerk, onrecord.NamePerson, "Cato Lund", "Director of the Quay Board")
	addName(&clerk, onrecord.NameBody, "Quay Board")
	again := build("again", "Again", "2025-03-02", "The Director, Cato Lund, spoke again.")
	addName(&again, onrecord.NamePerson, "Cato Lund", "Director")
	leaving := build("leaving", "Leaving", "2025-03-03", "Cato Lund becomes Steward.")
	addName(&leaving, onrecord.NamePerson, "Cato Lund")
	addName(&leaving, onrecord.NameRole, "Steward")
	leaving.Relations = []onrecord.Relation{{Head: head(&leaving, onrecord.KindRelation, "Cato Lund becomes Steward."), Type: onrecord.RelationHolds, From: onrecord.OneOrMore{"Cato Lund"}, To: "Steward"}}
	save(t, s, capture("b.txt", noon, again, leaving, clerk))
	equal(t, "one post at length and in short, and one that a sentence gives", []store.Post{
		{Role: "Director of the Quay Board", Forms: []string{"Director of the Quay Board", "Director"}, Post: "Director", Body: "Quay Board", First: day("2025-03-01"), Last: day("2025-03-02"), Releases: 2},
		{Role: "Steward", Forms: []string{"Steward"}, Post: "Steward", First: day("2025-03-03"), Last: day("2025-03-03"), Releases: 1},
	}, named(t, s, onrecord.NamePerson, "Cato Lund").Posts)
	director := func(what string, last onrecord.Date, releases int) { // what was asked for is remembered: it must follow
		t.Helper()
		if post := named(t, s, onrecord.NamePerson, "Cato Lund").Posts[0]; post.Body != "Quay Board" || post.Last != last || post.Releases != releases {
			t.Errorf("%s: %+v, want last on %s, in %d releases", what, post, last, releases)
		}
	}
	late := build("late", "Late", "2025-03-09", "The Director, Cato Lund, was late.")
	addName(&late, onrecord.NamePerson, "Cato Lund", "Director")
	save(t, s, capture("c.txt", noon, late))
	director("one release more", day("2025-03-09"), 3)
	bare := build("late", "Late", "2025-03-09", "Cato Lund was late.")
	addName(&bare, onrecord.NamePerson, "Cato Lund")
	save(t, s, capture("c.txt", noon.Add(time.Hour), bare))
	director("a release that gives it no longer", day("2025-03-02"), 2)
	save(t, s, capture("d.txt", noon, build("calm", "Calm", "2025-03-10", "The sea was calm.")))
	director("a release of something else", day("2025-03-02"), 2)
	ref := func(id, text string) store.NameRef {
		return store.NameRef{ID: link.NameID(onrecord.NamePerson, id), Kind: onrecord.NamePerson, Text: text}
	}
	ada := store.Holder{NameRef: ref("Ada Mary Venn", "Dr Ada Mary Venn"), First: day("2025-01-01"), Last: day("2025-01-02"), Releases: 2}
	bram := store.Holder{NameRef: ref("Bram Oake", "Bram Oake"), First: day("2025-02-04"), Last: day("2025-02-04"), Releases: 1}
	holders := func(what string, want ...store.Holder) { // what was asked for is remembered: it must follow
		t.Helper()
		equal(t, what, want, named(t, s, onrecord.NameRole, "Ports Minister").Holders)
	}
	holders("holders of a post", ada, bram)
	cato := build("ports", "Ports", "2025-03-11", "The Ports Minister, Cato Lund, spoke.")
	addName(&cato, onrecord.NamePerson, "Cato Lund", "Ports Minister")
	save(t, s, capture("e.txt", noon, cato))
	holders("one holder more", ada, bram, store.Holder{NameRef: ref("Cato Lund", "Cato Lund"), First: day("2025-03-11"), Last: day("2025-03-11"), Releases: 1})
	quiet := build("ports", "Ports", "2025-03-11", "Cato Lund spoke.")
	addName(&quiet, onrecord.NamePerson, "Cato Lund")
	save(t, s, capture("e.txt", noon.Add(time.Hour), quiet))
	holders("a release that gives none any longer", ada, bram)
	save(t, s, capture("f.txt", noon, build("mild", "Mild", "2025-03-12", "The sea was mild.")))
	holders("a release of something else", ada, bram)
	bramAgain := build("oake", "Oake", "2025-03-13", "The Ports Minister, Bram Oake, spoke.")
	addName(&bramAgain, onrecord.NamePerson, "Bram Oake", "Ports Minister")
	save(t, s, capture("g.txt", noon, bramAgain))
	bram.Last, bram.Releases = day("2025-03-13"), 2
	holders("a holder who is seen once more", ada, bram)
	many := []onrecord.Record{build("last", "Last", "2025-03-14", "The Ports Minister, Bram Oake, spoke at last.")}
	addName(&many[0], onrecord.NamePerson, "Bram Oake", "Ports Minister")
	for i := range 80 {
		many = append(many, build(fmt.Sprintf("sea %d", i), "Sea", "2025-03-15", fmt.Sprintf("The sea was calm for %d days.", i)))
	}
	save(t, s, capture("h.txt", noon, many...))
	bram.Last, bram.Releases = day("2025-03-14"), 3
	holders("a holder who is seen in one of many", ada, bram)
	manyHeld(t, s)
}

// manyHeld: of a post that very many held, those are listed who were seen to hold it last, with all that they held it under.
func manyHeld(t *testing.T, s store.Store) {
	const held, listed, together = 200, 60, 3
	first := onrecord.MustDate("2026-01-01")
	var all []onrecord.Record
	person := func(i int) string { return fmt.Sprintf("Given%c%c Family%c%c", 'a'+i/26, 'a'+i%26, 'a'+i%26, 'a'+i/26) }
	hold := func(i int, day onrecord.Date, words string) {
		r := build(fmt.Sprintf("tide %d %s", i, words), "Tides", day.String(), "The Tide Warden, "+words+", spoke.")
		addName(&r, onrecord.NamePerson, words, "Tide Warden")
		addName(&r, onrecord.NameRole, "Tide Warden")
		all = append(all, r)
	}
	for i := range held {
		hold(i, first.AddDays(i/together), person(i)) // several on one day
	}
	last := first.AddDays(held)
	hold(0, last, "Dr "+person(0)) // one who was seen first is seen last too, under another form
	save(t, s, capture("i.txt", noon, all...))
	got := named(t, s, onrecord.NameRole, "Tide Warden").Holders
	if len(got) != listed {
		t.Fatalf("%d holders of a post that %d held, want %d", len(got), held, listed)
	}
	if one := got[0]; one.First != first || one.Last != last || one.Releases != 2 {
		t.Errorf("who was seen first and last stands as %+v", one)
	}
	for i, h := range got[1:] {
		if day := first.AddDays((held - listed + 1 + i) / together); h.Last != day || h.Releases != 1 {
			t.Errorf("holder %d was seen on %s in %d releases, want on %s in one", i+1, h.Last, h.Releases, day)
		}
	}
}
