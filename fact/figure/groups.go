package figure

import (
	"strings"

	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// groupsAfter takes in groups of three digits that spaces part: "1 414 021",
// "40 000". One group after an ordinary space counts only where it starts with a zero, money
// is counted, nothing else can be meant or the release writes its numbers so: "in zone 12
// 300 homes" holds two numbers.
func (r *reader) groupsAfter(a *amount) {
	if a.divide > 1 || len(r.d.Tokens[a.digits].Norm) > 3 || a.mantissa == 0 {
		return
	}
	b, k, sure := *a, a.last, false
	for ; k < r.hi && k < a.last+5 && r.group(k); k++ {
		whole, rest, decimals := strings.Cut(r.d.Tokens[k].Norm, ".")
		for _, digits := range [...]string{whole, rest} {
			for _, c := range digits {
				b.mantissa = b.mantissa*10 + uint64(c-'0')
			}
		}
		for range rest {
			b.divide *= 10
		}
		sure = sure || whole[0] == '0' || k > a.last || r.d.Tokens[k].Start-r.d.Tokens[k-1].End > 1 // no number starts so; a no-break or thin space
		if decimals {
			b.decimals = true
			k++
			break
		}
	}
	if k == a.last || !sure && !r.rand(a.first-1) && !r.oneGroup(a.first, k) && !(r.apart(a.first, k) && r.partedBySpaces()) || r.kind(k) == text.Number && !r.glued(k) || b.mantissa > 1e17 {
		return
	}
	b.last = k
	*a = b
}

// oneGroup reports whether the words around the tokens [first,end) leave no
// name that a number before the group could belong to: "with 13 750 places".
func (r *reader) oneGroup(first, end int) bool {
	p := first - 1
	return r.shape(p) == text.Lower && !identifiers.Has(r.norm(p)) && (r.has(p, tag.Function) || q(r.norm(p))) && !r.is(p, "on", "of", "and", "or", "the", "by", "to", "at") &&
		r.shape(end) == text.Lower && r.plural(end)
}

// group reports whether token i is three digits, and perhaps decimals, that a
// single space parts from a number before.
func (r *reader) group(i int) bool {
	whole, rest, _ := strings.Cut(r.norm(i), ".")
	if r.kind(i) != text.Number || len(whole) != 3 || strings.Contains(rest, ".") || strings.Contains(whole+rest, ",") || r.glued(i) {
		return false
	}
	space := r.d.Text[r.d.Tokens[i-1].End:r.d.Tokens[i].Start]
	return space == " " || space == "\u00a0" || space == "\u202f" || space == "\u2009"
}

// apart reports whether the tokens [first,end) stand apart from other numbers and from
// names that a number may end, so that they are no telephone number: "0400 813 253".
func (r *reader) apart(first, end int) bool {
	p := first - 1
	if r.kind(p) == text.Number || r.is(p, "+", "/", "#") || r.is(p, ")") && r.kind(p-1) == text.Number || r.kind(end) == text.Number || r.glued(end) && r.is(end, "-", "/") {
		return false
	}
	return r.norm(first)[0] != '0' && !identifiers.Has(r.norm(p)) && (!r.titled(p) || r.opens(p))
}

// fewestGroups is how many numbers that spaces can only part make it the release's way.
const fewestGroups = 2

// partedBySpaces reports whether the release parts thousands by spaces, as some countries
// do: it has several numbers of three digits after up to three that stand before what is
// counted, before a bracket closes or after "of", and none that commas part.
func (r *reader) partedBySpaces() bool {
	if r.spaces != 0 {
		return r.spaces > 0
	}
	r.spaces = -1
	lo, hi, groups := r.lo, r.hi, 0
	defer func() { r.lo, r.hi = lo, hi }()
	for b := range r.d.Blocks {
		r.lo, r.hi = r.d.Blocks[b].First, r.d.Blocks[b].Last
		for i := r.lo; i < r.hi; i++ {
			if r.kind(i) != text.Number {
				continue
			}
			if n := r.norm(i); strings.Contains(n, ",") {
				return false
			} else if len(n) > 3 || !r.group(i+1) || !r.apart(i, i+2) {
				continue
			}
			if r.is(i-1, "(") && r.is(i+2, ")") || r.shape(i+2) == text.Lower && r.plural(i+2) || r.is(i-1, "of", "to") && r.shape(i+2) == text.Lower && r.has(i+2, tag.Function) {
				groups++
			}
		}
	}
	if groups >= fewestGroups {
		r.spaces = 1
	}
	return r.spaces > 0
}
