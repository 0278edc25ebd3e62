package figure

import (
	"slices"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// age reads "aged 16 to 24", "16-year-old", "18 years old", "under 21",
// "over-65s" and a bare age after a name (", 42,").
func (r *reader) age(f *draft, end int) bool {
	a := &f.amount
	if a.scaled() || a.decimals || f.value > 120 {
		return false
	}
	k := end
	if r.is(k, "-") {
		k++
	}
	if r.is(k, "year", "years") {
		o := k + 1
		if r.is(o, "-") {
			o++
		}
		switch {
		case r.is(o, "old", "olds"):
			return r.isAge(f, o+1)
		case r.is(o, "of") && r.is(o+1, "age"):
			return r.isAge(f, o+2)
		}
		if p := a.first - 1; r.is(p, "aged") || r.is(p, "of") && r.is(p-1, "age", "ages") {
			r.ageLimit(f, p)
			f.age = true // "aged 15 years and over"
		}
		return false
	}
	if r.is(end, "and", "or") && r.kind(end+1) == text.Number && r.yearsOld(end+2) {
		return r.isAge(f, end) // 3 and 4-year-olds
	}
	before := a.first - 1
	if f.ranged {
		before = f.first - 1
		if f.first == a.first {
			before = a.first - 1
		}
	}
	for r.is(before, "over", "under", "between", "at", "least", "from", "about", "around") {
		before--
	}
	if r.is(before, "aged", "age", "ages", "turn", "turned", "turning", "turns") && r.kind(end) != text.Symbol && !r.countable(end) || r.is(before, "of") && r.is(before-1, "age", "ages") {
		if r.is(end, "years", "months") {
			return false
		}
		r.ageLimit(f, before)
		return r.isAge(f, end)
	}
	if r.stops(end) && f.value >= 1 && r.is(a.first-1, "to", "from", "at", "is", "of", "below", "above") && r.ageBefore(a.first-1) {
		return r.isAge(f, end)
	}
	if b := before; r.stops(end) && f.value >= 1 {
		if r.is(b, "is", "was", "being") {
			b--
		}
		if r.is(b, "youngest", "oldest", "eldest") {
			return r.isAge(f, end)
		}
	}
	if r.is(before, "reach", "reaches", "reached") && r.stops(end) && f.value >= 5 && f.value <= 25 {
		return r.isAge(f, end)
	}
	if r.is(a.first-1, "-") && r.is(a.first-2, "over", "under") || r.is(a.first-1, "over", "under") {
		if r.glued(end) && r.is(end, "s") {
			return r.isAge(f, end+1)
		}
		if r.is(a.first-1, "under") && f.value <= 25 && f.value >= 5 && r.stops(end) && !r.is(end, "of", "per") {
			return r.isAge(f, end)
		}
	}
	if r.is(a.first-1, ",") && r.is(end, ",") && (r.titled(a.first-2) || r.is(a.first-2, ")") && r.titled(a.first-3)) && f.value >= 10 && !r.listed(a.first, end) {
		return r.isAge(f, end)
	}
	if r.stageAges(f, end) || r.ageInBrackets(a.first, end) || r.limitsPeople(f, end) || r.wasThen(f, end) {
		return r.isAge(f, end)
	}
	if r.toldOfPerson(a.first-1, end) && f.value >= 1 && !f.ranged {
		return r.isAge(f, end)
	}
	return false
}

// ageInBrackets reports whether a number in brackets after a person's name is the
// person's age: "Ilse Varn (28)".
func (r *reader) ageInBrackets(i, end int) bool {
	return r.is(i-1, "(") && r.is(end, ")") && end == i+1 && len(r.norm(i)) == 2 && r.norm(i)[0] != '0' && r.personEnds(i-2)
}

// limitsPeople reports whether a limit after a word for people is one of age: "open to
// anyone over 18", "drivers above 70".
func (r *reader) limitsPeople(f *draft, end int) bool {
	a := &f.amount
	return !f.ranged && f.value >= 10 && f.value <= 100 && r.stops(end) && !r.is(end, "of", "per", "-", "%", ")") &&
		r.is(a.first-1, "over", "under", "above", "below") && peoples.Has(r.norm(a.first-2))
}

// wasThen reports whether a sentence says how old somebody was when something
// happened: "who was 49 when", "she was 19 at the time".
func (r *reader) wasThen(f *draft, end int) bool {
	p := f.amount.first - 1
	for r.is(p, "only", "just", "now", "then", "already", "still") {
		p--
	}
	if f.ranged || f.value < 1 || !r.is(p, "is", "was") || !r.is(p-1, "who", "he", "she", "i") && !persons.Has(r.norm(p-1)) {
		return false
	}
	return r.is(end, "when", ".", ",", "and") || end >= r.hi || r.is(end, "at") && r.is(end+1, "the") && r.is(end+2, "time")
}

// stageAges reports whether a range is the ages of a stage of schooling: "5-16
// schools", "16-19 education".
func (r *reader) stageAges(f *draft, end int) bool {
	if !f.ranged || !r.is(end, "school", "schools", "schooling", "academy", "academies", "college", "colleges", "education", "provision", "curriculum", "learning", "learners", "bursary", "bursaries", "funding") {
		return false
	}
	return f.value >= 2 && f.value <= 19 && f.valueTo <= 25 && slices.Contains(stageEnds, f.valueTo) && slices.Contains(stageStarts, f.value)
}

// The ages at which stages of schooling start and end.
var (
	stageStarts = []float64{2, 3, 4, 5, 7, 11, 13, 14, 16, 18, 19}
	stageEnds   = []float64{5, 7, 11, 13, 14, 16, 18, 19, 24, 25}
)

// toldOfPerson reports whether what stands around a number makes it somebody's
// age: a comma after a person's name ("…, Ilse Varn, 24."), "then" between
// commas (", then 8,"), or commas before "of" and a place ("the driver, 34, of
// Eastmere") or after a word for one person ("his wife, 64, and").
func (r *reader) toldOfPerson(p, end int) bool {
	switch {
	case r.is(p, "then"):
		return r.is(p-1, ",") && r.is(end, ",", ")")
	case !r.is(p, ","):
		return false
	case r.is(end, ",") && r.is(end+1, "of", "from") && r.shape(p-1) == text.Lower && !r.plural(p-1):
		return r.titled(end+2) || r.kind(end+2) == text.Number
	case r.is(end, ",") && persons.Has(r.norm(p-1)) && !r.listed(p+1, end):
		return true
	case r.kind(end) == text.Punct && !r.is(end, "-", "–", "/") || end >= r.hi || r.is(end, "and", "was", "is", "of", "from", "who"):
		return r.personEnds(p - 1)
	}
	return false
}

// personEnds reports whether a person's name ends with token i.
func (r *reader) personEnds(i int) bool {
	if i < r.lo || !r.titled(i) {
		return false
	}
	at := int(r.d.Tokens[i].End)
	k, _ := slices.BinarySearchFunc(r.people, at, func(s onrecord.Span, at int) int { return s.End - at })
	return k < len(r.people) && r.people[k].End == at
}

// ageReach is how many tokens before its number the word "age" may stand.
const ageReach = 5

// ageBefore reports whether the clause that leads up to token k tells an age:
// "lower the eligibility age | to 55", "the age limit rises | to 18".
func (r *reader) ageBefore(k int) bool {
	for j := k; j >= max(r.lo, k-ageReach); j-- {
		if r.is(j, "age", "ages") {
			return !r.is(j+1, "group", "groups", "range") && r.d.Tokens[j].Sentence == r.d.Tokens[k].Sentence
		}
		if r.kind(j) == text.Punct || r.has(j, tag.Clause) {
			break
		}
	}
	return false
}

// yearsOld reports whether "year olds" stands at token k, with or without
// hyphens.
func (r *reader) yearsOld(k int) bool {
	if r.is(k, "-") {
		k++
	}
	if !r.is(k, "year", "years") {
		return false
	}
	if k++; r.is(k, "-") {
		k++
	}
	return r.is(k, "old", "olds")
}

// ageLimit takes in "under the age of" before a number.
func (r *reader) ageLimit(f *draft, of int) {
	if !r.is(of, "of") || of != f.first-1 || !r.is(of-1, "age") || !r.is(of-2, "the") || of-3 < r.done {
		return
	}
	switch {
	case r.is(of-3, "under", "below"):
		f.first, f.limit = of-3, onrecord.QualifierLessThan
	case r.is(of-3, "over", "above"):
		f.first, f.limit = of-3, onrecord.QualifierMoreThan
	}
}

// listed reports whether another number stands just before or after the
// commas, so that ", 12," is one of a list and no age.
func (r *reader) listed(first, end int) bool {
	return r.kind(end+1) == text.Number || r.kind(first-2) == text.Number
}

func (r *reader) isAge(f *draft, end int) bool {
	f.kind, f.unit, f.last, f.age = onrecord.FigureDuration, "years", end, true
	return true
}
