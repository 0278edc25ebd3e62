package feed

import (
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/link"
)

var relationWords = map[onrecord.RelationType]string{
	onrecord.RelationLeads: "leads", onrecord.RelationHolds: "holds the post of", onrecord.RelationPartOf: "is part of",
	onrecord.RelationReplaces: "replaces", onrecord.RelationMerges: "merge into",
	onrecord.RelationCreates: "creates", onrecord.RelationRuns: "runs", onrecord.RelationIntroduced: "introduced",
	onrecord.RelationMemberOf: "is a member of",
}

// relationWordsOf are those of a post or a lead that is held no longer, or not yet.
var relationWordsOf = map[string]map[onrecord.RelationType]string{
	link.HeldPast: {onrecord.RelationLeads: "led earlier", onrecord.RelationHolds: "held earlier the post of"},
	link.HeldSoon: {onrecord.RelationLeads: "is to lead", onrecord.RelationHolds: "is to hold the post of"},
}

// RelationWords writes a relation as a sentence. figures are its release's, for the words of a
// sum, and may be nil; amount writes a sum that none of them has: a relation keeps no currency.
func RelationWords(r *onrecord.Relation, figures []onrecord.Figure, amount func(float64) string) string {
	words := relationWords[r.Type]
	if of, known := relationWordsOf[link.WhenHeld(r)][r.Type]; known {
		words = of
	}
	if words == "" {
		words = strings.ReplaceAll(string(r.Type), "_", " ")
	}
	from := strings.Join(r.From, " and ")
	if r.Type == onrecord.RelationFunds && r.Amount != nil {
		if from == "" {
			return RelationSum(r, figures, amount) + " goes to " + r.To
		}
		return from + " funds " + r.To + " with " + RelationSum(r, figures, amount)
	}
	return from + " " + words + " " + r.To
}

// RelationSum writes a relation's sum, which it must have, as its own sentence prints it, or by
// amount where no figure there has that value.
func RelationSum(r *onrecord.Relation, figures []onrecord.Figure, amount func(float64) string) string {
	for _, f := range figures {
		if f.Kind == onrecord.FigureMoney && f.Value == *r.Amount && f.ValueTo == nil && f.Start >= r.Start && f.End <= r.End {
			return f.Text
		}
	}
	return amount(*r.Amount)
}
