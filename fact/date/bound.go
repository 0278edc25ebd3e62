package date

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// finish places a moment with the words around it and keeps it as a fact; it
// reports whether it did.
func (r *reader) finish(m *moment) bool {
	first, bound, opener := r.leftOf(m)
	if m.needs && bound == "" && !r.isAfterOf(m) && !r.stands(m) && !r.startsRange(*m) {
		m.refused = ruleNeedsOne
		return false
	}
	if m.year == 0 && !m.given && (r.is(m.first-1, "each", "every") || r.is(m.last, "each", "every", "annually") || r.is(m.last, "of") && r.is(m.last+1, "each", "every")) {
		m.refused = ruleHabit
		return false
	}
	m.leading = opener
	if r.joinRange(m, opener); !m.joined {
		if start, ok := r.joinTimes(m, first, bound, opener); ok {
			first = start
		}
	}
	if m.last > r.hi || m.same && m.needs && !m.joined {
		m.refused = ruleUnplaced
		return false
	}
	if !r.place(m) || m.at == (span{}) {
		if m.grain == day {
			m.skip = m.last // 31 February
		}
		return false
	}
	if (bound == "" || bound == "on") && !m.joined && (m.grain == day || m.grain == weekDayOnly) {
		if b := r.boundBeforeTime(first); b != "" {
			if bound = b; b == "before" {
				bound = "by" // before 5pm on that day
			}
		}
	}
	if m.edge == 0 && m.placed && m.at.from.IsZero() && m.bound == "" {
		return false
	}
	at, b := r.bounded(m, bound)
	if !m.alone {
		m.first = first
	}
	if m.first < r.done || m.first < r.lo {
		m.first = max(r.done, r.lo)
	}
	if m.last <= m.first || at == (span{}) {
		return false
	}
	r.remember(m)
	r.facts = append(tag.Room(r.facts), onrecord.DateFact{Head: r.d.Head(m.first, m.last), From: at.from, To: at.to, Bound: b, Note: m.note})
	r.explain(m, first)
	return true
}

// startsRange reports whether the date goes on as a range: "May to August".
func (r *reader) startsRange(m moment) bool {
	r.joinRange(&m, "")
	return m.joined
}

// remember keeps what later expressions may point back at.
func (r *reader) remember(m *moment) {
	s := &r.said
	if !m.same && !m.at.from.IsZero() && !m.at.to.IsZero() && (m.bound != "" || m.untilDay != 0 || m.grain != day) {
		s.period, s.bound = m.at, m.bound
	}
	r.rememberEvent(m)
	if m.joined && m.grain == year && m.kinds == "" && (m.last == r.hi || m.first == r.lo) && (m.at.to.Year()-m.at.from.Year() > 1 || r.inCareer(m.first, m.last)) {
		s.career = r.blockOf() + 1
	}
	if (m.weekdayGiven || m.grain == weekDayOnly) && m.at.from == m.at.to && !m.at.from.IsZero() {
		s.weekdays[m.weekday] = m.at.from
	}
	if m.year != 0 && m.month != 0 && m.day != 0 && m.untilDay == 0 && m.at.from == m.at.to && m.at.from.Before(r.issued) {
		s.full = m.at.from
	}
	s.block, s.token, s.kinds, s.last, s.explicit = r.blockOf(), m.last, m.kinds, m.at, m.given && m.bound == "" && m.leading != "since"
}

// longestEvent is the most days that an event counted by "day 1" may have.
const longestEvent = 14

// rememberEvent keeps a run of days: a range, or two days that follow each
// other ("on Monday 31 March and Tuesday 1 April").
func (r *reader) rememberEvent(m *moment) {
	s := &r.said
	if m.at.from.IsZero() || m.at.to.IsZero() || m.grain != day && !m.joined {
		return
	}
	if n := daysBetween(m.at.from, m.at.to); n > 0 && n < longestEvent {
		s.event = m.at
	} else if n == 0 && s.block == r.blockOf() && s.last.to == m.at.from.AddDays(-1) && s.last.from == s.last.to && !s.last.from.IsZero() {
		s.event = span{s.last.from, m.at.to}
	}
}

