package quote

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/cue"
)

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

// anotherSpeaks reports whether the mark at token i, which would close a quotation that
// goes on from a cue in its own block, has the cue of another person after it.
func (r *reader) anotherSpeaks(p *pair, i int) bool {
	before := r.cuesIn(r.d.Blocks[p.block].First, p.open)
	after, near := r.cueNear(i, min(i+longestCue, r.d.Blocks[r.d.Tokens[i].Block].Last))
	if len(before) == 0 || !near {
		return false
	}
	one, other := r.whoIs(before[len(before)-1]), r.whoIs(after)
	return one >= 0 && other >= 0 && one != other
}

// whoIs returns the person whom a cue names in full or by surname, -1 where it names none.
func (r *reader) whoIs(c cue.Cue) int {
	if e := r.entityOf(c); e >= 0 {
		return e
	}
	if e, known := r.bySurname(c.Subject[0], c.Subject[1]); known {
		return e
	}
	if e, known := r.titled(c.Subject[0], c.Subject[1]); known {
		return e
	}
	return -1
}

// closesStraight returns the block after the one that a straight mark ends, which none
// in it opens, where a quotation goes on from before block k over paragraphs without a
// lone mark; k where there is none.
func (r *reader) closesStraight(k int) int {
	for j := k; j < min(len(r.d.Blocks), k+mostCarried); j++ {
		blk := r.d.Blocks[j]
		if blk.First >= blk.Last || blk.Kind != onrecord.BlockParagraph || r.opening[j] >= 0 {
			break
		}
		marks := 0
		for i := blk.First; i < blk.Last; i++ {
			if r.d.Tokens[i].Norm == "\"" {
				marks++
			}
		}
		if marks%2 == 1 && r.d.Tokens[blk.Last-1].Norm == "\"" {
			return j + 1
		}
		if marks%2 == 1 {
			break
		}
	}
	return k
}
