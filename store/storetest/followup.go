package storetest

import (
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store"
)

// followUps counts what bears on a commitment that two releases make in the same words: once
// each, for both, and as many as Links leads to.
func followUps(t *testing.T, s store.Store) {
	const grant = "Cider Press Grant"
	promise := "The board will publish a register of heritage orchards under the " + grant + " by June."
	promised := func(key, day string) onrecord.Record {
		r := build(key, "Grant for cider", day, "The "+grant+" is for growers of heritage apples.", promise)
		addName(&r, onrecord.NameScheme, grant)
		at := strings.LastIndex(r.Text, grant)
		r.Names[0].Spans = append(r.Names[0].Spans, onrecord.Pair{Start: at, End: at + len(grant)})
		r.Commitments = []onrecord.Commitment{{Head: head(&r, onrecord.KindCommitment, promise), Strength: onrecord.StrengthWill}}
		return r
	}
	told := func(key, day string) onrecord.Record {
		r := build(key, "News "+key, day, "The register of heritage orchards promised under the "+grant+" was published today.")
		addName(&r, onrecord.NameScheme, grant)
		return r
	}
	first, again := promised("a", "2025-01-10"), promised("b", "2025-01-20")
	save(t, s, capture("a.txt", noon, first), capture("b.txt", noon, again))
	linkAll(t, s)
	count := func(when string, want int) {
		t.Helper()
		page := must(s.Facts(ctx, store.FactRequest{Kind: onrecord.KindCommitment}))(t)
		for _, f := range page.Facts {
			linked := 0
			for _, l := range must(s.Links(ctx, f.ID))(t) {
				if l.Link.Kind == onrecord.LinkFollowsUp && l.Link.A != f.ID {
					linked++
				}
			}
			equal(t, when+": follow-ups in a list, and as links", []int{want, want}, []int{f.FollowUps, linked})
			equal(t, when+": of the fact alone", want, must(s.Fact(ctx, f.ID))(t).FollowUps)
		}
		equal(t, when+": commitments", 2, len(page.Facts))
	}
	count("at first", 0)
	save(t, s, capture("c.txt", noon, told("c", "2025-06-20")), capture("d.txt", noon, told("d", "2025-07-20")))
	linkAll(t, s)
	count("once told", 2)
}
