package storetest

import (
	"fmt"
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store"
)

// relationsOfMany: of a thing that very many releases name, its newest relations are listed, however far back they stand.
func relationsOfMany(t *testing.T, s store.Store) {
	const naming, early, late, listed = 230, 3, 70, 60
	first := onrecord.MustDate("2025-01-01")
	made := func(from, to, relating int) []onrecord.Record {
		var all []onrecord.Record
		for i := from; i < to; i++ {
			r := build(fmt.Sprintf("board %d", i), "Boards", first.AddDays(i).String(), "The Quay Board runs the Tide Fund.")
			addName(&r, onrecord.NameBody, "Quay Board")
			addName(&r, onrecord.NameScheme, "Tide Fund")
			if i-from < relating {
				r.Relations = []onrecord.Relation{{Head: head(&r, onrecord.KindRelation, "The Quay Board runs the Tide Fund."), Type: onrecord.RelationRuns, From: onrecord.OneOrMore{"Quay Board"}, To: "Tide Fund"}}
			}
			all = append(all, r)
		}
		return all
	}
	days := func(what string, newest, want int) {
		t.Helper()
		n := named(t, s, onrecord.NameBody, "Quay Board")
		if len(n.Relations) != want {
			t.Fatalf("%s: %d relations, want %d", what, len(n.Relations), want)
		}
		for i := range n.Relations {
			if day := first.AddDays(newest - i); n.Relations[i].Release.IssuedOn != day {
				t.Errorf("%s: relation %d is of %s, want of %s", what, i, n.Relations[i].Release.IssuedOn, day)
			}
		}
	}
	save(t, s, capture("a.txt", noon, made(0, naming, early)...))
	days("relations of the earliest alone", early-1, early)
	save(t, s, capture("b.txt", noon, made(naming, naming+late, late)...))
	days("more relations of the newest than are listed", naming+late-1, listed)
}
