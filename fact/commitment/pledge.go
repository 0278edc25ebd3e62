package commitment

import (
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// infinitive reads the forms that undertake by "to": "intends to appoint",
// "agreed to reconvene", "mission to halve", "to be confirmed later", and a
// headline's "Minister to open bridge".
func (r *reader) infinitive(i int) *undertaking {
	if i+1 >= r.s.Last || i == r.s.First {
		return nil
	}
	at, passive := r.mainVerb(i + 1)
	if at < 0 || r.norm(i+1) != "be" && !r.verb(at).plain && r.verb(at).class != unknown && r.norm(i+1) == r.norm(at) && !r.verb(at).gerund {
		return nil
	}
	if u := r.agreedThing(i); u != nil {
		return u
	}
	prev := i - 1
	for prev > r.s.First && endsAsAdverb(r.norm(prev)) {
		prev--
	}
	if r.norm(prev) == "principle" && r.norm(prev-1) == "in" {
		prev -= 2 // "decided in principle to close"
	}
	if isReflexive(r.norm(prev)) {
		prev-- // "has committed itself to publishing"
	}
	word := r.norm(prev)
	if strength, ok := pledges.Lookup(word); ok && !passive {
		if u := r.pledged(prev, at, onrecord.Strength(strength)); u != nil {
			return u
		}
	}
	if strength, ok := aims.Lookup(word); ok && !passive {
		return r.aimed(prev, at, onrecord.Strength(strength))
	}
	if word == "required" || word == "obliged" {
		return r.requiredTo(prev, at)
	}
	if passive {
		return r.toBe(i, prev, at)
	}
	if u := r.besideWith(i, at); u != nil {
		return u
	}
	switch word {
	case "set", "due", "expected", "scheduled":
		return r.toBe(i, prev, at)
	case "planned", "intended":
		if word == "intended" && r.due(at, onrecord.StrengthWill) == nil {
			return nil // what it is for
		}
		if isFinite(r.norm(r.auxiliary(prev))) {
			return r.toBe(i, prev, at)
		}
	case "selected", "chosen", "contracted":
		return r.chosenTo(prev, at)
	case "track", "course":
		return r.onTrackTo(prev, at)
	case "pleased", "delighted", "proud":
		return r.gladTo(prev, at)
	case "expects", "expect":
		return r.expectsTo(prev, at)
	case "working":
		return r.workingTo(prev, at)
	case "way", "underway":
		return r.underWayTo(prev, at)
	case "seeks", "seek":
		return r.lawSeeks(prev, at)
	case "is", "are":
		if prev == i-1 {
			if u := r.statedTo(prev, at); u != nil {
				return u
			}
			if u := r.isToHave(prev, at); u != nil {
				return u
			}
		}
		if prev == i-1 && (word == "are" && r.measured(at+1) || r.isToAct(i, at) || r.areTo(i, at)) {
			return r.toBe(i, prev, at)
		}
	}
	return r.headline(i, at)
}

func isReflexive(w string) bool { return w == "itself" || w == "themselves" || w == "ourselves" }

// pledged reads "X agreed to V": the subject stands before the verb at p.
func (r *reader) pledged(p, at int, strength onrecord.Strength) *undertaking {
	be := p - 1
	for endsAsAdverb(r.norm(be)) {
		be--
	}
	switch r.norm(be) {
	case "is", "are", "be", "being", "been", "was", "were", "'s", "'re", "remains", "remain":
		if r.norm(p) == "committed" && !r.bound(at) {
			return r.refuse(&ruleMood, p) // "is committed to"
		}
	}
	aux := r.auxiliary(p)
	second := r.quote == nil && aux < p && r.norm(aux-1) == "and" // "The minister knows that … and has agreed to"
	if !second && r.clause(p) != mainClause || isDeterminer(r.norm(p-1)) {
		return nil
	}
	subject := r.subject(aux)
	for j := max(subject.start, r.s.First); j < p; j++ {
		if urgings.Has(r.norm(j)) {
			return nil // a headline: "Council Blasts Government Plans to"
		}
	}
	if second {
		subject = r.shared(aux)
	}
	if subject.kind == patient && r.quote == nil && r.isPaper(subject) && strength == onrecord.StrengthPledge {
		subject.kind, subject.actor = doer, r.side() // "the plan commits to"
	}
	if subject.kind == patient && r.quote == nil && (traders.Has(subject.head) || subject.definite && traders.Has(subject.head+"s")) && strength == onrecord.StrengthPledge {
		subject.kind, subject.actor = doer, r.phrase(aux)
	}
	if subject.kind == patient && subject.name != nil && subject.name.Kind == onrecord.NamePlace && r.quote == nil && !r.names.personal && r.opens(subject.start) {
		subject.kind, subject.actor = doer, subject.name.Text // "Ontario plans to": the government of the place
	}
	if subject.kind == patient && !second && r.quote == nil && subject.name == nil && strength == onrecord.StrengthPledge && r.settlesFor(at) {
		subject.kind, subject.actor = doer, r.phrase(r.endOfSubject(aux))
	}
	v := r.verb(at)
	if (subject.kind == patient || subject.kind == effect) && strength == onrecord.StrengthTarget && r.quote == nil && !r.names.personal && (r.measured(at+1) || isMultiple(v.base)) && r.due(at, strength) != nil {
		subject.kind, subject.actor = doer, r.side() // "the scheme aims to train 3,000 nurses by 2030"
	}
	if subject.kind != doer && subject.kind != everyone || r.quote != nil && !subject.first && !subject.own {
		return nil
	}
	counts := r.checkable(at) || r.takesInAct(at) || v.class != soft && r.hasAmount(at) || r.coordinate(at) || r.hasReady(at)
	if strength == onrecord.StrengthTarget {
		counts = r.aimsAt(at)
	}
	if !counts {
		return r.refuse(&ruleUnseen, p)
	}
	if r.longPast() && r.due(at, strength) == nil {
		return r.refuse(&ruleDone, p)
	}
	return &undertaking{actor: subject.actor, verb: at, strength: strength, rule: &rulePledged}
}

// takesInAct reports whether what is undertaken, whose verb stands at token at,
// includes an act that can be seen: "to work closely, including convening a group".
func (r *reader) takesInAct(at int) bool {
	for j := at + 1; j+1 < r.s.Last && j < at+24; j++ {
		if r.norm(j) == "including" {
			v := r.verb(j + 1)
			return v.gerund && v.class == firm && r.checkable(j+1)
		}
	}
	return false
}

// hasReady reports whether the verb at token at is "have" with what is to be ready
// by a day: "plans to have the board in place by May".
func (r *reader) hasReady(at int) bool {
	v := r.verb(at)
	return v.base == "have" && v.plain && r.readyWithin(at, 12) && r.due(at, onrecord.StrengthWill) != nil
}

// readyWithin reports whether a word for being ready stands in the n tokens after i.
func (r *reader) readyWithin(i, n int) bool {
	for j := i + 1; j <= i+n && j < r.s.Last; j++ {
		if readies.Has(r.d.Tokens[j].Norm) {
			return true
		}
	}
	return false
}

// agreedThing reads "The government has agreed to the deployment of": what is
// undertaken is a noun that names an act. "To" stands at i.
func (r *reader) agreedThing(i int) *undertaking {
	switch r.norm(i - 1) {
	case "agreed", "agrees", "commits", "committed":
	default:
		return nil
	}
	bare := things.Has(r.norm(i+1)) && r.norm(i+2) == "for" && r.norm(i-1) == "commits" // "commits to redress for"
	if n := r.norm(i + 1); !bare && n != "the" && n != "a" && n != "an" || r.quote != nil || r.clause(i-1) != mainClause || r.longPast() {
		return nil
	}
	for j := i + 1; j < i+5; j++ {
		n := r.norm(j)
		if r.norm(j+1) != "of" && r.norm(j+1) != "for" {
			continue
		}
		if !things.Has(n) && !strings.HasSuffix(n, "ment") && !strings.HasSuffix(n, "tion") {
			return nil
		}
		aux := r.auxiliary(i - 1)
		s := r.subject(aux)
		if s.kind != doer || s.first || !r.publicPurse(s) || r.norm(i-1) == "committed" && r.norm(i-2) != "has" && r.norm(i-2) != "have" {
			return nil
		}
		return &undertaking{actor: s.actor, verb: i - 1, strength: onrecord.StrengthPledge, rule: &rulePledged}
	}
	return nil
}

// expectsTo reads "The department expects to publish the code in May": what a
// body says of its own doing, with its day. The verb stands at token p.
func (r *reader) expectsTo(p, at int) *undertaking {
	s := r.subject(r.auxiliary(p))
	if s.kind != doer || r.quote != nil && !s.first || !r.opens(s.start) || r.clause(p) != mainClause || r.verb(at).class < object || !r.checkable(at) || r.due(at, onrecord.StrengthWill) == nil {
		return nil
	}
	return &undertaking{actor: s.actor, verb: at, strength: onrecord.StrengthWill, rule: &ruleToBe}
}

// requiredTo reads "Owners are required to register from 1 May": a duty with the
// day from which, or by which, it holds. The participle stands at token p.
func (r *reader) requiredTo(p, at int) *undertaking {
	be := r.auxiliary(p)
	if r.quote != nil || r.names.personal || be == p || r.norm(be) != "is" && r.norm(be) != "are" || r.clause(p) != mainClause || r.verb(at).class == soft && r.norm(at) != "be" || !r.ruledFrom(at) && !r.underAgreement(at) {
		return nil
	}
	s := r.subject(be)
	if s.kind == nobody || s.kind == summary || s.first {
		return nil
	}
	actor := r.lawgiver()
	if s.kind == doer {
		actor = s.actor
	}
	return &undertaking{actor: actor, verb: at, strength: onrecord.StrengthInForce, rule: &ruleMust}
}

// gladTo reads "The agency is pleased to launch": an act in the words of
// courtesy. The adjective stands at token p.
func (r *reader) gladTo(p, at int) *undertaking {
	switch r.verb(at).base {
	case "launch", "open", "publish", "fund", "invest", "appoint", "award":
	case "announce", "confirm":
		if r.names.personal || !r.newAct(at+1) && !r.givesSum(at) {
			return nil
		}
	default:
		return nil
	}
	if n := r.norm(p - 1); n != "is" && n != "are" && n != "am" && n != "'m" && n != "'re" || r.clause(p) != mainClause || !r.checkable(at) {
		return nil
	}
	s := r.subject(p - 1)
	if s.kind != doer || r.quote != nil && !s.first {
		return nil
	}
	return &undertaking{actor: s.actor, verb: at, strength: onrecord.StrengthWill, rule: &rulePledged}
}

// givesSum reports whether the object of the verb at token at starts with a sum that is
// to be spent: "to announce £9 million for locks".
func (r *reader) givesSum(at int) bool {
	for j := at + 1; j < at+6; j++ {
		if isCurrency(r.norm(j)) {
			return r.forMoney(j) && !r.longPast()
		}
	}
	return false
}

// aimsAt reports whether the verb at token at makes a target: with a number or a
// day by which it can be checked.
func (r *reader) aimsAt(at int) bool {
	v := r.verb(at)
	return (r.checkable(at) || v.base == "have" || v.base == "reach") && (r.measured(at) || r.due(at, onrecord.StrengthTarget) != nil)
}

// bound reports whether "committed to" says how much, or what that can be seen, is
// to be done by when: more than mood.
func (r *reader) bound(at int) bool {
	v := r.verb(at)
	much := r.measured(at+1) || isMultiple(v.base) || v.class == firm && r.checkable(at)
	return v.class >= object && much && r.due(at, onrecord.StrengthPledge) != nil
}

// isMultiple reports whether the verb itself says how much more or less.
func isMultiple(base string) bool { return base == "halve" || base == "double" || base == "treble" }

// isPaper reports whether the subject is a paper by which its author speaks.
func (r *reader) isPaper(s subject) bool {
	return papers.Has(s.head) || s.start >= r.s.First && papers.Has(r.norm(s.start)) && r.d.Tokens[s.start].Shape == text.Title // "Budget 2025"
}

// isDeterminer reports whether a noun, and no verb, must follow the word.
func isDeterminer(w string) bool {
	switch w {
	case "the", "a", "an", "its", "their", "his", "her", "our", "my", "any", "no", "'s", "'", "these", "new", "this":
		return true
	}
	return false
}

// auxiliary steps back over the auxiliaries before the verb at p.
func (r *reader) auxiliary(p int) int {
	for {
		switch n := r.norm(p - 1); n {
		case "has", "have", "had", "is", "are", "'ve", "also", "been", "today", "now", "jointly", "already", "further", "both", "all", "remains", "remain":
			p--
		case ")":
			first := r.bracket(p - 1)
			if first < 0 {
				return p
			}
			p = first // "has today (4 March) announced"
		default:
			if !endsAsAdverb(n) || len(n) < 5 {
				return p
			}
			p--
		}
	}
}

// hasAmount reports whether a number or sum stands in the clause.
func (r *reader) hasAmount(i int) bool {
	for j := i; j < r.s.Last && j < i+14; j++ {
		if t := &r.d.Tokens[j]; t.Kind == text.Number || isCurrency(t.Norm) || t.Has(tag.NumberWord|tag.Scale) && t.Norm != "one" {
			return true
		}
	}
	return false
}

func isCurrency(w string) bool { return w == "£" || w == "$" || w == "€" || w == "₹" || w == "rs" }

// coordinate reports whether a further infinitive that can be checked
// follows: "to greater collaboration … and to reconvene".
func (r *reader) coordinate(from int) bool {
	for i := from; i+2 < r.s.Last; i++ {
		if r.norm(i) == "and" && r.norm(i+1) == "to" && r.verb(i+2).class == firm {
			return true
		}
	}
	return false
}

// aimed reads "the government’s mission to halve": the noun stands at p.
func (r *reader) aimed(p, at int, strength onrecord.Strength) *undertaking {
	v := r.verb(at)
	if !v.plain || v.class != firm && (v.class != object || strength != onrecord.StrengthWill && r.norm(p) != "approval") || !r.checkable(at) || r.quote != nil {
		return nil
	}
	if r.fulfilled(p) {
		return r.refuse(&ruleDone, p)
	}
	if strength == onrecord.StrengthWill && !r.announcedPlans(p) {
		return r.plansAnnounced(p, at)
	}
	actor := r.possessor(p)
	if actor == "" {
		return nil
	}
	return &undertaking{actor: actor, verb: at, strength: strength, rule: &ruleAim}
}

// plansAnnounced reads "Plans to build 40 locks have been announced": the noun
// opens the sentence at p, the verb of what is planned stands at token at.
func (r *reader) plansAnnounced(p, at int) *undertaking {
	if p > r.s.First+1 || r.longPast() || r.verb(at).class < object || !r.checkable(at) {
		return nil
	}
	for j := at + 1; j+2 < r.s.Last && j < at+24; j++ {
		if n := r.norm(j); n != "have" && n != "has" && n != "were" && n != "are" {
			continue
		}
		k := r.adverbs(j + 1)
		if r.norm(k) == "been" {
			k = r.adverbs(k + 1)
		}
		switch r.norm(k) {
		case "announced", "unveiled", "confirmed", "approved", "published":
			actor := r.agent(k)
			if actor == "" {
				actor = r.side()
			}
			return &undertaking{actor: actor, verb: at, strength: onrecord.StrengthWill, rule: &ruleAim}
		}
		return nil
	}
	return nil
}

// fulfilled reports whether the pledge at token p is spoken of as done.
func (r *reader) fulfilled(p int) bool {
	for j := p - 1; j > p-9; j-- {
		if fulfils(r.norm(j)) {
			return true
		}
	}
	return false
}

// fulfils reports whether a word says that a promise was kept, broken or given up.
func fulfils(w string) bool {
	switch w {
	case "missed", "surpassed", "met", "delivered", "fulfilled", "honoured", "kept", "exceeded", "fulfils", "delivers", "honours", "back", "broke", "broken", "abandoned", "reversed", "failed", "fails", "dropped":
		return true
	}
	return false
}

// announcedPlans reports whether the plans at token p are announced: "set out
// plans to", "the government's plans to".
func (r *reader) announcedPlans(p int) bool {
	for j := p - 1; j > p-7 && j >= r.s.First; j-- {
		switch n := r.norm(j); n {
		case "out":
			if r.norm(j-1) == "set" || r.norm(j-1) == "sets" {
				return true
			}
		case "announced", "announces", "unveiled", "unveils", "confirmed", "published", "outlined":
			return true
		case "taken", "made":
			if r.norm(p) == "decision" {
				return true
			}
		}
	}
	return false
}

func isFinite(w string) bool {
	switch w {
	case "is", "are", "was", "were", "has", "have", "had", "do", "does", "did", "be", "been":
		return true
	}
	return false
}
