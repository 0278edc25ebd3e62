package warc

import (
	"bufio"
	"compress/gzip"
	"errors"
	"fmt"
	"io"

	"github.com/onrecord/onrecord"
)

// counter counts the bytes taken from a stream and keeps its error. It reads
// single bytes, so that gzip takes no more than its member.
type counter struct {
	buffer *bufio.Reader
	count  int64
	err    error // what the stream failed with, but for io.EOF
}

func newCounter(r io.Reader) *counter {
	return &counter{buffer: bufio.NewReaderSize(r, maxLine)}
}

func (c *counter) Read(p []byte) (int, error) {
	if c.err != nil {
		return 0, c.err
	}
	n, err := c.buffer.Read(p)
	c.count += int64(n)
	c.keep(err)
	return n, err
}

func (c *counter) ReadByte() (byte, error) {
	if c.err != nil {
		return 0, c.err
	}
	b, err := c.buffer.ReadByte()
	if err == nil {
		c.count++
	}
	c.keep(err)
	return b, err
}

func (c *counter) keep(err error) {
	if err != nil && err != io.EOF && !errors.Is(err, bufio.ErrBufferFull) {
		c.err = err
	}
}

// members reads a gzipped stream member by member. It returns io.EOF before
// a member that starts a WARC record, because no record goes over that border
// (some writers spread one record over several members); done tells the last.
// After the error of a damaged member it goes on at the next one.
type members struct {
	raw      *counter
	gz       *gzip.Reader
	body     *bufio.Reader // of the current member
	open     bool
	done     bool
	start    int64 // where the current member starts
	out      int64 // bytes given so far
	maxRatio int64
}

func (m *members) Read(p []byte) (int, error) {
	if m.done {
		return 0, io.EOF
	}
	if !m.open {
		if err := m.next(); err != nil {
			return 0, err
		}
		if head, _ := m.body.Peek(5); string(head) == "WARC/" && m.out > 0 {
			return 0, io.EOF
		}
	}
	n, err := m.body.Read(p)
	m.out += int64(n)
	if m.out > ratioFreeBytes && m.out > m.maxRatio*m.raw.count {
		m.done = true
		return n, fmt.Errorf("%w: it expands to more than %d times its size", onrecord.ErrTooLarge, m.maxRatio)
	}
	if err == nil {
		return n, nil
	}
	m.open = false
	if err == io.EOF {
		_, peek := m.raw.buffer.Peek(1)
		m.done = peek == io.EOF
		if m.done {
			return n, io.EOF
		}
		return n, nil
	}
	if m.raw.err != nil {
		return n, m.raw.err
	}
	return n, fmt.Errorf("%w: the gzip member is damaged or cut short", onrecord.ErrDamaged)
}

// next opens the next member, passing over what is none.
func (m *members) next() error {
	skipped, err := m.seek()
	if err == io.EOF {
		m.done = true
		if skipped > 0 {
			return fmt.Errorf("%w: %d bytes between or behind the gzip members", onrecord.ErrInvalid, skipped)
		}
		return io.EOF
	}
	if err != nil {
		return err
	}
	m.start = m.raw.count
	if m.gz == nil {
		m.gz, err = gzip.NewReader(m.raw)
	} else {
		err = m.gz.Reset(m.raw)
	}
	if err != nil {
		if m.raw.err != nil {
			return m.raw.err
		}
		return fmt.Errorf("%w: the gzip header is damaged", onrecord.ErrDamaged)
	}
	m.gz.Multistream(false)
	if m.body == nil {
		m.body = bufio.NewReaderSize(m.gz, 4<<10)
	} else {
		m.body.Reset(m.gz)
	}
	m.open = true
	return nil
}

// seek moves to the next gzip header: the magic number, method 8 and no
// reserved flag (RFC 1952). Zero bytes passed over are not counted: they pad.
func (m *members) seek() (skipped int64, err error) {
	for {
		head, err := m.raw.buffer.Peek(4)
		if len(head) == 0 {
			m.raw.keep(err)
			return skipped, err
		}
		if len(head) == 4 && head[0] == 0x1f && head[1] == 0x8b && head[2] == 8 && head[3] < 0x20 {
			return skipped, nil
		}
		if head[0] != 0 {
			skipped++
		}
		if _, err := m.raw.ReadByte(); err != nil {
			return skipped, err
		}
	}
}
