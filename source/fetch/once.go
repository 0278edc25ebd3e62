package fetch

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"syscall"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/reach"
)

// outcome is what one request came to.
type outcome struct {
	Response
	to string // where it leads on, or ""
	// passing says that it may be otherwise in a moment; after is how long the
	// host asked to be left alone, 0 where it did not.
	passing bool
	after   time.Duration
	err     error
}

// reason says what went wrong with an address, in one sentence.
func (o outcome) reason(u *url.URL) string {
	if o.err != nil {
		return o.err.Error()
	}
	return fmt.Sprintf("%s answered %d %s", u, o.Status, http.StatusText(o.Status))
}

// once sends one request and reads the answer.
func (c *Client) once(ctx context.Context, u *url.URL, r Request) outcome {
	ctx, cancel := context.WithTimeout(ctx, c.o.Limits.Time)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return outcome{err: fmt.Errorf("%w: %v", onrecord.ErrInvalid, err)}
	}
	req.Header.Set("User-Agent", c.agent)
	req.Header.Set("Accept-Encoding", "gzip")
	for name, value := range map[string]string{"Accept": r.Accept, "If-None-Match": r.ETag, "If-Modified-Since": r.LastModified} {
		if value != "" {
			req.Header.Set(name, value)
		}
	}
	client := c.public
	if r.Local {
		client = c.local
	}
	resp, err := client.Do(req)
	if err != nil {
		return broken(u, err, c.o.Limits)
	}
	defer resp.Body.Close()
	out := outcome{Response: Response{Header: resp.Header, Status: resp.StatusCode, At: c.o.Now().UTC(), MediaType: resp.Header.Get("Content-Type"), ETag: resp.Header.Get("ETag"), LastModified: resp.Header.Get("Last-Modified")}}
	switch {
	case resp.StatusCode == http.StatusNotModified:
	case resp.StatusCode >= 300 && resp.StatusCode < 400:
		if out.to = resp.Header.Get("Location"); out.to == "" {
			out.err = fmt.Errorf("%w: %s answered %d and not where to go", onrecord.ErrInvalid, u, resp.StatusCode)
		}
	case passing(resp.StatusCode):
		out.passing, out.after = true, retryAfter(resp.Header.Get("Retry-After"), c.o.Now())
	case resp.StatusCode >= 200 && resp.StatusCode < 300:
		if out.Body, err = c.body(resp, u); err != nil {
			return broken(u, err, c.o.Limits)
		}
	}
	return out
}

// passing reports whether a status tells of something that passes.
func passing(status int) bool {
	switch status {
	case http.StatusRequestTimeout, http.StatusTooEarly, http.StatusTooManyRequests, http.StatusInternalServerError,
		http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return true
	}
	return status >= 520 && status <= 530 // what networks before a site answer for it
}

// broken says what became of a request that gave no whole answer.
func broken(u *url.URL, err error, l Limits) outcome {
	for _, kind := range []error{onrecord.ErrTooLarge, onrecord.ErrUnsupported, onrecord.ErrInvalid} {
		if errors.Is(err, kind) {
			return outcome{err: err}
		}
	}
	if reach.Refused(err) {
		return outcome{err: fmt.Errorf("%w: %s leads to an address that is not open to everyone (%s); where that is wanted, add its source with --local", onrecord.ErrRefused, u, prohibited(err))}
	}
	var dns *net.DNSError
	reason := "the connection broke: " + innermost(err)
	switch {
	case errors.Is(err, context.DeadlineExceeded), isTimeout(err):
		reason = fmt.Sprintf("no whole answer came within %s", l.Time)
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		reason = "the answer broke off"
	case errors.As(err, &dns) && dns.IsNotFound:
		reason = "there is no host of that name"
	case errors.Is(err, syscall.ECONNREFUSED):
		reason = "the host refuses the connection"
	}
	return outcome{passing: true, err: fmt.Errorf("%s: %s", u, reason)}
}

func isTimeout(err error) bool {
	var timeout net.Error
	return errors.As(err, &timeout) && timeout.Timeout()
}

// prohibited says which address was not connected to.
func prohibited(err error) string {
	var op *net.OpError
	if errors.As(err, &op) && op.Addr != nil {
		return op.Addr.String()
	}
	return innermost(err)
}

// innermost returns the words of the error that the others wrap.
func innermost(err error) string {
	for {
		inner := errors.Unwrap(err)
		if inner == nil {
			return err.Error()
		}
		err = inner
	}
}

// freely is how much may be unpacked whatever its packed size.
const freely = 1 << 20

// body reads the body and takes off the coding of its transfer.
func (c *Client) body(resp *http.Response, u *url.URL) ([]byte, error) {
	packed := &counter{r: resp.Body}
	var r io.Reader = packed
	switch coding := strings.ToLower(strings.TrimSpace(resp.Header.Get("Content-Encoding"))); coding {
	case "", "identity":
	case "gzip", "x-gzip":
		z, err := gzip.NewReader(packed)
		if errors.Is(err, gzip.ErrHeader) {
			return nil, fmt.Errorf("%w: %s says that it is packed with gzip, and is not", onrecord.ErrInvalid, u)
		}
		if err != nil {
			return nil, err
		}
		r = z
	default:
		return nil, fmt.Errorf("%w: %s is packed as %.40q, which was not asked for", onrecord.ErrUnsupported, u, coding)
	}
	var out bytes.Buffer
	if n := resp.ContentLength; n > 0 && n <= freely {
		out.Grow(int(n))
	}
	buf := make([]byte, 32<<10)
	for {
		n, err := r.Read(buf)
		out.Write(buf[:n])
		if err == io.EOF {
			return out.Bytes(), nil
		}
		size := int64(out.Len())
		switch {
		case size > c.o.Limits.Body:
			return nil, fmt.Errorf("%w: %s has more than %d bytes", onrecord.ErrTooLarge, u, c.o.Limits.Body)
		case size > freely && r != io.Reader(packed) && size/c.o.Limits.Ratio > packed.n:
			return nil, fmt.Errorf("%w: %s unpacks to more than %d times its size", onrecord.ErrTooLarge, u, c.o.Limits.Ratio)
		case errors.Is(err, gzip.ErrChecksum), errors.Is(err, gzip.ErrHeader):
			return nil, fmt.Errorf("%w: what %s packed with gzip is damaged", onrecord.ErrInvalid, u)
		case err != nil:
			return nil, err
		}
	}
}

// counter counts what is read through it.
type counter struct {
	r io.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}
