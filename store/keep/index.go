package keep

import (
	"cmp"
	"encoding/binary"
	"slices"
	"strconv"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/search"
	"github.com/onrecord/onrecord/store"
)

// PairMark joins the two words of a pair, in PairColumn; no term holds it.
const PairMark = "+"

const pairBreak = "|" // parts runs of pairs, so that no phrase reaches over

// indexed is what the index holds of one release. It is good until the next.
type indexed struct {
	text, pair             []byte
	titleStem, titleFolded []byte
	form                   []byte
	frequency              []byte
	length                 int // of title and text in words
}

// clone returns a copy that lasts.
func (x *indexed) clone() indexed {
	c := *x
	for _, b := range []*[]byte{&c.text, &c.pair, &c.titleStem, &c.titleFolded, &c.form, &c.frequency} {
		*b = slices.Clone(*b)
	}
	return c
}

// indexer turns releases into what the index holds. It is not safe for
// concurrent use.
type indexer struct {
	out    indexed
	terms  []search.Term // of the text
	words  []*word       // of each of them
	title  []search.Term
	other  []search.Term
	stems  []*stem // of the text, each once
	found  []byte  // distinct words
	seen   map[string]struct{}
	memory wordMemory
	turn   int // moves on with every release and every list of distinct words
}

func (x *indexer) release(a *search.Analyzer, r *onrecord.Release) *indexed {
	x.memory.bound()
	x.terms = a.Append(x.terms[:0], r.Text)
	x.title = a.Append(x.title[:0], r.Title)
	x.turn++
	o := &x.out
	o.length = len(x.terms) + len(x.title)
	o.text, o.pair, o.form, o.titleStem, o.titleFolded = o.text[:0], o.pair[:0], o.form[:0], o.titleStem[:0], o.titleFolded[:0]
	for i := range x.title {
		o.titleStem = appendWord(o.titleStem, x.title[i].Text)
		o.titleFolded = appendWord(o.titleFolded, x.title[i].Folded)
		x.form(x.memory.word(&x.title[i]))
	}
	x.words, x.stems = x.words[:0], x.stems[:0]
	for i := range x.terms {
		o.text = appendWord(o.text, x.terms[i].Text)
		w := x.memory.word(&x.terms[i])
		x.words = append(x.words, w)
		x.form(w)
		x.count(w.stem)
	}
	o.pair = appendPairs(o.pair, x.words)
	o.frequency = x.frequency(o.frequency[:0])
	return o
}

func (x *indexer) count(s *stem) {
	if s.counted != x.turn {
		s.counted, s.count = x.turn, 0
		x.stems = append(x.stems, s)
	}
	s.count++
}

// form adds the folded form of a word where it is not its stem, and the
// beginnings of both that are too short to be looked up among all words.
func (x *indexer) form(w *word) {
	if w.met == x.turn {
		return
	}
	w.met = x.turn
	if w.folded != w.stem.text {
		x.out.form = appendWord(x.out.form, w.folded)
	}
	for _, s := range w.starts {
		if s.met != x.turn {
			s.met = x.turn
			x.out.form = appendWord(x.out.form, s.token)
		}
	}
}

// appendPairs appends the pairs of neighbouring common words. A mark parts
// pairs that do not follow each other in the text.
func appendPairs(dst []byte, words []*word) []byte {
	before, last := false, -2
	for i, w := range words {
		now := w.stem.common
		if now && before {
			if last != i-1 && last >= 0 {
				dst = appendWord(dst, pairBreak)
			}
			dst = appendWord(dst, words[i-1].stem.text)
			dst = append(append(dst, PairMark...), w.stem.text...)
			last = i
		}
		before = now
	}
	return dst
}

func appendWord(dst []byte, word string) []byte {
	if len(dst) > 0 {
		dst = append(dst, ' ')
	}
	return append(dst, word...)
}

// frequency packs the stems that stand more than once in the text: for each,
// in order of its hash, the distance to the hash before and the count.
func (x *indexer) frequency(dst []byte) []byte {
	x.stems = slices.DeleteFunc(x.stems, func(s *stem) bool { return s.count == 1 })
	slices.SortFunc(x.stems, func(a, b *stem) int {
		return cmp.Or(cmp.Compare(a.hash, b.hash), b.count-a.count)
	})
	last := uint32(0)
	for _, s := range x.stems {
		dst = binary.AppendUvarint(dst, uint64(s.hash-last))
		dst = binary.AppendUvarint(dst, uint64(s.count))
		last = s.hash
	}
	return dst
}

// foldedWords returns the distinct folded words of a name, joined by spaces.
func (x *indexer) foldedWords(a *search.Analyzer, s string) []byte {
	x.other = a.Append(x.other[:0], s)
	if x.seen == nil {
		x.seen = map[string]struct{}{}
	}
	clear(x.seen)
	x.found = x.found[:0]
	for i := range x.other {
		w := x.other[i].Folded
		if _, ok := x.seen[w]; !ok {
			x.seen[w] = struct{}{}
			x.found = appendWord(x.found, w)
		}
	}
	return x.found
}

// Tokens of the index beside the words: a mark and a number. A colon stands in
// no term, nor at the start of what a prefix matches.
const (
	issuerMark   = ":i"
	speakerMark  = ":s"
	nameMark     = ":n"
	relationMark = ":r"
	doubtMark    = ":d" // with how many doubts the reading leaves
	factMark     = ":f" // with the fact's id
)

