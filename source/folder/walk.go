package folder

import (
	"bufio"
	"context"
	"io"
	"io/fs"
	"os"
	"strings"
	"time"

	"github.com/onrecord/onrecord"
)

// Options say how to walk. The zero value has no standard input, the default
// limits and the zero capture time.
type Options struct {
	// Stdin is what the root "-" reads.
	Stdin io.Reader
	// Now is the capture time of local documents, and of problems.
	Now    time.Time
	Limits Limits
	// Progress, if set, is told how many more bytes of the files under the
	// roots are done with, packed as they lie there. They add up to what
	// Count returns.
	Progress func(bytes int64)
	// Skipped, if set, is told what was passed over, and why.
	Skipped func(location, reason string)
	// Statement, if set, is given what people said in a record whose export is
	// read, oldest first; it is passed over otherwise.
	Statement func(onrecord.Statement) error
}

// Limits bound what is read. A zero field takes its default.
type Limits struct {
	MaxDocument int64 // bytes of one document, unpacked; 64 MiB
	MaxRatio    int64 // times its packed size that an archive may expand to, past 10 MiB; 200
	MaxDepth    int   // archives inside one another; 8
	MaxMembers  int   // of one zip file; 200,000
}

// The defaults of MaxDocument and MaxDepth; see package archive for the rest.
const (
	DefaultMaxDocument = 64 << 20
	DefaultMaxDepth    = 8
)

// Stdin is the root, and the location, of standard input.
const Stdin = "-"

// Walk visits every document under the roots. It calls visit once for each
// capture and problem once for each thing that could not be read, from the
// caller's goroutine, in a stable order, and goes on. It stops with the error
// of visit or problem, or of ctx when that is done; otherwise it returns nil.
// Memory is bounded by a document's (a zip file inside another is one).
func Walk(ctx context.Context, roots []string, o Options, visit func(onrecord.Capture) error, problem func(onrecord.Problem) error) error {
	w := newWalker(ctx, o, visit, problem)
	t := &tree{ctx: ctx, file: w.file, problem: w.fault, skipped: w.skipped}
	return t.walk(roots)
}

// Count returns how many files Walk will read under the roots and how many
// bytes they hold as they lie there, for a progress bar. Archives count as
// one file; standard input counts as one of no bytes. What cannot be read is
// left out. The error is that of ctx.
func Count(ctx context.Context, roots []string) (files int, bytes int64, err error) {
	t := &tree{
		ctx: ctx,
		file: func(path string, info fs.FileInfo) error {
			files++
			if info != nil {
				bytes += info.Size()
			}
			return nil
		},
		problem: func(string, error) error { return nil },
		skipped: func(string, string) {},
	}
	err = t.walk(roots)
	return files, bytes, err
}

type walker struct {
	ctx     context.Context
	o       Options
	visit   func(onrecord.Capture) error
	problem func(onrecord.Problem) error
}

func newWalker(ctx context.Context, o Options, visit func(onrecord.Capture) error, problem func(onrecord.Problem) error) *walker {
	if o.Limits.MaxDocument <= 0 {
		o.Limits.MaxDocument = DefaultMaxDocument
	}
	if o.Limits.MaxDepth <= 0 {
		o.Limits.MaxDepth = DefaultMaxDepth
	}
	return &walker{ctx: ctx, o: o, visit: visit, problem: problem}
}

// file reads one file, or standard input where info is nil.
func (w *walker) file(path string, info fs.FileInfo) error {
	if info == nil {
		if w.o.Stdin == nil {
			return w.fault(path, errNoStdin)
		}
		return w.stream(&contextReader{ctx: w.ctx, r: w.o.Stdin}, item{location: path})
	}
	file, err := os.Open(path)
	if err != nil {
		w.progress(info.Size())
		return w.fault(path, err)
	}
	defer func() { _ = file.Close() }() // it was only read
	p := &pace{report: w.progress, left: info.Size()}
	defer p.finish()
	in := &contextReader{ctx: w.ctx, r: file, read: p.add}
	return w.stream(in, item{location: strings.ToValidUTF8(path, "\ufffd"), file: file, size: info.Size(), pace: p})
}

func (w *walker) progress(n int64) {
	if w.o.Progress != nil && n > 0 {
		w.o.Progress(n)
	}
}

func (w *walker) skipped(location, reason string) {
	if w.o.Skipped != nil {
		w.o.Skipped(location, reason)
	}
}

// fault reports that a place could not be read. Where ctx is done that is
// the reason, and the walk ends.
func (w *walker) fault(location string, err error) error {
	return w.faultAt(location, "", err)
}

func (w *walker) faultAt(location, place string, err error) error {
	if done := w.ctx.Err(); done != nil {
		return done
	}
	return w.problem(onrecord.Problem{Stage: "source", Location: strings.ToValidUTF8(location, "\ufffd"), Place: place, Reason: reason(err), At: w.o.Now.UTC()})
}

// contextReader ends when its context does, and tells how much was read.
type contextReader struct {
	ctx  context.Context
	r    io.Reader
	read func(int64)
}

func (c *contextReader) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := c.r.Read(p)
	if c.read != nil {
		c.read(int64(n))
	}
	return n, err
}

// pace reports the bytes of one file as done, and never more than it has.
type pace struct {
	report func(int64)
	left   int64
}

func (p *pace) add(n int64) {
	n = min(n, p.left)
	p.left -= n
	p.report(n)
}

func (p *pace) finish() { p.add(p.left) }

// bufferSize is how much of a stream is looked at to tell what it is.
const bufferSize = 64 << 10

func buffered(r io.Reader) *bufio.Reader { return bufio.NewReaderSize(r, bufferSize) }
