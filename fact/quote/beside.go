package quote

import (
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// Words in quotation marks whose speaker is named beside them without a verb of
// saying, or nowhere.

// longestSignature is how many tokens a name and post beside the marks may have.
const longestSignature = 34

// beside attributes words between marks to the speaker who is named before or
// after them without a verb: "Doe: “…”", "“…” – Jane Doe, Minister of Ports";
// or in a sentence before that has lost its marks: "…, said Doe. “…”".
func (r *reader) beside(p pair) (attribution, bool) {
	if whole := r.wholeSentence(p); whole || p.close-p.open > 2*fewest && p.close >= r.d.Blocks[p.end].Last-1 {
		if a, b, ok := r.labels(p); ok {
			return attribution{who: r.resolve([2]int{a, r.beforeVerb(a, b)}), span: r.d.Span(a, b+1), cued: true, rule: &ruleLabel}, true
		}
		if !whole {
			return attribution{}, false
		}
	} else if a, b, named := r.namedAfter(p); named && p.close-p.open > fewestSpoken {
		return attribution{who: r.resolve([2]int{a, b}), span: r.d.Span(a, b), cued: true, rule: &ruleSigned}, true
	} else if a, b, named := r.fullNameAfter(p); named && p.close-p.open > fewestSpoken {
		return attribution{who: r.resolve([2]int{a, b}), span: r.d.Span(a, b), cued: true, rule: &ruleSigned}, true
	} else {
		return attribution{}, false
	}
	if a, b, ok := r.signsAfter(p); ok {
		return attribution{who: r.resolve([2]int{a, b}), span: r.d.Span(a, b), cued: true, rule: &ruleSigned}, true
	}
	if a, b, ok := r.namedAfter(p); ok {
		return attribution{who: r.resolve([2]int{a, b}), span: r.d.Span(a, b), cued: true, rule: &ruleSigned}, true
	}
	if a, b, ok := r.saidBefore(p); ok {
		return attribution{who: r.resolve([2]int{a, b}), span: r.d.Span(a-1, b), rule: &ruleGoesOn}, true
	}
	return attribution{}, false
}

// beforeVerb returns the end of a label's words [a,b) without a verb that closes them
// after a comma: "Jane Doe, a skipper, agreed:".
func (r *reader) beforeVerb(a, b int) int {
	t := r.d.Tokens
	if b-a > 4 && t[b-2].Norm == "," && t[b-1].Shape == text.Lower && strings.HasSuffix(t[b-1].Norm, "ed") {
		return b - 2
	}
	return b
}

// labels returns the words that open the block or its last sentence before the
// marks and stand, with a colon, right before these, where they name somebody.
func (r *reader) labels(p pair) (a, b int, ok bool) {
	a, b = r.d.Blocks[p.block].First, p.open-1
	if b > a {
		a = max(a, r.d.Sentences[r.d.Tokens[b].Sentence].First) // "Jane Doe met crews. Tom Roe praised them:"
	}
	if b <= a || b-a > longestSignature || r.d.Tokens[b].Norm != ":" {
		return a, b, false
	}
	for i := a; i < b; i++ {
		if t := &r.d.Tokens[i]; t.Shape == text.Lower && t.Has(tag.CueVerb|tag.Modal) {
			return a, b, false
		}
	}
	return a, b, r.startsWithSpeaker([2]int{a, b})
}

// opensWithLabel reports whether a block opens with somebody's name, a colon and quotation marks: "Mara Lind: “…”".
func (r *reader) opensWithLabel(blk tag.Block) bool {
	t := r.d.Tokens
	for i := blk.First + 1; i < min(blk.Last-1, blk.First+longestSignature); i++ {
		switch {
		case t[i].Norm == ":":
			return t[i].Glued && isDouble(t[i+1].Norm) && r.startsWithSpeaker([2]int{blk.First, i})
		case t[i].Norm == ".", t[i].Shape == text.Lower && t[i].Has(tag.CueVerb|tag.Modal):
			return false
		}
	}
	return false
}

// signsAfter returns the words between the closing mark and the end of the
// block, where they are a name and what it is: after a dash, or a post or a
// body after the name.
func (r *reader) signsAfter(p pair) (a, b int, ok bool) {
	blk := r.d.Blocks[p.end]
	a, b = p.close+1, blk.Last
	for i := a; i < b && i < a+longestSignature; i++ {
		if isOpener(r.d.Tokens[i].Norm) && !r.d.Tokens[i].Glued {
			b = i // the quotation goes on after it
			break
		}
	}
	for a < b && r.d.Tokens[a].Norm == "," {
		a++
	}
	if dash := a < b && r.isDash(a); a+2 < b && r.d.Tokens[b-1].Norm == "." && (dash || b < blk.Last || r.d.Tokens[p.close-1].Norm == ",") {
		b--
	}
	if a+1 >= b || b-a > longestSignature || sentenceMark(r.d.Tokens[b-1].Norm) || p.open != r.d.Blocks[p.block].First {
		return a, b, false
	}
	dashed := false
	for a < b && r.isDash(a) {
		a, dashed = a+1, true
	}
	if a >= b || r.d.Tokens[a].Shape == text.Lower && r.d.Tokens[a].Norm != "the" {
		return a, b, false
	}
	if dashed {
		return a, b, r.startsWithSpeaker([2]int{a, b})
	}
	q, named := r.personIn(a, b)
	return a, b, named && q.first == a && r.followedByComma(q.last, b)
}

// namedAfter returns the surname, with a title or not, that is all that stands between
// the closing mark and the end of a sentence, where the words end in a comma: the verb of
// saying was lost.
func (r *reader) namedAfter(p pair) (a, b int, ok bool) {
	blk := r.d.Blocks[p.end]
	a = p.close + 1
	b = a
	for b < blk.Last && b < a+4 && r.d.Tokens[b].Norm != "." && !isOpener(r.d.Tokens[b].Norm) {
		b++
	}
	if a == b || a >= blk.Last || r.d.Tokens[p.close-1].Norm != "," || b < blk.Last && r.d.Tokens[b].Norm != "." {
		return a, b, false
	}
	if _, ok = r.bySurname(a, b); !ok {
		_, ok = r.titled(a, b)
	}
	return a, b, ok
}

// fullNameAfter returns the title, the name and the bracket with a party or a district that
// are all that stands between the closing mark and the end of the block, where the words end
// in a comma: “…,” U.S. Rep. Jane Doe (OH-5th).
func (r *reader) fullNameAfter(p pair) (a, b int, ok bool) {
	t, blk := r.d.Tokens, r.d.Blocks[p.end]
	a = p.close + 1
	if a >= blk.Last || t[p.close-1].Norm != "," {
		return a, a, false
	}
	q, named := r.personIn(a, blk.Last)
	if !named || q.first > a+longestTitle {
		return a, a, false
	}
	for i := a; i < q.first; i++ {
		if t[i].Norm != "." && (t[i].Shape < text.Title || t[i].Has(tag.Function|tag.Clause)) {
			return a, a, false
		}
	}
	b = q.last
	if b < blk.Last && t[b].Norm == "(" {
		for b < blk.Last && t[b].Norm != ")" {
			b++
		}
		b = min(b+1, blk.Last)
	}
	return a, b, b == blk.Last || b == blk.Last-1 && t[b].Norm == "."
}

// longestTitle is how many tokens a title before a name that stands alone may have.
const longestTitle = 8

func (r *reader) isDash(i int) bool {
	switch r.d.Tokens[i].Norm {
	case "-", "–", "—":
		return true
	}
	return false
}

// saidBefore returns the speaker of a sentence that ends in "…, said Jane Doe."
// right before the marks.
func (r *reader) saidBefore(p pair) (a, b int, ok bool) {
	d := r.d
	if p.open == d.Blocks[p.block].First || d.Tokens[p.open-1].Norm != "." {
		return 0, 0, false
	}
	s := d.Sentences[d.Tokens[p.open-1].Sentence]
	b = p.open - 1
	for i := b - 1; i > max(s.First, b-longestSignature); i-- {
		if t := &d.Tokens[i]; t.Shape == text.Lower && saidVerb(t.Norm) && d.Tokens[i-1].Norm == "," {
			return i + 1, b, i+1 < b && r.startsWithSpeaker([2]int{i + 1, b})
		}
	}
	return 0, 0, false
}

// standsAlone reports whether the marks enclose the whole of a paragraph that
// is sentences of its own, and no cue in the paragraph says whose.
func (r *reader) standsAlone(p pair, b int) bool {
	blk, last := r.d.Blocks[b], r.d.Blocks[p.end]
	return p.double && (b > 0 || !r.byBody() && len(r.d.Release.IssuedBy) == 1) && blk.Kind == onrecord.BlockParagraph && (p.open == blk.First || r.afterDateline(p, blk)) && p.close >= last.Last-1 &&
		(p.close-p.open > 2*fewestSpoken || p.close-p.open > fewestSpoken && (r.oneVoice() || r.asked(b))) && r.wholeSentence(p) && !r.signed(p.end+1) && r.noSpeech(p, attribution{}) == nil
}

// afterDateline reports whether nothing but a place, a day and a dash stands
// before the words, in the release of one person: "EASTMERE, D.C. -- “…”".
func (r *reader) afterDateline(p pair, blk tag.Block) bool {
	if n := p.open - blk.First; n < 2 || n > longestDateline || r.byBody() || !r.isDash(p.open-1) {
		return false
	}
	for i := blk.First; i < p.open; i++ {
		if t := &r.d.Tokens[i]; t.Kind == text.Word && t.Shape == text.Lower {
			return false
		}
	}
	return true
}

// longestDateline is how many tokens a place and a day before a statement have.
const longestDateline = 14

// alone records a paragraph of quoted words that nobody is named for. In the
// release of one person, words that say "I" are that person's, where they do
// not name them and no colon leads in something else.
func (r *reader) alone(p pair) {
	s := r.between(p)
	if s.End <= s.Start {
		return
	}
	who := speaker{entity: -1}
	if full, is := r.ownRelease(); is && !(full.entity >= 0 && r.standsIn(full.entity, s)) {
		first := r.d.Blocks[p.block].First
		says := false
		for k := p.block; k <= p.end; k++ {
			says = says || r.saysI(k)
		}
		if statement := (p.block == 0 || p.open > first) && strings.Contains(r.d.Release.Title, "tatement"); statement || says && (first == 0 || r.d.Tokens[first-1].Norm != ":") {
			who = full
		} else if r.leadTellsOf(p.block-1, full) {
			who = full
		}
	}
	if e := r.presented(); who.name == "" && e >= 0 && r.asked(p.block) {
		who = r.asNamed(e) // the answer of whom the release presents
	}
	if who.name == "" && (r.sameVoice(p.block) || r.oneVoice() && !r.ledByColon(p.block) && !(r.last.entity >= 0 && r.standsIn(r.last.entity, s))) {
		who = r.last
	}
	r.add(s, who, onrecord.Span{}, &ruleAlone)
	r.last = who
}

// asked reports whether the block before b is nothing but a question.
func (r *reader) asked(b int) bool {
	if b == 0 || r.d.Blocks[b-1].First >= r.d.Blocks[b-1].Last {
		return false
	}
	blk := r.d.Blocks[b-1]
	return r.d.Tokens[blk.Last-1].Norm == "?" && blk.Last-blk.First <= longestTitle*4
}

// presented returns the one person whose name the release’s title holds, -1 where it holds none
// or several.
func (r *reader) presented() int {
	found := -1
	for e, n := range r.names {
		if n.Kind == onrecord.NamePerson && strings.Contains(n.Text, " ") && strings.Contains(r.d.Release.Title, n.Text) {
			if found >= 0 {
				return -1
			}
			found = e
		}
	}
	return found
}

// leadTellsOf reports whether block b, which is no part of a quotation, tells what the
// one person who issued the release did, and of nothing written that what is below it
// might be taken from.
func (r *reader) leadTellsOf(b int, who speaker) bool {
	if b < 0 || who.name == "" || r.quoted(r.d.Blocks[b]) || r.d.Blocks[b].First >= r.d.Blocks[b].Last {
		return false
	}
	surname := strings.ToLower(who.name[strings.LastIndexByte(who.name, ' ')+1:])
	first := r.d.Sentences[r.d.Blocks[b].FirstSentence]
	named := false
	for i := first.First; i < r.d.Blocks[b].Last; i++ {
		t := &r.d.Tokens[i]
		named = named || i < first.First+longestSignature && i < first.Last && t.Norm == surname
		if written.Has(t.Norm) {
			return false
		}
		if t.Norm == "and" && named && i < first.First+longestSignature && r.d.Tokens[i-1].Norm != "," && t.Sentence == r.d.Tokens[first.First].Sentence && i > 0 && r.d.Tokens[i-1].Norm == surname {
			return false // several do it
		}
	}
	return named
}

// ledByColon reports whether the block before b ends in a colon: it leads in words of
// somebody else.
func (r *reader) ledByColon(b int) bool {
	return b > 0 && r.d.Blocks[b-1].First < r.d.Blocks[b-1].Last && r.d.Tokens[r.d.Blocks[b-1].Last-1].Norm == ":"
}

// oneVoice reports whether everything quoted up to here is one person's.
func (r *reader) oneVoice() bool {
	return !r.severalVoices && len(r.quotes) > 0 && r.last.name != "" && r.quotes[0].Speaker != ""
}

// sameVoice reports whether nothing but the topic of what comes next, a caption or a line
// without words stands between block b and the last quote.
func (r *reader) sameVoice(b int) bool {
	if b < 2 || len(r.quotes) == 0 || r.last.name == "" {
		return false
	}
	blk, before := r.d.Blocks[b-1], r.d.Blocks[b-2]
	if q := r.quotes[len(r.quotes)-1]; q.End < before.Start {
		return false
	}
	if !r.hasWord(blk) || r.caption(b-1) {
		return true
	}
	if p, named := r.personIn(blk.First, blk.Last); named && p.first == blk.First {
		return false
	}
	return blk.Last-blk.First <= longestDateline && r.d.Tokens[blk.Last-1].Norm == ":" && r.d.Tokens[blk.First].Norm == "on"
}

// ownRelease returns the one person who issued the release, as its speaker.
func (r *reader) ownRelease() (speaker, bool) {
	if e := r.issuer(); e >= 0 {
		return r.asNamed(e), true
	}
	if by := r.d.Release.IssuedBy; len(by) == 1 {
		name, _, _ := strings.Cut(by[0], ",")
		return r.issuedBy(name[strings.LastIndexByte(name, ' ')+1:])
	}
	return speaker{}, false
}

// letterReads attributes words to a letter or a joint statement that is said to
// hold them: "The letter reads, in part: “…”". Who wrote it is not said there.
func (r *reader) letterReads(p pair) (attribution, bool) {
	d := r.d
	s := d.Sentences[d.Tokens[p.open].Sentence]
	for i := p.open - 1; i > s.First && i > p.open-8; i-- {
		if !tellsOn[d.Tokens[i].Norm] {
			continue
		}
		for k := i - 1; k >= s.First && k > i-8; k-- {
			if isWriting(d.Tokens[k].Norm) {
				return attribution{who: r.ownWriter(p), span: d.Span(k, i+1), cued: true, rule: &ruleLed}, true
			}
		}
		return attribution{}, false
	}
	return r.letterReadsAfter(p)
}

// letterReadsAfter is letterReads for what stands after the words: “…,” the
// letter reads, in part; “…,” reads the letter.
func (r *reader) letterReadsAfter(p pair) (attribution, bool) {
	d := r.d
	last := min(p.close+6, d.Blocks[p.end].Last)
	if verb := p.close + 1; verb < last && tellsOn[d.Tokens[verb].Norm] && r.wholeClause(p) {
		for i := verb + 1; i < min(verb+8, d.Blocks[p.end].Last) && d.Tokens[i].Kind == text.Word; i++ {
			if isWriting(d.Tokens[i].Norm) {
				return attribution{who: r.ownWriter(p), span: d.Span(verb, i+1), cued: true, rule: &ruleCueAfter}, true // “…,” reads a draft of the letter
			}
		}
	}
	for i := p.close + 2; i < last && r.wholeClause(p); i++ {
		if tellsOn[d.Tokens[i].Norm] && isWriting(d.Tokens[i-1].Norm) {
			return attribution{who: r.ownWriter(p), span: d.Span(p.close+1, i+1), cued: true, rule: &ruleCueAfter}, true
		}
	}
	return attribution{}, false
}

// ownWriter is who wrote the words between the marks in a letter that nobody is said
// to have written: "I" is the one person whose release it is.
func (r *reader) ownWriter(p pair) speaker {
	if own, is := r.ownRelease(); is && r.singularIn(p.open+1, p.close) {
		return own
	}
	return speaker{entity: -1, unnamed: true}
}

// singularIn reports whether the tokens [a,b) say "I", "me" or "my".
func (r *reader) singularIn(a, b int) bool {
	for i := a; i < min(b, len(r.d.Tokens)); i++ {
		if t := &r.d.Tokens[i]; singular[t.Norm] && (t.Norm != "i" || i+1 < b && r.d.Tokens[i+1].Shape == text.Lower) {
			return true
		}
	}
	return false
}

// wholeClause reports whether the words between the marks open with a capital
// and end in a mark of their own.
func (r *reader) wholeClause(p pair) bool {
	return p.close-p.open > fewest && sentenceMark(r.d.Tokens[p.close-1].Norm) && r.d.Tokens[p.open+1].Shape >= text.Title
}

// tellsOn are verbs of something written that speaks.
var tellsOn = words("reads read states stated says continues continued concludes concluded wrote write said")

// isWriting reports whether the word is for something written that speaks.
func isWriting(n string) bool {
	return n == "letter" || n == "statement" || n == "oped" || n == "resolution"
}

// leadsInMarks reports whether block b opens with a label that holds a number, and goes
// on in marks up to its end: "The Harbour Gazette, October 2006: “…”".
func (r *reader) leadsInMarks(b int) bool {
	blk, number := r.d.Blocks[b], false
	for i := blk.First; i < min(blk.Last-1, blk.First+longestDateline); i++ {
		t := &r.d.Tokens[i]
		number = number || t.Kind == text.Number
		if t.Norm == ":" {
			return number && isDouble(r.d.Tokens[i+1].Norm) && r.pairedTo(i+1) == b+1
		}
	}
	return false
}
