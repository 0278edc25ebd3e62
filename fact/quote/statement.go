package quote

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/text"
)

// headsStatement reads a heading, or a first line, that says whose statement stands
// below it: "Statement by Jane Doe on the storm". What stands below is in the first
// person and no story about it.
func (r *reader) headsStatement(b int) {
	d, blk := r.d, r.d.Blocks[b]
	n := blk.Last - blk.First
	if b+1 >= len(d.Blocks) || n < 4 || n > 30 || b > 0 && blk.Kind != onrecord.BlockHeading || d.Tokens[blk.Last-1].Kind == text.Punct {
		return
	}
	switch d.Tokens[blk.First].Norm {
	case "statement", "remarks", "speech", "message", "address":
	default:
		return
	}
	if by := d.Tokens[blk.First+1].Norm; by != "by" && by != "from" && by != "of" {
		return
	}
	last := blk.First + 2
	for last < blk.Last && !(d.Tokens[last].Shape == text.Lower && (d.Tokens[last].Norm == "on" || d.Tokens[last].Norm == "at" || d.Tokens[last].Norm == "to" || d.Tokens[last].Norm == "about" || d.Tokens[last].Norm == "in" || d.Tokens[last].Norm == "following" || d.Tokens[last].Norm == "after")) {
		last++
	}
	subject := [2]int{blk.First + 2, last}
	if last == subject[0] || !r.certain(subject) || !r.saysI(b+1) || len(r.cuesOf(b+1)) > 0 || isOpener(d.Tokens[d.Blocks[b+1].First].Norm) {
		return
	}
	r.announce(b, subject, blk.Span)
	r.announced[r.opening[b]].whole = true
}

// summed reads the release of a body that is one person's statement: its first
// block sums up what they said, and all that follows speaks as "I": "The minister
// Jane Doe said that work goes on when she updated Parliament." It reports whether
// it read one.
func (r *reader) summed() bool {
	d := r.d
	if len(r.quotes) > 0 || len(d.Blocks) < 3 || r.saysI(0) || !r.saysI(1) || !r.unannounced(1) || !r.byBody() {
		return false
	}
	cues := r.cuesOf(0)
	if len(cues) != 1 || cues[0].Announces {
		return false
	}
	who := r.resolve(cues[0].Subject)
	if who.name == "" {
		return false
	}
	end, _ := r.goesOn(1, who, true)
	r.blockQuote(1, end, who, cues[0].Span(d), &ruleSpeech)
	return true
}

// lettered reads the release of a body that is a letter which no line announces:
// what stands between its greeting and its signature. The writer is who signs it,
// or who the first block says that it is from. It reports whether it read one.
func (r *reader) lettered() bool {
	d := r.d
	if len(r.quotes) > 0 || !r.byBody() {
		return false
	}
	first := 0
	for b := 1; b < len(d.Blocks) && b < 6 && first == 0; b++ {
		if blk := d.Blocks[b]; blk.Last-blk.First <= 8 && (r.opensWith(b, "dear") || blk.Last-blk.First <= 2 && r.opensWith(b, "sir")) {
			first = b + 1
		}
	}
	if first == 0 {
		return false
	}
	end := first
	for end < len(d.Blocks) && !r.signs(end) {
		end++
	}
	if end == first || end == len(d.Blocks) || end-first > longestSpeech {
		return false
	}
	r.blockQuote(first, end, r.writer(end), onrecord.Span{}, &ruleLetter)
	return true
}

// signs reports whether block b ends a letter: words of courtesy, or a line without
// a full stop that names a person or a post.
func (r *reader) signs(b int) bool {
	blk := r.d.Blocks[b]
	if blk.First == blk.Last || blk.Last-blk.First > 16 || blk.Kind != onrecord.BlockParagraph {
		return false
	}
	switch r.d.Tokens[blk.First].Norm {
	case "yours", "sincerely", "respectfully", "regards":
		return true
	}
	if last := r.d.Tokens[blk.Last-1].Norm; sentenceMark(last) || last == ":" {
		return false
	}
	if _, ok := r.personIn(blk.First, blk.Last); ok {
		return true
	}
	for i := blk.First; i < blk.Last; i++ {
		if heads(&r.d.Tokens[i]) {
			return true
		}
	}
	return false
}

// writer tells who signs a letter from block end on, or whom the first block says
// that it is from.
func (r *reader) writer(end int) speaker {
	d := r.d
	for b := end; b < len(d.Blocks) && b < end+3; b++ {
		blk := d.Blocks[b]
		if _, ok := r.personIn(blk.First, blk.Last); ok && blk.Last-blk.First <= 16 {
			return r.resolve([2]int{blk.First, blk.Last})
		}
	}
	blk := d.Blocks[0]
	for i := blk.First; i+1 < blk.Last; i++ {
		if d.Tokens[i].Norm != "from" {
			continue
		}
		last := i + 1
		for last < blk.Last && d.Tokens[last].Norm != "to" && d.Tokens[last].Norm != "following" && d.Tokens[last].Norm != "." {
			last++
		}
		if _, ok := r.personIn(i+1, last); ok {
			return r.resolve([2]int{i + 1, last})
		}
		break
	}
	return speaker{entity: -1}
}

// mostHeads is how many lines may stand between the words that point to a speech and the
// speech: its title, where and when it was given.
const mostHeads = 6

// headsSpeech reads the last line above a speech that addresses the chair of an assembly,
// where a paragraph above points to the words of one: "Her remarks are below. ¶ On
// Harbours ¶ 4 May ¶ Madam Speaker: I rise …".
func (r *reader) headsSpeech(b int) {
	d := r.d
	if b+1 >= len(d.Blocks) || d.Blocks[b+1].First >= d.Blocks[b+1].Last || !r.addresses(d.Blocks[b+1].First, d.Blocks[b+1].Last) {
		return
	}
	for k := b; k >= 0 && k > b-mostHeads; k-- {
		blk := d.Blocks[k]
		if blk.First >= blk.Last {
			return
		}
		if r.pointsToWords(d.Sentences[blk.LastSentence-1]) {
			if p, ok := r.lastPerson(blk.First, blk.Last); ok {
				r.announce(b, [2]int{p.first, p.last}, blk.Span)
				r.announced[r.opening[b]].whole = true
			}
			return
		}
		if blk.Last-blk.First > longestDateline {
			return
		}
	}
}

// wholeSpeech reads the release of one person that greets the chair of an assembly in its
// first words: all of it is that person's speech. It returns the block after it, 0 where it
// is none.
func (r *reader) wholeSpeech() int {
	d := r.d
	if len(d.Blocks) == 0 || d.Blocks[0].First >= d.Blocks[0].Last || !r.addresses(d.Blocks[0].First, d.Blocks[0].Last) {
		return 0
	}
	who, one := r.ownRelease()
	if !one {
		return 0
	}
	end, _ := r.goesOn(0, who, true)
	r.blockQuote(0, end, who, onrecord.Span{}, &ruleSpeech)
	r.last = who
	return end
}

// quotesAnother reports whether block k leads in words of whom the speech that it stands
// in calls “he”, “she” or “they”: "Here is what he wrote:".
func (r *reader) quotesAnother(k int) bool {
	a := r.opening[k]
	if a < 0 {
		return false
	}
	for i := r.d.TokenAt(r.announced[a].span.Start); i < r.d.Blocks[k].Last; i++ {
		if n := r.d.Tokens[i].Norm; n == "he" || n == "she" || n == "they" {
			return true
		}
	}
	return false
}
