package commitment

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// due returns the time by which what the verb undertakes is to be done: the
// date of the sentence that lies ahead of the day of issue and stands nearest
// to the verb, a stated deadline before any other. Two days joined by "and"
// are one due interval. Nil where the sentence gives none.
func (r *reader) due(verb int, strength onrecord.Strength) *onrecord.Due {
	best := r.dueDate(verb, strength)
	if best < 0 {
		return nil
	}
	x := &r.dates[best]
	due := &onrecord.Due{Text: x.Text, From: x.From, To: x.To}
	r.join(due, best)
	return due
}

// dueDate returns the index of the date that due starts with, -1 where there
// is none.
func (r *reader) dueDate(verb int, strength onrecord.Strength) int {
	end := int(r.d.Tokens[r.s.Last-1].End)
	best, bestScore := -1, 0
	for i := r.nextDate; i < len(r.dates) && r.dates[i].End <= end; i++ {
		score := r.dueScore(&r.dates[i], int(r.d.Tokens[verb].Start), strength)
		if score > 0 && r.inRelative(verb, r.dates[i].Start) {
			score = 1
		}
		if score > bestScore {
			best, bestScore = i, score
		}
	}
	return best
}

// ahead reports whether the date can be a due time: it ends after the day of
// issue, or on it where the text says so or a rule starts that day.
func (r *reader) ahead(x *onrecord.DateFact, strength onrecord.Strength) bool {
	issued := r.d.Release.IssuedOn
	switch {
	case x.Bound == onrecord.BoundSince, x.Bound == onrecord.BoundUntil && strength == onrecord.StrengthInForce:
		return false
	case x.Bound == onrecord.BoundFrom:
		return issued.IsZero() || !x.From.Before(issued)
	case x.To.IsZero():
		return false
	case issued.IsZero() || x.To.After(issued):
	case x.To == issued:
		if strength != onrecord.StrengthInForce && !laterToday(x.Text) {
			return false
		}
	default:
		return false
	}
	// A year or period under way is what the sentence reports on.
	return issued.IsZero() || x.From.IsZero() || !x.From.Before(issued.AddMonths(-2))
}

// laterToday reports whether the words name a part of the day of issue that may
// lie ahead.
func laterToday(words string) bool {
	switch words {
	case "later today", "tonight", "this evening", "this afternoon":
		return true
	}
	return false
}

// dueScore says how well a date serves as the due time of a verb at a byte
// offset; 0 where it can't.
func (r *reader) dueScore(x *onrecord.DateFact, verb int, strength onrecord.Strength) int {
	if x.To == r.d.Release.IssuedOn && x.Text == "today" && strength == onrecord.StrengthWill && (x.End+1 == verb || r.norm(r.d.TokenAt(x.End)) == "also" && r.d.TokenAt(x.End)+1 == r.d.TokenAt(verb)) {
		return 250 // "will today publish"
	}
	if strength == onrecord.StrengthWill && x.To == r.d.Release.IssuedOn && x.From == x.To && r.onTheDay(x, verb) {
		return 120
	}
	if !r.ahead(x, strength) || r.background(x) || r.otherClause(x, verb) || r.ofOccasion(x, verb) || r.whenTold(x, verb) {
		return 0
	}
	opening := 0
	if r.d.TokenAt(x.Start) == r.s.First {
		opening = 150 // "From May, the fund will be cut until it ends in July"
	}
	switch x.Bound {
	case onrecord.BoundFrom:
		return 200 + opening
	case onrecord.BoundUntil:
		return 150 // how long something goes on, where nothing says when it is done
	}
	score := 300 + opening - min(250, max(verb-x.Start, x.Start-verb)/4)
	if x.Bound == onrecord.BoundBy || x.Bound == onrecord.BoundBefore {
		score += 300
	}
	return score
}

// whenTold reports whether the date says when the news was told and not when the verb
// at a byte offset is to be done: "the funding announced this week will go to".
func (r *reader) whenTold(x *onrecord.DateFact, verb int) bool {
	i := r.d.TokenAt(x.Start)
	if i <= r.s.First || i-1 == r.d.TokenAt(verb) || x.Bound == onrecord.BoundBy || x.Bound == onrecord.BoundFrom {
		return false
	}
	switch r.norm(i - 1) {
	case "announced", "confirmed", "said", "revealed", "unveiled":
		n := r.norm(i - 2)
		return n != "be" && n != "been" && n != "to"
	}
	return false
}

// onTheDay reports whether a date that is the day of issue tells when the verb at
// a byte offset is to be done, and not when somebody announced it: "Today the
// minister will open", "will arrive on Monday", but no "announced today".
func (r *reader) onTheDay(x *onrecord.DateFact, verb int) bool {
	i, v := r.d.TokenAt(x.Start), r.d.TokenAt(verb)
	if r.possessed(x) {
		return false
	}
	if i < v {
		if i != r.s.First {
			return false
		}
		i, v = v, i
	} else if !r.within(v-3, 2, "will", "'ll", "be") {
		return false
	}
	for j := v + 1; j < i; j++ {
		switch n := r.norm(j); {
		case reports.Has(n), r.d.Tokens[j].Has(tag.CueVerb), r.verb(j).participle && j > v+1 && (j > i-3 || r.norm(j+1) == "by"), isCloserMark(n), n == "that", n == "which", n == "who", n == "," && x.Start > verb:
			return false
		}
	}
	return true
}

