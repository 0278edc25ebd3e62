package main

import (
	"context"
	"slices"
	"time"

	"github.com/onrecord/onrecord/store"
)

// answered is what queries of one class took.
type answered struct {
	Class         string
	Turns         int
	P50, P95, P99 time.Duration
	Found         int // the median of hits in all, where the program says so
}

// asker asks one program a query and returns how many hits there are in all, -1 where it does not say.
type asker func(ctx context.Context, q *query) (found int, err error)

// tally gathers what queries took.
type tally struct {
	classes []string
	took    map[string][]time.Duration
	found   map[string][]int
}

// ask asks queries one after the other. Turns of a class stand apart, as people ask.
func (t *tally) ask(ctx context.Context, list []query, do asker) error {
	if t.took == nil {
		t.took, t.found = map[string][]time.Duration{}, map[string][]int{}
	}
	for i := range list {
		q := &list[i]
		start := time.Now()
		n, err := do(ctx, q)
		if err != nil {
			return err
		}
		if t.took[q.Class] == nil {
			t.classes = append(t.classes, q.Class)
		}
		t.took[q.Class], t.found[q.Class] = append(t.took[q.Class], time.Since(start)), append(t.found[q.Class], n)
	}
	return nil
}

// asked is what was gathered, a class a row.
func (t *tally) asked() (out []answered) {
	for _, class := range t.classes {
		took, found := t.took[class], t.found[class]
		slices.Sort(took)
		slices.Sort(found)
		at := func(share int) time.Duration { return took[min(len(took)-1, len(took)*share/100)] }
		out = append(out, answered{Class: class, Turns: len(took), P50: at(50), P95: at(95), P99: at(99), Found: found[len(found)/2]})
	}
	return out
}

// ofStore asks a record for a page of results, as the search page does: 20 hits with their texts and the total.
func ofStore(s store.Reader) asker {
	return func(ctx context.Context, q *query) (int, error) {
		node, err := q.node()
		if err != nil {
			return 0, err
		}
		r := store.Request{Query: node, Order: store.Relevance, Facets: q.Counts}
		if q.Newest {
			r.Order = store.Newest
		}
		found, err := s.Search(ctx, r)
		return found.Total, err
	}
}

// Searches while importing are asked as long as so many releases are imported: a part of what there is, within bounds.
const (
	meanwhileShare = 10
	meanwhileLeast = 500
	meanwhileMost  = 20_000
)

// searchAll asks at rest, then while the program imports into the same record.
func (c *column) searchAll(ctx context.Context, o options, r *record, a *archive) error {
	list, err := a.queries(o.asked)
	if err != nil {
		return err
	}
	n := min(meanwhileMost, max(meanwhileLeast, a.releases/meanwhileShare))
	files, err := a.pages("meanwhile", n, 3)
	if err != nil {
		return err
	}
	name, drop, err := r.workOn(ctx)
	if err != nil {
		return err
	}
	defer drop()
	s, err := r.open(ctx, name)
	if err != nil {
		return err
	}
	defer s.Close()
	each := len(list) / o.asked
	var warm, rest, importing tally
	if err := warm.ask(ctx, list[:each], ofStore(s)); err != nil { // columns are read into memory
		return err
	}
	if err := rest.ask(ctx, list, ofStore(s)); err != nil {
		return err
	}
	c.Rest, c.RestLoad = rest.asked(), load()
	done := make(chan error, 1)
	go func() {
		s, _, err := r.run(ctx, name, "import", files...)
		s.Releases = n
		c.Meanwhile = s
		done <- err
	}()
	for at := 0; ; at = (at + each) % len(list) {
		select {
		case err := <-done:
			c.Importing = importing.asked()
			return err
		default:
		}
		if err := importing.ask(ctx, list[at:at+each], ofStore(s)); err != nil {
			<-done
			return err
		}
	}
}
