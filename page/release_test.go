package page_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/link"
	"github.com/onrecord/onrecord/page"
)

func TestRelease(t *testing.T) {
	k := newKept(t).fill(t)
	id := k.ids["quay"]
	a := k.get(t, "/releases/"+id)
	a.has(t, "h1", "Saltmarch Quay to open in summer")
	a.has(t, "paragraph", "Issued 14 February 2025 by Ministry of Harbours, Coast Agency")
	a.has(t, "a[href='"+quayURL+"']", "harbours.example.org")
	a.has(t, "main", "Harbours")
	a.has(t, "main", "by 31 August 2025")
	a.has(t, "main", "£1.5 million")
	a.has(t, "main", "Saltmarch Quay")
	a.has(t, "main", "The quay will be ready.")
	a.has(t, "paragraph", "A quay is a promise to a boat.")
	a.has(t, "heading", "What will be there")
	a.has(t, "paragraph", "Cranes | 1")
	a.has(t, "main", "Plan of the quay")
	if n := a.Find("#text ul").Length(); n != 1 {
		t.Errorf("%d lists, want the two items in one", n)
	}
	if n := a.Find("#text ul li").Length(); n != 2 {
		t.Errorf("%d list items", n)
	}
	if n := a.Find("#text blockquote:has(p + p) p").Length(); n != 2 {
		t.Errorf("%d paragraphs in the quote, want 2", n)
	}
	for _, kind := range []string{"commitment", "figure", "quote", "date", "name", "relation"} {
		if a.Find("fieldset input[type=checkbox]#show-"+kind).Length() != 1 {
			t.Errorf("no switch for %s", kind)
		}
	}
	a.has(t, "listitem", " by 31 August 2025 · Ministry of Harbours")
	a.has(t, "link", "£1,500,000 (GBP)")
	a.has(t, "listitem", "Ada Marsh, Harbours Minister")
	a.Find("aside details a").Each(func(_ int, s *goquery.Selection) {
		href, _ := s.Attr("href")
		if strings.HasPrefix(href, "#") && a.Find(href).Length() != 1 {
			t.Errorf("%s stands %d times", href, a.Find(href).Length())
		}
	})
	a.has(t, "main", "Version 1, shown here, captured 15 February 2025 at 10:31 UTC")
	a.has(t, "main", "https://harbours.example.org/news/saltmarch-quay")
	a.has(t, "paragraph", "Ministry of Harbours, Coast Agency, “Saltmarch Quay to open in summer”, 14 February 2025. "+quayURL+" (captured 15 February 2025)")
	k.get(t, "/releases/"+k.ids["french"]).has(t, "#text[lang=fr]", "Le quai de Saltmarch")
	k.get(t, "/releases/"+k.ids["french"]).has(t, "paragraph", "Facts are read from English only, and this text is marked as “fr”")
	unknown := k.get(t, "/releases/"+k.ids["unknown"])
	unknown.has(t, "paragraph", "Issued on a day that is not known by an issuer that is not known")
	unknown.has(t, "paragraph", "Its own address is not known")
	unknown.has(t, "main", "No fact was read")
	if unknown.Find("[lang=und]").Length() > 0 {
		t.Error("a language that is not known is declared")
	}
}

func TestReleaseTextIsUnchanged(t *testing.T) {
	k := newKept(t).fill(t)
	rec, err := k.store.Release(t.Context(), k.ids["quay"])
	if err != nil {
		t.Fatal(err)
	}
	for _, query := range []string{"", "?q=quay+OR+the+OR+million", "?fact=" + k.facts["quote"]} {
		a := k.get(t, "/releases/"+k.ids["quay"]+query)
		var blocks []string
		a.Find("#text p, #text li, #text h2").Each(func(_ int, s *goquery.Selection) { blocks = append(blocks, s.Text()) })
		if got := strings.Join(blocks, "\n\n"); got != rec.Text {
			t.Errorf("%q: the text is\n%s\nwant\n%s", query, got, rec.Text)
		}
	}
}

