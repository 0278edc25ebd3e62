package quote

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// Where a block quotation ends is marked by nothing in most releases. Each
// paragraph after the first is weighed: does it sound like the speaker or
// like the release's own voice? The features below add up, in the manner of
// log odds: above 0 speaks for the speaker, below for the release. The
// quotation runs to the paragraph at which the sum from its start is highest.
//
// The weights were set by hand, then moved towards the largest likelihood of
// 248 block quotations of many departments and years whose ends are known: from
// their marks, which were taken off, or from a reader. Weights that
// were learnt from more such blocks did no better on releases that were held back, so
// that what is weighed can stay in words here.
// How long the other quotations of the same release are says nothing of where
// one ends.

// paragraph is what the features look at.
type paragraph struct {
	// counts of words outside quotation marks
	singular, plural, you, owed, praise, contraction, exclaims int
	figures, defined, namesSelf, government, department        int
	third, recounts, tells, also, contrasts, asides            int
	passive, degree, leans                                     int
	words, reasons, times                                      int
	opens                                                      opening
	links                                                      bool
	leadIn                                                     bool
	named                                                      bool // opens with a name as its subject
	ofSomebody                                                 bool // opens with "he" or "she", after the speaker named another
	takesUp                                                    bool // "do that", "do so"
	advises                                                    bool // a later sentence is advice
	anybody                                                    bool // in a clause that opens "how we"
	// of the quotation
	narratorWe bool // the release's own voice says "we" elsewhere
	nth        int  // the paragraph's number in the quotation, from 1
}

// opening says what kind of words open a paragraph.
type opening uint8

const (
	plainOpening  opening = iota
	comesAfter            // "This comes after", "It follows", "The announcement follows"
	reference             // "For more information", "Notes to editors"
	dated                 // "In January,", "Since July,", "Last month"
	adjunct               // "Based on", "Under the scheme,", "Launching in April,"
	article               // "The centre will …"
	argument              // "That is why", "But", "I"
	demonstrative         // "This bill will …"
	pronoun               // "It also …", "They are …"
	ofPerson              // "She brings …"
	advice                // "Remember to …", "Please keep …"
)

// feature is one reason to hear the speaker or the release.
type feature struct {
	name   string
	weight func(p *paragraph) float64
}

var features = []feature{
	{"later paragraphs are rarer", func(p *paragraph) float64 {
		prior := [...]float64{2: 0.4, 3: -0.4, 4: -1.4, 5: -1.9}
		return prior[min(p.nth, len(prior)-1)]
	}},
	{"says I", func(p *paragraph) float64 { return when(p.singular > 0, 5) }},
	{"says we", func(p *paragraph) float64 {
		if p.plural == 0 {
			return 0
		}
		if p.narratorWe {
			return 0.8
		}
		return 2 + when(p.plural > 1, 0.5)
	}},
	{"says neither", func(p *paragraph) float64 { return when(p.singular+p.plural == 0, -0.75) }},
	{"addresses you", func(p *paragraph) float64 { return when(p.you > 0, 1.2) }},
	{"says what must be", func(p *paragraph) float64 { return when(p.owed > 0, 0.8) }},
	{"praises or deplores", func(p *paragraph) float64 { return min(float64(p.praise)*0.85, 2.1) }},
	{"talks in contractions", func(p *paragraph) float64 { return when(p.contraction > 0, 0.6) }},
	{"exclaims or asks", func(p *paragraph) float64 { return when(p.exclaims > 0, 0.8) }},
	{"opens as an argument does", func(p *paragraph) float64 { return when(p.opens == argument, 1.65) }},
	{"reasons as it goes on", func(p *paragraph) float64 { return min(float64(p.reasons)*0.7, 1.4) }},
	{"tells when, and sounds like nobody", func(p *paragraph) float64 {
		heard := p.singular + p.plural + p.you + p.owed + p.praise + p.contraction + p.exclaims + p.reasons
		return when(p.times > 0 && heard == 0, -1.1)
	}},
	{"goes on with a pronoun", func(p *paragraph) float64 { return when(p.opens == pronoun, 1.35) }},
	{"goes on about whom it spoke of", func(p *paragraph) float64 { return when(p.ofSomebody, 2) }},
	{"goes on about what it spoke of", func(p *paragraph) float64 { return when(p.opens == demonstrative, 1.2) }},
	{"takes up what it said before", func(p *paragraph) float64 { return when(p.takesUp, 1) }},
	{"gives advice", func(p *paragraph) float64 { return when(p.opens == advice || p.advises, 1.3) }},
	{"opens with what came before", func(p *paragraph) float64 { return when(p.opens == comesAfter, -4) }},
	{"points elsewhere", func(p *paragraph) float64 { return when(p.opens == reference || p.links, -6) }},
	{"opens with a date", func(p *paragraph) float64 { return when(p.opens == dated, -1.25) }},
	{"opens with an adjunct", func(p *paragraph) float64 { return when(p.opens == adjunct, -0.4) }},
	{"opens with the thing announced", func(p *paragraph) float64 { return when(p.opens == article && p.singular+p.plural == 0, -0.45) }},
	{"opens with a name", func(p *paragraph) float64 { return when(p.named, -1.5) }},
	{"gives figures", func(p *paragraph) float64 { return -min(float64(p.figures)*0.6, 1.8) }},
	{"defines an abbreviation", func(p *paragraph) float64 { return when(p.defined > 0, -1.5) }},
	{"names the speaker", func(p *paragraph) float64 { return when(p.namesSelf > 0 && p.singular == 0, -4) }},
	{"names the government from outside", func(p *paragraph) float64 { return when(p.government > 0, -0.8) }},
	{"names the department from outside", func(p *paragraph) float64 { return when(p.department > 0 && p.singular == 0, -1.2) }},
	{"tells what others said", func(p *paragraph) float64 { return when(p.tells > 0, -2.5) }},
	{"tells of him or her", func(p *paragraph) float64 { return when(p.third > 0 && p.singular == 0, -0.8) }},
	{"recounts what was done", func(p *paragraph) float64 { return when(p.recounts > 0 && p.singular == 0, -1) }},
	{"adds a fact", func(p *paragraph) float64 { return when(p.also > 0 && p.plural+p.singular == 0, -0.9) }},
	{"leans towards a judgement", func(p *paragraph) float64 { return min(float64(p.leans)*0.15, 0.45) }},
	{"says how much", func(p *paragraph) float64 { return min(float64(p.degree)*0.14, 0.55) }},
	{"tells what was done to it", func(p *paragraph) float64 { return when(p.passive > 0, -0.3) }},
	{"sets one thing against another", func(p *paragraph) float64 { return when(p.contrasts > 0, 0.5) }},
	{"adds what a thing is or does", func(p *paragraph) float64 { return when(p.asides > 0, -0.5) }},
	{"leads in a list", func(p *paragraph) float64 { return when(p.leadIn, -4) }},
}

