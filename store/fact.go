package store

import (
	"cmp"

	"github.com/onrecord/onrecord"
)

// Fact is one fact with where it stands. Exactly one of the pointers is set,
// as Kind says.
type Fact struct {
	Kind       onrecord.FactKind
	ID         string
	Quote      *onrecord.Quote
	Date       *onrecord.DateFact
	Figure     *onrecord.Figure
	Commitment *onrecord.Commitment
	Name       *onrecord.Name
	Relation   *onrecord.Relation
	// Release has no Text and no Blocks in lists; in Store.Fact it has both.
	Release onrecord.Release
	// Context is the block around the fact, and Span the fact's place in it.
	Context string
	Span    onrecord.Span
	// FormerOf is, in a thread, the id of the figure of which this is what it says was before ("from
	// £120 million to £150 million"); ID is then a passage's, as in links. "" for all else.
	FormerOf string
	// Thread is of which thread it is part. Filled by Fact and Facts.
	Thread Thread
	// FollowUps counts, for a commitment, the later passages that bear on it or on what says
	// the same in the same words: those that Links leads from. Filled by Fact and Facts.
	FollowUps int
}

// Review is what people said of the fact; nil where nobody did.
func (f *Fact) Review() *onrecord.Review {
	switch {
	case f.Quote != nil:
		return f.Quote.Review
	case f.Date != nil:
		return f.Date.Review
	case f.Figure != nil:
		return f.Figure.Review
	case f.Commitment != nil:
		return f.Commitment.Review
	case f.Name != nil:
		return f.Name.Review
	case f.Relation != nil:
		return f.Relation.Review
	}
	return nil
}

// One is the fact by itself.
func (f *Fact) One() onrecord.OneFact {
	return onrecord.OneFact{Quote: f.Quote, Date: f.Date, Figure: f.Figure, Commitment: f.Commitment, Name: f.Name, Relation: f.Relation}
}

// Words are the fact's own words; of a name its text.
func (f *Fact) Words() string { return f.One().Head().Text }

// Fields are what people may correct of the fact, beside its words.
func (f *Fact) Fields() []onrecord.Field {
	if v := f.One().Value(); v != nil {
		return v.Fields()
	}
	return nil
}

// Doubts are what the fact's reading leaves open.
func (f *Fact) Doubts() []onrecord.Doubt {
	if v := f.One().Value(); v != nil {
		return v.Doubts()
	}
	return nil
}

// Thread says what a fact is joined to: how many facts say the same sum or
// measure, itself among them, and in how many releases; 1 and 1 where it is alone.
type Thread struct {
	Members, Releases int
	// First says that it is the first of them that was said.
	First bool
}

// Passage is some words of a release, a fact or not.
type Passage struct {
	// ID is the fact's, or one of its own.
	ID string
	// Release has no Text and no Blocks.
	Release onrecord.Release
	// Span is its place in the release's text, Context the block around it, and
	// At its place in that.
	onrecord.Span
	Context string
	At      onrecord.Span
	// Fact is nil where the passage is none.
	Fact *Fact
}

// FactRequest asks for one page of facts of one kind.
type FactRequest struct {
	Kind onrecord.FactKind
	// FigureKind restricts figures: "money" for the money page.
	FigureKind onrecord.FigureKind
	// Issuer and Speaker restrict to an exact value, Name to facts whose
	// release names the thing with that id and whose own block does, under any
	// of its names, and Person to quotes of the person with that id, under any
	// form of the name.
	Issuer, Speaker, Name, Person string
	// Text restricts to facts whose words contain all of these words.
	Text string
	// Release restricts to one release.
	Release string
	// IDs restricts to facts with these ids; empty restricts nothing.
	IDs []string
	// IssuedFrom and IssuedTo restrict the release's day of issue, inclusive.
	IssuedFrom, IssuedTo onrecord.Date
	// DueFrom and DueTo restrict the last day by which commitments are due,
	// inclusive; commitments without one then do not match.
	DueFrom, DueTo onrecord.Date
	// NoDue restricts to facts without a last day by which they are due.
	// Beside DueFrom or DueTo nothing matches.
	NoDue bool
	// Currency and MinValue restrict figures.
	Currency string
	MinValue *float64
	// First restricts to facts that no earlier one says, so that a sum is
	// counted once. Series restricts to the first points of series: facts that
	// are first of a thread of several.
	First, Series bool
	// NoMoney leaves sums of money out.
	NoMoney bool
	// Reviews restricts to facts in one of these states of review; empty is
	// all but rejected.
	Reviews []onrecord.ReviewState
	Order   FactOrder // "" is FactNewest
	Limit   int       // 1 to 100; 0 is 50
	Cursor  string
}

// FactOrder is the order of a list of facts; ties stand in the order of the
// release's text.
type FactOrder string

// The orders of facts.
const (
	FactNewest  FactOrder = "newest"  // by day of issue, newest first
	FactDue     FactOrder = "due"     // by due date, soonest first, none last
	FactLatest  FactOrder = "latest"  // by due date, latest first, none last
	FactLargest FactOrder = "largest" // by value, largest first
	// FactDoubtful is by the number of onrecord.Doubts of what was read, most
	// first, then newest; MaxDoubts and more stand together.
	FactDoubtful FactOrder = "doubtful"
)

// MaxDoubts is how many doubts the order FactDoubtful tells apart.
const MaxDoubts = 3

// FactPage is one page of facts.
type FactPage struct {
	Facts []Fact
	Total int // exact
	Next  string
}

// Linked is a link with the passage at its other end.
type Linked struct {
	Link onrecord.Link
	Passage
}

// Joined is a link with the passages at both of its ends. Of whole releases
// (onrecord.LinkSameAnnouncement) a passage is all of the text.
type Joined struct {
	Link onrecord.Link
	A, B Passage
}

// CompareLinked orders links by kind, then by the day of issue of the other end, then by
// its release and place.
func CompareLinked(a, b Linked) int {
	return cmp.Or(cmp.Compare(a.Link.Kind, b.Link.Kind), a.Release.IssuedOn.Compare(b.Release.IssuedOn), cmp.Compare(a.Release.ID, b.Release.ID), cmp.Compare(a.Start, b.Start), cmp.Compare(a.ID, b.ID))
}
