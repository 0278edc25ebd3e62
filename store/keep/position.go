package keep

import (
	"fmt"
	"time"

	"github.com/onrecord/onrecord"
)

// A position places a release by its day of issue and, within the day, by the
// order of saving: descending positions are newest first. A fact's number is
// its kind, its release's position and its place in the text, counted down:
// within a kind, descending numbers are newest first and then in the order of
// the text.
const (
	sequenceBits = 20 // a million releases a day
	ordinalBits  = 18 // 262,144 facts a release; what is beyond is not listed
	kindShift    = 60
	maxFacts     = 1 << ordinalBits
)

// dayNumber counts days from 1 for 1 January of the year 1; 0 is no date.
func dayNumber(d onrecord.Date) int64 {
	if d.IsZero() {
		return 0
	}
	const epoch = 719163 // 1970-01-01
	return d.Time().Unix()/86400 + epoch
}

// dayOf is the reverse of dayNumber.
func dayOf(n int64) onrecord.Date {
	if n <= 0 {
		return onrecord.Date{}
	}
	const epoch = 719163
	return onrecord.DateOf(time.Unix((n-epoch)*86400, 0).UTC())
}

// firstOf and lastOf return the lowest and highest position of a day.
func firstOf(day int64) int64 { return day << sequenceBits }
func lastOf(day int64) int64  { return (day+1)<<sequenceBits - 1 }

func dayOfPosition(position int64) int64 { return position >> sequenceBits }

// nextPosition returns the next free position of the day.
func (s *saver) nextPosition(conn Conn, d onrecord.Date) (int64, error) {
	day := dayNumber(d)
	top, found := s.top[day]
	if !found {
		var err error
		if top, found, err = number(conn, "SELECT position FROM release WHERE position BETWEEN ? AND ? ORDER BY position DESC LIMIT 1", firstOf(day), lastOf(day)); err != nil {
			return 0, err
		}
	}
	switch {
	case !found:
		top = firstOf(day)
	case top == lastOf(day):
		return 0, fmt.Errorf("%w: more than %d releases on %s", onrecord.ErrTooLarge, 1<<sequenceBits, d)
	default:
		top++
	}
	s.top[day] = top
	return top, nil
}

func factNumber(kind int, position int64, ordinal int) int64 {
	return int64(kind)<<kindShift | position<<ordinalBits | int64(maxFacts-1-ordinal)
}

// factRange returns the lowest and highest number of a kind's facts from one
// position to another.
func factRange(kind int, from, to int64) (int64, int64) {
	return factNumber(kind, from, maxFacts-1), factNumber(kind, to, 0)
}

// positionOfFact and placeOfFact take a fact's number apart: the position of
// its release, and its place among all facts of the release (entries).
func positionOfFact(number int64) int64 { return number >> ordinalBits & maxPosition }
func placeOfFact(number int64) int      { return maxFacts - 1 - int(number&(maxFacts-1)) }

// kindOfFact is the kind's place in onrecord.FactKinds.
func kindOfFact(number int64) int { return int(number >> kindShift) }

// maxPosition is the last position of the year 9999.
const maxPosition = 1<<(kindShift-ordinalBits) - 1
