package page

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/api"
	"github.com/onrecord/onrecord/feed"
	"github.com/onrecord/onrecord/search"
	"github.com/onrecord/onrecord/store"
)

// The most commitments that a calendar or a feed holds.
const (
	maxEvents  = 1000
	maxEntries = 100
)

// commitments is the list that calendars and feeds are made of.
var commitments = lists[0]

// calendar answers with the commitments that have a due date as iCalendar, narrowed
// as the list is; those still to come where nothing else is asked.
func (p *site) calendar(w http.ResponseWriter, r *http.Request) {
	p.subscribe(w, r, feed.MediaTypeCalendar, maxEvents, store.FactDue, func(d feed.Due, b *bytes.Buffer) error { return d.Calendar(b) })
}

// atom answers with the commitments as an Atom feed, the newest first, narrowed as the list is.
func (p *site) atom(w http.ResponseWriter, r *http.Request) {
	p.subscribe(w, r, feed.MediaTypeAtom, maxEntries, store.FactNewest, func(d feed.Due, b *bytes.Buffer) error { return d.Atom(b) })
}

func (p *site) subscribe(w http.ResponseWriter, r *http.Request, mediaType string, most int, order store.FactOrder, write func(feed.Due, *bytes.Buffer) error) {
	a := ask(r)
	d := &listData{list: commitments, Values: map[string]string{}, Today: p.options.Today()}
	request := d.request(a)
	if order == store.FactDue && d.Status == "" && request.DueFrom.IsZero() && request.DueTo.IsZero() {
		request.DueFrom = d.Today
	}
	if !a.sane() {
		p.fail(w, r, http.StatusBadRequest, a.err("commitments"))
		return
	}
	request.Order, request.Cursor = order, ""
	if err := p.judgedSo(r.Context(), a.text("verdict"), &request); err != nil {
		p.fail(w, r, api.Status(err), err)
		return
	}
	due := feed.Due{Title: title(p.options.Title, d.Status), Base: p.base(r), Self: address(r.URL.Path, a.values)}
	out, err := p.subscribed.ofState(r.Context(), p.store, due.Base+" "+due.Self+" "+d.Today.String(), func() ([]byte, error) {
		return p.subscription(r, due, request, most, write)
	})
	if err != nil {
		p.fail(w, r, api.Status(err), err)
		return
	}
	w.Header().Set("Content-Type", mediaType)
	p.keepable(w, "no-cache")
	send(w, r, out)
}

// subscription writes up to most of the commitments that are asked for.
func (p *site) subscription(r *http.Request, due feed.Due, request store.FactRequest, most int, write func(feed.Due, *bytes.Buffer) error) ([]byte, error) {
	for len(due.Commitments) < most {
		request.Limit = min(100, most-len(due.Commitments))
		page, err := p.store.Facts(r.Context(), request)
		if err != nil {
			return nil, err
		}
		due.Commitments = append(due.Commitments, page.Facts...)
		if request.Cursor = page.Next; page.Next == "" {
			break
		}
	}
	var out bytes.Buffer
	err := write(due, &out)
	return out.Bytes(), err
}

// title names a calendar or feed for people.
func title(record, key string) string {
	words := map[string]string{soon.Key: soon.Words, quarter.Key: quarter.Words, coming.Key: coming.Words, open.Key: open.Words, past.Key: past.Words, noDate.Key: noDate.Words}
	if words[key] == "" {
		return record + ": commitments"
	}
	return record + ": commitments, " + words[key]
}

// searchAtom answers with the newest releases that match a search as an Atom feed.
func (p *site) searchAtom(w http.ResponseWriter, r *http.Request) {
	a := ask(r)
	q, err := search.Parse(a.raw("q", maxWords))
	if err != nil || !a.sane() {
		p.fail(w, r, http.StatusBadRequest, err)
		return
	}
	found, err := p.store.Search(r.Context(), store.Request{Query: q, Order: store.Newest, Limit: maxEntries})
	if err != nil {
		p.fail(w, r, api.Status(err), err)
		return
	}
	name := p.options.Title + ": releases"
	if words := a.text("q"); words != "" {
		name = p.options.Title + ": " + words
	}
	p.sendAtom(w, r, feed.Found{Title: name, Base: p.base(r), Self: address(r.URL.Path, a.values), Hits: found.Hits})
}

// orFeed answers an address that ends in .atom with the page's feed, where it
// has one.
func orFeed(feed http.HandlerFunc, page http.Handler) http.Handler {
	if feed == nil {
		return page
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id, wanted := strings.CutSuffix(r.PathValue("id"), ".atom")
		if !wanted {
			page.ServeHTTP(w, r)
			return
		}
		r.SetPathValue("id", id)
		feed(w, r)
	})
}

// maxNaming is how many releases the feed of a name holds.
const maxNaming = 50

// nameAtom answers with the newest releases that name a thing or a person as
// an Atom feed.
func (p *site) nameAtom(w http.ResponseWriter, r *http.Request) {
	n, err := p.store.Name(r.Context(), r.PathValue("id"))
	if err != nil {
		p.fail(w, r, api.Status(err), err)
		return
	}
	f := feed.Found{Title: p.options.Title + ": " + n.Text, Base: p.base(r), Self: nameAddress(n.Kind, n.ID) + ".atom"}
	for _, m := range n.Mentions[:min(len(n.Mentions), maxNaming)] {
		rec, err := p.store.Release(r.Context(), m.ID)
		if err != nil {
			p.fail(w, r, api.Status(err), err)
			return
		}
		f.Hits = append(f.Hits, store.Hit{Release: rec.Release})
	}
	p.sendAtom(w, r, f)
}

// bearingAtom answers with what became of a commitment as an Atom feed.
func (p *site) bearingAtom(w http.ResponseWriter, r *http.Request) {
	f, err := p.store.Fact(r.Context(), r.PathValue("id"))
	if err == nil && f.Commitment == nil {
		err = fmt.Errorf("%w: only commitments have a feed of their own", onrecord.ErrNotFound)
	}
	b := feed.Bearing{Title: p.options.Title + ": what became of “" + cut(80, f.Words()) + "”", Base: p.base(r), Self: "/facts/" + f.ID + ".atom", Commitment: f}
	var links []store.Linked
	if err == nil {
		links, err = p.store.Links(r.Context(), f.ID)
	}
	for _, l := range links {
		if isFollowUp(l, f.ID) {
			b.Later = append(b.Later, l)
		}
	}
	if err == nil {
		b.Verdicts, err = feed.Verdicts(r.Context(), p.store, f)
	}
	if err != nil {
		p.fail(w, r, api.Status(err), err)
		return
	}
	p.sendAtom(w, r, b)
}

// sendAtom sends a feed.
func (p *site) sendAtom(w http.ResponseWriter, r *http.Request, f interface{ Atom(io.Writer) error }) {
	var out bytes.Buffer
	if err := f.Atom(&out); err != nil {
		p.fail(w, r, http.StatusInternalServerError, err)
		return
	}
	w.Header().Set("Content-Type", feed.MediaTypeAtom)
	p.keepable(w, "no-cache")
	send(w, r, out.Bytes())
}
