package storetest

import (
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store"
)

// sameAnnouncement: a department and its agency issue one text under two titles,
// each with its own speaker; a third body uses the same template for other things.
func sameAnnouncement(t *testing.T, s store.Store) {
	text := func(place, sum string) []string {
		return []string{
			"Farmers in " + place + " are to share " + sum + " to hold back floodwater before it reaches the Lanternfish Hatchery, the ministry and its agency said.",
			"The scheme will pay for ponds, dams and new woodland on the hills. It will run for 3 years and all of its money is to be spent by the end of that time.",
			"Work will begin in the summer, and the first 100 ponds will be ready before the winter. Farmers can ask for " + sum + " until 30 April.",
		}
	}
	said := func(id, title, issuer, words string, paragraphs []string) onrecord.Record {
		r := build(id, title, "2025-03-11", append(paragraphs, words)...)
		r.IssuedBy = []string{issuer}
		r.Quotes = append(r.Quotes, onrecord.Quote{Head: head(&r, onrecord.KindQuote, words)})
		return r
	}
	a := said("a", "£9 million to slow the flow of floodwater", "Harbour Board", "A flood starts on the hill, and so should the answer.", text("Wendale", "£9 million"))
	b := said("b", "Farmers to share £9 million", "Rivers Agency", "Every pond is an hour bought for the town downstream.", text("Wendale", "£9 million"))
	c := said("c", "Farmers to share £4 million", "Coast Agency", "This is money that Southkeys has long asked for.", text("Southkeys", "£4 million"))
	for _, r := range []*onrecord.Record{&a, &b} {
		addSum(r, "£9 million", 9e6)
	}
	addSum(&c, "£4 million", 4e6)
	save(t, s, capture("c.txt", noon, c), capture("b.txt", noon, b))
	linkAll(t, s)
	save(t, s, capture("a.txt", noon, a))
	linkAll(t, s)
	check := func(when string) {
		t.Helper()
		for _, pair := range [][2]onrecord.Record{{a, b}, {b, a}} {
			got := must(s.SameAnnouncement(ctx, pair[0].ID))(t)
			if len(got) != 1 || got[0].Release.ID != pair[1].ID || got[0].Link.Kind != onrecord.LinkSameAnnouncement || got[0].Link.Why == "" || got[0].Release.Text != "" {
				t.Fatalf("%s: %+v", when, got)
			}
		}
		equal(t, when+": a template is no announcement", 0, len(must(s.SameAnnouncement(ctx, c.ID))(t)))
		equal(t, when+": nor is what is not there", 0, len(must(s.SameAnnouncement(ctx, "0000000000000000"))(t)))
		page := must(s.Facts(ctx, store.FactRequest{Kind: onrecord.KindFigure, First: true}))(t)
		equal(t, when+": each sum once", 2, page.Total)
		equal(t, when+": quotes are each release's own", 3, must(s.Facts(ctx, store.FactRequest{Kind: onrecord.KindQuote}))(t).Total)
	}
	check("one by one")
	if _, err := s.Relink(ctx, nil); err != nil {
		t.Fatal(err)
	}
	check("anew")
}
