package quote

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/cue"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// A letter whose text a release gives is a quotation: what it says, from the greeting
// to the line before its writers take leave.

// longestAddress is the number of blocks that may stand before a greeting and below
// words of leave, longestGreeting and longestAddressLine how many tokens it and they may have.
const (
	longestAddress     = 30
	longestGreeting    = 40
	longestAddressLine = 60
)

// letter returns the blocks [first,end) of the letter that starts at block b
// with an address and "Dear …": what it says, from the greeting to the last line,
// without either; first is end where there is none.
func (r *reader) letter(b int) (first, end int) {
	for k := b; k < len(r.d.Blocks) && k < b+longestAddress; k++ {
		if r.greets(k) {
			return k + 1, r.leave(k + 1)
		}
		if !r.ofAddress(k) {
			break
		}
	}
	return b, b
}

// greets reports whether block b is the greeting of a letter: "Dear Secretary Doe:".
func (r *reader) greets(b int) bool {
	blk := r.d.Blocks[b]
	return r.opensWith(b, "dear") && blk.Last-blk.First > 1 && blk.Last-blk.First <= longestGreeting && blk.LastSentence-blk.FirstSentence <= 2 && !sentenceEnd(r.d.Tokens[blk.Last-1].Norm) && r.d.Tokens[blk.First+1].Shape >= text.Title
}

// ofAddress reports whether block b may stand before a greeting: a line of the
// address, a day, what the letter is about.
func (r *reader) ofAddress(b int) bool {
	blk := r.d.Blocks[b]
	switch n := blk.Last - blk.First; {
	case r.opensWith(b, "re"), r.opensWith(b, "subject"):
		return true
	case n > longestAddressLine || r.namesLetter(blk):
		return false
	case n > 20:
		return !sentenceEnd(r.d.Tokens[blk.Last-1].Norm) && r.inCapitals(blk.First, blk.Last)
	}
	return true
}

// leave returns the block at which the writers of a letter take leave that goes on at
// block first; where they do not, the one at which it ends: marks such as "###", the
// names of the writers, a note, another letter, the end of the release.
func (r *reader) leave(first int) int {
	last := min(len(r.d.Blocks), first+longestSpeech)
	for k := first; k < last; k++ {
		if k > first && r.greets(k) {
			last = k
		} else if r.takesLeave(k) {
			return k
		}
	}
	for k := first; k < last; k++ {
		if r.endsLetter(k) {
			return k
		}
	}
	return last
}

// takesLeave reports whether block b is the words before a signature.
func (r *reader) takesLeave(b int) bool {
	blk := r.d.Blocks[b]
	n := blk.Last - blk.First
	if n == 0 || n > 6 || sentenceEnd(r.d.Tokens[blk.Last-1].Norm) {
		return false
	}
	t := r.d.Tokens[blk.First:blk.Last]
	switch t[0].Norm {
	case "sincerely", "yours", "respectfully", "respectively", "regards", "kind", "best", "very", "warmly", "warm", "cordially", "faithfully":
		return true
	case "thank", "in", "with":
		return t[n-1].Norm == ","
	}
	return false
}

// endsLetter reports whether block b is no longer the letter's text: it has no word, is
// a note, or has nothing but names.
func (r *reader) endsLetter(b int) bool {
	blk := r.d.Blocks[b]
	if blk.First >= blk.Last || !r.hasWord(blk) || r.d.Tokens[blk.First].Norm == "[" || tellsWhere(r.d, blk) || r.listsWriters(blk) {
		return true
	}
	if blk.Last-blk.First > 24 || sentenceMark(r.d.Tokens[blk.Last-1].Norm) || r.d.Tokens[blk.Last-1].Norm == ":" || !r.inCapitals(blk.First, blk.Last) {
		return false
	}
	return r.signs(b) || b+1 < len(r.d.Blocks) && r.d.Blocks[b+1].Last-r.d.Blocks[b+1].First <= 6
}

// listsWriters reports whether the block leads up to the names of those who signed.
func (r *reader) listsWriters(blk tag.Block) bool {
	for i := blk.First; i < blk.Last && blk.Last-blk.First <= 20; i++ {
		switch r.d.Tokens[i].Norm {
		case "signatories", "signers", "cosigners", "co-signers":
			return true
		}
	}
	return false
}

