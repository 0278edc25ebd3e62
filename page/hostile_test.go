package page_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"github.com/onrecord/onrecord"
)

const (
	attack = `"><script>alert(1)</script><img src=x onerror=alert(2)>`
	rtl    = "\u202egnihtyna\u202c"
)

// hostile keeps a release whose every field is out to do harm, past what the
// release room lets through: a store may hold anything.
func (k *kept) hostile(t testing.TB) *kept {
	t.Helper()
	k.save(t, "hostile", "javascript:alert(3)//"+attack, "2025-06-01T00:00:00Z", onrecord.Draft{
		Title: "Attack", IssuedOn: onrecord.MustDate("2025-06-01"), IssuedBy: []string{attack + rtl}, Tags: []string{attack}, Language: "en",
		Blocks: paragraphs(attack+" "+rtl+" will pay £5 </script> by May."+strings.Repeat("x", 3000), "<!-- ${alert(4)} {{.}} -->"),
	}, func(rec *onrecord.Record) {
		rec.Title = attack + rtl + strings.Repeat("W", 10000)
		address := "javascript:alert(5)"
		rec.URL = &address
		rec.Language = `en" onload="alert(6)`
		rec.Withdrawn = attack
		rec.Changes = []onrecord.DeclaredChange{{On: onrecord.MustDate("2025-06-01"), Note: attack}}
		rec.Commitments = []onrecord.Commitment{{Head: at(t, rec, attack+" "+rtl+" will pay £5"), Actor: attack, Action: attack, Due: &onrecord.Due{Text: attack, To: onrecord.MustDate("2025-05-31")}, Strength: "<b>"}}
		rec.Figures = []onrecord.Figure{{Head: at(t, rec, "£5 </script>"), Kind: onrecord.FigureMoney, Value: 5, Unit: attack, Of: attack, Per: attack}}
		rec.Dates = []onrecord.DateFact{{Head: at(t, rec, "by May"), To: onrecord.MustDate("2025-05-31"), Bound: onrecord.Bound(attack), Note: attack}}
		rec.Quotes = []onrecord.Quote{{Head: at(t, rec, "<!-- ${alert(4)} {{.}} -->"), Speaker: "Eve " + attack, Role: attack}}
		rec.Names = []onrecord.Name{{Text: attack, Kind: onrecord.NameScheme, Aliases: []string{rtl, attack}, Spans: everywhere(rec, "<script>")}, {Text: "Eve " + attack, Kind: onrecord.NamePerson, Roles: []string{attack}, Spans: everywhere(rec, "will")}}
		rec.Relations = []onrecord.Relation{{Head: at(t, rec, "by May."), Type: onrecord.RelationType(attack), From: onrecord.OneOrMore{attack, rtl}, To: attack}}
	})
	if err := k.store.SaveProblems(t.Context(), []onrecord.Problem{{Stage: "source", Location: attack, Place: attack, Reason: attack, At: time.Unix(0, 0)}}); err != nil {
		t.Fatal(err)
	}
	return k
}

// TestEveryPageIsWellBehaved walks the whole record along its links, hostile
// parts and all. Of the endless, searches and filtered lists, it takes some.
func TestEveryPageIsWellBehaved(t *testing.T) {
	k := newKept(t).fill(t).hostile(t)
	queue := []string{"/", "/dates", "/relations", "/search?q=alert", "/releases/" + k.ids["hostile"] + "?q=alert", "/search?q=" + url.QueryEscape(attack), "/search?q=%22", "/quotes?speaker=" + url.QueryEscape(attack), "/money?min=" + url.QueryEscape(attack), "/nothing/" + url.PathEscape(attack)}
	seen, filtered := map[string]bool{}, map[string]int{}
	pages := 0
	for i := 0; i < len(queue); i++ {
		a := k.ask(t, http.MethodGet, queue[i])
		if a.status >= 500 {
			t.Errorf("%s: status %d", a.path, a.status)
		}
		sandboxed := strings.HasPrefix(a.path, "/captures/") || strings.HasPrefix(a.path, "/charts/")
		framed := strings.HasPrefix(a.path, "/embed/")
		if policy := a.header.Get("Content-Security-Policy"); !framed && (sandboxed != strings.Contains(policy, "sandbox") || !sandboxed && policy != "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'") {
			t.Errorf("%s: policy %q", a.path, policy)
		}
		if a.header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: no nosniff", a.path)
		}
		if !strings.HasPrefix(a.header.Get("Content-Type"), "text/html") {
			continue
		}
		if framed { // TestEmbeds looks at these
			continue
		}
		pages++
		wellBehaved(t, a)
		a.lacks(t, "paragraph", "means nothing to this page") // no link asks for what is not heard
		a.Find("a[href^='/']").Each(func(_ int, s *goquery.Selection) {
			href, _, _ := strings.Cut(s.AttrOr("href", ""), "#")
			base, _, isFiltered := strings.Cut(href, "?")
			if seen[href] || (isFiltered && filtered[base] >= 25) {
				return
			}
			if isFiltered {
				filtered[base]++
			}
			seen[href] = true
			queue = append(queue, href)
		})
	}
	for _, part := range []string{"/releases/" + k.ids["hostile"], "/releases/" + k.ids["edited"] + "?compare=1&version=2", "/facts/" + k.facts["sum"], "/people/" + k.ids["Ada Marsh"], "/names/" + k.ids["Saltmarch Quay"], "/sources", "/problems", "/help"} {
		if !seen[part] {
			t.Errorf("no link leads to %s", part)
		}
	}
	if pages < 70 || pages == len(queue) {
		t.Errorf("%d of %d addresses are pages", pages, len(queue))
	}
}

