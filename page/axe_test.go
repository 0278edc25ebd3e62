package page_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http/httptest"
	"os"
	"path"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/link"
	"github.com/onrecord/onrecord/page"
)

const (
	// axeFile is axe-core, where "npm ci --prefix .ci/axe" puts it.
	axeFile = "../.ci/axe/node_modules/axe-core/axe.min.js"
	// axeHash is the SHA-256 of that file in the version that
	// .ci/axe/package.json names: both change together.
	axeHash = "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c"
)

// axe returns axe-core's source. Where it is not installed the test is skipped
// and says so; with CI=true it fails instead.
func axe(t *testing.T) string {
	t.Helper()
	source, err := os.ReadFile(axeFile)
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skip(`axe-core is not installed ("npm ci --prefix .ci/axe" does that): nothing was checked after WCAG`)
	}
	if sum := sha256.Sum256(source); hex.EncodeToString(sum[:]) != axeHash {
		t.Fatalf("axe-core has the SHA-256 %x, want %s", sum, axeHash)
	}
	return string(source)
}

// axeRun runs the rules of WCAG 2.2 A and AA on the page and returns what
// they found, each as its rule, what is wrong, and the first places.
var axeRun = axeRunOnly(`["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]`)

// axeColours runs those of them that look at colours: no other depends on whether it is light or dark.
var axeColours = axeRunOnly(`{type: "rule", values: ["color-contrast", "link-in-text-block"]}`)

// axeAt are the rules that are run at a width, light or dark. What is shown changes between
// the widths; of colours nothing else does.
var axeAt = map[int64][]struct{ scheme, rules string }{
	320: {{"dark", axeColours}, {"light", axeRun}}, 768: {{"light", axeRun}}, 1280: {{"light", axeRun}}, 2560: {{"dark", axeColours}, {"light", axeRun}},
}

func axeRunOnly(what string) string {
	return `axe.run(document, {resultTypes: ["violations"], runOnly: ` + what + `}).then(found =>
	found.violations.map(v => v.id + ": " + v.help + ": " + v.nodes.slice(0, 3).map(n => n.target.join(" ") + " (" + n.failureSummary.replace(/\s+/g, " ") + ")").join("; ")))`
}

// shifted sums what moved while the page was loaded, after the Layout
// Instability specification; what moves at a reader's own input is not counted.
const shifted = `new Promise(done => {
	let sum = 0;
	new PerformanceObserver(list => { for (const e of list.getEntries()) if (!e.hadRecentInput) sum += e.value; }).observe({type: "layout-shift", buffered: true});
	requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(sum), 0)));
})`

// otherSize returns the charts in sight that are not drawn at the size they were laid out for.
const otherSize = `[...document.querySelectorAll("svg[role]")].filter(s => s.getClientRects().length && Math.abs(s.getBoundingClientRect().width - Number(s.getAttribute("width"))) > .5)
	.map(s => s.getAttribute("aria-label") + " " + s.getAttribute("width") + " is " + s.getBoundingClientRect().width)`

// everyKind fails where there is a kind of page of which no address is given.
func everyKind(t *testing.T, addresses []string) {
	t.Helper()
	kindOf, all := page.Kinds()
	seen := map[string]bool{"/coverage": true} // an address of old
	for _, address := range addresses {
		seen[kindOf(address)] = true
	}
	for _, kind := range all {
		if !seen[kind] {
			t.Errorf("no page of the kind %s is looked at", kind)
		}
	}
}

