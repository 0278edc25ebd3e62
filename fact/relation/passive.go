package relation

import (
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// passive keeps "X, run by A and B".
func (r *reader) passive(y why, kind onrecord.RelationType, k int) {
	r.passiveOf(y, kind, k, k+1)
}

func (r *reader) passiveOf(y why, kind onrecord.RelationType, subject, agent int) {
	if r.holderNext(agent) || r.partisan(agent) {
		agent++ // "led by Parks Minister Jane Doe": the person
	}
	x, a := r.outer[subject], r.outer[agent]
	if n := r.norm(x.first - 1); (n == "a" || n == "an") && subject > r.lo && r.afterBe(x.first) && r.outer[subject-1].last == x.first-2 {
		x = r.outer[subject-1] // "X is a Public Body, set up by Y": X is
	}
	if r.kind(x) == onrecord.NameBody && kind == onrecord.RelationLeads && y.first > 0 && r.norm(y.first-1) != "," && !isBe(r.norm(y.first-1)) && r.afterPreposition(x.first) {
		r.leaveOut(&ruleNoSubject, x, a, y.first, y.last)
		return // "a visit to the agency led by Jane Doe"
	}
	if n := r.norm(x.first - 1); isBe(r.norm(y.first-1)) && (kind != onrecord.RelationLeads || n == "by") && (n == "by" || n == "of" || n == "the" && r.norm(x.first-2) == "of") {
		r.leaveOut(&ruleNoSubject, x, a, y.first, y.last)
		return // "the roads damaged by Storm Roe will be funded by the agency"
	}
	t := fit(kind, r.kind(a), r.kind(x))
	switch {
	case t == onrecord.RelationRuns && r.kind(x) == onrecord.NameBody && r.norm(y.last-1) == "between":
		return // "the Board is a partnership between A and B": its members
	case t == "":
		r.leaveOut(&ruleNoFit, x, a, y.first, y.last)
		return
	case r.kind(a) == onrecord.NameBody && !r.complete(a):
		r.leaveOut(&ruleDescribes, x, a, y.first, y.last)
		return
	}
	r.agents(y, kind, agent, x)
}

// partisan reports whether mention k is the place that somebody named next is from:
// "Ohio Democrat Jane Doe".
func (r *reader) partisan(k int) bool {
	if k+1 >= r.hi || r.kind(r.outer[k]) != onrecord.NamePlace || r.kind(r.outer[k+1]) != onrecord.NamePerson {
		return false
	}
	i, first := r.outer[k].last, r.outer[k+1].first
	return i+1 == first && (r.norm(i) == "democrat" || r.norm(i) == "republican" || r.norm(i) == "independent" || r.norm(i) == "native")
}

// beforeAgent steps over the article and the titles in front of a name, and over a
// bare post that is no name of its own: "Director Jane Doe".
func (r *reader) beforeAgent(i int, b mention) int {
	i = r.beforeName(i, b.first)
	if r.kind(b) == onrecord.NamePerson {
		for i < b.first && r.d.Tokens[i].Has(tag.PostHead) && r.d.Tokens[i].Shape >= text.Title {
			i++
		}
	}
	return r.beforeName(i, b.first)
}

// holderNext reports whether mention k is a post and the next one its holder,
// with or without a comma between them.
func (r *reader) holderNext(k int) bool {
	return k+1 < r.hi && r.kind(r.outer[k]) == onrecord.NameRole && r.kind(r.outer[k+1]) == onrecord.NamePerson && r.postThenPerson(r.outer[k].last, r.outer[k+1])
}

// agents keeps who does it, "by A, B and C", from mention k on: bodies, posts
// and persons in one list.
func (r *reader) agents(y why, kind onrecord.RelationType, k int, x mention) {
	for {
		if r.holderNext(k) {
			k++ // "Parks Minister Jane Doe": the person
		}
		a := r.outer[k]
		if t := fit(kind, r.kind(a), r.kind(x)); t != "" {
			if t == onrecord.RelationFunds {
				y.rule = &ruleFundedBy
			}
			r.keep(y, t, a.name, x.name)
		}
		if k+1 >= r.hi || !(body | role | person | law).has(r.kind(r.outer[k+1])) || !r.joined(a, r.outer[k+1]) {
			r.doneToo(a, x)
			return
		}
		k++
	}
}

// doneToo reads a second participle after the agent a, "hosted by A and chaired by
// B", of the same subject x.
func (r *reader) doneToo(a, x mention) {
	i := r.afterName(a.last, r.sentence.Last)
	if r.norm(i) == "," {
		i++
	}
	if r.norm(i) != "and" {
		return
	}
	end, kind, ok := r.longest(passives, i+1, r.sentence.Last)
	if !ok {
		return
	}
	if k := r.outerAt(r.beforeName(end, r.sentence.Last)); k >= 0 {
		r.agents(why{&rulePassive, i + 1, end}, onrecord.RelationType(kind), k, x)
	}
}

// itRunBy reads "It covers the north, and is run by A" where the sentence
// before names one scheme, operation or system alone that "it" can mean.
func (r *reader) itRunBy() {
	subject := r.itMeans()
	if subject < 0 {
		return
	}
	first := r.sentence.First
	for k := r.lo; k < r.hi; k++ {
		b := r.outer[k]
		for i := first; i < b.first; i++ {
			j := r.auxiliaries(i, b.first)
			if j == i || !r.endsInBe(i, j) {
				continue
			}
			if end, kind, ok := r.longest(passives, j, b.first); ok && r.beforeName(end, b.first) == b.first {
				r.passiveOf(why{&ruleItBy, j, end}, onrecord.RelationType(kind), subject, k)
				return
			}
		}
		first = b.last
	}
}

// itMeans returns the mention that "It" at the start of the sentence stands
// for; -1 where the sentence before, in the same block, names none or several.
func (r *reader) itMeans() int {
	if r.norm(r.sentence.First) != "it" || r.lo == 0 || r.sentence.First == 0 {
		return -1
	}
	before := r.d.Sentences[r.d.Tokens[r.sentence.First-1].Sentence]
	if before.Block != r.sentence.Block {
		return -1
	}
	found := -1
	for k := r.lo - 1; k >= 0 && r.outer[k].first >= before.First; k-- {
		switch {
		case !(scheme | operation | system | event | law).has(r.kind(r.outer[k])):
		case found >= 0 && r.outer[found].name != r.outer[k].name:
			r.leaveOut(&ruleSeveral, r.outer[k], r.outer[found])
			return -1
		default:
			found = k
		}
	}
	return found
}

// itDid reads "It took over the functions of A, B and C" where the sentence before, in
// the same block, opens with the name that "it" means.
func (r *reader) itDid() {
	first := r.sentence.First
	if r.norm(first) != "it" {
		return
	}
	subject := r.subjectBefore()
	if subject < 0 {
		return
	}
	j := r.auxiliaries(first+1, r.sentence.Last)
	if end, kind, ok := r.longest(passives, j, r.sentence.Last); ok && r.endsInBe(first+1, j) {
		if k := r.outerAt(r.beforeName(end, r.sentence.Last)); k >= 0 {
			r.passiveOf(why{&ruleItBy, first, end}, onrecord.RelationType(kind), subject, k)
		}
		return
	}
	end, kind, ok := r.longest(actives, j, r.sentence.Last)
	if !ok || r.endsInBe(first+1, j) || strings.HasSuffix(r.norm(j), "ing") {
		return
	}
	k := r.outerAt(r.beforeName(end, r.sentence.Last))
	if k < 0 || !r.complete(r.outer[k]) {
		return
	}
	a := r.outer[subject]
	if t := fit(onrecord.RelationType(kind), r.kind(a), r.kind(r.outer[k])); t != "" && t != onrecord.RelationMerges {
		_, to := r.list(k, 1, sidesOf(t).to&kindOf(r.kind(r.outer[k])))
		for ; k < to; k++ {
			r.keep(why{&ruleItBy, first, end}, t, a.name, r.outer[k].name)
		}
	}
}

// subjectBefore returns the mention that opens the sentence before in the same block,
// of what is no person; -1 where none does.
func (r *reader) subjectBefore() int {
	if r.lo == 0 || r.sentence.First == 0 {
		return -1
	}
	before := r.d.Sentences[r.d.Tokens[r.sentence.First-1].Sentence]
	if before.Block != r.sentence.Block {
		return -1
	}
	at := before.First
	if n := r.d.Tokens[at].Norm; n == "the" || n == "a" || n == "an" {
		at++
	}
	for k := r.lo - 1; k >= 0 && r.outer[k].first >= at; k-- {
		if n := r.d.Tokens[min(r.outer[k].last, len(r.d.Tokens)-1)].Norm; n == "and" || n == "," {
			continue // "The Parks Fund and the Rivers Fund"
		}
		if r.outer[k].first == at && (body | scheme | operation | system | event).has(r.kind(r.outer[k])) && (r.outer[k].last >= before.Last || r.d.Tokens[r.outer[k].last].Norm != "'s") {
			return k
		}
	}
	return -1
}

// isSuch reads "X is a grant scheme run by A" at mention k, the verb at token i: what X
// is, and a participle of its own. A word of grammar on the way may give the participle
// another noun, "is a member of the group led by A".
func (r *reader) isSuch(k, i int) bool {
	a, b := r.outer[k], r.outer[k+1]
	j := r.article(i + 1)
	if n := r.norm(i); n != "is" && n != "was" || j == i+1 || r.afterPreposition(a.first) {
		return false
	}
	for end := min(j+10, b.first); j < end; j++ {
		if e, kind, ok := r.longest(passives, j, b.first); ok && r.beforeAgent(e, b) == b.first {
			r.passive(why{&rulePassive, j, e}, onrecord.RelationType(kind), k)
			return true
		}
		if t := r.d.Tokens[j]; t.Norm != "-" && t.Norm != "," && (t.Kind != text.Word || t.Has(tag.Function|tag.Modal)) {
			return false
		}
	}
	return false
}