func TestReleaseWithHits(t *testing.T) {
	k := newKept(t).fill(t)
	a := k.get(t, "/releases/"+k.ids["quay"]+"?q=%22saltmarch+quay%22")
	a.has(t, "mark#hit-1", "Saltmarch Quay")
	a.has(t, "mark#hit-2", "Saltmarch Quay")
	a.has(t, "h1 mark", "Saltmarch Quay")
	a.has(t, "[role=status]", "2 places lit")
	k.get(t, "/releases/"+k.ids["quay"]+"?q=walrus").has(t, "[role=status]", "No place is lit")
	k.get(t, "/releases/"+k.ids["quay"]+"?q=kind:date").has(t, "[role=status]", "No words are asked for")
	k.get(t, "/releases/"+k.ids["quay"]+"?q=issued:never").has(t, "main", "could not be understood")
	sought := k.get(t, "/releases/"+k.ids["quay"]+"?fact="+k.facts["quote"])
	if n := sought.Find(".text .sought").Length(); n != 2 {
		t.Errorf("%d pieces of the sought quote, want one in each paragraph", n)
	}
}

func TestVersions(t *testing.T) {
	k := newKept(t).fill(t)
	a := k.get(t, "/releases/"+k.ids["edited"])
	a.has(t, "main", "£1.5 billion")
	a.has(t, "listitem", "Version 2, shown here")
	old := k.open(t, a, "Version 1")
	old.has(t, "main", "£2 billion")
	old.has(t, "main", "This is version 1 and not the newest")
	compared := k.open(t, a, "compare")
	compared.has(t, "deletion", "2")
	compared.has(t, "insertion", "1.5")
	compared.has(t, "button", "words unchanged")
	compared.has(t, "listitem", "£2,000,000,000 (GBP) became £1,500,000,000 (GBP) £2 billion became £1.5 billion")
	compared.lacks(t, "heading", "Facts only in")
	beside := k.open(t, compared, "side by side")
	before, after := beside.within(t, "group", "Version 1"), beside.within(t, "group", "Version 2")
	before.has(t, "deletion", "2")
	after.has(t, "insertion", "1.5")
	for side, other := range map[*answer]string{&before: "1.5", &after: "£2"} {
		if words := side.Text(); strings.Contains(words, other) {
			t.Errorf("one side has the other's words: %s", words)
		}
	}
	k.open(t, beside, "in one text").has(t, "deletion", "2")
	compared.has(t, "main", "the publisher declared no change that this record knows of")
	for path, status := range map[string]int{"?version=3": 404, "?version=0": 400, "?version=x": 400, "?version=1&compare=1": 400} {
		if a := k.ask(t, "GET", "/releases/"+k.ids["edited"]+path); a.status != status {
			t.Errorf("%s: status %d, want %d", path, a.status, status)
		}
	}
	gone := k.get(t, "/facts/"+k.facts["£2 billion"])
	gone.has(t, "main", "stand in version 1 of the release and no longer in its newest one")
	k.open(t, gone, "Read it in the release").has(t, "main", "£2 billion")
}

