// Package client asks a record's JSON API (docs/api.md) from Go.
//
// In comes the address of a record that "onrecord serve" serves; out come the
// nouns of the API (package api/v1) and those of the root package. Lists come
// page by page, or whole by All. A client is asked to wait where it asked too often,
// and waits.
//
// It refuses to send its token to another host than the record's, and to read
// answers without end.
//
//	c := client.New("https://record.example.org", client.Options{})
//	for quote, err := range client.All(ctx, c.Facts(client.FactsRequest{Kind: onrecord.KindQuote})) {
//		…
//	}
package client

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/google/go-querystring/query"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/api/v1"
)

// Options are how a client asks. The zero value reads an open record.
type Options struct {
	// Token is the secret of a token, "" for none.
	Token string
	// HTTP makes the requests; nil is a client that ends one after a minute.
	HTTP *http.Client
	// Patience is the longest wait that a client may be asked for before it gives up
	// with an *Error; 0 is two minutes, and less than 0 is none.
	Patience time.Duration
}

// Client asks one record. It is safe for concurrent use.
type Client struct {
	base    string
	options Options
}

// New returns a client for the record at an address, "https://record.example.org".
func New(base string, o Options) *Client {
	if o.HTTP == nil {
		o.HTTP = &http.Client{Timeout: time.Minute}
	}
	if o.Patience == 0 {
		o.Patience = 2 * time.Minute
	}
	o.HTTP = withoutTokenElsewhere(o.HTTP)
	return &Client{strings.TrimRight(base, "/") + "/api/v1", o}
}

// withoutTokenElsewhere returns a copy of the client that takes the token off a
// request that an answer sends on to another scheme, host or port. The standard
// library sends it on to other ports and to names under the host's.
func withoutTokenElsewhere(c *http.Client) *http.Client {
	out, own := *c, c.CheckRedirect
	out.CheckRedirect = func(r *http.Request, via []*http.Request) error {
		if first := via[0].URL; r.URL.Scheme != first.Scheme || r.URL.Host != first.Host {
			r.Header.Del("Authorization")
		}
		switch {
		case own != nil:
			return own(r, via)
		case len(via) >= 10: // as the standard library has it
			return errors.New("stopped after 10 redirects")
		}
		return nil
	}
	return &out
}

// Error is an answer that is none: a problem detail (RFC 9457). It wraps the root
// package's ErrNotFound (404), ErrInvalid (400, 414, 422), ErrRefused (401, 403)
// and ErrUnavailable (429, 503).
type Error struct {
	Status   int    `json:"status"`
	Title    string `json:"title"`
	Detail   string `json:"detail"`
	Instance string `json:"instance"`
	Errors   []struct {
		Location string `json:"location"`
		Message  string `json:"message"`
	} `json:"errors"`
	// RetryAfter is after what time to ask again, 0 where that was not said.
	RetryAfter time.Duration `json:"-"`
}

func (e *Error) Error() string {
	return fmt.Sprintf("the record answers %d: %s", e.Status, e.Detail)
}

// Unwrap returns the error's kind, nil for another.
func (e *Error) Unwrap() error {
	switch e.Status {
	case http.StatusNotFound:
		return onrecord.ErrNotFound
	case http.StatusBadRequest, http.StatusUnprocessableEntity, http.StatusRequestURITooLong:
		return onrecord.ErrInvalid
	case http.StatusUnauthorized, http.StatusForbidden:
		return onrecord.ErrRefused
	case http.StatusTooManyRequests, http.StatusServiceUnavailable:
		return onrecord.ErrUnavailable
	}
	return nil
}

// Pages asks for the page of a list that begins at a cursor, "" for the first.
type Pages[T any] func(ctx context.Context, cursor string) (v1.List[T], error)

// All walks all items of a list, page by page, in its order. After an error it
// ends.
func All[T any](ctx context.Context, pages Pages[T]) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for cursor := ""; ; {
			page, err := pages(ctx, cursor)
			if err != nil {
				var none T
				yield(none, err)
				return
			}
			for _, item := range page.Items {
				if !yield(item, nil) {
					return
				}
			}
			if cursor = page.Next; cursor == "" {
				return
			}
		}
	}
}

// listed asks for a list at a path with what a request's fields say.
func listed[T any](c *Client, path string, request any) Pages[T] {
	return func(ctx context.Context, cursor string) (page v1.List[T], err error) {
		values := url.Values{}
		if request != nil {
			if values, err = query.Values(request); err != nil {
				return page, err
			}
		}
		if cursor != "" {
			values.Set("cursor", cursor)
		}
		return one[v1.List[T]](ctx, c, path, values)
	}
}

func one[T any](ctx context.Context, c *Client, path string, values url.Values) (out T, err error) {
	address := c.base + path
	if len(values) > 0 {
		address += "?" + values.Encode()
	}
	return out, c.do(ctx, http.MethodGet, address, nil, &out)
}

// mostAnswered bounds an answer, in bytes.
const mostAnswered = 64 << 20

// do sends a request, again where the record asks to wait and nothing was said
// by it, and reads the answer into a value; nil reads none.
func (c *Client) do(ctx context.Context, method, address string, body []byte, into any) error {
	for {
		err := c.once(ctx, method, address, body, into)
		var refused *Error
		if !errors.As(err, &refused) || refused.RetryAfter <= 0 || refused.RetryAfter > c.options.Patience {
			return err
		}
		select {
		case <-time.After(refused.RetryAfter):
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}

func (c *Client) once(ctx context.Context, method, address string, body []byte, into any) error {
	r, err := http.NewRequestWithContext(ctx, method, address, bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("%w: %w", onrecord.ErrInvalid, err)
	}
	r.Header.Set("Accept", "application/json")
	if body != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	if c.options.Token != "" {
		r.Header.Set("Authorization", "Bearer "+c.options.Token)
	}
	res, err := c.options.HTTP.Do(r)
	if err != nil {
		return fmt.Errorf("%w: %w", onrecord.ErrUnavailable, err)
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(io.LimitReader(res.Body, mostAnswered+1))
	switch {
	case err != nil:
		return fmt.Errorf("%w: %w", onrecord.ErrUnavailable, err)
	case len(answer) > mostAnswered:
		return fmt.Errorf("%w: the answer has more than %d bytes", onrecord.ErrTooLarge, mostAnswered)
	case res.StatusCode >= 300:
		return refusal(res, answer)
	case into == nil:
		return nil
	}
	if err := json.Unmarshal(answer, into); err != nil {
		return fmt.Errorf("%w: the answer: %w", onrecord.ErrDamaged, err)
	}
	return nil
}

func refusal(res *http.Response, answer []byte) error {
	e := &Error{}
	if json.Unmarshal(answer, e) != nil || e.Detail == "" { // from a proxy, or no record
		e.Title, e.Detail = res.Status, res.Status
	}
	e.Status = res.StatusCode
	if seconds, err := strconv.Atoi(res.Header.Get("Retry-After")); err == nil {
		e.RetryAfter = time.Duration(seconds) * time.Second
	}
	return e
}