// TestPagesAreForEveryone looks at one page of every kind in a browser, light
// and dark, from a small phone to a wide screen: no rule of WCAG 2.2 AA that a
// program can check is broken, nothing runs over, nothing moves.
func TestPagesAreForEveryone(t *testing.T) {
	source := axe(t)
	k := newKept(t).fill(t).hostile(t)
	server := k.serve(t, page.Options{Local: "ida", Notice: "All of this is invented."})
	k.reviewed(t)
	if _, err := k.store.Subscribe(t.Context(), onrecord.Subscription{Topic: onrecord.TopicName, About: k.ids["Saltmarch Quay"], Words: "Saltmarch Quay", Channel: onrecord.ChannelMail, Address: "ida@mail.example", Every: onrecord.Daily, Token: "a token of length", At: time.Now()}); err != nil {
		t.Fatal(err)
	}
	ctx := browser(t)
	complaints := complaintsOf(t, ctx)
	var addresses []string
	for _, path := range k.ofEveryKind(t) {
		addresses = append(addresses, server.URL+path)
	}
	// Nobody sits at this machine; and longer texts, names and lists.
	away := newKept(t).withEditor(t).serve(t, page.Options{})
	sample := ofSample(t)
	longer := httptest.NewServer(sample.pages)
	t.Cleanup(longer.Close)
	addresses = append(addresses, away.URL+"/", away.URL+"/search", away.URL+"/sign-in")
	for _, path := range []string{"/", "/search?q=harbour", "/money", "/commitments", "/quotes", "/ledger?view=by-scheme", "/commitments?view=board", "/names/" + link.NameID(onrecord.NameBody, "Department for Transport and Ports"),
		"/names/" + link.NameID(onrecord.NameRole, "Housing Secretary"), "/people/" + link.NameID(onrecord.NamePerson, "Daniel Orme"), sample.get(t, "/series").Find("main h2 a, main li a[href^='/series/']").First().AttrOr("href", "")} {
		addresses = append(addresses, longer.URL+path)
	}
	everyKind(t, addresses)
	t.Logf("%d addresses", len(addresses))
	for _, path := range addresses {
		for _, width := range []int64{320, 390, 768, 1280, 2560} {
			if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 900), chromedp.Navigate(path)); err != nil {
				t.Fatal(err)
			}
			if moved := wait[float64](t, ctx, shifted); moved > 0.001 {
				t.Errorf("%s at %d px: its layout shifts by %.3f", path, width, moved)
			}
			if over := look[float64](t, ctx, "document.documentElement.scrollWidth - document.documentElement.clientWidth"); over > 0 {
				t.Errorf("%s at %d px runs over by %.0f px", path, width, over)
			}
			for _, chart := range look[[]string](t, ctx, otherSize) {
				t.Errorf("%s at %d px: letters are not drawn at their size: %s", path, width, chart)
			}
			if width != 390 { // as at 320
				look[bool](t, ctx, source+"; true")
			}
			for _, at := range axeAt[width] {
				theme(t, ctx, at.scheme)
				for _, violation := range wait[[]string](t, ctx, at.rules) {
					t.Errorf("%s at %d px, %s: %s", path, width, at.scheme, violation)
				}
			}
			for _, complaint := range complaints() {
				t.Errorf("%s at %d px: the browser complains: %s", path, width, complaint)
			}
		}
	}
}

// complaintsOf returns what gives, and forgets, the errors that the browser met since it was last
// asked: of scripts, of what a page may not load, of what was not there. That a page itself
// answers with an error is none: there are pages of errors.
func complaintsOf(t *testing.T, ctx context.Context) func() []string {
	t.Helper()
	var mu sync.Mutex
	var met []string
	err := chromedp.Listen(ctx, func(ev any) {
		mu.Lock()
		defer mu.Unlock()
		switch ev := ev.(type) {
		case *runtime.EventExceptionThrown:
			met = append(met, fmt.Sprintf("%s %+v", ev.ExceptionDetails.Text, ev.ExceptionDetails.Exception))
		case *log.EventEntryAdded:
			if ev.Entry.Level == log.EntryLevelError && !(ev.Entry.Source == log.EntrySourceNetwork && !strings.Contains(ev.Entry.URL, "/assets/")) {
				met = append(met, ev.Entry.Text+" "+ev.Entry.URL)
			}
		}
	})
	if err == nil {
		_, err = chromedp.Call(ctx, log.Enable, cdp.Empty{})
	}
	if err == nil {
		_, err = chromedp.Call(ctx, runtime.Enable, cdp.Empty{})
	}
	if err != nil {
		t.Fatal(err)
	}
	return func() (out []string) {
		mu.Lock()
		defer mu.Unlock()
		out, met = met, nil
		return out
	}
}

