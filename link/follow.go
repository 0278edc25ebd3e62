package link

import (
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
)

// evidence is what speaks for a passage bearing on an earlier undertaking.
// Terms are those that are no words of a name that both speak of.
type evidence struct {
	names   []string // things that both speak of, issuers left out
	terms   []string // what both say in their own words
	covered float64  // how much of the undertaking the passage and its surroundings say
	covers  float64  // how much of the passage the undertaking says
	topic   float64  // weight of what both releases are about
	leaning float64  // weight of what one says and the other leans on
	places  []string
	sameDue bool
	issuer  bool
	signs   []string // what the passage says of itself
}

// least is the least weight of evidence that makes a link. It is set high: a
// wrong link costs more than a missed one.
const least = 10.5

// follow returns what links a later passage to an undertaking. A passage of
// the same day bears on nothing: who was first can't be told.
func follow(c, r *Member) (Edge, bool) {
	if !r.IssuedOn.After(c.IssuedOn) || c.IssuedOn.IsZero() || tooLate(c, r) || otherTurn(c, r) {
		return Edge{}, false
	}
	e := gather(c, r)
	if !e.holds(c, r) {
		return Edge{}, false
	}
	w := e.weight(r)
	if w < least {
		return Edge{}, false
	}
	return Edge{Kind: onrecord.LinkFollowsUp, Why: e.why(r), Weight: min(1, w/(2*least))}, true
}

// gather holds a passage against an undertaking.
func gather(c, r *Member) evidence {
	var e evidence
	bodies := distinct(slices.Concat(saying(c, byIssuer), saying(r, byIssuer)))
	e.names = without(intersection(spokenOf(c), spokenOf(r)), bodies)
	named := termsOf(strings.Join(e.names, " "))
	own, later := without(c.Terms, named), without(r.Terms, named)
	about, near := without(r.About, named), without(r.Near, named)
	e.terms = intersection(own, later)
	shared := weigh(e.terms)
	behind := without(intersection(own, distinct(slices.Concat(about, near))), later)
	e.covered = min(1, (shared+weigh(behind))/max(2, weigh(own)))
	e.covers = shared / max(2, weigh(later))
	e.topic = weigh(intersection(without(c.About, named), about))
	e.leaning = min(8, 0.4*weigh(behind)+weigh(without(intersection(later, distinct(slices.Concat(c.Near, c.About))), own)))
	e.places = intersection(saying(c, inPlace), saying(r, inPlace))
	e.issuer = len(intersection(saying(c, byIssuer), saying(r, byIssuer))) > 0
	e.sameDue = slices.ContainsFunc(r.Days, func(d string) bool { return !c.To.IsZero() && strings.HasSuffix(d, c.To.String()) })
	for _, s := range r.Signs {
		if outcomes[s] {
			e.signs = append(e.signs, s)
		}
	}
	return e
}

// holds reports whether what must be there is: an issuer of both, and a named
// thing, number, day or subject too; an act or a thing of which both speak;
// and words that say that something was done, is so, or is promised again.
// Across issuers both must name the thing themselves. What is promised again
// in the same words needs more: many releases end alike.
func (e *evidence) holds(c, r *Member) bool {
	firm := len(e.names) > 0 || e.sameDue || slices.ContainsFunc(e.terms, isNumber)
	switch {
	case len(e.terms) == 0 || !firm && e.topic < 5:
		return false
	case !e.issuer && (len(intersection(c.Names, r.Names)) == 0 || len(e.signs) == 0 && !e.sameDue):
		return false
	case r.Sort == Commitment:
		return firm && !anotherPromise(c, r)
	}
	return len(e.signs) > 0 || firm && says(r, "past")
}

// anotherPromise reports whether a later undertaking has a day of its own and
// does not say that a day was moved.
func anotherPromise(c, r *Member) bool {
	return !c.To.IsZero() && !r.To.IsZero() && c.To != r.To && !slipped(r) && !says(r, "recalled") && !says(r, "progress")
}

