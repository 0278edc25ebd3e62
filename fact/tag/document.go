package tag

import (
	"slices"
	"sync"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/text"
)

// Document is a release's text as tagged tokens. It is not changed after Read
// and may be read by several goroutines at once; with a trace (ReadTraced) by
// one at a time.
type Document struct {
	Release *onrecord.Release
	// Text is Release.Text.
	Text      string
	Tokens    []Token
	Blocks    []Block
	Sentences []Sentence
	// Country is what Country tells of the release, else what its words tell:
	// an ISO 3166 code, "" where neither does.
	Country string

	once    sync.Once
	kept    any
	trace   *Trace
	scratch []text.Token
}

// Token is a token with the word lists that it stands in.
type Token struct {
	text.Token
	Tags Set
	// Word numbers the token's Norm; 0 where no list knows it.
	Word Word
	// Block and Sentence are indexes into the document's Blocks and Sentences.
	Block, Sentence int32
}

// Block is one block of the text; its tokens are Tokens[First:Last], its
// sentences Sentences[FirstSentence:LastSentence]. Both may be empty, and are
// where the block is not in English: nothing can be read from it.
type Block struct {
	onrecord.Block
	First, Last                 int
	FirstSentence, LastSentence int
}

// Sentence is one sentence; its tokens are Tokens[First:Last], never empty.
// A sentence never crosses a block.
type Sentence struct {
	First, Last int
	Block       int
}

// Read cuts and tags the release's text, block by block, in time linear in
// its length. Text outside every block has no tokens.
func Read(r *onrecord.Release) *Document {
	vocabulary.sealed.Store(true)
	d := freed.Get().(*Document)
	d.Release, d.Text, d.Country = r, r.Text, Country(r)
	d.Tokens = slices.Grow(d.Tokens, len(r.Text)/4+8)
	for _, b := range r.Blocks {
		d.scratch = text.AppendTokens(slices.Grow(d.scratch[:0], (b.End-b.Start)/4+8), b.Of(r.Text))
		d.block(b, d.scratch)
	}
	if d.Country == "" {
		d.Country = d.toldCountry()
	}
	d.dropForeignPosts()
	return d
}

// dropForeignPosts takes the tag of a post from the words that name one only in another
// country: "MEC" is a provincial minister in South Africa, else most often a company.
func (d *Document) dropForeignPosts() {
	for i := range d.Tokens {
		if t := &d.Tokens[i]; t.Tags&PostHead != 0 {
			if of := postCountries.Of(t.Word); of != "" && of != d.Country {
				t.Tags &^= PostHead
			}
		}
	}
}

// freed keeps the memory of documents that are done with: reading many
// releases would else leave most of its garbage here.
var freed = sync.Pool{New: func() any { return new(Document) }}

// maxFreed is how many tokens a document may have for its memory to be kept.
const maxFreed = 1 << 18

// Free gives the document's memory back for the next Read. Neither the
// document nor its lists may be used afterwards; words and spans taken from
// it stay good. It need not be called.
func (d *Document) Free() {
	if cap(d.Tokens) > maxFreed {
		return
	}
	clear(d.Tokens) // they hold on to the text
	clear(d.scratch[:cap(d.scratch)])
	*d = Document{Tokens: d.Tokens[:0], Blocks: d.Blocks[:0], Sentences: d.Sentences[:0], scratch: d.scratch[:0]}
	freed.Put(d)
}

// Kept returns what read returns: it is called by the first who asks, and what
// it returned is given to all who ask later. The cues of a document are kept so,
// which several kinds read.
func (d *Document) Kept(read func() any) any {
	d.once.Do(func() { d.kept = read() })
	return d.kept
}

// fewestForeign is how many words of another language's grammar a block has at least,
// and more than twice those of English, that is read as written in that language.
const fewestForeign = 3

func (d *Document) block(b onrecord.Block, tokens []text.Token) {
	first, firstSentence := len(d.Tokens), len(d.Sentences)
	english, foreign := 0, 0
	d.Tokens = slices.Grow(d.Tokens, len(tokens))[:first+len(tokens)]
	for i, s := range text.Sentences(b.Of(d.Text), tokens) {
		d.Sentences = append(Room(d.Sentences), Sentence{First: first + s[0], Last: first + s[1], Block: len(d.Blocks)})
		for k := s[0]; k < s[1]; k++ {
			t := &d.Tokens[first+k]
			t.Token = tokens[k]
			t.Start += int32(b.Start)
			t.End += int32(b.Start)
			t.Tags, t.Word, t.Block, t.Sentence = 0, 0, int32(len(d.Blocks)), int32(firstSentence+i)
			if t.Kind == text.Word || t.Kind == text.Clitic {
				if t.Word = numbered(t.Norm); t.Kind == text.Word {
					t.Tags = shared.Of(t.Word)
				}
				if t.Tags&Function != 0 {
					english++
				} else if t.Tags&Foreign != 0 && t.Shape == text.Lower {
					foreign++
				} else {
					t.Tags &^= Foreign // with a capital it stands in a name: "Con Varn"
				}
			}
		}
	}
	if foreign >= fewestForeign && foreign > 2*english {
		d.Tokens, d.Sentences = d.Tokens[:first], d.Sentences[:firstSentence]
	}
	d.Blocks = append(Room(d.Blocks), Block{Block: b, First: first, Last: len(d.Tokens), FirstSentence: firstSentence, LastSentence: len(d.Sentences)})
}

// Room returns the list with room for one more entry. A full one doubles, where
// append alone would copy the long lists of a text of megabytes five times over.
func Room[T any](list []T) []T {
	if len(list) < cap(list) {
		return list
	}
	return slices.Grow(list, max(len(list), 8))
}

// Span returns the byte range of the tokens [first, last) in the text.
func (d *Document) Span(first, last int) onrecord.Span {
	return onrecord.Span{Start: int(d.Tokens[first].Start), End: int(d.Tokens[last-1].End)}
}

// Words returns the text under the tokens [first, last), byte for byte.
func (d *Document) Words(first, last int) string { return d.Span(first, last).Of(d.Text) }

// SentenceSpan returns the byte range of the i-th sentence.
func (d *Document) SentenceSpan(i int) onrecord.Span {
	return d.Span(d.Sentences[i].First, d.Sentences[i].Last)
}

// TokenAt returns the index of the first token that ends after byte offset
// at; len(Tokens) where there is none.
func (d *Document) TokenAt(at int) int {
	lo, hi := 0, len(d.Tokens)
	for lo < hi {
		mid := (lo + hi) / 2
		if int(d.Tokens[mid].End) > at {
			hi = mid
		} else {
			lo = mid + 1
		}
	}
	return lo
}

// Match reports whether the tokens from i on are the given lower-case words,
// in order and within one block; it compares Norm. It returns the index after
// the last of them.
func (d *Document) Match(i int, words ...string) (int, bool) {
	for _, w := range words {
		if i >= len(d.Tokens) || d.Tokens[i].Norm != w {
			return 0, false
		}
		i++
	}
	return i, true
}

// Head returns a fact's head for the tokens [first, last), without an id:
// the fact room gives ids when all facts of a release are known.
func (d *Document) Head(first, last int) onrecord.Head {
	s := d.Span(first, last)
	return onrecord.Head{Span: s, Text: s.Of(d.Text)}
}
