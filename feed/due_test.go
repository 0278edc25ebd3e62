package feed

import (
	"bytes"
	"encoding/xml"
	"strings"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store"
)

func promised(id, words string, due *onrecord.Due) store.Fact {
	r := onrecord.Release{ID: "r", Title: "Pier; news, \"all\" <of> it", IssuedOn: onrecord.MustDate("2025-01-10"), IssuedBy: []string{"Harbour & Pier Board"}, CapturedAt: time.Date(2025, 1, 11, 8, 0, 0, 0, time.UTC)}
	return store.Fact{Kind: onrecord.KindCommitment, ID: id, Release: r, Commitment: &onrecord.Commitment{Head: onrecord.Head{ID: id, Text: words}, Due: due}}
}

var someDue = Due{Title: "Due, soon", Base: "https://record.example", Self: "/commitments.atom", Commitments: []store.Fact{
	promised("aa", "The board will mend the pier; by March, \\no later.\nEND:VEVENT", &onrecord.Due{Text: "by March", To: onrecord.MustDate("2025-03-31")}),
	promised("bb", "Tolls will be counted between May and July. "+strings.Repeat("Ünïcode wörds go on. ", 20), &onrecord.Due{Text: "between May and July", From: onrecord.MustDate("2025-05-01"), To: onrecord.MustDate("2025-07-31")}),
	promised("cc", "A lamp will be lit.", nil),
}}

func TestCalendar(t *testing.T) {
	var b, again bytes.Buffer
	if err := someDue.Calendar(&b); err != nil {
		t.Fatal(err)
	}
	_ = someDue.Calendar(&again)
	if !bytes.Equal(b.Bytes(), again.Bytes()) {
		t.Error("the same commitments gave other bytes")
	}
	for _, line := range strings.Split(b.String(), "\r\n") {
		if len(line) > 75 || strings.Contains(line, "\n") {
			t.Errorf("the line %q is too long or holds a line end", line)
		}
	}
	c, err := ics.ParseCalendar(&b)
	if err != nil {
		t.Fatal(err)
	}
	events := c.Events()
	if len(events) != 2 {
		t.Fatalf("%d events, want the 2 with a last day", len(events))
	}
	for i, want := range []struct{ uid, start, end string }{{"aa@onrecord", "20250331", "20250401"}, {"bb@onrecord", "20250501", "20250801"}} {
		e := events[i]
		start, end := e.GetProperty(ics.ComponentPropertyDtStart), e.GetProperty(ics.ComponentPropertyDtEnd)
		if e.Id() != want.uid || start.Value != want.start || end.Value != want.end || start.ICalParameters["VALUE"][0] != "DATE" {
			t.Errorf("event %s from %s to %s, want %+v", e.Id(), start.Value, end.Value, want)
		}
	}
	if s := events[0].GetProperty(ics.ComponentPropertySummary).Value; !strings.Contains(s, `\no later. END:VEVENT`) {
		t.Errorf("summary %q lost its words", s)
	}
}

func TestAtom(t *testing.T) {
	var b bytes.Buffer
	if err := someDue.Atom(&b); err != nil {
		t.Fatal(err)
	}
	var f atomFeed
	if err := xml.Unmarshal(b.Bytes(), &f); err != nil {
		t.Fatal(err)
	}
	if len(f.Entries) != 3 || f.Entries[0].ID != "urn:onrecord:fact:aa" || f.Updated != "2025-01-11T08:00:00Z" {
		t.Errorf("feed %+v", f)
	}
	if !strings.Contains(f.Entries[1].Content.Text, "Due: 2025-05-01 to 2025-07-31") || f.Entries[0].Links[0].Href != "https://record.example/facts/aa" {
		t.Errorf("entries %+v", f.Entries[:2])
	}
}