var eventHandler = regexp.MustCompile(`^on|^style$|^srcdoc$|^formaction$`)

func wellBehaved(t *testing.T, a answer) {
	t.Helper()
	for what, want := range map[string]int{"h1": 1, "main#main": 1, "header.masthead": 1, "nav[aria-label]": -1, "html[lang=en]": 1, "head title": 1, "a.skip[href='#main']": 1, "img, iframe, object, embed, style, base, svg:not(.map):not(.chart), svg script, svg foreignObject, svg use, math, link[rel=preload]": 0, "script:not([src]):not([type='application/ld+json'])": 0} {
		if n := a.Find(what).Length(); (want >= 0 && n != want) || (want < 0 && n == 0) {
			t.Errorf("%s: %d × %s, want %d", a.path, n, what, want)
		}
	}
	ids := map[string]bool{}
	a.Find("*").Each(func(_ int, s *goquery.Selection) {
		for _, attr := range s.Nodes[0].Attr {
			if eventHandler.MatchString(attr.Key) {
				t.Errorf("%s: attribute %s on %s", a.path, attr.Key, goquery.NodeName(s))
			}
			if attr.Key == "id" {
				if ids[attr.Val] {
					t.Errorf("%s: id %q stands twice", a.path, attr.Val)
				}
				ids[attr.Val] = true
			}
			if attr.Key == "href" || attr.Key == "src" || attr.Key == "action" || attr.Key == "cite" {
				goodAddress(t, a, attr.Val)
			}
		}
	})
	a.Find("input:not([type=hidden]), select").Each(func(_ int, s *goquery.Selection) {
		id, _ := s.Attr("id")
		if a.Find("label[for='"+id+"']").Length() == 0 && s.ParentsFiltered("label").Length() == 0 {
			t.Errorf("%s: no label for %q", a.path, id)
		}
	})
	a.Find("a").Each(func(_ int, s *goquery.Selection) {
		if strings.TrimSpace(s.Text()+s.AttrOr("aria-label", "")) == "" {
			href, _ := s.Attr("href")
			t.Errorf("%s: a link to %s has no words", a.path, href)
		}
	})
	a.Find("[lang]").Each(func(_ int, s *goquery.Selection) {
		if lang, _ := s.Attr("lang"); !regexp.MustCompile(`^[a-zA-Z]{2,8}(-[a-zA-Z0-9]{1,8})*$`).MatchString(lang) {
			t.Errorf("%s: language %q", a.path, lang)
		}
	})
}

func goodAddress(t *testing.T, a answer, address string) {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil || (u.Scheme != "" && u.Scheme != "http" && u.Scheme != "https") || strings.Contains(address, "ZgotmplZ") {
		t.Errorf("%s: address %q", a.path, address)
	}
}

func TestHostileRelease(t *testing.T) {
	k := newKept(t).fill(t).hostile(t)
	a := k.get(t, "/releases/"+k.ids["hostile"])
	a.has(t, "heading", attack)
	a.has(t, "main", "Its address, as given, is no web address")
	a.lacks(t, "title", strings.Repeat("W", 200))
	if a.Find("a[href^='javascript']").Length() > 0 {
		t.Error("a script is an address")
	}
	if a.Find("main a[rel~=external]").Length() > 0 {
		t.Error("an address that is no web address may be followed")
	}
	list := k.get(t, "/commitments")
	list.lacks(t, "link", strings.Repeat("W", 300))
	if list.Find("bdi").Length() == 0 {
		t.Error("what turns the direction of writing is not kept apart")
	}
	bib := k.get(t, "/releases/"+k.ids["hostile"]+"/cite.ris").body
	if strings.Count(bib, "TY  - ") != 1 || strings.Count(bib, "ER  - ") != 1 {
		t.Errorf("the citation is %s", bib)
	}
}

