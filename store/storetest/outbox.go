package storetest

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store"
)

// subscribe keeps a subscription to changes, by webhook or as a daily digest.
func subscribe(t testing.TB, s store.Store, channel onrecord.Channel, name string) onrecord.Subscription {
	t.Helper()
	sub := onrecord.Subscription{Topic: onrecord.TopicChanges, Channel: channel, At: noon, Token: "token-of-sixteen-" + name, Address: "https://hook.example/" + name, Secret: "secret-of-sixteen-" + name}
	if channel == onrecord.ChannelMail {
		sub.Address, sub.Secret, sub.Every = name+"@mail.example", "", onrecord.Daily
	}
	return must(s.Subscribe(ctx, sub))(t)
}

func alertOf(sub onrecord.Subscription, subject string) onrecord.Alert {
	return onrecord.NewAlert(onrecord.Alert{Subscription: sub.ID, Kind: onrecord.AlertChange, Subject: subject, Title: "Lanterns", Says: "£2 became £3", Path: "/changes/" + subject, IssuedBy: []string{}})
}

// claim claims for a while what is due, by all channels.
func claim(t testing.TB, s store.Store, now time.Time, during time.Duration) []store.Delivery {
	t.Helper()
	return must(s.Claim(ctx, store.ClaimRequest{Now: now, Until: now.Add(during), Channels: []onrecord.Channel{onrecord.ChannelWebhook, onrecord.ChannelMail}, Limit: 10}))(t)
}

func subscriptionsAreKept(t *testing.T, s store.Store) {
	hook, mail := subscribe(t, s, onrecord.ChannelWebhook, "a"), subscribe(t, s, onrecord.ChannelMail, "b")
	again := must(s.Subscribe(ctx, hook))(t)
	equal(t, "the same again", hook, again)
	list := must(s.Subscriptions(ctx))(t)
	if len(list) != 2 || list[0].Subscription != hook || list[1].Subscription != mail {
		t.Errorf("subscriptions: %+v", list)
	}
	for _, key := range []string{mail.ID, mail.Token} {
		equal(t, "by "+key, mail, must(s.Subscribed(ctx, key))(t).Subscription)
	}
	if err := s.Unsubscribe(ctx, mail.Token); err != nil {
		t.Fatal(err)
	}
	if err := s.Unsubscribe(ctx, mail.ID); !errors.Is(err, onrecord.ErrNotFound) {
		t.Errorf("ended twice: %v, want ErrNotFound", err)
	}
	if _, err := s.Subscribed(ctx, mail.ID); !errors.Is(err, onrecord.ErrNotFound) {
		t.Errorf("an ended subscription: %v, want ErrNotFound", err)
	}
	bad := hook
	bad.Address = "ftp://hook.example"
	if _, err := s.Subscribe(ctx, bad); !errors.Is(err, onrecord.ErrInvalid) {
		t.Errorf("a bad address: %v, want ErrInvalid", err)
	}
}

// subscriptionsArePaused: what waits is sent when they go on.
func subscriptionsArePaused(t *testing.T, s store.Store) {
	sub := subscribe(t, s, onrecord.ChannelWebhook, "a")
	tell := func(subject string) {
		if err := s.Match(ctx, nil, []onrecord.Alert{alertOf(sub, subject)}); err != nil {
			t.Fatal(err)
		}
	}
	claimed := func(at time.Time) int {
		t.Helper()
		if err := s.Bundle(ctx, at); err != nil {
			t.Fatal(err)
		}
		return len(claim(t, s, at, 0))
	}
	pause := func(paused bool) {
		t.Helper()
		if err := s.Pause(ctx, sub.ID, paused); err != nil {
			t.Fatal(err)
		}
		if got := must(s.Subscribed(ctx, sub.ID))(t); got.Paused != paused || got.Address != sub.Address || got.Secret != sub.Secret {
			t.Errorf("paused %v: %+v", paused, got)
		}
	}
	tell("one")
	if n := claimed(noon.Add(time.Hour)); n != 1 {
		t.Fatalf("%d deliveries before it is paused", n)
	}
	pause(true)
	tell("two")
	if n := claimed(noon.Add(2 * time.Hour)); n != 0 {
		t.Errorf("%d deliveries while it is paused", n)
	}
	pause(false)
	if n := claimed(noon.Add(3 * time.Hour)); n != 2 {
		t.Errorf("%d deliveries once it goes on, want the one that waited and the new one", n)
	}
	if err := s.Pause(ctx, "0123456789abcdef", true); !errors.Is(err, onrecord.ErrNotFound) {
		t.Errorf("one that there is not: %v, want ErrNotFound", err)
	}
}

