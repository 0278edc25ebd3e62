package figure

import "github.com/onrecord/onrecord/fact/tag"

// Rules are the rules by which figures are read and left out, in the order of
// docs/facts.md.
var Rules = []tag.Rule{}
