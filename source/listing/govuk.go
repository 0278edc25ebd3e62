package listing

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/source/fetch"
	"github.com/onrecord/onrecord/source/govuk"
	"github.com/onrecord/onrecord/source/jsonfield"
)

// govukCursor is how far the Search API was read. Results stand by the time they last
// changed for the public. One walk goes from the newest into the past (Past, with what lies
// after To read); each look begins with one from the newest that was read on (From).
//
// A page begins at the time at which the one before it ended, inclusive, so that
// nothing is lost at the border; where all of a page has one time, the next begins Start
// results further on.
type govukCursor struct {
	Newest time.Time `json:"newest,omitzero"`
	From   time.Time `json:"from,omitzero"` // of the walk forward; zero while the one into the past goes on
	To     time.Time `json:"to,omitzero"`   // of the walk into the past
	Start  int       `json:"start,omitempty"`
	Past   bool      `json:"past,omitempty"` // all of the past was read
}

const (
	govukSite = "https://www.gov.uk"
	// govukPage is how many results are asked for; the API gives 1,500 at most.
	govukPage = 1000
	// govukLate is how late a result may come into the index: so far back each
	// look begins.
	govukLate = 24 * time.Hour
	// govukOverlap is which part of a page is asked for once more where pages are counted: what leaves a minute
	// meanwhile moves what stood behind it up.
	govukOverlap = 20
)

type govukResults struct {
	Results []struct {
		Link  jsonfield.Text `json:"link"`
		Title jsonfield.Text `json:"title"`
		At    jsonfield.Text `json:"public_timestamp"`
	} `json:"results"`
	Total *int `json:"total"`
}

func nextOfGovUK(ctx context.Context, s Step) (Page, error) {
	var c govukCursor
	if err := s.resume(&c); err != nil {
		return Page{}, err
	}
	if s.Begins && !c.Newest.IsZero() {
		c.From, c.Start = c.Newest.Add(-govukLate), 0
	}
	site, query := govukQuery(s.Source)
	c.window(query)
	address := site + "/api/search.json?" + query.Encode()
	answer, err := s.get(ctx, fetch.Request{URL: address, Accept: "application/json"})
	if err != nil {
		return Page{}, err
	}
	var r govukResults
	if err := json.Unmarshal(answer.Body, &r); err != nil || r.Total == nil {
		return Page{}, fmt.Errorf("%w: %s did not answer as GOV.UK's Search API does", onrecord.ErrInvalid, address)
	}
	var page Page
	var times []time.Time
	for _, result := range r.Results {
		link := string(result.Link)
		if at, err := time.Parse(time.RFC3339, string(result.At)); err == nil {
			times = append(times, at.UTC())
		}
		path := strings.Trim(link, "/")
		if path == "" || strings.Contains(link, ":") || strings.HasPrefix(link, "//") {
			continue // a page that is not on GOV.UK
		}
		page.Items = append(page.Items, onrecord.Listed{Location: site + "/api/content/" + path, Title: string(result.Title), Mark: string(result.At), Visit: onrecord.VisitNow})
	}
	page.Left = max(0, *r.Total-c.Start-len(r.Results))
	page.More = c.advance(times, len(r.Results), *r.Total)
	page.Cursor = cursorOf(c)
	return page, nil
}

// govukQuery returns the site and what is asked of its search, but for the window.
func govukQuery(src onrecord.Source) (site string, query url.Values) {
	site, rest := govukSite, src.Rest()
	if strings.Contains(rest, "://") {
		u, err := url.Parse(rest)
		if err == nil {
			site, rest = u.Scheme+"://"+u.Host, strings.Trim(u.Path, "/")+"?"+u.RawQuery
		}
	}
	organisation, typed, _ := strings.Cut(rest, "?")
	fields, _ := url.ParseQuery(typed) // checked by onrecord.ParseSource
	query = url.Values{"filter_organisations": {organisation}, "fields": {"link,title,public_timestamp"}, "count": {strconv.Itoa(govukPage)}}
	kinds := false // whether it says which kinds of document are wanted
	for field, values := range fields {
		kinds = kinds || strings.HasSuffix(field, "document_type") || strings.HasPrefix(field, "content_purpose") || field == "format"
		if field == "document_type" {
			field = "content_store_document_type"
		}
		query["filter_"+field] = values
	}
	if !kinds {
		query.Set("filter_content_purpose_supergroup", "news_and_communications")
	}
	return site, query
}

