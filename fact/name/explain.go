package name

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// explain notes why the entity is a name whose first span is at.
func (r *reader) explain(e *entity, at onrecord.Span) {
	if !r.d.Tracing() {
		return
	}
	first, last := r.tokensOf(e.made)
	rule := e.rule
	if rule == nil {
		rule = r.because(e.kind, first, last)
	}
	r.d.Made(onrecord.KindName, at, *rule, r.clue(rule, first, last))
}

// because tells the rule by which [first,last) is a name of the kind, where
// finding it left no other.
func (r *reader) because(kind onrecord.NameKind, first, last int) *tag.Rule {
	if end, _, ok := r.known(first, last); ok && end == last {
		return &ruleKnown
	}
	switch kind {
	case onrecord.NamePerson:
		switch {
		case r.honorific(first) || r.is(first, rank) || first > 0 && r.honorific(r.beforeStop(first)):
			return &ruleTitle
		case r.is(first, given|givenWeak):
			return &ruleGiven
		case first > 0 && (r.post(first-1) || r.is(first-1, rank)):
			return &rulePostPerson
		}
		return &ruleSpeaker
	case onrecord.NameRole:
		return &rulePost
	}
	if h := r.headAt(kind, first, last); h >= 0 && h+1 < last && small[r.d.Tokens[h+1].Norm] {
		return &ruleComplement
	}
	return &ruleHead
}

// beforeStop returns the index of the word before token i, past a full stop.
func (r *reader) beforeStop(i int) int {
	if i > 1 && r.d.Tokens[i-1].Norm == "." {
		return i - 2
	}
	return i - 1
}

// headAt returns the index of the word of [first,last) that tells the kind; -1
// where none does.
func (r *reader) headAt(kind onrecord.NameKind, first, last int) int {
	head := -1
	for k := first; k < last; k++ {
		if r.word(k).head == kind || kind == onrecord.NameRole && r.post(k) {
			head = k
		} else if head >= 0 && small[r.d.Tokens[k].Norm] {
			break
		}
	}
	return head
}

// clue returns the words that the rule rests on.
func (r *reader) clue(rule *tag.Rule, first, last int) onrecord.Span {
	switch *rule {
	case ruleHead, ruleComplement, ruleLater, rulePost:
		for _, kind := range [...]onrecord.NameKind{onrecord.NameLaw, onrecord.NameBody, onrecord.NameScheme, onrecord.NameRole, onrecord.NameDocument, onrecord.NameSystem, onrecord.NameEvent, onrecord.NamePlace} {
			if k := r.headAt(kind, first, last); k >= 0 && (*rule != rulePost || kind == onrecord.NameRole) {
				return r.d.Span(k, k+1)
			}
		}
	case ruleInitials:
		if a := r.acronymAfter(last); a > 0 {
			return r.d.Span(a, a+1)
		}
	case ruleTitle, rulePostPerson, rulePlaced:
		if p := r.beforeStop(first); p >= 0 && !r.is(first, rank) && !r.honorific(first) {
			return r.d.Span(p, p+1)
		}
		return r.d.Span(first, first+1)
	case ruleGiven, rulePrefix, ruleAction, ruleRoyal, ruleUnit:
		return r.d.Span(first, first+1)
	}
	return r.d.Span(first, last)
}

// leaveOut notes why the words [first,last) are no name.
func (r *reader) leaveOut(first, last int, rule *tag.Rule) {
	if r.d.Tracing() && first < last && r.d.Tokens[first].Kind == text.Word {
		r.d.LeaveOut(onrecord.KindName, r.d.Span(first, last), *rule)
	}
}
