package page_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/link"
)

// TestPagesAreCachedAndNothingBlocks checks on one page of every kind what
// Lighthouse does that needs no network: a page has a tag by which it is not sent
// twice, its files are kept for ever under names made of their bytes, no
// script holds it up, it says what it is, and its headings are in order.
func TestPagesAreCachedAndNothingBlocks(t *testing.T) {
	k := newKept(t).fill(t)
	assets := map[string]bool{}
	for _, path := range k.ofEveryKind(t) {
		a := k.ask(t, http.MethodGet, path)
		if a.status == http.StatusOK {
			tag := a.header.Get("ETag")
			again := k.ask(t, http.MethodGet, path, "If-None-Match", tag)
			if tag == "" || again.status != http.StatusNotModified || again.body != "" || a.header.Get("Cache-Control") != "no-cache" {
				t.Errorf("%s: tag %q, asked again: status %d with %d bytes; %s", path, tag, again.status, len(again.body), a.header.Get("Cache-Control"))
			}
		}
		a.Find("script").Each(func(_ int, s *goquery.Selection) {
			_, deferred := s.Attr("defer")
			if src, isFile := s.Attr("src"); isFile && !deferred {
				t.Errorf("%s: the script %s holds the page up", path, src)
			}
		})
		a.Find("link[rel=stylesheet], link[rel=icon], script[src]").Each(func(_ int, s *goquery.Selection) {
			assets[s.AttrOr("href", s.AttrOr("src", ""))] = true
		})
		if a.Find("meta[name=viewport]").AttrOr("content", "") != "width=device-width, initial-scale=1" || strings.TrimSpace(a.Find("head title").Text()) == "" {
			t.Errorf("%s: no viewport or title", path)
		}
		if a.Find("html").AttrOr("lang", "") == "" || a.Find("head meta[charset]").Length() != 1 || a.status == http.StatusOK && a.Find("meta[name=robots]").Length() == 0 && len(a.Find("head meta[name=description]").AttrOr("content", "")) < 20 {
			t.Errorf("%s: its language, its encoding or what it is about is not said", path)
		}
		a.Find("img, svg image").Each(func(_ int, s *goquery.Selection) {
			t.Errorf("%s: a picture %s, whose size is not known before it is there", path, s.AttrOr("src", ""))
		})
		level := 0
		a.Find("h1, h2, h3, h4, h5, h6").Each(func(_ int, s *goquery.Selection) {
			own := int(goquery.NodeName(s)[1] - '0')
			if own > level+1 {
				t.Errorf("%s: the heading %q of level %d follows one of level %d", path, strings.TrimSpace(s.Text()), own, level)
			}
			level = own
		})
	}
	if len(assets) != 3 {
		t.Errorf("the pages need %d files, want the style sheet, the script and the icon: %v", len(assets), assets)
	}
	for path := range assets {
		if kept := k.get(t, path).header.Get("Cache-Control"); !strings.Contains(kept, "immutable") {
			t.Errorf("%s: Cache-Control %q", path, kept)
		}
	}
}

// TestNothingMovesOnASlowLine loads pages as a phone does that is far from a mast, so that the
// script runs long after the first words are seen: what it brings, and what a reader had
// switched on, has its room before.
func TestNothingMovesOnASlowLine(t *testing.T) {
	k := newKept(t).fill(t)
	server := httptest.NewServer(k.pages)
	t.Cleanup(server.Close)
	ctx := browser(t)
	release := "/releases/" + k.ids["quay"]
	visit := func(path string) {
		t.Helper()
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(390, 900), chromedp.Navigate(server.URL+path)); err != nil {
			t.Fatal(err)
		}
	}
	visit(release)
	the(t, ctx, "checkbox", "names").do(t, ctx, "this.click()")
	_, err := chromedp.Call(ctx, network.Enable, network.EnableParams{})
	if err == nil {
		_, err = chromedp.Call(ctx, network.SetCacheDisabled, network.SetCacheDisabledParams{CacheDisabled: true})
	}
	if err == nil {
		_, err = chromedp.Call(ctx, network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{MatchedNetworkConditions: []*network.Conditions{{Latency: 150, DownloadThroughput: 12_000, UploadThroughput: 12_000}}})
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/", "/search?q=quay", release, release + "?mark=4-24&version=1", "/facts/" + k.facts["sum"], "/names/" + k.ids["Saltmarch Quay"]} {
		visit(path)
		if moved := wait[float64](t, ctx, shifted); moved > 0 {
			t.Errorf("%s: its layout shifts by %.4f", path, moved)
		}
	}
	visit(release)
	if got := the(t, ctx, "checkbox", "names").do(t, ctx, "this.checked"); got != "true" {
		t.Error("the names that a reader switched on are off again")
	}
}

