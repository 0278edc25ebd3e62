package search

import (
	"fmt"
	"strings"

	"github.com/onrecord/onrecord"
)

// Error says what is wrong with a query, and where. It wraps
// onrecord.ErrInvalid.
type Error struct {
	// Offset and Length are the place in the query as typed, in bytes, on
	// character borders. Length is 0 where something is missing.
	Offset, Length int
	// Reason is what is wrong: a clause without a capital and a full stop.
	Reason string
	// Hint is what to type instead, as a full sentence, or "".
	Hint string
}

// Error returns full sentences for the person who typed the query.
func (e *Error) Error() string {
	s := fmt.Sprintf("The query is not understood at byte %d: %s.", e.Offset+1, e.Reason)
	if e.Hint != "" {
		s += " " + e.Hint
	}
	return s
}

// Unwrap returns onrecord.ErrInvalid.
func (e *Error) Unwrap() error { return onrecord.ErrInvalid }

func fault(offset, length int, hint, reason string, args ...any) *Error {
	return &Error{Offset: offset, Length: length, Reason: fmt.Sprintf(reason, args...), Hint: hint}
}

// Nearest returns the candidate that word was most likely meant to be, or ""
// where none is within two slips of the pen.
func Nearest(word string, candidates []string) string {
	best, at := "", 3
	for _, c := range candidates {
		if d := distance(word, c); d < at && d < len(c)-1 {
			best, at = c, d
		}
	}
	return best
}

// distance is the number of letters to insert, drop, change or swap with
// their neighbour to make a of b (optimal string alignment). Words longer
// than any candidate could be are out of reach at once.
func distance(a, b string) int {
	const far = 32
	if len(a) > far || len(b) > far {
		return far
	}
	var rows [3][far + 1]int
	for j := range len(b) + 1 {
		rows[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		now, before, earlier := &rows[i%3], &rows[(i+2)%3], &rows[(i+1)%3]
		now[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			now[j] = min(before[j]+1, now[j-1]+1, before[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				now[j] = min(now[j], earlier[j-2]+1)
			}
		}
	}
	return rows[len(a)%3][len(b)]
}

// quoted shows a part of the query in a reason, shortened where it is long.
func quoted(s string) string {
	const most = 40
	if len(s) > most {
		s = strings.ToValidUTF8(s[:most], "") + "…"
	}
	return `"` + s + `"`
}
