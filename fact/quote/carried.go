package quote

import "github.com/onrecord/onrecord"

// mostCarried is over how many paragraphs a quotation may go on of which none but the
// first opens with a mark, though some hold quotations of their own.
const mostCarried = 24

// closesLater returns the mark that ends the last paragraph of a quotation that only its
// first one opens, and that block: every paragraph up to there closes as many marks as
// it opens, and that one closes one more. A release that is all in marks is none of it. It is asked in the block after the first; the
// mark is -1 where there is none.
func (r *reader) closesLater(p *pair, b int) (mark, block int) {
	if p.block == 0 || b != p.block+1 || p.close >= 0 || p.open != r.d.Blocks[p.block].First || !r.mayCarry(p, b) {
		return -1, b
	}
	for k := b; k < min(len(r.d.Blocks), b+mostCarried); k++ {
		blk := r.d.Blocks[k]
		if blk.First >= blk.Last || blk.Kind != onrecord.BlockParagraph || r.announcing(k) {
			break
		}
		opened, closed := 0, 0
		for i := blk.First; i < blk.Last; i++ {
			switch r.d.Tokens[i].Norm {
			case "“":
				opened++
			case "”":
				closed++
			case "\"":
				return -1, b
			}
		}
		if closed == opened+1 && r.d.Tokens[blk.Last-1].Norm == "”" {
			return blk.Last - 1, k
		}
		if closed != opened {
			break
		}
	}
	return -1, b
}
