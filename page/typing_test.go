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
	is("the focus", "document.activeElement.id", "q")

	do(chromedp.KeyEvent("saltm"))
	until("location.search === '?q=saltm&order=relevance'")
	is("what begun words give", "String(document.querySelector('main').innerText.includes('words that begin with saltm.'))", "true")
	do(chromedp.KeyEvent("arsh"))
	until("location.search.includes('saltmarsh') && !document.querySelector('main').innerText.includes('words that begin with')")
	is("the title", "document.title.split(' – ')[0]", "saltmarsh")
	is("the words while answers came", "document.activeElement.id + ' ' + document.activeElement.value", "q saltmarsh")
	is("what is said to a screen reader", "document.querySelector('form [role=status]').textContent", look[string](t, ctx, "document.querySelector('#answer [role=status]').textContent"))
	is("the page", "window.stayed", "yes")

	// Half a phrase is malformed: nothing flickers while it is being written.
	do(chromedp.KeyEvent(` "begin in`))
	is("the fault", "String(document.querySelector('#fault'))", "null")
	do(chromedp.KeyEvent(`"`))
	until("location.search.includes('begin')")
	do(chromedp.KeyEvent(` (`))
	until("document.getElementById('fault') !== null")
	is("the field's state", "document.getElementById('q').getAttribute('aria-describedby')", "fault")

	do(chromedp.KeyEvent(kb.Escape))
	until("location.search === '?order=relevance' && document.querySelectorAll('#answer ol h2 a').length > 3")
	is("the field", "document.activeElement.id + document.activeElement.value", "q")
	walk(t, ctx, do, is)

	do(chromedp.Navigate(server.URL+"/help"), chromedp.Click(chromedp.ID("no-keys")), chromedp.Navigate(server.URL+"/search"))
	stroke(t, ctx, "/")
	if look[string](t, ctx, "document.activeElement.id") == "q" {
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
func walk(t *testing.T, ctx context.Context, do func(...chromedp.Action[chromedp.Void]), is func(what, expression, want string)) {
	t.Helper()
	at := "String([...document.querySelectorAll('#answer ol h2 a')].indexOf(document.activeElement))"
	for _, step := range []struct{ key, want string }{{kb.ArrowDown, "0"}, {"j", "1"}, {kb.ArrowDown, "2"}, {"k", "1"}, {kb.ArrowUp, "0"}} {
		do(chromedp.KeyEvent(step.key))
		is("the hit after "+step.key, at, step.want)
	}
	do(chromedp.KeyEvent("k"))
	is("the focus before the first hit", "document.activeElement.id", "q")
	do(chromedp.KeyEvent(kb.ArrowDown))
	href := look[string](t, ctx, "document.activeElement.getAttribute('href')")
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
	if n := k.open(t, a, "that sum").Find("ol.hits > li").Length(); n == 0 {
		t.Error("no release is shown that names the sum")
	}
	for _, q := range []string{"%22of+%C2%A3120+million%22", "120+million", "%C2%A3123456", "money:%C2%A3120m",
		"NOT+%C2%A3120+million", "-(%C2%A3120m)", "fund+OR+%C2%A3120m"} {
		if strings.Contains(k.get(t, "/search?q="+q).body, "that sum") {
			t.Errorf("%s is taken for a sum among words", q)
		}
	}
}
