package commitment

import (
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// What somebody who can act will do for others or keep up, in verbs that of a thing
// would claim an effect: "The agency will support the councils in clearing the lock".

// servings are the verbs of such acts.
var servings = tag.MustList(files, "words/serving.txt")

// undergone are the verbs of what happens to somebody, or is felt.
var undergone = tag.MustList(files, "words/undergone.txt")

// serves reports whether an institution's own release says of somebody who can act what
// they will do by such a verb, by working with others, by keeping on with an act, or by
// a verb that no list knows with an object of its own. Mood ("will work hard") and what
// is only better than before stay out.
func (r *reader) serves(s subject, at int) bool {
	v := r.verb(at)
	if s.first || r.vague(at) || r.norm(at-1) == "always" {
		return false
	}
	if s.name != nil && s.name.Kind == onrecord.NameScheme && s.actor == s.name.Text && v.base != "support" {
		return false // a scheme's effect
	}
	switch v.base {
	case "work":
		return r.worksFor(s, at)
	case "continue":
		return r.norm(at+1) == "to" && r.keepsDoing(at+2)
	case "seek":
		next := r.adverbs(at + 2)
		return r.norm(at+1) == "to" && (r.verb(next).class >= object || servings.Has(r.verb(next).base)) && !r.empty(next) && !r.vague(next)
	case "use":
		return r.usesTo(at)
	case "look":
		return r.norm(at+1) == "after"
	case "retain", "keep":
		return r.within(at, 3, "responsibility", "control", "oversight", "ownership") && (r.within(at, 4, "for", "of", "over"))
	case "stand":
		return r.norm(at+1) == "down"
	case "leave", "join":
		return r.bodyAt(at+1) || isDeterminer(r.norm(at+1)) && r.bodyAt(at+2)
	case "take":
		return r.norm(at+1) == "on" && r.within(at, 5, "role", "responsibility", "responsibilities", "task", "challenge") && r.within(at, 6, "of", "for")
	}
	if servings.Has(v.base) && (v.plain || v.gerund) {
		return r.servesWhat(at)
	}
	return r.pursues(s, at)
}

// servesWhat reports whether the verb of serving at token at has an object that can be
// told: an event, a body, people, an act of theirs; no quality and no hope.
func (r *reader) servesWhat(at int) bool {
	if r.empty(at) || r.goesOn(at) {
		return false
	}
	switch r.norm(at + 1) {
	case "", "those", "that", "our", "your":
		return false
	}
	return r.d.Tokens[at+1].Kind == text.Word
}

// worksFor reports whether "work" at token at says with whom and to what end: "will work
// through the board to draw up a plan".
func (r *reader) worksFor(s subject, at int) bool {
	if s.name == nil && !s.own {
		return false
	}
	for j := r.adverbs(at + 1); j < at+34 && j+1 < r.s.Last; j++ {
		switch n := r.norm(j); {
		case n == "to" && r.verb(r.adverbs(j+1)).plain:
			next := r.adverbs(j + 1)
			b := r.verb(next).base
			return r.verb(next).class != soft || servings.Has(b) || b == "help" || b == "ensure"
		case n == ";" || n == "which" || n == "who" || n == "that":
			return false
		}
	}
	return false
}

// keepsDoing reports whether the verb at token at, after "continue to", tells an act that
// can be seen to go on.
func (r *reader) keepsDoing(at int) bool {
	v := r.verb(at)
	switch v.base {
	case "be", "have", "work", "seek", "look", "use", "pursue", "build", "play", "do", "make", "take":
		return false
	}
	return v.plain && v.class >= object && !r.empty(at) && !r.vague(at) && !r.within(at, 3, "all", "resources")
}

// usesTo reports whether "use" at token at says what for, with an object of its own.
func (r *reader) usesTo(at int) bool {
	for j := at + 2; j < at+9 && j+1 < r.s.Last; j++ {
		switch r.norm(j) {
		case "all", "every", "levers":
			return false
		case "to":
			return r.verb(r.adverbs(j + 1)).plain
		case ",", ";", "which", "that":
			return false
		}
	}
	return false
}

// pursues reports whether the verb at token at is one that no list knows and has an
// object that the release names as known or as one: "The apprentices will follow a
// course", "The warden will cook the last meal". What it brings in -ing, or more of, is
// an effect.
func (r *reader) pursues(s subject, at int) bool {
	v, t := r.verb(at), &r.d.Tokens[at]
	if v.base != "follow" && v.class != unknown || undergone.Has(r.verbBase(at)) || t.Kind != text.Word || t.Shape != text.Lower || t.Has(tag.Function|tag.Modal) || s.kind != doer && !publics.Has(s.head) && !isPerson(s) {
		return false
	}
	if strings.HasSuffix(t.Norm, "ed") || strings.HasSuffix(t.Norm, "ly") || r.norm(at+1) == "that" {
		return false
	}
	return r.objectFollows(at+1) && !r.empty(at) && !r.vague(at)
}

// meetsBy reports whether "have" at token at is followed by the occasion to meet or see
// somebody named, as a programme of a visit has it: "will have a chance to meet Ada Vane".
func (r *reader) meetsBy(at int) bool {
	for j := at + 1; j < at+5; j++ {
		switch r.norm(j) {
		case "chance", "opportunity":
			b := r.verb(j + 2).base
			return r.norm(j+1) == "to" && (b == "meet" || b == "visit" || b == "hear" || b == "tour" || b == "see") && r.nameWithin(j+2, 8)
		}
	}
	return false
}
