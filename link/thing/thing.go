package thing

import (
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/link"
	"github.com/onrecord/onrecord/text"
)

// Thing is a named thing as it is looked for in records. It remembers the names that it met and what the records say
// of it, and belongs to one goroutine. Records that it was given must not change while it is used.
type Thing struct {
	kind  onrecord.NameKind
	ids   map[string]bool // of all forms, whatever kind of thing they are read as
	heads map[string]bool // the nouns by which it is meant again
	met   map[printed]string
	nouns map[string]string // headOf of the names that it met
	read  map[*onrecord.Record]*passages
}

// passages are where a record means the thing.
type passages struct {
	spans     []onrecord.Span // where it names the thing, in order and apart
	first     int             // where it does so first: -1 for nowhere
	sentences []sentence
	cut       bool // sentences are known
}

// printed is a name as a release prints it.
type printed struct {
	kind onrecord.NameKind
	text string
}

// New returns the thing of that kind with all forms of its name.
func New(kind onrecord.NameKind, forms ...string) *Thing {
	t := &Thing{kind: kind, ids: map[string]bool{}, heads: map[string]bool{}, met: map[printed]string{}, nouns: map[string]string{}, read: map[*onrecord.Record]*passages{}}
	for _, form := range forms {
		for _, k := range onrecord.NameKinds {
			if (k == onrecord.NamePerson) == (kind == onrecord.NamePerson) {
				t.ids[link.NameID(k, form)] = true
			}
		}
		if h := headOf(form); h != "" {
			t.heads[h] = true
		}
	}
	if kind == onrecord.NameOperation {
		t.heads["operation"] = true
	}
	return t
}

// Is reports whether a name of a release is the thing.
func (t *Thing) Is(n *onrecord.Name) bool { return t.ids[t.idOf(n)] }

// idOf is link.NameID of a name: the same are met again and again.
func (t *Thing) idOf(n *onrecord.Name) string {
	id, known := t.met[printed{n.Kind, n.Text}]
	if !known {
		id = link.NameID(n.Kind, n.Text)
		t.met[printed{n.Kind, n.Text}] = id
	}
	return id
}

// nounOf is headOf of a name: the same are met again and again.
func (t *Thing) nounOf(n *onrecord.Name) string {
	noun, known := t.nouns[n.Text]
	if !known {
		noun = headOf(n.Text)
		t.nouns[n.Text] = noun
	}
	return noun
}

// headOf returns the common noun that a name says its thing is: the last word
// of "Harbour Fund", the word before "of" or "for" of "Commission for Ports";
// "" where it is none.
func headOf(form string) string {
	head := ""
	for _, t := range text.Tokens(form) {
		if t.Kind != text.Word {
			continue
		}
		if head != "" && preposed.Has(t.Norm) {
			break
		}
		head = t.Norm
	}
	if !heads.Has(head) {
		return ""
	}
	return head
}

// sentence is one sentence of a record that means the thing at least once.
type sentence struct {
	onrecord.Span // of the record's text
	text          string
	base          int          // where its block starts
	tokens        []text.Token // of its block, their offsets those of the block
	first, end    int          // its own, half open
	mentions      []mention
	speaker       string // whose words it is, "" where the release gives none
	quoted        bool
}

// mention is where a sentence means the thing, as a half-open range of tokens.
type mention struct {
	from, to int
	short    bool // by its common noun: "the fund"
	ahead    bool // before it is named: "a new fund"
}

// span returns where a range of tokens stands in the record's text.
func (s *sentence) span(from, to int) onrecord.Span {
	return onrecord.Span{Start: s.base + int(s.tokens[from].Start), End: s.base + int(s.tokens[to-1].End)}
}

// norm returns a token's letters, "" outside the sentence.
func (s *sentence) norm(i int) string {
	if i < s.first || i >= s.end {
		return ""
	}
	return s.tokens[i].Norm
}

// word reports whether a word or number stands there.
func (s *sentence) word(i int) bool {
	return i >= s.first && i < s.end && (s.tokens[i].Kind == text.Word || s.tokens[i].Kind == text.Number)
}

