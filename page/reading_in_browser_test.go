package page_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// shown is the reading that stands beside the words that are pointed at or
// have the focus, or "none".
const shown = `[...document.querySelectorAll("#text [data-reading]")].map(e => getComputedStyle(e, "::after").content).filter(c => c !== "none").join("; ") || "none"`

// shows is an expression that is true once just this reading is shown: what
// follows a key or the pointer comes when the browser comes to it.
func shows(reading string) string { return "(" + shown + ") === " + strconv.Quote(reading) }

// TestReadingInABrowser reads a release with the mouse and the keyboard: facts
// say what they were read as, and lead to their own pages.
func TestReadingInABrowser(t *testing.T) {
	k := newKept(t).fill(t)
	server := httptest.NewServer(k.pages)
	t.Cleanup(server.Close)
	ctx := browser(t)
	visit := func(path string) {
		t.Helper()
		// A key first: who uses the keyboard is shown where the focus is.
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(390, 900), chromedp.Navigate(server.URL+path), chromedp.KeyEvent(kb.Tab)); err != nil {
			t.Fatal(err)
		}
	}
	path := "/releases/" + k.ids["quay"]
	visit(path)
	if got := look[string](t, ctx, shown); got != "none" {
		t.Errorf("a reading is shown before anything is pointed at: %s", got)
	}
	date := the(t, ctx, "link", "by 31 August 2025")
	date.do(t, ctx, "this.focus()")
	until(t, ctx, shows(`"date: by 31 August 2025"`))
	if err := chromedp.Do(ctx, chromedp.KeyEvent(kb.Escape)); err != nil {
		t.Fatal(err)
	}
	until(t, ctx, shows("none"))
	if err := chromedp.Do(ctx, chromedp.KeyEvent(kb.Enter)); err != nil {
		t.Fatal(err)
	}
	until(t, ctx, `location.pathname === "/facts/`+k.facts["date"]+`" && document.readyState === "complete"`)
	the(t, ctx, "heading", "by 31 August 2025")

	visit(path)
	the(t, ctx, "link", "commitment: by 31 August 2025 · Ministry of Harbours").do(t, ctx, "this.focus()")
	until(t, ctx, shows(`"commitment: by 31 August 2025 · Ministry of Harbours"`))
	over(t, ctx, "£1.5 million")
	until(t, ctx, "("+shown+`).includes('"figure: £1,500,000 (GBP) · Saltmarch Quay"')`)
	if wide := look[float64](t, ctx, "document.documentElement.scrollWidth - innerWidth"); wide > 0 {
		t.Errorf("the reading makes the page %.0f px too wide", wide)
	}
	// The commitment's own words, where no other fact stands in them.
	visit(path)
	click(t, ctx, "will open")
	until(t, ctx, `location.pathname === "/facts/`+k.facts["open Saltmarch Quay"]+`" && document.readyState === "complete"`)

	// What is switched off is no link and no stop of the keyboard.
	visit(path)
	if n := len(parts(t, ctx, "link", "name: Ada Marsh, person")); n != 0 {
		t.Errorf("%d links to a name while names are switched off", n)
	}
	the(t, ctx, "checkbox", "names").do(t, ctx, "this.click()")
	the(t, ctx, "link", "name: Ada Marsh, person")
	the(t, ctx, "checkbox", "dates").do(t, ctx, "this.click()")
	if got := the(t, ctx, "link", "by 31 August 2025").do(t, ctx, "this.tabIndex"); got != "-1" {
		t.Errorf("a date that is switched off has the tab index %s", got)
	}
	look[string](t, ctx, "document.cookie = 'shown=; path=/releases; max-age=0'")
}

// wordsAt returns where words of the text stand in the window.
const wordsAt = `(words => { const walk = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
	for (let n; n = walk.nextNode();) { const i = n.data.indexOf(words); if (i < 0) continue;
		const r = document.createRange(); r.setStart(n, i); r.setEnd(n, i + words.length); n.parentElement.scrollIntoView({block: "center", behavior: "instant"});
		const b = r.getClientRects()[0]; return [b.x + b.width / 2, b.y + b.height / 2] } })`

func over(t *testing.T, ctx context.Context, words string) {
	t.Helper()
	at := look[[]float64](t, ctx, wordsAt+"("+strconv.Quote(words)+")")
	if err := chromedp.Do(ctx, chromedp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, at[0], at[1])); err != nil {
		t.Fatal(err)
	}
}

func click(t *testing.T, ctx context.Context, words string) {
	t.Helper()
	at := look[[]float64](t, ctx, wordsAt+"("+strconv.Quote(words)+")")
	if err := chromedp.Do(ctx, chromedp.MouseClickXY(at[0], at[1])); err != nil {
		t.Fatal(err)
	}
}

// TestLinkToASelection selects words of a release, and follows the link to them.
func TestLinkToASelection(t *testing.T) {
	k := newKept(t).fill(t)
	server := httptest.NewServer(k.pages)
	t.Cleanup(server.Close)
	ctx := browser(t)
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(1280, 900), chromedp.Navigate(server.URL+"/releases/"+k.ids["quay"])); err != nil {
		t.Fatal(err)
	}
	if n := len(parts(t, ctx, "link", "Link to the words selected")); n != 0 {
		t.Error("a link to a selection stands there before anything is selected")
	}
	// From within one paragraph, which holds a sign of two bytes, to the next.
	look[string](t, ctx, `(() => { const blocks = document.querySelectorAll("#text p"), walk = document.createTreeWalker(blocks[0], NodeFilter.SHOW_TEXT);
		for (let n; n = walk.nextNode();) if (n.data.includes("million")) { getSelection().setBaseAndExtent(n, n.data.indexOf("million"), blocks[1].firstChild, 0); }
		return "" })()`)
	until(t, ctx, `!document.getElementById("selected").hidden`)
	the(t, ctx, "link", "Link to the words selected").do(t, ctx, "this.click()")
	until(t, ctx, `location.search.includes("mark=") && document.readyState === "complete"`)
	if got := look[string](t, ctx, `[...document.querySelectorAll("#text mark")].map(m => m.textContent).join("|")`); got != "million." && got != "million|." {
		t.Errorf("%s marks %q", look[string](t, ctx, "location.href"), got)
	}
	the(t, ctx, "heading", "Words that this link marks")
	source := the(t, ctx, "link", "#:~:text=").do(t, ctx, "this.href")
	if !strings.HasPrefix(source, quayURL+"#:~:text=") || !strings.Contains(source, "million") {
		t.Errorf("at the source: %s", source)
	}
	the(t, ctx, "link", "Captured 15 February 2025")
}

func TestMarkedWords(t *testing.T) {
	k := newKept(t).fill(t)
	path := "/releases/" + k.ids["quay"]
	a := k.get(t, path+"?version=1&mark=4-24")
	a.has(t, "#text mark#marked", "Ministry of Harbours")
	a.has(t, "section[aria-labelledby=marked-words] dd a", "/releases/"+k.ids["quay"]+"?mark=4-24&version=1#marked")
	k.get(t, path+"?mark=3-25").has(t, "#text mark#marked", "Ministry of Harbours") // the white space around them is no part of the words
	for _, bad := range []string{"4", "4-", "-4", "24-4", "4-4", "0-99999999", "x-y", "3-4", "0-" + strconv.Itoa(strings.Index(sentence, "£")+1)} {
		if a := k.ask(t, http.MethodGet, path+"?mark="+url.QueryEscape(bad)); a.status != http.StatusBadRequest {
			t.Errorf("%s: status %d", bad, a.status)
		}
	}
}
