package page_test

import (
	"context"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/ingest"
	"github.com/onrecord/onrecord/internal/sharedtest"
	"github.com/onrecord/onrecord/link"
	"github.com/onrecord/onrecord/source/folder"
	"github.com/onrecord/onrecord/store"
)

// TestAThingsPageSaysWhatItIs looks at pages of the sample, by what a reader sees first.
func TestAThingsPageSaysWhatItIs(t *testing.T) {
	k := ofSample(t)
	page := func(kind onrecord.NameKind, name string) answer {
		t.Helper()
		return k.get(t, "/names/"+link.NameID(kind, name))
	}
	fund := page(onrecord.NameScheme, "Sound Homes Fund")
	fund.has(t, "blockquote", "The Sound Homes Fund, launched today (Tuesday 16 January), will pay for insulation")
	fund.within(t, "region", "What it is").has(t, "link", "£120 million fund to end damp and mould")
	fund.has(t, "dd a[href^='/facts/']", "£120 million")
	fund.has(t, "main", "Open")
	fund.has(t, "listitem", "First named in this record")
	fund.has(t, "listitem", "Launched")
	beside := "What stands beside"
	fund.within(t, "figure", beside).shows(t, "link", "Harbour Renewal")
	fund.has(t, "table tbody tr", "Harbour Renewal Programme")
	fund.within(t, "figure", beside).Find("svg").Each(func(_ int, s *goquery.Selection) { // for a phone and for a screen
		if n := s.Find("a").Length(); n == 0 || n > 16 || n != fund.Find("table tbody tr").Length() {
			t.Errorf("%d neighbours on the map, %d in the table", n, fund.Find("table tbody tr").Length())
		}
	})
	service := page(onrecord.NameBody, "Safe Nights Service")
	service.has(t, "main", "Brings together")
	service.has(t, "link", "Winter Beds Programme")
	service.within(t, "figure", beside).has(t, "text", "merges into it")
	k.open(t, service, "Winter Beds Programme").has(t, "main", "Merged into")
	k.open(t, fund.within(t, "article", ""), "scheme").has(t, "h1", "Names")
	k.get(t, "/people/"+link.NameID(onrecord.NamePerson, "Alec Strand")).within(t, "figure", beside).has(t, "text", "led by them")
	k.get(t, "/people/"+link.NameID(onrecord.NamePerson, "Isaac Verrall")).within(t, "figure", beside).has(t, "text", "replaces them")
	k.get(t, "/people/"+link.NameID(onrecord.NamePerson, "Isaac Verrall")).has(t, "#mentions", "Releases that name them")
	act := page(onrecord.NameLaw, "Rented Homes (Safety and Standards) Act 2025")
	act.has(t, "main", "Introduced May 2024")
	act.has(t, "main", "Royal assent 27 February 2025")
	act.has(t, "listitem", "To be introduced") // the speech that promised the bill
	bill := k.ask(t, http.MethodGet, "/names/"+link.NameID(onrecord.NameLaw, "Rented Homes (Safety and Standards) Bill"))
	if to := bill.header.Get("Location"); bill.status != http.StatusFound || to != act.path {
		t.Errorf("the bill's own address leads to %q with status %d, want %s", to, bill.status, act.path)
	}
	// Who is called the former holder of a post is not told as its holder on that day.
	post := page(onrecord.NameRole, "Housing Secretary")
	var held []string
	post.Find("dt").Each(func(_ int, s *goquery.Selection) { held = append(held, squeezed(s.Text()+": "+s.Next().Text())) })
	if all := strings.Join(held, "\n"); !strings.Contains(all, "Held earlier by: Daniel Orme As stated: 27 February 2025") || strings.Contains(all, "– 27 February 2025") {
		t.Errorf("the post's holders are told as\n%s", all)
	}
	post.within(t, "figure", beside).has(t, "text", "held it earlier")
	// Nothing is made up where no release says what a body is.
	page(onrecord.NameBody, "Department of Public Safety").has(t, "paragraph", "No release that was read here says")
}

