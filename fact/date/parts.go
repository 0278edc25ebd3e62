package date

import (
	"strings"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/text"
)

// partOf reads "early 2025", "mid-March", "late this year", "earlier this
// week", "later in the year", "the end of the financial year", "start of May".
func (r *reader) partOf(i int) (moment, bool) {
	p := part(r.at(i).n)
	k := i + 1
	if r.is(k, "-") {
		k++
	}
	if p >= start {
		if r.is(k, "or", "and") && r.has(k+1, isPart) {
			return moment{}, false
		}
		if r.is(k, "of") {
			k++
			if m, ok := r.theUnit(k); ok && r.is(k, "year", "month", "week") && p != rest && r.is(i-1, "by", "before", "until", "at") { // by end of year
				m.first, m.edge, m.at = i, p, cut(m.at, p)
				return m, true
			}
		} else if _, _, year := r.yearAt(k); p != end || !year && !r.has(k, isMonth) || !r.is(i-1, "by", "before", "until", "at", "to", "since", "from") {
			return moment{}, false // "by end-2026", "until end March"
		}
	} else if r.is(k, "in") || p >= earlier && r.is(k, "on") && r.has(k+1, isShift) {
		k++ // "later on this year"
	}
	if p == earlier || p == later {
		return r.earlierLater(i, k, p)
	}
	if m, ok := r.twoParts(i, k, p); ok {
		return m, true
	}
	m, ok := r.container(k)
	if !ok {
		return moment{}, false
	}
	if m.grain == day || p < start && m.grain == week && p != early && p != late {
		return moment{}, false
	}
	m.first, m.edge, m.bare, m.needs = i, p, false, false
	if m.placed {
		if p == rest {
			if r.issued.IsZero() || m.at.to.Before(r.issued) {
				return moment{}, false
			}
			m.at.from, m.bound = r.issued, onrecord.BoundWithin
			return m, true
		}
		if m.grain == century && p <= late {
			from := m.at.from.AddMonths(396 * int(p-early)) // a third of it
			if m.at.from = from; p < late {
				m.at.to = from.AddMonths(396).AddDays(-1)
			}
		} else {
			m.at = cut(m.at, p)
		}
	} else if p == rest {
		return moment{}, false
	}
	return m, true
}

// twoParts reads "mid to late 2025" and "early-to-mid 2026".
func (r *reader) twoParts(i, k int, p part) (moment, bool) {
	if r.is(k, "to", "or") {
		k++
	}
	if r.is(k, "-") {
		k++
	}
	q := part(r.at(k).n)
	if !r.has(k, isPart) || p >= earlier || q <= p || q >= earlier {
		return moment{}, false
	}
	k++
	if r.is(k, "-") {
		k++
	}
	m, ok := r.container(k)
	if !ok || !r.place(&m) || m.grain == day {
		return moment{}, false
	}
	m.at = span{cut(m.at, p).from, cut(m.at, q).to}
	m.first, m.edge, m.bare, m.needs, m.alone = i, p, false, false, false
	return m, true
}

// container reads the stretch that has a start and an end: "the year", "this
// month", "the summer", "2025", "next week", "March 2026", "the first quarter".
func (r *reader) container(k int) (moment, bool) {
	if r.depth == deepest {
		return moment{}, false
	}
	r.depth++
	m, ok := r.containerAt(k)
	r.depth--
	return m, ok
}

// deepest bounds "the end of the first half of next year".
const deepest = 3

