package date

import (
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/text"
)

// roll returns the stretch of n units that ends or starts on the day of issue.
func (r *reader) roll(way int, u unit, n int) span {
	if way < 0 {
		return span{add(r.issued, u, -n), r.issued}
	}
	return span{r.issued, add(r.issued, u, n)}
}

// limits of what is a plausible count of units.
const mostUnits = 400

// count reads "4", "four", "a", "a couple of" before a unit.
func (r *reader) count(i int) (n, next int, ok bool) {
	if v, _, is := r.digits(i); is && v > 0 && v <= mostUnits && r.free(i) {
		if r.is(i+1, "-") && r.has(i+2, isUnit) {
			return v, i + 2, true
		}
		return v, i + 1, true
	}
	if r.is(i, "a") && r.is(i+1, "couple") && r.is(i+2, "of") {
		return 2, i + 3, true
	}
	if r.is(i, "couple") && r.is(i+1, "of") {
		return 2, i + 2, true
	}
	if w := r.at(i); w.class&isNumber != 0 {
		if o := r.at(i + 2); w.n >= 20 && r.is(i+1, "-") && o.class&isNumber != 0 && o.n < 10 { // twenty-nine
			return int(w.n + o.n), i + 3, true
		}
		return int(w.n), i + 1, true
	}
	return 0, i, false
}

// rolling reads "the last six years", "the next 18 months", "past decade".
func (r *reader) rolling(i int) (moment, bool) {
	way := sign(int(r.at(i).n))
	if way == 0 || r.at(i).n == 9 || r.issued.IsZero() {
		return moment{}, false
	}
	n, k, ok := r.count(i + 1)
	if ok && r.is(k, "hours") && n >= 12 && r.is(i-1, "the") && r.is(i-2, "in", "over", "within", "during") {
		return moment{first: i, last: k + 1, at: r.roll(way, day, (n+23)/24), placed: true, bound: onrecord.BoundWithin, grain: day}, true
	}
	if !ok || r.is(i+1, "a", "an") || !r.has(k, isUnit) {
		return moment{}, false
	}
	if u := unit(r.at(k).n); u == weekend || u == half || u == quarter && way < 0 {
		return moment{}, false
	}
	if !r.is(i-1, "the", "these", "our", "his", "her", "its", "in", "over", "during", "within", "for", "this") { // "it will last 3 years"
		return moment{}, false
	}
	if r.is(i, "previous", "preceding") {
		return r.stretchBefore(i, n, k)
	}
	if r.is(i, "following", "same") {
		return moment{}, false
	}
	if way > 0 && r.is(i-2, "over", "in", "for", "during") && r.opens(i-2) && r.auxiliaryOrEd(k+1) {
		return moment{}, false // a story told in the past
	}
	if way < 0 && r.is(k+1, "of") && r.is(k+2, "the", "his", "her", "their", "its", "my", "our", "a", "an") {
		return moment{first: i, last: k + 1, skip: k + 1, refused: ruleUnplaced}, false // "the last two years of his life"
	}
	m := moment{first: i, last: k + 1, at: r.roll(way, unit(r.at(k).n), n), placed: true, bound: onrecord.BoundWithin, grain: year}
	if way > 0 && r.is(m.last, "from") {
		r.startsOn(&m, n, unit(r.at(k).n))
	}
	return m, true
}

// startsOn moves the stretch of n units to the day that "from" at m.last gives:
// "the next 3 months from 17 March".
func (r *reader) startsOn(m *moment, n int, u unit) bool {
	base, ok := moment{}, false
	if r.has(m.last+1, isWeekday) {
		base, ok = r.weekday(m.last + 1)
	} else {
		base, ok = r.dayOnly(m.last + 1)
	}
	if !ok || base.at.from.IsZero() && !r.place(&base) || base.at.from.IsZero() {
		return false
	}
	m.at, m.last, m.placed, m.bound = span{base.at.from, add(base.at.from, u, n)}, base.last, true, onrecord.BoundWithin
	return true
}

// auxiliaryOrEd reports whether the clause that starts at i is in the past.
func (r *reader) auxiliaryOrEd(i int) bool {
	return i < r.hi && r.tenseAhead(i) == past
}

