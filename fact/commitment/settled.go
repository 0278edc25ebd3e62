package commitment

import (
	"github.com/onrecord/onrecord"
)

// What an institution's own release tells in the present tense as settled.

// fixedDay reads "The next meeting is at 10am on 3 May": a day that lies ahead. "Is" stands
// at i.
func (r *reader) fixedDay(i int) *undertaking {
	if r.quote != nil || r.names.personal || r.norm(i) != "is" || r.clause(i) != mainClause {
		return nil
	}
	s := r.subject(i)
	if s.kind != patient && s.kind != doer || !occasions.Has(s.head) || !r.opens(s.start) {
		return nil
	}
	if n := r.norm(i + 1); n != "at" && n != "on" && n != "now" && r.dateAt(min(i+1, r.s.Last-1)) < 0 {
		return nil
	}
	end := min(i+5, r.s.Last-1)
	for j := i + 1; j <= end; j++ {
		if k := r.dateAt(j); k >= 0 {
			if x := &r.dates[k]; x.To.After(r.d.Release.IssuedOn) && (x.From.IsZero() || x.From.After(r.d.Release.IssuedOn)) && !r.d.Release.IssuedOn.IsZero() {
				return &undertaking{actor: r.side(), verb: i, strength: onrecord.StrengthWill, rule: &ruleTimetable}
			}
			return nil
		}
	}
	return nil
}

// effectiveFrom reads "The order is effective from 3 May". "Is" stands at i, "effective" at
// token at.
func (r *reader) effectiveFrom(i, at int) *undertaking {
	if n := r.norm(at + 1); n != "from" && n != "on" && n != "as" || r.quote != nil || r.names.personal || r.clause(i) != mainClause || !r.fromLater(at) {
		return nil
	}
	if s := r.subject(i); s.kind == nobody || s.first || !r.opens(s.start) {
		return nil
	}
	return &undertaking{actor: r.lawgiver(), verb: at, strength: onrecord.StrengthInForce, rule: &ruleInForce}
}

// bindsTo reads "The strategy commits the government to build 900 homes": whom a paper
// binds to what can be seen. "Commits" stands at i.
func (r *reader) bindsTo(i int) *undertaking {
	if r.quote != nil || r.names.personal || r.norm(i+1) == "to" || r.clause(i) != mainClause {
		return nil
	}
	s := r.subject(i)
	if s.kind == nobody || s.first || !r.opens(s.start) || !r.isPaper(s) && s.kind != effect {
		return nil
	}
	for j := i + 2; j+1 < r.s.Last && j < i+9; j++ {
		if r.norm(j) != "to" {
			continue
		}
		at := r.adverbs(j + 1)
		if v := r.verb(at); v.class < object || !v.plain && !v.gerund || !r.checkable(at) {
			return nil
		}
		actor := r.side()
		if by := r.subject(j); by.kind == doer && by.start > i {
			actor = by.actor
		}
		return &undertaking{actor: actor, verb: at, strength: onrecord.StrengthPledge}
	}
	return nil
}

// underWayTo reads "Work is under way to open a second site by June": what is begun and is to
// be done by a day. "Way" stands at token p, the verb at token at.
func (r *reader) underWayTo(p, at int) *undertaking {
	if r.norm(p) == "way" && r.norm(p-1) != "under" || r.quote != nil || r.names.personal || r.clause(p) != mainClause || r.verb(at).class < object || !r.checkable(at) {
		return nil
	}
	if d := r.due(at, onrecord.StrengthTarget); d == nil || !d.From.IsZero() && d.From != d.To {
		return nil
	}
	return &undertaking{actor: r.side(), verb: at, strength: onrecord.StrengthTarget, rule: &rulePledged}
}

// setsOutHow reports whether "how" at token j follows a paper's "sets out", so that what stands
// after it is what the paper plans: "The plan sets out how 900 homes will be built by 2030".
func (r *reader) setsOutHow(j, i int) bool {
	switch {
	case r.quote != nil || r.names.personal || r.norm(j-1) != "out" || r.norm(j-2) != "sets" && r.norm(j-2) != "set" && r.norm(j-2) != "setting":
		return false
	}
	at, passive := r.mainVerb(i + 1)
	return passive && r.verb(at).class >= object && (r.numbered(j, at) || r.due(at, onrecord.StrengthWill) != nil)
}
