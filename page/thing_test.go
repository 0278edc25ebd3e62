package page_test

import (
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/link"
)

// TestAThingsPageSaysWhatItIs looks at pages of the sample, by what a reader sees first.
func TestAThingsPageSaysWhatItIs(t *testing.T) {
	k := ofSample(t)
	page := func(kind onrecord.NameKind, name string) answer {
		t.Helper()
		return k.get(t, "/names/"+link.NameID(kind, name))
	}
	fund := page(onrecord.NameScheme, "Sound Homes Fund")
	fund.has(t, ".described blockquote", "The Sound Homes Fund, launched today (Tuesday 16 January), will pay for insulation")
	fund.has(t, ".described .from a[href^='/releases/']", "£120 million fund to end damp and mould")
	fund.has(t, ".glance a[href^='/facts/']", "£120 million")
	fund.has(t, ".glance .state-open", "Open")
	fund.has(t, ".life li", "First named in this record")
	fund.has(t, ".life li", "Launched")
	fund.has(t, "svg.map a[href^='/names/'] text", "Harbour Renewal")
	fund.has(t, "table tbody tr", "Harbour Renewal Programme")
	if n := fund.Find("svg.map a").Length(); n == 0 || n > 16 || n != fund.Find("table tbody tr").Length() {
		t.Errorf("%d neighbours on the map, %d in the table", n, fund.Find("table tbody tr").Length())
	}
	service := page(onrecord.NameBody, "Safe Nights Service")
	service.has(t, ".glance", "Brings together")
	service.has(t, ".glance a", "Winter Beds Programme")
	service.has(t, "svg.map .note", "merges into it")
	if service.Find("svg.map path.tie:not(.tie-named)").Length() < 2 {
		t.Error("what is stated has no line of its own")
	}
	k.follow(t, service, ".glance a:contains('Winter Beds Programme')").has(t, ".glance", "Merged into")
	// Nothing is made up where no release says what a body is.
	page(onrecord.NameBody, "Department of Public Safety").has(t, ".aside", "No release that was read here says")
}

// TestAThingsLifeIsInOrder: the rows stand in the order of their days.
func TestAThingsLifeIsInOrder(t *testing.T) {
	k := ofSample(t)
	rows := 0
	k.get(t, "/names").Find(".names a[href^='/names/']").Each(func(_ int, s *goquery.Selection) {
		a := k.get(t, s.AttrOr("href", ""))
		before := ""
		a.Find(".life time").Each(func(_ int, s *goquery.Selection) {
			rows++
			on := s.AttrOr("datetime", "9999")
			if before > on {
				t.Errorf("%s: %s stands after %s", a.path, on, before)
			}
			before = on
		})
		if a.Find(".life li .words, .life li .from").Length() == 0 {
			t.Errorf("%s: no row has its words", a.path)
		}
	})
	if rows < 50 {
		t.Errorf("only %d rows", rows)
	}
}