func issuerToken(value int64) string  { return string(appendToken(nil, issuerMark, value)) }
func speakerToken(value int64) string { return string(appendToken(nil, speakerMark, value)) }
func nameToken(name int64) string     { return string(appendToken(nil, nameMark, name)) }
func relationToken(name int64) string { return string(appendToken(nil, relationMark, name)) }
func doubtToken(level int) string     { return string(appendToken(nil, doubtMark, int64(level))) }
func factToken(id int64) string       { return factMark + idText(id) }

func appendToken(dst []byte, mark string, number int64) []byte {
	return strconv.AppendInt(append(dst, mark...), number, 10)
}

// factTokens are the tokens that the facts of one release share or may have.
type factTokens struct {
	issuers  []int64
	speakers []int64            // one a quote, 0 for none
	named    [][]int64          // names by block, in order
	ends     map[string][]int64 // the names that relations may mean, by name as printed
	keys     []uint64
	buffer   []byte
}

// factTokens works out the tokens of a release's facts. Numbers are those of
// the things that its names name.
func (b *batchSaver) factTokens(w *work, numbers []int64) (*factTokens, error) {
	r := w.record
	t := &factTokens{speakers: make([]int64, len(r.Quotes)), named: namesByBlock(r, numbers)}
	for _, issuer := range r.IssuedBy {
		n, err := b.value(b.conn, issuerField, issuer)
		if err != nil {
			return nil, err
		}
		t.issuers = append(t.issuers, n)
	}
	for i := range r.Quotes {
		if r.Quotes[i].Speaker == "" {
			continue
		}
		n, err := b.value(b.conn, speakerField, r.Quotes[i].Speaker)
		if err != nil {
			return nil, err
		}
		t.speakers[i] = n
	}
	if len(r.Relations) == 0 {
		return t, nil
	}
	t.ends = make(map[string][]int64, 2*len(r.Names))
	for i := range r.Names {
		n := &r.Names[i]
		if numbers[i] == 0 { // people rejected it
			continue
		}
		t.ends[n.Text] = appendOnce(t.ends[n.Text], numbers[i])
		for _, form := range n.Aliases {
			t.ends[form] = appendOnce(t.ends[form], numbers[i])
		}
	}
	return t, nil
}

func appendOnce(list []int64, n int64) []int64 {
	if slices.Contains(list, n) {
		return list
	}
	return append(list, n)
}

func namesByBlock(r *onrecord.Record, numbers []int64) [][]int64 {
	out := make([][]int64, len(r.Blocks))
	for i := range r.Names {
		for _, p := range r.Names[i].Spans {
			if at := r.BlockAt(p.Start); at >= 0 && numbers[i] != 0 {
				out[at] = appendOnce(out[at], numbers[i])
			}
		}
	}
	return out
}

// appendStemsUnder appends the keys of the distinct stems under a span of the release indexed last.
func (x *indexer) appendStemsUnder(dst []uint64, span onrecord.Span) []uint64 {
	x.turn++
	at, _ := slices.BinarySearchFunc(x.terms, span.Start, func(t search.Term, start int) int { return t.Span.Start - start })
	for ; at < len(x.terms) && x.terms[at].Span.End <= span.End; at++ {
		if s := x.words[at].stem; s.met != x.turn {
			s.met = x.turn
			dst = append(dst, s.key)
		}
	}
	return dst
}

// doubtLevel counts what the reading of a fact leaves open.
func doubtLevel(f *onrecord.Facts, e entry) int64 {
	var doubts []onrecord.Doubt
	switch onrecord.FactKinds[e.kind] {
	case onrecord.KindQuote:
		doubts = f.Quotes[e.ordinal].Doubts()
	case onrecord.KindDate:
		doubts = f.Dates[e.ordinal].Doubts()
	case onrecord.KindFigure:
		doubts = f.Figures[e.ordinal].Doubts()
	case onrecord.KindCommitment:
		doubts = f.Commitments[e.ordinal].Doubts()
	case onrecord.KindName:
		doubts = f.Names[e.ordinal].Doubts()
	case onrecord.KindRelation:
		doubts = f.Relations[e.ordinal].Doubts()
	}
	return int64(min(len(doubts), store.MaxDoubts))
}

// cutWords returns the keys of the stems of a fact's words, or of those that people cut anew.
func cutWords(words []uint64, said onrecord.Statement) []uint64 {
	for _, c := range said.Corrections {
		if c.Field != onrecord.FieldWords {
			continue
		}
		words = nil
		for _, t := range search.Analyze(c.Value) {
			words = append(words, termKey(t.Text))
		}
	}
	return words
}

// of returns the keys of the tokens of one fact. They are good until the next.
func (t *factTokens) of(r *onrecord.Record, e entry, id int64) []uint64 {
	t.buffer = appendID(append(t.buffer[:0], factMark...), id)
	t.keys = append(t.keys[:0], everyFact, termKey(t.buffer))
	add := func(mark string, numbers ...int64) {
		for _, n := range numbers {
			t.buffer = appendToken(t.buffer[:0], mark, n)
			t.keys = append(t.keys, termKey(t.buffer))
		}
	}
	add(doubtMark, doubtLevel(&r.Facts, e))
	add(issuerMark, t.issuers...)
	first, last := r.BlockAt(e.span.Start), r.BlockAt(max(e.span.Start, e.span.End-1))
	for i := max(first, 0); i <= last; i++ {
		add(nameMark, t.named[i]...)
	}
	switch onrecord.FactKinds[e.kind] {
	case onrecord.KindQuote:
		if n := t.speakers[e.ordinal]; n != 0 {
			add(speakerMark, n)
		}
	case onrecord.KindRelation:
		relation := &r.Relations[e.ordinal]
		for _, name := range relation.From {
			add(relationMark, t.ends[name]...)
		}
		add(relationMark, t.ends[relation.To]...)
	}
	return t.keys
}
