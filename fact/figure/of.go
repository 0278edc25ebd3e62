package figure

import (
	"sort"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// longestOf is how many tokens the words of what is measured may have.
const longestOf = 18

// of returns the words that say what a figure measures, verbatim: for a share,
// a change or a sum the phrase beside it that names the thing; for a count
// the noun with what describes it; "" where the sentence doesn't say so plainly.
func (r *reader) of(k int) string {
	f, at := &r.figures[r.first+k], r.at[k]
	switch f.Kind {
	case onrecord.FigurePercent, onrecord.FigureRatio:
		return r.ofShare(f, at)
	case onrecord.FigureMoney:
		return r.ofSum(f, at)
	case onrecord.FigureCount:
		if at.bare || f.Unit == "" || r.is(at.number+1, "-") && r.glued(at.number+1) {
			return "" // "a 60-bed home": what it describes is no sixty things
		}
		j := at.number + 1
		for j < at.last && !r.startsUnit(j, f.Unit) {
			j++
		}
		return r.phrase(j)
	}
	if r.is(at.last, "of") && r.measurable(at.last+1) && !r.is(at.first, "within") && !r.is(at.first-1, "within") {
		return r.phrase(at.last + 1) // not "within 3 days of landing"
	}
	return ""
}

// ofShare reads "8% of boats", "a rise of 5% in landings" and "landings fell
// by 5%".
func (r *reader) ofShare(f *onrecord.Figure, at place) string {
	if r.is(at.last, "of") && r.measurable(at.last+1) {
		return r.phrase(at.last + 1)
	}
	if f.Change == "" {
		return ""
	}
	j := at.last
	if !r.is(j, "in") && changes.Has(r.norm(j)) {
		j++
	}
	if r.is(j, "in") && r.measurable(j+1) {
		return r.phrase(j + 1)
	}
	return r.changed(at.first)
}

// changed returns what rose or fell in the clause that leads up to the figure
// at i: the words after the verb ("cut waste by"), or those before it where
// none follow ("landings fell by").
func (r *reader) changed(i int) string {
	first, end := r.clauseBefore(i)
	verb := end - 1
	for verb >= first && !changes.Has(r.norm(verb)) {
		verb--
	}
	if verb < first {
		return ""
	}
	if verb+1 < end {
		first = verb + 1
		if r.is(first, "of", "from", "to", "in") {
			return ""
		}
	} else {
		end = verb
	}
	for end > first && (r.has(end-1, tag.Function|tag.Modal) || strings.HasSuffix(r.norm(end-1), "ly")) {
		end--
	}
	for first < end && r.has(first, tag.Function) {
		first++
	}
	for k := first; k < end; k++ {
		if r.kind(k) == text.Number || r.has(k, tag.Clause|tag.Modal|tag.CueVerb) || r.is(k, "and", "but", "or", "if", "because", "that") {
			return "" // more than one clause
		}
	}
	if end <= first || end-first > longestChanged || r.verbal(end-1) {
		return ""
	}
	return r.d.Words(first, end)
}

// longestChanged is how many tokens name what rose or fell.
const longestChanged = 9

// ofSum reads "£5 million for boats", "to mend boats", "in new funding", "on
// repairs", "worth of repairs" and "a £5 million fund".
func (r *reader) ofSum(f *onrecord.Figure, at place) string {
	j := at.last
	switch {
	case r.is(j, "worth") && r.is(j+1, "of"):
		j += 2
	case r.is(j, "of", "for", "towards"):
		j++
	case r.is(j, "in", "on") && r.shape(j+1) == text.Lower:
		j++
	case r.is(j, "in") && r.titled(j+1) && r.shape(j+2) == text.Lower && !r.stops(j+2): // "in FEMA funding"
		j++
	case r.is(j, "to") && purposes.Has(r.norm(j+1)):
		j++
	case r.kind(j) == text.Word && r.shape(j) == text.Lower && !r.stops(j) && f.Per == "" && !r.verbal(j) && !r.is(j, "away", "apart", "together", "instead", "once"):
	default:
		return ""
	}
	if !r.measurable(j) {
		return ""
	}
	return r.phrase(j)
}

// measurable reports whether a phrase that names a thing can start at token i:
// no date, number, pronoun or adverb.
func (r *reader) measurable(i int) bool {
	k := i
	for r.is(k, "the", "a", "an", "this", "these", "its", "their", "our", "his", "her") {
		k++
	}
	if r.kind(k) != text.Word || r.has(k, tag.NumberWord|tag.Scale|tag.Month|tag.Weekday|tag.Modal|tag.CueVerb|tag.Clause) || r.dated(k) {
		return false
	}
	n := r.norm(k)
	return !vague[n] && !(r.shape(k) == text.Lower && strings.HasSuffix(n, "ly") && len(n) > 4 && n != "early" && n != "family" && n != "elderly" && n != "supply")
}

// vague are words that name no thing that could be measured.
var vague = map[string]bool{
	"which": true, "whom": true, "them": true, "those": true, "it": true, "us": true, "him": true, "you": true, "me": true, "these": true, "this": true, "that": true,
	"less": true, "more": true, "fewer": true, "down": true, "up": true, "out": true, "off": true, "over": true, "back": true, "ahead": true, "alone": true, "each": true,
	"first": true, "second": true, "third": true, "last": true, "next": true, "same": true, "total": true, "time": true, "date": true, "year": true, "years": true, "month": true, "months": true, "week": true, "weeks": true, "day": true, "days": true,
	"higher": true, "lower": true, "better": true, "today": true, "now": true, "again": true, "ago": true, "later": true, "so": true, "far": true, "cash": true, "addition": true, "order": true, "behalf": true, "example": true, "top": true, "return": true, "annually": true, "apiece": true, "every": true, "per": true, "people's": true,
}

func (r *reader) startsUnit(j int, unit string) bool {
	w := r.d.Tokens[j].Of(r.d.Text)
	return len(w) <= len(unit) && unit[:len(w)] == w
}

// phrase returns the words from token i to the end of its clause; a clause
// that is too long ends at its first verb, "" where none is found.
func (r *reader) phrase(i int) string {
	if i >= r.hi {
		return ""
	}
	limit := min(r.hi, r.d.Sentences[r.d.Tokens[i].Sentence].Last)
	last := min(limit, i+longestOf)
	end, verb := i, 0
	for end < last && !(end > i && (r.breaks(end) || r.dated(end) || r.kind(end) == text.Number && (r.is(end-1, "and", "to", "by") || r.lasting(end)))) {
		if end > i && r.predicates(end) {
			break
		}
		if verb == 0 && end > i && r.endsNoun(end) {
			verb = end
		}
		end++
	}
	if end == last && last < limit && !r.breaks(end) && !r.predicates(end) {
		end = max(verb, i)
	}
	for end > i && (r.kind(end-1) == text.Punct || r.has(end-1, tag.Function|tag.Modal)) {
		end--
	}
	if end <= i {
		return ""
	}
	return r.d.Words(i, end)
}

// lasting reports whether the number at k begins a length of time that a
// preposition leads in: "rain | in 72 hours".
func (r *reader) lasting(k int) bool {
	if !r.is(k-1, "in", "over", "within", "for", "during") {
		return false
	}
	_, v, ok := r.longest(unitList, k+1)
	return ok && units[v].kind == onrecord.FigureDuration
}

// dated reports whether token k lies in a date.
func (r *reader) dated(k int) bool {
	if k < r.lo || k >= r.hi {
		return false
	}
	t := onrecord.Span{Start: int(r.d.Tokens[k].Start), End: int(r.d.Tokens[k].End)}
	i := sort.Search(len(r.dates), func(i int) bool { return r.dates[i].End > t.Start })
	return i < len(r.dates) && r.dates[i].Overlaps(t)
}

// endsNoun reports whether token k starts what a clause says of its subject,
// or what follows it.
func (r *reader) endsNoun(k int) bool {
	return r.has(k, tag.Modal|tag.Clause|tag.CueVerb) && r.shape(k) == text.Lower || r.is(k, "by", "as", "because", "despite", "until", "since", "so", "but", "if", "whose", "and")
}

// predicates reports whether token k is a verb that begins what is said of the
// thing measured: "responses to the plan | were received".
func (r *reader) predicates(k int) bool {
	if r.is(k, "and", "or") && r.verbal(k+1) && (r.kind(k+2) == text.Number || r.isOneOf(k+2)) {
		return true // "fans | and came 2nd", "new jobs | and safeguarding another 40"
	}
	if r.is(k, "a", "an", "per", "each", "every") && timeUnits[r.norm(k+1)] && !r.is(k-1, "of", "for", "in") {
		return true // "steel | a year"
	}
	if did.Has(r.norm(k)) && r.shape(k) == text.Lower && !r.is(k-1, "that", "who", "which", "they", "we", "it", "to", "and") && !r.is(k+1, "by") {
		return true // "people | took part", "visitors | came"
	}
	return r.has(k, tag.Modal) && r.shape(k) == text.Lower && !r.is(k-1, "that", "who", "which", "to") ||
		r.is(k, "is", "are", "was", "were", "have", "has", "had") && !r.is(k-1, "that", "who", "which", "they", "we", "it", "to")
}

// isOneOf reports whether a determiner stands at k, so that a verb stands before it.
func (r *reader) isOneOf(k int) bool {
	return r.is(k, "a", "an", "the", "another", "some", "its", "their", "our", "his", "her")
}

// timeUnits are the stretches of time that a rate is counted by.
var timeUnits = map[string]bool{"year": true, "month": true, "week": true, "day": true, "hour": true, "night": true, "minute": true, "quarter": true}

// clauseBefore returns the tokens of the clause that leads up to token i.
func (r *reader) clauseBefore(i int) (first, end int) {
	low := max(r.lo, i-longestOf, r.d.Sentences[r.d.Tokens[i].Sentence].First)
	first = i
	for first > low && !r.breaks(first-1) {
		first--
	}
	for first < i && r.has(first, tag.Function) {
		first++
	}
	end = i
	for end > first && (r.has(end-1, tag.Function) || r.kind(end-1) == text.Punct) {
		end--
	}
	return first, end
}

// breaks reports whether token k ends a clause.
func (r *reader) breaks(k int) bool {
	return r.is(k, ",", ";", ":", "?", "!", "(", ")", "–", "—", "”", "“", "\"") || r.is(k, "-") && !r.glued(k) || r.is(k, "with", "which", "who", "while", "after", "when", "compared", "demonstrating", "marking", "including")
}
