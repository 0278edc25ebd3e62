package quote

import (
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// Where the words of a speaker begin and end beside a cue, in text that has lost
// its quotation marks. In some archives it has lost its paragraphs as well: a whole
// release is one block, in which each sentence is weighed as a paragraph is.

// farthestColon is how many tokens before its cue a speech may begin with a
// colon: a block of many cues is not searched through for each.
const farthestColon = 300

// fewestFlattened is the number of tokens from which a block is longer than a
// paragraph: its breaks were lost.
const fewestFlattened = 250

// mostSpoken is how many sentences on one side of a cue may be the speaker's.
const mostSpoken = 8

// saidBeside reads what somebody said beside “, said Jane Doe” in a block that has
// lost some of its quotation marks: outside those that are left, where the first
// person speaks or one mark of two is left.
func (r *reader) saidBeside(b int) {
	d, blk := r.d, r.d.Blocks[b]
	if r.doubles == 0 || blk.Kind != onrecord.BlockParagraph || !r.lostSome(blk) {
		return
	}
	read := blk.First
	for i := blk.First + 1; i+2 < blk.Last; i++ {
		if d.Tokens[i].Norm != "," || r.insideMarks(i) {
			continue
		}
		if a, open := r.markBefore(i, read); a > read {
			if read = a; !open && d.Sentences[d.Tokens[i].Sentence].First < a {
				continue // the cue of what the marks hold
			}
		}
		if !r.isOpenerLeft(read) && !r.firstPersonIn(max(read, d.Sentences[d.Tokens[i].Sentence].First), i) {
			continue
		}
		if end, _ := r.saidAt(blk, i, read); end > read {
			read = end
			i = end - 1
		}
	}
}

// lostSome reports whether a block has lost marks: it holds an odd number of double ones, or
// is longer than a paragraph.
func (r *reader) lostSome(blk tag.Block) bool {
	if blk.Last-blk.First >= fewestFlattened {
		return true
	}
	n := 0
	for i := blk.First; i < blk.Last; i++ {
		if isDouble(r.d.Tokens[i].Norm) {
			n++
		}
	}
	return n%2 == 1
}

func isDouble(n string) bool { return n == "“" || n == "”" || n == "\"" }

// isOpenerLeft reports whether token i stands right after a double mark that opens and that
// nothing closes.
func (r *reader) isOpenerLeft(i int) bool {
	return i > 0 && isDouble(r.d.Tokens[i-1].Norm) && !r.d.Tokens[i-1].Glued && !r.insideMarks(i)
}

// markBefore returns the token after the last double mark that stands before token i and not
// before from, and whether that mark opens; from where there is none.
func (r *reader) markBefore(i, from int) (int, bool) {
	for k := i - 1; k >= max(from, i-farthestColon); k-- {
		if isDouble(r.d.Tokens[k].Norm) {
			return k + 1, r.isOpenerLeft(k + 1)
		}
	}
	return from, false
}

// spokenFrom returns the token from which the words before the cue at i, in
// sentence s, are the speaker's, none of them before token read: after a colon; the
// block's first where its first sentence speaks in the first person, and not of the
// speaker, or is the cue's.
func (r *reader) spokenFrom(blk tag.Block, s tag.Sentence, i, read int, who speaker) int {
	far := max(blk.First, i-farthestColon)
	if blk.Last-blk.First >= fewestFlattened {
		far = max(far, s.First) // a colon further away leads in something else
	}
	for k := i - 1; k > far; k-- {
		if r.d.Tokens[k].Norm == ":" && r.d.Tokens[k].Kind == text.Punct && r.d.Tokens[k+1].Shape != text.Lower {
			if n := r.d.Tokens[k-1].Norm; n == "contact" || n == "contacts" {
				return i // what the block lists, no speech
			}
			return k + 1
		}
	}
	first := r.d.Sentences[blk.FirstSentence]
	switch {
	case r.doubles > 0 && r.isOpenerLeft(read):
		return read
	case first.First == s.First:
		return s.First
	}
	if blk.Last-blk.First >= fewestFlattened {
		return r.backFrom(blk, int(r.d.Tokens[i].Sentence), read, who)
	}
	if r.firstPersonIn(first.First, first.Last) && !r.tellsOf(who, first.First, s.First) {
		return first.First
	}
	return s.First
}

// backFrom returns the first token of the sentences up to k that are the speaker's,
// in a block without paragraphs: the sum of their voices is highest from there on.
func (r *reader) backFrom(blk tag.Block, k, read int, who speaker) int {
	start, sum, best := r.d.Sentences[k].First, 0.0, 0.0
	for n := 1; n < mostSpoken && k > blk.FirstSentence && !r.lostBreak(k); n++ {
		k--
		s := r.d.Sentences[k]
		if s.First < read || r.doubles > 0 && r.firstDouble(s) >= 0 {
			break
		}
		v, ok := r.heard(s, who, before)
		if !ok {
			break
		}
		if sum += v; sum > best {
			start, best = s.First, sum
		}
	}
	return start
}

// firstDouble returns the first double mark of a sentence, -1 where it holds none.
func (r *reader) firstDouble(s tag.Sentence) int {
	for i := s.First; i < s.Last; i++ {
		if isDouble(r.d.Tokens[i].Norm) {
			return i
		}
	}
	return -1
}

// What speaks for a sentence by the side of the cue that it stands on.
const (
	before     = -0.4
	after      = 0.4
	rightAfter = 1.4 // the cue has parted a speech
)

// heard returns the voice of a sentence as that of a paragraph that goes on, and false where it
// is surely not the speaker's.
func (r *reader) heard(s tag.Sentence, who speaker, side float64) (float64, bool) {
	blk := r.d.Blocks[s.Block]
	blk.First, blk.Last = s.First, s.Last
	blk.FirstSentence = int(r.d.Tokens[s.First].Sentence)
	blk.LastSentence = blk.FirstSentence + 1
	blk.Span = r.d.Span(s.First, s.Last)
	p := r.stretch(blk, who)
	v := side + p.voice()
	return v, v > surelyNot && p.tells == 0 && !r.tellsOf(who, s.First, s.Last)
}

// surelyNot is a voice that ends what a speaker says.
const surelyNot = -3

// lostBreak reports whether no space stands before sentence k: a break between
// paragraphs was lost there.
func (r *reader) lostBreak(k int) bool { return r.d.Tokens[r.d.Sentences[k].First].Glued }

// tellsOf reports whether the tokens [a,b) name the speaker.
func (r *reader) tellsOf(who speaker, a, b int) bool {
	return who.entity >= 0 && b > a && r.standsIn(who.entity, r.d.Span(a, b))
}

// saysAnother reports whether a sentence gives the words of somebody else, before or
// after a comma: "Jane Doe said, I am glad.", "We are glad, said Jane Doe."
func (r *reader) saysAnother(s tag.Sentence, who speaker) bool {
	t := r.d.Tokens
	for _, c := range r.cuesIn(s.First, s.Last) {
		beside := c.Verb + 1
		if c.Inverted {
			beside = c.First - 1
		}
		if beside < s.First || beside >= s.Last || t[beside].Norm != "," || !r.startsWithSpeaker(c.Subject) {
			continue
		}
		if other := r.resolve(c.Subject); other.name != "" && (other.entity < 0 || other.entity != who.entity) {
			return true
		}
	}
	return false
}

// lastSpoken returns the end of the words that the speaker goes on to say in
// the block from sentence k on: up to one that names them, gives another's words or
// points elsewhere, without marks such as "###"; in a block without paragraphs, as far as they sound
// like the speaker.
func (r *reader) lastSpoken(k int32, blk tag.Block, who speaker) int {
	d := r.d
	flat := blk.Last-blk.First >= fewestFlattened
	last, sum, best := d.Sentences[k-1].Last, 0.0, 0.0
	end := k
	for n := 0; int(k) < blk.LastSentence && n < mostSpoken; k, n = k+1, n+1 {
		s := d.Sentences[k]
		if r.doubles > 0 {
			if mark := r.firstDouble(s); mark >= 0 && r.d.Tokens[mark].Glued && !r.insideMarks(mark) {
				return mark // the one that closes is left
			} else if mark >= 0 {
				break
			}
		}
		if r.saysAnother(s, who) || r.tellsOf(who, s.First, s.Last) || strings.Contains(d.Span(s.First, s.Last).Of(d.Text), "http") || r.endsInSaying(s) {
			break
		}
		if flat {
			side := after
			if n == 0 {
				side = rightAfter
			}
			v, ok := r.heard(s, who, side)
			if !ok || n > 0 && r.lostBreak(int(k)) {
				break
			}
			if sum += v; sum <= best {
				continue
			}
			best = sum
		}
		last, end = s.Last, k+1
	}
	first := d.Sentences[end-1].First
	for last > first && d.Tokens[last-1].Kind != text.Word && (!sentenceMark(d.Tokens[last-1].Norm) || d.Tokens[last-1].Norm == "\"" || d.Tokens[last-1].Norm == "”") {
		last-- // a closing mark too, whose opening one was lost
	}
	return last
}