// Events are those since the first subscription, once Link has come to their releases.
func eventsWaitForLinks(t *testing.T, s store.Store) {
	events := func() []store.Event { t.Helper(); return must(s.Events(ctx, 100))(t) }
	save(t, s, capture("a.html", noon, fund("£2 million", 2e6)))
	if len(events()) != 0 {
		t.Error("events that nobody asked for")
	}
	sub := subscribe(t, s, onrecord.ChannelWebhook, "a")
	save(t, s, capture("a.html", noon.Add(time.Hour), fund("£1 million", 1e6)), capture("b.html", noon.Add(time.Hour), build("b", "Ferries", "2025-02-04", "They sail.")))
	if len(events()) != 0 {
		t.Error("events of releases that are not linked")
	}
	if err := s.Link(ctx, nil); err != nil {
		t.Fatal(err)
	}
	got := events()
	if len(got) != 2 || got[0].ChangeID == "" || got[1].ChangeID != "" || got[1].ReleaseID != onrecord.StableID("release", "b") || got[0].Number >= got[1].Number {
		t.Fatalf("events: %+v, want a change, then a new release", got)
	}
	if after := must(s.Subscribed(ctx, sub.ID))(t).After; after >= got[0].Number {
		t.Errorf("the subscription began after event %d, before which it was kept", after)
	}
	later := subscribe(t, s, onrecord.ChannelWebhook, "later")
	if after := must(s.Subscribed(ctx, later.ID))(t).After; after != got[1].Number {
		t.Errorf("a later subscription begins after event %d, want %d", after, got[1].Number)
	}
	alerts := []onrecord.Alert{alertOf(sub, got[0].ChangeID)}
	for range 2 { // as after a crash: kept once
		if err := s.Match(ctx, got, alerts); err != nil {
			t.Fatal(err)
		}
	}
	if len(events()) != 0 {
		t.Error("events that were matched are there still")
	}
	if err := s.Bundle(ctx, noon); err != nil {
		t.Fatal(err)
	}
	if list := must(s.Deliveries(ctx, "", 10))(t); len(list) != 1 || len(list[0].Alerts) != 1 {
		t.Errorf("deliveries: %+v, want one with one alert", list)
	}
	// Reading or linking again is no event.
	if _, err := s.Relink(ctx, nil); err != nil {
		t.Fatal(err)
	}
	save(t, s, capture("a.html", noon.Add(time.Hour), fund("£1 million", 1e6)))
	if err := s.Link(ctx, nil); err != nil {
		t.Fatal(err)
	}
	if list := events(); len(list) != 0 {
		t.Errorf("events of what was known: %+v", list)
	}
}

