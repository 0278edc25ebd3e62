package quote

import (
	"cmp"
	"slices"

	"github.com/onrecord/onrecord/fact/cue"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// pair is a pair of quotation marks: the tokens of the opening and of the
// closing mark. A quotation over several blocks has its marks in two blocks.
type pair struct {
	open, close int
	block, end  int // first block, and last
	double      bool
	// unopened says that the opening mark was lost: open is the first token of
	// the words.
	unopened bool
}

// mostUnopened is over how many paragraphs that open with no mark a quotation
// goes on that opened before.
const mostUnopened = 3

// marks pairs the quotation marks of the document.
func (r *reader) marks() {
	d := r.d
	carried := -1 // index of a pair that its block leaves open
	for b := 0; b < len(d.Blocks); b++ {
		blk := d.Blocks[b]
		start := blk.First
		if carried >= 0 {
			p := &r.spoken[carried]
			if start < blk.Last && d.Tokens[start].Norm == openOf(d, p.open) {
				start++
				if i := r.closing(start, blk.Last, openOf(d, p.open)); i >= 0 && p.close < 0 && r.anotherSpeaks(p, i) {
					p.close, p.end = d.Blocks[p.block].Last, p.block // its own closing mark was lost
					carried, start = -1, blk.First
				} else if i >= 0 {
					p.close, p.end = i, b
					carried, start = -1, i+1
				} else {
					p.close, p.end = blk.Last, b
					continue
				}
			} else if i, none := r.firstMark(blk); i >= 0 && p.close < 0 && b-p.block <= mostUnopened && !r.announcing(b) && r.mayCarry(p, b) {
				p.close, p.end = i, b // opened once, closed paragraphs later
				carried, start = -1, i+1
			} else if i, k := r.closesLater(p, b); i >= 0 {
				p.close, p.end = i, k
				carried, start, b = -1, i+1, k
			} else if none && p.close >= 0 && r.brokenOff(b) {
				p.close, p.end = blk.Last, b
				continue
			} else if !none || p.close >= 0 || b-p.block > mostUnopened || len(r.cuesOf(b)) > 0 || !r.mayCarry(p, b) {
				carried = -1
			} else {
				continue
			}
		}
		carried = r.blockMarks(b, start)
	}
	for i := range r.spoken {
		if p := &r.spoken[i]; p.close < 0 && r.cuedOpen(p) {
			p.close, p.end = d.Blocks[p.block].Last, p.block
		}
	}
	// Any other pair that nothing closed is none.
	r.spoken = slices.DeleteFunc(r.spoken, func(p pair) bool { return p.close < 0 })
}

// firstMark returns the first double mark of the block if it closes, -1 else;
// none says that the block has no such mark.
func (r *reader) firstMark(blk tag.Block) (i int, none bool) {
	for i := blk.First; i < blk.Last; i++ {
		switch r.d.Tokens[i].Norm {
		case "”":
			return i, false
		case "\"":
			if i > blk.First && r.d.Tokens[i].Glued && !r.opensHere(i, blk) {
				return i, false
			}
			return -1, false
		case "“":
			return -1, false
		}
	}
	return -1, true
}

// mayCarry reports whether words that opened with the pair may go on in block
// b: they opened their block or followed a colon, no cue stands after them
// there ("…,“ said Doe"), and nothing was cut short.
func (r *reader) mayCarry(p *pair, b int) bool {
	t, blk := r.d.Tokens, r.d.Blocks[p.block]
	if p.open > blk.First && !r.ledIn(p.open) || r.breaksOff(b-1) {
		return false
	}
	for i := p.open + 2; i+1 < blk.Last; i++ {
		if t[i].Shape == text.Lower && saidVerb(t[i].Norm) && (isCloser(t[i-1].Norm) || isOpener(t[i-1].Norm) || t[i-1].Norm == ",") {
			return false
		}
	}
	return true
}

// ledIn reports whether a colon, the dash of a dateline or a verb of saying with a
// comma leads up to the mark at token i.
func (r *reader) ledIn(i int) bool {
	t := r.d.Tokens
	switch t[i-1].Norm {
	case ":":
		return true
	case "-", "--", "–", "—":
		return i < r.d.Blocks[t[i].Block].First+longestDateline
	case ",":
		return i > r.d.Blocks[t[i].Block].First+1 && saidVerb(t[i-2].Norm)
	}
	return false
}

// cuedOpen reports whether a verb of saying stands right before a mark that
// nothing closes, and the words run to the end of the block as sentences: "Doe
// said “We have seen it all."
func (r *reader) cuedOpen(p *pair) bool {
	t, blk := r.d.Tokens, r.d.Blocks[p.block]
	if !p.double || p.open == blk.First || !sentenceEnd(t[blk.Last-1].Norm) || t[p.open+1].Shape < text.Title {
		return false
	}
	i := p.open - 1
	if t[i].Norm == "." {
		if verb := r.saidJustBefore(p); verb > 0 {
			return true // “…,” said Doe. “We go on.
		} else if verb < 0 {
			return false
		}
		i--
	} else if _, _, stated := cue.StatementBefore(r.d, blk, p.open); stated && t[i].Norm == ":" {
		return true // Doe issued this statement: “We have seen it all.
	} else if t[i].Norm == "," || t[i].Norm == ":" {
		i--
	}
	return i > blk.First && t[i].Has(tag.CueVerb)
}

// saidJustBefore finds the verb of saying between a mark and another quotation
// before it, in the same block: above 0 where it stands right after that one
// (“…,” said Doe. “We go on), 0 where it may stand right before the mark (“…,” Doe
// said. “We go on), below 0 where no other quotation is near.
func (r *reader) saidJustBefore(p *pair) int {
	k, _ := slices.BinarySearchFunc(r.spoken, p.open, func(q pair, at int) int { return cmp.Compare(q.open, at) })
	if k == 0 || r.spoken[k-1].end != p.block || r.spoken[k-1].close < 0 || p.open-r.spoken[k-1].close > longestCue {
		return -1
	}
	if verb := r.spoken[k-1].close + 1; verb < p.open && saidVerb(r.d.Tokens[verb].Norm) {
		return verb
	}
	if p.open-r.spoken[k-1].close < 8 {
		return 0
	}
	return -1
}

// longestCue is how many tokens a cue between two quotations of a block may have.
const longestCue = 24

// breaksOff reports whether block b ends in the dots of a text cut short.
func (r *reader) breaksOff(b int) bool {
	blk := r.d.Blocks[b]
	return blk.First < blk.Last && r.d.Tokens[blk.Last-1].Norm == "…"
}

// brokenOff reports whether block b goes on in the midst of the sentence that the block
// before it began, as text does whose pages broke it.
func (r *reader) brokenOff(b int) bool {
	blk, before := r.d.Blocks[b], r.d.Blocks[b-1]
	if blk.First >= blk.Last || before.First >= before.Last || blk.Kind != before.Kind {
		return false
	}
	return r.d.Tokens[before.Last-1].Kind == text.Word && r.d.Tokens[blk.First].Shape == text.Lower
}

// announcing reports whether a cue announces words at the end of block b.
func (r *reader) announcing(b int) bool {
	for _, c := range r.cuesOf(b) {
		if c.Announces {
			return true
		}
	}
	return false
}

// unopened returns the first token of words at the start of a block, or after
// a colon in it, whose opening mark was lost, and the token that closes them:
// it ends a sentence or clause, and a cue stands right after it. Close is -1
// where there are none.
func (r *reader) unopened(blk tag.Block) (first, close int) {
	i, _ := r.firstMark(blk)
	if i < blk.First+fewest || i+2 >= blk.Last || !sentenceMark(r.d.Tokens[i-1].Norm) || isCloser(r.d.Tokens[i-1].Norm) {
		return 0, -1
	}
	c, near := r.cueNear(i, min(i+8, blk.Last))
	if !near || c.Inverted && c.Verb > i+2 || !c.Inverted && (c.Subject[0] <= i || c.Subject[0] > i+2) || c.Announces {
		return 0, -1
	}
	first = i
	for first > blk.First && r.d.Tokens[first-1].Norm != ":" {
		first--
	}
	if before, told := r.cueNear(first, i); told && before.Verb < i {
		return 0, -1 // the release tells it
	}
	if r.d.Tokens[i-1].Sentence > r.d.Tokens[first].Sentence+1 && !r.firstPersonIn(first, i) {
		return 0, -1 // too much for words that say neither "I" nor "we"
	}
	return first, i
}

// pairedTo returns the block after the one that ends with the closing mark of
// the pair that opens at token i, 0 where there is none.
func (r *reader) pairedTo(i int) int {
	k, found := slices.BinarySearchFunc(r.spoken, i, func(p pair, at int) int { return cmp.Compare(p.open, at) })
	if !found || r.spoken[k].unopened || r.spoken[k].close < r.d.Blocks[r.spoken[k].end].Last-2 {
		return 0
	}
	return r.spoken[k].end + 1
}

func openOf(d *tag.Document, i int) string { return d.Tokens[i].Norm }

// blockMarks pairs the marks of block b from token start on; it returns the
// index of a double mark left open at the block's end, or -1.
func (r *reader) blockMarks(b, start int) int {
	d, blk := r.d, r.d.Blocks[b]
	noCloser := false // no closing single mark is left in this block
	if start == blk.First {
		if first, end := r.unopened(blk); end > 0 {
			r.spoken = append(r.spoken, pair{open: first, close: end, block: b, end: b, double: true, unopened: true})
			start = end + 1
		}
	}
	for i := start; i < blk.Last; i++ {
		t := &d.Tokens[i]
		if t.Kind != text.Punct {
			continue
		}
		switch t.Norm {
		case "“", "\"":
			if t.Norm == "\"" && !r.opensHere(i, blk) {
				continue
			}
			r.doubles++
			end := r.closing(i+1, blk.Last, t.Norm)
			if end < 0 {
				r.spoken = append(r.spoken, pair{open: i, close: -1, block: b, end: b, double: true})
				return len(r.spoken) - 1
			}
			r.spoken = append(r.spoken, pair{open: i, close: end, block: b, end: b, double: true})
			i = end
		case "”":
			// Printed where an opening mark should be: "added Doe. ”I want".
			if t.Glued && i > blk.First || i+1 >= blk.Last || !d.Tokens[i+1].Glued || d.Tokens[i+1].Shape < text.Title {
				continue
			}
			if end := r.closing(i+1, blk.Last, "“"); end >= 0 {
				r.doubles++
				r.spoken = append(r.spoken, pair{open: i, close: end, block: b, end: b, double: true})
				i = end
			}
		case "‘", "'":
			if noCloser || !r.opensHere(i, blk) {
				continue
			}
			end := r.closingSingle(i+1, blk.Last, closers[t.Norm])
			if end < 0 {
				if r.reopens(b, t.Norm) {
					r.spoken = append(r.spoken, pair{open: i, close: -1, block: b, end: b})
					return len(r.spoken) - 1
				}
				noCloser = true
				continue
			}
			r.spoken = append(r.spoken, pair{open: i, close: end, block: b, end: b})
			i = end
		}
	}
	return -1
}

// reopens reports whether the block after b opens with the same mark: a
// quotation that goes on opens each paragraph anew.
func (r *reader) reopens(b int, mark string) bool {
	if b+1 >= len(r.d.Blocks) {
		return false
	}
	next := r.d.Blocks[b+1]
	return next.First < next.Last && r.d.Tokens[next.First].Norm == mark
}

// opensHere reports whether the mark at i opens: white space or a bracket
// before it, a word glued after it.
func (r *reader) opensHere(i int, blk tag.Block) bool {
	t := r.d.Tokens
	if i+1 >= blk.Last || !t[i+1].Glued {
		// Parted from the words on both sides: ‘said Doe. " The quay’.
		return i+1 < blk.Last && i > blk.First && !t[i].Glued && sentenceEnd(t[i-1].Norm) && t[i+1].Shape >= text.Title
	}
	if t[i].Norm == "\"" && i > blk.First && t[i+1].Shape >= text.Title && sentenceEnd(t[i-1].Norm) {
		return true // the space was lost: "of the plan."We …"
	}
	return i == blk.First || !t[i].Glued || t[i-1].Norm == "(" || t[i-1].Norm == "—" || t[i-1].Norm == "–" || t[i-1].Norm == ":" || t[i-1].Norm == "[" || t[i-1].Norm == ","
}

func sentenceEnd(n string) bool { return n == "." || n == "!" || n == "?" }

// closingSingle returns the token that closes a single mark: the first after
// a sentence's or clause's end, else the first before white space that is no
// plural's possessive.
func (r *reader) closingSingle(a, b int, want string) int {
	first := -1
	for i := a; i < b && i < a+600; i++ {
		t := &r.d.Tokens[i]
		if t.Norm == "‘" {
			if sentenceEnd(r.d.Tokens[i-1].Norm) {
				continue // a paragraph was opened anew, and its break lost
			}
			break
		}
		if t.Norm != want && !(t.Kind == text.Clitic && t.Norm == "'") || !t.Glued || i+1 < b && r.d.Tokens[i+1].Glued && r.d.Tokens[i+1].Kind == text.Word {
			continue
		}
		if sentenceMark(r.d.Tokens[i-1].Norm) {
			return i
		}
		if first < 0 && t.Kind != text.Clitic {
			first = i
		}
	}
	return first
}

// closing returns the token that closes the mark within [a,b), -1 where none
// does.
func (r *reader) closing(a, b int, open string) int {
	if i := r.closingWith(a, b, open, closers[open]); i >= 0 || open != "“" {
		return i
	}
	return r.closingWith(a, b, open, "\"") // marks of two styles
}

func (r *reader) closingWith(a, b int, open, want string) int {
	if open != "“" && open != "\"" {
		return r.closingPlain(a, b, want)
	}
	if r.unbalanced <= a {
		i, balanced := r.closingDouble(a, b, open, want, false)
		if balanced {
			return i
		}
		if again, _ := r.closingDouble(a, b, open, want, true); again >= 0 {
			r.unbalanced = b // up to there, no mark after a sentence nests
			return again
		}
		return i
	}
	i, _ := r.closingDouble(a, b, open, want, true)
	return i
}

// longestQuoted is how many tokens of one block may stand between two marks: the search for
// the second would else begin over and over and go to the end of a block of any length.
const longestQuoted = 1 << 13

// closingDouble is closing for double marks. Anew says that a mark that opens
// after a sentence's end opens no quotation inside the quotation: each
// paragraph was opened anew, and all are run into one. Balanced says that as
// many marks close as open.
func (r *reader) closingDouble(a, b int, open, want string, anew bool) (close int, balanced bool) {
	nested, last, straight := 0, -1, false
	for i := a; i < min(b, a+longestQuoted); i++ {
		t := &r.d.Tokens[i]
		if t.Kind != text.Punct {
			continue
		}
		switch {
		case open == "\"" && t.Norm == "”" && nested == 0:
			return i, true // marks of two styles
		case open == "“" && want == "”" && t.Norm == "\"":
			if !t.Glued {
				straight = true
			} else if straight {
				straight = false
			} else if sentenceMark(r.d.Tokens[i-1].Norm) && !(i+1 < b && r.d.Tokens[i+1].Glued) && nested == 0 {
				return i, true // marks of two styles
			}
		case t.Norm == "“" && want == "”" && nested == 0 && t.Glued && sentenceMark(r.d.Tokens[i-1].Norm) && i+1 < b && !r.d.Tokens[i+1].Glued:
			return i, true // printed for a closing mark
		case t.Norm == "“" || open == "\"" && t.Norm == "\"" && !t.Glued && i+1 < b && r.d.Tokens[i+1].Glued:
			if !anew || !sentenceEnd(r.d.Tokens[i-1].Norm) {
				nested++ // a quotation inside the quotation
			}
		case t.Norm != want:
		case nested > 0 && i+1 < b:
			nested--
			last = i
		default:
			return i, nested == 0
		}
	}
	if nested > 0 && open == "\"" {
		return last, false
	}
	return -1, false
}

// closingPlain is closing for single marks and guillemets.
func (r *reader) closingPlain(a, b int, want string) int {
	for i := a; i < b; i++ {
		t := &r.d.Tokens[i]
		if t.Norm != want || t.Kind == text.Word {
			continue
		}
		if t.Glued && (i+1 >= b || !r.d.Tokens[i+1].Glued || r.d.Tokens[i+1].Kind == text.Punct) && (i+1 >= b || sentenceMark(r.d.Tokens[i-1].Norm)) {
			return i
		}
	}
	return -1
}

var closers = map[string]string{"“": "”", "\"": "\"", "‘": "’", "'": "'", "«": "»"}

func sentenceMark(s string) bool {
	return s == "." || s == "," || s == "!" || s == "?" || s == "…" || s == "”" || s == "\""
}
