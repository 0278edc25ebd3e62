package figure

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
)

// Read returns the figures of the document in order of Start; never nil.
func Read(d *tag.Document, dates []onrecord.DateFact, names []onrecord.Name) []onrecord.Figure {
	return []onrecord.Figure{}
}
