package storetest

import (
	"slices"
	"testing"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store"
)

// touched says which releases were written to: what comes, what is read anew, what people spoke of, and what a later
// release says again.
func touched(t *testing.T, s store.Store) {
	since := func(written int64) store.Touched {
		t.Helper()
		out := must(s.Touched(ctx, written))(t)
		slices.Sort(out.Releases)
		return out
	}
	if first := since(0); first.Written != 0 || first.All || first.Releases != nil {
		t.Errorf("an empty record: %+v", first)
	}
	sum := func(key, title, day string) onrecord.Record {
		r := build(key, title, day, "The Harbour Board will spend £3 million on the lantern quay at Saltmarch.")
		r.Figures = []onrecord.Figure{{Head: head(&r, onrecord.KindFigure, "£3 million"), Kind: onrecord.FigureMoney, Value: 3_000_000, Unit: "GBP", Qualifier: onrecord.QualifierExact, Of: "the lantern quay at Saltmarch"}}
		return r
	}
	a, other := sum("a", "Lanterns", "2025-02-03"), build("o", "Other", "2025-02-04", "Nothing.")
	save(t, s, capture("a.txt", noon, a, other))
	link := func() {
		t.Helper()
		if err := s.Link(ctx, nil); err != nil {
			t.Fatal(err)
		}
	}
	link()
	if all := since(0); !all.All || all.Releases != nil || all.Written == 0 {
		t.Errorf("all of a record: %+v", all)
	}
	before := since(0).Written
	if none := since(before); none.All || none.Releases != nil || none.Written != before {
		t.Errorf("nothing since: %+v", none)
	}
	b := sum("b", "Lanterns again", "2025-03-03")
	save(t, s, capture("b.txt", noon.Add(time.Hour), b))
	link()
	want := []string{a.ID, b.ID}
	slices.Sort(want)
	now := since(before)
	equal(t, "a release that says a sum again touches that which said it first", want, now.Releases)
	if now.Written <= before || now.All {
		t.Errorf("written %d, then %d; all: %t", before, now.Written, now.All)
	}
	if thread := must(s.Thread(ctx, b.Figures[0].ID))(t); len(thread) != 2 {
		t.Fatalf("%d mentions of the sum: the test shows nothing", len(thread))
	}
	save(t, s, capture("o.txt", noon.Add(2*time.Hour), build("o", "Other", "2025-02-04", "Nothing more.")))
	equal(t, "a new version", []string{other.ID}, since(now.Written).Releases)
	now = since(now.Written)
	state(t, s, say(onrecord.StatementReject, a.Figures[0].ID, noon))
	if said := since(now.Written); !slices.Contains(said.Releases, a.ID) {
		t.Errorf("a rejected fact: %+v", said)
	}
	if early := since(now.Written + 1000); !early.All {
		t.Errorf("of a time to come: %+v", early)
	}
}
