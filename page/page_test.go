package page_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store"
)

func TestHome(t *testing.T) {
	k := newKept(t).fill(t)
	a := k.get(t, "/")
	a.has(t, "h1", "What was announced")
	a.has(t, "paragraph", "6 releases, issued from 1 January 2025 to 1 April 2025")
	a.has(t, "paragraph", "All of this is invented.")
	a.has(t, "link", "4 commitments")
	a.has(t, "ul a[href='/relations']", "1 relation")
	a.has(t, "link", "Dredging to begin")
	a.has(t, "strong", "by 31 August 2025")
	a.has(t, "strong", "by 30 June 2025")
	a.has(t, "a[href='/problems']", "1 problem")
	a.has(t, "paragraph", "day not known · issuer not known")
	examples := a.Find("main p a[href^='/search?q=']")
	if examples.Length() < 3 {
		t.Errorf("%d examples", examples.Length())
	}
	examples.Each(func(_ int, s *goquery.Selection) {
		href, _ := s.Attr("href")
		if k.get(t, href).foundNothing() {
			t.Errorf("the example %s finds nothing", s.Text())
		}
	})
	k.open(t, a.within(t, "region", "Newest releases"), "Dredging to begin").has(t, "h1", "Dredging to begin")
	k.open(t, a.within(t, "region", "Due soon"), "").has(t, "mark", sentence)
}

func TestHomeOfAnEmptyRecord(t *testing.T) {
	k := newKept(t)
	a := k.get(t, "/")
	a.has(t, "code", "onrecord import")
	for path, words := range map[string]string{
		"/search": "Nothing is in this record yet", "/commitments": "This record holds no commitments yet", "/money": "no sums yet", "/figures": "no figures yet",
		"/quotes": "no quotes yet", "/dates": "no dates yet", "/relations": "no relations yet", "/people": "no people yet", "/names": "no names yet",
		"/sources": "onrecord import", "/problems": "None were met",
	} {
		k.get(t, path).has(t, "main", words)
	}
}

func TestSearch(t *testing.T) {
	k := newKept(t).fill(t)
	a := k.get(t, "/search?q=quay")
	a.has(t, "status", "3 releases")
	a.has(t, "mark", "Quay")
	a.has(t, "mark", "Quay")
	a.has(t, "link", "Coast Agency")
	a.has(t, "link", "Ada Marsh")
	a.has(t, "strong", "Newest first")
	b := k.to(t, a, a.Find("main li h2 a").First())
	b.has(t, "mark", "Quay")
	narrowed := k.open(t, a, "Coast Agency")
	narrowed.has(t, "status", "1 release")
	narrowed.has(t, "listitem", "Coast Agency")
	k.open(t, narrowed.within(t, "list", "Narrowed to"), "Remove").has(t, "status", "3 releases")
	a.lacks(t, "link", "2025") // both are of that year: it would not narrow
	k.open(t, k.get(t, "/search"), "2025").has(t, "listitem", "2025")
	k.open(t, a, "commitments").has(t, "status", "1 release")
	ranked := k.open(t, a, "Most relevant first")
	ranked.has(t, "strong", "Most relevant first")
	k.get(t, "/search").has(t, "h1", "All releases")
	k.get(t, "/search?q=issuer%3A%22Minist%C3%A8re%22").has(t, "h2[lang=fr]", "Le quai ouvrira")
	none := k.get(t, "/search?q=walrus+issuer%3Aharbours")
	none.has(t, "main", "Nothing in this record matches")
	none.has(t, "listitem", "Remove one of the conditions")
}

func TestSearchExplainsWhatIsMalformed(t *testing.T) {
	k := newKept(t).fill(t)
	a := k.ask(t, "GET", "/search?q="+"quay+issued%3Anever+%3Cb%3E")
	if a.status != http.StatusBadRequest {
		t.Errorf("status %d", a.status)
	}
	a.has(t, "alert", "The query is not understood")
	a.has(t, "mark", "never")
	a.has(t, "code", "quay issued:never <b>")
	if v, _ := a.Find("#q").Attr("value"); v != "quay issued:never <b>" {
		t.Errorf("the box holds %q", v)
	}
}

