package onrecord

import "time"

// Change is what differs between two versions of one release that follow each
// other in the order of capture. It is derived from the two and can be made
// again at any time.
type Change struct {
	// ID is made from the release's id and the numbers of the two versions,
	// which never change.
	ID        string `json:"id"`
	ReleaseID string `json:"release_id"`
	// Before and After are the numbers of the older and the newer version.
	Before int `json:"before"`
	After  int `json:"after"`
	// LastSeen is the last capture in which the older still stood, CapturedAt the
	// first of the newer: it came about at some time between.
	LastSeen    time.Time   `json:"last_seen"`
	CapturedAt  time.Time   `json:"captured_at"`
	Declaration Declaration `json:"declaration"`
	// Declared are the entries of the publisher's own change history that come
	// with the newer version; empty but where Declaration is declared, and there too
	// where only a date or a notice of withdrawal declares it.
	Declared []DeclaredChange `json:"declared"`
	// Rank says what it touches at most, Score orders changes by it, from 0 to
	// 99, and Why says it in words.
	Rank  Rank   `json:"rank"`
	Score int    `json:"score"`
	Why   string `json:"why"`
	// UpdatedAt is when the publisher says that it made the newer version, where that
	// is what declares the change; zero otherwise.
	UpdatedAt time.Time `json:"updated_at,omitzero"`
	// Title and IssuedOn are nil where they stayed the same.
	Title    *TitleChange `json:"title,omitempty"`
	IssuedOn *DayChange   `json:"issued_on,omitempty"`
	// Withdrawn is the notice of withdrawal, where it came, went or was changed.
	Withdrawn *NoticeChange `json:"withdrawn,omitempty"`
	// Facts are in order of kind, as in FactKinds, then of the newer text, those
	// that are gone last. It is empty, not nil, where no fact changed.
	Facts []FactChange `json:"facts"`
	// Edits are the stretches of text that differ, in the order of the newer
	// text; empty, not nil, where the text is the same. A long change keeps the
	// first ones; MoreEdits counts the others.
	Edits     []Edit `json:"edits"`
	MoreEdits int    `json:"more_edits,omitempty"`
	// Added, Removed and Moved count words.
	Added   int `json:"words_added"`
	Removed int `json:"words_removed"`
	Moved   int `json:"words_moved"`
}

// Declaration says whether the publisher said that there was a change.
type Declaration string

// The declarations.
const (
	// Declared: the publisher's change history has an entry that came with it, its
	// date of the last update says so, or it is a withdrawal, which declares itself.
	Declared Declaration = "declared"
	// Undeclared: the same page held both, and nothing of the kind came with the newer.
	Undeclared Declaration = "undeclared"
	// Elsewhere: the two were read from different places, in different formats or
	// out of one capture, which may give one text differently. It is not told as an edit.
	Elsewhere Declaration = "elsewhere"
)

// Declarations lists all declarations.
var Declarations = []Declaration{Undeclared, Declared, Elsewhere}

// Rank says what a change touches at most.
type Rank string

// The ranks.
const (
	RankFacts   Rank = "facts"   // a fact was added, removed or changed
	RankWords   Rank = "words"   // words, but no fact
	RankTrivial Rank = "trivial" // punctuation, spacing, capitals, order, contact lines
)

// Ranks lists all ranks, the weightiest first.
var Ranks = []Rank{RankFacts, RankWords, RankTrivial}

// TitleChange is a title that was changed.
type TitleChange struct {
	Was string `json:"was"`
	Is  string `json:"is"`
}

// DayChange is a day that was changed.
type DayChange struct {
	Was Date `json:"was"`
	Is  Date `json:"is"`
}

// NoticeChange is a notice that came, went or was changed; "" where there was or is none.
type NoticeChange struct {
	Was string `json:"was"`
	Is  string `json:"is"`
}

// FactChange is what became of one fact.
type FactChange struct {
	Kind FactKind `json:"kind"`
	What Became   `json:"what"`
	// Was is nil for a fact that is added, Is for one that is removed.
	Was *OneFact `json:"was,omitempty"`
	Is  *OneFact `json:"is,omitempty"`
	// Says is it in words: "£2 million became £1.5 million".
	Says string `json:"says"`
	// Aside says that it stands in lines beside the announcement, such as whom
	// to call: it then adds nothing to the rank.
	Aside bool `json:"aside,omitempty"`
}

// Became says what became of a fact.
type Became string

// What may become of a fact.
const (
	BecameAdded   Became = "added"
	BecameRemoved Became = "removed"
	BecameChanged Became = "changed"
	// Another wording of the same: "£2bn" for "£2 billion".
	BecameReworded Became = "reworded"
)

