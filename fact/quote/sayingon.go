package quote

import (
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// Words between marks whose sentence says whose they are without a verb of its own
// before them: by a participle, or by "according to".

// longestOn is how many tokens may stand between a participle and the marks.
const longestOn = 14

// sayingOn attributes words after a participle of saying to whom the sentence has
// speak, or names as its subject: “…,” said Jane Doe, adding that “…”; "Doe welcomed
// it, saying that crews “…”".
func (r *reader) sayingOn(p pair) (attribution, bool) {
	t := r.d.Tokens
	s := r.d.Sentences[t[p.open].Sentence]
	on := p.open - 1
	for on > s.First && on > p.open-longestOn && !(t[on].Shape == text.Lower && sayingOn.Has(t[on].Norm)) {
		if isCloser(t[on].Norm) && t[on].Kind == text.Punct || t[on].Norm == ";" {
			return attribution{}, false
		}
		on--
	}
	if on <= s.First+1 || on == p.open-longestOn || t[on-1].Norm != "," && t[on-1].Norm != "and" && t[on-1].Norm != "before" && t[on-1].Norm != "while" {
		return attribution{}, false
	}
	subject, found := r.subjectBefore(s, on)
	if !found {
		return attribution{}, false
	}
	return attribution{who: r.resolve(subject), span: r.d.Span(on, on+1), cued: true, judged: t[on].Norm == "calling" || t[on].Norm == "describing", rule: &ruleLed}, true
}

// mostCues is how many cues of a sentence are tried.
const mostCues = 8

// subjectBefore returns whom the last cue of a sentence before token i names, or its
// subject where that is somebody.
func (r *reader) subjectBefore(s tag.Sentence, i int) (subject [2]int, found bool) {
	cues := r.cuesIn(s.First, i)
	for k := len(cues) - 1; k >= max(0, len(cues)-mostCues); k-- {
		if !r.insideMarks(cues[k].Verb) {
			return cues[k].Subject, r.certain(cues[k].Subject)
		}
	}
	if q, named := r.subjectOf(s); named && q.last < i && !r.insideMarks(q.first) {
		return [2]int{q.first, q.last}, true
	}
	if t := &r.d.Tokens[s.First]; t.Norm == "he" || t.Norm == "she" {
		return [2]int{s.First, s.First + 1}, true
	}
	end := s.First
	for end < i && end < s.First+3 && r.d.Tokens[end].Shape >= text.Title {
		end++
	}
	if _, is := r.titled(s.First, end); is {
		return [2]int{s.First, end}, true
	}
	_, is := r.bySurname(s.First, end)
	return [2]int{s.First, end}, is
}

// accordingTo attributes words between marks to whom their sentence says that they
// accord to: "According to Jane Doe, crews “…”"; “…,” according to Jane Doe.
func (r *reader) accordingTo(p pair) (attribution, bool) {
	t := r.d.Tokens
	s := r.d.Sentences[t[p.open].Sentence]
	if t[s.First].Norm == "according" && p.open > s.First+3 {
		for i := s.First + 3; i < min(p.open, s.First+longestSignature); i++ {
			if t[i].Norm == "," {
				return r.accords(s.First, i)
			}
		}
		return attribution{}, false
	}
	first := p.close + 1
	for first < len(t) && t[first].Norm == "," {
		first++
	}
	if first+2 >= r.d.Blocks[p.end].Last || t[first].Norm != "according" {
		return attribution{}, false
	}
	last := r.d.Sentences[t[first].Sentence].Last
	for last > first && t[last-1].Kind == text.Punct && t[last-1].Norm != ")" {
		last--
	}
	return r.accords(first, last)
}

// accords reads the tokens [first,last), which start with "according to", where they
// are sure to name somebody.
func (r *reader) accords(first, last int) (attribution, bool) {
	if first+2 >= last || r.d.Tokens[first+1].Norm != "to" {
		return attribution{}, false
	}
	subject := [2]int{first + 2, last}
	if !r.startsWithSpeaker(subject) {
		return attribution{}, false
	}
	return attribution{who: r.resolve(subject), span: r.d.Span(first, last), told: true, rule: &ruleLed}, true
}

// accordsAtEnd returns the words after "according to" that end block b, where they are
// sure to name somebody; the attribution is of the block after it.
func (r *reader) accordsAtEnd(b int) (attribution, bool) {
	t, blk := r.d.Tokens, r.d.Blocks[b]
	last := blk.Last
	for last > blk.First && t[last-1].Kind == text.Punct && t[last-1].Norm != ")" {
		last--
	}
	for i := last - 1; i > blk.First && i > last-longestSignature && t[i].Sentence == t[last-1].Sentence; i-- {
		if t[i].Norm == "according" {
			return r.accords(i, last)
		}
	}
	return attribution{}, false
}

// letterAsks attributes words between marks to the letter that their sentence says asks
// by them: "Doe sent a letter to the board urging it to “act at once”". It is Doe's where
// she alone is the sentence's subject; else who wrote it is not said there.
func (r *reader) letterAsks(p pair) (attribution, bool) {
	t := r.d.Tokens
	s := r.d.Sentences[t[p.open].Sentence]
	asks := p.open - 1
	for asks > s.First && asks > p.open-8 && !(t[asks].Shape == text.Lower && asking.Has(t[asks].Norm)) {
		asks--
	}
	if asks <= s.First || asks == p.open-8 {
		return attribution{}, false
	}
	letter := max(s.First, asks-longestLead)
	for letter < asks && t[letter].Norm != "letter" {
		letter++
	}
	if letter == asks {
		return attribution{}, false
	}
	a := attribution{who: speaker{entity: -1, unnamed: true}, span: r.d.Span(asks, asks+1), cued: true, told: true, rule: &ruleLed}
	if q, named := r.subjectOf(s); named && q.last < letter && t[q.last].Norm != "," && t[q.last].Norm != "and" && t[q.last].Norm != "&" && t[q.last].Norm != "(" {
		a.who = r.resolve([2]int{q.first, q.last})
	}
	return a, true
}
