package commitment

import "github.com/onrecord/onrecord"

// isToAct reports whether the subject of "is to" at token i-1 is somebody who
// can act and the verb can be seen to be done: "The agency is to appoint".
func (r *reader) isToAct(i, at int) bool {
	s := r.subject(i - 1)
	return s.kind == doer && !s.first && r.opens(s.start) && (r.verb(at).class == firm || r.verb(at).class >= dated && r.due(at, onrecord.StrengthWill) != nil)
}

// toBe reads "final numbers to be confirmed later", "is to be replaced", "is
// set to be launched in May", "is due to report in May".
func (r *reader) toBe(i, prev, at int) *undertaking {
	if u := r.headlinePassive(i, at); u != nil {
		return u
	}
	if b := r.verb(at).base; r.norm(prev) == "expected" && (r.verb(at).class == dated || b == "visit" || b == "use" || b == "buy") {
		return nil // a forecast
	}
	if r.quote != nil || r.verb(at).class < dated || !r.checkable(at) && !(isFinite(r.norm(prev)) && r.verb(at).participle && r.done(at)) || r.clause(i) != mainClause && r.norm(prev) != "set" {
		return nil
	}
	if b := r.verb(at).base; r.names.personal && (b == "expire" || b == "lose" || b == "end") {
		return nil // a member warns of it
	}
	switch r.norm(prev) {
	case "set", "due", "expected", "scheduled", "planned", "intended", "is", "are":
		s := r.subject(r.auxiliary(prev))
		if s.kind == nobody && r.norm(r.auxiliary(prev)-1) == "and" {
			s = r.shared(r.auxiliary(prev))
		}
		v := r.verb(at)
		// "is to be abolished", "are to share £9 million"
		formal := !isFinite(r.norm(prev)) && s.kind == doer && (s.name != nil && v.class >= object || isPerson(s) && v.base == "meet" && r.norm(prev) != "expected") || (r.norm(prev) == "set" || r.norm(prev) == "scheduled" && v.class == firm) && v.participle || isFinite(r.norm(prev)) && (v.class == firm || v.participle || r.measured(at+1))
		if v.plain && s.kind == patient && !happens.Has(v.base) && !r.measured(at+1) || s.kind == nobody || s.kind == summary || aims.Has(s.head) || s.head == "priorities" || isFinite(r.norm(prev)) && purposes.Has(r.norm(r.auxiliary(prev)-1)) || !formal && r.due(at, onrecord.StrengthWill) == nil {
			return nil
		}
		u := &undertaking{actor: r.actorOf(s, r.verb(at).participle), verb: at, strength: onrecord.StrengthWill}
		if s.kind == doer && !s.own && (r.receives(s, at) || v.participle && courtActs.Has(v.base)) {
			u.actor = r.side()
		}
		if r.isTried(at) || r.within(at, 2, "trial") {
			u.actor = r.court()
		}
		if by := r.agent(at); by != "" && v.participle {
			u.actor = by
		}
		return u
	}
	if r.due(at, onrecord.StrengthWill) == nil {
		return nil
	}
	if u := r.besideWith(i, at); u != nil {
		return u
	}
	for j := i - 1; j >= r.s.First && i-j < 5; j-- {
		if subjects.Has(r.norm(j)) {
			return &undertaking{actor: r.answering(), verb: at, strength: onrecord.StrengthWill}
		}
	}
	return nil
}
