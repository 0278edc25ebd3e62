package relation

import "github.com/onrecord/onrecord/fact/tag"

// Rules are the rules by which relations are read and left out, in the order of
// docs/facts.md.
var Rules = []tag.Rule{}
