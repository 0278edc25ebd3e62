package page_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/chromedp/cdproto/cdp"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/piprate/json-gold/ld"

	"github.com/onrecord/onrecord"
)

// vocabulary stands for schema.org's context, which is not fetched: all its
// terms are names in one vocabulary.
type vocabulary struct{}

func (vocabulary) LoadDocument(address string) (*ld.RemoteDocument, error) {
	if address != "https://schema.org" {
		return nil, fmt.Errorf("the context %s is not schema.org's", address)
	}
	return &ld.RemoteDocument{DocumentURL: address, Document: map[string]any{"@context": map[string]any{"@vocab": "https://schema.org/"}}}, nil
}

// linkedOf reads a page's JSON-LD as a machine does that knows the standard, and
// returns the things in it by their type.
func (k *kept) linkedOf(t *testing.T, path string) map[string][]map[string]any {
	t.Helper()
	a := k.get(t, path)
	var document any
	if err := json.Unmarshal([]byte(a.Find("script[type='application/ld+json']").Text()), &document); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	options := ld.NewJsonLdOptions("https://record.example.org" + path)
	options.DocumentLoader = vocabulary{}
	flat, err := ld.NewJsonLdProcessor().Flatten(document, nil, options)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	out := map[string][]map[string]any{}
	for _, node := range flat.([]any) {
		node := node.(map[string]any)
		for _, of := range node["@type"].([]any) {
			short := strings.TrimPrefix(of.(string), "https://schema.org/")
			out[short] = append(out[short], node)
		}
		for name := range node {
			if !strings.HasPrefix(name, "@") && !strings.HasPrefix(name, "https://schema.org/") {
				t.Errorf("%s: %s is no term", path, name)
			}
		}
	}
	return out
}

// value returns the one value of a term.
func value(t *testing.T, node map[string]any, term string) string {
	t.Helper()
	list, _ := node["https://schema.org/"+term].([]any)
	if len(list) != 1 {
		t.Fatalf("%d values of %s in %v", len(list), term, node)
	}
	one := list[0].(map[string]any)
	if v, ok := one["@value"]; ok {
		return fmt.Sprint(v)
	}
	return fmt.Sprint(one["@id"])
}

func TestLinkedData(t *testing.T) {
	k := newKept(t).fill(t).hostile(t)
	release := k.linkedOf(t, "/releases/"+k.ids["quay"])
	if article := release["NewsArticle"]; len(article) != 1 || value(t, article[0], "headline") != "Saltmarch Quay to open in summer" || len(release["GovernmentOrganization"]) != 2 {
		t.Errorf("the release is %v", release)
	}
	quote := k.linkedOf(t, "/facts/"+k.facts["quote"])
	if len(quote["Quotation"]) != 1 || !strings.Contains(value(t, quote["Quotation"][0], "text"), "the fog will lift") || value(t, quote["Person"][0], "name") != "Ada Marsh" || value(t, quote["Person"][0], "jobTitle") != "Harbours Minister" {
		t.Errorf("the quote is %v", quote)
	}
	if of := value(t, quote["Quotation"][0], "isPartOf"); of != quote["NewsArticle"][0]["@id"] || !strings.HasSuffix(of, "/releases/"+k.ids["quay"]) {
		t.Errorf("the quote is part of %s", of)
	}
	claim := k.linkedOf(t, "/facts/"+k.facts["open Saltmarch Quay"])
	if len(claim["Claim"]) != 1 || value(t, claim["Claim"][0], "text") != sentence || len(claim["ClaimReview"]) != 0 {
		t.Errorf("the commitment is %v", claim)
	}
	if person := k.linkedOf(t, "/people/"+k.ids["Ada Marsh"]); len(person["Person"]) != 1 || value(t, person["Person"][0], "name") != "Ada Marsh" {
		t.Errorf("the person is %v", person)
	}
	if body := k.linkedOf(t, "/names/"+k.ids["Ministry of Harbours"]); len(body["GovernmentOrganization"]) != 1 {
		t.Errorf("a body that issued releases is %v", body)
	}
	k.linkedOf(t, "/releases/"+k.ids["hostile"])
	k.get(t, "/releases/"+k.ids["hostile"]).Find("main a[href^='/facts/']").Each(func(_ int, s *goquery.Selection) {
		path, _ := s.Attr("href")
		if k.get(t, path).Find("script[type='application/ld+json']").Length() > 0 {
			k.linkedOf(t, path)
		}
	})
}

