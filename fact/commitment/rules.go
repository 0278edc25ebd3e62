package commitment

import "github.com/onrecord/onrecord/fact/tag"

// Rules are the rules by which commitments are read and left out, in the order of
// docs/facts.md.
var Rules = []tag.Rule{}
