package date

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/text"
)

// joinRange looks for the second half of "6 July last year and 30 January",
// "January to March 2025", "2015–2020" after m; between says that the words
// before m are "between", so that "and" joins.
func (r *reader) joinRange(m *moment, opener string) {
	k := m.last
	if m.joined || m.untilDay != 0 || m.bound != "" || k >= r.hi {
		return
	}
	if opener != "between" && r.is(k, ",") && r.is(k+1, "until", "through") {
		k++
	}
	switch {
	case r.is(k, "and"):
		if opener != "between" {
			return
		}
	case r.is(k, "to", "until", "till", "through"):
		if r.is(k+1, "mid") && r.is(k+2, "-") {
			break
		}
	case r.is(k, "up") && r.is(k+1, "to") && opener == "from":
		k++
	case r.is(k, "-", "–", "—"):
		if !r.sameGrain(m, k+1) {
			return
		}
	default:
		return
	}
	b, ok := r.rangeEnd(k+1, m.kinds)
	if !ok {
		return
	}
	b.leading = opener
	r.join(m, b)
}

// rangeEnd reads the date that ends a range; kinds is the kind of year that
// its first date said of both, or "".
func (r *reader) rangeEnd(i int, kinds string) (moment, bool) {
	if r.is(i, "the") {
		i++
	}
	if r.is(i, "in", "on") && r.is(i+1, "or", "and") && r.is(i+2, "about", "around") {
		i += 3 // "through in or about June 2019"
	}
	if r.is(i, "on", "about", "around") || r.is(i, "end") && !r.is(i+1, "of") {
		return moment{}, false
	}
	if m, ok := r.ofKind(i, kinds); ok {
		return m, true
	}
	if i >= r.hi || r.words[i].class&starts == 0 && r.d.Tokens[i].Kind != text.Number {
		return moment{}, false
	}
	if r.has(i, isPart) {
		return r.partOf(i)
	}
	b, ok := r.moment(i)
	return b, ok && b.bound == ""
}

// sameGrain lets a dash join only two of a kind: two days, months or years.
func (r *reader) sameGrain(m *moment, i int) bool {
	b, ok := r.rangeEnd(i, m.kinds)
	return ok && (b.grain == m.grain || m.grain == weekDayOnly && b.grain == day) && m.grain != weekDayOnly
}

// join makes one moment of two: a part that one of them lacks is shared.
func (r *reader) join(m *moment, b moment) {
	if m.grain == weekDayOnly || b.grain == weekDayOnly {
		r.joinWeekdays(m, b)
		return
	}
	a := *m
	switch {
	case a.placed && b.placed:
	case b.placed && b.given || b.year != 0:
		if !r.place(&b) {
			return
		}
		if a.year == 0 && !a.placed {
			if !r.placeBefore(&a, b.at.to) {
				return
			}
		}
	case a.year != 0 || a.placed && a.given:
		if !r.place(&a) || !r.placeAfter(&b, a.at.from) {
			return
		}
	default:
		if a.placed && !b.placed {
			if !r.placeAfter(&b, a.at.from) {
				return
			}
		} else if !r.place(&b) || !a.placed && !r.placeBefore(&a, b.at.to) {
			return
		}
	}
	if !r.place(&a) || a.at.from.IsZero() || b.at.to.IsZero() || b.at.to.Before(a.at.from) {
		return
	}
	m.at, m.last, m.placed, m.joined, m.needs, m.bare = span{a.at.from, b.at.to}, b.last, true, true, false, false
	m.given = a.given && b.given || b.given && a.month != 0
	m.bound = onrecord.BoundWithin
	if m.note = a.note; m.note == "" {
		m.note = b.note
	}
	m.weekdayGiven = false
}

// joinWeekdays joins "Monday 3" with "Friday 7 March"; bare weekdays on both
// sides are opening hours and stay apart unless days are given.
func (r *reader) joinWeekdays(m *moment, b moment) {
	if b.grain != day || m.grain != weekDayOnly || !b.weekdayGiven {
		return
	}
	if !r.place(&b) {
		return
	}
	back := (int(b.at.from.Weekday()) - int(m.weekday) + 7) % 7
	m.at = span{b.at.from.AddDays(-back), b.at.to}
	m.last, m.placed, m.joined, m.grain, m.bound = b.last, true, true, day, onrecord.BoundWithin
}

// placeBefore gives a the latest year in which it does not start after limit.
func (r *reader) placeBefore(a *moment, limit onrecord.Date) bool {
	return r.placeNear(a, limit.Year(), -1, func(s span) bool { return !s.from.After(limit) })
}

// placeAfter gives b the first year in which it does not end before limit.
func (r *reader) placeAfter(b *moment, limit onrecord.Date) bool {
	if b.placed {
		return true
	}
	return r.placeNear(b, limit.Year(), 1, func(s span) bool { return !s.to.Before(limit) })
}

func (r *reader) placeNear(m *moment, y, step int, fits func(span) bool) bool {
	if m.placed {
		return true
	}
	for n := 0; n < 3; n++ {
		c := *m
		c.year = y + n*step
		if r.place(&c) && fits(c.at) {
			c.given = false
			*m = c
			return true
		}
	}
	return false
}
