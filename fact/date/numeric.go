package date

import (
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/text"
)

// numberTries are the ways to read a date that starts with a number, in order.
var numberTries []try

func init() {
	numberTries = []try{
		{read: (*reader).numeric, rule: ruleNumeric},
		{read: (*reader).dayFirst, rule: ruleDayFirst},
		{read: (*reader).ago, rule: ruleAgo},
		{read: (*reader).yearEnding, rule: ruleYearEnd},
		{read: (*reader).decade, rule: ruleDecade},
		{read: (*reader).sharedKind, rule: ruleFinancial},
		{read: (*reader).financial, rule: ruleFinancial},
		{read: (*reader).nth, rule: ruleNth},
		{read: (*reader).yearAlone, rule: ruleYear},
		{read: (*reader).dayAlone, rule: ruleDayAlone},
	}
}

// fromNumber reads what starts with a number: a numeric date, a day before
// its month, a length of time ago, a decade, a year.
func (r *reader) fromNumber(i int) (moment, bool) {
	if !r.free(i) || r.glued(i+1) && r.kind(i+1) == text.Symbol {
		return moment{}, false
	}
	if last, is := r.namedByYears(i); is {
		return moment{first: i, last: last, skip: last, refused: ruleName}, false
	}
	var refused moment
	for _, try := range numberTries {
		m, ok := try.read(r, i)
		if ok {
			m.rule = try.rule
			return m, true
		}
		if m.refused.Name != "" {
			refused = m
		}
	}
	return refused, false
}

// numeric reads dates of digits: 2025-02-14, 14/02/2025, 14.02.2025, 14-2-25,
// 2025/02, 02/2025. Which of day and month comes first follows the country,
// unless only one of the two can be.
func (r *reader) numeric(i int) (moment, bool) {
	if !r.free(i) || r.glued(i) && r.is(i-1, "-", "/", "–") && r.kind(i-2) == text.Number {
		return moment{}, false
	}
	if m, ok := r.dotted(i); ok {
		return m, true
	}
	a, lenA, okA := r.digits(i)
	if m, ok := r.spaced(i, a, lenA); okA && ok {
		return m, true
	}
	if !okA || !r.is(i+1, "/", "-") || !r.glued(i+1) || !r.glued(i+2) {
		return moment{}, false
	}
	sep := r.norm(i + 1)
	b, lenB, okB := r.digits(i + 2)
	if !okB {
		if r.has(i+2, isMonth) && lenA == 4 && r.is(i+3, sep) { // 2012/Aug/10
			if d, _, ok := r.digits(i + 4); ok {
				return r.ymd(i, i+5, a, int(r.at(i+2).n), d)
			}
		}
		return moment{}, false
	}
	if r.is(i+3, sep) && r.glued(i+3) && r.glued(i+4) {
		if c, lenC, ok := r.digits(i + 4); ok && !(r.glued(i+5) && r.is(i+5, sep)) {
			return r.threeNumbers(i, [3]int{a, b, c}, [3]int{lenA, lenB, lenC})
		}
		return moment{}, false
	}
	switch {
	case lenA == 4 && lenB == 2 && sep == "-" && b > a%100 && r.is(i-1, "("): // (2001-04)
		return r.years(i, i+3, a, a-a%100+b), true
	case lenA == 4 && lenB == 2 && b >= 1 && b <= 12 && (sep == "/" && a%100+1 != b || sep == "-" && b <= 12 && a%100+1 != b) && a >= 1900 && a < 2100:
		return moment{first: i, last: i + 3, year: a, month: b, grain: month}, true
	case sep == "/" && lenA == 2 && lenB == 4 && a >= 1 && a <= 12 && b >= 1900 && b < 2100:
		return moment{first: i, last: i + 3, year: b, month: a, grain: month}, true
	case a == 9 && b == 11 || a == 7 && b == 7: // events known by their day
		return moment{}, false
	case sep == "/" && lenA <= 2 && lenB <= 2 && r.is(i-1, "on", "by", "before", "until"):
		d, mo, ok := r.dayMonth(a, b)
		return moment{first: i, last: i + 3, day: d, month: mo, grain: day}, ok
	}
	return moment{}, false
}

