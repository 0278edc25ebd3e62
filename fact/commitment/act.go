package commitment

import (
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// empowers reports whether a thing, such as new arrangements, "will give" somebody
// a power, a right or a duty.
func (r *reader) empowers(s subject, at int) bool {
	switch r.verb(at).base {
	case "give", "grant", "hand", "offer":
		return s.kind != doer && r.quote == nil && !r.names.personal && !r.vague(at) && r.within(at, 8, "power", "powers", "right", "rights", "authority", "duty", "duties", "entitlement", "access")
	}
	return false
}

// takesIn reports whether the release says what a plan will hold: "The programme will
// include a test centre at Marlow".
func (r *reader) takesIn(s subject, at int) bool {
	if v := r.verb(at); v.base != "include" || !v.plain || s.kind != patient && s.kind != effect || r.quote != nil || r.names.personal || r.empty(at) || r.vague(at) {
		return false
	}
	return r.hasThing(at+1) || r.objectFollows(at+1)
}

// backs reports whether the release says whom or what public money will support:
// "The fund will support repairs to village halls". What it will help to bring about
// is an effect claimed.
func (r *reader) backs(s subject, at int) bool {
	if v := r.verb(at); !v.plain || v.base != "support" && v.base != "help" || r.quote != nil || r.names.personal || r.vague(at) || r.empty(at) {
		return false
	}
	if !r.isMoney(s) && !backers.Has(s.head) && (s.name == nil || s.name.Kind != onrecord.NameScheme) {
		return false
	}
	next := r.norm(at + 1)
	if r.verb(at).base == "support" && next == "the" && r.bodyAt(at+2) {
		return true // "The money will support the Locks Museum to teach"
	}
	if next == "the" || next == "this" || next == "our" || next == "to" || r.verb(at+1).plain && r.d.Tokens[at+1].Shape == text.Lower && !strings.HasSuffix(next, "s") || r.verb(at+1).gerund && !strings.HasSuffix(r.norm(at+2), "s") {
		return false
	}
	for j := at + 1; j < at+7 && j < r.s.Last; j++ {
		switch n := r.norm(j); {
		case n == "," || n == ";" || n == "which" || n == "who" || n == "that" || n == "by" || hollows.Has(n):
			return false
		case r.verb(at).base == "help":
			if r.verb(j).plain && j > at+1 && r.d.Tokens[j].Shape == text.Lower && strings.HasSuffix(r.norm(j-1), "s") {
				return r.verb(j).class >= object && !r.empty(j) && !r.vague(j)
			}
		case len(n) > 3 && strings.HasSuffix(n, "s") && r.d.Tokens[j].Kind == text.Word || n == "people" || n == "children":
			return true
		}
	}
	return false
}

// bodyAt reports whether the name of a body starts at token i.
func (r *reader) bodyAt(i int) bool {
	for k := i + 1; k < i+9 && k <= r.s.Last; k++ {
		if n, first := r.names.ending(k); n != nil && first == i && n.Kind == onrecord.NameBody {
			return true
		}
	}
	return false
}

// turnsInto reports whether a thing "will become" something of another kind, as
// a plan has it: "The mill will become a museum".
func (r *reader) turnsInto(s subject, at int) bool {
	if r.verb(at).base == "become" && isPerson(s) && r.quote == nil && !r.names.personal {
		return r.postWithin(at+1, 9) // "Jane Doe will become Minister for Parks"
	}
	if r.verb(at).base != "become" || s.kind != patient && s.kind != doer || s.first || r.quote != nil || r.names.personal || !isDeterminer(r.norm(at+1)) || r.empty(at) || r.vague(at) {
		return false
	}
	for j := at + 2; j < at+6 && j < r.s.Last; j++ {
		switch n := r.norm(j); {
		case n == "of" || n == "for" || n == "," || n == "that":
			return false
		case things.Has(n) || subjects.Has(n) || actors.Has(n):
			return true
		}
	}
	return false
}

// gainsShare reports whether the release says of how many that they will get it:
// "90,000 owners will get lessons".
func (r *reader) gainsShare(s subject, at int) bool {
	switch r.verb(at).base {
	case "receive", "get", "benefit":
		return r.quote == nil && !r.names.personal && r.numbered(s.start-3, at) && !r.empty(at)
	}
	return false
}

// grows reports whether the release says of public spending that it will rise or
// fall, and by how much, when or against what: "The parks budget will grow in real terms".
func (r *reader) grows(s subject, at int) bool {
	if !spendings.Has(s.head) || r.quote != nil || r.names.personal {
		return false
	}
	switch r.verb(at).base {
	case "double", "treble", "triple":
		return true
	case "fall", "grow", "increase", "rise":
		return r.within(at, 5, "terms", "inflation", "every", "each") || r.hasAmount(at+1) || r.due(at, onrecord.StrengthWill) != nil
	}
	return false
}

// definite reports whether an institution's own release says what will be done,
// in a verb that tells an act and no mood or effect: "The board will oversee the
// works". A member of an assembly tells of others' acts, a speaker of hopes.
func (r *reader) definite(at int) bool {
	v := r.verb(at)
	if r.quote != nil || r.names.personal || v.class < dated || r.goesOn(at) || r.empty(at) || r.vague(at) {
		return false
	}
	switch v.base {
	case "remain", "stay", "become", "hear", "welcome":
		return false
	case "form":
		return !r.within(at, 5, "part", "basis", "backbone", "core") || r.nameWithin(at+2, 8) // what it is
	case "use":
		return r.hasThing(at+1) || r.usedFor(at)
	case "stop":
		return !r.within(at, 2, "nothing")
	case "build", "look", "open", "go", "come", "stand":
		switch r.norm(at + 1) {
		case "on", "upon", "after", "up", "to", "from", "by":
			return false
		}
	}
	return v.class != firm || r.checkable(at)
}

// partner reports whether an official, speaking of what "we" give, says what a
// named body will do with it, or what one will do that can be seen by itself: "With
// the money we announce today, the Rivers Trust will clear 9 locks".
func (r *reader) partner(s subject, i, at int) bool {
	if at < 0 || s.name == nil || s.name.Kind != onrecord.NameBody || r.verb(at).class < object || !r.checkable(at) {
		return false
	}
	if r.verb(at).class == firm || r.verb(at).base == "deliver" {
		return !r.vague(at) && !r.names.personal && isOfficial(r.quote.Role) // another body that serves the same end
	}
	first := r.s.First
	for isQuotationMark(r.norm(first)) || r.norm(first) == "“" || r.norm(first) == "‘" {
		first++
	}
	return (r.norm(first) == "with" || r.norm(first) == "through") && r.within(first, i-first, "i", "we", "our")
}

// givenTo reports whether an official says what somebody else will be given: a sum,
// a number of things or a power, "Schools will get the power to".
func (r *reader) givenTo(at int) bool {
	switch r.verb(at).base {
	case "get", "receive":
		return !r.empty(at) && !r.vague(at) && (r.numberFollows(at) || r.hasSum(at) || r.within(at, 4, "power", "powers", "funding", "grant", "grants", "right"))
	}
	return false
}

// ofScheme reports whether an official says what a named scheme will do that can be
// measured: "The Harbour Fund will pay for 9 boats".
func (r *reader) ofScheme(s subject, at int) bool {
	if s.name == nil || s.name.Kind != onrecord.NameScheme || s.actor != s.name.Text || r.verb(at).class < object || r.vague(at) || r.empty(at) {
		return false
	}
	return r.checkable(at) && (r.measured(at+1) || r.due(at, onrecord.StrengthWill) != nil) || r.verb(at).base == "include" && r.hasThing(at+1)
}

// votes reports whether a member of an assembly says how they will vote: "I will
// not be supporting this legislation".
func (r *reader) votes(s subject, at int) bool {
	if !r.names.personal || !s.first {
		return false
	}
	switch r.verb(at).base {
	case "support", "oppose", "vote", "cosponsor":
		return r.within(at, 5, "legislation", "bill", "bills", "resolution", "amendment", "nomination", "nominee", "confirmation", "measure")
	}
	return false
}

// assists reports whether somebody who can act will help with something for a
// time that the release gives, or with more than before: "A team will assist with
// repairs until May", "The agency will support extra flights".
func (r *reader) assists(at int) bool {
	switch r.verb(at).base {
	case "assist", "help", "support":
		return r.quote == nil && !r.names.personal && (r.due(at, onrecord.StrengthWill) != nil || r.within(at, 1, "additional", "extra", "new", "further") && r.hasThing(at+2) && !r.empty(at))
	}
	return false
}

// helps reports whether the release says of somebody who can act how many will
// be helped: "Britain will help 200,000 people". Of a law or a fund the same
// would be an effect claimed.
func (r *reader) helps(at int) bool {
	switch r.verb(at).base {
	case "help", "support", "assist", "save", "train":
		return r.quote == nil && !r.names.personal && r.numberFollows(at)
	}
	return false
}

// namesAct reports whether a verb that no list knows has an object of its own
// with a thing that can be checked: "will spearhead a review of the locks".
func (r *reader) namesAct(at int) bool {
	t := &r.d.Tokens[at]
	return r.quote == nil && !r.names.personal && r.verb(at).class == unknown && t.Kind == text.Word && t.Shape == text.Lower && !t.Has(tag.Function) && r.objectFollows(at+1) && r.hasThing(at+1) && !r.empty(at) && !r.vague(at)
}

// seesTo reports whether a scheme or another body "will ensure" that something is done
// which can be seen: "The Lock Service will ensure anglers are given a permit". Of the
// issuer's own side it is mood.
func (r *reader) seesTo(s subject, at int) bool {
	if r.verb(at).base != "ensure" || r.quote != nil || r.names.personal || s.first || s.own || s.name == nil || s.kind != doer || isPerson(s) {
		return false
	}
	for j := at + 2; j < at+9 && j < r.s.Last; j++ {
		switch n := r.norm(j); n {
		case "is", "are":
			v := r.verb(r.adverbs(j + 1))
			return v.participle && v.class >= object && !r.empty(j) && !r.within(j, 4, "protected", "held", "supported", "treated", "accountable")
		case ",", "which", "who", "have", "can":
			return false
		}
	}
	return false
}
