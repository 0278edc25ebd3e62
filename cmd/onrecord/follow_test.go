package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestFollow(t *testing.T) {
	data, folder := t.TempDir(), t.TempDir()
	calls := make(chan string, 10)
	hook := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var m struct{ Alerts []struct{ Title, URL string } }
		if err := json.NewDecoder(r.Body).Decode(&m); err != nil || r.Header.Get("webhook-signature") == "" {
			t.Errorf("%v, signed %q", err, r.Header.Get("webhook-signature"))
		}
		for _, a := range m.Alerts {
			calls <- a.Title + " " + a.URL
		}
	}))
	t.Cleanup(hook.Close)
	run(t, data, "", "import", writeIn(t, folder, "a.txt", "Register of mooring fees to come\n\n"+ferries)).want(t, exitDone)
	run(t, data, "", "follow", "list").want(t, exitDone, "Nothing is followed")
	r := run(t, data, "", "follow", "add", "search", "mooring", "--webhook", hook.URL, "--json")
	r.want(t, exitDone)
	var sub struct{ ID, Secret string }
	if err := json.Unmarshal([]byte(r.stdout), &sub); err != nil || !strings.HasPrefix(sub.Secret, "whsec_") {
		t.Fatalf("%v: %s", err, r.stdout)
	}
	if list := run(t, data, "", "follow", "list"); strings.Contains(list.stdout, sub.Secret) || !strings.Contains(list.stdout, sub.ID) {
		t.Errorf("the list: %s", list.stdout)
	}
	run(t, data, "", "follow", "test", sub.ID).want(t, exitFailed, "private")
	run(t, data, "", "follow", "test", sub.ID, "--allow-private").want(t, exitDone, "Sent a test")
	if got := <-calls; !strings.HasPrefix(got, "A test") {
		t.Errorf("the test said %q", got)
	}
	run(t, data, "", "import", writeIn(t, folder, "b.txt", "Register of mooring fees published\n\n"+published)).want(t, exitDone)
	run(t, data, "", "alert", "--allow-private", "--base-url", "https://record.example").want(t, exitDone, "1 alert made; 1 message sent")
	if got := <-calls; !strings.HasPrefix(got, "Register of mooring fees published https://record.example/releases/") {
		t.Errorf("the webhook was told %q", got)
	}
	run(t, data, "", "alert", "--allow-private").want(t, exitDone, "0 alerts made; 0 messages sent")
	run(t, data, "", "alert", "--allow-private", "--json").want(t, exitDone, `{"made":0,"sent":0,"failed":0,"dead":0,"waiting":0}`)
	run(t, data, "", "follow", "deliveries").want(t, exitDone, "sent", "1 alert", hook.URL)
	arrived, _, _ := strings.Cut(run(t, data, "", "follow", "deliveries").stdout, " ")
	run(t, data, "", "follow", "retry", arrived).want(t, exitUsage, "not sent twice")
	run(t, data, "", "follow", "retry", "0123456789abcdef").want(t, exitFailed, "no such delivery")
	run(t, data, "", "follow", "retry").want(t, exitUsage, "or --all")
	run(t, data, "", "follow", "retry", "--all").want(t, exitDone, "0 messages sent again")
	run(t, data, "", "follow", "add", "changes", "--undeclared", "--mail", "a@b.example").want(t, exitDone, "changes: declaration undeclared → mail a@b.example, daily")
	run(t, data, "", "follow", "add", "name", "Lantern Ferry Scheme", "--mail", "a@b.example").want(t, exitDone, "Lantern Ferry Scheme → mail")
	c := run(t, data, "", "due", "--json", "--limit", "1")
	var promise struct{ ID, Text string }
	if err := json.Unmarshal([]byte(strings.SplitN(c.stdout, "\n", 2)[0]), &promise); err != nil {
		t.Fatal(err)
	}
	run(t, data, "", "follow", "add", "commitment", promise.ID, "--mail", "a@b.example").want(t, exitDone, "the commitment “The Harbour Board will publish")
	run(t, data, "", "follow", "add", "commitment", "0123456789abcdef", "--mail", "a@b.example").want(t, exitFailed, "no such fact")
	run(t, data, "", "follow", "pause", sub.ID).want(t, exitDone, "Paused")
	run(t, data, "", "follow", "list").want(t, exitDone, "at once, paused")
	run(t, data, "", "follow", "resume", sub.ID).want(t, exitDone, "Resumed")
	run(t, data, "", "follow", "pause", "0123456789abcdef").want(t, exitFailed, "no such subscription")
	run(t, data, "", "follow", "remove", sub.ID).want(t, exitDone)
	run(t, data, "", "follow", "remove", sub.ID).want(t, exitFailed, "no such subscription")
	for _, args := range [][]string{
		{"add"}, {"add", "search", "mooring"}, {"add", "search", `"`, "--mail", "a@b.example"}, {"add", "rumour", "x", "--mail", "a@b.example"}, {"add", "search", "x", "--mail", "nobody"},
		{"add", "search", "x", "--webhook", "ftp://x.example"}, {"add", "search", "x", "--mail", "a@b.example", "--every", "hourly"}, {"add", "search", "x", "--mail", "a@b.example", "--webhook", hook.URL},
		{"add", "changes", "--kind", "rumour", "--mail", "a@b.example"}, {"add", "search", "x", "--issuer", "y", "--mail", "a@b.example"}, {"list", "x"}, {"deliveries", "--limit", "0"},
	} {
		run(t, data, "", append([]string{"follow"}, args...)...).want(t, exitUsage)
	}
	run(t, data, "", "alert", "--smtp", "localhost").want(t, exitUsage, "smtp://")
	run(t, data, "", "alert", "--base-url", "record.example").want(t, exitUsage, "--base-url")
}
