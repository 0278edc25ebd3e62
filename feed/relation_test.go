package feed_test

import (
	"strconv"
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/feed"
)

func TestRelationWords(t *testing.T) {
	amount := 5e6
	figures := []onrecord.Figure{{Head: onrecord.Head{Span: onrecord.Span{Start: 4, End: 14}, Text: "£5 million"}, Kind: onrecord.FigureMoney, Value: amount}}
	within := onrecord.Head{Span: onrecord.Span{End: 40}}
	holds := func(words string) onrecord.Relation {
		return onrecord.Relation{Head: onrecord.Head{Text: words}, From: []string{"Ada Venn"}, Type: onrecord.RelationHolds, To: "Ports Minister"}
	}
	for want, r := range map[string]onrecord.Relation{
		"Ada Venn leads Harbour Office":                    {From: []string{"Ada Venn"}, Type: onrecord.RelationLeads, To: "Harbour Office"},
		"Quay Board is part of Harbour Office":             {From: []string{"Quay Board"}, Type: onrecord.RelationPartOf, To: "Harbour Office"},
		"5000000 goes to Quay Fund":                        {Type: onrecord.RelationFunds, To: "Quay Fund", Amount: &amount},
		"£5 million goes to Quay Fund":                     {Head: within, Type: onrecord.RelationFunds, To: "Quay Fund", Amount: &amount},
		"Harbour Office funds Quay Fund with 5000000":      {From: []string{"Harbour Office"}, Type: onrecord.RelationFunds, To: "Quay Fund", Amount: &amount},
		"Harbour Office funds Quay Fund":                   {From: []string{"Harbour Office"}, Type: onrecord.RelationFunds, To: "Quay Fund"},
		"Ada Venn holds the post of Ports Minister":        holds("Ada Venn is the Ports Minister."),
		"Ada Venn held earlier the post of Ports Minister": holds("Ada Venn, the former Ports Minister, spoke."),
	} {
		if got := feed.RelationWords(&r, figures, func(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }); got != want {
			t.Errorf("a relation is written %q, not %q", got, want)
		}
	}
}
