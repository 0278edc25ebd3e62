package page

import (
	"fmt"
	"html"
	"net/http"

	"github.com/onrecord/onrecord/api"
)

// frame is what a reader copies into a page of their own.
type frame struct {
	Code string // HTML: a frame, and a link for where frames are not shown
	Path string // of the embeddable page
}

// frameHeight is how tall a frame is at first, in pixels, by what it shows.
const (
	frameOfFact  = 320
	frameOfChart = 480
)

func frameOf(base, path, page, title string, height int) frame {
	return frame{Path: path, Code: fmt.Sprintf(`<iframe src="%s" title="%s" width="100%%" height="%d" loading="lazy" style="border: 1px solid #d8d7cf"></iframe>`+"\n"+`<p><a href="%s">%[2]s</a></p>`,
		html.EscapeString(base+path), html.EscapeString(cut(120, title)), height, html.EscapeString(base+page))}
}

// embedData is what an embeddable page shows: a fact or a chart.
type embedData struct {
	Fact  *row
	Chart *drawing
	Page  string // the absolute address of the page that it is of
}

// embeddable lets other sites frame what is served, and nothing else: it holds no
// script and takes no input, so that nobody can be led to act in it.
func (p *site) embeddable(of func(*http.Request) (view, error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v, err := of(r)
		if err != nil {
			p.fail(w, r, api.Status(err), err)
			return
		}
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *")
		h.Set("Cross-Origin-Resource-Policy", "cross-origin")
		h.Del("X-Frame-Options")
		p.render(w, r, v)
	})
}

func (p *site) embedFact(r *http.Request) (view, error) {
	f, err := p.store.Fact(r.Context(), r.PathValue("id"))
	if err != nil {
		return view{}, err
	}
	rows := []row{p.row(f)}
	if err := p.price(r, rows); err != nil {
		return view{}, err
	}
	page := p.base(r) + "/facts/" + f.ID
	return view{Template: "embed", Embedded: true, Title: cut(100, rows[0].Reading), Address: page, Data: embedData{Fact: &rows[0], Page: page}}, nil
}

func (p *site) embedChart(r *http.Request) (view, error) {
	d, err := p.drawn(r, r.PathValue("of"), r.PathValue("id"))
	if err != nil {
		return view{}, err
	}
	page := p.base(r) + d.Page
	return view{Template: "embed", Embedded: true, Title: d.Title, Address: page, Data: embedData{Chart: d, Page: page}}, nil
}