// spaced reads a date in digits whose slashes stand between spaces: "14 / 02 / 2025".
func (r *reader) spaced(i, a, lenA int) (moment, bool) {
	if !r.is(i+1, "/") || !r.is(i+3, "/") || r.glued(i+1) || r.glued(i+2) || r.glued(i+3) || r.glued(i+4) {
		return moment{}, false
	}
	b, lenB, okB := r.digits(i + 2)
	c, lenC, okC := r.digits(i + 4)
	if !okB || !okC || lenC != 4 {
		return moment{}, false
	}
	return r.threeNumbers(i, [3]int{a, b, c}, [3]int{lenA, lenB, lenC})
}

func (r *reader) threeNumbers(i int, n, length [3]int) (moment, bool) {
	last := i + 5
	switch {
	case length[0] == 4 && length[1] <= 2 && length[2] <= 2:
		if n[1] > 12 {
			n[1], n[2] = n[2], n[1]
		}
		return r.ymd(i, last, n[0], n[1], n[2])
	case length[0] <= 2 && length[1] <= 2 && (length[2] == 4 || length[2] == 2):
		d, m, ok := r.dayMonth(n[0], n[1])
		if length[2] == 2 {
			n[2] = century2(n[2])
		}
		if !ok {
			return moment{}, false
		}
		return r.ymd(i, last, n[2], m, d)
	}
	return moment{}, false
}

// earliestDigits is the earliest year of a date in digits: lower numbers are parts of
// something else ("mixed 1/2/1000").
const earliestDigits = 1500

func (r *reader) ymd(first, last, y, m, d int) (moment, bool) {
	s, ok := wholeOf(y, m, d)
	if !ok || d == 0 || y < earliestDigits {
		return moment{}, false
	}
	if r.is(last, "t") && r.glued(last) { // 2025-02-14T10:00:00Z: the time is no part of it
		last = r.timeEnd(last)
	} else if r.machineStamp(last) {
		return moment{first: first, last: last, skip: last, refused: ruleStamp}, false
	}
	return moment{first: first, last: last, year: y, month: m, day: d, at: s, placed: true, given: true, grain: day}, true
}

// machineStamp reports whether a time to the second follows at i in a sentence
// without prose: "2025-02-14 10:00:00" is what a computer left in the text.
func (r *reader) machineStamp(i int) bool {
	if r.kind(i) != text.Number || !r.is(i+1, ":") || !r.is(i+3, ":") || !r.glued(i+4) {
		return false
	}
	s := r.d.Sentences[r.d.Tokens[i].Sentence]
	for k := s.First; k < s.Last && k < i+40; k++ {
		if r.shape(k) == text.Lower && len(r.norm(k)) > 1 {
			return false
		}
	}
	return true
}

// timeEnd passes over the rest of an ISO time that is glued to its date.
func (r *reader) timeEnd(i int) int {
	for r.glued(i) && i < r.hi && (r.kind(i) != text.Punct || r.is(i, ":", "-")) {
		i++
	}
	return i
}

// dayMonth tells day and month of two numbers apart.
func (r *reader) dayMonth(a, b int) (d, m int, ok bool) {
	d, m = a, b
	if r.monthFirst {
		d, m = b, a
	}
	if m > 12 {
		d, m = m, d
	}
	return d, m, m >= 1 && m <= 12 && d >= 1 && d <= 31
}

// dotted reads 14.02.2025, which is one token.
func (r *reader) dotted(i int) (moment, bool) {
	s := r.norm(i)
	if len(s) < 8 || len(s) > 10 || strings.Count(s, ".") != 2 || strings.Contains(s, ",") {
		return moment{}, false
	}
	var n, length [3]int
	k := 0
	for _, c := range []byte(s) {
		if c == '.' {
			k++
			continue
		}
		n[k] = n[k]*10 + int(c-'0')
		length[k]++
	}
	if length[2] != 4 && length[0] != 4 && !(i == r.lo && length == [3]int{2, 2, 2}) {
		return moment{}, false
	}
	m, ok := r.threeNumbers(i, n, length)
	m.last = i + 1
	return m, ok
}

