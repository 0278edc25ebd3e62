package alert

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store"
)

// Options are how alerts are sent.
type Options struct {
	// Base is the address of the record's pages, put before paths, without a
	// slash at its end; "" where they are not served.
	Base string
	// Mail is how mail is sent; with no server digests wait.
	Mail Mail
	// Private allows webhooks on private and loopback addresses.
	Private bool
	// Now is the clock; nil is time.Now. Log is told of what failed; nil is slog.Default().
	Now func() time.Time
	Log *slog.Logger
}

func (o Options) ready() Options {
	o.Base = strings.TrimRight(o.Base, "/")
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	return o
}

// Summary says what one run did.
type Summary struct {
	// Made counts the alerts that were made, Sent the deliveries that arrived,
	// Failed those that did not and are tried again, Dead those that were given up.
	Made   int `json:"made"`
	Sent   int `json:"sent"`
	Failed int `json:"failed"`
	Dead   int `json:"dead"`
	// Waiting counts digests that are due and that no mail server was named for: they are left to a
	// process that has one. It counts no further than mostCounted.
	Waiting int `json:"waiting"`
}

const (
	// sideBySide is how many deliveries are claimed and sent side by side: one address that does
	// not answer keeps no other waiting for long.
	sideBySide = 8
	// longest is how long one sending may take, and claimed longer than all that are claimed
	// together take, also one after the other: nobody else sends them meanwhile.
	longest = time.Minute
	claimed = (sideBySide + 2) * longest

	maxAttempts = 8
	longestWait = 12 * time.Hour // before another attempt, where no later one was asked for
	mostAsked   = 24 * time.Hour // is believed of a Retry-After
	mostCounted = 100
)

// Run makes alerts of all that happened and sends what is due, once each. What
// does not arrive is no error: it is kept to be tried again, and counted.
func Run(ctx context.Context, s store.Store, o Options) (out Summary, err error) {
	o = o.ready()
	if out.Made, err = match(ctx, s); err != nil {
		return out, err
	}
	if err := s.Bundle(ctx, o.Now()); err != nil {
		return out, err
	}
	client := newHTTP(o.Private)
	for {
		now := o.Now()
		due, err := s.Claim(ctx, store.ClaimRequest{Now: now, Until: now.Add(claimed), Far: 2 * mostAsked, Channels: o.channels(), Limit: sideBySide})
		if err == nil && len(due) == 0 {
			out.Waiting, err = o.waiting(ctx, s)
			return out, err
		}
		if err == nil {
			err = o.deliver(ctx, s, client, due, &out)
		}
		if err != nil {
			return out, err
		}
	}
}

// channels are those by which can be sent.
func (o Options) channels() []onrecord.Channel {
	if o.Mail.Server == "" {
		return []onrecord.Channel{onrecord.ChannelWebhook}
	}
	return []onrecord.Channel{onrecord.ChannelWebhook, onrecord.ChannelMail}
}

// waiting counts what is due and cannot be sent from here.
func (o Options) waiting(ctx context.Context, s store.Store) (n int, err error) {
	if o.Mail.Server != "" {
		return 0, nil
	}
	list, err := s.Deliveries(ctx, store.DeliveryWaiting, mostCounted)
	for _, d := range list {
		if d.Subscription.Channel == onrecord.ChannelMail && !d.Subscription.Paused && !d.NextAt.After(o.Now()) {
			n++
		}
	}
	return n, err
}

// deliver sends deliveries and keeps what became of each: those of one subscription one after
// the other in their order, those of several side by side.
func (o Options) deliver(ctx context.Context, s store.Store, client *http.Client, due []store.Delivery, out *Summary) error {
	by := map[string][]store.Delivery{}
	for _, d := range due {
		by[d.Subscription.ID] = append(by[d.Subscription.ID], d)
	}
	var telling sync.Mutex
	var all sync.WaitGroup
	var failed error
	for _, some := range by {
		all.Go(func() {
			for _, d := range some {
				err := o.deliverOne(ctx, s, client, d, func(count func(*Summary)) {
					telling.Lock()
					defer telling.Unlock()
					count(out)
				})
				if err != nil {
					telling.Lock()
					defer telling.Unlock()
					failed = errors.Join(failed, err)
					return
				}
			}
		})
	}
	all.Wait()
	return failed
}

// deliverOne sends one delivery and keeps what became of it.
func (o Options) deliverOne(ctx context.Context, s store.Store, client *http.Client, d store.Delivery, count func(func(*Summary))) error {
	sending, cancel := context.WithTimeout(ctx, longest)
	err := o.send(sending, client, d)
	cancel()
	if err == nil {
		count(func(out *Summary) { out.Sent++ })
		return s.Sent(context.WithoutCancel(ctx), d.ID, o.Now()) // also where all of it is being stopped: it arrived
	}
	if ctx.Err() != nil {
		return ctx.Err() // the claim runs out, and it is sent again under the same id
	}
	again := o.again(d, err)
	count(func(out *Summary) {
		if again.IsZero() {
			out.Dead++
		} else {
			out.Failed++
		}
	})
	o.Log.WarnContext(ctx, "a delivery did not arrive", "delivery", d.ID, "subscription", d.Subscription.ID, "channel", d.Subscription.Channel, "attempt", d.Attempts+1, "error", err, "again", again)
	return s.Failed(ctx, d.ID, cut(oneLine(err.Error()), 500), again)
}

func (o Options) send(ctx context.Context, client *http.Client, d store.Delivery) error {
	if d.Subscription.Channel == onrecord.ChannelMail {
		return o.mail(ctx, d)
	}
	return o.post(ctx, client, d)
}

// again returns when to try a failed delivery again: after half a minute, then
// four times as late each time, but at least as late as was asked for; the zero time
// where it is to be given up.
func (o Options) again(d store.Delivery, err error) time.Time {
	var refused refusal
	if errors.As(err, &refused) && refused.status == http.StatusGone || d.Attempts+1 >= maxAttempts {
		return time.Time{}
	}
	wait := 30 * time.Second
	for range d.Attempts {
		wait = min(4*wait, longestWait)
	}
	return o.Now().Add(max(wait, refused.after))
}

// Test sends a subscription one alert that says that it is a test, and keeps nothing.
func Test(ctx context.Context, sub onrecord.Subscription, o Options) error {
	o = o.ready()
	if sub.Channel == onrecord.ChannelMail && o.Mail.Server == "" {
		return fmt.Errorf("%w: no mail server is named", onrecord.ErrInvalid)
	}
	now := o.Now().UTC().Truncate(time.Second)
	a := onrecord.NewAlert(onrecord.Alert{Subscription: sub.ID, Kind: "test", Subject: now.Format(time.RFC3339), Title: "A test of what you follow", Says: "nothing is new: this only shows that it arrives", Path: "/", IssuedOn: onrecord.DateOf(now), IssuedBy: []string{}})
	d := store.Delivery{ID: onrecord.StableID("test", a.ID), Subscription: sub, Alerts: []onrecord.Alert{a}, MadeAt: now}
	return o.send(ctx, newHTTP(o.Private), d)
}
