package alert

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
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
	Made, Sent, Failed, Dead int
	// Waiting counts digests that no mail server was named for.
	Waiting int
}

const (
	claimed     = 5 * time.Minute // longer than any sending takes
	maxAttempts = 8
	claims      = 20
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
		due, err := s.Claim(ctx, now, now.Add(claimed), claims)
		if err != nil || len(due) == 0 {
			return out, err
		}
		for _, d := range due {
			if err := o.deliver(ctx, s, client, d, &out); err != nil {
				return out, err
			}
		}
	}
}

// deliver sends one delivery and keeps what became of it.
func (o Options) deliver(ctx context.Context, s store.Store, client *http.Client, d store.Delivery, out *Summary) error {
	if d.Subscription.Channel == onrecord.ChannelMail && o.Mail.Server == "" {
		out.Waiting++ // claimed, and so looked at again later
		return nil
	}
	err := o.send(ctx, client, d)
	if ctx.Err() != nil {
		return ctx.Err() // the claim runs out, and it is sent again under the same id
	}
	if err == nil {
		out.Sent++
		return s.Sent(ctx, d.ID, o.Now())
	}
	again := o.again(d, err)
	if again.IsZero() {
		out.Dead++
	} else {
		out.Failed++
	}
	o.Log.WarnContext(ctx, "a delivery did not arrive", "delivery", d.ID, "to", d.Subscription.Address, "attempt", d.Attempts+1, "error", err, "again", again)
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
		wait = min(4*wait, 12*time.Hour)
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
