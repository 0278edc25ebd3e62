package commitment

import (
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
)

// acts are nouns of what a public body can newly set going.
var acts = tag.MustList(files, "words/act.txt")

// announced reads "The minister has announced a new inquiry" and "A review of
// the locks was announced today": what is announced on the day of issue is
// still to be done. The verb of announcing stands at i.
func (r *reader) announced(i int) *undertaking {
	if r.quote != nil || r.names.personal || r.longPast() || r.clause(i) != mainClause {
		return nil
	}
	if r.norm(i) == "launched" && r.within(i, 30, "will") {
		return nil // what it will do says more
	}
	aux := r.auxiliary(i)
	if r.passiveAt(aux, i) {
		return r.wasAnnounced(aux, i)
	}
	if aux == i && r.norm(i) != "approves" && r.norm(i) != "announces" && r.norm(i) != "unveils" && !(r.norm(i) == "approved" && !r.pastDay()) && !r.sameDay(i) {
		return nil // "In May the minister announced a review"
	}
	s := r.subject(aux)
	if s.kind != doer || s.first || !r.opens(s.start) || !r.publicPurse(s) && !isOfficial(inPost(s)) {
		return nil
	}
	if !r.newAct(i+1) && !r.approvedAct(i) {
		return nil
	}
	return &undertaking{actor: inPost(s), verb: i, strength: onrecord.StrengthPledge}
}

// passiveAt reports whether the auxiliaries from token aux to the participle at
// token i make a passive.
func (r *reader) passiveAt(aux, i int) bool {
	if n := r.norm(aux - 1); n == "was" || n == "were" {
		return true
	}
	for j := aux; j < i; j++ {
		if n := r.norm(j); n == "been" || n == "is" || n == "are" || n == "being" {
			return true
		}
	}
	return false
}

// wasAnnounced reads the passive, whose subject is the act.
func (r *reader) wasAnnounced(aux, i int) *undertaking {
	if n := r.norm(aux - 1); n == "was" || n == "were" {
		aux--
	}
	s := r.subject(aux)
	if s.kind == nobody || s.start < 0 || !acts.Has(s.head) && (!actNouns.Has(s.head) || !r.within(s.start, 3, "of")) || s.start > r.s.First+1 || !r.sameDay(i) {
		return nil
	}
	actor := r.agent(i)
	if actor == "" {
		actor = r.side()
	}
	return &undertaking{actor: actor, verb: s.start, strength: onrecord.StrengthPledge}
}

// sameDay reports whether the word at token i is said of the day of issue.
func (r *reader) sameDay(i int) bool {
	if r.within(i-6, 12, "today", "yesterday", "tonight") {
		return true
	}
	issued := r.d.Release.IssuedOn
	end := int(r.d.Tokens[r.s.Last-1].End)
	for k := r.nextDate; k < len(r.dates) && r.dates[k].Start < end; k++ {
		if x := &r.dates[k]; !issued.IsZero() && x.From == issued && x.To == issued {
			return true
		}
	}
	return false
}

// pastDay reports whether the sentence tells of a time that was over a week before
// the day of issue.
func (r *reader) pastDay() bool {
	issued, end := r.d.Release.IssuedOn, int(r.d.Tokens[r.s.Last-1].End)
	for k := r.nextDate; k < len(r.dates) && r.dates[k].Start < end; k++ {
		if x := &r.dates[k]; issued.IsZero() || !x.To.IsZero() && x.To.Before(issued.AddDays(-7)) {
			return true
		}
	}
	return false
}

// approvedAct reports whether the verb at token i approves what is to be done:
// "has approved the drafting of the bill", "approves the proposal for".
func (r *reader) approvedAct(i int) bool {
	if n := r.norm(i); n != "approved" && n != "approves" {
		return false
	}
	first := i + 2
	if n := r.norm(i + 1); n != "the" && n != "a" && n != "an" {
		if first = i + 1; !r.verb(first).gerund && !things.Has(n) && !acts.Has(n) && (!namesDoing(n) || r.norm(i+2) != "of") {
			return false // "Cabinet approves setting up of"
		}
	}
	for j := first; j < first+4; j++ {
		n := r.norm(j)
		if next := r.norm(j + 1); next == "of" || next == "for" || next == "to" {
			return acts.Has(n) || things.Has(n) || r.verb(j).gerund || n == "up" && r.verb(j-1).gerund || n == "drafting" || namesDoing(n)
		}
	}
	return false
}

// namesDoing reports whether the noun is formed from a verb: "development",
// "extension".
func namesDoing(noun string) bool {
	return strings.HasSuffix(noun, "ment") || strings.HasSuffix(noun, "tion") || strings.HasSuffix(noun, "sion")
}

// actOfNew reports whether the noun of an act stands at token i or after it, done to
// something new: "construction of a new weir".
func (r *reader) actOfNew(i int) bool {
	for j := i; j < i+2; j++ {
		if actNouns.Has(r.norm(j)) && r.norm(j+1) == "of" {
			n := r.norm(j + 2)
			return (n == "a" || n == "an" || n == "new" || n == "further" || n == "additional") && r.within(j+1, 5, "new", "further", "additional", "national", "first") && !r.names.personal
		}
	}
	return false
}

// newAct reports whether a noun of an act, spoken of as new, starts at token i:
// "a new inquiry into", "further sanctions", "plans for a marsh reserve".
func (r *reader) newAct(i int) bool {
	fresh := false
	for j := i; j < i+7 && j < r.s.Last; j++ {
		switch n := r.norm(j); {
		case n == "a" || n == "an" || n == "new" || n == "further" || n == "additional" || n == "extra" || n == "another" || n == "more" || n == "fresh":
			fresh = true
		case n == "the" && r.actOfNew(j+1):
			return true
		case n == "today" && !fresh:
		case (n == "plans" || n == "proposals") && r.norm(j+1) == "for" && r.verb(j+2).class == unknown:
			fresh = r.norm(j+2) != "the" && r.norm(j+2) != "its"
			j++ // "plans for a register"
		case acts.Has(n) && fresh:
			return true
		case isPreposition(n) && n != "of", n == "that", n == ",", n == "the", n == "its", n == "how":
			return false
		}
	}
	return false
}
