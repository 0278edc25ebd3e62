package page

import (
	"math"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/feed"
	"github.com/onrecord/onrecord/store"
)

// reading writes a fact's normalised reading in words: what onrecord took its
// words to say. It is never shown without the words themselves.
func (w writing) reading(f store.Fact) string { return w.readingIn(f, nil) }

// readingIn is reading beside the figures of the fact's release, of which a relation's sum
// takes its words.
func (w writing) readingIn(f store.Fact, figures []onrecord.Figure) string {
	k := kindOf(f.Kind)
	if k.reading == nil {
		return ""
	}
	return k.reading(w, f, figures)
}

func (w writing) quoteReading(q onrecord.Quote) string {
	if q.Speaker == "" {
		return "Speaker not known"
	}
	if q.Role == "" {
		return q.Speaker
	}
	return q.Speaker + ", " + q.Role
}

// dateReading puts the bound before the interval: "by 31 August 2025".
func (w writing) dateReading(d onrecord.DateFact) string {
	switch {
	case d.Bound == onrecord.BoundBy && !d.To.IsZero():
		return "by " + w.day(d.To)
	case d.Bound == onrecord.BoundBefore && !d.To.IsZero():
		return "before " + w.day(d.To.AddDays(1)) // To is the last day that is before
	case d.Bound == onrecord.BoundUntil && !d.To.IsZero():
		return "until " + w.day(d.To)
	case d.Bound == onrecord.BoundSince && !d.From.IsZero():
		return "since " + w.day(d.From)
	case d.Bound == onrecord.BoundFrom && !d.From.IsZero():
		return "from " + w.day(d.From)
	}
	return w.interval(d.From, d.To)
}

// dueReading writes by when a commitment is due.
func (w writing) dueReading(d *onrecord.Due) string {
	switch {
	case d == nil || d.From.IsZero() && d.To.IsZero() && d.Text == "":
		return "no due date read"
	case d.From.IsZero() && d.To.IsZero():
		return "“" + d.Text + "”, on no day that is known"
	case d.To.IsZero():
		return "from " + w.day(d.From)
	case d.From.IsZero():
		return "by " + w.day(d.To)
	case d.From == d.To:
		return "on " + w.day(d.To)
	}
	words := w.interval(d.From, d.To)
	if !strings.Contains(words, " to ") {
		return "in " + words // a month or a year
	}
	return words
}

var qualifierWords = map[onrecord.Qualifier]string{
	onrecord.QualifierAbout: "about ", onrecord.QualifierNearly: "nearly ", onrecord.QualifierMoreThan: "more than ",
	onrecord.QualifierAtLeast: "at least ", onrecord.QualifierUpTo: "up to ", onrecord.QualifierLessThan: "less than ",
}

// figureReading writes "more than £1,500,000 (GBP) per year", "up 43%",
// "609 arrests (was 352)".
func (w writing) figureReading(f onrecord.Figure) string {
	var b strings.Builder
	switch f.Change {
	case "up", "down":
		b.WriteString(f.Change + " ")
	}
	b.WriteString(qualifierWords[f.Qualifier])
	b.WriteString(w.figureValue(f))
	if f.Per != "" {
		b.WriteString(" per " + f.Per)
	}
	if f.Was != nil && !(f.ValueTo != nil && *f.Was == f.Value) {
		b.WriteString(" (was " + w.valueWords(f, *f.Was) + ")")
	}
	return b.String()
}

// measured is what a figure measures, without the words that its reading ends with:
// "" of "17 measures", "in both harbours" of "17 boats" that are boats in both harbours.
func (w writing) measured(f onrecord.Figure) string {
	value, of := strings.ToLower(w.figureValue(f)), strings.ToLower(f.Of)
	if strings.HasSuffix(value, of) {
		return ""
	}
	unit := strings.ToLower(f.Unit)
	if rest, begins := strings.CutPrefix(of, unit+" "); begins && f.Change == "" && f.Per == "" && f.Was == nil && strings.HasSuffix(value, " "+unit) {
		return f.Of[len(f.Of)-len(rest):]
	}
	return f.Of
}

// figureValue writes the value or the range with its unit once.
func (w writing) figureValue(f onrecord.Figure) string {
	s := w.valueWords(f, f.Value)
	if f.ValueTo != nil {
		s += " to " + w.valueWords(f, *f.ValueTo)
	}
	switch {
	case f.Kind == onrecord.FigureMoney && f.Unit != "":
		s += " (" + f.Unit + ")"
	case f.Kind == onrecord.FigurePercent || f.Unit == "":
	case f.Kind == onrecord.FigureDuration && f.Value == 1 && f.ValueTo == nil:
		s += " " + strings.TrimSuffix(f.Unit, "s")
	default:
		s += " " + f.Unit
	}
	return s
}

// currencySigns are signs that stand for one currency only where the code
// stands beside them, as it always does here.
var currencySigns = map[string]string{"GBP": "£", "EUR": "€", "USD": "$", "AUD": "$", "CAD": "$", "NZD": "$", "JPY": "¥", "INR": "₹", "UAH": "₴"}

func (w writing) valueWords(f onrecord.Figure, v float64) string {
	switch f.Kind {
	case onrecord.FigureRatio:
		if n := math.Round(1 / v); v > 0 && v < 1 && math.Abs(1/v-n) < 1e-6 {
			return "1 in " + w.amount(n)
		}
		if v > 0 && v < 1 {
			return w.amount(math.Round(v*1e8)/1e6) + " in 100"
		}
	case onrecord.FigureMoney:
		return currencySigns[f.Unit] + w.amount(v)
	case onrecord.FigurePercent:
		return w.amount(v) + "%"
	}
	return w.amount(v)
}

// relationReading writes a relation; figures are its release's, for the words
// of the sum.
func (w writing) relationReading(r onrecord.Relation, figures []onrecord.Figure) string {
	return feed.RelationWords(&r, figures, w.bareSum)
}

// bareSum writes a sum whose currency no figure of its sentence tells.
func (w writing) bareSum(v float64) string { return w.amount(v) + " (currency not read)" }

// factOf returns a fact of a version as pages show facts.
func factOf(f onrecord.OneFact) store.Fact {
	return store.Fact{Kind: f.Kind(), ID: f.Head().ID, Quote: f.Quote, Date: f.Date, Figure: f.Figure, Commitment: f.Commitment, Name: f.Name, Relation: f.Relation}
}

// allFacts returns the facts of a record as values of one type, by kind in
// the order of the record format, each kind in the order of the text.
func allFacts(rec *onrecord.Record) []store.Fact {
	all := rec.All()
	out := make([]store.Fact, len(all))
	for i, f := range all {
		out[i] = factOf(f)
		out[i].Release = rec.Release
	}
	return out
}