func (r *reader) containerAt(k int) (moment, bool) {
	if m, ok := r.firstHalfOf(k); ok {
		return m, true
	}
	if r.is(k, "the") {
		if m, ok := r.theUnit(k + 1); ok {
			return m, true
		}
		k++
	}
	if r.kind(k) == text.Number {
		if m, ok := r.decade(k); ok {
			return m, true
		}
		if m, ok := r.financial(k); ok {
			return m, true
		}
		if m, ok := r.centuryAt(k); ok {
			return m, true
		}
		y, last, ok := r.yearAt(k)
		if ok && !r.countsThings(last) {
			s, _ := wholeOf(y, 0, 0)
			return moment{first: k, last: last, at: s, placed: true, given: true, grain: year}, y > 1500
		}
		return moment{}, false
	}
	w := r.at(k)
	switch {
	case w.class&isShift != 0 && w.n != 9:
		if m, ok := r.shiftedPlain(k); ok {
			return m, true
		}
	case w.class&isMonth != 0:
		return r.monthFirstDate(k)
	case w.class&isSeason != 0:
		return r.season(k)
	case w.class&(isYearKind|isPeriod) != 0:
		if m, ok := r.financial(k); ok {
			return m, true
		}
		return r.numberedPart(k)
	case w.class&isOrdinal != 0:
		return r.nth(k)
	}
	return moment{}, false
}

// shiftedPlain is shifted without asking what stands before it.
func (r *reader) shiftedPlain(k int) (moment, bool) {
	if r.issued.IsZero() {
		return moment{}, false
	}
	n := sign(int(r.at(k).n))
	if u := r.at(k + 1); u.class&isUnit != 0 && unit(u.n) != century && unit(u.n) != day {
		return moment{first: k, last: k + 2, at: calendar(r.issued, unit(u.n), n, r.country), placed: true, grain: unit(u.n)}, true
	}
	return r.shifted(k)
}

// theUnit reads "year", "month", "financial year", "decade" after "the":
// the one that holds the day of issue.
func (r *reader) theUnit(k int) (moment, bool) {
	if r.issued.IsZero() {
		return moment{}, false
	}
	if r.has(k, isYearKind) && r.is(k+1, "year") {
		if m, ok := r.financial(k); ok {
			return m, true
		}
		return moment{first: k, last: k + 2, at: r.yearOfKind(r.norm(k), r.issued, 0), placed: true, grain: year}, true
	}
	u := unit(r.at(k).n)
	if !r.has(k, isUnit) || strings.HasSuffix(r.norm(k), "s") || u == day || u == century || u == half || u == fortnight {
		return moment{}, false
	}
	if r.is(k+1, "of", "to", "ending") {
		return moment{}, false
	}
	return moment{first: k, last: k + 1, at: calendar(r.issued, u, 0, r.country), placed: true, grain: u}, true
}

// earlierLater reads "earlier this year", "later this month", "later in the year".
func (r *reader) earlierLater(i, k int, p part) (moment, bool) {
	if r.issued.IsZero() || r.is(k-1, "in") && !r.is(k, "the", "this") && r.kind(k) != text.Number {
		return moment{}, false
	}
	m, ok := r.container(k)
	if ok && p == earlier && m.placed && m.at.to.Before(r.issued) && !m.given {
		m.first, m.bare = i, true // earlier this summer, told in autumn
		return m, true
	}
	if ok && m.placed && m.grain == day && r.is(k, "this") && r.has(k+1, isCompass) {
		m.first, m.bare = i, true // later this afternoon
		return m, true
	}
	if !ok || !m.placed || m.grain == day || r.issued.Before(m.at.from) || r.issued.After(m.at.to) {
		return moment{}, false
	}
	m.first, m.bare, m.bound = i, true, onrecord.BoundWithin
	if p == earlier {
		m.at.to = r.issued
	} else {
		m.at.from = r.issued
	}
	return m, true
}

// dayOfEvent reads "day 1" and "Day 2" of an event whose days were given.
func (r *reader) dayOfEvent(i int) (moment, bool) {
	e := r.said.event
	n, _, ok := r.digits(i + 1)
	if !ok && r.has(i+1, isNumber) && !r.is(i+1, "a", "an") {
		n, ok = int(r.at(i+1).n), true
	}
	if !r.is(i, "day") || !ok || n < 1 || e.from.IsZero() || r.glued(i+2) && r.kind(i+2) != text.Punct {
		return moment{}, false
	}
	d := e.from.AddDays(n - 1)
	if d.After(e.to) {
		return moment{}, false
	}
	return moment{first: i, last: i + 2, at: span{d, d}, placed: true, same: true, grain: day}, true
}

