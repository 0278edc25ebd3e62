package commitment

import (
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// must reads "From 1 April, X must V", "X can V" and "X may V": a rule with a day from
// which it holds. A right counts where the sentence starts with its day.
func (r *reader) must(i int) *undertaking {
	right := r.norm(i) == "can" || r.norm(i) == "may"
	if right && (r.norm(r.s.First) != "from" || r.names.personal || r.d.Tokens[i].Shape != text.Lower) {
		return nil // "may" may be the month
	}
	if kind := r.clause(i); r.quote != nil || kind != mainClause && (kind != relative || r.norm(i-2) != ",") || r.norm(r.s.First) == "if" {
		return nil
	}
	subject := r.subject(i)
	if subject.kind == nobody || subject.kind == summary || subject.first {
		return nil
	}
	at, passive := r.mainVerb(i + 1)
	v := r.verb(at)
	// "must be electric", "must have a pilot": what is to be so is seen; that somebody must be stronger is an opinion
	is := (v.base == "be" || v.base == "have") && !comparatives.Has(r.norm(at+1)) && (subject.name == nil || subject.name.Kind != onrecord.NamePlace) && !r.names.personal
	if at < 0 || !r.ruledFrom(at) && r.norm(r.s.First) != "under" || v.class == soft && !is {
		return nil
	}
	actor := r.lawgiver()
	if right {
		if d := r.due(at, onrecord.StrengthInForce); d == nil || d.From.Before(r.d.Release.IssuedOn) {
			return nil
		}
		if r.norm(i) == "may" && (passive || !r.grantedTo(subject) || !r.checkable(at)) {
			return nil // what is merely possible: "boats may sink"
		}
		actor = r.side()
	} else if subject.kind == doer && !passive {
		actor = subject.actor // "councils must spend": a public body is bound
	}
	return &undertaking{actor: actor, verb: i, strength: onrecord.StrengthInForce}
}

// grantedTo reports whether the subject is somebody who can be given a right: the public,
// a person or a body.
func (r *reader) grantedTo(s subject) bool {
	return publics.Has(s.head) || s.kind == doer || isPerson(s)
}

// ruledFrom reports whether the rule has a day from which, or by which, it
// holds: "must act this year" is an opinion.
func (r *reader) ruledFrom(at int) bool {
	d := r.due(at, onrecord.StrengthInForce)
	return d != nil && (d.From.IsZero() || d.To.IsZero() || d.From == d.To && d.From != r.d.Release.IssuedOn)
}

// clauseKind says what kind of clause a verb stands in.
type clauseKind uint8

const (
	mainClause  clauseKind = iota
	relative               // after "which", "who", "that"
	subordinate            // after "if", "hope", "so that": no undertaking
)

// clause tells the kind of clause that the modal at i stands in, from the
// words before it back to the last comma.
func (r *reader) clause(i int) clauseKind {
	for j := i - 1; j >= r.s.First && i-j < 20; j-- {
		n := r.norm(j)
		if r.d.Tokens[j].Shape == text.Upper && n == "who" {
			continue // the World Health Organization
		}
		switch n {
		case ",":
			if that := r.insertedAfterThat(j); that > 0 && subordinates.Has(r.norm(that-1)) {
				return subordinate
			}
			return mainClause
		case ";", "–", "—", ":", "(", ")", "“", "\"":
			return mainClause
		case "how", "what", "when", "where", "whether":
			if r.norm(j+1) == "to" {
				continue // "details of how to apply"
			}
		}
		if r.ended(j, i) {
			continue
		}
		if n == "because" && r.norm(j+1) == "of" || n == "where" && j == i-2 && r.norm(j-1) == "," && r.quote == nil && !r.names.personal {
			continue // "Owners moved because of works will", "Ash, where she will"
		}
		switch n {
		case "that":
			return r.thatClause(j, i)
		case "when", "where", "as", "than":
			if j == r.s.First && n == "as" || n == "than" && (isCurrency(r.norm(j+1)) || r.d.Tokens[j+1].Kind == text.Number || r.d.Tokens[j+1].Has(tag.NumberWord|tag.Scale) || r.norm(j+1) == "a" || r.norm(j+1) == "half") {
				continue // "longer than 5 metres", "more than a million owners"
			}
			if n != "as" || r.norm(j+1) == "we" || r.norm(j+1) == "i" {
				return subordinate
			}
		}
		if n == "how" && r.setsOutHow(j, i) {
			return mainClause
		}
		if n == "once" && (r.norm(j+1) == "again" || r.norm(j+1) == "more") {
			continue
		}
		if n == "estimated" && (r.norm(j-1) == "an" || r.norm(j-1) == "the") {
			continue // "An estimated 90 owners will"
		}
		if v, ok := subordinates.Lookup(n); ok {
			if v == "relative" && j == i-1 {
				return relative
			}
			if v == "relative" && r.norm(j+1) == "is" || j == r.s.First && strings.HasSuffix(n, "s") && n != "unless" {
				continue // "Which is why we are", "Calls to the old number will"
			}
			return subordinate
		}
	}
	return mainClause
}

// insertedAfterThat returns the "that" after which the insertion stands that the comma at
// token j closes: "confident that, under her, the board will"; 0 where there is none.
func (r *reader) insertedAfterThat(j int) int {
	for k := j - 2; k > r.s.First+1 && j-k < 12; k-- {
		if r.norm(k) == "," {
			if r.norm(k-1) == "that" {
				return k - 1
			}
			return 0
		}
	}
	return 0
}

// gladness reports whether the word is one of courtesy before "that": "pleased
// that the council will".
func gladness(w string) bool {
	return w == "pleased" || w == "delighted" || w == "glad" || w == "proud"
}

// promise reports whether the noun at token k is an undertaking whose words
// stand after its "that": "has made a commitment that nobody will pay".
func (r *reader) promise(k int) bool {
	switch r.norm(k) {
	case "commitment", "pledge", "promise", "guarantee", "assurance", "assurances", "undertaking", "decision", "announcement", "confirmation":
	default:
		return false
	}
	switch r.norm(k - 1) {
	case "a", "an", "the", "his", "her", "its", "their", "our", "firm", "clear", "public", "further", "received", "'s":
		return true
	}
	return false
}

// ended reports whether the relative clause that token j opens has a verb of
// its own and is over before the modal at i: "Owners who have applied will".
func (r *reader) ended(j, i int) bool {
	n := r.norm(j)
	switch n {
	case "what", "how", "why", "whether":
		if r.verb(j+1).third && j+2 < i {
			return true // "a decision on what happens next"
		}
		for k := j + 1; k < i-1; k++ {
			if r.d.Tokens[k].Has(tag.Modal) || isFinite(r.norm(k)) {
				return j > r.s.First // "a study of how it can be done will"
			}
		}
	}
	if j == r.s.First && (n == "once" || n == "when" || n == "until") {
		return r.hasVerb(j+1, i) // "Once the trial ends owners will"
	}
	if (n == "who" || n == "which") && j+2 < i && j > r.s.First && (r.norm(j+1) == "can" || r.norm(j+1) == "cannot" || r.norm(j+1) == "can't") {
		return true // "Owners who cannot pay will"
	}
	if n != "who" && n != "which" && n != "that" || j+2 >= i || r.norm(i-1) == "and" || r.norm(i-1) == "or" || j == r.s.First {
		return false
	}
	next := r.norm(j + 1)
	if n == "that" && j > r.s.First && j <= r.s.First+3 && isDeterminer(r.norm(r.s.First)) && !reports.Has(r.norm(j-1)) && !r.d.Tokens[j-1].Has(tag.CueVerb) && !r.verb(j-1).participle && isFinite(r.norm(r.closing(j+1, i))) {
		return true // "The rule that boats are not let in will be lifted"
	}
	if n == "that" && j > r.s.First && j <= r.s.First+6 && isDeterminer(r.norm(r.s.First)) && !reports.Has(r.norm(j-1)) && !r.d.Tokens[j-1].Has(tag.CueVerb) && !isFinite(r.norm(j-2)) && r.modalWithin(j+1, i-1) {
		return true // "The time that owners must wait will be cut"
	}
	if n == "which" && isPreposition(r.norm(j-1)) && r.pluralVerb(j+1, i) {
		return true // "The way in which owners pay will"
	}
	if n == "that" && r.d.Tokens[j-1].Kind == text.Word && !reports.Has(r.norm(j-1)) && !r.d.Tokens[j-1].Has(tag.Function) && !r.verb(r.s.First).gerund && r.pluralVerb(j+1, i) {
		return true // "The price that owners pay will"
	}
	if n == "that" && !r.verb(r.s.First).gerund && r.verb(j+1).plain && strings.HasSuffix(r.norm(j-1), "s") && !reports.Has(r.norm(j-1)) {
		return true // "Councils that apply in May will"
	}
	if n == "that" && r.quote == nil && !r.names.personal && strings.HasSuffix(r.norm(j-1), "s") && !r.verb(j-1).third && !reports.Has(r.norm(j-1)) && !r.d.Tokens[j-1].Has(tag.CueVerb|tag.Function) && r.d.Tokens[j+1].Shape == text.Lower && strings.HasSuffix(next, "ed") && !r.verb(r.s.First).gerund {
		return true // "Charges that accrued in May will"
	}
	if n == "that" && (r.verb(j+1).third || strings.HasSuffix(next, "s") && isDeterminer(r.norm(j+2))) && !reports.Has(r.norm(j-1)) && !r.verb(r.s.First).gerund {
		return true // "A handbook that focuses on lakes will"
	}
	if t := &r.d.Tokens[j+1]; n == "who" && r.quote == nil && t.Kind == text.Word && t.Shape == text.Lower && !t.Has(tag.Function|tag.Modal) && r.adverbs(j+1) == j+1 {
		return true // "Owners who dump waste will"
	}
	return isFinite(next) && next != "is" || n != "that" && r.verb(j+1).class != unknown && !r.verb(j+1).gerund
}

// modalWithin reports whether a modal stands among the tokens [from, to).
func (r *reader) modalWithin(from, to int) bool {
	for k := from; k < to; k++ {
		if r.d.Tokens[k].Has(tag.Modal) {
			return true
		}
	}
	return false
}

// closing returns the token of the last finite verb among the tokens [from, to) that
// leads to another verb before the clause ends; from where none stands.
func (r *reader) closing(from, to int) int {
	for k := to - 2; k > from; k-- {
		if isFinite(r.norm(k)) && r.norm(k) != "be" && r.norm(k) != "been" {
			return k
		}
	}
	return from
}

// pluralVerb reports whether a plural noun and its verb stand among the tokens
// [from, to): "owners pay".
func (r *reader) pluralVerb(from, to int) bool {
	for k := from + 1; k < to; k++ {
		if r.verb(k).plain && r.d.Tokens[k].Shape == text.Lower && strings.HasSuffix(r.norm(k-1), "s") && !r.d.Tokens[k-1].Has(tag.Function) {
			return true
		}
	}
	return false
}

// hasVerb reports whether a clause has a verb of its own among the tokens [from,
// to): a finite one, or one in the third person with a noun before it.
func (r *reader) hasVerb(from, to int) bool {
	for k := from + 1; k+1 < to; k++ {
		if isFinite(r.norm(k)) && r.norm(k) != "be" && r.norm(k) != "been" || r.verb(k).third && !isDeterminer(r.norm(k-1)) && !r.d.Tokens[k-1].Has(tag.Function) {
			return true
		}
	}
	return false
}

// thatClause tells what "that" at token j makes of the clause of the modal
// at i: after a verb of announcing the clause undertakes.
func (r *reader) thatClause(j, i int) clauseKind {
	switch {
	case j == i-1 && j > r.s.First:
		return relative
	case j == r.s.First || r.norm(j+1) == "is" || r.norm(j+1) == "'s":
		return mainClause // "That is why we are setting up"
	}
	reach := 6
	if r.norm(j-1) == "and" && r.quote == nil {
		reach = 40 // "It was decided that the lock is old and that it will"
	}
	switch r.norm(j - 1) {
	case ",", ")", "today", "yesterday":
		reach = 24 // "told the crowd, gathered on the pier, that"
	}
	switch r.norm(j - 1) {
	case "intended", "planned", "proposed":
		if r.norm(j-2) == "is" && r.norm(j-3) == "it" && r.quote == nil && !r.names.personal {
			return mainClause // "It is intended that the lock will"
		}
	}
	for k := j - 1; k >= r.s.First && j-k < max(reach, 16); k-- {
		if j-k >= reach && r.norm(k+1) != "with" {
			continue // "has agreed with the councils of Ash and Marlow that" may be long
		}
		if reports.Has(r.norm(k)) || k == j-1 && (gladness(r.norm(k)) || r.promise(k)) {
			return mainClause
		}
	}
	return subordinate
}