func when(is bool, weight float64) float64 {
	if is {
		return weight
	}
	return 0
}

// voice returns the sum of all features: above 0 for the speaker's voice.
func (p *paragraph) voice() float64 {
	sum := 0.0
	for _, f := range features {
		sum += f.weight(p)
	}
	return sum
}

// beforeCue is what speaks for all paragraphs up to the next cue.
const beforeCue = 1.6

// ofWhole is what speaks for each paragraph of a statement that is announced
// as one, not quoted in a story.
const ofWhole = 1.5

// reopened is what speaks at least for a paragraph that opens with a mark.
const reopened = 1.5

// opensAnew reports whether block k opens with a quotation mark that it closes
// nowhere before its end: a quotation goes on in it.
func (r *reader) opensAnew(k int) bool {
	blk := r.d.Blocks[k]
	open := r.d.Tokens[blk.First].Norm
	if !isOpener(open) || blk.Last-blk.First < fewestSpoken {
		return false
	}
	i := r.closing(blk.First+1, blk.Last, open)
	return i < 0 || i >= blk.Last-2
}

// longestSpeech is the number of paragraphs after which such a statement is no
// longer followed.
const longestSpeech = 60

// longest is the number of paragraphs after which a quotation without marks
// is no longer followed.
const longest = 14

// extent returns the end of the block quotation that starts at block b, and b
// where none does; and the rule by which it ends there.
func (r *reader) extent(b int, who speaker, whole bool) (int, *tag.Rule) {
	d := r.d
	if !r.mayContinue(b) {
		if blk := d.Blocks[b]; blk.End > blk.Start {
			d.LeaveOut(onrecord.KindQuote, blk.Span, ruleNoSpeech, r.announced[r.opening[b-1]].span)
		}
		return b, nil
	}
	if blk := d.Blocks[b]; blk.First < blk.Last && isOpener(d.Tokens[blk.First].Norm) {
		return r.markedExtent(b), &ruleInMarks
	}
	end, next := r.goesOn(b, who, whole)
	switch {
	case next:
		return end, &ruleToNext
	case whole:
		return end, &ruleSpeech
	case end > b+1:
		return end, &ruleBlocks
	}
	return end, &ruleBlock
}

// goesOn weighs how far the speaker's voice reaches that is heard in block b:
// it returns the block after it, and whether that is the next cue.
func (r *reader) goesOn(b int, who speaker, whole bool) (int, bool) {
	d := r.d
	best, end, sum, most := 0.0, b+1, 0.0, longest
	if whole {
		most = longestSpeech
	}
	k := b + 1
	for ; k < len(d.Blocks) && k-b < most && (r.mayContinue(k) || whole && r.quotesAnother(k)); k++ {
		if whole && (r.quotesAnother(k) || r.quotesAnother(k-1) && isOpener(d.Tokens[d.Blocks[k].First].Norm)) {
			continue // neither for the speaker's voice nor against it
		}
		p := r.paragraph(k, who)
		p.nth = k - b + 1
		if d.Blocks[k].Kind == onrecord.BlockListItem {
			p.nth = 2
		}
		v := p.voice()
		if whole {
			v += ofWhole
		}
		if r.opensAnew(k) {
			v = max(v, reopened)
		}
		if v <= -5 {
			break
		}
		sum += v
		if sum > best {
			best, end = sum, k+1
		}
	}
	if k < len(d.Blocks) && r.opening[k] >= 0 && (sum >= best || sum+beforeCue > best && !r.tellsFirst(k)) {
		return k, true
	}
	if end < k {
		d.LeaveOut(onrecord.KindQuote, d.Blocks[end].Span, ruleOwnVoice)
	}
	return end, false
}

