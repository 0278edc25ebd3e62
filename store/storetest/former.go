package storetest

import (
	"fmt"
	"testing"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store"
)

// formerValues has a release say of a sum what it was and what it is: it is a mention of both.
func formerValues(t *testing.T, s store.Store) {
	a := build("a", "First", "2025-02-03", "The Lanternfish Hatchery Scheme costs £2 million in grants.")
	b := build("b", "Second", "2025-02-05", "Grants of the Lanternfish Hatchery Scheme rise from £2 million to £3 million.")
	c := build("c", "Third", "2025-02-07", "The Lanternfish Hatchery Scheme has £3 million in grants.")
	addSum(&a, "£2 million", 2e6)
	addSum(&b, "from £2 million to £3 million", 2e6)
	addSum(&c, "£3 million", 3e6)
	was, to := 2e6, 3e6
	b.Figures[0].Was, b.Figures[0].ValueTo = &was, &to
	for _, r := range []*onrecord.Record{&c, &b, &a} {
		save(t, s, capture(r.Title+".txt", noon, *r))
		linkAll(t, s)
	}
	id := func(r onrecord.Record) string { return r.Figures[0].ID }
	check := func(when string) {
		t.Helper()
		for _, thread := range []struct {
			of   string
			want []string
		}{
			{id(a), []string{"First £2 million 2e+06 £2 million", "Second £2 million 2e+06 £2 million of " + id(b)}},
			{id(b), []string{"Second £3 million 3e+06 £3 million", "Third £3 million 3e+06 £3 million"}},
		} {
			var got []string
			for _, f := range must(s.Thread(ctx, thread.of))(t) {
				line := fmt.Sprintf("%s %s %g %s", f.Release.Title, f.Figure.Text, f.Figure.Value, f.Span.Of(f.Context))
				if f.FormerOf != "" {
					line += " of " + f.FormerOf
				}
				got = append(got, line)
			}
			equal(t, when+": the thread", thread.want, got)
		}
		var got []string
		for _, f := range must(s.Facts(ctx, store.FactRequest{Kind: onrecord.KindFigure, First: true}))(t).Facts {
			got = append(got, fmt.Sprint(f.Release.Title, " ", f.Thread.Members, " ", f.Thread.Releases, " ", f.Thread.First))
		}
		equal(t, when+": sums, each once", []string{"Second 2 2 true", "First 1 1 true"}, got)
		for _, of := range []string{id(a), id(b)} {
			recalls := 0
			for _, l := range must(s.Links(ctx, of))(t) {
				if l.Link.Kind == onrecord.LinkRecalls && (l.Link.A == of || l.Link.B == of) {
					recalls++
				}
			}
			equal(t, when+": links of the figure that recalls, and of what it recalls", 1, recalls)
		}
		if f := must(s.Fact(ctx, id(b)))(t); f.Figure.Text != "from £2 million to £3 million" {
			t.Errorf("%s: the fact itself is %q", when, f.Figure.Text)
		}
	}
	check("one by one")
	must(s.Relink(ctx, nil))(t)
	check("anew")
	// A version without the former value takes it out of the thread.
	later := build("b", "Second", "2025-02-05", "Grants of the Lanternfish Hatchery Scheme rise to £3 million.")
	addSum(&later, "£3 million", 3e6)
	save(t, s, capture("Second.txt", noon.Add(time.Hour), later))
	linkAll(t, s)
	equal(t, "the thread without the former value", 1, len(must(s.Thread(ctx, id(a)))(t)))
	equal(t, "the thread of what is", 2, len(must(s.Thread(ctx, later.Figures[0].ID))(t)))
}
