package link

import (
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"slices"
	"strconv"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/text"
)

// One announcement may be issued as several releases: under the title of a
// department and under that of its agency, each with its own speaker. Such
// releases stay what they are, with their own addresses, versions and quotes,
// and are linked.

const (
	leastWords = 50 // of a text that is compared at all
	shingle    = 3  // words
	hashes     = 64 // of a sketch
	bands      = 8  // keys of an announcement, each of
	bandHashes = 3
	maxApart   = 3 // days between two issues of one announcement
	usualWord  = 6 // bytes to a word, most often
)

// announcement adds the release's whole text, without what speakers say: what tells whether
// another release is the same announcement. Subject are its numbers, Names its
// words with a capital, Terms those of its issuers, and the one of Signs is the sketch of
// its shingles. A release without a day, with few words, or whose title its text does
// not bear out, is left out.
func (p *passages) announcement(out []Member) []Member {
	r := p.record
	if r.IssuedOn.IsZero() {
		return out
	}
	c, said, next := core{words: make([]string, 0, len(r.Text)/usualWord)}, saidSpans(r), 0
	for i, b := range r.Blocks {
		for next < len(said) && said[next].End <= b.Start {
			next++
		}
		if next < len(said) && said[next].Overlaps(b.Span) || i == 0 && onrecord.StatesIssue(b.Of(r.Text)) {
			continue
		}
		c.add(p.sheet(i))
	}
	if len(c.words) < leastWords || !c.titled(r) {
		return out
	}
	sketch := sketchOf(c.words)
	m := Member{Sort: Announcement, Span: onrecord.Span{End: len(r.Text)}, Subject: distinct(c.numbers), Names: distinct(c.capitals), Signs: []string{sketch}}
	m.Terms = issuerWords(r)
	for band := range bands {
		m.Keys = append(m.Keys, NewKey("announcement", strconv.Itoa(band), sketch[4*band*bandHashes:4*(band+1)*bandHashes]))
	}
	return append(out, m)
}

func issuerWords(r *onrecord.Record) []string {
	var out []string
	for _, issuer := range r.IssuedBy {
		for _, t := range text.Tokens(issuer) {
			out = append(out, t.Norm)
		}
	}
	return distinct(out)
}

// Of a title's words, not its issuer's, so many at least are in the text that it is of.
const (
	titleWords   = 2
	titleLetters = 4 // of a word that counts
)

// titled reports whether the text bears its title out: what a site puts on every page
// ("About the Minister") is no announcement.
func (c *core) titled(r *onrecord.Record) bool {
	issuers, wanted := issuerWords(r), map[string]bool{}
	for _, t := range text.Tokens(r.Title) {
		if _, issuer := slices.BinarySearch(issuers, t.Norm); !issuer && (len(t.Norm) >= titleLetters || t.Kind == text.Number) {
			wanted[t.Norm] = true
		}
	}
	found := 0
	for _, w := range c.words {
		if wanted[w] {
			wanted[w] = false // once
			found++
		}
	}
	return found >= titleWords
}

// saidSpans returns where speakers' words and the words that name them stand, in order; where
// some overlap, as one.
func saidSpans(r *onrecord.Record) []onrecord.Span {
	var all []onrecord.Span
	for i := range r.Quotes {
		all = append(all, r.Quotes[i].Span)
		if r.Quotes[i].Cue != nil {
			all = append(all, *r.Quotes[i].Cue)
		}
	}
	return united(all)
}

// core gathers the words of a text.
type core struct{ words, numbers, capitals []string }

// add adds the words of a block.
func (c *core) add(s *sheet) {
	for _, sentence := range s.sentences {
		for i := sentence[0]; i < sentence[1]; i++ {
			t := s.tokens[i]
			switch t.Kind {
			case text.Number:
				c.numbers = append(c.numbers, t.Norm)
			case text.Word:
				if t.Shape != text.Lower && i > sentence[0] {
					c.capitals = append(c.capitals, t.Norm)
				}
			default:
				continue
			}
			c.words = append(c.words, t.Norm)
		}
	}
}

// sketchOf returns the sketch of some words' shingles: the least of each of a row
// of hashes over them, 4 bytes each. Two sketches agree in about as large a part as
// the shingles of two texts do.
func sketchOf(words []string) string {
	var least [hashes]uint32
	for i := range least {
		least[i] = ^uint32(0)
	}
	for i := 0; i+shingle <= len(words); i++ {
		x := uint64(fnvOffset)
		for _, w := range words[i : i+shingle] {
			x = hashed(x, w)
		}
		for j := range least {
			x = mixed(x + uint64(j))
			least[j] = min(least[j], uint32(x>>32))
		}
	}
	out := make([]byte, 0, 4*hashes)
	for _, v := range least {
		out = binary.LittleEndian.AppendUint32(out, v)
	}
	return string(out)
}

