package commitment

import (
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// processes are verbs, in their base form, of work that goes on: that it was
// done can't be told without a number or a thing.
var processes = tag.MustList(files, "words/process.txt")

// lacks says what is missing to check the commitment later, whose verb is at
// token verb.
func (r *reader) lacks(c *onrecord.Commitment, verb int) []onrecord.Lack {
	out := []onrecord.Lack{}
	if !r.owned(c.Actor) {
		out = append(out, onrecord.LackOwner)
	}
	if !r.measurable(verb) {
		out = append(out, onrecord.LackMeasure)
	}
	if c.Due == nil {
		out = append(out, onrecord.LackDate)
	}
	return out
}

// owned reports whether a named body, post or person answers for the
// commitment. "The government" and its ministers are one only where the issuer
// is a body of that side.
func (r *reader) owned(actor string) bool {
	if actor == "" {
		return false
	}
	if actor == "government" || actor == "ministers" {
		return r.issuer() != "" && !r.names.personal
	}
	if r.isIssuer(actor) {
		return true
	}
	kind, listed := r.names.listed[actor]
	if listed {
		return kind != onrecord.NamePlace || isState(actor)
	}
	if actors.Has(strings.ToLower(actor)) {
		return false // "councils", where a sentence starts with them
	}
	for i := range len(actor) {
		if c := actor[i]; 'A' <= c && c <= 'Z' {
			return true // a post as a quotation's cue names it
		}
	}
	return false
}

// measurable reports whether the sentence gives a number, or a definite thing
// whose doing can be seen.
func (r *reader) measurable(verb int) bool {
	if r.measured(verb) || r.hasThing(verb+1) {
		return true
	}
	switch v := r.verb(verb); v.class {
	case firm:
		return !processes.Has(v.base)
	case object:
		return v.participle && !processes.Has(v.base) // the thing stands before it
	case unknown:
		return r.d.Tokens[verb].Kind == text.Word && r.due(verb, onrecord.StrengthWill) != nil
	}
	return false
}

// isState reports whether the name is of a country that acts through its
// government.
func isState(name string) bool { return states.Has(strings.ToLower(name)) }
