package figure

import (
	"sort"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// reachOfContext is how many tokens may stand between a figure and the time
// or place that it is of: the noun that it counts and what describes it.
const reachOfContext = 5

// when gives the figure the time that its value is of: the date straight
// behind it ("£4 million in 2024"), or the only one of its sentence where
// that begins with it ("In 2024, …"). Where the figure is what another was before, the
// sentence begins with the time of that one. Deadlines, open stretches and the day
// of issue are the time of something else.
func (r *reader) when(k int, before bool) *onrecord.Period {
	f, at, s := &r.figures[r.first+k], r.at[k], r.sentence(r.at[k])
	if f.Kind != onrecord.FigureMoney && f.Kind != onrecord.FigureCount && f.Kind != onrecord.FigurePercent {
		return nil
	}
	for i := r.firstDate(int(r.d.Tokens[at.last-1].End)); i < len(r.dates) && r.dates[i].Start < s.End; i++ {
		if !r.behind(k, r.dates[i].Span) {
			break
		}
		if d := &r.dates[i]; r.sayable(d) {
			return period(d)
		}
	}
	if before {
		return nil
	}
	return r.leadingDate(s)
}

// leadingDate returns the date that the sentence begins with, where it names
// no other time; else which is meant can't be told.
func (r *reader) leadingDate(s onrecord.Span) *onrecord.Period {
	first := r.firstDate(s.Start)
	if first >= len(r.dates) || !r.begins(s, r.dates[first].Span) || !r.sayable(&r.dates[first]) {
		return nil
	}
	if next := first + 1; next < len(r.dates) && r.dates[next].Start < s.End {
		return nil
	}
	return period(&r.dates[first])
}

// sayable reports whether something can have been measured at the date: it is
// no deadline, no open stretch and not the day of issue.
func (r *reader) sayable(d *onrecord.DateFact) bool {
	return measured(d) && !(d.From == d.To && d.From == r.d.Release.IssuedOn)
}

// measured reports whether something can have been measured at the date.
func measured(d *onrecord.DateFact) bool {
	return (d.Bound == onrecord.BoundOn || d.Bound == onrecord.BoundWithin) && !d.From.IsZero() && !d.To.IsZero()
}

func period(d *onrecord.DateFact) *onrecord.Period {
	return &onrecord.Period{Text: d.Text, From: d.From, To: d.To}
}

// where gives the place that the figure was counted in: the one straight
// behind it ("172 cases in Hull"), or the one that its sentence begins with.
func (r *reader) where(k int) string {
	if f := &r.figures[r.first+k]; f.Kind != onrecord.FigureMoney && f.Kind != onrecord.FigureCount && f.Kind != onrecord.FigurePercent {
		return ""
	}
	s := r.sentence(r.at[k])
	end := int(r.d.Tokens[r.at[k].last-1].End)
	if i := r.firstPlace(end); i < len(r.places) && r.places[i].Start < s.End {
		if in, ok := r.inPlace(i); ok && (r.behind(k, r.places[i]) || r.begins(s, in)) {
			return r.places[i].Of(r.d.Text)
		}
	}
	if i := r.firstPlace(s.Start); i < len(r.places) && r.places[i].Start < s.End {
		if in, ok := r.inPlace(i); ok && r.begins(s, in) {
			return r.places[i].Of(r.d.Text)
		}
	}
	return ""
}

// inPlace returns the preposition that the i-th place stands after.
func (r *reader) inPlace(i int) (onrecord.Span, bool) {
	t := r.d.TokenAt(r.places[i].Start)
	if r.is(t-1, "the") {
		t--
	}
	if !r.is(t-1, "in", "across", "throughout") {
		return onrecord.Span{}, false
	}
	return r.d.Span(t-1, t), true
}

// firstPlace returns the index of the first place that starts at or after the
// byte offset.
func (r *reader) firstPlace(start int) int {
	return sort.Search(len(r.places), func(i int) bool { return r.places[i].Start >= start })
}

func (r *reader) sentence(at place) onrecord.Span { return r.d.SentenceSpan(int(at.sentence)) }

// firstDate returns the index of the first date that starts at or after the
// byte offset.
func (r *reader) firstDate(start int) int {
	return sort.Search(len(r.dates), func(i int) bool { return r.dates[i].Start >= start })
}

// begins reports whether the words stand within the first three tokens of
// their sentence.
func (r *reader) begins(sentence, words onrecord.Span) bool {
	first := r.d.TokenAt(sentence.Start)
	for k := r.d.TokenAt(words.Start) - 1; k >= first; k-- {
		if k > first+2 || r.kind(k) == text.Word && !r.has(k, tag.Function) {
			return false // "Launched in 2020, …" says when something else was
		}
	}
	return true
}

// behind reports whether the words stand close behind figure k, with no other
// figure, clause or superlative between.
func (r *reader) behind(k int, words onrecord.Span) bool {
	end := r.at[k].last
	t := r.d.TokenAt(words.Start)
	if r.is(t, "on", "than", "from", "since") { // "up 4% on last year": the time it is compared with
		return false
	}
	if t < end || t-end > reachOfContext || k+1 < len(r.at) && r.at[k+1].first < t {
		return false
	}
	for i := end; i < t; i++ {
		if r.is(i, ",", ";", ":", "(", "–", "the", "who", "which", "that", "to", "than", "from", "against", "compared", "on", "fewer", "more", "lower", "higher", "less") || r.has(i, tag.Modal|tag.Clause) {
			return false
		}
	}
	return true
}