func TestFact(t *testing.T) {
	k := newKept(t).fill(t)
	a := k.get(t, "/facts/"+k.facts["sum"])
	a.has(t, "h1", "£1,500,000 (GBP)")
	a.has(t, "mark", "£1.5 million")
	a.has(t, "blockquote", sentence)
	a.has(t, "main", "Part of £31,000,000")
	a.has(t, "main", "Captured 15 February 2025 at 10:31 UTC")
	a.has(t, "main", "first seen on 1 January 2025")
	a.has(t, "strong", "The same value, said earlier")
	a.has(t, "paragraph", "both passages have saltmarch quay")
	if href, _ := a.Find("main p a[rel~=external]").Attr("href"); !strings.HasPrefix(href, quayURL+"#:~:text=") {
		t.Errorf("the source's address is %q", href)
	}
	k.open(t, a, "Read it in the release").has(t, "main", "£1.5 million")
	k.open(t, a.within(t, "region", "In other releases"), "").has(t, "strong", "The same value, said again later")
	if a := k.get(t, "/facts/"+k.facts["zeroth sum"]); by(a.Selection, "paragraph", "was first seen on").Length() > 0 {
		t.Error("the first mention is said to have an earlier one")
	}
	for name, want := range map[string][2]string{
		"quote":                {".fields", "Post, as printed Harbours Minister"},
		"date":                 {"h1", "by 31 August 2025"},
		"relation":             {"h1", "Ministry of Harbours runs Saltmarch Quay"},
		"open Saltmarch Quay":  {".fields", "by 31 August 2025 (“by 31 August 2025”)"},
		"be ready":             {".fields", "no due date read"},
		"end dredging":         {".fields", "Who not known"},
		"review":               {".fields", "Due date passed"},
		"Saltmarch Quay":       {".fields", "Also as the quay"},
		"Ada Marsh":            {".fields a[href^='/people/']", "Ada Marsh"},
		"Ministry of Harbours": {".fields", "Stands here 1 time"},
	} {
		page := k.get(t, "/facts/"+k.facts[name])
		page.has(t, want[0], want[1])
		page.has(t, "mark", "")
	}
	k.open(t, k.get(t, "/facts/"+k.facts["Saltmarch Quay"]).within(t, "region", "How it was read"), "Saltmarch Quay").has(t, "h1", "Saltmarch Quay")
	k.get(t, "/facts/"+k.facts["be ready"]).has(t, "#links ~ p", "No earlier commitment that this bears on")
	k.get(t, "/facts/"+k.facts["be ready"]).has(t, "#later ~ p", "Nothing found since")
	k.get(t, "/facts/"+k.facts["£1.5 billion"]).has(t, "#links ~ p", "No link to a fact in another release was found")
	k.follow(t, k.get(t, "/facts/"+k.facts["Ada Marsh"]), "#links ~ p a").has(t, "h1", "Ada Marsh")
}

func TestAnnotation(t *testing.T) {
	k := newKept(t).fill(t)
	a := k.get(t, "/api/v1/facts/"+k.facts["sum"]+"/annotation")
	if got := a.header.Get("Content-Type"); !strings.HasPrefix(got, "application/ld+json") {
		t.Errorf("Content-Type %q", got)
	}
	var note struct {
		Type   string
		Target []struct {
			Source   string
			Selector []struct {
				Type, Exact, Prefix, Suffix string
				Start, End                  *int
			}
		}
		Fact struct{ Value float64 }
	}
	if err := json.Unmarshal([]byte(a.body), &note); err != nil {
		t.Fatal(err)
	}
	if note.Type != "Annotation" || len(note.Target) != 2 || note.Fact.Value != 1.5e6 || note.Target[0].Source != quayURL {
		t.Fatalf("the annotation is %+v", note)
	}
	quote, position := note.Target[1].Selector[0], note.Target[1].Selector[1]
	runes := []rune(quote.Prefix + quote.Exact + quote.Suffix)
	if quote.Exact != "£1.5 million" || !strings.HasSuffix(quote.Prefix, "at a cost of ") || len(runes) < 40 {
		t.Errorf("the quote selector is %+v", quote)
	}
	rec, err := k.store.Release(t.Context(), k.ids["quay"])
	if err != nil {
		t.Fatal(err)
	}
	if got := string([]rune(rec.Text)[*position.Start:*position.End]); got != "£1.5 million" {
		t.Errorf("the position selector holds %q", got)
	}
}

