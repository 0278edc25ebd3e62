package storetest

import (
	"errors"
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/link"
	"github.com/onrecord/onrecord/store"
)

// pagedList is a list that is asked for one at a time.
type pagedList struct {
	name string
	ask  func(cursor string) (next string, err error)
}

// pagedLists are all lists that have pages, in each of their orders.
func pagedLists(s store.Store) (out []pagedList) {
	add := func(name string, ask func(string) (string, error)) { out = append(out, pagedList{name, ask}) }
	for _, order := range []store.Order{store.Newest, store.Relevance} {
		add("releases by "+string(order), func(c string) (string, error) {
			page, err := s.Search(ctx, store.Request{Query: word("pier"), Order: order, Limit: 1, Cursor: c})
			return page.Next, err
		})
	}
	for kind, orders := range map[onrecord.FactKind][]store.FactOrder{
		onrecord.KindFigure:     {store.FactNewest, store.FactLargest, store.FactDoubtful},
		onrecord.KindCommitment: {store.FactNewest, store.FactDue, store.FactLatest, store.FactDoubtful},
	} {
		for _, order := range orders {
			add(fmt.Sprintf("%s by %s", kind, order), func(c string) (string, error) {
				page, err := s.Facts(ctx, store.FactRequest{Kind: kind, Order: order, Limit: 1, Cursor: c})
				return page.Next, err
			})
		}
	}
	for _, order := range []store.ChangeOrder{store.ChangesNewest, store.ChangesRank} {
		add("changes by "+string(order), func(c string) (string, error) {
			page, err := s.Changes(ctx, store.ChangeRequest{Order: order, Limit: 1, Cursor: c})
			return page.Next, err
		})
	}
	add("names", func(c string) (string, error) {
		page, err := s.Names(ctx, store.NameRequest{Any: true, Limit: 1, Cursor: c})
		return page.Next, err
	})
	add("statements", func(c string) (string, error) {
		page, err := s.Statements(ctx, store.StatementRequest{Limit: 1, Cursor: c})
		return page.Next, err
	})
	add("problems", func(c string) (string, error) {
		page, err := s.Problems(ctx, c, 1)
		return page.Next, err
	})
	return out
}

// cursorsAreOfOneList: a cursor leads on in its own list and order alone, as it was given.
func cursorsAreOfOneList(t *testing.T, s store.Store) {
	second := promises()
	second.ID, second.Keys = onrecord.StableID("release", "again"), []string{"text:again"}
	in := capture("a.txt", noon, append(shapes(), promises(), second)...)
	in.Problems = []onrecord.Problem{{Stage: "source", Location: "a.txt", Reason: "no title", At: noon}, {Stage: "source", Location: "a.txt", Reason: "no date", At: noon}}
	save(t, s, in)
	for i, sum := range []float64{1e6, 2e6, 3e6} {
		save(t, s, capture("b.txt", noon.Add(time.Duration(i)*time.Hour), fund(fmt.Sprintf("£%d million", i+1), sum)))
	}
	for i := range 2 {
		state(t, s, onrecord.Statement{Kind: onrecord.StatementRename, Subject: link.NameID(onrecord.NamePerson, "Ada Venn"), Words: fmt.Sprint("Ada ", i), At: noon.Add(time.Duration(i) * time.Minute)})
	}
	refused := func(of pagedList, what, cursor string) {
		t.Helper()
		if _, err := of.ask(cursor); !errors.Is(err, onrecord.ErrInvalid) {
			t.Errorf("%s, asked with %s %q: %v, want ErrInvalid", of.name, what, cursor, err)
		}
	}
	all := pagedLists(s)
	given := map[string]string{}
	for _, l := range all {
		next := must(l.ask(""))(t)
		if next == "" {
			t.Fatalf("%s: there is one page", l.name)
		}
		must(l.ask(next))(t)
		given[l.name] = next
	}
	for _, l := range all {
		for name, cursor := range given {
			if name != l.name {
				refused(l, "the cursor of "+name, cursor)
			}
		}
		for _, rubbish := range []string{" ", "x", ".", ".1", "\n", "e1"} {
			refused(l, "rubbish behind", given[l.name]+rubbish)
		}
		refused(l, "rubbish before", " "+given[l.name])
	}
	bits := int64(math.Float64bits(math.NaN()))
	for name, mark := range map[string]string{"figure by largest": "fv%d.1", "releases by relevance": "ss%d.1"} {
		for _, l := range all {
			if l.name == name {
				refused(l, "no number", fmt.Sprintf(mark, bits))
			}
		}
	}
}
