package commitment

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// will reads "X will V" and "X will be Ved" with the modal at i.
func (r *reader) will(i int) *undertaking {
	if r.norm(i-1) == "free" || r.norm(i-1) == "the" || r.norm(i-1) == "of" || r.norm(i-1) == "political" {
		return nil // the noun
	}
	at, passive := r.mainVerb(i + 1)
	switch r.clause(i) {
	case subordinate:
		return nil
	case relative:
		if at < 0 || !passive || r.verb(at).class != firm || r.due(at, onrecord.StrengthWill) == nil || r.quote != nil {
			return nil
		}
	}
	if r.norm(r.s.First) == "if" {
		return nil // a condition comes first
	}
	subject := r.subject(i)
	if r.endsOpen(i) && subject.kind != nobody && !subject.first {
		return &undertaking{actor: subject.actor, verb: r.s.Last - 1, strength: onrecord.StrengthWill}
	}
	if at < 0 || subject.kind == nobody {
		return nil
	}
	if r.quote != nil && subject.kind == doer && !subject.first && !subject.own {
		return nil
	}
	verb := r.willed(subject, at, passive)
	if verb < 0 && !passive && (subject.kind == doer || subject.kind == effect) {
		verb = r.coordinated(subject, at)
	}
	if verb < 0 {
		return nil
	}
	return &undertaking{actor: r.willing(subject, verb, passive), verb: verb, strength: onrecord.StrengthWill}
}

// willing is who undertakes what "will" says of the subject.
func (r *reader) willing(s subject, verb int, passive bool) string {
	switch {
	case s.kind == summary && !passive && r.last != nil:
		return r.last.actor
	case s.kind == summary:
		return r.side()
	case r.verb(verb).base == "have" && r.within(verb, 3, "power", "powers", "authority"):
		return r.issuer() // who is to have a power is given it
	}
	return r.actorOf(s, passive)
}

// endsOpen reports whether what the modal at i undertakes stands in a list
// below: "The government will:", "will be the first country to:".
func (r *reader) endsOpen(i int) bool {
	if r.norm(r.s.Last-1) != ":" {
		return false
	}
	return i+1 == r.s.Last-1 || r.norm(i+1) == "be" && r.norm(r.s.Last-2) == "to"
}

// willed returns the verb that the subject undertakes by "will" with the main
// verb at token at; -1 where that can't be checked.
func (r *reader) willed(s subject, at int, passive bool) int {
	v := r.verb(at)
	switch {
	case s.kind == summary && passive:
		if r.quote != nil || r.verb(at).class != firm || !r.checkable(at) {
			return -1
		}
		return at
	case s.kind == summary:
		if r.norm(at) != "include" || r.last == nil || r.inBlock-r.lastBlock > 1 {
			return -1
		}
		return at
	case passive:
		if !r.checkable(at) || v.class == soft {
			return -1
		}
		return at
	case r.norm(at) == "be":
		return r.being(at)
	case (v.base == "have" || v.base == "need") && r.norm(at+1) == "to":
		if r.due(at, onrecord.StrengthInForce) == nil {
			return -1
		}
		return at
	case v.base == "have":
		if s.kind != doer || !r.within(at, 6, "power", "powers", "authority", "duty", "remit", "responsibility") {
			return -1
		}
		return at
	case v.base == "go" && s.kind == patient && (r.norm(at+1) == "to" || r.norm(at+1) == "towards"):
		if r.quote != nil || !r.nameWithin(at+2, 6) {
			return -1
		}
		return at // "£2 million will go to"
	case v.base == "go":
		return r.going(at)
	case s.kind == effect:
		if !r.enacts(at) {
			return -1
		}
		return at
	case s.kind == patient:
		if r.quote != nil {
			return -1 // a forecast
		}
		if r.backed(at) || happens.Has(v.base) && r.checkable(at) {
			return at
		}
		return -1
	}
	return r.doing(s, at)
}

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
		if s.kind == doer && v.class == firm && r.objectFollows(j+2) && r.checkable(j+1) && !r.infinitiveBefore(at, j) {
			return j + 1
		}
	}
	return -1
}

