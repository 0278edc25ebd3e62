package listing

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/source/fetch"
	"github.com/onrecord/onrecord/source/html"
	"github.com/onrecord/onrecord/source/jsonfield"
)

// wordpressCursor is how far the posts were read. One walk goes from the newest into the past,
// by the day of the posts (Before); each look begins with one through those that changed
// last, by number of page, until a page brings nothing new.
type wordpressCursor struct {
	Before string `json:"before,omitempty"` // of the walk into the past
	Page   int    `json:"page,omitempty"`   // of the walk under way, from 1
	Past   bool   `json:"past,omitempty"`   // all of the past was read
	// Changed says that the walk under way is that through what changed; Least is
	// how far it has to go at least, since one before it was broken off.
	Changed bool `json:"changed,omitempty"`
	Least   int  `json:"least,omitempty"`
}

// wordpressPage is how many posts are asked for: the most that the API gives.
const wordpressPage = 100

type wordpressPost struct {
	ID       int64          `json:"id"`
	Date     jsonfield.Text `json:"date"`
	Modified jsonfield.Text `json:"modified"`
	Title    jsonfield.Object[struct {
		HTML jsonfield.Text `json:"rendered"`
	}] `json:"title"`
}

func nextOfWordPress(ctx context.Context, s Step) (Page, error) {
	c := wordpressCursor{Page: 1}
	if err := s.resume(&c); err != nil {
		return Page{}, err
	}
	if s.Begins && s.Cursor != "" {
		if c.Changed {
			c.Least = max(c.Least, c.Page)
		}
		c.Changed, c.Page = true, 1
	}
	api, query, err := wordpressAPI(s.Source)
	if err != nil {
		return Page{}, err
	}
	c.window(query)
	answer, err := s.get(ctx, fetch.Request{URL: api + "?" + query.Encode(), Accept: "application/json"})
	if answer.Status == http.StatusBadRequest && c.Page > 1 {
		answer.Body, err = []byte("[]"), nil // past the last page
	}
	if err != nil {
		return Page{}, err
	}
	var posts []wordpressPost
	if err := json.Unmarshal(answer.Body, &posts); err != nil {
		return Page{}, fmt.Errorf("%w: %s did not answer as WordPress's REST API does", onrecord.ErrInvalid, api)
	}
	var page Page
	for _, p := range posts {
		page.Items = append(page.Items, onrecord.Listed{
			Location: fmt.Sprintf("%s/%d?_embed=author%%2Cwp%%3Aterm", api, p.ID),
			Title:    html.Text(string(p.Title.Value.HTML)), Mark: string(p.Modified), Visit: onrecord.VisitLater,
		})
	}
	known, err := s.allKnown(ctx, page.Items)
	if err != nil {
		return Page{}, err
	}
	if !known {
		page.Captures = []onrecord.Capture{captureOf(answer)}
	}
	page.Left = -1
	if total, err := strconv.Atoi(answer.Header.Get("X-WP-Total")); err == nil && !c.Changed { // a walk through what changed ends where nothing is new
		page.Left = max(0, total-(c.Page-1)*wordpressPage-len(posts))
	}
	page.More = c.advance(posts, known)
	page.Cursor = cursorOf(c)
	return page, nil
}

// wordpressAPI returns the address of a site's posts and what the spec asks of them.
func wordpressAPI(src onrecord.Source) (api string, query url.Values, err error) {
	u, err := url.Parse(src.Rest())
	if err != nil {
		return "", nil, fmt.Errorf("%w: %s is no address", onrecord.ErrInvalid, src.Rest())
	}
	query = u.Query()
	query.Set("per_page", strconv.Itoa(wordpressPage))
	query.Set("_embed", "author,wp:term")
	base, _, _ := strings.Cut(u.Path, "/wp-json")
	return u.Scheme + "://" + u.Host + strings.TrimRight(base, "/") + "/wp-json/wp/v2/posts", query, nil
}

// window adds to a query which part of the posts is wanted.
func (c *wordpressCursor) window(query url.Values) {
	query.Set("order", "desc")
	query.Set("orderby", "date")
	if c.Changed {
		query.Set("orderby", "modified")
	} else if c.Before != "" {
		query.Set("before", c.Before)
	}
	if c.Page > 1 {
		query.Set("page", strconv.Itoa(c.Page))
	}
}

// wordpressTime is how posts tell the site's own time, which before is taken in too.
const wordpressTime = "2006-01-02T15:04:05"

// advance moves the cursor past a page and reports whether the look goes on.
func (c *wordpressCursor) advance(posts []wordpressPost, known bool) (more bool) {
	end := known && (!c.Changed || c.Page >= c.Least) || len(posts) == 0
	switch {
	case end && c.Changed:
		c.Changed, c.Page, c.Least = false, 1, 0
		return !c.Past
	case end:
		c.Past, c.Before, c.Page = true, "", 1
		return false
	case c.Changed:
		c.Page++
		return true
	}
	// The next page begins with the second at which this one ended.
	last, err := time.Parse(wordpressTime, string(posts[len(posts)-1].Date))
	before := last.Add(time.Second).Format(wordpressTime)
	if err != nil || before == c.Before {
		c.Page++
	} else {
		c.Before, c.Page = before, 1
	}
	return true
}
