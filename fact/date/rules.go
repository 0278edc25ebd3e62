package date

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
)

// The rules by which dates are read.
var (
	ruleNear      = tag.Rule{Name: "near-day", Says: "a word such as “today” or “tomorrow”, counted from the day of issue; a day beside it holds where they differ"}
	rulePart      = tag.Rule{Name: "part-of-time", Says: "a part of a year, month or other stretch, such as “early 2025” or “the end of March”"}
	ruleShift     = tag.Rule{Name: "shifted", Says: "a stretch named from the day of issue or from the date before it, such as “last week”, “this summer” or “the following month”"}
	ruleRolling   = tag.Rule{Name: "rolling", Says: "a length of time that ends or begins on the day of issue, such as “the last six years”"}
	ruleDayFirst  = tag.Rule{Name: "day-and-month", Says: "a day and its month; where no year is given it is the nearest that the tense allows"}
	ruleNth       = tag.Rule{Name: "ordinal", Says: "a counted week, day or part within a stretch, such as “the first week of April”"}
	ruleFeast     = tag.Rule{Name: "named-day", Says: "a feast or another day with a name, worked out for its year"}
	ruleMonth     = tag.Rule{Name: "month", Says: "a month, with its day and year where they are given; else the nearest that the tense allows"}
	ruleWeekday   = tag.Rule{Name: "weekday", Says: "a weekday’s name or the weekend, placed by the tense of its sentence or by the day beside it"}
	ruleSeason    = tag.Rule{Name: "season", Says: "a season of three months, in the year that the tense allows"}
	ruleSomeTime  = tag.Rule{Name: "in-some-time", Says: "a length of time counted on from the day of issue, such as “within 18 months”"}
	ruleAgo       = tag.Rule{Name: "ago", Says: "a length of time counted back from the day of issue or on from another date"}
	ruleYearEnd   = tag.Rule{Name: "stretch-ending", Says: "a stretch known by its last or first day, such as “the year ending March 2025”"}
	ruleWeekOf    = tag.Rule{Name: "week-of", Says: "the week that a given day lies in"}
	ruleUnitEnd   = tag.Rule{Name: "end-of-unit", Says: "the end of the year, month or week that runs on the day of issue"}
	ruleEventDay  = tag.Rule{Name: "day-of-event", Says: "“day 1” of an event whose days the release gives"}
	ruleFinancial = tag.Rule{Name: "financial-year", Says: "a financial, academic or other named year, beginning as the country of the source has it"}
	rulePeriod    = tag.Rule{Name: "quarter-or-half", Says: "a numbered quarter or half of a year"}
	ruleNow       = tag.Rule{Name: "now-on", Says: "“from now on” and the like, from the day of issue"}
	ruleThen      = tag.Rule{Name: "since-then", Says: "“since then” and “over that period”, from the last date that the release told before"}
	ruleNumeric   = tag.Rule{Name: "numeric", Says: "a date in digits; which of day and month comes first follows the country of the source, unless only one can be"}
	ruleDecade    = tag.Rule{Name: "decade", Says: "a decade, such as “the 1990s”"}
	ruleYear      = tag.Rule{Name: "year", Says: "a year that stands by itself, beside a word that shows it to be one"}
	ruleDayAlone  = tag.Rule{Name: "day-alone", Says: "a day of a month that is not named, in the month that the tense allows"}
	ruleRange     = tag.Rule{Name: "range", Says: "two dates joined into one stretch; what one of them lacks it takes from the other"}
)

// The rules by which words that look like a date are left out.
var (
	ruleHabit    = tag.Rule{Name: "habit", Says: "tells when something happens again and again, so it means no one time"}
	ruleNoDay    = tag.Rule{Name: "no-such-day", Says: "names a day that does not exist"}
	ruleNoIssue  = tag.Rule{Name: "no-day-of-issue", Says: "can only be counted from the day of issue, which is not known"}
	ruleNeedsOne = tag.Rule{Name: "unsure-word", Says: "may be a name, a number or a word of another meaning, and nothing beside it shows a date"}
	ruleName     = tag.Rule{Name: "part-of-name", Says: "stands in a name, such as a law’s, a programme’s or a person’s"}
	ruleHours    = tag.Rule{Name: "opening-hours", Says: "tells the days of a week on which something is open or done, not one week’s"}
	ruleStamp    = tag.Rule{Name: "machine-stamp", Says: "is a day and time that a computer left in the text, no part of what is announced"}
	ruleUnplaced = tag.Rule{Name: "not-placed", Says: "names a time that nothing in the release places on the calendar"}
)

// Rules are the rules by which dates are read and left out, in the order of
// docs/facts.md.
var Rules = []tag.Rule{ruleDayFirst, ruleMonth, ruleWeekday, ruleNumeric, ruleYear, ruleDayAlone, ruleNear, ruleShift, ruleRolling, ruleSomeTime, ruleAgo, rulePart, ruleNth,
	ruleSeason, rulePeriod, ruleFinancial, ruleYearEnd, ruleDecade, ruleFeast, ruleWeekOf, ruleUnitEnd, ruleEventDay, ruleNow, ruleThen, ruleRange,
	ruleHabit, ruleNoDay, ruleNoIssue, ruleNeedsOne, ruleName, ruleHours, ruleStamp, ruleUnplaced}

// explain notes which rule made the last fact and on which words it rests:
// those that bound it, and the one that told the tense.
func (r *reader) explain(m *moment, phrase int) {
	if !r.d.Tracing() {
		return
	}
	f := &r.facts[len(r.facts)-1]
	rule := m.rule
	if m.joined {
		rule = ruleRange
	}
	var clues [3]onrecord.Span
	n := 0
	if phrase < m.first {
		clues[n] = r.d.Span(phrase, m.first)
		n++
	}
	if m.asked > 0 {
		clues[n] = r.d.Span(m.asked-1, m.asked)
		n++
	}
	r.d.Made(onrecord.KindDate, f.Span, rule, clues[:n]...)
}

// leaveOut notes why the words of a moment were refused, where a reader might
// wonder.
func (r *reader) leaveOut(m *moment) {
	if m.refused.Name != "" && m.last > m.first && m.last <= r.hi && r.d.Tracing() {
		r.d.LeaveOut(onrecord.KindDate, r.d.Span(m.first, m.last), m.refused)
	}
}