// leftOf finds the words before a moment that are marked with it: "the", and
// a phrase that bounds it. opener is the phrase's last word, also where it is
// not marked.
func (r *reader) leftOf(m *moment) (first int, bound, opener string) {
	first = m.first
	if m.alone {
		return first, "", ""
	}
	if r.is(first-1, "the") {
		first--
	}
	if r.is(first-1, "far") && r.is(first-2, "so") && m.placed && m.bound == "" && r.is(m.first, "this") && !r.issued.Before(m.at.from) && r.issued.Before(m.at.to) {
		m.at.to, m.bound = r.issued, onrecord.BoundWithin
		return first - 2, "", "" // so far this year
	}
	p, at, ok := r.phraseBefore(first)
	if !ok {
		k := first // "until at least 2026", "by around 2030"
		if r.is(k-1, "least") && r.is(k-2, "at") {
			k -= 2
		} else if r.is(k-1, "approximately", "roughly", "about", "just") {
			k--
		}
		if p, at, ok = r.phraseBefore(k); k == first || !ok {
			return first, "", ""
		}
	}
	last := p.words[len(p.words)-1]
	if r.monthOfThing(m) {
		return first, "", "" // hit by the December floods
	}
	if r.kind(m.last) == text.Clitic && m.grain != day && last != "since" && len(p.words) == 1 {
		return first, "", "" // through last year's Act
	}
	if r.kind(m.last) == text.Clitic && m.bare && (last == "by" || last == "from") && len(p.words) == 1 {
		return first, "", "" // shaken by this morning's storm
	}
	if r.kind(m.last) == text.Clitic && p.bound == "before" && (m.bare || m.grain != day) {
		return first, "", "" // ahead of next week's vote
	}
	if last == "on" && m.grain == year && r.kind(m.first) == text.Number && m.first+1 == m.last {
		return first, p.bound, last // a fall of 9% on 2023
	}
	if last == "to" && m.edge != end && len(p.words) == 1 {
		if !m.same && at >= r.done && r.lastsUpTo(at) {
			return at, "until", "to"
		}
		return first, "", "to"
	}
	if at < r.done {
		return first, "", ""
	}
	if p.bound == "on" && m.bare || last == "at" && m.edge == 0 && m.feast == nil && m.grain != weekend {
		return first, "", last
	}
	if hedged := last == "around" || last == "about"; hedged && at-1 >= r.done {
		if q, before, ok := r.phraseBefore(at); ok && q.bound != "around" {
			return before, q.bound, q.words[len(q.words)-1]
		}
	}
	if last == "around" && len(p.words) == 1 || last == "following" && !(m.grain == day && m.feast == nil) {
		return first, "", ""
	}
	if last == "in" && r.is(at-1, "as") {
		return first, p.bound, last
	}
	return at, p.bound, last
}

// lastingReach is how many tokens before "to" a word of lasting may stand.
const lastingReach = 7

// lastsUpTo reports whether the "to" at token k ends what lasts: "extended the
// lease to 2014", "the scheme is funded to March 2026".
func (r *reader) lastsUpTo(k int) bool {
	for j := k - 1; j >= max(r.lo, k-lastingReach); j-- {
		switch {
		case r.has(j, isLasting):
			return r.d.Tokens[j].Sentence == r.d.Tokens[k].Sentence
		case r.kind(j) == text.Punct && !r.is(j, "-"), r.is(j, "from", "by", "to", "between"):
			return false
		}
	}
	return false
}

// phraseBefore finds the longest bounding phrase that ends before token i.
func (r *reader) phraseBefore(i int) (phrase, int, bool) {
	if !r.has(i-1, isBound) {
		return phrase{}, 0, false
	}
	for _, p := range shared.phrases[r.norm(i-1)] {
		at := i - len(p.words)
		k := 0
		for k < len(p.words) && r.norm(at+k) == p.words[k] {
			k++
		}
		if k == len(p.words) && (len(p.words) != 2 || !starting[p.words[0]] || p.words[1] == "from" || r.opens(at) || r.is(at-1, ",")) {
			return p, at, true
		}
	}
	return phrase{}, 0, false
}

// starting are the words that open a phrase for when something begins. With "in" or
// "on" they bound what their sentence tells only where they open it or follow a comma:
// "Starting in 2023, the board will publish a list", but "works starting in May".
var starting = map[string]bool{"starting": true, "beginning": true, "commencing": true}

// monthOfThing: "the December floods", "the March of Dimes"; a deadline is of its month.
func (r *reader) monthOfThing(m *moment) bool {
	return m.grain == month && m.year == 0 && r.is(m.first-1, "the") && r.kind(m.last) == text.Word && !r.is(m.last, "deadline", "target") &&
		(r.is(m.last, "of") || !r.grammar(m.last) && !r.verbish(m.last))
}

// isAfterOf: "the events of May", "the whole of 2024", "of March and April".
func (r *reader) isAfterOf(m *moment) bool {
	return r.is(m.first-1, "of", "and", "or", "than") && m.grain != year && m.grain != seasonOnly || r.is(m.first-1, "of") && (r.is(m.first-2, "end", "start", "summer", "whole", "rest", "half", "all", "most", "months") || m.grain != year)
}

