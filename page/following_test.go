package page_test

import (
	"encoding/xml"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/alert"
	"github.com/onrecord/onrecord/page"
)

// TestPagesHaveFeeds: a name, a person, a commitment and a search each have a
// feed that a feed reader finds by itself.
func TestPagesHaveFeeds(t *testing.T) {
	k := newKept(t).fill(t)
	k.serve(t, page.Options{Local: "ida"})
	k.reviewed(t)
	for path, want := range map[string]string{
		"/names/" + k.ids["Saltmarch Quay"]: "Saltmarch Quay to open in summer", "/people/" + k.ids["Ada Marsh"]: "Saltmarch Quay to open in summer",
		"/facts/" + k.facts["review"]: "ida says: kept", "/search?q=quay": "Saltmarch Quay to open in summer", "/commitments": "review",
		"/changes": "Dredging",
	} {
		a := k.get(t, path)
		href := a.Find(`link[rel=alternate][type="application/atom+xml"]`).AttrOr("href", "")
		if href == "" {
			t.Errorf("%s names no feed", path)
			continue
		}
		got := k.get(t, href)
		var f struct {
			ID      string `xml:"id"`
			Updated string `xml:"updated"`
			Entries []struct {
				ID    string `xml:"id"`
				Title string `xml:"title"`
			} `xml:"entry"`
		}
		if err := xml.Unmarshal([]byte(got.body), &f); err != nil {
			t.Fatalf("%s: %v", href, err)
		}
		if !strings.Contains(got.body, want) || len(f.Entries) == 0 || f.Entries[0].ID == "" || !strings.HasSuffix(f.ID, href) {
			t.Errorf("%s: %q is not in %s", href, want, got.body)
		}
		if _, err := time.Parse(time.RFC3339, f.Updated); err != nil {
			t.Errorf("%s was updated %q", href, f.Updated)
		}
	}
	for _, path := range []string{"/facts/" + k.facts["sum"] + ".atom", "/names/0123456789abcdef.atom", "/facts/0123456789abcdef.atom"} {
		if got := k.ask(t, "GET", path).status; got != http.StatusNotFound {
			t.Errorf("%s: status %d", path, got)
		}
	}
}

