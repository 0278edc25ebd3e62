package date

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/text"
)

// samePeriod reads "the same period 12 months prior", "the same month last
// year", "the same 12 months prior", "during the same period".
func (r *reader) samePeriod(i, k int) (moment, bool) {
	u := unit(r.at(k).n)
	m := moment{first: i, grain: year, placed: true, same: true}
	base, counted := r.said.period, false
	switch {
	case r.is(k, "period", "time") && (r.is(k, "period") || r.is(k+1, "last", "in")):
		m.last = k + 1
	case r.has(k, isUnit) && (u == month || u == week || u == quarter || u == year || u == day):
		m.last = k + 1
		if r.said.block == r.blockOf() && r.said.last != (span{}) {
			base = r.said.last
		}
	case r.kind(k) == text.Number || r.has(k, isNumber):
		m.last = k // the same 12 months prior
		if _, c, ok := r.count(k); ok && r.has(c, isUnit) && !r.is(c+1, "prior", "earlier", "before", "previously", "ago") {
			m.last, counted = c+1, true // the same 3 weeks of 2024
			if r.said.last != (span{}) && r.said.block == r.blockOf() {
				base = r.said.last
			}
		}
	default:
		return moment{}, false
	}
	if _, _, two, _ := r.twoYears(m.last + 1); two && r.is(m.last, "in", "of") {
		return moment{}, false // "the same period in 2011/12": the years place it
	}
	if r.is(k, "period") && r.is(m.last, "to", "ending", "ended") && !base.from.IsZero() && !base.to.IsZero() {
		return r.sameLength(m, base)
	}
	shift, next, shifts := r.backShift(m.last)
	if y, after, ok := r.yearAt(m.last + 1); ok && r.is(m.last, "of") && !base.to.IsZero() {
		shift, next, shifts = 12*(base.to.Year()-y), after, true
	}
	if shifts {
		m.last = next
	}
	if base.from.IsZero() || base.to.IsZero() {
		return moment{}, false
	}
	if counted && base.from == base.to || !counted && u == day && base.from != base.to {
		return moment{}, false
	}
	if !shifts && (r.is(m.last, "prior") || r.is(m.last, "in") && r.is(m.last+1, "the", "each") && (r.kind(m.last+2) == text.Number || r.has(m.last+2, isNumber|isShift))) {
		return moment{}, false // the same period in the five seasons before
	}
	if !shifts && (!counted && r.kind(k) == text.Number || r.has(k, isUnit) && u != day && u != month || r.is(k, "time") || !r.is(i-1, "the")) {
		return moment{}, false
	}
	m.at = span{base.from.AddMonths(-shift), base.to.AddMonths(-shift)}
	if base.to.Day() == onrecord.DaysIn(base.to.Year(), base.to.Month()) {
		first := onrecord.NewDate(m.at.to.Year(), m.at.to.Month(), 1)
		m.at.to = first.AddMonths(1).AddDays(-1)
	}
	if m.bound = r.said.bound; u == day {
		m.bound = onrecord.BoundOn
	}
	if counted {
		m.bound = onrecord.BoundWithin
	}
	return m, true
}

// sameLength reads the last day of "the same period to March 2011": the stretch is as
// long as the one before.
func (r *reader) sameLength(m moment, base span) (moment, bool) {
	e, ok := r.absolute(m.last + 1)
	if !ok || !r.place(&e) || e.at.to.IsZero() || e.grain == year {
		return moment{}, false
	}
	months := 12*(e.at.to.Year()-base.to.Year()) + int(e.at.to.Month()) - int(base.to.Month())
	m.at = span{base.from.AddMonths(months), e.at.to}
	m.last, m.given, m.bound = e.last, e.given, onrecord.BoundWithin
	return m, true
}

// backShift reads how many months back: "12 months prior", "last year",
// "a year earlier", "the year before", "in 2023".
func (r *reader) backShift(k int) (months, next int, ok bool) {
	if r.is(k, "of") {
		k++
	}
	if r.is(k, "the") && r.is(k+1, "previous", "preceding", "prior", "year") {
		k++
	}
	switch {
	case r.is(k, "last", "previous", "preceding", "prior") && r.is(k+1, "year"):
		return 12, k + 2, true
	case r.is(k, "year") && r.is(k+1, "before", "earlier", "prior"):
		return 12, k + 2, true
	case r.is(k, "in"):
		if y, next, ok := r.yearAt(k + 1); ok && !r.said.period.to.IsZero() {
			return 12 * (r.said.period.to.Year() - y), next, true
		}
	}
	if n, c, ok := r.count(k); ok && r.has(c, isUnit) && r.is(c+1, "prior", "earlier", "before", "previously", "ago") {
		switch unit(r.at(c).n) {
		case month:
			return n, c + 2, true
		case year:
			return 12 * n, c + 2, true
		}
	}
	return 0, 0, false
}
