package pdf

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync/atomic"
	"time"

	library "github.com/ledongthuc/pdf"

	"github.com/onrecord/onrecord"
)

// The limits of one file.
const (
	maxPages    = 2000
	maxText     = 4 << 20  // bytes of text
	maxLines    = 150_000  // lines of text
	maxExpanded = 64 << 20 // bytes of one file's compressed streams, or 100 times its size
	maxTime     = 20 * time.Second
)

// Recognise reports whether the capture is a PDF file. Some have a few bytes
// before their header.
func Recognise(c onrecord.Capture) bool {
	return bytes.Contains(c.Body[:min(len(c.Body), 1024)], []byte("%PDF-"))
}

var (
	errEncrypted = fmt.Errorf("%w: the PDF file is encrypted", onrecord.ErrUnsupported)
	errPictures  = fmt.Errorf("%w: the PDF file holds pictures of pages and no text", onrecord.ErrUnsupported)
	errEffort    = fmt.Errorf("%w: reading the PDF file takes too much time or memory", onrecord.ErrTooLarge)
)

// Read returns the file's one release, or none and a problem. It never
// panics. The library may loop over files made to harm, so it works in a
// goroutine of its own, with a bounded number of reads and a time limit.
func Read(c onrecord.Capture) ([]onrecord.Draft, []onrecord.Problem) {
	f := &file{body: trimHeader(c.Body)}
	type result struct {
		draft   onrecord.Draft
		damaged []int
		err     error
	}
	done := make(chan result, 1)
	go func() {
		d, damaged, err := f.read()
		done <- result{d, damaged, err}
	}()
	var r result
	select {
	case r = <-done:
	case <-time.After(maxTime):
		f.spent.Store(true)
		r.err = errEffort
	}
	problem := onrecord.Problem{Stage: "source", Location: c.Location, At: c.At}
	if r.err != nil {
		problem.Reason = r.err.Error()
		return nil, []onrecord.Problem{problem}
	}
	var problems []onrecord.Problem
	for _, page := range r.damaged {
		problem.Place = fmt.Sprintf("page %d", page)
		problem.Reason = "the page is damaged: its text is read up to the damage"
		problems = append(problems, problem)
	}
	return []onrecord.Draft{r.draft}, problems
}

// trimHeader takes off what stands before the header.
func trimHeader(body []byte) []byte {
	if i := bytes.Index(body[:min(len(body), 1024)], []byte("%PDF-")); i > 0 {
		return body[i:]
	}
	return body
}

// file is the bytes of a PDF with a count of how often they were read: a
// cycle of references would be followed for ever.
type file struct {
	body  []byte
	reads int
	spent atomic.Bool
}

// ReadAt gives the library its bytes until the effort is spent.
func (f *file) ReadAt(p []byte, off int64) (int, error) {
	f.reads++
	if f.reads > 100_000+len(f.body)/16 {
		f.spent.Store(true)
	}
	if f.spent.Load() {
		return 0, errEffort
	}
	if off < 0 || off >= int64(len(f.body)) {
		return 0, io.EOF
	}
	n := copy(p, f.body[off:])
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

// read takes the file apart. What the library panics with is an error.
func (f *file) read() (d onrecord.Draft, damaged []int, err error) {
	defer func() {
		if broken := recover(); broken != nil {
			err = f.explain(broken)
		}
	}()
	if err := f.checkStreams(); err != nil {
		return d, nil, err
	}
	r, err := library.NewReader(f, int64(len(f.body)))
	if err != nil {
		return d, nil, f.explain(err)
	}
	if !r.Trailer().Key("Encrypt").IsNull() {
		return d, nil, errEncrypted
	}
	t := &text{file: f}
	if err := t.pages(r.Trailer().Key("Root").Key("Pages"), library.Value{}, 0); err != nil {
		return d, nil, err
	}
	switch {
	case f.spent.Load() || t.full():
		return d, nil, errEffort
	case t.count == 0:
		return d, nil, fmt.Errorf("%w: the PDF file has no pages", onrecord.ErrDamaged)
	case t.size == 0 && len(t.damaged) > 0:
		return d, nil, fmt.Errorf("%w: the pages of the PDF file cannot be taken apart", onrecord.ErrDamaged)
	case t.size == 0:
		return d, nil, errPictures
	}
	d = compose(t.lines, t.count)
	describe(&d, t.lines, r.Trailer())
	if len(d.Blocks) == 0 {
		return d, nil, fmt.Errorf("%w: the PDF file has a title but no text", onrecord.ErrUnsupported)
	}
	return d, t.damaged, nil
}

// explain makes a reason of what the library failed with.
func (f *file) explain(broken any) error {
	if f.spent.Load() {
		return errEffort
	}
	err, ok := broken.(error)
	switch {
	case ok && errors.Is(err, library.ErrInvalidPassword):
		return errEncrypted
	case ok && (errors.Is(err, onrecord.ErrTooLarge) || errors.Is(err, onrecord.ErrUnsupported)):
		return err
	case strings.Contains(fmt.Sprint(broken), "ncrypt"):
		return errEncrypted
	}
	return fmt.Errorf("%w: the PDF file cannot be taken apart (%s)", onrecord.ErrDamaged, clip(fmt.Sprint(broken)))
}

func clip(s string) string {
	s = strings.ToValidUTF8(strings.Join(strings.Fields(s), " "), "\ufffd")
	if len(s) > 120 {
		s = strings.ToValidUTF8(s[:120], "") + "…"
	}
	return s
}

// checkStreams unpacks each compressed stream of the file once and throws it
// away, to learn whether they expand beyond the bound before the library
// holds them in memory. What cannot be unpacked is left for the library to find.
func (f *file) checkStreams() error {
	left := int64(max(maxExpanded, 100*len(f.body)))
	for rest := f.body; ; {
		i := bytes.Index(rest, []byte("stream"))
		if i < 0 {
			return nil
		}
		rest = bytes.TrimLeft(rest[i+len("stream"):], "\r\n")
		if len(rest) < 2 || rest[0]&0x0f != 8 || (int(rest[0])<<8|int(rest[1]))%31 != 0 { // no zlib header (RFC 1950)
			continue
		}
		in, err := zlib.NewReader(bytes.NewReader(rest))
		if err != nil {
			continue
		}
		n, _ := io.Copy(io.Discard, io.LimitReader(in, left+1))
		if left -= n; left < 0 {
			return fmt.Errorf("%w: the streams of the PDF file expand beyond their bound", onrecord.ErrTooLarge)
		}
	}
}
