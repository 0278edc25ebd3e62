package commitment

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
)

// due returns the time by which what the verb undertakes is to be done: the
// date of the sentence that lies ahead of the day of issue and stands nearest
// to the verb, a stated deadline before any other. Two days joined by "and"
// are one due interval. Nil where the sentence gives none.
func (r *reader) due(s tag.Sentence, verb int) *onrecord.Due {
	span := r.d.Span(s.First, s.Last)
	for r.nextDate < len(r.dates) && r.dates[r.nextDate].Start < span.Start {
		r.nextDate++
	}
	var best *onrecord.DateFact
	bestScore := 0
	var list []onrecord.DateFact
	for i := r.nextDate; i < len(r.dates) && r.dates[i].End <= span.End; i++ {
		d := &r.dates[i]
		list = append(list, *d)
		if score := r.dueScore(d, int(r.d.Tokens[verb].Start)); score > bestScore {
			best, bestScore = d, score
		}
	}
	if best == nil {
		return nil
	}
	due := &onrecord.Due{Text: best.Text, From: best.From, To: best.To}
	r.join(due, best, list)
	return due
}

// dueScore says how well a date serves as the due time of a verb at a byte
// offset; 0 where it can't.
func (r *reader) dueScore(d *onrecord.DateFact, verb int) int {
	issued := r.d.Release.IssuedOn
	switch d.Bound {
	case onrecord.BoundSince, onrecord.BoundUntil:
		return 0
	case onrecord.BoundFrom:
		if issued.IsZero() || d.From.Before(issued) {
			return 0
		}
		return 200
	}
	if d.To.IsZero() || !issued.IsZero() && !d.To.After(issued) && d.Text != "later today" {
		return 0
	}
	if !d.From.IsZero() && !issued.IsZero() && d.From.Before(issued.AddMonths(-2)) {
		return 0 // a year or period under way that the sentence reports on
	}
	score := 300 - min(250, max(verb-d.Start, d.Start-verb)/4)
	if d.Bound == onrecord.BoundBy || d.Bound == onrecord.BoundBefore {
		score += 300
	}
	return score
}

// join widens the due time to a date that follows it, parted by "and" alone.
func (r *reader) join(due *onrecord.Due, best *onrecord.DateFact, list []onrecord.DateFact) {
	for _, d := range list {
		if d.Start > best.End && d.Start-best.End <= 6 && r.d.Text[best.End:d.Start] == " and " && d.To.After(due.To) && !due.From.IsZero() {
			due.Text, due.To = r.d.Text[best.Start:d.End], d.To
		}
	}
}

// futureDate reports whether the sentence gives a time ahead.
func (r *reader) futureDate(s tag.Sentence, verb int) bool { return r.due(s, verb) != nil }
