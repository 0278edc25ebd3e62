package date

import (
	"github.com/onrecord/onrecord"
)

// Times that are so much before or after another.

// stretchBefore reads "the previous 12 months" after a stretch of days that the
// block gave: as many units, which end where that begins.
func (r *reader) stretchBefore(i, n, k int) (moment, bool) {
	s := &r.said
	if s.block != r.blockOf() || s.last != s.period || s.last.from.IsZero() || s.last.to.IsZero() {
		return moment{}, false
	}
	m := moment{first: i, last: k + 1, placed: true, same: true, compared: true, bound: onrecord.BoundWithin, grain: year}
	m.at = span{add(s.last.from, unit(r.at(k).n), -n), s.last.from.AddDays(-1)}
	return m, true
}

// offset reads "three days after Easter", "2 weeks before 13 May", and "two
// days later" after a day of the same block.
func (r *reader) offset(m moment, n int, u unit, k int) (moment, bool) {
	if r.is(k, "before") {
		n = -n
	}
	var base moment
	ok := false
	switch {
	case r.is(k, "later"):
		if r.said.block != r.blockOf() || r.is(m.first-1, "than") || r.is(k+1, "than") {
			return moment{}, false
		}
		if whole, ok := r.wholeLater(m, n, u, k+1); ok {
			return whole, true
		}
		base.at, base.last, base.grain = r.said.last, k+1, day
		ok = base.at.from == base.at.to
		m.same = true
	case r.has(k+1, isNear):
		if base, ok = r.near(k + 1); r.is(k, "after", "before") {
			base.first, base.last = k+1, k+2
			base.at = calendar(r.issued, day, int(r.at(k+1).n), "")
		}
	case r.has(k+1, isFeast):
		if base, ok = r.feast(k + 1); !ok {
			base, ok = r.dayOnly(k + 1) // "2 weeks before May 13", which May Day also begins
		}
	case r.has(k+1, isWeekday):
		base, ok = r.weekday(k + 1)
	default:
		base, ok = r.dayOnly(k + 1)
	}
	if !ok || base.at.from.IsZero() && !r.place(&base) || base.at.from.IsZero() {
		return moment{}, false
	}
	d := add(base.at.from, u, n)
	m.at, m.last, m.given = span{d, d}, base.last, base.given
	return m, !d.IsZero()
}

// wholeLater places "a year later" and "two months later" after a whole year
// or month: it is the whole year or month so much later.
func (r *reader) wholeLater(m moment, n int, u unit, last int) (moment, bool) {
	s := r.said.last
	if s.from.IsZero() || s.to.IsZero() || s.from.Day() != 1 || u != month && u != year && u != decade {
		return moment{}, false
	}
	switch s.to {
	case s.from.AddMonths(12).AddDays(-1):
		if u == month {
			return moment{}, false
		}
		m.grain = year
	case s.from.AddMonths(1).AddDays(-1):
		m.grain = month
	default:
		return moment{}, false
	}
	next := s.to.AddDays(1)
	m.at, m.last, m.same = span{add(s.from, u, n), add(next, u, n).AddDays(-1)}, last, true
	return m, true
}
