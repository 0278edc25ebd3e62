package onrecord

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Statement is what a person says about the record. It is kept apart from all
// that is derived, is never changed, and outlasts every new reading. What a
// person takes back is another statement.
type Statement struct {
	// ID is made from all the rest: see NewStatement.
	ID   string        `json:"id"`
	Kind StatementKind `json:"kind"`
	// Subject is the id of what is spoken of, Object the id of what it is held
	// against, "" where the kind has none.
	Subject string `json:"subject"`
	Object  string `json:"object,omitempty"`
	// Words is what is stated in words: of a rename the name to show, "" to go
	// back to the name as printed; of a verdict a word of Scale, "" where it is
	// withdrawn.
	Words string `json:"words,omitempty"`
	// Scale is the scale of a verdict's word, "" of all else.
	Scale Scale `json:"scale,omitempty"`
	// Evidence is what a verdict rests on, in the order given: ids of facts and
	// releases of this record, and web addresses. It may be empty.
	Evidence []string `json:"evidence,omitempty"`
	// Corrections are what a correction gives, in order of field.
	Corrections []Correction `json:"corrections,omitempty"`
	// Rule is the name of the rule that read the fact when it was confirmed,
	// rejected or corrected, "" where it was not known: see Reason.
	Rule string `json:"rule,omitempty"`
	// Note says why, for people. It may be "".
	Note string `json:"note,omitempty"`
	// By is who states it, never "".
	By string    `json:"by"`
	At time.Time `json:"at"` // in UTC, to the microsecond
	// Undone says that a later statement, which stands, takes it back. It is
	// no part of what was stated: a store fills it in.
	Undone bool `json:"undone,omitempty"`
}

// StatementKind says what a statement does.
type StatementKind string

// The kinds of statement.
const (
	// StatementMerge: the names of Subject and Object are one thing, shown
	// under Object's.
	StatementMerge StatementKind = "merge"
	// StatementSplit: Subject and Object, two names, are two things.
	StatementSplit StatementKind = "split"
	// StatementRename: the thing that Subject names is shown as Words.
	StatementRename StatementKind = "rename"
	// StatementVerdict: By judges the commitment whose fact has the id Subject
	// as Words of Scale say, or withdraws what By said of it. It is By's, never
	// the record's: see StandingVerdicts.
	StatementVerdict StatementKind = "verdict"
	// StatementConfirm: the fact with the id Subject was read rightly.
	StatementConfirm StatementKind = "confirm"
	// StatementReject: what has the id Subject is no such fact.
	StatementReject StatementKind = "reject"
	// StatementCorrect: the fact with the id Subject is to be read as
	// Corrections say. What was read is kept, and the text is never changed.
	StatementCorrect StatementKind = "correct"
	// StatementUndo: the statement with the id Subject no longer counts. It
	// stays in the log; an undo can be undone.
	StatementUndo StatementKind = "undo"
)

// StatementKinds lists all kinds of statement.
var StatementKinds = []StatementKind{StatementConfirm, StatementReject, StatementCorrect, StatementVerdict, StatementMerge, StatementSplit, StatementRename, StatementUndo}

// IsOfNames reports whether statements of the kind are about names: merged, split or shown otherwise.
func (k StatementKind) IsOfNames() bool {
	return k == StatementMerge || k == StatementSplit || k == StatementRename
}

// The bounds of what a statement may hold, in bytes.
const (
	MaxStatementWords = 500
	MaxStatementNote  = 5000
	MaxStatementBy    = 200
	// MaxEvidence is how many pieces of evidence a verdict may have, and
	// MaxEvidenceAddress how long the address of one may be.
	MaxEvidence        = 20
	MaxEvidenceAddress = 2000
	// MaxCorrection is how long the value of one correction may be.
	MaxCorrection = 20000
	MaxRule       = 100
)

// NewStatement returns the statement with At in UTC to the microsecond, the
// white space around its words dropped, a verdict's word as its scale has it,
// corrections in order of field, and its id, so that the same statement has the
// same id in every record. An error wraps ErrInvalid and says what is wrong.
func NewStatement(s Statement) (Statement, error) {
	s.At, s.Undone = s.At.UTC().Truncate(time.Microsecond), false
	s.Corrections = slices.SortedFunc(slices.Values(s.Corrections), func(a, b Correction) int { return strings.Compare(a.Field, b.Field) })
	s.Words, s.Note, s.By = strings.TrimSpace(s.Words), strings.TrimSpace(s.Note), strings.TrimSpace(s.By)
	if err := s.check(); err != nil {
		return s, fmt.Errorf("%w: %w", ErrInvalid, err)
	}
	s.ID = s.MadeID()
	return s, nil
}

