package quote

import (
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// A transcript gives the words of several speakers in turn, each after a label:
// "SEN. DOE: I thank the chair.", "Director Roe: It is so."

const (
	// fewestTurns is how many paragraphs of a transcript open with a label at least.
	fewestTurns = 3
	// fewestAnswers is how many of them are labelled at least with somebody who does not only ask.
	fewestAnswers = 2
	// longestLabel is how many tokens a label has at most, without the colon.
	longestLabel = 7
)

// transcript finds the paragraphs that open with a speaker's label; nil where the release is
// no transcript: nobody in it speaks twice, or all do. A word in capitals that is nobody's
// name labels a speaker only where it does so twice and others ask: "REPORTER:".
func (r *reader) transcript() map[int][2]int {
	var turns map[int][2]int
	count := map[string]int{}
	asked := 0
	for b := range r.d.Blocks {
		label, ok := r.label(b)
		if !ok {
			continue
		}
		if turns == nil {
			turns = map[int][2]int{}
		}
		turns[b] = label
		count[r.d.Words(label[0], label[1])]++
		if r.asks(label) {
			asked++
		}
	}
	for b, label := range turns {
		if words := r.d.Words(label[0], label[1]); !r.callsSomebody(label[0], label[1]) && !r.asks(label) && (asked < 2 || count[words] < 2) {
			delete(turns, b)
		}
	}
	clear(count)
	for _, label := range turns {
		count[r.d.Words(label[0], label[1])]++
	}
	if len(turns) < fewestTurns || len(turns)-asked < fewestAnswers || len(count) < 2 || len(count) == len(turns) {
		return nil
	}
	return turns
}

// asks reports whether the label is that of whoever asks, whom it does not name: "QUESTION".
func (r *reader) asks(label [2]int) bool {
	return label[1]-label[0] == 1 && askers.Has(r.d.Tokens[label[0]].Norm)
}

// label returns the tokens of the label that block b opens with: words with capitals before
// a colon, which ends the block or has words after it that open with one, or a name with a
// full stop behind it.
func (r *reader) label(b int) ([2]int, bool) {
	blk := r.d.Blocks[b]
	none := [2]int{}
	if blk.First >= blk.Last || blk.Kind != onrecord.BlockParagraph && blk.Kind != onrecord.BlockHeading || r.d.Tokens[blk.First].Kind != text.Word {
		return none, false
	}
	for i := blk.First; i < min(blk.First+longestLabel+1, blk.Last); i++ {
		label := [2]int{blk.First, i}
		switch t := &r.d.Tokens[i]; {
		case t.Norm == ":" && i > blk.First:
			if i == blk.Last-1 {
				return label, r.mayCall(label) && !r.opensWithMark(b+1)
			}
			next := &r.d.Tokens[i+1]
			return label, blk.Kind == onrecord.BlockParagraph && t.Glued && !next.Glued && (next.Kind == text.Word && next.Shape > text.Lower || r.asks(label)) && r.mayCall(label)
		case t.Norm == "." && t.Glued && i == blk.First+2 && i < blk.Last-2 && r.isNamed(blk.First, i):
			next := &r.d.Tokens[i+1]
			return label, !next.Glued && next.Kind == text.Word && next.Shape > text.Lower
		case t.Kind == text.Clitic, t.Kind == text.Punct && t.Norm != "." && t.Norm != "-" && t.Norm != "’" && t.Norm != "'", t.Kind == text.Number, t.Kind == text.Word && t.Shape == text.Lower:
			return none, false
		}
	}
	return none, false
}

// opensWithMark reports whether block b opens with a quotation mark: its words are then
// read between their marks, and the line before is no label of a transcript.
func (r *reader) opensWithMark(b int) bool {
	return b < len(r.d.Blocks) && r.d.Blocks[b].First < r.d.Blocks[b].Last && isOpener(r.d.Tokens[r.d.Blocks[b].First].Norm)
}

// isNamed reports whether the words [a,b) are a person's name in full, or a title and a
// surname, and nothing else.
func (r *reader) isNamed(a, b int) bool {
	if p, ok := r.personIn(a, b); ok {
		return p.first == a && p.last == b
	}
	e, ok := r.titled(a, b)
	return ok && e >= 0
}

// shortestWord is how many letters a word in capitals has at least that may be a label.
const shortestWord = 3

// mayCall reports whether the label calls somebody, or may do so where others ask.
func (r *reader) mayCall(label [2]int) bool {
	t := &r.d.Tokens[label[0]]
	return r.callsSomebody(label[0], label[1]) || r.asks(label) || label[1]-label[0] == 1 && t.Shape == text.Upper && t.End-t.Start >= shortestWord && !t.Has(tag.Function)
}

// callsSomebody reports whether the words [a,b) call a speaker by name, title or post,
// or, in capitals, by two words at least: "JANE DOE".
func (r *reader) callsSomebody(a, b int) bool {
	if r.startsWithSpeaker([2]int{a, b}) || ranks(&r.d.Tokens[a]) && b > a+1 {
		return true
	}
	words := 0
	if t := &r.d.Tokens[a]; b == a+1 && t.Shape == text.Upper {
		return r.shouted(t) >= 0
	}
	for i := a; i < b; i++ {
		if t := &r.d.Tokens[i]; t.Kind == text.Word {
			if t.Shape != text.Upper {
				return false
			}
			words++
		}
	}
	return words > 1
}

// turn reads the words of the speaker whom block b labels, in a transcript: they go on
// in the paragraphs without a label, up to a mark such as "###" or a line that points
// elsewhere. It returns the next block, or b where it reads nothing.
func (r *reader) turn(b int) int {
	label, is := r.turns[b]
	if !is {
		return b
	}
	from := b
	if label[1] == r.d.Blocks[b].Last-1 { // the label stands alone
		from++
	}
	who := r.resolve(label)
	if who.name == "" {
		who = r.inLabel(label)
	} else if who.entity >= 0 {
		if known := r.asNamed(who.entity); known.role != "" {
			who = known // a label in capitals has its post in capitals
		}
	}
	end := from + 1
	for ; end < len(r.d.Blocks); end++ {
		if _, another := r.turns[end]; another || r.endsLetter(end) || r.opening[end] >= 0 {
			break
		}
	}
	if _, another := r.turns[end]; !another {
		end = from + 1 // what comes after the last turn may be the release's own
	}
	if _, another := r.turns[from]; from > b && (another || from >= len(r.d.Blocks)) {
		return from // nothing stands under it
	}
	if r.asks(label) {
		return end // nobody says who
	}
	s := onrecord.Span{Start: r.d.Blocks[from].Start, End: r.d.Blocks[end-1].End}
	if from == b {
		s.Start = int(r.d.Tokens[label[1]+1].Start)
	}
	r.add(s, who, r.d.Span(label[0], label[1]+1), &ruleTurn)
	r.last = who
	return end
}

// inLabel returns whom a label in capitals calls: the one person with the surname, the
// holder of a post, else its words.
func (r *reader) inLabel(label [2]int) speaker {
	last := &r.d.Tokens[label[1]-1]
	if e := r.shouted(last); e >= 0 {
		return r.asNamed(e)
	}
	words := r.d.Words(label[0], label[1])
	if heads(last) {
		return speaker{role: words, entity: -1}
	}
	return speaker{name: words, entity: -1}
}

// shouted returns the one person whose surname the token gives in capitals, -1 where it
// is nobody's or several people's.
func (r *reader) shouted(t *tag.Token) int {
	if w := t.Norm; t.Shape == text.Upper && len(w) > 1 {
		if e, is := r.surnames[strings.ToUpper(w[:1])+w[1:]]; is {
			return e
		}
	}
	return -1
}

// inOnePair reads a release that is all in one pair of quotation marks: a statement of
// the one person who issued it or whom its title names.
func (r *reader) inOnePair() bool {
	d := r.d
	last := len(d.Blocks)
	for last > 0 && (d.Blocks[last-1].First >= d.Blocks[last-1].Last || !r.hasWord(d.Blocks[last-1])) {
		last--
	}
	if len(r.quotes) > 0 || last == 0 {
		return false
	}
	f, l := d.Blocks[0], d.Blocks[last-1]
	if f.First >= f.Last || !isDouble(d.Tokens[f.First].Norm) || !isDouble(d.Tokens[l.Last-1].Norm) || l.Last-f.First < 2*fewestSpoken {
		return false
	}
	for i := f.First + 1; i < l.Last-1; i++ {
		if isDouble(d.Tokens[i].Norm) {
			return false
		}
	}
	who, is := r.ownRelease()
	if by := d.Release.IssuedBy; !is && len(by) == 1 && !r.byBody() {
		who = speaker{name: by[0], entity: -1} // nothing in it names her
	} else if !is {
		return false
	}
	r.blockQuote(0, last, who, onrecord.Span{}, &ruleWhole)
	return true
}