// The constants of FNV-1a of 64 bits.
const (
	fnvOffset = 14695981039346656037
	fnvPrime  = 1099511628211
)

// mixed is the finaliser of splitmix64.
func mixed(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// resemblance returns how large a part of the shingles of two texts is in both, about.
func resemblance(a, b string) float64 {
	if len(a) != 4*hashes || len(b) != 4*hashes {
		return 0
	}
	same := 0
	for i := 0; i < len(a); i += 4 {
		if a[i:i+4] == b[i:i+4] {
			same++
		}
	}
	return float64(same) / hashes
}

// How much of the shingles two issues of one announcement share: where numbers
// and names vouch for it, and where the texts have few of them.
const (
	alikeAtLeast = 0.75
	bareAtLeast  = 0.95
	fewMarks     = 4
)

// pairAnnouncements says that two releases are one announcement: issued within days
// of each other, in nearly the same words, with the same numbers and names. Releases
// that share a template differ in those.
func pairAnnouncements(earlier, later *Member) (Edge, bool) {
	days := int(later.IssuedOn.Time().Sub(earlier.IssuedOn.Time()).Hours() / 24)
	if earlier.Release == later.Release || days > maxApart || len(earlier.Signs) == 0 || len(later.Signs) == 0 {
		return Edge{}, false
	}
	issuers := distinct(slices.Concat(earlier.Terms, later.Terms))
	a, b := without(earlier.Names, issuers), without(later.Names, issuers)
	if !within(earlier.Subject, later.Subject) || !within(a, b) {
		return Edge{}, false
	}
	share := resemblance(earlier.Signs[0], later.Signs[0])
	least := alikeAtLeast
	if len(intersection(earlier.Subject, later.Subject))+len(intersection(a, b)) < fewMarks {
		least = bareAtLeast
	}
	if share < least {
		return Edge{}, false
	}
	why := fmt.Sprintf("issued within %d days in nearly the same words, with the same numbers and names, but for what speakers say", max(1, days))
	if days == 0 {
		why = "issued on the same day in nearly the same words, with the same numbers and names, but for what speakers say"
	}
	return Edge{Kind: onrecord.LinkSameAnnouncement, Why: why, Weight: share}, true
}

// within reports whether the shorter of two ordered lists is all in the longer, and
// the longer not much longer.
func within(a, b []string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	return len(intersection(a, b)) == len(a) && len(b) <= len(a)+len(a)/2+3
}

// leastWording is the fewest words of a paragraph that is known again word for word.
const leastWording = 8

// paragraph is a block as it is known again word for word.
type paragraph struct {
	hash   uint64
	starts []int // of its words and numbers, in the release's text
}

// paragraph returns a block's, the last one's again without reading it.
func (p *passages) paragraph(block int) *paragraph {
	if p.hashed != nil && p.hashedOf == block {
		return p.hashed
	}
	b, tokens := p.record.Blocks[block].Span, p.sheet(block).tokens
	out := &paragraph{hash: fnvOffset, starts: make([]int, 0, len(tokens))}
	for _, t := range tokens {
		if t.Kind == text.Word || t.Kind == text.Number {
			out.starts = append(out.starts, b.Start+int(t.Start))
			out.hash = hashed(out.hash, t.Norm)
		}
	}
	p.hashed, p.hashedOf = out, block
	return out
}

// wording gives a fact's member the hash of its paragraph's words, its place among
// them and the days it speaks of: two facts that share it are said word for word the same.
func (p *passages) wording(m *Member) {
	i := p.block(m.Span)
	if i < 0 {
		return
	}
	words := p.paragraph(i)
	if len(words.starts) < leastWording {
		return
	}
	at, _ := slices.BinarySearch(words.starts, m.Start)
	h := fnv.New64a()
	fmt.Fprintf(h, "%x %d %d %v %v %s %s", words.hash, m.Sort, at, m.Figure.Value, m.Figure.ValueTo, m.From, m.To)
	m.Wording = h.Sum64()
	m.Keys = append(m.Keys[:min(len(m.Keys), maxKeys-1)], NewKey("wording", strconv.FormatUint(m.Wording, 36)))
}

// pairWording says that the later fact is the earlier one said again, word for word.
func pairWording(earlier, later *Member) (Edge, bool) {
	if earlier.Wording == 0 || earlier.Wording != later.Wording || earlier.Sort != later.Sort || earlier.Release == later.Release {
		return Edge{}, false
	}
	if earlier.Sort == Commitment && otherKin(earlier, later) {
		return Edge{}, false // "A review of the scheme will be published", of two schemes
	}
	return Edge{Kind: onrecord.LinkRestates, Why: "the whole paragraph is the same, word for word", Weight: 1}, true
}