// objectFollows reports whether token i can start an object: "award the", but
// not the noun in "awards and award ceremonies".
func (r *reader) objectFollows(i int) bool {
	n := r.norm(i)
	return n == "new" || isDeterminer(n) && n != "'s" && n != "'" || r.hasAmount(i) && r.d.Tokens[i].Kind != text.Word
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

// being reads "will be able to … from", "will be in place by", "will be
// available from": they count where a date is given.
func (r *reader) being(at int) int {
	j := r.adverbs(at + 1)
	switch r.norm(j) {
	case "able", "available", "eligible", "open", "required", "entitled", "subject", "operational", "ready", "illegal", "free":
	case "in":
		if n := r.norm(j + 1); n != "place" && n != "force" {
			return -1
		}
	case "made":
		if r.norm(j+1) != "available" {
			return -1
		}
	default:
		return -1
	}
	if d := r.due(at, onrecord.StrengthWill); d == nil {
		return -1
	}
	return at
}

// going reads "will go further by hosting": what follows "by" counts; and
// "will go live".
func (r *reader) going(at int) int {
	if n := r.norm(at + 1); n == "live" || n == "ahead" {
		return at
	}
	for j := at + 1; j < at+6; j++ {
		if r.norm(j) == "by" && r.verb(j+1).gerund && r.verb(j+1).class == firm {
			return j + 1
		}
	}
	return -1
}

// enacts reports whether what the verb says of a law is a rule of it: an
// offence, a power, a ban. Comparatives alone ("tougher powers") are praise.
func (r *reader) enacts(at int) bool {
	switch r.verb(at).base {
	case "allow":
		return r.within(at, 12, "checks", "officers", "police", "courts", "ministers", "councils", "authorities")
	case "give", "grant", "hand", "create", "introduce", "modernise", "modernize", "require", "ban", "abolish", "make", "replace", "extend", "criminalise", "prohibit", "outlaw", "establish", "repeal", "end", "double", "set", "impose", "bring":
		return r.checkable(at) && !r.vague(at)
	}
	return false
}

// vague reports whether a comparative stands in the verb's object.
func (r *reader) vague(at int) bool {
	for j := at + 1; j < at+7 && j < r.s.Last; j++ {
		if comparatives.Has(r.norm(j)) {
			return true
		}
	}
	return false
}

// doing returns the verb that somebody who can act undertakes.
func (r *reader) doing(s subject, at int) int {
	v := r.verb(at)
	switch {
	case v.base == "work":
		if n := r.norm(r.adverbs(at + 1)); n != "with" && n != "alongside" || s.first && !r.nameWithin(at, 8) {
			return -1
		}
		return at
	case r.checkable(at) || r.backed(at):
		return at
	case r.norm(r.s.Last-1) == ":" && !r.empty(at) && (v.class > soft || r.due(at, onrecord.StrengthWill) != nil):
		return at
	}
	return -1
}

// checkable reports whether doing what the verb at token at says can be seen:
// by the verb alone, or with an object, a number, a name or a date.
func (r *reader) checkable(at int) bool {
	switch v := r.verb(at); v.class {
	case firm:
		if r.norm(at+1) == "to" && (v.base == "start" || v.base == "begin") {
			return r.verb(at+2).class == firm
		}
		if v.base == "create" && r.within(at, 9, "jobs", "conditions", "opportunities") {
			return false // an effect claimed
		}
		return !r.empty(at)
	case object:
		switch {
		case v.base == "come":
			return r.within(at, 4, "end", "force", "effect", "forward")
		case v.base == "take" && r.within(at, 6, "years", "months", "weeks", "decades"):
			return false // a forecast of how long
		case v.base == "seek" && r.norm(at+1) == "to":
			return r.verb(at+2).class == firm
		}
		if n := r.norm(at + 1); v.base == "set" && n == "up" || v.participle && (v.base == "base" || v.base == "house") && n == "in" {
			return true
		}
		if v.participle && (r.norm(at+1) == "out" || r.norm(at+1) == "up") && !r.empty(at) {
			return true // "will be carried out"
		}
		if v.base == "increase" || v.base == "rise" || v.base == "fall" {
			return r.hasAmount(at + 1)
		}
		return (r.hasThing(at+1) || v.base == "use" && r.usedFor(at)) && !r.empty(at)
	case dated:
		return r.due(at, onrecord.StrengthWill) != nil
	}
	return false
}

// empty reports whether the object is one of those that make any verb mood:
// "make sure", "take time", "give confidence".
func (r *reader) empty(at int) bool {
	reach := 6
	if r.verb(at).class == firm {
		reach = 3
	}
	for j := at + 1; j <= at+reach; j++ {
		n := r.norm(j)
		if hollows.Has(n) {
			return true
		}
		switch n {
		case "", ",", ".", "of", "for", "to", "from", "by", "as", "and":
			return false
		}
	}
	return false
}

// usedFor reports whether "used" is followed by what for: "to compare".
func (r *reader) usedFor(at int) bool {
	for j := at + 1; j < at+4; j++ {
		if r.norm(j) == "to" {
			return r.verb(j+1).class >= object
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
		if t.Kind == text.Number || isCurrency(t.Norm) || t.Has(tag.NumberWord) && t.Norm != "one" || things.Has(t.Norm) {
			return true
		}
	}
	return r.nameWithin(i, 8)
}

// within reports whether one of the words stands in the n tokens after i.
func (r *reader) within(i, n int, words ...string) bool {
	for j := i + 1; j <= i+n && j < r.s.Last; j++ {
		for _, w := range words {
			if r.d.Tokens[j].Norm == w {
				return true
			}
		}
	}
	return false
}

// must reads "From 1 April, X must V": a rule with a day from which it holds.
func (r *reader) must(i int) *undertaking {
	if r.quote != nil || r.clause(i) != mainClause || r.norm(r.s.First) == "if" {
		return nil
	}
	subject := r.subject(i)
	if subject.kind == nobody || subject.kind == summary || subject.first {
		return nil
	}
	at, _ := r.mainVerb(i + 1)
	if at < 0 || r.due(at, onrecord.StrengthInForce) == nil || r.verb(at).class == soft {
		return nil
	}
	return &undertaking{actor: r.government(), verb: i, strength: onrecord.StrengthInForce}
}

// clauseKind says what kind of clause a verb stands in.
type clauseKind uint8

const (
	mainClause  clauseKind = iota
	relative               // after "which", "who", "that"
	subordinate            // after "if", "hope", "so that": no undertaking
)

// clause tells the kind of clause that the modal at i stands in, from the
// words before it back to the last comma.
func (r *reader) clause(i int) clauseKind {
	for j := i - 1; j >= r.s.First && i-j < 20; j-- {
		n := r.norm(j)
		switch n {
		case ",", ";", "–", "—", ":", "(", ")", "“", "\"":
			return mainClause
		case "that":
			return r.thatClause(j, i)
		case "when", "where", "as", "than":
			if j == r.s.First && n == "as" {
				continue
			}
			if n != "as" || r.norm(j+1) == "we" || r.norm(j+1) == "i" {
				return subordinate
			}
		}
		if v, ok := subordinates.Lookup(n); ok {
			if v == "relative" && j == i-1 {
				return relative
			}
			if v == "relative" && r.norm(j+1) == "is" {
				continue // "Which is why we are"
			}
			return subordinate
		}
	}
	return mainClause
}

// thatClause tells what "that" at token j makes of the clause of the modal
// at i: after a verb of announcing the clause undertakes.
func (r *reader) thatClause(j, i int) clauseKind {
	switch {
	case j == i-1 && j > r.s.First:
		return relative
	case j == r.s.First || r.norm(j+1) == "is" || r.norm(j+1) == "'s":
		return mainClause // "That is why we are setting up"
	}
	for k := j - 1; k >= r.s.First && j-k < 3; k-- {
		if reports.Has(r.norm(k)) {
			return mainClause
		}
	}
	return subordinate
}
