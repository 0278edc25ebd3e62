package keep

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"math"

	"github.com/onrecord/onrecord"
)

// packFormat begins packed facts and blocks, so that a later format can be
// told from this one. Format 1, which is still read, had no posts and bodies
// of speakers, no periods and places of figures, and no lacks of commitments.
const packFormat = 2

// packer writes or reads a release's facts or blocks: one walk over the
// fields does both, so that they cannot differ. Numbers are varints, strings
// their length and bytes. A fact's words are not written where they are the
// text under its span, as they always should be: reading cuts them from the
// text again, and the checksum of all such words proves them the same.
type packer struct {
	format  byte
	packed  []byte // what is written, or what is still to be read
	all     string // what is read, of which strings are cut
	text    string // of the release
	reading bool
	damaged bool
	words   uint32 // checksum of the words that stand in the text
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

func packFacts(dst []byte, f *onrecord.Facts, text string) []byte {
	p := packer{format: packFormat, packed: append(dst, packFormat), text: text}
	p.facts(f)
	return binary.LittleEndian.AppendUint32(p.packed, p.words)
}

func unpackFacts(b []byte, text string, f *onrecord.Facts) error {
	if len(b) < 5 || !knownFormat(b[0]) {
		return fmt.Errorf("%w: the facts of a version are in no format that is known", onrecord.ErrDamaged)
	}
	end := len(b) - 4
	p := reader(b[:end:end], text)
	p.facts(f)
	switch {
	case p.damaged || len(p.packed) > 0:
		return fmt.Errorf("%w: the facts of a version are cut off", onrecord.ErrDamaged)
	case p.words != binary.LittleEndian.Uint32(b[end:]):
		return fmt.Errorf("%w: the words of the facts do not stand in the text where they say", onrecord.ErrDamaged)
	}
	return nil
}

// reader reads what begins with its format. Its strings are cut from one, for there are many, and they are short.
func reader(b []byte, text string) packer {
	return packer{format: b[0], packed: b[1:], all: string(b), text: text, reading: true}
}

func knownFormat(b byte) bool { return b >= 1 && b <= packFormat }

func packBlocks(dst []byte, blocks []onrecord.Block) []byte {
	p := packer{format: packFormat, packed: append(dst, packFormat)}
	packList(&p, &blocks, (*packer).block)
	return p.packed
}

func unpackBlocks(b []byte) (blocks []onrecord.Block, err error) {
	if len(b) == 0 || !knownFormat(b[0]) {
		return nil, fmt.Errorf("%w: the blocks of a version are in no format that is known", onrecord.ErrDamaged)
	}
	p := reader(b, "")
	packList(&p, &blocks, (*packer).block)
	if p.damaged || len(p.packed) > 0 {
		return nil, fmt.Errorf("%w: the blocks of a version are cut off", onrecord.ErrDamaged)
	}
	return blocks, nil
}

func (p *packer) facts(f *onrecord.Facts) {
	packList(p, &f.Quotes, (*packer).quote)
	packList(p, &f.Dates, (*packer).date)
	packList(p, &f.Figures, (*packer).figure)
	packList(p, &f.Commitments, (*packer).commitment)
	packList(p, &f.Names, (*packer).name)
	packList(p, &f.Relations, (*packer).relation)
}

func (p *packer) block(b *onrecord.Block) {
	p.span(&b.Span)
	packString(p, &b.Kind)
}

func (p *packer) head(h *onrecord.Head) {
	p.id(&h.ID)
	p.span(&h.Span)
	p.wordsAt(h.Span, &h.Text)
}

func (p *packer) quote(f *onrecord.Quote) {
	p.head(&f.Head)
	packString(p, &f.Speaker)
	packString(p, &f.Role)
	packOptional(p, &f.Cue, (*packer).span)
	if p.format >= 2 {
		packString(p, &f.Post)
		packString(p, &f.Body)
	}
}

func (p *packer) date(f *onrecord.DateFact) {
	p.head(&f.Head)
	p.day(&f.From)
	p.day(&f.To)
	packString(p, &f.Bound)
	packString(p, &f.Note)
}

func (p *packer) figure(f *onrecord.Figure) {
	p.head(&f.Head)
	packString(p, &f.Kind)
	p.number(&f.Value)
	packOptional(p, &f.ValueTo, (*packer).number)
	packString(p, &f.Unit)
	packString(p, &f.Qualifier)
	packString(p, &f.Change)
	packOptional(p, &f.Was, (*packer).number)
	packString(p, &f.Of)
	packOptional(p, &f.PartOf, (*packer).number)
	packString(p, &f.Per)
	if p.format >= 2 {
		packOptional(p, &f.Period, (*packer).period)
		packString(p, &f.Place)
	}
}

func (p *packer) commitment(f *onrecord.Commitment) {
	p.head(&f.Head)
	packString(p, &f.Actor)
	packString(p, &f.Action)
	packOptional(p, &f.Due, (*packer).period)
	packString(p, &f.Strength)
	if p.format >= 2 {
		packList(p, &f.Lacks, packString[onrecord.Lack])
	}
}

func (p *packer) period(d *onrecord.Period) {
	packString(p, &d.Text)
	p.day(&d.From)
	p.day(&d.To)
}

func (p *packer) name(f *onrecord.Name) {
	p.id(&f.ID)
	packList(p, &f.Spans, (*packer).pair)
	p.wordsAt(firstSpan(f), &f.Text)
	packString(p, &f.Kind)
	packList(p, &f.Aliases, packString[string])
	packList(p, &f.Roles, packString[string])
}

func (p *packer) relation(f *onrecord.Relation) {
	p.head(&f.Head)
	packString(p, &f.Type)
	packList(p, (*[]string)(&f.From), packString[string])
	packString(p, &f.To)
	packOptional(p, &f.Amount, (*packer).number)
}

// uint packs a number that is not negative.
func (p *packer) uint(n uint64) uint64 {
	if !p.reading {
		p.packed = binary.AppendUvarint(p.packed, n)
		return n
	}
	n, size := binary.Uvarint(p.packed)
	if size <= 0 {
		p.fail()
		return 0
	}
	p.packed = p.packed[size:]
	return n
}

// fail ends reading: whatever is read from now on is zero.
func (p *packer) fail() { p.damaged, p.packed = true, nil }

// take cuts the next bytes off.
func (p *packer) take(n uint64) []byte {
	if n > uint64(len(p.packed)) {
		p.fail()
		return nil
	}
	b := p.packed[:n]
	p.packed = p.packed[n:]
	return b
}

func (p *packer) int(n *int) {
	v := p.uint(zigzag(int64(*n)))
	if p.reading {
		*n = int(unzigzag(v))
	}
}

func zigzag(n int64) uint64   { return uint64(n)<<1 ^ uint64(n>>63) }
func unzigzag(n uint64) int64 { return int64(n>>1) ^ -int64(n&1) }

// span packs the start and the length.
func (p *packer) span(s *onrecord.Span) {
	length := s.End - s.Start
	p.int(&s.Start)
	p.int(&length)
	if p.reading {
		s.End = s.Start + length
	}
}

func (p *packer) pair(s *onrecord.Pair) { p.span((*onrecord.Span)(s)) }

func (p *packer) day(d *onrecord.Date) {
	n := d.Number()
	p.int(&n)
	if p.reading {
		*d = onrecord.DateFromNumber(n)
	}
}

func (p *packer) number(f *float64) {
	if !p.reading {
		p.packed = binary.LittleEndian.AppendUint64(p.packed, math.Float64bits(*f))
	} else if b := p.take(8); b != nil {
		*f = math.Float64frombits(binary.LittleEndian.Uint64(b))
	}
}

// id packs an id of 16 hexadecimal digits into 8 bytes after a 1, another as
// a string after a 0.
func (p *packer) id(s *string) {
	if !p.reading {
		if n, ok := idNumber(*s); ok && idText(n) == *s {
			p.packed = binary.LittleEndian.AppendUint64(append(p.packed, 1), uint64(n))
			return
		}
		p.uint(0)
		packString(p, s)
		return
	}
	if p.uint(0) == 0 {
		packString(p, s)
	} else if b := p.take(8); b != nil {
		*s = idText(int64(binary.LittleEndian.Uint64(b)))
	}
}

// wordsAt packs words as 1 where they are the text under the span, else as a
// string after a 0.
func (p *packer) wordsAt(span onrecord.Span, s *string) {
	inside := 0 <= span.Start && span.Start <= span.End && span.End <= len(p.text)
	there := uint64(0)
	if !p.reading && inside && span.Of(p.text) == *s {
		there = 1
	}
	if p.uint(there) == 0 {
		packString(p, s)
		return
	}
	if !inside {
		p.fail()
		return
	}
	if p.reading {
		*s = span.Of(p.text)
	}
	p.words = crc32.Update(p.words, castagnoli, []byte(*s))
}

func packString[S ~string](p *packer, s *S) {
	n := p.uint(uint64(len(*s)))
	if p.reading {
		at := len(p.all) - len(p.packed)
		*s = S(p.all[at : at+len(p.take(n))])
	} else {
		p.packed = append(p.packed, *s...)
	}
}

// packOptional packs 0 for nil, else 1 and the value.
func packOptional[T any](p *packer, v **T, each func(*packer, *T)) {
	there := uint64(0)
	if *v != nil {
		there = 1
	}
	if p.uint(there) == 0 {
		return
	}
	if p.reading {
		*v = new(T)
	}
	each(p, *v)
}

// packList packs 0 for nil, else one more than the length, and the values.
func packList[T any](p *packer, list *[]T, each func(*packer, *T)) {
	n := uint64(0)
	if *list != nil {
		n = uint64(len(*list)) + 1
	}
	n = p.uint(n)
	if n == 0 {
		return
	}
	if p.reading {
		if n-1 > uint64(len(p.packed)) { // each takes a byte or more
			p.fail()
			return
		}
		*list = make([]T, n-1)
	}
	for i := range *list {
		each(p, &(*list)[i])
	}
}
