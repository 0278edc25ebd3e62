package quote

import (
	"cmp"
	"slices"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/cue"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// insideMarks reports whether token i stands inside double quotation marks.
func (r *reader) insideMarks(i int) bool {
	k := r.pairFrom(i)
	return k > 0 && r.spoken[k-1].double && r.spoken[k-1].close > i
}

// inline reads the words in quotation marks that start in block b, and
// returns the block after the last that they reach.
func (r *reader) inline(b int) int {
	k := r.pairFrom(r.d.Blocks[b].First)
	next := b + 1
	var before *attribution // of the quotation before in the same block
	closed := 0             // the token that closes it
	for ; k < len(r.spoken) && r.spoken[k].open < r.d.Blocks[next-1].Last; k++ {
		p := r.spoken[k]
		b := p.block
		a, ok := r.attribute(k)
		if !ok && before != nil && (r.wholeSentence(p) || r.endsBlock(p)) && !r.opensWithAnother(p, before.who.entity) {
			a, ok = *before, true
			a.rule = &ruleGoesOn
		}
		if !ok && before != nil && r.partedByCue(p, closed, before) {
			a, ok = *before, true
			a.rule, a.judged, a.told, a.expressed = &ruleGoesOn, false, false, false
		}
		if !ok && p.open == r.d.Blocks[b].First && p.close >= r.d.Blocks[p.end].Last-2 && r.signed(p.end+1) {
			subject, _ := r.signature(p.end + 1)
			a, ok = attribution{who: r.resolve(subject), span: r.d.Span(subject[0], subject[1]), cued: true, rule: &ruleSigned}, true
		}
		if !ok && before == nil && r.continues(p, b) {
			a, ok = attribution{who: r.last, rule: &ruleReopened}, true
		}
		if !ok && before == nil {
			a, ok = r.toldBefore(p, b)
		}
		if !ok {
			a, ok = r.sayingOn(p)
		}
		if !ok {
			a, ok = r.accordingTo(p)
		}
		if !ok {
			a, ok = r.beside(p)
		}
		if !ok && before == nil {
			a, ok = r.toldHere(p)
		}
		if !ok && before == nil && r.standsAlone(p, b) {
			r.alone(p)
			next = max(next, p.end+1)
			continue
		}
		if !ok {
			a, ok = r.letterReads(p)
		}
		if !ok {
			a, ok = r.letterAsks(p)
		}
		if !ok || a.who.name == "" && a.who.role == "" && !a.who.unnamed {
			r.leaveOut(p, &ruleNobody)
			continue
		}
		if why := r.noSpeech(p, a); why != nil {
			r.leaveOut(p, why)
			continue
		}
		if s := r.between(p); s.End > s.Start {
			r.addParted(s, a.who, a.span, a.rule)
			r.last = a.who
			before, closed = &a, p.close
			next = max(next, p.end+1)
		}
	}
	return next
}

// partedByCue reports whether nothing but the cue of the quotation before, which the
// token at closed ends, stands between that one and the marks, in one sentence: “With
// these boats,” said Jane Doe, “we go on.”
func (r *reader) partedByCue(p pair, closed int, before *attribution) bool {
	t := r.d.Tokens
	if !before.cued || t[p.open-1].Norm != "," || p.open-closed > longestCue || before.span.Start < int(t[closed].End) || before.span.End > int(t[p.open].Start) {
		return false
	}
	verb := closed + 1
	for verb < p.open && t[verb].Norm == "," {
		verb++
	}
	return before.span.Start <= int(t[verb].Start) && p.close-p.open > fewest
}

// between returns the words between a pair of marks.
func (r *reader) between(p pair) onrecord.Span {
	s := onrecord.Span{Start: int(r.d.Tokens[p.open].End), End: r.closeOffset(p)}
	if p.unopened {
		s.Start = int(r.d.Tokens[p.open].Start)
	}
	for s.Start < s.End && r.d.Text[s.Start] == ' ' {
		s.Start++
	}
	for s.Start < s.End && r.d.Text[s.End-1] == ' ' {
		s.End--
	}
	return s
}

func (r *reader) closeOffset(p pair) int {
	if blk := r.d.Blocks[p.end]; p.close >= blk.Last {
		return blk.End
	}
	return int(r.d.Tokens[p.close].Start)
}

// attribution is whose words a quotation is, and where that is said.
type attribution struct {
	who  speaker
	span onrecord.Span
	cued bool // a verb of saying stands right beside the marks
	rule *tag.Rule
	// judged says that the verb gives a thing its description.
	judged bool
	// told says that the verb takes another object first.
	told bool
	// expressed says that the words are all that the verb has for an object.
	expressed bool
}

// attribute finds the cue that belongs to the k-th pair of marks: right
// after it, right before it, or elsewhere in its sentence.
func (r *reader) attribute(k int) (attribution, bool) {
	p := r.spoken[k]
	after := p.close + 1
	for after < len(r.d.Tokens) && r.d.Tokens[after].Norm == "," {
		after++
	}
	c, near := r.cueNear(p.close, r.endOfSentence(p))
	if near && c.Inverted && c.Verb <= after && !r.leadsOn(p, c) {
		return attribution{who: r.resolve(c.Subject), span: c.Span(r.d), cued: true, rule: &ruleCueAfter}, true
	}
	before, led := r.cueBefore(p)
	if near && !c.Inverted && c.Subject[0] <= after+2 && c.Subject[0] > p.close && !r.apart(p, c, led) {
		return attribution{who: r.resolve(c.Subject), span: c.Span(r.d), cued: true, rule: &ruleCueAfter}, true
	}
	if led {
		a := attribution{who: r.resolve(before.Subject), span: before.Span(r.d), cued: true, rule: &ruleLed}
		a.judged, a.told = cue.Judging(r.d, before.Verb), cue.Telling(r.d, before.Verb)
		a.expressed = cue.Expressing(r.d, before.Verb) && r.d.Tokens[p.open+1].Shape == text.Lower
		return a, true
	}
	if blk := r.d.Blocks[p.block]; p.open > blk.First && r.d.Tokens[p.open-1].Norm == ":" {
		if c, _, ok := cue.StatementBefore(r.d, blk, p.open); ok && r.certain(c.Subject) {
			return attribution{who: r.resolve(c.Subject), span: c.Span(r.d), cued: true, rule: &ruleLed}, true
		}
	}
	if b := p.block; r.d.Blocks[b].First == p.open && b > 0 && r.opening[b-1] >= 0 {
		ann := r.announced[r.opening[b-1]]
		return attribution{who: r.resolve(ann.subject), span: ann.span, cued: true, rule: &ruleOpened}, true
	}
	return attribution{}, false
}

// leadsOn reports whether a cue after whole sentences in marks leads in what comes after
// it: “We go.” Said Doe: “We stay.”
func (r *reader) leadsOn(p pair, c cue.Cue) bool {
	t := r.d.Tokens
	return t[c.Verb].Shape == text.Title && sentenceEnd(t[p.close-1].Norm) && c.Last+1 < len(t) && t[c.Last].Norm == ":" && isOpener(t[c.Last+1].Norm)
}

// apart reports whether a cue after the marks is not theirs: a full stop after
// the closing mark parts them, and where a cue has led up to the words, so do
// the end of the sentence and words that end in no mark of their own ("X said
// that it was “ready”, and that she had asked …").
func (r *reader) apart(p pair, c cue.Cue, led bool) bool {
	t := r.d.Tokens
	if led && (t[c.Subject[0]].Sentence != t[p.close].Sentence || !sentenceMark(t[p.close-1].Norm)) {
		return true
	}
	for i := p.close + 1; i < c.Subject[0]; i++ {
		if t[i].Norm == "." || t[i].Norm == "and" || t[i].Norm == "but" {
			return true
		}
	}
	return false
}

func (r *reader) endOfSentence(p pair) int {
	i := min(p.close, len(r.d.Tokens)-1)
	end := r.d.Sentences[r.d.Tokens[i].Sentence].Last
	// “…!” said X: the sentence cutter may part them.
	if end == p.close+1 && end < len(r.d.Tokens) && r.d.Tokens[end].Shape == text.Lower && r.d.Tokens[end].Block == r.d.Tokens[i].Block {
		end = r.d.Sentences[r.d.Tokens[end].Sentence].Last
	} else if end <= p.close+2 && end < len(r.d.Tokens) && r.d.Tokens[end].Block == r.d.Tokens[i].Block {
		end = r.d.Sentences[r.d.Tokens[end].Sentence].Last
	}
	return end
}

// cueNear returns the first cue whose verb stands in [a,b).
func (r *reader) cueNear(a, b int) (cue.Cue, bool) {
	i, _ := slices.BinarySearchFunc(r.cues, a, func(c cue.Cue, at int) int { return cmp.Compare(c.Verb, at) })
	if i < len(r.cues) && r.cues[i].Verb < b {
		return r.cues[i], true
	}
	return cue.Cue{}, false
}

// cueBefore returns the cue that leads up to the opening mark in the same
// block: "X said: “…”", "X said that the plan was “…”".
func (r *reader) cueBefore(p pair) (cue.Cue, bool) {
	i, _ := slices.BinarySearchFunc(r.cues, p.open, func(c cue.Cue, at int) int { return cmp.Compare(c.Verb, at) })
	if i == 0 {
		return cue.Cue{}, false
	}
	c := r.cues[i-1]
	t := r.d.Tokens
	if c.Inverted && c.Last == p.open-1 && t[c.Verb].Shape == text.Title && t[p.open-1].Norm == ":" {
		return c, true // Said Doe: “We stay.”
	}
	if t[c.Verb].Block != t[p.open].Block || c.Inverted || p.open-c.Verb > 40 {
		return cue.Cue{}, false
	}
	if t[c.Verb].Sentence != t[p.open].Sentence && (t[p.open-1].Norm != ":" && !r.endsInCue(c, p) || r.opensWithAnother(p, r.entityOf(c))) {
		return cue.Cue{}, false
	}
	return c, true
}

// opensWithAnother reports whether the sentence of the marks opens with a person who is
// not the given one: "Jane Doe said so. Tom Roe, a skipper, agreed: “…”".
func (r *reader) opensWithAnother(p pair, entity int) bool {
	first := r.d.Sentences[r.d.Tokens[p.open].Sentence].First
	other, ok := r.personIn(first, p.open)
	return ok && entity >= 0 && other.first == first && other.entity != entity
}

// entityOf returns the person whom a cue names, -1 where it names none.
func (r *reader) entityOf(c cue.Cue) int {
	if who, ok := r.personIn(c.Subject[0], c.Subject[1]); ok {
		return who.entity
	}
	return -1
}

// endsInCue reports whether a cue ends the sentence before the marks, where a
// colon should stand: "Jane Doe said during the visit. “…”".
func (r *reader) endsInCue(c cue.Cue, p pair) bool {
	t := r.d.Tokens
	if t[c.Verb].Sentence+1 != t[p.open].Sentence || p.open-c.Verb > 8 || !r.wholeSentence(p) || !r.plainly(c) {
		return false
	}
	for i := c.Verb + 1; i < p.open-1; i++ {
		if isCloser(t[i].Norm) || t[i].Norm == "that" {
			return false
		}
	}
	return true
}

// plainly reports whether the verb of a cue takes no other object than the words.
func (r *reader) plainly(c cue.Cue) bool {
	switch r.d.Tokens[c.Verb].Norm {
	case "said", "says", "added", "adds", "stated", "states", "commented", "continued", "concluded", "remarked":
		next := r.d.Tokens[c.Verb+1]
		return next.Kind == text.Punct || next.Has(tag.Function) && next.Norm != "the" && next.Norm != "a" && next.Norm != "they" && next.Norm != "it" && next.Norm != "he" && next.Norm != "she"
	}
	return false
}

// toldBefore attributes whole blocks between marks to the one person whom the
// block before has say something: "He urged investors to act." “…”
func (r *reader) toldBefore(p pair, b int) (attribution, bool) {
	d := r.d
	if b == 0 || p.block != b || p.open != d.Blocks[b].First || p.close < d.Blocks[p.end].Last-1 || !r.wholeSentence(p) || p.close-p.open < fewestTold+2 {
		return attribution{}, false
	}
	prev := d.Blocks[b-1]
	if prev.Kind != onrecord.BlockParagraph || prev.First >= prev.Last || prev.Last-prev.First < 6 || r.opening[b-1] >= 0 {
		return attribution{}, false
	}
	cues := r.cuesOf(b - 1)
	if a, ok := r.accordsAtEnd(b - 1); ok {
		a.told, a.rule = false, &ruleTold
		return a, true
	}
	if len(cues) == 0 {
		return attribution{}, false
	}
	c := cues[len(cues)-1]
	if c.Inverted && (c.Last < prev.Last-1 || r.holdsMarks(b-1)) || !r.certain(c.Subject) || int(d.Tokens[c.Verb].Sentence) < prev.LastSentence-1 || b+1 < len(d.Blocks) && p.end+1 < len(d.Blocks) && r.signed(p.end+1) {
		return attribution{}, false
	}
	return attribution{who: r.resolve(c.Subject), span: c.Span(d), rule: &ruleTold}, true
}

// longestTold is how many tokens a sentence may have that tells of who speaks
// after it.
const longestTold = 120

// toldHere attributes whole sentences between marks to whom the sentence before,
// in the same block, has say something, or, in the first person, to the one
// person of whom it tells: "Senator Doe spoke of the harbour. “I was born there.”"
func (r *reader) toldHere(p pair) (attribution, bool) {
	d := r.d
	if p.open == d.Blocks[p.block].First || p.close-p.open <= fewestSpoken || !r.wholeSentence(p) {
		return attribution{}, false
	}
	switch n := d.Tokens[p.open-1].Norm; {
	case n == "," || n == ":":
		s := d.Sentences[d.Tokens[p.open].Sentence]
		if p.open-s.First > longestTold {
			return attribution{}, false
		}
		q, one := r.lastPerson(s.First, p.open)
		if !one || r.passing(s.First, q.first) || q.first-s.First > 6 {
			return attribution{}, false
		}
		return attribution{who: r.resolve([2]int{q.first, q.last}), span: d.Span(s.First, p.open), rule: &ruleTold}, true
	case !sentenceEnd(n):
		return attribution{}, false
	}
	s := d.Sentences[d.Tokens[p.open-1].Sentence]
	if c, told := r.cueNear(s.First, p.open); told && !c.Inverted && r.certain(c.Subject) && !r.insideMarks(c.Verb) {
		return attribution{who: r.resolve(c.Subject), span: c.Span(d), rule: &ruleTold}, true
	}
	if p.open-s.First > longestTold || !r.firstPersonIn(p.open, p.close) {
		return attribution{}, false
	}
	q, one := r.lastPerson(s.First, p.open)
	if !one || r.passing(s.First, q.first) || q.first-s.First > 12 && d.Tokens[q.first-1].Norm != "," {
		return attribution{}, false
	}
	return attribution{who: r.resolve([2]int{q.first, q.last}), span: d.Span(s.First, p.open), rule: &ruleTold}, true
}

// firstPersonIn reports whether the tokens [a,b) speak in the first person.
func (r *reader) firstPersonIn(a, b int) bool {
	for i := a; i < min(b, len(r.d.Tokens)); i++ {
		if t := &r.d.Tokens[i]; firstPerson.Of(t.Word) && (singular[t.Norm] || plural[t.Norm] && t.Shape != text.Upper) {
			return true
		}
	}
	return false
}

// wholeSentence reports whether the words between the marks are sentences of
// their own, so that they go on from the quotation before.
func (r *reader) wholeSentence(p pair) bool {
	last := p.close - 1
	for last > p.open+2 && isCloser(r.d.Tokens[last].Norm) && sentenceEnd(r.d.Tokens[last-1].Norm) {
		last-- // "the port is not ‘doing fine.’”"
	}
	return last > p.open+2 && sentenceMark(r.d.Tokens[last].Norm) && r.d.Tokens[last].Norm != "," && r.d.Tokens[p.open+1].Shape >= text.Title
}

// endsBlock reports whether the words between the marks start after a full stop
// and fill the rest of their block, though they end in no full stop of their own.
func (r *reader) endsBlock(p pair) bool {
	return p.double && p.open > r.d.Blocks[p.block].First && p.close-p.open > fewestSpoken && p.close >= r.d.Blocks[p.end].Last-1 &&
		sentenceEnd(r.d.Tokens[p.open-1].Norm) && r.d.Tokens[p.open+1].Shape >= text.Title
}

// continues reports whether the marks enclose the whole of block b, straight
// after a quotation in the block before.
func (r *reader) continues(p pair, b int) bool {
	if b == 0 || len(r.quotes) == 0 || p.open != r.d.Blocks[b].First || p.close < r.d.Blocks[p.end].Last-1 {
		return false
	}
	prev := r.d.Blocks[b-1]
	q := r.quotes[len(r.quotes)-1]
	return q.End >= prev.Start && (r.last.name+r.last.role != "" || r.last.unnamed)
}