// tellsFirst reports whether block k tells more before its cue: what stands above it
// may be the release's own words as well.
func (r *reader) tellsFirst(k int) bool {
	return r.d.Blocks[k].LastSentence-r.d.Blocks[k].FirstSentence > 1
}

func (r *reader) opensWith(b int, word string) bool {
	blk := r.d.Blocks[b]
	return blk.First < blk.Last && r.d.Tokens[blk.First].Norm == word
}

// mayContinue reports whether block k can be part of a block quotation at all.
func (r *reader) mayContinue(k int) bool {
	blk := r.d.Blocks[k]
	if blk.First >= blk.Last || r.opening[k] >= 0 {
		return false
	}
	switch blk.Kind {
	case onrecord.BlockHeading, onrecord.BlockAttachment, onrecord.BlockTableRow, onrecord.BlockQuotation:
		return false
	}
	if first := r.d.Tokens[blk.First].Norm; first == "[" && r.d.Tokens[blk.Last-1].Norm == "]" || blk.Last-blk.First <= 6 && !r.hasWord(blk) {
		return false // an aside of the release; "###", "- 30 -"
	}
	if last := r.d.Tokens[blk.Last-1]; last.Kind != text.Punct && blk.Last-blk.First <= 10 && blk.Kind == onrecord.BlockParagraph && !r.hasFirstPerson(blk) {
		return false // a heading that the source did not mark
	}
	return !r.opensWithLabel(blk)
}

func (r *reader) hasWord(b tag.Block) bool {
	for i := b.First; i < b.Last; i++ {
		if t := &r.d.Tokens[i]; t.Kind == text.Word && t.Norm != "end" && t.Norm != "ends" {
			return true
		}
	}
	return false
}

func (r *reader) hasFirstPerson(b tag.Block) bool { return r.firstPersonIn(b.First, b.Last) }

// markedExtent follows a quotation that opens with a mark to the paragraph
// that closes it; b where the mark closes inside the first paragraph.
func (r *reader) markedExtent(b int) int {
	d := r.d
	if end := r.pairedTo(d.Blocks[b].First); end > b+1 {
		return end
	}
	open := d.Tokens[d.Blocks[b].First].Norm
	for k := b; k < len(d.Blocks) && k-b < 40; k++ {
		blk := d.Blocks[k]
		if blk.First >= blk.Last || k > b && r.opening[k] >= 0 {
			break
		}
		if k == b || d.Tokens[blk.First].Norm == open {
			if i := r.closing(blk.First+1, blk.Last, open); i >= 0 {
				if i >= blk.Last-2 && r.stillOpen(k, open) {
					continue
				}
				if i >= blk.Last-2 {
					return r.enclosed(k+1, open)
				}
				return max(b, k)
			}
			continue
		}
		if i := r.closing(blk.First, blk.Last, open); i >= 0 && i >= blk.Last-2 {
			return k + 1
		}
		if end := r.closesStraight(k); end > k && k == b+1 && open == "\"" {
			return end
		}
		if open == "\"" || open == "'" {
			return max(k, b+1)
		}
	}
	// No closing mark: the paragraphs that open with one belong together.
	k := b + 1
	for k < len(d.Blocks) && d.Blocks[k].First < d.Blocks[k].Last && d.Tokens[d.Blocks[k].First].Norm == open && r.opening[k] < 0 {
		k++
	}
	return k
}

// stillOpen reports whether the mark that ends block k closes another one in
// it: “… he said “never again.” with the next block opened anew.
func (r *reader) stillOpen(k int, open string) bool {
	if open != "“" || k+1 >= len(r.d.Blocks) || !r.opensWith(k+1, open) || r.opening[k+1] >= 0 {
		return false
	}
	left := 0
	for i := r.d.Blocks[k].First; i < r.d.Blocks[k].Last; i++ {
		switch r.d.Tokens[i].Norm {
		case "“":
			left++
		case "”":
			left--
		}
	}
	return left > 0
}

// enclosed goes on over the blocks from k on that stand between marks of their
// own as a whole, with no cue among them.
func (r *reader) enclosed(k int, open string) int {
	for k < len(r.d.Blocks) && r.wholly(k, open) {
		k++
	}
	return k
}

// wholly reports whether block k is enclosed in one pair of marks.
func (r *reader) wholly(k int, open string) bool {
	blk := r.d.Blocks[k]
	if blk.Last-blk.First < 4 || r.d.Tokens[blk.First].Norm != open || r.opening[k] >= 0 {
		return false
	}
	if r.signed(k + 1) {
		return false
	}
	i := r.closing(blk.First+1, blk.Last, open)
	return i >= blk.Last-2
}