// theWeekend reads "over the weekend" and "at the weekend": the one just gone
// or the one to come, as the tense has it.
func (r *reader) theWeekend(i int) (moment, bool) {
	if !r.is(i, "weekend") || !r.is(i-1, "the") || !r.is(i-2, "over", "at", "on", "during") || r.issued.IsZero() || r.kind(i+1) == text.Word && !r.grammar(i+1) && !r.verbish(i+1) || r.is(i+1, "of") {
		return moment{}, false
	}
	m := moment{first: i, last: i + 1, placed: true, grain: weekend}
	t, n := r.tense(&m), 0
	early := r.issued.Weekday() >= time.Monday && r.issued.Weekday() <= time.Wednesday
	switch {
	case t == unsure && !r.is(i-2, "over"):
		return moment{}, false // "ferries run at the weekend"
	case early && r.is(i-2, "over") && !(t == future && m.asked > 0 && r.is(m.asked-1, "will", "shall", "'ll") && m.asked-1 < i):
		n = -1 // early in a week the weekend is the one just gone
	case t == past && r.issued.Weekday() != time.Sunday && r.issued.Weekday() != time.Saturday:
		n = -1
	}
	m.at = calendar(r.issued, weekend, n, r.country)
	return m, true
}

// season reads "spring 2025", "winter 2024/25", "the summer", "Autumn".
func (r *reader) season(i int) (moment, bool) {
	m := moment{first: i, last: i + 1, month: r.seasonStart(i), grain: seasonOnly}
	k := m.last
	if r.is(k, "of") {
		k++
	}
	if y, next, ok := r.yearAt(k); ok {
		m.year, m.last = y, next
		if r.glued(next) && r.is(next, "/", "-", "–") && r.kind(next+1) == text.Number {
			m.last = next + 2
		} else if to, after, ok := r.yearAt(next + 1); ok && r.is(next, "to") && r.norm(i) == "winter" && to == y+1 {
			m.last = after // the winter of 2023 to 2024
		}
		return m, true
	}
	if r.is(k, "next", "last", "this") && r.is(k-1, "of") && r.is(k+1, "year") && !r.issued.IsZero() {
		m.year, m.last = r.issued.Year()+sign(int(r.at(k).n)), k+2 // the spring of next year
		return m, true
	}
	m.needs = true
	if r.is(i-1, "of") && (r.titled(i) || strings.HasSuffix(r.norm(i-3), "est")) {
		return moment{}, false // a Celebration of Autumn; the coldest days of winter
	}
	if r.is(m.last, "months", "season", "period") && r.is(m.last-1, "winter", "summer", "spring", "autumn") {
		return r.seasonMonths(m)
	}
	w := r.at(i - 1)
	if r.is(i-1, "the") {
		w = r.at(i - 2)
	}
	if w.class&(isBound|isPart|isShift) == 0 && !r.is(i-1, "of") && !r.is(i-2, "of") {
		return moment{}, false
	}
	if n := i + 1; r.kind(n) == text.Word && !r.grammar(n) && !r.verbish(n) && !r.is(n, "when", "as", "after", "next", "last", "without") {
		return moment{}, false // the summer holidays, the Spring Statement
	}
	if r.norm(i) == "fall" && r.country != "US" && r.country != "CA" {
		return moment{}, false
	}
	if r.norm(i) == "spring" && !r.is(i-1, "the", "in", "this", "next", "last", "by", "early", "late", "-", "mid") {
		return moment{}, false
	}
	return m, true
}

// seasonMonths reads "the summer months", "the winter season" and "during the
// busy winter period": the season itself, where it is the one at hand.
func (r *reader) seasonMonths(m moment) (moment, bool) {
	m.last++
	if r.shape(m.first-1) == text.Lower && !r.grammar(m.first-1) && r.is(m.first-2, "the") {
		m.first--
	}
	ahead := r.is(m.last, "approach", "arrive", "begin", "come", "near")
	if !r.is(m.first-1, "the", "this", "next", "last") || r.kind(m.last) == text.Word && !r.grammar(m.last) && !r.verbish(m.last) && !ahead {
		return moment{}, false
	}
	m.needs = !ahead // "as the winter months approach"
	return m, true
}

