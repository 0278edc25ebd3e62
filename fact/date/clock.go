package date

import (
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/text"
)

// longestClock is how many tokens a time of day beside a date may have.
const longestClock = 9

// clockBefore returns the token at which a time of day that ends before token
// i begins, the "on" between the two taken in ("5pm on | Friday"); i where
// none stands there.
func (r *reader) clockBefore(i int) int {
	k, told := i-1, false
	for n := 0; n < longestClock && (r.hourAt(k) || r.inClock(k) || r.is(k, ",") && k == i-1 && (r.inClock(k-1) || r.kind(k-1) == text.Number) || r.is(k, "the", "end", "day") && r.endOfDay(k, i)); n++ {
		told = told || r.tellsClock(k)
		k--
	}
	if !told || k == i-2 && r.is(i-1, "a", "p", "m", "the") {
		return i
	}
	return k + 1
}

// clockAfter returns the token behind a time of day that starts at token i,
// with the "on" that joins it to a day ("5am on | Monday"); i where none
// stands there.
func (r *reader) clockAfter(i int) int {
	k, told := i, false
	if r.is(k, ",") {
		k++
	}
	if r.is(k, "at", "around", "about") {
		k++
	}
	if r.is(k, "the") && r.is(k+1, "early") && r.is(k+2, "hours") && r.is(k+3, "of") {
		return k + 4
	}
	for n := 0; n < longestClock && (r.hourAt(k) || r.inClock(k)); n++ {
		if told && (r.is(k, "on") || r.is(k, ".") && !r.glued(k)) {
			break
		}
		if told && r.hourAt(k) && !r.glued(k) {
			break // "at 5pm, 20 March": the day
		}
		told = told || r.tellsClock(k)
		k++
	}
	if !told {
		return i
	}
	if r.is(k, ",") {
		k++
	}
	if r.is(k, "on") {
		k++
	}
	return k
}

// hourAt reports whether the number at k can be an hour or minutes: whole or
// with a point ("5", "1700", "5.30"), not "678,000".
func (r *reader) hourAt(k int) bool {
	n := r.norm(k)
	return r.kind(k) == text.Number && !strings.Contains(n, ",") && (len(n) <= 4 || len(n) == 5 && n[2] == '.')
}

// inClock reports whether the word or mark at k may stand in a time of day.
func (r *reader) inClock(k int) bool {
	return r.is(k, "am", "pm", ".", ":", "a", "p", "m", "noon", "midday", "midnight", "gmt", "bst", "on", "close", "of", "business", "play", "et", "est", "edt", "cst", "cdt", "pst", "pdt", "ct", "pt", "hrs", "hours")
}

// tellsClock reports whether token k makes the words around it a time of day.
func (r *reader) tellsClock(k int) bool {
	if r.kind(k) == text.Number {
		return len(r.norm(k)) >= 4
	}
	return r.is(k, "am", "pm", "m", ":", "noon", "midday", "midnight", "close", "end", "business", "play", "hours", "hrs")
}

// boundBeforeTime passes over a time of day before a date and returns the
// bound that stands before it: "by 5pm on Friday" is a deadline.
func (r *reader) boundBeforeTime(first int) string {
	at := r.clockBefore(first)
	k := at - 1
	if at == first || k < r.done {
		return ""
	}
	if r.is(k, "from") && r.d.Sentences[r.d.Tokens[k].Sentence].First == k {
		return "from" // "From 4am on Monday owners will"
	}
	if !r.is(k, "by", "before", "until") {
		return ""
	}
	return r.norm(k)
}

// joinTimes reads a range whose days have a time of day: "from 9pm on Friday
// 18 March until 5am on Monday 21 March". It returns the token that the range
// begins with.
func (r *reader) joinTimes(m *moment, first int, bound, opener string) (int, bool) {
	if m.joined || m.untilDay != 0 || m.grain != day && m.grain != weekDayOnly || bound != "" && bound != string(onrecord.BoundOn) && bound != "from" && bound != "between" {
		return 0, false
	}
	start := first
	if opener != "from" && opener != "between" {
		if start = r.clockBefore(first) - 1; start == first-1 || start < r.done || !r.is(start, "from", "between") {
			return 0, false
		}
		opener = r.norm(start)
	}
	k := m.last
	if r.is(k, "at", ",") || r.hourAt(k) {
		k = r.clockAfter(k)
	}
	switch {
	case r.is(k, "until", "till", "to", "through", "-", "–"):
	case r.is(k, "and") && opener == "between":
	default:
		return 0, false
	}
	end := r.clockAfter(k + 1)
	if end == k+1 && k == m.last && !r.is(end, "on") {
		return 0, false // no time of day: joinRange reads it
	}
	if end == k+1 && r.is(end, "on") {
		end++
	}
	b, ok := r.rangeEnd(end, "")
	if !ok {
		return 0, false
	}
	b.leading = opener
	if r.join(m, b); !m.joined {
		return 0, false
	}
	return start, true
}

// endOfDay reports whether token k lies in "the end of the day" or "the end of
// play" before the date at first.
func (r *reader) endOfDay(k, first int) bool {
	for j := max(r.lo, k-4); j <= k; j++ {
		if r.is(j, "end") && r.is(j+1, "of") && (r.is(j+2, "day", "play") || r.is(j+2, "the") && r.is(j+3, "day")) {
			return true
		}
	}
	return r.is(k, "the") && r.is(k+1, "end", "close")
}
