package relation

import (
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// between reads what the words from mention k to the next state: a verb, a
// passive or a noun phrase.
func (r *reader) between(k int) {
	if k+1 >= r.hi {
		return
	}
	a, b := r.outer[k], r.outer[k+1]
	start := r.afterName(a.last, b.first)
	i := r.skipComma(start)
	clause := i > start // a relative clause or an apposition: "X, which runs Y"
	j := r.auxiliaries(i, b.first)
	if r.norm(a.first-1) == "should" || r.norm(a.first-2) == "should" && r.norm(a.first-1) == "the" {
		r.leaveOut(&ruleUnreal, a, b, a.first-1, a.first)
		return // "should the agency establish the fund"
	}
	be := r.endsInBe(i, j)
	if end, kind, ok := r.longest(passives, j, b.first); ok && r.beforeAgent(end, b) == b.first {
		r.passive(why{&rulePassive, j, end}, onrecord.RelationType(kind), k)
		if be && r.norm(i) == "were" || r.norm(i) == "are" {
			for from, _ := r.list(k, -1, kindOf(r.kind(a))); from < k; from++ {
				r.passiveOf(why{&rulePassive, j, end}, onrecord.RelationType(kind), from, k+1) // "A and B were introduced by"
			}
		}
		return
	}
	noun := r.article(j)
	if r.norm(j-1) == "wholly" { // stepped over with the auxiliaries: "wholly owned by"
		noun = j - 1
	}
	if end, kind, ok := r.longest(nominals, noun, b.first); ok && (be || clause) && r.leadsUp(end, b, onrecord.RelationType(kind)) {
		r.forward(why{&rulePart, j, end}, onrecord.RelationType(kind), k)
		return
	}
	if r.norm(start) == "as" && !clause {
		if end, kind, ok := r.longest(nominals, r.article(start+1), b.first); ok && onrecord.RelationType(kind) == onrecord.RelationPartOf && r.leadsUp(end, b, onrecord.RelationPartOf) && (scheme | operation | system | event).has(r.kind(a)) && r.complete(b) {
			r.keepFit(why{&rulePart, start, end}, onrecord.RelationPartOf, a, b)
			return // "launched the Open Rivers Fund as part of the Parks Programme"
		}
	}
	if r.ownedObject(k, j) || r.calledPart(k, start) || r.chosenTo(k, start) || r.askedTo(k, start) {
		return
	}
	if end, kind, ok := r.longest(actives, j, b.first); ok && (!be || strings.HasSuffix(r.norm(j), "ing")) && (j > i || finite(r.norm(j))) && (r.norm(i) != "to" || a.first <= r.article(r.sentence.First)) {
		if onrecord.RelationType(kind) == onrecord.RelationLeads {
			end = r.meetingOf(end, b.first)
		}
		switch {
		case !r.object(end, b, onrecord.RelationType(kind)):
			if r.beforeName(end, b.first) == b.first {
				r.leaveOut(&ruleDescribes, a, b, j, end)
			}
		case !(clause && r.norm(start) == ",") && r.afterPreposition(a.first):
			r.leaveOut(&ruleNoSubject, a, b, j, end)
		case (r.apposedPost(k) || r.apposedSeat(k)) && r.norm(start) == ",":
			if t := fit(onrecord.RelationType(kind), onrecord.NamePerson, r.kind(b)); t != "" && (r.when(i) || i == start+1 && finite(r.norm(j))) {
				r.keep(why{&ruleActive, j, end}, t, r.outer[k-1].name, b.name) // "Jane Doe, Parks Minister, today launched"
			}
		case i == start || r.relative(start, i) || r.norm(start) == "," && (r.when(i) || r.afterPost(k) && j > i || r.norm(a.first-1) == "called" || r.norm(a.first-1) == "the" && r.norm(a.first-2) == "called"):
			r.active(why{&ruleActive, j, end}, onrecord.RelationType(kind), k)
		}
		return
	}
	if of := r.afterBrackets(a.last); r.norm(of) == "of" && r.beforeName(of+1, b.first) == b.first && r.kind(a) == onrecord.NameBody && r.kind(b) == onrecord.NameBody && units.Has(r.norm(a.last-1)) {
		if r.complete(b) {
			r.keep(why{&rulePart, a.last, b.first}, onrecord.RelationPartOf, a.name, b.name)
		}
		return
	}
	if !clause && r.norm(start) == "within" && r.beforeName(start+1, b.first) == b.first && (body | scheme).has(r.kind(a)) && r.kind(b) == onrecord.NameBody {
		r.forward(why{&rulePart, start, start + 1}, onrecord.RelationPartOf, k)
		return
	}
	if clause && r.explained(k, i) || r.isSuch(k, i) {
		return
	}
	r.lateClause(k, a.last, b)
}

// ownedObject reads "Jane Doe chaired the Senate's Parks Committee" at mention k, the
// verb at token j: the object is what the body next named has.
func (r *reader) ownedObject(k, j int) bool {
	if k+2 >= r.hi || r.kind(r.outer[k]) != onrecord.NamePerson || r.afterPreposition(r.outer[k].first) {
		return false
	}
	a, owner, b := r.outer[k], r.outer[k+1], r.outer[k+2]
	if r.kind(owner) != onrecord.NameBody || !r.possessive(owner.last) || b.first != owner.last+1 || j > r.auxiliaries(a.last, owner.first) {
		return false
	}
	end, kind, ok := r.longest(actives, j, owner.first)
	if !ok || r.endsInBe(a.last, j) || !finite(r.norm(j)) || r.beforeName(end, owner.first) != owner.first || !r.wholeName(b) {
		return false
	}
	t := fit(onrecord.RelationType(kind), r.kind(a), r.kind(b))
	if t == "" {
		return false
	}
	r.keep(why{&ruleActive, j, end}, t, a.name, b.name)
	return true
}

// explained reads "X, the national campaign led by Y": a noun that says what X
// is, from token i on, and a participle of its own.
func (r *reader) explained(k, i int) bool {
	b := r.outer[k+1]
	j := r.article(i)
	if j == i || r.norm(i-1) != "," {
		return false
	}
	for end := min(j+7, b.first); j < end; j++ {
		if e, kind, ok := r.longest(passives, j, b.first); ok && r.beforeName(e, b.first) == b.first {
			r.passive(why{&rulePassive, j, e}, onrecord.RelationType(kind), k)
			return true
		}
		if t := r.d.Tokens[j]; t.Norm != "-" && (t.Kind != text.Word || t.Shape != text.Lower || t.Has(tag.Function)) {
			return false
		}
	}
	return false
}

// leadsUp reports whether nothing but an article, whose it is and, for a part, a
// few adjectives stand from token i to the name: "part of the government’s wider".
func (r *reader) leadsUp(i int, b mention, kind onrecord.RelationType) bool {
	i = r.governments(r.beforeName(i, b.first))
	if r.beforeName(i, b.first) == b.first {
		return true
	}
	return kind == onrecord.RelationPartOf && b.first-i <= 4 && r.object(i, b, kind)
}

// keepFit keeps the relation where it can stand between names of their kinds.
func (r *reader) keepFit(y why, kind onrecord.RelationType, a, b mention) {
	if t := fit(kind, r.kind(a), r.kind(b)); t == kind {
		r.keep(y, kind, a.name, b.name)
	}
}

// relative reports whether "which", "who" or "that" stands before token i: a
// bare comma does not make what follows the name's own verb.
func (r *reader) relative(start, i int) bool { return i > start && r.norm(i-1) != "," }

func finite(w string) bool { return !strings.HasSuffix(w, "ing") }

func (r *reader) article(i int) int {
	if n := r.norm(i); n == "both" && r.norm(i+1) == "the" {
		i++
	}
	if n := r.norm(i); n == "a" || n == "an" || n == "the" {
		return i + 1
	}
	return i
}

// apposedPost reports whether mention k is a post in apposition to the person
// before it.
func (r *reader) apposedPost(k int) bool {
	return k > r.lo && r.kind(r.outer[k]) == onrecord.NameRole && r.kind(r.outer[k-1]) == onrecord.NamePerson && r.personThenPost(r.outer[k-1], r.outer[k].first)
}

// afterPost reports whether mention k is a person between commas after a post: "the Ports
// Minister, Jane Doe, will chair".
func (r *reader) afterPost(k int) bool {
	return k > r.lo && r.kind(r.outer[k]) == onrecord.NamePerson && r.kind(r.outer[k-1]) == onrecord.NameRole && r.norm(r.outer[k-1].last) == "," && r.postThenPerson(r.outer[k-1].last, r.outer[k])
}

// longest is List.Longest held within [i, end).
func (r *reader) longest(l *tag.List, i, end int) (int, string, bool) {
	if i < r.sentence.First || i >= end {
		return 0, "", false
	}
	e, v, ok := l.Longest(r.d, i)
	return e, v, ok && e <= end
}

// afterPreposition reports whether the name that starts at token i stands
// inside a prepositional phrase, and so is not the subject: "officials at the
// agency created".
func (r *reader) afterPreposition(i int) bool {
	for j := i - 1; j >= r.sentence.First && i-j < 6; j-- {
		switch n := r.norm(j); n {
		case "of", "at", "in", "for", "with", "from", "by", "to", "on", "under", "against", "about", "than":
			return true
		case "the", "a", "an", "new", "u", "s", ".", "our", "its", "both":
		case "'s", "'": // "projects in the county's Second District"
			for j > r.sentence.First && r.d.Tokens[j-1].Shape >= text.Title {
				j--
			}
		default:
			if !r.d.Tokens[j].Has(tag.Honorific) {
				return false
			}
		}
	}
	return false
}

// object reports whether the words from the verb's end to the name are its
// article and adjectives, and the name is the object itself, not a word that
// describes one ("launched the Parks Fund website").
func (r *reader) object(end int, b mention, kind onrecord.RelationType) bool {
	for i := end; i < b.first; i++ {
		t := r.d.Tokens[i]
		switch {
		case r.beforeName(i, i+1) > i && t.Norm != ".", t.Kind == text.Number, t.Norm == "-", t.Kind == text.Symbol:
		case t.Kind == text.Word && !t.Has(tag.Function) && !t.Has(tag.CueVerb) && (b.first-end <= 7 || kind == onrecord.RelationMerges && b.first-end <= 10):
		case kind == onrecord.RelationMerges && (t.Norm == "–" || t.Norm == ":" || t.Norm == "—"):
		case kind == onrecord.RelationIntroduced && (t.Norm == "," || t.Norm == "." || t.Norm == "(" || t.Norm == ")") && b.first-end <= 10:
		default:
			return false
		}
	}
	return r.complete(b)
}

// complete reports whether the noun phrase ends with the name, brackets after
// it passed over.
func (r *reader) complete(b mention) bool {
	i := b.last
	if r.norm(i) == "(" {
		for i < r.sentence.Last && r.norm(i) != ")" {
			i++
		}
		i++
	}
	if i >= r.sentence.Last {
		return true
	}
	t := r.d.Tokens[i]
	if t.Kind == text.Number && t.End-t.Start == 4 && (scheme | document | event | law).has(r.kind(b)) && (i+1 >= r.sentence.Last || r.d.Tokens[i+1].Kind == text.Punct || r.d.Tokens[i+1].Has(tag.Function)) {
		return true // "the Rivers Plan 2031"
	}
	switch {
	case r.closesQuote(i):
		return true
	case t.Kind == text.Number, t.Norm == "'s", t.Norm == "'", t.Norm == "-":
		return false
	case t.Kind != text.Word, t.Has(tag.Function | tag.CueVerb), trailing.Has(t.Norm):
		return true
	case r.kind(b) == onrecord.NamePerson:
		return t.Shape == text.Upper
	}
	if n := r.norm(i + 1); t.Shape == text.Lower && (n == "the" || n == "a" || n == "an") {
		return true // a verb: "the Parks Agency broke the news"
	}
	return strings.HasSuffix(t.Norm, "ing") && !gerunds.Has(t.Norm) || strings.HasSuffix(t.Norm, "ly")
}

// wholeName reports whether the name ends the noun phrase and is not cut off.
func (r *reader) wholeName(b mention) bool { return r.complete(b) && !r.cutOff(b) }

// cutOff reports whether the name goes on after its mention: "the Centre" in "the
// Centre for River Studies", "River Response" in "River Response (RR) Centre".
func (r *reader) cutOff(b mention) bool {
	i := b.last
	switch r.norm(i) {
	case "for", "of", "on", "and", "&":
		i = r.article(i + 1)
	case "(":
		i = r.afterBrackets(i)
	default:
		return false
	}
	if _, named := r.mentionAt(i); named || i >= r.sentence.Last {
		return false
	}
	t := r.d.Tokens[i]
	switch t.Norm {
	case "member", "vice", "co", "deputy", "ranking", "former", "honorary":
		return false
	}
	return t.Kind == text.Word && t.Shape >= text.Title && !t.Has(tag.PostHead|tag.Function)
}

// active keeps "A and B run X, Y and Z".
func (r *reader) active(y why, kind onrecord.RelationType, k int) {
	a, b := r.outer[k], r.outer[k+1]
	if kind == onrecord.RelationMerges {
		r.merge(why{&ruleMerged, y.first, y.last}, k)
		return
	}
	t := fit(kind, r.kind(a), r.kind(b))
	if t == "" || r.kind(a) == onrecord.NamePlace && r.afterWho(a.last, y.first) || r.kind(a) == onrecord.NameRole && r.norm(y.first-1) == "that" {
		r.leaveOut(&ruleNoFit, a, b, y.first, y.last)
		return
	}
	if t == onrecord.RelationFunds {
		y.rule = &ruleFundedBy
	}
	s := sidesOf(t)
	f0, f1 := r.subjects(k, s.from&kindOf(r.kind(a))), k+1
	t0, t1 := r.list(k+1, 1, s.to&kindOf(r.kind(b)))
	if with := r.withPost(k); r.kind(a) == onrecord.NamePerson && with < k {
		r.cross(y, t, with, with+1, t0, t1)
	}
	r.cross(y, t, f0, f1, t0, t1)
	if as := r.afterName(b.last, r.sentence.Last); t == onrecord.RelationReplaces && r.kind(a) == onrecord.NamePerson && r.kind(b) == onrecord.NamePerson && r.norm(as) == "as" {
		r.attributes(a, as+1, &ruleAppointed, sure) // "will succeed John Roe as Chair"
		r.commit()
	}
}

// forward keeps "A is part of B".
func (r *reader) forward(y why, kind onrecord.RelationType, k int) {
	a, b := r.outer[k], r.outer[k+1]
	if r.kind(a) == onrecord.NameBody && r.afterPreposition(a.first) {
		r.leaveOut(&ruleNoSubject, a, b, y.first, y.last)
		return // "Jane Doe of the agency, a member of the board"
	}
	if fit(kind, r.kind(a), r.kind(b)) != kind || !r.complete(b) {
		return
	}
	from, to := k+1, k+2
	if kind == onrecord.RelationIntroduced {
		from, to = r.list(k+1, 1, law)
	}
	for ; from < to; from++ {
		r.keep(y, kind, a.name, r.outer[from].name)
	}
}

func (r *reader) cross(y why, t onrecord.RelationType, f0, f1, t0, t1 int) {
	for i := f0; i < f1; i++ {
		for j := t0; j < t1; j++ {
			r.keep(y, t, r.outer[i].name, r.outer[j].name)
		}
	}
}

// lateClause reads a second predicate of a sentence's subject: "Operation X
// is a global effort … and is run by A". Mention k is the subject.
func (r *reader) lateClause(k, from int, b mention) {
	if k != r.lo || r.article(r.sentence.First) < r.outer[k].first {
		return
	}
	if _, ok := copula[r.norm(r.afterName(from, b.first))]; !ok {
		return
	}
	for i := from; i < b.first; i++ {
		if n := r.norm(i); n != "and" && n != "," {
			continue
		}
		j := r.auxiliaries(i+1, b.first)
		if j == i+1 || !r.endsInBe(i+1, j) {
			continue
		}
		if end, kind, ok := r.longest(passives, j, b.first); ok && r.beforeName(end, b.first) == b.first {
			r.passive(why{&rulePassive, j, end}, onrecord.RelationType(kind), k)
			return
		}
	}
}

func isBe(norm string) bool {
	switch norm {
	case "is", "are", "was", "were", "be", "been", "being":
		return true
	}
	return false
}

// copula are the verbs that make the name before them their subject.
var copula = map[string]struct{}{"is": {}, "are": {}, "was": {}, "were": {}, "has": {}, "will": {}}