// weight adds up the evidence.
func (e *evidence) weight(r *Member) float64 {
	w := 1.0*float64(min(6, len(e.terms))) + 0.1*min(10, weigh(e.terms)) + 2.5*e.covered + 1.5*e.covers
	w += 1.5*float64(min(3, len(e.names))) + 0.1*min(16, e.topic) + 0.2*e.leaning + 0.5*float64(min(2, len(e.places)))
	for _, s := range []struct {
		is     bool
		weighs float64
	}{{e.sameDue, 2.3}, {says(r, "top"), 0.5}, {says(r, "future"), -0.3}, {slipped(r), 0.4}, {e.issuer, 1.5}, {len(e.signs) > 0, 0.7}, {says(r, "past"), 0.4}, {r.Sort == Commitment, 0.3}, {slices.ContainsFunc(e.terms, isNumber), 0.4}} {
		if s.is {
			w += s.weighs
		}
	}
	return w
}

// why says the evidence in words.
func (e *evidence) why(r *Member) string {
	var parts []string
	add := func(what string, list []string) {
		if len(list) > 0 {
			parts = append(parts, what+": "+strings.Join(list[:min(len(list), 6)], ", "))
		}
	}
	var acts, things []string
	for _, t := range e.terms {
		if isAct[t] {
			acts = append(acts, t)
		} else {
			things = append(things, spelt(r, t))
		}
	}
	add("same name", e.names)
	add("same act", acts)
	add("same words", things)
	add("same place", e.places)
	if e.sameDue {
		parts = append(parts, "same due date")
	}
	said := make([]string, len(e.signs))
	for i, s := range e.signs {
		said[i] = signWords[s]
	}
	if len(said) > 0 {
		parts = append(parts, "it says that something "+strings.Join(said, ", "))
	}
	if len(e.signs) == 0 && r.Sort == Commitment {
		parts = append(parts, "it is promised again")
	}
	return strings.Join(parts, "; ")
}

// How long after an undertaking, and after the day by which it is due, a
// passage is still held against it, in months.
const (
	afterWords = 30
	afterDue   = 18
)

// tooLate reports whether a passage stands so long after an undertaking that
// it speaks of something else.
func tooLate(c, r *Member) bool {
	last := c.IssuedOn.AddMonths(afterWords)
	if due := c.To; !due.IsZero() && due.AddMonths(afterDue).After(last) {
		last = due.AddMonths(afterDue)
	}
	return r.IssuedOn.After(last)
}

// otherTurn reports whether the two speak of different turns of one thing: the
// first round and the second, or what is next in a later release.
func otherTurn(c, r *Member) bool {
	turns := saying(r, ofTurn)
	if slices.Contains(turns, "next") && says(r, "future") {
		return true
	}
	before := saying(c, ofTurn)
	return len(before) > 0 && len(turns) > 0 && len(intersection(before, turns)) == 0
}

// signWords say what a sign means: something …
var signWords = map[string]string{"done": "was done", "late": "is late", "moved": "was moved or had been due", "missed": "was missed or is not so", "dropped": "was dropped", "recalled": "was promised or aimed at", "progress": "goes on or has come so far"}

func isNumber(term string) bool { return term[0] >= '0' && term[0] <= '9' }

// spelt returns a term or subject as the passage prints it, the term itself where
// the passage has it not or prints it so.
func spelt(m *Member, term string) string {
	at, found := slices.BinarySearch(m.Terms, term)
	if !found {
		if at, found = slices.BinarySearch(m.Subject, term); found {
			at += len(m.Terms)
		}
	}
	if found && at < len(m.Spelt) && m.Spelt[at] != "" {
		return m.Spelt[at]
	}
	return term
}

// spellings returns some terms as they are printed, "" where that is the same.
func spellings(terms []string, printed map[string]string) (out []string) {
	for _, t := range terms {
		word := printed[t]
		if word == t {
			word = ""
		}
		out = append(out, word)
	}
	return out
}

// slipped reports whether a passage says that something is late, was moved or missed.
func slipped(r *Member) bool { return says(r, "late") || says(r, "moved") || says(r, "missed") }
