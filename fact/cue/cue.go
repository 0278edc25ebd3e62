package cue

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// Cue is one verb of saying with the words that name who speaks.
type Cue struct {
	// Verb is the index of the verb's token.
	Verb int
	// Subject is the half-open range of tokens that name the speaker; never
	// empty.
	Subject [2]int
	// First and Last are the half-open range of all attributing tokens.
	First, Last int
	// Inverted says that the speaker stands after the verb: “…,” said X.
	Inverted bool
	// Announces says that the cue ends its block with a colon, or the verb
	// itself ends it: the words follow in the next block.
	Announces bool
}

// Span returns the byte range of the attributing words.
func (c Cue) Span(d *tag.Document) onrecord.Span { return d.Span(c.First, c.Last) }

// reach bounds how far a speaker's description goes, in tokens.
const reach = 70

// Find returns the cues of the document in order of Verb. Verbs inside double
// quotation marks are passed over: they are the speaker's own. The list is kept
// with the document, for all kinds that ask for it, and is not to be changed.
func Find(d *tag.Document) []Cue {
	return d.Kept(func() any { return find(d) }).([]Cue)
}

func find(d *tag.Document) []Cue {
	var cues []Cue
	for b := range d.Blocks {
		inside := false
		block := d.Blocks[b]
		for i := block.First; i < block.Last; i++ {
			t := &d.Tokens[i]
			if t.Kind == text.Punct {
				inside = quoteState(d, i, inside)
				continue
			}
			if inside || t.Shape != text.Lower && !(t.Shape == text.Title && t.Has(tag.CueVerb) && i > block.First && closes(d, i-1)) { // “…,” Said Doe
				continue
			}
			if !t.Has(tag.CueVerb) && !is(t.Word, infinitive|judging|telling|participle|expressing|afterMarks) {
				continue // what nearly every word is
			}
			if !t.Has(tag.CueVerb) && !goesOnTo(d, block, i) && !(is(t.Word, judging) && judges(d, block, i)) && !(is(t.Word, telling|expressing) && tells(d, block, i)) && !(is(t.Word, afterMarks) && i > block.First && closes(d, i-1)) {
				if c, ok := along(d, block, i); ok {
					cues = append(cues, c)
				}
				continue
			}
			if c, ok := at(d, block, i); ok {
				cues = append(cues, c)
			}
		}
		cues = reachEnd(d, block, cues)
	}
	return cues
}

// reachEnd lets a cue reach to the end of its block where a participle ends
// it: "The minister added that work had begun, saying:".
func reachEnd(d *tag.Document, b tag.Block, cues []Cue) []Cue {
	n := b.Last
	if n-b.First < 4 || d.Tokens[n-1].Norm != ":" || len(cues) == 0 {
		return cues
	}
	if !is(d.Tokens[n-2].Word, participle) {
		return cues
	}
	c := &cues[len(cues)-1]
	if d.Tokens[c.Verb].Sentence == d.Tokens[n-1].Sentence {
		c.Announces, c.Last = true, n
	}
	return cues
}

// misprinted reports whether the opening mark at i stands where one closes:
// "…,“ said Doe".
func misprinted(d *tag.Document, i int) bool {
	if i == 0 || !d.Tokens[i].Glued || i+1 < len(d.Tokens) && d.Tokens[i+1].Glued {
		return false
	}
	switch d.Tokens[i-1].Norm {
	case ",", ".", "!", "?":
		return true
	}
	return false
}

func quoteState(d *tag.Document, i int, inside bool) bool {
	switch d.Tokens[i].Norm {
	case "“":
		return !misprinted(d, i)
	case "”":
		return false
	case "\"":
		if t := &d.Tokens[i]; t.Glued && !(i+1 < len(d.Tokens) && d.Tokens[i+1].Glued && d.Tokens[i+1].Kind == text.Word) {
			return false
		} else if !t.Glued {
			return !(inside && i > 0 && d.Tokens[i-1].Norm == ",") // …, " said Doe
		}
		return !inside
	}
	return inside
}

