package figure

import (
	"strconv"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// measured finds what the amount is counted in, and ends the figure's words
// there; false where it measures nothing that can be told.
func (r *reader) measured(f *draft) bool {
	a := &f.amount
	end := f.last
	f.value = a.number()
	if f.ranged {
		f.valueTo = f.to.number()
	}
	if a.currency != "" {
		f.rule = ruleMoneySign
		return r.money(f, end)
	}
	if p, _, ok := r.longest(percents, end); ok && (!r.is(end, "pc", "percentage") || p > end+1 || r.glued(end)) {
		f.kind, f.unit, f.last, f.rule = onrecord.FigurePercent, "percent", p, rulePercent
		return true
	}
	for _, try := range ways {
		if try.read(r, f, end) {
			f.rule = try.rule
			return true
		}
	}
	if f.skip > 0 { // a length of time that measures nothing
		return false
	}
	f.rule = ruleCount
	return r.hyphened(f, end) || r.counted(f, end)
}

// ways are the ways to measure that come before counting, in order.
var ways = [...]struct {
	read func(*reader, *draft, int) bool
	rule tag.Rule
}{
	{(*reader).moneyAfter, ruleMoneyName}, {(*reader).crores, ruleCrore}, {(*reader).age, ruleAge}, {(*reader).share, ruleShare}, {(*reader).inUnits, ruleUnit}, {(*reader).unitOfFirst, ruleFirstUnit},
}

func (r *reader) money(f *draft, end int) bool {
	f.kind, f.unit = onrecord.FigureMoney, f.amount.currency
	if r.is(end, "-") && r.glued(end) && r.glued(end+1) && r.kind(end+1) == text.Number {
		f.skip = end
	}
	return true
}

// moneyAfter reads "13 million pounds", "50p", "100 euros", "5 million USD".
func (r *reader) moneyAfter(f *draft, end int) bool {
	k := end
	if r.is(k, "-") && r.glued(k) {
		k++
	}
	next, v, ok := r.longest(moneyNames, k)
	if !ok {
		if d, is := dollars.Lookup(r.norm(k)); is && r.is(k+1, "$") && r.glued(k+1) && r.glued(k) {
			v, next = d, k+2 // 3.14US$
		} else if v, ok = r.signAfter(k); ok {
			next = k + 1
		} else {
			return false
		}
	}
	if r.is(k, "p", "c") && (!r.glued(k) || r.shape(k) != text.Lower) || r.is(k, "won", "pound", "pounds", "rand") && !r.poundsAreMoney(f, next) {
		return false
	}
	unit, parts, small := strings.Cut(v, " ")
	if strings.HasPrefix(unit, "$") {
		if unit = r.dollar; small && (r.country == "IE" || r.country == "EU") {
			unit = "EUR"
		}
	}
	f.kind, f.unit, f.last = onrecord.FigureMoney, unit, next
	if m, ok := scales[r.norm(next)]; ok && !m.glued && !m.money && m.factor > 100 && !f.amount.scaled() { // 75 USD million
		f.value, f.valueTo, f.last = f.value*float64(m.factor), f.valueTo*float64(m.factor), next+1
	}
	if small {
		n, err := strconv.ParseFloat(parts, 64)
		if err != nil || n == 0 {
			return false
		}
		f.value, f.valueTo = f.value/n, f.valueTo/n
	}
	return true
}

// cashtag reports whether a token's name opens at k, apart from the amount before it: "297 $LANTERN holders".
func (r *reader) cashtag(k int) bool {
	return r.is(k, "$") && !r.glued(k) && r.kind(k+1) == text.Word && r.glued(k+1) && !dollars.Has(r.norm(k+1))
}

// signAfter reads "€", "USD" or "usd" after an amount.
func (r *reader) signAfter(k int) (string, bool) {
	if r.kind(k) == text.Symbol {
		if r.kind(k+1) == text.Number && !r.glued(k) { // the sign belongs to the next amount
			return "", false
		}
		if r.cashtag(k) {
			return "", false
		}
		v, ok := signs.Lookup(r.norm(k))
		if r.is(k, "$") {
			v = "$"
		}
		return v, ok
	}
	if r.kind(k+1) == text.Number && r.glued(k+1) && !r.glued(k) { // "3 USD50 cards"
		return "", false
	}
	v, ok := codes.Lookup(r.norm(k))
	lower := r.is(k, "usd", "eur", "gbp", "rmb") || r.glued(k)
	return v, ok && (r.shape(k) == text.Upper || lower) && !r.titled(k+1)
}

// poundsAreMoney: American pounds weigh, unless they are scaled up.
func (r *reader) poundsAreMoney(f *draft, next int) bool {
	if r.is(next-1, "won") {
		return f.amount.scaled()
	}
	if r.country == "US" && r.is(next-1, "pound", "pounds") {
		return false
	}
	return true
}

// stops reports whether the noun phrase ends before token i.
func (r *reader) stops(i int) bool {
	return i >= r.hi || r.kind(i) == text.Punct || r.has(i, tag.Function|tag.Modal)
}

// share reads "3 in 10", "1 in 5 people", "2 out of 3".
func (r *reader) share(f *draft, end int) bool {
	k := end
	switch {
	case f.ranged || f.amount.scaled() || f.amount.decimals || f.value == 0:
		return false
	case r.shareOf(f, end):
		return true
	case r.is(k, "in"):
		k++
	case r.is(k, "out") && r.is(k+1, "of"):
		k += 2
		if r.is(k, "every") {
			k++
		}
	default:
		return false
	}
	if r.is(k, "every") {
		k++
	}
	if r.kind(k) != text.Number || r.inNextDate(k) {
		return false
	}
	b, ok := r.amount(k)
	if !ok || b.currency != "" || b.decimals || f.value < 0 || b.number() <= f.value || b.number() > 1e6 {
		return false
	}
	if r.is(k-1, "in") && b.number() > 100 && b.mantissa%10 != 0 {
		return false
	}
	if end, _, ok := r.longest(percents, b.last); ok && end > b.last {
		return false
	}
	f.value /= b.number()
	r.isShare(f, b.last)
	return true
}

// shareOf reads the second number of "six in 10 people" and "one in every 226
// homes", whose first is written in letters.
func (r *reader) shareOf(f *draft, end int) bool {
	k := f.amount.first - 1
	if r.is(k, "every") {
		k--
	}
	if r.is(k, "of") && r.is(k-1, "out") {
		k--
	} else if !r.is(k, "in") {
		return false
	}
	n, ok := numberWords[r.norm(k-1)]
	if !ok || k-1 < r.done || float64(n) >= f.value || r.is(k-2, "-") {
		return false
	}
	if _, _, unit := r.longest(unitList, end); unit {
		return false // "two in 10 years"
	}
	f.first, f.value = k-1, float64(n)/f.value
	r.isShare(f, end)
	return true
}

// isShare makes the draft a share whose numbers end before token end, with the
// noun that it is a share of.
func (r *reader) isShare(f *draft, end int) {
	f.kind, f.unit, f.last = onrecord.FigureRatio, "", end
	if np, ok := r.noun(end); ok {
		if k := np.last - 1; k > np.first && r.kind(k-1) == text.Word && r.plural(k-1) && !r.titled(k) && r.is(np.last, "a", "an", "the", "no", "its", "their", "his", "her", "any", "to", "in", "on", "at", "from", "with", "that") {
			np.last-- // "1 in 6 homes lacks a boiler"
		}
		f.unit, f.last = np.unit(r), np.last
	}
}

// inUnits reads a unit of measure: "7kg", "30-day", "10 years", "5 square miles".
func (r *reader) inUnits(f *draft, end int) bool {
	k := end
	hyphen := r.is(k, "-") && r.glued(k) && r.glued(k+1)
	if hyphen {
		k++
	}
	if !hyphen && r.is(k, "more", "extra", "further", "additional", "fewer", "less", "full", "whole") {
		k++ // "2 more minutes"
	}
	next, v, ok := r.longest(unitList, k)
	if !ok && r.is(k, "pound", "pounds") {
		f.kind, f.unit, f.last = onrecord.FigureMass, "pounds", k+1
		return true
	}
	if !ok {
		return false
	}
	m := units[v]
	if m.glued && !r.glued(k) && !r.stops(next) && r.kind(next) != text.Number || r.glued(k) && !hyphen && r.titled(k) && next-k == 1 && m.glued && !r.is(k, "l") {
		return false
	}
	if next-k == 2 && r.kind(k+1) == text.Number && !r.glued(k+1) {
		return false // "12 m 2 dm" is no area
	}
	if r.glued(k) && r.kind(next) == text.Number && r.glued(next) {
		return false // a code: "24703L202"
	}
	if r.norm(k) == "second" && r.plural(next) || r.titled(k) && !r.glued(k) && r.titled(next) && !r.has(next, tag.Function) {
		return false
	}
	if m.kind == onrecord.FigureDuration && r.idleTime(f, next) {
		f.skip = next
		return false
	}
	if m.unit == "kB" && r.is(f.first-1, "(") && r.is(next, ")") {
		f.skip = next
		return false // the size of a file to be had: "Annex A (66.9KB)"
	}
	f.kind, f.unit, f.last = m.kind, m.unit, next
	if m.kind == onrecord.FigureRatio && v == "ratio times" && !r.comparedTimes(next) {
		f.kind = onrecord.FigureCount // sat 9 times
	}
	if m.kind == onrecord.FigureDuration && r.is(next, "period") {
		f.last++
	}
	return true
}

// comparedTimes reports whether "times" goes on to a comparison: "3 times
// more", "4 times the rate".
func (r *reader) comparedTimes(k int) bool {
	return k >= r.hi || !r.stops(k) || r.is(k, "more", "as", "the", "that", "what", "than", "its", "their", "our", "his", "her", "this", "less", "those", "over")
}

// unitOfFirst reads a range whose unit stands after its first number alone:
// "from 11 weeks to 5", "from 22 pages to 6".
func (r *reader) unitOfFirst(f *draft, end int) bool {
	if !f.ranged || !r.stops(end) {
		return false
	}
	if f.counts != "" {
		f.kind, f.unit = onrecord.FigureCount, f.counts
		return true
	}
	if _, _, ok := r.longest(percents, f.amount.last); ok {
		f.kind, f.unit = onrecord.FigurePercent, "percent"
		return true
	}
	_, v, ok := r.longest(unitList, f.amount.last)
	if !ok || units[v].glued {
		return false
	}
	f.kind, f.unit = units[v].kind, units[v].unit
	return true
}

// idleTime: "24 hours a day, 7 days a week" measures nothing, "5 years ago" is
// a time, not a length, and "4 min read" is the page's word on itself.
func (r *reader) idleTime(f *draft, next int) bool {
	if r.is(next, "a", "per") && r.is(next+1, "day", "week") && (f.value == 24 || f.value == 7) {
		return true
	}
	return r.is(next, "ago") || r.is(next, "read") && r.stops(next+1)
}

// counted reads the noun that is counted, or takes a number that stands
// without one where the sentence names it before.
func (r *reader) counted(f *draft, end int) bool {
	f.kind = onrecord.FigureCount
	k := end
	if e, _, ok := r.longest(after, k); ok {
		k = e
	}
	if np, ok := r.noun(k); ok {
		f.unit, f.last = np.unit(r), np.last
		if np.marked {
			f.last++
		}
		return true
	}
	if r.peopleNamed(f, end) {
		f.unit, f.last = r.d.Words(end, end+1), end+1
		return true
	}
	if k > end && r.is(end, "+") {
		f.last = k
	}
	if !r.mayStandBare(f, end) {
		return false
	}
	if r.is(f.first-1, "(") { // (24.2 MtCO2e)
		if e := r.bracketEnd(end); e > end && !r.verbal(e-1) {
			f.unit, f.last = r.d.Words(end, e), e
			return true
		}
	}
	f.bare, f.rule = true, ruleBare
	f.unit = r.unitBefore(f.amount.first, end)
	return true
}

// peopleNamed reports whether a thousand and more are counted by the name of a
// people that has no plural of its own: "over 100,000 Hmong lost their homes".
func (r *reader) peopleNamed(f *draft, end int) bool {
	return f.value >= 1000 && strings.Contains(r.norm(f.amount.digits), ",") && r.shape(end) == text.Title && !r.glued(end) && !r.opens(end) &&
		!r.has(end, tag.Function|tag.Month) && (r.stops(end+1) && !r.is(end+1, "&") || r.verbal(end+1) || r.is(end+1, "lost", "left", "came", "went"))
}

// bracketEnd returns the token of the ")" that closes a bracket of at most
// three words from i, 0 where there is none.
func (r *reader) bracketEnd(i int) int {
	for k := i; k <= i+3; k++ {
		if r.is(k, ")") {
			return k
		}
		if r.kind(k) == text.Punct || r.has(k, tag.Function) {
			break
		}
	}
	return 0
}
