package relation

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// sumList is a list of who gets which sum, each in a block of its own, below words that
// say that it is given: "The Parks Department will award the following:".
type sumList struct {
	// block is the last block that belongs to the list, -1 where none is read.
	block int
	// from is the name that the sums come from.
	from int
}

// sumsBelow reads whether the sentence leads to a list of sums.
func (r *reader) sumsBelow() {
	if r.sentence.Last != r.d.Blocks[r.sentence.Block].Last || r.norm(r.sentence.Last-1) != ":" {
		return
	}
	given, from := false, -1
	for i := r.sentence.First; i < r.sentence.Last; i++ {
		n := r.norm(i)
		if tag.Asks.Has(n) {
			return
		}
		if (n == "receive" || n == "received") && r.subjectOf(i) >= 0 {
			return // who gets the sums, each for what its line says
		}
		if gives.Has(n) || n == "fund" || n == "funds" || n == "funded" || n == "receive" || n == "received" {
			given = true
			if k := r.subjectOf(i); k >= 0 && from < 0 {
				from = k
			} else if by := r.givenBy(i + 1); by >= 0 && from < 0 {
				from = by
			}
		}
	}
	if !given {
		return
	}
	if from < 0 && r.source > 0 {
		from = r.source - 1
	}
	if from >= 0 {
		r.sums = sumList{r.sentence.Block, from}
	}
}

// subjectOf returns the name that is the subject of the verb at token i and can give
// money, -1 where none is.
func (r *reader) subjectOf(i int) int {
	for k := r.hi - 1; k >= r.lo; k-- {
		m := r.outer[k]
		if m.last > i {
			continue
		}
		if !(body | law | scheme | place).has(r.kind(m)) || r.auxiliaries(r.afterName(m.last, i), i) != i || r.afterPreposition(m.first) {
			return -1
		}
		return m.name
	}
	return -1
}

// noteSource notes the law or scheme whose money the sum before token i is: "in Open Rivers
// Fund money".
func (r *reader) noteSource(i int) {
	if r.norm(i) != "in" && r.norm(i) != "of" {
		return
	}
	m, ok := r.mentionAt(r.beforeName(i+1, r.sentence.Last))
	if !ok || !(law | scheme).has(r.kind(m)) || !money.Has(r.norm(m.last)) {
		return
	}
	switch r.source {
	case 0, m.name + 1:
		r.source = m.name + 1
	default:
		r.source = -1
	}
}

// listedSum reads a sum in a line of a list of sums: "£5 million to the Rivers Trust in
// Marlow", "Rivers Trust: £5 million for boats".
func (r *reader) listedSum(f *onrecord.Figure, first, last int) bool {
	b := r.sentence.Block
	if r.sums.block < 0 || b != r.sums.block+1 || r.sentence.First != r.d.Blocks[b].First {
		return false
	}
	opens := r.sentence.First
	for opens < first && r.d.Tokens[opens].Kind != text.Word && r.d.Tokens[opens].Kind != text.Number {
		opens++ // the mark of the list
	}
	if first <= opens {
		r.sums.block = b // a line of the list, whoever gets it
		k := r.recipient(last, false)
		if k < 0 {
			return false
		}
		r.fund(why{&ruleGiven, first, last}, f, r.sums.from, r.outer[k].name)
		return true
	}
	m, ok := r.mentionAt(r.beforeName(opens, first))
	if !ok || !(body | scheme | system | operation).has(r.kind(m)) {
		return false
	}
	i := r.afterBrackets(m.last)
	switch r.norm(i) {
	case ":", "–", "—", "-":
		i++
	default:
		return false
	}
	if i != first {
		return false
	}
	r.sums.block = b
	r.fund(why{&ruleGiven, first, last}, f, r.sums.from, m.name)
	return true
}
