package figure

import (
	"strings"

	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// mayStandBare reports whether a number without a noun beside it still counts
// something: after "to", "by", "from" with a verb before, as the second of a
// comparison, before a verb ("187 included"), in brackets. Anything else is
// left out.
func (r *reader) mayStandBare(f *draft, end int) bool {
	a := &f.amount
	p := f.first - 1
	if a.scaled() || a.words || a.decimals {
		return true
	}
	if r.is(end, "-") && r.glued(end) || r.titled(end) && !r.opens(end) && !r.has(end, tag.Function) {
		return r.is(p, "(") && r.named(end)
	}
	if r.is(end, "(") && r.shape(end+1) == text.Upper && r.is(end+2, ")") && r.titled(end+3) {
		return false // a unit's number: 15 (NL) Engineer Squadron
	}
	if r.opens(a.first) && (r.is(end, ".", ":") || end >= r.hi) {
		return false
	}
	if r.plural(p) && r.shape(p) == text.Lower && !r.verbal(p) && (r.kind(end) == text.Punct || end >= r.hi) {
		return false
	}
	if r.is(end, "a", "per") && r.is(end+1, "day") { // 5 a day
		return false
	}
	if r.is(p, "(", "[") {
		return !r.is(end, ")", "]") || len(r.norm(a.digits)) > 2 || end > a.digits+1
	}
	if p >= r.lo && r.kind(p) == text.Word && !r.has(p, tag.Function) && r.titled(p) && !r.opens(p) && !strings.Contains(r.norm(a.digits), ",") {
		return false
	}
	return true
}

// named lets "41 RINGED listed" and "12 Conservative" stand: a name that
// describes what is counted, ended by a word of grammar or a verb.
func (r *reader) named(k int) bool {
	for n := 0; n < 4 && r.titled(k); n++ {
		k++
	}
	return strings.HasSuffix(r.norm(k), "ed")
}
