package page

import (
	"slices"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/link/thing"
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
	"Part of", "Led by", "Held by", "Run by", "Introduced by", "Created by", "Funded by", "Replaces", "Replaced by", "Brings together", "Merged into",
	"Member of", "Parts of it", "Runs", "Leads", "Holds", "Created", "Introduced", "Funds", "Members",
}

// tieOf says a stated relation as seen from the thing.
func tieOf(s thing.Stated) string {
	if s.From {
		return tieWords[s.Type].starts
	}
	return tieWords[s.Type].ends
}

// maxNeighbours bounds the map, maxTies what is looked through for the ties.
const (
	maxNeighbours = 16
	maxTies       = 200
)

// surround fills in what the thing belongs to and the map of its neighbours.
func (d *thingData) surround(t *thing.Thing, records []*onrecord.Record) {
	all, _ := t.Neighbours(records, maxTies)
	by := map[string]*tie{}
	for _, n := range all {
		for i, s := range n.Stated {
			says := tieOf(s)
			if says == "" || slices.ContainsFunc(n.Stated[:i], func(o thing.Stated) bool { return tieOf(o) == says }) {
				continue
			}
			if by[says] == nil {
				by[says] = &tie{Says: says}
			}
			by[says].Others = append(by[says].Others, tied{Text: n.Text, Address: thingAddress(n.Kind, n.ID), Fact: s.Fact, On: records[s.Record].IssuedOn})
		}
	}
	for _, says := range tieOrder {
		if one := by[says]; one != nil {
			one.More = max(0, len(one.Others)-maxTied)
			one.Others = one.Others[:len(one.Others)-one.More]
			d.Ties = append(d.Ties, *one)
		}
	}
	near, more := t.Neighbours(records, maxNeighbours)
	if len(near) > 0 {
		d.Map = mapOf(d.Text, near, more)
	}
}

// thingAddress is where a named thing's page stands.
func thingAddress(kind onrecord.NameKind, id string) string {
	if kind == onrecord.NamePerson {
		return "/people/" + id
	}
	return "/names/" + id
}
