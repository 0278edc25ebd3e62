package page_test

import (
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/link"
	"github.com/onrecord/onrecord/page"
	"github.com/onrecord/onrecord/release"
	"github.com/onrecord/onrecord/store"
	"github.com/onrecord/onrecord/store/sqlite"
)

// today is the day that the test's record is looked at.
var today = onrecord.MustDate("2025-08-20")

// kept is a record in the real engine with the pages over it. Everything in
// it is invented.
type kept struct {
	store *sqlite.Store
	pages http.Handler
	log   *strings.Builder
	ids   map[string]string // of releases, by the name the test gives them
	facts map[string]string // of facts, likewise
}

func newKept(t testing.TB) *kept {
	t.Helper()
	return keptIn(t, filepath.Join(t.TempDir(), "record.db"))
}

// keptIn is a record in that file, which may hold one already.
func keptIn(t testing.TB, path string) *kept {
	t.Helper()
	s, err := sqlite.Open(t.Context(), path, sqlite.Options{Rules: "test"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	k := &kept{store: s, log: &strings.Builder{}, ids: map[string]string{}, facts: map[string]string{}}
	k.pages = page.New(s, page.Options{
		Today: func() onrecord.Date { return today }, Notice: "All of this is invented.",
		Log: slog.New(slog.NewTextHandler(k.log, nil)),
	})
	return k
}

// block is a block of a draft with its kind.
func block(kind onrecord.BlockKind, text string) onrecord.DraftBlock {
	return onrecord.DraftBlock{Kind: kind, Text: text}
}

func paragraphs(texts ...string) []onrecord.DraftBlock {
	var out []onrecord.DraftBlock
	for _, s := range texts {
		out = append(out, block(onrecord.BlockParagraph, s))
	}
	return out
}

// save keeps one capture with one release under a name; change adds its facts
// and whatever a reader would not let through.
func (k *kept) save(t testing.TB, name, location, at string, d onrecord.Draft, change func(*onrecord.Record)) {
	t.Helper()
	when, err := time.Parse(time.RFC3339, at)
	if err != nil {
		t.Fatal(err)
	}
	c := onrecord.NewCapture([]byte("capture of "+name+" at "+at), location, "text/plain", when)
	r, err := release.New(c, onrecord.SourceWebPage, d)
	if err != nil {
		t.Fatal(err)
	}
	rec := onrecord.Record{Release: r}
	if change != nil {
		change(&rec)
	}
	identify(&rec)
	out, err := k.store.Save(t.Context(), []store.Ingested{{Capture: c, Kind: onrecord.SourceWebPage, Records: []onrecord.Record{rec}}})
	if err != nil {
		t.Fatal(err)
	}
	k.ids[name] = out[0].ReleaseID
}

// identify gives the facts ids made from their words, as the fact room does.
func identify(rec *onrecord.Record) {
	seen := map[string]int{}
	id := func(kind onrecord.FactKind, words string) string {
		seen[string(kind)+words]++
		return onrecord.StableID(rec.Title, string(kind), words, fmt.Sprint(seen[string(kind)+words]))
	}
	for i := range rec.Quotes {
		rec.Quotes[i].ID = id(onrecord.KindQuote, rec.Quotes[i].Text)
	}
	for i := range rec.Dates {
		rec.Dates[i].ID = id(onrecord.KindDate, rec.Dates[i].Text)
	}
	for i := range rec.Figures {
		rec.Figures[i].ID = id(onrecord.KindFigure, rec.Figures[i].Text)
	}
	for i := range rec.Commitments {
		rec.Commitments[i].ID = id(onrecord.KindCommitment, rec.Commitments[i].Text)
	}
	for i := range rec.Names {
		rec.Names[i].ID = id(onrecord.KindName, rec.Names[i].Text)
	}
	for i := range rec.Relations {
		rec.Relations[i].ID = id(onrecord.KindRelation, rec.Relations[i].Text)
	}
}

// at returns the head of the fact whose words these are.
func at(t testing.TB, rec *onrecord.Record, words string) onrecord.Head {
	t.Helper()
	i := strings.Index(rec.Text, words)
	if i < 0 {
		t.Fatalf("%q does not stand in the text", words)
	}
	return onrecord.Head{Span: onrecord.Span{Start: i, End: i + len(words)}, Text: words}
}

// everywhere returns every place where the words stand.
func everywhere(rec *onrecord.Record, words string) []onrecord.Pair {
	var out []onrecord.Pair
	for from := 0; ; {
		i := strings.Index(rec.Text[from:], words)
		if i < 0 {
			return out
		}
		out = append(out, onrecord.Pair{Start: from + i, End: from + i + len(words)})
		from += i + len(words)
	}
}

func million(v float64) *float64 { v *= 1e6; return &v }

const (
	quayURL  = "https://harbours.example.org/news/saltmarch-quay"
	sentence = "The Ministry of Harbours will open Saltmarch Quay by 31 August 2025, at a cost of £1.5 million."
)

// fill keeps the releases that most tests look at.
func (k *kept) fill(t testing.TB) *kept {
	t.Helper()
	k.save(t, "first", "https://harbours.example.org/news/first", "2025-02-02T09:00:00Z", onrecord.Draft{
		Title: "Money set aside for a quay", IssuedOn: onrecord.MustDate("2025-02-01"), IssuedBy: []string{"Ministry of Harbours"}, Language: "en",
		Blocks: paragraphs("The Ministry of Harbours has set aside £1.5 million for Saltmarch Quay."),
	}, func(rec *onrecord.Record) {
		rec.Figures = []onrecord.Figure{{Head: at(t, rec, "£1.5 million"), Kind: onrecord.FigureMoney, Value: 1.5e6, Unit: "GBP", Qualifier: onrecord.QualifierExact, Of: "Saltmarch Quay"}}
		rec.Names = []onrecord.Name{{Text: "Saltmarch Quay", Kind: onrecord.NameScheme, Spans: everywhere(rec, "Saltmarch Quay")}}
	})
	k.save(t, "zeroth", "https://harbours.example.org/news/zeroth", "2025-01-02T09:00:00Z", onrecord.Draft{
		Title: "A quay is thought of", IssuedOn: onrecord.MustDate("2025-01-01"), IssuedBy: []string{"Harbour Society"}, Language: "en",
		Blocks: paragraphs("The Ministry of Harbours could have Saltmarch Quay for £1.5 million."),
	}, func(rec *onrecord.Record) {
		rec.Figures = []onrecord.Figure{{Head: at(t, rec, "£1.5 million"), Kind: onrecord.FigureMoney, Value: 1.5e6, Unit: "GBP", Qualifier: onrecord.QualifierExact}}
	})
	k.save(t, "quay", "https://harbours.example.org/news/saltmarch-quay", "2025-02-15T10:31:00Z", onrecord.Draft{
		Title: "Saltmarch Quay to open in summer", IssuedOn: onrecord.MustDate("2025-02-14"), IssuedBy: []string{"Ministry of Harbours", "Coast Agency"},
		Tags: []string{"Harbours"}, URL: quayURL, Language: "en",
		Blocks: append(paragraphs(sentence, "Harbours Minister Ada Marsh said:", "The quay will be ready. Boats will follow.", "And the fog will lift."),
			block(onrecord.BlockHeading, "What will be there"), block(onrecord.BlockListItem, "a crane of 40 tonnes"), block(onrecord.BlockListItem, "2 lamps"),
			block(onrecord.BlockQuotation, "A quay is a promise to a boat."), block(onrecord.BlockParagraph, "Work on Saltmarch Quay began in May 2024. A review is due by 30 June 2025; dredging ends by 2027."),
			block(onrecord.BlockTableRow, "Cranes | 1"), block(onrecord.BlockAttachment, "Plan of the quay (PDF)")),
	}, func(rec *onrecord.Record) { quayFacts(t, rec) })
	k.save(t, "french", "releases/fr.html", "2025-03-01T00:00:00Z", onrecord.Draft{
		Title: "Le quai ouvrira bientôt", IssuedOn: onrecord.MustDate("2025-03-01"), IssuedBy: []string{"Ministère des ports"}, Language: "fr",
		Blocks: paragraphs("Le quai de Saltmarch sera ouvert cet été."),
	}, nil)
	k.save(t, "unknown", "releases/unknown.html", "2025-03-02T00:00:00Z", onrecord.Draft{Title: "Untold", Language: "und", Blocks: paragraphs("zzz 1")}, nil)
	k.edited(t)
	k.link(t)
	if err := k.store.SaveProblems(t.Context(), []onrecord.Problem{{Stage: "source", Location: "inbox/broken.pdf", Place: "page 2", Reason: "it ends before its table of pages", At: time.Date(2025, 2, 3, 4, 5, 0, 0, time.UTC)}}); err != nil {
		t.Fatal(err)
	}
	return k
}

func quayFacts(t testing.TB, rec *onrecord.Record) {
	cue := at(t, rec, "Harbours Minister Ada Marsh said:").Span
	due := &onrecord.Due{Text: "by 31 August 2025", To: onrecord.MustDate("2025-08-31")}
	rec.Quotes = []onrecord.Quote{
		{Head: at(t, rec, "The quay will be ready. Boats will follow.\n\nAnd the fog will lift."), Speaker: "Ada Marsh", Role: "Harbours Minister", Cue: &cue},
	}
	rec.Dates = []onrecord.DateFact{
		{Head: at(t, rec, "by 31 August 2025"), To: onrecord.MustDate("2025-08-31"), Bound: onrecord.BoundBy},
		{Head: at(t, rec, "in May 2024"), From: onrecord.MustDate("2024-05-01"), To: onrecord.MustDate("2024-05-31"), Bound: onrecord.BoundOn},
	}
	rec.Figures = []onrecord.Figure{
		{Head: at(t, rec, "£1.5 million"), Kind: onrecord.FigureMoney, Value: 1.5e6, Unit: "GBP", Qualifier: onrecord.QualifierExact, Of: "Saltmarch Quay", PartOf: million(31)},
		{Head: at(t, rec, "40 tonnes"), Kind: onrecord.FigureMass, Value: 40, Unit: "tonnes", Qualifier: onrecord.QualifierExact},
	}
	rec.Commitments = []onrecord.Commitment{
		{Head: at(t, rec, sentence), Actor: "Ministry of Harbours", Action: "open Saltmarch Quay", Due: due, Strength: onrecord.StrengthWill},
		{Head: at(t, rec, "The quay will be ready."), Actor: "Ada Marsh", Action: "be ready", Strength: onrecord.StrengthPledge},
		{Head: at(t, rec, "A review is due by 30 June 2025"), Actor: "Ministry of Harbours", Action: "review", Due: &onrecord.Due{Text: "by 30 June 2025", To: onrecord.MustDate("2025-06-30")}, Strength: onrecord.StrengthTarget},
		{Head: at(t, rec, "dredging ends by 2027"), Actor: "", Action: "end dredging", Due: &onrecord.Due{Text: "by 2027", To: onrecord.MustDate("2027-12-31")}, Strength: onrecord.StrengthInForce},
	}
	rec.Names = []onrecord.Name{
		{Text: "Saltmarch Quay", Kind: onrecord.NameScheme, Aliases: []string{"the quay"}, Spans: everywhere(rec, "Saltmarch Quay")},
		{Text: "Ada Marsh", Kind: onrecord.NamePerson, Spans: everywhere(rec, "Ada Marsh"), Roles: []string{"Harbours Minister"}},
		{Text: "Ministry of Harbours", Kind: onrecord.NameBody, Spans: everywhere(rec, "Ministry of Harbours")},
	}
	rec.Relations = []onrecord.Relation{
		{Head: at(t, rec, sentence), Type: onrecord.RelationRuns, From: onrecord.OneOrMore{"Ministry of Harbours"}, To: "Saltmarch Quay"},
	}
}

// edited keeps two versions of one page: its sum was changed quietly.
func (k *kept) edited(t testing.TB) {
	t.Helper()
	for _, v := range []struct{ at, sum string }{{"2025-04-02T08:00:00Z", "£2 billion"}, {"2025-05-02T08:00:00Z", "£1.5 billion"}} {
		k.save(t, "edited", "https://harbours.example.org/news/dredging", v.at, onrecord.Draft{
			Title: "Dredging to begin", IssuedOn: onrecord.MustDate("2025-04-01"), IssuedBy: []string{"Ministry of Harbours"}, URL: "https://harbours.example.org/news/dredging", Language: "en",
			Blocks: paragraphs("Dredging will cost "+v.sum+" and begin in autumn.", strings.Repeat("The harbour was last dredged a long time ago. ", 40)),
		}, func(rec *onrecord.Record) {
			n := 2e9
			if strings.HasPrefix(v.sum, "£1") {
				n = 1.5e9
			}
			rec.Figures = []onrecord.Figure{{Head: at(t, rec, v.sum), Kind: onrecord.FigureMoney, Value: n, Unit: "GBP", Qualifier: onrecord.QualifierExact}}
		})
		rec, err := k.store.Release(t.Context(), k.ids["edited"])
		if err != nil {
			t.Fatal(err)
		}
		k.facts[v.sum] = rec.Figures[0].ID
	}
}

// link links the two sums of a million and a half, and names the facts.
func (k *kept) link(t testing.TB) {
	t.Helper()
	first, err := k.store.Release(t.Context(), k.ids["first"])
	if err != nil {
		t.Fatal(err)
	}
	quay, err := k.store.Release(t.Context(), k.ids["quay"])
	if err != nil {
		t.Fatal(err)
	}
	zeroth, err := k.store.Release(t.Context(), k.ids["zeroth"])
	if err != nil {
		t.Fatal(err)
	}
	k.facts["zeroth sum"] = zeroth.Figures[0].ID
	k.facts["sum"], k.facts["first sum"] = quay.Figures[0].ID, first.Figures[0].ID
	k.facts["quote"], k.facts["date"], k.facts["relation"] = quay.Quotes[0].ID, quay.Dates[0].ID, quay.Relations[0].ID
	for _, c := range quay.Commitments {
		k.facts[c.Action] = c.ID
	}
	for _, n := range quay.Names {
		k.facts[n.Text] = n.ID
		k.ids[n.Text] = link.NameID(n.Kind, n.Text)
	}
	if err := k.store.Link(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
}

// answer is what a page gave back.
type answer struct {
	*goquery.Document
	status int
	header http.Header
	body   string
	path   string
}

// ask fetches an address with the given request headers (name, value, …).
func (k *kept) ask(t testing.TB, method, path string, headers ...string) answer {
	t.Helper()
	r := httptest.NewRequestWithContext(context.Background(), method, path, nil)
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	k.pages.ServeHTTP(w, r)
	return answerOf(t, w.Result(), path)
}

// answerOf reads what a page gave back. Its path is that to which it led.
func answerOf(t testing.TB, res *http.Response, path string) answer {
	t.Helper()
	defer res.Body.Close()
	if res.Request != nil {
		path = res.Request.URL.RequestURI()
	}
	var body io.Reader = res.Body
	if res.Header.Get("Content-Encoding") == "gzip" {
		z, err := gzip.NewReader(res.Body)
		if err != nil {
			t.Fatal(err)
		}
		body = z
	}
	b, err := io.ReadAll(body)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(string(b)))
	if err != nil {
		t.Fatal(err)
	}
	return answer{Document: doc, status: res.StatusCode, header: res.Header, body: string(b), path: path}
}

// get fetches an address that has to be there.
func (k *kept) get(t testing.TB, path string) answer {
	t.Helper()
	a := k.ask(t, http.MethodGet, path)
	if a.status != http.StatusOK {
		t.Fatalf("%s: status %d: %s", path, a.status, a.Find("main").Text())
	}
	return a
}

// has fails unless there is something of the role that says the words. What has
// no role of its own is named by a selector.
func (a answer) has(t testing.TB, role, words string) {
	t.Helper()
	var texts []string
	found := false
	a.of(role).Each(func(_ int, s *goquery.Selection) {
		text := squeezed(s.Text())
		texts = append(texts, text)
		found = found || strings.Contains(text, words)
	})
	if !found {
		t.Errorf("%s: no %q with %q; it has %q", a.path, role, words, texts)
	}
}

// lacks fails where something of the role says the words.
func (a answer) lacks(t testing.TB, role, words string) {
	t.Helper()
	a.of(role).Each(func(_ int, s *goquery.Selection) {
		if strings.Contains(squeezed(s.Text()), words) {
			t.Errorf("%s: %q holds %q", a.path, role, words)
		}
	})
}

// of returns what has a role, or what a selector finds.
func (a answer) of(role string) *goquery.Selection {
	if selector, known := roleSelectors[role]; known {
		return a.Find(selector)
	}
	return a.Find(role)
}

// follow fetches the address of the first link that the selector finds.
func (k *kept) follow(t testing.TB, a answer, selector string) answer {
	t.Helper()
	return k.to(t, a, a.Find(selector).First())
}

// to fetches the address that a link of a page leads to, which has to hold
// what the address ends with.
func (k *kept) to(t testing.TB, a answer, link *goquery.Selection) answer {
	t.Helper()
	href, ok := link.Attr("href")
	if !ok {
		t.Fatalf("%s: no such link", a.path)
	}
	base, err := url.Parse(a.path)
	if err != nil {
		t.Fatal(err)
	}
	to, err := base.Parse(href)
	if err != nil {
		t.Fatal(err)
	}
	fragment := to.Fragment
	to.Fragment = ""
	b := k.get(t, to.String())
	if fragment != "" && b.Find("#"+fragment).Length() != 1 {
		t.Errorf("%s leads to %s, which has no #%s", a.path, to, fragment)
	}
	return b
}
