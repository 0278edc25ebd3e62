package commitment

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
)

// Read returns the commitments of the document in order of Start; never nil.
func Read(d *tag.Document, dates []onrecord.DateFact, quotes []onrecord.Quote, names []onrecord.Name) []onrecord.Commitment {
	return []onrecord.Commitment{}
}
