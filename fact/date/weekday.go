package date

import (
	"strings"
	"time"

	"github.com/onrecord/onrecord/text"
)

// weekday reads "Monday", "Monday 31 March", "Tuesday, 1 April 2025",
// "Thu, Feb. 13", "Monday (10 February)", "Friday next week".
func (r *reader) weekday(i int) (moment, bool) {
	w := r.at(i)
	short := len(r.norm(i)) <= 5 && r.norm(i) != "mon" && !strings.HasSuffix(r.norm(i), "day") || r.is(i, "mon")
	if short && !r.titled(i) {
		return moment{}, false
	}
	k := i + 1
	if short && r.glued(k) && r.is(k, ".") {
		k++
	}
	after := k
	for r.is(after, ",", "the", "-", "–") {
		after++
	}
	bracket := r.is(after, "(")
	if bracket {
		after++
	}
	if m, ok := r.dayOnly(after); ok && (!bracket || r.is(m.last, ")")) {
		m.first, m.weekdayGiven, m.weekday = i, true, time.Weekday(w.n)
		if bracket {
			m.last++
		}
		return m, true
	}
	if r.is(i-1, "a") && r.is(i-2, "on") {
		return moment{}, false // any Saturday
	}
	if m, ok := r.sharedMonth(i, after); ok {
		return m, true
	}
	m := moment{first: i, last: i + 1, grain: weekDayOnly, weekday: time.Weekday(w.n)}
	if s, next, ok := r.someWeek(k); ok {
		m.at, m.placed, m.grain, m.last = weekdayIn(s, m.weekday), true, day, next
		return m, true
	}
	if r.is(i-1, "week") && r.has(i-2, isShift) && r.at(i-2).n != 9 && r.said.token == i && r.said.block == r.blockOf() && r.said.last.to == r.said.last.from.AddDays(6) {
		m.at, m.placed, m.grain = weekdayIn(r.said.last, m.weekday), true, day
		return m, true // "next week Wednesday"
	}
	if d, next, ordinal, ok := r.dayNumber(after); ok && ordinal && after > k && !r.is(k, "-", "–") && (r.kind(next) != text.Word || r.grammar(next)) && !r.issued.IsZero() {
		return r.weekdayAndDay(m, d, next)
	}
	if r.is(k, "to", "through", "-", "–", "until") && r.has(k+1, isWeekday) {
		if _, ok := r.dayOnly(k + 2); !ok { // opening hours
			return moment{first: i, last: k + 2, skip: k + 2, refused: ruleHours}, false
		}
	}
	switch {
	case short:
		return moment{}, false
	case r.weekdayIsName(i):
		return moment{first: i, last: i + 1, refused: ruleName}, false
	case r.is(i-1, "every", "each", "per"):
		return moment{first: i, last: i + 1, refused: ruleHabit}, false
	}
	return m, true
}

// sharedMonth reads "Friday 4 and Saturday 5 April 2025" and "Monday 3 to
// Friday 7 March", where only the last day has its month.
func (r *reader) sharedMonth(i, k int) (moment, bool) {
	d, next, _, ok := r.dayNumber(k)
	if ok && r.is(next, ",") {
		next++ // "Monday, 3, to Friday, 7 March"
	}
	if !ok || !r.is(next, "and", "to", "-", "–", "until", "&") || !r.has(next+1, isWeekday) {
		return moment{}, false
	}
	second := next + 2
	if r.is(second, ",") {
		second++
	}
	d2, after, _, ok := r.dayNumber(second)
	if !ok || d2 <= d || !r.has(after, isMonth) && !r.has(after+1, isMonth) {
		return moment{}, false
	}
	b, ok := r.weekday(next + 1)
	if !ok || b.grain != day || b.month == 0 || b.day <= d || b.untilDay != 0 {
		return moment{}, false
	}
	return moment{first: i, last: b.last, grain: day, day: d, untilDay: b.day, month: b.month, year: b.year}, true
}

// weekdayAndDay places "Tuesday the 19th" in the nearest month where it fits.
func (r *reader) weekdayAndDay(m moment, d, next int) (moment, bool) {
	for _, n := range [...]int{0, 1, -1} {
		s := calendar(r.issued, month, n, r.country)
		if c, ok := wholeOf(s.from.Year(), int(s.from.Month()), d); ok && c.from.Weekday() == m.weekday {
			m.at, m.placed, m.grain, m.last = c, true, day, next
			return m, true
		}
	}
	return moment{}, false
}

// dayOnly reads a day with its month at i.
func (r *reader) dayOnly(i int) (moment, bool) {
	var m moment
	ok := false
	switch {
	case r.kind(i) == text.Number:
		if m, ok = r.dayFirst(i); !ok {
			m, ok = r.numeric(i)
		}
	case r.has(i, isMonth):
		m, ok = r.monthFirstDate(i)
	case r.has(i, isOrdinal):
		m, ok = r.dayFirst(i)
	}
	return m, ok && m.grain == day
}

// weekdayIsName: "Bloody Sunday", "Sunday Times", "Friday prayers".
func (r *reader) weekdayIsName(i int) bool {
	if r.is(i-1, "bloody", "black", "super", "cyber", "giving", "business", "red", "palm", "easter", "maundy", "good", "ash", "shrove", "whit") && r.titled(i-1) && !r.glued(i) {
		return true
	}
	return r.titled(i+1) && !r.glued(i+1) && !r.grammar(i+1) && !r.has(i-1, isShift) && !r.is(i-1, "on")
}

// someWeek reads "next week", "of last week", ", this week".
func (r *reader) someWeek(k int) (span, int, bool) {
	if r.is(k, "of", ",") {
		k++
	}
	if r.issued.IsZero() || !r.has(k, isShift) || r.at(k).n == 9 || !r.is(k+1, "week") {
		return span{}, 0, false
	}
	return calendar(r.issued, week, sign(int(r.at(k).n)), r.country), k + 2, true
}

// weekdayIn returns that weekday of a week from Monday to Sunday.
func weekdayIn(s span, w time.Weekday) span {
	d := s.from.AddDays((int(w) + 6) % 7)
	return span{d, d}
}
