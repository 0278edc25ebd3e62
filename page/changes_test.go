package page_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/mmcdole/gofeed"

	"github.com/onrecord/onrecord"
)

// corrected keeps a page whose publisher declared a change, and one whose full
// stop was moved.
func (k *kept) corrected(t testing.TB) {
	t.Helper()
	draft := func(title, words string, changes ...onrecord.DeclaredChange) onrecord.Draft {
		return onrecord.Draft{Title: title, IssuedOn: onrecord.MustDate("2025-05-01"), IssuedBy: []string{"Tide Office"}, URL: "https://tides.example.org/" + strings.ReplaceAll(title, " ", "-"),
			Language: "en", Blocks: paragraphs(words), Changes: changes}
	}
	k.save(t, "tides", "https://tides.example.org/a", "2025-05-02T08:00:00Z", draft("Tide tables", "There are <b>9</b> tables."), nil)
	k.save(t, "tides", "https://tides.example.org/a", "2025-06-02T08:00:00Z",
		draft("Tide tables", "There are <b>8</b> tables.", onrecord.DeclaredChange{On: onrecord.MustDate("2025-05-20"), Note: "The number was corrected."}), nil)
	k.save(t, "stop", "https://tides.example.org/b", "2025-05-02T08:00:00Z", draft("Tides are late", "They called it “late”."), nil)
	k.save(t, "stop", "https://tides.example.org/b", "2025-07-02T08:00:00Z", draft("Tides are late", "They called it “late.”"), nil)
}

func TestChangesAreListed(t *testing.T) {
	k := newKept(t)
	empty := k.get(t, "/changes")
	empty.has(t, "main", "No release in this record was captured in two versions yet.")
	k.fill(t)
	k.corrected(t)
	a := k.get(t, "/changes")
	a.has(t, "status", "3 changes")
	a.has(t, "main", "All 3Undeclared 2Declared 1Read elsewhere 0")
	a.has(t, "main", "Only punctuation, spacing or capitals")
	if first := a.Find("main ol > li > p").First().Text(); !strings.Contains(first, "Only punctuation") {
		t.Errorf("the newest stands not first: %q", first)
	}
	weighty := k.open(t, a, "Weightiest first")
	if first := weighty.Find("main ol > li > p").First().Text(); !strings.Contains(first, "£2 billion became £1.5 billion") {
		t.Errorf("the weightiest stands not first: %q", first)
	}
	declared := k.open(t, a, "Declared 1")
	declared.has(t, "status", "1 change")
	declared.has(t, "deletion", "9")
	declared.has(t, "insertion", "8")
	for path, want := range map[string]string{
		"/changes?kind=figure": "1 change", "/changes?rank=trivial": "1 change", "/changes?issuer=Tide+Office": "2 changes", "/changes?from=2025-06&to=2025-06": "1 change",
		"/changes?source=https%3A%2F%2Fharbours.example.org": "1 change", "/changes?kind=quote": "0 changes", "/changes?release=" + k.ids["edited"]: "1 change",
	} {
		k.get(t, path).has(t, "status", want)
	}
	for _, path := range []string{"/changes?kind=rumour", "/changes?rank=high", "/changes?from=x", "/changes?declaration=secret", "/changes?order=oldest"} {
		refused := k.ask(t, "GET", path)
		refused.has(t, "alert", "This could not be asked.")
		if refused.status != http.StatusBadRequest {
			t.Errorf("%s: %d", path, refused.status)
		}
	}
	for path, status := range map[string]int{"/changes?cursor=bogus": 400, "/changes/none": 404, "/changes.atom?kind=x": 400} {
		if got := k.ask(t, "GET", path).status; got != status {
			t.Errorf("%s: %d, want %d", path, got, status)
		}
	}
	k.get(t, "/").has(t, "main", "£2 billion became £1.5 billion")
}

func TestAChangeHasAPageOfItsOwn(t *testing.T) {
	k := newKept(t).fill(t)
	k.corrected(t)
	release := k.get(t, "/releases/"+k.ids["tides"])
	list := k.follow(t, release, "a:contains('What changed from version to version')")
	a := k.open(t, list.within(t, "listitem", "changed between"), "")
	a.has(t, "h1", "Tide tables")
	a.has(t, "main", "The publisher declared: 20 May 2025, “The number was corrected.”")
	a.has(t, "main", "between 2 May 2025 at 08:00 UTC, when version 1 was last captured, and 2 June 2025 at 08:00 UTC, when version 2 first was")
	a.has(t, "main", "There are <b>98</b> tables.") // the words, escaped: no element of theirs
	k.follow(t, a, "a:contains('side by side')").has(t, "main", "Version 1")
	k.follow(t, a, "a:contains('version 1')").has(t, "main", "This is version 1 and not the newest")
	if got := k.follow(t, a, "a:contains('as JSON')"); !strings.Contains(got.body, `"declaration": "declared"`) {
		t.Errorf("as JSON: %s", got.body)
	}
	compared := k.get(t, "/releases/"+k.ids["edited"]+"?compare=1")
	k.open(t, compared, "page of its own").has(t, "paragraph", "£2 billion became £1.5 billion")
}

func TestChangesAreAFeed(t *testing.T) {
	k := newKept(t).fill(t)
	k.corrected(t)
	a := k.open(t, k.get(t, "/changes?declaration=declared"), "Feed (Atom)")
	f, err := gofeed.NewParser().ParseString(a.body)
	if err != nil {
		t.Fatal(err)
	}
	if len(f.Items) != 1 || !strings.HasPrefix(f.Items[0].GUID, "urn:onrecord:change:") || !strings.Contains(f.Items[0].Content, "There are &lt;b&gt;<del>9</del><ins>8</ins>&lt;/b&gt; tables.") {
		t.Errorf("the feed: %+v", f.Items)
	}
}
