package commitment

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/text"
)

// applies reads "The rules apply from 1 May": a rule with the day from which it
// binds. The verb stands at i.
func (r *reader) applies(i int) *undertaking {
	if r.names.personal || r.norm(i) == "apply" && r.norm(i+1) != "from" && r.norm(i+1) != "to" {
		return nil
	}
	s := r.subject(i)
	if s.kind != effect && s.kind != patient || r.norm(i) == "apply" && publics.Has(s.head) {
		return nil // who applies for something
	}
	u := r.scheduled(i)
	if u == nil || !r.fromLater(i) {
		return nil
	}
	u.actor, u.strength = r.lawgiver(), onrecord.StrengthInForce
	return u
}

// runs reads "The consultation runs until 4 May": what a public body has set going. An
// event that somebody goes to is merely scheduled. The verb stands at i.
func (r *reader) runs(i int) *undertaking {
	if s := r.subject(i); r.names.personal || r.norm(i-1) == "which" || !acts.Has(s.head) && (s.name == nil || s.name.Kind != onrecord.NameScheme) {
		return nil
	}
	return r.scheduled(i)
}

// openUntil reads "The consultation is open until 4 May": how long the public can take
// part in what a public body has set going. "Is" stands at i, "open" at token at.
func (r *reader) openUntil(i, at int) *undertaking {
	s := r.subject(i)
	if r.quote != nil || r.names.personal || s.kind == nobody || s.first || !acts.Has(s.head) && !subjects.Has(s.head) || !r.opens(s.start) {
		return nil
	}
	k := r.dateAt(min(at+2, r.s.Last-1))
	if n := r.norm(at + 1); n != "until" && n != "till" || k < 0 || !r.dates[k].To.After(r.d.Release.IssuedOn) {
		return nil
	}
	return &undertaking{actor: r.side(), verb: at, strength: onrecord.StrengthWill, rule: &ruleTimetable}
}

// fromLater reports whether the due date of the verb at token i is the day from which
// something holds, and that day lies after the day of issue.
func (r *reader) fromLater(i int) bool {
	d := r.due(i, onrecord.StrengthInForce)
	return d != nil && d.From.After(r.d.Release.IssuedOn)
}

// moves reads "The licence fee rises to £9 on 1 May": a charge whose change is fixed
// for a day that lies ahead. The verb stands at i.
func (r *reader) moves(i int) *undertaking {
	if s := r.subject(i); !charges.Has(s.head) || r.names.personal || !r.fromLater(i) || !r.measured(i+1) {
		return nil
	}
	return r.scheduled(i)
}

// prolonged reads "The scheme has been extended until May" and a headline's "Free
// mooring extended until May": what was decided and lasts to a day that lies ahead.
// The participle stands at i.
func (r *reader) prolonged(i int) *undertaking {
	if r.quote != nil || r.names.personal || r.longPast() || r.clause(i) != mainClause {
		return nil
	}
	switch n := r.norm(i + 1); n {
	case "until", "till", "to", "by", "for", "from", "through", "beyond":
	default:
		return nil
	}
	k := r.dueDate(i, onrecord.StrengthWill)
	if k < 0 || r.dates[k].Start < int(r.d.Tokens[i].Start) || r.d.TokenAt(r.dates[k].Start) > i+9 {
		return nil
	}
	aux := r.auxiliary(i)
	if aux < i && !r.passiveAt(aux, i) || aux == i && !r.headlineAt(i) || r.norm(aux-1) == "was" || r.norm(aux-1) == "were" || r.within(aux-1, i-aux+1, "had") {
		return nil
	}
	s := r.subject(aux)
	if fixtures.Has(s.head) {
		return nil
	}
	if s.kind != patient && s.kind != effect && (s.kind != doer || s.name == nil || s.name.Kind != onrecord.NameScheme) || s.first || !r.opens(s.start) {
		return nil
	}
	return &undertaking{actor: r.actorOf(s, true), verb: i, strength: onrecord.StrengthWill}
}

// headlineAt reports whether the participle at token i is the verb of a headline: no
// other verb stands in the sentence before it, and no full stop ends it.
func (r *reader) headlineAt(i int) bool {
	if r.norm(r.s.Last-1) == "." && r.inBlock > 1 {
		return false
	}
	for j := r.s.First; j < i; j++ {
		if t := &r.d.Tokens[j]; t.Kind == text.Punct && t.Norm != "-" || isFinite(t.Norm) || r.verb(j).third || t.Norm == "to" {
			return false
		}
	}
	return true
}

// appointed reads "Jane Doe has been appointed chair of the board from 1 May": a post
// that somebody is to take up on a day that lies ahead. The participle stands at i.
func (r *reader) appointed(i int) *undertaking {
	aux := r.auxiliary(i)
	if r.quote != nil || r.names.personal || r.within(i, 20, "effect") || aux == i || !r.passiveAt(aux, i) || r.clause(i) != mainClause || !r.fromLater(i) {
		return nil
	}
	k := r.dueDate(i, onrecord.StrengthInForce)
	if first := r.d.TokenAt(r.dates[k].Start); first < i || r.dates[k].Bound != onrecord.BoundFrom && r.norm(first-1) != "from" && r.norm(first-1) != "on" {
		return nil
	}
	by := r.agent(i)
	if by == "" && r.within(i, 8, "by") {
		return nil // an outsider's choice
	}
	s := r.subject(aux)
	if s.kind == nobody && s.start < 0 || s.first || !r.opens(s.start) && s.start != r.s.First {
		return nil
	}
	if by == "" {
		by = r.side()
	}
	return &undertaking{actor: by, verb: i, strength: onrecord.StrengthWill}
}
