package page_test

import (
	"net/http"
	"strings"
	"testing"
)

// TestOneAnnouncementUnderTwoTitles: the sample's department and agency issue one text, each with its own
// speaker. Both pages show each other and what the two do not share.
func TestOneAnnouncementUnderTwoTitles(t *testing.T) {
	k := ofSample(t)
	agency := k.follow(t, k.get(t, "/search?q=%22Wendale+farmers+to+get%22"), ".hit h2 a")
	agency.has(t, "main", "The same announcement was issued once more")
	department := k.open(t, agency, "slow the flow")
	department.has(t, "link", "Wendale farmers to get £9m")
	apart := k.open(t, department, "do not share")
	apart.has(t, "#beside", "What the two do not share")
	apart.has(t, "insertion", "A flood starts on the hill")
	apart.within(t, "region", "Facts only there").has(t, "listitem", "Amara Selwyn")
	for _, side := range []string{"Facts only there", "Facts only here"} {
		apart.within(t, "region", side).lacks(t, "listitem", "£9 million")
	}
	id := strings.TrimPrefix(strings.SplitN(apart.path, "?", 2)[0], "/releases/")
	if a := k.ask(t, http.MethodGet, "/releases/"+id+"?beside=0000000000000000"); a.status != http.StatusNotFound {
		t.Errorf("beside what is not there: status %d", a.status)
	}
	// What both promise in the same words is listed once, and what came of it stands with both.
	list := k.get(t, "/commitments?words=ponds+ready")
	if n := list.Find("main ol > li").Length(); n != 1 {
		t.Errorf("the commitment is listed %d times", n)
	}
	list.has(t, "main", "Said in the same words in 2 releases")
	for _, page := range []answer{agency, department} {
		fact := page.Find("aside li:contains('100 ponds') a[href^='/facts/']").First().AttrOr("href", "")
		if fact == "" {
			t.Fatalf("%s: no note of the commitment", page.path)
		}
		k.get(t, fact).has(t, "#later, section", "87 have been dug")
	}
}
