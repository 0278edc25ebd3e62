package alert_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/alert"
	"github.com/onrecord/onrecord/fact"
	"github.com/onrecord/onrecord/ingest"
	"github.com/onrecord/onrecord/link"
	"github.com/onrecord/onrecord/store"
	"github.com/onrecord/onrecord/store/sqlite"
)

var noon = time.Date(2031, 3, 4, 12, 0, 0, 0, time.UTC)

// kept is a record in the real engine with a clock of its own.
type kept struct {
	*sqlite.Store
	now  time.Time
	hour int
}

func newKept(t *testing.T) *kept {
	t.Helper()
	s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "record.db"), sqlite.Options{Rules: ingest.Rules, Identify: fact.Identify})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return &kept{Store: s, now: noon}
}

// page captures an invented page, an hour after the one before, and links it.
func (k *kept) page(t *testing.T, title, words string) {
	t.Helper()
	k.hour++
	html := fmt.Sprintf(`<!DOCTYPE html><html lang="en"><head><title>%[1]s</title><link rel="canonical" href="https://harbour.example/%[2]s">
<meta property="og:type" content="article"><meta property="article:published_time" content="2031-03-03T09:00:00+00:00"><meta name="dc.publisher" content="Harbour Board"></head>
<body><main><article><h1>%[1]s</h1><p>%[3]s</p><p>%[4]s</p></article></main></body></html>`, title, strings.ReplaceAll(title, " ", "-"), words, strings.Repeat("The harbour is kept by the Harbour Board, and has been for many years. ", 6))
	c := onrecord.NewCapture([]byte(html), "https://harbour.example/"+strings.ReplaceAll(title, " ", "-"), "text/html", noon.Add(time.Duration(k.hour)*time.Hour))
	in := ingest.Read(c)
	if len(in.Records) != 1 {
		t.Fatalf("%s: %d releases, problems %v", title, len(in.Records), in.Problems)
	}
	if _, err := k.Save(t.Context(), []store.Ingested{in}); err != nil {
		t.Fatal(err)
	}
	if err := k.Link(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
}

func (k *kept) follow(t *testing.T, sub onrecord.Subscription) onrecord.Subscription {
	t.Helper()
	sub.At, sub.Token = noon, "token-"+sub.About+"-0123456789abcdef"
	if sub.Channel == onrecord.ChannelWebhook {
		sub.Secret = alert.NewSecret()
	}
	out, err := k.Subscribe(t.Context(), sub)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func (k *kept) options() alert.Options {
	return alert.Options{Base: "https://record.example/", Private: true, Now: func() time.Time { return k.now }, Log: slog.New(slog.DiscardHandler)}
}

func (k *kept) run(t *testing.T, o alert.Options) alert.Summary {
	t.Helper()
	out, err := alert.Run(t.Context(), k, o)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// call is one call of a webhook.
type call struct {
	id, signature string
	at            time.Time
	body          []byte
	Alerts        []struct{ Kind, Title, Says, URL string }
}

// hook is a real server on loopback that answers with a status.
type hook struct {
	*httptest.Server
	sync.Mutex
	status int
	header http.Header
	calls  []call
}

func newHook(t *testing.T) *hook {
	h := &hook{status: http.StatusNoContent, header: http.Header{}}
	h.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h.Lock()
		defer h.Unlock()
		body, _ := io.ReadAll(r.Body)
		seconds, _ := strconv.ParseInt(r.Header.Get("webhook-timestamp"), 10, 64)
		c := call{id: r.Header.Get("webhook-id"), signature: r.Header.Get("webhook-signature"), at: time.Unix(seconds, 0), body: body}
		if err := json.Unmarshal(body, &c); err != nil {
			t.Errorf("%v: %s", err, body)
		}
		h.calls = append(h.calls, c)
		for name, values := range h.header {
			w.Header()[name] = values
		}
		w.WriteHeader(h.status)
	}))
	t.Cleanup(h.Close)
	return h
}

func (h *hook) answer(status int) { h.Lock(); defer h.Unlock(); h.status = status }