func TestPagesOfManyResults(t *testing.T) {
	k := newKept(t)
	days := onrecord.MustDate("2024-01-01")
	for i := range 45 {
		k.save(t, "x", "releases/many-"+string(rune('a'+i/10))+string(rune('0'+i%10)), "2025-01-01T00:00:00Z", onrecord.Draft{
			Title: "Ferry report", IssuedOn: days.AddDays(i), IssuedBy: []string{"Ferry Board"}, Language: "en", Blocks: paragraphs("On this day " + days.AddDays(i).String() + " 12 ferries sailed."),
		}, func(rec *onrecord.Record) {
			rec.Figures = []onrecord.Figure{{Head: at(t, rec, "12 ferries"), Kind: onrecord.FigureCount, Value: 12, Unit: "ferries", Qualifier: onrecord.QualifierExact}}
		})
	}
	for path, each := range map[string]string{"/search?q=ferry": ".hit", "/figures?kind=count": ".row"} {
		seen := map[string]bool{}
		a := k.get(t, path)
		for pages := 1; ; pages++ {
			a.Find(each + " a").Each(func(_ int, s *goquery.Selection) {
				if href, _ := s.Attr("href"); strings.HasPrefix(href, "/releases/") {
					seen[href] = true
				}
			})
			if by(a.Selection, "link", "Next page").Length() == 0 {
				break
			}
			if pages > 5 {
				t.Fatalf("%s: pages without end", path)
			}
			a = k.open(t, a, "Next page")
		}
		if len(seen) != 45 {
			t.Errorf("%s: %d releases on all pages, want 45", path, len(seen))
		}
		k.open(t, a, "First page").has(t, "status", "45")
	}
}

func TestLists(t *testing.T) {
	k := newKept(t).fill(t)
	for _, c := range []struct{ path, total, selector, words string }{
		{"/commitments", "4 commitments", ".row .state-soon", "Due within 30 days"},
		{"/commitments", "4 commitments", ".row .state-past", "Due date passed"},
		{"/commitments", "4 commitments", ".row .state-open", "Open"},
		{"/commitments", "4 commitments", ".row .state-none", "No due date read"},
		{"/commitments", "4 commitments", ".states a", "Due within 30 days 1"},
		{"/commitments", "4 commitments", ".states a", "No due date read 1"},
		{"/commitments?status=none", "1 commitment", ".words", "The quay will be ready."},
		{"/commitments?status=none&due_to=2030", "0 commitments", ".empty", "No commitment matches"},
		{"/commitments?status=past", "1 commitment", ".due", "by 30 June 2025"},
		{"/commitments?status=soon", "1 commitment", ".words", sentence},
		{"/commitments?status=open&order=due", "1 commitment", ".due", "by 31 December 2027"},
		{"/commitments?due_from=2025-06&due_to=2025-08", "2 commitments", ".due", "by 31 August 2025"},
		{"/commitments?words=dredging", "1 commitment", ".words", "dredging ends by 2027"},
		{"/commitments?issuer=Nobody", "0 commitments", ".empty", "No commitment matches"},
		{"/money", "4 sums", ".value", "£1,500,000,000 (GBP)"},
		{"/money?order=largest", "4 sums", ".row:first-child .value", "£1,500,000,000 (GBP)"},
		{"/money?min=1bn", "1 sum", ".value", "£1,500,000,000 (GBP)"},
		{"/money?currency=usd", "0 sums", ".empty", "No sum of money matches"},
		{"/figures", "5 figures", ".value", "40 tonnes"},
		{"/figures?kind=mass", "1 figure", ".words mark", "40 tonnes"},
		{"/quotes", "1 quote", "blockquote mark", "And the fog will lift."},
		{"/quotes?speaker=Ada+Marsh", "1 quote", ".row-head", "Ada Marsh, Harbours Minister"},
		{"/quotes?speaker=Nobody", "0 quotes", ".empty a", "Clear the filter"},
		{"/money?name=" + k.ids["Saltmarch Quay"], "2 sums", ".aside a", "Saltmarch Quay"},
		{"/quotes?name=" + k.ids["Saltmarch Quay"], "0 quotes", ".empty a", "Clear the filter"},
		{"/dates", "2 dates", ".value", "May 2024"},
		{"/dates?from=2025-02-15", "0 dates", ".empty", "No date matches"},
		{"/relations", "1 relation", ".value", "Ministry of Harbours runs Saltmarch Quay"},
		{"/people", "1 person", ".names .aside", "Harbours Minister"},
		{"/people?words=ada", "1 person", ".names a", "Ada Marsh"},
		{"/people?words=zzz", "0 people", ".empty", "No name in this record matches"},
		{"/names", "2 names", ".names .of", "scheme"},
		{"/names?kind=body", "1 name", ".names a", "Ministry of Harbours"},
		{"/problems", "1 problem", ".problems", "it ends before its table of pages"},
		{"/problems", "1 problem", ".problems .from", "Met while reading the file, on 3 February 2025"},
		{"/problems", "1 problem", ".problems .aside", "broken.pdf, page 2"},
	} {
		a := k.get(t, c.path)
		a.has(t, "status", c.total)
		a.has(t, c.selector, c.words)
	}
	for path, open := range map[string]int{"/commitments?status=soon": 0, "/commitments?status=soon&words=quay": 1} {
		if n := k.get(t, path).Find("main details[open]").Length(); n != open {
			t.Errorf("%s: %d open forms, want %d", path, n, open)
		}
	}
	sources := k.get(t, "/sources")
	sources.has(t, "paragraph", "6 releases in 7 versions, read from 7 captures")
	sources.has(t, "main", "web page")
	sources.has(t, "paragraph", "Captured 2 January 2025 at 09:00 UTC to 2 May 2025 at 08:00 UTC")
}