// at reads the cue around the verb at i.
func at(d *tag.Document, block tag.Block, i int) (Cue, bool) {
	c := Cue{Verb: i, First: i, Last: i + 1}
	sentence := d.Sentences[d.Tokens[i].Sentence]
	if prev := i - 1; prev >= block.First && closes(d, prev) {
		return inverted(d, sentence, c)
	}
	if afterClause(d, sentence, i) {
		return inverted(d, sentence, c)
	}
	if isNoun(d, block, i) {
		return c, false
	}
	first := clauseStart(d, block, sentence, i)
	for first < i && d.Tokens[first].Norm == "," {
		first++
	}
	last := trimAdverbs(d, first, i)
	if goesOnTo(d, block, i) {
		last = i - 3 // "Jane Doe went on to say", "Jane Doe is expected to say"
	}
	if last > first && d.Tokens[i].Norm == "clear" {
		last-- // "made clear"
	}
	if last <= first {
		return c, false
	}
	if d.Tokens[last-1].Norm == "and" {
		first, last = shared(d, first, last)
	} else if t := &d.Tokens[last-1]; is(t.Word, noVerbAfter) && (t.Shape == text.Lower || last-1 == sentence.First) {
		return c, false // with a capital it is a name: "June May said"
	} else {
		first = dropLeadIn(d, skipDateline(d, block, first, last), last)
	}
	if first >= last {
		return c, false
	}
	c.Subject = [2]int{first, last}
	c.First = first
	c.Announces, c.Last = announces(d, block, i)
	return c, true
}

// isNoun reports whether the word at i, which may be a verb of saying, is a noun:
// "Jane Doe's opening remarks", "her disparaging comments".
func isNoun(d *tag.Document, block tag.Block, i int) bool {
	if !is(d.Tokens[i].Word, noun) {
		return false
	}
	if i == block.First {
		return true
	}
	prev := &d.Tokens[i-1]
	return prev.Kind == text.Clitic || prev.Kind == text.Number || prev.Kind == text.Word && prev.Shape == text.Lower && !is(prev.Word, pronoun) && !is(prev.Word, adverb) && !prev.Has(tag.PostHead)
}

// shared returns the subject that a verb after "and" has in common with the
// verb before: "Jane Doe praised the plan and said …".
func shared(d *tag.Document, first, last int) (int, int) {
	for first < last && isLeadIn(d, first) {
		comma := nextComma(d, first, last)
		if comma < 0 || comma+1 >= last {
			break
		}
		first = comma + 1
	}
	end := first
	for end < last && (d.Tokens[end].Kind != text.Word || d.Tokens[end].Shape > text.Lower || is(d.Tokens[end].Word, pronoun)) && d.Tokens[end].Norm != "," {
		end++
	}
	if end == last-1 {
		return first, first
	}
	if end < last && d.Tokens[end].Norm == "," {
		// "Jane Doe, of Sea Trust, praised the plan and said"
		if comma := nextComma(d, end+1, last); comma > 0 && comma-end <= 16 && comma+1 < last && d.Tokens[comma+1].Shape == text.Lower && !is(d.Tokens[comma+1].Word, leadIn) {
			end = comma
		}
	}
	return first, end
}

// closes reports whether the token is a closing quotation mark, or a comma
// after one: what comes next may name the speaker.
func closes(d *tag.Document, i int) bool {
	t := d.Tokens[i]
	if t.Kind != text.Punct && t.Kind != text.Clitic {
		return false
	}
	switch t.Norm {
	case "”":
		return t.Glued
	case "\"":
		return t.Glued || i > 0 && d.Tokens[i-1].Norm == "," && !(i+1 < len(d.Tokens) && d.Tokens[i+1].Glued) // …, " said Doe
	case "“":
		return misprinted(d, i)
	case "’", "'":
		if !t.Glued || i == 0 {
			return false
		}
		switch d.Tokens[i-1].Norm {
		case ",", ".", "!", "?", "”", "\"":
			return true
		}
	case ",":
		return i > 0 && t.Glued && closes(d, i-1) && d.Tokens[i-1].Norm != ","
	}
	return false
}

