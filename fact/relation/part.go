package relation

import (
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// within reads a body named by the one it belongs to: "Parks Agency Rescue
// Team" and "Rescue Division of the Parks Agency" hold "Parks Agency", and "Parks
// Agency River Patrol" names both. The mention is the i-th of the sentence, nested
// ones counted.
func (r *reader) within(i int) {
	a := r.nested[i]
	if r.kind(a) != onrecord.NameBody {
		return
	}
	r.unit(a)
	for _, b := range r.nested[i+1:] {
		whose := a.last
		if r.possessive(whose) {
			whose = r.afterBrackets(whose + 1) // "the Parks Agency’s (PA) Rescue Team"
		} else if whose = r.afterBrackets(whose); r.possessive(whose) {
			whose++ // "the Parks Agency (PA)’s Rescue Team"
		}
		if r.situated(a, b) {
			r.keep(why{&ruleUnit, a.last, b.first}, onrecord.RelationPartOf, a.name, b.name)
			return
		}
		if b.first > max(whose, a.last+1) {
			return
		}
		if r.kind(b) != onrecord.NameBody || a.name == b.name || r.cutOff(b) || r.government(a) {
			continue
		}
		if b.first == a.last && !r.d.Tokens[b.first].Glued && strings.IndexByte(r.d.Text[r.d.Tokens[a.last-1].End:r.d.Tokens[b.first].Start], '\n') < 0 || r.possessive(whose-1) && b.first == whose || r.norm(a.last) == "'s" && b.first == whose {
			r.keep(why{rule: &ruleUnit}, onrecord.RelationPartOf, b.name, a.name)
		}
	}
}

// situated reads "the Institute for River Studies at Marlow University" and "the Rivers
// Office in the Parks Department": where a part of a body is said to be.
func (r *reader) situated(a, b mention) bool {
	if r.kind(b) != onrecord.NameBody || a.name == b.name || r.article(a.last+1) != b.first || !r.wholeName(b) {
		return false
	}
	switch r.norm(a.last) {
	case "at":
		return faculties[r.norm(a.first)] && learned[r.norm(b.last-1)] || faculties[r.norm(a.first)] && r.norm(b.first) == "university"
	case "in":
		return units.Has(r.norm(a.last-1)) && departments[r.norm(b.first)] || units.Has(r.norm(a.last-1)) && departments[r.norm(b.last-1)]
	}
	return false
}

// faculties are first words of the parts of a university, learned the last words of those.
var faculties = map[string]bool{"institute": true, "centre": true, "center": true, "school": true, "department": true, "faculty": true, "college": true}
var learned = map[string]bool{"university": true, "college": true}

// departments are words of bodies that offices are in.
var departments = map[string]bool{"department": true, "ministry": true, "office": true, "secretariat": true, "treasury": true}

// unit reads a unit's name that holds the name of its whole, as the release has
// it elsewhere.
func (r *reader) unit(a mention) {
	if units.Has(r.norm(a.last - 1)) {
		for end := a.last - 1; end > a.first; end-- {
			if end == a.first+1 && r.d.Tokens[a.first].Shape == text.Title {
				break // "House" in "House Rivers Committee" is a sort of committee
			}
			if whole, ok := r.body(r.d.Words(a.first, end)); ok {
				r.keep(why{&ruleUnit, a.last - 1, a.last}, onrecord.RelationPartOf, a.name, whole)
				return
			}
		}
	}
	for i := a.first + 1; i < a.last-1; i++ {
		if r.norm(i) == "of" && units.Has(r.norm(i-1)) {
			start := r.article(i + 1)
			if start == a.last {
				return
			}
			if whole, ok := r.body(r.d.Words(start, a.last)); ok {
				r.keep(why{&ruleUnit, i - 1, i + 1}, onrecord.RelationPartOf, a.name, whole)
			}
			return
		}
	}
}

// government reports whether the body is somebody's time in office, "the Roe
// Administration": what it does is no part of it.
func (r *reader) government(m mention) bool {
	return r.norm(m.last-1) == "administration" && m.last-m.first == 2 && r.norm(m.first) != "veterans" || r.norm(m.last-1) == "government"
}

// ownScheme reads "the Parks Agency’s Open Rivers Fund" at mention k: a scheme, an
// operation or a system that is called a body's own is run by it.
func (r *reader) ownScheme(k int) {
	if k+1 >= r.hi || r.kind(r.outer[k]) != onrecord.NameBody || !r.possessive(r.outer[k].last) {
		return
	}
	whose, thing := r.outer[k], r.outer[k+1]
	if !(scheme | operation | system).has(r.kind(thing)) || !r.wholeName(thing) && !r.abbreviated(thing) {
		return
	}
	i := r.afterBrackets(whose.last + 1) // "the Parks Agency’s (PA) Open Rivers Fund"
	if thing.first-i > 3 {
		return
	}
	for ; i < thing.first; i++ {
		if t := &r.d.Tokens[i]; t.Norm != "-" && t.Norm != "‘" && t.Norm != "“" && (t.Kind != text.Word || t.Shape != text.Lower || t.Has(tag.Function|tag.CueVerb|tag.Modal)) {
			return
		}
	}
	r.keep(why{&ruleOwn, whose.last, whose.last + 1}, onrecord.RelationRuns, whose.name, thing.name)
}

// abbreviated reports whether the name's own letters in brackets close it: "Open
// Rivers Fund (ORF)".
func (r *reader) abbreviated(m mention) bool {
	for _, x := range r.nested {
		if x.first == m.last+1 && x.name == m.name {
			return r.norm(m.last) == "(" && r.norm(x.last) == ")"
		}
	}
	return false
}

// carried reads "existing Marlo security features, like A, B and C": what the
// features, tools or services of a thing are called.
func (r *reader) carried() {
	for k := r.lo; k+1 < r.hi; k++ {
		whole, part := r.outer[k], r.outer[k+1]
		if r.kind(whole) != onrecord.NameSystem || part.first-whole.last > 10 {
			continue
		}
		for i := whole.last; i < part.first; i++ {
			if carriers.Has(r.norm(i)) && r.suchAs(i+1, part.first) {
				r.parts(k+1, whole)
				break
			}
		}
	}
}

// suchAs reports whether "such as", "like" or "including" fills the tokens.
func (r *reader) suchAs(i, end int) bool {
	if r.norm(i) == "," {
		i++
	}
	switch r.norm(i) {
	case "such":
		return r.norm(i+1) == "as" && r.beforeName(i+2, end) == end
	case "like", "including":
		return r.beforeName(i+1, end) == end
	}
	return false
}

func (r *reader) parts(k int, whole mention) {
	from, to := r.list(k, 1, system)
	for ; from < to; from++ {
		if r.kind(r.outer[from]) == onrecord.NameSystem {
			r.keep(why{rule: &ruleSuchAs}, onrecord.RelationPartOf, r.outer[from].name, whole.name)
		}
	}
}

// calledPart reads "an executive agency of the Parks Ministry, called the Rivers Service" at mention
// k, the ministry: token i is the one after it.
func (r *reader) calledPart(k, i int) bool {
	whole, part := r.outer[k], r.outer[k+1]
	if r.norm(i) != "," || r.norm(i+1) != "called" || r.beforeName(i+2, part.first) != part.first {
		return false
	}
	for j := max(whole.first-8, r.sentence.First); j < whole.first; j++ {
		if end, kind, ok := r.longest(nominals, j, whole.first); ok && r.article(end) == whole.first && onrecord.RelationType(kind) == onrecord.RelationPartOf {
			r.keepFit(why{&rulePart, j, end}, onrecord.RelationPartOf, part, whole)
			return true
		}
	}
	return false
}

// chosenTo reads "appointed the Parks Agency as the new body to run the Rivers Fund" at mention k,
// the agency: token i is the one after it.
func (r *reader) chosenTo(k, i int) bool {
	a, b := r.outer[k], r.outer[k+1]
	if r.norm(i) != "as" || !(body | person).has(r.kind(a)) {
		return false
	}
	for j := i + 1; j < b.first && j < i+8; j++ {
		if r.norm(j) != "to" {
			if t := &r.d.Tokens[j]; t.Kind != text.Word || t.Shape != text.Lower {
				return false
			}
			continue
		}
		end, kind, ok := r.longest(actives, j+1, b.first)
		if !ok || !r.object(end, b, onrecord.RelationType(kind)) {
			return false
		}
		if t := fit(onrecord.RelationType(kind), r.kind(a), r.kind(b)); t == onrecord.RelationRuns || t == onrecord.RelationLeads {
			r.keep(why{&ruleActive, j + 1, end}, t, a.name, b.name)
			return true
		}
		return false
	}
	return false
}
