package date

import "github.com/onrecord/onrecord/fact/tag"

// Rules are the rules by which dates are read and left out, in the order of
// docs/facts.md.
var Rules = []tag.Rule{}
