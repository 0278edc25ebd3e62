package date

import (
	"strings"

	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// tense says whether a sentence looks back or ahead.
type tense int8

const (
	past   tense = -1
	unsure tense = 0
	future tense = 1
)

// reach bounds how far around a date its tense is looked for, in tokens.
const reach = 28

// tense looks for the verb nearest before the moment, then for the nearest
// after it, within the sentence.
func (r *reader) tense(m *moment) tense {
	r.told = 0
	defer func() { m.asked = r.told }()
	switch m.leading {
	case "since":
		return past
	case "by", "until", "till", "through":
		if r.is(m.last, "had") {
			return past // "by 15 November had paid"
		}
		return r.deadlineTense(m.first)
	case "into":
		if m.grain == seasonOnly {
			return future
		}
	}
	if t := r.beside(m); t != unsure {
		return t
	}
	if t := r.tenseBack(m.first, reach); t != unsure {
		if m.leading == "from" && t == past && m.grain == day && r.has(r.told-1, isTelling) {
			return future // "announced a grant from 1 July"
		}
		return t
	}
	if m.leading == "from" {
		return r.auxiliaryAhead(m.last)
	}
	return r.tenseAhead(m.last)
}

// beside looks at the words straight before the moment: "the last day is
// Sunday" looks ahead, "down from 37 in October" back.
func (r *reader) beside(m *moment) tense {
	k := m.first - 1
	if r.is(k, "to") && r.is(k-1, "retroactive", "backdated", "back", "retrospective") {
		return past
	}
	if r.is(k, "for") && r.has(k-1, isForeseen) {
		return future
	}
	if r.is(k, "for") && r.is(k-1, "figures", "data", "statistics", "results", "accounts") {
		return past // "the figures for April will be published"
	}
	if r.is(k, "on", "in") {
		k--
	}
	if (m.grain == month || m.grain == seasonOnly) && strings.HasSuffix(r.norm(k), "ed") && r.is(k-1, "being") && r.is(k-2, "is", "are", "also", "now") {
		return future // "is being introduced in March"
	}
	if m.grain == weekDayOnly && r.is(k, "is", "falls") {
		return future
	}
	if r.kind(k) == text.Number && r.is(k-1, "from") && r.is(k-2, "down", "up") {
		return past
	}
	return unsure
}

// deadlineTense looks ahead unless a plain past verb stands close before:
// "he was chairman until May", but "the scheme has been extended until May".
func (r *reader) deadlineTense(i int) tense {
	low := max(r.lo, i-14, r.d.Sentences[r.d.Tokens[i].Sentence].First)
	for k := i - 1; k >= low; k-- {
		if r.has(k, isFuture) {
			return future
		}
		if r.is(k, "missed", "failed") {
			return past // a deadline is missed when it is over
		}
		if k >= i-9 && r.has(k, isPast) && !r.perfect(k) && !r.is(k, "set", "agreed") && !r.afterBe(k) {
			if r.is(k, "was", "were", "had", "did") || r.tenseOf(k, "will", "shall") != future {
				return past
			}
			return future // "will publish the number of tickets sold by"
		}
	}
	return future
}

// tenseOf returns future where one of the words stands before token k in its
// sentence, within reach.
func (r *reader) tenseOf(k int, words ...string) tense {
	low := max(r.lo, k-reach, r.d.Sentences[r.d.Tokens[k].Sentence].First)
	for j := k - 1; j >= low; j-- {
		if r.is(j, words...) {
			return future
		}
	}
	return unsure
}

// auxiliaryAhead says past only where "was", "had" or the like comes before
// any word that looks ahead: "From April, grants given to farms will …".
func (r *reader) auxiliaryAhead(i int) tense {
	for k := i; k < min(r.hi, i+reach) && r.d.Tokens[k].Sentence == r.d.Tokens[i-1].Sentence; k++ {
		if r.has(k, isFuture) {
			return future
		}
		if r.has(k, isPast) && !r.perfect(k) && !r.afterBe(k) {
			return past
		}
	}
	return future
}

// perfect reports whether token k is part of "has been", which says nothing
// of when.
func (r *reader) perfect(k int) bool { return r.is(k, "has", "have", "been", "'ve") }

func (r *reader) tenseBack(i, limit int) tense {
	low := max(r.lo, i-limit, r.d.Sentences[r.d.Tokens[i].Sentence].First)
	for k := i - 1; k >= low; k-- {
		if t := r.cue(k); t != unsure {
			r.told = k + 1
			return t
		}
	}
	return unsure
}

func (r *reader) tenseAhead(i int) tense {
	if i >= r.hi {
		return unsure
	}
	high := min(r.hi, i+reach, r.d.Sentences[r.d.Tokens[i-1].Sentence].Last)
	for k := i; k < high; k++ {
		if r.is(k, "which", "who", "whose") && r.is(k-1, ",") { // an aside has a time of its own
			for k < high && !r.is(k, ",") {
				k++
			}
			continue
		}
		if t := r.cue(k); t != unsure {
			r.told = k + 1
			return t
		}
	}
	return unsure
}

// cue says what the word at k tells of time. A participle after a form of
// "be" tells nothing by itself: "will be published" looks ahead.
func (r *reader) cue(k int) tense {
	w := r.words[k].class
	n := r.d.Tokens[k].Norm
	switch {
	case n == "would" && !r.is(k+1, "have"):
		return future // said of what was still to come: "said that it would open on 1 September"
	case w&isSkip != 0:
		return unsure
	case w&isFuture != 0:
		if strings.HasSuffix(n, "ing") && r.is(k-1, "since", "after") {
			return past // "since opening in March"
		}
		if n == "coming" && r.is(k+1, "forward", "together", "from", "out", "amid", "against", "under", "across", "to", "down", "after", "back", "home") {
			return unsure // "after owners coming forward"
		}
		return future
	case n == "follows" && !r.is(k+1, "on", "in", "at", "from", "next"):
		return past // "The review follows a grant in May", but "A vote follows in May"
	case w&isPast != 0:
		switch t := r.infinitive(k); {
		case t != past:
			return t
		case r.afterBe(k):
			return unsure
		}
		return past
	case r.is(k, "close", "open", "end", "start", "begin") && (r.is(k-1, "and") || r.countsThings(k-1)):
		return future // "opened in April and close on 30 June", "deliveries begin this fall"
	case n == "to" && r.verbAfterTo(k+1):
		if r.tensed(k, "had") {
			return past // "had been helping her to move"
		}
		return future
	case n == "followed" && r.is(k+1, "by") && r.is(k-1, ",") && r.tenseOf(k, "will", "shall") == future:
		return future // "will be published in May, followed by a report in the autumn"
	case n == "asked" && r.is(k+1, "for") && r.is(k-1, "has", "have"):
		return future
	case r.d.Tokens[k].Shape == text.Lower && len(n) > 4 && strings.HasSuffix(n, "ed") && !strings.HasSuffix(n, "eed"):
		if r.afterBe(k) || r.attributive(k) || r.undergone(k) {
			return unsure
		}
		return past
	}
	return unsure
}

// agreedTo reports whether the "to" at token k goes on from a verb in the past.
func (r *reader) agreedTo(k int) bool {
	return r.has(k-1, isChosen) && !r.afterBe(k-1)
}

// looseInfinitive reports whether the tense was told by the "to" at token k
// and no word before it plans, so that it may tell of what was done: "voted to
// open it in May", "his work to save the pier in August".
func (r *reader) looseInfinitive(k int) bool {
	return r.is(k, "to") && !r.has(k-1, isFuture) && !r.has(k-1, isPlan) &&
		r.tenseOf(k, "will", "shall") != future
}

// infinitive says what a verb tells whose past tense looks like its base form
// ("set", "put", "beat") or that helps another ("have"): after "will" or "to"
// it looks ahead, after another modal verb it tells nothing.
func (r *reader) infinitive(k int) tense {
	p := k - 1
	if r.is(p, "not", "also", "only", "now", "then", "first", "both") || strings.HasSuffix(r.norm(p), "ly") {
		p--
	}
	switch {
	case r.is(p, "will", "shall", "'ll"), r.is(p, "to") && p == k-1:
		if r.tensed(p, "had") {
			return past
		}
		return future
	case p >= r.lo && r.d.Tokens[p].Has(tag.Modal):
		return unsure
	}
	return past
}

// undergone reports whether the participle at k tells what a thing is seen or
// made to undergo: "to see their boats repaired", "will have the hall painted".
func (r *reader) undergone(k int) bool {
	if r.shape(k-1) != text.Lower || r.grammar(k-1) {
		return false
	}
	for j := k - 2; j >= max(r.lo, k-6, r.d.Sentences[r.d.Tokens[k].Sentence].First+1); j-- {
		if r.is(j, "see", "have", "get", "watch", "hear") && (r.is(j-1, "to") || r.d.Tokens[j-1].Has(tag.Modal)) {
			return true
		}
		if r.kind(j) != text.Word {
			return false
		}
	}
	return false
}

// tensed reports whether the word stands in the six tokens before k.
func (r *reader) tensed(k int, word string) bool {
	for j := k - 1; j >= max(r.lo, k-6, r.d.Sentences[r.d.Tokens[k].Sentence].First); j-- {
		if r.is(j, word) {
			return true
		}
	}
	return false
}

// attributive reports whether the participle at k describes a noun: "a
// chartered barge".
func (r *reader) attributive(k int) bool {
	return r.has(k-1, isLead) && (r.shape(k+1) == text.Lower || r.shape(k+1) == text.Title) && !r.grammar(k+1)
}

// afterBe reports whether token k follows "be", "is" or "are", an adverb
// between them allowed.
func (r *reader) afterBe(k int) bool {
	for n := 0; n < 2; n++ {
		k--
		switch {
		case r.is(k, "be", "is", "are", "am", "'m", "'re", "being", "get", "gets"):
			return true
		case !strings.HasSuffix(r.norm(k), "ly") && !r.is(k, "also", "now", "then", "first"):
			return false
		}
	}
	return false
}

// verbAfterTo reports whether token k can be the verb of "to do": a word in
// lower case that is no word of grammar, no unit and no plural.
func (r *reader) verbAfterTo(k int) bool {
	return r.shape(k) == text.Lower && r.at(k).class&^(isFuture|isMonth|helpers) == 0 && !r.grammar(k) && !strings.HasSuffix(r.norm(k), "s")
}