// clauseStart returns where the clause that ends at the verb begins.
func clauseStart(d *tag.Document, block tag.Block, s tag.Sentence, verb int) int {
	low := max(s.First, verb-reach)
	single := 0 // after a single mark that may close
	for j := verb - 1; j >= low; j-- {
		t := &d.Tokens[j]
		if t.Kind == text.Word {
			continue
		}
		if closes(d, j) {
			return j + 1
		}
		switch t.Norm {
		case ":", ";", "–", "—", "“", "”":
			return j + 1
		case "’":
			if single == 0 && t.Glued {
				single = j + 1
			}
		case "‘":
			if single > 0 && nickname(d, j, single) {
				single = 0
				continue // Paul ‘Stits’ Doe
			}
			if single > 0 {
				return single // Calling it ‘the best’, Jane Doe said
			}
			return j + 1
		}
	}
	// A sentence cut inside an abbreviation ("Sen.", "Jr.") is rare; one cut
	// at a closing mark is handled above.
	return low
}

// trimAdverbs returns the end of the subject that stands before the verb.
func trimAdverbs(d *tag.Document, first, verb int) int {
	last := verb
	for last > first {
		t := d.Tokens[last-1]
		if t.Kind == text.Word && is(t.Word, adverb) || t.Norm == "," {
			last--
			continue
		}
		break
	}
	return last
}

// dropLeadIn leaves off what stands before the speaker: "Speaking at the
// launch, …", "In a statement to Parliament the …".
func dropLeadIn(d *tag.Document, first, last int) int {
	if is(d.Tokens[last-1].Word, pronoun) {
		return last - 1
	}
	for first < last && isLeadIn(d, first) {
		comma := nextComma(d, first, last)
		if comma < 0 {
			return lastSubject(d, first, last)
		}
		first = comma + 1
	}
	return first
}

// skipDateline returns where the sentence begins after a dateline that opens
// the block: "EASTMERE – ", "EASTMERE, D.C. Today, ", "3 May 2031 -- ".
func skipDateline(d *tag.Document, block tag.Block, first, last int) int {
	if first == block.First {
		for i := first; i < min(first+14, last); i++ {
			t := &d.Tokens[i]
			if t.Kind != text.Word && t.Kind != text.Number {
				if n := t.Norm; (n == "-" || n == "--" || n == "–" || n == "—") && i > first && !(t.Glued && i+1 < last && d.Tokens[i+1].Glued) || n == ")" && d.Tokens[first].Norm == "(" {
					first = i + 1
					break
				}
				continue
			}
			if t.Has(tag.PostHead|tag.Honorific) || t.Shape == text.Lower && t.Kind == text.Word {
				break
			}
		}
		if first == block.First && d.Tokens[first].Shape >= text.Title && len(d.Tokens[first].Norm) > 4 && first+2 < last {
			district := first + 1
			if d.Tokens[district].Norm == "," {
				district++
			}
			switch n := d.Tokens[district].Norm; {
			case n == "dc":
				first = district + 1 // "EASTMERE, DC Senator Jane Doe"
			case n == "d" && district+3 < last && d.Tokens[district+1].Norm == "." && d.Tokens[district+2].Norm == "c":
				first = district + 4 // "Eastmere D.C. Senator Jane Doe"
			}
		}
	}
	if i := afterPlace(d, first, last); i > first {
		first = i
	}
	for first < last && (d.Tokens[first].Norm == "-" || d.Tokens[first].Norm == "." || d.Tokens[first].Norm == "," || d.Tokens[first].Norm == "today") {
		first++
	}
	return first
}

// afterPlace returns the index after a place in brackets that stands before a
// post or a title, "Contact: Tom Roe (Eastmere, DC) Congresswoman Jane Doe"; 0
// where there is none.
func afterPlace(d *tag.Document, first, last int) int {
	for i := last - 2; i > first+2; i-- {
		if d.Tokens[i].Norm != ")" || !d.Tokens[i+1].Has(tag.PostHead|tag.Honorific) {
			continue
		}
		if d.Tokens[i-1].Shape == text.Upper && d.Tokens[i-2].Norm == "," {
			return i + 1
		}
	}
	return 0
}