// decade reads "1990s".
func (r *reader) decade(i int) (moment, bool) {
	n, length, ok := r.digits(i)
	apostrophe := r.kind(i+1) == text.Clitic && r.is(i+1, "'s") && (r.is(i-1, "the") || r.is(i-1, "early", "mid", "late") && r.is(i-2, "the")) // the 1930's
	if apostrophe && length == 2 && n > 20 {                                                                                                   // the early 80's
		n, length = 1900+n, 4
	}
	if !ok || length != 4 || n%10 != 0 || !apostrophe && (!r.glued(i+1) || !r.is(i+1, "s")) || n < 1500 || n > 2100 {
		return moment{}, false
	}
	a, _ := wholeOf(n, 0, 0)
	b, _ := wholeOf(n+9, 0, 0)
	return moment{first: i, last: i + 2, at: span{a.from, b.to}, placed: true, given: true, grain: decade}, true
}

// yearAlone reads a year that stands by itself: after a preposition, or after
// "the", "their", "this" before a noun ("their 2023 analysis").
func (r *reader) yearAlone(i int) (moment, bool) {
	y, last, ok := r.yearAt(i)
	if !ok || y < 1500 || y > 2199 {
		return moment{}, false
	}
	m := moment{first: i, last: last, year: y, grain: year}
	prev, next := i-1, last
	if r.is(last, "-", "/", "–") && (r.glued(last) || r.is(last, "-", "–")) {
		n, length, ok := r.digits(last + 1)
		switch {
		case ok && length == 4 && n > y && n < y+100 && !(r.glued(last+2) && r.is(last+2, "-", "/")): // 1992-1996
			if r.glued(last) && r.glued(last+1) {
				return r.years(i, last+2, y, n), true
			}
			return m, true
		case ok && length == 2 && n > y%100 && n < 60 && r.glued(last+1) && !r.is(last, "/") && !(r.glued(last+2) && r.is(last+2, "-", "/")): // 2022-25
			return r.years(i, last+2, y, y-y%100+n), true
		case r.glued(last) && (!ok || length != 4) && !(r.is(last, "–") && r.kind(last+1) != text.Number):
			return moment{}, false
		}
	}
	if r.glued(i) && r.is(prev, "-", "/", "–") && r.kind(prev-1) == text.Number && len(r.norm(prev-1)) != 4 {
		return moment{}, false // a telephone number
	}
	if r.is(next, "on", "hrs", "hours") && y%100 < 60 && y < 2400 && (r.has(next+1, isWeekday|isNear) || r.is(next, "hrs", "hours")) {
		return moment{}, false // "by 1700 on Monday": a time of day
	}
	if y > 1900 && y < 2100 && r.is(next, "was", "is", "will", "has", "saw", "marks", "marked", "brought", "brings") && (!r.titled(prev) || r.grammar(prev) || r.opens(prev) && r.is(prev, "already", "only", "even", "so")) && r.kind(prev) != text.Number && !r.is(prev, "and", "of", ")") {
		return m, true // "2010 was the year …"
	}
	if next == r.hi && prev > r.lo && r.said.career == r.blockOf() && y > 1900 && y < 2100 {
		return m, true // "Qualified as pilot 2005", in a list of posts
	}
	if m, ok := r.yearOfThing(m, prev, next); ok {
		return m, true
	}
	switch {
	case r.yearIsName(prev, next):
		return moment{first: i, last: last, refused: ruleName}, false
	case r.is(prev, "and", "or", "&", ",") && !r.is(prev-2, "between") && r.kind(prev-1) == text.Number && (len(r.facts) == 0 || r.facts[len(r.facts)-1].End < int(r.d.Tokens[prev-1].End)):
		return moment{}, false // resolutions 1970 and 1973
	case r.countsThings(next) && !(y > 1950 && y != 2000 && y < 2060 && r.is(prev, "in", "since", "during", "by", "until", "from")) && !r.is(next, "levels", "figures", "prices", "rates", "results", "elections"):
		return moment{}, false
	case (r.is(prev, "in", "during", "by", "until", "before", "after", "from", "since") || r.is(prev, "as") && r.is(prev-1, "back", "early", "late", "recently")) && y > 1800 && y < 2200 && !(r.is(prev, "from") && r.countsThings(next)):
		return m, true
	case r.shape(next) == text.Lower && !r.grammar(next) && !r.verbish(next):
		m.alone = true
		if !r.is(prev, "the", "their", "its", "our", "his", "her", "this", "a", "an", "since", "on", "to", "from", "than", "with", "at", "of", "year", "years", "below", "above") && !r.describedYear(prev, y) || y < 1900 || y > 2100 {
			return moment{}, false
		}
		m.alone = !r.is(prev, "since")
		return m, true
	}
	m.needs = !r.is(prev, "of", "and", "or", "&", "to", "than", "for", "with", "for", "year", "years", "–", "-", "—", ",", "(") || y < 1800
	listed := r.said.token == prev && r.said.block == r.blockOf() && r.kind(prev-1) == text.Number // "2007, 2008 and 2009"
	if r.is(prev, ",", "(") && !listed && !r.is(next, ")", ",", "-", "–", "to") {
		m.needs = true
	}
	return m, true
}

