package figure

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// qualify reads how exactly the number is given, from the words before and
// after it, and takes them into the figure's words.
func (r *reader) qualify(f *draft) {
	if f.limit != "" {
		f.qualifier = f.limit
		return
	}
	if e, v, ok := r.longest(after, f.amountEnd()); ok && !r.is(e, "-") {
		f.qualifier = onrecord.Qualifier(v)
		f.last = max(f.last, e)
	} else if e, v, ok := r.longest(after, f.last); ok && r.afterFits(f, e) {
		f.qualifier = onrecord.Qualifier(v)
		f.last = e
	}
	k := f.first
	if r.is(k-1, "-") && r.glued(k) {
		k--
	}
	if r.is(k-1, "the", "just", "a", "only") && r.qualifierEnds(k-1) && (!r.is(k-1, "a") || f.kind == onrecord.FigureMoney && !r.is(k-2, "some", "below", "above", "under", "c")) {
		k--
	}
	p, at, ok := r.qualifierBefore(k)
	if !ok {
		r.limited(f)
	}
	if !ok || r.risesTo(f, at) || r.duringNotOver(f, at, p) {
		return
	}
	f.qualifier = p.value
	f.first = at
}

// limited reads "a maximum grant of £5,000" and "a minimum term of 12 years",
// whose limit stands before the noun.
func (r *reader) limited(f *draft) {
	k := f.first - 1
	if !r.is(k, "of") {
		return
	}
	for n := 0; n < 3; n++ {
		k--
		switch {
		case k < r.done || r.shape(k) != text.Lower || r.has(k, tag.Function):
			return
		case r.is(k, "maximum"):
			f.first, f.qualifier = k, onrecord.QualifierUpTo
			return
		case r.is(k, "minimum"):
			f.first, f.qualifier = k, onrecord.QualifierAtLeast
			return
		}
	}
}

// risesTo reports whether "up to" at token at tells a rise, not a limit: "up to
// 23 this week from 10".
func (r *reader) risesTo(f *draft, at int) bool {
	if !r.is(at, "up") || !r.is(at+1, "to") || r.is(at-1, "of", "for", "be", "is", "are") {
		return false
	}
	for k := f.last; k < f.last+5; k++ {
		switch {
		case r.is(k, "from"):
			return r.kind(k+1) == text.Number || r.kind(k+1) == text.Symbol || r.is(k+1, "just", "only", "about", "around", "under", "over")
		case r.kind(k) == text.Punct && !r.is(k, "(", ")"), r.kind(k) == text.Number:
			return false
		}
	}
	return false
}

// amountEnd is the token after the number itself and its scale.
func (f *draft) amountEnd() int {
	if f.ranged {
		return f.to.last
	}
	return f.amount.last
}

// afterFits keeps "plus" and "and over" from joining what only follows.
func (r *reader) afterFits(f *draft, e int) bool {
	if r.is(e, "-") { // under-18s and over-65s
		return false
	}
	if r.is(e-1, "plus") && !r.glued(e-1) {
		return false
	}
	return !r.is(e-1, "above", "over") || f.age || r.is(e-2, "or")
}

func (r *reader) qualifierEnds(i int) bool {
	_, ok := qualifiers[r.norm(i-1)]
	return ok
}

// qualifierBefore finds the longest qualifier that ends before token i.
func (r *reader) qualifierBefore(i int) (phrase, int, bool) {
	if i-1 < r.lo {
		return phrase{}, 0, false
	}
	for _, p := range qualifiers[r.norm(i-1)] {
		at := i - len(p.words)
		k := 0
		for k < len(p.words) && r.norm(at+k) == p.words[k] {
			k++
		}
		if k == len(p.words) && at >= r.lo {
			return p, at, true
		}
	}
	return phrase{}, 0, false
}

// duringNotOver: "£30m over 3 years" and "over a 30 day period" say when, not
// how many; "c" and "estimated" must not be words of something else.
func (r *reader) duringNotOver(f *draft, at int, p phrase) bool {
	switch {
	case len(p.words) > 1:
		return false
	case r.is(f.first-1, "the") && f.kind == onrecord.FigureDuration && r.is(f.amountEnd(), "-"):
		return true // "above the 5-year average"
	case p.words[0] == "over" && r.is(at-1, "hand", "hands", "handed", "handing"):
		return true // "hands over 250 houses"
	case r.is(f.first-1, "the") && (p.words[0] == "under" || p.words[0] == "over" || p.words[0] == "around" || p.words[0] == "about") && (f.kind == onrecord.FigureMoney || f.kind == onrecord.FigureCount):
		return true // "under the £120 million programme", "gathered around the 3 boats"
	case p.words[0] == "c":
		return r.glued(at) || r.shape(at) != text.Lower
	case p.words[0] == "over" && f.kind == onrecord.FigureDuration && !f.age:
		if f.value >= 1000 || r.is(at-1, "up") {
			return false // so long is no span of time: "racked up over 4,000 hours"
		}
		return !r.is(at-1, "for", "of", "than", "lasting", "spent", "with", "after", "took", "nearly", "waited", "waiting", "took", "a", "is", "was")
	case p.words[0] == "within":
		return f.kind != onrecord.FigureDuration && f.kind != onrecord.FigureLength || f.age
	case p.words[0] == "above" || p.words[0] == "below":
		return r.kind(at-1) == text.Word && !r.has(at-1, tag.Function) && f.kind == onrecord.FigureCount
	case p.words[0] == "near":
		return f.kind != onrecord.FigureMoney // a place
	case p.words[0] == "some":
		return r.is(at-1, "and", "or") && r.is(at-2, "then")
	}
	return false
}

// per reads a rate's denominator right after the figure: "per year", "a
// week", "each month", "annually", past one adverb ("globally per year").
func (r *reader) per(k int) string {
	if r.shape(k) == text.Lower && !r.stops(k) && (r.is(k+1, "per") || r.is(k+1, "a", "each", "every")) && !r.is(k, "per", "each", "every", "annually") && len(r.norm(k)) > 4 {
		k++
	}
	switch {
	case r.is(k, "per") && r.kind(k+1) == text.Number: // "per 100,000 people"
		end := k + 2
		if np, ok := r.noun(end); ok {
			end = np.last
		}
		return r.d.Words(k+1, end)
	case r.is(k, "per") && r.kind(k+1) == text.Word:
		return r.norm(k + 1)
	case r.is(k, "a", "an", "each", "every") && r.is(k+1, "year", "month", "week", "fortnight", "day", "hour", "night", "minute", "quarter", "person", "head") && !r.is(k+2, "ago", "before", "earlier", "later", "after"):
		return r.norm(k + 1)
	case r.is(k, "annually", "yearly") || r.is(k, "p") && r.is(k+1, "a"):
		return "year"
	case r.is(k, "monthly"):
		return "month"
	case r.is(k, "weekly"):
		return "week"
	case r.is(k, "daily"):
		return "day"
	}
	return ""
}
