package commitment

import (
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
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
	if by < 0 {
		return r.goesOnReporting(i)
	}
	if r.quote != nil || r.norm(by-1) == "had" || r.norm(r.s.First) == "when" || r.longPast() {
		return nil
	}
	speaker := r.subject(r.auxiliary(by))
	if speaker.kind != doer || !r.ownSide(speaker) || r.within(by, i-by-1, "possible", "likely", "unlikely", "likelihood", "probable", "doubtful") || r.saidBefore(by) {
		return nil
	}
	r.reportedIn = int(r.d.Tokens[i].Sentence) + 1
	u := r.will(i)
	if u != nil {
		u.rule = nil
	}
	if u != nil && (u.actor == r.answering() || u.actor == speaker.actor) {
		u.actor = inPost(speaker)
	}
	return u
}

// saidBefore reports whether the words before the verb of saying at token by put it in
// another year: "Last year the minister said", "Two years ago".
func (r *reader) saidBefore(by int) bool {
	for k := r.s.First; k < by; k++ {
		if n := r.norm(k); n == "ago" || n == "last" && r.norm(k+1) == "year" {
			return true
		}
	}
	return false
}

// reportReach is within how many sentences after one that reports what an official
// said "would" be done the report goes on without a verb of saying.
const reportReach = 3

// goesOnReporting reads a "would" with no verb of saying of its own that goes on from
// what an official was just reported to have said: "The minister said the fund would
// open in May. Grants would be paid by the council." A condition makes it what could be.
func (r *reader) goesOnReporting(i int) *undertaking {
	at := int(r.d.Tokens[i].Sentence) + 1
	if r.reportedIn == 0 || at == r.reportedIn || at-r.reportedIn > reportReach || r.quote != nil || r.names.personal || r.longPast() || r.within(r.s.First-1, r.s.Last-r.s.First, "if", "unless", "without", "otherwise", "could", "might", "had") {
		return nil
	}
	if s := r.subject(i); s.kind != doer && s.kind != patient || s.first || r.clause(i) != mainClause {
		return nil
	}
	u := r.will(i)
	if u != nil {
		u.rule, r.reportedIn = nil, at
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
			if r.norm(first) == "that" || r.norm(first+1) == "that" || r.norm(first+2) == "that" || r.startsReport(first) {
				return j
			}
			return -1
		case "affirmed", "assured", "declared", "emphasised", "emphasized", "explained", "indicated", "pledged", "promised", "reiterated", "revealed", "stated", "stressed", "told", "vowed":
			for k := j + 1; k < i && k < j+8; k++ {
				if r.norm(k) == "that" {
					return j // "told the crowd on the pier that"
				}
			}
			return -1
		case "if", ";", "who", "confidence", "confident", "hope", "hopes", "hoped", "belief", "believes", "believed", "expects", "expected":
			return -1
		}
	}
	return -1
}

// startsReport reports whether token i, after a verb of saying, can open the clause that
// is said without a "that": "said he", "said the lock", "said Ms Doe". In a member's
// words a bare noun may be who spoke.
func (r *reader) startsReport(i int) bool {
	switch n := r.norm(i); n {
	case "it", "he", "she", "they":
		return true
	case "the", "a", "an", "new", "its", "all":
		return !r.names.personal
	case "":
		return false
	default:
		t := &r.d.Tokens[i]
		return !r.names.personal && t.Kind != text.Punct && t.Kind != text.Clitic && !isPreposition(n) && !t.Has(tag.Function|tag.Modal)
	}
}

// ofOthers reports whether the subject, a post without a name, is that of somebody
// else's body: "the president of the union". A minister of state is none.
func (r *reader) ofOthers(s subject) bool {
	for j := max(s.start, r.s.First); j < r.s.Last && j < s.start+6 && !r.d.Tokens[j].Has(tag.CueVerb); j++ {
		if r.norm(j) == "of" {
			return r.norm(j+1) != "state"
		}
	}
	return false
}

// ownSide reports whether the subject speaks for the issuer or holds an
// official's post: a charity that "said that it would" is an outsider.
func (r *reader) ownSide(s subject) bool {
	if s.own {
		return true
	}
	if s.name == nil { // "the minister", but not "the president of the union"
		return s.kind == doer && s.definite && official.Has(s.head) && !opposed(s.actor) && !hasWords(strings.ToLower(s.actor), "former") && !r.ofOthers(s)
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