func (h *hook) said(t *testing.T, want ...string) {
	t.Helper()
	h.Lock()
	defer h.Unlock()
	var got []string
	for _, c := range h.calls {
		for _, a := range c.Alerts {
			got = append(got, a.Kind+": "+a.Title+": "+a.Says)
		}
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("the webhook was told:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	h.calls = nil
}

func TestEachTopicTellsItsOwn(t *testing.T) {
	k := newKept(t)
	k.page(t, "Quay to be lit", "The Harbour Board will publish its lantern plan by 30 June 2031. It will spend £2 million on the Lantern Quay Fund.")
	hooks := map[string]*hook{}
	for name, sub := range map[string]onrecord.Subscription{
		"search":  {Topic: onrecord.TopicSearch, About: "ferries"},
		"name":    {Topic: onrecord.TopicName, About: link.NameID(onrecord.NameScheme, "Lantern Quay Fund")},
		"changes": {Topic: onrecord.TopicChanges, About: "declaration=undeclared"},
		"others":  {Topic: onrecord.TopicChanges, About: "issuer=Nobody"},
	} {
		hooks[name] = newHook(t)
		sub.Channel, sub.Address = onrecord.ChannelWebhook, hooks[name].URL
		k.follow(t, sub)
	}
	k.run(t, k.options()) // what was there before tells nothing
	k.page(t, "Ferries to sail", "More ferries will sail from the quay.")
	k.page(t, "Quay to be lit", "The Harbour Board will publish its lantern plan by 30 June 2031. It will spend £1.5 million on the Lantern Quay Fund.")
	k.page(t, "Ferries to sail", "More ferries will sail, from the quay.")
	if made := k.run(t, k.options()).Made; made != 3 {
		t.Errorf("%d alerts, want 3", made)
	}
	hooks["search"].said(t, "release: Ferries to sail: new in the record")
	hooks["name"].said(t, "change: Quay to be lit: undeclared: £2 million became £1.5 million (the Lantern Quay Fund)")
	hooks["changes"].said(t, "change: Quay to be lit: undeclared: £2 million became £1.5 million (the Lantern Quay Fund)") // not the comma: it is trivial
	hooks["others"].said(t)
	k.run(t, k.options())
	hooks["search"].said(t) // never twice
}

func TestAWebhookIsSignedAndTriedAgain(t *testing.T) {
	k, h := newKept(t), newHook(t)
	sub := k.follow(t, onrecord.Subscription{Topic: onrecord.TopicSearch, About: "ferries", Channel: onrecord.ChannelWebhook, Address: h.URL})
	k.page(t, "Ferries to sail", "More ferries will sail from the quay.")
	h.answer(http.StatusServiceUnavailable)
	h.header.Set("Retry-After", "120")
	if out := k.run(t, k.options()); out.Failed != 1 || out.Sent != 0 {
		t.Errorf("%+v, want one failed", out)
	}
	k.now = k.now.Add(time.Minute)
	if out := k.run(t, k.options()); out.Failed+out.Sent != 0 {
		t.Errorf("tried before the time that it asked for: %+v", out)
	}
	k.now = k.now.Add(2 * time.Minute)
	h.answer(http.StatusOK)
	if out := k.run(t, k.options()); out.Sent != 1 {
		t.Errorf("%+v, want one sent", out)
	}
	if len(h.calls) != 2 || h.calls[0].id == "" || h.calls[0].id != h.calls[1].id || string(h.calls[0].body) != string(h.calls[1].body) {
		t.Fatalf("the calls: %+v, want two of one id and the same bytes", h.calls)
	}
	c := h.calls[1]
	if c.signature != alert.Sign(sub.Secret, c.id, c.at, c.body) || c.signature == h.calls[0].signature {
		t.Errorf("the signature is %q", c.signature)
	}
	if c.Alerts[0].URL[:len("https://record.example/releases/")] != "https://record.example/releases/" {
		t.Errorf("it leads to %s", c.Alerts[0].URL)
	}
}

// The example of Standard Webhooks: its own libraries sign it so.
func TestSignAgreesWithTheStandard(t *testing.T) {
	got := alert.Sign("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", time.Unix(1614265330, 0), []byte(`{"test": 2432232314}`))
	if want := "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestAWebhookIsGivenUp(t *testing.T) {
	k, h := newKept(t), newHook(t)
	k.follow(t, onrecord.Subscription{Topic: onrecord.TopicSearch, About: "ferries", Channel: onrecord.ChannelWebhook, Address: h.URL})
	k.page(t, "Ferries to sail", "More ferries will sail from the quay.")
	h.answer(http.StatusInternalServerError)
	tries := 0
	for dead := 0; dead == 0; k.now = k.now.Add(13 * time.Hour) {
		out := k.run(t, k.options())
		tries, dead = tries+out.Failed+out.Dead, out.Dead
		if tries > 20 {
			t.Fatal("it is never given up")
		}
	}
	list, err := k.Deliveries(t.Context(), store.DeliveryDead, 10)
	if err != nil || tries != 8 || len(list) != 1 || list[0].Attempts != 8 || list[0].Reason != "it answered 500 Internal Server Error" {
		t.Errorf("after %d attempts: %+v, %v", tries, list, err)
	}
	h.calls = nil
	k.page(t, "Ferries to sail on", "More ferries will sail from the quay.")
	h.answer(http.StatusGone)
	if out := k.run(t, k.options()); out.Dead != 1 {
		t.Errorf("an address that is gone: %+v", out)
	}
}

func TestPrivateAddressesAreRefused(t *testing.T) {
	k, h := newKept(t), newHook(t)
	elsewhere := httptest.NewServer(http.RedirectHandler(h.URL, http.StatusFound))
	t.Cleanup(elsewhere.Close)
	k.follow(t, onrecord.Subscription{Topic: onrecord.TopicSearch, About: "ferries", Channel: onrecord.ChannelWebhook, Address: h.URL})
	k.follow(t, onrecord.Subscription{Topic: onrecord.TopicSearch, About: "ferries sail", Channel: onrecord.ChannelWebhook, Address: strings.Replace(h.URL, "127.0.0.1", "localhost", 1)})
	k.page(t, "Ferries to sail", "More ferries will sail from the quay.")
	o := k.options()
	o.Private = false
	if out := k.run(t, o); out.Failed != 2 {
		t.Errorf("%+v, want two failed", out)
	}
	list, err := k.Deliveries(t.Context(), "", 10)
	for _, d := range list {
		if !strings.Contains(d.Reason, "private") {
			t.Errorf("the reason is %q, %v", d.Reason, err)
		}
	}
	h.said(t)
	sub := k.follow(t, onrecord.Subscription{Topic: onrecord.TopicSearch, About: "ferries to", Channel: onrecord.ChannelWebhook, Address: elsewhere.URL})
	if err := alert.Test(t.Context(), sub, k.options()); err == nil || !strings.Contains(err.Error(), "302") {
		t.Errorf("a redirect: %v, want it refused", err)
	}
	h.said(t)
}

// A crash after a message arrived and before that was kept: it is sent once
// more, under the same id, and after that no more.
func TestACrashBetweenSendingAndKeeping(t *testing.T) {
	k, h := newKept(t), newHook(t)
	k.follow(t, onrecord.Subscription{Topic: onrecord.TopicSearch, About: "ferries", Channel: onrecord.ChannelWebhook, Address: h.URL})
	k.page(t, "Ferries to sail", "More ferries will sail from the quay.")
	if _, err := alert.Run(t.Context(), &killed{k}, k.options()); err == nil {
		t.Fatal("the run that was killed ended well")
	}
	if list, _ := k.Deliveries(t.Context(), store.DeliveryWaiting, 10); len(list) != 1 {
		t.Fatalf("what was not kept as sent does not wait: %+v", list)
	}
	if out := k.run(t, k.options()); out.Sent+out.Failed != 0 {
		t.Errorf("sent while it may still be under way elsewhere: %+v", out)
	}
	k.now = k.now.Add(20 * time.Minute)
	if out := k.run(t, k.options()); out.Sent != 1 {
		t.Errorf("%+v, want it sent once more", out)
	}
	k.now = k.now.Add(24 * time.Hour)
	k.run(t, k.options())
	if len(h.calls) != 2 || h.calls[0].id != h.calls[1].id {
		t.Errorf("the calls: %+v, want two of one id", h.calls)
	}
}

// meanwhile is a record in which something happens just before events are listed.
type meanwhile struct {
	*kept
	happens func()
}

func (m *meanwhile) Events(ctx context.Context, limit int) ([]store.Event, error) {
	if m.happens != nil {
		m.happens()
		m.happens = nil
	}
	return m.kept.Events(ctx, limit)
}

// Who subscribes while alerts are made is told of what came into the record right after.
func TestSubscribingWhileAlertsAreMade(t *testing.T) {
	k, h := newKept(t), newHook(t)
	k.follow(t, onrecord.Subscription{Topic: onrecord.TopicSearch, About: "windmills", Channel: onrecord.ChannelWebhook, Address: h.URL})
	s := &meanwhile{k, func() {
		k.follow(t, onrecord.Subscription{Topic: onrecord.TopicSearch, About: "ferries", Channel: onrecord.ChannelWebhook, Address: h.URL})
		k.page(t, "Ferries to sail", "More ferries will sail from the quay.")
	}}
	if out, err := alert.Run(t.Context(), s, k.options()); err != nil || out.Made != 1 || out.Sent != 1 {
		t.Errorf("%+v, %v", out, err)
	}
}

// killed is a record that a process does not come to keep anything in once something was sent.
type killed struct{ *kept }

func (k *killed) Sent(context.Context, string, time.Time) error { return context.Canceled }

// stopped is a record whose program is told to stop as it comes to keep that something was sent.
type stopped struct {
	*kept
	stop func()
}

func (s *stopped) Sent(ctx context.Context, id string, at time.Time) error {
	s.stop()
	return s.kept.Sent(ctx, id, at)
}

// A program that is told to stop keeps that a message arrived which was under way.
func TestStoppingKeepsWhatWasSent(t *testing.T) {
	k, h := newKept(t), newHook(t)
	k.follow(t, onrecord.Subscription{Topic: onrecord.TopicSearch, About: "ferries", Channel: onrecord.ChannelWebhook, Address: h.URL})
	k.page(t, "Ferries to sail", "More ferries will sail from the quay.")
	ctx, stop := context.WithCancel(t.Context())
	_, _ = alert.Run(ctx, &stopped{k, stop}, k.options())
	k.now = k.now.Add(24 * time.Hour)
	k.run(t, k.options())
	if len(h.calls) != 1 {
		t.Errorf("%d calls, want one", len(h.calls))
	}
}

// One address that hangs keeps no other from being told.
func TestAnAddressThatHangs(t *testing.T) {
	k, h := newKept(t), newHook(t)
	release := make(chan struct{})
	hangs := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		<-release
	}))
	t.Cleanup(hangs.Close)
	k.follow(t, onrecord.Subscription{Topic: onrecord.TopicSearch, About: "ferries", Channel: onrecord.ChannelWebhook, Address: hangs.URL})
	k.follow(t, onrecord.Subscription{Topic: onrecord.TopicSearch, About: "quay", Channel: onrecord.ChannelWebhook, Address: h.URL})
	k.page(t, "Ferries to sail", "More ferries will sail from the quay.")
	next := h.Config.Handler
	h.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		next.ServeHTTP(w, r)
		close(release) // the other is answered only now
	})
	if out := k.run(t, k.options()); out.Sent != 2 {
		t.Errorf("%+v, want both sent", out)
	}
}

