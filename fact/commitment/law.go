package commitment

import (
	"github.com/onrecord/onrecord"
)

// enacting reads the present tense of a law that is new: "The new rules ban
// fires on beaches", "The Bill creates an offence". The verb stands at i.
func (r *reader) enacting(i int) *undertaking {
	if r.quote != nil || r.names.personal || i == r.s.First {
		return nil
	}
	if u := r.settlementRequires(i); u != nil {
		return u
	}
	if n := r.norm(i); n == "set" || n == "sets" {
		if r.norm(i-1) == "been" && r.norm(i+1) == "for" {
			return r.scheduledFor(r.auxiliary(i), i)
		}
		if u := r.setsTarget(i); u != nil {
			return u
		}
	}
	s := r.subject(i)
	if s.kind != effect || !r.opens(s.start) || !r.isNew(s, i) || r.clause(i) != mainClause {
		return nil
	}
	if v := r.verb(i); v.class < object || r.norm(i+1) == "up" || !r.enacts(i) && (v.base != "set" || !r.measured(i+1)) {
		return nil
	}
	return &undertaking{actor: s.actor, verb: i, strength: onrecord.StrengthWill}
}

// lawMade reads "The minister has signed regulations to ban fires from 1 May": a rule
// that its author has made or proposed, with what it enacts and the day from which. The
// verb stands at i.
func (r *reader) lawMade(i int) *undertaking {
	if r.quote != nil || r.names.personal || r.longPast() || r.clause(i) != mainClause {
		return nil
	}
	for j := i + 1; j < i+8 && j < r.s.Last; j++ {
		if !laws.Has(r.norm(j)) && r.norm(j) != "order" && r.norm(j) != "orders" {
			continue
		}
		at := j + 1
		if r.norm(at) == "to" {
			at++
		}
		v := r.verb(at)
		if !(v.gerund || v.plain && at > j+1) || !enactings.Has(v.base) && v.base != "increase" && v.base != "reduce" || r.due(at, onrecord.StrengthInForce) == nil {
			continue
		}
		s := r.subject(r.auxiliary(i))
		if s.kind != doer || s.first || !r.opens(s.start) {
			return nil
		}
		return &undertaking{actor: inPost(s), verb: at, strength: onrecord.StrengthInForce}
	}
	return nil
}

// lawSeeks reads "The Bill seeks to ban fires": what a law that does not hold yet is to
// do. "Seeks" stands at token p, the verb at token at.
func (r *reader) lawSeeks(p, at int) *undertaking {
	if r.quote != nil || r.names.personal || r.clause(p) != mainClause || r.verb(at).class < object || r.vague(at) {
		return nil
	}
	s := r.subject(r.auxiliary(p))
	if s.kind != effect || !r.opens(s.start) || !r.isNew(s, p) || !r.enacts(at) && !r.checkable(at) {
		return nil
	}
	return &undertaking{actor: s.actor, verb: at, strength: onrecord.StrengthWill, rule: &ruleLaw}
}

// lawProvides reads "The Bill provides for a registrar" and "provides that fires are
// banned". "Provides" stands at i.
func (r *reader) lawProvides(i int) *undertaking {
	if n := r.norm(i + 1); r.quote != nil || r.names.personal || n != "for" && n != "that" || r.clause(i) != mainClause || r.vague(i+1) || n == "for" && r.empty(i+1) {
		return nil
	}
	s := r.subject(i)
	if s.kind != effect || !r.opens(s.start) || !r.isNew(s, i) {
		return nil
	}
	return &undertaking{actor: s.actor, verb: i, strength: onrecord.StrengthWill}
}

// setsTarget reads "The agency has set a target of 600 moorings by 2030"; the
// verb stands at i.
func (r *reader) setsTarget(i int) *undertaking {
	if !r.within(i, 4, "target", "goal", "targets") || !r.measured(i+1) || r.due(i, onrecord.StrengthTarget) == nil || r.clause(i) != mainClause {
		return nil
	}
	s := r.subject(r.auxiliary(i))
	if s.kind != doer || !r.opens(s.start) {
		return nil
	}
	return &undertaking{actor: s.actor, verb: i, strength: onrecord.StrengthTarget, rule: &ruleTargetIs}
}

// isNew reports whether the law that ends before token i does not hold yet: a
// bill, or rules that are called new.
func (r *reader) isNew(s subject, i int) bool {
	if s.head == "bill" || s.head == "amendment" || s.head == "amendments" {
		return true
	}
	for j := s.start; j < i; j++ {
		if r.norm(j) == "new" || r.norm(j) == "bill" {
			return true
		}
	}
	return false
}

// underAgreement reports whether the sentence opens with the agreement or order that
// obliges somebody to do by the verb at token at what can be seen: "Under the terms of the
// settlement, the firm is required to sell".
func (r *reader) underAgreement(at int) bool {
	if r.norm(r.s.First) != "under" || r.verb(at).class < object || !r.checkable(at) {
		return false
	}
	for j := r.s.First + 1; j < r.s.First+9; j++ {
		if agreements.Has(r.norm(j)) {
			return true
		}
	}
	return false
}
