package limit

import (
	"fmt"

	"github.com/onrecord/onrecord"
)

const (
	// Drafts is how many releases of one capture are read.
	Drafts = 100_000
	// Text is how many bytes one announcement may take in its file, mark-up
	// and all, and one line of a text.
	Text = 8 << 20
	// Blocks is how many blocks of one text are read. The release room
	// refuses what has more than 100,000, so that none is cut unseen.
	Blocks = 100_001
)

// Full reports whether a capture has given as many releases, or problems, as
// are read of one.
func Full(drafts []onrecord.Draft, problems []onrecord.Problem) bool {
	return len(drafts) >= Drafts || len(problems) >= Drafts
}

// Reached returns the problem of a capture that is Full;
// place is where the first of those that are not read stands.
func Reached(place string) onrecord.Problem {
	return onrecord.Problem{Place: place, Reason: fmt.Sprintf("%v: no more than %d releases of a file are read; give the rest in a file of its own", onrecord.ErrTooLarge, Drafts)}
}

// TooLong returns the reason for an announcement of more than Text bytes.
func TooLong() string {
	return fmt.Sprintf("%v: the announcement has more than %d bytes", onrecord.ErrTooLarge, Text)
}
