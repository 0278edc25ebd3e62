package link

import (
	"encoding/binary"
	"fmt"
	"math"
	"math/bits"
	"slices"
	"sync"

	"github.com/onrecord/onrecord"
)

// codecFormat begins encoded members, so that a later format can be told
// from this one.
const codecFormat = 2

// AppendMembers appends members in a form for an engine to keep. Words that several
// of them have are written once, so that those of one release take little room together.
func AppendMembers(b []byte, members []*Member) []byte {
	places := placesMemory.Get().(map[string]int)
	c := codec{out: append(b, codecFormat), places: places}
	n := len(members)
	whole(&c, &n)
	before := &Member{}
	for _, m := range members {
		c.member(m, before)
		before = m
	}
	if len(places) <= mostRemembered {
		clear(places)
		placesMemory.Put(places)
	}
	return c.out
}

// placesMemory is memory for the places of texts, empty.
var placesMemory = sync.Pool{New: func() any { return map[string]int{} }}

// Kept are members as AppendMembers wrote them. Each is made when it is asked for: of those of a
// release mostly one is. It must not be used by two goroutines at once.
type Kept struct {
	in    string
	given []*Member // nil for those not asked for yet
	asked int
	all   *keptPlaces // of all members, once a second is asked for
	last  [memberLists]givenList
}

// keptPlaces is where kept members stand, the first of them or all.
type keptPlaces struct {
	starts []keptStart // of members
	texts  []string
	words  []uint32    // places among the texts
	lists  []listPlace // those of the members, in order
}

// keptStart is where a member begins, and how many texts there are before it.
type keptStart struct{ at, texts uint32 }

// listPlace is where a list stands among the words, the end exclusive.
type listPlace struct{ from, to uint32 }

// givenList is a list that was made.
type givenList struct {
	listPlace
	list []string
}

// errCut says that members are damaged.
var errCut = fmt.Errorf("%w: members are cut off", onrecord.ErrDamaged)

// ReadMembers reads how many members AppendMembers wrote; they themselves are read when they are asked for. It keeps nothing
// of b. Errors are onrecord.ErrDamaged.
func ReadMembers(b []byte) (*Kept, error) {
	if len(b) == 0 || b[0] != codecFormat {
		return nil, fmt.Errorf("%w: members of a format that is not known", onrecord.ErrDamaged)
	}
	c := codec{in: string(b[1:]), reading: true}
	n := c.list(0)
	if c.damaged || n == 0 && len(c.in) > 0 {
		return nil, errCut
	}
	return &Kept{in: c.in, given: make([]*Member, n)}, nil
}

// Len is how many members there are.
func (k *Kept) Len() int { return len(k.given) }

// Size is how many bytes the members take as they are kept.
func (k *Kept) Size() int { return len(k.in) }

// Member returns the member at a place, counted from 0. It shares memory with others, and is not to be changed.
// Errors are onrecord.ErrDamaged: of what stands up to the member, and after the last.
func (k *Kept) Member(i int) (*Member, error) {
	if m := k.given[i]; m != nil {
		return m, nil
	}
	places := k.all
	if k.asked++; places == nil && k.asked == 1 { // most often no other is asked for
		places = placesRead.Get().(*keptPlaces)
		defer places.giveBack()
		if err := places.read(k.in, i+1, len(k.given)); err != nil {
			return nil, err
		}
	} else if places == nil {
		places = &keptPlaces{texts: make([]string, 0, len(k.in)/usualTextBytes), words: make([]uint32, 0, len(k.in)/usualWordBytes), lists: make([]listPlace, 0, memberLists*len(k.given))}
		if err := places.read(k.in, len(k.given), len(k.given)); err != nil {
			return nil, err
		}
		k.all = places
	}
	m := places.member(k.in, i, &k.last)
	k.given[i] = m
	return m, nil
}

// How many bytes there are, most often, to each text that is written once, and to each word of a list.
const (
	usualTextBytes = 16
	usualWordBytes = 3
)

// mostPlaces is how many texts the memory has room for that is used again.
const mostPlaces = 1 << 14

// placesRead is memory for the places of members, empty.
var placesRead = sync.Pool{New: func() any { return &keptPlaces{} }}

func (p *keptPlaces) giveBack() {
	if cap(p.texts) > mostPlaces {
		return // what one long text took
	}
	clear(p.texts)
	*p = keptPlaces{p.starts[:0], p.texts[:0], p.words[:0], p.lists[:0]}
	placesRead.Put(p)
}

// read reads where the first members of several stand.
func (p *keptPlaces) read(in string, first, all int) error {
	c := codec{in: in, reading: true, texts: p.texts, listed: p.words, lists: p.lists}
	passed := Member{}
	for range first {
		p.starts = append(p.starts, keptStart{uint32(len(in) - len(c.in)), uint32(len(c.texts))})
		c.member(&passed, &passed)
	}
	p.texts, p.words, p.lists = c.texts, c.listed, c.lists
	if c.damaged || first == all && len(c.in) > 0 {
		return errCut
	}
	return nil
}

// member makes the member at a place. Last are the lists made last.
func (p *keptPlaces) member(in string, i int, last *[memberLists]givenList) *Member {
	m := &Member{}
	c := codec{in: in[p.starts[i].at:], reading: true, again: true, texts: p.texts[:p.starts[i].texts]}
	c.member(m, m)
	for l, list := range m.lists() {
		at := p.lists[i*memberLists+l]
		if at.from == at.to {
			continue
		}
		if last[l].listPlace != at {
			words := make([]string, 0, at.to-at.from)
			for _, w := range p.words[at.from:at.to] {
				words = append(words, p.texts[w])
			}
			last[l] = givenList{at, words}
		}
		*list = last[l].list
	}
	return m
}

