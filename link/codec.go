package link

import (
	"encoding/binary"
	"fmt"
	"math"
	"math/bits"
	"slices"

	"github.com/onrecord/onrecord"
)

// codecFormat begins encoded members, so that a later format can be told
// from this one.
const codecFormat = 2

// AppendMembers appends members in a form for an engine to keep. Words that several
// of them have are written once, so that those of one release take little room together.
func AppendMembers(b []byte, members []Member) []byte {
	c := codec{out: append(b, codecFormat), places: map[string]int{}}
	n := len(members)
	whole(&c, &n)
	before := &Member{}
	for i := range members {
		c.member(&members[i], before)
		before = &members[i]
	}
	return c.out
}

// ReadMembers reads what AppendMembers wrote. They share memory, and are not to be
// changed. Errors are onrecord.ErrDamaged.
func ReadMembers(b []byte) ([]Member, error) {
	if len(b) == 0 || b[0] != codecFormat {
		return nil, fmt.Errorf("%w: members of a format that is not known", onrecord.ErrDamaged)
	}
	c := codec{in: string(b[1:]), reading: true}
	members := make([]Member, c.list(0))
	before := &Member{}
	for i := range members {
		c.member(&members[i], before)
		before = &members[i]
	}
	if c.damaged || len(c.in) > 0 {
		return nil, fmt.Errorf("%w: members are cut off", onrecord.ErrDamaged)
	}
	return members, nil
}

// codec writes or reads: one walk over the fields does both, so that they
// cannot differ.
type codec struct {
	out              []byte
	in               string
	reading, damaged bool
	texts            []string       // read so far, in order
	places           map[string]int // of texts written so far
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
	c.words(&m.Terms, before.Terms)
	c.words(&m.Subject, before.Subject)
	c.words(&m.Names, before.Names)
	c.words(&m.Near, before.Near)
	c.words(&m.About, before.About)
	c.words(&m.Spelt, before.Spelt)
	c.words(&m.Days, before.Days)
	c.words(&m.Around, before.Around)
	c.words(&m.Beside, before.Beside)
	c.words(&m.Places, before.Places)
	c.words(&m.Bodies, before.Bodies)
	name(c, &m.Figure.Kind)
	c.text(&m.Figure.Unit)
	c.text(&m.Figure.Per)
	name(c, &m.Figure.Qualifier)
	c.number(&m.Figure.Value)
	c.number(&m.Figure.ValueTo)
	c.day(&m.From)
	c.day(&m.To)
	c.words(&m.Signs, before.Signs)
	whole(c, &m.Wording)
}

func (c *codec) fail() { c.damaged, c.in = true, "" }

// whole walks a whole number that is not under zero.
func whole[T ~uint8 | ~uint64 | ~int](c *codec, v *T) {
	if !c.reading {
		c.out = binary.AppendUvarint(c.out, uint64(*v))
		return
	}
	var n uint64
	for i := 0; i < len(c.in) && i < binary.MaxVarintLen64; i++ {
		n |= uint64(c.in[i]&0x7f) << (7 * i)
		if c.in[i] < 0x80 {
			*v, c.in = T(n), c.in[i+1:]
			return
		}
	}
	*v = 0
	c.fail()
}

// text walks some words: their place among those before, after 1, or 0, how long they are
// and themselves.
func (c *codec) text(s *string) {
	place := 0
	if !c.reading {
		place = c.places[*s]
		whole(c, &place)
		if place == 0 {
			n := len(*s)
			whole(c, &n)
			c.out = append(c.out, *s...)
			c.places[*s] = len(c.places) + 1
		}
		return
	}
	whole(c, &place)
	if place != 0 {
		if place < 0 || place > len(c.texts) {
			c.fail()
			return
		}
		*s = c.texts[place-1]
		return
	}
	n := 0
	whole(c, &n)
	if n < 0 || n > len(c.in) {
		c.fail()
		return
	}
	*s, c.in = c.in[:n], c.in[n:]
	c.texts = append(c.texts, *s)
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
// after 1, and the words.
func (c *codec) words(list *[]string, before []string) {
	n := 0
	if !c.reading && !(len(*list) > 0 && slices.Equal(*list, before)) {
		n = len(*list) + 1
	}
	n = c.list(n)
	switch {
	case c.reading && n == 0:
		*list = before
	case c.reading && n > 1:
		*list = make([]string, n-1)
	}
	for i := range n - 1 {
		c.text(&(*list)[i])
	}
}

func (c *codec) keys(list *[]Key) {
	n := c.list(len(*list))
	if c.reading && n > 0 {
		*list = make([]Key, n)
	}
	for i := range n {
		whole(c, &(*list)[i])
	}
}
