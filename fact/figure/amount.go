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
}

func (a amount) scaled() bool { return a.factor > 1 }

// number returns the value in whole units.
func (a amount) number() float64 {
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
	if !a.parse(t.Norm) {
		return a, false
	}
	r.currencyBefore(&a)
	r.scaleAfter(&a)
	return a, true
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

// currencyBefore reads "£", "US$", "A$", "USD " before the number.
func (r *reader) currencyBefore(a *amount) {
	k := a.first - 1
	if k < r.lo {
		return
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
	if r.titled(k) {
		if c, ok := codes.Lookup(r.norm(k)); ok && (r.shape(k) == text.Upper || r.is(k, "rs")) {
			a.currency, a.first = c, k
		}
	}
}

// scaleAfter reads "million", "m", "bn", "hundred thousand" after the number.
func (r *reader) scaleAfter(a *amount) {
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
		if s.money && (a.currency == "" && !(r.is(k, "m") && r.glued(k) && r.countable(k+1)) || !r.glued(k) && r.shape(k) == text.Lower && r.norm(k) != "mil") {
			return
		}
		if s.money && r.is(k, "b", "m") && r.kind(k+1) == text.Symbol && r.glued(k+1) {
			return
		}
		a.factor *= s.factor
		a.last = k + 1
	}
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
		if s, ok := scales[r.norm(i)]; !ok || s.glued || s.money || s.factor == 12 || !r.is(i-1, "a", "one", "half", "quarter") {
			return a, false
		}
		a.first, a.mantissa = i-1, 1
		part := i - 1
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

// lastScale takes in a second scale word: "a hundred thousand".
func (r *reader) lastScale(a *amount) bool {
	if s, ok := scales[r.norm(a.last)]; ok && !s.glued && !s.money && s.factor > 100 {
		a.factor *= s.factor
		a.last++
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

// plural reports whether token i is a noun that counts more than one thing.
func (r *reader) plural(i int) bool {
	if r.kind(i) != text.Word || r.shape(i) == text.Upper || r.has(i, tag.Function|tag.Modal) {
		return false
	}
	n := r.norm(i)
	if plurals.Has(n) {
		return true
	}
	return len(n) > 2 && n[len(n)-1] == 's' && !strings.HasSuffix(n, "ss") && !strings.HasSuffix(n, "us") && !strings.HasSuffix(n, "sis") && n != "this" && n != "his" && !verbs.Has(n)
}
