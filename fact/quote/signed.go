package quote

import (
	"strings"

	"github.com/onrecord/onrecord/text"
)

// Words with a line after them that says whose they are.

// signed reports whether block k is a line that says whose words stand before
// it: "– Jane Doe, Minister of Ports".
func (r *reader) signed(k int) bool {
	if k >= len(r.d.Blocks) {
		return false
	}
	blk := r.d.Blocks[k]
	n := blk.Last - blk.First
	if n < 2 || n > 34 || sentenceMark(r.d.Tokens[blk.Last-1].Norm) || r.d.Tokens[blk.Last-1].Norm == ":" {
		return false
	}
	p, ok := r.personIn(blk.First, blk.Last)
	if !ok || p.first > blk.First+4 {
		return false
	}
	switch r.d.Tokens[blk.First].Norm {
	case "-", "–", "—", "―", "the", "hon":
		return true
	}
	if p.first == blk.First && p.last == blk.Last {
		return r.postBelow(k + 1)
	}
	first := blk.First
	for first < p.first && ranks(&r.d.Tokens[first]) {
		first++ // "Chief Jane Doe, Eastmere First Nation"
	}
	if p.first > first || p.last >= blk.Last {
		return false
	}
	return r.d.Tokens[p.last].Norm == "," && p.last+2 < blk.Last && r.inCapitals(p.last+1, blk.Last) || r.followedByComma(p.last, blk.Last) || r.newLine(p.last) && r.describes(p.last, blk.Last)
}

// postBelow reports whether block k is a line that names a post and no more: the
// line before it is a name.
func (r *reader) postBelow(k int) bool {
	if k >= len(r.d.Blocks) {
		return false
	}
	blk := r.d.Blocks[k]
	if n := blk.Last - blk.First; n < 1 || n > 24 || sentenceMark(r.d.Tokens[blk.Last-1].Norm) || r.d.Tokens[blk.Last-1].Norm == ":" || r.d.Tokens[blk.First].Shape < text.Title {
		return false
	}
	post := false
	for i := blk.First; i < blk.Last && i < blk.First+8; i++ {
		post = post || heads(&r.d.Tokens[i])
	}
	return post && r.describes(blk.First, blk.Last)
}

// signature returns the tokens that sign in block k, and the block after them.
func (r *reader) signature(k int) (subject [2]int, next int) {
	blk := r.d.Blocks[k]
	if p, ok := r.personIn(blk.First, blk.Last); ok && p.first == blk.First && p.last == blk.Last && r.postBelow(k+1) {
		return [2]int{blk.First, r.d.Blocks[k+1].Last}, k + 2
	}
	return [2]int{blk.First, blk.Last}, k + 1
}

// newLine reports whether token i starts a line of its block.
func (r *reader) newLine(i int) bool {
	return strings.IndexByte(r.d.Text[r.d.Tokens[i-1].End:r.d.Tokens[i].Start], '\n') >= 0
}

// mostOfOne is how many paragraphs of one person's words stand in a section of
// quotes before their signature.
const mostOfOne = 4

// underQuotes reads the words without marks that a section of quotes gives, each
// with a line after it that says whose they are: "Quotes ¶ The quays are open. ¶
// Jane Doe, Ports Commissioner". It returns the next block, b where it reads
// nothing.
func (r *reader) underQuotes(b int) int {
	if b == 0 || b != r.pastSigned && !r.headsQuotes(b-1) {
		return b
	}
	for k := b + 1; k < len(r.d.Blocks) && k <= b+mostOfOne && r.mayContinue(k-1) && !r.holdsMarks(k-1) && len(r.cuesOf(k-1)) == 0; k++ {
		if r.signed(k) && r.opening[k-1] < 0 {
			subject, next := r.signature(k)
			who := r.resolve(subject)
			if who.name == "" {
				return b
			}
			r.blockQuote(b, k, who, r.d.Span(subject[0], subject[1]), &ruleSigned)
			r.last, r.pastSigned = who, next
			return next
		}
	}
	return b
}

// headsQuotes reports whether block b is the heading of a section of quotes:
// "Quotes", "Quote(s)".
func (r *reader) headsQuotes(b int) bool {
	blk := r.d.Blocks[b]
	if blk.Last-blk.First > 5 || blk.First >= blk.Last {
		return false
	}
	n := r.d.Tokens[blk.First].Norm
	return n == "quote" || n == "quotes" || n == "quotations"
}
