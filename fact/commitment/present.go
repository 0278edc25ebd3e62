package commitment

import (
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// progressive reads "we are setting up" and "the government is doubling": what
// is under way and can be checked later. Only the speaker's own side counts.
func (r *reader) progressive(i int) *undertaking {
	if u := r.stated(i); u != nil {
		return u
	}
	at := r.adverbs(i + 1)
	if r.norm(at) == "going" && r.norm(at+1) == "to" {
		return r.goingTo(i, at+2)
	}
	if r.norm(at) == "going" && r.norm(at+1) == "further" && r.norm(at+2) == "to" {
		return r.goingTo(i, at+3)
	}
	v := r.verb(at)
	if r.norm(at) == "taking" && r.norm(at+1) == "place" {
		u := r.scheduled(i)
		if u != nil {
			u.rule = &ruleTimetable
		}
		return u
	}
	if r.norm(at) == "being" {
		return r.beingDone(i, r.adverbs(at+1))
	}
	if r.clause(i) != mainClause {
		return nil
	}
	if u := r.scheduledFor(i, at); u != nil {
		return u
	}
	if u := r.fixedDay(i); u != nil {
		return u
	}
	if r.norm(at) == "effective" {
		return r.effectiveFrom(i, at)
	}
	if r.norm(at) == "open" {
		return r.openUntil(i, at)
	}
	if r.norm(at) == "available" {
		return r.availableFrom(i, at)
	}
	if u := r.paying(i, at); u != nil {
		return u
	}
	if u := r.announcing(i, at); u != nil {
		return u
	}
	if u := r.directing(i, at); u != nil {
		return u
	}
	if v.gerund && v.class == dated && r.leavesOn(i, at) {
		return &undertaking{actor: r.subject(i).actor, verb: at, strength: onrecord.StrengthWill}
	}
	if !v.gerund || v.class < object {
		return nil
	}
	if v.base == "write" && (r.norm(at+1) == "to" && r.d.Tokens[at+2].Shape == text.Lower && !r.writtenTo(at+2) || r.norm(at+2) == "you") || v.base == "work" && r.quote != nil || r.norm(i+1) == "currently" || v.base == "hold" && r.within(at, 2, "talks", "discussions", "conversations", "negotiations") {
		return nil // how things are today
	}
	subject := r.subject(i)
	if r.norm(i-1) == "and" {
		if s := r.shared(i); s.kind == doer || subject.kind == nobody {
			subject = s
		}
	}
	told := reports.Has(r.norm(subject.start - 1)) // "announced the agency is waiving"
	if subject.kind != doer || !r.opens(subject.start) && !told || !r.checkable(at) || r.vague(at) {
		return nil
	}
	kind, listed := progressives.Lookup(v.base)
	if kind == "measured" {
		if !r.measured(at+1) || r.names.personal {
			return nil // "is spending more than ever"; a member complains of it
		}
		kind = "anyone"
	}
	if told && listed || r.quote == nil && r.due(at, onrecord.StrengthWill) != nil && r.dateFollows(at) {
		kind = "anyone" // "The agency is leading a trade mission in May"
	}
	if subject.name != nil && subject.name.Kind == onrecord.NameRole && listed && r.quote == nil && isOfficial(subject.actor) {
		kind, subject.own = "anyone", true
	}
	if (v.base == "host" || v.base == "hold" || v.base == "conduct") && !subject.first && !subject.own && r.due(at, onrecord.StrengthWill) == nil {
		return nil // what goes on on the day
	}
	if !subject.first && !subject.own && (kind != "anyone" || r.quote != nil || subject.name == nil || subject.name.Kind != onrecord.NameBody && subject.name.Kind != onrecord.NamePlace) {
		return nil
	}
	if !listed && r.due(at, onrecord.StrengthWill) == nil {
		return nil // what goes on today
	}
	return &undertaking{actor: subject.actor, verb: at, strength: onrecord.StrengthWill}
}

// leavesOn reports whether a state or a body, or the speaker's own side, is said to go or come on
// a day that lies ahead: "Corvane is leaving the union at the end of the year". "Is" stands at i, the verb at token at.
func (r *reader) leavesOn(i, at int) bool {
	switch r.verb(at).base {
	case "leave", "return", "visit", "travel", "attend", "retire", "arrive":
	default:
		return false
	}
	if r.names.personal || !r.dateFollows(at) {
		return false
	}
	d, s := r.due(at, onrecord.StrengthWill), r.subject(i)
	return d != nil && (d.From.IsZero() || d.From.After(r.d.Release.IssuedOn)) && s.kind == doer && (r.quote == nil && !s.first || r.quote != nil && (s.first || s.own)) && r.opens(s.start)
}

// announcing reads "I am announcing a new scheme": an act that is announced by these
// words. "Am" or "is" stands at i, the verb at token at.
func (r *reader) announcing(i, at int) *undertaking {
	if n := r.norm(at); n != "announcing" && n != "launching" && n != "unveiling" || !r.newAct(at+1) {
		return nil
	}
	s := r.subject(i)
	if s.kind != doer || !s.first && !s.own || !r.opens(s.start) {
		return nil
	}
	return &undertaking{actor: s.actor, verb: at, strength: onrecord.StrengthPledge, rule: &ruleAnnounced}
}

// writtenTo reports whether token i can start who is written to: "to all owners",
// "to the board". Anything else after "to" says what for: "writing to ask".
func (r *reader) writtenTo(i int) bool {
	n := r.norm(i)
	return isDeterminer(n) || n == "all" || n == "every" || n == "each" || n == "both" || actors.Has(n) || publics.Has(n) || r.verb(i).class == unknown && strings.HasSuffix(n, "s")
}

// scheduledFor reads "The hearing is scheduled for 4 March": a day right after the
// participle at token at, with "is" at i.
func (r *reader) scheduledFor(i, at int) *undertaking {
	switch r.norm(at) {
	case "scheduled", "planned", "slated", "set", "due", "timetabled":
	case "expected":
		if s := r.subject(i); !outcomes.Has(s.head) || r.names.personal || s.start >= 0 && r.within(s.start, i-s.start-1, "by") {
			return nil // a forecast, or another's
		}
	default:
		return nil
	}
	if n := r.norm(at + 1); n != "for" && n != "on" && n != "in" && n != "by" && r.dateAt(min(at+1, r.s.Last-1)) < 0 || r.quote != nil {
		return nil
	}
	s := r.subject(i)
	hearing, reach := r.hears(s, at), at+3
	if hearing {
		reach = at + 6
	}
	k := r.dueDate(at, onrecord.StrengthWill)
	if k < 0 || r.d.TokenAt(r.dates[k].Start) > reach || r.d.TokenAt(r.dates[k].Start) < at {
		return nil
	}
	if s.kind != doer && s.kind != patient && !hearing || s.first || !r.opens(s.start) && !(hearing && r.norm(i-1) == "which") {
		return nil
	}
	actor := r.actorOf(s, true)
	if hearing {
		actor = r.court()
	}
	return &undertaking{actor: actor, verb: at, strength: onrecord.StrengthWill, rule: &ruleToBe}
}

// paying reads "We are standing up a £3 million package": whatever the verb in
// -ing at token at, its object is money that the speaker's own side gives.
func (r *reader) paying(i, at int) *undertaking {
	if n := r.norm(at); len(n) < 6 || !strings.HasSuffix(n, "ing") || r.longPast() {
		return nil
	}
	switch r.verb(at).base {
	case "seek", "see", "save", "lose", "spend", "ask", "cost", "raise", "face", "consider", "propose", "request", "demand", "urge", "negotiate", "claim", "owe":
		return nil
	}
	first := at + 1
	if sum := r.throughSum(at); sum > 0 {
		first = sum
	}
	for j := first; j < first+5; j++ {
		switch n := r.norm(j); {
		case isCurrency(n):
			s := r.subject(i)
			if s.kind != doer || !s.first && !s.own && (r.quote != nil || s.name == nil && r.names.personal || s.name != nil && s.name.Kind != onrecord.NameBody) || !r.opens(s.start) || !r.forMoney(j) {
				return nil
			}
			return &undertaking{actor: s.actor, verb: at, strength: onrecord.StrengthWill, rule: &ruleSum}
		case n == "to" && r.norm(j-1) == "up", n == "more", n == "than", n == "nearly", n == "almost", n == "about", n == "around", n == "some":
		case n == "up", n == "out", n == "a", n == "an", n == "another", n == "further", n == "new", n == "over", n == "the", n == "additional":
		default:
			return nil
		}
	}
	return nil
}

// throughSum returns the token of the sum by which the verb at token at supports
// something: "is supporting the museum through an investment of $9,000"; 0 where
// there is none.
func (r *reader) throughSum(at int) int {
	switch r.verb(at).base {
	case "support", "back", "fund", "help", "assist":
	default:
		return 0
	}
	for j := at + 2; j < at+16; j++ {
		if n := r.norm(j); n != "through" && n != "with" {
			continue
		}
		for k := j + 1; k < j+8; k++ {
			if isCurrency(r.norm(k)) {
				return k
			}
		}
	}
	return 0
}

// beingDone reads "A new pier is being built" and "The findings are being
// accepted today": what the release itself says is under way or done by it, with the participle at token at.
func (r *reader) beingDone(i, at int) *undertaking {
	v := r.verb(at)
	if r.norm(at) == "made" && r.norm(at+1) == "available" && r.quote == nil && r.clause(i) == mainClause {
		if s := r.subject(i); s.kind == patient && r.opens(s.start) {
			return &undertaking{actor: r.actorOf(s, true), verb: at, strength: onrecord.StrengthWill}
		}
	}
	if r.quote != nil || !v.participle || !progressives.Has(v.base) && (v.class != firm || r.due(at, onrecord.StrengthWill) == nil) && (v.class < object || !r.within(at, 5, "today")) || r.clause(i) != mainClause || r.norm(at+1) == "to" || r.empty(at) {
		return nil
	}
	s := r.subject(i)
	if s.kind != patient && s.kind != effect || !r.opens(s.start) || r.names.personal && !r.isMoney(s) {
		return nil
	}
	actor := r.agent(at)
	if v.base == "work" || actor == "" && r.within(at, 3, "by") || v.base == "hold" && r.due(at, onrecord.StrengthWill) == nil {
		return nil // an outsider does it, or it goes on today
	}
	if actor == "" {
		actor = r.actorOf(s, true)
	}
	return &undertaking{actor: actor, verb: at, strength: onrecord.StrengthWill}
}

// goingTo reads "we are going to publish"; the verb stands at token at.
func (r *reader) goingTo(i, at int) *undertaking {
	subject := r.subject(i)
	if !subject.first && !subject.own || r.clause(i) != mainClause || r.verb(at).class < object || r.verb(at).class < firm && r.names.personal || !r.checkable(at) || r.vague(at) {
		return nil
	}
	return &undertaking{actor: subject.actor, verb: at, strength: onrecord.StrengthWill}
}

// inForce reads "comes into force", "takes effect".
func (r *reader) inForce(i int) *undertaking {
	end := i + 1
	switch {
	case strings.HasPrefix(r.norm(i), "take"):
		if r.norm(end) != "effect" {
			return r.takesPlace(i)
		}
	case r.norm(end) != "into" || r.norm(end+1) != "force" && r.norm(end+1) != "effect":
		return nil
	}
	if p := r.norm(i - 1); p == "will" || p == "to" || p == "would" || p == "could" || p == "may" || p == "should" || r.quote != nil {
		return nil // the modal's own form decides
	}
	subject := r.subject(r.auxiliary(i))
	if subject.kind == nobody && subject.start < 0 || r.clause(i) == subordinate {
		return nil
	}
	if r.norm(i) == "came" && r.due(i, onrecord.StrengthInForce) == nil {
		return nil // long in force
	}
	return &undertaking{actor: r.lawgiver(), verb: i, strength: onrecord.StrengthInForce}
}

// takesPlace reads "The summit takes place on 4 June".
func (r *reader) takesPlace(i int) *undertaking {
	if r.norm(i) != "takes" || r.norm(i+1) != "place" {
		return nil
	}
	u := r.scheduled(i)
	if u != nil {
		u.rule = &ruleTimetable
	}
	return u
}

// scheduled reads the present tense of a timetable: "The consultation opens
// on 4 June". Only a date ahead makes it an undertaking.
func (r *reader) scheduled(i int) *undertaking {
	if before := &r.d.Tokens[max(i-1, r.s.First)]; before.Has(tag.Modal|tag.Function) && before.Norm != "which" {
		return nil
	}
	if n := r.norm(i); (n == "open" || n == "close") && !r.opensOn(i) {
		return nil // the adjective, or the bare verb
	}
	if r.quote != nil || r.norm(i+1) == "of" || r.due(i, onrecord.StrengthInForce) == nil || !r.dateFollows(i) {
		return nil
	}
	switch r.norm(i - 1) {
	case "normally", "usually", "generally", "typically", "often", "sometimes", "always", "traditionally":
		return nil
	}
	s := r.subject(i)
	if s.kind != doer && s.kind != patient || s.first || s.start < 0 {
		return nil
	}
	if s.kind == patient || s.kind == doer && !s.own && r.receives(s, i) {
		s.actor = r.side()
	}
	if !r.opens(s.start) && (r.norm(i-1) != "which" || r.norm(i-2) != ",") {
		return nil
	}
	return &undertaking{actor: s.actor, verb: i, strength: onrecord.StrengthWill}
}

// opensOn reports whether "open" or "close" at token i is the verb of a plural
// with its day after it: "Applications for the grant open on 3 May".
func (r *reader) opensOn(i int) bool {
	if n := r.norm(i - 1); isFinite(n) || r.verb(i-1).base == "remain" || r.verb(i-1).base == "stay" || !strings.HasSuffix(n, "s") && !isAdverb(n) && r.d.Tokens[i-1].Has(tag.Function) {
		return false
	}
	switch r.norm(i + 1) {
	case "on", "from", "in", "at", "today", "tomorrow", "next", "this":
		return true
	}
	return false
}

// opens reports whether a clause can start at token i: a noun right before it
// would make it a relative clause ("the steps the government is taking").
func (r *reader) opens(i int) bool {
	switch r.norm(i - 1) {
	case "", ",", ";", "when", "and", "but", "so", "why", "that", "as", "while", ":", "–", "—", "“", "\"", "‘", "'", "today", "year", "month", ")":
		return true
	}
	return r.dateOpens(i) // "From Monday it will"
}

// dateOpens reports whether a date from the sentence's first token on ends right
// before token i.
func (r *reader) dateOpens(i int) bool {
	if r.nextDate >= len(r.dates) || i <= r.s.First {
		return false
	}
	x := &r.dates[r.nextDate]
	return x.Start == int(r.d.Tokens[r.s.First].Start) && x.End > x.Start && r.d.TokenAt(x.End) == i
}

// dateFollows reports whether the due date stands in the verb's own clause:
// before it at the sentence's start, or within a dozen words after it.
func (r *reader) dateFollows(i int) bool {
	at := int(r.d.Tokens[i].Start)
	for k := r.nextDate; k < len(r.dates); k++ {
		x := &r.dates[k]
		if x.Start > int(r.d.Tokens[r.s.Last-1].End) {
			return false
		}
		if r.ahead(x, onrecord.StrengthInForce) && x.Start-at < 80 && at-x.End < 60 {
			return true
		}
	}
	return false
}

// includesSum reads "The package includes £2 million for wardens": money that
// is announced as part of a whole. The verb stands at i.
func (r *reader) includesSum(i int) *undertaking {
	at := i + 1
	for !isCurrency(r.norm(at)) {
		if at++; at > i+5 {
			return nil
		}
	}
	if r.quote != nil || r.names.personal || r.longPast() || r.clause(i) != mainClause || !r.forMoney(at) && r.due(i, onrecord.StrengthWill) == nil {
		return nil
	}
	s := r.subject(i)
	if packages.Has(s.head) && (r.opens(s.start) || r.d.Tokens[max(s.start-1, r.s.First)].Kind == text.Clitic && r.dateAt(max(s.start-2, r.s.First)) >= 0) {
		return &undertaking{actor: r.side(), verb: i, strength: onrecord.StrengthPledge, rule: &ruleSum}
	}
	return nil
}

// holdsAct reads "The measures include a new ban on fires": a new act that is named as
// part of what is announced. The verb stands at i.
func (r *reader) holdsAct(i int) *undertaking {
	if r.quote != nil || r.names.personal || r.longPast() || r.clause(i) != mainClause || !r.newAct(i+1) {
		return nil
	}
	s := r.subject(i)
	if s.head != "measures" && s.head != "reforms" && !packages.Has(s.head) || s.start > r.s.First+1 {
		return nil
	}
	return &undertaking{actor: r.side(), verb: i, strength: onrecord.StrengthPledge}
}

// including reads "This includes stronger powers to seize phones", which goes
// on with the undertaking before it.
func (r *reader) including(i int) *undertaking {
	if u := r.includesSum(i); u != nil {
		return u
	}
	if u := r.holdsAct(i); u != nil {
		return u
	}
	if r.last == nil || r.inBlock-r.lastBlock > 2 || i != r.s.First+1 || r.quote != nil {
		return nil
	}
	switch r.norm(r.s.First) {
	case "this", "these", "they":
	default:
		return nil
	}
	for j := i + 1; j < r.s.Last; j++ {
		if j > i+6 && r.norm(j-1) != "and" {
			continue
		}
		if v := r.verb(j); v.gerund && v.class == firm || r.norm(j) == "new" && things.Has(r.norm(j+1)) || j == i+1 && things.Has(r.norm(j)) {
			return &undertaking{actor: r.last.actor, verb: i + 1, strength: r.last.strength}
		}
	}
	return nil
}