// OneFact is a fact of any kind. Exactly one of the pointers is set.
type OneFact struct {
	Quote      *Quote      `json:"quote,omitempty"`
	Date       *DateFact   `json:"date,omitempty"`
	Figure     *Figure     `json:"figure,omitempty"`
	Commitment *Commitment `json:"commitment,omitempty"`
	Name       *Name       `json:"name,omitempty"`
	Relation   *Relation   `json:"relation,omitempty"`
}

// Kind returns the fact's kind, "" where no pointer is set.
func (f OneFact) Kind() FactKind {
	switch {
	case f.Quote != nil:
		return KindQuote
	case f.Date != nil:
		return KindDate
	case f.Figure != nil:
		return KindFigure
	case f.Commitment != nil:
		return KindCommitment
	case f.Name != nil:
		return KindName
	case f.Relation != nil:
		return KindRelation
	}
	return ""
}

// Head returns what every fact has. A name's span is its first one.
func (f OneFact) Head() Head {
	switch {
	case f.Quote != nil:
		return f.Quote.Head
	case f.Date != nil:
		return f.Date.Head
	case f.Figure != nil:
		return f.Figure.Head
	case f.Commitment != nil:
		return f.Commitment.Head
	case f.Relation != nil:
		return f.Relation.Head
	case f.Name != nil:
		h := Head{ID: f.Name.ID, Text: f.Name.Text}
		if len(f.Name.Spans) > 0 {
			h.Span = Span(f.Name.Spans[0])
		}
		return h
	}
	return Head{}
}

// Spans returns every place where the fact's words stand, in order: one for all
// kinds but names. It is empty where no pointer is set.
func (f OneFact) Spans() (out []Span) {
	if f.Name == nil {
		if f.Kind() != "" {
			out = append(out, f.Head().Span)
		}
		return out
	}
	for _, s := range f.Name.Spans {
		out = append(out, Span(s))
	}
	return out
}

// Reading is a fact as its kind has it: a *Quote, *DateFact, *Figure,
// *Commitment, *Name or *Relation.
type Reading interface {
	// Fields are what people may correct, beside the words.
	Fields() []Field
	// Doubts are what the reading leaves open.
	Doubts() []Doubt
}

// Value returns the pointer that is set, nil where none is.
func (f OneFact) Value() Reading {
	switch {
	case f.Quote != nil:
		return f.Quote
	case f.Date != nil:
		return f.Date
	case f.Figure != nil:
		return f.Figure
	case f.Commitment != nil:
		return f.Commitment
	case f.Name != nil:
		return f.Name
	case f.Relation != nil:
		return f.Relation
	}
	return nil
}

// All returns the facts as values of one type, by kind in the order of
// FactKinds, each kind in the order of the text. They point into f.
func (f *Facts) All() []OneFact {
	out := make([]OneFact, 0, len(f.Quotes)+len(f.Dates)+len(f.Figures)+len(f.Commitments)+len(f.Names)+len(f.Relations))
	for i := range f.Quotes {
		out = append(out, OneFact{Quote: &f.Quotes[i]})
	}
	for i := range f.Dates {
		out = append(out, OneFact{Date: &f.Dates[i]})
	}
	for i := range f.Figures {
		out = append(out, OneFact{Figure: &f.Figures[i]})
	}
	for i := range f.Commitments {
		out = append(out, OneFact{Commitment: &f.Commitments[i]})
	}
	for i := range f.Names {
		out = append(out, OneFact{Name: &f.Names[i]})
	}
	for i := range f.Relations {
		out = append(out, OneFact{Relation: &f.Relations[i]})
	}
	return out
}

// Edit is one stretch of text that differs, with a few words around it. The
// runs that are not of the newer version alone are the older's words, those not
// of the older alone the newer's.
type Edit struct {
	Runs []Run `json:"runs"`
}

// Run is a run of words that two versions share, or that one of them has.
type Run struct {
	Kind RunKind `json:"kind"`
	Text string  `json:"text"`
}

// RunKind says in which of two versions a run stands.
type RunKind string

// The kinds of run.
const (
	RunSame    RunKind = "same"
	RunRemoved RunKind = "removed"
	RunAdded   RunKind = "added"
	// A paragraph that stands elsewhere in the newer version, with the same
	// words: where it stood, and where it stands.
	RunMovedFrom RunKind = "moved_from"
	RunMovedTo   RunKind = "moved_to"
)

// Older reports whether the older version has the words, Newer the newer one.
func (k RunKind) Older() bool { return k == RunSame || k == RunRemoved || k == RunMovedFrom }
func (k RunKind) Newer() bool { return k == RunSame || k == RunAdded || k == RunMovedTo }
