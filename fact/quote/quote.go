package quote

import (
	"cmp"
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/cue"
	"github.com/onrecord/onrecord/fact/tag"
)

// Read returns the quotes of the document in order of Start; never nil. They
// do not overlap. It is safe for concurrent use.
func Read(d *tag.Document, names []onrecord.Name) []onrecord.Quote {
	r := &reader{d: d, names: names, cues: cue.Find(d)}
	r.persons()
	r.places()
	r.marks()
	r.blockCues()
	r.turns = r.transcript()
	for b := r.wholeSpeech(); b < len(d.Blocks); {
		b = r.block(b)
	}
	byStart := func(a, b onrecord.Quote) int { return cmp.Compare(a.Start, b.Start) }
	slices.SortStableFunc(r.quotes, byStart)
	if r.summed() || r.inOnePair() || r.lettered() || r.uncued() {
		slices.SortStableFunc(r.quotes, byStart)
	}
	if r.quotes == nil {
		return []onrecord.Quote{}
	}
	return r.quotes
}

// reader is one reading of one document.
type reader struct {
	d     *tag.Document
	names []onrecord.Name
	cues  []cue.Cue
	// people are the spans of personal names, in order.
	people []person
	// opening maps a block that announces a quotation to its cue.
	opening []int // per block: index into announced, or -1
	// announced are the cues that end their block.
	announced []announcement
	spoken    []pair // quotation marks, in order
	quotes    []onrecord.Quote
	doubles   int // double quotation marks in the document
	// unbalanced is the token up to which more double marks open than close.
	unbalanced int
	// member is the one person who issued the release, "" where a body did; nil
	// until it is read.
	member *string
	// turns maps the paragraphs of a transcript that open with a speaker's label to it.
	turns map[int][2]int
	// last is who spoke last.
	last speaker
	// starts are the places of all names, stretches lead to them.
	starts        []place
	stretches     []int32
	we            answer
	institutional answer // whether bodies alone issued the release
	lost          answer // whether all marks were lost
	// pastSigned is the block after the last signature in a section of quotes.
	pastSigned int
	// surnames, first names and holders of posts lead to the one person they stand for; -1 where
	// several fit.
	surnames, firstNames, holders map[string]int
	// shared are those surnames that several people have; nil until one is looked up.
	shared map[string]sharing
	// posts are what earlier cues said of people whose posts no name gives.
	posts map[int]string
	// inFull are the names of those who spoke, with their rank.
	inFull map[int]string
	// spellings are names as they are given, by how the names have them.
	spellings map[string]string
	// severalVoices says that the quotes up to here are not all one person's.
	severalVoices bool
	// bodies are the names of bodies in lower case; nil until a role is read.
	bodies map[string]bool
	// lastRole is the last role that was read, its post and its body.
	lastRole [3]string
}

// place is one place of a name.
type place struct {
	span onrecord.Span
	kind onrecord.NameKind
	next int32 // the next place in the same stretch of text, or -1
}

// stretch is the number of bytes of text whose names are kept in one list.
const stretch = 64

// places files where names stand under stretches of the text.
func (r *reader) places() {
	r.stretches = make([]int32, len(r.d.Text)/stretch+1)
	for i := range r.stretches {
		r.stretches[i] = -1
	}
	n := 0
	for i := range r.names {
		n += len(r.names[i].Spans)
	}
	r.starts = make([]place, 0, n)
	for _, n := range r.names {
		for _, s := range n.Spans {
			at := s.Start / stretch
			r.starts = append(r.starts, place{onrecord.Span(s), n.Kind, r.stretches[at]})
			r.stretches[at] = int32(len(r.starts) - 1)
		}
	}
}

// namesIn calls each with the places of names that start in [start,end), in
// no order, until it returns true; it returns whether it did.
func (r *reader) namesIn(start, end int, each func(place) bool) bool {
	for k := start / stretch; k <= (end-1)/stretch && k < len(r.stretches); k++ {
		for i := r.stretches[k]; i >= 0; i = r.starts[i].next {
			if p := r.starts[i]; p.span.Start >= start && p.span.Start < end && each(p) {
				return true
			}
		}
	}
	return false
}

// announcement is a block that says whose words follow.
type announcement struct {
	block   int
	subject [2]int
	span    onrecord.Span
	// whole says that what follows is a statement or letter of its own, not
	// words that a story quotes.
	whole bool
}

