package keep

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/onrecord/onrecord"
)

// A cursor says after which row of a list a page starts: the mark of the list and of its order, which no
// other has, then what the list is ordered by, in decimal, with points between. It is read as it is written or not at all.
// Numbers with a fraction stand as their bits.

// The marks of cursors. Those of facts are in orderOf.
const (
	markNewest      = "sn" // releases by day of issue
	markScored      = "ss" // releases by relevance, those that have a score
	markUnscored    = "su" // and those after them
	markNewestFacts = "fn"
	markDoubtful    = "fu"
	markNames       = "m"
	markSaid        = "t"
	markProblems    = "p"
	markChanges     = "cn"
	markChangesBy   = "cr" // by rank
)

func writeCursor(mark string, places ...int64) string {
	out := []byte(mark)
	for i, n := range places {
		if i > 0 {
			out = append(out, '.')
		}
		out = strconv.AppendInt(out, n, 10)
	}
	return string(out)
}

// readCursor reads a cursor of the list that has the mark.
func readCursor(cursor, mark string, places ...*int64) error {
	rest, _ := strings.CutPrefix(cursor, mark)
	parts := strings.Split(rest, ".")
	read := make([]int64, len(places))
	for i := 0; i < len(read) && len(parts) == len(read); i++ {
		read[i], _ = strconv.ParseInt(parts[i], 10, 64)
	}
	if writeCursor(mark, read...) != cursor {
		return badCursor(cursor)
	}
	for i, n := range read {
		*places[i] = n
	}
	return nil
}

func badCursor(cursor string) error {
	return fmt.Errorf("%w: %.60q is no cursor of this list", onrecord.ErrInvalid, cursor)
}
