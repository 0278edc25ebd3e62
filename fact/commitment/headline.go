package commitment

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// headlinePassive reads "New bridge to be built at Marlow": a sentence without
// another verb before or after its infinitive, with no full stop.
func (r *reader) headlinePassive(i, at int) *undertaking {
	if r.norm(at) == "united" && r.nameWithin(at, 1) {
		return nil // "to be United States Judge"
	}
	if r.quote != nil || i-r.s.First > 10 || r.s.Last-r.s.First > 40 || r.norm(i-1) == "soon" || r.norm(i-1) == "and" || r.norm(r.s.Last-1) == "." && r.inBlock > 1 && r.d.Blocks[r.inBlock].Kind != onrecord.BlockListItem || r.verb(at).class < object || !r.verb(at).participle {
		return nil
	}
	for j := r.s.First; j < r.s.Last; j++ {
		if j > at && (r.norm(j) == "," || r.norm(j) == "as") {
			break // what follows is another clause
		}
		if r.norm(j) == "asked" || r.norm(j) == "called" || j > at && r.verb(j).third && r.objectFollows(j+1) {
			return nil
		}
		if t := &r.d.Tokens[j]; j < i && t.Kind == text.Punct && t.Norm != "-" || t.Has(tag.Modal) || isFinite(t.Norm) && j != i+1 || j < i && r.verb(j).third {
			return nil
		}
	}
	s := r.subject(i)
	if s.kind != patient && s.kind != doer || s.first {
		return nil
	}
	actor := r.agent(at)
	if actor == "" {
		actor = r.side()
	}
	return &undertaking{actor: actor, verb: at, strength: onrecord.StrengthWill, rule: &ruleHeadline}
}

// headline reads "Parks Minister to open bridge": a sentence without another
// verb before its infinitive.
func (r *reader) headline(i, at int) *undertaking {
	if r.quote != nil || i-r.s.First > 8 || r.s.Last-r.s.First > 40 || !r.headlined(at) || !r.verb(at).plain || at != r.adverbs(i+1) {
		return nil
	}
	if first := r.norm(r.s.First); isDeterminer(first) || isPreposition(first) || first == "as" || r.verb(r.s.First).plain || r.within(at, 30, "was", "were") {
		return nil
	}
	for j := r.s.First; j < i; j++ {
		if t := &r.d.Tokens[j]; t.Kind == text.Punct && t.Norm != "-" && t.Norm != "," || t.Has(tag.Modal) || r.verb(j).third || isFinite(t.Norm) || urgings.Has(t.Norm) || t.Norm == "include" {
			return nil
		}
	}
	s := r.subject(i)
	if s.kind == patient && r.gains(at) && (r.norm(r.s.Last-1) != "." || r.inBlock <= 1) {
		s.kind, s.actor = doer, r.side()
	}
	if s.kind == patient && r.paysOut(at) && (r.norm(r.s.Last-1) != "." || r.inBlock <= 1) {
		s.kind, s.actor = doer, r.side() // "Settlement to provide £9 million for piers"
	}
	if s.kind == patient && s.start == r.s.First && (r.inBlock <= 1 || r.norm(r.s.Last-1) != "." && r.due(at, onrecord.StrengthWill) != nil) && r.comesAbout(at) {
		s.kind, s.actor = doer, r.side() // "Lake website to close"
	}
	if s.kind != doer || s.first || s.start > r.s.First+1 {
		return nil
	}
	return &undertaking{actor: s.actor, verb: at, strength: onrecord.StrengthWill, rule: &ruleHeadline}
}

// comesAbout reports whether a headline's verb tells what becomes of a thing that
// the issuer has in hand.
func (r *reader) comesAbout(at int) bool {
	switch r.norm(at) {
	case "open", "close", "reopen", "launch", "start", "begin", "end", "move", "resume", "relocate":
		return !r.empty(at)
	}
	return false
}

// headlined reports whether the verb at token at is one that a headline
// undertakes by.
func (r *reader) headlined(at int) bool {
	if r.verb(at).class == object {
		switch r.norm(r.s.First) {
		case "i", "we", "if", "when", "he", "she", "they", "you", "it":
			return false
		}
		stands := r.norm(r.s.Last-1) != "." || r.inBlock <= 1 || r.d.Blocks[r.inBlock].Kind == onrecord.BlockListItem
		if stands && r.verb(r.adverbs(r.s.First)).class == unknown && r.checkable(at) && !r.vague(at) && r.toVerb(at) {
			return true
		}
	}
	return r.verb(at).class == firm || r.norm(at) == "look" && r.checkable(at) || r.gains(at) || r.norm(at+1) == "out" && r.norm(at) == "set"
}

// toVerb reports whether the "to" of the verb at token at stands right after a noun:
// after another verb it goes with that.
func (r *reader) toVerb(at int) bool {
	i := at - 1
	for i > r.s.First && r.norm(i) != "to" {
		i--
	}
	n, _ := r.names.ending(i)
	return n != nil || r.verb(i-1).class == unknown
}

// gains reports whether a headline says how much, or what new thing, somebody is to
// get: "Anglers to get £90 off permits", "Marlow to get new museum".
func (r *reader) gains(at int) bool {
	switch r.norm(at) {
	case "get", "receive", "benefit", "share", "gain", "see":
		return r.measured(at+1) || r.fresh(at+1, at+3) && r.hasThing(at+1)
	}
	return false
}
