package link

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/onrecord/onrecord"
)

// pairMeasures says what a later figure says of an earlier one of the same measure.
func pairMeasures(earlier, later *Member) (Edge, bool) {
	a, b := earlier.Figure, later.Figure
	if a.Kind != b.Kind || a.Unit != b.Unit || !sameCount(earlier, later) || contrary(earlier, later) {
		return Edge{}, false
	}
	for _, s := range []string{signUp, signDown} {
		if has(earlier, s) != has(later, s) {
			return Edge{}, false
		}
	}
	l := compareWordings(earlier, later)
	l.subject = min(mostSame, oneSubject(earlier, later))
	weighed := a.Kind != onrecord.FigureCount && len(earlier.Subject) > 1 && len(l.names) > 0
	if weighed {
		l.part, l.weight = max(l.part, 1), max(l.weight, 1) // so much of what, in one operation: the words about it tell no other
	}
	if a.Kind == onrecord.FigureDuration && (len(l.names) > 0 || l.subject > 0) {
		l.part, l.weight, l.what, l.all = max(l.part, 1), max(l.weight, 1), max(l.what, saysWhat), l.all+headsSay // of one law or subject, the word for what lasts says what it is
	}
	switch {
	case wholeOf(earlier, later) || wholeOf(later, earlier):
		return Edge{}, false
	case a.Value == b.Value && a.ValueTo == b.ValueTo:
		return restated(earlier, later, l)
	case beside(earlier, later):
		return compared(earlier, later)
	}
	return moved(earlier, later, l)
}

// saysWhat is how much the word for what lasts says of what is measured, headsSay how much
// more than another noun that is shared.
const (
	saysWhat = 2.5
	headsSay = 1.5
)

// mostSame is the most that it says of two measures that their releases are about the same.
const mostSame = 2

// sameCount reports whether both figures count one sort of thing. One that says
// nothing of it may be the other said again.
func sameCount(a, b *Member) bool {
	return slices.Equal(a.Subject, b.Subject) ||
		a.Figure.Value == b.Figure.Value && (len(a.Subject) == 0 || len(b.Subject) == 0) && len(intersection(a.Terms, b.Terms)) > 1
}

// wholeOf reports whether a whole that b is given as a part of has a's value.
func wholeOf(a, b *Member) bool {
	return has(b, ofSign(a.Figure.Value)) && a.Figure.Value != b.Figure.Value
}

// smallCount is the least number that is rarely that of two things in one text.
const smallCount = 5

// restated says that a measure's value was said again.
func restated(earlier, later *Member, l likeness) (Edge, bool) {
	w := l.near() + valueWeight(later.Figure.Value)
	if earlier.Release == later.Release {
		w++
	}
	if !l.both && earlier.Release != later.Release && digits(later.Figure.Value) < 3 &&
		(yearsApart(earlier, later) > 2 || l.what < 2 || l.part < 0.5 || limits[earlier.Figure.Qualifier] || limits[later.Figure.Qualifier]) {
		return Edge{}, false
	}
	if earlier.Release == later.Release && (len(earlier.Subject) == 0 || later.Figure.Kind == onrecord.FigureDuration) {
		return Edge{}, false // a percentage or a time that stands twice in a text is often that of two things
	}
	if later.Figure.Kind == onrecord.FigureCount && later.Figure.Value < smallCount && !l.both && l.what < 5 {
		return Edge{}, false // the other 2 are those of anything
	}
	if w < enough(l, later.Figure.Value) || apart(earlier, later) || otherRound(earlier, later) || beside(earlier, later) {
		return Edge{}, false
	}
	return Edge{Kind: onrecord.LinkRestates, Why: "same value; " + l.shown(earlier, later), Weight: min(1, w/12)}, true
}

// compared says that one sentence gives a measure's values side by side: "541,
// up from 388 in October".
func compared(earlier, later *Member) (Edge, bool) {
	if has(earlier, wasSign(later.Figure.Value)) || has(later, wasSign(earlier.Figure.Value)) {
		return Edge{Kind: onrecord.LinkUpdates, Why: "one sentence gives both, one as what the other was before", Weight: 1}, true
	}
	return Edge{}, false
}

