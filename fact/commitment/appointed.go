package commitment

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/text"
)

// withEffect reads "Jane Doe has been appointed with effect from 1 May": what was
// decided and starts on a day that lies ahead. "Effect" stands at i.
func (r *reader) withEffect(i int) *undertaking {
	if r.norm(i-1) != "with" || r.norm(i+1) != "from" && r.norm(i+1) != "on" || r.quote != nil {
		return nil
	}
	k := r.dateAt(min(i+2, r.s.Last-1))
	if k < 0 || !r.ahead(&r.dates[k], onrecord.StrengthInForce) || !r.dates[k].From.After(r.d.Release.IssuedOn) {
		return nil
	}
	for j := i - 2; j > r.s.First && j > i-40; j-- {
		if n := r.norm(j); n != "is" && n != "are" && n != "been" {
			continue
		}
		if !r.verb(r.adverbs(j+1)).participle || r.clause(j) != mainClause {
			return nil
		}
		s := r.subject(r.auxiliary(j + 1))
		if s.kind != doer && s.kind != patient || s.first || !r.opens(s.start) {
			return nil
		}
		return &undertaking{actor: r.side(), verb: r.adverbs(j + 1), strength: onrecord.StrengthInForce, rule: &ruleInForce}
	}
	return nil
}

// dateAt is the index of the date that holds token i; -1 where none does.
func (r *reader) dateAt(i int) int {
	at := int(r.d.Tokens[i].Start)
	for k := r.nextDate; k < len(r.dates) && r.dates[k].Start <= at; k++ {
		if at < r.dates[k].End {
			return k
		}
	}
	return -1
}

// arranged reads "The agency has scheduled meetings in July": what is fixed for a
// time that lies ahead. The participle stands at i.
func (r *reader) arranged(i int) *undertaking {
	if aux := r.auxiliary(i); r.norm(i-1) == "been" || aux < i-1 && r.passiveAt(aux, i) && isFinite(r.norm(i-1)) {
		return r.scheduledFor(aux, i)
	}
	if n := r.norm(i - 1); n != "has" && n != "have" || r.quote != nil || r.clause(i) != mainClause || r.due(i, onrecord.StrengthWill) == nil || !r.dateFollows(i) {
		return nil
	}
	s := r.subject(r.auxiliary(i))
	if s.kind != doer || s.first || !r.opens(s.start) {
		return nil
	}
	return &undertaking{actor: s.actor, verb: i, strength: onrecord.StrengthWill, rule: &ruleToBe}
}

// onTrackTo reads "The agency is on track to open the lock": what somebody who can
// act says is on its way. "Track" stands at token p, the verb at token at.
func (r *reader) onTrackTo(p, at int) *undertaking {
	be := r.auxiliary(p - 1)
	if r.norm(p-1) != "on" || be == p-1 || r.clause(p-1) != mainClause || r.verb(at).class < object || !r.checkable(at) || r.vague(at) {
		return nil
	}
	s := r.subject(be)
	if s.kind == nobody && r.norm(be-1) == "and" {
		s = r.shared(be)
	}
	if s.kind != doer || r.quote != nil && !s.first || !r.opens(s.start) {
		return nil
	}
	return &undertaking{actor: s.actor, verb: at, strength: onrecord.StrengthWill, rule: &ruleToBe}
}

// areTo reads "The wardens are to repaint the lock": what is fixed for people who
// act for somebody. The verb stands at token at, "to" at i.
func (r *reader) areTo(i, at int) bool {
	s := r.subject(i - 1)
	if s.kind != patient || s.first || s.start < 0 || r.names.personal || purposes.Has(s.head) || aims.Has(s.head) || !r.opens(s.start) {
		return false
	}
	return r.verb(at).plain && r.verb(at).class >= object && r.checkable(at) && r.norm(r.s.First) != "if"
}

// tellsNews reads what an official in a quotation announces by the same words: "I
// can announce that fees will fall". It is then as firm as the release's own voice.
// The modal stands at i.
func (r *reader) tellsNews(i int) bool {
	for j := i - 2; j > r.s.First && j > i-24; j-- {
		if int(r.d.Tokens[j].Start) < r.quote.Start {
			return false
		}
		switch r.norm(j) {
		case "announce", "announcing", "confirm", "confirming", "announced", "confirmed":
		case ";", "who", "if", "hope", "believe", "think":
			return false
		default:
			continue
		}
		if k := r.adverbs(j + 1); !isDeterminer(r.norm(k)) && r.norm(k) != "that" && r.d.Tokens[k].Shape < text.Title {
			return false
		}
		for k := j - 1; k >= j-4; k-- {
			if n := r.norm(k); n == "i" || n == "we" {
				return true
			}
		}
		return false
	}
	return false
}

// workingTo reads "The agency is working to reopen the lock by May": what somebody who
// can act has begun and means to finish by a day. "Working" stands at token p.
func (r *reader) workingTo(p, at int) *undertaking {
	be := r.auxiliary(p)
	if n := r.norm(be); be == p || n != "is" && n != "are" || r.quote != nil || r.names.personal || r.clause(p) != mainClause || r.verb(at).class < object || !r.checkable(at) {
		return nil
	}
	if d := r.due(at, onrecord.StrengthTarget); d == nil || !d.From.IsZero() && d.From != d.To {
		return nil
	}
	s := r.subject(be)
	if s.kind != doer || s.first || !r.opens(s.start) {
		return nil
	}
	return &undertaking{actor: s.actor, verb: at, strength: onrecord.StrengthTarget, rule: &rulePledged}
}
