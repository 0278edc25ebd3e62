package relation

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
)

// Read returns the relations of the document in order of Start; never nil.
func Read(d *tag.Document, names []onrecord.Name, figures []onrecord.Figure) []onrecord.Relation {
	return []onrecord.Relation{}
}
