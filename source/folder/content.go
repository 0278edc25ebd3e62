package folder

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/source/archive"
	"github.com/onrecord/onrecord/source/encoding"
	"github.com/onrecord/onrecord/source/exported"
	"github.com/onrecord/onrecord/source/warc"
)

// item is a stream of bytes with where it was found.
type item struct {
	location string
	depth    int      // how many archives it lies in
	file     *os.File // the stream itself, where it is a file; else nil
	size     int64    // of file
	pace     *pace    // of file
}

// inside returns the item for what is packed in this one.
func (it item) inside() item { return item{location: it.location, depth: it.depth + 1} }

// stream tells what a stream is and reads it.
func (w *walker) stream(r io.Reader, it item) error {
	in := buffered(r)
	head, err := in.Peek(exported.HeadSize)
	if err != nil && err != io.EOF {
		return w.fault(it.location, err)
	}
	kind := archive.Sniff(head)
	web := warc.Sniff(head) || kind == archive.Gzip && holdsWebArchive(in)
	if (web || kind != archive.None) && it.depth >= w.o.Limits.MaxDepth {
		return w.fault(it.location, fmt.Errorf("%w: more than %d archives lie in one another", onrecord.ErrTooLarge, w.o.Limits.MaxDepth))
	}
	switch {
	case web:
		return w.webArchive(in, it)
	case kind == archive.Gzip:
		unpacked, err := archive.NewGzip(in, w.archiveLimits())
		if err != nil {
			return w.fault(it.location, err)
		}
		return w.stream(unpacked, it.inside())
	case kind == archive.Zip && it.file != nil:
		return w.zip(it.file, it.size, it)
	case kind == archive.Zip:
		return w.packedZip(in, it)
	case exported.Recognise(head):
		return w.exportedLines(in, it)
	case exported.IsSQLite(head) && it.file != nil:
		return w.exportedTables(it)
	case it.file != nil && it.size > w.o.Limits.MaxDocument:
		return w.fault(it.location, w.tooLarge())
	}
	return w.document(in, it)
}

func (w *walker) archiveLimits() archive.Limits {
	return archive.Limits{MaxRatio: w.o.Limits.MaxRatio, MaxMembers: w.o.Limits.MaxMembers}
}

func (w *walker) tooLarge() error {
	return fmt.Errorf("%w: over %d bytes", onrecord.ErrTooLarge, w.o.Limits.MaxDocument)
}

// holdsWebArchive looks into the start of a gzip stream without taking
// anything from it.
func holdsWebArchive(in *bufio.Reader) bool {
	start, _ := in.Peek(bufferSize)
	unpacked, err := archive.NewGzip(bytes.NewReader(start), archive.Limits{})
	if err != nil {
		return false
	}
	head := make([]byte, 16)
	n, _ := io.ReadFull(unpacked, head)
	return warc.Sniff(head[:n])
}

// read reads a stream whole, up to the limit for a document. Where its size
// is not known it is read in pieces, so that no more than twice the document
// is held at any time.
func (w *walker) read(in io.Reader, size int64) ([]byte, error) {
	limit := w.o.Limits.MaxDocument
	next := min(max(size, 0), limit) + 1
	var pieces [][]byte
	total := int64(0)
	for {
		piece := make([]byte, next)
		n, err := io.ReadFull(in, piece)
		total += int64(n)
		pieces = append(pieces, piece[:n])
		switch {
		case total > limit:
			return nil, w.tooLarge()
		case err == io.EOF || err == io.ErrUnexpectedEOF:
			if len(pieces) == 1 {
				return pieces[0], nil
			}
			return bytes.Join(pieces, nil), nil
		case err != nil:
			return nil, err
		}
		next = min(max(64<<10, total), 4<<20)
	}
}

// document reads a document and hands its capture out.
func (w *walker) document(in io.Reader, it item) error {
	body, err := w.read(in, it.size)
	if err != nil {
		return w.fault(it.location, err)
	}
	if why := noDocument(it.location, body); why != "" {
		w.skipped(it.location, why)
		return nil
	}
	return w.visit(onrecord.NewCapture(body, it.location, "", w.o.Now))
}

