package commitment

import "github.com/onrecord/onrecord"

// Whether the doing of a verb can be seen.

// checkable reports whether doing what the verb at token at says can be seen:
// by the verb alone, or with an object, a number, a name or a date.
func (r *reader) checkable(at int) bool {
	if next := r.stepsTo(at); next > 0 {
		return r.verb(next).class >= object && r.checkable(next)
	}
	switch v := r.verb(at); v.class {
	case firm:
		return r.seenAlone(v, at)
	case object:
		if seen, decided := r.seenByUse(v, at); decided {
			return seen
		}
		return r.seenWithObject(v, at)
	case dated:
		return r.seenWhenDated(v, at)
	}
	return false
}

// seenAlone is checkable for a verb whose doing can be seen by itself, but for the
// uses of it that tell mood or effect.
func (r *reader) seenAlone(v verbForm, at int) bool {
	switch v.base {
	case "start", "begin":
		if r.norm(at+1) == "to" {
			return r.verb(at+2).class == firm
		}
	case "send":
		if r.within(at, 6, "message", "signal") {
			return false // mood
		}
	case "lay":
		if r.within(at, 3, "foundation", "foundations", "groundwork") {
			return false // mood
		}
	case "renew":
		if r.within(at, 5, "commitment", "commitments", "focus", "relationship", "contract", "faith") {
			return false // mood
		}
	case "open":
		if r.norm(at+1) == "up" && !r.measured(at+2) {
			return false // "open up the market"
		}
	case "hold":
		if r.within(at, 7, "accountable", "account", "responsible") {
			return false // mood
		}
	case "create":
		if r.within(at, 9, "jobs", "conditions", "opportunities") || r.vague(at) && !r.measured(at+1) {
			return false // an effect claimed
		}
	}
	return !r.empty(at)
}

// seenByUse is checkable for a verb that counts with an object, where its own use
// decides it: "look into", "take part", "write to".
func (r *reader) seenByUse(v verbForm, at int) (seen, decided bool) {
	next := r.norm(at + 1)
	switch v.base {
	case "look":
		if r.within(at, 3, "at", "into") {
			return r.quote == nil, true
		}
		return r.seeksTo(at)
	case "build":
		return false, next == "on" || next == "upon"
	case "seek":
		if r.within(at, 3, "views", "comments", "evidence", "feedback", "responses", "approval", "permission", "consent") {
			return true, true
		}
		return r.seeksTo(at)
	case "serve":
		if next == "as" && v.plain {
			return r.quote == nil && r.postWithin(at+2, 4), true
		}
		if (next == "on" || next == "in") && v.plain && r.quote == nil && r.nameWithin(at+2, 4) {
			return true, true // "will serve on the Locks Committee"
		}
		return r.quote == nil && r.within(at, 6, "term", "years", "months") && (r.measured(at+1) || r.within(at, 6, "term")), true
	case "lead":
		return true, (v.plain || v.gerund) && isDeterminer(next) && !r.empty(at)
	case "work":
		return true, (next == "with" || next == "alongside") && r.worksTo(at)
	case "take":
		return r.takes(at)
	case "respond":
		return false, r.within(at, 5, "possible")
	case "write":
		return true, next == "to"
	case "raise":
		return true, v.plain && r.within(at, 7, "with") && !r.within(at, 7, "awareness", "money", "funds", "concern", "concerns")
	case "apply":
		return true, r.quote == nil && (next == "to" || next == "across")
	case "come":
		return r.within(at, 4, "end", "force", "effect", "forward"), true
	}
	return false, false
}

// takes is seenByUse for "take": "take part", "take account of", "take over".
func (r *reader) takes(at int) (seen, decided bool) {
	switch next := r.norm(at + 1); {
	case next == "on" || next == "over":
		return !r.empty(at), true
	case r.within(at, 2, "account"):
		return r.quote == nil, true
	case next == "part":
		return true, true
	case r.within(at, 6, "years", "months", "weeks", "decades"):
		return false, true // a forecast of how long
	}
	return false, false
}

// seeksTo is seenByUse for "look to" and "seek to": what they lead to decides.
func (r *reader) seeksTo(at int) (seen, decided bool) {
	if to := r.adverbs(at + 1); r.norm(to) == "to" {
		return r.verb(r.adverbs(to+1)).class == firm, true
	}
	return false, false
}

// seenWithObject is checkable for a verb that needs a thing, a number or a name.
func (r *reader) seenWithObject(v verbForm, at int) bool {
	next := r.norm(at + 1)
	switch {
	case v.base == "set" && next == "up", v.participle && (v.base == "base" || v.base == "house") && next == "in":
		return true
	case v.participle && (next == "out" || next == "up") && !r.empty(at):
		return true // "will be carried out"
	}
	switch v.base {
	case "increase", "rise", "fall":
		return r.hasAmount(at+1) || v.base == "increase" && r.quote == nil && v.plain && isDeterminer(next) && r.chargeWithin(at+1, 5)
	case "receive":
		if r.quote == nil && !r.names.personal && r.within(at, 4, "support", "help", "assistance") && !r.vague(at) && !r.empty(at) {
			return true
		}
	case "provide", "offer", "give":
		if v.base != "give" && comparatives.Has(next) && !r.measured(at+1) {
			return false // an effect claimed
		}
		if r.within(at, 2, "protection", "certainty", "clarity", "peace") && !r.measured(at+1) {
			return false // an effect claimed
		}
		if r.within(at, 8, "support", "assistance", "aid") && r.givesTo(at) {
			return true
		}
		if v.base != "give" && r.quote == nil && !v.participle && r.within(at, 4, "support", "assistance") && !r.vague(at) {
			return true
		}
	}
	return (r.hasThing(at+1) || v.base == "use" && r.usedFor(at)) && !r.empty(at)
}

// chargeWithin reports whether a rate, a charge or a penalty, whose rise can be
// seen, is named in the n tokens after token i.
func (r *reader) chargeWithin(i, n int) bool {
	for j := i + 1; j <= i+n && j < r.s.Last; j++ {
		if charges.Has(r.d.Tokens[j].Norm) {
			return true
		}
	}
	return false
}

// seenWhenDated is checkable for a verb that needs a day.
func (r *reader) seenWhenDated(v verbForm, at int) bool {
	if n := r.norm(at - 1); (n == "shortly" || n == "soon") && r.quote == nil && !r.names.personal && !r.empty(at) {
		return true // "will shortly leave"
	}
	switch v.base {
	case "gather":
		if r.within(at, 3, "views", "evidence", "feedback", "data", "information") {
			return r.quote == nil
		}
	case "attend":
		if r.norm(at-1) == "not" {
			return r.quote == nil && r.nameWithin(at+1, 6)
		}
	case "meet":
		if v.plain && r.quote == nil && (r.norm(at+1) == "with" || r.nameWithin(at+1, 2)) {
			return true
		}
	}
	return !r.goesOn(at) && r.due(at, onrecord.StrengthWill) != nil || r.quote == nil && r.remains(at)
}