func TestFiltersExplainWhatIsMalformed(t *testing.T) {
	k := newKept(t).fill(t)
	long := strings.Repeat("x", 201)
	for path, words := range map[string]string{
		"/commitments?from=yesterday":          "“yesterday” is not a day",
		"/commitments?due_to=2025-02-31":       "“2025-02-31” is not a day",
		"/commitments?status=broken":           "“broken” is no choice",
		"/commitments?from=2025-03&to=2025-02": "The last day stands before the first",
		"/money?min=lots":                      "“lots” is not an amount",
		"/money?min=-1":                        "“-1” is not an amount",
		"/money?min=1e400":                     "is not an amount",
		"/figures?kind=colour":                 "“colour” is no choice",
		"/quotes?speaker=" + long:              "longer than 200 bytes",
		"/quotes?speaker=%FF":                  "is not text",
		"/quotes?words=a%00b":                  "is not text",
		"/names?kind=person":                   "“person” is no choice",
		"/search?order=worst":                  "“worst” is no choice",
		"/search?q=%zz":                        "The address is not well formed",
	} {
		a := k.ask(t, "GET", path)
		if a.status != http.StatusBadRequest {
			t.Errorf("%s: status %d", path, a.status)
		}
		a.has(t, "listitem", words)
	}
	k.ask(t, "GET", "/money?min=abc").has(t, "details[open] #min[aria-invalid=true] ~ p", "“abc” is not an amount")
	for _, path := range []string{"/commitments?cursor=nonsense", "/search?cursor=nonsense", "/problems?cursor=nonsense", "/names?cursor=nonsense"} {
		if a := k.ask(t, "GET", path); a.status != http.StatusBadRequest {
			t.Errorf("%s: status %d", path, a.status)
		}
	}
}

// TestExamplesFindWhatThereIs: a query that found something is no example any more once people rejected all that it finds.
func TestExamplesFindWhatThereIs(t *testing.T) {
	k := newKept(t).fill(t)
	before := by(k.get(t, "/").Selection, "link", "kind:commitment").Length()
	at := time.Date(2025, 9, 2, 0, 0, 0, 0, time.UTC)
	commitments, err := k.store.Facts(t.Context(), store.FactRequest{Kind: onrecord.KindCommitment, Limit: 100})
	if err != nil || before != 1 {
		t.Fatalf("%d examples ask for commitments, want one; %v", before, err)
	}
	for _, f := range commitments.Facts {
		if _, err := k.store.State(t.Context(), onrecord.Statement{Kind: onrecord.StatementReject, Subject: f.ID, By: "Ida Reed", At: at}); err != nil {
			t.Fatal(err)
		}
	}
	k.get(t, "/").hides(t, "link", "kind:commitment")
}

