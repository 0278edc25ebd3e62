package page

import (
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/api"
	"github.com/onrecord/onrecord/feed"
	"github.com/onrecord/onrecord/search"
	"github.com/onrecord/onrecord/store"
)

type releaseData struct {
	onrecord.Record
	TitleLit  template.HTML
	Source    string // the release's own address, where it may be followed
	Body      []group
	Kinds     []kindNotes
	Facts     int
	Hits      int
	Wordless  bool   // the query has no words to light
	Fault     string // the query that was to be lit is malformed
	Query     string
	Versions  []versionRow
	Places    []onrecord.Place
	Edited    *edited // where there is more than one version
	Newest    int
	Older     bool // not the newest version
	Before    int  // the version before this one, or 0
	Compare   *comparison
	Same      []besides // other releases that are the same announcement
	Beside    *apart    // what one of them does not share
	Marked    *marked   // words that the address marks
	Marks     string    // the path of this version that a range to mark is put behind
	MarksAt   string    // the same as it may be sent to others
	Citation  template.HTML
	Permalink string
	Self      string // this version's path
}

// kindNotes are the facts of one kind beside the text.
type kindNotes struct {
	kindWords
	Notes []note
	Shown bool // its facts are lit in the text
}

// note is one fact beside the text.
type note struct{ ID, Reading, Words, Extra, Across string }

// edited says at a release's head that it has more than one version.
type edited struct {
	Version, Of int
	CapturedAt  time.Time // of the version shown
	Compare     string    // what changed to the version shown, or to the newest where that is the first
}

type versionRow struct {
	store.VersionInfo
	Shown            bool
	Address, Compare string
}

func (p *site) release(r *http.Request) (view, error) {
	a := ask(r)
	id, version := r.PathValue("id"), a.whole("version")
	queryText, factID, compare := a.raw("q", maxWords), a.text("fact"), layout(a.choice("compare", "", string(inOneText), string(sideBySide)))
	beside, span := a.text("beside"), a.span("mark")
	if !a.sane() {
		return view{}, a.err("release")
	}
	rec, err := p.record(r, id, version)
	if err != nil {
		return view{}, err
	}
	d := &releaseData{Record: rec, Query: queryText, Permalink: p.base(r) + "/releases/" + rec.ID, Self: "/releases/" + rec.ID}
	if err := p.history(r, d); err != nil {
		return view{}, err
	}
	if compare != "" {
		if err := p.compare(r, d, compare); err != nil {
			return view{}, err
		}
	}
	if err := p.same(r, d, beside); err != nil {
		return view{}, err
	}
	if rec.URL != nil {
		d.Source = webAddress(*rec.URL)
	}
	var marks []mark
	if span != nil {
		m, err := d.mark(*span)
		if err != nil {
			return view{}, err
		}
		marks = append(marks, m)
	}
	d.light(p.writing, queryText, factID, marks)
	d.showKinds(r)
	d.Marks = address("/releases/"+rec.ID, nil, "version", strconv.Itoa(rec.Version)) + "&mark="
	d.MarksAt = p.base(r) + d.Marks
	citation := feed.Cite(rec.Release, p.permalink(rec.ID))
	d.Citation = isolated(citation.Plain(), rec.Title)
	return view{
		Template: "release", Title: cut(120, rec.Title), About: cut(200, rec.Text), Data: d, Query: "",
		Address: d.Permalink, Linked: linkedRelease(&rec.Release, d.Permalink), Cited: cited(citation, d.Permalink), Issued: rec.IssuedOn, Alternate: recordAddress(rec.ID),
	}, nil
}

// record returns a version of a release, or the newest where version is 0,
// with the facts that nobody rejected.
func (p *site) record(r *http.Request, id string, version int) (rec onrecord.Record, err error) {
	if version > 0 {
		rec, err = p.store.ReleaseVersion(r.Context(), id, version)
	} else {
		rec, err = p.store.Release(r.Context(), id)
	}
	rec.Facts = rec.Facts.Standing()
	return rec, err
}