func TestCitationsAndJSON(t *testing.T) {
	k := newKept(t).fill(t)
	path := "/releases/" + k.ids["quay"]
	for file, want := range map[string][2]string{
		"cite.txt": {"text/plain", "“Saltmarch Quay to open in summer”"}, "cite.bib": {"application/x-bibtex", "@misc{onrecord-" + k.ids["quay"]},
		"cite.ris": {"application/x-research-info-systems", "TI  - Saltmarch Quay to open in summer\r\n"}, "cite.csl.json": {"application/vnd.citationstyles.csl+json", `"literal": "Coast Agency"`},
	} {
		a := k.get(t, path+"/"+file)
		if !strings.HasPrefix(a.header.Get("Content-Type"), want[0]) || !strings.Contains(a.body, want[1]) || !strings.HasPrefix(a.header.Get("Content-Disposition"), "attachment") {
			t.Errorf("%s: %s, %s", file, a.header, a.body)
		}
	}
	a := k.follow(t, k.get(t, path), "a[href^='/api/v1/releases/']")
	var rec map[string]any
	if err := json.Unmarshal([]byte(a.body), &rec); err != nil || rec["id"] != k.ids["quay"] || rec["blocks"] == nil {
		t.Errorf("%v: %s", err, a.body)
	}
	if !strings.Contains(k.get(t, "/api/v1/releases/"+k.ids["unknown"]+"?facts=true").body, `"quotes": []`) {
		t.Error("a list without facts is not empty")
	}
	if v1 := k.get(t, "/api/v1/releases/"+k.ids["edited"]+"?version=1&text=true"); !strings.Contains(v1.body, "£2 billion") {
		t.Error("the first version is not the first version")
	}
	for path, status := range map[string]int{path + "/cite.doc": 404, "/releases/none/cite.bib": 404, path + ".json": 404} {
		if a := k.ask(t, "GET", path); a.status != status {
			t.Errorf("%s: status %d, want %d", path, a.status, status)
		}
	}
	var linked map[string]any
	page := k.get(t, path)
	if err := json.Unmarshal([]byte(page.Find("script[type='application/ld+json']").Text()), &linked); err != nil || linked["@type"] != "NewsArticle" || linked["datePublished"] != "2025-02-14" {
		t.Errorf("%v: %v", err, linked)
	}
}

func TestCaptures(t *testing.T) {
	k := newKept(t).fill(t)
	path, _ := k.get(t, "/releases/"+k.ids["quay"]).Find("#places ~ ul a[href^='/captures/']").Attr("href")
	a := k.get(t, path)
	if a.body != "capture of quay at 2025-02-15T10:31:00Z" {
		t.Errorf("the stored copy is %q", a.body)
	}
	if !strings.Contains(a.header.Get("Content-Security-Policy"), "sandbox") || !strings.HasPrefix(a.header.Get("Content-Type"), "text/plain") || a.header.Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("headers %v", a.header)
	}
	if d := k.get(t, path+"?download=1"); !strings.HasPrefix(d.header.Get("Content-Disposition"), "attachment") {
		t.Errorf("headers %v", d.header)
	}
	for path, status := range map[string]int{"/captures/" + strings.Repeat("0", 64): 404, "/captures/xyz": 404, "/captures/" + strings.Repeat("A", 64): 404} {
		if a := k.ask(t, http.MethodGet, path); a.status != status {
			t.Errorf("%s: status %d", path, a.status)
		}
	}
}

func TestCitationsHoldNoAddressOfThisMachine(t *testing.T) {
	k := newKept(t).fill(t)
	for base, held := range map[string]bool{"": false, "http://127.0.0.1:8080": false, "http://localhost:8080": false, "http://[::1]:8080": false, "https://record.example.org": true} {
		k.pages = page.New(k.store, page.Options{BaseURL: base})
		for _, file := range []string{"", "/cite.txt", "/cite.bib", "/cite.ris", "/cite.csl.json"} {
			a := k.get(t, "/releases/"+k.ids["french"]+file)
			text := a.body
			if file == "" {
				text = a.Find("#citation").Text()
			}
			if !strings.Contains(text, "fr.html") || !strings.Contains(text, "1 March 2025") || !strings.Contains(text, "SHA-256") {
				t.Errorf("%s%s does not say where it was captured: %s", base, file, text)
			}
			if got := strings.Contains(text, "http"); got != held {
				t.Errorf("%s%s: %s", base, file, text)
			}
		}
	}
}

func TestAnEditIsSaidAtTheHead(t *testing.T) {
	k := newKept(t).fill(t)
	path := "/releases/" + k.ids["edited"]
	a := k.get(t, path)
	a.has(t, "main", "Edited: version 2 of 2, captured 2 May 2025. See what changed.")
	if href, _ := a.one(t, "link", "See what changed").Attr("href"); href != path+"?compare=1&version=2#compare" {
		t.Errorf("it leads to %s", href)
	}
	k.open(t, a, "See what changed").has(t, "#compare", "from version 1 to version 2")
	old := k.get(t, path+"?version=1")
	old.has(t, "main", "Edited: version 1 of 2, captured 2 April 2025.")
	k.open(t, old, "See what changed").has(t, "#compare", "from version 1 to version 2")
	k.get(t, "/releases/"+k.ids["quay"]).lacks(t, "main", "Edited")
	for path, each := range map[string]string{"/": ".releases h3", "/search": ".hit h2"} {
		a := k.get(t, path)
		a.has(t, each, "Dredging to begin edited")
		if n := by(a.Find("main"), "heading", "edited").Length(); n != 1 {
			t.Errorf("%s: %d marks, want one", path, n)
		}
	}
}

