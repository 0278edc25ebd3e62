package feed

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	ics "github.com/arran4/golang-ical"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store"
)

// The media types of what Calendar and Atom write.
const (
	MediaTypeCalendar = "text/calendar; charset=utf-8"
	MediaTypeAtom     = "application/atom+xml; charset=utf-8"
)

// Due is commitments on their way into a calendar or a feed.
type Due struct {
	// Title is its name, for people.
	Title string
	// Base is put before paths to make addresses absolute, without a slash at
	// its end; "" leaves addresses out of a calendar.
	Base string
	// Self is the feed's own path with what it was asked for.
	Self string
	// Commitments are facts of that kind, in the order in which they are written.
	Commitments []store.Fact
}

// Calendar writes an iCalendar (RFC 5545) with one all-day event for each
// commitment that has a last day; the others are left out. An event spans the
// days that the words give ("between May and July"), or stands on the last
// day where they give no first ("by 31 March"). Its UID is made from the
// fact's id, so that a calendar that subscribes keeps one event however often
// it asks; the same record gives the same bytes.
func (d Due) Calendar(w io.Writer) error {
	c := ics.NewCalendarFor("onrecord")
	c.SetMethod(ics.MethodPublish)
	c.SetName(d.Title)
	c.SetXWRCalName(d.Title)
	for _, f := range d.Commitments {
		if f.Commitment == nil || f.Commitment.Due == nil || f.Commitment.Due.To.IsZero() {
			continue
		}
		d.event(c, f)
	}
	return c.SerializeTo(w, ics.WithNewLineWindows)
}

func (d Due) event(c *ics.Calendar, f store.Fact) {
	due := f.Commitment.Due
	from := due.From
	if from.IsZero() || from.After(due.To) {
		from = due.To
	}
	e := c.AddEvent(f.ID + "@onrecord")
	e.SetDtStampTime(f.Release.CapturedAt.UTC().Truncate(time.Second))
	e.SetAllDayStartAt(from.Time())
	e.SetAllDayEndAt(due.To.AddDays(1).Time()) // the day after, as RFC 5545 has it
	e.SetSummary(summary(f))
	e.SetDescription(fmt.Sprintf("“%s”\n\n%s, %s\nDue as the words give it: %s", printable(f.Commitment.Text), printable(f.Release.Title), f.Release.IssuedOn, printable(due.Text)))
	if d.Base != "" {
		e.SetURL(d.address(f))
	}
	e.SetTimeTransparency(ics.TransparencyTransparent)
}

func (d Due) address(f store.Fact) string { return d.Base + "/facts/" + f.ID }

// summary is a commitment in one line of a calendar or a feed.
func summary(f store.Fact) string { return shortened(printable(Summary(f.Commitment)), 120) }

func shortened(s string, most int) string {
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	runes := []rune(s)[:most]
	if space := strings.LastIndexByte(string(runes), ' '); space > 0 {
		return string(runes)[:space] + " …"
	}
	return string(runes) + "…"
}

// printable drops control characters, which neither format may hold; line ends
// become spaces.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return ' '
		case r < ' ' || r >= 0x7f && r < 0xa0 || r == 0xfffe || r == 0xffff:
			return -1
		}
		return r
	}, s)
}

// The parts of an Atom feed (RFC 4287) that Atom writes.
type (
	atomFeed struct {
		XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
		ID      string      `xml:"id"`
		Title   string      `xml:"title"`
		Updated string      `xml:"updated"`
		Author  atomAuthor  `xml:"author"`
		Links   []atomLink  `xml:"link"`
		Entries []atomEntry `xml:"entry"`
	}
	atomAuthor struct {
		Name string `xml:"name"`
	}
	atomLink struct {
		Rel  string `xml:"rel,attr"`
		Href string `xml:"href,attr"`
	}
	atomEntry struct {
		ID        string       `xml:"id"`
		Title     string       `xml:"title"`
		Updated   string       `xml:"updated"`
		Published string       `xml:"published,omitempty"`
		Authors   []atomAuthor `xml:"author,omitempty"`
		Links     []atomLink   `xml:"link"`
		Content   atomContent  `xml:"content"`
	}
	atomContent struct {
		Type string `xml:"type,attr"`
		Text string `xml:",chardata"`
	}
)

// Atom writes an Atom feed with one entry for each commitment, in their
// order. An entry's id is the fact's, so that a reader shows it once; it was
// updated when its release was captured.
func (d Due) Atom(w io.Writer) error {
	f := atomFeed{ID: d.Base + d.Self, Title: printable(d.Title), Author: atomAuthor{"onrecord"}, Links: []atomLink{{"self", d.Base + d.Self}}}
	latest := time.Unix(0, 0).UTC()
	for _, c := range d.Commitments {
		if c.Commitment == nil {
			continue
		}
		if c.Release.CapturedAt.After(latest) {
			latest = c.Release.CapturedAt.UTC()
		}
		f.Entries = append(f.Entries, d.entry(c))
	}
	f.Updated = latest.Format(time.RFC3339)
	return f.write(w)
}

// write writes the feed as a document.
func (f atomFeed) write(w io.Writer) error {
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	e := xml.NewEncoder(w)
	e.Indent("", " ")
	if err := e.Encode(f); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

func (d Due) entry(f store.Fact) atomEntry {
	e := atomEntry{
		ID: "urn:onrecord:fact:" + f.ID, Title: summary(f), Updated: f.Release.CapturedAt.UTC().Format(time.RFC3339),
		Links:   []atomLink{{"alternate", d.address(f)}},
		Content: atomContent{"text", fmt.Sprintf("“%s”\n\n%s\nDue: %s", printable(f.Commitment.Text), printable(f.Release.Title), dueWords(f.Commitment.Due))},
	}
	for _, by := range f.Release.IssuedBy {
		e.Authors = append(e.Authors, atomAuthor{printable(by)})
	}
	if day := f.Release.IssuedOn; !day.IsZero() {
		e.Published = day.Time().Format(time.RFC3339)
	}
	return e
}

func dueWords(d *onrecord.Due) string {
	switch {
	case d == nil || d.To.IsZero():
		return "no last day read"
	case d.From.IsZero() || d.From == d.To:
		return d.To.String()
	}
	return d.From.String() + " to " + d.To.String()
}
