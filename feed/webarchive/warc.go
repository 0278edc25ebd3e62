package webarchive

import (
	"context"
	"io"
	"net/url"
	"strings"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/search"
	"github.com/onrecord/onrecord/source/warc"
	"github.com/onrecord/onrecord/store"
)

// Options are what a file says of itself.
type Options struct {
	// Software is the program that writes it, with its version.
	Software string
	// Title names the collection; "" is "onrecord".
	Title string
	// At is when it is written. The same record gives the same file at the
	// same time.
	At time.Time
	// Compressed makes a WARC file's records gzip members; in a WACZ file they
	// always are.
	Compressed bool
	// Progress is told how many captures are written; it may be nil.
	Progress func(captures int)
}

// record is where one capture stands in the WARC file.
type record struct {
	capture        onrecord.Capture // without its body
	target         string
	offset, length int64
}

// WARC writes the captures that a query finds (store.CaptureRequest.Query) as
// one WARC file: a warcinfo record, then a resource record for each capture.
func WARC(ctx context.Context, w io.Writer, s store.Reader, q search.Node, o Options) error {
	return writeWARC(ctx, w, s, q, o, func(record) {})
}

func writeWARC(ctx context.Context, w io.Writer, s store.Reader, q search.Node, o Options, wrote func(record)) error {
	out := &counter{w: w}
	file := warc.NewWriter(out, o.Compressed)
	err := file.WriteInfo(o.At, warc.Header{
		{Name: "software", Value: o.Software},
		{Name: "format", Value: "WARC File Format 1.1"},
		{Name: "conformsTo", Value: "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"},
		{Name: "isPartOf", Value: o.title()},
	})
	if err != nil {
		return err
	}
	captures := 0
	return s.Captures(ctx, store.CaptureRequest{Query: q}, func(c onrecord.Capture) error {
		r := record{target: target(c.Location), offset: out.n}
		if err := file.WriteResource(warc.Document{URI: r.target, At: c.At, MediaType: c.MediaType, Body: c.Body}); err != nil {
			return err
		}
		r.capture, r.length = c, out.n-r.offset
		r.capture.Body = nil
		wrote(r)
		if captures++; o.Progress != nil {
			o.Progress(captures)
		}
		return nil
	})
}

func (o Options) title() string {
	if o.Title == "" {
		return "onrecord"
	}
	return o.Title
}

// target is a capture's location as a URI: a web address as it is, a path as a
// file URI.
func target(location string) string {
	if OnTheWeb(location) {
		return location
	}
	path := url.URL{Path: "/" + strings.TrimLeft(strings.ReplaceAll(location, `\`, "/"), "/")}
	return "file://" + path.EscapedPath()
}

// OnTheWeb reports whether a location is an http or https address.
func OnTheWeb(location string) bool {
	u, err := url.Parse(location)
	return err == nil && u.Host != "" && (u.Scheme == "http" || u.Scheme == "https")
}

// counter counts the bytes that pass.
type counter struct {
	w io.Writer
	n int64
}

func (c *counter) Write(b []byte) (int, error) {
	n, err := c.w.Write(b)
	c.n += int64(n)
	return n, err
}
