package page

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/feed"
	"github.com/onrecord/onrecord/store"
)

// factKind is all that pages know of a kind of fact. What differs from kind to kind stands
// here, and nowhere else.
type factKind struct {
	kindWords
	// rank puts the kinds with longer words outside those within, where two have
	// the same span.
	rank int
	// reading is the normalised reading; figures are those of the fact's release, or nil.
	reading func(w writing, f store.Fact, figures []onrecord.Figure) string
	// pointed is the reading as it stands beside the words in a release, and compared as it
	// stands beside that of another version; nil where they are the reading.
	pointed, compared func(w writing, f store.Fact) string
	// note fills in how the margin of a release differs from the reading and the words; nil
	// where it does not.
	note func(w writing, f store.Fact, n *note)
	// fields are the reading line by line.
	fields func(w writing, r row) []field
}

// kindWords are the kinds of fact in words, one and many, with the path of
// their list.
type kindWords struct {
	Kind                    onrecord.FactKind
	One, Many, Path, Letter string
}

// kinds are all kinds of fact, in the order in which pages list them.
var kinds = []factKind{
	{
		kindWords: kindWords{onrecord.KindCommitment, "commitment", "commitments", "/commitments", "C"}, rank: 3, fields: writing.commitmentFields,
		reading: func(_ writing, f store.Fact, _ []onrecord.Figure) string { return feed.Summary(f.Commitment) },
		// By when and by whom: what is undertaken the words say.
		pointed: func(w writing, f store.Fact) string {
			if f.Commitment.Actor == "" {
				return w.dueReading(f.Commitment.Due)
			}
			return w.dueReading(f.Commitment.Due) + " · " + f.Commitment.Actor
		},
		compared: func(w writing, f store.Fact) string {
			return feed.Summary(f.Commitment) + " – " + w.dueReading(f.Commitment.Due)
		},
		note: func(w writing, f store.Fact, n *note) {
			n.Reading, n.Words = cut(220, f.Commitment.Text), "" // a link's words say where it leads
			n.Extra = w.dueReading(f.Commitment.Due)
			if f.Commitment.Actor != "" {
				n.Extra += " · " + cut(100, f.Commitment.Actor)
			}
		},
	},
	{
		kindWords: kindWords{onrecord.KindFigure, "figure", "figures", "/figures", "F"}, rank: 5,
		reading: func(w writing, f store.Fact, _ []onrecord.Figure) string { return w.figureReading(*f.Figure) },
		pointed: func(w writing, f store.Fact) string {
			of := w.measured(*f.Figure)
			if of == "" {
				return w.figureReading(*f.Figure)
			}
			return w.figureReading(*f.Figure) + " · " + of
		},
		note:   func(w writing, f store.Fact, n *note) { n.Extra = cut(100, w.measured(*f.Figure)) },
		fields: func(w writing, r row) []field { return append(w.figureFields(r), w.acrossFields(r)...) },
	},
	{
		kindWords: kindWords{onrecord.KindQuote, "quote", "quotes", "/quotes", "Q"}, rank: 1, fields: writing.quoteFields,
		reading: func(w writing, f store.Fact, _ []onrecord.Figure) string { return w.quoteReading(*f.Quote) },
		note: func(_ writing, f store.Fact, n *note) {
			n.Reading, n.Words, n.Extra = cut(160, f.Quote.Text), "", n.Reading
		},
	},
	{
		kindWords: kindWords{onrecord.KindDate, "date", "dates", "/dates", "D"}, rank: 6, fields: writing.dateFields,
		reading: func(w writing, f store.Fact, _ []onrecord.Figure) string { return w.dateReading(*f.Date) },
	},
	{
		kindWords: kindWords{onrecord.KindName, "name", "names", "/names", "N"}, rank: 4, fields: writing.nameFields,
		reading: func(_ writing, f store.Fact, _ []onrecord.Figure) string { return f.Name.Text },
		pointed: func(_ writing, f store.Fact) string { return f.Name.Text + ", " + string(f.Name.Kind) },
		note: func(_ writing, f store.Fact, n *note) {
			n.Extra, n.Words, n.Across = string(f.Name.Kind), "", acrossAddress(f.Name)
		},
	},
	{
		kindWords: kindWords{onrecord.KindRelation, "relation", "relations", "/relations", "R"}, rank: 2, fields: writing.relationFields,
		reading: func(w writing, f store.Fact, figures []onrecord.Figure) string {
			return w.relationReading(*f.Relation, figures)
		},
	},
}

// kindOf returns the row of a kind; of one that there is not, its name alone.
func kindOf(kind onrecord.FactKind) factKind {
	for _, k := range kinds {
		if k.Kind == kind {
			return k
		}
	}
	name := string(kind)
	return factKind{kindWords: kindWords{Kind: kind, One: name, Many: name, Path: "/search"}}
}

// pointedAt is a fact's reading as it stands beside its words in a release with those figures.
func (w writing) pointedAt(f store.Fact, figures []onrecord.Figure) string {
	if k := kindOf(f.Kind); k.pointed != nil {
		return k.pointed(w, f)
	}
	return w.readingIn(f, figures)
}

// comparedReading is a fact's reading as it stands beside that of another version.
func (w writing) comparedReading(f store.Fact, figures []onrecord.Figure) string {
	if k := kindOf(f.Kind); k.compared != nil {
		return k.compared(w, f)
	}
	return w.readingIn(f, figures)
}

// noteOf is a fact as it stands in the margin of a release with those figures.
func (w writing) noteOf(f store.Fact, figures []onrecord.Figure) note {
	n := note{ID: f.ID, Reading: cut(160, w.readingIn(f, figures)), Words: cut(100, f.Words())}
	if k := kindOf(f.Kind); k.note != nil {
		k.note(w, f, &n)
	}
	return n
}