// named reports whether a token begins with a capital.
func (s *sentence) named(i int) bool {
	return i >= s.first && i < s.end && s.tokens[i].Kind == text.Word && s.tokens[i].Shape != text.Lower
}

// maxEntry is the most tokens of an entry of a word list.
const maxEntry = 6

// entry returns the value of the longest entry that the tokens spell from i on
// and the index after it; 0 where none does.
func (s *sentence) entry(l interface {
	Lookup(string) (string, bool)
}, i int) (value string, end int) {
	var words strings.Builder
	for j := i; j < s.end && j < i+maxEntry; j++ {
		if j > i && !s.tokens[j].Glued {
			words.WriteByte(' ')
		}
		words.WriteString(s.tokens[j].Norm)
		if v, ok := l.Lookup(words.String()); ok {
			value, end = v, j+1
		}
	}
	return value, end
}

// sentences returns the sentences of a record that mean the thing, in order.
// The line that states the issue is none.
func (t *Thing) sentences(r *onrecord.Record) []sentence {
	p := t.passages(r)
	if p.cut {
		return p.sentences
	}
	p.cut = true
	if p.first < 0 {
		return nil
	}
	short := t.shortForm(r)
	for i, b := range r.Blocks {
		if short == "" && !overlaps(p.spans, b.Span) || i == 0 && onrecord.StatesIssue(b.Of(r.Text)) {
			continue
		}
		p.sentences = t.cut(p.sentences, r, b.Span, p.spans, p.first, short)
	}
	return p.sentences
}

// spans returns where a record names the thing, in order and apart, and where it
// does so first: -1 for nowhere.
func (t *Thing) spans(r *onrecord.Record) (spans []onrecord.Span, first int) {
	p := t.passages(r)
	return p.spans, p.first
}

// passages returns what is known of a record, its sentences where they were asked for.
func (t *Thing) passages(r *onrecord.Record) *passages {
	p := t.read[r]
	if p == nil {
		p = &passages{}
		p.spans, p.first = t.named(r)
		t.read[r] = p
	}
	return p
}

// named looks for what spans returns.
func (t *Thing) named(r *onrecord.Record) (spans []onrecord.Span, first int) {
	first = -1
	for i := range r.Names {
		if !t.Is(&r.Names[i]) {
			continue
		}
		for _, p := range r.Names[i].Spans {
			spans = append(spans, onrecord.Span(p))
			if first < 0 || p.Start < first {
				first = p.Start
			}
		}
	}
	slices.SortFunc(spans, func(a, b onrecord.Span) int { return a.Start - b.Start })
	apart := spans[:0]
	for _, s := range spans {
		if n := len(apart); n > 0 && s.Start < apart[n-1].End {
			apart[n-1].End = max(apart[n-1].End, s.End)
			continue
		}
		apart = append(apart, s)
	}
	return apart, first
}

// shortForm returns the noun by which a record may mean the thing again: ""
// where a second thing that it names would be meant by it too.
func (t *Thing) shortForm(r *onrecord.Record) string {
	own := ""
	for i := range r.Names {
		n := &r.Names[i]
		if t.Is(n) {
			if h := t.nounOf(n); h != "" && own == "" {
				own = h
			}
		}
	}
	if own == "" && t.kind == onrecord.NameOperation {
		own = "operation"
	}
	for i := range r.Names {
		n := &r.Names[i]
		if n.Kind != onrecord.NamePerson && !t.Is(n) && t.nounOf(n) == own {
			return ""
		}
	}
	return own
}

// covering returns the first of spans, in order and apart, that shares a byte with one.
func covering(spans []onrecord.Span, s onrecord.Span) (onrecord.Span, bool) {
	i, _ := slices.BinarySearchFunc(spans, s.Start, func(o onrecord.Span, at int) int {
		if o.End <= at {
			return -1
		}
		return 1
	})
	if i < len(spans) && spans[i].Overlaps(s) {
		return spans[i], true
	}
	return onrecord.Span{}, false
}