// centuryAt reads "12th century" and "nineteenth century"; the present one is
// no time ("21st century skills").
func (r *reader) centuryAt(i int) (moment, bool) {
	n, k, ordinal, ok := r.dayNumber(i)
	if !ok || !ordinal || !r.is(k, "century") || n < 5 || n > 20 || r.is(i-1, "-") && r.glued(i) {
		return moment{}, false
	}
	s := span{onrecord.NewDate(100*n-99, 1, 1), onrecord.NewDate(100*n, 12, 31)}
	return moment{first: i, last: k + 1, at: s, placed: true, given: true, grain: century}, true
}

// nth reads "first week of April", "last Monday in May", "second half of
// 2025", "third quarter of the financial year", "first six months of 2025".
func (r *reader) nth(i int) (moment, bool) {
	if m, ok := r.centuryAt(i); ok {
		return m, true
	}
	n, k, ordinal, ok := r.dayNumber(i)
	if !ok {
		if !r.is(i, "last", "final") {
			return moment{}, false
		}
		n, k, ordinal = -1, i+1, true
	}
	if !ordinal || n > 53 {
		return moment{}, false
	}
	if u := r.at(k); u.class&isUnit != 0 && (unit(u.n) == quarter || unit(u.n) == half) {
		return r.firstHalfOf(i)
	}
	units := 0
	if c, next, ok := r.count(k); ok && r.has(next, isUnit) && (n == 1 || n == -1) {
		units, k = c, next
	}
	w := r.at(k)
	if w.class&(isUnit|isWeekday) == 0 || !r.is(k+1, "of", "in") || w.class&isUnit != 0 && unit(w.n) != week && unit(w.n) != day && unit(w.n) != weekend && unit(w.n) != month {
		return moment{}, false
	}
	c, ok := r.container(k + 2)
	if !ok || !r.place(&c) || c.at.from.IsZero() || c.at.to.IsZero() {
		return moment{}, false
	}
	m := moment{first: i, last: c.last, placed: true, grain: day, given: c.given}
	switch {
	case units != 0 && n == 1:
		m.at = span{c.at.from, add(c.at.from, unit(w.n), units).AddDays(-1)}
	case units != 0:
		m.at = span{add(c.at.to.AddDays(1), unit(w.n), -units), c.at.to}
	case w.class&isWeekday != 0:
		m.at = nthWeekday(c.at, n, time.Weekday(w.n))
	default:
		m.at = nthUnit(c.at, n, unit(w.n))
	}
	return m, !m.at.from.IsZero() && !m.at.to.After(c.at.to.AddDays(6))
}

// nthWeekday returns the n-th such weekday in s, the last for n = -1.
func nthWeekday(s span, n int, w time.Weekday) span {
	var d onrecord.Date
	if n < 0 {
		d = s.to.AddDays(-((int(s.to.Weekday()) - int(w) + 7) % 7))
	} else {
		d = s.from.AddDays((int(w)-int(s.from.Weekday())+7)%7 + 7*(n-1))
	}
	if d.After(s.to) {
		return span{}
	}
	return span{d, d}
}

// nthUnit returns the n-th day, week, weekend or month of s, the last for -1.
// The first week of a month is its first seven days.
func nthUnit(s span, n int, u unit) span {
	switch {
	case u == weekend:
		d := nthWeekday(s, n, time.Saturday)
		return span{d.from, d.from.AddDays(1)}
	case u == month && n < 0:
		return calendar(s.to, month, 0, "")
	case u == month:
		return calendar(s.from, month, n-1, "")
	case n < 0 && u == week:
		return span{s.to.AddDays(-6), s.to}
	case n < 0:
		return span{s.to, s.to}
	case u == week:
		return span{s.from.AddDays(7 * (n - 1)), s.from.AddDays(7*n - 1)}
	}
	return span{s.from.AddDays(n - 1), s.from.AddDays(n - 1)}
}
