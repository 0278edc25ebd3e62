package page

import (
	"embed"
	"log/slog"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/alert"
	"github.com/onrecord/onrecord/api"
	"github.com/onrecord/onrecord/feed"
	"github.com/onrecord/onrecord/ledger"
	"github.com/onrecord/onrecord/review"
	"github.com/onrecord/onrecord/signin"
	"github.com/onrecord/onrecord/store"
)

//go:embed templates/*.html
var templateFiles embed.FS

//go:embed assets
var assetFiles embed.FS

// Options are how the pages are served. The zero value is ready to use.
type Options struct {
	// Title is the record's name at the head of every page; "" is "onrecord".
	Title string
	// Notice is a sentence shown above every page, or "": what a reader has
	// to know of this record, such as that it is invented.
	Notice string
	// Today gives the day that "due" is counted from; nil is the clock's day.
	Today func() onrecord.Date
	// BaseURL is put before paths to make permalinks absolute:
	// "https://record.example.org". Where it is "" the request's host is taken,
	// and citations, which may be printed, hold no permalink.
	BaseURL string
	// Editing lets editors say things: of facts, names and commitments.
	// Without it the pages only read.
	Editing bool
	// Local is the name of the editor at the machine itself, who does not sign
	// in: see signin.Options. Private has nobody but editors read; it goes with
	// Editing.
	Local   string
	Private bool
	// ThisMachine says that the server listens on a loopback address: it then answers loopback names and the
	// name in BaseURL, and no other. Without BaseURL nobody but this machine is served: see api.Options.
	ThisMachine bool
	// Origins are the origins whose pages may read the API where not all may: see api.Options.
	Origins []string
	// Alerts are how what is new is sent to those who follow it, for tests of that;
	// nil where this program sends nothing.
	Alerts *alert.Options
	// PerMinute is how many requests a program may make of the API a minute: see
	// api.Options.
	PerMinute int
	// Assistants answers chat assistants at /mcp (api/mcp); nil for none.
	Assistants http.Handler
	// Log is told of errors; nil is slog.Default().
	Log *slog.Logger
}

type site struct {
	store     store.Store
	options   Options
	writing   writing // how the readers of these pages write
	templates templates
	assets    assets
	api       *api.API
	// guard is nil where nobody edits.
	guard       *signin.Guard
	crossOrigin *http.CrossOriginProtection
	now         func() time.Time
	health      *examined
	sums        *ledger.Memory
	reasons     *review.Memory // why the facts of the queue are read
	subscribed  *keptFiles     // calendars and feeds of commitments: programs ask for the same again and again
	pictures    *keptFiles     // charts as PNG, by their digests, whatever the state of the record
	found       *keptFiles     // how many releases examples of queries find, as they are printed
}

