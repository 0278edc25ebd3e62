package page_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/page"
	"github.com/onrecord/onrecord/signin"
	"github.com/onrecord/onrecord/store"
)

// serve serves a record that may be edited.
func (k *kept) serve(t *testing.T, o page.Options) *httptest.Server {
	t.Helper()
	o.Editing, o.Today = true, func() onrecord.Date { return today }
	k.pages = page.New(k.store, o)
	server := httptest.NewServer(k.pages)
	t.Cleanup(server.Close)
	return server
}

const editorsPassword = "three ferries at noon"

// withEditor keeps an editor who may sign in.
func (k *kept) withEditor(t *testing.T) *kept {
	t.Helper()
	hash, err := signin.Hash(editorsPassword)
	if err != nil {
		t.Fatal(err)
	}
	if err := k.store.SaveEditor(t.Context(), store.Editor{Name: "Ida Reed", Password: hash, Since: time.Now()}); err != nil {
		t.Fatal(err)
	}
	return k
}

func (k *kept) statements(t *testing.T) []onrecord.Statement {
	t.Helper()
	page, err := k.store.Statements(t.Context(), store.StatementRequest{})
	if err != nil {
		t.Fatal(err)
	}
	return page.Statements
}

func (k *kept) reviewOf(t *testing.T, id string) *onrecord.Review {
	t.Helper()
	f, err := k.store.Fact(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return f.Review()
}

// comesTrue waits until an expression is true in the page, or in the one that
// a form leads to.
func comesTrue(t *testing.T, ctx context.Context, expression string) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); { // a bound on what hangs, no measurement
		if v, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("Boolean("+expression+")")); err == nil && v {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Fatalf("%s never came true; at %s the page says %q", expression, look[string](t, ctx, "location.href"), look[string](t, ctx, "document.querySelector('main').innerText"))
}

// TestReviewInABrowser drives the queue, a correction, a verdict and a merge
// as an editor at the machine does.
func TestReviewInABrowser(t *testing.T) {
	k := newKept(t).fill(t)
	server := k.serve(t, page.Options{Local: "ida"})
	ctx := browser(t)
	do := func(steps ...chromedp.Action[chromedp.Void]) {
		t.Helper()
		if err := chromedp.Do(ctx, steps...); err != nil {
			t.Fatal(err)
		}
	}
	until := func(expression string) { t.Helper(); comesTrue(t, ctx, expression) }
	said := func(words string) {
		t.Helper()
		until("document.querySelector('main [role=status]')?.textContent.includes(" + fmt.Sprintf("%q", words) + ")")
	}
	// Each fact of the queue is chosen by a box of its own.
	items := func() int { return len(parts(t, ctx, "checkbox", "")) }
	// What scrolls smoothly moves away from under a click.
	still := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}}}
	if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, still); err != nil {
		t.Fatal(err)
	}
	do(chromedp.EmulateViewport(1280, 900), chromedp.Navigate(server.URL+"/review"))
	first := the(t, ctx, "checkbox", "").do(t, ctx, "this.value")
	if first != k.facts["end dredging"] {
		t.Errorf("the first to look at is %s, want the one without an actor", first)
	}
	waiting := items()

	// The keys: on to the next, back, confirm, undo, reject.
	stroke(t, ctx, "j")
	stroke(t, ctx, "j")
	stroke(t, ctx, "k")
	stroke(t, ctx, "a")
	said("1 fact confirmed")
	if r := k.reviewOf(t, first); onrecord.StateOf(r) != onrecord.ReviewConfirmed || r.By != "ida" {
		t.Errorf("after the key to confirm: %+v", r)
	}
	until("document.activeElement.classList.contains('item')") // the next one
	stroke(t, ctx, "u")
	said("1 statement undone")
	if r := k.reviewOf(t, first); r != nil || items() != waiting {
		t.Errorf("after the key to undo: %+v, and %v wait", r, items())
	}
	stroke(t, ctx, "?")
	until("document.getElementById('keys').open")
	do(chromedp.KeyEvent(kb.Escape))
	until("!document.getElementById('keys').open")

	// In bulk, with a note; Enter in the note sends nothing.
	for _, box := range parts(t, ctx, "checkbox", "")[:2] {
		box.do(t, ctx, "this.click()")
	}
	the(t, ctx, "textbox", "Why").do(t, ctx, "this.focus()")
	do(chromedp.KeyEvent("no promises" + kb.Enter))
	the(t, ctx, "button", "Reject those chosen").do(t, ctx, "this.click()")
	said("2 facts rejected")
	if items() != waiting-2 {
		t.Errorf("%v wait after two of %v were rejected", items(), waiting)
	}
	list := k.get(t, "/commitments")
	list.has(t, "status", fmt.Sprint(waiting-2))
	k.get(t, "/facts/"+first).has(t, "main", "Rejected by ida")
	k.get(t, "/facts/"+first).has(t, "paragraph", "no promises")
	the(t, ctx, "button", "Undo").do(t, ctx, "this.click()")
	said("2 statements undone")

	correctAndJudge(t, k, ctx2{do, said, func(role, name, what string) { t.Helper(); the(t, ctx, role, name).do(t, ctx, what) }, until}, server.URL)
}