// TestFollowing: from the page of what is followed to the list, a test, a
// pause and the end.
func TestFollowing(t *testing.T) {
	calls := make(chan string, 1)
	hook := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { calls <- r.Header.Get("webhook-signature") }))
	t.Cleanup(hook.Close)
	k := newKept(t).fill(t)
	server := k.serve(t, page.Options{Local: "ida", Alerts: &alert.Options{Private: true}})
	name := k.ids["Saltmarch Quay"]
	ask := k.here(t, server, "/names/"+name)
	if got := by(ask.Selection, "link", "By mail or webhook").AttrOr("href", ""); got != "/follow?about="+name+"&topic=name" {
		t.Errorf("a name is followed at %q", got)
	}
	form := k.here(t, server, "/follow?topic=name&about="+name)
	form.shows(t, "heading", "Follow Saltmarch Quay")
	send := func(status int, values ...string) answer {
		t.Helper()
		return answer{Document: post(t, http.DefaultClient, server.URL, "/follow", status, values...), path: "/follow"}
	}
	begun := send(http.StatusOK, "say", "add", "topic", "name", "about", name, "channel", "webhook", "address", hook.URL)
	begun.shows(t, "status", "This is followed from now on: Saltmarch Quay")
	begun.shows(t, "code", "whsec_")
	subs, err := k.store.Subscriptions(t.Context())
	if err != nil || len(subs) != 1 || subs[0].About != name || subs[0].Topic != onrecord.TopicName {
		t.Fatalf("kept: %v, %+v", err, subs)
	}
	id := subs[0].ID
	send(http.StatusOK, "say", "test", "id", id).shows(t, "status", "A test was sent to "+hook.URL)
	if signature := <-calls; !strings.HasPrefix(signature, "v1,") {
		t.Errorf("the test is signed %q", signature)
	}
	send(http.StatusOK, "say", "pause", "id", id).shows(t, "button", "Resume Saltmarch Quay")
	send(http.StatusOK, "say", "resume", "id", id).shows(t, "button", "Pause Saltmarch Quay")
	send(http.StatusOK, "say", "add", "topic", "search", "about", `"sea wall"`, "channel", "mail", "every", "weekly", "address", "ida@mail.example").shows(t, "status", "weekly")
	send(http.StatusOK, "say", "add", "topic", "changes", "about", "declaration=undeclared", "channel", "mail", "every", "daily", "address", "ida@mail.example").shows(t, "link", "changes: declaration undeclared")
	for what, values := range map[string][]string{
		"no address": {"say", "add", "topic", "name", "about", name, "channel", "mail", "every", "daily", "address", "nobody"}, "a query": {"say", "add", "topic", "search", "about", `"`, "channel", "mail", "every", "daily", "address", "a@b.example"},
		"no commitment": {"say", "add", "topic", "commitment", "about", k.facts["sum"], "channel", "mail", "every", "daily", "address", "a@b.example"}, "nothing to do": {"say", "dance"},
	} {
		if got := send(http.StatusUnprocessableEntity, values...).Find("main").Text(); !strings.Contains(got, "Nothing was kept") {
			t.Errorf("%s: %s", what, got)
		}
	}
	hook.Close()
	send(http.StatusUnprocessableEntity, "say", "test", "id", id).shows(t, "paragraph", "The test did not arrive at")
	// What does not arrive is shown, then what was given up, which can be tried again; what waits cannot be, and is not twice.
	told := onrecord.NewAlert(onrecord.Alert{Subscription: id, Kind: onrecord.AlertRelease, Subject: k.facts["sum"], Title: "Sea wall"})
	for _, err := range []error{k.store.Match(t.Context(), nil, []onrecord.Alert{told}), k.store.Bundle(t.Context(), time.Now().Add(time.Hour))} {
		if err != nil {
			t.Fatal(err)
		}
	}
	list, err := k.store.Deliveries(t.Context(), "", 1)
	if err != nil || len(list) != 1 {
		t.Fatalf("%+v, %v", list, err)
	}
	fails := func(again time.Time) {
		t.Helper()
		if err := k.store.Failed(t.Context(), list[0].ID, "it answered <500>", again); err != nil {
			t.Fatal(err)
		}
	}
	fails(time.Now().Add(time.Hour))
	shown := k.here(t, server, "/follow")
	shown.shows(t, "heading", "Did not arrive yet")
	shown.shows(t, "paragraph", "after 1 attempt: it answered <500>")
	send(http.StatusUnprocessableEntity, "say", "retry", "id", list[0].ID).shows(t, "paragraph", "tried again by itself")
	fails(time.Time{})
	shown = k.here(t, server, "/follow")
	shown.shows(t, "heading", "Given up")
	shown.shows(t, "paragraph", "after 2 attempts: it answered <500>")
	send(http.StatusOK, "say", "retry", "id", list[0].ID).shows(t, "heading", "Did not arrive yet")
	send(http.StatusOK, "say", "remove", "id", id).shows(t, "heading", "2 subscriptions")
	send(http.StatusNotFound, "say", "remove", "id", id)
}

// here fetches a page as whoever sits at the machine.
func (k *kept) here(t *testing.T, server *httptest.Server, path string) answer {
	t.Helper()
	at, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	res, err := http.Get(at.String() + path)
	if err != nil {
		t.Fatal(err)
	}
	return answerOf(t, res, path)
}

// TestNothingIsFollowedByStrangers, and where nobody edits no page offers it.
func TestNothingIsFollowedByStrangers(t *testing.T) {
	k := newKept(t).fill(t).withEditor(t)
	server := k.serve(t, page.Options{BaseURL: "https://record.example.org"})
	if a := k.here(t, server, "/follow"); a.path != "/sign-in?back=%2Ffollow" {
		t.Errorf("a stranger is at %s", a.path)
	}
	sub, err := k.store.Subscribe(t.Context(), onrecord.Subscription{Topic: onrecord.TopicChanges, Channel: onrecord.ChannelMail, Address: "a@b.example", Every: onrecord.Daily, Token: "a token of length", At: time.Now()})
	if err != nil {
		t.Fatal(err)
	}
	if got := post(t, http.DefaultClient, server.URL, "/follow", http.StatusOK, "say", "remove", "id", sub.ID).Find("h1").Text(); got != "Sign in" {
		t.Errorf("a stranger who sends the form is at %q", got)
	}
	if _, err := k.store.Subscribed(t.Context(), sub.ID); err != nil {
		t.Error("a stranger ended a subscription")
	}
	k.pages = page.New(k.store, page.Options{})
	k.get(t, "/search?q=quay").hides(t, "link", "By mail or webhook")
	if got := k.ask(t, "GET", "/follow").status; got != http.StatusNotFound {
		t.Errorf("where nobody edits: status %d", got)
	}
}