// timeForm is how the Search API takes times, in UTC: to the minute.
const timeForm = "2006-01-02 15:04"

// window adds to a query which part of the results is wanted.
func (c *govukCursor) window(query url.Values) {
	query.Set("order", "-public_timestamp")
	switch {
	case !c.From.IsZero():
		query.Set("order", "public_timestamp")
		query.Set("filter_public_timestamp", "from:"+c.From.Format(timeForm))
	case !c.To.IsZero():
		query.Set("filter_public_timestamp", "to:"+c.To.Format(timeForm))
	}
	if c.Start > 0 {
		query.Set("start", strconv.Itoa(c.Start))
	}
}

// advance moves the cursor past a page of n results with these times, of total in
// its window, and reports whether the look goes on.
func (c *govukCursor) advance(times []time.Time, n, total int) (more bool) {
	for _, at := range times {
		if at.After(c.Newest) {
			c.Newest = at
		}
	}
	left := n > 0 && c.Start+n < total
	forward := !c.From.IsZero()
	if !left {
		c.From, c.Start = time.Time{}, 0
		if !forward {
			c.Past, c.To = true, time.Time{}
		}
		return !c.Past
	}
	c.Start += n - n/govukOverlap
	if len(times) == 0 {
		return true
	}
	last := times[len(times)-1].Truncate(time.Minute)
	if forward {
		if last.After(c.From) {
			c.From, c.Start = last, 0
		}
		return true
	}
	if last = last.Add(time.Minute); c.To.IsZero() || last.Before(c.To) { // the whole of the last minute
		c.To, c.Start = last, 0
	}
	return true
}

// maxAttachments bounds what one page leads to.
const maxAttachments = 50

// attachments returns what a content item has attached that can be read: PDF files,
// and pages that are attached as HTML, which are content items too.
func attachments(c onrecord.Capture) []onrecord.Listed {
	site, _, found := strings.Cut(c.Location, "/api/content/")
	if !found {
		return nil
	}
	var out []onrecord.Listed
	for _, a := range govuk.Attachments(c) {
		location := a.URL
		switch {
		case a.HTML && strings.HasPrefix(a.URL, "/"):
			location = site + "/api/content" + a.URL
		case a.HTML && strings.HasPrefix(a.URL, site+"/"):
			location = site + "/api/content" + strings.TrimPrefix(a.URL, site)
		case a.HTML || !a.PDF:
			continue
		case strings.HasPrefix(a.URL, "/"):
			location = site + a.URL
		}
		if webAddress(location) && len(out) < maxAttachments {
			out = append(out, onrecord.Listed{Location: location, Title: a.Title, Mark: a.URL, Visit: onrecord.VisitNow})
		}
	}
	return out
}

// unpublished reads what the Content API says of a page that was taken off: that it is gone, with an
// explanation at most, or where its readers are led instead.
func unpublished(c onrecord.Capture) (location string, gone bool) {
	site, _, found := strings.Cut(c.Location, "/api/content/")
	var it struct {
		Schema    jsonfield.Text `json:"schema_name"`
		BasePath  jsonfield.Text `json:"base_path"`
		Redirects jsonfield.List[struct {
			Path jsonfield.Text `json:"path"`
			To   jsonfield.Text `json:"destination"`
		}] `json:"redirects"`
	}
	if !found || json.Unmarshal(c.Body, &it) != nil || it.Schema != "gone" && it.Schema != "redirect" {
		return "", false
	}
	for _, r := range it.Redirects {
		if it.Schema == "gone" || r.Path != it.BasePath {
			continue
		}
		to, _, _ := strings.Cut(strings.TrimPrefix(string(r.To), site), "#")
		if strings.HasPrefix(to, "/") && !strings.HasPrefix(to, "//") {
			path, _, _ := strings.Cut(to, "?")
			to = site + "/api/content" + path
		}
		if webAddress(to) {
			return to, false
		}
	}
	return "", true // it leads nowhere
}
