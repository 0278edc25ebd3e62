package quote

import (
	"strings"

	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// Words in quotation marks that nobody spoke: terms, titles, names.

// fewest is the number of words below which a quotation beside no cue of its
// own is taken for a term.
const fewest = 3

// fewestTold is the number of words below which a quotation after a verb with
// another object is taken for a term.
const fewestTold = 5

// noSpeech tells words spoken from terms and titles between marks: it returns
// the rule by which they are none, nil where they are.
func (r *reader) noSpeech(p pair, a attribution) *tag.Rule {
	if r.named(p) {
		return &ruleTitle
	}
	if p.unopened && a.who.entity >= 0 && r.standsIn(a.who.entity, r.between(p)) {
		return &ruleNobody // the release tells of the speaker
	}
	if a.rule == &ruleCueAfter && r.askedIf(p) {
		return &ruleNobody
	}
	if a.rule == &ruleGoesOn && p.double && (r.exclaims(p) || r.d.Tokens[p.close-1].Norm == "?") && r.startsSentence(p.open) {
		return nil // “We won,” said Doe. “Well done!”
	}
	n, capitals, plain := 0, 0, 0
	for i := p.open + 1; i < p.close && i < len(r.d.Tokens); i++ {
		t := &r.d.Tokens[i]
		if t.Kind != text.Word {
			continue
		}
		n++
		if t.Shape >= text.Title && !t.Has(tag.Function) {
			capitals++
		} else if !t.Has(tag.Function) {
			plain++
		}
	}
	if a.expressed && n > 1 && !r.modifies(p) {
		return nil // voiced “deep unease”
	}
	if a.told && !a.judged && (n < fewestTold || r.d.Tokens[p.open+1].Shape >= text.Title && !sentenceMark(r.d.Tokens[p.close-1].Norm)) {
		return &ruleTerm
	}
	if n == 2 && a.cued && p.open > 0 && r.d.Tokens[p.open-1].Has(tag.Modal) {
		return nil // would “look hard” at it: a verb is no term
	}
	if n == 1 && a.rule == &ruleCueAfter && sentenceMark(r.d.Tokens[p.close-1].Norm) && r.d.Tokens[p.open+1].Shape == text.Title && r.startsSentence(p.open) {
		return nil // “No,” said Doe
	}
	if n < fewest && !(n == 2 && a.cued && sentenceMark(r.d.Tokens[p.close-1].Norm)) {
		return &ruleTerm
	}
	if n <= 10 && capitals*10 >= n*6 && !sentenceMark(r.d.Tokens[p.close-1].Norm) {
		return &ruleTitle
	}
	if n <= 6 && plain == 0 && capitals >= 2 && !r.d.Tokens[p.open+1].Has(tag.Function) && !r.pronouns(p) {
		return &ruleTitle // "Day of the Crews."
	}
	if n <= 4 && !sentenceMark(r.d.Tokens[p.close-1].Norm) && r.modifies(p) {
		return &ruleTerm // "their “go slow” campaign"
	}
	if a.cued && n >= fewest && a.judged {
		return nil // called it ‘swift and generous’
	}
	if !p.double && n < 5 && !sentenceMark(r.d.Tokens[p.close-1].Norm) {
		return &ruleTerm
	}
	return nil
}

// exclaims reports whether the words between the marks end in an exclamation mark.
func (r *reader) exclaims(p pair) bool { return r.d.Tokens[p.close-1].Norm == "!" }

// named reports whether the words between the marks are what something is
// called: "in a speech called “…”", "a letter titled “…”"; but not "what she
// called “…”".
func (r *reader) named(p pair) bool {
	if p.open < 3 || p.unopened {
		return false
	}
	i := p.open - 1
	comma := r.d.Tokens[i].Norm == ","
	if comma {
		i--
	}
	if works.Has(r.d.Tokens[i].Norm) && r.titles(p, comma) {
		return true
	}
	switch before := &r.d.Tokens[i-1]; r.d.Tokens[i].Norm {
	case "titled", "entitled", "headed", "headlined", "subtitled", "nicknamed", "codenamed":
		return true
	case "called", "named", "dubbed", "termed":
		return before.Shape == text.Lower && !isPronoun(before.Norm) && !before.Has(tag.PostHead)
	}
	return false
}

// titles reports whether the words between the marks, beside a word for something
// that has a title, are one: they open with a capital and end in no full stop. After
// a comma they may be what the report says, unless most of them have capitals.
func (r *reader) titles(p pair, comma bool) bool {
	t := r.d.Tokens
	if t[p.open+1].Shape < text.Title && t[p.open+1].Kind == text.Word || t[p.close-1].Norm == "." {
		return false
	}
	capitals, plain := 0, 0
	for i := p.open + 1; i < p.close; i++ {
		switch {
		case t[i].Kind != text.Word || t[i].Has(tag.Function):
		case t[i].Shape > text.Lower:
			capitals++
		default:
			plain++
		}
	}
	return !comma || capitals > plain
}

// startsSentence reports whether token i is the first of its sentence.
func (r *reader) startsSentence(i int) bool {
	return r.d.Sentences[r.d.Tokens[i].Sentence].First == i
}

// askedIf reports whether the words between the marks are what somebody was asked, whose answer
// follows: "Asked if “the port is safe”, Doe said".
func (r *reader) askedIf(p pair) bool {
	t, i := r.d.Tokens, p.open-1
	if i < 1 || t[i].Norm != "if" && t[i].Norm != "whether" && t[i].Norm != "about" {
		return false
	}
	s := r.d.Sentences[t[i].Sentence]
	return t[i-1].Norm == "asked" && i-1 == s.First || i >= s.First+2 && t[i-1].Norm == "asked" && t[i-2].Norm == "when"
}

// pronouns reports whether the words between the marks hold a pronoun of the
// first or second person, which no title does.
func (r *reader) pronouns(p pair) bool {
	for i := p.open + 1; i < p.close && i < len(r.d.Tokens); i++ {
		if n := r.d.Tokens[i].Norm; singular[n] || plural[n] || second[n] {
			return true
		}
	}
	return false
}

// participle reports whether a word after a noun says what was done with it:
// "the “courage and calm” shown by".
func participle(n string) bool {
	return strings.HasSuffix(n, "wn") || strings.HasSuffix(n, "ven") || len(n) > 4 && strings.HasSuffix(n, "ed")
}

// modifies reports whether the words between the marks stand before a noun as
// an adjective does.
func (r *reader) modifies(p pair) bool {
	t := r.d.Tokens
	if p.open == 0 || p.close+1 >= len(t) {
		return false
	}
	before, after := &t[p.open-1], &t[p.close+1]
	if before.Kind != text.Word && before.Kind != text.Clitic && before.Kind != text.Number || after.Kind != text.Word || after.Shape != text.Lower || after.Has(tag.Function|tag.Modal|tag.Clause|tag.CueVerb) || participle(after.Norm) {
		return false
	}
	if before.Kind == text.Number || before.Has(tag.NumberWord) {
		return true
	}
	if points(before.Norm) {
		return true
	}
	// a friendly “double or nothing” wager
	return p.open > 1 && before.Shape == text.Lower && !before.Has(tag.Function|tag.Modal|tag.Clause|tag.CueVerb) && points(t[p.open-2].Norm)
}

// points reports whether a word points to a thing, so that what comes after it describes
// that one.
func points(norm string) bool {
	switch norm {
	case "the", "a", "an", "this", "these", "those", "their", "its", "his", "her", "our", "'s", "so-called", "current", "new", "any", "some", "such":
		return true
	}
	return false
}
