package store

import (
	"context"
	"time"

	"github.com/onrecord/onrecord"
)

// Outbox is how people are told of what is new: what happened, who wants to
// know, and what was sent. Nothing is lost over a crash: an event is kept in the
// transaction that made it, until the one that keeps its alerts; an alert until the
// one that says it was sent. Nothing is told twice but for one case that nobody
// can close: a crash after a message was sent and before that was kept. It is then
// sent again under the same id, by which the receiver can know it.
type Outbox interface {
	// Subscribe keeps a subscription for what happens from now on, and returns
	// it with its id. One that is not well formed is ErrInvalid.
	Subscribe(ctx context.Context, s onrecord.Subscription) (onrecord.Subscription, error)
	// Unsubscribe ends the subscription with the id or the token, and drops what
	// it has not been sent. There being none is ErrNotFound.
	Unsubscribe(ctx context.Context, idOrToken string) error
	// Pause stops what a subscription is sent, by its id, or lets it go on: what
	// waits is sent then. There being none is ErrNotFound.
	Pause(ctx context.Context, id string, paused bool) error
	// Subscriptions lists all, oldest first.
	Subscriptions(ctx context.Context) ([]Subscription, error)
	// Subscribed returns one by its id or token.
	Subscribed(ctx context.Context, idOrToken string) (Subscription, error)

	// Events lists up to limit events that no alerts were made of yet, oldest
	// first. A release is told of once Link has come to it. There are none from
	// before the first subscription.
	Events(ctx context.Context, limit int) ([]Event, error)
	// Match keeps the alerts made of events and drops these, in one transaction.
	// Alerts that are kept already, or whose subscription has ended, change nothing.
	Match(ctx context.Context, events []Event, alerts []onrecord.Alert) error
	// Bundle puts the alerts that wait into deliveries, at most MaxBundle in each: those of a subscription
	// that is not paused, and whose last delivery was made, or which began, no less than Every before now; or more than
	// an hour after now: by a clock that was wrong.
	Bundle(ctx context.Context, now time.Time) error
	// Claim returns deliveries that are due, those whose time came first at the head, and puts them
	// off, so that no other process sends them meanwhile. Those of subscriptions that are paused,
	// or of another channel than those asked for, are left as they are.
	Claim(ctx context.Context, r ClaimRequest) ([]Delivery, error)
	// Sent keeps that a delivery arrived.
	Sent(ctx context.Context, id string, at time.Time) error
	// Failed keeps that one did not, and when to try again; the zero time gives
	// it up. One that no longer waits stays as it is: another process, by whom it was claimed since, came further.
	Failed(ctx context.Context, id, reason string, again time.Time) error
	// Retry has a delivery that was given up sent once more, from now on. One that arrived, or
	// waits, is ErrInvalid: it would be told twice.
	Retry(ctx context.Context, id string, now time.Time) error
	// Deliveries lists the newest deliveries, those in the state only unless it is "".
	Deliveries(ctx context.Context, state DeliveryState, limit int) ([]Delivery, error)
}

// ClaimRequest asks for deliveries to send.
type ClaimRequest struct {
	// Now is the time by which they are due, Until when another process may claim them.
	Now, Until time.Time
	// Far is more than any delivery is put off by: one whose time is further from Now is due as
	// well, for a clock was wrong when it was set. 0 is that none is.
	Far time.Duration
	// Channels are those by which the process can send.
	Channels []onrecord.Channel
	Limit    int
}

// MaxBundle is how many alerts one delivery holds.
const MaxBundle = 100

// Subscription is a subscription with what happened before it began: events up
// to and with After.
type Subscription struct {
	onrecord.Subscription
	After int64
}

// Event is something that happened: a release that was not seen before, or a
// change. Numbers grow.
type Event struct {
	Number int64
	// ReleaseID is the release's; ChangeID is "" where it is new.
	ReleaseID, ChangeID string
}

// DeliveryState is what became of a delivery.
type DeliveryState string

// The states of a delivery.
const (
	DeliveryWaiting DeliveryState = "waiting"
	DeliverySent    DeliveryState = "sent"
	DeliveryDead    DeliveryState = "dead" // given up after many attempts
)

// Delivery is one message to one subscriber.
type Delivery struct {
	ID           string                `json:"id"`
	Subscription onrecord.Subscription `json:"subscription"`
	Alerts       []onrecord.Alert      `json:"alerts"` // in the order in which they were made
	State        DeliveryState         `json:"state"`
	Attempts     int                   `json:"attempts"`
	Reason       string                `json:"reason,omitempty"` // why the last attempt failed
	MadeAt       time.Time             `json:"made_at"`
	// NextAt is when it is tried next while it waits, SentAt when it arrived.
	NextAt time.Time `json:"next_at,omitzero"`
	SentAt time.Time `json:"sent_at,omitzero"`
}