// New returns the pages of a record. It panics where an embedded template is
// bad, which a test would have found. It is safe for concurrent use.
func New(s store.Store, o Options) http.Handler {
	if o.Title == "" {
		o.Title = "onrecord"
	}
	if o.Today == nil {
		o.Today = func() onrecord.Date { return onrecord.DateOf(time.Now()) }
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	o.BaseURL = strings.TrimRight(o.BaseURL, "/")
	p := &site{health: &examined{}, sums: &ledger.Memory{}, reasons: &review.Memory{}, subscribed: &keptFiles{}, pictures: &keptFiles{}, found: &keptFiles{}, store: s, options: o, assets: readAssets(assetFiles, "assets"), crossOrigin: http.NewCrossOriginProtection(), now: time.Now}
	if o.Editing {
		p.guard = signin.New(signin.Options{Editors: s, Local: o.Local, BaseURL: o.BaseURL})
	}
	if u, err := url.Parse(o.BaseURL); err == nil && u.Host != "" {
		// Where a proxy rewrites the host, older browsers' own forms would look like another site's.
		_ = p.crossOrigin.AddTrustedOrigin(u.Scheme + "://" + u.Host) // an origin that is none is trusted by nobody
	}
	p.api = api.New(s, api.Options{BaseURL: o.BaseURL, Editing: o.Editing, Private: o.Private, ThisMachine: o.ThisMachine && o.BaseURL == "", Origins: o.Origins, PerMinute: o.PerMinute, Today: o.Today, Log: o.Log})
	readers := &byWriting{make: func(w writing) http.Handler { return p.in(w).routes() }}
	*p = *p.in(british)
	return p.around(readers)
}

// in returns the pages for readers who write like that.
func (p *site) in(w writing) *site {
	out := *p
	out.writing, out.templates = w, p.readTemplates(w)
	return &out
}

// told is where something was found, as readers are told it, and toldSpec the spec of a source: in which
// folder a file lies is for who sits at this machine.
func (p *site) told(location string) string {
	if p.options.ThisMachine && p.options.BaseURL == "" {
		return location
	}
	return onrecord.LocationElsewhere(location)
}

func (p *site) toldSpec(spec string) string {
	if p.options.ThisMachine && p.options.BaseURL == "" {
		return spec
	}
	return onrecord.SpecElsewhere(spec)
}

func (p *site) routes() http.Handler {
	mux := http.NewServeMux()
	feeds := map[string]func(http.ResponseWriter, *http.Request){"/names/{id}": p.nameAtom, "/people/{id}": p.nameAtom, "/facts/{id}": p.bearingAtom}
	for path, of := range p.readersPages() {
		mux.Handle(path, p.get(orFeed(feeds[path], p.show(of))))
	}
	for _, l := range lists {
		mux.Handle(l.Path+".csv", p.get(p.listFile(l)))
	}
	mux.Handle("/ledger.csv", p.get(p.accountFile("/ledger", feed.NewSumTable, p.sumsTo)))
	mux.Handle("/series.csv", p.get(p.accountFile("/series", feed.NewPointTable, p.seriesTo)))
	p.editingRoutes(mux)
	mux.Handle("/releases/{id}/{cite}", p.get(http.HandlerFunc(p.cite)))
	mux.Handle("/commitments.ics", p.get(http.HandlerFunc(p.calendar)))
	mux.Handle("/search.atom", p.get(http.HandlerFunc(p.searchAtom)))
	mux.Handle("/changes.atom", p.get(http.HandlerFunc(p.changesAtom)))
	mux.Handle("/commitments.atom", p.get(http.HandlerFunc(p.atom)))
	mux.Handle("/captures/{hash}", p.get(http.HandlerFunc(p.capture)))
	mux.Handle("/charts/{of}/{file}", p.get(http.HandlerFunc(p.chartFile)))
	for path, of := range p.embeddablePages() {
		mux.Handle(path, p.get(p.embeddable(of)))
	}
	mux.Handle("/assets/{name}", p.get(p.assets))
	mux.Handle("/robots.txt", p.get(http.HandlerFunc(robots)))
	mux.Handle(api.Prefix+"/", p.api)
	if p.options.Assistants != nil {
		mux.Handle(assistantsPath, p.options.Assistants)
	}
	return renamed(p.mementos(mux))
}

// readersPages are the pages that everybody may read, by the patterns of their paths.
func (p *site) readersPages() map[string]func(*http.Request) (view, error) {
	pages := map[string]func(*http.Request) (view, error){
		"/{$}": p.home, "/search": p.search,
		"/releases/{id}": p.release, "/facts/{id}": p.fact,
		"/people": p.people, "/people/{id}": p.person, "/names": p.names, "/names/{id}": p.name,
		"/ledger": p.ledger, "/ledger/{id}": p.sum, "/series": p.allSeries, "/series/{id}": p.series,
		"/changes": p.changes, "/changes/{id}": p.change,
		"/sources": p.sources, "/problems": p.problems, "/help": p.help, "/api/{$}": p.described,
		"/coverage":   func(*http.Request) (view, error) { return view{Redirect: "/sources#coverage"}, nil },
		"/review/log": p.reviewLog,
		"/":           p.nothing,
	}
	for _, l := range lists {
		pages[l.Path] = p.list(l)
	}
	return pages
}

// editorsPages are those that editors alone see.
func (p *site) editorsPages() map[string]func(*http.Request) (view, error) {
	return map[string]func(*http.Request) (view, error){
		"/review": p.queue, "/review/names": p.merging, "/follow": p.following, "/facts/{id}/correct": p.correctForm,
	}
}

// embeddablePages are those that other sites may frame.
func (p *site) embeddablePages() map[string]func(*http.Request) (view, error) {
	return map[string]func(*http.Request) (view, error){"/embed/facts/{id}": p.embedFact, "/embed/charts/{of}/{id}": p.embedChart}
}

// editingRoutes are the pages by which editors say things.
func (p *site) editingRoutes(mux *http.ServeMux) {
	mux.Handle("/review/log.jsonl", p.get(p.logFile(feed.MediaTypeJSONLines, feed.StatementLines)))
	mux.Handle("/review/log.csv", p.get(p.logFile(feed.MediaTypeCSV, feed.StatementTable)))
	for path, of := range p.editorsPages() {
		mux.Handle(path, p.edit(of))
	}
	for path, do := range map[string]func(*http.Request, string) (string, *view, error){
		"/review": p.reviewed, "/review/undo": p.undone, "/facts/{id}/correct": p.corrected, "/facts/{id}/verdict": p.judged, "/names/{id}/say": p.namesSaid, "/follow": p.followSaid,
	} {
		mux.Handle("POST "+path, p.say(do))
	}
	if p.guard != nil {
		mux.Handle(signInPath, p.get(p.show(p.signIn)))
		mux.Handle("POST "+signInPath, http.HandlerFunc(p.signedIn))
		mux.Handle("POST /sign-out", http.HandlerFunc(p.signOut))
	}
}

// get answers GET and HEAD only.
func (p *site) get(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			p.fail(w, r, http.StatusMethodNotAllowed, nil)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// base returns what makes a path absolute.
func (p *site) base(r *http.Request) string {
	if p.options.BaseURL != "" {
		return p.options.BaseURL
	}
	return api.RequestBase(r)
}

// permalink is a release's address as it may stand in print, or "".
func (p *site) permalink(id string) string { return p.permalinkTo("/releases/" + id) }

// permalinkTo is a path's address as it may stand in print, or "": only the
// address that the record was set up to be served under, never the one that
// this request happened to come by, and never one of this machine alone.
func (p *site) permalinkTo(path string) string {
	u, err := url.Parse(p.options.BaseURL)
	if err != nil || u.Host == "" || u.Hostname() == "localhost" || strings.HasSuffix(u.Hostname(), ".localhost") {
		return ""
	}
	if ip, err := netip.ParseAddr(u.Hostname()); err == nil && (ip.IsLoopback() || ip.IsUnspecified()) {
		return ""
	}
	return p.options.BaseURL + path
}

// robots lets machines read what is cited and keeps them out of the endless:
// searches and filtered lists.
func robots(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = w.Write([]byte("User-agent: *\nDisallow: /search\nDisallow: /captures/\nDisallow: /api/v1/\nDisallow: /mementos/\nDisallow: /timegate/\nDisallow: /*?\nDisallow: /*.csv\n"))
}
