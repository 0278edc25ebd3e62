package date

import (
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// habitReach is how many tokens from a date the words of a habit stand.
const habitReach = 10

// habit reports whether the date at m tells when something happens again and
// again ("every morning from October to April"): it means no one year.
func (r *reader) habit(m *moment) bool {
	low := max(r.lo, m.first-habitReach, r.d.Sentences[r.d.Tokens[m.first].Sentence].First)
	for k := m.first - 1; k >= low; k-- {
		if r.repeats(k) {
			return true
		}
		if r.is(k, ",", ";", ":", "–", "(") && !(k > r.lo+1 && r.repeats(k-2)) {
			break
		}
	}
	high := min(r.hi, m.last+4, r.d.Sentences[r.d.Tokens[m.first].Sentence].Last)
	for k := m.last; k < high && !r.is(k, ",", ";", ":", "and", "but"); k++ {
		if r.repeats(k) {
			return true
		}
	}
	return false
}

// anySeason reports whether "in winter" or "in summer" means any year's: no
// article stands before it, and no word of the sentence looks back or ahead
// ("in winter the pipes freeze").
func (r *reader) anySeason(m *moment) bool {
	if m.grain != seasonOnly || !r.is(m.first, "winter", "summer") || !r.is(m.first-1, "in", "during", "throughout") || m.edge != 0 || m.joined {
		return false
	}
	return r.tense(m) == unsure
}

// repeats reads "every morning", "each year" and "annually" at token k.
func (r *reader) repeats(k int) bool {
	if r.is(k, "annually", "yearly") {
		return true
	}
	if k+2 < r.hi && r.shape(k+2) == text.Lower && !r.grammar(k+2) && !r.d.Tokens[k+2].Has(tag.Function) {
		return false // "every night ferry"
	}
	return r.is(k, "every", "each") && (r.has(k+1, isWeekday|isMonth|isSeason) ||
		r.is(k+1, "day", "morning", "afternoon", "evening", "night", "week", "weekend", "weekday", "fortnight", "month", "year", "term", "season"))
}
