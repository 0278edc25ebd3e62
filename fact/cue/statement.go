package cue

import (
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// back is how many sentences may stand after the one that announces a
// statement: they tell what it is about.
const back = 5

// Statement returns the cue of a block with a sentence that says that somebody
// issued words that follow: "Jane Doe issued the following statement on the
// storm.", "The following letter was sent by Jane Doe:". Pointed says that it
// says so in as many words ("the following", "below"); one that does not is
// the block's last sentence.
func Statement(d *tag.Document, block tag.Block) (c Cue, pointed, ok bool) {
	last := block.LastSentence - 1
	below := false // the last sentence says that the text stands below
	for k := last; k >= block.FirstSentence && k >= last-back; k-- {
		if c, pointed, ok = stated(d, block, d.Sentences[k], below); ok && (pointed || k == last) {
			return c, pointed, true
		}
		below = below || k == last && pointsBelow(d, d.Sentences[k])
	}
	return Cue{}, false, false
}

// pointsBelow reports whether a sentence says no more than that words stand
// below it: "Below is the text as delivered:", "The transcript follows."
func pointsBelow(d *tag.Document, s tag.Sentence) bool {
	below, words := false, false
	for i := s.First; i < s.Last && s.Last-s.First < 16; i++ {
		if lists.Of(d.Tokens[i].Word)&statement != 0 {
			return false // it says of what
		}
		switch d.Tokens[i].Norm {
		case "below", "follows", "follow":
			below = true
		case "text", "transcript":
			words = true
		}
	}
	return below && words
}

// StatementBefore is Statement for words that follow a colon in the block
// itself: it reads the sentence as far as token end.
func StatementBefore(d *tag.Document, block tag.Block, end int) (c Cue, pointed, ok bool) {
	s := d.Sentences[d.Tokens[end-1].Sentence]
	s.Last = end
	return stated(d, block, s, false)
}

// stated reads a sentence that announces a statement. Below says that another
// sentence says that the words follow.
func stated(d *tag.Document, block tag.Block, s tag.Sentence, below bool) (c Cue, pointed, ok bool) {
	pointed = below
	if last := d.Tokens[s.Last-1].Norm; last == "…" || last == "." && s.Last-s.First > 3 && d.Tokens[s.Last-2].Norm == "." {
		return c, false, false // cut short: what stands below is another text
	}
	if c, ok = attributable(d, s); ok {
		return c, true, true
	}
	verb, noun := -1, -1
	for i := s.First; i < s.Last; i++ {
		t := &d.Tokens[i]
		if t.Norm == ";" {
			verb, noun, pointed = -1, -1, false // another clause
		}
		if t.Kind != text.Word || t.Shape == text.Upper {
			continue
		}
		switch t.Norm {
		case "prepared", "delivered":
			pointed = pointed || noun >= 0 && d.Tokens[i-1].Norm == "as"
		case "following", "below", "attached":
			pointed = pointed || t.Norm != "following" || i > s.First && i+1 < s.Last && d.Tokens[i-1].Norm == "the"
		}
		switch of := lists.Of(t.Word); {
		case of&reacting != 0 && verb < 0 && noun < 0 && saysBelow(d, s, i):
			verb, noun, pointed = i, i, true // "Jane Doe reacts to the vote below:"
		case of&(issuing|issued) != 0:
			if verb < 0 || noun < 0 && of&issued != 0 {
				verb = i
			}
		case (of&statement != 0 || OpEd(d, i)) && noun < 0 && !(i > s.First && i+1 < s.Last && d.Tokens[i-1].Norm == "in" && d.Tokens[i+1].Norm == "to"): // "in response to"
			noun = i
			pointed = pointed || i > s.First && d.Tokens[i-1].Norm == "this" && verb >= 0
		}
	}
	if noun < 0 || !pointed && d.Tokens[s.Last-1].Norm != ":" && (verb < 0 || verb > noun) {
		return c, false, false
	}
	if verb < 0 {
		return owned(d, s, noun, pointed)
	}
	c = Cue{Verb: verb, First: s.First, Last: s.Last, Announces: true}
	if noun < verb {
		if c.Subject, ok = delivers(d, noun, verb); ok {
			return c, pointed, true
		}
		return passive(d, s, c, pointed)
	}
	if n := d.Tokens[verb].Norm; n[len(n)-1] == 'g' {
		if c.Subject, ok = mainSubject(d, block, verb); ok {
			return c, pointed, true
		}
		return c, false, false
	}
	first := clauseStart(d, block, s, verb)
	last := trimAdverbs(d, first, verb)
	if last <= first || is(d.Tokens[last-1].Word, noVerbAfter) && d.Tokens[last-1].Shape == text.Lower {
		return c, false, false
	}
	if first = dropLeadIn(d, skipDateline(d, block, first, last), last); first >= last {
		return c, false, false
	}
	c.Subject = [2]int{first, last}
	return c, pointed, true
}

// OpEd reports whether an op-ed ends at token i, which is several tokens.
func OpEd(d *tag.Document, i int) bool {
	return d.Tokens[i].Norm == "ed" && i > 1 && d.Tokens[i-1].Norm == "-" && d.Tokens[i-2].Norm == "op"
}

// saysBelow reports whether a sentence says, after its verb at i, that what is
// said stands below.
func saysBelow(d *tag.Document, s tag.Sentence, i int) bool {
	for i++; i < s.Last; i++ {
		if d.Tokens[i].Norm == "below" {
			return true
		}
	}
	return false
}

// attributable reads the line above quotations that Australian departments
// write: "Quotes attributable to the Minister for Ports, Jane Doe:".
func attributable(d *tag.Document, s tag.Sentence) (Cue, bool) {
	i := s.First
	if s.Last-i < 5 || d.Tokens[s.Last-1].Norm != ":" && d.Tokens[s.Last-1].Kind == text.Punct {
		return Cue{}, false
	}
	end := s.Last
	if d.Tokens[end-1].Norm == ":" {
		end--
	}
	switch d.Tokens[i].Norm {
	case "quote", "quotes", "comment", "comments":
	default:
		return Cue{}, false
	}
	if d.Tokens[i+1].Norm != "attributable" && d.Tokens[i+1].Norm != "attributed" || d.Tokens[i+2].Norm != "to" {
		return Cue{}, false
	}
	return Cue{Verb: i + 1, First: i, Last: s.Last, Subject: [2]int{i + 3, end}, Announces: true}, true
}

// delivers returns who stands between the noun and the verb of "the remarks that Jane Doe
// delivered".
func delivers(d *tag.Document, noun, verb int) ([2]int, bool) {
	first := noun + 1
	if d.Tokens[first].Norm == "that" || d.Tokens[first].Norm == "which" {
		first++
	}
	for i := first; i < verb; i++ {
		if t := &d.Tokens[i]; t.Kind == text.Word && t.Shape == text.Lower && !t.Has(tag.PostHead) && !(t.Norm == "the" && i == first) {
			return [2]int{}, false
		}
	}
	return [2]int{first, verb}, verb > first && d.Tokens[verb-1].Shape > text.Lower
}

// passive reads who is named by "by" after the verb: "The following statement
// was issued by Jane Doe".
func passive(d *tag.Document, s tag.Sentence, c Cue, pointed bool) (Cue, bool, bool) {
	for i := c.Verb + 1; i < min(s.Last, c.Verb+8); i++ {
		if d.Tokens[i].Norm != "by" {
			continue
		}
		last := i + 1
		for last < s.Last && (d.Tokens[last].Kind != text.Punct || d.Tokens[last].Norm == ",") && !(d.Tokens[last].Shape == text.Lower && is(d.Tokens[last].Word, end)) {
			last++
		}
		c.Subject = [2]int{i + 1, last}
		return c, pointed, last > i+1
	}
	return c, false, false
}

// owned reads whose words follow where they are named as theirs: "Jane Doe's
// remarks as prepared for delivery:", "The minister's letter is below."
func owned(d *tag.Document, s tag.Sentence, noun int, pointed bool) (Cue, bool, bool) {
	c := Cue{Verb: noun, First: s.First, Last: s.Last, Announces: true}
	for i := noun - 1; i > s.First && i > noun-6; i-- {
		t := &d.Tokens[i]
		if t.Norm == "her" || t.Norm == "his" {
			c.Subject = [2]int{i, i + 1}
			return c, pointed, true
		}
		if t.Kind != text.Clitic || t.Norm != "'s" && t.Norm != "'" {
			continue
		}
		first := i
		for first > s.First && (d.Tokens[first-1].Kind != text.Word || d.Tokens[first-1].Shape > text.Lower || d.Tokens[first-1].Has(tag.PostHead)) && d.Tokens[first-1].Norm != "," {
			first--
		}
		c.Subject = [2]int{first, i}
		return c, pointed, first < i
	}
	return c, false, false
}
