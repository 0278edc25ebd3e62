package quote

import (
	"cmp"
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/cue"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// In some archives the line that announces a statement and the statement are
// one paragraph, or the cue in the midst of words is a paragraph of its own.

// mostColons is how many colons of a block are tried for the announcement of a
// statement, longestLead how long the words before one may be.
const (
	mostColons  = 3
	longestLead = 150
)

// statedInside reads a statement without quotation marks that its own
// paragraph announces: "Jane Doe issued the following statement: The harbour is
// ours." It returns the next block, or b where it reads nothing.
func (r *reader) statedInside(b int) int {
	d, blk := r.d, r.d.Blocks[b]
	if blk.Kind != onrecord.BlockParagraph || blk.Last-blk.First < 2*fewestSpoken {
		return b
	}
	colons := 0
	for i := blk.First + 4; i+fewestSpoken < blk.Last && colons < mostColons; i++ {
		if d.Tokens[i].Norm != ":" || d.Tokens[i].Kind != text.Punct || d.Tokens[i+1].Kind == text.Number {
			continue
		}
		colons++
		if s := d.Sentences[d.Tokens[i].Sentence]; i-s.First > longestLead {
			continue
		}
		c, pointed, ok := cue.StatementBefore(d, blk, i+1)
		if !ok || !r.certain(c.Subject) || !r.onePossessive(c.Subject) && !r.speaks(c.Subject) {
			continue
		}
		c.Subject = r.issuerIn(c.Subject)
		return r.statement(b, i+1, c, pointed)
	}
	return b
}

// statedAfter reads a statement that its own paragraph announces without a colon, in a
// release whose paragraphs were lost: "Jane Doe released the following statement today.
// The storm is over. I am glad of it." It starts with the first sentence that sounds like
// the speaker. It returns the next block, or b where it reads nothing.
func (r *reader) statedAfter(b int) int {
	d, blk := r.d, r.d.Blocks[b]
	if blk.Kind != onrecord.BlockParagraph || blk.Last-blk.First < fewestFlattened/2 || r.doubles > 0 && r.holdsMarks(b) {
		return b
	}
	for k := blk.FirstSentence; k+1 < min(blk.LastSentence, blk.FirstSentence+mostSpoken); k++ {
		s := d.Sentences[k]
		c, pointed, ok := cue.StatementBefore(d, blk, s.Last)
		if !ok || !pointed || s.Last-s.First > longestLead || !r.certain(c.Subject) || !r.onePossessive(c.Subject) && !r.speaks(c.Subject) || d.Tokens[s.Last-1].Norm != "." {
			continue
		}
		c.Subject = r.issuerIn(c.Subject)
		who := r.issues(c.Subject)
		for n := 1; n < mostSpoken && k+n < blk.LastSentence; n++ {
			next := d.Sentences[k+n]
			if v, is := r.heard(next, who, before); is && v > 0 {
				return r.statement(b, next.First, c, pointed)
			}
		}
		return b
	}
	return b
}

// issuerIn returns the tokens of the one person who issued the release where they stand
// after another's among those of a subject, which flattened lines made longer ("Contact:
// Tom Roe (Eastmere) Senator Jane Doe"); the subject else.
func (r *reader) issuerIn(subject [2]int) [2]int {
	e, others := r.issuer(), false
	if q, one := r.lastPerson(subject[0], subject[1]); one && q.entity == e {
		return subject
	}
	for i := subject[0]; e >= 0 && i < subject[1]; i++ {
		p, ok := r.personIn(i, subject[1])
		if !ok {
			break
		}
		if p.entity != e {
			i, others = p.first, true
			continue
		}
		first := p.first
		if _, more := r.personIn(p.last, subject[1]); more || first > subject[0] && r.d.Tokens[first-1].Norm == "and" {
			break // several speak
		}
		for others && first > subject[0] && (ranks(&r.d.Tokens[first-1]) || r.d.Tokens[first-1].Norm == ".") {
			first--
		}
		if others {
			return [2]int{first, subject[1]}
		}
		break
	}
	return subject
}

// isAddress reports whether the address of a page stands at token i: "the speech is at the
// following link: https://…".
func (r *reader) isAddress(i int) bool {
	switch r.d.Tokens[i].Norm {
	case "http", "https", "www":
		return i+1 < len(r.d.Tokens) && r.d.Tokens[i+1].Glued
	}
	return false
}

// statement records the statement that starts at token first of block b, and
// returns the block after it.
func (r *reader) statement(b, first int, c cue.Cue, pointed bool) int {
	d, blk := r.d, r.d.Blocks[b]
	if isOpener(d.Tokens[first].Norm) || r.isAddress(first) || !r.plainSpeech(first, blk.Last, pointed) {
		return b
	}
	who := r.issues(c.Subject)
	if who.name == "" && who.role == "" {
		return b
	}
	last := r.lastStated(first, blk.Last, who)
	end := b + 1
	s := d.Span(first, last)
	if last >= blk.Last {
		if end, _ = r.goesOn(b, who, true); end > b+1 {
			s.End = d.Blocks[end-1].End
		}
	}
	r.addParted(s, who, c.Span(d), &ruleInside)
	r.last = who
	return end
}

// plainSpeech reports whether the tokens [a,b) speak in the first person, or
// are said to be the statement in as many words, and hold no longer words between quotation marks, which would be the statement.
func (r *reader) plainSpeech(a, b int, pointed bool) bool {
	first, open := pointed, -1
	for i := a; i < b; i++ {
		t := &r.d.Tokens[i]
		if t.Kind == text.Punct {
			switch {
			case open < 0 && (t.Norm == "“" || t.Norm == "\"" && !t.Glued):
				open = i
			case open >= 0 && (t.Norm == "”" || t.Norm == "\""):
				if i-open > fewestSpoken {
					return false
				}
				open = -1
			}
			continue
		}
		first = first || singular[t.Norm] || plural[t.Norm] && t.Shape != text.Upper
	}
	return first && (open < 0 || b-open <= fewestSpoken)
}

// lastStated returns where the statement ends that fills [a,b): before a
// sentence that names its speaker, points elsewhere or is a mark such as "###".
func (r *reader) lastStated(a, b int, who speaker) int {
	d := r.d
	last := a
	for last < b {
		s := d.Sentences[d.Tokens[last].Sentence]
		span := d.Span(last, s.Last)
		words := span.Of(d.Text)
		if last > a && (who.entity >= 0 && r.standsIn(who.entity, span) || strings.Contains(words, "http") || strings.HasSuffix(words, " here.") || strings.HasPrefix(words, "#")) {
			break
		}
		last = s.Last
	}
	last = min(last, b)
	end := last
	for end > a && d.Tokens[end-1].Kind != text.Word && !(sentenceMark(d.Tokens[end-1].Norm) && d.Tokens[end-1].Norm != "\"") {
		end--
	}
	if last >= b && end < last && end > a && d.Tokens[last-1].Kind == text.Punct {
		return end
	}
	return max(end, a+1)
}

// labelled reads a block that opens with a speaker's name and a colon, as a label, and
// goes on in the first person without quotation marks: "Jane Doe, Crews Together: We
// welcome it." It returns the next block, or b where it reads nothing.
func (r *reader) labelled(b int) int {
	d, blk := r.d, r.d.Blocks[b]
	var name int
	if p, named := r.personIn(blk.First, min(blk.First+longestName, blk.Last)); named && p.first == blk.First {
		name = p.last
	} else if name = r.plainName(blk.First, blk.Last); name == blk.First || name < blk.Last && d.Tokens[name].Norm != "," || r.ofBody(blk.First, name) {
		return b
	}
	if name == blk.First || blk.Last-name < fewestSpoken {
		return b
	}
	colon := name
	for colon < blk.Last && colon < blk.First+longestSignature && d.Tokens[colon].Norm != ":" {
		if t := &d.Tokens[colon]; t.Norm == "." || t.Shape == text.Lower && t.Has(tag.CueVerb|tag.Modal|tag.Clause) {
			return b
		}
		colon++
	}
	if colon+fewest >= blk.Last || d.Tokens[colon].Norm != ":" || d.Tokens[colon+1].Shape < text.Title || isOpener(d.Tokens[colon+1].Norm) {
		return b
	}
	if colon > name && d.Tokens[name].Norm != "," && d.Tokens[name].Norm != "(" || !r.firstPersonIn(colon+1, blk.Last) || r.holdsMarks(b) || !sentenceEnd(d.Tokens[blk.Last-1].Norm) {
		return b
	}
	who := r.resolve([2]int{blk.First, colon})
	if who.name == "" {
		who = speaker{name: d.Words(blk.First, name), role: r.trim(name, colon), entity: -1}
	}
	r.add(d.Span(colon+1, blk.Last), who, d.Span(blk.First, colon+1), &ruleLabel)
	r.last = who
	return b + 1
}

// saidBelow reads a block whose cue is the next block, in lower case, and goes
// on with the words after it: "The sea was rough, ¶ said Lieutenant Doe, the
// ship's engineer. ¶ But we held out." It returns the next block, or b where it
// reads nothing.
func (r *reader) saidBelow(b int) int {
	d := r.d
	if b+1 >= len(d.Blocks) || d.Blocks[b].Kind != onrecord.BlockParagraph {
		return b
	}
	blk, below := d.Blocks[b], d.Blocks[b+1]
	if blk.Last-blk.First < fewest || below.Last-below.First < 2 || below.Last-below.First > longestLead || d.Tokens[blk.Last-1].Norm != "," {
		return b
	}
	verb := &d.Tokens[below.First]
	if verb.Shape != text.Lower || !saidVerb(verb.Norm) {
		return b
	}
	last := below.Last
	for last > below.First+1 && d.Tokens[last-1].Kind == text.Punct && d.Tokens[last-1].Norm != ")" {
		last--
	}
	subject := [2]int{below.First + 1, last}
	if !r.certain(subject) || !r.startsWithSpeaker(subject) {
		return b
	}
	who := r.resolve(subject)
	if who.name == "" && who.role == "" {
		return b
	}
	r.blockQuote(b, b+1, who, below.Span, &ruleBelow)
	r.last = who
	if next := b + 2; next < len(d.Blocks) && r.mayContinue(next) {
		p := r.paragraph(next, who)
		p.nth = 2
		if p.voice() > 0 {
			end, _ := r.goesOn(next, who, false)
			r.blockQuote(next, end, who, below.Span, &ruleBelow)
			return end
		}
	}
	return b + 2
}

// ledUnopened reads a block quotation after a colon whose opening mark was lost
// and whose cue stands in its midst: "Doe spoke of the coast: ¶ The coast is
// long,” she said. ¶ I was born there." It returns the next block, or b where it
// reads nothing.
func (r *reader) ledUnopened(b int) int {
	d := r.d
	if b == 0 || d.Blocks[b-1].First >= d.Blocks[b-1].Last || d.Tokens[d.Blocks[b-1].Last-1].Norm != ":" {
		return b
	}
	k := r.pairFrom(d.Blocks[b].First)
	if k >= len(r.spoken) || !r.spoken[k].unopened || r.spoken[k].open != d.Blocks[b].First {
		return b
	}
	a, ok := r.attribute(k)
	if !ok || a.who.name == "" && a.who.role == "" || r.noSpeech(r.spoken[k], a) != nil {
		return b
	}
	if c, near := r.cueNear(r.spoken[k].close, d.Blocks[b].Last); near && c.Subject[1] == c.Subject[0]+1 && pronouns[d.Tokens[c.Subject[0]].Norm] {
		end, _ := r.goesOn(b, a.who, false) // whom the line before names: their block, which the cue interrupts
		r.blockQuote(b, end, a.who, a.span, &ruleBlock)
		r.last = a.who
		return end
	}
	next := r.inline(b)
	if next > b+1 || next == len(d.Blocks) || !r.mayContinue(next) {
		return next
	}
	p := r.paragraph(next, a.who)
	if p.nth = 2; p.voice() <= 0 || len(r.cuesOf(next)) > 0 {
		return next
	}
	end, _ := r.goesOn(next, a.who, false)
	r.blockQuote(next, end, a.who, a.span, &ruleBlock)
	r.last = a.who
	return end
}

// pronouns stand for a speaker whom the words before have named.
var pronouns = words("he she they")

// pairFrom returns the index of the first pair of marks that opens at token i or
// after it.
func (r *reader) pairFrom(i int) int {
	k, _ := slices.BinarySearchFunc(r.spoken, i, func(p pair, at int) int { return cmp.Compare(p.open, at) })
	return k
}

// pastCaption goes on after the caption of a picture that parts a block
// quotation at block k. It returns the next block.
func (r *reader) pastCaption(k int, who speaker, ann announcement) int {
	d := r.d
	for k+1 < len(d.Blocks) && r.caption(k) && r.mayContinue(k+1) && len(r.cuesOf(k+1)) == 0 {
		p := r.paragraph(k+1, who)
		p.nth = 2
		opens := isOpener(d.Tokens[d.Blocks[k+1].First].Norm)
		if !opens && p.voice() <= 0 || opens && !r.hasFirstPerson(d.Blocks[k+1]) {
			return k
		}
		end, _ := r.goesOn(k+1, who, false)
		r.blockQuote(k+1, end, who, ann.span, &ruleBlocks)
		k = end
	}
	return k
}

// caption reports whether block k is the caption of a picture.
func (r *reader) caption(k int) bool {
	blk := r.d.Blocks[k]
	if blk.Last-blk.First < 6 || r.d.Tokens[blk.Last-1].Norm != "]" {
		return false
	}
	for i := blk.Last - 2; i >= blk.First && r.d.Tokens[i].Norm != "["; i-- {
		switch r.d.Tokens[i].Norm {
		case "picture", "photo", "photograph", "image":
			return true
		}
	}
	return false
}
