package commitment

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/text"
)

// will reads "X will V" and "X will be Ved" with the modal at i.
func (r *reader) will(i int) *undertaking {
	if r.norm(i-1) == "free" || r.norm(i-1) == "the" || r.norm(i-1) == "of" || r.norm(i-1) == "political" {
		return nil // the noun
	}
	if n := r.norm(r.s.First); (n == "myth" || n == "claim") && r.norm(r.s.First+1) == ":" {
		return r.refuse(&ruleOutsider, i) // what somebody said, to be put right
	}
	switch r.norm(i + 1) {
	case "normally", "usually", "generally", "typically", "often", "sometimes":
		return r.refuse(&ruleHabit, i+1)
	}
	if r.quote != nil && r.tellsNews(i) {
		q := r.quote
		r.quote = nil
		u := r.will(i)
		if r.quote = q; u != nil && (u.actor == r.side() || u.actor == r.answering()) {
			u.actor = r.firstPerson()
		}
		return u
	}
	at, passive := r.mainVerb(i + 1)
	switch r.clause(i) {
	case subordinate:
		if !r.goesOnMain(i) {
			return r.refuse(&ruleDepends, i)
		}
	case relative:
		if r.quote == nil && (r.norm(i-2) == "," || at >= 0 && (r.ofMoney(i, at, passive) || r.getsSum(at) || r.paysOut(at))) {
			break // ", which will": a statement of its own
		}
		if at < 0 || r.quote != nil || !r.datedRelative(at, passive) && !r.newThing(i) {
			return r.refuse(&ruleDescribes, i)
		}
	}
	if r.norm(r.s.First) == "if" && !r.ifPassed() {
		return r.refuse(&ruleDepends, i) // a condition comes first
	}
	subject := r.subject(i)
	if r.norm(i-1) == "and" {
		// The noun before "and" is no subject of what follows it.
		if s := r.shared(i); s.kind == doer || s.kind == patient && subject.kind == doer || subject.kind == nobody || r.within(r.s.First-1, i-r.s.First, "you") {
			subject = s
		}
	}
	if subject.kind == nobody && subject.start < 0 && passive && r.quote == nil && !r.personBefore(i) {
		subject = r.unread(i) // too long a noun phrase to find its head
	}
	if r.endsOpen(i) && subject.kind != nobody && !subject.first {
		verb := r.s.Last - 1
		if r.lists(verb - 1) {
			verb--
		}
		return &undertaking{actor: r.countrys(subject), verb: verb, strength: onrecord.StrengthWill}
	}
	if subject.kind == nobody || r.quote != nil && subject.kind == doer && !subject.first && !subject.own && !r.partner(subject, i, at) {
		if at >= 0 && subject.kind == doer && (r.givenTo(at) || r.ofScheme(subject, at)) {
			return &undertaking{actor: r.firstPerson(), verb: at, strength: onrecord.StrengthWill}
		}
		return r.refuse(&ruleNoActor, i)
	}
	if subject.own && !subject.first && r.claimed(i) {
		return r.refuse(&ruleOutsider, i)
	}
	if at < 0 {
		return r.refuse(&ruleUnseen, i)
	}
	if r.foretold(i) {
		return r.refuse(&ruleOutsider, i)
	}
	if !r.governed(subject, at, passive) || r.ofWeather(i, at) {
		return r.refuse(&ruleForecast, i)
	}
	if r.zealous(i, at) || r.verb(at).base == "look" && r.norm(at+1) == "forward" {
		return r.refuse(&ruleMood, i)
	}
	if r.shouldNeedBe(at) {
		return r.refuse(&ruleDepends, i)
	}
	return r.willDo(subject, i, at, passive)
}

// goesOnMain reports whether "and will" at token i goes on from the sentence's
// first verb, whatever clause stands between: "He has written to clubs asking
// them to act and will publish a list".
func (r *reader) goesOnMain(i int) bool {
	if r.norm(i-1) != "and" || r.quote != nil {
		return false
	}
	for j := r.s.First + 1; j < i-1; j++ {
		switch r.norm(j) {
		case "has", "have", "is", "are", "will":
			s := r.subject(j)
			return s.kind == doer && r.clause(j) == mainClause && r.opens(s.start)
		case "that", "which", "who", "if", "when":
			return false
		}
	}
	return false
}

