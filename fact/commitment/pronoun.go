package commitment

import (
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// pronoun resolves "she", "it", "they" to the nearest name before it that can
// be meant.
func (r *reader) pronoun(norm string, at int) subject {
	late := at > r.s.First && r.afterWhen(at)
	if at > r.s.First && !late && !r.opens(at) && !reports.Has(r.norm(at-1)) {
		if s, ok := r.reporter(at); ok && r.quote == nil {
			return s
		}
		return subject{start: at}
	}
	first := r.norm(r.s.First)
	opening := at == r.s.First || late && first != "when" && first != "once" // these have a subject of their own
	if r.quote != nil {
		return r.thing(norm, at)
	}
	if s, ok := r.reporter(at); ok {
		return s
	}
	person := norm == "he" || norm == "she"
	if s := r.clauseBefore(at); s.kind == doer && s.name != nil && person == (s.name.Kind == onrecord.NamePerson || s.name.Kind == onrecord.NameRole) {
		s.start = at
		return s
	}
	from := r.s.First
	if person {
		from = at
	}
	if s := r.topic(); s.kind == doer && !s.first && opening && !(norm == "it" && s.name == nil && severally(s.head)) {
		named := isPerson(s)
		if several := s.name != nil && named && s.actor != s.name.Text; named == person && !(person && several) || norm == "they" && several {
			s.start = at
			return s // who the sentence before tells of
		}
	}
	if s := r.topic(); s.kind == patient && norm == "it" && opening && s.name == nil && s.start >= 0 {
		return subject{kind: patient, actor: r.answering(), head: s.head, definite: true, start: at} // "The new aid will reach. It will"
	}
	if s := r.topicAbove(); person && opening && s.kind == doer && !s.first && isPerson(s) {
		s.start = at
		return s
	}
	if norm == "it" && opening {
		if j := r.broughtUp(); j > 0 {
			return subject{kind: doer, actor: r.d.Tokens[j].Norm, head: r.d.Tokens[j].Norm, definite: true, start: at} // "Ministers will chair a board. It will meet"
		}
	}
	if n := r.names.before(from, norm); n != nil {
		if n.Kind == onrecord.NameLaw {
			return subject{kind: effect, actor: r.lawgiver(), name: n, start: at}
		}
		return subject{kind: doer, actor: n.Text, name: n, start: at}
	}
	return r.thing(norm, at)
}

// severally reports whether a noun is of several: "ministers" are no "it".
func severally(noun string) bool {
	return strings.HasSuffix(noun, "s") && !strings.HasSuffix(noun, "ss")
}

// broughtUp returns the noun of somebody who acts that the sentence before brings up after its verb, as its last: "will chair a
// board to oversee it"; 0 where there is none.
func (r *reader) broughtUp() (noun int) {
	at := int(r.d.Tokens[r.s.First].Sentence) - 1
	if at < r.d.Blocks[r.inBlock].FirstSentence {
		return 0
	}
	s, verb, article := r.d.Sentences[at], false, 0
	for i := s.First; i < s.Last; i++ {
		t := &r.d.Tokens[i]
		switch {
		case !verb:
			verb = i > s.First && (t.Has(tag.Modal) || isFinite(t.Norm))
		case t.Norm == "a" || t.Norm == "an":
			article = i
		case t.Kind != text.Word || t.Shape != text.Lower || article > 0 && i-article > 3:
			article = 0
		case article > 0 && actors.Has(t.Norm):
			noun, article = i, 0
		}
		if noun > 0 && noun < i && t.Shape > text.Lower && t.Kind == text.Word {
			return 0 // a name that may be meant stands nearer
		}
	}
	return noun
}

// afterWhen reports whether what stands before token at only says when, and no
// comma marks its end: "When the scheme is introduced it will", "On re-appointment
// she will".
func (r *reader) afterWhen(at int) bool {
	switch r.norm(r.s.First) {
	case "when", "once":
		return r.verb(at-1).participle && isFinite(r.norm(at-2))
	case "on", "in", "at", "after", "during", "under", "until", "before":
		for j := r.s.First + 1; j < at; j++ {
			if t := &r.d.Tokens[j]; at-r.s.First > 7 || t.Kind == text.Word && (isFinite(t.Norm) || r.verb(j).third || t.Has(tag.Modal)) {
				return false
			}
		}
		return true
	}
	return false
}

// isPerson reports whether the subject is somebody: a person, or a post with or
// without a name ("the minister").
func isPerson(s subject) bool {
	if s.name == nil {
		return s.kind == doer && tag.Lists(s.head)&tag.PostHead != 0
	}
	return s.name.Kind == onrecord.NamePerson || s.name.Kind == onrecord.NameRole
}

// clauseBefore is the subject that the sentence starts with, where token at goes
// on after a semicolon: "The minister spoke; he will".
func (r *reader) clauseBefore(at int) subject {
	if r.norm(at-1) != ";" {
		return subject{start: -1}
	}
	for i := r.s.First + 1; i < at && i < r.s.First+16; i++ {
		t := &r.d.Tokens[i]
		if t.Has(tag.Modal) || isFinite(t.Norm) || reports.Has(t.Norm) {
			return r.subject(i)
		}
	}
	return subject{start: -1}
}

// thing is the subject "it" or "they" at token at that names nobody who could
// act: the thing spoken of before.
func (r *reader) thing(norm string, at int) subject {
	if r.quote != nil && (norm == "he" || norm == "she") {
		return subject{start: at}
	}
	return subject{kind: patient, actor: r.answering(), start: at}
}

// reporter is the subject of the verb of announcing before the pronoun at
// token at: "the agency announced that it will".
func (r *reader) reporter(at int) (subject, bool) {
	i := at - 1
	if r.norm(i) == "that" {
		i--
	}
	if r.norm(i) == "today" {
		i--
	}
	if k := r.dateAt(max(i, r.s.First)); k >= 0 && !reports.Has(r.norm(i)) {
		i = r.d.TokenAt(r.dates[k].Start) - 1 // "announced in August it had decided"
		if isPreposition(r.norm(i)) {
			i--
		}
	}
	if i <= r.s.First || !reports.Has(r.norm(i)) {
		return subject{}, false
	}
	switch r.norm(i - 1) {
	case "he", "she", "it", "they", "is", "was":
		return subject{}, false
	}
	s := r.subject(r.auxiliary(i))
	s.first = false
	return s, s.kind == doer
}
