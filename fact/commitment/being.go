package commitment

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/text"
)

// exists reports whether "there will be" tells of something that can be
// counted or waited for: "there will be 4 sailings", "there will be another
// round in the spring", "there will be no redundancies".
func (r *reader) exists(at int) bool {
	if r.empty(at) {
		return false
	}
	if n := r.norm(at + 1); r.quote == nil && (n == "a" || n == "an" || n == "monthly" || n == "weekly" || n == "annual" || n == "quarterly" || n == "regular") && !r.names.personal && !r.vague(at) && (r.hasThing(at+1) || r.madeFor(at+2)) {
		return true // "there will be a helpline for owners"
	}
	if r.norm(at+1) == "no" && r.norm(at+2) == "need" {
		return false
	}
	if r.norm(at+1) == "no" && r.quote != nil && (things.Has(r.norm(at+2)) || acts.Has(r.norm(at+2))) && !r.opinion(at) {
		return true // "there will be no extension"
	}
	return r.due(at, onrecord.StrengthWill) != nil || r.quote == nil && (r.measured(at+1) || r.norm(at+1) == "no" && !r.opinion(at))
}

// madeFor reports whether the noun phrase from token i on is one word for what can be
// set up or put on, and then whom it is for: "area for wheelchairs".
func (r *reader) madeFor(i int) bool {
	return r.norm(i+1) == "for" && arranged.Has(r.norm(i))
}

// perfect reports whether "have" at token at only helps a participle: "will
// have risen".
func (r *reader) perfect(at int) bool {
	return r.verb(r.adverbs(at + 1)).participle
}

// opinion reports whether the words before token i say what somebody wants
// said: "we need to make it clear that there will be no".
func (r *reader) opinion(i int) bool {
	for j := r.s.First; j < i; j++ {
		switch r.norm(j) {
		case "we", "i", "must", "need", "needs", "should":
			return true
		}
	}
	return false
}

// being reads "will be complete by", "will be in place from", "will be able to
// claim £900": they count where a date is given, a power where it can be
// checked.
func (r *reader) being(s subject, at int) int {
	j := r.adverbs(at + 1)
	if r.stands(s, j) {
		return at
	}
	if r.quote == nil && !s.first && (ruleds.Has(r.norm(j)) && !r.names.personal || r.setsMeasure(s, at) || r.firstTo(j) && !r.names.personal) {
		return at
	}
	if r.quote == nil && (isCurrency(r.norm(j)) || s.name != nil && s.name.Kind == onrecord.NamePerson && r.postWithin(j, 6)) {
		return at // "the fine will be £90", "Jane Doe will be the Mayor"
	}
	switch r.norm(j) {
	case "able", "unable", "free", "allowed", "permitted", "entitled", "eligible", "required", "expected", "obliged", "asked", "exempt":
		if r.quote == nil && !s.first && r.ruledTo(j) {
			return at
		}
		if (r.norm(j) == "eligible" || r.norm(j) == "exempt") && r.quote == nil && !s.first && !r.names.personal && (r.norm(at-1) == "also" || r.norm(at-1) == "now") {
			return at // a rule that is new
		}
		if r.norm(j+1) == "to" && r.d.Tokens[min(j+2, r.s.Last-1)].Kind == text.Punct {
			return -1 // "they will be entitled to, but"
		}
	case "subject":
		if r.norm(j+1) == "to" && r.quote == nil {
			return at
		}
	case "available", "accessible", "open", "operational", "ready":
		if r.quote == nil && r.isOffered(s, j) {
			return at
		}
	case "in", "at":
		if r.within(j, 2, "heart", "centre", "center", "forefront", "core", "top") {
			return -1 // "at the heart of"
		}
		if r.quote == nil && r.nameWithin(j+1, 3) {
			return at
		}
		switch n := r.norm(j + 1); {
		case n == "place" && r.quote == nil && r.norm(j) == "in" && s.kind == patient:
			return at
		case n != "place" && n != "force" && r.quote != nil:
			return -1
		}
	case "made":
		if r.norm(j+1) != "available" {
			return -1
		}
	default:
		if r.quote != nil {
			return -1
		}
	}
	if r.empty(at) || r.due(at, onrecord.StrengthWill) == nil {
		return -1
	}
	return at
}

