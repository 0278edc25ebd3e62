package warc

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/onrecord/onrecord"
)

// Limits bound what is read. A zero field takes its default.
type Limits struct {
	// MaxBlock is the largest block that Block and Document read, and the
	// largest document after decompression; 64 MiB by default.
	MaxBlock int64
	// MaxRatio is how many times a compressed stream may expand once it has
	// given 10 MiB; 200 by default.
	MaxRatio int64
}

// The defaults of Limits, and where the ratio starts to count.
const (
	DefaultMaxBlock = 64 << 20
	DefaultMaxRatio = 200
	ratioFreeBytes  = 10 << 20
)

// maxLine bounds one line of a header, and with it the reader's buffer.
const maxLine = 64 << 10

// maxFields bounds the fields of one header.
const maxFields = 1000

// Reader reads the records of one stream. It is not safe for concurrent use.
type Reader struct {
	raw     *counter
	members *members // nil for a plain stream
	in      *bufio.Reader
	limits  Limits

	current *Record
	arc     bool // the stream is an ARC file
	// pending is a record's first line that was found behind bytes that
	// belong to no record, which had to be reported first.
	pending   string
	pendingAt int64
}

// Sniff reports whether a stream that starts with these bytes is a WARC or
// ARC file, not compressed.
func Sniff(head []byte) bool {
	return bytes.HasPrefix(head, []byte("WARC/")) || bytes.HasPrefix(head, []byte("filedesc://"))
}

// NewReader returns a reader of r, which is plain or gzipped.
func NewReader(r io.Reader, limits Limits) *Reader {
	if limits.MaxBlock <= 0 {
		limits.MaxBlock = DefaultMaxBlock
	}
	if limits.MaxRatio <= 0 {
		limits.MaxRatio = DefaultMaxRatio
	}
	raw := newCounter(r)
	out := &Reader{raw: raw, limits: limits}
	if head, _ := raw.buffer.Peek(2); len(head) == 2 && head[0] == 0x1f && head[1] == 0x8b {
		out.members = &members{raw: raw, maxRatio: limits.MaxRatio}
		out.in = bufio.NewReaderSize(out.members, maxLine)
	} else {
		out.in = bufio.NewReaderSize(raw, maxLine)
	}
	return out
}

// Next returns the next record. What is left unread of the one before is
// skipped. The error is io.EOF at the end, a *RecordError for a record that
// cannot be read (call Next again), anything else when reading cannot go on.
func (r *Reader) Next() (*Record, error) {
	if err := r.finish(); err != nil {
		return nil, err
	}
	offset, line, err := r.start()
	if err != nil {
		return nil, err
	}
	var record *Record
	if version, ok := strings.CutPrefix(line, "WARC/"); ok {
		record, err = r.warcRecord(version)
	} else {
		record, err = r.arcRecord(line)
	}
	if err != nil {
		return nil, r.failure(offset, err)
	}
	record.Offset, record.limits = offset, r.limits
	record.block = &io.LimitedReader{R: r.in, N: record.Length}
	r.current = record
	return record, nil
}

// finish skips what is left of the current block.
func (r *Reader) finish() error {
	record := r.current
	r.current = nil
	if record == nil || record.block.N == 0 {
		return nil
	}
	_, err := io.Copy(io.Discard, record.block)
	if err == nil && record.block.N > 0 && r.members == nil {
		err = fmt.Errorf("cut short: %d of %d bytes are missing", record.block.N, record.Length)
	}
	if err == nil {
		return nil
	}
	return r.failure(record.Offset, fmt.Errorf("%w: %w", onrecord.ErrDamaged, err))
}

// failure makes err the error of one record, unless reading cannot go on: the
// stream itself fails, or expands beyond its bound.
func (r *Reader) failure(offset int64, err error) error {
	if r.raw.err != nil {
		return r.raw.err
	}
	if errors.Is(err, onrecord.ErrTooLarge) {
		return err
	}
	var already *RecordError
	if errors.As(err, &already) {
		already.Offset = offset
		return already
	}
	return &RecordError{Offset: offset, Err: err}
}

