package commitment

import (
	"github.com/onrecord/onrecord"
)

// statedTo reads a target by its noun and a verb: "The target is to plant 9 million
// trees by 2030". "Is" stands at i, the verb at token at.
func (r *reader) statedTo(i, at int) *undertaking {
	noun := i - 1
	for noun > r.s.First && r.norm(noun) != "of" && !r.aimNoun(noun) && i-noun < 9 {
		noun--
	}
	if !r.aimNoun(noun) || noun < i-1 && !isPreposition(r.norm(noun+1)) || r.clause(i) != mainClause || r.names.personal || r.quote != nil && (r.possessor(noun) != r.firstPerson() || r.due(at, onrecord.StrengthTarget) == nil) || !r.verb(at).plain || !r.aimsAt(at) {
		return nil
	}
	actor := r.possessor(noun)
	if actor == "" {
		actor = r.answering()
	}
	return &undertaking{actor: actor, verb: at, strength: onrecord.StrengthTarget, rule: &ruleTargetIs}
}

// aimNoun reports whether the noun at token i names a target.
func (r *reader) aimNoun(i int) bool {
	v, _ := aims.Lookup(r.norm(i))
	return v == string(onrecord.StrengthTarget)
}

// stated reads a target by its noun: "The department's target is 600 by 31
// March". "Is" stands at i; the number and the day make it one.
func (r *reader) stated(i int) *undertaking {
	if v, _ := aims.Lookup(r.norm(i - 1)); v != string(onrecord.StrengthTarget) || r.norm(i) != "is" || r.norm(i+1) == "to" || r.quote != nil || !r.measured(i+1) {
		return nil
	}
	if r.due(i, onrecord.StrengthTarget) == nil || r.clause(i) != mainClause {
		return nil
	}
	actor := r.possessor(i - 1)
	if actor == "" {
		actor = r.answering()
	}
	return &undertaking{actor: actor, verb: i, strength: onrecord.StrengthTarget, rule: &ruleTargetIs}
}

// would reads what somebody who can act is reported to have undertaken: "The
// minister said that the rule would apply from May". Seen from the day of
// issue it is a "will".
func (r *reader) would(i int) *undertaking {
	by := r.reported(i)
	if r.quote != nil || by < 0 || r.norm(by-1) == "had" || r.norm(r.s.First) == "when" || r.longPast() {
		return nil
	}
	speaker := r.subject(r.auxiliary(by))
	if speaker.kind != doer || !r.ownSide(speaker) {
		return nil
	}
	u := r.will(i)
	if u != nil {
		u.rule = nil
	}
	if u != nil && (u.actor == r.answering() || u.actor == speaker.actor) {
		u.actor = inPost(speaker)
	}
	return u
}

// inPost is the post of a person who acts in it, else the actor.
func inPost(s subject) string {
	if s.name == nil || s.name.Kind != onrecord.NamePerson || s.titled {
		return s.actor
	}
	for _, role := range s.name.Roles {
		if isOfficial(role) && !isSeat(role) {
			return role
		}
	}
	return s.actor
}

// reported returns the token of the verb of announcing in the past tense whose
// "that" opens the clause of the modal at i; -1 where none does.
func (r *reader) reported(i int) int {
	for j := i - 1; j > r.s.First && i-j < 40; j-- {
		switch r.norm(j) {
		case "said", "announced", "confirmed", "added":
			first := j + 1
			if n := r.norm(first); n == "today" || n == "yesterday" {
				first++
			}
			for k := first; k < first+3 && k < i; k++ {
				if n := r.norm(k); n == "that" || k == first && (n == "it" || n == "he" || n == "she" || n == "they" || !r.names.personal && (n == "the" || n == "a" || n == "an" || n == "new" || n == "its" || n == "all")) {
					return j
				}
			}
			return -1
		case "if", ";", "who":
			return -1
		}
	}
	return -1
}

// ownSide reports whether the subject speaks for the issuer or holds an
// official's post: a charity that "said that it would" is an outsider.
func (r *reader) ownSide(s subject) bool {
	if s.own || s.name == nil {
		return s.own
	}
	switch s.name.Kind {
	case onrecord.NamePerson:
		for _, role := range s.name.Roles {
			if isOfficial(role) {
				return true
			}
		}
	case onrecord.NameRole:
		return isOfficial(s.name.Text)
	}
	return false
}