// noDocument says why a file is nothing to read, or "". Images and the like
// are told by content; a style sheet's or script's content is text like any
// other, so those go by name.
func noDocument(name string, body []byte) string {
	switch strings.ToLower(path.Ext(name)) {
	case ".css", ".js", ".mjs", ".map", ".svg":
		return "a style sheet, script or drawing"
	}
	family, _, _ := strings.Cut(http.DetectContentType(body), "/")
	switch family {
	case "image", "audio", "video", "font":
		if encoding.Binary(body) { // a text may start with "BM" or "ID3" too
			return "an " + family + " file"
		}
	}
	return ""
}

// packedZip reads a zip file that comes as a stream: it has to be held whole.
func (w *walker) packedZip(in io.Reader, it item) error {
	body, err := w.read(in, it.size)
	if errors.Is(err, onrecord.ErrTooLarge) {
		err = fmt.Errorf("%w; a zip file of this size must be given as a file of its own", err)
	}
	if err != nil {
		return w.fault(it.location, err)
	}
	return w.zip(bytes.NewReader(body), int64(len(body)), it)
}

// zip walks the members of a zip file. In a web archive collection (WACZ)
// only the web archives hold documents; an office document is one, of a kind
// that is not read.
func (w *walker) zip(r io.ReaderAt, size int64, it item) error {
	z, err := archive.OpenZip(r, size, w.archiveLimits())
	if err != nil {
		return w.fault(it.location, err)
	}
	if z.Has("[Content_Types].xml") || z.Has("META-INF/manifest.xml") || z.Has("META-INF/container.xml") {
		return w.fault(it.location, fmt.Errorf("%w: an office document or electronic book; save it as PDF or HTML", onrecord.ErrUnsupported))
	}
	if z.Over() > 0 {
		if err := w.fault(it.location, fmt.Errorf("%w: %d members more than are read of one zip file", onrecord.ErrTooLarge, z.Over())); err != nil {
			return err
		}
	}
	collection := z.Has("datapackage.json")
	for _, m := range z.Members() {
		if err := w.member(m, it, collection && !strings.HasPrefix(m.Name, "archive/")); err != nil {
			return err
		}
		if it.pace != nil {
			it.pace.add(m.Packed)
		}
	}
	return nil
}

func (w *walker) member(m *archive.Member, it item, index bool) error {
	if err := w.ctx.Err(); err != nil {
		return err
	}
	inner := it.inside()
	inner.location += "!" + m.Name
	parts := strings.Split(m.Name, "/")
	for i, part := range parts {
		if why := passedOver(part, i+1 < len(parts)); why != "" {
			w.skipped(inner.location, why)
			return nil
		}
	}
	if index {
		w.skipped(inner.location, "a web archive collection's own index")
		return nil
	}
	content, err := m.Open()
	if err != nil {
		return w.fault(inner.location, err)
	}
	defer func() { _ = content.Close() }() // it was only read
	return w.stream(&contextReader{ctx: w.ctx, r: content}, inner)
}

// webArchive walks the records of a WARC or ARC file.
func (w *walker) webArchive(in io.Reader, it item) error {
	records := warc.NewReader(in, warc.Limits{MaxBlock: w.o.Limits.MaxDocument, MaxRatio: w.o.Limits.MaxRatio})
	for {
		if err := w.ctx.Err(); err != nil {
			return err
		}
		record, err := records.Next()
		if err == io.EOF {
			return nil
		}
		if err == nil {
			err = w.record(record, it)
		}
		var bad *warc.RecordError
		var own *stop
		switch {
		case errors.As(err, &own):
			return own.err
		case errors.As(err, &bad):
			if err := w.faultAt(it.location, bad.Place(), bad.Err); err != nil {
				return err
			}
		case err != nil:
			return w.fault(it.location, err)
		}
	}
}

// stop is an error of the caller's functions, which ends the walk.
type stop struct{ err error }

func (s *stop) Error() string { return s.err.Error() }

func (w *walker) record(record *warc.Record, it item) error {
	d, err := record.Document()
	if errors.Is(err, warc.ErrSkipped) {
		w.skipped(it.location+"!"+record.TargetURI(), err.Error())
		return nil
	}
	if err != nil {
		return err
	}
	at := d.At
	if at.IsZero() {
		at = w.o.Now
	}
	if err := w.visit(onrecord.NewCapture(d.Body, d.URI, d.MediaType, at)); err != nil {
		return &stop{err}
	}
	return nil
}
