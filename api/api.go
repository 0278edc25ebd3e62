package api

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/signin"
	"github.com/onrecord/onrecord/store"
)

// Prefix is the path under which the API stands.
const Prefix = "/api/v1"

// DefaultPerMinute is how many requests a client may make a minute, unless
// Options say otherwise.
const DefaultPerMinute = 600

// Options are how the API is served. The zero value reads only.
type Options struct {
	// BaseURL is put before paths to make them absolute: "https://record.example.org".
	// Where it is "" the request's own host is taken.
	BaseURL string
	// Editing lets tokens of the scope review say things, and those of the scope
	// admin look after tokens.
	Editing bool
	// Private says that only some may read: other sites' pages then may not, but
	// with a token.
	Private bool
	// ThisMachine says that the record is served to this machine alone: it then tells in which folders
	// files were found, and of other sites' pages only those that come from this machine too may read, and
	// those of Origins.
	ThisMachine bool
	// Origins are the origins ("https://notebook.example") whose pages may read where ThisMachine says
	// that not all may; "*" is all.
	Origins []string
	// PerMinute is how many requests one client may make a minute; 0 is
	// DefaultPerMinute, and less than 0 is no limit.
	PerMinute int
	// Today gives the day that "due" is counted from, Now the time at which
	// something is said; nil is the clock.
	Today func() onrecord.Date
	Now   func() time.Time
	// Log is told of errors; nil is slog.Default().
	Log *slog.Logger
}

// API answers requests under Prefix. It is safe for concurrent use.
type API struct {
	store   store.Store
	options Options
	huma    huma.API
	inner   http.Handler
	limiter *limiter
	order   []string // the operations, as they are told to people
	// described is the description as it is served.
	described []byte
}

// New returns the API of a record.
func New(s store.Store, o Options) *API {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Today == nil {
		o.Today = func() onrecord.Date { return onrecord.DateOf(time.Now()) }
	}
	if o.PerMinute == 0 {
		o.PerMinute = DefaultPerMinute
	}
	mux := http.NewServeMux()
	a := &API{store: s, options: o, limiter: newLimiter(o.PerMinute)}
	a.huma = humago.NewWithPrefix(mux, Prefix, config(a))
	a.huma.UseMiddleware(a.refuseUnknown)
	a.register()
	a.described = describe(a.huma.OpenAPI())
	mux.HandleFunc("GET "+Prefix+"/openapi.json", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(a.described)
	})
	a.inner = mux
	return a
}

// config is how huma serves: JSON alone, no pages and no scripts of its own.
func config(a *API) huma.Config {
	c := huma.Config{
		OpenAPI:       &huma.OpenAPI{OpenAPI: "3.1.0", Info: info(), Components: components(), Tags: tags()},
		Formats:       map[string]huma.Format{"application/json": {Marshal: a.marshal, Unmarshal: json.Unmarshal}, "json": {Marshal: a.marshal, Unmarshal: json.Unmarshal}},
		DefaultFormat: "application/json",
		Transformers:  []huma.Transformer{a.pages, a.sparse, a.problem},
	}
	return c
}

// ServeHTTP answers a request under Prefix.
func (a *API) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	a.allowOrigins(w, r)
	if IsPreflight(r) {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	r, refused := a.identify(r)
	if !a.limiter.take(w, clientOf(r, a.options.BaseURL), a.options.Now()) {
		a.Refuse(w, r, http.StatusTooManyRequests, "This client asked too often. Ask again after the seconds that Retry-After gives.")
		return
	}
	if refused != nil {
		a.refuseToken(w, r, refused)
		return
	}
	answer := &answer{header: w.Header(), most: mostBuffered}
	defer func() {
		if what := recover(); what != nil {
			a.options.Log.ErrorContext(r.Context(), "the API panicked", "path", r.URL.Path, "panic", what)
			a.Refuse(w, r, http.StatusInternalServerError, faultWords)
		}
	}()
	a.inner.ServeHTTP(answer, r)
	a.send(w, r, answer)
}

// IsPreflight reports whether a browser asks, for a page of another site, what it
// may ask of the API. It asks so without the page's token, and the answer holds
// nothing of the record: it is for everybody, of a private record too.
func IsPreflight(r *http.Request) bool {
	return r.Method == http.MethodOptions && r.Header.Get("Access-Control-Request-Method") != "" && strings.HasPrefix(r.URL.Path, Prefix+"/")
}

// allowOrigins lets pages of other sites read what everybody may read.
// Cookies are not sent with such requests, so that nothing can be said by them.
func (a *API) allowOrigins(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Add("Vary", "Authorization")
	if a.options.Private && r.Header.Get("Authorization") == "" && r.Method != http.MethodOptions {
		return
	}
	allowed := "*"
	if a.options.ThisMachine && !slices.Contains(a.options.Origins, "*") {
		h.Add("Vary", "Origin")
		if allowed = r.Header.Get("Origin"); !a.mayRead(allowed) {
			return
		}
	}
	h.Set("Access-Control-Allow-Origin", allowed)
	h.Set("Access-Control-Expose-Headers", "ETag, Link, RateLimit, RateLimit-Policy, Retry-After")
	if r.Method == http.MethodOptions {
		h.Set("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS")
		h.Set("Access-Control-Allow-Headers", "Authorization, If-None-Match")
		h.Set("Access-Control-Max-Age", "86400")
	}
}

// mayRead reports whether pages of an origin may read what is served to this machine alone: a page from
// elsewhere, open in a browser here, would carry the answers away.
func (a *API) mayRead(origin string) bool {
	u, err := url.Parse(origin)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && signin.LoopbackHost(u.Host) || slices.Contains(a.options.Origins, origin) && origin != ""
}

// Encode writes a value as JSON, indented, with <, > and & as they are.
func Encode(value any) ([]byte, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	err := encoder.Encode(value)
	return b.Bytes(), err
}

// RequestBase returns the scheme and host under which the request came.
func RequestBase(r *http.Request) string {
	if r.TLS != nil {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}
