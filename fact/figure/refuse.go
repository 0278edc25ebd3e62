package figure

import (
	"strconv"
	"strings"

	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// refused returns the rule by which the number is none that measures: part of
// a name, a law's or a telephone number, an address, a time, a list's mark;
// the zero Rule where it may. It may move a.last so that reading goes on
// behind the whole of it.
func (r *reader) refused(a *amount) tag.Rule {
	if a.currency != "" {
		if r.token(a.last) {
			return ruleToken
		}
		return tag.Rule{}
	}
	if a.words {
		return tag.Rule{}
	}
	i, next := a.digits, a.last
	switch {
	case r.cashtag(next):
		return ruleToken
	case r.is(i-1, "per") && (len(r.at) > 0 && r.at[len(r.at)-1].last == i-1 || round(a)):
		return rulePer
	case r.gluedToWord(i, next, a):
		return ruleGlued
	case r.inNumbers(i, next, a):
		return ruleNumbers
	case r.isTime(i, next):
		return ruleTime
	case r.isOrdinal(next):
		return ruleOrdinal
	case r.marksList(i, next):
		return ruleListMark
	case r.dialledNumber(i, next):
		return ruleDialled
	case r.address(i, next):
		return ruleAddress
	case r.identified(i, next, a):
		return ruleIdentifier
	case r.datelike(i, next, a):
		return ruleDateLike
	}
	return tag.Rule{}
}

// round reports whether the amount is a hundred, a thousand and so on, which
// after "per" is what a rate is counted by: "cases per 100,000 people".
func round(a *amount) bool {
	n := a.mantissa * a.factor
	for n >= 1000 && n%10 == 0 {
		n /= 10
	}
	return a.divide == 1 && n == 100
}

// gluedToWord: "S25", "CO2", "5Rivers", "3D", "#12", "@4".
func (r *reader) gluedToWord(i, next int, a *amount) bool {
	if r.glued(next) && r.is(next, "(") && r.kind(next-1) == text.Number || r.glued(i) && r.is(i-1, ")") {
		return true // 501(c)(3)
	}
	if r.glued(i) && r.glued(next) && r.is(i-1, "\"") && r.is(next, "\"") {
		return true // "fid":"1424", as machines write
	}
	if r.glued(i) && a.first == i { // no point stands between
		p := i - 1
		if k := r.kind(p); k == text.Word || k == text.Clitic || k == text.Number || r.is(p, "#", "@", "_", "/", ".", "$", "&", "=", "%") {
			return true
		}
		if r.is(p, "-") && r.is(p-1, ".") && r.glued(p) && r.glued(p-1) {
			return true // N.Y.-18
		}
		if r.is(p, "+") && r.glued(p) && r.kind(p-1) != text.Punct {
			return true // E3+3, 1+1+1
		}
		if r.is(p, "-", "–", "−") && r.glued(p) && r.kind(p-1) == text.Word && !r.is(p-1, "over", "under", "mid", "pre", "non") {
			return true // COVID-19, A-10
		}
	}
	if r.glued(next) && r.is(next, "+") && r.glued(next+1) && r.kind(next+1) == text.Number {
		return true
	}
	if next == i+1 && r.glued(next) && r.kind(next) == text.Word {
		if r.titled(next) && r.is(next, "g", "h", "t", "m") {
			return true // 4G
		}
		if r.titledUnit(next) {
			return false
		}
		_, _, unit := r.longest(unitList, next)
		_, _, money := r.longest(moneyNames, next)
		_, code := r.signAfter(next)
		money = money || code || dollars.Has(r.norm(next)) && r.is(next+1, "$")
		return !unit && !money && !r.is(next, "pc", "s", "x") || r.is(next, "s") && !r.is(i-1, "-", "over", "under") || r.is(next, "x")
	}
	if r.kind(next) == text.Clitic && r.is(next, "'s") && a.mantissa%10 == 0 && a.mantissa < 100 {
		return true // the 60's
	}
	return r.glued(next) && (r.is(next, "/", "@", "_", "°") && r.kind(next+1) != text.Word || r.is(next, "'", "″"))
}

// titledUnit: "50MW", "5GWh", "10GB".
func (r *reader) titledUnit(i int) bool {
	_, _, ok := r.longest(unitList, i)
	return ok && len(r.norm(i)) > 1
}

// inNumbers: numbers beside numbers are telephone numbers, scores, votes,
// fractions, versions: "020 7035 4848", "57-43", "24/7", "9:30".
func (r *reader) inNumbers(i, next int, a *amount) bool {
	if r.glued(next) && r.is(next, ",") && r.glued(next+1) && r.kind(next+1) == text.Number { // "3,5 million": a decimal comma
		a.last = next + 1
		for r.glued(a.last) && (r.kind(a.last) == text.Number || r.is(a.last, ",")) {
			a.last++
		}
		return true
	}
	if r.kind(i-1) == text.Number && !r.glued(i) && r.norm(i - 1)[0] == '0' && len(r.norm(i-1)) > 2 {
		a.last = r.numbersEnd(next)
		return true // the last part of 0800 024 1222
	}
	if r.kind(next) == text.Number && r.kind(next-1) == text.Number && !r.glued(next) {
		a.last = r.numbersEnd(next)
		return true
	}
	if r.glued(next) && r.is(next, ":", "/") && r.glued(next+1) && r.kind(next+1) == text.Number {
		a.last = r.numbersEnd(next + 1)
		return true
	}
	if r.glued(i) && r.is(i-1, "/", ":") || r.glued(i) && r.is(i-1, "-", "–") && r.kind(i-2) == text.Number {
		return true
	}
	if r.is(i-1, "(") && r.is(next, ")") && r.kind(next+1) == text.Number {
		a.last = r.numbersEnd(next + 1)
		return true
	}
	if (r.is(next, "-", "–", "to") && r.kind(next+1) == text.Number) && r.voteBefore(i) {
		a.last = r.numbersEnd(next + 1)
		return true
	}
	if r.is(i-1, ")") && r.kind(i-2) == text.Number && r.is(i-3, "(") {
		return true // (202) 555-0100
	}
	if r.is(next, "+", "×", "=") && !r.glued(next) && r.kind(next+1) == text.Number || r.is(i-1, "+", "×", "=") && !r.glued(i-1) && r.kind(i-2) == text.Number {
		return true // 5 + 7 = 12
	}
	if r.is(next, "-", "–") && r.glued(next) && r.glued(next+1) && r.kind(next+1) == text.Number {
		n := r.norm(next + 1)
		if _, _, unit := r.longest(unitList, next+2); unit {
			return r.descends(i, next+1, a)
		}
		if len(n) >= 4 && !strings.Contains(n, ",") && len(r.norm(i)) == 3 || r.glued(next+2) && r.is(next+2, "-") || n[0] == '0' {
			a.last = r.numbersEnd(next + 1)
			return true
		}
		return r.descends(i, next+1, a)
	}
	return r.is(next, "to") && r.kind(next+1) == text.Number && !r.is(i-1, "from") && r.descends(i, next+1, a)
}

// voteBefore reports whether a vote is told just before: "passed 221-209".
func (r *reader) voteBefore(i int) bool {
	for k := i - 1; k >= max(r.lo, i-4); k-- {
		if r.is(k, "vote", "votes", "voted", "passed", "failed", "margin", "defeated", "won", "lost") {
			return true
		}
	}
	return false
}

// descends: "57 to 43" and "221-209" are votes and scores.
func (r *reader) descends(i, k int, a *amount) bool {
	var b amount
	b.divide = 1
	if !b.parse(r.norm(k)) || a.scaled() {
		return false
	}
	if a.number() >= b.number() {
		if p, _, ok := r.longest(percents, k+1); ok && p > k {
			return false
		}
		a.last = k + 1
		return true
	}
	return false
}

// numbersEnd passes over the rest of a run of numbers and marks.
func (r *reader) numbersEnd(i int) int {
	for i < r.hi && (r.kind(i) == text.Number || r.glued(i) && r.is(i, "-", "/", ":", ".")) {
		i++
	}
	return i
}

// isTime: "10am", "11.30 a.m.", "12 noon", "6 o'clock".
func (r *reader) isTime(i, next int) bool {
	if r.is(next, "am", "pm", "noon", "midday", "midnight", "o'clock", "gmt", "bst", "hrs", "et", "est", "edt", "ct", "pt") && !r.plural(next) {
		return true
	}
	if r.is(next, "h") && r.glued(next) && r.glued(next+1) && r.kind(next+1) == text.Number && len(r.norm(next+1)) == 2 {
		return true // 10h30
	}
	if r.clock(next-1) && r.is(next, "-", "–", "to") && r.clock(next+1) || r.clock(next-1) && r.is(next-2, "-", "–", "to") && r.clock(next-3) {
		return true // 10.00-16.30
	}
	if n := r.norm(i); len(n) == 4 && n[0] <= '2' && n[2] <= '5' && r.is(next, "hrs", "hours", "h") && (r.glued(next) || r.is(i-1, "at", "from", "until", "by") || r.is(next+1, "gmt", "bst", "utc", "local", "on")) {
		return true // 2100hrs
	}
	return r.is(next, "a", "p") && r.is(next+1, ".") && r.glued(next+1) && r.is(next+2, "m") && r.glued(next+2)
}

// clock reports whether token i is written as an hour and minutes: "16.30".
func (r *reader) clock(i int) bool {
	n := r.norm(i)
	if len(n) == 4 {
		n = "0" + n
	}
	return r.kind(i) == text.Number && len(n) == 5 && n[2] == '.' && n[0] <= '2' && (n[3:] == "00" || n[3:] == "15" || n[3:] == "30" || n[3:] == "45")
}

// isOrdinal: "55th", also where a page lifts the letters so that they make a line of
// their own.
func (r *reader) isOrdinal(next int) bool {
	if next == r.hi && next < len(r.d.Tokens) {
		t := &r.d.Tokens[next]
		if n := t.Norm; n == "st" || n == "nd" || n == "rd" || n == "th" {
			return r.d.Blocks[t.Block].Last == next+1
		}
	}
	return r.glued(next) && r.is(next, "st", "nd", "rd", "th")
}

// marksList: "1. …", "2) …", "(3) …" at the start of a block.
func (r *reader) marksList(i, next int) bool {
	if (i == r.lo && next == i+1 || r.countsOn(i, next)) && r.glued(next) && r.is(next, ".", ")") && next+1 < r.hi {
		return true
	}
	if i == r.lo && next == i+1 && r.titled(next) && !r.glued(next) && r.numbersBlock(i) {
		return true // "3 The plan sets out", between paragraphs 2 and 4
	}
	if r.is(next, ")") && r.glued(next) && len(r.norm(i)) <= 2 && next == i+1 && next+1 < r.hi && !r.bracketed(i) {
		return true // "…; 3) information"
	}
	return r.is(i-1, "(", "[") && r.is(next, ")", "]") && len(r.norm(i)) <= 2 && next == i+1 && !r.ageInBrackets(i, next)
}

// blockReach is how many blocks before and after the next number of a paragraph may stand.
const blockReach = 6

// numbersBlock reports whether the number that opens the block counts its paragraphs:
// others near by open with the numbers before and after it, and a capital behind.
func (r *reader) numbersBlock(i int) bool {
	n, err := strconv.Atoi(r.norm(i))
	if err != nil || n > 99 {
		return false
	}
	at, near := int(r.d.Tokens[i].Block), 0
	for b := max(0, at-blockReach); b < min(len(r.d.Blocks), at+blockReach+1); b++ {
		first := r.d.Blocks[b].First
		if r.d.Blocks[b].Last-first < 3 || r.d.Tokens[first].Kind != text.Number || r.d.Tokens[first+1].Shape < text.Title || r.d.Tokens[first+1].Glued {
			continue
		}
		if m, err := strconv.Atoi(r.d.Tokens[first].Norm); err == nil && (m == n-1 && b < at || m == n+1 && b > at) {
			near++
		}
	}
	return near == 2 || near == 1 && n <= 2
}

// listReach is how many tokens an item of a list inside a paragraph may have.
const listReach = 60

// countsOn reports whether the number at i is one of those that count the items of a list
// inside a paragraph: "the following: 1. who came, 2. who left". Another mark stands
// before it and the number one lower or higher near by stands so too.
func (r *reader) countsOn(i, next int) bool {
	if !r.itemMark(i, next) {
		return false
	}
	n, _ := strconv.Atoi(r.norm(i))
	for k := max(r.lo, i-listReach); k < min(r.hi, i+listReach); k++ {
		if r.kind(k) == text.Number && k != i && r.itemMark(k, k+1) {
			if m, _ := strconv.Atoi(r.norm(k)); m == n+1 && k > i || m == n-1 && k < i {
				return true
			}
		}
	}
	return false
}

// itemMark reports whether the number at i, which ends before next, is written as the mark
// of an item inside a paragraph: after another mark, with a full stop right behind it.
func (r *reader) itemMark(i, next int) bool {
	if len(r.norm(i)) > 2 || !r.is(next, ".") || !r.glued(next) || r.glued(next+1) {
		return false
	}
	p := i - 1
	if r.is(p, "and", "or") {
		p--
	}
	return i == r.lo || r.is(p, ":", ",", ";", ".")
}

// bracketed reports whether a bracket opens a few tokens before token i.
func (r *reader) bracketed(i int) bool {
	for k := i - 1; k >= max(r.lo, i-16); k-- {
		if r.is(k, "(", ")") {
			return r.is(k, "(")
		}
	}
	return false
}

// dialledNumber: "call 101", "999 call desks", "advice from 111 or your doctor".
func (r *reader) dialledNumber(i, next int) bool {
	return emergencies.Has(r.norm(i)) && (dialled.Has(r.norm(i-1)) || dialled.Has(r.norm(next)) || r.is(i-1, "on") && r.stops(next) || r.is(i-1, "from", "via") && r.is(next, "or") && r.is(next+1, "your", "a", "the"))
}

// address: "10 Downing Street", "2 Marsham Street", "1600 Pennsylvania Avenue", and the
// number of a post district, "Eastmere, 33136, Room 4".
func (r *reader) address(i, next int) bool {
	if len(r.norm(i)) == 5 && !strings.ContainsAny(r.norm(i), ",.") && r.is(i-1, ",") && r.titled(i-2) && (next >= r.hi || r.kind(next) == text.Punct) && r.streetBefore(i) {
		return true
	}
	if !r.titled(next) {
		return false
	}
	for k := next; k < next+4; k++ {
		if !r.titled(k) {
			return false
		}
		if streets.Has(r.norm(k)) && (k > next || r.is(k+1, ",")) && !r.plural(k+1) {
			return true
		}
	}
	return false
}

// addressReach is how many tokens may stand between the street or building of an address
// and the number of its post district.
const addressReach = 12

// streetBefore reports whether a street or a building is named near before the number at i,
// as an address has it.
func (r *reader) streetBefore(i int) bool {
	for k := i - 1; k >= max(r.lo, i-addressReach); k-- {
		if r.titled(k) && (streets.Has(r.norm(k)) || r.is(k, "building")) && r.titled(k-1) {
			return true
		}
	}
	return false
}

// identified: a number after the head of a name ("Section 60", "phase 2",
// "Octave 2", "page 4") counts nothing, unless a noun that it counts follows.
func (r *reader) identified(i, next int, a *amount) bool {
	if len(r.norm(i)) <= 2 && r.titled(next) && !r.glued(next) && regiments.Has(r.norm(next)) && !a.scaled() {
		return true // 2 Rifles
	}
	if r.is(next, "(") && !a.scaled() && len(r.norm(i)) <= 3 && r.unitNumber(next) {
		return true // 101 (City of Hull) Engineer Regiment
	}
	p := i - 1
	if r.is(p, ".", ",") && r.glued(p) && r.titled(p-1) && r.is(p-1, "r", "s", "res", "hr", "no", "sec", "art", "ch") {
		return true // H.R. 9, S. 1502
	}
	if r.is(p, ".") && r.glued(p) && !r.opens(i) {
		p--
	}
	if r.is(p, "-") && r.glued(p) {
		p--
	}
	if p < r.lo || r.kind(p) != text.Word || r.opens(i) {
		return false
	}
	if identifiers.Has(r.norm(p)) && !a.scaled() || r.is(p, "year", "years") && a.mantissa <= 13 && r.is(next, "pupils", "students", "children", "classes") {
		return true
	}
	if r.is(p, "and", "or", "to", ",", "of") && r.kind(p-1) == text.Number && identifiers.Has(r.norm(p-2)) && (!r.is(p, "of") || r.is(p-2, "page")) {
		return true // sections 2 and 3
	}
	if r.yearsOld(next) {
		return false // "Hitting 17-Year-Old"
	}
	if !r.titled(p) || r.has(p, tag.Function|tag.Modal|tag.CueVerb) || a.scaled() || r.d.Tokens[p].Sentence != r.d.Tokens[i].Sentence {
		return false
	}
	if strings.Contains(r.norm(i), ",") {
		return false // "In Eastmere 3,100 were born": a name's number has no groups
	}
	if r.opens(p) && (r.is(p, "all", "only", "another", "today") || r.verbal(p) || q(r.norm(p)) || r.shape(p) == text.Title && (r.plural(next) || r.countable(next))) {
		return false
	}
	_, _, unit := r.longest(unitList, next)
	_, _, percent := r.longest(percents, next)
	if unit || percent {
		return false
	}
	_, counts := r.noun(next)
	if counts && strings.HasSuffix(r.norm(p), "ed") && r.titled(next) && r.titled(p-1) {
		return false // a heading: "Review Has Yielded 12 Guilty Pleas"
	}
	return !counts || !r.plural(next) && len(r.norm(i)) < 3 && !r.has(p, tag.Month) && !r.countable(next)
}

// unitNumber reports whether the bracket at k holds a name and another follows
// it, as behind the number of a soldiers' unit.
func (r *reader) unitNumber(k int) bool {
	if !r.titled(k + 1) {
		return false
	}
	for j := k + 1; j < k+7; j++ {
		switch {
		case r.is(j, ")"):
			return r.titled(j+1) && !r.opens(j+1) && !r.has(j+1, tag.Function)
		case r.kind(j) != text.Word:
			return false
		}
	}
	return false
}

// q reports whether a word at a sentence's start qualifies a number.
func q(w string) bool {
	_, ok := qualifiers[w]
	return ok
}

// datelike: years that the date reader left as part of a name ("the 2015
// Act"), and days of the month that do not exist.
func (r *reader) datelike(i, next int, a *amount) bool {
	if r.has(next, tag.Month) && (r.titled(next)) || r.has(i-1, tag.Month) && r.titled(i-1) && len(r.norm(i)) <= 2 && (!r.plural(next) || r.country == "US") && r.kind(next) != text.Symbol && !r.is(next, "per", "percent") {
		return true
	}
	n := r.norm(i)
	if len(n) != 4 || a.mantissa < 1800 && !(r.kind(i-1) == text.Clitic && a.mantissa >= 1500) || a.mantissa > 2100 || a.divide != 1 || a.scaled() {
		return false
	}
	if _, _, ok := r.longest(unitList, next); ok {
		return false
	}
	if r.is(i-1, "its", "their", "his", "her", "our", "my", "your") && r.kind(next) == text.Word || r.kind(i-1) == text.Clitic && r.is(i-1, "'s") {
		return true // "its 2011 plans"
	}
	if p := i - 1; r.titled(p) && r.opens(p) && a.mantissa >= 1990 && !r.has(p, tag.Function) && !q(r.norm(p)) && !r.verbal(p) && !strings.HasSuffix(r.norm(p), "ed") && r.namesYear(next) {
		return true // "Budget 2024 proposes £2 million"
	}
	return r.titled(next) || r.is(i-1, ")") && r.shape(i-2) == text.Upper || r.is(i-1, "of") && r.titled(i-2) || r.titled(i-1) && !r.opens(i-1) || !r.plural(next) && !r.countable(next)
}

// namesYear reports whether a verb, and no noun that is counted, stands at k:
// what follows begins with a number, a sign of money or a determiner.
func (r *reader) namesYear(k int) bool {
	return strings.HasSuffix(r.norm(k), "s") && (r.kind(k+1) == text.Symbol || r.kind(k+1) == text.Number || r.is(k+1, "a", "an", "the", "that", "its", "our", "more", "over", "up"))
}

// token: "$250 LANTERN token" counts or prices something that trades under a
// sign of its own; it is no sum of the country's money.
func (r *reader) token(i int) bool {
	return r.shape(i) == text.Upper && r.kind(i) == text.Word && r.is(i+1, "token", "tokens", "coin", "coins", "memecoin", "memecoins", "cryptocurrency")
}
