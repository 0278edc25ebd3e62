package api

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"strconv"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/feed"
	"github.com/onrecord/onrecord/store"
)

// Options are how the API is served.
type Options struct {
	// BaseURL is put before paths to make them absolute: "https://record.example.org".
	// Where it is "" the request's own host is taken.
	BaseURL string
	// Log is told of errors; nil is slog.Default().
	Log *slog.Logger
}

type server struct {
	store   store.Reader
	options Options
}

// New returns the handler. It is safe for concurrent use.
func New(s store.Reader, o Options) http.Handler {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	a := &server{store: s, options: o}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /releases/{file}", a.answer(a.release))
	mux.HandleFunc("GET /facts/{file}", a.answer(a.fact))
	mux.HandleFunc("GET /changes/{file}", a.answer(a.change))
	mux.HandleFunc("/", a.answer(func(r *http.Request) (any, string, error) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			return nil, "", errMethod
		}
		return nil, "", fmt.Errorf("%w: %s", onrecord.ErrNotFound, r.URL.Path)
	}))
	return mux
}

var errMethod = fmt.Errorf("%w: only GET and HEAD are answered here", onrecord.ErrInvalid)

// answer writes what the function returns as JSON of the media type.
func (a *server) answer(of func(*http.Request) (value any, mediaType string, err error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		value, mediaType, err := of(r)
		var body []byte
		if err == nil {
			body, err = Encode(value)
		}
		if err != nil {
			a.fail(w, r, err)
			return
		}
		w.Header().Set("Content-Type", mediaType)
		w.Header().Set("Access-Control-Allow-Origin", "*") // public data: any page may read it
		w.Header().Set("Content-Length", strconv.Itoa(len(body)))
		_, _ = w.Write(body)
	}
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

// problem is a problem detail (RFC 9457).
type problem struct {
	Title    string `json:"title"`
	Status   int    `json:"status"`
	Instance string `json:"instance"`
}

func (a *server) fail(w http.ResponseWriter, r *http.Request, err error) {
	status := Status(err)
	if err == errMethod {
		status = http.StatusMethodNotAllowed
		w.Header().Set("Allow", "GET, HEAD")
	}
	if status >= 500 {
		a.options.Log.ErrorContext(r.Context(), "could not answer", "path", r.URL.Path, "error", err)
	}
	body, _ := Encode(problem{Title: http.StatusText(status), Status: status, Instance: r.URL.Path})
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(status)
	_, _ = w.Write(body)
}

// id takes the id from a path's last part, "0f9a….json".
func id(r *http.Request) (string, error) {
	id, ok := strings.CutSuffix(r.PathValue("file"), ".json")
	if !ok {
		return "", fmt.Errorf("%w: %s", onrecord.ErrNotFound, r.URL.Path)
	}
	return id, nil
}

func (a *server) release(r *http.Request) (any, string, error) {
	id, err := id(r)
	if err != nil {
		return nil, "", err
	}
	var rec onrecord.Record
	if v := r.URL.Query().Get("version"); v != "" {
		version, bad := strconv.Atoi(v)
		if bad != nil || version < 1 {
			return nil, "", fmt.Errorf("%w: version %q", onrecord.ErrInvalid, v)
		}
		rec, err = a.store.ReleaseVersion(r.Context(), id, version)
	} else {
		rec, err = a.store.Release(r.Context(), id)
	}
	return feed.WithoutNil(rec), "application/json", err
}

func (a *server) fact(r *http.Request) (any, string, error) {
	id, err := id(r)
	if err != nil {
		return nil, "", err
	}
	f, err := a.store.Fact(r.Context(), id)
	if err != nil {
		return nil, "", err
	}
	note, err := Annotate(f, a.base(r))
	return note, `application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"`, err
}

func (a *server) change(r *http.Request) (any, string, error) {
	id, err := id(r)
	if err != nil {
		return nil, "", err
	}
	c, err := a.store.Change(r.Context(), id)
	return feed.NewChanged(c), "application/json", err
}

// base returns what makes a path absolute.
func (a *server) base(r *http.Request) string {
	if a.options.BaseURL != "" {
		return strings.TrimRight(a.options.BaseURL, "/")
	}
	return RequestBase(r)
}

// RequestBase returns the scheme and host under which the request came.
func RequestBase(r *http.Request) string {
	if r.TLS != nil {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}
