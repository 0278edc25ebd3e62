package page

import (
	"github.com/onrecord/onrecord/chart"
	"github.com/onrecord/onrecord/store"
)

// maxSpans bounds how many posts are drawn; the table has them all.
const maxSpans = 24

// postsOf draws posts as spans of time, in the order given; nil where no post
// has a day.
func (w writing) postsOf(id, name string, posts []store.Post) *drawing {
	d := &drawing{writing: w, Path: "/charts/posts/" + id, Page: "/people/" + id, Told: true}
	d.Title = "Posts of " + cut(120, name)
	d.Note = "Each bar runs from the first to the last release that gives the post, by day of issue: it may have been held before and after. A hollow bar is a post that releases give as held no longer, or not yet."
	d.Head = []string{"post", "body", "first_seen", "last_seen", "releases", "held_then"}
	var spans chart.Spans
	for _, post := range posts {
		held, label := "yes", post.Role
		if post.Past {
			held, label = "no", label+" (no longer, or not yet)"
		}
		d.Rows = append(d.Rows, []any{post.Role, post.Body, post.First, post.Last, post.Releases, held})
		if !post.First.IsZero() && len(spans.Spans) < maxSpans {
			spans.Spans = append(spans.Spans, chart.Span{Label: label, From: post.First, To: post.Last, Hollow: post.Past, Words: label + ", " + w.interval(post.First, post.Last)})
		}
	}
	if len(spans.Spans) == 0 {
		return nil
	}
	d.Form = spans
	return d
}
