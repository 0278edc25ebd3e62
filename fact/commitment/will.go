package commitment

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// will reads "X will V" and "X will be Ved" with the modal at i.
func (r *reader) will(i int) *undertaking {
	if r.norm(i-1) == "free" || r.norm(i-1) == "the" || r.norm(i-1) == "of" || r.norm(i-1) == "political" {
		return nil // the noun
	}
	switch r.norm(i + 1) {
	case "normally", "usually", "generally", "typically", "often", "sometimes":
		return r.refuse(&ruleHabit, i+1)
	}
	at, passive := r.mainVerb(i + 1)
	switch r.clause(i) {
	case subordinate:
		return r.refuse(&ruleDepends, i)
	case relative:
		if r.quote == nil && (r.norm(i-2) == "," || at >= 0 && r.ofMoney(i, at, passive)) {
			break // ", which will": a statement of its own
		}
		if at < 0 || r.quote != nil || !r.datedRelative(at, passive) {
			return r.refuse(&ruleDescribes, i)
		}
	}
	if r.norm(r.s.First) == "if" && !r.ifPassed() {
		return r.refuse(&ruleDepends, i) // a condition comes first
	}
	subject := r.subject(i)
	if subject.kind != doer && r.norm(i-1) == "and" {
		if s := r.shared(i); s.kind == doer || subject.kind == nobody || r.within(r.s.First-1, i-r.s.First, "you") {
			subject = s
		}
	}
	if subject.kind == nobody && subject.start < 0 && passive && r.quote == nil && !r.personBefore(i) {
		subject = r.unread() // too long a noun phrase to find its head
	}
	if r.endsOpen(i) && subject.kind != nobody && !subject.first {
		verb := r.s.Last - 1
		if r.lists(verb - 1) {
			verb--
		}
		return &undertaking{actor: r.countrys(subject), verb: verb, strength: onrecord.StrengthWill}
	}
	if subject.kind == nobody || r.quote != nil && subject.kind == doer && !subject.first && !subject.own {
		return r.refuse(&ruleNoActor, i)
	}
	if at < 0 {
		return r.refuse(&ruleUnseen, i)
	}
	return r.willDo(subject, i, at, passive)
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
		verb, rule = r.coordinated(s, at), &ruleCoordinated
	}
	if verb < 0 {
		if r.verb(at).class == soft {
			return r.refuse(&ruleMood, i)
		}
		return r.refuse(&ruleUnseen, i)
	}
	return &undertaking{actor: r.willing(s, verb, passive), verb: verb, strength: onrecord.StrengthWill, rule: rule}
}

// ofMoney reports whether the relative clause of the modal at i says what a sum
// or a grant is for: "£2 million that will be used to dredge the lake".
func (r *reader) ofMoney(i, at int, passive bool) bool {
	if r.longPast() {
		return false
	}
	switch v := r.verb(at); v.base {
	case "use", "spend", "invest", "distribute", "allocate", "share", "award":
		if !passive {
			return false
		}
	case "go", "fund", "pay", "buy":
	default:
		return false
	}
	for j := i - 2; j >= r.s.First && j > i-12; j-- {
		switch n := r.norm(j); {
		case isCurrency(n), n == "funding", n == "money", n == "grant", n == "grants":
			return true
		case n == ",", n == "who", n == "which":
			return false
		}
	}
	return false
}

// unread is the subject of a passive whose noun phrase was not understood: what
// is done to it is done by the release's side all the same.
func (r *reader) unread() subject {
	return subject{kind: patient, actor: r.answering(), start: r.s.First}
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
	case "open", "launch", "begin", "start", "close":
		return r.dateFollows(at)
	case "take", "come":
		return r.within(at, 2, "effect", "place", "force") && r.dateFollows(at)
	}
	return passive && v.class == firm
}