// inSomeTime reads "in 3 months' time", "in two weeks", "in a decade",
// "within 18 months".
func (r *reader) inSomeTime(i int) (moment, bool) {
	within := r.is(i, "within")
	if r.issued.IsZero() || !within && !r.is(i, "in") {
		return moment{}, false
	}
	c := i + 1
	if r.is(c, "just", "about", "around", "under") {
		c++
		if r.is(c-1, "just") && r.is(c, "over", "under") {
			c++
		}
	}
	n, k, ok := r.count(c)
	if !ok || !r.has(k, isUnit) {
		return moment{}, false
	}
	u := unit(r.at(k).n)
	if u == weekend || u == quarter || u == half {
		return moment{}, false
	}
	m := moment{first: i, last: k + 1, placed: true, grain: day, bare: true}
	by := add(r.issued, u, n)
	m.at = span{by, by}
	next := m.last
	if r.kind(next) == text.Clitic {
		next++
	}
	if r.is(next, "time") || r.is(next, "from") && r.is(next+1, "now", "today") {
		m.last = next + 1
		if r.is(next, "from") {
			m.last++
		}
		return m, true
	}
	if r.is(next, "of", "after", "from", "before", "following") || r.is(next, "old", "prison", "jail", "custody", "imprisonment") || r.kind(m.last) == text.Clitic || r.titled(k) {
		return moment{}, false
	}
	if !within && !r.looksAhead(&m) {
		return moment{}, false
	}
	if within && (r.tense(&m) == past && !r.askedFor(&m) || r.told > 0 && r.is(r.told-1, "would")) {
		return moment{}, false // "the law would end it within 5 years" counts from nothing that is named
	}
	if within || u == month || u == year || u == decade || u == century {
		m.bound, m.at.from = onrecord.BoundBy, onrecord.Date{}
	}
	return m, true
}

// askedFor reports whether an infinitive after "has" or "have" is what is still to be
// done in the time: "has asked the board to report within 12 months".
func (r *reader) askedFor(m *moment) bool {
	low := max(r.lo, m.first-reach, r.d.Sentences[r.d.Tokens[m.first].Sentence].First)
	to := 0
	for k := m.first - 1; k >= low; k-- {
		switch {
		case to == 0 && r.is(k, "to"):
			to = k
		case to == 0 && m.first-k > 8:
			return false
		case to > 0 && r.is(k, "has", "have", "'ve"):
			return !r.is(k+1, "to") && to-k > 2
		}
	}
	return false
}

// looksAhead reports whether "in a decade" is a time to come, not how long
// something took ("the first in a decade", "built in two years").
func (r *reader) looksAhead(m *moment) bool {
	low := max(r.lo, m.first-14, r.d.Sentences[r.d.Tokens[m.first].Sentence].First)
	for k := m.first - 1; k >= low; k-- {
		n := r.norm(k)
		if n == "first" || n == "most" || n == "record" || n == "least" || len(n) > 5 && n[len(n)-3:] == "est" || n == "once" || n == "times" {
			return false
		}
	}
	if r.is(m.last, "ago", "running") {
		return false
	}
	return r.tense(m) == future || m.first == low && m.last >= r.hi-1
}