// A clock that was years ahead puts nothing off, once it is set right.
func TestAClockThatWasAhead(t *testing.T) {
	k, h := newKept(t), newHook(t)
	k.follow(t, onrecord.Subscription{Topic: onrecord.TopicSearch, About: "ferries", Channel: onrecord.ChannelWebhook, Address: h.URL})
	k.page(t, "Ferries to sail", "More ferries will sail from the quay.")
	k.now = noon.AddDate(5, 0, 0)
	h.answer(http.StatusInternalServerError)
	k.run(t, k.options())
	k.now = noon
	h.answer(http.StatusOK)
	if out := k.run(t, k.options()); out.Sent != 1 {
		t.Errorf("%+v, want it sent", out)
	}
}

// A crash before alerts are kept loses none: their events are there still.
func TestACrashWhileMatching(t *testing.T) {
	k, h := newKept(t), newHook(t)
	k.follow(t, onrecord.Subscription{Topic: onrecord.TopicSearch, About: "ferries", Channel: onrecord.ChannelWebhook, Address: h.URL})
	k.page(t, "Ferries to sail", "More ferries will sail from the quay.")
	for n := 1; n < 40; n++ { // the context ends at the nth look at it
		ctx := &dying{Context: t.Context(), left: n}
		if _, err := alert.Run(ctx, k, k.options()); err == nil {
			break
		}
		k.now = k.now.Add(10 * time.Minute)
	}
	k.now = k.now.Add(10 * time.Minute)
	k.run(t, k.options())
	ids := map[string]bool{}
	for _, c := range h.calls {
		ids[c.id] = true
	}
	if len(ids) != 1 {
		t.Errorf("%d deliveries under %d ids, want one id", len(h.calls), len(ids))
	}
}

