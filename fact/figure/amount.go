package figure

import (
	"strings"

	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// amount is a number as written, with its scale and the currency before it.
type amount struct {
	first, last int // tokens, from the currency to the scale
	digits      int // the token of the number itself
	mantissa    uint64
	divide      uint64 // 10 for each digit after the point
	factor      uint64
	currency    string
	words       bool // written in letters
	decimals    bool
	negative    bool // under zero
}

func (a amount) scaled() bool { return a.factor > 1 }

// number returns the value in whole units.
func (a amount) number() float64 {
	if a.negative {
		a.negative = false
		return -a.number()
	}
	f := max(a.factor, 1)
	if a.mantissa != 0 && f > (1<<63)/a.mantissa {
		return float64(a.mantissa) * float64(f) / float64(a.divide)
	}
	return float64(a.mantissa*f) / float64(a.divide)
}

// amount reads the number at token i.
func (r *reader) amount(i int) (amount, bool) {
	a := amount{first: i, digits: i, last: i + 1, divide: 1, factor: 1}
	t := &r.d.Tokens[i]
	if t.Kind != text.Number {
		return r.wordAmount(i)
	}
	if pointed := r.pointed(i); !a.parse(t.Norm) && !(pointed && a.parse(strings.TrimLeft(t.Norm, "0"))) {
		return a, false
	} else if pointed {
		r.afterPoint(&a)
	}
	r.groupsAfter(&a)
	r.fractionAfter(&a)
	r.currencyBefore(&a)
	r.scaleAfter(&a)
	r.addSmaller(&a)
	r.saidTwice(&a)
	return a, true
}

// signBefore takes in a sign that puts the number under zero: "-12%", "−£5m",
// "minus 3 per cent". A sign with a space behind it is a dash.
func (r *reader) signBefore(a *amount) {
	k := a.first - 1
	if k < r.done {
		return
	}
	switch {
	case r.is(k, "minus", "negative") && !r.glued(a.first):
	case r.is(k, "-", "−") && r.glued(a.first) && !r.glued(k) && !r.opens(k) && r.kind(k-1) != text.Number:
	default:
		return
	}
	a.first, a.negative = k, true
}

// saidTwice takes in the letters before digits in brackets that say the same:
// "thirty (30) days".
func (r *reader) saidTwice(a *amount) {
	if !r.is(a.first-1, "(") || !r.is(a.last, ")") || a.divide > 1 {
		return
	}
	k, value := a.first-2, uint64(0)
	for ; k >= r.done && (r.has(k, tag.NumberWord) || r.is(k, "-")); k-- {
		value += numberWords[r.norm(k)]
	}
	if value > 0 && value == a.mantissa*a.factor {
		a.first, a.last = k+1, a.last+1
	}
}

// most bounds the numbers that are added up.
const most = 1e17

// addSmaller adds up a number of several scales, each smaller than the one
// before: "2 crore 35 lakh", "3 hundred and 21".
func (r *reader) addSmaller(a *amount) {
	for a.scaled() && a.divide == 1 {
		k, and := a.last, r.is(a.last, "and")
		if and {
			k++
		}
		if r.kind(k) != text.Number || r.glued(k) || r.inNextDate(k) {
			return
		}
		b := amount{first: k, digits: k, last: k + 1, divide: 1, factor: 1}
		if !b.parse(r.norm(k)) || b.divide > 1 {
			return
		}
		r.scaleAfter(&b)
		hundreds := a.factor == 100 && and && b.mantissa < 100
		if b.mantissa == 0 || b.mantissa > a.factor || a.mantissa > most/a.factor {
			return
		}
		whole := b.mantissa * b.factor
		if whole >= a.factor || !b.scaled() && !hundreds || and && b.scaled() {
			return
		}
		a.mantissa, a.factor, a.last = (a.mantissa*a.factor+whole)/b.factor, b.factor, b.last
	}
}

// parse reads digits with commas between groups and one decimal point.
func (a *amount) parse(s string) bool {
	if len(s) > 1 && s[0] == '0' && s[1] != '.' || len(s) > 22 {
		return false
	}
	points, digits := 0, 0
	for k := 0; k < len(s); k++ {
		switch c := s[k]; {
		case c == ',':
			if points > 0 {
				return false
			}
		case c == '.':
			points++
		default:
			if digits++; digits > 17 {
				return false
			}
			a.mantissa = a.mantissa*10 + uint64(c-'0')
			if points > 0 {
				a.divide *= 10
			}
		}
	}
	a.decimals = points == 1
	return points <= 1
}

// pointed reports whether a point that no digit stands before leads in the
// number at i: ".08".
func (r *reader) pointed(i int) bool {
	return r.is(i-1, ".") && r.glued(i) && !r.glued(i-1) && !strings.ContainsAny(r.norm(i), ".,")
}

// afterPoint makes the digits read the decimals behind the point before them.
func (r *reader) afterPoint(a *amount) {
	for range r.d.Tokens[a.digits].Norm {
		a.divide *= 10
	}
	a.first, a.decimals = a.digits-1, true
}

// currencyBefore reads "£", "US$", "A$", "$A", "USD " before the number.
func (r *reader) currencyBefore(a *amount) {
	k := a.first - 1
	if k < r.done {
		return // it belongs to the amount before
	}
	if r.kind(k) == text.Symbol {
		c, ok := signs.Lookup(r.norm(k))
		if !ok {
			return
		}
		a.currency, a.first = c, k
		if r.norm(k) == "$" {
			a.currency = r.dollar
			if r.glued(k) && r.kind(k-1) == text.Word {
				if d, ok := dollars.Lookup(r.norm(k - 1)); ok {
					a.currency, a.first = d, k-1
				}
			} else if r.glued(k) && r.is(k-1, ".") && r.is(k-2, "s") && r.is(k-4, "u") {
				a.currency, a.first = "USD", k-4
			}
		}
		return
	}
	if r.is(k, ".") && r.glued(k) && r.is(k-1, "rs") {
		a.currency, a.first = "INR", k-1
		return
	}
	if r.is(k-1, "$") && r.glued(k) && r.glued(a.first) && k-1 >= r.done {
		if d, ok := dollars.Lookup(r.norm(k)); ok {
			a.currency, a.first = d, k-1 // $A15
			return
		}
	}
	if r.rand(k) {
		a.currency, a.first = "ZAR", k
		return
	}
	if r.titled(k) {
		if c, ok := codes.Lookup(r.norm(k)); ok && (r.shape(k) == text.Upper && !(spelt.Has(r.norm(k)) && a.mantissa < 1000) || r.is(k, "rs") || r.shortName(k, c)) {
			a.currency, a.first = c, k
		}
	}
}

// rand reports whether the letter at k is the sign of South Africa's rand: "R15 million" says
// so anywhere, "R300" in a release of that country.
func (r *reader) rand(k int) bool {
	if !r.is(k, "r") || r.glued(k) || r.shape(k) != text.Title || !r.glued(k+1) || r.kind(k+1) != text.Number {
		return false
	}
	next := k + 2
	for r.kind(next) == text.Number {
		next++
	}
	if r.is(next, "-") && r.glued(next) {
		next++
	}
	return r.country == "ZA" && !r.is(next, "road", "route", "highway", "between") || r.is(next, "million", "billion", "trillion", "bn")
}

// shortName reports whether the word at k is a short name of the currency that is not
// its code, as it is written: "KSh", "Ksh".
func (r *reader) shortName(k int, code string) bool {
	return len(r.norm(k)) > 2 && r.shape(k) > text.Lower && !strings.EqualFold(r.norm(k), code)
}

// scaleAfter reads "million", "m", "bn", "hundred thousand" after the number.
func (r *reader) scaleAfter(a *amount) {
	if s, ok := scales[r.norm(a.last+3)]; ok && !s.glued && !s.money && a.divide == 1 && r.is(a.last, "and") && r.is(a.last+1, "a") && r.is(a.last+2, "half") && a.mantissa < most {
		a.mantissa, a.divide, a.last = a.mantissa*10+5, 10, a.last+3 // "5 and a half million"
	}
	for n := 0; n < 3; n++ {
		k := a.last
		if r.is(k, "-") && r.glued(k) && r.glued(k+1) && r.has(k+1, tag.Scale) && len(r.norm(k+1)) > 3 {
			k++
		}
		s, ok := scales[r.norm(k)]
		if !ok || s.factor == 12 || s.glued && !r.glued(k) || s.factor*a.factor > 1e15 {
			return
		}
		if s.glued && a.currency == "" && !r.countable(k+1) && !signs.Has(r.norm(k+1)) {
			return
		}
		if s.money && (a.currency == "" && !r.millionsOf(k) || !r.glued(k) && r.shape(k) == text.Lower && r.norm(k) != "mil") {
			return
		}
		if s.money && r.is(k, "b", "m") && r.kind(k+1) == text.Symbol && r.glued(k+1) {
			return
		}
		a.factor *= s.factor
		a.last = k + 1
	}
}

// millionsOf reports whether the letter at k stands for millions or billions
// although no currency stands before the number: "10m homes", "10M.", "2mil SEK".
func (r *reader) millionsOf(k int) bool {
	if !r.glued(k) {
		return false
	}
	if _, ok := codes.Lookup(r.norm(k + 1)); ok && r.shape(k+1) == text.Upper {
		return true
	}
	return r.is(k, "m", "b") && r.countable(k+1) || r.is(k, "m") && r.d.Tokens[k].Of(r.d.Text) == "M" && r.stops(k+1)
}

// countable reports whether token i is a plural noun or an adjective before one.
func (r *reader) countable(i int) bool {
	return r.plural(i) || r.shape(i) == text.Lower && r.plural(i+1) && !r.has(i, tag.Function) && !verbs.Has(r.norm(i))
}

// wordAmount reads a number in letters that has a scale word: "two million",
// "a hundred", "half a million", "twenty-five thousand". Numbers in letters
// without one, and "several hundred", do not count.
func (r *reader) wordAmount(i int) (amount, bool) {
	a := amount{first: i, digits: i, last: i + 1, divide: 1, factor: 1, words: true}
	if r.has(i, tag.Scale) {
		if r.is(i, "hundred") && r.opens(i) && r.is(i+1, "thousand", "million") {
			a.mantissa, a.factor = 1, 100
			return a, r.lastScale(&a)
		}
		if s, ok := scales[r.norm(i)]; !ok || s.glued || s.money || s.factor == 12 || !r.is(i-1, "a", "one", "half", "quarter") && !r.halved(i) {
			return a, false
		}
		a.first, a.mantissa = i-1, 1
		part := i - 1
		if r.halved(i) {
			part--
		}
		if r.is(part, "a") {
			part--
			if r.is(part, "of") && r.is(part-1, "quarter") {
				part--
			}
		}
		switch {
		case r.is(part, "half"):
			a.first, a.divide = part, 2
		case r.is(part, "quarter") && !r.is(part-1, "three"):
			a.first, a.divide = part, 4
		case r.is(part, "quarter"):
			return a, false
		}
		if a.divide > 1 && r.is(a.first-1, "a") {
			a.first--
		}
		a.digits = a.first
		a.factor = scales[r.norm(i)].factor
		return a, !r.is(i+1, "s") && r.lastScale(&a)
	}
	return r.spelled(a, i)
}

// halved reports whether the scale word at i is the end of "half-trillion" or
// "quarter-million".
func (r *reader) halved(i int) bool {
	return r.is(i-1, "-") && r.glued(i) && r.is(i-2, "half", "quarter")
}

// lastScale takes in a second scale word: "a hundred thousand".
func (r *reader) lastScale(a *amount) bool {
	if s, ok := scales[r.norm(a.last)]; ok && !s.glued && !s.money && s.factor > 100 {
		a.factor *= s.factor
		a.last++
	}
	if r.is(a.last, "and") && a.mantissa == 1 && a.divide == 1 { // "a hundred and twenty"
		rest, k := uint64(0), a.last+1
		for v, ok := numberWords[r.norm(k)]; ok; v, ok = numberWords[r.norm(k)] {
			rest, k = rest+v, k+1
		}
		if rest > 0 && rest < a.factor && rest < 1000 {
			a.mantissa, a.factor, a.last = a.factor+rest, 1, k
		}
	}
	return true
}

// spelled adds up "two hundred and fifty thousand" from token i.
func (r *reader) spelled(a amount, i int) (amount, bool) {
	var total, part uint64
	scaled, k := false, i
	for n := 0; n < 16 && k < r.hi; n++ {
		w := r.norm(k)
		if v, ok := numberWords[w]; ok {
			part += v
		} else if end, decimals, ok := r.spelledDecimals(k); ok && a.divide == 1 {
			for _, v := range decimals {
				part, a.divide = part*10+v, a.divide*10
			}
			total *= a.divide
			k = end - 1
		} else if s, ok := scales[r.norm(k+3)]; ok && a.divide == 1 && part > 0 && !s.glued && !s.money && w == "and" && r.is(k+1, "a") && r.is(k+2, "half") {
			part, a.divide = part*10+5, 10
			total *= 10
			k += 2
		} else if s, ok := scales[w]; ok && !s.glued && !s.money && s.factor != 12 && part > 0 {
			scaled = true
			if s.factor == 100 {
				part *= 100
			} else {
				total += part * s.factor
				part = 0
			}
			if total > 1e15 || part > 1e6 {
				return a, false
			}
		} else if s, ok := scales[w]; ok && scaled && part == 0 && s.factor > 1000 && !s.glued && !s.money && total <= 1e15/s.factor {
			total *= s.factor // "three lakh crore"
		} else if !((w == "-" || w == "and" && scaled) && r.has(k+1, tag.NumberWord)) {
			break
		}
		k++
	}
	a.mantissa, a.last = total+part, k
	if a.last > i+1 && scaled {
		return a, true
	}
	return a, false
}

// spelledDecimals reads "point two", "point zero three" from token i.
func (r *reader) spelledDecimals(i int) (end int, digits []uint64, ok bool) {
	if !r.is(i, "point") {
		return 0, nil, false
	}
	for end = i + 1; end <= i+4; end++ {
		v, is := numberWords[r.norm(end)]
		if is && v >= 20 && len(digits) == 0 { // "point seventy-one"
			digits = append(digits, v/10)
			if r.is(end+1, "-") && numberWords[r.norm(end+2)] < 10 && numberWords[r.norm(end+2)] > 0 {
				end++
				continue
			}
			end++
			break
		}
		if !is || v > 9 {
			break
		}
		digits = append(digits, v)
	}
	return end, digits, len(digits) > 0
}

// plural reports whether token i is a noun that counts more than one thing.
func (r *reader) plural(i int) bool {
	if r.kind(i) != text.Word || r.shape(i) == text.Upper || r.has(i, tag.Function|tag.Modal) {
		return false
	}
	n := r.norm(i)
	if plurals.Has(n) {
		return true
	}
	return len(n) > 2 && n[len(n)-1] == 's' && !strings.HasSuffix(n, "ss") && !strings.HasSuffix(n, "us") && !strings.HasSuffix(n, "sis") && n != "this" && n != "his" && n != "news" && !verbs.Has(n)
}
