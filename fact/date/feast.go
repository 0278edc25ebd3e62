package date

import (
	"strconv"
	"strings"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/text"
)

// named is a named day: a fixed one, one counted from Easter, or the n-th
// weekday of a month.
type named struct {
	month, day int
	easter     bool
	nth        int
	weekday    time.Weekday
	plus       int
}

// parseNamed reads a value of feast.txt; see there.
func parseNamed(s string) (named, bool) {
	if rest, ok := strings.CutPrefix(s, "easter"); ok {
		n, err := strconv.Atoi(rest)
		return named{easter: true, plus: n}, err == nil
	}
	if m, d, ok := strings.Cut(s, "-"); ok && len(m) == 2 && len(d) == 2 {
		mm, errM := strconv.Atoi(m)
		dd, errD := strconv.Atoi(d)
		return named{month: mm, day: dd}, errM == nil && errD == nil
	}
	f := strings.Fields(s)
	if len(f) != 3 {
		return named{}, false
	}
	day, plus, _ := strings.Cut(f[2], "+")
	mm, errM := strconv.Atoi(f[0])
	n, errN := strconv.Atoi(f[1])
	p, _ := strconv.Atoi(plus)
	return named{month: mm, nth: n, weekday: time.Weekday(shared.words[day].n), plus: p}, errM == nil && errN == nil && shared.words[day].class&isWeekday != 0
}

// in returns the day in the given year.
func (f named) in(y int) (onrecord.Date, bool) {
	switch {
	case y < 1 || y > 9000:
		return onrecord.Date{}, false
	case f.easter:
		return easter(y).AddDays(f.plus), true
	case f.nth != 0:
		s, ok := wholeOf(y, f.month, 0)
		return nthWeekday(s, f.nth, f.weekday).from.AddDays(f.plus), ok
	}
	return onrecord.ValidDate(y, time.Month(f.month), f.day)
}

// easter returns Easter Sunday of the Gregorian calendar (the anonymous
// algorithm of Meeus, Astronomical Algorithms, chapter 8).
func easter(y int) onrecord.Date {
	a, b, c := y%19, y/100, y%100
	d, e := b/4, b%4
	f := (b + 8) / 25
	g := (b - f + 1) / 3
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return onrecord.NewDate(y, time.Month(n/31), n%31+1)
}

// feast reads "Easter", "Christmas Eve 2025", "Thanksgiving".
func (r *reader) feast(i int) (moment, bool) {
	end, value, ok := r.feastAt(i)
	if !ok || !r.titled(i) && end < r.hi && i > r.lo && !r.has(i-1, isBound) {
		return moment{}, false
	}
	f, ok := parseNamed(value)
	if !ok {
		return moment{}, false
	}
	m := moment{first: i, last: end, feast: &f, grain: day}
	if y, next, ok := r.yearAt(end); ok {
		m.year, m.last = y, next
		return m, true
	}
	if r.is(end, ",") {
		if y, next, ok := r.yearAt(end + 1); ok {
			m.year, m.last = y, next
			return m, true
		}
	}
	if r.has(end, isShift) && r.is(end+1, "year") || r.is(end, "of") && r.has(end+1, isShift) && r.is(end+2, "year") {
		if r.is(end, "of") {
			end++
		}
		m.year, m.last = r.issued.Year()+sign(int(r.at(end).n)), end+2
		return m, !r.issued.IsZero()
	}
	if r.is(i, "world", "international", "universal", "national", "european") && !r.has(i-1, isBound) {
		return moment{}, false // "to mark World Water Day" names it, and tells no time
	}
	if day := m; r.is(end, ",", "(", "–") {
		if r.apposition(&day, end); day.last > end { // Mourning Day, 4 May
			day.feast, day.placed = nil, true
			return day, true
		}
	}
	if r.kind(end) == text.Word && !r.grammar(end) && !r.verbish(end) && !r.has(end, isShift|isNear) {
		return moment{}, false // Christmas markets, Easter holidays, the Boxing Day sales
	}
	if strings.Count(r.d.Words(i, end), " ") == 0 && r.is(end, "and", ",", "or") && !r.has(i-1, isBound) {
		return moment{}, false
	}
	return m, true
}

// feastAt finds the longest named day at i; a possessive may stand in it.
func (r *reader) feastAt(i int) (end int, value string, ok bool) {
	key := make([]byte, 0, 48)
	for k := i; k < min(r.hi, i+6); k++ {
		if k > i && r.kind(k) != text.Clitic && !r.glued(k) {
			key = append(key, ' ')
		}
		key = append(key, r.norm(k)...)
		if v, is := shared.feasts.Lookup(string(key)); is {
			end, value, ok = k+1, v, true
		}
	}
	return end, value, ok
}

// shiftedFeast reads "this Christmas", "last Easter", "next Thanksgiving".
func (r *reader) shiftedFeast(i, k, n int) (moment, bool) {
	end, value, ok := r.feastAt(k)
	if !ok {
		return moment{}, false
	}
	f, ok := parseNamed(value)
	if !ok || r.kind(end) == text.Word && !r.grammar(end) && !r.verbish(end) {
		return moment{}, false
	}
	y := r.issued.Year()
	d, ok := f.in(y)
	switch {
	case !ok:
		return moment{}, false
	case n < 0 && !d.Before(r.issued):
		d, ok = f.in(y - 1)
	case n > 0 && !d.After(r.issued):
		d, ok = f.in(y + 1)
	case n == 0 && daysBetween(d, r.issued) > 180:
		d, ok = f.in(y + 1)
	}
	return moment{first: i, last: end, at: span{d, d}, placed: true, grain: day}, ok
}
