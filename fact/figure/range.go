package figure

import (
	"strings"

	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// rangeOf reads the upper end of "10 to 15", "£5m-£10m", "between 5% and 10%",
// "from £25,400 to £37,900".
func (r *reader) rangeOf(f *draft) {
	a := &f.amount
	f.first, f.last = a.first, a.last
	k := a.last
	// the sign or unit of the first may stand before the joining word: "5% to 10%"
	percent := false
	if end, _, ok := r.longest(percents, k); ok {
		k, percent = end, true
	} else if end, _, ok := r.longest(unitList, k); ok && (r.is(end, "to", "-", "–") || r.is(end, "and") && r.is(a.first-1, "between")) {
		k = end
	} else if end, u, ok := r.nounBetween(k); ok {
		k, f.counts = end, u
	} else if end, _, ok := r.longest(moneyNames, k); ok && r.is(end, "to") && a.currency == "" {
		k = end
	}
	if k == a.last && r.is(k, "-") && r.glued(k) && !r.glued(k+1) && r.is(k+1, "to", "and", "or") {
		k++ // "8- to 16-metre"
	}
	if r.is(k, "to") && r.is(a.first-1, "by") && r.changedBy(a.first-1) {
		return // "fell by 14,200 to 771,000": how much, and to what
	}
	between := r.is(a.first-1, "between")
	from := r.is(a.first-1, "from")
	if from && r.is(k, "up") && r.is(k+1, "to") {
		k++
	}
	if !r.joins(k, between, from) {
		r.lowerInLetters(f)
		return
	}
	i := k + 1
	if r.is(i, "about", "around", "over", "nearly") {
		return
	}
	if r.kind(i) == text.Symbol || r.kind(i) == text.Word && !r.has(i, tag.NumberWord) && r.kind(i+1) == text.Symbol {
		i++
		if r.kind(i) == text.Symbol {
			i++
		}
	}
	if r.kind(i) != text.Number && !r.has(i, tag.NumberWord) {
		return
	}
	b, ok := r.amount(i)
	if !ok || b.first < k+1 || a.words != b.words || !r.joinable(f, &b, k, between, from) {
		return
	}
	if _, _, also := r.longest(percents, b.last); percent && !also && !r.glued(k) && !from {
		return // "fell by 9% to 3,105"
	}
	if r.is(k, "or") && b.number() != a.number()+1 {
		return
	}
	if a.factor == 1 && b.factor > 1 && a.mantissa/a.divide < 1000 {
		a.factor = b.factor
	}
	if r.glued(k) && a.factor == 1 && b.factor == 1 && b.divide == 1 && b.mantissa%1000 == 0 && a.mantissa*1000 < b.mantissa && a.mantissa*10000 >= b.mantissa {
		a.factor = 1000 // 40-50,000
	}
	if f.counts != "" && !r.stops(b.last) {
		f.counts = ""
		return
	}
	if a.number() > b.number() && !(from && r.is(k, "to")) || a.number() == b.number() {
		if a.factor == b.factor && b.factor > 1 {
			a.factor = 1
		}
		return
	}
	f.to, f.ranged, f.last = b, true, b.last
	if b.currency != "" && a.currency == "" {
		a.currency = b.currency
	}
	if from {
		f.wasFrom = r.is(k, "to")
		f.first = a.first - 1
	} else if between {
		f.first = a.first - 1
	}
}

// nounBetween reads the noun after the first of two numbers whose second has
// none: "from 22 pages to 6".
func (r *reader) nounBetween(k int) (end int, unit string, ok bool) {
	if !r.is(k-2, "from") {
		return 0, "", false
	}
	np, ok := r.noun(k)
	if !ok || np.last-k > 3 || !r.is(np.last, "to") || r.kind(np.last+1) != text.Number {
		return 0, "", false
	}
	return np.last, np.unit(r), true
}

// changedBy reports whether a verb of rising or falling stands right before
// token k, an adverb between them allowed.
func (r *reader) changedBy(k int) bool {
	return changes.Has(r.norm(k-1)) || strings.HasSuffix(r.norm(k-1), "ly") && changes.Has(r.norm(k-2))
}

func (r *reader) joins(k int, between, from bool) bool {
	switch {
	case r.is(k, "to"):
		return true
	case r.is(k, "-", "–", "—"):
		return r.kind(k+1) == text.Number || r.kind(k+1) == text.Symbol
	case r.is(k, "and"):
		return between
	case r.is(k, "or"): // "1 or 2 homes"
		return !from && !between && r.kind(k+1) == text.Number && !r.scaledOr(k)
	}
	return false
}

// scaledOr reports whether the numbers around "or" are not plain small ones.
func (r *reader) scaledOr(k int) bool {
	a, b := r.norm(k-1), r.norm(k+1)
	return r.kind(k-1) != text.Number || len(a) > 2 || len(b) > 2
}

// joinable reports whether two amounts are two ends of one thing: "gave £5 to
// 20 people" and "57-43" are not.
func (r *reader) joinable(f *draft, b *amount, k int, between, from bool) bool {
	a := &f.amount
	if a.currency != b.currency && a.currency != "" && b.currency != "" {
		return false
	}
	if a.currency != "" && b.currency == "" && !r.glued(k) && b.factor == 1 {
		return between || from
	}
	if a.currency == "" && b.currency != "" && a.number() != b.number() && !between && !r.glued(k) && !from {
		return false
	}
	if r.is(k, "to") && !between && !from && a.scaled() && !b.scaled() {
		return false
	}
	return !r.inNextDate(b.digits)
}

// lowerInLetters takes in the lower end of a range that is written in letters, as many
// write numbers below ten: "seven to 21 years", "between three and 12 sites".
func (r *reader) lowerInLetters(f *draft) {
	a := &f.amount
	k := a.first - 2
	low, ok := numberWords[r.norm(k)]
	if !ok || k < r.done || a.words || a.scaled() || a.divide > 1 || a.negative || a.currency != "" || low == 0 || low >= a.mantissa || low >= 20 {
		return
	}
	between, from := r.is(k-1, "between"), r.is(k-1, "from")
	switch {
	case r.is(k+1, "to"):
	case r.is(k+1, "and") && between:
	case r.is(k+1, "or") && a.mantissa == low+1:
	default:
		return
	}
	if r.is(k-1, "by", "at", "-", "under", "over", "below", "above", "least", "number", "stage", "phase", "grade", "level") || r.has(k-1, tag.NumberWord) || r.voteBefore(k) {
		return
	}
	f.to, f.ranged = *a, true
	f.amount = amount{first: k, digits: k, last: k + 1, mantissa: low, divide: 1, factor: 1, words: true}
	if f.first = k; from || between {
		f.first, f.wasFrom = k-1, from
	}
}
