package search

import "github.com/onrecord/onrecord"

// Node is a part of a query. The zero query is All. Nodes are values: they
// are not changed once built.
type Node interface{ isNode() }

// All matches every release: the empty query.
type All struct{}

// And matches what all of Of match; Or what at least one does. Both hold at
// least two nodes after Simplify.
type (
	And struct{ Of []Node }
	Or  struct{ Of []Node }
)

// Not matches what Of does not.
type Not struct{ Of Node }

// Word matches releases whose title or text has the term. Text is the word
// as typed.
type Word struct {
	Text string
	// Term is what Analyze makes of Text: folded and stemmed. For a prefix it
	// is folded only, and matches every indexed form that begins with it.
	Term   string
	Prefix bool
}

// Phrase matches releases in which the terms stand side by side in the title
// or in the text. It holds at least two terms.
type Phrase struct {
	Text  string
	Terms []string
}

// FieldName names a field that holds words.
type FieldName string

// The fields that hold words.
const (
	FieldIssuer  FieldName = "issuer"
	FieldSpeaker FieldName = "speaker"
	FieldTag     FieldName = "tag"
	FieldTitle   FieldName = "title"
)

// Field matches releases one of whose values of the field has the words side
// by side, in order: issuer:home, speaker:"Dan Jarvis". Words are folded, and
// stemmed only in titles.
type Field struct {
	Name   FieldName
	Text   string
	Words  []string
	Prefix bool // the last word is a prefix
	// Exact asks for values that are Text, character by character, and for no words. Nobody can type it:
	// programs make it (ValueOf), and String writes the words.
	Exact bool
}

// Kind matches releases that hold a fact of the kind. Beside the fact kinds
// it knows the kinds of figure ("money", "percent", …) and of name ("scheme",
// "law", …), as typed in kind:money.
type Kind struct{ Name string }

// Review matches releases that hold a fact in the state: review:corrected.
// onrecord.ReviewFound is what a rule read and nobody spoke of.
type Review struct{ State onrecord.ReviewState }

// Issued matches releases issued from From to To, inclusive; the zero Date is
// an open end.
type Issued struct{ From, To onrecord.Date }

// Due matches releases with a commitment whose due interval ends from From to
// To, inclusive; the zero Date is an open end.
type Due struct{ From, To onrecord.Date }

// Amount matches releases with a sum of money in the range. Min and Max are
// in whole units and inclusive unless the flag beside them says otherwise;
// nil is an open end. Currency is an ISO 4217 code, or "" for any.
type Amount struct {
	Min, Max         *float64
	MinOpen, MaxOpen bool
	Currency         string
}

func (All) isNode()    {}
func (And) isNode()    {}
func (Or) isNode()     {}
func (Not) isNode()    {}
func (Word) isNode()   {}
func (Phrase) isNode() {}
func (Field) isNode()  {}
func (Kind) isNode()   {}
func (Review) isNode() {}
func (Issued) isNode() {}
func (Due) isNode()    {}
func (Amount) isNode() {}
