package commitment

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/text"
)

// hasDuty reports whether what somebody "will need to" or "will have to" do, at
// token at, is a rule that the release tells: "Applicants will need to show". Of the
// issuer's own side, of "we" and in a quotation it is an opinion.
func (r *reader) hasDuty(s subject, at int) bool {
	if r.quote != nil || r.names.personal || s.first || s.own || s.kind == summary {
		return false
	}
	verb := r.adverbs(at + 2)
	if r.norm(at-1) == "still" || r.within(verb, 3, "existing", "current") {
		return false // how things are today
	}
	if done := r.adverbs(verb + 1); r.norm(verb) == "be" {
		return r.verb(done).participle && r.verb(done).class >= object && !r.empty(done) && !r.vague(done)
	}
	if r.verb(verb).base == "go" && r.norm(verb+1) != "through" {
		return false
	}
	return duties.Has(r.verbBase(verb)) && !r.empty(verb) && !r.vague(verb) && r.norm(verb+1) != "into"
}

// verbBase is the base form of the listed verb at token i, else the word itself.
func (r *reader) verbBase(i int) string {
	if b := r.verb(i).base; b != "" {
		return b
	}
	return r.norm(i)
}

// gainsBy reports whether the release says what somebody will get by what was
// decided: "Wardens will benefit from a pay rise", "will have access to training".
func (r *reader) gainsBy(s subject, at int) bool {
	if r.quote != nil || r.names.personal || s.first || s.kind == effect || s.kind == summary {
		return false
	}
	switch r.verb(at).base {
	case "benefit":
		if r.norm(at+1) != "from" {
			return false
		}
	case "have":
		if r.norm(at+1) != "access" || r.norm(at+2) != "to" {
			return false
		}
		at++
	default:
		return false
	}
	if r.vague(at) {
		return false
	}
	for j := at + 2; j < at+9 && j < r.s.Last; j++ {
		switch n := r.norm(j); {
		case gains.Has(n), isCurrency(n) && r.verb(at).base == "benefit":
			return true
		case n == "that" || n == "which" || n == "who" || n == "to" || n == ";":
			return false
		}
	}
	return false
}

// turnsTo reports whether the release says what a plan, a scheme or a service will
// deal with: "The new test will focus on". Of the issuer's own side it is mood.
func (r *reader) turnsTo(s subject, at int) bool {
	if b := r.verb(at).base; b != "focus" && b != "concentrate" || r.norm(at+1) != "on" {
		return false
	}
	if r.quote != nil || r.names.personal || s.first || s.own || s.kind != patient && s.kind != doer {
		return false
	}
	return !r.vague(at) && !r.empty(at+1)
}

// helpedBy reports whether the passive verb of furthering at token at names by what
// that can be seen: "will be supported by training from the Locks Board".
func (r *reader) helpedBy(at int) bool {
	if r.quote != nil || r.names.personal || !aids.Has(r.verb(at).base) {
		return false
	}
	for j := at + 1; j < at+5 && j < r.s.Last; j++ {
		switch r.norm(j) {
		case "by", "through", "with", "via":
			return r.hasThing(j+1) && !r.vague(j) && !r.empty(j)
		case ",", ";", "to", "and":
			return false
		}
	}
	return false
}

// isToHave reads "The auditor is to have access to the accounts": a power or a right
// that somebody is to be given. "Is" stands at i, the verb at token at.
func (r *reader) isToHave(i, at int) *undertaking {
	v := r.verb(at)
	if v.base != "have" || !v.plain || r.quote != nil || r.names.personal || r.clause(i) != mainClause || !r.within(at, 4, "power", "powers", "access", "right", "rights", "authority") {
		return nil
	}
	s := r.subject(i)
	if s.kind != doer && s.kind != patient || s.first || !r.opens(s.start) || aims.Has(s.head) || purposes.Has(s.head) {
		return nil
	}
	actor := r.side()
	if s.kind == doer && s.name != nil {
		actor = s.actor
	}
	return &undertaking{actor: actor, verb: at, strength: onrecord.StrengthWill, rule: &ruleToBe}
}

// letsMany reports whether the release says how many people something will let do
// what: "The aid will allow 3,000 anglers to rebuild". Of a law that is told elsewhere.
func (r *reader) letsMany(s subject, at int) bool {
	if r.quote != nil || r.names.personal || s.first || s.kind == nobody || s.kind == everyone {
		return false
	}
	switch r.verb(at).base {
	case "allow", "enable":
		return r.numberFollows(at) && !r.vague(at) && r.letDo(at) > soft
	}
	return false
}

// letDo is how the verb counts that somebody is let do by the one at token at; soft
// where none follows.
func (r *reader) letDo(at int) class {
	for j := at + 2; j < at+12 && j < r.s.Last; j++ {
		if r.norm(j) == "to" && r.d.Tokens[j+1].Shape == text.Lower {
			if v := r.verb(j + 1); v.plain && v.class != unknown {
				return v.class
			}
			return dated // a verb that no list knows tells no mood
		}
	}
	return soft
}

// standsFor reports whether somebody will speak for another at an event: "will
// represent Corvane at the Lake Summit".
func (r *reader) standsFor(at int) bool {
	v := r.verb(at)
	return v.base == "represent" && !v.participle && r.quote == nil && r.nameWithin(at+1, 3) && r.within(at, 9, "at", "in")
}

// worksOut reports whether "will see" at token at is followed by people and what
// they do, at token j, in -ing or in the bare form: "will see doctors working
// together", "will see 9 countries meet in Marlow".
func (r *reader) worksOut(at, j int) bool {
	v, before := r.verb(j), &r.d.Tokens[j-1]
	if before.Kind != text.Word || isDeterminer(before.Norm) || isPreposition(before.Norm) || r.d.Tokens[j].Shape != text.Lower {
		return false
	}
	if v.base == "take" && !v.participle && r.norm(j+1) == "part" {
		return true
	}
	if v.gerund {
		return v.class >= object && !r.empty(j) && !r.vague(j)
	}
	return v.plain && v.class >= dated && isPreposition(r.norm(j+1)) && j > at+1 && (before.Norm == "work" || len(before.Norm) > 3 && before.Norm[len(before.Norm)-1] == 's')
}

// seesCharge reports whether "will see" at token at tells what becomes of what is
// paid: "wardens will see their pay rise".
func (r *reader) seesCharge(at int) bool {
	if r.verb(at).base != "see" || r.vague(at) {
		return false
	}
	for j := at + 1; j < at+5; j++ {
		if charges.Has(r.norm(j)) && j+1 < r.s.Last {
			switch r.norm(j + 1) {
			case "rise", "fall", "increase", "double", "reduced", "increased", "cut", "frozen", "uplifted", "backdated":
				return true
			}
		}
	}
	return false
}
