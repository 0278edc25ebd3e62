package link

import (
	"strings"

	"github.com/onrecord/onrecord/text"
)

// maxMeanings bounds how many words are remembered in each of a reader's two lists.
const maxMeanings = 1 << 15

// meaning is all that a token by itself says.
type meaning struct {
	term    string // termOf
	counted string // countedTerm
	change  bool   // it says that something changed
	acted   string // what people are counted as to whom it was done, "" for none
	actedOn string // the term for that
	turn    string // which of several things is meant
	begins  bool   // signs may begin with it
	future  bool
	past    bool
}

// meaning returns what a token says, good until the next is asked for. Words are remembered: the same ones stand in
// texts again and again.
func (reader *Reader) meaning(t text.Token) *meaning {
	switch t.Kind {
	case text.Word:
	case text.Number:
		reader.number = meaning{term: termOf(t)}
		return &reader.number
	case text.Clitic:
		m := &meaning{}
		m.future, m.past = tense(t)
		return m
	default:
		return &meaningless
	}
	if m := reader.known[t.Norm]; m != nil {
		return m
	}
	m := reader.older[t.Norm]
	t.Norm = strings.Clone(t.Norm) // so as not to hold on to the text
	if m == nil {
		m = meaningOf(t)
	}
	if reader.known == nil || len(reader.known) >= maxMeanings {
		reader.known, reader.older = make(map[string]*meaning, 1024), reader.known
	}
	reader.known[t.Norm] = m
	return m
}

// meaningless is the meaning of marks.
var meaningless meaning

// meaningOf returns what a word says.
func meaningOf(t text.Token) *meaning {
	m := &meaning{term: termOf(t), counted: countedTerm(t), change: change.Has(t.Norm), turn: turns[t.Norm], begins: signStarts[t.Norm]}
	if noun, ok := acted.Lookup(t.Norm); ok {
		m.acted, m.actedOn = noun, countedConcept(noun)
	}
	m.future, m.past = tense(t)
	return m
}
