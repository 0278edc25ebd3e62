package warc

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/http/httputil"
	"strconv"
	"strings"
	"time"

	"github.com/andybalholm/brotli"

	"github.com/onrecord/onrecord"
)

// Document is what a server gave, as a reader of the page would have got it:
// without the HTTP message's chunks and compression.
type Document struct {
	URI string
	// At is the record's WARC-Date; the zero time where it has none.
	At time.Time
	// MediaType is the HTTP Content-Type, or the record's own.
	MediaType string
	Body      []byte
}

// ErrSkipped is returned by Document for a record that holds no document to
// read: another type of record, a status that is no success, an image. It is
// no fault of the record. The message says which.
var ErrSkipped = errors.New("holds no document to read")

func skip(format string, args ...any) error {
	return fmt.Errorf("%w: "+format, append([]any{ErrSkipped}, args...)...)
}

// Document reads the record's document: of a response record with a status
// of 200 to 299, or of a resource record, when it is text of some kind, JSON,
// XML or PDF. Otherwise the error wraps ErrSkipped, or is a *RecordError.
//
// Where the record gives digests, one of them must match: that of the block,
// or that of the payload as sent, or without its chunks, or without its
// compression too (writers differ in which they mean). One that matches
// vouches for the document, whatever the other says.
func (r *Record) Document() (Document, error) {
	if err := r.unwanted(); err != nil {
		return Document{}, err
	}
	block, err := r.read()
	if err != nil {
		return Document{}, err
	}
	d := Document{URI: r.TargetURI(), At: r.Date(), MediaType: r.Header.Get("Content-Type")}
	var layers [][]byte
	if r.Type() == TypeResponse && bytes.HasPrefix(block, []byte("HTTP/")) {
		layers, err = r.unpack(block, &d)
	} else {
		layers = [][]byte{block}
	}
	if errors.Is(err, ErrSkipped) {
		return Document{}, err
	}
	if err != nil {
		return Document{}, r.fail(err)
	}
	d.Body = layers[len(layers)-1]
	if !wanted(d.MediaType, d.Body) {
		return Document{}, skip("its media type is %q", clip(d.MediaType))
	}
	if !r.vouched(block, layers) {
		return Document{}, r.fail(fmt.Errorf("%w: the document does not match its digest", onrecord.ErrDamaged))
	}
	return d, nil
}

// unwanted tells from the header alone that there is nothing to read.
func (r *Record) unwanted() error {
	if kind := r.Type(); kind != TypeResponse && kind != TypeResource {
		return skip("its type is %s", clip(kind))
	}
	if n := r.Header.Get("WARC-Segment-Number"); n != "" {
		return r.fail(fmt.Errorf("%w: the record is cut into segments", onrecord.ErrUnsupported))
	}
	uri := r.TargetURI()
	if scheme, _, _ := strings.Cut(uri, ":"); uri == "" || strings.EqualFold(scheme, "metadata") || strings.EqualFold(scheme, "dns") {
		return skip("its target is %q", clip(uri)) // what the crawler noted down for itself
	}
	return nil
}

// vouched reports whether one of the record's digests matches, or it has none
// that can be checked.
func (r *Record) vouched(block []byte, layers [][]byte) bool {
	ok, blockKnown := matches(r.Header.Get("WARC-Block-Digest"), block)
	if ok {
		return true
	}
	digest := r.Header.Get("WARC-Payload-Digest")
	payloadKnown := false
	for _, layer := range layers {
		ok, payloadKnown = matches(digest, layer)
		if ok {
			return true
		}
	}
	return !blockKnown && !payloadKnown
}

// unpack takes the HTTP message of block apart: the payload as sent, without
// chunks, without compression.
func (r *Record) unpack(block []byte, d *Document) ([][]byte, error) {
	status, header, payload, err := splitResponse(block)
	if err != nil {
		return nil, err
	}
	d.MediaType = header.Get("Content-Type")
	if status < 200 || status > 299 || status == 204 || status == 206 {
		return nil, skip("its status is %d", status)
	}
	if !mediaTypeWanted(d.MediaType) {
		return nil, skip("its media type is %q", clip(d.MediaType))
	}
	layers := [][]byte{payload}
	if strings.Contains(strings.ToLower(header.Get("Transfer-Encoding")), "chunked") {
		payload, err = unchunk(payload)
		if err != nil {
			return nil, err
		}
		layers = append(layers, payload)
	}
	codings := strings.Split(header.Get("Content-Encoding"), ",")
	for i := len(codings) - 1; i >= 0; i-- {
		payload, err = decompress(codings[i], payload, r.limits)
		if err != nil {
			return nil, err
		}
		layers = append(layers, payload)
	}
	return layers, nil
}