// shouldNeedBe reports whether a condition without "if" follows the verb at
// token at: "will impose limits should there be a need", "will act if necessary".
func (r *reader) shouldNeedBe(at int) bool {
	for j := at + 1; j+1 < r.s.Last; j++ {
		if r.norm(j) == "," && r.verb(j+1).gerund {
			return false // the condition is only of what it goes with
		}
		if r.norm(j) == "if" {
			switch r.norm(j + 1) {
			case "necessary", "needed", "required", "appropriate":
				return true
			}
		}
		if r.norm(j) != "should" || r.d.Tokens[j-1].Kind != text.Word && r.norm(j-1) != "," {
			continue
		}
		switch r.norm(j + 1) {
		case "there", "it", "they", "we", "you", "any":
			return true
		}
	}
	return false
}

// zealous reports whether what the modal at i says is only how hard somebody
// means to try: "will vigorously defend", "will use every tool".
func (r *reader) zealous(i, at int) bool {
	v := r.verb(at)
	eager := v.base == "use" && v.plain && r.within(at, 1, "all", "every", "whatever")
	eager = eager || v.base == "work" && v.plain && zeals.Has(r.norm(at+1)) // "work vigorously with"
	eager = eager || v.base == "take" && v.plain && r.within(at, 3, "appropriate", "necessary", "possible") && r.within(at, 4, "action", "actions", "measures", "steps")
	eager = eager || v.base == "do" && r.within(at, 1, "whatever", "everything", "anything", "all") || (v.base == "leave" || v.base == "spare") && r.within(at, 1, "no", "nobody", "nothing")
	for j := i + 1; j < at && !eager; j++ {
		eager = zeals.Has(r.norm(j))
	}
	return eager && !r.measured(at+1) && r.due(at, onrecord.StrengthWill) == nil
}

// claimed reports whether the clause of the modal at i is what somebody of
// another side says of the government: "the opposition leader said the
// government will".
func (r *reader) claimed(i int) bool {
	for j := i - 1; j > r.s.First && i-j < 20; j-- {
		if r.quote != nil && int(r.d.Tokens[j].Start) < r.quote.Start {
			return false // the cue of the speaker's own words
		}
		switch r.norm(j) {
		case "said", "says", "claimed", "claims", "argued", "argues", "alleged", "insisted", "predicted":
			s := r.subject(r.auxiliary(j))
			return s.start >= 0 && !s.first && !r.ownSide(s) && (!isOfficial(s.actor) || s.kind != doer)
		case ";", "announced", "confirmed":
			return false
		}
	}
	return false
}

// foretold reports whether the sentence gives what the modal at i says as the
// forecast of somebody who only looks on: "…, according to the study".
func (r *reader) foretold(i int) bool {
	for j := r.s.First; j+2 < r.s.Last; j++ {
		if r.norm(j) != "according" || r.norm(j+1) != "to" {
			continue
		}
		for k := j + 2; k < j+9 && k < r.s.Last && r.norm(k) != ","; k++ {
			if forecasters.Has(r.norm(k)) {
				return true
			}
		}
	}
	return false
}

// willDo is what the subject undertakes by the modal at i and the main verb at
// token at, where that can be checked.
func (r *reader) willDo(s subject, i, at int, passive bool) *undertaking {
	if v := r.verb(at); v.base == "aim" && v.plain && r.norm(at+1) == "to" && s.kind == doer && r.aimsAt(at+2) {
		return &undertaking{actor: s.actor, verb: at + 2, strength: onrecord.StrengthTarget, rule: &ruleAim}
	}
	rule := &ruleWill
	verb := r.willed(s, at, passive)
	if verb < 0 && !passive && (s.kind == doer || s.kind == effect) {
		if verb, rule = r.coordinated(s, at), &ruleCoordinated; verb < 0 {
			verb = r.byDoing(at)
		}
	}
	if verb < 0 && r.tells(s, at, passive) {
		verb, rule = at, &ruleWill
	}
	if verb < 0 {
		if r.verb(at).class == soft {
			return r.refuse(&ruleMood, i)
		}
		return r.refuse(&ruleUnseen, i)
	}
	return &undertaking{actor: r.willing(s, verb, passive), verb: verb, strength: onrecord.StrengthWill, rule: rule}
}

// unread is the subject of a passive whose noun phrase was not understood: what
// is done to it is done by the release's side all the same.
func (r *reader) unread(i int) subject {
	start := r.s.First
	if r.reportingPost(i) != "" {
		start = i // after "has announced that"
	}
	return subject{kind: patient, actor: r.answering(), start: start}
}

// personBefore reports whether a pronoun stands right before token i.
func (r *reader) personBefore(i int) bool {
	switch r.norm(i - 1) {
	case "you", "they", "he", "she", "it", "who", "which", "that", "there", "this", "these", "and", "":
		return true
	}
	return false
}

