package page

import (
	"bytes"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/api"
	"github.com/onrecord/onrecord/chart"
	"github.com/onrecord/onrecord/feed"
)

// drawing is a chart in a page: drawn for a phone and for a screen, of which
// the style sheet shows one, with its files and its embeddable page.
type drawing struct {
	chart.Chart
	// Path is its address without an ending: "/charts/series/0123456789abcdef".
	Path string
	// Asked is what narrows it, as it stands after "?", or "".
	Asked string
	// Caption stands above it where its own page has said its title; "" is the title.
	Caption string
	// Page is the path of the page that it belongs to.
	Page string
	// Base makes addresses absolute, for previews and embeds; "" where there are none.
	Base    string
	writing writing
	// Told says that the page has a table of its own that says the same.
	Told bool
}

// Narrow, Beside and Wide are the drawings. The chart room escapes all words in them.
func (d *drawing) Narrow() template.HTML { return template.HTML(d.Inline(chart.Narrow)) } //nolint:gosec // escaped
func (d *drawing) Beside() template.HTML { return template.HTML(d.Inline(chart.Beside)) } //nolint:gosec // escaped
func (d *drawing) Wide() template.HTML   { return template.HTML(d.Inline(chart.Wide)) }   //nolint:gosec // escaped

// File returns the address of a file: "svg", "png" or "csv".
func (d *drawing) File(ending string) string { return asking(d.Path+"."+ending, d.Asked) }

// Embed returns the address of the embeddable page.
func (d *drawing) Embed() string { return asking("/embed"+d.Path, d.Asked) }

// Frame embeds the chart.
func (d *drawing) Frame() frame {
	return frameOf(d.Base, d.Embed(), d.Page, d.Title, frameOfChart)
}

// at gives the drawing of a page its base and the address of its picture; nothing for none.
func (d *drawing) at(base string) (picture string) {
	if d == nil {
		return ""
	}
	d.Base = base
	return base + d.File("png")
}

func asking(path, asked string) string {
	if asked == "" {
		return path
	}
	return path + "?" + asked
}

// Cells returns the table in words.
func (d *drawing) Cells() [][]string {
	out := make([][]string, len(d.Rows))
	for i, row := range d.Rows {
		for _, cell := range row {
			out[i] = append(out[i], d.writing.cellWords(cell))
		}
	}
	return out
}

func (w writing) cellWords(cell any) string {
	switch v := cell.(type) {
	case int:
		return w.number(v)
	case float64:
		return w.amount(v)
	case onrecord.Date:
		return w.day(v)
	}
	return fmt.Sprint(cell)
}

// charts makes the chart of each sort that has an id, for its files and its
// embeddable page.
func (p *site) charts() map[string]func(r *http.Request, id string) (*drawing, error) {
	return map[string]func(*http.Request, string) (*drawing, error){
		"series": p.seriesDrawing, "posts": p.postsDrawing, "money": p.moneyDrawing, "coverage": p.coverageDrawing, "neighbours": p.neighboursDrawing,
	}
}

// drawn returns the chart at an address, onrecord.ErrNotFound where there is none.
func (p *site) drawn(r *http.Request, of, id string) (*drawing, error) {
	made, known := p.charts()[of]
	if !known {
		return nil, fmt.Errorf("%w: no charts of %.40q", onrecord.ErrNotFound, of)
	}
	d, err := made(r, id)
	if err == nil && d == nil {
		err = fmt.Errorf("%w: nothing to draw at %s", onrecord.ErrNotFound, r.URL.Path)
	}
	return d, err
}

// chartFile serves a chart as SVG, PNG or CSV.
func (p *site) chartFile(w http.ResponseWriter, r *http.Request) {
	id, ending, _ := strings.Cut(r.PathValue("file"), ".")
	write, known := chartFiles[ending]
	if !known {
		p.fail(w, r, http.StatusNotFound, nil)
		return
	}
	d, err := p.drawn(r, r.PathValue("of"), id)
	if err != nil {
		p.fail(w, r, api.Status(err), err)
		return
	}
	d.Address = p.permalinkTo(d.Page)
	body, err := write.file(p, d)
	if err != nil {
		p.fail(w, r, http.StatusInternalServerError, err)
		return
	}
	h := w.Header()
	h.Set("Content-Type", write.mediaType)
	h.Set("Content-Disposition", fmt.Sprintf("%s; filename=%q", write.disposition, "onrecord-"+r.PathValue("of")+"-"+id+"."+ending))
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox; frame-ancestors 'none'")
	p.keepable(w, "no-cache")
	send(w, r, body)
}

// chartFiles are the files of a chart. A picture may be shown, as a preview of
// the page does; the others are to be kept.
var chartFiles = map[string]struct {
	mediaType, disposition string
	file                   func(*site, *drawing) ([]byte, error)
}{
	"svg": {"image/svg+xml", "attachment", func(_ *site, d *drawing) ([]byte, error) { return d.SVG(), nil }},
	"png": {"image/png", "inline", (*site).picture},
	"csv": {"text/csv; charset=utf-8", "attachment", func(_ *site, d *drawing) ([]byte, error) {
		var b bytes.Buffer
		err := feed.WriteTable(&b, d.Head, d.Rows)
		return b.Bytes(), err
	}},
}

// picture returns a chart as PNG. Drawing it takes longer than all that it shows, which mostly is what it was.
func (p *site) picture(d *drawing) ([]byte, error) {
	const anyState = 1
	key := d.Digest()
	if known := p.pictures.file(anyState, key); known != nil {
		return known, nil
	}
	body, err := d.PNG()
	if err == nil {
		p.pictures.keep(anyState, key, body)
	}
	return body, err
}

// filters returns what narrows a page, for the address of its chart.
func filters(values url.Values, names ...string) string {
	out := url.Values{}
	for _, name := range names {
		if v := values.Get(name); v != "" {
			out.Set(name, v)
		}
	}
	return out.Encode()
}

// postsDrawing draws the posts of a person.
func (p *site) postsDrawing(r *http.Request, id string) (*drawing, error) {
	n, err := p.store.Name(r.Context(), id)
	if err != nil {
		return nil, err
	}
	return p.writing.postsOf(n.ID, n.Text, n.Posts), nil
}

// coverageDrawing draws the releases of a year by source and month.
func (p *site) coverageDrawing(r *http.Request, id string) (*drawing, error) {
	year, err := strconv.Atoi(id)
	if err != nil {
		return nil, fmt.Errorf("%w: %.40q is no year", onrecord.ErrInvalid, id)
	}
	origins, err := p.store.Origins(r.Context())
	if err != nil {
		return nil, err
	}
	return p.coverageOf(r, year, origins)
}
