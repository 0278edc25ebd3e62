package onrecord

import (
	"cmp"
	"fmt"
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
	// Note says why, for people. It may be "".
	Note string `json:"note,omitempty"`
	// By is who states it, never "".
	By string    `json:"by"`
	At time.Time `json:"at"` // in UTC, to the microsecond
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
)

// The bounds of what a statement may hold, in bytes.
const (
	MaxStatementWords = 500
	MaxStatementNote  = 5000
	MaxStatementBy    = 200
	// MaxEvidence is how many pieces of evidence a verdict may have, and
	// MaxEvidenceAddress how long the address of one may be.
	MaxEvidence        = 20
	MaxEvidenceAddress = 2000
)

// NewStatement returns the statement with At in UTC to the microsecond, the
// white space around its words dropped, a verdict's word as its scale has it,
// and its id, so that the same statement has the same id in every record. An error wraps ErrInvalid and says what is
// wrong.
func NewStatement(s Statement) (Statement, error) {
	s.At = s.At.UTC().Truncate(time.Microsecond)
	s.Words, s.Note, s.By = strings.TrimSpace(s.Words), strings.TrimSpace(s.Note), strings.TrimSpace(s.By)
	if err := s.check(); err != nil {
		return s, fmt.Errorf("%w: %w", ErrInvalid, err)
	}
	parts := []string{"statement", string(s.Kind), s.Subject, s.Object, s.Words, s.Note, s.By, s.At.Format(time.RFC3339Nano), string(s.Scale)}
	s.ID = StableID(append(parts, s.Evidence...)...)
	return s, nil
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
	// A line end in them could pass for another line of a log.
	if strings.ContainsFunc(s.By+s.Words, unicode.IsControl) {
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
	default:
		return fmt.Errorf("there is no statement of the kind %q", s.Kind)
	}
	return nil
}

// Compare orders statements as they were made: by At, then by id, so that the
// order is the same in every record that holds them.
func (s Statement) Compare(t Statement) int {
	return cmp.Or(s.At.Compare(t.At), strings.Compare(s.ID, t.ID))
}