// datedRelative reports whether what a relative clause says of its noun is
// itself undertaken, with a day: "the code that will take effect in May".
func (r *reader) datedRelative(at int, passive bool) bool {
	v := r.verb(at)
	if r.due(at, onrecord.StrengthWill) == nil || r.within(r.s.First, 6, "not", "n't") {
		return false
	}
	switch v.base {
	case "open", "launch", "begin", "start", "close", "run", "apply", "end", "expire":
		return r.dateFollows(at)
	case "take", "come":
		return r.within(at, 2, "effect", "place", "force") && r.dateFollows(at)
	}
	return passive && v.class >= object
}

// newThing reports whether the relative pronoun before the modal at i stands for
// what the sentence says is newly set up: "has launched a fund that will buy".
func (r *reader) newThing(i int) bool {
	s := r.subject(i)
	if r.names.personal || s.start < 0 || s.kind != patient && (s.name == nil || s.name.Kind != onrecord.NameScheme) || !r.fresh(s.start, i) {
		return false
	}
	for j := s.start - 1; j >= r.s.First && j > s.start-8; j-- {
		switch r.norm(j) {
		case "launched", "launches", "launching", "announced", "announces", "announcing", "unveiled", "unveils", "introducing", "creating", "establishing", "up":
			return r.clause(j) == mainClause && !r.longPast()
		case ",", ";", "by", "of":
			return false
		}
	}
	return false
}

// fresh reports whether the noun phrase from token first on, before token end, is
// spoken of as one that was not known before: "a new fund".
func (r *reader) fresh(first, end int) bool {
	for j := first; j < end && j < first+5; j++ {
		switch r.norm(j) {
		case "a", "an", "new":
			return true
		}
	}
	return false
}

// shared is the subject that "and will" at token i takes over from the verb
// before: "Work on the bridge is on time and will finish by June".
func (r *reader) shared(i int) subject {
	for j := r.s.First + 1; j < i-1; j++ {
		n := r.norm(j)
		past := j == r.s.First+1 && r.verb(j).participle && (r.norm(j-1) == "it" || r.norm(j-1) == "they" || r.norm(j-1) == "he" || r.norm(j-1) == "she")
		if past || n == "is" || n == "are" || n == "has" || n == "have" || n == "will" || r.verb(j).third && r.opens(r.subject(j).start) {
			if r.within(j, i-j-1, "you", "they", "who", "which") {
				break // another subject stands between
			}
			return r.subject(j)
		}
	}
	return subject{start: -1}
}

// ifPassed reports whether the condition that the sentence starts with is only
// that a law be passed: "If it becomes law, councils will".
func (r *reader) ifPassed() bool {
	if n := r.norm(r.s.First + 2); n == "," && !r.names.personal {
		switch r.norm(r.s.First + 1) {
		case "agreed", "approved", "recovered", "granted", "selected", "successful":
			return r.quote == nil // "If approved, the grant will"
		}
	}
	for j := r.s.First + 1; j < r.s.Last && r.norm(j) != ","; j++ {
		switch r.norm(j) {
		case "passed", "passes", "law", "enacted":
			return r.quote == nil
		}
	}
	return false
}

// endsOpen reports whether what the modal at i undertakes stands in a list
// below: "The government will:", "will be the first country to:".
func (r *reader) endsOpen(i int) bool {
	if r.norm(r.s.Last-1) != ":" {
		return false
	}
	j := r.adverbs(i + 1)
	return j == r.s.Last-1 || j == r.s.Last-2 && r.lists(j) || (r.norm(j) == "be" || r.norm(j) == "have" || r.norm(j) == "need") && r.norm(r.s.Last-2) == "to" || r.norm(j) == "be" && r.norm(r.s.Last-2) == "with"
}

// lists reports whether the objects of the verb at token i can stand in a list
// below: "will carry:".
func (r *reader) lists(i int) bool {
	switch v := r.verb(i); v.base {
	case "have", "carry", "include", "provide", "offer", "receive", "get", "cover", "pay":
		return v.plain
	default:
		return v.plain && v.class == firm
	}
}

