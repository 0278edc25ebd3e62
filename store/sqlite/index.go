package sqlite

import (
	_ "embed"
	"encoding/binary"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/search"
)

//go:embed common.txt
var commonWords string

// isCommon holds the stems of common.txt.
var isCommon = sync.OnceValue(func() map[string]bool {
	m := map[string]bool{}
	for line := range strings.Lines(commonWords) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for _, t := range search.Analyze(line) {
			m[t.Text] = true
		}
	}
	return m
})

const (
	pairMark  = '+' // joins the two words of a pair; no term holds it
	pairBreak = "|" // parts runs of pairs, so that no phrase reaches over
)

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
	title  []search.Term
	other  []search.Term
	stems  map[string]int32
	forms  map[string]struct{}
	begun  map[string]struct{}
	counts []stemCount
	found  []byte // distinct words
	seen   map[string]struct{}
}

type stemCount struct {
	hash  uint32
	count uint32
}

func (x *indexer) release(a *search.Analyzer, r *onrecord.Release) *indexed {
	x.terms = a.Append(x.terms[:0], r.Text)
	x.title = a.Append(x.title[:0], r.Title)
	if x.stems == nil {
		x.stems, x.forms, x.begun = map[string]int32{}, map[string]struct{}{}, map[string]struct{}{}
	}
	clear(x.stems)
	clear(x.forms)
	clear(x.begun)
	o := &x.out
	o.length = len(x.terms) + len(x.title)
	o.text, o.pair, o.form, o.titleStem, o.titleFolded = o.text[:0], o.pair[:0], o.form[:0], o.titleStem[:0], o.titleFolded[:0]
	for i := range x.title {
		o.titleStem = appendWord(o.titleStem, x.title[i].Text)
		o.titleFolded = appendWord(o.titleFolded, x.title[i].Folded)
		x.form(&x.title[i])
	}
	for i := range x.terms {
		o.text = appendWord(o.text, x.terms[i].Text)
		x.form(&x.terms[i])
		x.stems[x.terms[i].Text]++
	}
	o.pair = appendPairs(o.pair, x.terms)
	o.frequency = x.frequency(o.frequency[:0])
	return o
}

// form adds the folded form of a term where it is not its stem, and the
// beginnings of both that are too short to be looked up among all words.
func (x *indexer) form(t *search.Term) {
	if t.Folded != t.Text && x.newForm(t.Folded) {
		x.out.form = appendWord(x.out.form, t.Folded)
		x.starts(t.Folded)
	}
	if x.stems[t.Text] == 0 {
		x.starts(t.Text)
	}
}

func (x *indexer) newForm(s string) bool {
	_, old := x.forms[s]
	if !old {
		x.forms[s] = struct{}{}
	}
	return !old
}

// starts adds the first one, two and three characters of a form.
func (x *indexer) starts(form string) {
	at := 0
	for range shortPrefix {
		if at == len(form) {
			return
		}
		_, size := utf8.DecodeRuneInString(form[at:])
		at += size
		if token := form[:at]; x.newStart(token) {
			x.out.form = appendWord(x.out.form, startToken(token))
		}
	}
}

func (x *indexer) newStart(s string) bool {
	_, old := x.begun[s]
	if !old {
		x.begun[s] = struct{}{}
	}
	return !old
}

// shortPrefix is up to how many characters a prefix is a token of its own.
const shortPrefix = 3

func startToken(start string) string { return ":p" + start }