// block reads the quotes that start in block b and returns the next block.
func (r *reader) block(b int) int {
	d := r.d
	if d.Blocks[b].Kind == onrecord.BlockQuotation {
		return r.marked(b)
	}
	if next := r.turn(b); next > b {
		return next
	}
	if next := r.greeted(b); next > b {
		return next
	}
	if next := r.saidBelow(b); next > b {
		return next
	}
	if a := r.opening[b]; a >= 0 && b+1 < len(d.Blocks) {
		ann := r.announced[a]
		who := r.resolve(ann.subject)
		if ann.whole {
			who = r.issues(ann.subject)
		}
		if next := r.inline(b); next > b+1 {
			return next // the marks that it opens reach into the blocks after
		}
		if first, end := r.letter(b + 1); ann.whole && end > first {
			if who.name+who.role == "" {
				who = r.writes(first, end)
			}
			r.last = who
			r.blockQuote(first, end, who, ann.span, &ruleLetter)
			return end
		}
		if next := r.labelled(b + 1); next > b+1 {
			return next
		}
		last := r.last
		r.last = who // whom "he said" means
		if next := r.ledUnopened(b + 1); next > b+1 {
			return next
		}
		r.last = last
		if next := d.Blocks[b+1]; next.First < next.Last && r.isAddress(next.First) {
			return b + 1
		}
		if r.leadsInMarks(b + 1) {
			return b + 1 // an older paper is quoted, not whoever was to speak
		}
		end, rule := r.extent(b+1, who, ann.whole)
		if end > b+1 {
			r.last = who
			r.blockQuote(b+1, end, who, ann.span, rule)
			return r.pastCaption(end, who, ann)
		}
		return b + 1
	}
	if next := r.ledUnopened(b); next > b {
		return next
	}
	if next := r.underQuotes(b); next > b {
		return next
	}
	if next := r.saidBy(b); next > b {
		return next
	}
	if next := r.labelled(b); next > b {
		return next
	}
	if next := r.statedInside(b); next > b {
		return next
	}
	if next := r.statedAfter(b); next > b {
		return next
	}
	next := r.inline(b)
	if next == b+1 {
		r.saidBeside(b)
	}
	return next
}

// marked reads a quotation that the source's own mark-up shows.
func (r *reader) marked(b int) int {
	end := b + 1
	for end < len(r.d.Blocks) && r.d.Blocks[end].Kind == onrecord.BlockQuotation {
		end++
	}
	var who speaker
	var span onrecord.Span
	if b > 0 {
		if a := r.opening[b-1]; a >= 0 {
			who, span = r.resolve(r.announced[a].subject), r.announced[a].span
		}
	}
	if who.name == "" && who.role == "" && end < len(r.d.Blocks) && r.opening[end] < 0 {
		if c, ok := r.cueIn(end); ok && len(r.d.Blocks) > end && r.d.Blocks[end].Last-r.d.Blocks[end].First < 30 {
			who, span = r.resolve(c.Subject), c.Span(r.d)
		}
	}
	r.last = who
	r.blockQuote(b, end, who, span, &ruleShown)
	return end
}

// blockQuote records the blocks [b,end) as one quote.
func (r *reader) blockQuote(b, end int, who speaker, cueSpan onrecord.Span, rule *tag.Rule) {
	s := onrecord.Span{Start: r.d.Blocks[b].Start, End: r.d.Blocks[end-1].End}
	s = r.bare(b, end, s)
	if s.End <= s.Start {
		return
	}
	r.add(s, who, cueSpan, rule)
}

// bare leaves off quotation marks around the whole of the blocks [b,end).
func (r *reader) bare(b, end int, s onrecord.Span) onrecord.Span {
	f, l := r.d.Blocks[b], r.d.Blocks[end-1]
	if f.First >= f.Last || l.First >= l.Last {
		return s
	}
	first, last := r.d.Tokens[f.First], r.d.Tokens[l.Last-1]
	if !isOpener(first.Norm) {
		return s
	}
	s.Start = int(first.End)
	if isCloser(last.Norm) {
		s.End = int(last.Start)
	} else if n := l.Last - 2; n > l.First && last.Norm == "." && isCloser(r.d.Tokens[n].Norm) {
		s.End = int(r.d.Tokens[n].Start)
	}
	return s
}

func (r *reader) add(s onrecord.Span, who speaker, cueSpan onrecord.Span, rule *tag.Rule) {
	if full, is := r.issuedBy(who.name); is {
		who.name = full.name // the release of Jane Doe calls her Doe
	}
	if who.entity >= 0 && who.name != "" && who.name == r.names[who.entity].Text {
		who.name = r.withRank(who.entity, who.role)
	}
	who.name = r.spelled(who.name)
	if who.role != "" && strings.HasPrefix(who.name, who.role+" ") {
		who.role = "" // the rank
	}
	q := onrecord.Quote{Head: onrecord.Head{Span: s, Text: s.Of(r.d.Text)}, Speaker: who.name, Role: who.role}
	if cueSpan.End > cueSpan.Start {
		q.Cue = &cueSpan
	}
	q.Post, q.Body = r.postAndBody(who.role)
	r.severalVoices = r.severalVoices || len(r.quotes) > 0 && q.Speaker != r.quotes[0].Speaker
	r.quotes = append(r.quotes, q)
	r.explain(&q, who, rule)
}

func isOpener(s string) bool { return s == "“" || s == "\"" || s == "‘" || s == "'" || s == "«" }
func isCloser(s string) bool { return s == "”" || s == "\"" || s == "’" || s == "'" || s == "»" }