// willed returns the verb that the subject undertakes by "will" with the main
// verb at token at; -1 where that can't be checked.
func (r *reader) willed(s subject, at int, passive bool) int {
	v := r.verb(at)
	switch {
	case s.head == "there":
		return when(at, r.norm(at) == "be" && r.exists(at))
	case v.base == "go" && r.isMoney(s) && (r.norm(at+1) == "to" || r.norm(at+1) == "towards" || r.norm(at+1) == "toward"):
		return when(at, !r.empty(at))
	case s.kind == patient && r.quote != nil && (s.definite || r.norm(s.start) == "our") && r.staysPublic(at):
		return at
	case s.kind == patient && r.quote != nil && (r.givenTo(at) && r.hasSum(at) || happens.Has(v.base) && v.class == firm && r.checkable(at) && r.due(at, onrecord.StrengthWill) != nil && !r.vague(at)):
		return at // "The first clinic will open in March"
	case r.quote != nil && !passive && (v.base == "pay" || v.base == "fund" || v.base == "buy") && r.isMoney(s):
		return when(at, r.measured(at+1) && !r.empty(at)) // "This £9 million will pay for 40 boats"
	case s.kind == summary && passive:
		if r.quote != nil {
			return when(at, (things.Has(s.head) || subjects.Has(s.head)) && v.class == firm && !r.names.personal && r.checkable(at) && !r.vague(at)) // "This lock will be rebuilt"
		}
		return when(at, (v.class == firm && r.checkable(at) || (s.head != "" || r.norm(at+1) == "into" || r.norm(at+1) == "through") && r.done(at)))
	case s.kind == summary && r.letsMany(s, at):
		return at
	case s.kind == summary:
		return when(at, r.last != nil && r.inBlock-r.lastBlock <= 1 && (r.norm(at) == "include" || r.quote == nil && (r.amounts(at) || r.sees(at) > 0)))
	case passive:
		return when(at, v.class != soft && r.checkable(at) || r.plain(at) || r.done(at) || r.helpedBy(at) || r.quote == nil && !r.names.personal && r.backed(at) || v.class == soft && r.quote == nil && r.numbered(s.start-3, at) && r.due(at, onrecord.StrengthWill) != nil)
	case r.norm(at) == "be":
		return r.being(s, at)
	case v.base == "need" && r.norm(at+1) != "to" && r.norm(r.s.First) == "from":
		return when(at, r.quote == nil && !s.first && r.due(at, onrecord.StrengthInForce) != nil)
	case (v.base == "have" || v.base == "need") && r.norm(at+1) == "to" && r.norm(at-1) == "now":
		return when(at, r.quote == nil && !s.first && !r.names.personal && !r.empty(at+2)) // a rule that is new
	case (v.base == "have" || v.base == "need") && r.norm(at+1) == "to":
		return when(at, r.due(at, onrecord.StrengthInForce) != nil || r.quote == nil && (r.verb(at+2).class > dated && r.checkable(at+2) || r.verb(at+2).class == unknown && r.measured(at+2) && !s.first) || r.hasDuty(s, at))
	case v.base == "have" && r.perfect(at) && (s.first || s.own):
		done := r.adverbs(at + 1)
		return when(done, r.verb(done).class >= object && r.measured(done) && r.due(done, onrecord.StrengthWill) != nil)
	case r.gainsBy(s, at), r.turnsTo(s, at), r.letsMany(s, at), !s.first && s.kind != summary && r.keepsOn(at):
		return at
	case v.base == "have":
		return when(at, r.quote == nil && !r.empty(at) && !r.perfect(at) && (r.due(at, onrecord.StrengthWill) != nil || r.measured(at+1)) || s.own && r.quote == nil && r.norm(at+1) == "access" && r.norm(at+2) == "to" || s.kind == doer && r.within(at, 6, "power", "powers", "authority", "duty", "remit", "responsibility"))
	case v.base == "go" && s.kind == patient && (r.norm(at+1) == "to" || r.norm(at+1) == "towards" || r.norm(at+1) == "toward" || r.norm(at+1) == "through" || r.norm(at+1) == "via"):
		return when(at, r.quote == nil && (r.nameWithin(at+2, 6) || r.numbered(s.start-4, at) || r.isMoney(s) && !r.empty(at) || r.verb(at+2).gerund && r.verb(at+2).class == firm)) // "£2 million will go to"
	case v.base == "come" && r.norm(at+1) == "from" && (r.isMoney(s) || s.kind == patient && !hollows.Has(s.head) && r.numbered(s.start-4, at)):
		return when(at, r.quote == nil && !r.names.personal && !r.empty(at+1)) // "£2 million will come from partners"
	case v.base == "get" && s.kind == patient && (r.norm(at+1) == "under" && r.norm(at+2) == "way" || r.norm(at+1) == "underway"):
		return when(at, r.quote == nil)
	case v.base == "face":
		return when(at, r.quote == nil && !r.names.personal && r.penalty(at))
	case v.base == "go":
		return r.going(at)
	case r.sees(at) > 0:
		return when(r.sees(at), r.quote == nil && !s.first && s.kind != nobody)
	case r.takesIn(s, at), r.backs(s, at):
		return at
	case r.seesTo(s, at), s.kind != doer && r.purchases(s, at), r.offersRight(s, at), r.empowers(s, at), r.turnsInto(s, at):
		return at
	case s.kind == patient && (r.gainsShare(s, at) || r.grows(s, at)):
		return at
	case s.kind == effect:
		return when(at, r.enacts(at) || r.allows(at) || r.paysOut(at) || r.quote == nil && (r.plain(at) || happens.Has(v.base)) && r.due(at, onrecord.StrengthWill) != nil)
	case s.kind == patient && actNouns.Has(s.head) && r.quote == nil && !r.names.personal && v.class == firm && r.checkable(at) && !r.vague(at) && (!claims.Has(v.base) || isDeterminer(r.norm(at+1)) || r.measured(at+1)):
		return at // "The upgrade will remove the old pier": what an act of the public side does
	case s.kind == patient:
		// In a quotation a thing that "will open" is a forecast.
		if r.names.personal && r.due(at, onrecord.StrengthWill) == nil && r.verb(at).base != "receive" && !(r.isMoney(s) && r.verb(at).class == firm && r.checkable(at)) {
			return -1 // a member of an assembly tells of it
		}
		return when(at, r.quote == nil && (r.verb(at).base != "visit" || r.numbered(s.start-3, at)) && (r.backed(at) || happens.Has(v.base) && r.checkable(at) || r.plain(at) || r.counted(at) || r.placed(at) || v.class >= object && !claims.Has(v.base) && !publics.Has(s.head) && r.definite(at)))
	}
	if s.name != nil && s.name.Kind == onrecord.NameScheme && effects.Has(v.base) && !r.measured(at+1) && r.due(at, onrecord.StrengthWill) == nil {
		return -1 // "The Locks Fund will reduce floods" is an effect claimed
	}
	return r.doing(s, at)
}