// splitResponse parts an HTTP/1 response into status, header and payload
// (RFC 9112). Header lines that are no fields are passed over, as browsers do.
func splitResponse(block []byte) (status int, header Header, payload []byte, err error) {
	line, rest := cutLine(block)
	f := strings.Fields(line)
	if len(f) < 2 {
		return 0, nil, nil, fmt.Errorf("%w: the HTTP status line is %q", onrecord.ErrInvalid, clip(line))
	}
	status, err = strconv.Atoi(f[1])
	if err != nil {
		return 0, nil, nil, fmt.Errorf("%w: the HTTP status line is %q", onrecord.ErrInvalid, clip(line))
	}
	for len(rest) > 0 {
		line, rest = cutLine(rest)
		if line == "" {
			break
		}
		if len(header) < maxFields && len(line) < maxLine {
			header = appendField(header, line)
		}
	}
	return status, header, rest, nil
}

func cutLine(b []byte) (line string, rest []byte) {
	i := bytes.IndexByte(b, '\n')
	if i < 0 {
		return strings.ToValidUTF8(strings.TrimRight(string(b), "\r"), "\ufffd"), nil
	}
	return strings.ToValidUTF8(strings.TrimRight(string(b[:i]), "\r"), "\ufffd"), b[i+1:]
}

// unchunk takes the chunked transfer coding off. Some writers store the
// payload already without it and leave the header: what does not start with
// a chunk's length is taken as it is.
func unchunk(payload []byte) ([]byte, error) {
	line, _ := cutLine(payload)
	size, _, _ := strings.Cut(line, ";")
	if _, err := strconv.ParseUint(strings.TrimSpace(size), 16, 63); err != nil {
		return payload, nil
	}
	out, err := io.ReadAll(httputil.NewChunkedReader(bytes.NewReader(payload)))
	if err != nil {
		return nil, fmt.Errorf("%w: the chunks of the HTTP message are damaged or cut short", onrecord.ErrDamaged)
	}
	return out, nil
}

// decompress takes one content coding off, within the limits.
func decompress(coding string, payload []byte, limits Limits) ([]byte, error) {
	in, err := openCoding(strings.ToLower(strings.TrimSpace(coding)), payload)
	if err != nil || in == nil {
		return payload, err
	}
	bound := limits.MaxBlock
	if byRatio := max(ratioFreeBytes, limits.MaxRatio*int64(len(payload))); byRatio < bound {
		bound = byRatio
	}
	out, err := io.ReadAll(io.LimitReader(in, bound+1))
	if int64(len(out)) > bound {
		return nil, fmt.Errorf("%w: the document is over %d bytes once decompressed", onrecord.ErrTooLarge, bound)
	}
	if err != nil {
		return nil, fmt.Errorf("%w: the document's %s compression is damaged or cut short", onrecord.ErrDamaged, strings.TrimSpace(coding))
	}
	return out, nil
}

// openCoding returns a reader for a content coding, or nil where the payload
// is to be taken as it is: no coding, or one that the writer took off
// already, leaving the header.
func openCoding(coding string, payload []byte) (io.Reader, error) {
	switch coding {
	case "", "identity":
		return nil, nil
	case "gzip", "x-gzip":
		if !bytes.HasPrefix(payload, []byte{0x1f, 0x8b}) {
			return nil, nil
		}
		in, err := gzip.NewReader(bytes.NewReader(payload))
		if err != nil {
			return nil, fmt.Errorf("%w: the document's gzip header is damaged", onrecord.ErrDamaged)
		}
		return in, nil
	case "deflate": // zlib by the standard, bare deflate from some servers
		if in, err := zlib.NewReader(bytes.NewReader(payload)); err == nil {
			return in, nil
		}
		if looksLikeText(payload) {
			return nil, nil
		}
		return flate.NewReader(bytes.NewReader(payload)), nil
	case "br":
		if looksLikeText(payload) {
			return nil, nil
		}
		return brotli.NewReader(bytes.NewReader(payload)), nil
	}
	return nil, fmt.Errorf("%w: content coding %q", onrecord.ErrUnsupported, clip(coding))
}

func looksLikeText(b []byte) bool {
	return strings.HasPrefix(http.DetectContentType(b), "text/")
}

// wanted reports whether a document is text, JSON, XML or PDF: by its media
// type, and by its first bytes where it has none.
func wanted(mediaType string, body []byte) bool {
	if strings.TrimSpace(mediaType) == "" {
		return mediaTypeWanted(http.DetectContentType(body))
	}
	return mediaTypeWanted(mediaType)
}

// mediaTypeWanted reports whether documents of the type are read. An empty
// or unspecific type may turn out to be.
func mediaTypeWanted(mediaType string) bool {
	t, _, err := mime.ParseMediaType(mediaType)
	if err != nil {
		t, _, _ = strings.Cut(mediaType, ";")
		t = strings.ToLower(strings.TrimSpace(t))
	}
	switch t {
	case "text/css", "text/javascript", "text/dns", "image/svg+xml", "text/cache-manifest", "text/vtt":
		return false
	case "", "application/json", "application/xml", "application/pdf", "application/x-pdf", "application/x-ndjson", "application/jsonl":
		return true
	}
	return strings.HasPrefix(t, "text/") || strings.HasSuffix(t, "+xml") || strings.HasSuffix(t, "+json")
}
