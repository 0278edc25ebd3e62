package onrecord

import (
	"slices"
	"time"
)

// ReviewState says what people said of how a fact was read.
type ReviewState string

// The states of review. A fact is in exactly one of them.
const (
	// ReviewFound: a rule read it, and nobody has said anything of it.
	ReviewFound ReviewState = "found"
	// ReviewConfirmed: somebody says that it was read rightly.
	ReviewConfirmed ReviewState = "confirmed"
	// ReviewCorrected: somebody gives another reading of the same words.
	ReviewCorrected ReviewState = "corrected"
	// ReviewRejected: somebody says that it is no such fact.
	ReviewRejected ReviewState = "rejected"
)

// ReviewStates lists all states, in the order of the constants.
var ReviewStates = []ReviewState{ReviewFound, ReviewConfirmed, ReviewCorrected, ReviewRejected}

// Review is what people said of how a fact was read: of the statements that
// confirm, reject or correct it and were not undone, the newest.
type Review struct {
	// State is never ReviewFound: a fact that nobody spoke of has no Review.
	State ReviewState `json:"state"`
	// Statement is the id of what was said.
	Statement string    `json:"statement"`
	By        string    `json:"by"`
	At        time.Time `json:"at"`
	Note      string    `json:"note,omitempty"`
	// Corrections are the fields that were corrected, with what was read. The
	// fact holds the corrected values. A correction that cannot be made in the
	// version at hand, because its words do not stand there, is left out.
	Corrections []Correction `json:"corrections,omitempty"`
}

// Correction is another value for one field of a fact's reading.
type Correction struct {
	// Field is the name of a Field.
	Field string `json:"field"`
	// Value is the value as Field.Value gives it, "" for none.
	Value string `json:"value"`
	// Was is the value that was read. It is "" in a statement, which may speak
	// of more readings than one.
	Was string `json:"was,omitempty"`
}

// StateOf returns the state of a fact with that review, which may be nil.
func StateOf(r *Review) ReviewState {
	if r == nil {
		return ReviewFound
	}
	return r.State
}

// IsReview reports whether a statement of the kind says how a fact is to be
// read.
func (k StatementKind) IsReview() bool { return k.state() != "" }

func (k StatementKind) state() ReviewState {
	switch k {
	case StatementConfirm:
		return ReviewConfirmed
	case StatementReject:
		return ReviewRejected
	case StatementCorrect:
		return ReviewCorrected
	}
	return ""
}

// ApplyReviews gives facts of a release with that text the reviews that
// statements make, by the facts' ids, and corrects what they correct. It
// changes the facts in place. The lists stay in their order, so that a fact
// whose words were cut anew may stand out of the order of Start.
func (f *Facts) ApplyReviews(text string, said map[string]Statement) {
	if len(said) == 0 {
		return
	}
	f.each(func(id string, at reviewable) {
		s, spoken := said[id]
		if !spoken || !s.Kind.IsReview() {
			return
		}
		review := &Review{State: s.Kind.state(), Statement: s.ID, By: s.By, At: s.At, Note: s.Note}
		if s.Kind == StatementCorrect {
			review.Corrections, _ = at().correct(text, s.Corrections)
		}
		*at().review = review
	})
}

// Correct corrects one fact in place and returns the corrections that change
// it, with what was read, in order of field. The error wraps ErrNotFound where
// there is no such fact, and ErrInvalid where a field or value is none of the
// fact's kind, or its words do not stand in the text; the fact may then be
// half corrected.
func (f *Facts) Correct(text, id string, corrections []Correction) (made []Correction, err error) {
	err = ErrNotFound
	f.each(func(other string, at reviewable) {
		if other == id {
			made, err = at().correct(text, corrections)
		}
	})
	return made, err
}

// Standing returns the facts that nobody rejected. The lists are the same
// where nobody rejected any.
func (f *Facts) Standing() Facts {
	return Facts{
		Quotes:      standing(f.Quotes, func(q *Quote) *Review { return q.Review }),
		Dates:       standing(f.Dates, func(d *DateFact) *Review { return d.Review }),
		Figures:     standing(f.Figures, func(g *Figure) *Review { return g.Review }),
		Commitments: standing(f.Commitments, func(c *Commitment) *Review { return c.Review }),
		Names:       standing(f.Names, func(n *Name) *Review { return n.Review }),
		Relations:   standing(f.Relations, func(r *Relation) *Review { return r.Review }),
	}
}

func standing[F any](list []F, review func(*F) *Review) []F {
	for i := range list { // by its place: a copy of each would cost more than all else here
		if StateOf(review(&list[i])) == ReviewRejected {
			return slices.DeleteFunc(slices.Clone(list), func(fact F) bool { return StateOf(review(&fact)) == ReviewRejected })
		}
	}
	return list
}
