package commitment

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// givesTo reports whether what the verb at token at gives goes to somebody
// named: "support to the Corvane Red Cross".
func (r *reader) givesTo(at int) bool {
	for j := at + 2; j < at+10 && j < r.s.Last; j++ {
		switch r.norm(j) {
		case "to", "for":
			return r.nameWithin(j+1, 3)
		case ",", "which", "who", "that":
			return false
		}
	}
	return false
}

// stepsTo returns the verb for which the verb at token at only takes steps:
// "take steps to ban"; 0 where it takes none.
func (r *reader) stepsTo(at int) int {
	if r.verb(at).base != "take" || r.norm(at+1) != "steps" && r.norm(at+1) != "action" || r.norm(at+2) != "to" {
		return 0
	}
	if next := r.adverbs(at + 3); r.verb(next).plain {
		return next
	}
	return 0
}

// remains reports whether the verb says that something stays as it can be seen
// to be: "will remain in force".
func (r *reader) remains(at int) bool {
	if b := r.verb(at).base; b != "remain" && b != "stay" {
		return false
	}
	switch n := r.norm(at + 1); n {
	case "open", "closed", "available", "free", "unchanged", "suspended", "responsible":
		return true
	case "as":
		return r.postWithin(at+2, 4) || r.within(at+1, 5, "member", "chair", "trustee")
	case "in", "on":
		if before, ok := presences.Lookup(r.norm(at + 2)); ok && before == n {
			return r.quote == nil
		}
		return r.within(at+1, 1, "force", "place", "effect", "post", "office", "site", "board") || r.staysPublic(at) || r.norm(at+2) == "the" && r.norm(at+3) == "hands"
	}
	return false
}

// staysPublic reports whether the verb at token at says in whose hands something stays.
func (r *reader) staysPublic(at int) bool {
	b := r.verb(at).base
	return (b == "remain" || b == "stay") && r.norm(at+1) == "in" && r.within(at+1, 3, "hands", "ownership") && !r.within(at+1, 3, "good", "safe", "strong")
}

// keepsInformed reports whether the verb at token at is that of telling somebody what
// comes of it: "will keep the Assembly informed".
func (r *reader) keepsInformed(at int) bool {
	v := r.verb(at)
	return v.base == "keep" && v.plain && !r.names.personal && r.within(at, 6, "informed", "updated") && r.norm(at+1) != "you"
}

// worksTo reports whether "work with X" is followed by what for, and that can be
// checked: "to draw up a plan".
func (r *reader) worksTo(at int) bool {
	for j := at + 2; j < at+16 && j < r.s.Last; j++ {
		if r.norm(j) == "to" && r.verb(j+1).plain {
			return r.verb(j+1).class >= object && r.verb(j+1).base != "work" && r.checkable(j+1)
		}
	}
	return false
}

// goesOn reports whether the verb only leads to another whose doing can't be
// seen: "will continue to help for 90 years".
func (r *reader) goesOn(at int) bool {
	next := r.verb(at + 2)
	return r.norm(at+1) == "to" && next.plain && next.class != firm
}

// keepsOn reports whether the verb at token at is "continue to" and what goes on can
// be seen: a body exists, or works with others to some end that can be checked.
func (r *reader) keepsOn(at int) bool {
	if r.verb(at).base != "continue" || r.norm(at+1) != "to" || r.quote != nil || r.names.personal {
		return false
	}
	at += 2
	switch r.verb(at).base {
	case "exist", "operate", "run", "apply":
		return true
	case "receive", "get":
		return !r.empty(at) && !r.vague(at)
	case "work":
		return (r.norm(at+1) == "with" || r.norm(at+1) == "alongside") && r.worksTo(at)
	}
	return false
}