// shared is the subject that "and will" at token i takes over from the verb
// before: "Work on the bridge is on time and will finish by June".
func (r *reader) shared(i int) subject {
	for j := r.s.First + 1; j < i-1; j++ {
		if n := r.norm(j); n == "is" || n == "are" || n == "has" || n == "have" || r.verb(j).third && r.opens(r.subject(j).start) {
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
	for j := r.s.First + 1; j < r.s.Last && r.norm(j) != ","; j++ {
		switch r.norm(j) {
		case "passed", "passes", "law", "enacted":
			return r.quote == nil
		}
	}
	return false
}

// willing is who undertakes what "will" says of the subject.
func (r *reader) willing(s subject, verb int, passive bool) string {
	switch {
	case s.kind == summary && !passive && r.last != nil && s.head != "there":
		return r.last.actor
	case s.kind == summary:
		return r.side()
	case r.verb(verb).base == "have" && r.within(verb, 3, "power", "powers", "authority"):
		return r.answering() // who is to have a power is given it
	case passive && r.verb(verb).base == "join" && s.kind == doer:
		return s.actor // who comes along acts with the subject
	case passive && r.verb(verb).base == "join" && r.last != nil:
		return r.last.actor
	case passive:
		if by := r.agent(verb); by != "" {
			return by
		}
	case s.kind == doer && !s.first && !s.own && (r.receives(s, verb) || s.name != nil && s.name.Kind == onrecord.NameScheme && s.actor == s.name.Text):
		return r.side() // a scheme is run by somebody
	}
	if s.kind == patient {
		if s.name != nil && s.name.Kind == onrecord.NameDocument && !passive && r.studies(verb) {
			return s.name.Text
		}
		if s.name != nil && s.name.Kind == onrecord.NamePlace && !passive && r.verb(verb).class == firm && r.quote == nil {
			return s.name.Text // "Wales will host": the country's own side
		}
		return r.speaker(s, passive)
	}
	if by := r.countrys(s); by != s.actor {
		return by
	}
	return r.actorOf(s, passive)
}

// countrys is the subject's actor, and for a country the post that announces
// in the sentence what the country will do.
func (r *reader) countrys(s subject) string {
	if s.name != nil && s.name.Kind == onrecord.NamePlace {
		if by := r.reportingPost(s.start); by != "" {
			return by
		}
	}
	return s.actor
}

// studies reports whether the verb is what an inquiry does under its own name.
func (r *reader) studies(verb int) bool {
	switch r.verb(verb).base {
	case "report", "look", "consider", "examine", "investigate", "recommend", "assess":
		return true
	}
	return false
}

// speaker is who undertakes what becomes of a thing: who speaks in a
// quotation, or the post that announces it in the sentence, else as actorOf
// says.
func (r *reader) speaker(s subject, passive bool) string {
	if r.quote != nil {
		return r.firstPerson()
	}
	if by := r.reportingPost(s.start); by != "" {
		return by
	}
	return r.actorOf(s, passive)
}

// reportingPost is the post that, before token end, announces what stands
// after its "that"; "" where none does.
func (r *reader) reportingPost(end int) string {
	for i := r.s.First + 1; i < end; i++ {
		if r.norm(i+1) != "that" && i+1 != end || !reports.Has(r.norm(i)) {
			continue
		}
		for k := i; k > r.s.First && k > i-12; k-- {
			if n, first := r.names.ending(k); n != nil && n.Kind == onrecord.NameRole && first >= r.s.First {
				return n.Text
			}
			if r.norm(k-1) == "," || r.norm(k-1) == "that" {
				break
			}
		}
		if s := r.subject(r.auxiliary(i)); s.kind == doer && s.name != nil && r.reportsAct(i) {
			return inPost(s)
		}
	}
	return ""
}

// reportsAct reports whether the verb of announcing at token i makes who
// announces the one who acts: what is only said may be another's act.
func (r *reader) reportsAct(i int) bool {
	switch r.norm(i) {
	case "announced", "announces", "announce", "confirmed", "confirms", "decided", "agreed":
		return true
	}
	return false
}

// agent returns who "by" after the passive verb says will do it: a body, a post
// or the release's own side; "" where none is named.
func (r *reader) agent(verb int) string {
	for j := verb + 1; j+1 < r.s.Last && j < verb+8; j++ {
		switch n := r.norm(j); {
		case n == "which" || n == "that" || n == "," || n == "and":
			return ""
		case n != "by":
			continue
		}
		for k := j + 1; k < j+10 && k <= r.s.Last; k++ {
			n, first := r.names.ending(k)
			if n == nil || first > j+2 {
				continue
			}
			if n.Kind == onrecord.NameBody || n.Kind == onrecord.NameRole {
				return n.Text
			}
		}
		at := j + 1
		if r.norm(at) == "the" {
			at++
		}
		if actors.Has(r.norm(at)) {
			if value, ok := issuers.Lookup(r.norm(at)); ok && value == "" && r.norm(j+1) == "the" && r.issuedBy(r.norm(at)) {
				return r.issuer()
			}
			return r.d.Words(at, at+1)
		}
		return ""
	}
	return ""
}

// receives reports whether the verb makes its subject the one that something
// is given to, or tells what becomes of a scheme: the release's side acts.
func (r *reader) receives(s subject, verb int) bool {
	switch r.verb(verb).base {
	case "receive", "get", "share", "benefit", "cost", "be":
		return true
	case "have":
		return r.measured(verb + 1)
	case "open", "close", "run", "begin", "start", "end", "continue", "apply", "last", "launch":
		return s.name != nil && s.name.Kind == onrecord.NameScheme
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
	case s.kind == summary && passive:
		return when(at, r.quote == nil && (v.class == firm && r.checkable(at) || s.head != "" && r.done(at)))
	case s.kind == summary:
		return when(at, r.last != nil && r.inBlock-r.lastBlock <= 1 && (r.norm(at) == "include" || r.quote == nil && r.amounts(at)))
	case passive:
		return when(at, v.class != soft && r.checkable(at) || r.plain(at) || r.done(at))
	case r.norm(at) == "be":
		return r.being(s, at)
	case (v.base == "have" || v.base == "need") && r.norm(at+1) == "to":
		return when(at, r.due(at, onrecord.StrengthInForce) != nil || r.quote == nil && r.verb(at+2).class > dated && r.checkable(at+2))
	case v.base == "have" && r.perfect(at) && (s.first || s.own):
		done := r.adverbs(at + 1)
		return when(done, r.verb(done).class >= object && r.measured(done) && r.due(done, onrecord.StrengthWill) != nil)
	case v.base == "have":
		return when(at, r.quote == nil && !r.empty(at) && !r.perfect(at) && (r.due(at, onrecord.StrengthWill) != nil || r.measured(at+1)) || s.own && r.quote == nil && r.norm(at+1) == "access" && r.norm(at+2) == "to" || s.kind == doer && r.within(at, 6, "power", "powers", "authority", "duty", "remit", "responsibility"))
	case v.base == "go" && s.kind == patient && (r.norm(at+1) == "to" || r.norm(at+1) == "towards"):
		return when(at, r.quote == nil && r.nameWithin(at+2, 6)) // "£2 million will go to"
	case v.base == "go":
		return r.going(at)
	case r.sees(at) > 0:
		return when(r.sees(at), r.quote == nil && !s.first && s.kind != nobody)
	case s.kind != doer && r.purchases(s, at):
		return at
	case s.kind == effect:
		return when(at, r.enacts(at) || r.allows(at) || r.quote == nil && (r.plain(at) || happens.Has(v.base)) && r.due(at, onrecord.StrengthWill) != nil)
	case s.kind == patient:
		// In a quotation a thing that "will open" is a forecast.
		if r.names.personal && r.due(at, onrecord.StrengthWill) == nil && r.verb(at).base != "receive" {
			return -1 // a member of an assembly tells of it
		}
		return when(at, r.quote == nil && r.verb(at).base != "visit" && (r.backed(at) || happens.Has(v.base) && r.checkable(at) || r.plain(at) || r.counted(at) || r.placed(at)))
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
		return r.addressed(at) || r.measured(at+1) && r.norm(at+1) == "with" || v.base == "support" && r.norm(at+1) == "by" && (r.norm(at+2) == "a" || r.norm(at+2) == "new") || v.base == "determine" && r.agent(at) != ""
	}
	if v.class == unknown && r.unlistedParticiple(at) {
		return !r.empty(at) && (r.norm(at+1) != "to" || !r.verb(at+2).plain)
	}
	return r.quote == nil && v.class == object && r.norm(at) != "left" && v.base != "protect" && v.base != "commit" && (r.norm(at+1) != "to" || !r.verb(at+2).plain) && !r.empty(at)
}

// addressed reports whether the passive verb at token at tells whom the
// release's side will ask something of: "will be encouraged to apply".
func (r *reader) addressed(at int) bool {
	switch r.verb(at).base {
	case "ask", "encourage", "urge", "invite", "expect":
		return r.norm(at+1) == "to" && r.norm(at+2) != "be" && !isDeterminer(r.norm(at+2))
	}
	return false
}

// amounts reports whether the verb at token at only says of what was undertaken
// before how much it is: "This will involve a further £3 million".
func (r *reader) amounts(at int) bool {
	switch r.norm(at) {
	case "involve", "amount", "total", "comprise", "bring", "take", "rise", "fall", "increase", "apply":
		return r.measured(at + 1)
	case "give", "provide", "fund", "pay":
		return r.hasSum(r.s.First) && r.hasThing(at+1)
	}
	return false
}

// hasSum reports whether a sum of money stands in the sentence from token i on.
func (r *reader) hasSum(i int) bool {
	for ; i < r.s.Last; i++ {
		if isCurrency(r.d.Tokens[i].Norm) {
			return true
		}
	}
	return false
}

// when returns at where ok holds, -1 elsewhere.
func when(at int, ok bool) int {
	if ok {
		return at
	}
	return -1
}

// coordinated returns a further verb of the same "will" that can be checked:
// "will make it easier to buy, and extend leases to 990 years"; -1 where none
// stands near.
func (r *reader) coordinated(s subject, at int) int {
	for j := at + 1; j+1 < r.s.Last && j < at+30; j++ {
		switch n := r.norm(j); {
		case n == ";" || n == ":" || n == "–" || r.d.Tokens[j].Has(tag.Modal) || n == "which" || n == "who" || n == "that" || n == "to" && r.verb(at).class == unknown:
			return -1
		case n != "and" && n != ",":
			continue
		}
		v := r.verb(j + 1)
		if !v.plain || v.class < object || r.verb(at).base == "work" {
			continue
		}
		if s.kind == effect && (r.hasAmount(j+2) || v.class == firm) && r.enacts(j+1) || s.kind == effect && v.base == "increase" && r.hasAmount(j+2) {
			return j + 1
		}
		if s.kind == doer && v.class == firm && r.objectFollows(j+2) && r.checkable(j+1) && !r.infinitiveBefore(r.continued(at), j) {
			return j + 1
		}
	}
	return -1
}

// continued steps over "continue to": what "and" goes on with is then a verb
// of the same "will" all the same.
func (r *reader) continued(at int) int {
	if r.norm(at) == "continue" && r.norm(at+1) == "to" {
		return at + 1
	}
	return at
}

// objectFollows reports whether token i can start an object: "award the", but
// not the noun in "awards and award ceremonies".
func (r *reader) objectFollows(i int) bool {
	n := r.norm(i)
	return n == "new" || isDeterminer(n) && n != "'s" && n != "'" || r.hasAmount(i) && r.d.Tokens[i].Kind != text.Word
}

// infinitiveBefore reports whether "to" and a verb stand between the tokens:
// what follows "and" could go on with that verb.
func (r *reader) infinitiveBefore(from, to int) bool {
	for j := from + 1; j < to; j++ {
		if r.norm(j) == "to" && r.verb(j+1).plain {
			return true
		}
	}
	return false
}

// enacts reports whether what the verb says of a law is a rule of it: an
// offence, a power, a ban. Comparatives alone ("tougher powers") are praise.
func (r *reader) enacts(at int) bool {
	switch r.verb(at).base {
	case "allow":
		return r.within(at, 12, "checks", "officers", "police", "courts", "ministers", "councils", "authorities")
	case "give", "grant", "hand", "create", "introduce", "modernise", "modernize", "require", "ban", "abolish", "make", "replace", "extend", "criminalise", "prohibit", "outlaw", "establish", "repeal", "end", "double", "set", "impose", "bring", "remove", "scrap", "cap", "limit", "restrict", "lower":
		return r.checkable(at) && !r.vague(at)
	}
	return false
}

// allows reports whether a law "will allow" somebody to do it: a right given,
// by itself something to be checked.
func (r *reader) allows(at int) bool {
	switch r.verb(at).base {
	case "allow", "enable", "permit", "oblige", "compel":
	default:
		return false
	}
	for j := at + 2; j < at+12 && j < r.s.Last; j++ {
		switch r.norm(j) {
		case "to":
			return r.quote == nil && r.norm(j+1) != "be" && !r.empty(j+1) && !r.vague(j+1)
		case ",", "which", "that", "who":
			return false
		}
	}
	return false
}

// sees returns the verb of "will see ministers lift the ban": what is to be done
// by whom or to what; 0 where the verb at token at sees nothing of the kind.
func (r *reader) sees(at int) int {
	if r.verb(at).base != "see" || !r.verb(at).plain || r.norm(at+1) == "that" {
		return 0
	}
	for j := at + 2; j < at+12 && j < r.s.Last; j++ {
		switch v := r.verb(j); {
		case r.norm(j) == "," || r.norm(j) == "who" || r.norm(j) == "which" || r.norm(j) == "that":
			return 0
		case (v.plain || v.participle) && v.class == firm && !isDeterminer(r.norm(j-1)) && r.objectFollows(j+1) && r.checkable(j):
			return j
		case v.participle && v.class >= object && !isDeterminer(r.norm(j-1)) && (isPreposition(r.norm(j+1)) || j+2 == r.s.Last || v.base == "give" && r.objectFollows(j+1)):
			return j
		}
	}
	return 0
}

// purchases reports whether money, or what is paid for by it, "will help" or
// "support" somebody to do something: the use that it is put to.
func (r *reader) purchases(s subject, at int) bool {
	if r.quote != nil || r.names.personal || r.longPast() {
		return false
	}
	switch s.head {
	case "funding", "fund", "funds", "grant", "grants", "money", "cash", "investment", "loan", "loans":
	case "pilot", "pilots", "programme", "scheme", "schemes", "package", "projects", "places", "officers", "centres":
		if !r.numbered(s.start, at) {
			return false
		}
	default:
		return false
	}
	switch r.verb(at).base {
	case "help", "support", "allow", "enable", "assist":
	case "give":
		return r.objectFollows(at+1) || r.hasThing(at+1)
	default:
		return false
	}
	for j := at + 1; j < at+12 && j < r.s.Last; j++ {
		v := r.verb(j)
		if (v.plain || r.norm(j-1) == "to") && j > at+1 && v.class >= object {
			return true
		}
	}
	return r.numberFollows(at)
}

// numbered reports whether a number stands among the tokens [from, to).
func (r *reader) numbered(from, to int) bool {
	for j := max(from, r.s.First); j < to; j++ {
		t := &r.d.Tokens[j]
		if t.Kind == text.Number || t.Has(tag.NumberWord|tag.Scale) && t.Norm != "one" {
			return !r.inDate(int(t.Start))
		}
	}
	return false
}

// vague reports whether a comparative stands in the verb's object.
func (r *reader) vague(at int) bool {
	for j := at + 1; j < at+7 && j < r.s.Last; j++ {
		if comparatives.Has(r.norm(j)) {
			return true
		}
	}
	return false
}

// helps reports whether the release says of somebody who can act how many will
// be helped: "Britain will help 200,000 people". Of a law or a fund the same
// would be an effect claimed.
func (r *reader) helps(at int) bool {
	switch r.verb(at).base {
	case "help", "support", "assist", "save", "train":
		return r.quote == nil && !r.names.personal && r.numberFollows(at)
	}
	return false
}

// namesAct reports whether a verb that no list knows has an object of its own
// with a thing that can be checked: "will spearhead a review of the locks".
func (r *reader) namesAct(at int) bool {
	t := &r.d.Tokens[at]
	return r.quote == nil && !r.names.personal && r.verb(at).class == unknown && t.Kind == text.Word && t.Shape == text.Lower && !t.Has(tag.Function) && r.objectFollows(at+1) && r.hasThing(at+1) && !r.empty(at) && !r.vague(at)
}

// doing returns the verb that somebody who can act undertakes.
func (r *reader) doing(s subject, at int) int {
	v := r.verb(at)
	switch {
	case v.base == "work":
		if n := r.norm(r.adverbs(at + 1)); n != "with" && n != "alongside" || s.first && !r.nameWithin(at, 8) {
			return -1
		}
		return at
	case r.checkable(at) || r.backed(at) || r.plain(at) || r.counted(at) || r.promised(s, at) || r.helps(at) || r.namesAct(at):
		return at
	case r.norm(r.s.Last-1) == ":" && !r.empty(at) && (v.class > soft || r.due(at, onrecord.StrengthWill) != nil):
		return at
	}
	return -1
}
