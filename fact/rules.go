package fact

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/commitment"
	"github.com/onrecord/onrecord/fact/date"
	"github.com/onrecord/onrecord/fact/figure"
	"github.com/onrecord/onrecord/fact/name"
	"github.com/onrecord/onrecord/fact/quote"
	"github.com/onrecord/onrecord/fact/relation"
	"github.com/onrecord/onrecord/fact/tag"
)

// Rules returns the rules by which facts of the kind are read and left out:
// all that an Explanation may name. The list must not be changed.
func Rules(kind onrecord.FactKind) []tag.Rule {
	switch kind {
	case onrecord.KindQuote:
		return quote.Rules
	case onrecord.KindDate:
		return date.Rules
	case onrecord.KindFigure:
		return figure.Rules
	case onrecord.KindCommitment:
		return commitment.Rules
	case onrecord.KindName:
		return name.Rules
	case onrecord.KindRelation:
		return relation.Rules
	}
	return nil
}
