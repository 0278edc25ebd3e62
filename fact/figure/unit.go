package figure

import (
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// unitReach is how many tokens before a number its unit is looked for.
const unitReach = 24

// unitBefore finds what a number without a noun counts: what "the number of"
// names, what the last counted figure counts, or the subject before the verb.
func (r *reader) unitBefore(i, end int) string {
	if u := r.predicate(end); u != "" {
		return u
	}
	if u, ok := crews.Lookup(r.norm(i - 2)); ok && r.is(i-1, "of") {
		return u // a panel of 10
	}
	if r.is(end, "of") && r.is(end+1, "them", "these", "those") {
		return r.countedBefore(i)
	}
	low := max(r.lo, r.d.Sentences[r.d.Tokens[i].Sentence].First, i-unitReach)
	if u := r.numberOf(low, i); u != "" {
		return u
	}
	if u := r.saidBefore(i); u != "" {
		return u
	}
	if u := r.countedBefore(i); u != "" {
		return u
	}
	if r.topic != "" && r.sameTopic(low, i) {
		return r.topic
	}
	return r.subject(low, i)
}

// sayReach is how many figures back a number that is said again is looked for.
const sayReach = 80

// saidBefore returns what the same number counted before in the release: "16
// countries came. All 16 signed". A number under a hundred is the same only
// where a word points back at it.
func (r *reader) saidBefore(i int) string {
	f := &r.draft
	if f.amount.decimals || f.ranged || f.value < 2 || f.value < 100 && !r.is(i-1, "the", "all", "those", "these") {
		return ""
	}
	for k := len(r.figures) - 1; k >= 0 && k >= len(r.figures)-sayReach; k-- {
		if q := &r.figures[k]; q.Kind == onrecord.FigureCount && q.Value == f.value && q.ValueTo == nil && q.Unit != "" {
			return q.Unit
		}
	}
	return ""
}

// predicate reads "38 were women": what the counted ones are.
func (r *reader) predicate(end int) string {
	if !r.is(end, "were", "are") || !r.plural(end+1) || r.shape(end+1) != text.Lower || r.verbal(end+1) {
		return ""
	}
	if !r.stops(end + 2) {
		return ""
	}
	return r.d.Words(end+1, end+2)
}

// numberOf reads "the number of households that signed up has risen to 13,900".
func (r *reader) numberOf(low, i int) string {
	for k := i - 1; k > low; k-- {
		if !r.is(k, "of") || !r.is(k-1, "number", "numbers") {
			continue
		}
		if np, ok := r.noun(k + 1); ok && np.last <= i {
			return np.unit(r)
		}
	}
	return ""
}

// countedBefore returns what the last counted figure of the sentence counts,
// or of the sentence before where this one names no subject. A figure that a
// preposition leads in ("at all 9 harbours") only tells where.
func (r *reader) countedBefore(i int) string {
	sentence := r.d.Tokens[i].Sentence
	subject := r.hasSubject(i) || !r.goesOn(sentence)
	for _, aside := range [...]bool{false, true} {
		for k := len(r.at) - 1; k >= 0 && k >= len(r.at)-4; k-- {
			q := &r.figures[r.first+k]
			if q.Kind != onrecord.FigureCount || q.Unit == "" || r.at[k].sentence < sentence-1 || r.isAside(k) && !aside {
				continue
			}
			if r.at[k].sentence == sentence || !subject {
				return q.Unit
			}
		}
	}
	return ""
}

// goesOn reports whether the sentence begins as one that tells more of what
// the sentence before counted: "Of these, 12 …", "Another 40 …", "In Hull, 9 …".
func (r *reader) goesOn(sentence int32) bool {
	i := r.d.Sentences[sentence].First
	if r.kind(i) != text.Word {
		return true
	}
	return r.has(i, tag.Function|tag.NumberWord) || q(r.norm(i)) || strings.HasSuffix(r.norm(i), "ly") || r.is(i, "another", "further", "last", "total", "only", "today", "yesterday", "just", "compared")
}

// isAside reports whether a preposition of place leads in the figure at k.
func (r *reader) isAside(k int) bool {
	p := r.at[k].first - 1
	if r.is(p, "all", "the", "its", "their", "our") {
		p--
	}
	return r.is(p, "at", "in", "across", "among", "within", "under", "on", "per")
}

// sameTopic reports whether the words [low,i) go on about what the block
// before counted: "There were 74", "the number in Hull fell to 29".
func (r *reader) sameTopic(low, i int) bool {
	if r.is(i-1, "were", "was", "are") && r.is(i-2, "there") {
		return true
	}
	for k := low; k < i; k++ {
		if r.is(k, "number", "total") && r.is(k-1, "the", "this", "that") && !r.is(k+1, "of") && r.kind(k-1) == text.Word {
			return true
		}
		if r.subjectAt(k) {
			return false
		}
	}
	return false
}

// subject returns the plural noun that the verb before the number belongs to:
// the first of the clause where the verb says a rise or a fall ("complaints
// about homes fell to 3,690"), else the nearest.
func (r *reader) subject(low, i int) string {
	found, changed := -1, false
	for k := i - 1; k >= low; k-- {
		if r.is(k, ";", ":") {
			break
		}
		if r.is(k, "in") && k+1 < i && r.is(k-1, "increase", "rise", "fall", "drop", "reduction", "decrease", "decline", "surge") && r.subjectAt(k+1) {
			return r.d.Words(k+1, k+2) // an increase in arrests
		}
		if found >= 0 && r.is(k, ",") && r.openingPhrase(k) {
			break // "Over the same weeks, landings fell to"
		}
		changed = changed || changes.Has(r.norm(k)) && r.shape(k) == text.Lower
		if k == i-2 && r.is(i-1, "at", "to", "by", "from") { // a verb: "stands at 12"
			continue
		}
		if r.subjectAt(k) && !r.is(k+1, "a", "an", "the", "that", "its", "their") {
			found = k
			if !changed {
				break
			}
		}
	}
	if found < 0 {
		return ""
	}
	return r.d.Words(found, found+1)
}

// openingPhrase reports whether a preposition begins the sentence whose first
// comma stands at k.
func (r *reader) openingPhrase(k int) bool {
	first := r.d.Sentences[r.d.Tokens[k].Sentence].First
	if k-first > 9 || !r.is(first, "in", "over", "during", "across", "at", "on", "since", "after", "before", "by", "within", "under", "for", "among", "between", "throughout", "despite") {
		return false
	}
	for j := first; j < k; j++ {
		if r.is(j, ",") {
			return false
		}
	}
	return true
}

// subjectAt reports whether a plural noun stands at k that can be counted: no
// length of time, no name.
func (r *reader) subjectAt(k int) bool {
	if !r.plural(k) || r.is(k, "has", "was", "is", "accepts", "figures", "numbers", "statistics", "times", "hundreds", "thousands", "halves", "thirds", "quarters", "fifths", "tenths", "millions", "billions", "dozens") || r.titled(k) && !r.opens(k) {
		return false
	}
	_, v, ok := r.longest(unitList, k)
	return !ok || units[v].kind != onrecord.FigureDuration
}

// hasSubject reports whether the sentence has a plural noun before token i.
func (r *reader) hasSubject(i int) bool {
	for k := i - 1; k >= max(r.lo, r.d.Sentences[r.d.Tokens[i].Sentence].First, i-unitReach); k-- {
		if r.subjectAt(k) {
			return true
		}
	}
	return false
}

// partOfNext: "7 of the country’s 9 harbours" counts harbours twice.
func (r *reader) partOfNext(a, b place) bool {
	if b.bare || a.sentence != b.sentence || b.first-a.number > 7 {
		return false
	}
	of := false
	for k := a.number + 1; k < b.first; k++ {
		switch {
		case r.is(k, "of"):
			of = true
		case r.kind(k) == text.Clitic, r.kind(k) == text.Word && of && !r.has(k, tag.Modal):
		default:
			return false
		}
	}
	return of
}

// keepTopic remembers for the next block what this one counted.
func (r *reader) keepTopic() {
	if len(r.at) == 0 {
		r.topic = ""
		return
	}
	for k := range r.at {
		if q := &r.figures[r.first+k]; q.Kind == onrecord.FigureCount && q.Unit != "" && !r.at[k].bare && !r.isAside(k) {
			r.topic = q.Unit
			return
		}
	}
}
