package fetch

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/onrecord/onrecord"
)

// WaitError says that a host can't be asked just now. It wraps ErrUnavailable.
type WaitError struct {
	Host string
	// Until is when to ask again at the earliest.
	Until time.Time
	// Resting says that all of the host is left alone: it asked for that, or failed
	// again and again. Otherwise only this address did not answer.
	Resting bool
	// Status is that of the last answer, 0 where there was none.
	Status int
	Reason string // one sentence
}

func (e *WaitError) Error() string { return fmt.Sprintf("%v: %s", onrecord.ErrUnavailable, e.Reason) }

// Unwrap returns ErrUnavailable.
func (e *WaitError) Unwrap() error { return onrecord.ErrUnavailable }

// How a host is treated.
const (
	atOnce    = 2               // requests at once to one host
	patience  = 2 * time.Minute // the longest wait inside one Get
	firstWait = 2 * time.Second // before the second attempt; doubled for each after it
	sick      = 5               // failures in a row after which a host is left alone
	firstRest = 5 * time.Minute // how long, the first time; doubled for each failure after it
	longest   = 24 * time.Hour  // and never longer; nor is more of a Retry-After believed
	maxDelay  = time.Minute     // what is believed of a Crawl-delay
	maxHosts  = 10_000          // that are remembered
)

// host is what is known of one host: a scheme, a name and a port.
type host struct {
	name  string
	slots chan struct{}
	robot robot

	mu       sync.Mutex
	next     time.Time     // when the next request may start
	closed   time.Time     // until when it is left alone
	delay    time.Duration // that its robots.txt asks for
	failures int           // in a row
	reason   string        // of the last
}

// Host returns what WaitError.Host calls the host of an address, "" for what is none.
func Host(address string) string {
	u, err := parse(address)
	if err != nil {
		return ""
	}
	return hostName(u)
}

func hostName(u *url.URL) string { return u.Scheme + "://" + u.Host }

// host returns what is known of an address's host.
func (c *Client) host(u *url.URL) *host {
	name := hostName(u)
	c.mu.Lock()
	defer c.mu.Unlock()
	h := c.hosts[name]
	if h == nil {
		if len(c.hosts) >= maxHosts {
			clear(c.hosts) // a list of links to everywhere; their paces start anew
		}
		h = &host{name: name, slots: make(chan struct{}, atOnce)}
		c.hosts[name] = h
	}
	return h
}

// enter waits until the host may be asked; leave has to be called after it.
func (c *Client) enter(ctx context.Context, h *host, local bool) (leave func(), err error) {
	select {
	case h.slots <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	leave = func() { <-h.slots }
	d, err := c.turn(h, local)
	if err == nil && d > 0 {
		err = c.o.Wait(ctx, d)
	}
	if err != nil {
		leave()
		return nil, err
	}
	return leave, nil
}

// turn takes the host's next turn and returns how long to wait for it.
func (c *Client) turn(h *host, local bool) (time.Duration, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	now := c.o.Now()
	rest := h.closed.Sub(now)
	switch {
	case rest > longest: // the clock was set back
		h.closed, rest = time.Time{}, 0
	case rest > patience:
		return 0, &WaitError{Host: h.name, Until: h.closed, Resting: true, Reason: h.reason + "; it is left alone for a while"}
	}
	pace := max(c.o.Pace, h.delay)
	if local {
		pace = h.delay
	}
	d := max(0, rest, min(h.next.Sub(now), atOnce*pace)) // no more: the clock may have been set back
	h.next = now.Add(d + pace)
	return d, nil
}

// well notes that a host answered as it should.
func (c *Client) well(h *host) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.failures, h.closed, h.reason = 0, time.Time{}, ""
}

// ill notes that it did not, and returns how long to wait before asking again, and
// whether that holds for all of the host: as long as it asks for, or longer each time, by chance a little more or less, so that not
// all who were turned away come back together.
func (c *Client) ill(h *host, attempt int, got outcome) (d time.Duration, resting bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.failures++
	h.reason = h.name + " failed"
	if got.Status != 0 {
		h.reason = fmt.Sprintf("%s answered %d %s", h.name, got.Status, http.StatusText(got.Status))
	} else if got.err != nil {
		h.reason = got.err.Error()
	}
	d = max(got.after, c.some(firstWait<<(attempt-1)))
	if over := h.failures - sick; over >= 0 {
		d = max(d, c.some(min(firstRest<<min(over, 10), longest)))
	}
	d = min(d, longest)
	if resting = got.after > 0 || h.failures >= sick; resting {
		h.closed = c.o.Now().Add(d)
	}
	return d, resting
}

// some returns from half of d to all of it.
func (c *Client) some(d time.Duration) time.Duration {
	return d/2 + time.Duration(c.o.Random()*float64(d/2))
}

// retryAfter reads the header: seconds, or a date (RFC 9110, 10.2.3). 0 where
// it says nothing that can be read, or a time that has passed.
func retryAfter(header string, now time.Time) time.Duration {
	header = strings.TrimSpace(header)
	if seconds, err := strconv.ParseUint(header, 10, 63); err == nil {
		return time.Duration(min(seconds, uint64(longest/time.Second))) * time.Second
	}
	if at, err := http.ParseTime(header); err == nil {
		return max(0, min(at.Sub(now), longest))
	}
	return 0
}
