package date

import "github.com/onrecord/onrecord/text"

// firstHalfOf reads "first half of 2025", "the second quarter of this year",
// "third quarter 2024".
func (r *reader) firstHalfOf(i int) (moment, bool) {
	if r.is(i, "the") {
		i++
	}
	n, k, ordinal, ok := r.dayNumber(i)
	if !ok && r.is(i, "last", "final", "latter") {
		n, k, ordinal, ok = -1, i+1, true, true
	}
	u := r.at(k)
	if !ok || !ordinal || u.class&isUnit == 0 || unit(u.n) != quarter && unit(u.n) != half {
		return moment{}, false
	}
	c := k + 1
	if r.is(c, "of", "in") {
		c++
	} else if _, _, ok := r.yearAt(c); !ok && !(r.has(c, isShift) && r.is(c+1, "year")) {
		return moment{}, false
	}
	y, ok := r.container(c)
	if !ok || y.grain != year && y.grain != month && y.grain != decade || !r.place(&y) {
		return moment{}, false
	}
	s, ok := slice(y.at, n, unit(u.n))
	return moment{first: i, last: y.last, at: s, placed: true, given: y.given, grain: unit(u.n)}, ok
}

// slice cuts a year into quarters or halves; a shorter stretch into halves by days.
func slice(s span, n int, u unit) (span, bool) {
	count := 4
	if u == half {
		count = 2
	}
	if n < 0 {
		n = count
	}
	days := daysBetween(s.from, s.to) + 1
	if n > count || days < 28 {
		return span{}, false
	}
	if days > 300 {
		months := 12 / count
		if days > 3000 {
			months = 120 / count
		}
		return span{s.from.AddMonths(months * (n - 1)), s.from.AddMonths(months * n).AddDays(-1)}, true
	}
	return span{s.from.AddDays(days / count * (n - 1)), s.from.AddDays(days/count*n - 1)}, true
}

// numberedPart reads "Q1 2025", "Q3 of 2024/25", "H2 2026".
func (r *reader) numberedPart(i int) (moment, bool) {
	if !r.is(i, "q", "h") || !r.glued(i+1) || r.shape(i) == text.Lower && r.is(i, "h") {
		return moment{}, false
	}
	n, length, ok := r.digits(i + 1)
	u := quarter
	if r.is(i, "h") {
		u = half
	}
	if !ok || length != 1 || n < 1 || n > 4 {
		return moment{}, false
	}
	c := i + 2
	if r.is(c, "of") {
		c++
	}
	m := moment{first: i, last: i + 2, placed: true, grain: u}
	var y moment
	if y, ok = r.container(c); ok && y.grain == year && r.place(&y) {
		m.last, m.given = y.last, y.given
	} else {
		if r.issued.IsZero() || u == half {
			return moment{}, false
		}
		if r.is(i-1, "(") && r.said.token == i-1 {
			return moment{}, false // "the three months to December 2024 (Q4)" says it again
		}
		y.at = calendar(r.issued, year, 0, r.country)
	}
	if m.at, ok = slice(y.at, n, u); ok && !m.given && m.at.from.After(r.issued) && r.tense(&m) == past {
		m.at = span{m.at.from.AddMonths(-12), m.at.from.AddMonths(-9).AddDays(-1)}
	}
	return m, ok
}

// monthQuarter reads "the June quarter of 2024", the three months that end
// with it; without a year the last that is over, and none while one of that name runs.
func (r *reader) monthQuarter(i int) (moment, bool) {
	m, c := moment{first: i, last: i + 2, placed: true, grain: quarter}, i+2
	if r.is(c, "of", "in") {
		c++
	}
	y, next, given := r.yearAt(c)
	if given {
		m.last, m.given = next, true
	} else if y = r.issued.Year(); r.issued.IsZero() {
		return moment{}, false
	}
	last, ok := wholeOf(y, int(r.at(i).n), 0)
	m.at = span{last.from.AddMonths(-2), last.to}
	if !given && m.at.from.After(r.issued) {
		m.at = span{last.from.AddMonths(-14), last.from.AddMonths(-11).AddDays(-1)}
	}
	return m, ok && (given || m.at.to.Before(r.issued))
}