// dying is a context that ends after so many looks at it.
type dying struct {
	context.Context
	sync.Mutex
	left int
}

func (d *dying) Err() error {
	d.Lock()
	defer d.Unlock()
	if d.left--; d.left < 0 {
		return context.Canceled
	}
	return nil
}

func TestUnsubscribe(t *testing.T) {
	k, h := newKept(t), newHook(t)
	sub := k.follow(t, onrecord.Subscription{Topic: onrecord.TopicSearch, About: "<b>", Channel: onrecord.ChannelWebhook, Address: h.URL})
	server := httptest.NewServer(alert.Unsubscribe(k))
	t.Cleanup(server.Close)
	body := func(answer *http.Response, err error) string {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close()
		b, _ := io.ReadAll(answer.Body)
		return string(b)
	}
	address := server.URL + "/unsubscribe/" + sub.Token
	if page := body(http.Get(address)); !strings.Contains(page, "End this subscription?") || !strings.Contains(page, "&lt;b&gt;") {
		t.Errorf("the page that asks: %s", page)
	}
	if body(http.Post(server.URL+"/unsubscribe/"+sub.ID, "", nil)); len(subscriptions(t, k)) != 1 {
		t.Error("the id ended it: it stands in what webhooks are sent, and is no secret")
	}
	if page := body(http.Post(address, "application/x-www-form-urlencoded", strings.NewReader("List-Unsubscribe=One-Click"))); !strings.Contains(page, "Ended") || len(subscriptions(t, k)) != 0 {
		t.Errorf("one click: %s", page)
	}
	if page := body(http.Get(address)); !strings.Contains(page, "Ended") {
		t.Errorf("once more: %s", page)
	}
}

func subscriptions(t *testing.T, k *kept) []store.Subscription {
	t.Helper()
	list, err := k.Subscriptions(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// Several processes that send at once tell each subscriber once.
func TestSeveralSendersTellOnce(t *testing.T) {
	k, h := newKept(t), newHook(t)
	const subscribers = 20
	for i := range subscribers {
		k.follow(t, onrecord.Subscription{Topic: onrecord.TopicSearch, About: strings.Repeat("ferries ", i+1), Channel: onrecord.ChannelWebhook, Address: h.URL})
	}
	k.page(t, "Ferries to sail", "More ferries will sail from the quay.")
	var all sync.WaitGroup
	var sent atomic.Int64
	for range 3 {
		all.Go(func() {
			out, err := alert.Run(t.Context(), k, k.options())
			if err != nil {
				t.Error(err)
			}
			sent.Add(int64(out.Sent))
		})
	}
	all.Wait()
	ids := map[string]bool{}
	for _, c := range h.calls {
		ids[c.id] = true
	}
	if sent.Load() != subscribers || len(h.calls) != subscribers || len(ids) != subscribers {
		t.Errorf("%d sent, %d calls under %d ids, want %d", sent.Load(), len(h.calls), len(ids), subscribers)
	}
}