// ctx2 are the steps that the parts of the test share.
type ctx2 struct {
	do    func(...chromedp.Action[chromedp.Void])
	said  func(string)
	at    func(role, name, what string) // calls a function of the page on what has a role and a name
	until func(string)
}

// correctAndJudge corrects a sum, gives a verdict and merges two names.
func correctAndJudge(t *testing.T, k *kept, b ctx2, address string) {
	t.Helper()
	const press = "this.click()"
	fill := func(role, name, value string) { t.Helper(); b.at(role, name, fmt.Sprintf("this.value = %q", value)) }
	sum := k.facts["sum"]
	b.do(chromedp.Navigate(address + "/facts/" + sum))
	b.at("link", "Correct", press)
	b.until("location.pathname.endsWith('/correct') && document.readyState === 'complete'")
	fill("textbox", "Value", "many")
	b.at("button", "Keep the correction", press)
	b.until("document.querySelector('[role=alert]')?.textContent.includes('is no number')")
	fill("textbox", "Value", "1600000")
	fill("textbox", "Why", "the table says so")
	b.at("button", "Keep the correction", press)
	b.said("1 fact corrected")
	fact := k.get(t, "/facts/"+sum)
	fact.has(t, "cell", "1600000")
	fact.has(t, "cell", "1500000")
	fact.has(t, "h1", "£1,600,000")

	promise := k.facts["review"]
	b.do(chromedp.Navigate(address + "/facts/" + promise))
	b.at("DisclosureTriangle", "Give a verdict", press)
	fill("combobox", "Your verdict", "fullfact:in progress")
	fill("textbox", "What it rests on", address+"/facts/"+sum+"\nhttps://example.org/review")
	b.at("button", "Keep the verdict", press)
	b.said("1 verdict")
	verdict := k.get(t, "/facts/"+promise)
	verdict.has(t, "strong", "In progress")
	verdict.has(t, "link", "https://example.org/review")

	body := k.ids["Ministry of Harbours"]
	b.do(chromedp.Navigate(address + "/names/" + body))
	fill("textbox", "Show it as", "Harbour Ministry")
	b.at("button", "Rename", press)
	b.said("1 name renamed")
	k.get(t, "/names/"+body).has(t, "h1", "Harbour Ministry")
	log := k.get(t, "/review/log")
	log.has(t, "listitem", "ida renamed")
	log.has(t, "listitem", "ida corrected")
}

