package date

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
)

// Read returns the dates of the document in order of Start; never nil.
func Read(d *tag.Document) []onrecord.DateFact {
	return []onrecord.DateFact{}
}
