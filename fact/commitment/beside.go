package commitment

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
)

// besideWith reads what a sentence adds by "with" and an infinitive, with its day:
// "…, with services to begin from 1 June", "with work due to start in May". "To", or
// the participle before it, stands at p, the verb at token at.
func (r *reader) besideWith(p, at int) *undertaking {
	if r.quote != nil || r.names.personal || !happens.Has(r.verb(at).base) && (!r.verb(at).participle || !r.checkable(at)) || r.verb(at).class < dated || r.due(at, onrecord.StrengthWill) == nil || r.longPast() {
		return nil
	}
	for j := p - 1; j > r.s.First && j > p-9; j-- {
		switch t := &r.d.Tokens[j]; {
		case t.Norm == "with":
			if j < p-1 && (r.norm(j-1) == "," || r.norm(j-1) == "–") {
				return &undertaking{actor: r.side(), verb: at, strength: onrecord.StrengthWill, rule: &ruleToBe}
			}
			return nil
		case t.Has(tag.Modal), isFinite(t.Norm), t.Norm == ",", t.Norm == "who", t.Norm == "which":
			return nil
		}
	}
	return nil
}

// targetOf reads a target by its noun and a verb in -ing: "on course to meet its
// target of planting 9,000 trees by 2030". The noun stands at i.
func (r *reader) targetOf(i int) *undertaking {
	at := i + 2
	if v := r.verb(at); r.norm(i+1) != "of" || !v.gerund || !r.aimsAt(at) || !r.dueAfter(at) || r.fulfilled(i) || r.overBy(at) || r.names.personal {
		return nil
	}
	actor := r.possessor(i)
	if actor == "" || r.quote != nil && actor != r.firstPerson() {
		return nil
	}
	return &undertaking{actor: actor, verb: at, strength: onrecord.StrengthTarget, rule: &ruleTargetIs}
}

// overBy reports whether the sentence goes on to say, after the act at token at, that the
// target for it was reached or is given up: "its target of planting 9,000 trees by 2030 was missed".
func (r *reader) overBy(at int) bool {
	for j := at + 1; j < r.s.Last; j++ {
		switch r.norm(j - 1) {
		case "was", "were", "been", "is", "being":
			if w := r.norm(j); fulfils(w) && w != "back" || w == "reached" || w == "achieved" || w == "scrapped" {
				return true
			}
		}
	}
	return false
}

// chosenTo reads "Nine councils have been selected to test the permit": who has been
// found for what is still to be done. The participle stands at p, the verb at token at.
func (r *reader) chosenTo(p, at int) *undertaking {
	if r.quote != nil && !isOfficial(r.quote.Role) || r.norm(p-1) != "been" || r.names.personal || r.longPast() || r.verb(at).class < object || !r.checkable(at) {
		return nil
	}
	s := r.subject(r.auxiliary(p))
	if s.kind == nobody || s.first || isPerson(s) || r.clause(p) != mainClause {
		return nil
	}
	actor := r.side()
	if s.kind == doer {
		actor = s.actor
	}
	return &undertaking{actor: actor, verb: at, strength: onrecord.StrengthWill, rule: &rulePledged}
}

// dueAfter reports whether the day by which a target is to be reached stands after its
// verb at token at.
func (r *reader) dueAfter(at int) bool {
	k := r.dueDate(at, onrecord.StrengthTarget)
	return k >= 0 && r.dates[k].Start > int(r.d.Tokens[at].Start)
}

// availableFrom reads "Grants are available from 1 May": what can be had from a day that
// lies ahead. "Is" stands at i, "available" at token at.
func (r *reader) availableFrom(i, at int) *undertaking {
	if r.quote != nil || r.names.personal {
		return nil
	}
	k := r.dueDate(at, onrecord.StrengthInForce)
	if k < 0 {
		return nil
	}
	from := r.d.TokenAt(r.dates[k].Start)
	if n := r.norm(from); n != "from" && n != "on" {
		from--
	}
	if n := r.norm(from); from <= at || from > at+6 || n != "from" && (n != "on" || from > at+1) || r.dates[k].From.IsZero() || !r.dates[k].From.After(r.d.Release.IssuedOn) {
		return nil
	}
	s := r.subject(i)
	if s.kind == nobody || s.kind == summary || s.first || !r.opens(s.start) {
		return nil
	}
	return &undertaking{actor: r.side(), verb: at, strength: onrecord.StrengthWill, rule: &ruleTimetable}
}