func overlaps(spans []onrecord.Span, s onrecord.Span) bool {
	_, some := covering(spans, s)
	return some
}

// cut adds the block's sentences that mean the thing.
func (t *Thing) cut(out []sentence, r *onrecord.Record, block onrecord.Span, spans []onrecord.Span, first int, short string) []sentence {
	tokens := text.Tokens(block.Of(r.Text))
	ended := false // the sentence before ended with the thing: "This system" means it
	for _, s := range text.Sentences(block.Of(r.Text), tokens) {
		got := sentence{text: r.Text, base: block.Start, tokens: tokens, first: s[0], end: s[1]}
		got.Span = got.span(s[0], s[1])
		for i := s[0]; i < s[1]; i++ {
			at := got.span(i, i+1)
			to := i + 1
			named, is := covering(spans, at)
			for is && to < s[1] && named.Contains(got.span(to, to+1)) {
				to++
			}
			switch {
			case is:
				if to < s[1] && t.heads[tokens[to].Norm] && tokens[to].Shape == text.Lower && !tokens[to].Glued {
					to++ // "the CITES convention"
				}
				got.mentions = append(got.mentions, mention{from: i, to: to})
				i = to - 1
			case short != "" && at.Start > first && tokens[i].Norm == short && tokens[i].Shape == text.Lower && got.again(i):
				got.mentions = append(got.mentions, mention{from: i, to: i + 1, short: true})
			case short != "" && block.End <= first && first-at.Start < maxAhead && tokens[i].Norm == short && tokens[i].Shape == text.Lower && got.brings(i):
				got.mentions = append(got.mentions, mention{from: i, to: i + 1, short: true, ahead: true})
			}
		}
		if len(got.mentions) == 0 && ended && got.norm(s[0]) == "this" && heads.Has(got.norm(s[0]+1)) {
			got.mentions = append(got.mentions, mention{from: s[0] + 1, to: s[0] + 2, short: true})
		}
		ended = false
		if n := len(got.mentions); n > 0 {
			got.said(r)
			out = append(out, got)
			ended = !got.mentions[n-1].short && got.last(got.mentions[n-1].to)
		}
	}
	return out
}

// last reports whether nothing but signs stands from a token on.
func (s *sentence) last(i int) bool {
	for ; i < s.end; i++ {
		if s.tokens[i].Kind != text.Punct {
			return false
		}
	}
	return true
}

// maxAhead is how far before a thing's name, in bytes, "a new fund" may mean it.
const maxAhead = 900

// brings reports whether a common noun brings up what is named later: "a new
// national policing centre".
func (s *sentence) brings(i int) bool {
	if i+1 < s.end && s.tokens[i+1].Kind != text.Punct && !verb(s.norm(i+1)) && !preposed.Has(s.norm(i+1)) {
		return false
	}
	for j := i - 1; j >= s.first && j > i-9; j-- {
		switch {
		case s.norm(j) == "new":
			return s.norm(j-1) == "a"
		case article(s.norm(j)), preposed.Has(s.norm(j)), s.named(j):
			return false
		}
	}
	return false
}

// again reports whether a common noun means something named before: "the
// fund", "this new fund", and no "fund manager" or "fund's".
func (s *sentence) again(i int) bool {
	before := s.norm(i - 1)
	if before == "new" || before == "landmark" {
		before = s.norm(i - 2)
	}
	if before != "the" && before != "this" {
		return false
	}
	return i+1 >= s.end || s.tokens[i+1].Kind == text.Punct || s.tokens[i+1].Kind == text.Word && !s.named(i+1)
}

// said fills in whose words the sentence is.
func (s *sentence) said(r *onrecord.Record) {
	for i := range r.Quotes {
		if q := &r.Quotes[i]; q.Span.Overlaps(s.Span) && q.Len() > s.Len()/2 {
			s.quoted, s.speaker = true, q.Speaker
			return
		}
	}
}
