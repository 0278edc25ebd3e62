package commitment

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// courts are heads of subjects that judge.
var courts = tag.MustList(files, "words/court.txt")

// courtActs are verbs of what courts do to somebody.
var courtActs = tag.MustList(files, "words/court-act.txt")

// accused are heads of subjects who stand before a court.
var accused = tag.MustList(files, "words/accused.txt")

// askers are heads of subjects that ask and order nobody.
var askers = tag.MustList(files, "words/asker.txt")

// orders reads "The minister has asked the agency for a report by May": who
// orders undertakes. The participle stands at i.
func (r *reader) orders(i int) *undertaking {
	p := i - 1
	for r.norm(p) == "also" || r.norm(p) == "today" {
		p--
	}
	if r.norm(p) == "been" && r.quote == nil {
		return r.beenAsked(i)
	}
	if s, ok := r.orderer(i, p); ok && r.ordersWhat(i) {
		return &undertaking{actor: inPost(s), verb: i, strength: onrecord.StrengthWill}
	}
	return nil
}

// orderer is who orders by the participle at token i, after the word at p: "The
// minister has asked", "The regulator has fined the firm and ordered it", "The
// court ordered". A member of an assembly asks, and orders nobody.
func (r *reader) orderer(i, p int) (s subject, ok bool) {
	if s, ok = r.courtOrders(i); ok {
		return s, true
	}
	if r.names.personal || r.clause(i) != mainClause {
		return s, false
	}
	switch r.norm(p) {
	case "has", "have", "'ve":
		s = r.subject(r.auxiliary(i))
	case "and":
		if r.within(r.s.First-1, p-r.s.First, "been") {
			return s, false // "has been fined and ordered"
		}
		s = r.shared(i)
	default:
		if s = r.subject(p + 1); r.norm(i) == "asked" || r.longPast() || !r.opens(s.start) || !courts.Has(s.head) && !r.sameDay(i) && !r.commands(s, i) {
			return s, false // what was once ordered
		}
	}
	return s, s.kind == doer && (r.quote == nil || s.first || s.own) && !(r.norm(i) == "asked" && askers.Has(s.head))
}

// directing reads "The President is directing the agency to create a register": an order
// in the words of today. "Is" stands at i, the verb at token at.
func (r *reader) directing(i, at int) *undertaking {
	switch r.norm(at) {
	case "directing", "ordering", "instructing":
	default:
		return nil
	}
	s := r.subject(i)
	if s.kind != doer || !isPerson(s) && !s.first && !s.own || !r.opens(s.start) || !r.ordersWhat(at) {
		return nil
	}
	return &undertaking{actor: inPost(s), verb: at, strength: onrecord.StrengthWill, rule: &ruleOrder}
}

// empowered reads "The minister today empowered 900 wardens to seize boats": whom somebody
// in office newly lets do what can be seen. The verb stands at i.
func (r *reader) empowered(i int) *undertaking {
	aux := r.auxiliary(i)
	if r.quote != nil || r.names.personal || r.passiveAt(aux, i) || r.clause(i) != mainClause || r.longPast() || !r.sameDay(i) {
		return nil
	}
	s := r.subject(aux)
	if s.kind != doer || s.first || !r.opens(s.start) || !r.publicPurse(s) || !r.lets(i) {
		return nil
	}
	return &undertaking{actor: inPost(s), verb: i, strength: onrecord.StrengthInForce}
}

// commands reports whether the verb at token i, in the past tense, is what somebody in
// office told others to do on the occasion of which the release tells: "The Premier
// instructed the ministry to allocate £9 million".
func (r *reader) commands(s subject, i int) bool {
	switch r.norm(i) {
	case "instructed", "directed", "ordered":
		return r.quote == nil && !s.first && (isPerson(s) || s.titled) && r.ownSide(s)
	}
	return false
}

