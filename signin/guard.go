package signin

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store"
)

// Options are how editors are told from strangers.
type Options struct {
	Editors store.Editors
	// Local is the name of the editor at the machine itself, "" where there is
	// none. It must be "" unless the server listens on a loopback address.
	Local string
	// BaseURL is the address that readers use, "" where it is not known.
	// Where it is https, a connection is taken to be one that others can't read.
	BaseURL string
	// Now gives the time; nil is the clock.
	Now func() time.Time
}

// Guard tells who makes a request. It is safe for concurrent use.
type Guard struct {
	options Options
	limiter *limiter
	nobody  func() string // the hash of a password that nobody knows
}

// New returns a guard.
func New(o Options) *Guard {
	if o.Now == nil {
		o.Now = time.Now
	}
	return &Guard{options: o, limiter: newLimiter(), nobody: sync.OnceValue(func() string {
		secret := make([]byte, 32)
		_, _ = rand.Read(secret)
		kept, _ := Hash(hex.EncodeToString(secret))
		return kept
	})}
}

// sessionTime is how long a session lasts.
const sessionTime = 14 * 24 * time.Hour

// The names of the cookie. A browser takes the first only over https, from
// this host and for all of it.
const (
	secureCookie = "__Host-onrecord-session"
	localCookie  = "onrecord-session"
)

// Editor returns the name of the editor who makes the request, "" for
// anybody else.
func (g *Guard) Editor(r *http.Request) (string, error) {
	if g.atMachine(r) {
		return g.options.Local, nil
	}
	secret := g.secret(r)
	if secret == "" {
		return "", nil
	}
	s, err := g.options.Editors.Session(r.Context(), keyOf(secret), g.options.Now())
	if errors.Is(err, onrecord.ErrNotFound) {
		return "", nil
	}
	return s.Editor, err
}

// AtMachine reports whether the request is the local editor's, who does not
// sign in or out.
func (g *Guard) AtMachine(r *http.Request) bool { return g.atMachine(r) }

func (g *Guard) secret(r *http.Request) string {
	for _, name := range []string{secureCookie, localCookie} {
		if c, err := r.Cookie(name); err == nil && len(c.Value) < 100 && (name == secureCookie || onLoopback(r)) {
			return c.Value
		}
	}
	return ""
}

// keyOf is what is kept of a session's secret. The secret is random, so that
// a plain hash will do.
func keyOf(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// forwarding are headers that tell of a proxy.
var forwarding = []string{"Forwarded", "Via", "X-Real-Ip", "X-Client-Ip", "True-Client-Ip", "Cf-Connecting-Ip", "Cf-Ray", "Fly-Client-Ip", "X-Cluster-Client-Ip", "X-Original-Host", "X-Original-Url", "X-Rewrite-Url", "X-Host", "X-Proxyuser-Ip", "X-Envoy-External-Address", "X-Appengine-User-Ip", "X-Arr-Ssl"}

// atMachine reports whether the request was made at the machine itself. All of
// it must look so; nothing that a request says can make it look so where the
// connection or the host does not. Proxies speak HTTP/1.0 unless told
// otherwise, browsers never.
func (g *Guard) atMachine(r *http.Request) bool {
	return g.options.Local != "" && onLoopback(r) && r.ProtoAtLeast(1, 1) && !forwarded(r)
}

func forwarded(r *http.Request) bool {
	for _, name := range forwarding {
		if len(r.Header.Values(name)) > 0 {
			return true
		}
	}
	for name := range r.Header {
		if strings.HasPrefix(name, "X-Forwarded") {
			return true
		}
	}
	return false
}

// onLoopback reports whether the request came from a loopback address and asks
// for a loopback name: a page elsewhere that has its own name lead to this
// machine (DNS rebinding) asks for that name.
func onLoopback(r *http.Request) bool {
	remote, err := netip.ParseAddrPort(r.RemoteAddr)
	return err == nil && remote.Addr().Unmap().IsLoopback() && LoopbackHost(r.Host)
}

// LoopbackHost reports whether a host, with or without its port, names this
// machine alone.
func LoopbackHost(host string) bool {
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	host = strings.ToLower(strings.Trim(host, "[]"))
	if host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.Unmap().IsLoopback()
}

// Safe reports whether a password may be sent with the request: over a
// connection that nobody else reads, or within the machine.
func (g *Guard) Safe(r *http.Request) bool {
	base, err := url.Parse(g.options.BaseURL)
	return r.TLS != nil || err == nil && base.Scheme == "https" || r.Header.Get("X-Forwarded-Proto") == "https" || onLoopback(r) && !forwarded(r)
}

// ErrWrong says that the name or the password is wrong, and never which.
var ErrWrong = errors.New("the name or the password is wrong")

// SignIn starts a session of the editor and gives the browser its secret. The
// error is ErrWrong, a *TooManyError, wraps ErrInvalid where the connection is
// not Safe, or is the store's.
func (g *Guard) SignIn(w http.ResponseWriter, r *http.Request, name, password string) error {
	if !g.Safe(r) {
		return fmt.Errorf("%w: a password is taken over https only", onrecord.ErrInvalid)
	}
	name = strings.TrimSpace(name)
	if len(name) > onrecord.MaxStatementBy {
		return ErrWrong
	}
	now := g.options.Now()
	address, _, _ := net.SplitHostPort(r.RemoteAddr)
	if err := g.limiter.try(name, address, now); err != nil {
		return err
	}
	if err := g.check(r.Context(), name, password); err != nil {
		return err
	}
	secret := make([]byte, 32)
	_, _ = rand.Read(secret)
	text := base64.RawURLEncoding.EncodeToString(secret)
	err := g.options.Editors.StartSession(r.Context(), store.Session{Key: keyOf(text), Editor: name, Started: now, Until: now.Add(sessionTime)})
	if errors.Is(err, onrecord.ErrNotFound) {
		return ErrWrong // removed meanwhile
	}
	if err == nil {
		http.SetCookie(w, g.cookie(r, text, int(sessionTime/time.Second)))
	}
	return err
}

// check takes as long for a name that nobody has as for a wrong password.
func (g *Guard) check(ctx context.Context, name, password string) error {
	e, err := g.options.Editors.Editor(ctx, name)
	known := err == nil
	if err != nil && !errors.Is(err, onrecord.ErrNotFound) {
		return err
	}
	if !known {
		e.Password = g.nobody()
	}
	select {
	case g.limiter.working <- struct{}{}:
		defer func() { <-g.limiter.working }()
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	right, err := Verify(e.Password, password)
	switch {
	case err != nil:
		return err
	case !right || !known:
		return ErrWrong
	}
	return nil
}

// SignOut ends the session of the request, if it has one.
func (g *Guard) SignOut(w http.ResponseWriter, r *http.Request) error {
	secret := g.secret(r)
	if secret == "" {
		return nil
	}
	http.SetCookie(w, g.cookie(r, "", -1))
	return g.options.Editors.EndSession(r.Context(), keyOf(secret))
}

// cookie is for this host alone, never shown to scripts, and not sent with
// what another site has a browser post.
func (g *Guard) cookie(r *http.Request, value string, age int) *http.Cookie {
	c := &http.Cookie{Name: secureCookie, Value: value, Path: "/", MaxAge: age, HttpOnly: true, Secure: true, SameSite: http.SameSiteLaxMode}
	if r.TLS == nil && onLoopback(r) && !forwarded(r) && !strings.HasPrefix(g.options.BaseURL, "https://") {
		c.Name, c.Secure = localCookie, false // plain http within the machine
	}
	return c
}
