package feed

import (
	"net/url"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/release/title"
	"github.com/onrecord/onrecord/source/day"
	"github.com/onrecord/onrecord/source/html"
	"github.com/onrecord/onrecord/source/issuer"
	"github.com/onrecord/onrecord/source/plaintext"
)

// items makes drafts of a feed's items; the first is number first, from 0.
func items(f *gofeed.Feed, first int) (drafts []onrecord.Draft, problems []onrecord.Problem) {
	for i, it := range f.Items {
		if it == nil {
			continue
		}
		d := draft(f, it)
		d.Place = place(first + i)
		if d.Title == "" && d.Summary == "" && len(d.Blocks) == 0 {
			problems = append(problems, onrecord.Problem{Place: d.Place, Reason: "the item has neither a title nor any text"})
			continue
		}
		if written := timestamp(it); written != "" && d.IssuedOn.IsZero() {
			problems = append(problems, onrecord.Problem{Place: d.Place, Reason: "its date " + quote(written) + " could not be read: the release has no day"})
		}
		drafts = append(drafts, d)
	}
	return drafts, problems
}

func draft(f *gofeed.Feed, it *gofeed.Item) onrecord.Draft {
	d := onrecord.Draft{Title: html.Text(it.Title), URL: link(f, it), Language: f.Language, Tags: it.Categories}
	d.Blocks = blocks(it.Content)
	if len(d.Blocks) == 0 {
		d.Blocks = blocks(it.Description)
		d.Excerpt = len(d.Blocks) <= 1 // a lead; several paragraphs are the text itself
	} else if summary := html.Text(it.Description); !excerpt(summary, d.Blocks) {
		d.Summary = summary
	}
	zone := day.ZoneOf(d.URL)
	if onGovUK(d.URL) {
		d.Title = title.CutLabel(d.Title)
	}
	d.IssuedOn = issuedOn(it, zone)
	d.IssuedBy = issuedBy(f, it)
	if it.Published != "" { // without it, the entry's date of update is all there is
		d.UpdatedAt = day.Instant(it.Updated)
	}
	if len(d.Blocks) > 0 {
		// An archive's feed: the line that states the issue says it better.
		if issue, ok := issuer.ReadIssue(d.Blocks[0].Text); ok {
			d.IssuedOn = issue.On
			if len(issue.By) > 0 {
				d.IssuedBy = issue.By
			}
		}
	}
	return d
}

// blocks reads HTML, or plain text where there is no tag.
func blocks(s string) []onrecord.DraftBlock {
	if html.HasTags(s) {
		return html.Blocks(s)
	}
	return plaintext.Blocks(html.Unescape(s))
}

// excerpt reports whether a description says nothing that the body does not:
// it stands in the body, or breaks off as excerpts do.
func excerpt(summary string, body []onrecord.DraftBlock) bool {
	if summary == "" || strings.HasSuffix(summary, "…") || strings.HasSuffix(summary, "[…]") || strings.HasSuffix(summary, "...") || strings.HasSuffix(summary, "[...]") {
		return true
	}
	want := title.Fold(summary)
	var text strings.Builder
	for _, b := range body {
		text.WriteString(title.Fold(b.Text))
		text.WriteByte(' ')
	}
	return strings.Contains(text.String(), want)
}

// timestamp returns the item's own date as it is written.
func timestamp(it *gofeed.Item) string {
	if it.Published != "" {
		return it.Published
	}
	return it.Updated
}

func issuedOn(it *gofeed.Item, zone *time.Location) onrecord.Date {
	if on, ok := day.In(timestamp(it), zone); ok {
		return on
	}
	parsed := it.PublishedParsed
	if it.Published == "" {
		parsed = it.UpdatedParsed
	}
	if parsed == nil {
		return onrecord.Date{}
	}
	if zone != nil {
		return onrecord.DateOf(parsed.In(zone))
	}
	return onrecord.DateOf(*parsed)
}

func onGovUK(address string) bool {
	u, err := url.Parse(address)
	return err == nil && strings.EqualFold(u.Hostname(), "www.gov.uk")
}

// issuedBy returns the item's author where it is a body, else the feed's,
// else the feed's own name.
func issuedBy(f *gofeed.Feed, it *gofeed.Item) []string {
	for _, authors := range [][]*gofeed.Person{it.Authors, f.Authors} {
		for _, a := range authors {
			if a != nil && issuer.IsBody(a.Name) {
				return []string{a.Name}
			}
		}
	}
	name := html.Text(f.Title)
	for _, furniture := range []string{" - Activity on GOV.UK", " RSS Feed", " RSS feed", " Atom Feed", " Atom feed", " RSS", " Feed", " feed"} {
		name = strings.TrimSuffix(name, furniture)
	}
	if name == "" {
		return nil
	}
	return []string{name}
}

// link returns the item's address, made absolute by the feed's own.
func link(f *gofeed.Feed, it *gofeed.Item) string {
	address := strings.TrimSpace(it.Link)
	if address == "" && (strings.HasPrefix(it.GUID, "https://") || strings.HasPrefix(it.GUID, "http://")) {
		address = it.GUID
	}
	u, err := url.Parse(address)
	if err != nil || address == "" || u.IsAbs() {
		return address
	}
	for _, base := range []string{f.Link, f.FeedLink} {
		if b, err := url.Parse(base); err == nil && b.IsAbs() {
			return b.ResolveReference(u).String()
		}
	}
	return address
}

func quote(s string) string {
	if len(s) > 60 {
		s = s[:60]
	}
	return "\"" + strings.ToValidUTF8(s, "") + "\""
}