// MadeID returns the id that is made of what a statement of NewStatement says, also of one that was made
// under earlier rules and that NewStatement would refuse today.
func (s *Statement) MadeID() string {
	parts := []string{"statement", string(s.Kind), s.Subject, s.Object, s.Words, s.Note, s.By, s.At.UTC().Format(time.RFC3339Nano), string(s.Scale)}
	parts = append(parts, s.Evidence...)
	for _, c := range s.Corrections {
		parts = append(parts, c.Field, c.Value)
	}
	if s.Rule != "" {
		parts = append(parts, "rule", s.Rule)
	}
	return StableID(parts...)
}

func (s *Statement) check() error {
	for _, part := range []struct {
		what, text string
		most       int
	}{{"the words", s.Words, MaxStatementWords}, {"the note", s.Note, MaxStatementNote}, {"the name of who states it", s.By, MaxStatementBy}} {
		switch {
		case len(part.text) > part.most:
			return fmt.Errorf("%s of a statement may have %d bytes, not %d", part.what, part.most, len(part.text))
		case !utf8.ValidString(part.text):
			return fmt.Errorf("%s of a statement must be UTF-8", part.what)
		}
	}
	// A note may have lines; what no writing is, such as a NUL, every store would keep in its own way.
	if i := strings.IndexFunc(s.Note, isNoWriting); i >= 0 {
		return fmt.Errorf("the note of a statement may have no control characters but tabs and line ends: there is %U at byte %d", []rune(s.Note[i:])[0], i)
	}
	// A line end in them could pass for another line of a log.
	if strings.ContainsFunc(s.By+s.Words+s.Rule, unicode.IsControl) {
		return fmt.Errorf("the words of a statement and the name of who states it are one line, without control characters")
	}
	switch {
	case s.By == "":
		return fmt.Errorf("a statement says who states it")
	case s.At.IsZero():
		return fmt.Errorf("a statement says when it was made")
	case s.Subject == "":
		return fmt.Errorf("a statement has a subject")
	case s.Kind != StatementVerdict && (s.Scale != "" || len(s.Evidence) > 0):
		return fmt.Errorf("a %s has no scale and no evidence", s.Kind)
	case s.Kind != StatementCorrect && len(s.Corrections) > 0:
		return fmt.Errorf("a %s has no corrections", s.Kind)
	case s.Rule != "" && (!s.Kind.IsReview() || len(s.Rule) > MaxRule):
		return fmt.Errorf("a rule of at most %d bytes goes with what is said of a fact", MaxRule)
	}
	switch s.Kind {
	case StatementMerge, StatementSplit:
		if s.Object == "" || s.Object == s.Subject {
			return fmt.Errorf("a %s needs two different ids", s.Kind)
		}
	case StatementRename:
		if s.Object != "" {
			return fmt.Errorf("a rename has one id")
		}
	case StatementVerdict:
		return s.checkVerdict()
	case StatementConfirm, StatementReject, StatementCorrect, StatementUndo:
		if s.Object != "" || s.Words != "" {
			return fmt.Errorf("what is said of a fact or statement has one id and a note, no other words")
		}
		return s.checkCorrections()
	default:
		return fmt.Errorf("there is no statement of the kind %q", s.Kind)
	}
	return nil
}

// NoteOf returns a note without the control characters that none may have: notes of statements that were made
// under earlier rules held some.
func NoteOf(s string) string {
	return strings.Map(func(r rune) rune {
		if isNoWriting(r) {
			return -1
		}
		return r
	}, s)
}

// isNoWriting reports whether a character is none of a text of several lines.
func isNoWriting(r rune) bool {
	return unicode.IsControl(r) && r != '\n' && r != '\r' && r != '\t'
}

func (s *Statement) checkCorrections() error {
	if s.Kind == StatementCorrect && len(s.Corrections) == 0 {
		return fmt.Errorf("a correction says what is to be read otherwise")
	}
	for i, c := range s.Corrections {
		switch {
		case i > 0 && s.Corrections[i-1].Field == c.Field:
			return fmt.Errorf("%.40q is corrected twice", c.Field)
		case len(c.Value) > MaxCorrection:
			return fmt.Errorf("the value of a correction may have %d bytes, not %d", MaxCorrection, len(c.Value))
		case !utf8.ValidString(c.Field + c.Value):
			return fmt.Errorf("the value of a correction must be UTF-8")
		case c.Field != FieldWords && strings.ContainsFunc(c.Field+c.Value, unicode.IsControl):
			return fmt.Errorf("the value of a correction is one line, without control characters")
		case strings.ContainsFunc(c.Value, isNoWriting):
			return fmt.Errorf("the words of a correction may have no control characters but tabs and line ends")
		case c.Was != "":
			return fmt.Errorf("a correction gives the new value; what was read is known")
		}
	}
	return nil
}

// Compare orders statements as they were made: by At, then by id, so that the
// order is the same in every record that holds them.
func (s Statement) Compare(t Statement) int {
	return cmp.Or(s.At.Compare(t.At), strings.Compare(s.ID, t.ID))
}
