package quote

import (
	"cmp"
	"slices"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/cue"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// Some archives lost what shows a quotation: the quotation marks, or the line
// that says whose words a block is. What is left is read here, and only where
// the release's own voice is plainly another.

// fewestSpoken is the number of words below which a paragraph without marks
// and cue is never taken for speech.
const fewestSpoken = 10

// saidBy reads a block whose quotation marks were lost: "We must act now,
// said Senator Jane Doe. The harbour is full." It returns the next block, or
// b where it reads nothing.
func (r *reader) saidBy(b int) int {
	d, blk := r.d, r.d.Blocks[b]
	if r.inSingles(b) || r.doubles > 0 && (r.holdsMarks(b) || !r.hasFirstPerson(blk)) || blk.Kind != onrecord.BlockParagraph || blk.Last-blk.First < fewestSpoken {
		return b
	}
	read := blk.First // the words before it are read
	var cueSpan onrecord.Span
	for i := blk.First + 1; i+2 < blk.Last; i++ {
		if d.Tokens[i].Norm != "," {
			continue
		}
		if end, span := r.saidAt(blk, i, read); end > read {
			read, cueSpan = end, span
			i = end - 1
		}
	}
	if read == blk.First {
		return b
	}
	return r.goOnUnmarked(b+1, cueSpan)
}

// saidAt reads the words beside a cue that the comma at i parts from them, from
// token read on. It returns where they end and the cue; read where it reads nothing.
func (r *reader) saidAt(blk tag.Block, i, read int) (int, onrecord.Span) {
	d := r.d
	s := d.Sentences[d.Tokens[i].Sentence]
	if subject, ok := r.saysBefore(i, s); ok {
		return r.restOf(blk, i+1, subject, read), d.Span(subject[0], i)
	}
	if i < read+4 {
		return read, onrecord.Span{}
	}
	if subject, after := r.saysAfter(i+1, s); after > 0 && (r.lostAll() || r.voicedIn(max(read, i-farthestColon), i) || r.firstPersonIn(s.Last, min(blk.Last, s.Last+farthestColon))) {
		return r.bothSides(blk, s, i, subject, after, read), d.Span(i+1, after)
	}
	if !saidVerb(d.Tokens[i+1].Norm) || d.Tokens[i+1].Shape != text.Lower {
		return read, onrecord.Span{}
	}
	if c, ok := r.cueNear(i+1, i+2); ok && c.Inverted && r.certain(c.Subject) {
		return r.bothSides(blk, s, i, c.Subject, c.Last, read), d.Span(i+1, c.Last)
	}
	end := s.Last
	for end > i+2 && d.Tokens[end-1].Kind == text.Punct && d.Tokens[end-1].Norm != ")" {
		end--
	}
	subject := [2]int{i + 2, end}
	if end-i > 30 || end <= i+2 || !r.startsWithSpeaker(subject) && !r.isPost(subject) {
		return read, onrecord.Span{}
	}
	return r.bothSides(blk, s, i, subject, end, read), d.Span(i+1, end)
}

// lostAll reports whether the release has no marks left, while it has somebody say
// "I" or "we" right before "…, Jane Doe said.": its other sentences of that form
// give words too.
func (r *reader) lostAll() bool {
	if r.lost != unread {
		return r.lost == yes
	}
	r.lost = no
	for _, c := range r.cues {
		if r.doubles == 0 && r.saysUnmarked(c) {
			r.lost = yes
			break
		}
	}
	return r.lost == yes
}

// saysUnmarked reports whether a cue ends its sentence after a comma and words in the
// first person: "We must act, Jane Doe, chair of the Trust, said."
func (r *reader) saysUnmarked(c cue.Cue) bool {
	s := r.d.Sentences[r.d.Tokens[c.Verb].Sentence]
	if c.Inverted || c.Verb+1 >= len(r.d.Tokens) || r.d.Tokens[c.Verb+1].Norm != "." {
		return false
	}
	for i := c.Verb - 2; i > s.First && i > c.Verb-longestDescription; i-- {
		if r.d.Tokens[i].Norm != "," {
			continue
		}
		if _, after := r.saysAfter(i+1, s); after > 0 {
			return r.firstPersonIn(s.First, i)
		}
	}
	return false
}

// voicedIn reports whether the tokens speak in the first person or say what must
// be: nobody's paraphrase needs a cue after it for that.
func (r *reader) voicedIn(a, b int) bool {
	if r.firstPersonIn(a, b) {
		return true
	}
	for i := a; i < b; i++ {
		if t := &r.d.Tokens[i]; t.Kind == text.Word && sorts.Of(t.Word) == ofDuty {
			return r.doubles == 0
		}
	}
	return false
}

// saysAfter returns who says what stands before token a, and the index after
// the verb, where a name and a verb of saying end the sentence: "…, Doe said."
func (r *reader) saysAfter(a int, s tag.Sentence) (subject [2]int, after int) {
	t := r.d.Tokens
	last := s.Last - 1
	if last-a < 2 || t[last].Norm != "." {
		return subject, 0
	}
	verb := a + 1 // "…, Doe wrote in a letter to the agencies."
	reach := r.saysWithin(a, last)
	for verb < last && verb < a+reach && !(saidVerb(t[verb].Norm) && t[verb].Shape == text.Lower) {
		verb++
	}
	if verb == last || verb == a+reach || verb > a+longestName && t[verb-1].Norm != "," || verb < last-1 && (!leadsAway(t[verb+1].Norm) || last-verb > 12) {
		return subject, 0
	}
	subject = [2]int{a, verb}
	if !r.startsWithSpeaker(subject) && !(verb-a == 1 && isPronoun(t[a].Norm)) {
		return subject, 0
	}
	return subject, last
}

// saysWithin returns within how many tokens after a, where a speaker is named, the verb
// of saying stands: further on where a comma lets a description in ("Jane Doe, chair of
// the Trust, said").
func (r *reader) saysWithin(a, last int) int {
	end := a + 1
	if p, ok := r.personIn(a, last); ok && p.first == a {
		end = p.last
	}
	if end < last && r.d.Tokens[end].Norm == "," {
		return longestDescription
	}
	return longestName
}

// longestDescription is how many tokens a name and what describes it may have.
const longestDescription = 24

// leadsAway reports whether a word after a verb of saying says where or when it was said.
func leadsAway(n string) bool {
	switch n {
	case "in", "to", "at", "during", "on", "after", "following":
		return true
	}
	return false
}

// saysBefore returns who says what stands after the comma at i, where a name
// and a verb of saying open the sentence: "Jane Doe said, We must act."
func (r *reader) saysBefore(i int, s tag.Sentence) (subject [2]int, ok bool) {
	t := r.d.Tokens
	if i-s.First < 2 || i-s.First > 30 || i+3 > s.Last || !saidVerb(t[i-1].Norm) || t[i-1].Shape != text.Lower {
		return subject, false
	}
	if next := &t[i+1]; next.Kind != text.Word || next.Glued || next.Shape != text.Title && next.Norm != "i" {
		return subject, false // "said, however, that"
	}
	subject = [2]int{s.First, i - 1}
	at := func(c cue.Cue, verb int) int { return cmp.Compare(c.Verb, verb) }
	if k, found := slices.BinarySearchFunc(r.cues, i-1, at); found && !r.cues[k].Inverted {
		subject = r.cues[k].Subject // without what leads in
	}
	return subject, r.startsWithSpeaker(subject)
}

// restOf records the words of the block from token first on as the subject's,
// where they speak in the first person; it returns where they end, read where
// it recorded nothing.
func (r *reader) restOf(blk tag.Block, first int, subject [2]int, read int) int {
	d := r.d
	last := d.Sentences[d.Tokens[first].Sentence].Last
	if !r.firstPersonIn(first, min(blk.Last, last+farthestColon)) && !r.lostAll() {
		return read
	}
	who := r.resolve(subject)
	if who.name == "" || who.entity >= 0 && r.standsIn(who.entity, d.Span(first, last)) {
		return read
	}
	last = r.lastSpoken(d.Tokens[first].Sentence+1, blk, who)
	r.add(d.Span(first, last), who, d.Span(subject[0], first-1), &ruleLostMark)
	r.last = who
	return last
}

// bothSides records the words before the comma at i, from token read on, and those
// after the cue that ends with the sentence s as the speaker's; it returns where
// they end, read where it recorded nothing.
func (r *reader) bothSides(blk tag.Block, s tag.Sentence, i int, subject [2]int, end, read int) int {
	d := r.d
	who := r.resolve(subject)
	first := r.spokenFrom(blk, s, i, read, who)
	if read > blk.First && first < read {
		first = max(s.First, read)
	}
	if who.name == "" || first < read || first >= i || who.entity >= 0 && r.standsIn(who.entity, d.Span(first, i)) {
		return read
	}
	span := d.Span(i+1, end)
	r.add(d.Span(first, i), who, span, &ruleLostMark)
	r.last = who
	last := r.lastSpoken(d.Tokens[i].Sentence+1, blk, who)
	if last > s.Last+2 {
		r.add(d.Span(s.Last, last), who, span, &ruleLostMark)
	}
	return max(last, s.Last)
}

// goOnUnmarked reads the paragraphs from b on in which whoever spoke last goes
// on, in a release that has lost its marks: the first or the second of them is
// in the first person. It returns the next block.
func (r *reader) goOnUnmarked(b int, cueSpan onrecord.Span) int {
	d := r.d
	if r.doubles > 0 || b >= len(d.Blocks) || !r.mayContinue(b) || d.Blocks[b].Kind != onrecord.BlockParagraph || len(r.cuesOf(b)) > 0 {
		return b
	}
	next := b + 1
	if !r.hasFirstPerson(d.Blocks[b]) && (next >= len(d.Blocks) || !r.mayContinue(next) || len(r.cuesOf(next)) > 0 || !r.hasFirstPerson(d.Blocks[next])) {
		return b
	}
	who := r.last
	p := r.paragraph(b, who)
	p.nth = 2
	if v := p.voice(); v <= 0 || v < 0.4 && !r.hasFirstPerson(d.Blocks[b]) {
		return b
	}
	end, _ := r.goesOn(b, who, false)
	r.blockQuote(b, end, who, cueSpan, &ruleLostMark)
	return end
}

// holdsMarks reports whether a double quotation mark stands in block b.
func (r *reader) holdsMarks(b int) bool {
	for i := r.d.Blocks[b].First; i < r.d.Blocks[b].Last; i++ {
		switch r.d.Tokens[i].Norm {
		case "“", "”", "\"":
			return true
		}
	}
	return false
}

// endsInSaying reports whether a sentence ends in a cue of its own: "…, she added."
func (r *reader) endsInSaying(s tag.Sentence) bool {
	t := r.d.Tokens
	if s.Last-s.First < 4 || t[s.Last-1].Norm != "." || !saidVerb(t[s.Last-2].Norm) {
		return false
	}
	for i := s.Last - 3; i > s.First && i > s.Last-longestName; i-- {
		if t[i].Norm == "," {
			_, after := r.saysAfter(i+1, s)
			return after > 0
		}
	}
	return false
}

// startsWithSpeaker reports whether a person, or a post and a person, stands
// at the start of the words.
func (r *reader) startsWithSpeaker(subject [2]int) bool {
	if p, ok := r.personIn(subject[0], subject[1]); ok && p.first <= subject[0]+6 {
		for i := subject[0]; i < p.first; i++ {
			if t := &r.d.Tokens[i]; t.Shape == text.Lower && !t.Has(tag.Function|tag.PostHead) {
				return false
			}
		}
		return true
	}
	a, b := subject[0], subject[1]
	if b-a > 1 && r.d.Tokens[a].Has(tag.Honorific|tag.PostHead) {
		a++
	}
	if _, ok := r.bySurname(a, b); ok {
		return true
	}
	_, ok := r.byRank(subject[0], subject[1])
	return ok
}

// isPost reports whether the words are a post alone, of somebody whom the release names:
// "the Congressman".
func (r *reader) isPost(subject [2]int) bool {
	t := r.d.Tokens
	return t[subject[0]].Norm == "the" && subject[1]-subject[0] <= 4 && heads(&t[subject[1]-1]) && r.resolve(subject).name != ""
}

func saidVerb(n string) bool {
	switch n {
	case "said", "says", "added", "continued", "concluded", "stated", "explained", "noted", "commented", "wrote", "remarked":
		return true
	}
	return false
}

// inSingles reports whether words of block b stand in single quotation marks as speech
// does: a mark of a sentence or clause before the closing one. They have lost none.
func (r *reader) inSingles(b int) bool {
	blk := r.d.Blocks[b]
	for k := r.pairFrom(blk.First); k < len(r.spoken) && r.spoken[k].open < blk.Last; k++ {
		if p := &r.spoken[k]; !p.double && p.end == b && p.close-p.open > fewestSpoken && p.close < blk.Last && sentenceMark(r.d.Tokens[p.close-1].Norm) {
			return true
		}
	}
	return false
}