// ago reads "six months ago", "a year ago", "two weeks from now", "20 years
// ago"; "more than 20 years ago" places nothing and is left out.
func (r *reader) ago(i int) (moment, bool) {
	n, k, ok := r.count(i)
	if !ok || !r.has(k, isUnit) || r.issued.IsZero() && !r.is(k+1, "later", "after", "before") {
		return moment{}, false
	}
	if r.is(i, "a", "an") && r.is(k+1, "from") && (r.kind(i-1) == text.Number || r.is(i-1, "million", "billion", "thousand", "m", "bn", "%")) {
		return moment{}, false // "£18 million a year from 1 January"
	}
	u := unit(r.at(k).n)
	if u == weekend || u == half {
		return moment{}, false
	}
	m := moment{first: i, placed: true, grain: day, bare: true}
	if r.is(k+1, "from") && r.is(i-1, "for") {
		if m.last = k + 1; r.startsOn(&m, n, u) {
			m.bare, m.grain = false, year
			return m, true // "for 3 weeks from 7 July"
		}
		return moment{}, false
	}
	if r.is(k+1, "after", "before", "from", "following", "later") && !(r.is(k+1, "from") && r.is(k+2, "now", "today")) {
		return r.offset(m, n, u, k+1)
	}
	switch {
	case r.is(k+1, "ago"):
		n, m.last = -n, k+2
		if r.is(m.last, "today") {
			m.last++ // to the day
		}
	case r.is(k+1, "hence"):
		m.last = k + 2
	case r.is(k+1, "from") && r.is(k+2, "now", "today"):
		m.last = k + 3
	default:
		return moment{}, false
	}
	if r.is(i-1, "over", "nearly", "almost", "about", "around", "least", "under", "some", "half") || r.is(i-1, "than") && r.is(i-2, "more", "less", "fewer") {
		m.skip = m.last
		return m, false
	}
	d := add(r.issued, u, n)
	m.at = span{d, d}
	if v := r.at(m.last + 1); r.is(k+1, "ago") && r.is(m.last, "this") && v.class&isUnit != 0 && unit(v.n) != day && !d.IsZero() {
		m.at, m.grain, m.last = calendar(d, unit(v.n), 0, r.country), unit(v.n), m.last+2 // two years ago this month
	}
	return m, !d.IsZero()
}

// yearEnding reads "the year to June 2024", "12 months ending 31 March 2025",
// "financial year ending March 2025", "three weeks beginning 3 March".
func (r *reader) yearEnding(i int) (moment, bool) {
	n, k := 1, i
	if c, next, ok := r.count(i); ok {
		if r.is(i, "a", "an") {
			return moment{}, false
		}
		n, k = c, next
	}
	u := unit(r.at(k).n)
	if !r.has(k, isUnit) || u != year && u != month && u != quarter && u != week || k == i && u == month || k == i && r.is(k, "years") {
		return moment{}, false
	}
	c := k + 1
	if r.is(c, "beginning", "starting", "commencing") && (k > i || u != week) {
		return r.stretchFrom(i, c+1, u, n)
	}
	switch {
	case r.is(c, "ending", "ended"):
		c++
	case r.is(c, "up") && r.is(c+1, "to"):
		c += 2
	case r.is(c, "to") && (u != week || k != i):
		c++
	default:
		return moment{}, false
	}
	for r.is(c, "the", "end", "of", "on") {
		c++
	}
	e, ok := r.absolute(c)
	if !ok || !r.place(&e) || e.at.to.IsZero() || e.grain == year {
		return moment{}, false
	}
	from := add(e.at.to.AddDays(1), u, -n)
	return moment{first: i, last: e.last, at: span{from, e.at.to}, placed: true, given: e.given, bound: onrecord.BoundWithin, grain: year}, true
}

// stretchFrom reads the day on which a stretch of n units begins: "three weeks
// beginning 3 March", "the financial year starting 1 April 2025".
func (r *reader) stretchFrom(i, c int, u unit, n int) (moment, bool) {
	for r.is(c, "the", "on", "from", "in") {
		c++
	}
	b, ok := r.absolute(c)
	if !ok || b.grain == year || !r.place(&b) || b.at.from.IsZero() {
		return moment{}, false
	}
	to := add(b.at.from, u, n).AddDays(-1)
	return moment{first: i, last: b.last, at: span{b.at.from, to}, placed: true, given: b.given, bound: onrecord.BoundWithin, grain: year}, true
}

// absolute reads a day or month at i.
func (r *reader) absolute(i int) (moment, bool) {
	if m, ok := r.dayOnly(i); ok {
		return m, true
	}
	if r.has(i, isMonth) {
		return r.monthFirstDate(i)
	}
	if r.kind(i) == text.Number {
		return r.yearAlone(i)
	}
	return moment{}, false
}

