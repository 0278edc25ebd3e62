package commitment

import (
	"embed"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

//go:embed words/*.txt
var files embed.FS

var (
	concrete = tag.MustList(files, "words/concrete.txt")
	soft     = tag.MustList(files, "words/soft.txt")
	things   = tag.MustList(files, "words/things.txt")
	actors   = tag.MustList(files, "words/actor.txt")
	subjects = tag.MustList(files, "words/subject.txt")
	pledges  = tag.MustList(files, "words/pledge.txt")
	aims     = tag.MustList(files, "words/aim.txt")
	official = tag.MustList(files, "words/official.txt")
)

// Read returns the commitments of the document in order of Start; never nil.
// The dates, quotes and names must be those read from the same document.
func Read(d *tag.Document, dates []onrecord.DateFact, quotes []onrecord.Quote, names []onrecord.Name) []onrecord.Commitment {
	r := &reader{d: d, dates: dates, quotes: quotes, names: indexNames(d, names), out: []onrecord.Commitment{}}
	for b := range d.Blocks {
		r.block(b)
	}
	return r.out
}

// reader walks the document once.
type reader struct {
	d      *tag.Document
	dates  []onrecord.DateFact
	quotes []onrecord.Quote
	names  nameIndex
	out    []onrecord.Commitment

	// lead is the undertaking that a list under way stands below.
	lead *undertaking
	// last is the undertaking of the sentence before, for "This will include".
	last *undertaking
	// nextDate and nextQuote are where the walk stands in dates and quotes.
	nextDate, nextQuote int
	// quote is the quotation that the sentence at hand lies in, or nil.
	quote *onrecord.Quote
}

// undertaking is a sentence that undertakes something.
type undertaking struct {
	actor    string
	verb     int // index of the first token of what is undertaken
	strength onrecord.Strength
	due      *onrecord.Due
}

func (r *reader) block(b int) {
	block := r.d.Blocks[b]
	switch block.Kind {
	case onrecord.BlockHeading, onrecord.BlockAttachment, onrecord.BlockTableRow:
		r.lead, r.last = nil, nil
		return
	case onrecord.BlockListItem:
		if r.lead != nil && block.First < block.Last {
			r.bullet(block)
			return
		}
	default:
		r.lead = nil
	}
	for i := block.FirstSentence; i < block.LastSentence; i++ {
		s := r.d.Sentences[i]
		r.enterQuote(r.d.SentenceSpan(i))
		u := r.sentence(s)
		ends := s.Last == block.Last && r.d.Tokens[s.Last-1].Norm == ":"
		r.last = u
		if u == nil {
			continue
		}
		if ends {
			r.lead = u
			if r.d.Tokens[u.verb].Norm == ":" || u.verb >= s.Last-1 {
				continue // all that is undertaken stands in the list
			}
		}
		r.keep(s, u)
	}
}

// enterQuote moves to the quotation that holds the span, if one does.
func (r *reader) enterQuote(s onrecord.Span) {
	for r.nextQuote < len(r.quotes) && r.quotes[r.nextQuote].End <= s.Start {
		r.nextQuote++
	}
	r.quote = nil
	if r.nextQuote < len(r.quotes) && r.quotes[r.nextQuote].Contains(s) {
		r.quote = &r.quotes[r.nextQuote]
	}
}

// bullet keeps a list item below a lead-in that undertakes it.
func (r *reader) bullet(block tag.Block) {
	s := tag.Sentence{First: block.First, Last: block.Last}
	first := s.First
	for first < s.Last && r.d.Tokens[first].Kind != text.Word {
		first++
	}
	if first == s.Last || s.Last-s.First < 4 {
		return
	}
	u := *r.lead
	u.verb, u.due = first, nil
	verb := r.d.Tokens[first].Norm
	if !r.checkable(first, s.Last) && !gerund(verb) {
		if own := r.sentence(s); own == nil || isSoft(verb) {
			return
		}
	}
	if isSoft(base(verb)) || verb == "ensure" {
		return
	}
	r.keep(s, &u)
}

// keep adds the sentence as a commitment.
func (r *reader) keep(s tag.Sentence, u *undertaking) {
	head := r.d.Head(s.First, s.Last)
	if u.due == nil {
		u.due = r.due(s, u.verb)
	}
	last := s.Last
	for last > u.verb+1 && r.d.Tokens[last-1].Kind == text.Punct {
		last--
	}
	action := ""
	if u.verb < last {
		action = r.d.Words(u.verb, last)
	}
	r.out = append(r.out, onrecord.Commitment{Head: head, Actor: u.actor, Action: action, Due: u.due, Strength: u.strength})
}

// sentence returns what the sentence undertakes, nil where it undertakes
// nothing that can be checked.
func (r *reader) sentence(s tag.Sentence) *undertaking {
	if s.Last-s.First < 4 || r.d.Tokens[s.Last-1].Norm == "?" || r.quote != nil && !r.speaksForBody() {
		return nil
	}
	for i := s.First; i < s.Last; i++ {
		t := &r.d.Tokens[i]
		if t.Kind != text.Word && t.Kind != text.Clitic {
			continue
		}
		if u := r.at(s, i); u != nil {
			return u
		}
	}
	return nil
}

// at tries every form of undertaking at token i.
func (r *reader) at(s tag.Sentence, i int) *undertaking {
	switch norm := r.d.Tokens[i].Norm; norm {
	case "will", "shall", "'ll":
		return r.will(s, i)
	case "is", "are", "am", "'re", "'m":
		return r.progressive(s, i)
	case "to":
		return r.infinitive(s, i)
	case "comes", "come", "came", "takes", "take":
		return r.inForce(s, i)
	}
	return nil
}

// speaksForBody reports whether the quotation at hand is an official's, whose
// "we" is a public body.
func (r *reader) speaksForBody() bool {
	for _, w := range strings.FieldsFunc(strings.ToLower(r.quote.Role), func(c rune) bool { return c == ' ' || c == ',' || c == '-' || c == '’' || c == '\'' }) {
		if official.Has(w) {
			return true
		}
	}
	return false
}