// history fills in the versions and the places.
func (p *site) history(r *http.Request, d *releaseData) error {
	versions, err := p.store.Versions(r.Context(), d.ID)
	if err != nil {
		return err
	}
	if len(versions) == 0 {
		return fmt.Errorf("%w: release %s has no version", onrecord.ErrDamaged, d.ID)
	}
	d.Newest = versions[0].Version // the one captured last: its number need not be the highest
	d.Older = d.Version != d.Newest
	for i, v := range versions {
		row := versionRow{VersionInfo: v, Shown: v.Version == d.Version, Address: d.Self + "?version=" + strconv.Itoa(v.Version)}
		if v.Version == d.Newest {
			row.Address = d.Self
		}
		if i+1 < len(versions) {
			row.Compare = fmt.Sprintf("%s?compare=1&version=%d", d.Self, v.Version)
			if row.Shown {
				d.Before = versions[i+1].Version
			}
		}
		if row.Shown {
			d.Edited = &edited{Version: v.Version, Of: len(versions), CapturedAt: v.CapturedAt, Compare: row.Compare}
		}
		d.Versions = append(d.Versions, row)
	}
	if len(versions) == 1 {
		d.Edited = nil
	} else if d.Edited != nil && d.Edited.Compare == "" {
		d.Edited.Compare = d.Versions[0].Compare
	}
	d.Places, err = p.store.Places(r.Context(), d.ID)
	if d.Older {
		d.Self += "?version=" + strconv.Itoa(d.Version)
	}
	return err
}

// light makes the text's blocks and the notes beside them. The fact with the
// id stands out; so do the query's hits and what else is marked.
func (d *releaseData) light(w writing, query, factID string, marks []mark) {
	facts := allFacts(&d.Record)
	marks = append(marks, w.factMarks(d.Record, facts, factID)...)
	d.TitleLit = template.HTML(template.HTMLEscapeString(d.Title)) //nolint:gosec // escaped
	if query != "" {
		node, err := search.Parse(query)
		var e *search.Error
		if errors.As(err, &e) {
			d.Fault = e.Reason
		} else if err == nil {
			lighter := search.NewLighter(node)
			d.Wordless = !lighter.Lights()
			d.TitleLit = litWords(d.Title, lighter.Lit(d.Title), nil)
			marks = append(marks, hitMarks(lighter.Lit(d.Text), &d.Hits)...)
		}
	}
	d.Body = body(d.Record, marks)
	d.notes(w, facts)
}

func (d *releaseData) notes(w writing, facts []store.Fact) {
	byKind := map[onrecord.FactKind][]note{}
	for _, f := range facts {
		byKind[f.Kind] = append(byKind[f.Kind], w.noteOf(f, d.Figures))
	}
	for _, k := range kinds {
		if notes := byKind[k.Kind]; len(notes) > 0 {
			d.Kinds = append(d.Kinds, kindNotes{kindWords: k.kindWords, Notes: notes})
			d.Facts += len(notes)
		}
	}
}

// isolated writes words of ours that hold others', which may run from right to
// left: what stands around them keeps its order.
func isolated(words, others string) template.HTML {
	before, after, found := strings.Cut(words, others)
	html := template.HTMLEscapeString
	if !found || others == "" {
		return template.HTML(html(words)) //nolint:gosec // escaped
	}
	return template.HTML(html(before) + "<bdi>" + html(others) + "</bdi>" + html(after)) //nolint:gosec // all three are escaped
}

// cite serves a release's citation as a file.
func (p *site) cite(w http.ResponseWriter, r *http.Request) {
	id := r.PathValue("id")
	formats := map[string]struct{ mediaType, extension string }{
		"cite.txt": {"text/plain; charset=utf-8", "txt"}, "cite.bib": {"application/x-bibtex; charset=utf-8", "bib"},
		"cite.ris": {"application/x-research-info-systems; charset=utf-8", "ris"}, "cite.csl.json": {"application/vnd.citationstyles.csl+json", "csl.json"},
	}
	format, ok := formats[r.PathValue("cite")]
	if !ok {
		p.fail(w, r, http.StatusNotFound, nil)
		return
	}
	rec, err := p.store.Release(r.Context(), id)
	if err != nil {
		p.fail(w, r, api.Status(err), err)
		return
	}
	c := feed.Cite(rec.Release, p.permalink(rec.ID))
	var out []byte
	switch format.extension {
	case "txt":
		out = []byte(c.Plain() + "\n")
	case "bib":
		out = []byte(c.BibTeX())
	case "ris":
		out = []byte(c.RIS())
	default:
		if out, err = c.CSLJSON(); err != nil {
			p.fail(w, r, http.StatusInternalServerError, err)
			return
		}
	}
	w.Header().Set("Content-Type", format.mediaType)
	w.Header().Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", "onrecord-"+rec.ID+"."+format.extension))
	p.keepable(w, "no-cache")
	send(w, r, out)
}