// wait evaluates an expression in the page that is a promise.
func wait[T any](t *testing.T, ctx context.Context, expression string) T {
	t.Helper()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatalf("%.200s: %v", expression, err)
	}
	return v
}

// theme has the browser prefer light or dark.
func theme(t *testing.T, ctx context.Context, scheme string) {
	t.Helper()
	features := []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}
	if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: features}); err != nil {
		t.Fatal(err)
	}
}

// ofEveryKind returns the address of one page of every kind: those that are
// worth a look of their own, and one for every further path that a link leads
// to, so that a new page is looked at as soon as it is linked.
func (k *kept) ofEveryKind(t *testing.T) []string {
	t.Helper()
	paths := []string{
		"/", "/search", "/search?q=quay", "/search?q=nothing-holds-this", "/search?q=%22", "/releases/" + k.ids["quay"] + "?q=quay", "/releases/" + k.ids["hostile"],
		"/releases/" + k.ids["edited"] + "?compare=1", "/releases/" + k.ids["edited"] + "?compare=side", "/releases/" + k.ids["french"], "/facts/" + k.facts["sum"], "/facts/" + k.facts["quote"], "/commitments?words=x", "/money?min=x", "/dates", "/relations",
		"/people/" + k.ids["Ada Marsh"], "/names/" + k.ids["Saltmarch Quay"], "/nothing",
		"/commitments?view=board", "/commitments?view=calendar&month=2025-08", "/ledger?view=by-year", "/releases/" + k.ids["quay"] + "?mark=4-24&version=1",
		"/review?review=rejected", "/review?release=" + k.ids["hostile"], "/review/names", "/review/log", "/follow", "/follow?topic=name&about=" + k.ids["Saltmarch Quay"], "/commitments?view=board&by=verdict", "/series?review=found", "/facts/" + k.facts["review"], "/facts/" + k.facts["sum"] + "/correct",
	}
	kindOf, _ := page.Kinds()
	kind := func(address string) string {
		pattern := kindOf(address)
		if strings.HasPrefix(pattern, "/embed/charts/") { // each sort of chart
			return path.Dir(address)
		}
		return pattern
	}
	seen := map[string]bool{"": true}
	for _, address := range paths {
		seen[kind(address)] = true
	}
	for i := 0; i < len(paths); i++ {
		a := k.ask(t, "GET", paths[i])
		a.Find("main a[href^='/'], nav a[href^='/'], footer a[href^='/']").Each(func(_ int, s *goquery.Selection) {
			href, _, _ := strings.Cut(s.AttrOr("href", ""), "#")
			if seen[kind(href)] {
				return
			}
			seen[kind(href)] = true
			if strings.HasPrefix(k.ask(t, "GET", href).header.Get("Content-Type"), "text/html") {
				paths = append(paths, href)
			}
		})
	}
	return slices.Clip(paths)
}

// reviewed has the editor say one thing of each kind.
func (k *kept) reviewed(t *testing.T) {
	t.Helper()
	at := time.Date(2025, 8, 2, 9, 30, 0, 0, time.UTC)
	said := []onrecord.Statement{
		{Kind: onrecord.StatementConfirm, Subject: k.facts["quote"]},
		{Kind: onrecord.StatementReject, Subject: k.facts["end dredging"], Note: "a state of things"},
		{Kind: onrecord.StatementCorrect, Subject: k.facts["sum"], Corrections: []onrecord.Correction{{Field: "value", Value: "1600000"}}},
		{Kind: onrecord.StatementVerdict, Subject: k.facts["review"], Scale: onrecord.ScaleOwn, Words: "kept"},
	}
	for i := range said {
		said[i].By, said[i].At = "ida", at.Add(time.Duration(i)*time.Minute)
	}
	kept, err := k.store.State(t.Context(), said...)
	if err == nil {
		_, err = k.store.State(t.Context(), onrecord.Statement{Kind: onrecord.StatementUndo, Subject: kept[0].ID, By: "ida", At: at.Add(time.Hour)})
	}
	if err != nil {
		t.Fatal(err)
	}
}