// greeted reads a letter that starts at block b with its greeting, and that no line
// right above its address announced. It returns the next block, or b where it reads
// nothing.
func (r *reader) greeted(b int) int {
	if !r.greets(b) || b+1 >= len(r.d.Blocks) {
		return b
	}
	end := r.leave(b + 1)
	if end == b+1 || !r.firstPersonIn(r.d.Blocks[b+1].First, r.d.Blocks[end-1].Last) {
		return b
	}
	who, span := r.letterFrom(b)
	if who.name+who.role == "" {
		who = r.writes(b+1, end)
	}
	r.last = who
	r.blockQuote(b+1, end, who, span, &ruleLetter)
	return end
}

// writes tells who writes the letter of the blocks [first,end) that nobody is said to
// have sent: "I" is the one person whose release it is, else the one who signs it or who
// is said to have written what is quoted from it.
func (r *reader) writes(first, end int) speaker {
	for b := first; b < end; b++ {
		if own, is := r.ownRelease(); is && r.singularIn(r.d.Blocks[b].First, r.d.Blocks[b].Last) {
			return own
		}
	}
	if who := r.signer(end); who.name != "" {
		return who
	}
	if r.byBody() {
		if who := r.writer(end); who.name != "" {
			return who
		}
	}
	return r.wroteBefore()
}

// letterFrom returns who is said to have sent the letter whose greeting is block b, in
// the line above its address.
func (r *reader) letterFrom(b int) (speaker, onrecord.Span) {
	none := speaker{entity: -1}
	k := b - 1
	for k >= 0 && k > b-longestAddress && r.opening[k] < 0 && r.ofAddress(k) {
		k--
	}
	if k < 0 || k == b-longestAddress {
		return none, onrecord.Span{}
	}
	blk := r.d.Blocks[k]
	if a := r.opening[k]; a >= 0 {
		return r.issues(r.announced[a].subject), r.announced[a].span
	}
	c, _, ok := cue.Statement(r.d, blk)
	if !ok || !r.certain(c.Subject) || !r.onePossessive(c.Subject) && !r.speaks(c.Subject) {
		return none, onrecord.Span{}
	}
	return r.issues(c.Subject), c.Span(r.d)
}

// signer returns the one person who signs a letter at block b, after its words of
// leave; nobody where several do.
func (r *reader) signer(b int) speaker {
	who := speaker{entity: -1}
	if b >= len(r.d.Blocks) || !r.takesLeave(b) {
		return who
	}
	last := min(len(r.d.Blocks), b+1+longestAddress)
	for b++; b < last && r.d.Blocks[b].Last-r.d.Blocks[b].First <= 16 && r.hasWord(r.d.Blocks[b]) && !r.greets(b) && !refers[r.d.Tokens[r.d.Blocks[b].First].Norm]; b++ {
		blk := r.d.Blocks[b]
		p, ok := r.personIn(blk.First, blk.Last)
		switch {
		case !ok:
		case who.entity >= 0 && who.entity != p.entity:
			return speaker{entity: -1}
		default:
			who = r.asNamed(p.entity)
		}
	}
	return who
}

// wroteBefore returns whom the last quotation above is said to have been written by.
func (r *reader) wroteBefore() speaker {
	if n := len(r.quotes); n > 0 && r.quotes[n-1].Cue != nil && r.last.name+r.last.role != "" {
		for i := r.d.TokenAt(r.quotes[n-1].Cue.Start); i < len(r.d.Tokens) && int(r.d.Tokens[i].Start) < r.quotes[n-1].Cue.End; i++ {
			switch r.d.Tokens[i].Norm {
			case "wrote", "write", "writes":
				return r.last
			}
		}
	}
	return speaker{entity: -1}
}

// namesLetter reports whether the block speaks of a letter: it is no address.
func (r *reader) namesLetter(blk tag.Block) bool {
	for i := blk.First; i < blk.Last; i++ {
		if r.d.Tokens[i].Norm == "letter" {
			return true
		}
	}
	return false
}