// A verdict that can't be kept is given back as it was typed.
func TestAVerdictIsGivenBack(t *testing.T) {
	k := newKept(t).fill(t)
	server := k.serve(t, page.Options{Local: "ida"})
	f := k.promise(t, "")
	for _, c := range []struct{ words, evidence, says string }{{"own:not kept", "javascript:alert(1)", "Evidence is the id"}, {"", "https://example.org/", "choose the word"}} {
		again := post(t, http.DefaultClient, server.URL, "/facts/"+f.ID+"/verdict", http.StatusUnprocessableEntity, "verdict", c.words, "note", "<b>not</b> there", "evidence", c.evidence)
		if got := again.Find("[role=alert]").Text(); !strings.Contains(strings.ToLower(got), strings.ToLower(c.says)) {
			t.Errorf("refused because %q", got)
		}
		if got := again.Find("#verdict option[selected]").AttrOr("value", ""); got != c.words {
			t.Errorf("the word is %q", got)
		}
		if note, evidence := again.Find("#verdict-note").Text(), again.Find("#evidence").Text(); note != "<b>not</b> there" || evidence != c.evidence {
			t.Errorf("the form holds %q, %q", note, evidence)
		}
	}
}

// TestNamesAreMerged: by the other's name in full, and taken apart again.
func TestNamesAreMerged(t *testing.T) {
	k := newKept(t).fill(t)
	k.save(t, "agency", "releases/agency.txt", "2025-05-01T00:00:00Z", onrecord.Draft{
		Title: "Harbours", IssuedOn: onrecord.MustDate("2025-05-01"), IssuedBy: []string{"Coast Agency"}, Language: "en", Blocks: paragraphs("The Office for Harbours was told."),
	}, func(rec *onrecord.Record) {
		rec.Names = []onrecord.Name{{Text: "Office for Harbours", Kind: onrecord.NameBody, Spans: everywhere(rec, "Office for Harbours")}}
	})
	server := k.serve(t, page.Options{Local: "ida"})
	body := k.ids["Ministry of Harbours"]
	send := func(values ...string) *goquery.Document {
		t.Helper()
		return post(t, http.DefaultClient, server.URL, "/names/"+body+"/say", http.StatusOK, values...)
	}
	merged := send("say", "merge", "object", "office for harbours")
	if got := merged.Find("h1").Text(); got != "Office for Harbours" {
		t.Errorf("the merged thing is %q", got)
	}
	merged.Find("main form input[name=object][value]").Each(func(_ int, s *goquery.Selection) {
		if name, _ := s.Parent().Attr("action"); name != "/names/"+body+"/say" {
			t.Errorf("taken apart at %q", name)
		}
	})
	if apart := send("say", "split", "object", merged.Find("main form input[name=object][value]").AttrOr("value", "")).Find("h1").Text(); apart != "Ministry of Harbours" {
		t.Errorf("taken apart it is %q", apart)
	}
	post(t, http.DefaultClient, server.URL, "/names/"+body+"/say", http.StatusUnprocessableEntity, "say", "merge", "object", "Nobody at All")
}

// TestEveryFieldIsCorrected: the form of every kind of fact takes each of its
// fields, and gives back what was typed where it is wrong.
func TestEveryFieldIsCorrected(t *testing.T) {
	k := newKept(t).fill(t)
	server := k.serve(t, page.Options{Local: "ida"})
	for id, c := range map[string]struct{ field, value, wrong string }{
		k.facts["date"]: {"to", "2025-09-30", "September"}, k.facts["relation"]: {"to", "the quay", ""}, k.facts["quote"]: {"speaker", "Bram Oake", ""},
		k.facts["Ada Marsh"]: {"kind", "body", "boat"}, k.facts["review"]: {"due_to", "2025-07-31", "soon"}, k.facts["sum"]: {"text", "at a cost of £1.5 million", "£9 million"},
	} {
		res, err := http.Get(server.URL + "/facts/" + id + "/correct")
		if err != nil {
			t.Fatal(err)
		}
		shown, err := goquery.NewDocumentFromReader(res.Body)
		res.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		form := shown.Find("main form")
		values := []string{}
		form.Find("input, select option[selected], textarea").Each(func(_ int, s *goquery.Selection) {
			name, value := s.AttrOr("name", ""), s.AttrOr("value", s.Text())
			if goquery.NodeName(s) == "option" {
				name = s.Parent().AttrOr("name", "")
			}
			if name != c.field {
				values = append(values, name, value)
			}
		})
		if c.wrong != "" {
			again := post(t, http.DefaultClient, server.URL, "/facts/"+id+"/correct", http.StatusUnprocessableEntity, append(values, c.field, c.wrong, "note", "a try")...)
			if again.Find("[role=alert]").Length() != 1 {
				t.Errorf("%s as %q: what is wrong is not said", c.field, c.wrong)
			}
		}
		post(t, http.DefaultClient, server.URL, "/facts/"+id+"/correct", http.StatusOK, append(values, c.field, c.value)...)
		if r := k.reviewOf(t, id); r == nil || len(r.Corrections) != 1 || r.Corrections[0].Field != c.field || r.Corrections[0].Value != c.value {
			t.Errorf("%s corrected to %q: %+v", c.field, c.value, r)
		}
		post(t, http.DefaultClient, server.URL, "/facts/"+id+"/correct", http.StatusOK, append(values, c.field, c.value)...) // a second time
	}
}

