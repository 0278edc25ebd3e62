package page

import (
	"net/http"
	"slices"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/link"
	"github.com/onrecord/onrecord/link/thing"
	"github.com/onrecord/onrecord/store"
)

// tieWords say what a relation states of a thing, by the end that it is: where
// the relation starts at it and where it ends at it.
var tieWords = map[onrecord.RelationType]struct{ starts, ends string }{
	onrecord.RelationPartOf:     {"Part of", "Parts of it"},
	onrecord.RelationLeads:      {"Leads", "Led by"},
	onrecord.RelationHolds:      {"Holds", "Held by"},
	onrecord.RelationRuns:       {"Runs", "Run by"},
	onrecord.RelationIntroduced: {"Introduced", "Introduced by"},
	onrecord.RelationCreates:    {"Created", "Created by"},
	onrecord.RelationReplaces:   {"Replaces", "Replaced by"},
	onrecord.RelationMerges:     {"Merged into", "Brings together"},
	onrecord.RelationFunds:      {"Funds", "Funded by"},
	onrecord.RelationMemberOf:   {"Member of", "Members"},
}

// tieOrder is the order in which ties are shown: what the thing is under, then
// what it came from, then what is under it.
var tieOrder = []string{
	"Part of", "Led by", "Held by", "To be led by", "To be held by", "Led earlier by", "Held earlier by", "Run by", "Introduced by", "Created by", "Funded by", "Replaces", "Replaced by", "Brings together", "Merged into",
	"Member of", "Parts of it", "Runs", "Leads", "Holds", "To lead", "To hold", "Led earlier", "Held earlier", "Created", "Introduced", "Funds", "Members",
}

// tieOf says a stated relation as seen from the thing. A post or a lead that the
// sentence says is held no longer, or not yet, is one of its own.
func tieOf(s thing.Stated) string {
	words := tieWords[s.Type].ends
	if s.From {
		words = tieWords[s.Type].starts
	}
	if s.When != link.HeldNow {
		return otherTimes[s.When][words]
	}
	return words
}

// otherTimes say of a post or a lead that it is not held then.
var otherTimes = map[string]map[string]string{
	link.HeldPast: {"Held by": "Held earlier by", "Holds": "Held earlier", "Led by": "Led earlier by", "Leads": "Led earlier"},
	link.HeldSoon: {"Held by": "To be held by", "Holds": "To hold", "Led by": "To be led by", "Leads": "To lead"},
}

// maxNeighbours bounds the map, maxTies what is looked through for the ties.
const (
	maxNeighbours = 16
	maxTies       = 200
)

// surround fills in what the thing belongs to and the map of its neighbours.
func (d *thingData) surround(w writing, t *thing.Thing, records []*onrecord.Record) {
	all, _ := t.Neighbours(records, maxTies)
	by := map[string]*tie{}
	for _, n := range all {
		for _, s := range n.Stated {
			says, on := tieOf(s), records[s.Record].IssuedOn
			if says == "" {
				continue
			}
			if by[says] == nil {
				by[says] = &tie{Says: says}
			}
			one := by[says]
			if last := len(one.Others) - 1; last >= 0 && one.Others[last].id == n.ID {
				one.Others[last].Last = on
				continue
			}
			one.Others = append(one.Others, tied{Text: n.Text, Address: nameAddress(n.Kind, n.ID), Fact: s.Fact, First: on, Last: on, id: n.ID})
		}
	}
	for _, says := range tieOrder {
		if one := by[says]; one != nil {
			slices.SortStableFunc(one.Others, func(a, b tied) int { return b.Last.Compare(a.Last) })
			one.More = max(0, len(one.Others)-maxTied)
			one.Others = one.Others[:len(one.Others)-one.More]
			d.Ties = append(d.Ties, *one)
		}
	}
	near, more := t.Neighbours(records, maxNeighbours)
	d.Map = w.mapOf(&d.Named, near, more)
}

// personMap draws what is stated of a person: the posts and the bodies.
func (p *site) personMap(r *http.Request, n store.Named) (*neighbourMap, error) {
	records, err := p.naming(r, &n)
	if err != nil {
		return nil, err
	}
	near, _ := thing.New(n.Kind, append([]string{n.Text}, n.Aliases...)...).Neighbours(records, maxTies)
	near = slices.DeleteFunc(near, func(o thing.Neighbour) bool { return len(o.Stated) == 0 })
	shown := min(len(near), maxNeighbours)
	return p.writing.mapOf(&n, near[:shown], len(near)-shown), nil
}
