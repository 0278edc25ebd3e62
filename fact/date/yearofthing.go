package date

import "github.com/onrecord/onrecord/text"

// yearOfThing reads the year of a thing that "the" points to and that only its year
// places: "the 2022 filing season", "since the 1998 World Cup", "named the 2021 Pilot of
// the Year". m is the year, prev and next are the tokens beside it.
func (r *reader) yearOfThing(m moment, prev, next int) (moment, bool) {
	if !r.is(prev, "the") || m.year < 1900 || m.year > 2100 {
		return moment{}, false
	}
	n := r.norm(next)
	switch {
	case r.shape(next) == text.Lower && len(n) > 5 && n[len(n)-3:] == "ing" && r.shape(next+1) == text.Lower && !r.grammar(next+1) && !r.verbish(next+1) && !r.has(next+1, isBound):
		m.alone = !r.is(prev-1, "through", "until", "by", "before", "after", "since")
		return m, true
	case r.is(prev-1, "since") && r.titled(next):
		for last := next; last < next+longestEventName && r.titled(last); last++ {
			m.last = last + 1
		}
		return m, r.kind(m.last) != text.Word || r.shape(m.last) == text.Lower
	case r.titled(next):
		for k := next; k < next+longestAward && (r.titled(k) || r.is(k, "of", "the")); k++ {
			if r.is(k, "year") && r.is(k-1, "the") && r.is(k-2, "of") {
				m.alone = true
				return m, true
			}
		}
	}
	return moment{}, false
}

// longestEventName is how many words of the name of an event stand after its year, and
// longestAward how many an award "of the Year" may have.
const (
	longestEventName = 4
	longestAward     = 9
)