// TestEveryPageIsDescribed: a page that shows nothing with a type of its own is a page of
// the record, and the first page says how the record is searched.
func TestEveryPageIsDescribed(t *testing.T) {
	k := newKept(t).fill(t)
	home := k.linkedOf(t, "/")
	if len(home["WebSite"]) != 1 || value(t, home["EntryPoint"][0], "urlTemplate") != "http://example.com/search?q={q}" {
		t.Errorf("the first page is %v", home)
	}
	for _, path := range []string{"/search?q=quay", "/commitments", "/money", "/figures", "/quotes", "/people", "/names", "/changes", "/sources", "/problems", "/help", "/ledger", "/series", "/facts/" + k.facts["date"]} {
		page := k.linkedOf(t, path)
		if len(page["WebPage"]) != 1 || len(page["WebSite"]) != 1 || value(t, page["WebPage"][0], "isPartOf") != home["WebSite"][0]["@id"] {
			t.Errorf("%s is %v", path, page)
		}
	}
	if k.ask(t, "GET", "/releases/0000000000000000").Find("script[type='application/ld+json']").Length() > 0 {
		t.Error("an error is described as a page")
	}
}

// TestReferenceManagersReadTheHead: what they read is the release's, escaped.
func TestReferenceManagersReadTheHead(t *testing.T) {
	k := newKept(t).fill(t).hostile(t)
	release := k.get(t, "/releases/"+k.ids["quay"])
	for name, want := range map[string]string{
		"citation_title": "Saltmarch Quay to open in summer", "DC.title": "Saltmarch Quay to open in summer", "citation_publication_date": "2025/02/14", "DC.date": "2025-02-14",
		"citation_public_url": "http://example.com/releases/" + k.ids["quay"], "DC.source": quayURL, "citation_language": "en", "DC.type": "Text",
	} {
		if got := release.Find("head meta[name='"+name+"']").AttrOr("content", ""); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if n := release.Find("head meta[name='citation_publisher']").Length(); n != 2 {
		t.Errorf("%d publishers, want 2", n)
	}
	if k.get(t, "/commitments").Find("head meta[name^='citation_']").Length() > 0 {
		t.Error("a list is to be cited as a release")
	}
}

// TestAReviewIsAPersonsOwn looks for a review only where somebody gave a verdict.
func TestAReviewIsAPersonsOwn(t *testing.T) {
	k := newKept(t).fill(t)
	said := onrecord.Statement{Kind: onrecord.StatementVerdict, Subject: k.facts["open Saltmarch Quay"], Words: "partly", Scale: onrecord.ScaleOwn, Note: "no </script> crane", By: "Ida Reed", At: time.Date(2025, 9, 2, 0, 0, 0, 0, time.UTC)}
	if _, err := k.store.State(t.Context(), said); err != nil {
		t.Fatal(err)
	}
	page := k.linkedOf(t, "/facts/"+k.facts["open Saltmarch Quay"])
	if len(page["ClaimReview"]) != 1 || len(page["Claim"]) != 1 {
		t.Fatalf("the page is %v", page)
	}
	review := page["ClaimReview"][0]
	if value(t, review, "claimReviewed") != sentence || value(t, review, "itemReviewed") != page["Claim"][0]["@id"] || value(t, review, "reviewBody") != said.Note || value(t, page["Rating"][0], "alternateName") != "partly" || value(t, review, "datePublished") != "2025-09-02" {
		t.Errorf("the review is %v", review)
	}
	if !slices.ContainsFunc(page["Person"], func(p map[string]any) bool { return value(t, p, "name") == "Ida Reed" }) {
		t.Errorf("whose review it is is not said: %v", page["Person"])
	}
}

// TestARejectedFactIsNoClaim: neither machines nor pages of other sites get what people
// rejected as what stands.
func TestARejectedFactIsNoClaim(t *testing.T) {
	k := newKept(t).fill(t)
	for fact, kind := range map[string]string{"open Saltmarch Quay": "Claim", "quote": "Quotation"} {
		id := k.facts[fact]
		if page := k.linkedOf(t, "/facts/"+id); len(page[kind]) != 1 || strings.Contains(k.get(t, "/embed/facts/"+id).Find("body").Text(), "Ida Reed") {
			t.Errorf("%s, of which nobody spoke, is %v", fact, page)
		}
		if _, err := k.store.State(t.Context(), onrecord.Statement{Kind: onrecord.StatementReject, Subject: id, By: "Ida Reed", At: time.Date(2025, 9, 2, 0, 0, 0, 0, time.UTC)}); err != nil {
			t.Fatal(err)
		}
		if page := k.linkedOf(t, "/facts/"+id); len(page[kind]) != 0 || len(page["WebPage"]) != 1 {
			t.Errorf("%s, rejected, is %v", fact, page)
		}
		if words := k.get(t, "/embed/facts/"+id).Find("article").Text(); !strings.Contains(words, "Rejected by Ida Reed") {
			t.Errorf("in a frame the rejected %s is %q", fact, words)
		}
	}
}

func TestPreviews(t *testing.T) {
	k := ofSample(t)
	meta := func(a answer, name string) string {
		return a.Find("meta[property='"+name+"'], meta[name='"+name+"']").AttrOr("content", "")
	}
	release := k.get(t, k.get(t, "/search").Find("main li h2 a").First().AttrOr("href", ""))
	if title := meta(release, "og:title"); title == "" || !strings.Contains(release.Find("h1").Text(), title) || meta(release, "og:type") != "article" || meta(release, "article:published_time") == "" || !strings.HasPrefix(meta(release, "og:url"), "http://example.com/releases/") {
		t.Errorf("the preview of a release is %q, %q, %q", meta(release, "og:title"), meta(release, "og:type"), meta(release, "og:url"))
	}
	series := k.open(t, k.get(t, "/series?words=burglaries").within(t, "listitem", "conflict"), "")
	picture := meta(series, "og:image")
	if a := k.get(t, strings.TrimPrefix(picture, "http://example.com")); a.header.Get("Content-Type") != "image/png" {
		t.Errorf("%s is %s", picture, a.header)
	}
}

// TestEmbeds puts a fact and a chart into a page of another site, as their snippets say.
func TestEmbeds(t *testing.T) {
	k := ofSample(t)
	server := httptest.NewServer(k.pages)
	t.Cleanup(server.Close)
	series := k.get(t, "/series?words=burglaries").within(t, "listitem", "conflict").one(t, "link", "").AttrOr("href", "")
	commitment := k.get(t, "/commitments").Find("a[href^='/facts/']").First().AttrOr("href", "")
	var snippets strings.Builder
	for _, path := range []string{series, commitment} {
		answer, err := http.Get(server.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		page, err := goquery.NewDocumentFromReader(answer.Body)
		answer.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		code := page.Find("pre code").Text()
		if strings.Count(code, server.URL) != 2 || !strings.Contains(code, "title=") {
			t.Fatalf("%s: the snippet is %s", path, code)
		}
		snippets.WriteString(code)
	}
	for _, path := range []string{"/embed/charts" + series, "/embed" + commitment} {
		a := k.get(t, path)
		if policy := a.header.Get("Content-Security-Policy"); !strings.HasSuffix(policy, "frame-ancestors *") || strings.Contains(policy, "script-src") || a.header.Get("X-Frame-Options") != "" {
			t.Errorf("%s: %s", path, a.header)
		}
		if a.Find("script, form, input, button").Length() > 0 || a.Find("h1").Length() != 1 || a.Find("a[target=_blank][rel=noopener]").Length() == 0 {
			t.Errorf("%s is no page for a frame", path)
		}
		if len(a.body) > 20_000 {
			t.Errorf("%s has %d bytes", path, len(a.body))
		}
	}
	for path, status := range map[string]int{"/embed/facts/none": 404, "/embed/charts/series/none": 404, "/embed/charts/colours/x": 404, "/embed/releases/x": 404} {
		if a := k.ask(t, http.MethodGet, path); a.status != status || a.header.Get("X-Frame-Options") != "DENY" {
			t.Errorf("%s: status %d, want %d; frames %q", path, a.status, status, a.header.Get("X-Frame-Options"))
		}
	}
	ctx := browser(t)
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = fmt.Fprintf(w, "<!doctype html><title>Elsewhere</title>%s<iframe src='%s/' title='whole'></iframe>", strings.ReplaceAll(snippets.String(), ` loading="lazy"`, ""), server.URL)
	}))
	t.Cleanup(other.Close)
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(800, 1200), chromedp.Navigate(other.URL)); err != nil {
		t.Fatal(err)
	}
	tree, err := chromedp.Call(ctx, cdppage.GetFrameTree, cdp.Empty{})
	if err != nil {
		t.Fatal(err)
	}
	var shown, refused int
	for _, child := range tree.FrameTree.ChildFrames {
		if child.Frame.UnreachableURL != "" || strings.HasPrefix(child.Frame.URL, "chrome-error:") {
			refused++
		} else if strings.HasPrefix(child.Frame.URL, server.URL+"/embed/") {
			shown++
		}
	}
	if shown != 2 || refused != 1 {
		t.Errorf("%d embeddable pages are shown and %d others refused, want 2 and 1", shown, refused)
	}
}

// TestAnExportIsNoCapture: what was read out of another record's export says so, and
// where that record had it from, escaped.
func TestAnExportIsNoCapture(t *testing.T) {
	k := newKept(t)
	k.save(t, "quay", "record.jsonl!0f9a", "2025-02-15T10:00:00Z", onrecord.Draft{
		Title: "Saltmarch Quay opens", IssuedOn: onrecord.MustDate("2025-02-14"), Blocks: []onrecord.DraftBlock{{Kind: onrecord.BlockParagraph, Text: "The quay opens."}},
		From: &onrecord.SourceRef{Kind: onrecord.SourceGovUK, Location: "https://harbour.example/<b>quay</b>", SHA256: strings.Repeat("ab", 32)},
	}, nil)
	page := k.get(t, "/releases/"+k.ids["quay"])
	if words := page.Find("main p:contains('another record')").Text(); !strings.Contains(words, "https://harbour.example/") || !strings.Contains(words, strings.Repeat("ab", 32)) || page.Find("main p b").Length() > 0 {
		t.Errorf("the page says %q", words)
	}
}
