package storetest

import (
	"testing"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store"
)

// everyLink returns all links of the record.
func everyLink(t *testing.T, s store.Store) (out []onrecord.Link) {
	t.Helper()
	err := s.AllLinks(ctx, func(j store.Joined) error {
		out = append(out, j.Link)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// linkedAsAnew links what waits, and holds it against all links made anew. It returns how many there are.
func linkedAsAnew(t *testing.T, s store.Store, when string) int {
	t.Helper()
	sound(t, s)
	linkAll(t, s)
	sound(t, s)
	links := everyLink(t, s)
	must(s.Relink(ctx, nil))(t)
	equal(t, when+": all links made anew", everyLink(t, s), links)
	sound(t, s)
	return len(links)
}

// waitingIsLinked: whatever happens to a release between Save and Link, it is linked as it is then.
func waitingIsLinked(t *testing.T, s store.Store) {
	releases := linkedSums()
	first, last := &releases[0], &releases[1]
	save(t, s, capture("a.txt", noon, *first), capture("b.txt", noon, *last))
	equal(t, "before Link", 0, len(everyLink(t, s)))
	equal(t, "two releases of a sum", 1, linkedAsAnew(t, s, "as saved"))

	edited := func(key, day string) onrecord.Record {
		r := build(key, "A fund for quays", day, "The Saltmarch Quay Fund is worth £13 million, said the board.")
		addSum(&r, "£13 million", 13e6)
		r.Figures[0].Of = "the Saltmarch Quay Fund"
		addName(&r, onrecord.NameScheme, "Saltmarch Quay Fund")
		return r
	}
	save(t, s, capture("a.txt", noon.Add(time.Hour), edited("fund", "2025-01-10")))
	save(t, s, capture("a.txt", noon.Add(2*time.Hour), edited("fund", "2025-01-12")))
	equal(t, "changed, and moved to another day, before it is linked", 1, linkedAsAnew(t, s, "edited"))

	other := edited("another", "2025-03-01")
	other.Keys = append(other.Keys, first.Keys...)
	equal(t, "it is recognised", first.ID, save(t, s, capture("c.txt", noon.Add(3*time.Hour), other))[0].ReleaseID)
	equal(t, "kept under the id that it has", 1, linkedAsAnew(t, s, "recognised"))

	third := edited("third", "2025-04-01")
	save(t, s, capture("d.txt", noon, third))
	rejected := state(t, s, say(onrecord.StatementReject, third.Figures[0].ID, hour(1)))
	equal(t, "rejected before it is linked", 1, linkedAsAnew(t, s, "rejected"))
	save(t, s, capture("d.txt", noon.Add(time.Hour), edited("third", "2025-04-02")))
	equal(t, "rejected, then moved to another day", 1, linkedAsAnew(t, s, "rejected and moved"))
	state(t, s, say(onrecord.StatementUndo, rejected.ID, hour(2)))
	if n := linkedAsAnew(t, s, "undone"); n < 2 {
		t.Errorf("%d links once the third counts again, want 2 or more", n)
	}
}