func TestTheFirstMentionSaysSo(t *testing.T) {
	k := newKept(t).fill(t)
	first := k.get(t, "/facts/"+k.facts["zeroth sum"])
	first.has(t, "main", "First seen here, as far as this record links it. Said again later:")
	first.has(t, "listitem", "1 February 2025, in Money set aside for a quay")
	first.has(t, "listitem", "14 February 2025, in Saltmarch Quay to open in summer")
	k.get(t, "/facts/"+k.facts["first sum"]).lacks(t, "main", "First seen here")
	k.get(t, "/facts/"+k.facts["£1.5 billion"]).lacks(t, "main", "First seen here")
}

func TestASumThatGoesSomewhereIsShownAsPrinted(t *testing.T) {
	k := newKept(t)
	sum := func(v float64) *float64 { return &v }
	k.save(t, "funds", "releases/funds.html", "2025-03-01T00:00:00Z", onrecord.Draft{
		Title: "Money for lamps", IssuedOn: onrecord.MustDate("2025-03-01"), IssuedBy: []string{"Harbour Office"}, Language: "en",
		Blocks: paragraphs("€3 million goes to the Lamp Fund.", "The Harbour Office gives 4 million to the Buoy Fund. It had €4 million."),
	}, func(rec *onrecord.Record) {
		money := func(words string, v float64) onrecord.Figure {
			return onrecord.Figure{Head: at(t, rec, words), Kind: onrecord.FigureMoney, Value: v, Unit: "EUR", Qualifier: onrecord.QualifierExact}
		}
		rec.Figures = []onrecord.Figure{money("€3 million", 3e6), money("€4 million", 4e6)}
		rec.Names = []onrecord.Name{{Text: "Lamp Fund", Kind: onrecord.NameScheme, Spans: everywhere(rec, "Lamp Fund")}}
		rec.Relations = []onrecord.Relation{
			{Head: at(t, rec, "€3 million goes to the Lamp Fund."), Type: onrecord.RelationFunds, To: "Lamp Fund", Amount: sum(3e6)},
			{Head: at(t, rec, "The Harbour Office gives 4 million to the Buoy Fund."), Type: onrecord.RelationFunds, From: onrecord.OneOrMore{"Harbour Office"}, To: "Buoy Fund", Amount: sum(4e6)},
		}
	})
	page := k.get(t, "/releases/"+k.ids["funds"])
	page.has(t, "listitem", "€3 million goes to Lamp Fund")
	page.has(t, "listitem", "Harbour Office funds Buoy Fund with 4,000,000 (currency not read)")
	k.get(t, "/relations").has(t, "strong", "€3 million goes to Lamp Fund")
	k.get(t, "/names/"+link.NameID(onrecord.NameScheme, "Lamp Fund")).has(t, "strong", "€3 million goes to Lamp Fund")
	fact := k.follow(t, page, ".notes-relation li:first-child a")
	fact.has(t, "h1", "€3 million goes to Lamp Fund")
	fact.has(t, "main", "Sum €3 million")
}

// TestACitationHoldsAForeignTitle: a title that runs from right to left keeps
// to itself, and the words around it keep their order.
func TestACitationHoldsAForeignTitle(t *testing.T) {
	k := newKept(t)
	k.save(t, "rtl", "releases/ar.html", "2025-03-01T00:00:00Z", onrecord.Draft{Title: "افتتاح <رصيف> الميناء", IssuedOn: onrecord.MustDate("2025-03-01"), Language: "ar", Blocks: paragraphs("قريبا.")}, nil)
	if got := k.get(t, "/releases/"+k.ids["rtl"]).Find("#citation bdi").Text(); got != "افتتاح <رصيف> الميناء" {
		t.Errorf("the title in the citation is %q", got)
	}
}
