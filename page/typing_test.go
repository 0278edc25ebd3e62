package page_test

import (
	"context"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestSearchAnswersAsOneTypes drives the search from the keyboard alone.
func TestSearchAnswersAsOneTypes(t *testing.T) {
	k := newKept(t).fill(t)
	server := httptest.NewServer(k.pages)
	t.Cleanup(server.Close)
	ctx := browser(t)
	do := func(steps ...chromedp.Action[chromedp.Void]) {
		t.Helper()
		if err := chromedp.Do(ctx, steps...); err != nil {
			t.Fatal(err)
		}
	}
	until := func(expression string) {
		t.Helper()
		if _, err := chromedp.Run(ctx, chromedp.Poll[bool](expression)); err != nil {
			t.Fatalf("%s never came true: %v; at %s the page says %q", expression, err, look[string](t, ctx, "location.href"), look[string](t, ctx, "document.querySelector('main').innerText"))
		}
	}
	is := func(what, expression, want string) {
		t.Helper()
		if got := look[string](t, ctx, expression); got != want {
			t.Errorf("%s is %q, want %q", what, got, want)
		}
	}
	do(chromedp.EmulateViewport(1280, 900), chromedp.Navigate(server.URL+"/search?order=relevance"))
	look[string](t, ctx, "window.stayed = 'yes'")
	stroke(t, ctx, "/")
	field := func(what, want string) {
		t.Helper()
		if f := focus(t, ctx); f.role != "searchbox" || f.do(t, ctx, "this.value") != want {
			t.Errorf("%s: %s %q has the focus and holds %q, want the search and %q", what, f.role, f.name, f.do(t, ctx, "this.value"), want)
		}
	}
	says := func(words string) bool {
		t.Helper()
		return strings.Contains(the(t, ctx, "main", "").do(t, ctx, "this.innerText"), words)
	}
	field("after the key", "")

	do(chromedp.KeyEvent("saltm"))
	until("location.search === '?q=saltm&order=relevance'")
	if !says("words that begin with saltm.") {
		t.Error("it is not said that the word was taken for a begun one")
	}
	do(chromedp.KeyEvent("arsh"))
	until("location.search.includes('saltmarsh')")
	if says("words that begin with") {
		t.Error("a whole word is taken for a begun one")
	}
	is("the title", "document.title.split(' – ')[0]", "saltmarsh")
	field("while answers came", "saltmarsh")
	if told := parts(t, ctx, "status", ""); len(told) != 1 || !strings.HasSuffix(told[0].do(t, ctx, "this.textContent"), " releases") {
		t.Errorf("a screen reader has %d totals to say, want one", len(told))
	}
	is("the page", "window.stayed", "yes")

	// Half a phrase is malformed: nothing flickers while it is being written.
	do(chromedp.KeyEvent(` "begin in`))
	if len(parts(t, ctx, "alert", "")) > 0 {
		t.Error("half a phrase is told as a fault while it is being written")
	}
	do(chromedp.KeyEvent(`"`))
	until("location.search.includes('begin')")
	do(chromedp.KeyEvent(` (`))
	until("document.querySelector('[role=alert]') !== null")
	if f := focus(t, ctx); f.do(t, ctx, "this.getAttribute('aria-invalid')") != "true" || !strings.Contains(f.do(t, ctx, "this.ariaDescribedByElements[0].textContent"), "not understood") {
		t.Error("the field is not told to be at fault, and why")
	}

	do(chromedp.KeyEvent(kb.Escape))
	until("location.search === '?order=relevance'")
	field("after Esc", "")
	walk(t, ctx, do)

	do(chromedp.Navigate(server.URL + "/help"))
	the(t, ctx, "checkbox", "Leave").do(t, ctx, "this.click()")
	do(chromedp.Navigate(server.URL + "/search"))
	stroke(t, ctx, "/")
	if focus(t, ctx).role == "searchbox" {
		t.Error("the key was left on")
	}
	look[string](t, ctx, "localStorage.clear(), ''")
}

// stroke presses a key as a keyboard does: where the page takes it, nothing is
// written. (chromedp sends the key and its character as two events.)
func stroke(t *testing.T, ctx context.Context, key string) {
	t.Helper()
	for _, kind := range []input.DispatchKeyEventType{input.DispatchKeyEventTypeKeyDown, input.DispatchKeyEventTypeKeyUp} {
		params := input.DispatchKeyEventParams{Type: kind, Key: key}
		if kind == input.DispatchKeyEventTypeKeyDown {
			if params.Text = key; key == "Enter" {
				params.Text = "\r"
			}
		}
		if _, err := chromedp.Call(ctx, input.DispatchKeyEvent, params); err != nil {
			t.Fatal(err)
		}
	}
}

// walk goes through the hits by keys and opens one.
func walk(t *testing.T, ctx context.Context, do func(...chromedp.Action[chromedp.Void])) {
	t.Helper()
	hits := parts(t, ctx, "heading", "")[1:] // after the page's own
	if len(hits) < 4 {
		t.Fatalf("%d headings, want those of hits", len(hits))
	}
	press := func(key string) {
		t.Helper()
		if len(key) == 1 { // of a letter that moves the focus none is written where it moves to
			stroke(t, ctx, key)
			return
		}
		do(chromedp.KeyEvent(key))
	}
	for _, step := range []struct {
		key  string
		want int
	}{{kb.ArrowDown, 0}, {"j", 1}, {kb.ArrowDown, 2}, {"k", 1}, {kb.ArrowUp, 0}} {
		press(step.key)
		if f := focus(t, ctx); f.role != "link" || !strings.HasPrefix(hits[step.want].name, f.name) {
			t.Errorf("after %s the %s %q has the focus, want the hit %q", step.key, f.role, f.name, hits[step.want].name)
		}
	}
	press("k")
	if f := focus(t, ctx); f.role != "searchbox" {
		t.Errorf("before the first hit the %s %q has the focus", f.role, f.name)
	}
	do(chromedp.KeyEvent(kb.ArrowDown))
	href := focus(t, ctx).do(t, ctx, "this.getAttribute('href')")
	stroke(t, ctx, "Enter")
	until(t, ctx, `location.pathname.startsWith("/releases/") && document.readyState === "complete"`)
	if got := look[string](t, ctx, "location.pathname"); !strings.HasPrefix(href, got) {
		t.Errorf("Enter opened %s, not %s", got, href)
	}
}

// TestABegunWordFindsWhatBeginsSo: without a script as well, and the links on
// the page ask for what it shows.
func TestABegunWordFindsWhatBeginsSo(t *testing.T) {
	k := newKept(t).fill(t)
	a := k.get(t, "/search?q=saltm")
	a.has(t, "main", "No release has saltm as it stands. These have words that begin with saltm.")
	if a.foundNothing() || a.Find("main p mark").Length() == 0 {
		t.Error("nothing is shown")
	}
	a.has(t, "a[href*='q=saltm%2A']", "Most relevant")
	for _, words := range []string{"nothingbeginsso", "quay -saltm", `"quay saltm`, `"saltm"`, "s", "quay"} {
		k.ask(t, "GET", "/search?q="+strings.ReplaceAll(words, " ", "+")).lacks(t, "main", "These have words that begin with")
	}
	k.get(t, "/search?q=issuer:harb").has(t, "main", "harb")
}

// A sum that is typed as words is offered as the sum that it is.
func TestASumAmongTheWords(t *testing.T) {
	k := ofSample(t)
	a := k.get(t, "/search?q=%C2%A3120+million+fund")
	a.has(t, "main", "releases name that sum")
	if n := by(k.open(t, a, "that sum").Selection, "heading", "Fund").Length(); n == 0 {
		t.Error("no release is shown that names the sum")
	}
	for _, q := range []string{"%22of+%C2%A3120+million%22", "120+million", "%C2%A3123456", "money:%C2%A3120m",
		"NOT+%C2%A3120+million", "-(%C2%A3120m)", "fund+OR+%C2%A3120m"} {
		if strings.Contains(k.get(t, "/search?q="+q).body, "that sum") {
			t.Errorf("%s is taken for a sum among words", q)
		}
	}
}
