package archive

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"

	"github.com/onrecord/onrecord"
)

// Kind says how bytes are packed.
type Kind int

// The kinds of packing.
const (
	None Kind = iota
	Gzip
	Zip
)

// Sniff tells by the first four bytes how something is packed.
func Sniff(head []byte) Kind {
	switch {
	case bytes.HasPrefix(head, []byte{0x1f, 0x8b, 8}):
		return Gzip
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("PK\x05\x06")):
		return Zip
	}
	return None
}

// Limits bound what is unpacked. A zero field takes its default.
type Limits struct {
	// MaxRatio is how many times its packed size an archive may expand to,
	// once it has given 10 MiB; 200 by default.
	MaxRatio int64
	// MaxMembers is how many members of one zip file are read; 200,000 by default.
	MaxMembers int
}

// The defaults of Limits, and where the ratio starts to count.
const (
	DefaultMaxRatio   = 200
	DefaultMaxMembers = 200_000
	ratioFreeBytes    = 10 << 20
)

func (l Limits) withDefaults() Limits {
	if l.MaxRatio <= 0 {
		l.MaxRatio = DefaultMaxRatio
	}
	if l.MaxMembers <= 0 {
		l.MaxMembers = DefaultMaxMembers
	}
	return l
}

// meter counts what an archive gave, against what it holds packed.
type meter struct {
	out      int64
	packed   func() int64
	maxRatio int64
}

func (m *meter) add(n int) error {
	m.out += int64(n)
	if m.out > ratioFreeBytes && m.out > m.maxRatio*m.packed() {
		return fmt.Errorf("%w: it expands to more than %d times its size", onrecord.ErrTooLarge, m.maxRatio)
	}
	return nil
}

// NewGzip returns a reader of all members of a gzip stream, one after the
// other. Its errors wrap onrecord.ErrDamaged, ErrTooLarge, or the stream's own.
func NewGzip(r io.Reader, limits Limits) (io.Reader, error) {
	limits = limits.withDefaults()
	packed := &tally{r: r}
	in := bufio.NewReader(packed)
	gz, err := gzip.NewReader(in)
	if err != nil {
		return nil, packed.explain(err)
	}
	gz.Multistream(false)
	return &gzipReader{gz: gz, in: in, packed: packed, meter: meter{packed: func() int64 { return packed.n }, maxRatio: limits.MaxRatio}}, nil
}

type gzipReader struct {
	gz     *gzip.Reader
	in     *bufio.Reader
	packed *tally
	meter  meter
}

func (g *gzipReader) Read(p []byte) (int, error) {
	for {
		n, err := g.gz.Read(p)
		if over := g.meter.add(n); over != nil {
			return n, over
		}
		if err == io.EOF {
			err = g.next()
		}
		if n > 0 || err != nil || len(p) == 0 { // members may be empty
			return n, g.packed.explain(err)
		}
	}
}

// next opens the next member. Bytes behind the last one that start no other
// are padding, not damage.
func (g *gzipReader) next() error {
	head, err := g.in.Peek(2)
	if g.packed.err != nil {
		return err
	}
	if !bytes.Equal(head, []byte{0x1f, 0x8b}) {
		return io.EOF
	}
	if err := g.gz.Reset(g.in); err != nil {
		if err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
		return err
	}
	g.gz.Multistream(false)
	return nil
}

// tally counts the bytes read and keeps the stream's own error apart from
// those of its unpacking.
type tally struct {
	r   io.Reader
	n   int64
	err error
}

func (t *tally) Read(p []byte) (int, error) {
	n, err := t.r.Read(p)
	t.n += int64(n)
	if err != nil && err != io.EOF {
		t.err = err
	}
	return n, err
}

func (t *tally) explain(err error) error {
	switch {
	case err == nil || err == io.EOF:
		return err
	case t.err != nil:
		return t.err
	case errors.Is(err, io.ErrUnexpectedEOF):
		return fmt.Errorf("%w: the gzip stream is cut short", onrecord.ErrDamaged)
	}
	return fmt.Errorf("%w: the gzip stream is damaged (%v)", onrecord.ErrDamaged, err)
}
