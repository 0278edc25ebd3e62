package page

import (
	"bytes"
	"cmp"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"net/url"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"github.com/klauspost/compress/gzhttp"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/api"
	"github.com/onrecord/onrecord/search"
	"github.com/onrecord/onrecord/signin"
)

// view is what one page shows.
type view struct {
	Template string
	Title    string // without the record's name; "" on the home page
	About    string // for <meta name=description>
	Query    string // in the search box
	Data     any
	Status   int // 0 is 200
	// Address is the page's own permalink, for <link rel=canonical>, or "".
	Address string
	// Linked is schema.org's JSON-LD of the page, or nil.
	Linked any
	// Cited is what reference managers read of the page; empty where it is nothing to cite.
	Cited []meta
	// Image is the address of a picture of the page, and Issued the day of what it
	// shows, for previews; "" and the zero Date for none.
	Image  string
	Issued onrecord.Date
	// Alternate is the path of the same thing as JSON, or "".
	Alternate string
	// Embedded shows the page without the record's head and foot, for frames.
	Embedded bool
	// Feed is the path of the same thing as an Atom feed, or "".
	Feed string
	// Redirect, where it is not "", is where to send the reader instead.
	Redirect string
}

// shell is a view with what every page has.
type shell struct {
	view
	visitor
	Site, Notice, Path string
	Here               string // the address of this page, to come back to
	Said               *said  // what whoever looks just said
	// Unheard are parameters of the address that mean nothing to the page, and Heard is the address without them.
	Unheard []string
	Heard   string
}

type templates map[string]*template.Template

// readTemplates reads every page's template together with the shared ones, for
// readers who write like that.
func (p *site) readTemplates(w writing) templates {
	files := templateFiles
	functions := template.FuncMap{
		"asset": p.assets.path, "told": p.told, "spec": p.toldSpec, "day": w.day, "date": func(t time.Time) string { return w.day(onrecord.DateOf(t.UTC())) }, "captures": w.captures, "moment": w.moment, "number": w.number, "plural": w.plural, "cut": cut, "host": host,
		"lang": languageTag, "webAddress": webAddress, "foreign": foreign, "sourceKind": sourceKind, "stage": stageWords, "kind": kindOf, "escape": url.PathEscape,
		"iso":      onrecord.Date.String,
		"weekdays": func() []string { return weekdays },
		"sections": sections, "kindsAll": func() []factKind { return kinds },
		"issuer": func(value string) string { return narrowedTo(search.FieldIssuer, value) },
		"tag":    func(value string) string { return narrowedTo(search.FieldTag, value) },
		"upper":  upperFirst, "reviewOptions": func() []optionRow { return reviewOptions },
		"deref": func(s *string) string { return *s }, "more": func(n, shown int) int { return n - shown },
	}
	shared := template.Must(template.New("").Funcs(functions).ParseFS(files, "templates/layout.html", "templates/parts.html"))
	names, err := fs.Glob(files, "templates/*.html")
	if err != nil {
		panic(err)
	}
	out := templates{}
	for _, name := range names {
		short := strings.TrimSuffix(strings.TrimPrefix(name, "templates/"), ".html")
		if short == "layout" || short == "parts" {
			continue
		}
		out[short] = template.Must(template.Must(shared.Clone()).ParseFS(files, name))
	}
	return out
}

// weekdays are the columns of a calendar (ISO 8601: a week begins on Monday).
var weekdays = []string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}

// sections are the parts of the record that stand at the head of every page.
func sections(path string) []choice {
	out := []choice{{Label: "Search", Address: "/search"}, {Label: "Commitments", Address: "/commitments"}, {Label: "Money", Address: "/money"}, {Label: "Figures", Address: "/figures"},
		{Label: "Quotes", Address: "/quotes"}, {Label: "People", Address: "/people"}, {Label: "Names", Address: "/names"}, {Label: "Changes", Address: "/changes"}, {Label: "Sources", Address: "/sources"}}
	within := map[string]string{"/ledger": "/money", "/series": "/figures"}
	for i := range out {
		out[i].Chosen = out[i].Address == cmp.Or(within[path], path)
	}
	return out
}

// narrowedTo is the search for one value of a field.
func narrowedTo(name search.FieldName, value string) string {
	f, err := search.FieldOf(name, value)
	if err != nil { // the value holds no word
		return "/search"
	}
	return address("/search", nil, "q", search.String(f))
}

