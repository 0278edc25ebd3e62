package commitment

import (
	"slices"

	"github.com/onrecord/onrecord"
)

// willing is who undertakes what "will" says of the subject.
func (r *reader) willing(s subject, verb int, passive bool) string {
	switch {
	case s.kind == summary && !passive && r.last != nil && s.head != "there":
		return r.last.actor
	case s.kind == summary:
		return r.side()
	case r.verb(verb).base == "have" && r.within(verb, 3, "power", "powers", "authority"):
		if s.kind == doer && s.name != nil && !r.names.personal {
			return s.actor
		}
		return r.answering() // who is to have a power is given it
	case passive && (r.verb(verb).base == "join" || r.verb(verb).base == "accompany") && s.kind == doer:
		return s.actor // who comes along acts with the subject
	case passive && r.verb(verb).base == "join" && r.last != nil:
		return r.last.actor
	case passive:
		if by := r.agent(verb); by != "" {
			return by
		}
		if r.isTried(verb) {
			return r.court()
		}
		if b := r.verb(verb).base; s.kind == doer && !s.first && !s.own && (b == "require" || b == "oblige" || b == "order") && (s.name == nil || s.name.Kind != onrecord.NameScheme) && !r.severalOrThing(s) {
			return s.actor // whom a rule binds has to do it
		}
		if by := r.reportingPost(s.start); by != "" && s.kind == doer && !s.first {
			return by // "The minister revealed that a board will be set up"
		}
	case r.giver(verb) != "":
		return r.giver(verb)
	case s.kind == doer && r.verb(verb).base == "be" && r.stands(s, r.adverbs(verb+1)) && (s.name == nil || s.name.Kind != onrecord.NameScheme):
		return s.actor // "The Board will be responsible for"
	case s.kind == doer && !s.first && r.verb(verb).base == "be" && r.norm(r.adverbs(verb+1)) == "able" && s.name != nil && (s.name.Kind == onrecord.NameBody || isPerson(s)) && !r.severalOrThing(s):
		return s.actor // "The board will be able to hire": what it may do, it does
	case s.kind == doer && !s.first && !s.own && (r.receives(s, verb) || s.name != nil && s.name.Kind == onrecord.NameScheme && s.actor == s.name.Text):
		// a scheme is run by somebody
		if by := r.reportingPost(s.start); by != "" {
			return by
		}
		if by := r.announcer(); by != "" {
			return by
		}
		return r.side()
	}
	if s.kind == patient {
		if s.name == nil && !passive && r.quote == nil && traders.Has(s.head) && r.underTerms() {
			return r.phrase(r.wordOf(s) + 1) // "Under the settlement, the companies will pay"
		}
		if s.name != nil && s.name.Kind == onrecord.NameDocument && !passive && r.studies(verb) {
			return s.name.Text
		}
		if s.name != nil && s.name.Kind == onrecord.NamePlace && !passive && r.verb(verb).class == firm && r.quote == nil {
			return s.name.Text // "Wales will host": the country's own side
		}
		return r.speaker(s, passive)
	}
	if by := r.countrys(s); by != s.actor {
		return by
	}
	return r.actorOf(s, passive)
}

// countrys is the subject's actor, and for a country the post that announces
// in the sentence what the country will do.
func (r *reader) countrys(s subject) string {
	if s.name != nil && s.name.Kind == onrecord.NamePlace {
		if by := r.reportingPost(s.start); by != "" {
			return by
		}
	}
	return s.actor
}

// studies reports whether the verb is what an inquiry does under its own name.
func (r *reader) studies(verb int) bool {
	switch r.verb(verb).base {
	case "report", "look", "consider", "examine", "investigate", "recommend", "assess":
		return true
	}
	return false
}

// speaker is who undertakes what becomes of a thing: who speaks in a
// quotation, or the post that announces it in the sentence, else as actorOf
// says.
func (r *reader) speaker(s subject, passive bool) string {
	if r.quote != nil {
		return r.firstPerson()
	}
	if by := r.reportingPost(s.start); by != "" {
		return by
	}
	return r.actorOf(s, passive)
}

