package page_test

import (
	"context"
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// browser starts a headless Chromium. Where there is none the test is skipped
// and says so; with CI=true it fails instead. Under the race detector it is
// skipped: a browser asks for one thing after another, and takes ten minutes
// over what it takes one without; requests at once have tests of their own.
func browser(t *testing.T) context.Context {
	t.Helper()
	if underRace {
		t.Skip("what needs a browser runs without the race detector")
	}
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		if os.Getenv("CI") == "true" {
			t.Fatal("no Chromium is installed")
		}
		t.Skip("no Chromium is installed: the pages were not looked at in a browser")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.Flag("disable-background-networking", true), chromedp.Flag("accept-lang", "en-GB"))
	allocator, stop := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(stop)
	ctx, closeTab := chromedp.NewContext(allocator)
	t.Cleanup(closeTab)
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank")); err != nil {
		t.Fatalf("Chromium does not start: %v", err)
	}
	ctx, cancel := context.WithTimeout(ctx, 8*time.Minute) // a bound on a browser that hangs, no measurement
	t.Cleanup(cancel)
	return ctx
}

// look evaluates an expression in the page.
func look[T any](t *testing.T, ctx context.Context, expression string) T {
	t.Helper()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		t.Fatalf("%s: %v", expression, err)
	}
	return v
}

func TestInABrowser(t *testing.T) {
	k := newKept(t).fill(t).hostile(t)
	server := httptest.NewServer(k.pages)
	t.Cleanup(server.Close)
	ctx := browser(t)
	visit := func(width int64, scheme string, scripts bool, path string) {
		t.Helper()
		features := []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}
		if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: features}); err != nil {
			t.Fatal(err)
		}
		if _, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !scripts}); err != nil {
			t.Fatal(err)
		}
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 900), chromedp.Navigate(server.URL+path)); err != nil {
			t.Fatal(err)
		}
	}
	release := "/releases/" + k.ids["quay"] + "?q=quay"
	for _, path := range []string{"/", "/search?q=quay", "/search", release, "/releases/" + k.ids["hostile"], "/releases/" + k.ids["edited"] + "?compare=1", "/facts/" + k.facts["sum"],
		"/commitments?words=x", "/commitments", "/money", "/quotes", "/nothing", "/people/" + k.ids["Ada Marsh"], "/names/" + k.ids["Saltmarch Quay"], "/names", "/sources", "/problems", "/help", "/api/"} {
		for _, width := range []int64{320, 390, 1280} {
			visit(width, "light", true, path)
			if over := look[float64](t, ctx, "document.documentElement.scrollWidth - document.documentElement.clientWidth"); over > 0 {
				t.Errorf("%s at %d px runs over by %.0f px", path, width, over)
			}
			if n := look[float64](t, ctx, "document.styleSheets.length"); n != 1 {
				t.Errorf("%s has %.0f style sheets", path, n)
			}
		}
	}
	for _, path := range []string{"/search?q=quay", release} {
		for scheme, ground := range map[string]string{"light": "rgb(253, 253, 251)", "dark": "rgb(21, 23, 26)"} {
			visit(390, scheme, true, path)
			if got := look[string](t, ctx, "getComputedStyle(document.body).backgroundColor"); got != ground {
				t.Errorf("%s, %s: the ground is %s", path, scheme, got)
			}
			if !look[bool](t, ctx, `(() => { const m = document.querySelector("main mark"), r = m.getBoundingClientRect(), s = getComputedStyle(m);
				return r.width > 0 && r.height > 0 && s.visibility === "visible" && s.backgroundColor !== "rgba(0, 0, 0, 0)" })()`) {
				t.Errorf("%s, %s: the hit cannot be seen", path, scheme)
			}
		}
	}
	switches(t, ctx, visit, release)
	landing(t, ctx, visit, "/releases/"+k.ids["quay"], k.facts["date"])
}

// switches hides and shows each kind with and without scripts.
func switches(t *testing.T, ctx context.Context, visit func(int64, string, bool, string), path string) {
	t.Helper()
	for _, scripts := range []bool{false, true} {
		for _, kind := range []string{"date", "figure", "commitment", "name", "relation"} {
			visit(1280, "light", scripts, path)
			line := fmt.Sprintf("getComputedStyle(document.querySelector('#text [id][data-reading^=\"%s: \"]')).textDecorationLine", kind)
			checked := look[bool](t, ctx, "document.getElementById('show-"+kind+"').checked")
			if got := look[string](t, ctx, line); (got == "underline") != checked {
				t.Errorf("scripts %v: %s is switched to %v and has the line %q", scripts, kind, checked, got)
			}
			if err := chromedp.Do(ctx, chromedp.Click(chromedp.ID("show-"+kind))); err != nil {
				t.Fatal(err)
			}
			if got := look[string](t, ctx, line); (got == "underline") == checked {
				t.Errorf("scripts %v: %s was switched to %v and has the line %q", scripts, kind, !checked, got)
			}
		}
	}
	visit(1280, "light", true, path) // what a reader chose is kept
	if look[bool](t, ctx, "document.getElementById('show-date').checked") {
		t.Error("the reader's choice was forgotten")
	}
	if look[bool](t, ctx, "document.querySelector('button[data-copy]').hidden") {
		t.Error("the script did not run")
	}
	look[string](t, ctx, "document.cookie = 'shown=; path=/releases; max-age=0'")
}

// landing follows a permalink to its words and walks in by keyboard.
func landing(t *testing.T, ctx context.Context, visit func(int64, string, bool, string), path, id string) {
	t.Helper()
	visit(390, "light", false, path+"#f-"+id)
	if !look[bool](t, ctx, `(() => { const r = document.querySelector(":target").getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight && r.height > 0 })()`) {
		t.Error("the fact's words are not in sight")
	}
	if a, b := look[string](t, ctx, "getComputedStyle(document.querySelector(':target')).backgroundColor"), look[string](t, ctx, "getComputedStyle(document.querySelector('#text [data-reading^=\"figure: \"]')).backgroundColor"); a == b {
		t.Error("the fact's words do not stand out")
	}
	visit(1280, "light", false, path)
	if err := chromedp.Do(ctx, chromedp.KeyEvent(kb.Tab)); err != nil {
		t.Fatal(err)
	}
	if got := look[string](t, ctx, "document.activeElement.textContent + ' ' + (document.activeElement.getBoundingClientRect().width > 40)"); got != "Skip to the content true" {
		t.Errorf("the first stop of the keyboard is %q", got)
	}
}