// plain reports whether the release itself says by when, or how much of, what
// the verb says will be: "will cross the viaduct on Monday", "will cost £9".
// A verb of mood or effect says nothing by either.
func (r *reader) plain(at int) bool {
	if r.quote != nil {
		return false
	}
	if r.verb(at).base == "do" && r.norm(at+1) == "it" {
		return false // "will do it again"
	}
	if r.verb(at).base == "cost" && r.within(at, 4, "estimated", "approximately", "expected") || r.verb(at).base == "take" && r.within(at, 7, "years", "months", "weeks", "days", "decades", "complete", "finish") {
		return false // an estimate, a forecast of how long
	}
	if r.goesOn(at) && r.verb(at+2).class < object || r.names.personal && r.verb(at).base == "cost" && !r.priced(at+1) {
		return false
	}
	if r.verb(at).base == "become" && r.vague(at) {
		return false // "will become easier this year"
	}
	switch r.verb(at).class {
	case soft, firm: // what makes a firm verb empty stays so
		return false
	case unknown:
		t := &r.d.Tokens[at]
		return t.Kind == text.Word && t.Shape == text.Lower && !t.Has(tag.Function) && r.due(at, onrecord.StrengthWill) != nil
	}
	return !r.empty(at) && (r.due(at, onrecord.StrengthWill) != nil || r.measured(at+1))
}

// priced reports whether a price stands at token i. A sum in millions is, where
// a member of an assembly tells of it, an estimate.
func (r *reader) priced(i int) bool {
	for j := i; j < i+6 && j < r.s.Last; j++ {
		if t := &r.d.Tokens[j]; isCurrency(t.Norm) {
			return j+2 >= r.s.Last || !r.d.Tokens[j+2].Has(tag.Scale)
		}
	}
	return false
}

// placed reports whether a verb whose doing can be seen has a day or a number
// beside it: enough for a subject that the lists don't know.
func (r *reader) placed(at int) bool {
	return r.verb(at).class == firm && r.checkable(at) && (r.due(at, onrecord.StrengthWill) != nil || r.measured(at+1))
}

// counted reports whether the release itself gives both the number that the
// verb is about and the time: "will help 900 households by March". That makes
// a plan of what alone would be an effect claimed.
func (r *reader) counted(at int) bool {
	if r.quote != nil || r.verb(at).class != soft || r.due(at, onrecord.StrengthWill) == nil {
		return false
	}
	return r.numberFollows(at)
}

// numberFollows reports whether the verb's object starts with a number.
func (r *reader) numberFollows(at int) bool {
	for j := at + 1; j < at+5 && j < r.s.Last; j++ {
		t := &r.d.Tokens[j]
		if t.Kind == text.Number || t.Has(tag.NumberWord|tag.Scale) && t.Norm != "one" {
			return !r.inDate(int(t.Start))
		}
		switch t.Norm {
		case "up", "to", "around", "about", "at", "least", "more", "than", "over", "another", "a", "an", "further", "some", "nearly", "almost", "additional", "extra", "new", "first", "the", "total", "of", "maximum", "minimum", "roughly", "approximately", "only", "just", "all":
		default:
			return false
		}
	}
	return false
}

// promised reports whether a speaker says by when "we" or "I" will do it.
func (r *reader) promised(s subject, at int) bool {
	return r.quote != nil && s.first && r.verb(at).class >= dated && !r.goesOn(at) && !r.empty(at) && r.due(at, onrecord.StrengthWill) != nil
}

// measured reports whether a number that is no part of a date stands in the
// clause from token i on.
func (r *reader) measured(i int) bool {
	for j := i; j < r.s.Last && j < i+14; j++ {
		t := &r.d.Tokens[j]
		if t.Norm == ";" || t.Norm == "which" || t.Norm == "who" || t.Norm == "that" {
			return false
		}
		if (isCurrency(t.Norm) || t.Kind == text.Number || t.Has(tag.NumberWord|tag.Scale) && t.Norm != "one") && !r.inDate(int(t.Start)) {
			return true
		}
	}
	return false
}

// inDate reports whether the byte offset lies in a date of the sentence.
func (r *reader) inDate(at int) bool {
	for i := r.nextDate; i < len(r.dates) && r.dates[i].Start <= at; i++ {
		if at < r.dates[i].End {
			return true
		}
	}
	return false
}

