package onrecord

// Reason says why a fact was read, or why words that looked like one were
// left out.
type Reason struct {
	Kind FactKind `json:"kind"`
	// Fact is the fact's id, "" where the words were left out.
	Fact string `json:"fact,omitempty"`
	// Span and Text are the words in question; Text is release.Text[Start:End].
	Span
	Text string `json:"text"`
	// Rule is the rule's name, unique among those of its kind; Says is the
	// rule as a sentence without a full stop.
	Rule string `json:"rule"`
	Says string `json:"says"`
	// Clues are the words that the rule rested on, in order of Start; empty
	// where it rested on the words in question alone.
	Clues []Clue `json:"clues"`
}

// Clue is words that a rule rested on: Text is release.Text[Start:End].
type Clue struct {
	Span
	Text string `json:"text"`
}

// Explanation says how the facts of one release were read: why each fact is
// there, and what was seen and left out. Both lists are in order of kind, as
// in FactKinds, and then of Start; neither is nil.
type Explanation struct {
	Made    []Reason `json:"made"`
	LeftOut []Reason `json:"left_out"`
}

// ExplainedRecord is a record that says how it was read.
type ExplainedRecord struct {
	Record
	Explanation Explanation `json:"explanation"`
}
