package link

import (
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
)

// evidence is what speaks for a passage bearing on an earlier undertaking.
type evidence struct {
	names    []string // things that both releases speak of, issuers left out
	terms    []string // what both say in words that are no part of those names
	acts     int      // acts of which both speak
	figures  []string // counts and sums that both give: of what and how many
	counted  []string // what both count, with other numbers
	others   bool     // both count something, and not the same
	otherSum bool     // both give sums, none in common, and the passage does not say that one was changed
	objects  []string // what the undertaking does something with and the passage speaks of
	dated    bool     // the passage gives the day due, for that
	begins   bool     // the passage says when rules begin that the law contains of which the undertaking is
	related  bool     // one body says both in releases about the same, and the passage speaks of what the undertaking is of
	reached  []string // what the undertaking sets as a target, and the passage says how many there are of
	places   []string
	// elsewhere is true where the undertaking names places, and the passage none of them.
	elsewhere bool
	// apart is true where both, or their releases, name things and none in common, and aside
	// where the passage names things that the undertaking's release does not, and none that the
	// undertaking names.
	apart, aside bool
	// otherKin is true where both, or their releases, name things of one kind and none in common:
	// the Coastal Road Fund and the Inland Road Fund.
	otherKin bool
	signs    []string // what the passage says of itself
	subject  float64  // how much both releases are about the same
	covered  float64  // how much of the undertaking the passage says
	implied  float64  // how much of it the passage says or leans on
	covers   float64  // how much of the passage the undertaking says
	leaning  float64  // how much the passage says of what the undertaking leans on
	focus    float64  // how much of what sets the undertaking apart in its release the passage says
	focused  int      // in how many words
	strange  int      // things that the passage names and the undertaking's release does not
	sameDay  bool     // both give a day, or the passage the day that was due
	issuer   bool     // one body issued both
	back     bool     // the passage speaks of the month in which the undertaking was given
	onDay    bool     // issued on the day due, or in the month or season
	fresh    bool     // issued before the day due, or soon after it
	near     bool     // issued about the day due
	stale    bool     // issued long after the day due
}