// moved says that a measure has another value, for another period or the same.
func moved(earlier, later *Member, l likeness) (Edge, bool) {
	if !movable(earlier) || !sameManner(earlier, later) || disjoint(earlier.Bodies, later.Bodies) || farApart(earlier, later) || l.what < 2 || l.what < 2.5 && !changes(later) || l.part < 0.5 ||
		l.weight == 0 && len(earlier.Terms)+len(later.Terms) > 0 {
		return Edge{}, false
	}
	if otherScope(earlier, later) || otherScope(later, earlier) {
		return Edge{}, false
	}
	a, b := periodOf(earlier), periodOf(later)
	if l.part < 0.55 && !(a.known && b.known) || l.weight == 0 && !(a.known && b.known) && !sharesThing(earlier, later) {
		return Edge{}, false
	}
	running := goesOn(earlier) || goesOn(later)
	turn := otherRound(earlier, later)
	needed := 5.0
	switch {
	case has(later, wasSign(earlier.Figure.Value)): // it says itself that it was that before
		needed = 2.5
	case a.known && b.known || turn:
		needed = 3.5
	case running || len(l.names) > 0:
		needed = 4
	}
	if later.Figure.Kind == onrecord.FigurePercent && (l.weight < 2 || !changes(later) && (l.weight < 4 || l.part < 0.75)) {
		return Edge{}, false // shares of many things are told in the same words
	}
	if has(later, signCorrected) && !has(earlier, signBefore) && l.part >= 0.7 && !apart(earlier, later) && (earlier.Release != later.Release || later.Sentence-earlier.Sentence < 300) {
		return Edge{Kind: onrecord.LinkConflicts, Weight: min(1, l.near()/12), Why: "given as a correction; " + l.shown(earlier, later)}, true
	}
	if !l.both && !turn && yearsApart(earlier, later) > 4 {
		return Edge{}, false
	}
	if l.near() < needed || otherLength(a, b) || earlier.Release == later.Release && (l.part < 0.7 || l.what < 3 || !nearby(earlier, later, a, b)) {
		return Edge{}, false
	}
	e := Edge{Kind: onrecord.LinkUpdates, Weight: min(1, l.near()/12), Why: "another value; " + l.shown(earlier, later)}
	switch {
	case turn:
		e.Why += "; another turn"
	case a.known && a == b && earlier.closed() && later.closed():
		if l.near() < 5 || l.part < 0.7 || !exact(earlier) || !exact(later) {
			return Edge{}, false
		}
		e.Kind, e.Why = onrecord.LinkConflicts, e.Why+"; same period"
	case earlier.IssuedOn != later.IssuedOn || a.known && b.known && a != b:
	case running && earlier.Release != later.Release: // said on one day; a running count that is larger is later
	default:
		return Edge{}, false
	}
	return e, true
}

// otherScope reports whether a names a place as one of several under its title, and b none.
func otherScope(a, b *Member) bool {
	return has(a, signLent) && len(a.Places) > 0 && len(b.Places) == 0
}

// sharesThing reports whether the passages, or what stands about them, name one thing.
func sharesThing(a, b *Member) bool { return len(intersection(a.things(), b.things())) > 0 }

// nearby reports whether two figures of one release stand close together and
// are of two times. One release rarely says a measure's value twice otherwise, and
// long pages of figures say the values of many measures in the same words.
func nearby(earlier, later *Member, a, b period) bool {
	return later.Sentence-earlier.Sentence < 300 && a.known && b.known && a != b
}

func exact(m *Member) bool {
	return m.Figure.Qualifier == onrecord.QualifierExact || m.Figure.Qualifier == ""
}

// goesOn reports whether a figure was counted from some day up to the day of issue.
func goesOn(m *Member) bool { return has(m, signRunning) || !m.From.IsZero() && m.To.IsZero() }

// farApart reports whether one value is more than ten times the other: a
// measure does not move so far from one announcement to the next.
func farApart(a, b *Member) bool {
	x, y := math.Abs(a.Figure.Value), math.Abs(b.Figure.Value)
	return a.Figure.Kind != onrecord.FigurePercent && max(x, y) > 10*min(x, y)
}

// changes reports whether a figure says how much more or less there is.
func changes(m *Member) bool { return has(m, signUp) || has(m, signDown) }