// empty reports whether the object is one of those that make any verb mood:
// "make sure", "take time", "give confidence".
func (r *reader) empty(at int) bool {
	switch r.verb(at).base {
	case "publish", "report":
		return false // "publish progress figures"
	case "set":
		if r.norm(at+1) == "out" {
			return false // "set out the next steps"
		}
	}
	reach := 6
	if r.verb(at).class == firm {
		reach = 3
	}
	for j := at + 1; j <= at+reach; j++ {
		n := r.norm(j)
		if n == "time" && (r.norm(j-1) == "on" || r.norm(j-1) == "in") {
			continue
		}
		if n == "mission" && !isDeterminer(r.norm(j-1)) && j-1 > at {
			continue // "a trade mission"
		}
		if n == "conditions" && setsLimits(r.verb(at).base) {
			continue // "lift all conditions on"
		}
		if n == "average" && (isCurrency(r.norm(j+1)) || r.norm(j+1) == "of") {
			continue // "an average £9 a week"
		}
		if hollows.Has(n) && r.d.Tokens[j].Shape != text.Title { // "an Insight Unit" is a name
			return !r.worth(j+1) && !r.worthSum(j+1) && !r.describes(j)
		}
		switch n {
		case "", ",", ".", "of", "for", "to", "from", "by", "as", "and", "under", "across", "during", "through", "throughout", "within", "via", "when", "once", "until", "before":
			return false
		}
	}
	return false
}

// setsLimits reports whether the verb, in its base form, is one by which limits are set or
// taken away.
func setsLimits(base string) bool {
	switch base {
	case "lift", "impose", "relax", "remove", "attach", "waive", "set":
		return true
	}
	return false
}

// describes reports whether the hollow noun at token j only describes the noun
// after it: "value for money reports", "market study".
func (r *reader) describes(j int) bool {
	if r.norm(j) == "value" && r.norm(j+1) == "for" && r.norm(j+2) == "money" {
		j += 2
	}
	switch r.norm(j) {
	case "central":
		return r.norm(j+1) != "to" && r.norm(j+1) != "in"
	case "vital", "critical", "crucial", "essential", "important":
		n := r.norm(j + 1)
		return n == "support" || n == "help" || things.Has(n)
	case "future", "leadership", "light", "market", "money", "peace", "poverty", "price", "savings", "time", "culture", "jobs", "performance", "impact":
		return things.Has(r.norm(j+1)) || subjects.Has(r.norm(j+1))
	}
	return false
}

// worth reports whether a sum follows the noun before token i: "a
// responsibility allowance of £900".
func (r *reader) worth(i int) bool {
	return isCurrency(r.norm(i+1)) && r.norm(i) == "of" || isCurrency(r.norm(i+2)) && r.norm(i+1) == "of"
}

// usedFor reports whether "use" or "used" is followed by what for: "used to
// compare", "use the grant to buy 2 boats".
func (r *reader) usedFor(at int) bool {
	for j := at + 1; j < at+11 && j < r.s.Last; j++ {
		switch r.norm(j) {
		case "to":
			if v := r.verb(r.adverbs(j + 1)); v.class == firm || v.class == object && j < at+4 {
				return true
			}
		case ",", ";", "which", "who", "that":
			return false
		}
	}
	return false
}

// backed reports whether a sum backs what the verb says: "backed by £13
// million".
func (r *reader) backed(at int) bool {
	for j := at + 1; j+2 < r.s.Last; j++ {
		if n := r.norm(j); (n == "backed" || n == "funded" || n == "supported") && (r.norm(j+1) == "by" || r.norm(j+1) == "with") {
			for k := j + 2; k < j+8 && k < r.s.Last; k++ {
				if r.d.Tokens[k].Kind == text.Symbol {
					return true
				}
			}
		}
	}
	return false
}

// hasThing reports whether, from token i to the end of the clause, a thing
// that can be checked, a number or a name stands.
func (r *reader) hasThing(i int) bool {
	for j := i; j < r.s.Last && j < i+14; j++ {
		t := &r.d.Tokens[j]
		if t.Norm == ";" || t.Norm == "which" || t.Norm == "who" || t.Norm == "that" || t.Norm == "so" || t.Norm == "to" && j > i {
			return false
		}
		if t.Kind == text.Number || isCurrency(t.Norm) || t.Has(tag.NumberWord|tag.Scale) && t.Norm != "one" || things.Has(t.Norm) {
			return true
		}
	}
	return r.nameWithin(i, 8)
}

// within reports whether one of the words stands in the n tokens after i.
func (r *reader) within(i, n int, words ...string) bool {
	for j := max(i+1, r.s.First); j <= i+n && j < r.s.Last; j++ {
		for _, w := range words {
			if r.d.Tokens[j].Norm == w {
				return true
			}
		}
	}
	return false
}
