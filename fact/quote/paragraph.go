package quote

import (
	"maps"
	"slices"
	"strings"

	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

func words(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}

// The words that the features count.
var (
	singular = words("i me my myself") // "mine" is more often a hole in the ground
	plural   = words("we us our ours ourselves")
	second   = words("you your yours yourself")
	argues   = words("clearly congratulations but so and that's that there's it's because or yes however together whether my our we i i'm we're we've i've")
	adjuncts = words("based under through upon following launching alongside while as by delivering building developed designed backed led for from with during using once meanwhile additionally separately elsewhere also")
	advises  = words("remember please avoid try stay don't never always wash wear keep")
	// verbs that are imperatives only where a clause stands before them
	afterClause = words("ask be book call check consider contact cover do follow get go help let look make protect read report seek speak take talk tell think use visit wait")
	joins       = words("comes follows builds forms complements coincides accompanies") // "today's announcement builds on"
	seasons     = words("spring summer autumn winter week month year")
	reports     = words("said says added adds stated explained argued stressed insisted commented remarked noted continued concluded replied responded")
	refers      = words("notes background ends contact contacts email e-mail tel telephone download visit read watch photo picture pictured image images caption media press newsdesk website applications details find click see view published further")
)

// firstPerson tells the words of the first person from all others without the work
// of a map for each.
var firstPerson = func() tag.Words[bool] {
	said := map[string]bool{}
	for _, list := range []map[string]bool{singular, plural} {
		maps.Copy(said, list)
	}
	return tag.NewWords(said)
}()

// paragraph counts what the features look at in block k.
func (r *reader) paragraph(k int, who speaker) *paragraph {
	p := r.stretch(r.d.Blocks[k], who)
	p.ofSomebody = p.opens == ofPerson && r.speaksOfAnother(k-1, who)
	return p
}

// stretch is paragraph for a block, or some sentences of one.
func (r *reader) stretch(blk tag.Block, who speaker) *paragraph {
	d := r.d
	p := &paragraph{narratorWe: r.narratorSaysWe()}
	inside := false
	for i := blk.First; i < blk.Last; i++ {
		t := &d.Tokens[i]
		switch t.Norm {
		case "“":
			inside = true
		case "”":
			inside = false
		}
		if inside {
			continue
		}
		p.count(d, i, blk)
	}
	for s := blk.FirstSentence + 1; s < blk.LastSentence; s++ {
		if reasons(d, s) {
			p.reasons++
		}
		p.advises = p.advises || advises[d.Tokens[d.Sentences[s].First].Norm] && d.Tokens[d.Sentences[s].First].Norm != "don't"
	}
	for _, c := range r.cuesIn(blk.First, blk.Last) {
		if s := d.Tokens[c.Subject[0]].Norm; reports[d.Tokens[c.Verb].Norm] && !singular[s] && !plural[s] && s != "you" {
			p.tells++
		}
	}
	p.opens = opens(d, blk)
	p.leadIn = d.Tokens[blk.Last-1].Norm == ":"
	p.named = p.singular+p.plural == 0 && r.opensWithName(blk)
	p.namesSelf = max(r.namesSpeaker(blk, who), r.namesPost(blk, who))
	p.department = r.namesIssuer(blk)
	return p
}

// reasons reports whether sentence s goes on as somebody who argues: "That is
// the reason.", "It is not an excuse.", "But they will."
func reasons(d *tag.Document, s int) bool {
	i, last := d.Sentences[s].First, d.Sentences[s].Last
	if i+2 >= last {
		return false
	}
	next := d.Tokens[i+1].Norm
	is := next == "is" || next == "'s" || next == "was" || next == "isn't"
	switch d.Tokens[i].Norm {
	case "but", "nobody", "yet", "nor", "that's", "because":
		return true
	case "that":
		return is
	case "it":
		return is && d.Tokens[i+2].Norm == "not" || next == "isn't"
	case "no":
		return next == "one"
	}
	return false
}

func (p *paragraph) count(d *tag.Document, i int, blk tag.Block) {
	t := &d.Tokens[i]
	switch t.Kind {
	case text.Number:
		if !ordinary(d, i) {
			p.figures++
		}
		return
	case text.Clitic:
		if t.Norm != "'s" && t.Norm != "'" {
			p.contraction++
		}
		return
	case text.Symbol, text.Punct:
		p.anybody = false
		switch t.Norm {
		case "!", "?":
			p.exclaims++
		case "@":
			p.links = true
		case "[":
			p.links = p.links || i+1 < blk.Last && d.Tokens[i+1].Norm == "picture"
		case "(":
			if i+2 < blk.Last && d.Tokens[i+1].Shape == text.Upper && d.Tokens[i+2].Norm == ")" {
				p.defined++
			}
		}
		return
	}
	p.words++
	n := t.Norm
	if len(n) < 5 && (n == "that" || n == "this" || n == "so") && i > blk.First && doing[d.Tokens[i-1].Norm] && (i+1 == blk.Last || d.Tokens[i+1].Kind == text.Punct) {
		p.takesUp = true // "will help do that."
	}
	if t.Has(tag.Month) && t.Shape == text.Title || i > blk.First && (d.Tokens[i-1].Norm == "this" || d.Tokens[i-1].Norm == "next" || d.Tokens[i-1].Norm == "last") && seasons[n] {
		p.times++
	}
	if (n == "was" || n == "were" || n == "been") && i+1 < blk.Last && strings.HasSuffix(d.Tokens[i+1].Norm, "ed") {
		p.passive++
	}
	spoken := t.Shape != text.Upper
	switch sorts.Of(t.Word) {
	case ofI:
		p.singular += one(spoken)
	case ofWe:
		if i > blk.First && (d.Tokens[i-1].Norm == "how" || d.Tokens[i-1].Norm == "whether") {
			p.anybody = true // "views on how we can open our quays": not the speaker's own
		}
		p.plural += one(spoken && !p.anybody)
	case ofYou:
		p.you++
	case ofDuty:
		p.owed++
	case ofThird:
		p.third++
	case ofBut:
		p.contrasts += one(i > blk.First)
	case ofWhich:
		p.asides += one(i > blk.First && d.Tokens[i-1].Norm == ",")
	case ofStance:
		p.praise += one(spoken)
	case ofDegree:
		p.degree++
	case ofLean:
		p.leans++
	case ofAlso:
		p.also++
	case ofLink:
		p.links = true
	case ofGovernment:
		p.government += one(i > blk.First && d.Tokens[i-1].Norm == "the")
	case ofContraction:
		p.contraction++
	case ofRecount:
		p.recounts += one(t.Shape == text.Lower && i > blk.First && !plural[d.Tokens[i-1].Norm] && !singular[d.Tokens[i-1].Norm])
	case ofAttribution:
		p.tells += one(t.Shape == text.Lower && i > blk.First && d.Tokens[i-1].Norm != "we" && d.Tokens[i-1].Norm != "i")
	}
}

func one(is bool) int {
	if is {
		return 1
	}
	return 0
}

// sort is what a word speaks for.
type sort uint8

const (
	_ sort = iota
	ofI
	ofWe
	ofYou
	ofDuty
	ofThird
	ofStance
	ofAlso
	ofLink
	ofGovernment
	ofContraction
	ofRecount
	ofAttribution
	ofDegree
	ofLean
	ofBut
	ofWhich
)

// sorts holds the words of all sorts as one table, so that a word costs one
// look-up; a word in two of them is of the first.
var sorts = func() tag.Words[sort] {
	m := map[string]sort{}
	for i, list := range [][]string{keys(singular), keys(plural), keys(second), listed("duty"), {"he", "she"}, listed("stance"), {"also"}, {"www", "http", "https", "copyright"}, {"government"},
		{"don't", "isn't", "can't", "won't", "doesn't", "didn't", "hasn't", "haven't"}, listed("recount"), listed("attribution"), listed("degree"), listed("leaning"), {"but"}, {"which"}} {
		for _, w := range list {
			if m[w] == 0 {
				m[w] = sort(i + 1)
			}
		}
	}
	return tag.NewWords(m)
}()

// doing are the forms of the verb that, with "that" or "so", stands for what was
// said before.
var doing = words("do does did doing done")

func listed(name string) []string { return tag.MustList(files, "words/"+name+".txt").Entries() }

// ordinary reports whether the number at i counts nothing: a year, "999",
// "Section 60".
func ordinary(d *tag.Document, i int) bool {
	t := &d.Tokens[i]
	if i > 0 && d.Tokens[i-1].Kind == text.Word && d.Tokens[i-1].Shape == text.Title && !d.Tokens[i-1].Has(tag.Function|tag.Month) {
		return true
	}
	return t.Glued && i > 0 && d.Tokens[i-1].Kind == text.Word || t.End-t.Start == 4 && (t.Norm[0] == '1' || t.Norm[0] == '2')
}

// opens tells what kind of words open the block.
func opens(d *tag.Document, blk tag.Block) opening {
	at := func(k int) string {
		if blk.First+k < blk.Last {
			return d.Tokens[blk.First+k].Norm
		}
		return ""
	}
	a, b, c := at(0), at(1), at(2)
	switch {
	case (a == "this" || a == "it") && joins[b], (a == "the" || a == "this") && joins[c], a == "today" && joins[d3(at)]:
		return comesAfter
	case a == "for" && (b == "more" || b == "further" || b == "media" || b == "full"), a == "more" && (b == "information" || b == "details"), a == "notes" || a == "background" || a == "ends" || a == "to" && b == "find", refers[a] && b != "on" && b != "we", a == "keep" && b == "up", a == "follow" && (b == "us" || b == "the"), a == "sign" && b == "up":
		return reference
	case tellsWhere(d, blk):
		return reference
	case a == "in" && isTime(d, blk.First+1), a == "on" && isTime(d, blk.First+1), a == "since", a == "last" && (b == "month" || b == "week" || b == "year"), a == "earlier" && b == "this", a == "this" && (seasons[b] || b == "morning" || b == "afternoon"), a == "from" && isTime(d, blk.First+1), a == "between" && isTime(d, blk.First+1), a == "next":
		return dated
	case a == "that" && (b == "is" || b == "'s"), (a == "this" || a == "it" || a == "there") && b == "is" || a == "these" && b == "are", argues[a]:
		return argument
	case advises[a] || a == "make" && b == "sure" || advisesAfterClause(d, blk):
		return advice
	case adjuncts[a], len(a) > 5 && strings.HasSuffix(a, "ing") && hasEarlyComma(d, blk):
		return adjunct
	case a == "it" || a == "they":
		return pronoun
	case a == "he" || a == "she":
		return ofPerson
	case a == "the":
		return article
	case (a == "this" || a == "these") && !d.Tokens[blk.First+1].Has(tag.Modal|tag.Clause) && b != "means" && b != "includes":
		return demonstrative
	}
	return plainOpening
}

// longestNote is the number of tokens above which a paragraph says more than where
// something can be read.
const longestNote = 32

// tellsWhere reports whether the block says no more than where something can be
// read: "The full statistics are available on our website."
func tellsWhere(d *tag.Document, blk tag.Block) bool {
	if blk.Last-blk.First > longestNote {
		return false
	}
	for i := blk.First + 1; i+1 < blk.Last; i++ {
		switch d.Tokens[i].Norm {
		case "available", "found", "viewed", "downloaded":
			switch d.Tokens[i+1].Norm {
			case "on", "at", "from", "here", "online", "via":
				return d.Tokens[i-1].Norm == "are" || d.Tokens[i-1].Norm == "is" || d.Tokens[i-1].Norm == "be"
			}
		}
	}
	return false
}

// advisesAfterClause reports whether the block opens with a clause of time or
// condition that ends in an imperative: "If you are ill, avoid visits", "As winter
// comes, please keep warm".
func advisesAfterClause(d *tag.Document, blk tag.Block) bool {
	switch d.Tokens[blk.First].Norm {
	case "if", "as", "when", "before", "after", "whether", "wherever", "while", "once", "until", "to":
	default:
		return false
	}
	for i := blk.First + 2; i+1 < blk.Last && i < blk.First+24; i++ {
		switch d.Tokens[i].Norm {
		case ",":
			if advises[d.Tokens[i+1].Norm] || afterClause[d.Tokens[i+1].Norm] {
				return true
			}
		case ".", ";":
			return false
		}
	}
	return false
}

func d3(at func(int) string) string {
	if at(1) == "'s" {
		return at(3)
	}
	return at(2)
}

func isTime(d *tag.Document, i int) bool {
	if i >= len(d.Tokens) {
		return false
	}
	t := d.Tokens[i]
	return t.Has(tag.Month|tag.Weekday) || t.Kind == text.Number || t.Norm == "addition"
}

func hasEarlyComma(d *tag.Document, blk tag.Block) bool {
	for i := blk.First; i < min(blk.First+10, blk.Last); i++ {
		if d.Tokens[i].Norm == "," {
			return true
		}
	}
	return false
}

// narratorSaysWe reports whether the release's own voice says "we" or "our"
// before anybody speaks.
func (r *reader) narratorSaysWe() bool {
	if r.we == unread {
		r.we = no
		for b := range r.d.Blocks {
			if r.opening[b] >= 0 {
				break
			}
			blk := r.d.Blocks[b]
			for i := blk.First; i < blk.Last; i++ {
				if n := r.d.Tokens[i].Norm; (n == "we" || n == "our") && !r.insideMarks(i) {
					r.we = yes
				}
			}
		}
	}
	return r.we == yes
}

type answer uint8

const (
	unread answer = iota
	no
	yes
)

func keys(m map[string]bool) []string {
	return slices.Sorted(maps.Keys(m))
}
