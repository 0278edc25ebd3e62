package commitment

import (
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// hearings are what a court holds on a day that it sets.
var hearings = tag.MustList(files, "words/hearing.txt")

// settling are words before the heads of settlements.
var settling = tag.MustList(files, "words/settling.txt")

// settlements are heads of what settles a case and binds its parties.
var settlements = tag.MustList(files, "words/settlement.txt")

// judge is the subject of the verb whose auxiliaries begin at token i, where that is a
// court or somebody who judges: "The court", "A judge in Marlow", "Judge Jane Doe".
func (r *reader) judge(i int) (s subject, ok bool) {
	s = r.subject(i)
	if s.start < 0 || s.first || s.kind == nobody || s.kind == summary {
		return s, false
	}
	if courts.Has(s.head) && s.name == nil {
		s.kind, s.actor = doer, r.phrase(r.wordOf(s)+1)
		return s, r.opensTold(s.start)
	}
	if courts.Has(s.head) {
		return s, r.opensTold(s.start)
	}
	if s.name == nil || !isPerson(s) {
		return s, false
	}
	for j := r.afterArticle(s.start) - 1; j < s.start+5; j++ {
		if j >= r.s.First && courts.Has(r.norm(j)) && r.d.Tokens[j].Shape >= text.Title {
			if s.name.Kind == onrecord.NameRole {
				s.actor = r.d.Words(r.afterArticle(s.start), r.endOfSubject(i))
			}
			return s, r.opensTold(j)
		}
	}
	return s, false
}

// wordOf is the token of the head of a subject that is a plain noun phrase.
func (r *reader) wordOf(s subject) int {
	at := s.start
	for r.norm(at) != s.head && at < r.s.Last {
		at++
	}
	return at
}

// opensTold reports whether a clause can start at token i, or before the capitals that
// stand right before it: a place in capitals, a judge's rank.
func (r *reader) opensTold(i int) bool {
	for i > r.s.First && !r.opens(i) {
		if t := &r.d.Tokens[i-1]; t.Shape < text.Title && t.Norm != "." {
			return false
		}
		i--
	}
	return true
}

// courtOrders is who orders by the "ordered" at token i, where a court or a judge does:
// "Judge Jane Doe also ordered the firm", "sentenced him to 9 years and ordered him".
func (r *reader) courtOrders(i int) (s subject, ok bool) {
	aux := r.auxiliary(i)
	if r.norm(i) != "ordered" || r.quote != nil || r.names.personal || r.longPast() || r.passiveAt(aux, i) {
		return s, false
	}
	if r.norm(aux-1) != "and" {
		s, ok = r.judge(aux)
		return s, ok && r.clause(i) == mainClause
	}
	for j := r.s.First + 1; j < aux-1; j++ {
		switch r.norm(j) {
		case "sentenced", "fined", "barred", "convicted", "ruled", "found", "imposed", "entered":
			if first := r.auxiliary(j); !r.passiveAt(first, j) {
				return r.judge(first)
			}
		}
	}
	return s, false
}

// barred reads "A court has barred the firm from selling boats": what a court forbids.
// The participle stands at i.
func (r *reader) barred(i int) *undertaking {
	aux := r.auxiliary(i)
	if r.quote != nil || r.names.personal || r.passiveAt(aux, i) || r.clause(i) != mainClause {
		return nil
	}
	for j := i + 2; j+1 < r.s.Last && j < i+60; j++ {
		if n := r.norm(j + 1); r.norm(j) == "from" && len(n) > 4 && strings.HasSuffix(n, "ing") {
			if s, ok := r.judge(aux); ok {
				return &undertaking{actor: s.actor, verb: i, strength: onrecord.StrengthInForce, rule: &ruleOrder}
			}
			return nil
		}
	}
	return nil
}

// awaits reads "He is awaiting sentencing on 4 May": the day that a court has set.
// "Awaiting" stands at i.
func (r *reader) awaits(i int) *undertaking {
	aux := r.auxiliary(i)
	if n := r.norm(aux); aux == i || n != "is" && n != "are" || r.quote != nil || r.clause(i) == subordinate || !hearings.Has(r.norm(i+1)) {
		return nil
	}
	k := r.dueDate(i, onrecord.StrengthWill)
	if k < 0 || r.dates[k].Start < int(r.d.Tokens[i].Start) || r.d.TokenAt(r.dates[k].Start) > i+5 {
		return nil
	}
	return &undertaking{actor: r.court(), verb: i, strength: onrecord.StrengthWill, rule: &ruleToBe}
}

// court is the one court that the release names, else "court": what is to be heard on a
// set day is heard by a court, whoever issued the release.
func (r *reader) court() string {
	if r.heardBy == "" {
		r.heardBy = r.findCourt()
	}
	return r.heardBy
}

// findCourt is court, looked for among all names.
func (r *reader) findCourt() string {
	found := ""
	for i := range r.names.placed {
		n := r.names.placed[i].name
		if n.Kind != onrecord.NameBody || !hasWords(n.Text, "Court") || hasWords(n.Text, "Supreme") || hasWords(n.Text, "Appeals") || n.Text == found {
			continue
		}
		if found != "" {
			return "court"
		}
		found = n.Text
	}
	if found == "" {
		return "court"
	}
	return found
}

// hears reports whether what is fixed by the participle at token at, of the subject s, is
// a hearing: "Sentencing is scheduled for", "is scheduled for trial on".
func (r *reader) hears(s subject, at int) bool {
	if hearings.Has(s.head) {
		return r.inCourt(s)
	}
	for j := at + 1; j < at+4; j++ {
		if hearings.Has(r.norm(j)) && (j == at+2 || isPossessive(r.norm(j-1)) || r.norm(j-1) == "a") {
			return r.norm(at+1) == "for"
		}
	}
	return false
}

// inCourt reports whether the hearing that the subject s names is held by
// a court: the hearing or the trial of something may be another.
func (r *reader) inCourt(s subject) bool {
	switch s.head {
	case "hearing":
		switch r.norm(r.wordOf(s) - 1) {
		case "sentencing", "plea", "bail", "detention", "court":
			return true
		}
		return false
	case "trial":
		if at := r.wordOf(s); r.norm(at+1) == "of" && r.ofThing(at+2) {
			return false
		}
		return r.names.ofCourt
	}
	return true
}

// ofThing reports whether the words from token i on name a thing, which is tried out and
// not tried: "the trial of the new ferry".
func (r *reader) ofThing(i int) bool {
	for k := i; k < min(i+5, r.s.Last) && r.d.Tokens[k].Kind == text.Word && r.verb(k).class == unknown; k++ {
		if things.Has(r.norm(k)) || subjects.Has(r.norm(k)) {
			return true
		}
	}
	return false
}

func isPossessive(w string) bool { return w == "his" || w == "her" || w == "their" || w == "its" }

// isTried reports whether the verb at token at is what only a court does to somebody.
func (r *reader) isTried(at int) bool {
	switch r.verb(at).base {
	case "sentence", "try", "arraign", "retry":
		return true
	}
	return false
}

// bindsParty reads "The settlement requires the firm to train its staff": whom what
// settles a case binds undertakes. The verb of requiring stands at i.
func (r *reader) bindsParty(i int) *undertaking {
	if r.quote != nil || r.verb(i).base != "require" {
		return nil
	}
	for j := i + 2; j+1 < r.s.Last && j < i+24; j++ {
		switch n := r.norm(j); n {
		case ",", ";", "which", "that", "who", "(":
			return nil
		case "to":
			at := r.adverbs(j + 1)
			if v := r.verb(at); !v.plain || v.class < object || r.empty(at) || r.vague(at) {
				return nil
			}
			first := r.afterArticle(i + 1)
			if r.d.Tokens[first].Shape < text.Title && first == i+1 {
				return nil // "requires approval to"
			}
			return &undertaking{actor: r.d.Words(first, j), verb: at, strength: onrecord.StrengthInForce, rule: &ruleSettlement}
		}
	}
	return nil
}

// settlementRequires reads bindsParty with the present tense of the verb at token i.
func (r *reader) settlementRequires(i int) *undertaking {
	s := r.subject(i)
	if r.norm(i) != "requires" || !r.settles(s) || !r.opens(s.start) || r.clause(i) != mainClause || r.within(s.start, i-s.start, "already", "existing", "previous", "earlier") {
		return nil
	}
	return r.bindsParty(i)
}

// settles reports whether the subject is what settles a case: "the consent decree", and
// "the agreement" that was told of, but not "the tenancy agreement".
func (r *reader) settles(s subject) bool {
	if !settlements.Has(s.head) {
		return false
	}
	for j := r.afterArticle(s.start); j < r.wordOf(s); j++ {
		if n := r.norm(j); n != "-" && !settlements.Has(n) && !settling.Has(n) {
			return false
		}
	}
	return true
}

// settlesFor reports whether the verb at token at is what somebody pays who settles a case:
// whoever has agreed to it is bound.
func (r *reader) settlesFor(at int) bool {
	switch r.verb(at).base {
	case "pay", "repay", "forfeit":
		return r.hasSum(at) && !r.names.personal
	}
	return false
}

// underTerms reports whether the sentence opens with what binds the parties to it: "Under
// the settlement, the companies will".
func (r *reader) underTerms() bool {
	if r.norm(r.s.First) != "under" {
		return false
	}
	for j := r.s.First + 1; j < r.s.First+9 && r.norm(j) != ","; j++ {
		if settlements.Has(r.norm(j)) {
			return true
		}
	}
	return false
}