func deliveriesAreSentOnce(t *testing.T, s store.Store) {
	hook, mail := subscribe(t, s, onrecord.ChannelWebhook, "a"), subscribe(t, s, onrecord.ChannelMail, "b")
	var alerts []onrecord.Alert
	for i := range store.MaxBundle + 1 {
		alerts = append(alerts, alertOf(hook, fmt.Sprint(i)))
	}
	alerts = append(alerts, alertOf(mail, "x"), onrecord.NewAlert(onrecord.Alert{Subscription: "gone", Subject: "y"}))
	if err := s.Match(ctx, nil, alerts); err != nil {
		t.Fatal(err)
	}
	claim := func(now time.Time) []store.Delivery {
		t.Helper()
		if err := s.Bundle(ctx, now); err != nil {
			t.Fatal(err)
		}
		return claim(t, s, now, time.Minute)
	}
	first := claim(noon.Add(time.Hour))
	if len(first) != 2 || len(first[0].Alerts) != store.MaxBundle || len(first[1].Alerts) != 1 || first[0].Subscription != hook {
		t.Fatalf("the first claim: %d deliveries, want two of the webhook", len(first))
	}
	equal(t, "an alert", alerts[0], first[0].Alerts[0])
	if again := claim(noon.Add(time.Hour)); len(again) != 0 {
		t.Errorf("claimed twice: %+v", again)
	}
	// The process that claimed them is gone: they come again, the same.
	resent := claim(noon.Add(time.Hour + time.Minute))
	if len(resent) != 2 || resent[0].ID != first[0].ID || resent[1].ID != first[1].ID {
		t.Fatalf("after the claim ran out: %+v", resent)
	}
	if err := s.Sent(ctx, first[0].ID, noon.Add(2*time.Hour)); err != nil {
		t.Fatal(err)
	}
	if err := s.Failed(ctx, first[1].ID, "it answered 500", noon.Add(3*time.Hour)); err != nil {
		t.Fatal(err)
	}
	if early := claim(noon.Add(2 * time.Hour)); len(early) != 0 {
		t.Errorf("tried before its time: %+v", early)
	}
	third := claim(noon.Add(3 * time.Hour))
	if len(third) != 1 || third[0].ID != first[1].ID || third[0].Attempts != 1 || third[0].Reason != "it answered 500" {
		t.Fatalf("the second attempt: %+v", third)
	}
	if err := s.Failed(ctx, third[0].ID, "it answered 410", time.Time{}); err != nil {
		t.Fatal(err)
	}
	day := claim(noon.Add(onrecord.Daily)) // the digest's time
	if len(day) != 1 || day[0].Subscription != mail {
		t.Fatalf("after a day: %+v, want the digest", day)
	}
	for state, want := range map[store.DeliveryState]string{store.DeliverySent: first[0].ID, store.DeliveryDead: first[1].ID, store.DeliveryWaiting: day[0].ID} {
		if list := must(s.Deliveries(ctx, state, 10))(t); len(list) != 1 || list[0].ID != want {
			t.Errorf("%s: %+v", state, list)
		}
	}
	if err := s.Sent(ctx, "none", noon); !errors.Is(err, onrecord.ErrNotFound) {
		t.Errorf("no such delivery: %v", err)
	}
	if err := s.Unsubscribe(ctx, mail.ID); err != nil {
		t.Fatal(err)
	}
	if list := must(s.Deliveries(ctx, "", 10))(t); len(list) != 2 {
		t.Errorf("%d deliveries after the end of one subscription, want the other's two", len(list))
	}
	// What waits for a day is one digest.
	next := subscribe(t, s, onrecord.ChannelMail, "c")
	if err := s.Match(ctx, nil, []onrecord.Alert{alertOf(next, "1"), alertOf(next, "2")}); err != nil {
		t.Fatal(err)
	}
	if due := claim(noon.Add(onrecord.Daily - time.Second)); len(due) != 0 {
		t.Errorf("a digest before its day: %+v", due)
	}
	if due := claim(noon.Add(onrecord.Daily)); len(due) != 1 || len(due[0].Alerts) != 2 {
		t.Errorf("a digest of two: %+v", due)
	}
}

// deliver makes a delivery of one alert to a subscription.
func deliver(t testing.TB, s store.Store, sub onrecord.Subscription, subject string, at time.Time) store.Delivery {
	t.Helper()
	if err := s.Match(ctx, nil, []onrecord.Alert{alertOf(sub, subject)}); err != nil {
		t.Fatal(err)
	}
	if err := s.Bundle(ctx, at); err != nil {
		t.Fatal(err)
	}
	list := must(s.Deliveries(ctx, "", 1))(t)
	if len(list) != 1 || len(list[0].Alerts) != 1 || list[0].Alerts[0].Subject != subject {
		t.Fatalf("the delivery of %s: %+v", subject, list)
	}
	return list[0]
}