// start finds the line that starts the next record. Blank lines part
// records; anything else between them is reported once, with the place, and
// passed over.
func (r *Reader) start() (offset int64, line string, err error) {
	if r.pending != "" {
		line, r.pending = r.pending, ""
		return r.pendingAt, line, nil
	}
	var junk, junkAt int64
	for {
		offset = r.offset()
		raw, err := r.in.ReadSlice('\n')
		text := strings.TrimRight(string(raw), "\r\n")
		switch {
		case r.startsRecord(text) && junk == 0:
			return offset, text, nil
		case r.startsRecord(text):
			r.pending, r.pendingAt = text, offset
			return 0, "", stray(junkAt, junk)
		case strings.TrimSpace(text) != "":
			if junk == 0 {
				junkAt = offset
			}
			junk += int64(len(raw))
		}
		switch {
		case err == nil || err == bufio.ErrBufferFull:
		case err == io.EOF && r.members != nil && !r.members.done:
			// The end of a record's gzip members.
		case err == io.EOF && junk == 0:
			return 0, "", io.EOF
		case err == io.EOF:
			return 0, "", stray(junkAt, junk)
		default:
			return 0, "", r.failure(offset, err)
		}
	}
}

func stray(at, length int64) error {
	return &RecordError{Offset: at, Err: fmt.Errorf("%w: %d bytes that belong to no record", onrecord.ErrInvalid, length)}
}

func (r *Reader) startsRecord(line string) bool {
	if strings.HasPrefix(line, "WARC/") && len(line) < 16 {
		return true
	}
	if strings.HasPrefix(line, "filedesc://") {
		r.arc = true
		return true
	}
	return r.arc && isARCLine(line)
}

func (r *Reader) offset() int64 {
	if r.members != nil {
		return r.members.start
	}
	return r.raw.count - int64(r.in.Buffered())
}

// warcRecord reads the header of a record whose version line has been read.
func (r *Reader) warcRecord(version string) (*Record, error) {
	header, err := readHeader(r.in)
	if err != nil {
		return nil, err
	}
	record := &Record{Version: strings.TrimSpace(version), Header: header}
	value := strings.TrimSpace(header.Get("Content-Length"))
	length, err := strconv.ParseInt(value, 10, 64)
	if err != nil || length < 0 {
		return nil, fmt.Errorf("%w: Content-Length is %q", onrecord.ErrInvalid, clip(value))
	}
	if record.Type() == "" {
		return nil, fmt.Errorf("%w: the record has no WARC-Type", onrecord.ErrInvalid)
	}
	record.Length = length
	return record, nil
}

// readHeader reads named fields up to and with the blank line. A line that
// starts with white space continues the field before it.
func readHeader(in *bufio.Reader) (Header, error) {
	var header Header
	for {
		raw, err := in.ReadSlice('\n')
		if err == bufio.ErrBufferFull {
			return nil, fmt.Errorf("%w: a header line is longer than %d bytes", onrecord.ErrInvalid, maxLine)
		}
		if err == io.EOF {
			return nil, fmt.Errorf("%w: the header is cut short", onrecord.ErrInvalid)
		}
		if err != nil {
			return nil, err
		}
		line := strings.TrimRight(string(raw), "\r\n")
		if line == "" {
			return header, nil
		}
		if len(header) >= maxFields {
			return nil, fmt.Errorf("%w: more than %d header fields", onrecord.ErrInvalid, maxFields)
		}
		header = appendField(header, strings.ToValidUTF8(line, "\ufffd"))
	}
}

// appendField adds a header line; one that is no field at all is passed
// over, as browsers do.
func appendField(header Header, line string) Header {
	if (line[0] == ' ' || line[0] == '\t') && len(header) > 0 {
		last := &header[len(header)-1]
		if len(last.Value) < maxLine {
			last.Value += " " + strings.TrimSpace(line)
		}
		return header
	}
	name, value, found := strings.Cut(line, ":")
	if !found {
		return header
	}
	return append(header, Field{strings.TrimSpace(name), strings.TrimSpace(value)})
}

// clip shortens a value for a message.
func clip(s string) string {
	if len(s) > 60 {
		return strings.ToValidUTF8(s[:60], "") + "…"
	}
	return s
}
