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
// that begins with it ("In 2024, …"). Deadlines, open stretches and the day
// of issue are the time of something else.
func (r *reader) when(k int) *onrecord.Period {
	f, at, s := &r.figures[r.first+k], r.at[k], r.sentence(r.at[k])
	if f.Kind != onrecord.FigureMoney && f.Kind != onrecord.FigureCount && f.Kind != onrecord.FigurePercent {
		return nil
	}
	first := r.firstDate(s.Start)
	leads := (*onrecord.DateFact)(nil)
	for i := first; i < len(r.dates) && r.dates[i].Start < s.End; i++ {
		switch d := &r.dates[i]; {
		case !measured(d) || d.From == d.To && d.From == r.d.Release.IssuedOn:
		case r.behind(k, d.Span):
			return period(d)
		case i == first && r.begins(s, d.Span):
			leads = d
		default:
			leads = nil // another time is named: which is meant can't be told
		}
	}
	if leads == nil || at.sentence != r.d.Tokens[at.first].Sentence {
		return nil
	}
	return period(leads)
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
	from := sort.Search(len(r.places), func(i int) bool { return r.places[i].Start >= s.Start })
	for i := from; i < len(r.places) && r.places[i].Start < s.End; i++ {
		t := r.d.TokenAt(r.places[i].Start)
		if r.is(t-1, "the") {
			t--
		}
		if !r.is(t-1, "in", "across", "throughout") {
			continue
		}
		if r.behind(k, r.places[i]) || r.begins(s, r.d.Span(t-1, t)) {
			return r.places[i].Of(r.d.Text)
		}
	}
	return ""
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
	if t < end || t-end > reachOfContext || k+1 < len(r.at) && r.at[k+1].first < t {
		return false
	}
	for i := end; i < t; i++ {
		if r.is(i, ",", ";", ":", "(", "–", "the", "who", "which", "that", "to") || r.has(i, tag.Modal|tag.Clause) {
			return false
		}
	}
	return true
}