// weekOf reads "week commencing 3 March", "week ending 7 March", "week of
// 7 October".
func (r *reader) weekOf(i int) (moment, bool) {
	if !r.is(i, "week") || !r.is(i+1, "commencing", "beginning", "starting", "of", "ending") {
		return moment{}, false
	}
	c := i + 2
	if r.is(c, "on", "the") {
		c++
	}
	var e moment
	ok := false
	if r.has(c, isWeekday) {
		e, ok = r.weekday(c)
	} else {
		e, ok = r.dayOnly(c)
	}
	if !ok || !r.place(&e) {
		return moment{}, false
	}
	s := calendar(e.at.from, week, 0, r.country)
	if r.is(i+1, "of") && r.country == "US" && e.at.from.Weekday() == time.Sunday {
		s = span{e.at.from, e.at.from.AddDays(6)} // American weeks begin on Sunday
	}
	if r.is(i+1, "ending") {
		s = span{e.at.to.AddDays(-6), e.at.to}
	} else if !r.is(i+1, "of") {
		s = span{e.at.from, e.at.from.AddDays(6)}
	}
	return moment{first: i, last: e.last, at: s, placed: true, given: e.given, grain: week}, true
}

// unitEnd reads "year end", "month's end", "the year before".
func (r *reader) unitEnd(i int) (moment, bool) {
	u := unit(r.at(i).n)
	k := i + 1
	if u == year && r.is(i-1, "the") && r.is(k, "before") {
		return r.yearBefore(i)
	}
	if r.kind(k) == text.Clitic || r.is(k, "-") && r.glued(k) {
		k++
	}
	if r.issued.IsZero() || u != year && u != month || !r.is(k, "end") || k == i+1 && !r.is(i-1, "by", "before", "at") {
		return moment{}, false
	}
	return moment{first: i, last: k + 1, at: cut(calendar(r.issued, u, 0, r.country), end), placed: true, edge: end, grain: u}, true
}

// yearBefore reads "the year before" after a year of the same block: "8,116
// in the year to March, down from 8,642 the year before".
func (r *reader) yearBefore(i int) (moment, bool) {
	s := r.said.last
	if r.said.block != r.blockOf() || s.from.IsZero() || s.to.IsZero() || r.kind(i+2) == text.Word && !r.grammar(i+2) || r.is(i+2, "the", "a", "an", "his", "her", "its", "their", "this", "that") {
		return moment{}, false
	}
	if n := daysBetween(s.from, s.to); n < 360 || n > 366 {
		return moment{}, false
	}
	return moment{first: i, last: i + 2, at: span{s.from.AddMonths(-12), s.from.AddDays(-1)}, placed: true, same: true, bound: onrecord.BoundWithin, grain: year}, true
}

// sinceThen reads "then", "that day" and the like after "since": the last date
// that the paragraph, or the one before it, told.
func (r *reader) sinceThen(i int) (moment, bool) {
	m := moment{first: i, last: i + 1, placed: true, same: true, grain: year, at: r.said.last}
	switch {
	case r.is(i, "that") && r.is(i+1, "time", "period") && r.is(i-1, "over", "during", "in"):
		return r.thatPeriod(i)
	case !r.is(i-1, "since"):
		return moment{}, false
	case r.is(i, "that") && r.is(i+1, "day", "date", "time", "point", "year", "month", "week"):
		m.last++
	case !r.is(i, "then"):
		return moment{}, false
	}
	told := r.said.block == r.blockOf() || r.said.block == r.blockOf()-1
	if !told || m.at.from.IsZero() || !r.issued.IsZero() && !m.at.from.Before(r.issued) {
		return moment{first: i, last: m.last, refused: ruleUnplaced}, false
	}
	m.at.to = m.at.from
	return m, true
}

// thatPeriod reads "that period" after "over" or "during": the stretch of days
// that the paragraph gave before, where it named no other time since.
func (r *reader) thatPeriod(i int) (moment, bool) {
	s := &r.said
	if s.block != r.blockOf() || s.last != s.period || s.last.from.IsZero() || s.last.to.IsZero() || s.last.from == s.last.to {
		return moment{}, false
	}
	last := i + 2
	if r.is(i+1, "time") && r.is(last, "period", "frame") {
		last++
	}
	return moment{first: i, last: last, placed: true, same: true, grain: year, at: s.last, bound: onrecord.BoundWithin}, true
}

// now reads "now" where a range starts from it: "between now and March".
func (r *reader) now(i int) (moment, bool) {
	if !r.is(i, "now") || r.issued.IsZero() || !r.is(i-1, "between", "from") || !r.is(i+1, "and", "until", "to", "through") {
		return moment{}, false
	}
	return moment{first: i, last: i + 1, at: span{r.issued, r.issued}, placed: true, needs: true, joined: false, grain: day, same: true}, true
}
