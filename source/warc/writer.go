package warc

import (
	"compress/gzip"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/onrecord/onrecord"
)

// Writer writes records of WARC 1.1 to a stream. It is not safe for
// concurrent use. What it writes depends on nothing but its arguments: record
// ids are made from the record's own words, so the same captures give the
// same file.
type Writer struct {
	out        io.Writer
	compressed bool
	count      int
}

// NewWriter returns a writer to w. With compressed, each record is a gzip
// member of its own, as the standard's Annex D recommends; the file's name
// should then end in ".warc.gz".
func NewWriter(w io.Writer, compressed bool) *Writer {
	return &Writer{out: w, compressed: compressed}
}

// WriteInfo writes a warcinfo record, which should come first: who made the
// file ("software", "format", "description"…) as fields, in order.
func (w *Writer) WriteInfo(at time.Time, fields Header) error {
	var block strings.Builder
	for _, f := range fields {
		fmt.Fprintf(&block, "%s: %s\r\n", oneLine(f.Name), oneLine(f.Value))
	}
	return w.Write(TypeWarcinfo, "", "application/warc-fields", at, []byte(block.String()))
}

// WriteResource writes a document without an HTTP message around it. Where its
// media type is not known the record has none, and readers look at its content.
func (w *Writer) WriteResource(d Document) error {
	return w.Write(TypeResource, d.URI, d.MediaType, d.At, d.Body)
}

// WriteResponse writes a document as an HTTP/1.1 response of status 200.
func (w *Writer) WriteResponse(d Document) error {
	var block strings.Builder
	block.WriteString("HTTP/1.1 200 OK\r\n")
	if d.MediaType != "" {
		fmt.Fprintf(&block, "Content-Type: %s\r\n", oneLine(d.MediaType))
	}
	fmt.Fprintf(&block, "Content-Length: %d\r\n\r\n", len(d.Body))
	block.Write(d.Body)
	return w.write(TypeResponse, d.URI, "application/http;msgtype=response", d.At, []byte(block.String()), Field{"WARC-Payload-Digest", sha1Digest(d.Body)})
}

// Write writes a record of any type with its block as it is. A target is
// needed for all types but warcinfo; without one the error wraps
// onrecord.ErrInvalid.
func (w *Writer) Write(kind, uri, mediaType string, at time.Time, block []byte) error {
	return w.write(kind, uri, mediaType, at, block)
}

func (w *Writer) write(kind, uri, mediaType string, at time.Time, block []byte, more ...Field) error {
	if uri == "" && kind != TypeWarcinfo {
		return fmt.Errorf("%w: a %s record needs a target", onrecord.ErrInvalid, kind)
	}
	digest := sha1Digest(block)
	date := at.UTC().Format("2006-01-02T15:04:05.999999999Z")
	header := Header{
		{"WARC-Type", kind},
		{"WARC-Record-ID", "<" + recordID(w.count, kind, uri, date, digest) + ">"},
		{"WARC-Date", date},
	}
	if uri != "" {
		header = append(header, Field{"WARC-Target-URI", uri})
	}
	header = append(header, Field{"WARC-Block-Digest", digest})
	header = append(header, more...)
	if mediaType != "" {
		header = append(header, Field{"Content-Type", mediaType})
	}
	header = append(header, Field{"Content-Length", fmt.Sprint(len(block))})
	w.count++
	return w.emit(header, block)
}

func (w *Writer) emit(header Header, block []byte) error {
	var head strings.Builder
	head.WriteString("WARC/1.1\r\n")
	for _, f := range header {
		fmt.Fprintf(&head, "%s: %s\r\n", f.Name, oneLine(f.Value))
	}
	head.WriteString("\r\n")
	out := w.out
	var gz *gzip.Writer
	if w.compressed {
		gz = gzip.NewWriter(w.out)
		out = gz
	}
	for _, part := range [][]byte{[]byte(head.String()), block, []byte("\r\n\r\n")} {
		if _, err := out.Write(part); err != nil {
			return fmt.Errorf("write web archive: %w", err)
		}
	}
	if gz == nil {
		return nil
	}
	if err := gz.Close(); err != nil {
		return fmt.Errorf("write web archive: %w", err)
	}
	return nil
}

// recordID makes a name-like UUID (RFC 9562, version 8) of what the record
// is, so that no randomness is needed.
func recordID(count int, parts ...string) string {
	place := fmt.Sprint(count)
	a := onrecord.StableID(append([]string{place}, parts...)...)
	b := onrecord.StableID(append([]string{"record", place}, parts...)...)
	return "urn:uuid:" + a[:8] + "-" + a[8:12] + "-8" + a[13:16] + "-8" + b[1:4] + "-" + b[4:16]
}

// oneLine keeps a value from starting a header line of its own.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\r' || r == '\n' || r == 0 {
			return ' '
		}
		return r
	}, s)
}