func TestErrors(t *testing.T) {
	k := newKept(t).fill(t)
	for path, status := range map[string]int{
		"/nothing": 404, "/releases/none": 404, "/facts/none": 404, "/people/none": 404, "/names/none": 404, "/releases/": 404, "/assets/none.css": 404,
		"/search?q=" + strings.Repeat("x", 9000): 400,
	} {
		a := k.ask(t, http.MethodGet, path)
		if a.status != status {
			t.Errorf("%s: status %d, want %d", path, a.status, status)
		}
		if strings.HasPrefix(path, "/assets") {
			continue
		}
		a.has(t, "h1", map[int]string{404: "Nothing is kept here", 400: "This address is not understood"}[status])
		a.has(t, "main code", a.header.Get("X-Request-Id"))
	}
	for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodDelete, http.MethodOptions} {
		a := k.ask(t, method, "/search")
		if a.status != http.StatusMethodNotAllowed || a.header.Get("Allow") != "GET, HEAD" {
			t.Errorf("%s: status %d, Allow %q", method, a.status, a.header.Get("Allow"))
		}
	}
	if a := k.ask(t, http.MethodGet, "/api/v1/search?q="+strings.Repeat("x", 9000)); a.status != http.StatusRequestURITooLong || a.header.Get("Content-Type") != "application/problem+json" {
		t.Errorf("status %d, %s", a.status, a.header)
	}
}

func TestAReaderWhoLeaves(t *testing.T) {
	k := newKept(t).fill(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	w := httptest.NewRecorder()
	k.pages.ServeHTTP(w, httptest.NewRequestWithContext(ctx, "GET", "/search?q=quay", nil))
	if w.Code != http.StatusServiceUnavailable {
		t.Errorf("status %d", w.Code)
	}
	if strings.Contains(k.log.String(), "could not answer") {
		t.Errorf("a reader who left is logged as an error: %s", k.log)
	}
}

func TestHeadAndCaching(t *testing.T) {
	k := newKept(t).fill(t)
	for _, path := range []string{"/", "/search?q=quay", "/releases/" + k.ids["quay"], "/facts/" + k.facts["sum"], "/commitments", "/help"} {
		get := k.get(t, path)
		tag := get.header.Get("ETag")
		if tag == "" || get.header.Get("Cache-Control") != "no-cache" {
			t.Errorf("%s: ETag %q, Cache-Control %q", path, tag, get.header.Get("Cache-Control"))
		}
		if a := k.ask(t, "HEAD", path); a.status != 200 || a.body != "" || a.header.Get("ETag") != tag {
			t.Errorf("HEAD %s: status %d, %d bytes", path, a.status, len(a.body))
		}
		if a := k.ask(t, "GET", path, "If-None-Match", tag); a.status != http.StatusNotModified || a.body != "" {
			t.Errorf("%s: status %d for what is known", path, a.status)
		}
		zipped := k.ask(t, "GET", path, "Accept-Encoding", "gzip")
		if zipped.header.Get("Content-Encoding") != "gzip" || zipped.body != get.body {
			t.Errorf("%s: encoding %q, the same body: %v", path, zipped.header.Get("Content-Encoding"), zipped.body == get.body)
		}
		if a := k.ask(t, "GET", path, "Accept-Encoding", "gzip", "If-None-Match", zipped.header.Get("ETag")); a.status != http.StatusNotModified {
			t.Errorf("%s: status %d for what is known, compressed", path, a.status)
		}
	}
	a := k.get(t, "/")
	for selector, mediaType := range map[string]string{"link[rel=stylesheet]": "text/css", "link[rel=icon]": "image/svg+xml", "script[src]": "text/javascript"} {
		s := a.Find(selector)
		path := s.AttrOr("href", s.AttrOr("src", ""))
		file := k.get(t, path)
		if !regexp.MustCompile(`^/assets/\w+\.[0-9a-f]{12}\.\w+$`).MatchString(path) || !strings.HasPrefix(file.header.Get("Content-Type"), mediaType) || !strings.Contains(file.header.Get("Cache-Control"), "immutable") {
			t.Errorf("%s: %v", path, file.header)
		}
	}
	if !strings.Contains(k.get(t, "/robots.txt").body, "User-agent: *") {
		t.Error("no robots.txt")
	}
}
