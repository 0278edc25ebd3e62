package date

import (
	"strings"

	"github.com/onrecord/onrecord/text"
)

// digits returns the value of a Number token that is only digits, and how
// many there are; ok is false for anything else.
func (r *reader) digits(i int) (n, length int, ok bool) {
	if r.kind(i) != text.Number {
		return 0, 0, false
	}
	s := r.norm(i)
	if len(s) > 4 {
		return 0, 0, false
	}
	for k := 0; k < len(s); k++ {
		if s[k] < '0' || s[k] > '9' {
			return 0, 0, false
		}
		n = n*10 + int(s[k]-'0')
	}
	return n, len(s), true
}

// free reports whether the number at i stands by itself on its left: not
// glued to a word, a sign of money or another number's mark.
func (r *reader) free(i int) bool {
	if !r.glued(i) || r.shape(i-1) == text.Lower && r.is(i-1, "on", "in", "by", "since", "until", "from", "of", "and", "to") {
		return true // also where the space was lost: "on18 November"
	}
	return r.is(i-1, "(", "[", "“", "‘", "\"", "'", "–", "—", "-", "/", ",", ":") && r.kind(i-1) == text.Punct
}

// dayNumber reads "5", "5th", "fifth" or "twenty-fifth" at i.
func (r *reader) dayNumber(i int) (d, next int, ordinal, ok bool) {
	if n, length, is := r.digits(i); is && length <= 2 && n >= 1 && n <= 31 {
		if r.glued(i+1) && r.is(i+1, "st", "nd", "rd", "th") {
			return n, i + 2, true, true
		}
		return n, i + 1, false, true
	}
	w := r.at(i)
	if w.class&isOrdinal != 0 {
		return int(w.n), i + 1, true, true
	}
	if r.is(i, "twenty", "thirty") {
		k := i + 1
		if r.is(k, "-") {
			k++
		}
		if o := r.at(k); o.class&isOrdinal != 0 && o.n < 10 {
			return int(w.n) + int(o.n), k + 1, true, int(w.n)+int(o.n) <= 31
		}
	}
	return 0, 0, false, false
}

// monthAt reads a month that stands in a date, with the full stop of a short
// form: "May", "Feb.", "SEPT". The month's name must start with a capital.
func (r *reader) monthAt(i int) (m, next int, ok bool) {
	w := r.at(i)
	if w.class&isMonth == 0 {
		return 0, 0, false
	}
	next = i + 1
	if short := len(r.norm(i)) <= 4 && r.glued(next) && r.is(next, "."); short && r.kind(next+1) == text.Number {
		next++
	}
	return int(w.n), next, true
}

// yearAt reads a year of four digits at i.
func (r *reader) yearAt(i int) (y, next int, ok bool) {
	n, length, is := r.digits(i)
	if !is || length != 4 || n < 1000 || n > 2999 || r.glued(i+1) && (r.kind(i+1) == text.Symbol || r.kind(i+1) == text.Word) {
		return 0, 0, false
	}
	return n, i + 1, true
}

// yearAfter reads the year that follows a day or month, past a comma or
// "of", or "last year", "this year", "next year".
func (r *reader) yearAfter(m *moment, i int) int {
	k := i
	if r.is(k, ",") || r.is(k, "of") {
		k++
	}
	if y, next, ok := r.yearAt(k); ok && !(r.is(k-1, ",") && r.countsThings(next)) {
		m.year = y
		return next
	}
	if k == i && r.glued(i) && r.is(i, "-", "/", "–") { // 21-Apr-16, Sep-2012
		if y, next, ok := r.yearAt(i + 1); ok {
			m.year = y
			return next
		}
		if y, length, ok := r.digits(i + 1); ok && length == 2 && r.glued(i+1) && m.day != 0 && r.is(m.first+1, "-", "/") {
			m.year = century2(y)
			return i + 2
		}
	}
	if w := r.at(i); w.class&isShift != 0 && w.n != 9 && r.is(i+1, "year") && !r.issued.IsZero() {
		m.year = r.issued.Year() + sign(int(w.n))
		return i + 2
	}
	if r.is(i, "of") && r.is(i+1, "this", "last", "next") && r.is(i+2, "year") && !r.issued.IsZero() {
		m.year = r.issued.Year() + sign(int(r.at(i+1).n))
		return i + 3
	}
	return i
}

func sign(n int) int { return max(-1, min(1, n)) }

// century2 turns a year of two digits into one of four: 74 is 1974, 30 is 2030.
func century2(y int) int {
	if y < 50 {
		return 2000 + y
	}
	return 1900 + y
}