// stands: a month or year that is alone in its block, brackets or cell. A
// number too low for a year of our time may be anything there.
func (r *reader) stands(m *moment) bool {
	return m.first == r.lo && m.last == r.hi && !(m.grain == year && m.year != 0 && m.year < 1900)
}

// bounded turns the moment's interval and the phrase before it into the
// fact's interval and bound.
func (r *reader) bounded(m *moment, phrase string) (span, onrecord.Bound) {
	s := m.at
	if m.joined || m.untilDay != 0 && phrase != "by" && phrase != "before" && phrase != "until" {
		return s, onrecord.BoundWithin
	}
	if m.bound == onrecord.BoundBy {
		return s, m.bound
	}
	switch phrase {
	case "by":
		return span{to: s.to}, onrecord.BoundBy
	case "within":
		if m.bound == onrecord.BoundWithin && s.from == r.issued {
			return span{to: s.to}, onrecord.BoundBy
		}
		return s, onrecord.BoundWithin
	case "before":
		if m.edge == end {
			return span{to: s.to}, onrecord.BoundBefore
		}
		return span{to: s.from.AddDays(-1)}, onrecord.BoundBefore
	case "since":
		return span{from: s.from}, onrecord.BoundSince
	case "until", "to":
		if m.bound == onrecord.BoundWithin && s.from == r.issued && r.is(m.first-1, "the") && r.is(m.first-2, "through") {
			return s, m.bound // through the next six months
		}
		if m.grain == seasonOnly && r.is(m.first-1, "the") && r.is(m.first-2, "through") {
			return s, onrecord.BoundOn // help through the winter
		}
		if m.grain == year && m.last-m.first == 3 && r.is(m.first-1, "the") && r.is(m.first-2, "through") && r.kind(m.last) == text.Word && !r.grammar(m.last) {
			return s, onrecord.BoundOn // through the 2009-10 harbour scheme
		}
		if m.bound == onrecord.BoundWithin && s.to == r.issued && r.is(m.first-1, "the") && r.is(m.first-2, "through") {
			return s, m.bound // all through the last year
		}
		return span{to: s.to}, onrecord.BoundUntil
	case "from":
		if r.recordsFrom(m) {
			break
		}
		return span{from: s.from}, onrecord.BoundFrom
	case "after":
		return span{from: s.to.AddDays(1)}, onrecord.BoundFrom
	}
	if m.bound != "" {
		return s, m.bound
	}
	if m.grain == day && m.feast == nil && s.from == s.to && r.deadlineIs(m.first) {
		return span{to: s.to}, onrecord.BoundBy
	}
	if r.is(m.last, "onwards", "onward") && !m.same {
		return span{from: s.from}, onrecord.BoundFrom
	}
	if phrase == "" && r.is(m.first-1, "starting", "beginning", "commencing") && m.grain == day {
		return span{from: s.from}, onrecord.BoundFrom
	}
	return s, onrecord.BoundOn
}

// deadlineIs reports whether what stands before token i makes the day there a
// deadline: "the deadline for entries is 4 June".
func (r *reader) deadlineIs(i int) bool {
	k := i - 1
	if r.is(k, "on") {
		k--
	}
	if !r.is(k, "is", ":") {
		return false
	}
	for j := k - 1; j >= max(r.lo, k-14, r.d.Sentences[r.d.Tokens[i].Sentence].First); j-- {
		if r.is(j, "deadline", "deadlines") || r.is(j, "date") && r.is(j-1, "closing") {
			return true
		}
	}
	return false
}

// recordsFrom: "figures from 2023", "up from 2019 levels" do not start anything.
// What is still to come does: "quarterly statistics from August".
func (r *reader) recordsFrom(m *moment) bool {
	ahead := !r.issued.IsZero() && m.at.from.After(r.issued)
	for k := m.first - 1; k >= max(r.lo, m.first-4); k-- {
		if r.is(k, "postponed", "delayed", "moved", "rescheduled", "deferred", "back", "forward") && k == m.first-2 && r.is(m.first-1, "from") {
			return true // "put back from December"
		}
		if k == m.first-2 && r.is(m.first-1, "from") && r.is(k, "decreased", "increased", "fallen", "risen", "dropped", "fell", "rose", "unchanged", "changed", "improved", "declined", "jumped", "rise", "fall", "drop", "increase", "decrease", "reduction", "decline", "improvement", "change") && m.at.to.Before(r.issued) {
			return true // "landings fell from last month"
		}
		if k == m.first-2 && r.is(m.first-1, "from") && r.is(k, "up", "down") && !m.given && m.month == 0 && m.at.to.Before(r.issued) {
			return true
		}
		if !ahead && r.has(k, isRecord) || r.is(k, "%", "percent") && k > m.first-4 {
			return true
		}
	}
	return m.alone || m.compared || r.kind(m.last) == text.Clitic && m.grain != day
}