// Who cannot send by a channel leaves what goes by it to others, at the time at which it was due.
func deliveriesAreLeftToWhoCanSend(t *testing.T, s store.Store) {
	day := noon.Add(onrecord.Daily)
	hook, mail := deliver(t, s, subscribe(t, s, onrecord.ChannelWebhook, "a"), "one", day), deliver(t, s, subscribe(t, s, onrecord.ChannelMail, "b"), "two", day)
	for _, c := range []struct {
		channels []onrecord.Channel
		want     string
	}{{nil, ""}, {[]onrecord.Channel{onrecord.ChannelWebhook}, hook.ID}, {[]onrecord.Channel{onrecord.ChannelWebhook}, ""}, {[]onrecord.Channel{onrecord.ChannelMail}, mail.ID}} {
		got := ""
		for _, d := range must(s.Claim(ctx, store.ClaimRequest{Now: day, Until: day.Add(time.Minute), Channels: c.channels, Limit: 10}))(t) {
			got += d.ID
		}
		equal(t, fmt.Sprintf("claimed by %q", c.channels), c.want, got)
	}
}

// A delivery that arrived is sent no more, whatever is said of it afterwards.
func whatArrivedIsNotSentAgain(t *testing.T, s store.Store) {
	sub := subscribe(t, s, onrecord.ChannelWebhook, "a")
	d := deliver(t, s, sub, "one", noon)
	if err := s.Retry(ctx, d.ID, noon); !errors.Is(err, onrecord.ErrInvalid) {
		t.Errorf("one that waits is tried once more: %v, want ErrInvalid", err)
	}
	if err := s.Failed(ctx, d.ID, "it answered 410", time.Time{}); err != nil {
		t.Fatal(err)
	}
	if due := claim(t, s, noon.Add(time.Hour), 0); len(due) != 0 {
		t.Errorf("one that was given up is due: %+v", due)
	}
	if err := s.Retry(ctx, d.ID, noon); err != nil {
		t.Fatal(err)
	}
	if due := claim(t, s, noon, time.Hour); len(due) != 1 || due[0].ID != d.ID || due[0].Attempts != 1 {
		t.Errorf("tried once more: %+v", due)
	}
	if err := s.Sent(ctx, d.ID, noon.Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	// A process that claimed it before, and was slow.
	for _, again := range []time.Time{noon, {}} {
		if err := s.Failed(ctx, d.ID, "it broke off", again); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Retry(ctx, d.ID, noon); !errors.Is(err, onrecord.ErrInvalid) {
		t.Errorf("one that arrived is tried once more: %v, want ErrInvalid", err)
	}
	if due := claim(t, s, noon.Add(48*time.Hour), 0); len(due) != 0 {
		t.Errorf("what arrived is due again: %+v", due)
	}
	if list := must(s.Deliveries(ctx, store.DeliverySent, 10))(t); len(list) != 1 || list[0].Reason != "" || !list[0].SentAt.Equal(noon.Add(time.Minute)) {
		t.Errorf("what arrived: %+v", list)
	}
	for _, err := range []error{s.Retry(ctx, "none", noon), s.Failed(ctx, "none", "x", noon)} {
		if !errors.Is(err, onrecord.ErrNotFound) {
			t.Errorf("there is no such delivery: %v, want ErrNotFound", err)
		}
	}
}

// What was put off while a clock was years ahead is not put off for years.
func wrongClocksPutNothingOff(t *testing.T, s store.Store) {
	ahead := noon.AddDate(5, 0, 0)
	mail := subscribe(t, s, onrecord.ChannelMail, "a")
	d := deliver(t, s, mail, "one", ahead)
	request := store.ClaimRequest{Now: ahead, Until: ahead.Add(time.Hour), Far: 48 * time.Hour, Channels: []onrecord.Channel{onrecord.ChannelMail}, Limit: 10}
	if due := must(s.Claim(ctx, request))(t); len(due) != 1 || due[0].ID != d.ID {
		t.Fatalf("while the clock is ahead: %+v", due)
	}
	request.Now, request.Until = noon, noon.Add(time.Hour)
	if due := must(s.Claim(ctx, request))(t); len(due) != 1 || due[0].ID != d.ID {
		t.Errorf("once it is set right: %+v", due)
	}
	if due := must(s.Claim(ctx, request))(t); len(due) != 0 {
		t.Errorf("claimed twice: %+v", due)
	}
	deliver(t, s, mail, "two", noon.Add(time.Hour)) // made, though the last was made in years
}