// reportingPost is the post that, before token end, announces what stands
// after its "that"; "" where none does.
func (r *reader) reportingPost(end int) string {
	for i := r.s.First + 1; i < end; i++ {
		if r.norm(i+1) != "that" && i+1 != end || !reports.Has(r.norm(i)) {
			continue
		}
		for k := i; k > r.s.First && k > i-12; k-- {
			if n, first := r.names.ending(k); n != nil && n.Kind == onrecord.NameRole && first >= r.s.First {
				return n.Text
			}
			if r.norm(k-1) == "," || r.norm(k-1) == "that" {
				break
			}
		}
		if s := r.subject(r.auxiliary(i)); s.kind == doer && s.name != nil && r.reportsAct(i) {
			return inPost(s)
		}
	}
	return ""
}

// reportsAct reports whether the verb of announcing at token i makes who
// announces the one who acts: what is only said may be another's act.
func (r *reader) reportsAct(i int) bool {
	switch r.norm(i) {
	case "announced", "announces", "announce", "confirmed", "confirms", "decided", "agreed", "revealed", "reveals":
		return true
	}
	return false
}

// agent returns who "by" after the passive verb says will do it: a body, a post
// or the release's own side; "" where none is named.
func (r *reader) agent(verb int) string {
	for j := verb + 1; j+1 < r.s.Last && j < verb+8; j++ {
		switch n := r.norm(j); {
		case n == "which" || n == "that" || n == "," || n == "and":
			return ""
		case n == "through" && j == verb+1 && r.isRun(verb):
		case n != "by":
			continue
		}
		for k := j + 1; k < j+10 && k <= r.s.Last; k++ {
			n, first := r.names.ending(k)
			if n == nil || first > j+2 || r.inDate(int(r.d.Tokens[first].Start)) {
				continue // "by Easter" is no body
			}
			if n.Kind == onrecord.NameBody || n.Kind == onrecord.NameRole || n.Kind == onrecord.NamePerson && first == j+1 && slices.ContainsFunc(n.Roles, isOfficial) {
				return n.Text
			}
		}
		at := j + 1
		if r.norm(at) == "the" {
			at++
		}
		if n := r.norm(at); n == "respective" || n == "relevant" || n == "local" || n == "individual" || n == "devolved" {
			if actors.Has(r.norm(at + 1)) {
				return r.d.Words(at, at+2)
			}
		}
		if actors.Has(r.norm(at)) {
			if value, ok := issuers.Lookup(r.norm(at)); ok && value == "" && r.norm(j+1) == "the" && r.issuedBy(r.norm(at)) {
				return r.issuer()
			}
			return r.d.Words(at, at+1)
		}
		return ""
	}
	return ""
}

// isRun reports whether the passive verb says that a scheme is carried out, so that
// "through" names who does it: "will be delivered through the Harbour Bank".
func (r *reader) isRun(verb int) bool {
	switch r.verb(verb).base {
	case "deliver", "run", "administer", "manage", "distribute", "provide":
		return true
	}
	return false
}

// giver returns the body that what is received comes from: "will receive £9
// million from the Lake Fund"; "" where none is named.
func (r *reader) giver(verb int) string {
	switch r.verb(verb).base {
	case "receive", "get", "award", "benefit":
	default:
		return ""
	}
	for j := verb + 1; j+1 < r.s.Last && j < verb+16; j++ {
		switch r.norm(j) {
		case "which", "who", "that":
			return ""
		case "from":
			for k := j + 2; k < j+12 && k <= r.s.Last; k++ {
				if n, first := r.names.ending(k); n != nil && first <= j+2 && n.Kind == onrecord.NameBody && (k == r.s.Last || r.norm(k) != "'s" && r.norm(k) != "'") {
					return n.Text
				}
			}
		}
	}
	return ""
}

// receives reports whether the verb makes its subject the one that something
// is given to, or tells what becomes of a scheme: the release's side acts.
func (r *reader) receives(s subject, verb int) bool {
	switch r.verb(verb).base {
	case "receive", "get", "share", "benefit", "cost", "be", "become", "see":
		return true
	case "have":
		return r.measured(verb + 1)
	case "open", "close", "run", "begin", "start", "end", "continue", "apply", "last", "launch":
		return s.name != nil && s.name.Kind == onrecord.NameScheme
	}
	return false
}

// severalOrThing reports whether the subject is "it" or "they", which a rule may say of the
// public or of a thing as well as of the body named before.
func (r *reader) severalOrThing(s subject) bool {
	n := r.norm(s.start)
	return n == "it" || n == "they"
}
