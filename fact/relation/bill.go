package relation

import (
	"strings"

	"github.com/onrecord/onrecord"
)

// thisBill reads "This legislation was introduced by Jane Doe" and "The scheme is
// run by the Parks Agency" where the sentence before names one law, or one scheme
// or the like, that is meant.
func (r *reader) thisBill() {
	first := r.sentence.First
	if n := r.norm(first); n != "this" && n != "the" {
		return
	}
	i := first + 1
	if r.norm(i) == "bipartisan" || r.norm(i) == "new" {
		i++
	}
	meant := law
	switch r.norm(i) {
	case "bill", "legislation", "act", "measure":
	case "scheme", "fund", "programme", "program", "initiative", "campaign", "project", "grant", "service", "operation", "exercise", "pilot", "system", "app", "platform":
		meant = scheme | operation | system | event
	default:
		return
	}
	i = r.skipComma(i + 1)
	j := r.auxiliaries(i, r.sentence.Last)
	end, kind, ok := r.longest(passives, j, r.sentence.Last)
	if !ok {
		return
	}
	k := r.outerAt(r.beforeName(end, r.sentence.Last))
	if k < 0 {
		return
	}
	if x := r.before(meant); x >= 0 && fit(onrecord.RelationType(kind), r.kind(r.outer[k]), r.kind(r.outer[x])) != "" && (meant != law || fit(onrecord.RelationType(kind), r.kind(r.outer[k]), onrecord.NameLaw) == onrecord.RelationIntroduced) {
		r.agents(why{&ruleThisBill, first, end}, onrecord.RelationType(kind), k, r.outer[x])
	}
}

// before returns the mention of the one name of the given kinds in the sentence
// before, in the same paragraph, a law's also in the one before; -1 where it names
// none or several.
func (r *reader) before(meant kinds) int {
	if r.sentence.First == 0 || r.lo == 0 {
		return -1
	}
	before := r.d.Sentences[r.d.Tokens[r.sentence.First-1].Sentence]
	if before.Block+1 < r.sentence.Block || before.Block < r.sentence.Block && meant != law {
		return -1
	}
	found := -1
	for k := r.lo - 1; k >= 0 && r.outer[k].first >= before.First; k-- {
		switch {
		case !meant.has(r.kind(r.outer[k])):
		case found >= 0 && r.outer[found].name != r.outer[k].name:
			r.leaveOut(&ruleSeveral, r.outer[k], r.outer[found])
			return -1
		default:
			found = k
		}
	}
	return found
}

// membersBill reads "Congresswoman Doe’s Clean Rivers Act" at mention k: the bill
// is called by the member of the assembly who brought it in. A head of government's
// acts are called after him or her too, and were brought in by others.
func (r *reader) membersBill(k int) {
	if k+1 >= r.hi || !r.possessive(r.outer[k].last) {
		return
	}
	who, law := r.outer[k], r.outer[k+1]
	if r.kind(who) != onrecord.NamePerson || r.kind(law) != onrecord.NameLaw || law.first-who.last > 3 || !r.object(who.last+1, law, onrecord.RelationIntroduced) {
		return
	}
	i := who.first - 1
	if r.norm(i) == "." {
		i--
	}
	switch r.norm(i) {
	case "rep", "sen", "reps", "sens", "congressman", "congresswoman", "senator", "senators", "representative", "representatives", "chairman", "chairwoman":
		r.keep(why{&ruleMembersBill, who.last, who.last + 1}, onrecord.RelationIntroduced, who.name, law.name)
	}
}

// whichDid reads "the Clean Rivers Act, which Jane Doe introduced in May" at mention
// k: the thing is the object of the clause that follows it.
func (r *reader) whichDid(k int) {
	if k+1 >= r.hi || !(law | scheme | operation | body).has(r.kind(r.outer[k])) {
		return
	}
	what, who := r.outer[k], r.outer[k+1]
	i := r.afterBrackets(what.last)
	if r.norm(i) == "," {
		i++
	}
	if n := r.norm(i); n != "which" && n != "that" || r.beforeName(i+1, who.first) != who.first {
		return
	}
	_, to := r.list(k+1, 1, kindOf(r.kind(who)))
	last := to - 1
	who = r.outer[last] // "which Jane Doe and John Roe introduced"
	verb := r.auxiliaries(r.afterName(who.last, r.sentence.Last), r.sentence.Last)
	end, kind, ok := r.longest(actives, verb, r.sentence.Last)
	if !ok || strings.HasSuffix(r.norm(verb), "ing") || r.endsInBe(who.last, verb) {
		return
	}
	switch r.norm(end) {
	case "", ",", ".", ";", "in", "with", "alongside", "last", "earlier", "this", "on", "and", "to", "as", "at", "for", "today", "together":
	default:
		return
	}
	switch t := fit(onrecord.RelationType(kind), r.kind(who), r.kind(what)); t {
	case onrecord.RelationIntroduced, onrecord.RelationCreates, onrecord.RelationRuns, onrecord.RelationLeads:
		for m := k + 1; m <= last; m++ {
			r.keep(why{&ruleWhich, i, end}, t, r.outer[m].name, what.name)
		}
	}
}

// herBill reads "Congresswoman Jane Doe spoke of her legislation, the Clean Rivers
// Act" at mention k, the law: it is that of the one person named before it.
func (r *reader) herBill(k int) {
	law := r.outer[k]
	i := law.first - 1
	if r.norm(i) == "the" {
		i--
	}
	if r.kind(law) != onrecord.NameLaw || r.norm(i) != "," {
		return
	}
	switch r.norm(i - 1) {
	case "bill", "legislation", "measure":
	default:
		return
	}
	j := i - 2
	for n := r.norm(j); n == "bipartisan" || n == "new" || n == "bicameral" || n == "own"; n = r.norm(j) {
		j--
	}
	if n := r.norm(j); n != "her" && n != "his" {
		return
	}
	who := -1
	for m := r.lo; m < k; m++ {
		if r.kind(r.outer[m]) != onrecord.NamePerson {
			continue
		}
		if who >= 0 && r.outer[who].name != r.outer[m].name {
			r.leaveOut(&ruleSeveral, r.outer[who], r.outer[m])
			return
		}
		who = m
	}
	if who >= 0 {
		r.keep(why{&ruleMembersBill, j, i}, onrecord.RelationIntroduced, r.outer[who].name, law.name)
	}
}
