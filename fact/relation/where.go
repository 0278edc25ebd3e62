package relation

import "github.com/onrecord/onrecord"

// whereDoes reads "Jane Doe sits on the Rivers Committee, where she chairs the Panel
// on Dams" at mention k, the panel: the subject of the sentence leads it or is a
// member of it.
func (r *reader) whereDoes(k int) {
	b := r.outer[k]
	if k == r.lo || r.kind(b) != onrecord.NameBody || !r.wholeName(b) || r.possessive(b.last) {
		return
	}
	at := -1
	for i := max(r.outer[k-1].last, b.first-9); i+1 < b.first; i++ {
		if n := r.norm(i + 1); (r.norm(i) == "where" || r.norm(i) == "which") && (n == "she" || n == "he") {
			at = i + 2
		}
	}
	if at < 0 {
		return
	}
	who := -1
	for m := r.lo; m < k; m++ {
		if r.kind(r.outer[m]) == onrecord.NamePerson && r.outer[m].name != who {
			if who >= 0 {
				return // "she" may be another
			}
			who = r.outer[m].name
		}
	}
	if who < 0 {
		return
	}
	j := r.auxiliaries(at, b.first)
	end, kind, ok := r.longest(actives, j, b.first)
	if !ok || r.newly(end) != b.first {
		return
	}
	if t := fit(onrecord.RelationType(kind), onrecord.NamePerson, onrecord.NameBody); t == onrecord.RelationLeads || t == onrecord.RelationMemberOf {
		r.keep(why{&rulePredicate, j, end}, t, who, b.name)
	}
}

// apposedSeat reports whether mention k is a body of which the person before it is said
// to be a member, between commas: "Jane Doe, a senior member of the Rivers Panel,".
func (r *reader) apposedSeat(k int) bool {
	if k == r.lo || r.kind(r.outer[k]) != onrecord.NameBody || r.kind(r.outer[k-1]) != onrecord.NamePerson {
		return false
	}
	i := r.afterName(r.outer[k-1].last, r.outer[k].first)
	if r.norm(i) != "," {
		return false
	}
	for i = r.article(i + 1); manners.Has(r.norm(i)); i++ {
	}
	end, kind, ok := r.longest(nominals, i, r.outer[k].first)
	return ok && onrecord.RelationType(kind) == onrecord.RelationMemberOf && r.newly(end) == r.outer[k].first
}

// afterWho reports whether "who" stands in the tokens [i, end): the clause is no
// country's.
func (r *reader) afterWho(i, end int) bool {
	for ; i < end; i++ {
		if r.norm(i) == "who" {
			return true
		}
	}
	return false
}

// wherePronoun reads "Jane Doe worked at the Parks Agency, where she was Director of Rivers": what
// a clause with "where" says of the one person that the sentence is about.
func (r *reader) wherePronoun() {
	who := r.topic
	for k := r.lo; k < r.hi; k++ {
		if r.kind(r.outer[k]) != onrecord.NamePerson {
			continue
		}
		if who = k; r.beforeName(r.sentence.First, r.outer[k].first) != r.outer[k].first && r.norm(r.outer[k].first-1) != "," {
			return
		}
		break
	}
	for k := r.lo; k < r.hi; k++ {
		if r.kind(r.outer[k]) == onrecord.NamePerson && r.outer[k].name != r.outer[who].name {
			return
		}
	}
	if who < 0 || who < r.lo && r.pronounAt() < 0 {
		return
	}
	for i := r.sentence.First; i+2 < r.sentence.Last; i++ {
		if n := r.norm(i + 1); r.norm(i) == "where" && (n == "he" || n == "she") {
			r.predicates(r.outer[who], i+2)
		}
	}
}