// done reports whether the release itself says that a thing is to be done to
// its subject: "new stations will be built". What is protected, or made to
// feel something, can't be seen.
func (r *reader) done(at int) bool {
	v := r.verb(at)
	if v.base == "meet" && (r.norm(at+1) == "from" || r.norm(at+1) == "by") {
		return r.quote == nil // "the cost will be met from"
	}
	if r.quote == nil && v.class == soft {
		return r.addressed(at) || r.measured(at+1) && r.norm(at+1) == "with" || v.base == "support" && r.norm(at+1) == "by" && (r.norm(at+2) == "a" || r.norm(at+2) == "new") || (v.base == "determine" || v.base == "support" || v.base == "assist" || v.base == "help") && r.agent(at) != ""
	}
	if v.class == dated && r.quote == nil && (r.agent(at) != "" || v.base == "attend" && r.norm(at+1) == "by") {
		return true // "will be discussed by the Parks Board"
	}
	if v.class == unknown && r.unlistedParticiple(at) {
		return !r.empty(at)
	}
	return r.quote == nil && v.class == object && r.norm(at) != "left" && v.base != "protect" && v.base != "commit" && (r.norm(at+1) != "to" || !r.verb(at+2).plain || v.base == "cut" || v.base == "raise" || v.base == "increase") && !r.empty(at)
}

// when returns at where ok holds, -1 elsewhere.
func when(at int, ok bool) int {
	if ok {
		return at
	}
	return -1
}

// doing returns the verb that somebody who can act undertakes.
func (r *reader) doing(s subject, at int) int {
	v := r.verb(at)
	switch {
	case claims.Has(v.base) && comparatives.Has(r.norm(at+1)) && !r.measured(at+1) && !r.within(at, 3, "powers", "rights") && r.due(at, onrecord.StrengthWill) == nil:
		return -1 // "will provide better care"
	case v.base == "work" && r.norm(at+1) == "on" && r.quote == nil && !r.names.personal && !s.first:
		return when(at, r.hasThing(at+2) && !r.vague(at+1) && !r.empty(at+1))
	case v.base == "work":
		if n := r.norm(r.adverbs(at + 1)); n != "with" && n != "alongside" || s.first && !r.nameWithin(at, 8) {
			return -1
		}
		return at
	case r.checkable(at) || r.backed(at) || r.plain(at) || r.counted(at) || r.promised(s, at) || r.votes(s, at) || r.helps(at) || r.assists(at) || r.namesAct(at) || r.standsFor(at) || r.definite(at) || s.first && r.keepsInformed(at):
		return at
	case r.norm(r.s.Last-1) == ":" && !r.empty(at) && (v.class > soft || r.due(at, onrecord.StrengthWill) != nil):
		return at
	}
	return -1
}