// TestAThingsLifeIsInOrder: the rows stand in the order of their days.
func TestAThingsLifeIsInOrder(t *testing.T) {
	k := ofSample(t)
	rows := 0
	k.get(t, "/names").Find("main li a[href^='/names/']").Each(func(_ int, s *goquery.Selection) {
		a := k.get(t, s.AttrOr("href", ""))
		before := ""
		a.Find("section[aria-labelledby=life] li time").Each(func(_ int, s *goquery.Selection) {
			rows++
			on := s.AttrOr("datetime", "9999")
			if before > on {
				t.Errorf("%s: %s stands after %s", a.path, on, before)
			}
			before = on
		})
		if a.Find("section[aria-labelledby=life] li p").Length() == 0 {
			t.Errorf("%s: no row has its words", a.path)
		}
	})
	if rows < 50 {
		t.Errorf("only %d rows", rows)
	}
}

// TestThingsOfTheRealArchive looks at every named thing of the real archive: each has a page that
// opens on words of the archive, and some say what a reader would look for first.
func TestThingsOfTheRealArchive(t *testing.T) {
	path := sharedtest.Path(t, "corpus/000_a84290d9e85f6fee.txt")
	k := newKept(t)
	if _, err := ingest.Run(t.Context(), k.store, func(ctx context.Context, visit func(onrecord.Capture) error, problem func(onrecord.Problem) error) error {
		body, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return folder.Expand(ctx, onrecord.NewCapture(body, "archive.txt", "", time.Date(2025, 3, 1, 0, 0, 0, 0, time.UTC)), folder.Options{}, visit, problem)
	}, ingest.Options{}); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		kind           onrecord.NameKind
		name, at, want string
	}{
		{onrecord.NameRole, "Windrush Commissioner", ".described", "The commissioner will be an independent advocate for all those affected by the scandal"},
		{onrecord.NameRole, "Windrush Commissioner", ".glance", "by 31 August 2025"},
		{onrecord.NameOperation, "Operation Thunder", ".described", "Operation Thunder is an intensive international operation"},
		{onrecord.NameOperation, "Operation Thunder", ".glance", "Interpol"},
		{onrecord.NameOperation, "Operation Temperer", ".described", "a contingency plan drawn up in 2015"},
		{onrecord.NameOperation, "Operation Soteria", ".described", "three existing victim-orientated policing programs"},
		{onrecord.NameLaw, "Border Security, Asylum and Immigration Bill", ".glance", "Introduced 30 January 2025; Second reading 10 February 2025"},
		{onrecord.NameLaw, "Border Security, Asylum and Immigration Bill", ".described", "will grant law enforcement additional powers"},
		{onrecord.NameBody, "National Centre for VAWG and Public Protection", ".described", "will be based in Ryton"},
		{onrecord.NameBody, "National Centre for VAWG and Public Protection", ".glance", "more than £13 million"},
		{onrecord.NameBody, "National Centre for VAWG and Public Protection", ".glance", "in April 2025"},
		{onrecord.NameBody, "National Centre for VAWG and Public Protection", ".map svg text.soft", "merges into it"},
		{onrecord.NameBody, "Commission for Countering Extremism", ".described", "provides the government with independent expert advice"},
		{onrecord.NameSystem, "Child Abuse Image Database", ".described", "to identify the presence of known child sexual abuse material"},
		{onrecord.NameScheme, "National Referral Mechanism", ".described", "This system allows the government"},
		{onrecord.NameEvent, "Border Security Summit", ".described", "The summit will be held"},
		{onrecord.NameRole, "Independent Adviser on Political Violence and Disruption", ".glance dt", "Held earlier by"},
		{onrecord.NameRole, "Security Minister", ".glance", "Dan Jarvis"},
		{onrecord.NameBody, "Home Office", ".aside", "No release that was read here says"}, // and nothing is made up
	} {
		k.get(t, "/names/"+link.NameID(c.kind, c.name)).has(t, c.at, c.want)
	}
	pages := 0
	for _, n := range must(k.store.Names(t.Context(), store.NameRequest{Limit: 100}))(t).Names {
		a := k.get(t, "/names/"+n.ID)
		a.has(t, "listitem", "First named in this record")
		pages++
	}
	if pages < 80 {
		t.Errorf("%d pages", pages)
	}
}

func must[T any](v T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}
