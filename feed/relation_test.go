package main

import (
	"testing"

	"github.com/onrecord/onrecord"
)

func TestRelationWords(t *testing.T) {
	amount := 5e6
	for want, r := range map[string]onrecord.Relation{
		"Ada Venn leads Harbour Office":  {From: []string{"Ada Venn"}, Type: onrecord.RelationLeads, To: "Harbour Office"},
		"5,000,000 goes to Quay Fund":    {Type: onrecord.RelationFunds, To: "Quay Fund", Amount: &amount},
		"Harbour Office funds Quay Fund": {From: []string{"Harbour Office"}, Type: onrecord.RelationFunds, To: "Quay Fund", Amount: &amount},
	} {
		if got := relationWords(r); got != want {
			t.Errorf("a relation is written %q, not %q", got, want)
		}
	}
}
