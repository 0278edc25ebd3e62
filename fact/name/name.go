package name

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
)

// Read returns the names of the document in order of Start; never nil.
func Read(d *tag.Document) []onrecord.Name {
	return []onrecord.Name{}
}
