package commitment

import (
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// coordinated returns a further verb of the same "will" that can be checked:
// "will make it easier to buy, and extend leases to 990 years"; -1 where none
// stands near.
func (r *reader) coordinated(s subject, at int) int {
	for j := at + 1; j+1 < r.s.Last && j < at+30; j++ {
		switch n := r.norm(j); {
		case n == ";" || n == ":" || n == "–" || r.d.Tokens[j].Has(tag.Modal) || n == "which" || n == "who" || n == "that" || n == "to" && r.verb(at).class == unknown:
			return -1
		case n != "and" && n != ",":
			continue
		}
		v := r.verb(j + 1)
		if !v.plain || v.class < object || r.verb(at).base == "work" {
			continue
		}
		if s.kind == effect && (r.hasAmount(j+2) || v.class == firm) && r.enacts(j+1) || s.kind == effect && v.base == "increase" && r.hasAmount(j+2) {
			return j + 1
		}
		if s.kind == doer && v.class == firm && r.objectFollows(j+2) && r.checkable(j+1) && !r.infinitiveBefore(r.continued(at), j) {
			return j + 1
		}
	}
	return -1
}

// byDoing returns the verb of the means by which the verb at token at is to be
// done: "will level up rights by granting"; -1 where none is named that can be
// checked.
func (r *reader) byDoing(at int) int {
	for j := at + 1; j+1 < r.s.Last && j < at+30; j++ {
		switch r.norm(j) {
		case ",", ";", "which", "that", "who", "and":
			return -1
		case "by":
			if v := r.verb(j + 1); v.gerund && v.class >= object && r.quote == nil && (j < at+16 || r.hasSum(j)) && (r.objectFollows(j+2) || r.hasThing(j+2)) && r.checkable(j+1) && !r.vague(j+1) {
				return j + 1
			}
		}
	}
	return -1
}

// continued steps over "continue to": what "and" goes on with is then a verb
// of the same "will" all the same.
func (r *reader) continued(at int) int {
	if r.norm(at) == "continue" && r.norm(at+1) == "to" {
		return at + 1
	}
	return at
}

// objectFollows reports whether token i can start an object: "award the", but
// not the noun in "awards and award ceremonies".
func (r *reader) objectFollows(i int) bool {
	n := r.norm(i)
	return n == "new" || n == "all" || n == "every" || n == "each" || n == "both" || isDeterminer(n) && n != "'s" && n != "'" || r.hasAmount(i) && r.d.Tokens[i].Kind != text.Word
}

// infinitiveBefore reports whether "to" and a verb stand between the tokens:
// what follows "and" could go on with that verb.
func (r *reader) infinitiveBefore(from, to int) bool {
	for j := from + 1; j < to; j++ {
		if r.norm(j) == "to" && r.verb(j+1).plain {
			return true
		}
	}
	return false
}
