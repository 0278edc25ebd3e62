package name

import "github.com/onrecord/onrecord/fact/tag"

// Rules are the rules by which names are read and left out, in the order of
// docs/facts.md.
var Rules = []tag.Rule{}
