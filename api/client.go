package api

import (
	"context"
	"errors"
	"fmt"
	"math"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"golang.org/x/time/rate"

	"github.com/onrecord/onrecord/signin"
	"github.com/onrecord/onrecord/store"
)

type tokenKey struct{}

// tokenOf returns the token that a request came with, nil for none.
func tokenOf(ctx context.Context) *store.Token {
	t, _ := ctx.Value(tokenKey{}).(*store.Token)
	return t
}

// identify finds the token that a request came with.
func (a *API) identify(r *http.Request) (*http.Request, error) {
	t, err := signin.Bearer(r.Context(), a.store, r)
	if err != nil || t == nil {
		return r, err
	}
	return r.WithContext(context.WithValue(r.Context(), tokenKey{}, t)), nil
}

// refuseToken answers a request whose token does not count. It is refused even
// where none was needed: its owner would take the answer for another.
func (a *API) refuseToken(w http.ResponseWriter, r *http.Request, err error) {
	if !errors.Is(err, signin.ErrToken) {
		a.options.Log.ErrorContext(r.Context(), "the API could not look up a token", "error", err)
		a.Refuse(w, r, Status(err), faultWords)
		return
	}
	w.Header().Set("WWW-Authenticate", `Bearer realm="onrecord", error="invalid_token"`)
	a.Refuse(w, r, http.StatusUnauthorized, `The token is not known here, or was revoked. It is sent as "Authorization: Bearer SECRET".`)
}

// allowed refuses a request without a token of the scope.
func (a *API) allowed(ctx context.Context, scope store.Scope) (*store.Token, error) {
	t := tokenOf(ctx)
	switch {
	case !a.options.Editing:
		return nil, huma.NewError(http.StatusForbidden, "Nobody can say anything here: this record is open to be read only.")
	case t == nil:
		err := huma.NewError(http.StatusUnauthorized, fmt.Sprintf(`This needs a token of the scope %s: "onrecord token add NAME --scope %s" makes one. Send its secret as "Authorization: Bearer SECRET".`, scope, scope))
		return nil, huma.ErrorWithHeaders(err, http.Header{"Www-Authenticate": {`Bearer realm="onrecord"`}})
	case !t.May(scope):
		err := huma.NewError(http.StatusForbidden, fmt.Sprintf("This needs a token of the scope %s; the one that came with the request has %s.", scope, strings.Trim(fmt.Sprint(t.Scopes), "[]")))
		return nil, huma.ErrorWithHeaders(err, http.Header{"Www-Authenticate": {fmt.Sprintf(`Bearer realm="onrecord", error="insufficient_scope", scope=%q`, scope)}})
	}
	return t, nil
}

// clientOf names who makes a request, to count what it asks: its token, or the
// address it comes from. Behind a proxy of one's own, which Options.BaseURL
// tells of, that is the last address that the proxy saw.
func clientOf(r *http.Request, baseURL string) string {
	if t := tokenOf(r.Context()); t != nil {
		return "token " + t.ID
	}
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	at, err := netip.ParseAddr(host)
	if err != nil || baseURL == "" || !at.Unmap().IsLoopback() && !at.Unmap().IsPrivate() {
		return network(at, host)
	}
	seen := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	last := strings.TrimSpace(seen[len(seen)-1])
	if behind, err := netip.ParseAddr(last); err == nil {
		return network(behind, last)
	}
	return network(at, host)
}

// network is an address, of IPv6 the /64 that one machine has to itself.
func network(at netip.Addr, otherwise string) string {
	at = at.Unmap()
	if at.Is6() {
		if p, err := at.WithZone("").Prefix(64); err == nil {
			return p.String()
		}
	}
	return otherwise
}

// mostClients bounds how many clients are remembered.
const mostClients = 100_000

// limiter counts the requests of each client. It is safe for concurrent use.
type limiter struct {
	perMinute int
	mu        sync.Mutex
	clients   map[string]*rate.Limiter
}

func newLimiter(perMinute int) *limiter {
	return &limiter{perMinute: perMinute, clients: map[string]*rate.Limiter{}}
}

// take counts a request and says in the header how many are left, after the
// IETF's draft-ietf-httpapi-ratelimit-headers.
func (l *limiter) take(w http.ResponseWriter, client string, now time.Time) bool {
	if l.perMinute < 0 {
		return true
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.clients[client] == nil {
		l.forget(now)
		l.clients[client] = rate.NewLimiter(rate.Limit(float64(l.perMinute)/60), l.perMinute)
	}
	c := l.clients[client]
	allowed := c.AllowN(now, 1)
	left := c.TokensAt(now)
	seconds := func(tokens float64) int { return int(math.Ceil(max(0, tokens) / float64(c.Limit()))) }
	w.Header().Set("RateLimit-Policy", fmt.Sprintf(`"default";q=%d;w=60`, l.perMinute))
	w.Header().Set("RateLimit", fmt.Sprintf(`"default";r=%d;t=%d`, max(0, int(left)), seconds(float64(l.perMinute)-left)))
	if !allowed {
		w.Header().Set("Retry-After", fmt.Sprint(max(1, seconds(1-left))))
	}
	return allowed
}

// forget drops clients that could ask as often as new ones, and where that does not make
// room, all of them: whoever comes from addresses without end is not held by a count.
func (l *limiter) forget(now time.Time) {
	if len(l.clients) < mostClients {
		return
	}
	for name, c := range l.clients {
		if c.TokensAt(now) >= float64(c.Burst()) {
			delete(l.clients, name)
		}
	}
	if len(l.clients) >= mostClients {
		clear(l.clients)
	}
}
