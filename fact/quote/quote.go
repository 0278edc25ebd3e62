package quote

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
)

// Read returns the quotes of the document in order of Start; never nil.
func Read(d *tag.Document, names []onrecord.Name) []onrecord.Quote {
	return []onrecord.Quote{}
}