// describedYear reports whether the word at prev, after a determiner, describes
// the thing of a year not long past or to come: "a false 2008 tax return". A
// round number may count.
func (r *reader) describedYear(prev, y int) bool {
	return r.shape(prev) == text.Lower && !r.grammar(prev) && !r.is(prev, "additional", "another", "estimated", "extra", "further", "record", "remaining", "total") && r.is(prev-1, "a", "an", "the", "his", "her", "its", "their", "our", "this") &&
		y%100 != 0 && y >= 1990 && !r.issued.IsZero() && y <= r.issued.Year()+5
}

// years is the stretch from the first day of one year to the last of another,
// written in the tokens [first, last).
func (r *reader) years(first, last, from, to int) moment {
	a, _ := wholeOf(from, 0, 0)
	b, _ := wholeOf(to, 0, 0)
	return moment{first: first, last: last, at: span{a.from, b.to}, placed: true, given: true, joined: true, bound: onrecord.BoundWithin, grain: year}
}

// yearIsName: a year beside a word that starts with a capital is part of a
// name ("Fair Rents Act 2019", "2030 Strategy"), unless a preposition
// stands right before it ("In 2023 Ofcom …").
func (r *reader) yearIsName(prev, next int) bool {
	if r.is(prev, "of") && r.titled(prev-1) && !r.grammar(prev-1) && !r.has(prev-1, isMonth|isSeason|isPart|isUnit) {
		return true // the Fair Markets Act of 2013
	}
	if r.is(prev, ")") && r.is(prev-2, "(") && r.shape(prev-1) == text.Upper && r.titled(prev-3) && !r.is(next, ",") {
		return true // Harbour Area Report (HAR) 2014
	}
	if r.titled(prev) && !r.grammar(prev) && !r.has(prev, isBound|isMonth|isSeason|isFeast) {
		return true
	}
	if r.titled(next) && !r.glued(next) && !r.grammar(next) && !r.is(prev, "in", "since", "by", "until", "during") {
		return true
	}
	return false
}

// dayAlone reads "on the 20th" and "on 25th" where nothing counted follows.
func (r *reader) dayAlone(i int) (moment, bool) {
	d, last, ordinal, ok := r.dayNumber(i)
	if !ok || !ordinal || r.issued.IsZero() || !(r.is(i-1, "on") || r.is(i-1, "the") && r.is(i-2, "on", "by", "until")) || r.kind(last) == text.Word && !r.grammar(last) {
		return moment{}, false
	}
	m := moment{first: i, last: last, grain: day, day: d}
	n := 0
	if d < r.issued.Day() && r.tense(&m) != past {
		n = 1
	} else if d > r.issued.Day() && r.tense(&m) == past {
		n = -1
	}
	s := calendar(r.issued, month, n, r.country)
	m.at, ok = wholeOf(s.from.Year(), int(s.from.Month()), d)
	m.placed = true
	return m, ok
}
