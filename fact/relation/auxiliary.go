package relation

import (
	"strings"

	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// auxiliaries steps over auxiliary verbs and adverbs, and over "appointed to",
// "asked to".
func (r *reader) auxiliaries(i, end int) int {
	for i < end {
		switch n := r.norm(i); n {
		case "has", "have", "had", "is", "are", "was", "were", "be", "been", "being", "will", "would", "also", "now", "then", "today", "yesterday", "both", "currently", "previously", "first", "again", "later", "to":
		case "most":
			if w := r.norm(i + 1); w != "recently" && w != "latterly" {
				return i
			}
			i++
		case "appointed", "asked", "chosen", "named", "selected", "agreed":
			if r.norm(i+1) != "to" {
				return i
			}
		default:
			if when := r.adverbOfTime(i); when > i {
				i = when
				continue
			}
			if !strings.HasSuffix(n, "ly") {
				return i
			}
		}
		i++
	}
	return i
}

// adverbOfTime steps over "this week", "earlier this month" and "on Tuesday"
// at token i.
func (r *reader) adverbOfTime(i int) int {
	j := i
	if r.norm(j) == "earlier" {
		j++
	}
	switch r.norm(j) {
	case "(": // "today (1 December 2031)"
		if end := r.afterBrackets(j); end > j && r.onlyDate(j+1, end-1) {
			return end
		}
	case "this", "last":
		switch r.norm(j + 1) {
		case "week", "month", "year", "morning", "afternoon", "evening", "summer", "autumn", "fall", "winter", "spring":
			return j + 2
		}
	case "on":
		if j+1 < r.sentence.Last && r.d.Tokens[j+1].Has(tag.Weekday) {
			return j + 2
		}
	}
	return i
}

// onlyDate reports whether the tokens [i, end) are days, months and numbers.
func (r *reader) onlyDate(i, end int) bool {
	for ; i < end; i++ {
		if t := &r.d.Tokens[i]; t.Kind != text.Number && !t.Has(tag.Weekday|tag.Month) && !t.Glued {
			return false
		}
	}
	return true
}

// when reports whether a word of time stands at token i, where a clause goes on
// after what stood between commas: "Jane Doe (D-CA), today introduced".
func (r *reader) when(i int) bool {
	n := r.norm(i)
	return n == "today" || n == "yesterday" || r.adverbOfTime(i) > i
}

// endsInBe reports whether the auxiliaries [i, j) make a passive or a noun
// clause of what follows.
func (r *reader) endsInBe(i, j int) bool {
	for j--; j >= i; j-- {
		if isBe(r.norm(j)) {
			return true
		}
		switch r.norm(j) {
		case "to", "has", "have", "had", "will", "would":
			return false
		}
	}
	return false
}
