package cue

import (
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// fewestBefore is the number of words of its own, which are neither names nor
// words of grammar, that a clause needs before its cue.
const fewestBefore = 2

// afterClause reports whether the verb at i stands after a clause and a comma,
// and before nothing but its speaker: "The harbour is full, said Jane Doe, Chair
// of the Harbour Trust." No quotation marks are needed to see whose words the
// clause gives: in many releases they were lost.
func afterClause(d *tag.Document, s tag.Sentence, i int) bool {
	if i-s.First <= 4 || d.Tokens[i-1].Norm != "," || !is(d.Tokens[i].Word, inverse) {
		return false
	}
	own := 0
	for k := s.First; k < min(i-1, s.First+reach) && own < fewestBefore; k++ {
		t := &d.Tokens[k]
		switch {
		case t.Norm == ",":
			return false // "Jane Doe, chair of the trust, said"
		case t.Kind == text.Word && t.Shape == text.Lower && !t.Has(tag.Function|tag.PostHead|tag.BodyHead):
			own++
		}
	}
	return own >= fewestBefore && onlySpeaker(d, s, i+1)
}

// onlySpeaker reports whether the words from token i on, to the end of their
// sentence, name a speaker: two words with capitals or a post and one, and what
// describes them.
func onlySpeaker(d *tag.Document, s tag.Sentence, i int) bool {
	names := 0
	for k := i; k < s.Last && k < i+reach; k++ {
		t := &d.Tokens[k]
		if t.Kind != text.Word {
			if t.Norm == "," || t.Norm == "." && !shortened(d, k) {
				break // what comes then describes the speaker, or is another sentence
			}
			if t.Norm == ":" || t.Norm == ";" || t.Norm == "?" {
				return false
			}
			continue
		}
		switch {
		case t.Shape > text.Lower && !t.Has(tag.Month|tag.Weekday):
			names++
		case k > i && t.Has(tag.Function) && t.Norm != "that" && t.Norm != "it" && t.Norm != "this", t.Has(tag.PostHead), k == i && t.Norm == "the":
		default:
			return false
		}
	}
	return names >= 2
}

// shortened reports whether the full stop at i is that of an initial, a title or
// another short form within a name.
func shortened(d *tag.Document, i int) bool {
	t := &d.Tokens[i-1]
	return t.End-t.Start == 1 || t.Has(tag.Honorific) || initial(d, i, 0) || i+1 < len(d.Tokens) && d.Tokens[i+1].Kind != text.Word || d.Tokens[i-1].Norm == "s"
}
