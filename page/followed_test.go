package page_test

import (
	"encoding/xml"
	"strings"
	"testing"

	ics "github.com/arran4/golang-ical"
)

// TestFollowed: a commitment of the sample leads to what came of it, and the
// board counts its later passages.
func TestFollowed(t *testing.T) {
	k := ofSample(t)
	board := k.get(t, "/commitments?words=progress+figures")
	board.has(t, "link", "later passage")
	page := k.follow(t, board, `main li a[href$="#later"]`)
	page.has(t, "mark", "Progress figures for the Sound Homes Fund are also published today")
	page.has(t, "paragraph", "Linked because: same name: sound homes fund; same act: publish")
	page.lacks(t, "#links ~ ul strong", "A later release that bears on this")
}

// TestMovedDeadline: a later commitment says that another day is meant.
func TestMovedDeadline(t *testing.T) {
	k := ofSample(t)
	page := k.follow(t, k.get(t, "/commitments?words=register+landlords+open&due_from=2025-10-01&due_to=2025-10-01"), `main li a[href$="#later"]`)
	page.has(t, "strong", "31 March 2026")
}

func TestCalendarAndFeed(t *testing.T) {
	k := ofSample(t)
	list := k.get(t, "/commitments?status=soon")
	var events int
	for path, mediaType := range map[string]string{"/commitments.ics?status=soon": "text/calendar", "/commitments.atom?status=soon": "application/atom+xml"} {
		list.has(t, `.actions a[href="`+path+`"]`, "")
		a := k.ask(t, "GET", path)
		if a.status != 200 || !strings.HasPrefix(a.header.Get("Content-Type"), mediaType) || a.header.Get("ETag") == "" {
			t.Fatalf("%s: %d %v", path, a.status, a.header)
		}
		n := 0
		if mediaType == "text/calendar" {
			c, err := ics.ParseCalendar(strings.NewReader(a.body))
			if err != nil {
				t.Fatal(err)
			}
			n = len(c.Events())
		} else {
			var f struct {
				Entries []struct{} `xml:"entry"`
			}
			if err := xml.Unmarshal([]byte(a.body), &f); err != nil {
				t.Fatal(err)
			}
			n = len(f.Entries)
		}
		if n < 3 || events != 0 && n != events {
			t.Errorf("%s: %d, want as many as the other has, and some", path, n)
		}
		events = n
	}
	if a := k.ask(t, "GET", "/commitments.ics?from=yesterday"); a.status != 400 {
		t.Errorf("a bad day: %d, want 400", a.status)
	}
}

// TestFollowedByRelease: a later release stands once, with the passage for which most speaks,
// and its other passages open under it.
func TestFollowedByRelease(t *testing.T) {
	k := ofSample(t)
	page := k.follow(t, k.get(t, "/commitments?words=600+additional+constables&due_from=2025-03-31&due_to=2025-03-31"), `main li a[href$="#later"]`)
	page.has(t, "section[aria-labelledby=later] > ol > li > p mark", "Figures published today show that 541 constables had been recruited")
	page.has(t, "section[aria-labelledby=later] details > summary", "more passages of this release")
	page.has(t, "section[aria-labelledby=later] details li mark", "The government has missed its target to recruit 600 neighbourhood constables")
	page.lacks(t, "section[aria-labelledby=later] > ol > li > p mark", "The government has missed its target")
}
