package link

import (
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/text"
)

// A turn is one of several like things that come one after another: the first round, the
// next snapshot. "Next year" and "for the first time" are days, no turns.

// turns are words for which of several like things is meant.
var turns = map[string]string{"first": "first", "second": "second", "third": "third", "fourth": "fourth", "fifth": "fifth", "final": "last", "last": "last", "next": "next"}

// onceMore are words after such a word that make a day of it, or nothing.
var onceMore = set("time times year years month months week weeks day days night nights spring summer autumn winter place few")

// maxTurned is how many tokens after the word for a turn are looked at.
const maxTurned = 4

// turnsAt returns the turn that the word at a token begins, once with each word of what it
// is one of: "next quarter" and "next figur" for "the next quarterly figures".
func (p *passages) turnsAt(tokens []text.Token, i int, turn string, offset int) (out []string) {
	if p.masked(onrecord.Span{Start: offset + int(tokens[i].Start), End: offset + int(tokens[i].End)}) {
		return nil
	}
	for _, t := range tokens[i+1 : min(len(tokens), i+1+maxTurned)] {
		switch {
		case t.Norm == "-" || t.Norm == "and" || turns[t.Norm] != "":
			continue
		case t.Kind != text.Word || function.Has(t.Norm) || onceMore[t.Norm]:
			return out
		}
		term := p.reader.meaning(t).term
		if term == "" || len(out) > 0 && isAct[term] {
			return out
		}
		out = append(out, turn+" "+term)
		if of, ok := ordinal.Lookup(strings.TrimSuffix(t.Norm, "s")); ok && of == "" {
			return out // "the second round opens"
		}
	}
	return out
}

// otherTurn reports whether the two speak of different turns of one thing: the
// first round and the second, or what is next in a later release.
func otherTurn(c, r *Member) bool {
	before, after := saying(c, ofTurn), saying(r, ofTurn)
	if overdue(c, r, before) {
		return true
	}
	if len(after) == 0 {
		return false
	}
	if says(r, "future") && slices.ContainsFunc(after, func(t string) bool { return isNextOf(c, t) }) {
		return true
	}
	if len(intersection(before, after)) > 0 {
		return false
	}
	for _, b := range before {
		_, of, _ := strings.Cut(b, " ")
		if slices.ContainsFunc(after, func(a string) bool { return strings.HasSuffix(a, " "+of) }) {
			return true
		}
	}
	return false
}

// isNextOf reports whether a turn is the next of what an undertaking speaks of.
func isNextOf(c *Member, turn string) bool {
	of, next := strings.CutPrefix(turn, "next ")
	_, spoken := slices.BinarySearch(c.Terms, of)
	return next && spoken
}

// soonAfter is how many months after its day a passage still speaks of the one of several like things that was promised.
const soonAfter = 3

// overdue reports whether a passage speaks long after the day due of a thing of which the first or next was promised: by then
// another has come, unless it says that this one was late, moved or missed. Lateness of something else ("59 fewer than promised") does
// not count: the passage must name the turn.
func overdue(c, r *Member, turns []string) bool {
	if c.To.IsZero() || !r.IssuedOn.After(c.To.AddMonths(soonAfter)) || slipped(r) && share(turns, saying(r, ofTurn), 0, 0) {
		return false
	}
	return slices.ContainsFunc(turns, func(t string) bool {
		turn, of, _ := strings.Cut(t, " ")
		if turn != "next" && turn != "first" {
			return false
		}
		_, spoken := slices.BinarySearch(r.Terms, of)
		return spoken && slices.Contains(c.Subject, of)
	})
}