// movable reports whether a figure says enough of what it measures to be told
// from others of its unit: "5 metres" does not.
func movable(m *Member) bool {
	return m.Figure.Kind == onrecord.FigureCount || m.Figure.Kind == onrecord.FigurePercent || m.Figure.Kind == onrecord.FigureDuration || len(m.Subject) > 1
}

// sameManner reports whether two figures are given in one manner: both as what
// is or both as what is to be, both as a whole or a part, both as a limit or not.
func sameManner(a, b *Member) bool {
	for _, s := range []string{signGoal, signMore, signWhole, signSome} {
		if has(a, s) != has(b, s) {
			return false
		}
	}
	if otherSpell(a, b) || hasSpell(a) != hasSpell(b) && otherDays(periodOf(a), periodOf(b), 1.2) {
		return false
	}
	x, y := a.Figure.Qualifier, b.Figure.Qualifier
	return x == y || !limits[x] && !limits[y]
}

// otherSpell reports whether two figures were counted for other lengths of time:
// the first 9 months are no year.
func otherSpell(a, b *Member) bool {
	x, y := spells(a), spells(b)
	if len(x) == 0 || len(y) == 0 {
		return len(x)+len(y) > 0 && (a.closed() && !a.From.IsZero() || b.closed() && !b.From.IsZero())
	}
	return !slices.Equal(x, y)
}

// spells returns how long a figure was counted, where it says so by a length.
func spells(m *Member) (out []string) {
	for _, s := range m.Signs {
		if strings.HasPrefix(s, "over ") && !m.spans(s) {
			out = append(out, s)
		}
	}
	return out
}

// spans reports whether the member's period is as long as the sign says: "the 12
// months to March".
func (m *Member) spans(sign string) bool {
	n, unit, _ := strings.Cut(strings.TrimPrefix(sign, "over "), " ")
	length, err := strconv.ParseFloat(n, 64)
	if err != nil || m.From.IsZero() || m.To.IsZero() {
		return false
	}
	length *= map[string]float64{"day": 1, "week": 7, "month": 30.4}[unit]
	return math.Abs(length-float64(days(period{from: m.From, to: m.To}))) < length/5
}

var limits = map[onrecord.Qualifier]bool{onrecord.QualifierUpTo: true, onrecord.QualifierLessThan: true, onrecord.QualifierAtLeast: true}

// period is the days that a figure is of. What began and goes on ends, for it,
// on the day of issue.
type period struct {
	from, to onrecord.Date
	known    bool
}

func periodOf(m *Member) period {
	p := period{from: m.From, to: m.To, known: !m.From.IsZero() || !m.To.IsZero()}
	if p.known && p.to.IsZero() {
		p.to = m.IssuedOn
	}
	return p
}

// apart reports whether both figures are of times that differ: a value with few digits may
// be that of a year and of a month in it, one with many is hardly.
func apart(a, b *Member) bool {
	if !a.closed() || !b.closed() || a.From == b.From && a.To == b.To {
		return false
	}
	if a.To == b.To && (a.From.IsZero() || b.From.IsZero()) {
		return false // "by 30 June" and "at the end of June"
	}
	if has(a, signGoal) && has(b, signGoal) {
		return false // the day by which it is to be so was moved
	}
	return digits(a.Figure.Value) < 3 || a.To.Before(b.From) || b.To.Before(a.From)
}

func (m *Member) closed() bool { return !m.To.IsZero() }

// otherLength reports whether both periods are known and one is more than twice
// as long as the other: a quarter's count is no later value of a year's.
func otherLength(a, b period) bool {
	return otherDays(a, b, 2)
}

// otherDays reports whether both periods are known and one is more than so many times as
// long as the other.
func otherDays(a, b period, times float64) bool {
	if !a.known || !b.known || a.from.IsZero() || b.from.IsZero() {
		return false
	}
	x, y := float64(days(a)), float64(days(b))
	return x > times*y || y > times*x
}

// hasSpell reports whether a figure says how long it was counted.
func hasSpell(m *Member) bool {
	return slices.ContainsFunc(m.Signs, func(s string) bool { return strings.HasPrefix(s, "over ") })
}

// days returns how many days a period has.
func days(p period) int { return int(p.to.Time().Sub(p.from.Time()).Hours()/24) + 1 }