// follow returns what links a later passage to an undertaking. A passage of
// the same day bears on nothing: who was first can't be told.
func follow(c, r *Member) (Edge, bool) {
	if !r.IssuedOn.After(c.IssuedOn) || tooLong(c) || tooLong(r) || c.IssuedOn.IsZero() || tooLate(c, r) || !mayFollow(c, r) || otherTurn(c, r) || namesakes(c.Names, r.Names) {
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
	known := without(spokenOf(c), bodies)
	e.names = intersection(known, without(spokenOf(r), bodies))
	e.strange = len(without(r.Names, known))
	e.aside = e.strange > 0 && len(intersection(c.Names, r.Names)) == 0
	e.otherKin = otherKin(c, r)
	e.apart = len(e.names) == 0 && disjoint(spokenOf(c), spokenOf(r))
	shared := intersection(c.Terms, r.Terms)
	e.terms = without(shared, termsOf(strings.Join(e.names, " ")))
	e.acts = count(e.terms, func(t string) bool { return isAct[t] })
	e.subject = sharedStress(c.About, r.About)
	whole := max(2, stress(c.Terms))
	e.covered = stress(shared) / whole
	e.implied = stress(intersection(c.Terms, distinct(slices.Concat(r.Terms, r.Near, r.About)))) / whole
	e.covers = stress(shared) / max(2, stress(r.Terms))
	around := distinct(slices.Concat(c.Near, c.About))
	e.leaning = stress(without(intersection(r.Terms, around), c.Terms))
	apart := slices.DeleteFunc(without(c.Terms, c.About), func(t string) bool { return isAct[t] || isNumber(t) })
	said := intersection(apart, r.Terms)
	e.focus, e.focused = stress(said)/max(1.2, stress(apart)), len(said)
	e.places = intersection(saying(c, inPlace), saying(r, inPlace))
	e.elsewhere = len(e.places) == 0 && says(c, inPlace)
	e.gatherFigures(c, r)
	e.issuer = ofOneBody(c, r)
	e.gatherDays(c, r)
	e.signs = slices.DeleteFunc(slices.Clone(r.Signs), func(s string) bool { return !outcomes[s] })
	e.gatherObjects(c, r)
	e.begins = e.issuer && count(e.terms, isNumber)+e.acts < len(e.terms) && begins(c, r)
	e.related = e.isRelated(c, r)
	return e
}

// gatherObjects holds what something is done with in the two against each other.
func (e *evidence) gatherObjects(c, r *Member) {
	e.objects = slices.DeleteFunc(intersection(c.Subject, r.Terms), func(t string) bool { return weightOf(t) < saysSome })
	if len(e.objects) == 0 || !e.issuer || disjoint(saying(c, inPlace), saying(r, inPlace)) {
		return
	}
	e.dated = e.sameDay && e.subject >= aboutSame
}

// gatherFigures holds the figures of the two against each other.
func (e *evidence) gatherFigures(c, r *Member) {
	for _, of := range intersection(saying(c, ofTarget), saying(r, ofReached)) {
		what, _, ofThing := strings.Cut(of, " of ")
		beside := slices.ContainsFunc(e.terms, func(t string) bool { return !isNumber(t) && !slices.Contains(strings.Fields(what), t) })
		if !e.elsewhere && (!ofThing || beside) { // a part of it was promised for one place
			e.reached = append(e.reached, what)
		}
	}
	before, after := saying(c, ofFigure), saying(r, ofFigure)
	e.figures = intersection(before, after)
	if len(e.figures) > 0 {
		return
	}
	same := intersection(countedIn(before), countedIn(after))
	e.otherSum = slices.ContainsFunc(before, isMoney) && slices.ContainsFunc(after, isMoney) && !slipped(r) && !says(r, "progress")
	e.others = len(same) == 0 && countsSome(before) && countsSome(after)
	for _, what := range same {
		if strings.HasPrefix(what, ofCount) && !e.elsewhere {
			e.counted = append(e.counted, what)
		}
	}
}

// ofCount begins the sign of a count, without the prefix of figures' signs.
const ofCount = string(onrecord.FigureCount) + " "

// isMoney reports whether a figure is a sum.
func isMoney(figure string) bool { return strings.HasPrefix(figure, string(onrecord.FigureMoney)+" ") }

// countsSome reports whether one of some figures is a count.
func countsSome(figures []string) bool {
	return slices.ContainsFunc(figures, func(f string) bool { return strings.HasPrefix(f, ofCount) })
}

// countedIn returns what some figures are of, without how many.
func countedIn(figures []string) (out []string) {
	for _, f := range figures {
		out = append(out, f[:strings.LastIndexByte(f, ' ')])
	}
	return distinct(out)
}

// About how many months before the day due and after it a passage is likely to
// say what came of an undertaking.
const (
	shortlyBefore = 2
	shortlyAfter  = 5
)

// season is how many months what is due may take, at the most, where a release issued within them is issued when it is due: "in the
// spring", not "by 2030".
const season = 4

// gatherDays holds the days of the two against each other.
func (e *evidence) gatherDays(c, r *Member) {
	e.back = speaksOf(r.Days, c.IssuedOn)
	if e.sameDay = onOneDay(c, r) && !otherObject(c, r); c.To.IsZero() {
		return
	}
	e.onDay = !c.From.IsZero() && !r.IssuedOn.Before(c.From) && !r.IssuedOn.After(c.To) && c.To.Before(c.From.AddMonths(season))
	soon := !r.IssuedOn.After(c.To.AddMonths(shortlyAfter))
	e.near = soon && r.IssuedOn.After(c.To.AddMonths(-shortlyBefore))
	e.fresh, e.stale = !r.IssuedOn.After(c.To), !soon
}

func count(terms []string, is func(string) bool) (n int) {
	for _, t := range terms {
		if is(t) {
			n++
		}
	}
	return n
}

// stress is how much some terms say of what is spoken of.
func stress(terms []string) (sum float64) {
	for _, t := range terms {
		sum += salience(t)
	}
	return sum
}

// enoughTerms is how many words of both, at the least, stand for an act or a name.
const enoughTerms = 3

// holds reports whether what must be there is: an issuer of both, and a named
// thing, figure, day or subject too; an act or a thing of which both speak, or the
// thing named with what became of it; and words that say that something was done,
// is so, or is promised again. Across issuers both must name the thing themselves,
// and the passage say what became of it: others speak of the same fund or law for
// reasons of their own.
func (e *evidence) holds(c, r *Member) bool {
	named := len(intersection(c.Names, r.Names)) > 0
	firm := len(e.names) > 0 || e.sameDay || len(e.figures) > 0
	told := len(e.signs) > 0 || e.sameDay || e.back || (e.onDay || e.near && says(r, "past")) && len(e.objects) > 0 || e.begins
	switch {
	case e.otherKin, e.subject < aboutAlike && len(e.figures) > 0 && count(e.terms, isNumber) == len(e.terms): // a sum said in a release on something else
		return false
	case e.otherSum && slices.Contains(e.terms, "announce"):
		return false // another grant out of one pot, announced as the first was
	case e.dated:
		return true
	case e.begins:
		return true
	case len(e.reached) > 0 && (e.issuer || len(e.names) > 0 && !ofAnotherBody(c, r)) && e.subject >= 4:
		return true
	case e.apart && e.subject < aboutAlike && !slices.ContainsFunc(e.figures, isMoney):
		return false
	case !firm && e.subject < aboutAlike, len(e.terms) == 0 && !(named && told):
		return false
	case !e.issuer && !(named && told) && !e.agreed(c, r):
		return false
	case r.Sort == Commitment:
		return (firm || e.covered >= 0.5 || e.issuer && len(e.signs) > 0 && e.subject >= aboutOne || e.related) && e.promisedAgain(c, r)
	}
	if e.covers >= nearlyAll && len(e.figures) == 0 && len(e.signs) == 0 && !e.sameDay && e.covered < 0.9 && !(e.acts > 0 && len(e.names) > 0 && says(r, "past") && !says(r, "future")) {
		return false // words that the undertaking's own passage has, said again
	}
	return told || e.issuer && len(e.objects) > 0 && e.covered >= 0.5 && says(r, "past") || (e.acts > 0 || len(e.terms) >= enoughTerms) && says(r, "past") || len(e.figures) > 0 || len(e.counted) > 0
}

// agreed reports whether a passage of another issuer says enough of the undertaking itself: two bodies carry
// out what they agreed on. Of releases without an issuer that can't be told: many offices write of one programme.
func (e *evidence) agreed(c, r *Member) bool {
	known := says(c, byIssuer) && says(r, byIssuer)
	return known && r.Sort == Report && e.tells() && len(e.names) > 0 && len(e.objects) > 0 && len(e.terms) >= 2 && e.covered >= 0.5
}

// aboutAlike is how much is shared, at the least, by what two releases say that they are about where nothing
// else ties them; aboutNear how much where both say the same in the same words; aboutSame how much where it is safe to say that they are about the
// same, aboutOne where they are about nothing else; and nearlyAll how much of a passage the undertaking's words must be to be all of it.
const (
	aboutAlike = 5
	aboutNear  = 7
	aboutSame  = 8
	aboutOne   = 12
	nearlyAll  = 0.95
	sameWords  = 0.9
	saysSome   = 1 // the weight of a word that says of what is spoken: "work" does not
)

// least is the least weight of evidence that makes a link. It is set high: a
// wrong link costs more than a missed one.
const least = 7.5

// weight adds up the evidence. docs/links.md says where the weights come from.
func (e *evidence) weight(r *Member) float64 {
	subject := min(14, e.subject)
	theirs := min(1, subject/8) // how far words may be taken to be of one subject
	w := 2*e.implied + 0.12*subject + 3.3*e.covers + 2.2*e.covered*theirs + e.focus*theirs
	w += 0.15*min(6, e.leaning) + 0.6*float64(min(3, e.focused)) + 0.35*float64(min(2, e.acts))
	w += 0.6*float64(min(2, len(e.names))) - 0.35*float64(min(2, e.strange))
	if len(e.figures) > 0 {
		w += 1.8*theirs + 1
	}
	if len(e.reached) > 0 {
		w += 5
	}
	w += 0.8 * float64(min(2, count(e.terms, isNumber)))
	for _, s := range []struct {
		is     bool
		weighs float64
	}{{len(e.counted) > 0, 2}, {len(e.places) > 0, 0.8}, {e.elsewhere, -0.6}, {e.aside, -0.6}, {!e.tells() && !says(r, "top"), -0.7}, {e.sameDay, 1.3}, {e.back, 0.5}, {len(e.objects) > 0, 0.75}, {e.fresh, 0.6}, {e.near, 0.5}, {e.stale && !slipped(r), -1}, {says(r, "top"), 0.55}, {says(r, "past"), 0.3},
		{len(e.signs) > 0, 0.25}, {says(r, "late"), 0.8}, {says(r, "moved"), 0.55}, {says(r, "done"), 0.45}} {
		if s.is {
			w += s.weighs
		}
	}
	if e.begins {
		w += 1.5
	}
	if e.dated {
		w = max(w, least)
	}
	return w
}

// tells reports whether the passage says of what was promised what came of it: with a day, a
// number, or a word of outcome.
func (e *evidence) tells() bool {
	return e.sameDay || len(e.signs)+len(e.figures)+len(e.counted)+len(e.reached) > 0
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
	add("it counts the same", e.shownCounted(r))
	if len(e.reached) > 0 {
		parts = append(parts, "it says how many there are of what was set as a target")
	}
	if e.sameDay {
		parts = append(parts, "same day")
	}
	if e.back {
		parts = append(parts, "it speaks of the month in which this was said")
	}
	if e.begins {
		parts = append(parts, "it says when rules of the law begin")
	}
	if e.onDay {
		parts = append(parts, "issued when it was due")
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

// shownCounted returns what both count, as the passage prints it.
func (e *evidence) shownCounted(r *Member) (out []string) {
	for _, c := range e.counted {
		for _, of := range strings.Fields(c)[1:] {
			out = append(out, spelt(r, of))
		}
	}
	return out
}

// How long after an undertaking, and after the day by which it is due, a
// passage is still held against it, in months.
const (
	afterWords = 30
	afterDue   = 18
)

// longest is how many bytes a passage has, at the most, that is held against another. What is longer is no sentence but a text
// without stops, of which no two words need have to do with each other.
const longest = 800

func tooLong(m *Member) bool { return m.End-m.Start > longest }

// tooLate reports whether a passage stands so long after an undertaking that
// it speaks of something else.
func tooLate(c, r *Member) bool {
	last := c.IssuedOn.AddMonths(afterWords)
	if due := c.To; !due.IsZero() && due.AddMonths(afterDue).After(last) {
		last = due.AddMonths(afterDue)
	}
	return r.IssuedOn.After(last)
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
