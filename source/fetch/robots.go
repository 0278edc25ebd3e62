package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"sync"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/source/robots"
)

// How long a host's robots.txt holds: a day, as the RFC has it, or until it is
// asked for again where it could not be read.
const (
	robotsHold  = 24 * time.Hour
	robotsRetry = 10 * time.Minute
)

// robot is a host's robots.txt. One request asks for it while others wait.
type robot struct {
	mu    sync.Mutex
	rules robots.Rules
	read  time.Time  // zero where it was not
	fault *WaitError // why it could not be read
}

// allowed asks the host's robots.txt. Where that can't be read just now nothing
// may be fetched (RFC 9309, 2.3.1.4); where there is none, all may.
func (c *Client) allowed(ctx context.Context, u *url.URL, local bool) error {
	h := c.host(u)
	h.robot.mu.Lock()
	defer h.robot.mu.Unlock()
	if age := c.o.Now().Sub(h.robot.read); h.robot.read.IsZero() || age < 0 || age > robotsHold || h.robot.fault != nil && age > robotsRetry {
		if err := c.readRobots(ctx, h, local); err != nil {
			return err
		}
	}
	if h.robot.fault != nil {
		return h.robot.fault
	}
	if !h.robot.rules.Allowed(u.RequestURI()) {
		return fmt.Errorf("%w: %s/robots.txt asks programs not to fetch %s", onrecord.ErrRefused, h.name, u.RequestURI())
	}
	return nil
}

// readRobots asks for the host's robots.txt. The error is one of the program, not of the host.
func (c *Client) readRobots(ctx context.Context, h *host, local bool) error {
	answer, err := c.follow(ctx, Request{URL: h.name + "/robots.txt", Local: local}, func(*url.URL) error { return nil })
	var later *WaitError
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.As(err, &later):
		fault := *later
		if later.Status != 0 { // else it is the host that can't be reached
			fault.Reason = "its robots.txt can't be read, so that nothing may be fetched: " + later.Reason
		}
		h.robot.rules, h.robot.fault = robots.Nothing(), &fault
	case errors.Is(err, onrecord.ErrRefused):
		return err // the address itself must not be reached
	default:
		// What is no file, too large, or leads in a circle is as none (RFC 9309, 2.3.1.3).
		h.robot.rules, h.robot.fault = robots.Parse(answer.Body, c.token), nil
	}
	h.robot.read = c.o.Now()
	h.mu.Lock()
	h.delay = min(h.robot.rules.Delay, maxDelay)
	h.mu.Unlock()
	return nil
}