// post sends a form as a page of the site itself does, and follows where it leads.
func post(t *testing.T, client *http.Client, base, path string, status int, values ...string) *goquery.Document {
	t.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(values); i += 2 {
		form.Add(values[i], values[i+1])
	}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, base+path, strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Origin", base)
	res, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if res.StatusCode != status {
		body, _ := io.ReadAll(res.Body)
		t.Fatalf("POST %s: status %d, want %d: %.2000s", path, res.StatusCode, status, body)
	}
	doc, err := goquery.NewDocumentFromReader(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// TestWhatIsRefused: nothing is said by strangers, by pages of other sites, or
// by what is no form of ours.
func TestWhatIsRefused(t *testing.T) {
	k := newKept(t).fill(t)
	server := k.serve(t, page.Options{Local: "ida"})
	fact := k.facts["sum"]
	send := func(what string, want int, change func(*http.Request)) {
		t.Helper()
		body := strings.NewReader(url.Values{"one": {"reject:" + fact}}.Encode())
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL+"/review", body)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		change(r)
		client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
		res, err := client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != want || want == http.StatusSeeOther && !strings.HasPrefix(res.Header.Get("Location"), "/sign-in") {
			t.Errorf("%s: status %d to %q, want %d", what, res.StatusCode, res.Header.Get("Location"), want)
		}
	}
	header := func(name, value string) func(*http.Request) {
		return func(r *http.Request) { r.Header.Set(name, value) }
	}
	send("another site's page", http.StatusForbidden, header("Sec-Fetch-Site", "cross-site"))
	send("a neighbouring site's page", http.StatusForbidden, header("Sec-Fetch-Site", "same-site"))
	send("another site's page in an older browser", http.StatusForbidden, header("Origin", "https://evil.example.org"))
	send("another port of this machine", http.StatusForbidden, header("Origin", "http://127.0.0.1:1"))
	send("a proxy", http.StatusSeeOther, header("X-Forwarded-For", "127.0.0.1"))
	send("a name that leads here", http.StatusSeeOther, func(r *http.Request) { r.Host = "rebound.example.org" })
	send("no form", http.StatusUnprocessableEntity, header("Content-Type", "text/plain"))
	send("a form without end", http.StatusRequestEntityTooLarge, func(r *http.Request) {
		r.Body, r.ContentLength = io.NopCloser(strings.NewReader("one="+strings.Repeat("x", 2<<20))), 4+2<<20
	})
	if said := k.statements(t); len(said) != 0 {
		t.Errorf("it was kept: %+v", said)
	}
	k.pages = page.New(k.store, page.Options{})
	if got := k.ask(t, "POST", "/review").status; got != http.StatusMethodNotAllowed {
		t.Errorf("where nobody edits: status %d", got)
	}
	if got := k.ask(t, "GET", "/review").status; got != http.StatusNotFound {
		t.Errorf("the queue where nobody edits: status %d", got)
	}
}

// TestSigningIn: with a wrong password, with the right one, and out again.
func TestSigningIn(t *testing.T) {
	k := newKept(t).fill(t).withEditor(t)
	server := k.serve(t, page.Options{Private: true})
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	client := &http.Client{Jar: jar}
	get := func(path string) (*goquery.Document, *http.Response) {
		t.Helper()
		res, err := client.Get(server.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		doc, err := goquery.NewDocumentFromReader(res.Body)
		if err != nil {
			t.Fatal(err)
		}
		return doc, res
	}
	// A private record shows strangers nothing but where to sign in.
	for _, path := range []string{"/", "/search?q=quay", "/releases/" + k.ids["quay"], "/facts/" + k.facts["sum"], "/review/log", "/help", "/no-such-page"} {
		doc, res := get(path)
		if got := res.Request.URL.Path; got != "/sign-in" || doc.Find("#password").Length() != 1 {
			t.Errorf("%s: a stranger is at %s", path, got)
		}
	}
	privateToPrograms(t, k, server.URL)
	if doc := post(t, client, server.URL, "/sign-in", http.StatusUnauthorized, "name", "Ida Reed", "password", "two ferries at noon"); !strings.Contains(doc.Find("[role=alert]").Text(), "name or the password is wrong") || doc.Find("#name").AttrOr("value", "") != "Ida Reed" {
		t.Errorf("a wrong password: %q", doc.Find("main").Text())
	}
	doc := post(t, client, server.URL, "/sign-in", http.StatusOK, "name", "Ida Reed", "password", editorsPassword, "back", "https://evil.example.org/")
	if got := doc.Find("h1").Text(); got != "Review" {
		t.Errorf("signed in, the editor is at %q", got)
	}
	home, res := get("/")
	if !strings.Contains(home.Find("header").Text(), "Ida Reed") || !strings.Contains(res.Header.Get("Cache-Control"), "private") {
		t.Errorf("signed in, the page says %q and may be kept by %q", home.Find("header").Text(), res.Header.Get("Cache-Control"))
	}
	post(t, client, server.URL, "/review", http.StatusOK, "one", "confirm:"+k.facts["sum"])
	if said := k.statements(t); len(said) != 1 || said[0].By != "Ida Reed" {
		t.Errorf("said: %+v", said)
	}
	post(t, client, server.URL, "/sign-out", http.StatusOK)
	if _, res := get("/"); res.Request.URL.Path != "/sign-in" {
		t.Errorf("signed out, the editor is at %s", res.Request.URL.Path)
	}
	for range 6 {
		res, err := client.PostForm(server.URL+"/sign-in", url.Values{"name": {"Ida Reed"}, "password": {"a guess"}})
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode == http.StatusTooManyRequests {
			if res.Header.Get("Retry-After") == "" {
				t.Error("when to try again is not said")
			}
			return
		}
	}
	t.Error("guesses are not slowed down")
}

// TestSigningInInABrowser: the form, by its labels.
func TestSigningInInABrowser(t *testing.T) {
	k := newKept(t).fill(t).withEditor(t)
	server := k.serve(t, page.Options{})
	ctx := browser(t)
	if err := chromedp.Do(ctx, chromedp.Navigate(server.URL+"/facts/"+k.facts["sum"])); err != nil {
		t.Fatal(err)
	}
	the(t, ctx, "link", "Sign in").do(t, ctx, "this.click()")
	comesTrue(t, ctx, "location.pathname === '/sign-in' && document.readyState === 'complete'")
	the(t, ctx, "textbox", "Name").do(t, ctx, "this.value = 'Ida Reed'")
	the(t, ctx, "textbox", "Password").do(t, ctx, "this.focus()")
	if err := chromedp.Do(ctx, chromedp.KeyEvent(editorsPassword+kb.Enter)); err != nil {
		t.Fatal(err)
	}
	comesTrue(t, ctx, "document.querySelector('header').textContent.includes('Ida Reed')")
	if got := look[string](t, ctx, "location.pathname"); got != "/facts/"+k.facts["sum"] {
		t.Errorf("after signing in the editor is at %s", got)
	}
	if got := look[string](t, ctx, "document.cookie"); got != "" {
		t.Errorf("scripts see the cookie: %q", got)
	}
}