// ordersWhat reports whether what the verb of ordering at token i orders can be
// seen to be done.
func (r *reader) ordersWhat(i int) bool {
	if n := r.norm(i + 1); (n == "a" || n == "an") && (r.norm(i) == "commissioned" || r.norm(i) == "ordered") {
		for j := i + 2; j < i+6 && !isPreposition(r.norm(j)); j++ {
			if acts.Has(r.norm(j)) || r.norm(j) == "assessment" || r.norm(j) == "study" || r.norm(j) == "report" {
				return true
			}
		}
	}
	reach := i + 14
	if r.norm(i+1) == "for" && r.commanded(i) {
		reach = i + 30 // "instructed for a notice, under the Locks Act, to be issued"
	}
	for j := i + 1; j+1 < r.s.Last && j < reach; j++ {
		switch k := r.adverbs(j + 1); r.norm(j) {
		case "to":
			if v := r.verb(k); v.plain && (v.class == firm && !r.empty(k) || v.class == object && (r.checkable(k) || r.commanded(i) && !r.empty(k) && !r.vague(k)) || r.due(k, onrecord.StrengthWill) != nil || v.base == "look") {
				return true
			}
			if v := r.verb(k + 1); r.norm(k) == "be" && r.commanded(i) && v.participle && v.class >= object {
				return true // "has instructed for a notice to be issued"
			}
		case "that":
			if j == i+1 && r.commanded(i) {
				return r.orderedThat(j)
			}
		case "with":
			if v := r.verb(k); v.gerund && r.norm(i) == "tasked" && v.class > soft && !r.empty(k) {
				return true
			}
		case "for":
			if r.within(j, 5, "report", "reports", "review", "advice", "plan", "plans", "investigation", "inquiry", "proposals") {
				return true
			}
		}
	}
	return false
}

// commanded reports whether the verb at token i gives an order that must be obeyed.
func (r *reader) commanded(i int) bool {
	switch r.norm(i) {
	case "instructed", "directed", "ordered", "instructing", "directing", "ordering":
		return true
	}
	return false
}

// orderedThat reports whether "that" at token j is followed by what is to be done, in a
// verb that can be seen: "directed that the wall be rebuilt".
func (r *reader) orderedThat(j int) bool {
	for k := j + 2; k < j+16 && k+1 < r.s.Last; k++ {
		if n := r.norm(k); n == "be" {
			at, passive := r.mainVerb(k)
			return at > 0 && passive && r.verb(at).class >= object
		} else if n == "which" || n == "who" || n == ";" {
			return false
		}
	}
	return false
}

// ordersNow reads the present tense of an order: "The Secretary directs the agency
// to end". The verb stands at i.
func (r *reader) ordersNow(i int) *undertaking {
	if next := &r.d.Tokens[min(i+1, r.s.Last-1)]; r.quote != nil || r.names.personal || r.clause(i) != mainClause || next.Shape < text.Title && !isDeterminer(next.Norm) && next.Norm != "all" && next.Norm != "that" {
		return nil
	}
	s := r.subject(i)
	if s.kind != doer || s.first || !r.opens(s.start) || !r.ordersWhat(i) {
		return nil
	}
	return &undertaking{actor: inPost(s), verb: i, strength: onrecord.StrengthWill}
}

// hasUntil reads "Member States have until 4 June to transpose": by when somebody
// is to do it. "Until" stands at i.
func (r *reader) hasUntil(i int) *undertaking {
	if r.names.personal {
		return nil
	}
	have := i - 1
	for have > i-6 && (r.d.Tokens[max(have, r.s.First)].Kind == text.Number || r.norm(have) == "," || r.norm(have) == "working" || r.norm(have) == "days" || r.norm(have) == "weeks" || r.norm(have) == "months") {
		have-- // "has 90 working days, until 4 November, to decide"
	}
	if n := r.norm(have); n != "have" && n != "has" || r.clause(have) != mainClause {
		return nil
	}
	end := 0
	for k := r.nextDate; k < len(r.dates) && r.dates[k].Start <= int(r.d.Tokens[i].Start); k++ {
		if x := &r.dates[k]; x.Start == int(r.d.Tokens[i].Start) && r.ahead(x, onrecord.StrengthWill) {
			end = r.d.TokenAt(x.End)
		}
	}
	if end > 0 && r.norm(end) == "," {
		end++
	}
	s := r.subject(have)
	if r.norm(have-1) == "and" {
		s = r.shared(have)
	}
	if accused.Has(s.head) {
		return r.refuse(&ruleOutsider, i)
	}
	if end == 0 || r.norm(end) != "to" || r.verb(end+1).class == soft || s.kind == nobody || s.first {
		return nil
	}
	if s.kind != doer {
		s.actor = r.side()
	}
	return &undertaking{actor: s.actor, verb: end + 1, strength: onrecord.StrengthWill}
}