// setsMeasure reports whether what a rule fixes "will be" so and so much: "The
// penalty will be a maximum of 9 years". Of anything else it is a forecast.
func (r *reader) setsMeasure(s subject, at int) bool {
	if measures.Has(s.head) {
		return r.numberFollows(at) || r.measured(at+1) && r.within(at, 3, "a", "set", "capped", "fixed", "limited")
	}
	return false
}

// firstTo reports whether token j opens "the first to trial": what follows is
// done by more than one.
func (r *reader) firstTo(j int) bool {
	if r.norm(j) == "among" || r.norm(j) == "one" {
		for k := j; k < j+4; k++ {
			if r.norm(k) == "the" {
				j = k
				break
			}
		}
	}
	return r.norm(j) == "the" && r.norm(j+1) == "first" && r.norm(j+2) == "to" && r.verb(j+3).plain && r.verb(j+3).class >= object && !r.empty(j+3)
}

// ruledTo reports whether the word at j gives its subject a right or a duty
// that can be checked: "able to claim £900", "entitled to a voucher",
// "expected to keep their distance".
func (r *reader) ruledTo(j int) bool {
	word, v := r.norm(j), r.verb(j+2)
	switch n := r.norm(j + 1); {
	case word == "eligible" && (n == "for" || n == "once" || n == "from" || n == "if" || n == "when"), n == "from" && word == "exempt":
		return r.norm(j+2) != "" && !r.empty(j+1)
	case n != "to":
		return false
	}
	switch word {
	case "entitled", "eligible":
		if !v.plain {
			return r.d.Tokens[j+2].Kind == text.Word && !r.empty(j+1) // a thing, and no verb
		}
	case "required", "expected", "obliged", "asked":
		return v.plain && v.base != "be" && v.base != "have" && !r.empty(j+2)
	}
	switch v.base {
	case "apply", "bid", "claim", "register", "vote", "enrol", "opt":
		return true
	}
	if v.class == unknown {
		return r.objectFollows(j+3) && !r.empty(j+2) && r.d.Tokens[j+2].Kind == text.Word
	}
	return v.class > soft && !r.empty(j+2) && (v.class == object && !r.vague(j+2) || r.checkable(j+2) || r.measured(j+2))
}

// isOffered reports whether a thing "will be available" to somebody or
// somewhere: what is on offer can be asked for.
func (r *reader) isOffered(s subject, j int) bool {
	if s.first || s.kind == summary || s.start < 0 {
		return false
	}
	switch r.norm(j + 1) {
	case "to", "for", "from", "at", "in", "on", "through", "via", "online", "until", "across":
		return r.norm(j) == "available" || r.norm(j) == "accessible" || r.norm(j) == "open" && r.norm(j+1) == "to" && r.norm(j+2) != "a" && r.norm(j+2) != "an" // "open to a discussion"
	case "all", "every", "daily":
		return r.norm(j) == "open" // "will be open all year round"
	}
	return false
}

// going reads "will go further by hosting": what follows "by" counts; and
// "will go live".
func (r *reader) going(at int) int {
	if n := r.norm(at + 1); n == "live" || n == "ahead" || n == "on" && r.norm(at+2) == "sale" || n == "up" && r.quote == nil && r.due(at, onrecord.StrengthWill) != nil {
		return at
	}
	for j := at + 1; j < at+6; j++ {
		if r.norm(j) == "by" && r.verb(j+1).gerund && r.verb(j+1).class == firm {
			return j + 1
		}
	}
	return -1
}
