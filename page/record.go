package page

import (
	"bytes"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/api"
	"github.com/onrecord/onrecord/health"
	"github.com/onrecord/onrecord/store"
)

// maxOrigins bounds how many origins are listed; those with the most releases
// come first.
const maxOrigins = 300

type sourcesData struct {
	Sources []followedSource // that are followed
	Origins []store.Origin
	More    int // origins that are not listed
	store.Overview
	Coverage *coverage
	Refused  []string
}

// followedSource is a source with what of it is said in words.
type followedSource struct {
	store.SourceInfo
	Kind    string
	Address string // where it may be opened, or ""
	Silent  bool   // for longer than its Rhythm has it
	Rhythm  health.Rhythm
}

// listingWords say of which kind a source is.
var listingWords = map[onrecord.ListingKind]string{
	onrecord.ListingGovUK: "GOV.UK", onrecord.ListingFeed: "a feed", onrecord.ListingWordPress: "a WordPress site",
	onrecord.ListingPage: "a web page", onrecord.ListingFolder: "a folder",
}

func (p *site) sources(r *http.Request) (view, error) {
	sources, err := p.sourcesFollowed(r)
	if err != nil {
		return view{}, err
	}
	origins, err := p.store.Origins(r.Context())
	if err != nil {
		return view{}, err
	}
	overview, err := p.store.Overview(r.Context())
	if err != nil {
		return view{}, err
	}
	d := sourcesData{Sources: sources, Origins: origins, Overview: overview}
	if len(origins) > maxOrigins {
		d.Origins, d.More = origins[:maxOrigins], len(origins)-maxOrigins
	}
	a := ask(r)
	if d.Coverage, err = p.coverage(r, a, overview, origins); err != nil {
		return view{}, err
	}
	v := view{Template: "sources", Title: "Sources", About: "What is followed, and where this record was read from.", Data: &d}
	if d.Coverage != nil {
		v.Image = d.Coverage.Chart.at(p.base(r))
	}
	if !a.sane() {
		d.Refused, v.Status = a.problems, http.StatusBadRequest
	}
	return v, nil
}

// sourcesFollowed lists the sources that are followed; with where each may be opened.
func (p *site) sourcesFollowed(r *http.Request) ([]followedSource, error) {
	infos, err := p.store.Sources(r.Context())
	if err != nil || len(infos) == 0 {
		return nil, err
	}
	report, err := p.health.of(r.Context(), p.store, p.now())
	if err != nil {
		return nil, err
	}
	stands := map[string]health.Source{}
	for _, s := range report.Sources {
		stands[s.Spec] = s
	}
	var out []followedSource
	for _, info := range infos {
		f := followedSource{SourceInfo: info, Kind: listingWords[info.Kind], Silent: stands[info.Spec].Silent, Rhythm: stands[info.Spec].Rhythm}
		switch info.Kind {
		case onrecord.ListingFolder:
		case onrecord.ListingGovUK:
			organisation, _, _ := strings.Cut(info.Rest(), "?")
			if !strings.Contains(organisation, "://") {
				f.Address = "https://www.gov.uk/government/organisations/" + organisation
			}
		default:
			f.Address = webAddress(info.Rest())
		}
		out = append(out, f)
	}
	return out, nil
}

type problemsData struct {
	Problems    []onrecord.Problem
	Total       int
	Refused     []string
	Next, First string
}

func (p *site) problems(r *http.Request) (view, error) {
	a := ask(r)
	cursor := a.cursor()
	d := &problemsData{}
	v := view{Template: "problems", Title: "Problems", About: "What could not be read or understood, and why.", Data: d}
	if !a.sane() {
		d.Refused, v.Status = a.problems, http.StatusBadRequest
		return v, nil
	}
	page, err := p.store.Problems(r.Context(), cursor, 50)
	if err != nil {
		return view{}, err
	}
	d.Problems, d.Total = page.Problems, page.Total
	if page.Next != "" {
		d.Next = address("/problems", nil, "cursor", page.Next)
	}
	if cursor != "" {
		d.First = "/problems"
	}
	return v, nil
}

// hashForm is a SHA-256 in lower-case hexadecimal.
var hashForm = regexp.MustCompile(`^[0-9a-f]{64}$`)

// capture serves the bytes as they were found: as plain text where they are
// that, as a file to keep otherwise. They are never rendered: they came from
// elsewhere, and the sandbox stands even if a browser should guess.
func (p *site) capture(w http.ResponseWriter, r *http.Request) {
	hash := r.PathValue("hash")
	if !hashForm.MatchString(hash) {
		p.fail(w, r, http.StatusNotFound, nil)
		return
	}
	c, err := p.store.Capture(r.Context(), hash)
	if err != nil {
		p.fail(w, r, api.Status(err), err)
		return
	}
	p.asFound(w, r, c)
}

// asFound answers with a capture's bytes.
func (p *site) asFound(w http.ResponseWriter, r *http.Request, c onrecord.Capture) {
	h := w.Header()
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox; frame-ancestors 'none'")
	p.keepable(w, "max-age=31536000, immutable") // its name is its hash
	h.Set("ETag", `"`+c.Hash+`"`)
	if isText(c.Body) && r.URL.Query().Get("download") == "" {
		h.Set("Content-Type", "text/plain; charset=utf-8")
	} else {
		h.Set("Content-Type", "application/octet-stream")
		h.Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", "capture-"+c.Hash[:16]))
	}
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(c.Body))
}

// isText reports whether bytes can be shown as UTF-8 text.
func isText(body []byte) bool {
	return utf8.Valid(body) && bytes.IndexByte(body, 0) < 0
}