// appendPairs appends the pairs of neighbouring common words. A mark parts
// pairs that do not follow each other in the text.
func appendPairs(dst []byte, terms []search.Term) []byte {
	common := isCommon()
	before, last := false, -2
	for i := range terms {
		now := common[terms[i].Text]
		if now && before {
			if last != i-1 && last >= 0 {
				dst = appendWord(dst, pairBreak)
			}
			dst = appendWord(dst, terms[i-1].Text)
			dst = append(append(dst, pairMark), terms[i].Text...)
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
	x.counts = x.counts[:0]
	for stem, n := range x.stems {
		if n > 1 {
			x.counts = append(x.counts, stemCount{hashOf(stem), uint32(n)})
		}
	}
	slices.SortFunc(x.counts, func(a, b stemCount) int {
		if a.hash != b.hash {
			if a.hash < b.hash {
				return -1
			}
			return 1
		}
		return int(b.count) - int(a.count)
	})
	last := uint32(0)
	for _, c := range x.counts {
		dst = binary.AppendUvarint(dst, uint64(c.hash-last))
		dst = binary.AppendUvarint(dst, uint64(c.count))
		last = c.hash
	}
	return dst
}

// hashOf is a stem's place in the packed frequencies: 32 bits, so that of the
// 200 stems of a release one in 20 million is taken for another.
func hashOf(stem string) uint32 {
	h := fnv.New32a()
	_, _ = h.Write([]byte(stem))
	return h.Sum32()
}

// foldedWords returns the distinct folded words of a name, joined by spaces.
func (x *indexer) foldedWords(a *search.Analyzer, s string) []byte {
	x.other = a.Append(x.other[:0], s)
	x.startWords()
	for i := range x.other {
		x.word(x.other[i].Folded)
	}
	return x.found
}

func (x *indexer) startWords() {
	if x.seen == nil {
		x.seen = map[string]struct{}{}
	}
	clear(x.seen)
	x.found = x.found[:0]
}

func (x *indexer) word(w string) {
	if _, ok := x.seen[w]; !ok {
		x.seen[w] = struct{}{}
		x.found = appendWord(x.found, w)
	}
}

// Tokens of the index beside the words: a mark and a number. A colon stands in
// no term, nor at the start of what a prefix matches.
const (
	issuerMark   = ":i"
	speakerMark  = ":s"
	nameMark     = ":n"
	relationMark = ":r"
)

func issuerToken(value int64) string  { return string(appendToken(nil, issuerMark, value)) }
func speakerToken(value int64) string { return string(appendToken(nil, speakerMark, value)) }
func nameToken(name int64) string     { return string(appendToken(nil, nameMark, name)) }
func relationToken(name int64) string { return string(appendToken(nil, relationMark, name)) }
func factToken(id int64) string       { return ":f" + idText(id) }

func appendToken(dst []byte, mark string, number int64) []byte {
	return strconv.AppendInt(append(dst, mark...), number, 10)
}

// factTokens are the tokens that the facts of one release share or may have.
type factTokens struct {
	issuers  []int64
	speakers []int64            // one a quote, 0 for none
	named    [][]int64          // names by block, in order
	ends     map[string][]int64 // the names that relations may mean, by name as printed
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
			if at := blockAt(r.Blocks, p.Start); at >= 0 {
				out[at] = appendOnce(out[at], numbers[i])
			}
		}
	}
	return out
}

// blockAt returns the index of the block that holds the offset, or -1.
func blockAt(blocks []onrecord.Block, offset int) int {
	i, found := slices.BinarySearchFunc(blocks, offset, func(b onrecord.Block, at int) int {
		switch {
		case b.End <= at:
			return -1
		case b.Start > at:
			return 1
		}
		return 0
	})
	if !found {
		return -1
	}
	return i
}

// words returns the distinct stems under a span of the release indexed last.
func (x *indexer) words(span onrecord.Span) []byte {
	x.startWords()
	at, _ := slices.BinarySearchFunc(x.terms, span.Start, func(t search.Term, start int) int { return t.Span.Start - start })
	for ; at < len(x.terms) && x.terms[at].Span.End <= span.End; at++ {
		x.word(x.terms[at].Text)
	}
	return x.found
}

// of returns the tokens of one fact, with a space after each.
func (t *factTokens) of(r *onrecord.Record, e entry, id int64) []byte {
	t.buffer = append(appendID(append(t.buffer[:0], ":f"...), id), ' ')
	add := func(mark string, numbers ...int64) {
		for _, n := range numbers {
			t.buffer = append(appendToken(t.buffer, mark, n), ' ')
		}
	}
	add(issuerMark, t.issuers...)
	first, last := blockAt(r.Blocks, e.span.Start), blockAt(r.Blocks, max(e.span.Start, e.span.End-1))
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
	return t.buffer
}
