package commitment

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
)

// The rules by which commitments are read.
var (
	ruleWill        = tag.Rule{Name: "will", Says: "somebody who can act for the public “will” or “shall” do what can be seen to be done"}
	ruleWould       = tag.Rule{Name: "reported", Says: "an official is reported to have said what “would” be done"}
	ruleDecided     = tag.Rule{Name: "decided", Says: "a public body has announced or decided that something “should” be done, which it can order"}
	ruleGoingTo     = tag.Rule{Name: "going-to", Says: "the speaker’s own side is “going to” do it, or is doing what will be finished later"}
	rulePledged     = tag.Rule{Name: "pledged", Says: "a verb of undertaking, such as “agreed to” or “intends to”, with what can be seen to be done"}
	ruleAim         = tag.Rule{Name: "aim", Says: "a noun such as “target”, “mission” or “plans”, with whose it is and what is to be reached"}
	ruleToBe        = tag.Rule{Name: "is-to", Says: "“is to”, “is due to” or “is set to”: what is fixed for later"}
	ruleHeadline    = tag.Rule{Name: "headline", Says: "a headline’s “to” and a verb, without another verb before it"}
	ruleSum         = tag.Rule{Name: "money", Says: "a sum that a public body announces, allocates or invests"}
	ruleAnnounced   = tag.Rule{Name: "announced", Says: "a new act, such as an inquiry, a fund or a ban, that somebody in office announces on the day of issue"}
	ruleInForce     = tag.Rule{Name: "in-force", Says: "a law or a rule that comes into force or takes effect"}
	ruleMust        = tag.Rule{Name: "must-from", Says: "a rule that binds from a given day or up to one"}
	ruleTimetable   = tag.Rule{Name: "timetable", Says: "the present tense of a timetable, with a day that lies ahead"}
	ruleLaw         = tag.Rule{Name: "new-law", Says: "the present tense of a bill or of new rules: what they create, ban or require"}
	ruleIncluding   = tag.Rule{Name: "includes", Says: "what the undertaking before it includes"}
	ruleOrder       = tag.Rule{Name: "order", Says: "somebody in office has asked or ordered another to do it"}
	ruleTimeGiven   = tag.Rule{Name: "time-given", Says: "somebody “has until” a given day to do it"}
	ruleTargetIs    = tag.Rule{Name: "target-is", Says: "a target with its number and its day"}
	ruleSettlement  = tag.Rule{Name: "settlement", Says: "what a settlement, a decree or an order that binds somebody requires of them"}
	ruleListItem    = tag.Rule{Name: "list-item", Says: "an item of a list below words that undertake it"}
	ruleCoordinated = tag.Rule{Name: "second-verb", Says: "the second verb of a “will” can be seen to be done, where the first cannot"}
)

// The rules by which sentences that look like a commitment are left out.
var (
	ruleQuestion  = tag.Rule{Name: "question", Says: "is a question"}
	ruleTooLong   = tag.Rule{Name: "too-long", Says: "is so long that it is a table or a list that lost its lines"}
	ruleOutsider  = tag.Rule{Name: "outsider", Says: "is said by somebody whose post does not speak for a public body"}
	ruleHabit     = tag.Rule{Name: "habit", Says: "tells what is usually done"}
	ruleDepends   = tag.Rule{Name: "depends", Says: "stands under a condition, a hope, an estimate or another clause, and undertakes nothing by itself"}
	ruleDescribes = tag.Rule{Name: "describes", Says: "only describes the person or thing before it"}
	ruleNoActor   = tag.Rule{Name: "no-actor", Says: "has no subject that could act for the public"}
	ruleForecast  = tag.Rule{Name: "forecast", Says: "foretells the weather, a market or what many people will do"}
	ruleMood      = tag.Rule{Name: "mood-or-effect", Says: "tells a mood, or an effect that is claimed or forecast"}
	ruleUnseen    = tag.Rule{Name: "not-checkable", Says: "names no act, thing, number or day by which its doing could be seen"}
	ruleDone      = tag.Rule{Name: "done", Says: "is spoken of as done, given up or long past"}
)

// Rules are the rules by which commitments are read and left out, in the order of
// docs/facts.md.
var Rules = []tag.Rule{ruleWill, ruleCoordinated, ruleWould, ruleDecided, ruleGoingTo, rulePledged, ruleAim, ruleToBe, ruleHeadline, ruleSum, ruleAnnounced, ruleInForce, ruleMust, ruleLaw,
	ruleTimetable, ruleIncluding, ruleOrder, ruleTimeGiven, ruleTargetIs, ruleSettlement, ruleListItem,
	ruleQuestion, ruleTooLong, ruleOutsider, ruleHabit, ruleDepends, ruleDescribes, ruleNoActor, ruleForecast, ruleMood, ruleUnseen, ruleDone}

// explain notes which rule made the commitment just kept: it rests on the word
// that undertakes, on the verb of what is undertaken, and on its due time.
func (r *reader) explain(s tag.Sentence, u *undertaking) {
	if !r.d.Tracing() {
		return
	}
	var clues [3]onrecord.Span
	n := 0
	add := func(x onrecord.Span) {
		if x.Start < x.End && (n == 0 || clues[n-1] != x) {
			clues[n] = x
			n++
		}
	}
	if u.cue < len(r.d.Tokens) {
		add(r.d.Span(u.cue, u.cue+1))
	}
	if u.verb != u.cue && u.verb < s.Last {
		add(r.d.Span(u.verb, u.verb+1))
	}
	if k := r.dueDate(u.verb, u.strength); k >= 0 {
		add(r.dates[k].Span)
	}
	r.d.Made(onrecord.KindCommitment, r.d.Span(s.First, s.Last), *u.rule, clues[:n]...)
}

// refuse keeps why the word at token i undertakes nothing, for a sentence that
// no other word makes an undertaking. It returns nil, so that a form can end
// with it.
func (r *reader) refuse(rule *tag.Rule, i int) *undertaking {
	if r.refused == nil {
		r.refused, r.refusedAt = rule, i
	}
	return nil
}

// leaveOut notes why the sentence undertakes nothing, where a reader might
// wonder.
func (r *reader) leaveOut(s tag.Sentence) {
	if r.refused != nil && r.d.Tracing() {
		r.d.LeaveOut(onrecord.KindCommitment, r.d.Span(s.First, s.Last), *r.refused, r.d.Span(r.refusedAt, r.refusedAt+1))
	}
}
