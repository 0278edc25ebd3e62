package v1

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store"
)

// Fact is one fact with where it stands. Exactly one of quote, date, figure,
// commitment, name and relation is there, as Kind says.
type Fact struct {
	ID   string            `json:"id"`
	Kind onrecord.FactKind `json:"kind"`
	Text string            `json:"text" doc:"Its own words: the bytes from start to end of the release's text. Of a name, its name."`
	onrecord.Span
	Context string        `json:"context" doc:"The block of text around it."`
	At      onrecord.Span `json:"at" doc:"Its place in the context."`
	onrecord.OneFact
	Review  onrecord.ReviewState `json:"review" doc:"What people said of how it was read."`
	Thread  Thread               `json:"thread"`
	Release Head                 `json:"release"`
}

// Thread says what a fact is joined to.
type Thread struct {
	Members  int  `json:"members" doc:"How many facts say the same sum or measure, itself among them."`
	Releases int  `json:"releases" doc:"In how many releases."`
	First    bool `json:"first" doc:"It is the first of them that was said."`
}

// NewFact returns a fact as programs get it.
func NewFact(f *store.Fact) Fact {
	one := f.One()
	head := one.Head()
	return Fact{ID: f.ID, Kind: f.Kind, Text: head.Text, Span: head.Span, Context: f.Context, At: f.Span, OneFact: one, Review: onrecord.StateOf(f.Review()),
		Thread: Thread{f.Thread.Members, f.Thread.Releases, f.Thread.First}, Release: NewHead(&f.Release)}
}

// NewFacts returns facts as programs get them.
func NewFacts(facts []store.Fact) []Fact {
	out := make([]Fact, len(facts))
	for i := range facts {
		out[i] = NewFact(&facts[i])
	}
	return out
}

// FactDetail is a fact with all that stands around it.
type FactDetail struct {
	Fact
	Selectors [][]Selector `json:"selectors" doc:"Each of its places after the W3C Web Annotation Data Model: a TextQuoteSelector and a TextPositionSelector in code points."`
	Links     []Linked     `json:"links"`
	Said      []Fact       `json:"thread_facts" doc:"Itself and all facts that links join to it as one thing, in the order in which they were said. Of more than 1,000 the newest, with the first and itself."`
}

// Selector is a TextQuoteSelector (exact, prefix, suffix) or a
// TextPositionSelector (start and end in code points).
type Selector struct {
	Type   string `json:"type" enum:"TextQuoteSelector,TextPositionSelector"`
	Exact  string `json:"exact,omitempty"`
	Prefix string `json:"prefix,omitempty"`
	Suffix string `json:"suffix,omitempty"`
	Start  *int   `json:"start,omitempty"`
	End    *int   `json:"end,omitempty"`
}

// Linked is a link of a fact with the passage at its other end.
type Linked struct {
	Kind   onrecord.LinkKind `json:"kind"`
	Why    string            `json:"why" doc:"Which words made it."`
	Weight float64           `json:"weight" doc:"How much speaks for it, 0 to 1."`
	Later  bool              `json:"later" doc:"The passage at the other end is the later or restating one."`
	ID     string            `json:"id" doc:"Of the passage at the other end: the fact's id where it is one."`
	Fact   onrecord.FactKind `json:"fact,omitempty" doc:"The kind of fact that the passage is; left out where it is none."`
	Text   string            `json:"text"`
	onrecord.Span
	Context string        `json:"context"`
	At      onrecord.Span `json:"at"`
	Release Head          `json:"release"`
}

// NewLinked returns a link as programs get it.
func NewLinked(l store.Linked) Linked {
	out := Linked{Kind: l.Link.Kind, Why: l.Link.Why, Weight: l.Link.Weight, Later: l.Link.A == l.ID, ID: l.ID, Text: l.At.Of(l.Context), Span: l.Span, Context: l.Context, At: l.At, Release: NewHead(&l.Release)}
	if l.Fact != nil {
		out.Fact = l.Fact.Kind
	}
	return out
}
