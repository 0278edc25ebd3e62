package page_test

import (
	"net/http/httptest"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestAQuestionInABrowser asks, narrows, reads and goes to a fact as a reader
// does on a phone in the dark, with scripts and without. It knows the pages by
// role and name alone.
func TestAQuestionInABrowser(t *testing.T) {
	k := newKept(t).fill(t)
	server := httptest.NewServer(k.pages)
	t.Cleanup(server.Close)
	ctx := browser(t)
	theme(t, ctx, "dark")
	for _, scripts := range []bool{false, true} {
		if _, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !scripts}); err != nil {
			t.Fatal(err)
		}
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(320, 800), chromedp.Navigate(server.URL+"/")); err != nil {
			t.Fatal(err)
		}
		the(t, ctx, "searchbox", "Search the record").do(t, ctx, "this.focus()")
		if err := chromedp.Do(ctx, chromedp.KeyEvent("quay"), chromedp.KeyEvent(kb.Enter)); err != nil {
			t.Fatal(err)
		}
		until(t, ctx, `location.search === "?q=quay" && document.readyState === "complete"`)
		the(t, ctx, "complementary", "Narrow to")
		the(t, ctx, "link", "Coast Agency").do(t, ctx, "this.click()")
		until(t, ctx, `location.search.includes("issuer") && document.readyState === "complete"`)
		the(t, ctx, "list", "Narrowed to")
		the(t, ctx, "link", "Remove Issuer Coast Agency")
		the(t, ctx, "link", "Saltmarch Quay to open in summer").do(t, ctx, "this.click()")
		until(t, ctx, `location.pathname === "/releases/`+k.ids["quay"]+`" && document.readyState === "complete"`)
		the(t, ctx, "heading", "Saltmarch Quay to open in summer")
		the(t, ctx, "checkbox", "commitments")
		the(t, ctx, "complementary", "facts read from it")
		the(t, ctx, "link", "by 31 August 2025").do(t, ctx, "this.click()")
		until(t, ctx, `location.pathname === "/facts/`+k.facts["date"]+`" && document.readyState === "complete"`)
		the(t, ctx, "heading", "The exact words")
		the(t, ctx, "link", "Read it in the release")
		the(t, ctx, "link", "Find the words at the source")
		if over := look[float64](t, ctx, "document.documentElement.scrollWidth - innerWidth"); over > 0 {
			t.Errorf("the fact runs over by %.0f px", over)
		}
	}
}