// countsThings reports whether the token at i is a lower-case plural, so that
// the number before it counts something.
func (r *reader) countsThings(i int) bool {
	n := r.norm(i)
	if n == "news" {
		return false
	}
	return r.shape(i) == text.Lower && (len(n) > 3 && strings.HasSuffix(n, "s") && !strings.HasSuffix(n, "ss") && !strings.HasSuffix(n, "sis") && !strings.HasSuffix(n, "us") || plurals[n]) && !r.grammar(i)
}

var plurals = map[string]bool{"people": true, "children": true, "women": true, "men": true, "staff": true, "police": true, "new": true, "percent": true, "per": true}

// dayFirst reads "5 February 2025", "5th of May", "5-7 February", "10, 11 and
// 12 March 2025", "20 of next month".
func (r *reader) dayFirst(i int) (moment, bool) {
	if !r.free(i) {
		return moment{}, false
	}
	d, k, ordinal, ok := r.dayNumber(i)
	if !ok {
		return moment{}, false
	}
	m := moment{first: i, day: d, grain: day}
	if r.is(k, "day") && ordinal {
		k++
	}
	k, last := r.moreDays(k, d)
	m.untilDay = last
	of := false
	if r.is(k, "of") {
		of = true
		k++
	} else if r.glued(k) && r.is(k, "-", "/") {
		k++
	}
	if mm, next, ok := r.monthAt(k); ok && (r.titled(k) || ordinal || of || int(r.at(k).n) != 5 && int(r.at(k).n) != 3) && !r.monthIsName(k) {
		m.month = mm
		m.last = r.yearAfter(&m, next)
		return m, true
	}
	if of || ordinal {
		if s, next, ok := r.someMonth(k); ok && of {
			m.year, m.month = s.from.Year(), int(s.from.Month())
			m.last = next
			return m, true
		}
	}
	return moment{}, false
}

// monthIsName: "12 May Street", "3 April Gardens".
func (r *reader) monthIsName(k int) bool {
	return r.is(k+1, "street", "road", "avenue", "gardens", "court")
}

// moreDays reads the days that share the month with the first one: "5 to 7",
// "5-7", "5 and 6", "10, 11 and 12". It returns the last of them, or 0.
func (r *reader) moreDays(k, first int) (next, last int) {
	next = k
	for {
		c := next
		switch {
		case r.is(c, "to", "and", "-", "–", "—", "&", "until", "through", "or"):
			c++
		case r.is(c, ",") && r.is(c+1, "and"):
			c += 2
		case r.is(c, ","), r.is(c, "/") && (r.is(c-1, "st", "nd", "rd", "th") || r.glued(c) && r.glued(c+1) && r.nextDay(c+1, max(first, last))):
			c++
		default:
			return next, last
		}
		d, after, _, ok := r.dayNumber(c)
		if !ok || d <= max(first, last) || !r.daysGoOn(after) {
			return next, last
		}
		next, last = after, d
	}
}

// nextDay reports whether the number at k is the day after d, and its month
// follows: "19/20 October".
func (r *reader) nextDay(k, d int) bool {
	n, _, ok := r.digits(k)
	return ok && n == d+1 && r.has(k+1, isMonth)
}

// daysGoOn reports whether a month or another day of the list follows at k.
func (r *reader) daysGoOn(k int) bool {
	for n := 0; n < 12; n++ {
		switch {
		case r.has(k, isMonth):
			return true
		case r.is(k, "of") && r.has(k+1, isMonth):
			return true
		case r.is(k, "to", "and", "-", "–", ",", "&", "/"):
			k++
		default:
			_, after, _, ok := r.dayNumber(k)
			if !ok {
				return false
			}
			k = after
		}
	}
	return false
}

// someMonth reads "next month", "this month", "the month".
func (r *reader) someMonth(k int) (span, int, bool) {
	if r.issued.IsZero() {
		return span{}, 0, false
	}
	shift := 0
	switch {
	case r.is(k, "the") && r.is(k+1, "month"):
	case r.has(k, isShift) && r.at(k).n != 9 && r.is(k+1, "month"):
		shift = sign(int(r.at(k).n))
	default:
		return span{}, 0, false
	}
	return calendar(r.issued, month, shift, r.country), k + 2, true
}

