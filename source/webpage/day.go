package webpage

import (
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/source/dateline"
	"github.com/onrecord/onrecord/source/day"
	blocks "github.com/onrecord/onrecord/source/html"
)

// declaredDay returns the day of issue that the head of the page declares, in
// the publisher's zone where that is known, and whether it was read from a
// time in UTC.
func declaredDay(article object, m metas, zone *time.Location) (on onrecord.Date, inUTC bool) {
	values := []string{article.word("datePublished")}
	for _, name := range []string{
		"article:published_time", "og:article:published_time", "dcterms.issued", "dc.date.issued", "govuk:first-published-at", "govuk:public-updated-at",
		"dcterms.date", "dc.date", "dcterms.created", "dc.date.created", "citation_publication_date", "parsely-pub-date", "pubdate", "publish-date", "publication_date", "date",
	} {
		values = append(values, m[name]...)
	}
	for _, v := range values {
		if d := dateline.Machine(v, zone); !d.IsZero() {
			return d, zone == nil && utc(v)
		}
		if days := dateline.Days(v); len(days) == 1 && len(v) < 40 {
			return days[0], false
		}
	}
	return onrecord.Date{}, false
}

// declaredUpdate returns when the head of the page says that it was last changed.
func declaredUpdate(article object, m metas) time.Time {
	for _, v := range []string{article.word("dateModified"), m.get("article:modified_time", "og:article:modified_time"), m.get("dcterms.modified", "dc.date.modified")} {
		if at := day.Instant(v); !at.IsZero() {
			return at
		}
	}
	return time.Time{}
}

// utc reports whether a timestamp is a time in UTC. On the publisher's own
// clock it may have been the day before or after.
func utc(timestamp string) bool {
	s := strings.TrimSpace(timestamp)
	if !strings.Contains(s, ":") {
		return false
	}
	for _, end := range [...]string{"Z", "+00:00", "+0000", "GMT", "UTC"} {
		if strings.HasSuffix(s, end) {
			return true
		}
	}
	return false
}

// neighbours reports whether two days follow each other.
func neighbours(a, b onrecord.Date) bool {
	return !a.IsZero() && (a.AddDays(1) == b || b.AddDays(1) == a)
}

// settle corrects a day that was read from a time in UTC where the page shows
// its readers the day beside it.
func settle(scope *html.Node, d *onrecord.Draft) {
	for _, shown := range []onrecord.Date{markedDay(scope), visibleDay(scope, *d)} {
		if neighbours(d.IssuedOn, shown) {
			d.IssuedOn = shown
			return
		}
	}
}

// markedDay returns the day of issue that an element is marked with.
func markedDay(scope *html.Node) onrecord.Date {
	for _, suits := range []func(*html.Node) bool{
		func(n *html.Node) bool { return hasToken(n, "itemprop", "datePublished") },
		func(n *html.Node) bool {
			return hasToken(n, "property", "dc:date", "dc:issued", "dcterms:issued", "schema:datePublished", "datePublished")
		},
		func(n *html.Node) bool { return hasToken(n, "class", "dt-published", "entry-date", "published") },
		func(n *html.Node) bool { return n.DataAtom == atom.Time && hasAttr(n, "pubdate") },
	} {
		if d := onlyDay(scope, suits); !d.IsZero() {
			return d
		}
	}
	return onlyDay(scope, func(n *html.Node) bool {
		return n.DataAtom == atom.Time && !hasToken(n, "class", "updated", "dt-updated")
	})
}

// onlyDay returns the day on which all elements that suit agree.
func onlyDay(scope *html.Node, suits func(*html.Node) bool) onrecord.Date {
	var day onrecord.Date
	for _, n := range outermost(scope, suits) {
		if aside(n) {
			continue
		}
		d := dayOn(n)
		if d.IsZero() {
			continue
		}
		if !day.IsZero() && d != day {
			return onrecord.Date{}
		}
		day = d
	}
	return day
}

// dayOn reads the day that an element gives: to machines, else to people.
func dayOn(n *html.Node) onrecord.Date {
	values := []string{attr(n, "datetime"), attr(n, "content"), attr(n, "title")}
	if inner := first(n, func(n *html.Node) bool { return n.DataAtom == atom.Time && attr(n, "datetime") != "" }); inner != nil {
		values = append(values, attr(inner, "datetime"))
	}
	var shown onrecord.Date
	if days := dateline.Days(textOf(n)); len(days) == 1 {
		shown = days[0]
	}
	for _, v := range values {
		d := dateline.Machine(v, nil)
		switch {
		case d.IsZero():
		case utc(v) && neighbours(d, shown):
			return shown
		default:
			return d
		}
	}
	return shown
}

// around is how many blocks before and behind the headline may hold the date.
const around = 6

// visibleDay looks for a dateline with the headline, then at the start of
// the text.
func visibleDay(scope *html.Node, d onrecord.Draft) onrecord.Date {
	whole := blocks.BlocksOf(scope)
	for i, b := range whole {
		if !agrees(b.Text, d.Title) {
			continue
		}
		for near := 1; near <= around; near++ {
			for _, at := range []int{i + near, i - near} {
				if at < 0 || at >= len(whole) || len(whole[at].Text) > 160 {
					continue
				}
				if day, ok := dateline.Of(whole[at].Text); ok {
					return day
				}
			}
		}
	}
	for _, b := range d.Blocks[:min(3, len(d.Blocks))] {
		if day, ok := dateline.Of(b.Text); ok {
			return day
		}
	}
	return onrecord.Date{}
}
