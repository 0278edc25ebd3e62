package date

import (
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// calendar returns the week, month, … that holds d, moved by n of them.
func calendar(d onrecord.Date, u unit, n int, country string) span {
	switch u {
	case day:
		return span{d.AddDays(n), d.AddDays(n)}
	case week, fortnight:
		monday := d.AddDays(-(int(d.Weekday())+6)%7 + 7*n)
		return span{monday, monday.AddDays(6)}
	case weekend:
		w := calendar(d, week, n, country)
		return span{w.to.AddDays(-1), w.to}
	case month:
		first := onrecord.NewDate(d.Year(), d.Month(), 1).AddMonths(n)
		return span{first, first.AddMonths(1).AddDays(-1)}
	case quarter:
		first := onrecord.NewDate(d.Year(), (d.Month()-1)/3*3+1, 1).AddMonths(3 * n)
		return span{first, first.AddMonths(3).AddDays(-1)}
	case half:
		first := onrecord.NewDate(d.Year(), (d.Month()-1)/6*6+1, 1).AddMonths(6 * n)
		return span{first, first.AddMonths(6).AddDays(-1)}
	case year:
		s, _ := wholeOf(d.Year()+n, 0, 0)
		return s
	case decade:
		a, _ := wholeOf(d.Year()/10*10+10*n, 0, 0)
		b, _ := wholeOf(d.Year()/10*10+10*n+9, 0, 0)
		return span{a.from, b.to}
	}
	return span{}
}

// add returns d moved by n units.
func add(d onrecord.Date, u unit, n int) onrecord.Date {
	switch u {
	case day:
		return d.AddDays(n)
	case week:
		return d.AddDays(7 * n)
	case fortnight:
		return d.AddDays(14 * n)
	case month:
		return d.AddMonths(n)
	case quarter:
		return d.AddMonths(3 * n)
	case year:
		return d.AddMonths(12 * n)
	case decade:
		return d.AddMonths(120 * n)
	case century:
		return d.AddMonths(1200 * n)
	}
	return onrecord.Date{}
}

// grammar reports whether token i is a word of grammar or a modal verb.
func (r *reader) grammar(i int) bool {
	return i >= r.lo && i < r.hi && r.d.Tokens[i].Has(tag.Function|tag.Modal)
}

// verbish reports whether token i looks like a verb form.
func (r *reader) verbish(i int) bool {
	n := r.norm(i)
	return r.has(i, isFuture|isPast) || strings.HasSuffix(n, "ed") || strings.HasSuffix(n, "ing") || strings.HasSuffix(n, "ly") || n == "onwards" || n == "alone" || n == "just" || n == "only"
}

// near reads "today", "later today", "today (Monday 10 February)", "the day
// after tomorrow", "tomorrow, 3 March". The day in brackets is the day meant.
func (r *reader) near(i int) (moment, bool) {
	dateline := r.is(i-2, ",") && i-1 >= r.lo && r.d.Tokens[i-1].Shape == text.Upper // "EASTMERE, DC Today"
	if r.titled(i) && r.titled(i-1) && !dateline && !r.opens(i-1) && !r.opens(i) && !r.grammar(i-1) && !r.has(i-1, isMonth|isWeekday) || r.is(i-1, "usa") || r.better(i) {
		return moment{}, false
	}
	n := int(r.at(i).n)
	m := moment{first: i, last: i + 1, grain: day, placed: true, bare: true}
	if !r.issued.IsZero() {
		m.at = span{r.issued.AddDays(n), r.issued.AddDays(n)}
	}
	if r.is(i-1, "later", "earlier") {
		m.first--
	}
	if r.is(i-1, "after", "before") && r.is(i-2, "day") {
		step := 1
		m.first = i - 2
		if r.is(i-1, "before") {
			step = -1
		}
		return moment{first: m.first, last: m.last, grain: day, placed: true, bare: true, at: span{m.at.from.AddDays(step), m.at.to.AddDays(step)}}, !r.issued.IsZero()
	}
	r.apposition(&m, i+1)
	return m, !m.at.from.IsZero()
}

// better reports whether the word at i stands for the future, which is to be
// better: "a brighter tomorrow".
func (r *reader) better(i int) bool {
	return r.is(i-2, "a", "an", "our", "this", "that") && r.is(i-1, "better", "bigger", "bolder", "brighter", "cleaner", "fairer", "greener", "happier", "healthier", "kinder", "new", "richer", "safer", "smarter", "stronger")
}

// apposition takes in the day that stands in brackets or between commas
// after a relative one. Where the two differ, the written day holds.
func (r *reader) apposition(m *moment, k int) {
	open := r.norm(k)
	if open == "[" {
		open = "("
	}
	if open != "(" && open != "," && open != "–" && open != "-" {
		return
	}
	var a moment
	ok := false
	if a, ok = r.dayOnly(k + 1); !ok && r.has(k+1, isWeekday) {
		a, ok = r.weekday(k + 1)
	}
	if !ok || open == "(" && !r.is(a.last, ")", "]") || open != "(" && a.last < r.hi && r.kind(a.last) != text.Punct && a.grain != day {
		return
	}
	a.first = m.first
	if r.issued.IsZero() && a.year == 0 || a.grain != day && a.grain != weekDayOnly {
		return
	}
	if open != "(" && a.grain == weekDayOnly {
		return
	}
	written, was := a, m.at
	if written.year == 0 && !written.placed && written.grain == day && !was.from.IsZero() {
		written.year = nearestYear(was.from, written.month, written.day)
	}
	if !r.place(&written) {
		return
	}
	if written.grain == weekDayOnly {
		written.at = was
		if was.from.Weekday() != written.weekday {
			written.at = calendar(was.from, week, 0, r.country)
			written.at = weekdayIn(written.at, written.weekday)
		}
	}
	if m.grain == day && !was.from.IsZero() && written.at != was {
		m.note = "as written; the release's day of issue is " + r.issued.String()
	} else if written.note != "" {
		m.note = written.note
	}
	m.at, m.last = written.at, a.last
	if open == "(" {
		m.last++
	}
}

// nearestYear returns the year in which that day lies nearest to d.
func nearestYear(d onrecord.Date, m, dd int) int {
	best, score := d.Year(), 1<<30
	for y := d.Year() - 1; y <= d.Year()+1; y++ {
		if s, ok := wholeOf(y, m, dd); ok {
			n := daysBetween(d, s.from)
			if n = max(n, -n); n < score {
				best, score = y, n
			}
		}
	}
	return best
}

// shifted reads "last week", "this summer", "next Thursday", "the previous
// January", "the next financial year", "this past Monday".
func (r *reader) shifted(i int) (moment, bool) {
	n := int(r.at(i).n)
	k := i + 1
	if r.is(i, "this") && (r.is(k, "period") || r.is(k, "time") && r.is(k+1, "period", "frame")) && r.is(i-1, "over", "during", "in") {
		m, ok := r.thatPeriod(i)
		m.rule = ruleThen
		return m, ok
	}
	if n == 0 && r.has(k, isShift) && r.at(k).n != 0 && r.at(k).n != 9 {
		n = 3
		if r.is(k, "past", "last") {
			n = -3
		}
		k++
	} else if r.is(i, "coming", "upcoming", "forthcoming") && r.has(k, isWeekday) {
		n = 3
	}
	m := moment{first: i, last: k + 1, grain: year, placed: true}
	if n == 9 {
		return r.samePeriod(i, k)
	}
	if r.depth == 0 && r.is(i-1, "earlier", "later", "early", "late", "mid") { // partOf reads it
		return moment{}, false
	}
	if r.issued.IsZero() || r.is(i, "following") && !r.is(i-1, "the") {
		return moment{}, false
	}
	if m, ok := r.nth(i); ok {
		return m, true
	}
	w := r.at(k)
	switch {
	case r.is(k, "night", "evening") && r.is(i, "last"):
		m.at, m.bare, m.grain = calendar(r.issued, day, -1, ""), true, day
	case w.class&isCompass != 0 && n == 0:
		m.at, m.bare, m.grain = calendar(r.issued, day, 0, ""), true, day
	case w.class&isYearKind != 0 && r.is(k+1, "year"):
		m.at, m.last = r.yearOfKind(r.norm(k), r.issued, sign(n)), k+2
	case w.class&isUnit != 0 && !strings.HasSuffix(r.norm(k), "s"):
		if !r.shiftedUnit(&m, i, n, unit(w.n)) {
			return moment{}, false
		}
		if r.is(i-1, "time") && r.is(i-2, "this") { // this time next year
			d := add(r.issued, unit(w.n), sign(n))
			m.first, m.at, m.bound = i-2, span{d, d}, ""
		}
		r.apposition(&m, m.last)
	case w.class&isMonth != 0 && (r.titled(k) || len(r.norm(k)) > 3 && !r.is(k, "march", "may")):
		if _, _, ordinal, ok := r.dayNumber(k + 1); ok && (ordinal || r.monthFirst) {
			return moment{}, false
		}
		m.at = r.shiftedMonth(n, int(w.n))
		if r.glued(k+1) && r.is(k+1, ".") && len(r.norm(k)) < 5 {
			m.last = k + 1
		}
	case w.class&isWeekday != 0 && (r.titled(k) || !r.is(k, "sat", "sun", "wed")):
		if _, ok := r.dayOnly(k + 1); ok {
			d, _ := r.weekday(k)
			d.first = i
			return d, true
		}
		m.at, m.grain = r.shiftedWeekday(&m, n, w), day
		r.apposition(&m, m.last)
	case w.class&isSeason != 0:
		if r.titled(k+1) && !r.grammar(k+1) {
			return moment{}, false
		}
		m.at = r.shiftedSeason(&m, n, r.seasonStart(k))
	case w.class&isFeast != 0:
		return r.shiftedFeast(i, k, n)
	default:
		return moment{}, false
	}
	return m, true
}

// shiftedUnit places "last week", "the past year", "the following month".
func (r *reader) shiftedUnit(m *moment, i, n int, u unit) bool {
	the := r.is(i-1, "the", "these", "his", "our")
	if u == century || u == half && n != 0 || u == day && n == 0 {
		return false // "to this day"
	}
	if u == day && n != -2 && n != 2 || n == -2 || n == 2 {
		return r.pointed(m, n, u)
	}
	if the && n != 0 && u != weekend && u != quarter || r.is(i, "past", "coming") && u != weekend && u != quarter || n == 3 || n == -3 {
		if r.is(i, "next", "coming") && (u == week || u == month) && !r.is(i-2, "over", "within", "during", "for", "in") {
			m.at = calendar(r.issued, u, 1, r.country)
			return true
		}
		m.at, m.bound = r.roll(sign(n), u, 1), onrecord.BoundWithin
		return !r.is(m.last, "and") || !r.is(m.last+1, "half", "a")
	}
	m.at, m.grain = calendar(r.issued, u, sign(n), r.country), u
	return true
}

// pointed places "the previous year" and "the following week" from the date
// named before in the same block, from the day of issue where there is none.
func (r *reader) pointed(m *moment, n int, u unit) bool {
	from := r.issued
	said := r.said.block == r.blockOf() && !r.said.last.from.IsZero()
	if n > 0 && !said && r.said.block == r.blockOf()-1 && !r.said.last.to.IsZero() && r.said.last.to != r.issued {
		said = true // told on from the paragraph before
	}
	if n > 0 && said && u == year && r.said.last.from.Day() == 1 && r.said.last.from.Month() != 1 {
		if days := daysBetween(r.said.last.from, r.said.last.to) + 1; days == 365 || days == 366 { // a year from April
			from := r.said.last.to.AddDays(1)
			m.at, m.grain = span{from, from.AddMonths(12).AddDays(-1)}, u
			return true
		}
	}
	if s := r.said.last; n < 0 && said && u == year && r.said.explicit || n < 0 && said && u == year && r.said.bound == onrecord.BoundWithin {
		if days := daysBetween(s.from, s.to) + 1; (days == 365 || days == 366) && s.from.Day() == 1 && s.from.Month() != 1 && !s.to.IsZero() {
			m.at, m.grain = span{s.from.AddMonths(-12), s.from.AddDays(-1)}, u
			m.compared = true
			return true
		}
	}
	if n > 0 && !said && r.tense(m) == past {
		return false
	}
	if said {
		from = r.said.last.from
		if n > 0 && !r.said.last.to.IsZero() {
			from = r.said.last.to
		}
	} else if u == day {
		return false
	}
	if u == year && said && n < 0 && r.said.last.from.Year() < r.issued.Year()-1 && r.said.last.from.Month() != r.issued.Month() {
		from = r.said.last.from
	} else if u == year && n < 0 {
		from = r.issued
		if said && !r.said.last.to.IsZero() && r.said.explicit {
			from = r.said.last.to
		}
	}
	m.at, m.grain = calendar(from, u, sign(n), r.country), u
	m.compared = n < 0
	return true
}

func (r *reader) shiftedMonth(n, mm int) span {
	y := r.issued.Year()
	here := int(r.issued.Month())
	switch {
	case n == -2: // the previous January: the one before the January named
		if r.said.block == r.blockOf() && int(r.said.last.from.Month()) == mm && !r.said.last.from.IsZero() {
			y = r.said.last.from.Year() - 1
		} else if mm >= here {
			y--
		}
	case n < 0:
		if mm >= here {
			y--
		}
	case n == 1 || n == 2:
		if mm <= here || n == 1 && mm-here > 2 {
			y++
		}
	case n == 3:
		if mm < here {
			y++
		}
	default: // this April: the one that is nearest
		if here-mm > 6 {
			y++
		}
	}
	s, _ := wholeOf(y, mm, 0)
	return s
}

func (r *reader) shiftedWeekday(m *moment, n int, w word) span {
	toward := (int(w.n) - int(r.issued.Weekday()) + 7) % 7
	switch n {
	case 0:
		if toward != 0 && r.tense(m) == past {
			toward -= 7
		}
	case 3:
		if toward == 0 {
			toward = 7
		}
	case -3:
		toward -= 7
	case -1, -2, 1, 2:
		s := calendar(r.issued, week, sign(n), "")
		return span{s.from.AddDays((int(w.n) + 6) % 7), s.from.AddDays((int(w.n) + 6) % 7)}
	}
	return span{r.issued.AddDays(toward), r.issued.AddDays(toward)}
}

// shiftedSeason: "this winter" in February is the one that still runs.
func (r *reader) shiftedSeason(m *moment, n, first int) span {
	y := r.issued.Year()
	s, _ := seasonIn(y, first)
	if first == 12 && r.issued.Month() <= 2 {
		s, _ = seasonIn(y-1, first)
	}
	running := !r.issued.Before(s.from) && !r.issued.After(s.to)
	switch {
	case n == 0 && daysBetween(r.issued, s.from) > farSeason && r.tense(m) == past:
		s, _ = seasonIn(s.from.Year()-1, first) // "as we saw this summer", said in January
	case n < 0:
		if running || s.from.After(r.issued) {
			s, _ = seasonIn(s.from.Year()-1, first)
		}
	case n > 0:
		if running || s.to.Before(r.issued) {
			s, _ = seasonIn(s.from.Year()+1, first)
		}
	}
	return s
}

// farSeason is how many days ahead "this summer" may be told in the past tense
// without meaning the one before.
const farSeason = 100
