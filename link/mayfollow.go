package link

import (
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
)

// mayFollow reports whether the evidence of two members can hold at all: it is true wherever
// gather's holds. Most members that share a key share little more, and gathering all
// evidence of those was a third of the time of linking.
func mayFollow(c, r *Member) bool {
	if share(prefixed(c, ofTarget), prefixed(r, ofReached), len(ofTarget), len(ofReached)) {
		return true
	}
	if !ofOneBody(c, r) && !share(c.Names, r.Names, 0, 0) && !(r.Sort == Report && says(c, byIssuer) && says(r, byIssuer) && spokenAlike(c, r)) {
		return false
	}
	return sharedStress(c.About, r.About) >= aboutAlike || spokenAlike(c, r) || onOneDay(c, r) || share(prefixed(c, ofFigure), prefixed(r, ofFigure), 0, 0)
}

// prefixed returns the signs that begin with some words, with these.
func prefixed(m *Member, prefix string) []string {
	from, _ := slices.BinarySearch(m.Signs, prefix)
	to := from
	for to < len(m.Signs) && strings.HasPrefix(m.Signs[to], prefix) {
		to++
	}
	return m.Signs[from:to]
}

// share reports whether two ordered lists share an item, the first bytes of each of a's and b's items left out.
func share(a, b []string, cutA, cutB int) bool {
	for len(a) > 0 && len(b) > 0 {
		switch strings.Compare(a[0][cutA:], b[0][cutB:]) {
		case 0:
			return true
		case -1:
			a = a[1:]
		default:
			b = b[1:]
		}
	}
	return false
}

// sharedStress is the stress of what two ordered lists share.
func sharedStress(a, b []string) (sum float64) {
	for len(a) > 0 && len(b) > 0 {
		switch strings.Compare(a[0], b[0]) {
		case 0:
			sum += salience(a[0])
			a, b = a[1:], b[1:]
		case -1:
			a = a[1:]
		default:
			b = b[1:]
		}
	}
	return sum
}

// spokenAlike reports whether two members or their surroundings name one thing, or body.
func spokenAlike(c, r *Member) bool {
	cAbout, rAbout, cut := prefixed(c, aboutName), prefixed(r, aboutName), len(aboutName)
	return share(c.Names, r.Names, 0, 0) || share(cAbout, rAbout, 0, 0) || share(c.Names, rAbout, 0, cut) || share(cAbout, r.Names, cut, 0)
}

// onOneDay reports whether both give a day, or the passage the day that was due.
func onOneDay(c, r *Member) bool {
	return share(c.Days, r.Days, 0, 0) || gives(r.Days, c.To)
}

// gives reports whether one of some days of a passage ends on a day, which may be zero.
func gives(days []string, day onrecord.Date) bool {
	if len(days) == 0 || day.IsZero() {
		return false
	}
	said := day.String()
	return slices.ContainsFunc(days, func(d string) bool { return strings.HasSuffix(d, said) })
}

// speaksOf reports whether one of some days of a passage is a day, or the month or week about it.
func speaksOf(days []string, day onrecord.Date) bool {
	said := day.String()
	return slices.ContainsFunc(days, func(d string) bool {
		from, to, _ := strings.Cut(d, " ")
		return from != "" && from <= said && said <= to && sameMonth(from, to)
	})
}

// sameMonth reports whether two days, as they are written, are of one month.
func sameMonth(a, b string) bool {
	month := strings.LastIndexByte(a, '-')
	return month > 0 && len(b) > month && a[:month] == b[:month]
}

// ofOneBody reports whether one body issued both, or the undertaking names the body that issued the passage: who is to act says what came of it.
func ofOneBody(c, r *Member) bool {
	by := prefixed(r, byIssuer)
	return share(prefixed(c, byIssuer), by, 0, 0) || share(prefixed(c, ofBody), by, len(ofBody), len(byIssuer))
}