// What an address asks for and a page knows nothing of is not left aside in silence.
func TestWhatIsNotHeardIsSaid(t *testing.T) {
	k := newKept(t).fill(t)
	for path, name := range map[string]string{"/money?limit=-1": "limit", "/commitments?isuer=Harbour+Society&status=past": "isuer", "/quotes?min=5": "min", "/search?q=quay&limit=3": "limit", "/names?kind=body&page=2": "page"} {
		a := k.get(t, path)
		a.has(t, "paragraph", "The address also asks for “"+name+"”, which means nothing to this page")
		k.open(t, a, "The address without it").lacks(t, "paragraph", "means nothing to this page")
	}
	for _, path := range []string{"/money?min=1", "/search?q=quay&order=relevance", "/commitments?view=calendar&month=2025-08&due_from=2025", "/?from=elsewhere"} {
		k.get(t, path).lacks(t, "paragraph", "means nothing to this page")
	}
	if a := k.ask(t, http.MethodGet, "/money.csv?isuer=Harbour+Society"); a.status != http.StatusBadRequest {
		t.Errorf("a file that was to be narrowed by what is not known: status %d", a.status)
	}
	k.open(t, k.get(t, "/money?min=1&source=letter"), "All of these as CSV")
}

func TestPeopleAndNames(t *testing.T) {
	k := newKept(t).fill(t)
	person := k.follow(t, k.get(t, "/people"), ".names a")
	person.has(t, "h1", "Ada Marsh")
	person.has(t, "tbody tr", "Harbours Minister14 February 202514 February 20251")
	person.has(t, "main", "And the fog will lift.")
	person.has(t, "main", "Saltmarch Quay to open in summer")
	name := k.get(t, "/names/"+k.ids["Saltmarch Quay"])
	name.has(t, "h1", "Saltmarch Quay")
	name.has(t, "main", "2 releases")
	name.lacks(t, "main", "the quay") // a short form tells a reader nothing
	name.has(t, "main", "1 February 2025")
	name.has(t, "#relations", "Stated relations")
	name.has(t, "main", sentence)
	name.has(t, "strong", "£1,500,000 (GBP)")
	name.has(t, "main", "Money set aside for a quay")
	for from, to := range map[string]string{"/names/" + k.ids["Ada Marsh"]: "/people/" + k.ids["Ada Marsh"], "/people/" + k.ids["Saltmarch Quay"]: "/names/" + k.ids["Saltmarch Quay"]} {
		if a := k.ask(t, "GET", from); a.status != http.StatusFound || a.header.Get("Location") != to {
			t.Errorf("%s: status %d to %s", from, a.status, a.header.Get("Location"))
		}
	}
}

func TestHelp(t *testing.T) {
	k := newKept(t).fill(t)
	a := k.get(t, "/help")
	a.Find("main table a, main dl a").Each(func(_ int, s *goquery.Selection) {
		href, _ := s.Attr("href")
		k.get(t, href) // a malformed one is a 400
	})
	if n := a.Find("main table a, main dl a").Length(); n < 14 {
		t.Errorf("%d examples", n)
	}
}

// TestReadersAreWrittenToInTheirWay asks for pages from elsewhere: dates and
// numbers are written as they are there, in lists, in readings and at the
// words, and what is for machines stays as it is.
func TestReadersAreWrittenToInTheirWay(t *testing.T) {
	k := newKept(t).fill(t)
	path := "/releases/" + k.ids["quay"]
	for language, want := range map[string][3]string{
		"":            {"Issued 14 February 2025 by", "by 31 August 2025", "£1,500,000,000 (GBP)"},
		"en-US,en":    {"Issued February 14, 2025 by", "by August 31, 2025", "£1,500,000,000 (GBP)"},
		"de-DE,de,en": {"Issued 14 February 2025 by", "by 31 August 2025", "£1.500.000.000 (GBP)"},
	} {
		a := k.ask(t, "GET", path, "Accept-Language", language)
		a.has(t, "main", want[0])
		a.has(t, "aside li", want[1])
		if reading := a.Find("#text a[href='/facts/"+k.facts["date"]+"']").AttrOr("data-reading", ""); reading != "date: "+want[1] {
			t.Errorf("%q: the date says %q", language, reading)
		}
		if at := a.Find("time").First().AttrOr("datetime", ""); at != "2025-02-14" || !strings.Contains(strings.Join(a.header.Values("Vary"), ","), "Accept-Language") {
			t.Errorf("%q: datetime %q, Vary %q", language, at, a.header.Values("Vary"))
		}
		k.ask(t, "GET", "/money", "Accept-Language", language).has(t, "strong", want[2])
		if tag := a.header.Get("ETag"); k.ask(t, "GET", path, "Accept-Language", language, "If-None-Match", tag).status != http.StatusNotModified {
			t.Errorf("%q: the page is sent again to who has it", language)
		}
	}
}