// isCloserMark reports whether the mark closes a quotation: what follows it tells
// when it was said.
func isCloserMark(w string) bool { return w == "”" || w == "\"" }

// inRelative reports whether the date at a byte offset stands in a relative
// clause after the verb, or after "with": it is then some other thing's time.
func (r *reader) inRelative(verb, date int) bool {
	for i := verb + 1; i < r.s.Last && int(r.d.Tokens[i].Start) < date; i++ {
		switch r.d.Tokens[i].Norm {
		case "which", "who", "whose", "whom", "with":
			return true
		}
	}
	return false
}

// background reports whether the date stands right after words that make it
// something else's time: "until at least", "valid to".
func (r *reader) background(x *onrecord.DateFact) bool {
	i := r.d.TokenAt(x.Start)
	switch r.norm(i - 1) {
	case "until", "since", "till", "each", "every", "closing", "ending", "expiring", "dating":
		return true
	case "on", "in", "at":
		if n := r.norm(i - 2); n == "closing" || n == "ending" || n == "expiring" {
			return true // "a consultation closing in March"
		}
	}
	if n := r.norm(i); n == "in" || n == "on" || n == "at" {
		if n := r.norm(i - 1); n == "closing" || n == "ending" || n == "expiring" {
			return true
		}
	}
	if t := &r.d.Tokens[max(i-1, 0)]; i > r.s.First && x.End-x.Start == 4 && t.Kind == text.Word && t.Shape == text.Title && !t.Has(tag.Function) {
		return true // the year of a name, "Marlow 2012"
	}
	return r.possessed(x) || r.norm(i-1) == "of" && !timeNoun(r.norm(i-2))
}

// timeNoun reports whether the word before "of" is one of time itself: "the
// course of 2025". Of anything else the time is a past or another thing's:
// "the floods of this year".
func timeNoun(w string) bool {
	switch w {
	case "course", "start", "end", "beginning", "month", "months", "week", "weeks", "day", "days", "summer", "spring", "autumn", "winter", "fall", "part", "half", "halves", "quarter", "quarters", "rest", "remainder", "middle", "morning", "evening", "afternoon", "turn", "close", "term", "period", "deadline", "date", "year", "target":
		return true
	}
	return false
}

// otherClause reports whether the date stands in a clause of its own, before the
// one of the verb at a byte offset: "The budget for 2026 is £9 million and the
// agency will buy boats".
func (r *reader) otherClause(x *onrecord.DateFact, verb int) bool {
	if x.End >= verb || x.Bound == onrecord.BoundBy || x.Bound == onrecord.BoundFrom {
		return false
	}
	finite := false
	for j := r.d.TokenAt(x.End); j < r.s.Last && int(r.d.Tokens[j].Start) < verb; j++ {
		switch n := r.norm(j); {
		case n == "is" || n == "are" || n == "was" || n == "were":
			finite = true
		case n == "and" && finite && !r.d.Tokens[j+1].Has(tag.Modal):
			return true
		case n == "who" || n == "which" || n == "that":
			return false
		}
	}
	return false
}

// ofOccasion reports whether the date stands in words before the clause of the verb at a
// byte offset that tell after what it happens: "Following the floods in March, the board
// will".
func (r *reader) ofOccasion(x *onrecord.DateFact, verb int) bool {
	switch r.norm(r.s.First) {
	case "following", "despite":
	default:
		return false
	}
	at := r.d.TokenAt(x.Start)
	if x.End >= verb || at <= r.s.First+1 {
		return false
	}
	for j := r.d.TokenAt(x.End); j < r.s.Last && int(r.d.Tokens[j].Start) < verb; j++ {
		if r.norm(j) == "," {
			return true
		}
	}
	return false
}

// possessed reports whether the date only says which: "today's visit", "next
// year's plan".
func (r *reader) possessed(x *onrecord.DateFact) bool {
	end := r.d.TokenAt(x.End)
	return end < len(r.d.Tokens) && int(r.d.Tokens[end].Start) == x.End && r.d.Tokens[end].Kind == text.Clitic
}

// join widens the due time to the dates that follow it, parted by commas and a
// last "and" alone.
func (r *reader) join(due *onrecord.Due, best int) {
	if due.From.IsZero() {
		return
	}
	start, end := r.dates[best].Start, r.dates[best].End
	for k := best + 1; k < len(r.dates) && r.dates[k].Start > end; k++ {
		next := &r.dates[k]
		gap := r.d.Text[end:min(next.Start, end+6)]
		if gap != " and " && gap != ", " || end+len(gap) != next.Start || !next.To.After(due.To) {
			return
		}
		if end = next.End; gap == " and " {
			due.Text, due.To = r.d.Text[start:end], next.To
		}
	}
}
