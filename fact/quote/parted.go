package quote

import (
	"cmp"
	"slices"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
)

// addParted records words that may run over several blocks. What stands in the line of
// its cue is a quotation of its own, and the whole blocks before or after it are another:
// "Jane Doe said: “We light the lamps. ¶ “We keep them lit.”" Nothing of the cue's block
// is part of a block quotation.
func (r *reader) addParted(s onrecord.Span, who speaker, cueSpan onrecord.Span, rule *tag.Rule) {
	b, end := r.blockOf(s.Start), r.blockOf(s.End-1)
	if b == end {
		r.add(s, who, cueSpan, rule)
		return
	}
	if !r.opensBlock(b, s.Start) && !r.brokenOff(b+1) {
		r.add(onrecord.Span{Start: s.Start, End: r.d.Blocks[b].End}, who, cueSpan, rule)
		for b++; r.d.Blocks[b].First >= r.d.Blocks[b].Last; b++ {
		}
		s.Start = r.d.Blocks[b].Start
	}
	last := end
	if !r.endsWithBlock(end, s.End) && !r.brokenOff(end) {
		last--
	}
	if last >= b {
		from := onrecord.Span{Start: s.Start, End: min(s.End, r.d.Blocks[last].End)}
		if r.opensAt(b, s.Start) {
			from.Start = int(r.d.Tokens[r.d.Blocks[b].First].End)
		}
		r.add(from, who, cueSpan, rule)
	}
	if last < end {
		from := onrecord.Span{Start: r.d.Blocks[end].Start, End: s.End}
		if r.opensAt(end, from.Start) {
			from.Start = int(r.d.Tokens[r.d.Blocks[end].First].End)
		}
		r.add(from, who, cueSpan, rule)
	}
}

// blockOf returns the block that holds the byte at the offset, or the one before it.
func (r *reader) blockOf(at int) int {
	b, _ := slices.BinarySearchFunc(r.d.Blocks, at+1, func(blk tag.Block, at int) int { return cmp.Compare(blk.Start, at) })
	return max(b-1, 0)
}

// opensAt reports whether a quotation mark opens block b, and stands at the offset.
func (r *reader) opensAt(b, at int) bool {
	first := &r.d.Tokens[r.d.Blocks[b].First]
	return int(first.Start) == at && isOpener(first.Norm)
}

// opensBlock reports whether words from the offset on open block b, but for a mark.
func (r *reader) opensBlock(b, at int) bool {
	blk := r.d.Blocks[b]
	if first := &r.d.Tokens[blk.First]; at <= int(first.Start) || isOpener(first.Norm) && blk.First+1 < blk.Last && at <= int(r.d.Tokens[blk.First+1].Start) {
		return true
	}
	return false
}

// endsWithBlock reports whether nothing but closing marks stands between the offset
// and the end of block b.
func (r *reader) endsWithBlock(b, at int) bool {
	blk := r.d.Blocks[b]
	for i := blk.Last - 1; i >= blk.First && int(r.d.Tokens[i].Start) >= at; i-- {
		if n := r.d.Tokens[i].Norm; !isCloser(n) && n != "." {
			return false
		}
	}
	return true
}
