package cue

import (
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// Judging reports whether token i is a verb that attributes words only where
// it gives a thing its description: "called the plan “…”".
func Judging(d *tag.Document, i int) bool { return is(d.Tokens[i].Word, judging) }

// Telling reports whether token i is a verb that attributes words only where
// they stand later in its sentence: "spoke of her pride in “…”".
func Telling(d *tag.Document, i int) bool { return is(d.Tokens[i].Word, telling|expressing) }

// Expressing reports whether token i is a verb that attributes words in marks which
// are all that it expresses: "voiced “deep unease”".
func Expressing(d *tag.Document, i int) bool { return is(d.Tokens[i].Word, expressing) }

// tells reports whether the telling verb at i attributes: somebody stands before
// it, and words in marks open after it in the same clause.
func tells(d *tag.Document, block tag.Block, i int) bool {
	if i <= block.First || i+2 >= block.Last {
		return false
	}
	p := i - 1
	if d.Tokens[i].Norm == "clear" {
		if n := d.Tokens[p].Norm; n != "made" && n != "makes" || p <= block.First || d.Tokens[i+1].Norm != "that" {
			return false
		}
		p--
	}
	for p > block.First && is(d.Tokens[p].Word, adverb) {
		p--
	}
	t := &d.Tokens[p]
	if t.Kind != text.Word || t.Shape == text.Lower && !is(t.Word, pronoun) && !t.Has(tag.PostHead) && t.Norm != "and" {
		return false
	}
	for k := i + 1; k < min(block.Last, i+longestObject); k++ {
		switch t := &d.Tokens[k]; t.Norm {
		case "“", "\"", "‘":
			return (k > i+1 || is(d.Tokens[i].Word, expressing)) && t.Sentence == d.Tokens[i].Sentence
		case ",", ":", ";", "who", "which":
			return false
		}
	}
	return false
}

// longestObject is how many tokens may stand between a verb and the words in
// marks that describe its object.
const longestObject = 26

// judges reports whether the judging verb at i attributes: a thing and the
// opening mark of its description stand soon after it. "A scheme called “…”" and
// "is described as “…”" attribute nothing to anybody.
func judges(d *tag.Document, block tag.Block, i int) bool {
	if i+2 >= block.Last || i <= block.First {
		return false
	}
	p := i - 1
	for p > block.First && (d.Tokens[p].Norm == "," || is(d.Tokens[p].Word, adverb)) {
		p--
	}
	if t := &d.Tokens[p]; t.Kind != text.Word || t.Shape == text.Lower && !is(t.Word, pronoun) && !t.Has(tag.PostHead) {
		return false
	}
	for k := i + 1; k < min(block.Last, i+longestObject); k++ {
		t := &d.Tokens[k]
		switch t.Norm {
		case "“", "\"", "‘":
			return k > i+1 && t.Sentence == d.Tokens[i].Sentence
		case ",", ":", ";":
			return false
		case "on", "for", "by", "to":
			if k == i+1 {
				return false // "called for “…”"
			}
		}
	}
	return false
}

// along reads the cue of a participle of saying that goes along with another
// verb: "Jane Doe praised the crews, saying “…”". It is one only where words in
// quotation marks follow it.
func along(d *tag.Document, block tag.Block, i int) (Cue, bool) {
	if !is(d.Tokens[i].Word, participle) || i < block.First+2 || !opensSoon(d, block, i) {
		return Cue{}, false
	}
	prev := &d.Tokens[i-1]
	if prev.Norm != "," && prev.Norm != "and" && prev.Norm != "by" && prev.Kind != text.Word {
		return Cue{}, false
	}
	subject, ok := mainSubject(d, block, i)
	if !ok {
		return Cue{}, false
	}
	return Cue{Verb: i, Subject: subject, First: i, Last: i + 1}, true
}

// goesOnTo reports whether the word at i is what somebody "went on to" do, or is
// expected to do, and a verb of saying: "went on to say", "is expected to say".
func goesOnTo(d *tag.Document, block tag.Block, i int) bool {
	if !is(d.Tokens[i].Word, infinitive) || i < block.First+4 || d.Tokens[i-1].Norm != "to" {
		return false
	}
	n := d.Tokens[i-3].Norm
	if is(d.Tokens[i-2].Word, foreseen) {
		return n == "is" || n == "was" || n == "are" || n == "were"
	}
	return d.Tokens[i-2].Norm == "on" && (n == "went" || n == "goes" || n == "go")
}

// nickname reports whether the single marks that open at token i and close before token
// after hold a word that stands within a name: "Major Paul ‘Stits’ Doe".
func nickname(d *tag.Document, i, after int) bool {
	t := d.Tokens
	if i == 0 || after >= len(t) || after-i > 4 || t[i-1].Kind != text.Word || t[after].Kind != text.Word {
		return false
	}
	return t[i-1].Shape == text.Title && t[i+1].Shape == text.Title && t[after].Shape == text.Title && !t[i-1].Has(tag.Function)
}

// mainSubject returns the subject of the verb that the participle at i goes
// along with: it opens the clause.
func mainSubject(d *tag.Document, block tag.Block, i int) ([2]int, bool) {
	sentence := d.Sentences[d.Tokens[i].Sentence]
	start := clauseStart(d, block, sentence, i)
	first := dropLeadIn(d, skipDateline(d, block, start, i-1), i-1)
	last := first
	for last < i-1 && last < first+reach && ofSubject(d, last, first) {
		last++
	}
	for last > first && d.Tokens[last-1].Kind != text.Word && d.Tokens[last-1].Norm != ")" {
		last--
	}
	last = pastName(d, last, i)
	if last <= first || last >= i-1 || d.Tokens[last-1].Norm == "the" {
		return [2]int{}, false
	}
	return [2]int{first, last}, true
}

// pastName returns the index after a name between commas that stands at token i
// after a post, before token end: "the trust's chair, Jane Doe, praised"; i where
// none does.
func pastName(d *tag.Document, i, end int) int {
	if i+3 >= end || d.Tokens[i].Norm != "," || d.Tokens[i-1].Kind != text.Word || d.Tokens[i-1].Shape == text.Lower && !d.Tokens[i-1].Has(tag.PostHead) {
		return i
	}
	k := i + 1
	for k < end && (d.Tokens[k].Shape > text.Lower && d.Tokens[k].Kind == text.Word || d.Tokens[k].Norm == "." && shortened(d, k)) {
		k++
	}
	if k-i < 3 || k >= end || d.Tokens[k].Norm != "," {
		return i
	}
	return k
}

// ofSubject reports whether token i can go on the name of a speaker that
// starts at first: capitalised words, brackets, posts, a pronoun.
func ofSubject(d *tag.Document, i, first int) bool {
	t := &d.Tokens[i]
	if t.Kind != text.Word {
		return t.Norm != "," && t.Norm != ";" && t.Norm != ":"
	}
	return t.Shape > text.Lower || is(t.Word, pronoun) && i == first || t.Norm == "the" && i == first || t.Has(tag.PostHead|tag.Honorific) || i > first && (t.Norm == "of" || t.Norm == "for")
}

// opensSoon reports whether a quotation mark opens within a clause's length
// after token i, in its sentence.
func opensSoon(d *tag.Document, block tag.Block, i int) bool {
	for k := i + 1; k < min(block.Last, i+15); k++ {
		t := &d.Tokens[k]
		if t.Sentence != d.Tokens[i].Sentence {
			return false
		}
		switch t.Norm {
		case "“", "‘":
			return true
		case "\"", "'":
			return !t.Glued
		case ";":
			return false
		}
	}
	return false
}