// beenAsked reads "The panel has been asked by the minister to review": who
// orders undertakes. The participle stands at i.
func (r *reader) beenAsked(i int) *undertaking {
	by := r.agent(i)
	if r.clause(i) != mainClause || r.longPast() {
		return nil
	}
	if by == "" {
		if s := r.subject(r.auxiliary(i)); r.names.personal || s.kind != doer || s.first {
			return nil // nobody knows who asked the public
		}
		by = r.side()
	}
	for j := i + 1; j+1 < r.s.Last && j < i+14; j++ {
		if v := r.verb(j + 1); r.norm(j) == "to" && v.plain {
			if v.class < object || !r.checkable(j+1) {
				return nil
			}
			return &undertaking{actor: by, verb: i, strength: onrecord.StrengthWill}
		}
	}
	return nil
}

// should reads what a public body has announced or decided "should" be done:
// it is the body's own decision, where others only advise.
func (r *reader) should(i int) *undertaking {
	at, passive := r.mainVerb(i + 1)
	if r.quote != nil || !passive || r.verb(at).class < object || r.longPast() {
		return nil
	}
	for j := i - 1; j > r.s.First && i-j < 12; j-- {
		switch r.norm(j) {
		case ",", ";", "who", "which", "if", "whether", "recommended":
			return nil
		case "announced", "decided", "agreed", "ruled", "directed", "ordered":
			if s := r.subject(r.auxiliary(j)); s.kind == doer && !s.first && r.publicPurse(s) {
				return &undertaking{actor: s.actor, verb: at, strength: onrecord.StrengthWill}
			}
			return nil
		}
	}
	return nil
}

// hasPeriod reads "Member States have two months to respond": how long somebody is
// given to do it. The unit of time stands at i.
func (r *reader) hasPeriod(i int) *undertaking {
	if r.names.personal || r.quote != nil || r.norm(i+1) != "to" {
		return nil
	}
	have := i - 1
	if t := &r.d.Tokens[max(have, r.s.First)]; t.Kind != text.Number && !t.Has(tag.NumberWord) {
		return nil
	}
	for have--; r.norm(have) == "another" || r.norm(have) == "now"; {
		have--
	}
	if r.clause(have) != mainClause {
		return nil
	}
	if n := r.norm(have); n != "has" && n != "have" {
		return r.givesPeriod(have, i)
	}
	s := r.subject(r.auxiliary(have))
	if s.kind == nobody && s.start < 0 || s.first || s.own || !r.opens(s.start) {
		return nil
	}
	if v := r.verb(r.adverbs(i + 2)); v.class <= soft && v.base != "comply" && v.base != "respond" {
		return nil
	}
	if s.kind != doer {
		s.actor = r.side()
	}
	return &undertaking{actor: s.actor, verb: have, strength: onrecord.StrengthInForce, rule: &ruleTimeGiven}
}

// givesPeriod reads "The regulator has given the firm 28 days to comply": who gives it
// undertakes. The last word of whom it is given to stands at token to, the unit of time at i.
func (r *reader) givesPeriod(to, i int) *undertaking {
	for j := to - 1; j > to-7 && j > r.s.First; j-- {
		if r.norm(j) != "given" && r.norm(j) != "gives" {
			continue
		}
		if s := r.subject(r.auxiliary(j)); s.kind == doer && !s.first && r.opens(s.start) && !r.longPast() {
			return &undertaking{actor: inPost(s), verb: j, strength: onrecord.StrengthInForce, rule: &ruleTimeGiven}
		}
		return nil
	}
	return nil
}
