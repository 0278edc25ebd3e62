package quote

import (
	"cmp"
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/post"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// Words that no cue announces.

// uncued reads the one run of paragraphs in the first person singular that no
// cue announces, in the release of a body, which speaks of itself in the third
// person: somebody said them, though the release no longer says who. It reports
// whether it read one; it stands last among the quotes, out of order.
func (r *reader) uncued() bool {
	d := r.d
	if len(d.Blocks) < 4 || r.saysI(0) || !r.byBody() {
		return false
	}
	first, last := 0, 0
	for b := 1; b < len(d.Blocks); b++ {
		if !r.saysI(b) || !r.unannounced(b) {
			continue
		}
		if last > 0 {
			return false // the release itself says "I"
		}
		first, last = b, b+1
		for first > 1 && first > b-3 && r.joinsOn(first-1, b-first+2) {
			first--
		}
		for last < len(d.Blocks) && last < b+6 && r.joinsOn(last, last-first+1) {
			last++
		}
		b = last - 1
	}
	if last == 0 || r.speaksElsewhere(first, last) {
		return false
	}
	r.blockQuote(first, last, speaker{entity: -1}, onrecord.Span{}, &ruleNoCue)
	return true
}

// byBody reports whether bodies issued the release, not a member of an
// assembly, who may say "I" in it.
func (r *reader) byBody() bool {
	if r.institutional == unread {
		r.institutional = no
		if issuedByBody(r.d.Release) {
			r.institutional = yes
		}
	}
	return r.institutional == yes
}

func issuedByBody(rel *onrecord.Release) bool {
	for _, issuer := range rel.IssuedBy {
		body := false
		for w := range strings.FieldsSeq(issuer) {
			w = strings.ToLower(strings.TrimRight(w, ","))
			body = body || post.EndsBody(w) || tag.Lists(w)&tag.BodyHead != 0 || w == "for" || w == "hm" || w == "uk"
		}
		if !body {
			return false
		}
	}
	return len(rel.IssuedBy) > 0
}

// speaksElsewhere reports whether the release says "we", "you" or "Dear" in
// its own voice outside the blocks [first,last) and the quotes: a letter, a
// speech, a column.
func (r *reader) speaksElsewhere(first, last int) bool {
	ours := 0
	for b := range r.d.Blocks {
		blk := r.d.Blocks[b]
		if blk.First >= blk.Last || b >= first && b < last || r.quoted(blk) {
			continue
		}
		for i := blk.First; i < blk.Last; i++ {
			t := &r.d.Tokens[i]
			if t.Kind != text.Word || t.Shape == text.Upper || len(t.Norm) > 4 || r.insideMarks(i) {
				continue
			}
			switch {
			case t.Norm == "dear", t.Norm == "my", t.Norm == "me":
				return true
			case plural[t.Norm]:
				ours++
			}
		}
	}
	return ours > 1
}

// quoted reports whether a quote reaches into the block.
func (r *reader) quoted(blk tag.Block) bool {
	i, _ := slices.BinarySearchFunc(r.quotes, blk.Start, func(q onrecord.Quote, at int) int { return cmp.Compare(q.End, at) })
	return i < len(r.quotes) && r.quotes[i].Start < blk.End
}

// saysI reports whether block b speaks in the first person singular.
func (r *reader) saysI(b int) bool {
	blk := r.d.Blocks[b]
	for i := blk.First; i < blk.Last; i++ {
		t := &r.d.Tokens[i]
		if !firstPerson.Of(t.Word) || len(t.Norm) > 2 || !singular[t.Norm] || t.Shape == text.Upper {
			continue
		}
		if t.Norm != "i" {
			return true
		}
		// "Title I" is a number.
		if i+1 < blk.Last && r.d.Tokens[i+1].Shape == text.Lower && (i < blk.First+2 || r.d.Tokens[i-1].Shape <= text.Lower || r.d.Sentences[r.d.Tokens[i].Sentence].First == i-1) {
			return true
		}
	}
	return false
}

// unannounced reports whether block b is a paragraph of plain sentences that is
// part of no quote and has neither cue nor marks of its own.
func (r *reader) unannounced(b int) bool {
	d, blk := r.d, r.d.Blocks[b]
	if blk.Kind != onrecord.BlockParagraph || blk.Last-blk.First < fewestSpoken || !r.mayContinue(b) || len(r.cuesOf(b)) > 0 {
		return false
	}
	if n := d.Tokens[blk.First].Norm; d.Tokens[blk.First+1].Norm == ":" && (n == "a" || n == "q" || n == "answer" || n == "question") {
		return false // questions and answers
	}
	switch d.Tokens[blk.Last-1].Norm {
	case ".", "!":
	default:
		return false
	}
	if r.quoted(blk) {
		return false
	}
	for i := blk.First; i < blk.Last; i++ {
		switch d.Tokens[i].Norm {
		case "“", "”", "\"", "?":
			return false
		}
	}
	return true
}

// joinsOn reports whether block b goes on in the voice of the unannounced
// paragraph beside it, as the nth of them.
func (r *reader) joinsOn(b, nth int) bool {
	if !r.unannounced(b) {
		return false
	}
	p := r.paragraph(b, speaker{entity: -1})
	p.nth = nth
	return p.voice() > 0.1
}
