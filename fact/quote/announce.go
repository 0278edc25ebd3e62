package quote

import (
	"cmp"
	"slices"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/cue"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// blockCues finds the blocks that announce a quotation.
func (r *reader) blockCues() {
	r.opening = make([]int, len(r.d.Blocks))
	for b := range r.opening {
		r.opening[b] = -1
	}
	for _, c := range r.cues {
		if !c.Announces || !r.speaks(c.Subject) {
			continue
		}
		b := int(r.d.Tokens[c.Verb].Block)
		if !r.certain(c.Subject) && !r.soundsSpoken(b+1) {
			continue
		}
		r.announce(b, c.Subject, c.Span(r.d))
	}
	for b := range r.d.Blocks {
		if b+1 < len(r.d.Blocks) && r.d.Blocks[b].Last-r.d.Blocks[b].First > 4 {
			r.stated(b)
		}
		if r.opening[b] < 0 {
			r.verbless(b)
		}
		if r.opening[b] < 0 && !r.opensWith(b, "about") { // who somebody is stands below
			r.leadsIn(b)
		}
		if r.opening[b] < 0 {
			r.givesText(b)
		}
		if r.opening[b] < 0 {
			r.headsStatement(b)
		}
		if r.opening[b] < 0 {
			r.headsSpeech(b)
		}
	}
}

// stated reads a block that says that a statement or a letter follows.
func (r *reader) stated(b int) {
	next := r.d.Blocks[b+1]
	if next.Kind == onrecord.BlockListItem || next.First >= next.Last {
		return
	}
	if a := r.opening[b]; a >= 0 {
		if _, pointed, ok := cue.Statement(r.d, r.d.Blocks[b]); ok && pointed {
			r.announced[a].whole = true
		}
		return
	}
	c, pointed, ok := cue.Statement(r.d, r.d.Blocks[b])
	if last := r.d.Sentences[r.d.Blocks[b].LastSentence-1]; !ok && (r.reads(last) || r.namesLetter(r.d.Blocks[b]) && r.points(b)) && r.hasLetter(b+1) {
		r.announce(b, [2]int{last.First, last.First}, r.d.Span(last.First, last.Last)) // the letter is below
		r.announced[r.opening[b]].whole = true
		return
	}
	if !ok || !r.certain(c.Subject) || !r.onePossessive(c.Subject) && !r.speaks(c.Subject) {
		return
	}
	if (!pointed || c.Last < r.d.Blocks[b].Last) && !r.soundsSpoken(b+1) || r.standsInside(b, c.Verb) {
		return
	}
	if !pointed && r.d.Tokens[c.Last-1].Norm != ":" && !isOpener(r.d.Tokens[next.First].Norm) {
		return
	}
	r.announce(b, r.issuerIn(c.Subject), c.Span(r.d))
	r.announced[r.opening[b]].whole = true
}

// points reports whether block b says that something stands below it.
func (r *reader) points(b int) bool {
	for i := r.d.Blocks[b].First; i < r.d.Blocks[b].Last; i++ {
		switch r.d.Tokens[i].Norm {
		case "below", "following", "follows", "attached":
			return true
		}
	}
	return false
}

// hasLetter reports whether a letter starts at block b.
func (r *reader) hasLetter(b int) bool {
	first, end := r.letter(b)
	return end > first
}

// standsInside reports whether the words that block b announces stand in the
// block itself: after a colon in its midst, or in quotation marks around more
// than a term, from token i on.
func (r *reader) standsInside(b, i int) bool {
	last := r.d.Blocks[b].Last
	if r.d.Tokens[last-1].Norm == ":" {
		return false
	}
	open := -1
	for ; i < last; i++ {
		switch n := r.d.Tokens[i].Norm; {
		case open >= 0 && isCloser(n):
			open = -1
		case n == "“" || n == "\"":
			open = i
		case n == ":" && i+fewestSpoken < last, open >= 0 && i-open > fewestSpoken:
			return true
		}
	}
	return false
}

// certain reports whether a cue's subject is sure to be somebody: a person, a
// post, a pronoun, a body with a name.
func (r *reader) certain(subject [2]int) bool {
	if _, ok := r.personIn(subject[0], subject[1]); ok || r.onePossessive(subject) {
		return true
	}
	if _, ok := r.bySurname(subject[0], subject[1]); ok {
		return true
	}
	if last := subject[1] - 1; last > subject[0] && last <= subject[0]+3 && crowds.Has(r.d.Tokens[last].Norm) && r.d.Tokens[subject[0]].Norm == "the" {
		return true // "the members write:"
	}
	for i := subject[0]; i < subject[1]; i++ {
		if t := r.d.Tokens[i]; isPronoun(t.Norm) || t.Has(tag.PostHead) || t.Has(tag.Honorific) && t.Shape >= text.Title {
			return true
		}
	}
	start, end := int(r.d.Tokens[subject[0]].Start), int(r.d.Tokens[subject[1]-1].End)
	return r.namesIn(start, end, func(p place) bool {
		return p.span.End <= end && (p.kind == onrecord.NameBody || p.kind == onrecord.NameRole)
	})
}

// soundsSpoken reports whether block b is in the first person or opens with a
// quotation mark.
func (r *reader) soundsSpoken(b int) bool {
	if b >= len(r.d.Blocks) || r.d.Blocks[b].First >= r.d.Blocks[b].Last {
		return false
	}
	first := r.d.Blocks[b].First
	return r.hasFirstPerson(r.d.Blocks[b]) || isOpener(r.d.Tokens[first].Norm) || r.addresses(first, r.d.Blocks[b].Last)
}

// addresses reports whether the words from a on, before b, address the chair of
// an assembly: "Madam Speaker,", "Mr. President,".
func (r *reader) addresses(a, b int) bool {
	t := r.d.Tokens
	if n := t[a].Norm; n != "mr" && n != "madam" && n != "madame" && n != "mister" {
		return false
	}
	for i := a + 1; i+1 < b && i < a+6; i++ {
		if t[i+1].Norm == "," || t[i+1].Norm == ":" {
			return t[i].Has(tag.PostHead) || t[i].Norm == "speaker" || t[i].Norm == "president"
		}
	}
	return false
}

// leadsIn reads a block that ends with a colon and tells in its own words
// what somebody says, where the next block speaks in the first person:
// "Corporal Jane Doe said the work was hard:".
func (r *reader) leadsIn(b int) {
	blk := r.d.Blocks[b]
	if blk.Last-blk.First < 2 || r.d.Tokens[blk.Last-1].Norm != ":" || b+1 >= len(r.d.Blocks) {
		return
	}
	if r.d.Blocks[b+1].Kind == onrecord.BlockListItem || !r.soundsSpoken(b+1) && !r.tellsHow(b) || r.opensWith(b, "dear") || listLed(r.d.Tokens[blk.Last-2].Norm) {
		return
	}
	last := r.d.Sentences[blk.LastSentence-1]
	for i := len(r.cuesOf(b)) - 1; i >= 0; i-- {
		if c := r.cuesOf(b)[i]; c.Verb >= last.First {
			r.announce(b, c.Subject, c.Span(r.d))
			return
		}
	}
	if n := r.d.Tokens[last.First].Norm; n == "he" || n == "she" {
		r.announce(b, [2]int{last.First, last.First + 1}, r.d.Span(last.First, last.Last)) // "She praised their courage:"
		return
	}
	p, ok := r.lastPerson(last.First, last.Last)
	if !ok {
		p, ok = r.subjectOf(last) // "Jane Doe filed the papers against Tom Roe:"
	}
	if ok && !r.addressed(p, last) {
		r.announce(b, [2]int{p.first, p.last}, r.d.Span(last.First, last.Last))
	} else if i := r.surnameIn(last); !ok && i >= 0 {
		r.announce(b, [2]int{i, i + 1}, r.d.Span(last.First, last.Last))
	} else if p, named := r.lastPerson(blk.First, last.First); named && r.pointsToWords(last) {
		r.announce(b, [2]int{p.first, p.last}, r.d.Span(last.First, last.Last)) // "Jane Doe spoke. Read a transcript below:"
		r.announced[r.opening[b]].whole = true
	} else if r.reads(last) && isOpener(r.d.Tokens[r.d.Blocks[b+1].First].Norm) {
		r.announce(b, [2]int{last.First, last.First}, r.d.Span(last.First, last.Last))
	}
}

// tellsHow reports whether the last sentence of block b tells of "him" or "her" as
// its subject, and the block after it is in no voice of the release's own.
func (r *reader) tellsHow(b int) bool {
	blk := r.d.Blocks[b]
	if n := r.d.Tokens[r.d.Sentences[blk.LastSentence-1].First].Norm; n != "he" && n != "she" || !r.mayContinue(b+1) {
		return false
	}
	p := r.paragraph(b+1, speaker{entity: -1})
	p.nth = 2
	return p.voice() > 0
}

// subjectOf returns the person whom a sentence names first, near its start and
// not in passing.
func (r *reader) subjectOf(s tag.Sentence) (person, bool) {
	p, ok := r.personIn(s.First, s.Last)
	return p, ok && p.first <= s.First+6 && !r.passing(s.First, p.first)
}

// surnameIn returns the token of the one surname in the sentence that stands
// for somebody, as its subject; -1 where there is none.
func (r *reader) surnameIn(s tag.Sentence) int {
	found := -1
	for i := s.First; i < s.Last; i++ {
		t := &r.d.Tokens[i]
		if t.Kind != text.Word || t.Shape < text.Title || t.Shape == text.Upper {
			continue
		}
		if e, is := r.surnames[t.Of(r.d.Text)]; is && e >= 0 {
			if found >= 0 && r.surnames[r.d.Tokens[found].Of(r.d.Text)] != e || r.addressed(person{first: i}, s) {
				return -1
			}
			found = i
		}
	}
	return found
}

// addressed reports whether words are said to go to the person: "the letter to
// Secretary Doe".
func (r *reader) addressed(p person, s tag.Sentence) bool {
	for i := p.first - 1; i >= max(s.First, p.first-5); i-- {
		if r.d.Tokens[i].Norm == "to" {
			return true
		}
	}
	return false
}

// reads reports whether a sentence says that a letter or the like speaks:
// "The letter reads, in part:". Who wrote it is not said there.
func (r *reader) reads(s tag.Sentence) bool {
	for i := s.First + 1; i < min(s.Last, s.First+10); i++ {
		switch r.d.Tokens[i].Norm {
		case "letter", "statement", "excerpt", "excerpts", "oped":
			return true
		}
	}
	return false
}

// pointsToWords reports whether a sentence says that the words of a speech or
// the like stand below it, without saying whose.
func (r *reader) pointsToWords(s tag.Sentence) bool {
	words, below := false, false
	for i := s.First; i < s.Last; i++ {
		switch r.d.Tokens[i].Norm {
		case "transcript", "text", "speech", "remarks", "statement", "excerpt", "excerpts", "testimony", "oped", "column":
			words = true
		case "address":
			words = words || i > s.First && r.d.Tokens[i-1].Norm != "to" // no verb
		case "ed":
			words = words || cue.OpEd(r.d, i)
		case "below", "follows", "following":
			below = true
		}
	}
	return words && below
}

// givesText reads a block that says no more than that the text of a speech, an op-ed or
// the like of the one who issued the release stands below it: "The full speech, as
// prepared for delivery, is below:".
func (r *reader) givesText(b int) {
	blk := r.d.Blocks[b]
	if b == 0 || b+1 >= len(r.d.Blocks) || blk.LastSentence-blk.FirstSentence != 1 || blk.Last-blk.First > longestGreeting || r.d.Blocks[b+1].Kind != onrecord.BlockParagraph || !r.mayContinue(b+1) {
		return
	}
	s := r.d.Sentences[blk.FirstSentence]
	if !r.pointsToWords(s) || r.d.Tokens[blk.Last-1].Norm != ":" && !r.hasFirstPerson(r.d.Blocks[b+1]) {
		return
	}
	for i := s.First; i < s.Last; i++ {
		switch r.d.Tokens[i].Norm {
		case "letter", "bill", "legislation", "resolution", "amendment", "act", "law", "order", "click":
			return // of another kind, or elsewhere
		}
	}
	e := r.issuer()
	if e < 0 {
		return
	}
	p := r.names[e].Spans[0]
	first := r.d.TokenAt(p.Start)
	last := first
	for last < len(r.d.Tokens) && int(r.d.Tokens[last].Start) < p.End {
		last++
	}
	r.announce(b, [2]int{first, last}, r.d.Span(s.First, s.Last))
	r.announced[r.opening[b]].whole = true
}

// listLed reports whether a word before a colon leads in a list, not speech.
func listLed(n string) bool {
	switch n {
	case "including", "include", "includes", "included", "are", "to", "of", "for", "will", "would", "should", "must", "can", "by", "with", "were", "either":
		return true
	}
	return false
}

// cuesOf returns the cues of block b.
func (r *reader) cuesOf(b int) []cue.Cue { return r.cuesIn(r.d.Blocks[b].First, r.d.Blocks[b].Last) }

// cuesIn returns the cues whose verbs stand in the tokens [a,b).
func (r *reader) cuesIn(a, b int) []cue.Cue {
	at := func(c cue.Cue, at int) int { return cmp.Compare(c.Verb, at) }
	i, _ := slices.BinarySearchFunc(r.cues, a, at)
	j, _ := slices.BinarySearchFunc(r.cues, b, at)
	return r.cues[i:j]
}

func (r *reader) announce(b int, subject [2]int, span onrecord.Span) {
	r.opening[b] = len(r.announced)
	r.announced = append(r.announced, announcement{block: b, subject: subject, span: span})
}

// verbless reads a cue without a verb: "Jane Doe, Chair of the Trust:".
func (r *reader) verbless(b int) {
	blk := r.d.Blocks[b]
	n := blk.Last - blk.First
	if n < 3 || n > 30 || r.opensWith(b, "dear") || r.opensWith(b, "about") || blk.Kind == onrecord.BlockListItem || blk.FirstSentence+1 < blk.LastSentence {
		return
	}
	end := blk.Last - 1
	p, ok := r.personIn(blk.First, blk.Last)
	if !ok {
		return
	}
	if to := r.attributable(blk.First, p.first); to > 0 && r.d.Tokens[end].Norm == ":" {
		r.announce(b, [2]int{to, end}, r.d.Span(blk.First, blk.Last))
		return
	}
	if r.d.Tokens[end].Norm != ":" {
		// A line of its own: the name, a comma, the post.
		if end = blk.Last; r.d.Tokens[end-1].Kind == text.Punct || p.first > blk.First || p.last+2 >= end || !r.followedByComma(p.last, end) {
			return
		}
	}
	before := p.first > blk.First
	if before && !r.describes(blk.First, p.first) || p.last < end && !r.describes(p.last, end) && !(before && r.d.Tokens[p.last].Norm == "," && r.inCapitals(p.last, end)) {
		return
	}
	r.announce(b, [2]int{blk.First, end}, r.d.Span(blk.First, blk.Last))
}

// attributable returns the index after "attributable to" in [a,b), 0 where it
// does not stand there: "Quotes attributable to Jane Doe:".
func (r *reader) attributable(a, b int) int {
	for i := a; i+1 < b+1 && i+1 < len(r.d.Tokens); i++ {
		if n := r.d.Tokens[i].Norm; (n == "attributable" || n == "attributed") && r.d.Tokens[i+1].Norm == "to" {
			return i + 2
		}
	}
	return 0
}

// followedByComma reports whether a comma stands after a name, past letters
// such as OBE, and a post somewhere after it.
func (r *reader) followedByComma(i, end int) bool {
	for i < end && letters(r.d.Tokens[i].Norm) {
		i++
	}
	if i >= end || r.d.Tokens[i].Norm != "," {
		return false
	}
	for ; i < end; i++ {
		if heads(&r.d.Tokens[i]) {
			return true
		}
	}
	return false
}

// inCapitals reports whether all words of [a,b) but those of grammar have
// capitals.
func (r *reader) inCapitals(a, b int) bool {
	for i := a; i < b; i++ {
		if t := &r.d.Tokens[i]; t.Kind == text.Word && t.Shape == text.Lower && !t.Has(tag.Function) {
			return false
		}
	}
	return true
}

// describes reports whether the words [a,b) only name a post: they hold the
// head of one and no verb of their own.
func (r *reader) describes(a, b int) bool {
	post := false
	if t := &r.d.Tokens[a]; a > 0 && t.Kind == text.Word && t.Shape == text.Lower && !t.Has(tag.Function|tag.PostHead) && r.d.Sentences[t.Sentence].First != a && r.d.Tokens[a-1].Kind == text.Word {
		return false // "Jane Doe filed the articles:"
	}
	for i := a; i < b; i++ {
		t := r.d.Tokens[i]
		post = post || heads(&t)
		if t.Has(tag.Modal) && t.Shape == text.Lower || t.Norm == "is" || t.Norm == "has" || t.Norm == "are" || t.Norm == "was" || t.Norm == "include" || t.Norm == "including" {
			return false
		}
	}
	return post || b-a <= 2
}

// cueIn returns the first cue of block b.
func (r *reader) cueIn(b int) (cue.Cue, bool) {
	first := r.d.Blocks[b].First
	i, _ := slices.BinarySearchFunc(r.cues, first, func(c cue.Cue, at int) int { return cmp.Compare(c.Verb, at) })
	if i < len(r.cues) && r.cues[i].Verb < r.d.Blocks[b].Last {
		return r.cues[i], true
	}
	return cue.Cue{}, false
}