// show renders what a page's function returns.
func (p *site) show(of func(*http.Request) (view, error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r = listening(r)
		v, err := of(r)
		switch {
		case err != nil:
			p.fail(w, r, api.Status(err), err)
		case v.Redirect != "":
			http.Redirect(w, r, v.Redirect, http.StatusFound)
		default:
			p.render(w, r, v)
		}
	})
}

func (p *site) render(w http.ResponseWriter, r *http.Request, v view) {
	var body bytes.Buffer
	s := shell{view: v, visitor: visitorOf(r), Site: p.options.Title, Notice: p.options.Notice, Path: r.URL.Path, Here: r.URL.RequestURI()}
	var err error
	if s.Said, err = p.justSaid(r); err != nil { // the page stands without it
		p.options.Log.ErrorContext(r.Context(), "what was just said could not be read", "error", err)
	}
	if v.Status == 0 || v.Status == http.StatusOK {
		s.Unheard = unheard(r)
		values := r.URL.Query()
		for _, name := range s.Unheard {
			values.Del(name)
		}
		s.Heard = address(r.URL.Path, values)
	}
	if s.Linked == nil {
		s.Linked = p.linkedPage(r, &v)
	}
	layout := "layout"
	if v.Embedded {
		layout = "embedded"
	}
	if err := p.templates[v.Template].ExecuteTemplate(&body, layout, s); err != nil {
		p.options.Log.ErrorContext(r.Context(), "template failed", "template", v.Template, "error", err)
		http.Error(w, "This page could not be made.", http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	p.keepable(w, "no-cache") // kept, but asked for again each time
	if s.Editor != "" {
		h.Set("Cache-Control", "private, no-cache") // by this browser alone
	}
	if v.Status != 0 && v.Status != http.StatusOK {
		h.Set("Content-Length", strconv.Itoa(body.Len()))
		w.WriteHeader(v.Status)
		_, _ = w.Write(body.Bytes())
		return
	}
	send(w, r, body.Bytes())
}

// send writes a body with an ETag of its bytes, or says that the reader has
// it already. The ETag is weak: the same body may go out compressed.
func send(w http.ResponseWriter, r *http.Request, body []byte) {
	sum := sha256.Sum256(body)
	w.Header().Set("ETag", `W/"`+base64.RawURLEncoding.EncodeToString(sum[:12])+`"`)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body))
}

// errorWords are what a reader is told, by status.
var errorWords = map[int]struct{ Title, Words string }{
	http.StatusBadRequest:            {"This address is not understood", "Something in the address is not as it should be. It may have been cut short or changed on its way."},
	http.StatusForbidden:             {"This was not taken", "It was sent by a page of another site, or by a browser that does not say from where. Nothing was kept. Open the form here and send it from there."},
	http.StatusUnprocessableEntity:   {"This cannot be kept", "What was sent is not as it has to be. Nothing was kept. Go back, and nothing that you wrote is lost."},
	http.StatusNotFound:              {"Nothing is kept here", "There is no such page, release or fact in this record. An address from another record does not work here."},
	http.StatusMethodNotAllowed:      {"This can only be read", "These pages answer reading requests only: nothing can be sent to them."},
	http.StatusRequestEntityTooLarge: {"This is too large to show", "What was asked for is over the limit of these pages."},
	http.StatusUnsupportedMediaType:  {"This cannot be shown", "What was asked for is of a kind that these pages do not show."},
	http.StatusServiceUnavailable:    {"The record cannot be read just now", "The place where it is kept does not answer. Nothing that is kept is lost. Try again in a moment."},
	http.StatusInternalServerError:   {"Something went wrong here", "The page could not be made. The fault is logged under the number below."},
}

// fail shows the page for an error. The reason goes to the log; a reader sees
// what kind of error it was and the request's number.
func (p *site) fail(w http.ResponseWriter, r *http.Request, status int, err error) {
	p.failBecause(w, r, status, "", err)
}