func isLeadIn(d *tag.Document, i int) bool {
	t := d.Tokens[i]
	if t.Kind != text.Word {
		return false
	}
	n := t.Norm
	if is(t.Word, leadIn) || (n == "where" || n == "which") && t.Shape == text.Lower {
		return true
	}
	if len(n) <= 4 {
		return false
	}
	if next := &d.Tokens[min(i+1, len(d.Tokens)-1)]; next.Has(tag.PostHead) && next.Shape >= text.Title {
		return false // "Housing Secretary Jane Doe, who …"
	}
	return n[len(n)-3:] == "ing" && n != "acting" && n != "managing" && n != "king" && n != "commanding" && n != "founding" && n != "incoming" && n != "outgoing" && n != "policing" || n == "asked"
}

func nextComma(d *tag.Document, first, last int) int {
	for j := first; j < last; j++ {
		if d.Tokens[j].Norm == "," {
			return j
		}
	}
	return -1
}

// lastSubject finds the speaker at the end of a clause without a comma: from
// its last article, or its last run of capitalised words.
func lastSubject(d *tag.Document, first, last int) int {
	j := last
	for j > first {
		t := d.Tokens[j-1]
		if t.Kind == text.Word && t.Shape != text.Lower || t.Glued && t.Kind != text.Word || t.Kind == text.Word && (t.Norm == "of" || t.Norm == "for" || t.Norm == "and") {
			j--
			continue
		}
		break
	}
	for j < last && d.Tokens[j].Shape == text.Lower {
		j++
	}
	return j
}

// announces reports whether the cue ends its block, and the index after the
// last attributing token.
func announces(d *tag.Document, block tag.Block, verb int) (bool, int) {
	end := block.Last
	if verb == end-1 {
		return true, end
	}
	last := d.Tokens[end-1].Norm
	if last != ":" && last != "," && last != ";" {
		if i := verb + 1; d.Tokens[i].Norm == ":" || d.Tokens[i].Norm == "," {
			return false, i + 1
		}
		return false, verb + 1
	}
	if verb+1 == end-1 {
		return true, end
	}
	if last != ":" || end-verb > 30 || !is(d.Tokens[verb+1].Word, tail) && d.Tokens[verb+1].Norm != "," {
		return false, verb + 1
	}
	for j := verb + 1; j < end-1; j++ {
		t := d.Tokens[j]
		if t.Norm == "that" || t.Norm == ":" || t.Has(tag.Modal) && t.Shape == text.Lower || t.Sentence != d.Tokens[verb].Sentence {
			return false, verb + 1
		}
	}
	return true, end
}

// inverted reads the speaker after the verb, up to where the sentence, the
// description or the next quoted words begin.
func inverted(d *tag.Document, s tag.Sentence, c Cue) (Cue, bool) {
	first := c.Verb + 1
	last := first
	for last < s.Last && last < first+reach {
		t := d.Tokens[last]
		if t.Norm == "“" || t.Norm == "\"" || t.Norm == ":" || t.Norm == ";" || t.Norm == "‘" || (t.Norm == "–" || t.Norm == "—") && !joinsNames(d, s, last) {
			break
		}
		if t.Kind == text.Word && t.Shape == text.Lower && is(t.Word, end) && last > first {
			break
		}
		last++
	}
	for last > first {
		t := d.Tokens[last-1]
		if t.Norm == "," || t.Norm == "." && !initial(d, last-1, first) || t.Norm == "and" || t.Norm == "'" {
			last--
			continue
		}
		break
	}
	if last <= first {
		return c, false
	}
	c.Inverted, c.Subject, c.Last = true, [2]int{first, last}, last
	return c, true
}

// joinsNames reports whether the dash at token i stands between two words with
// capitals, neither of them one of grammar: "said Crews United – Branch of Eastmere
// Chair Jane Doe".
func joinsNames(d *tag.Document, s tag.Sentence, i int) bool {
	if i <= s.First || i+1 >= s.Last {
		return false
	}
	before, after := &d.Tokens[i-1], &d.Tokens[i+1]
	return before.Kind == text.Word && before.Shape >= text.Title && after.Kind == text.Word && after.Shape >= text.Title && !after.Has(tag.Function)
}

// initial reports whether the full stop at i belongs to "Jr." or an initial.
func initial(d *tag.Document, i, first int) bool {
	if i <= first {
		return false
	}
	n := d.Tokens[i-1].Norm
	return n == "jr" || n == "sr"
}
