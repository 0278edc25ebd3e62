package page_test

import (
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
)

// TestAWithdrawnReleaseSaysWhatStandsInItsPlace looks at a release that was withdrawn, and
// at the change that this is.
func TestAWithdrawnReleaseSaysWhatStandsInItsPlace(t *testing.T) {
	k := newKept(t)
	d := onrecord.Draft{Title: "Saltmarch Quay to open", IssuedOn: onrecord.MustDate("2025-02-14"), URL: quayURL, Blocks: paragraphs("The quay will open."),
		PublisherLinks: []onrecord.PublisherLink{{Kind: onrecord.PublisherPerson, Title: "Ada Marsh", URL: "https://harbours.example.org/people/ada-marsh"}}}
	k.save(t, "standing", quayURL, "2025-02-15T10:30:00Z", d, nil)
	d.Withdrawn = "It was superseded."
	d.PublisherLinks = append(d.PublisherLinks, onrecord.PublisherLink{Kind: onrecord.PublisherSuccessor, Title: "The plan for quays", URL: "https://harbours.example.org/plan"})
	k.save(t, "withdrawn", quayURL, "2025-03-15T10:30:00Z", d, nil)
	a := k.get(t, "/releases/"+k.ids["withdrawn"])
	words := strings.Join(strings.Fields(a.Find("main").Text()), " ")
	for _, want := range []string{"Withdrawn by its publisher: It was superseded. In its place, the notice says: The plan for quays.", "What its publisher links it to", "Person Ada Marsh"} {
		if !strings.Contains(words, want) {
			t.Errorf("%q is not on the page: %s", want, words)
		}
	}
	if a.Find("main a[href='https://harbours.example.org/plan']").Length() != 2 {
		t.Error("what stands in its place is not linked to")
	}
	words = strings.Join(strings.Fields(k.get(t, "/changes").Find("main").Text()), " ")
	if !strings.Contains(words, "Withdrawn by its publisher: “It was superseded.”") || !strings.Contains(words, "Declared") {
		t.Errorf("the change is not told: %s", words)
	}
}
