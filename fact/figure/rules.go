package figure

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
)

// The rules by which figures are read.
var (
	ruleMoneySign = tag.Rule{Name: "money-sign", Says: "a number after a currency’s sign or code"}
	ruleMoneyName = tag.Rule{Name: "money-name", Says: "a number before a currency’s name, sign or code"}
	ruleCrore     = tag.Rule{Name: "crore", Says: "a number in crore or lakh crore after a word for money, which is in the country’s rupees or taka"}
	rulePercent   = tag.Rule{Name: "percent", Says: "a number before “%”, “per cent” or “percentage points”"}
	ruleAge       = tag.Rule{Name: "age", Says: "a number that the words beside it make somebody’s age"}
	ruleShare     = tag.Rule{Name: "share", Says: "one number in or out of another, such as “3 in 10”"}
	ruleUnit      = tag.Rule{Name: "unit", Says: "a number before a unit of time, length, mass or another measure"}
	ruleFirstUnit = tag.Rule{Name: "unit-of-first", Says: "a range whose unit stands after its first number"}
	ruleCount     = tag.Rule{Name: "count", Says: "a number before the noun that it counts"}
	ruleBare      = tag.Rule{Name: "bare-number", Says: "a number without a noun, which the sentence shows to count something"}
)

// The rules by which numbers are left out.
var (
	ruleToken      = tag.Rule{Name: "traded-token", Says: "prices or counts something traded under a sign of its own"}
	ruleGlued      = tag.Rule{Name: "part-of-word", Says: "is written as part of a word, a code or an address"}
	ruleNumbers    = tag.Rule{Name: "among-numbers", Says: "stands among other numbers as a telephone number, a score, a vote or a fraction does"}
	ruleTime       = tag.Rule{Name: "time-of-day", Says: "is a time of day"}
	ruleOrdinal    = tag.Rule{Name: "ordinal", Says: "is an ordinal, which tells a place in an order"}
	ruleListMark   = tag.Rule{Name: "list-mark", Says: "numbers an item of a list or a footnote"}
	ruleDialled    = tag.Rule{Name: "dialled", Says: "is a telephone number to call"}
	ruleAddress    = tag.Rule{Name: "address", Says: "is the number of a building in a street"}
	ruleIdentifier = tag.Rule{Name: "identifier", Says: "numbers a section, a phase, a law or another named thing"}
	ruleDateLike   = tag.Rule{Name: "year-or-day", Says: "is a year or a day of a month that stands in a name or cannot be placed"}
	rulePer        = tag.Rule{Name: "rate-denominator", Says: "is what a rate is counted per, and belongs to the number before it"}
	ruleNothing    = tag.Rule{Name: "measures-nothing", Says: "stands beside nothing that it counts or measures"}
)

// Rules are the rules by which figures are read and left out, in the order of
// docs/facts.md.
var Rules = []tag.Rule{ruleMoneySign, ruleMoneyName, ruleCrore, rulePercent, ruleUnit, ruleFirstUnit, ruleAge, ruleShare, ruleCount, ruleBare,
	ruleToken, ruleGlued, ruleNumbers, ruleTime, ruleOrdinal, ruleListMark, ruleDialled, ruleAddress, ruleIdentifier, ruleDateLike, rulePer, ruleNothing}

// explain notes which rule made the figure just kept: it rests on its number,
// and on the words before and after it that qualify it or name its unit.
func (r *reader) explain(f *draft) {
	if !r.d.Tracing() {
		return
	}
	number := r.d.Span(f.amount.first, f.amountEnd())
	clues := [3]onrecord.Span{number}
	n := 1
	if f.first < f.amount.first {
		clues[n] = r.d.Span(f.first, f.amount.first)
		n++
	}
	if f.last > f.amountEnd() {
		clues[n] = r.d.Span(f.amountEnd(), f.last)
		n++
	}
	r.d.Made(onrecord.KindFigure, r.d.Span(f.first, f.last), f.rule, clues[:n]...)
}

// leaveOut notes why a number was refused.
func (r *reader) leaveOut(a *amount, rule tag.Rule) {
	if r.d.Tracing() && a.first >= r.lo && a.last <= r.hi && a.last > a.first {
		r.d.LeaveOut(onrecord.KindFigure, r.d.Span(a.first, a.last), rule)
	}
}
