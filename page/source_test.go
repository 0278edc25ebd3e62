package page_test

import (
	"strings"
	"testing"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/page"
	"github.com/onrecord/onrecord/store"
)

func TestSourcesThatAreFollowed(t *testing.T) {
	k := newKept(t)
	at := time.Date(2025, 8, 1, 9, 0, 0, 0, time.UTC)
	for _, spec := range []string{"feed:https://harbour.example/feed", "govuk:harbour-board"} {
		src, err := onrecord.ParseSource(spec)
		if err != nil {
			t.Fatal(err)
		}
		src.AddedAt = at
		if src.Kind == onrecord.ListingFeed {
			src.Name, src.Paused = "<b>Harbour</b> Board", true
		}
		if err := k.store.SaveSource(t.Context(), src); err != nil {
			t.Fatal(err)
		}
	}
	if err := k.store.SaveLook(t.Context(), store.Look{Spec: "govuk:harbour-board", At: at, Next: at.Add(time.Hour), Fault: "www.gov.uk answered 503 <Service> Unavailable"}); err != nil {
		t.Fatal(err)
	}
	answer := k.get(t, "/sources")
	text := strings.Join(strings.Fields(answer.Find("main").Text()), " ")
	for _, want := range []string{"<b>Harbour</b> Board", "feed:https://harbour.example/feed", "Not looked at yet", "Paused", "never without a fault", "Next due 1 August 2025 at 10:00 UTC", "The last look failed: www.gov.uk answered 503 <Service> Unavailable."} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not said in %s", want, text)
		}
	}
	if href := answer.Find(`main a[href="https://www.gov.uk/government/organisations/harbour-board"]`); href.Length() != 1 {
		t.Error("the organisation's own page is not linked")
	}
}

func TestAWithheldPageSaysSo(t *testing.T) {
	k := newKept(t)
	const location = "https://harbour.example/news/1"
	k.save(t, "a", location, "2025-07-01T09:00:00Z", onrecord.Draft{Title: "Lanterns", IssuedOn: onrecord.MustDate("2025-07-01"), Blocks: paragraphs("They are lit.")}, nil)
	address := "/releases/" + k.ids["a"]
	if text := k.get(t, address).Find("main").Text(); strings.Contains(text, "nothing is there") {
		t.Error("a page that is there is told as gone")
	}
	src, _ := onrecord.ParseSource("feed:https://harbour.example/feed")
	gone := time.Date(2025, 8, 1, 9, 30, 0, 0, time.UTC)
	for _, err := range []error{
		k.store.SaveSource(t.Context(), src),
		k.store.SaveListing(t.Context(), store.Listing{Spec: src.Spec, Items: []onrecord.Listed{{Location: location, Visit: onrecord.VisitNow}}}),
		k.store.SaveVisits(t.Context(), []store.Visit{{Location: location, At: gone, Status: 410, Hash: "x", FoundAt: location, WithheldSince: gone}}),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	answer := k.get(t, address)
	if text := answer.Find("main").Text(); !strings.Contains(text, "has answered since 1 August 2025 at 09:30 UTC that nothing is there") {
		t.Errorf("at its head: %s", text)
	}
	if text := answer.Find("#places ~ ul").Text(); !strings.Contains(text, "not there since 1 August 2025") {
		t.Errorf("at its place: %s", text)
	}
	if !strings.Contains(answer.Find("#text").Text(), "They are lit.") {
		t.Error("the text is gone, too")
	}
	if body := k.get(t, "/api/v1"+address).body; !strings.Contains(body, `"withheld_since": "2025-08-01T09:30:00Z"`) {
		t.Errorf("as JSON: %s", body)
	}
}

// The front page says what is missing, and the sources' page that one is
// silent for longer than it ever was.
func TestWhatIsMissing(t *testing.T) {
	k := newKept(t)
	const address = "https://harbour.example/feed"
	for _, day := range []string{"2019-01-01", "2019-01-03", "2019-01-04", "2019-01-08", "2019-01-09", "2019-01-12", "2019-01-15", "2019-01-16"} {
		k.save(t, day, address, day+"T09:00:00Z", onrecord.Draft{Title: "Lanterns of " + day, IssuedOn: onrecord.MustDate(day), Blocks: paragraphs("They are lit on " + day + ".")}, nil)
	}
	if text := k.get(t, "/").Find("section[aria-labelledby=missing]").Text(); strings.Contains(text, "harbour.example") || !strings.Contains(text, "No problems were met") {
		t.Errorf("where nothing is followed: %s", text)
	}
	src, _ := onrecord.ParseSource("feed:" + address)
	for _, err := range []error{
		k.store.SaveSource(t.Context(), src),
		k.store.SaveLook(t.Context(), store.Look{Spec: src.Spec, At: time.Now(), Next: time.Now().Add(time.Hour), Fault: "it answered 503 <Service>"}),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	k.pages = page.New(k.store, page.Options{}) // what was examined lasts a minute
	text := k.get(t, "/").Find("section[aria-labelledby=missing]").Text()
	for _, want := range []string{"feed:" + address, "The last look failed: it answered 503 <Service>.", "among its last 8 days of issue the longest pause was 4 days"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not said in %s", want, text)
		}
	}
	if text := k.get(t, "/sources").Find("main").Text(); !strings.Contains(text, "Nothing issued since 16 January 2019 came from it") {
		t.Errorf("on the sources' page: %s", text)
	}
}
