package link

import (
	"encoding/binary"
	"fmt"
	"math"

	"github.com/onrecord/onrecord"
)

// codecFormat begins an encoded member, so that a later format can be told
// from this one.
const codecFormat = 1

// AppendBinary appends the member in a form for an engine to keep. It never fails.
func (m *Member) AppendBinary(b []byte) ([]byte, error) {
	c := codec{b: append(b, codecFormat)}
	c.member(m)
	return c.b, nil
}

// UnmarshalBinary reads what AppendBinary wrote. Errors are
// onrecord.ErrDamaged.
func (m *Member) UnmarshalBinary(b []byte) error {
	if len(b) == 0 || b[0] != codecFormat {
		return fmt.Errorf("%w: a member of a format that is not known", onrecord.ErrDamaged)
	}
	c := codec{b: b[1:], reading: true}
	c.member(m)
	if c.damaged || len(c.b) > 0 {
		return fmt.Errorf("%w: a member is cut off", onrecord.ErrDamaged)
	}
	return nil
}

// codec writes or reads: one walk over the fields does both, so that they
// cannot differ.
type codec struct {
	b                []byte
	reading, damaged bool
}

func (c *codec) member(m *Member) {
	whole(c, &m.Sort)
	c.text(&m.Release)
	c.day(&m.IssuedOn)
	whole(c, &m.Start)
	whole(c, &m.End)
	c.text(&m.Fact)
	whole(c, &m.Sentence)
	c.keys(&m.Keys)
	c.words(&m.Terms)
	c.words(&m.Subject)
	c.words(&m.Names)
	c.words(&m.Near)
	c.words(&m.About)
	c.words(&m.Spelt)
	c.words(&m.Days)
	c.words(&m.Around)
	c.words(&m.Beside)
	c.words(&m.Places)
	c.words(&m.Bodies)
	name(c, &m.Figure.Kind)
	c.text(&m.Figure.Unit)
	c.text(&m.Figure.Per)
	name(c, &m.Figure.Qualifier)
	c.number(&m.Figure.Value)
	c.number(&m.Figure.ValueTo)
	c.day(&m.From)
	c.day(&m.To)
	c.words(&m.Signs)
	whole(c, &m.Wording)
}

// whole walks a whole number that is not under zero.
func whole[T ~uint8 | ~uint64 | ~int](c *codec, v *T) {
	if !c.reading {
		c.b = binary.AppendUvarint(c.b, uint64(*v))
		return
	}
	n, size := binary.Uvarint(c.b)
	if size <= 0 {
		c.damaged, c.b = true, nil
		return
	}
	*v, c.b = T(n), c.b[size:]
}

func (c *codec) text(s *string) {
	n := len(*s)
	whole(c, &n)
	if !c.reading {
		c.b = append(c.b, *s...)
		return
	}
	if n > len(c.b) || n < 0 {
		c.damaged, c.b = true, nil
		return
	}
	*s, c.b = string(c.b[:n]), c.b[n:]
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
	n := math.Float64bits(*v)
	if !c.reading {
		c.b = binary.LittleEndian.AppendUint64(c.b, n)
		return
	}
	if len(c.b) < 8 {
		c.damaged, c.b = true, nil
		return
	}
	*v, c.b = math.Float64frombits(binary.LittleEndian.Uint64(c.b)), c.b[8:]
}

// list walks the length of a list and returns it, 0 where more is said than
// bytes are left.
func (c *codec) list(n int) int {
	whole(c, &n)
	if c.reading && (n < 0 || n > len(c.b)) {
		c.damaged, c.b = true, nil
		return 0
	}
	return n
}

func (c *codec) words(list *[]string) {
	n := c.list(len(*list))
	if c.reading && n > 0 {
		*list = make([]string, n)
	}
	for i := range n {
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