// failBecause also says why, where a reader can do something about it.
func (p *site) failBecause(w http.ResponseWriter, r *http.Request, status int, reason string, err error) {
	words, known := errorWords[status]
	if !known {
		words = errorWords[http.StatusInternalServerError]
	}
	if status >= 500 && r.Context().Err() == nil {
		p.options.Log.ErrorContext(r.Context(), "could not answer", "path", r.URL.Path, "status", status, "error", err, "request", w.Header().Get("X-Request-Id"))
	}
	data := struct {
		Words, Reason, Request, Again string
		Status                        int
	}{words.Words, reason, w.Header().Get("X-Request-Id"), "", status}
	if status == http.StatusServiceUnavailable && r.Method == http.MethodGet {
		data.Again = r.URL.RequestURI()
	}
	api.AskAgain(w.Header(), status)
	p.render(w, r, view{Template: "error", Title: words.Title, Data: data, Status: status})
}

func (p *site) nothing(r *http.Request) (view, error) {
	return view{}, fmt.Errorf("%w: no page at %s", onrecord.ErrNotFound, r.URL.Path)
}

// headers are on every answer. Nothing runs and nothing loads but our own
// style sheet, script and icon.
var headers = map[string]string{
	"Content-Security-Policy":      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
	"X-Content-Type-Options":       "nosniff",
	"Referrer-Policy":              "strict-origin-when-cross-origin",
	"Permissions-Policy":           "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
	"Cross-Origin-Opener-Policy":   "same-origin",
	"Cross-Origin-Resource-Policy": "same-origin",
	"X-Frame-Options":              "DENY",
}

// maxAddress bounds an address's path and query in bytes.
const maxAddress = 8192

// around puts the headers, the request's number, the bounds, the recovery
// from panics and the compression around every page.
func (p *site) around(next http.Handler) http.Handler {
	next = p.identify(next)
	compress, err := gzhttp.NewWrapper(gzhttp.MinSize(1024), gzhttp.ContentTypes([]string{"text/html", "text/css", "text/javascript", "text/plain", "text/csv", "text/calendar", "application/atom+xml", "application/json", "application/ld+json", "application/problem+json", "application/vnd.onrecord.sparse+json", "image/svg+xml"}))
	if err != nil {
		panic(err)
	}
	return compress(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		number := make([]byte, 8)
		_, _ = rand.Read(number) // never fails
		w.Header().Set("X-Request-Id", hex.EncodeToString(number))
		for name, value := range headers {
			w.Header().Set(name, value)
		}
		defer p.recover(w, r)
		switch long := len(r.RequestURI) > maxAddress; {
		case !p.answersTo(r.Host):
			p.misdirected(w, r)
			return
		case long && forPrograms(r):
			p.api.Refuse(w, r, http.StatusRequestURITooLong, fmt.Sprintf("The address is longer than %d bytes.", maxAddress))
			return
		case long:
			p.fail(w, r, http.StatusBadRequest, nil)
			return
		}
		next.ServeHTTP(w, r)
	}))
}

// answersTo reports whether requests for a host are answered. A server that listens on a loopback address
// answers for this machine and for its own name alone: a page elsewhere that has its name lead here (DNS
// rebinding) could else read whatever this machine may.
func (p *site) answersTo(host string) bool {
	if !p.options.ThisMachine || host == "" || signin.LoopbackHost(host) {
		return true
	}
	own, err := url.Parse(p.options.BaseURL)
	asked, other := url.Parse("//" + host)
	return err == nil && other == nil && own.Hostname() != "" && strings.EqualFold(own.Hostname(), asked.Hostname())
}

func (p *site) misdirected(w http.ResponseWriter, r *http.Request) {
	words := "This server answers for the machine that it runs on, not for the name that was asked for. Behind a proxy it is told its name with --base-url."
	if forPrograms(r) {
		p.api.Refuse(w, r, http.StatusMisdirectedRequest, words)
		return
	}
	http.Error(w, words, http.StatusMisdirectedRequest)
}

// recover turns a panic into a page and a line in the log.
func (p *site) recover(w http.ResponseWriter, r *http.Request) {
	what := recover()
	if what == nil {
		return
	}
	if err, ok := what.(error); ok && errors.Is(err, http.ErrAbortHandler) {
		panic(what)
	}
	p.options.Log.ErrorContext(r.Context(), "a page panicked", "path", r.URL.Path, "panic", fmt.Sprint(what), "stack", string(debug.Stack()), "request", w.Header().Get("X-Request-Id"))
	p.fail(w, r, http.StatusInternalServerError, nil)
}
