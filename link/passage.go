package link

import (
	"slices"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/text"
)

// passages are a record's blocks with what is asked of them again and again: each is cut
// into tokens and sentences once.
type passages struct {
	record   *onrecord.Record
	sheets   []*sheet             // of blocks, by place; nil for those not asked for yet
	free     []text.Token         // empty: memory for the tokens of blocks to come
	terms    map[int][]string     // of blocks, by place
	mask     []onrecord.Span      // where dates and names that are no subject stand, in order
	mentions []mention            // in order
	things   []onrecord.Span      // where they stand, joined and in order
	figured  []*onrecord.Figure   // in order
	dated    []*onrecord.DateFact // in order
	issuers  []string             // folded
	issued   []string             // the signs of the issuers
	title    string               // folded
	folded   [][]string           // of names, by place, as forms has folded them
	titles   []string             // of names, by place, as titleOf has made them
	leading  []named              // what the lead and the title name: see topNames
	beside   map[int][]named      // what blocks name, by place
	lines    map[int]*read        // of sentences, by where they begin
	runs     map[runOf][]*onrecord.Figure
	said     map[int]*Member // what was read of figures that are compared, by where they begin
	reader   *Reader
	// subject are the terms that say what the release is about, once its sentences were read.
	subject []string
	// titleWords are titleTerms once titled: who asks for figures alone needs none.
	titleWords []string
	titled     bool
	// hashed is the paragraph hashed last, hashedOf its place.
	hashed   *paragraph
	hashedOf int
	offer    struct { // see offersFile
		block int // one more than its place
		file  bool
	}
}

func newPassages(r *onrecord.Record, reader *Reader) *passages {
	p := &passages{record: r, reader: reader, sheets: make([]*sheet, len(r.Blocks)), free: reader.tokens[:0], terms: map[int][]string{}, mentions: mentionsOf(r),
		issuers: foldedIssuers(r), title: fold(onrecord.NameScheme, r.Title), beside: map[int][]named{}, lines: map[int]*read{}, runs: map[runOf][]*onrecord.Figure{}, said: map[int]*Member{}}
	p.figured = inOrder(r.Figures, func(f *onrecord.Figure) int { return f.Start })
	p.dated = inOrder(r.Dates, func(d *onrecord.DateFact) int { return d.Start })
	for _, b := range p.issuers {
		p.issued = append(p.issued, byIssuer+b)
	}
	p.things = namedSpans(p.mentions)
	p.mask = masks(r, p.issuers)
	return p
}

// titleTerms returns the stems of the title's content words.
func (p *passages) titleTerms() []string {
	if !p.titled {
		p.titleWords, p.titled = wordsOf(p.record.Title), true
	}
	return p.titleWords
}

// sheet is a block cut into tokens and sentences.
type sheet struct {
	tokens    []text.Token
	sentences [][2]int
}

// sheet returns a block's.
func (p *passages) sheet(block int) *sheet {
	if p.sheets[block] == nil {
		s := p.record.Blocks[block].Of(p.record.Text)
		if n := len(s)/5 + 8; cap(p.free) < n {
			p.free = p.reader.room(n)
		}
		tokens := text.AppendTokens(p.free, s)
		p.free = tokens[len(tokens):]
		p.sheets[block] = &sheet{tokens[:len(tokens):len(tokens)], text.Sentences(s, tokens)}
	}
	return p.sheets[block]
}

// How many tokens a reader has memory for from one record to the next.
const (
	leastTokens = 1 << 8
	mostTokens  = 1 << 16
)

// room returns empty memory for so many tokens and more, twice as much as the reader had.
func (reader *Reader) room(n int) []text.Token {
	tokens := make([]text.Token, 0, max(n, min(2*cap(reader.tokens), mostTokens), leastTokens))
	if cap(tokens) <= mostTokens {
		reader.tokens = tokens
	}
	return tokens
}

// block returns the place of the block that holds the span's start, -1 where
// none does.
func (p *passages) block(s onrecord.Span) int { return p.record.BlockAt(s.Start) }

// maxTerms bounds the terms of one passage.
const maxTerms = 64

// united returns spans in order, those that overlap as one.
func united(all []onrecord.Span) []onrecord.Span {
	slices.SortFunc(all, func(a, b onrecord.Span) int { return a.Start - b.Start })
	var out []onrecord.Span
	for _, s := range all {
		if n := len(out); n > 0 && s.Start < out[n-1].End {
			out[n-1].End = max(out[n-1].End, s.End)
			continue
		}
		out = append(out, s)
	}
	return out
}

func distinct(words []string) []string {
	slices.Sort(words)
	return slices.Compact(words)
}

// intersection returns what two ordered lists share, in order.
func intersection(a, b []string) []string {
	var out []string
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			out = append(out, a[i])
			i, j = i+1, j+1
		}
	}
	return out
}

// namedSpans returns where a record names anything, joined and in order.
func namedSpans(mentions []mention) []onrecord.Span {
	all := make([]onrecord.Span, len(mentions))
	for i, m := range mentions {
		all[i] = m.Span
	}
	return united(all)
}

// named reports whether a place belongs to a name.
func (p *passages) named(at onrecord.Span) bool { return overlaps(p.things, at) }