// monthFirstDate reads "February 5, 2025", "Feb. 5-7", "February 2025",
// "February the 5th", and a bare "February".
func (r *reader) monthFirstDate(i int) (moment, bool) {
	mm, k, ok := r.monthAt(i)
	if !ok || r.glued(i) && r.kind(i-1) == text.Number && r.glued(i-1) && r.is(i-2, "_", "/") || !r.titled(i) && !r.lowerMonth(i, k) || r.is(i+1, "-") && r.glued(i+1) && r.kind(i+2) == text.Word && !r.has(i+2, isMonth) {
		return moment{}, false
	}
	m := moment{first: i, month: mm, grain: month}
	c := k
	if r.is(c, "the") || r.glued(c) && r.is(c, "/", "-") {
		c++
	} else if _, _, ordinal, ok := r.dayNumber(c + 1); ok && ordinal && r.is(c, ",") && r.kind(c+1) == text.Number { // October, 1st
		c++
	}
	if d, next, ordinal, ok := r.dayNumber(c); ok && (ordinal || c == k || r.is(k, "/", "-")) && !(r.glued(next) && (r.kind(next) == text.Symbol || r.kind(next) == text.Word || r.is(next, ":"))) &&
		(ordinal || !r.countsThings(next) || r.monthFirst && r.kind(next+1) != text.Word) && !r.has(next, isUnit) {
		m.day, m.grain = d, day
		m.last = next
		if n, last := r.moreDaysAfter(next, d); last != 0 {
			m.untilDay, m.last = last, n
		}
		m.last = r.yearAfter(&m, m.last)
		return m, true
	}
	if r.is(k, "quarter") {
		if q, ok := r.monthQuarter(i); ok {
			return q, true
		}
		return moment{first: i, last: k + 1, skip: k + 1, refused: ruleUnplaced}, false
	}
	m.last = r.yearAfter(&m, k)
	if m.year != 0 && r.is(i-1, "the", "a", "his", "her", "its", "their", "our") && r.kind(m.last) == text.Word && !r.grammar(m.last) && !r.verbish(m.last) {
		m.alone = true // the September 2010 edition
	}
	if m.year == 0 {
		m.last = i + 1
		m.needs = mm == 5 || mm == 3 || len(r.norm(i)) <= 4 && mm != 6 && mm != 7
		if r.bareMonthIsName(i) || len(r.norm(i)) <= 4 && m.needs && r.shape(i) == text.Upper && mm != 5 {
			return moment{first: i, last: i + 1, refused: ruleName}, false
		}
		if r.genericMonth(i) {
			return moment{}, false
		}
	}
	return m, true
}

// lowerMonth lets a month in lower case stand where a day or a year is beside
// it, or a preposition before; "may" and "march" need the day or year.
func (r *reader) lowerMonth(i, k int) bool {
	if r.is(k, "of", "the") {
		k++
	}
	if _, _, ok := r.yearAt(k); ok {
		return true
	}
	if _, next, ordinal, ok := r.dayNumber(k); ok {
		_, _, year := r.yearAt(next)
		if ordinal || year || r.at(i).n != 5 && r.at(i).n != 3 {
			return true
		}
	}
	w := r.at(i)
	return len(r.norm(i)) > 3 && w.n != 5 && w.n != 3 && r.has(i-1, isBound|isShift|isPart) || r.is(i-1, "in") && i == r.hi-1
}

// moreDaysAfter reads "-7", " to 7th", " and 7" after "February 5".
func (r *reader) moreDaysAfter(k, first int) (next, last int) {
	if !r.is(k, "to", "and", "-", "–", "—", "through", "&", "until") {
		return k, 0
	}
	d, next, _, ok := r.dayNumber(k + 1)
	if !ok || d <= first || r.has(next, isMonth) || r.countsThings(next) || r.glued(next) && (r.kind(next) == text.Word || r.kind(next) == text.Symbol) {
		return k, 0
	}
	return next, d
}

// bareMonthIsName: "April Smith", "August Wilson", "May Day".
func (r *reader) bareMonthIsName(i int) bool {
	if r.titled(i+1) && !r.glued(i+1) && !r.has(i+1, isMonth|isWeekday) && (!r.has(i-1, isBound|isShift|isPart) || r.is(i-1, "to", "after")) && !r.grammar(i+1) {
		return true
	}
	return r.titled(i-1) && !r.opens(i-1) && !r.grammar(i-1) && !r.has(i-1, isBound|isShift|isPart|isMonth|isWeekday)
}

// genericMonth: "the highest in the month of January since …" names every
// January, not one.
func (r *reader) genericMonth(i int) bool {
	if !r.is(i-1, "of") || !r.is(i-2, "month") {
		return false
	}
	for k := i - 3; k >= max(r.lo, i-14); k-- {
		if n := r.norm(k); strings.HasSuffix(n, "est") && len(n) > 5 || n == "most" || n == "record" || n == "best" {
			return true
		}
	}
	return false
}
