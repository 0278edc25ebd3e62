package cue

import (
	"embed"

	"github.com/onrecord/onrecord/fact/tag"
)

// class is the set of lists of this room that a word stands in.
type class uint32

const (
	noVerbAfter class = 1 << iota
	adverb
	pronoun
	leadIn
	tail
	end
	judging
	telling
	participle
	issuing
	issued
	statement
	noun
	inverse
	reacting
	infinitive
	afterMarks
	expressing
	foreseen
)

//go:embed words/*.txt
var files embed.FS

var lists = func() tag.Words[class] {
	said := map[string]class{}
	for name, c := range map[string]class{
		"no-verb-after": noVerbAfter, "adverb": adverb, "pronoun": pronoun, "lead-in": leadIn, "tail": tail, "end": end,
		"judging": judging, "telling": telling, "participle": participle, "issuing": issuing, "issued": issued, "statement": statement, "noun": noun, "inverted": inverse, "reacting": reacting, "infinitive": infinitive,
		"after-marks": afterMarks, "expressing": expressing, "foreseen": foreseen,
	} {
		for _, word := range tag.MustList(files, "words/"+name+".txt").Entries() {
			said[word] |= c
		}
	}
	return tag.NewWords(said)
}()

// is reports whether a word stands in one of the lists.
func is(w tag.Word, c class) bool { return lists.Of(w)&c != 0 }
