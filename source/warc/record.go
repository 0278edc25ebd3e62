package warc

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/onrecord/onrecord"
)

// The record types of WARC 1.1, section 6.
const (
	TypeWarcinfo     = "warcinfo"
	TypeResponse     = "response"
	TypeResource     = "resource"
	TypeRequest      = "request"
	TypeMetadata     = "metadata"
	TypeRevisit      = "revisit"
	TypeConversion   = "conversion"
	TypeContinuation = "continuation"
)

// Field is one named field of a header, as it was written.
type Field struct{ Name, Value string }

// Header is the fields of a record or of an HTTP message, in order.
type Header []Field

// Get returns the first field of that name, without regard to case, or "".
func (h Header) Get(name string) string {
	for _, f := range h {
		if strings.EqualFold(f.Name, name) {
			return f.Value
		}
	}
	return ""
}

// Record is one record of an archive. Its block can be read until the next
// call of Reader.Next, once. A record of an ARC file is given the fields that
// a WARC record would have.
type Record struct {
	// Version is "1.1", "1.0", "0.18"; "arc" for an ARC file's record.
	Version string
	// Header is the record's named fields.
	Header Header
	// Offset is where the record starts in the stream as given to NewReader;
	// in a gzipped stream, where its gzip member starts.
	Offset int64
	// Length is the length of the block in bytes.
	Length int64

	block  *io.LimitedReader
	limits Limits
}

// RecordError is an error of one record. Reading can go on at the next one.
// It wraps one of onrecord's error kinds.
type RecordError struct {
	Offset int64
	// URI is the record's target, where it is known.
	URI string
	Err error
}

func (e *RecordError) Error() string { return fmt.Sprintf("%s: %v", e.Place(), e.Err) }

// Place says which record it is, for people.
func (e *RecordError) Place() string {
	if e.URI != "" {
		return fmt.Sprintf("record at byte %d (%s)", e.Offset, e.URI)
	}
	return fmt.Sprintf("record at byte %d", e.Offset)
}

// Unwrap returns the reason.
func (e *RecordError) Unwrap() error { return e.Err }

// Type returns the record's WARC-Type in lower case.
func (r *Record) Type() string { return strings.ToLower(strings.TrimSpace(r.Header.Get("WARC-Type"))) }

// TargetURI returns WARC-Target-URI without the angle brackets that some
// writers of WARC 1.0 put around it.
func (r *Record) TargetURI() string {
	uri := strings.TrimSpace(r.Header.Get("WARC-Target-URI"))
	if strings.HasPrefix(uri, "<") && strings.HasSuffix(uri, ">") {
		uri = uri[1 : len(uri)-1]
	}
	return uri
}

// Date returns WARC-Date in UTC, or the zero time where there is none that
// can be read. WARC 1.1 allows any precision from the year to the nanosecond.
func (r *Record) Date() time.Time {
	value := strings.TrimSpace(r.Header.Get("WARC-Date"))
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04Z", time.DateOnly, "2006-01", "2006"} {
		if t, err := time.Parse(layout, value); err == nil {
			return t.UTC()
		}
	}
	return time.Time{}
}

// Block reads the whole block and checks it against WARC-Block-Digest.
// The error wraps onrecord.ErrTooLarge where the block is over the limit
// (nothing is read then), ErrDamaged where it is cut short or does not match.
func (r *Record) Block() ([]byte, error) {
	block, err := r.read()
	if err != nil {
		return nil, err
	}
	if ok, known := matches(r.Header.Get("WARC-Block-Digest"), block); known && !ok {
		return nil, r.fail(fmt.Errorf("%w: the block does not match its WARC-Block-Digest", onrecord.ErrDamaged))
	}
	return block, nil
}

// read reads the whole block, without checking its digest.
func (r *Record) read() ([]byte, error) {
	if r.Length > r.limits.MaxBlock {
		return nil, r.fail(fmt.Errorf("%w: the record holds %d bytes, the limit is %d", onrecord.ErrTooLarge, r.Length, r.limits.MaxBlock))
	}
	block, err := io.ReadAll(r.block)
	r.block.N = 0 // what is missing is not to be looked for in the next record
	switch {
	case errors.Is(err, onrecord.ErrTooLarge):
		return nil, r.fail(err)
	case err != nil:
		return nil, r.fail(fmt.Errorf("%w: %v", onrecord.ErrDamaged, err))
	case int64(len(block)) < r.Length:
		return nil, r.fail(fmt.Errorf("%w: cut short: %d of %d bytes are there", onrecord.ErrDamaged, len(block), r.Length))
	}
	return block, nil
}

func (r *Record) fail(err error) error {
	return &RecordError{Offset: r.Offset, URI: r.TargetURI(), Err: err}
}