// codec writes or reads: one walk over the fields does both, so that they
// cannot differ.
type codec struct {
	out              []byte
	in               string
	reading, damaged bool
	again            bool           // all was read before: a member is made, and its lists are passed over
	texts            []string       // read so far, in order
	places           map[string]int // of texts written so far
	listed           []uint32       // places of the words of lists read so far among the texts
	lists            []listPlace    // read so far
}

// memberLists is how many lists of words a member has.
const memberLists = 12

// lists are the member's lists of words, in the order in which they are kept.
func (m *Member) lists() [memberLists]*[]string {
	return [...]*[]string{&m.Terms, &m.Subject, &m.Names, &m.Near, &m.About, &m.Spelt, &m.Days, &m.Around, &m.Beside, &m.Places, &m.Bodies, &m.Signs}
}

// member walks a member; before is the one before it, which it may have lists of.
func (c *codec) member(m, before *Member) {
	whole(c, &m.Sort)
	c.text(&m.Release)
	c.day(&m.IssuedOn)
	whole(c, &m.Start)
	whole(c, &m.End)
	c.text(&m.Fact)
	whole(c, &m.Sentence)
	c.keys(&m.Keys)
	own, prior := m.lists(), before.lists()
	signs := memberLists - 1
	for i := range signs {
		c.words(*own[i], *prior[i])
	}
	name(c, &m.Figure.Kind)
	c.text(&m.Figure.Unit)
	c.text(&m.Figure.Per)
	name(c, &m.Figure.Qualifier)
	c.number(&m.Figure.Value)
	c.number(&m.Figure.ValueTo)
	c.day(&m.From)
	c.day(&m.To)
	c.words(*own[signs], *prior[signs])
	whole(c, &m.Wording)
}

func (c *codec) fail() { c.damaged, c.in = true, "" }

// whole walks a whole number that is not under zero.
func whole[T ~uint8 | ~uint64 | ~int](c *codec, v *T) {
	if !c.reading {
		c.out = binary.AppendUvarint(c.out, uint64(*v))
		return
	}
	*v = T(c.uint())
}

// uint reads a whole number, 0 where it is damaged.
func (c *codec) uint() (n uint64) {
	if len(c.in) > 0 && c.in[0] < 0x80 { // as most are
		n = uint64(c.in[0])
		c.in = c.in[1:]
		return n
	}
	for i := 0; i < len(c.in) && i < binary.MaxVarintLen64; i++ {
		n |= uint64(c.in[i]&0x7f) << (7 * i)
		if c.in[i] < 0x80 {
			c.in = c.in[i+1:]
			return n
		}
	}
	c.fail()
	return 0
}

// text walks some words: their place among those before, after 1, or 0, how long they are
// and themselves.
func (c *codec) text(s *string) {
	if c.reading {
		if place := c.place(); !c.damaged {
			*s = c.texts[place]
		}
		return
	}
	place := c.places[*s]
	whole(c, &place)
	if place == 0 {
		n := len(*s)
		whole(c, &n)
		c.out = append(c.out, *s...)
		c.places[*s] = len(c.places) + 1
	}
}

// place reads some words and returns their place among the texts.
func (c *codec) place() uint32 {
	place := c.uint()
	if place != 0 {
		if place > uint64(len(c.texts)) {
			c.fail()
			return 0
		}
		return uint32(place - 1)
	}
	n := c.uint()
	if c.damaged || n > uint64(len(c.in)) {
		c.fail()
		return 0
	}
	c.texts, c.in = append(c.texts, c.in[:n]), c.in[n:]
	return uint32(len(c.texts) - 1)
}

func name[T ~string](c *codec, v *T) {
	s := string(*v)
	c.text(&s)
	*v = T(s)
}

func (c *codec) day(d *onrecord.Date) {
	n := d.Number()
	whole(c, &n)
	*d = onrecord.DateFromNumber(n)
}

func (c *codec) number(v *float64) {
	n := bits.ReverseBytes64(math.Float64bits(*v)) // most have few digits, and so low bytes of 0
	whole(c, &n)
	*v = math.Float64frombits(bits.ReverseBytes64(n))
}

// list walks the length of a list and returns it, 0 where more is said than
// bytes are left.
func (c *codec) list(n int) int {
	whole(c, &n)
	if c.reading && (n < 0 || n > len(c.in)) {
		c.fail()
		return 0
	}
	return n
}

// words walks a list: 0 where it is that of the member before, else how many there are,
// after 1, and the words. What is read of it is where it stands.
func (c *codec) words(list, before []string) {
	if c.reading {
		c.readWords()
		return
	}
	n := 0
	if !(len(list) > 0 && slices.Equal(list, before)) {
		n = len(list) + 1
	}
	whole(c, &n)
	for i := range n - 1 {
		c.text(&list[i])
	}
}

func (c *codec) readWords() {
	n := c.list(0)
	if c.again {
		for range n - 1 {
			c.place()
		}
		return
	}
	if n == 0 {
		var before listPlace
		if at := len(c.lists) - memberLists; at >= 0 {
			before = c.lists[at]
		}
		c.lists = append(c.lists, before)
		return
	}
	from := uint32(len(c.listed))
	for range n - 1 {
		c.listed = append(c.listed, c.place())
	}
	c.lists = append(c.lists, listPlace{from, uint32(len(c.listed))})
}

// keys walks the keys, which are passed over where a member is not made.
func (c *codec) keys(list *[]Key) {
	n := c.list(len(*list))
	if c.reading && !c.again {
		for range n {
			c.uint()
		}
		return
	}
	if c.reading && n > 0 {
		*list = make([]Key, n)
	}
	for i := range n {
		whole(c, &(*list)[i])
	}
}
