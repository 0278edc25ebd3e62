package date

import (
	"fmt"
	"strconv"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// moment is a date as read, before it is placed in time.
type moment struct {
	first, last int // tokens [first, last)
	skip        int // where reading goes on if the moment is refused
	grain       unit
	// year, month, day as given; 0 is not given.
	year, month, day int
	// weekdayGiven and weekday: what the text says the day is.
	weekdayGiven bool
	weekday      time.Weekday
	// length is the number of days from the first to the last of "5 to 7 February", less one.
	untilDay int
	// at is the interval, where it is known without the sentence's tense.
	at       span
	placed   bool
	feast    *named
	bound    onrecord.Bound // where the words themselves bound it
	edge     part           // early, start, end of what follows
	bare     bool           // "on" and "in" do not belong to its words
	alone    bool           // no word before belongs to its words
	needs    bool           // a date only after a preposition
	given    bool           // carries its own year
	same     bool           // points back at another interval
	compared bool           // "from the previous year" compares, it starts nothing
	note     string
	joined   bool   // a range of two dates
	kinds    string // which kind of year, where it was said of several
	leading  string
	rule     tag.Rule // what read it
	refused  tag.Rule // why it was left out
	asked    int      // one more than the token that told the tense, or 0
}

// wholeOf returns the interval of the moment's year, month or day.
func wholeOf(y, m, d int) (span, bool) {
	switch {
	case d != 0:
		day, ok := onrecord.ValidDate(y, time.Month(m), d)
		return span{day, day}, ok
	case m != 0:
		first, ok := onrecord.ValidDate(y, time.Month(m), 1)
		if !ok {
			return span{}, false
		}
		return span{first, onrecord.NewDate(y, time.Month(m), onrecord.DaysIn(y, time.Month(m)))}, true
	}
	first, ok := onrecord.ValidDate(y, 1, 1)
	return span{first, onrecord.NewDate(y, 12, 31)}, ok
}

// place gives the moment its interval; tense is asked only where needed.
func (r *reader) place(m *moment) bool {
	if m.placed {
		return r.checkWeekday(m)
	}
	if m.year == 0 && (r.habit(m) || r.anySeason(m)) {
		m.refused = ruleHabit
		return false
	}
	if m.year == 0 && r.issued.IsZero() {
		m.refused = ruleNoIssue
		return false
	}
	ok := false
	switch {
	case m.feast != nil:
		ok = r.placeYear(m, func(y int) (span, bool) { d, ok := m.feast.in(y); return span{d, d}, ok })
	case m.grain == weekDayOnly:
		ok = r.placeWeekday(m)
	case m.grain == seasonOnly:
		ok = r.placeYear(m, func(y int) (span, bool) { return seasonIn(y, m.month) })
	case m.untilDay != 0:
		ok = r.placeYear(m, func(y int) (span, bool) {
			a, okA := wholeOf(y, m.month, m.day)
			b, okB := wholeOf(y, m.month, m.untilDay)
			return span{a.from, b.to}, okA && okB && !b.to.Before(a.from)
		})
	default:
		ok = r.placeYear(m, func(y int) (span, bool) { return wholeOf(y, m.month, m.day) })
	}
	if !ok {
		m.refused = ruleNoDay
		return false
	}
	m.placed = true
	m.at = cut(m.at, m.edge)
	return r.checkWeekday(m)
}

// grains beyond the units.
const (
	weekDayOnly unit = iota + 20
	seasonOnly
)

// checkWeekday notes a weekday that does not fit the day; the day stands.
func (r *reader) checkWeekday(m *moment) bool {
	if m.weekdayGiven && m.grain == day && m.at.from == m.at.to && m.at.from.Weekday() != m.weekday {
		m.note = "as written; that day is a " + m.at.from.Weekday().String()
	}
	return true
}

// placeYear finds the year that the sentence means.
func (r *reader) placeYear(m *moment, in func(int) (span, bool)) bool {
	if m.year != 0 {
		var ok bool
		m.at, ok = in(m.year)
		m.given = true
		return ok
	}
	y := r.issued.Year()
	if known := r.knownYear(m); known != 0 {
		var ok bool
		m.at, ok = in(known)
		return ok
	}
	lookTense := r.tense(m)
	if lookTense == future && r.looseInfinitive(m.asked-1) && (r.agreedTo(m.asked-1) || r.justPast(in)) {
		lookTense = unsure
	}
	if s, ok := r.story(lookTense, in); ok {
		m.at = s
		return true
	}
	var best span
	found, bestScore := false, 0
	for _, c := range [...]int{y - 1, y, y + 1} {
		s, ok := in(c)
		if !ok {
			continue
		}
		score := r.distance(s, lookTense)
		if m.weekdayGiven && s.from == s.to && s.from.Weekday() != m.weekday {
			score += 500
		}
		if !found || score < bestScore {
			best, bestScore, found = s, score, true
		}
	}
	if !found { // 29 February: the next or last leap year
		for n := 2; n <= 4 && !found; n++ {
			sign := 1
			if lookTense == past {
				sign = -1
			}
			best, found = in(y + sign*n)
		}
	}
	m.at = best
	return found
}

// justPast reports whether the date lay within the last two months or so, so
// that it next comes about in most of a year only.
func (r *reader) justPast(in func(int) (span, bool)) bool {
	for y := r.issued.Year() - 1; y <= r.issued.Year(); y++ {
		if s, ok := in(y); ok && s.to.Before(r.issued) && daysBetween(s.to, r.issued) < 65 {
			return true
		}
	}
	return false
}

// knownYear returns the year of a day that is known by its event ("the
// September 11 attacks") or that the release gave with its year before; 0
// where there is none.
func (r *reader) knownYear(m *moment) int {
	if m.grain != day || m.day == 0 || m.untilDay != 0 || m.feast != nil {
		return 0
	}
	if f := r.said.full; !f.IsZero() && int(f.Month()) == m.month && f.Day() == m.day && r.issued.Year()-f.Year() < longestMemory {
		return f.Year()
	}
	near := false
	for k := m.first - eventReach; k < m.last+eventReach && !near; k++ {
		near = r.has(k, isEvent) && r.d.Tokens[k].Sentence == r.d.Tokens[m.first].Sentence
	}
	if !near {
		return 0
	}
	v, ok := shared.known.Lookup(fmt.Sprintf("%02d-%02d", m.month, m.day))
	if y, _ := strconv.Atoi(v); ok && !r.issued.Before(onrecord.NewDate(y, time.Month(m.month), m.day)) {
		return y
	}
	return 0
}

// eventReach is how many tokens from a day the word of its event may stand.
const eventReach = 6

// longestMemory is how many years back a day may lie that is named again
// without its year; of older ones the anniversary is meant.
const longestMemory = 5

// distance says how far s lies from the day of issue, in days, with the side
// that the tense speaks against pushed away.
func (r *reader) distance(s span, t tense) int {
	switch {
	case s.from.After(r.issued):
		n := daysBetween(r.issued, s.from)
		if t == past {
			n += 330
		}
		return n
	case s.to.Before(r.issued):
		n := daysBetween(s.to, r.issued)
		if t == future {
			n += 330
		} else if t == unsure && s.from.Year() != r.issued.Year() {
			n *= 3 // one would have given the year
		}
		return n
	}
	return 0
}

// story places a date without a year after one that was given its own year
// in the same block, in a past tense: "On 3 June 2015 … . On 10 June …".
func (r *reader) story(t tense, in func(int) (span, bool)) (span, bool) {
	s := &r.said
	if t != past || !s.explicit || s.block != r.blockOf() || s.last.from.IsZero() || s.last.from.Year() >= r.issued.Year()-1 || daysBetween(s.last.from, s.last.to) > 31 {
		return span{}, false
	}
	if r.backToPresent(s.token) {
		return span{}, false
	}
	for y := s.last.from.Year(); y <= s.last.from.Year()+1; y++ {
		if c, ok := in(y); ok && !c.to.Before(s.last.from) {
			return c, true
		}
	}
	return span{}, false
}

// backToPresent reports whether a word after token i brings the story back to
// the present: "opened in 2008 and recently held a regatta".
func (r *reader) backToPresent(i int) bool {
	for k := i; k < min(i+storyReach, r.hi); k++ {
		if r.is(k, "recently", "recent", "now", "latest") {
			return true
		}
	}
	return false
}

// storyReach is how many tokens after a date the story may come back to the present.
const storyReach = 24

func (r *reader) blockOf() int32 { return r.d.Tokens[r.lo].Block }

func (r *reader) placeWeekday(m *moment) bool {
	toward := (int(m.weekday) - int(r.issued.Weekday()) + 7) % 7
	ahead := r.issued.AddDays(toward)
	back := ahead
	if toward != 0 {
		back = ahead.AddDays(-7)
	}
	d, t := ahead, r.tense(m)
	if t == past {
		d = back
	}
	if said := r.said.weekdays[m.weekday]; !said.IsZero() && (t == unsure || r.kind(m.last) == text.Clitic) {
		d = said // "on Thursday they met … Thursday's meeting"
	}
	m.at = span{d, d}
	return true
}

func daysBetween(a, b onrecord.Date) int { return int(b.Time().Sub(a.Time()) / (24 * time.Hour)) }

// seasonStart returns the month in which the season named at token i starts:
// half a year later in the south of the world.
func (r *reader) seasonStart(i int) int {
	first := int(r.at(i).n)
	if r.country == "AU" || r.country == "NZ" {
		first = (first+5)%12 + 1
	}
	return first
}

// seasonIn returns the season of the year y that starts in the month first.
func seasonIn(y, first int) (span, bool) {
	a, okA := wholeOf(y, first, 0)
	last := first + 2
	if last > 12 {
		last -= 12
		y++
	}
	b, okB := wholeOf(y, last, 0)
	return span{a.from, b.to}, okA && okB
}

// cut takes the named part of an interval: thirds of a year, ten days of a month.
func cut(s span, p part) span {
	if s.from.IsZero() || s.to.IsZero() {
		return s
	}
	days := daysBetween(s.from, s.to) + 1
	long := days > 300
	if days >= 84 && days <= 93 && p >= early && p <= late { // three months: a month each
		n := int(p - early)
		from := s.from.AddMonths(n)
		return span{from, from.AddMonths(1).AddDays(-1)}
	}
	if days > 3600 && days < 3700 && p <= late { // ten years: four, three and three
		from := s.from.AddMonths(12 * [...]int{early: 0, mid: 4, late: 7}[p])
		return span{from, from.AddMonths(12 * [...]int{early: 4, mid: 3, late: 3}[p]).AddDays(-1)}
	}
	if days >= 84 && days <= 93 && p == start {
		return span{s.from, s.from.AddMonths(1).AddDays(-1)}
	}
	switch p {
	case early:
		if long {
			return span{s.from, s.from.AddMonths(days / 91).AddDays(-1)}
		}
		return span{s.from, s.from.AddDays(days/3 - 1)}
	case mid:
		if long {
			return span{s.from.AddMonths(days / 91), s.from.AddMonths(days / 91 * 2).AddDays(-1)}
		}
		return span{s.from.AddDays(days / 3), s.from.AddDays(days/3*2 - 1)}
	case late:
		if long {
			return span{s.from.AddMonths(days / 91 * 2), s.to}
		}
		return span{s.from.AddDays(days / 3 * 2), s.to}
	case start:
		if long {
			return span{s.from, s.from.AddMonths(1).AddDays(-1)}
		}
		return span{s.from, s.from.AddDays(min(days, 10) - 1)}
	case middle:
		return cut(s, mid)
	case end:
		if long {
			return span{s.to.AddDays(1).AddMonths(-1), s.to}
		}
		return span{s.to.AddDays(1 - min(days, 10)), s.to}
	}
	return s
}