// media has the browser show pages as for a medium, with a preference.
func media(t *testing.T, ctx context.Context, medium, preference, value string) {
	t.Helper()
	features := []*emulation.MediaFeature{{Name: preference, Value: value}}
	if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: medium, Features: features}); err != nil {
		t.Fatal(err)
	}
}

// darkInPrint returns what is printed on a ground darker than a pale one, letters of kinds aside.
const darkInPrint = `[...document.querySelectorAll("body *")].filter(e => {
	const ground = getComputedStyle(e).backgroundColor.match(/\d+(\.\d+)?/g).map(Number);
	return e.checkVisibility() && ground.length > 2 && e.getAttribute("aria-hidden") !== "true" && ground[3] !== 0 && Math.min(...ground.slice(0, 3)) < 90 && Math.max(...ground.slice(0, 3)) < 160;
}).slice(0, 5).map(e => e.nodeName + " " + e.className + " " + e.textContent.slice(0, 40))`

// TestInPrintAndAtRest looks at pages as they are printed, and as readers see
// them who want nothing to move, with scripts off.
func TestInPrintAndAtRest(t *testing.T) {
	k := ofSample(t)
	server := httptest.NewServer(k.pages)
	t.Cleanup(server.Close)
	ctx := browser(t)
	visit := func(path string) {
		t.Helper()
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(794, 1123), chromedp.Navigate(server.URL+path)); err != nil { // A4 at 96 dpi
			t.Fatal(err)
		}
	}
	if _, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		t.Fatal(err)
	}
	release := k.get(t, "/search?q=harbour").Find("h2 a").First().AttrOr("href", "")
	media(t, ctx, "print", "prefers-color-scheme", "dark")
	for _, path := range []string{release, "/commitments", "/commitments?view=board", "/ledger?view=by-scheme", "/sources"} {
		visit(path)
		for _, control := range []string{"search", "navigation", "button", "checkbox"} {
			for _, p := range parts(t, ctx, control, "") {
				if p.do(t, ctx, "this.checkVisibility()") == "true" {
					t.Errorf("%s in print: the %s %q is of no use on paper", path, control, p.name)
				}
			}
		}
		if ground, ink := look[string](t, ctx, "getComputedStyle(document.body).backgroundColor"), look[string](t, ctx, "getComputedStyle(document.body).color"); ground != "rgb(255, 255, 255)" || ink != "rgb(0, 0, 0)" {
			t.Errorf("%s in print: %s on %s, whatever the screen is", path, ink, ground)
		}
		if over := look[float64](t, ctx, "document.documentElement.scrollWidth - document.documentElement.clientWidth"); over > 0 {
			t.Errorf("%s in print runs over by %.0f px", path, over)
		}
		the(t, ctx, "heading", "")
	}
	for _, path := range []string{release, "/search?q=harbour", "/names/" + link.NameID(onrecord.NameRole, "Housing Secretary"), "/commitments?view=board", "/changes", "/sources"} {
		visit(path)
		for _, part := range look[[]string](t, ctx, darkInPrint) {
			t.Errorf("%s in print, from a dark screen: dark ground under %s", path, part)
		}
	}
	visit("/ledger?view=by-scheme")
	the(t, ctx, "group", "Money by what it is for, GBP. The table says the same.")
	the(t, ctx, "table", "")
	media(t, ctx, "screen", "prefers-reduced-motion", "reduce")
	visit(release)
	if got := look[string](t, ctx, "getComputedStyle(document.documentElement).scrollBehavior"); got != "auto" {
		t.Errorf("for who wants nothing to move pages scroll %s", got)
	}
	if moving := look[float64](t, ctx, "document.getAnimations().length"); moving != 0 {
		t.Errorf("%.0f animations run", moving)
	}
}
