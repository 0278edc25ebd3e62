package quote

import (
	"slices"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
)

// The rules by which quotes are read.
var (
	ruleBlock    = tag.Rule{Name: "block-after-cue", Says: "a paragraph after words that announce it, such as “Jane Doe, Minister for Ports, said:”"}
	ruleBlocks   = tag.Rule{Name: "blocks-in-one-voice", Says: "paragraphs after words that announce them, as far as they speak in the speaker’s voice: the person of the pronouns, praise and argument speak for it; dates, figures and names told from outside against it"}
	ruleToNext   = tag.Rule{Name: "blocks-to-next-cue", Says: "paragraphs after words that announce them, up to the words that announce the next speaker"}
	ruleInMarks  = tag.Rule{Name: "blocks-in-marks", Says: "paragraphs after words that announce them, up to the one that closes the quotation marks"}
	ruleShown    = tag.Rule{Name: "marked-by-source", Says: "paragraphs that the source’s own mark-up shows as a quotation"}
	ruleSpeech   = tag.Rule{Name: "whole-speech", Says: "a speech or statement that makes up the release, after a line that says who gave it or where it greets the chair of an assembly"}
	ruleLetter   = tag.Rule{Name: "letter", Says: "what a letter says between “Dear …” and “Sincerely”, the signatures or its end"}
	ruleCueAfter = tag.Rule{Name: "cue-after-marks", Says: "words in quotation marks with a verb of saying and its speaker right after them"}
	ruleLed      = tag.Rule{Name: "cue-before-marks", Says: "words in quotation marks that a speaker and a verb of saying lead up to in the same sentence"}
	ruleOpened   = tag.Rule{Name: "cue-in-paragraph-before", Says: "words in quotation marks at the start of a paragraph, after one that announces them"}
	ruleGoesOn   = tag.Rule{Name: "goes-on", Says: "a whole sentence in quotation marks, or the rest of one after its cue, that goes on from the quotation before it in the paragraph"}
	ruleReopened = tag.Rule{Name: "marks-opened-anew", Says: "a paragraph wholly in quotation marks, straight after a quotation"}
	ruleTold     = tag.Rule{Name: "told-before", Says: "whole paragraphs in quotation marks, after a paragraph that tells what one person said"}
	ruleLostMark = tag.Rule{Name: "marks-lost", Says: "words beside “, said Jane Doe” or “Jane Doe said,” in a release or paragraph that has lost its quotation marks"}
	ruleInside   = tag.Rule{Name: "statement-in-paragraph", Says: "a statement that starts after the colon of its own paragraph, without quotation marks, and speaks in the first person"}
	ruleBelow    = tag.Rule{Name: "cue-in-paragraph-below", Says: "a paragraph that ends in a comma, with “said Jane Doe” as a paragraph of its own below it, and the words that go on after that"}
	ruleLabel    = tag.Rule{Name: "speaker-as-label", Says: "a whole sentence in quotation marks, or one that says “I” or “we”, after a speaker’s name and a colon, with no verb of saying"}
	ruleAlone    = tag.Rule{Name: "whole-paragraph-in-marks", Says: "a paragraph of whole sentences that is all in quotation marks, where nothing says whose words they are"}
	ruleNoCue    = tag.Rule{Name: "cue-lost", Says: "paragraphs that say “I” in a release that speaks of itself in the third person, where nothing says whose words they are"}
	ruleTurn     = tag.Rule{Name: "turn-in-transcript", Says: "paragraphs of a transcript after a speaker’s label, such as “SEN. DOE:”"}
	ruleWhole    = tag.Rule{Name: "whole-release-in-marks", Says: "a release that is all in one pair of quotation marks, by the one person who issued it"}
	ruleSigned   = tag.Rule{Name: "signed", Says: "words in quotation marks, or in a section of quotes, with a line after them that names who said them"}
)

// The rules by which words that look like a quote are left out.
var (
	ruleNobody   = tag.Rule{Name: "nobody-said-it", Says: "nothing beside the quotation marks says whose words they are"}
	ruleTerm     = tag.Rule{Name: "term", Says: "a word or two in quotation marks: a term or a name, not speech"}
	ruleTitle    = tag.Rule{Name: "title-of-work", Says: "nearly all words between the marks have capitals, as the title of a work or a scheme has"}
	ruleOwnVoice = tag.Rule{Name: "own-voice", Says: "a paragraph after a quotation in which the release’s own voice returns"}
	ruleNoSpeech = tag.Rule{Name: "announces-no-speech", Says: "announced by words like those before a quotation, but what follows is a heading, a list or a table"}
)

// Rules are the rules by which quotes are read and left out, in the order of
// docs/facts.md.
var Rules = []tag.Rule{ruleBlock, ruleBlocks, ruleToNext, ruleInMarks, ruleShown, ruleSpeech, ruleLetter, ruleCueAfter, ruleLed, ruleOpened, ruleGoesOn, ruleReopened, ruleTold, ruleLostMark, ruleInside, ruleBelow, ruleLabel, ruleAlone, ruleNoCue, ruleTurn, ruleWhole, ruleSigned,
	ruleNobody, ruleTerm, ruleTitle, ruleOwnVoice, ruleNoSpeech}

// explain notes the rule that made the last quote: it rests on its cue and,
// where the cue does not spell the speaker out, on the place that does.
func (r *reader) explain(q *onrecord.Quote, who speaker, rule *tag.Rule) {
	if !r.d.Tracing() {
		return
	}
	var clues []onrecord.Span
	if q.Cue != nil {
		clues = append(clues, *q.Cue)
	}
	if who.entity >= 0 && (q.Cue == nil || !r.standsIn(who.entity, *q.Cue)) {
		clues = append(clues, onrecord.Span(r.names[who.entity].Spans[0]))
	}
	r.d.Made(onrecord.KindQuote, q.Span, *rule, clues...)
}

// standsIn reports whether the name stands within the span.
func (r *reader) standsIn(name int, s onrecord.Span) bool {
	spans := r.names[name].Spans
	i, _ := slices.BinarySearchFunc(spans, s.Start, func(n onrecord.Pair, at int) int { return n.Start - at })
	return i < len(spans) && spans[i].End <= s.End
}

// leaveOut notes why the words between a pair of marks are no quote.
func (r *reader) leaveOut(p pair, rule *tag.Rule) {
	if !r.d.Tracing() {
		return
	}
	if s := r.between(p); s.End > s.Start {
		r.d.LeaveOut(onrecord.KindQuote, s, *rule, r.d.Span(p.open, p.open+1))
	}
}
