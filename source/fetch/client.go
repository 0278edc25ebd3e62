package fetch

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/onrecord/onrecord"
)

// Options say how to fetch. The zero value is ready to use.
type Options struct {
	// Agent is the product token, with a version or without: "onrecord/1.0". The
	// token is what robots.txt knows the program by.
	Agent string
	// Contact is how a publisher reaches whoever runs the program: an address, of
	// mail or of the web. It may be "".
	Contact string
	// Pace is the least time between two requests to one host; 0 is DefaultPace.
	// Hosts of local requests are not paced.
	Pace   time.Duration
	Limits Limits

	// Now, Wait and Random stand for the clock, waiting, and chance from 0 to 1;
	// nil are the real ones. Resolver is nil for the machine's own.
	Now      func() time.Time
	Wait     func(ctx context.Context, d time.Duration) error
	Random   func() float64
	Resolver *net.Resolver
}

// Limits bound one request. A zero field takes its default.
type Limits struct {
	Body      int64         // bytes, unpacked; 64 MiB
	Ratio     int64         // times its packed size that a body over 1 MiB may unpack to; 200
	Time      time.Duration // from asking to the last byte; a minute
	Redirects int           // 5
	Attempts  int           // where something may be otherwise in a moment; 3
}

// DefaultPace is how long a host is left alone between two requests.
const DefaultPace = time.Second

// Request is what is asked for.
type Request struct {
	URL string
	// ETag and LastModified are the validators of the body that is at hand
	// already, as the host gave them; "" where there is none.
	ETag, LastModified string
	// Accept is the Accept header; "" is anything.
	Accept string
	// Local says that the address may be on this machine or a private network.
	Local bool
}

// Response is what a host answered. Where Status is not from 200 to 299, or is 304, there
// is no body.
type Response struct {
	Status int
	Body   []byte
	// URL is where it was found, after redirects.
	URL       string
	MediaType string
	// ETag and LastModified are validators for the next request, or "".
	ETag, LastModified string
	At                 time.Time
	Header             http.Header // as the host gave it
}

// Client fetches. It is safe for concurrent use; hosts are remembered as long as
// it lives.
type Client struct {
	o             Options
	token         string // of Agent, for robots.txt
	agent         string // the User-Agent header
	public, local *http.Client

	mu    sync.Mutex
	hosts map[string]*host
}

// New returns a client. It panics where Agent or Contact could not stand in a header.
func New(o Options) *Client {
	setDefault(&o.Agent, "onrecord")
	setDefault(&o.Pace, DefaultPace)
	setDefault(&o.Limits.Body, 64<<20)
	setDefault(&o.Limits.Ratio, 200)
	setDefault(&o.Limits.Time, time.Minute)
	setDefault(&o.Limits.Redirects, 5)
	setDefault(&o.Limits.Attempts, 3)
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Wait == nil {
		o.Wait = wait
	}
	if o.Random == nil {
		o.Random = rand.Float64
	}
	c := &Client{o: o, hosts: map[string]*host{}, public: newHTTP(o, false), local: newHTTP(o, true)}
	c.token, _, _ = strings.Cut(o.Agent, "/")
	c.agent = o.Agent + " (+" + home
	if o.Contact != "" {
		c.agent += "; contact: " + o.Contact
	}
	c.agent += ")"
	if !Sayable(c.agent) {
		panic(fmt.Sprintf("fetch: %q can't stand in a header", c.agent))
	}
	return c
}

// home tells a publisher what this program is.
const home = "https://github.com/onrecord/onrecord"

// Sayable reports whether words can stand in the header that names the program.
func Sayable(words string) bool {
	return len(words) <= 300 && strings.IndexFunc(words, func(r rune) bool { return r < ' ' || r > '~' }) < 0
}

func setDefault[T comparable](v *T, to T) {
	var zero T
	if *v == zero {
		*v = to
	}
}

// wait waits for d, or until ctx is done.
func wait(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Get asks for an address and follows where it leads. An answer that will not be
// another in a moment is returned with its status, whatever that is. Errors
// wrap ErrRefused (robots.txt, or an address that must not be reached), ErrInvalid, ErrTooLarge, ErrUnsupported,
// or ErrUnavailable, then always as a *WaitError; or they are ctx's.
func (c *Client) Get(ctx context.Context, r Request) (Response, error) {
	return c.follow(ctx, r, func(u *url.URL) error { return c.allowed(ctx, u, r.Local) })
}

// follow asks for an address and where it leads, each once may has said yes.
func (c *Client) follow(ctx context.Context, r Request, may func(*url.URL) error) (Response, error) {
	u, err := parse(r.URL)
	if err != nil {
		return Response{}, err
	}
	been := map[string]bool{}
	for hops := 0; ; hops++ {
		switch {
		case been[u.String()]:
			return Response{}, fmt.Errorf("%w: %s leads in a circle", onrecord.ErrInvalid, r.URL)
		case hops > c.o.Limits.Redirects:
			return Response{}, fmt.Errorf("%w: %s leads on more than %d times", onrecord.ErrInvalid, r.URL, c.o.Limits.Redirects)
		}
		been[u.String()] = true
		if err := may(u); err != nil {
			return Response{}, err
		}
		answer, to, err := c.patiently(ctx, u, r)
		if err != nil || to == "" {
			answer.URL = u.String()
			return answer, err
		}
		next, err := u.Parse(to)
		if err != nil {
			return Response{}, fmt.Errorf("%w: %s leads to %.200q, which is no address", onrecord.ErrInvalid, u, to)
		}
		if u, err = parse(next.String()); err != nil {
			return Response{}, err
		}
	}
}

// maxAddress is the most bytes of an address that is asked for.
const maxAddress = 4000

// parse refuses what is no address of a page.
func parse(address string) (*url.URL, error) {
	u, err := url.Parse(address)
	switch {
	case len(address) > maxAddress:
		return nil, fmt.Errorf("%w: an address of %d bytes", onrecord.ErrInvalid, len(address))
	case err != nil:
		return nil, fmt.Errorf("%w: %.200q is no address", onrecord.ErrInvalid, address)
	case u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "":
		return nil, fmt.Errorf("%w: %.200q can't be fetched: only http and https are", onrecord.ErrRefused, address)
	case u.User != nil:
		return nil, fmt.Errorf("%w: %.200q has a name and password in it", onrecord.ErrRefused, u.Redacted())
	}
	u.Fragment, u.RawFragment = "", ""
	u.Host = strings.ToLower(u.Host)
	return u, nil
}

// patiently asks one address until the answer will not be another in a moment. to is
// where it leads on, or "".
func (c *Client) patiently(ctx context.Context, u *url.URL, r Request) (answer Response, to string, err error) {
	h := c.host(u)
	for attempt := 1; ; attempt++ {
		leave, err := c.enter(ctx, h, r.Local)
		if err != nil {
			return answer, "", err
		}
		got := c.once(ctx, u, r)
		leave()
		if got.err != nil && ctx.Err() != nil {
			return answer, "", ctx.Err()
		}
		if !got.passing {
			c.well(h)
			return got.Response, got.to, got.err
		}
		again, resting := c.ill(h, attempt, got)
		if attempt >= c.o.Limits.Attempts || again > patience {
			return answer, "", &WaitError{Host: h.name, Until: c.o.Now().Add(again), Resting: resting, Status: got.Status, Reason: got.reason(u)}
		}
		if err := c.o.Wait(ctx, again); err != nil {
			return answer, "", err
		}
	}
}
