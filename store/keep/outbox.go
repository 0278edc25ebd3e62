package keep

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store"
)

// happened keeps an event, where anybody wants to be told of any.
func happened(conn Conn, release, change string) error {
	_, wanted, err := number(conn, "SELECT 1 FROM subscription LIMIT 1")
	if err != nil || !wanted {
		return err
	}
	n, _, err := number(conn, "UPDATE counter SET value = value + 1 WHERE name = 'event' RETURNING value")
	if err != nil {
		return err
	}
	return query(conn, "INSERT INTO event (number, release, change) VALUES (?, ?, ?)", nil, n, release, change)
}

// Subscribe implements store.Outbox.
func (s *Store) Subscribe(ctx context.Context, sub onrecord.Subscription) (onrecord.Subscription, error) {
	sub, err := onrecord.NewSubscription(sub)
	if err != nil {
		return sub, err
	}
	body, err := json.Marshal(&sub)
	if err != nil {
		return sub, err
	}
	return sub, s.wrap(ctx, "subscribe", s.write(ctx, func(conn Conn) error {
		return query(conn, `INSERT INTO subscription (id, token, past, body, secret, every, bundled, paused)
			VALUES (?, ?, (SELECT value FROM counter WHERE name = 'event'), ?, ?, ?, ?, 0) ON CONFLICT DO NOTHING`, nil,
			sub.ID, sub.Token, string(body), sub.Secret, sub.Every.Microseconds(), micros(sub.At))
	}))
}

// Unsubscribe implements store.Outbox.
func (s *Store) Unsubscribe(ctx context.Context, idOrToken string) error {
	return s.wrap(ctx, "unsubscribe", s.write(ctx, func(conn Conn) error {
		sub, err := subscribed(conn, idOrToken)
		if err != nil {
			return err
		}
		for _, statement := range []string{
			"DELETE FROM alert WHERE subscription = ?", "DELETE FROM delivery WHERE subscription = ?", "DELETE FROM subscription WHERE id = ?",
			"DELETE FROM event WHERE ? <> '' AND NOT EXISTS (SELECT 1 FROM subscription)",
		} {
			if err := query(conn, statement, nil, sub.ID); err != nil {
				return err
			}
		}
		return nil
	}))
}

// Pause implements store.Outbox.
func (s *Store) Pause(ctx context.Context, id string, paused bool) error {
	return s.wrap(ctx, "pause a subscription", s.write(ctx, func(conn Conn) error {
		sub, err := subscribed(conn, id)
		if err != nil {
			return err
		}
		sub.Paused = paused
		body, err := json.Marshal(&sub.Subscription)
		if err != nil {
			return err
		}
		state := 0
		if paused {
			state = 1
		}
		return query(conn, "UPDATE subscription SET body = ?, paused = ? WHERE id = ?", nil, string(body), state, sub.ID)
	}))
}

const subscriptionColumns = "SELECT body, secret, token, past FROM subscription"

func scanSubscription(stmt Stmt) (sub store.Subscription, err error) {
	if err := json.Unmarshal([]byte(stmt.ColumnText(0)), &sub.Subscription); err != nil {
		return sub, fmt.Errorf("%w: a subscription: %v", onrecord.ErrDamaged, err)
	}
	sub.Secret, sub.Token, sub.After = stmt.ColumnText(1), stmt.ColumnText(2), stmt.ColumnInt64(3)
	return sub, nil
}

func subscribed(conn Conn, idOrToken string) (sub store.Subscription, err error) {
	err = query(conn, subscriptionColumns+" WHERE id = ?1 OR token = ?1", func(stmt Stmt) (err error) {
		sub, err = scanSubscription(stmt)
		return err
	}, idOrToken)
	if err == nil && sub.ID == "" {
		err = fmt.Errorf("%w: there is no such subscription", onrecord.ErrNotFound)
	}
	return sub, err
}

// Subscribed implements store.Outbox.
func (s *Store) Subscribed(ctx context.Context, idOrToken string) (sub store.Subscription, err error) {
	err = s.read(ctx, func(conn Conn) error {
		sub, err = subscribed(conn, idOrToken)
		return err
	})
	return sub, s.wrap(ctx, "read a subscription", err)
}

// Subscriptions implements store.Outbox.
func (s *Store) Subscriptions(ctx context.Context) (out []store.Subscription, err error) {
	err = s.read(ctx, func(conn Conn) error {
		return query(conn, subscriptionColumns+" ORDER BY number", func(stmt Stmt) error {
			sub, err := scanSubscription(stmt)
			out = append(out, sub)
			return err
		})
	})
	return out, s.wrap(ctx, "list subscriptions", err)
}

// Events implements store.Outbox.
func (s *Store) Events(ctx context.Context, limit int) (out []store.Event, err error) {
	err = s.read(ctx, func(conn Conn) error {
		return query(conn, `SELECT e.number, e.release, e.change FROM event e WHERE NOT EXISTS (
				SELECT 1 FROM release r JOIN unlinked u ON u.position = r.position WHERE r.id = e.release)
			ORDER BY e.number LIMIT ?`, func(stmt Stmt) error {
			out = append(out, store.Event{Number: stmt.ColumnInt64(0), ReleaseID: stmt.ColumnText(1), ChangeID: stmt.ColumnText(2)})
			return nil
		}, limit)
	})
	return out, s.wrap(ctx, "list events", err)
}

// Match implements store.Outbox.
func (s *Store) Match(ctx context.Context, events []store.Event, alerts []onrecord.Alert) error {
	return s.wrap(ctx, "keep alerts", s.write(ctx, func(conn Conn) error {
		for _, a := range alerts {
			body, err := json.Marshal(&a)
			if err != nil {
				return err
			}
			err = query(conn, "INSERT INTO alert (id, subscription, body) SELECT ?, ?, ? WHERE EXISTS (SELECT 1 FROM subscription WHERE id = ?) ON CONFLICT DO NOTHING", nil, a.ID, a.Subscription, string(body), a.Subscription)
			if err != nil {
				return err
			}
		}
		for _, e := range events {
			if err := query(conn, "DELETE FROM event WHERE number = ?", nil, e.Number); err != nil {
				return err
			}
		}
		return nil
	}))
}

// wrongClock is how far ahead a time of the past may be where clocks of several machines differ.
const wrongClock = time.Hour

// Bundle implements store.Outbox.
func (s *Store) Bundle(ctx context.Context, now time.Time) error {
	return s.wrap(ctx, "make deliveries", s.write(ctx, func(conn Conn) error {
		var ready []string
		err := query(conn, "SELECT id FROM subscription s WHERE paused = 0 AND (bundled + every <= ? OR bundled > ?) AND EXISTS (SELECT 1 FROM alert WHERE subscription = s.id AND delivery IS NULL) ORDER BY number", func(stmt Stmt) error {
			ready = append(ready, stmt.ColumnText(0))
			return nil
		}, micros(now), micros(now.Add(wrongClock)))
		for _, id := range ready {
			for more := true; more && err == nil; {
				more, err = bundle(conn, id, now)
			}
		}
		return err
	}))
}

// bundle makes one delivery of what waits for a subscription, and reports
// whether it made any.
func bundle(conn Conn, subscription string, now time.Time) (bool, error) {
	var alerts []int64
	first := ""
	err := query(conn, "SELECT number, id FROM alert WHERE subscription = ? AND delivery IS NULL ORDER BY number LIMIT ?", func(stmt Stmt) error {
		if first == "" {
			first = stmt.ColumnText(1)
		}
		alerts = append(alerts, stmt.ColumnInt64(0))
		return nil
	}, subscription, store.MaxBundle)
	if err != nil || len(alerts) == 0 {
		return false, err
	}
	id := onrecord.StableID("delivery", subscription, first)
	if err := query(conn, "INSERT INTO delivery (id, subscription, state, attempts, reason, made, next, sent) VALUES (?, ?, ?, 0, '', ?, ?, 0)", nil,
		id, subscription, string(store.DeliveryWaiting), micros(now), micros(now)); err != nil {
		return false, err
	}
	for _, a := range alerts {
		if err := query(conn, "UPDATE alert SET delivery = ? WHERE number = ?", nil, id, a); err != nil {
			return false, err
		}
	}
	return true, query(conn, "UPDATE subscription SET bundled = ? WHERE id = ?", nil, micros(now), subscription)
}

// Claim implements store.Outbox.
func (s *Store) Claim(ctx context.Context, r store.ClaimRequest) (out []store.Delivery, err error) {
	far := int64(1) << 62
	if r.Far > 0 {
		far = micros(r.Now.Add(r.Far))
	}
	var by [2]bool // a webhook is called at once, a digest by mail never is: onrecord.NewSubscription
	for _, c := range r.Channels {
		by[0], by[1] = by[0] || c == onrecord.ChannelWebhook, by[1] || c == onrecord.ChannelMail
	}
	err = s.write(ctx, func(conn Conn) error {
		out, err = deliveries(conn, `state = 'waiting' AND (next <= ? OR next > ?)
			AND subscription IN (SELECT id FROM subscription WHERE paused = 0 AND (every = 0 AND ? <> 0 OR every > 0 AND ? <> 0))
			ORDER BY next, number LIMIT ?`, micros(r.Now), far, by[0], by[1], r.Limit)
		for _, d := range out {
			if err == nil {
				err = query(conn, "UPDATE delivery SET next = ? WHERE id = ?", nil, micros(r.Until), d.ID)
			}
		}
		return err
	})
	return out, s.wrap(ctx, "claim deliveries", err)
}

// Deliveries implements store.Outbox.
func (s *Store) Deliveries(ctx context.Context, state store.DeliveryState, limit int) (out []store.Delivery, err error) {
	err = s.read(ctx, func(conn Conn) error {
		out, err = deliveries(conn, "? IN ('', state) ORDER BY number DESC LIMIT ?", string(state), limit)
		return err
	})
	return out, s.wrap(ctx, "list deliveries", err)
}

func deliveries(conn Conn, where string, args ...any) (out []store.Delivery, err error) {
	err = query(conn, "SELECT id, subscription, state, attempts, reason, made, next, sent FROM delivery WHERE "+where, func(stmt Stmt) error {
		d := store.Delivery{ID: stmt.ColumnText(0), State: store.DeliveryState(stmt.ColumnText(2)), Attempts: stmt.ColumnInt(3), Reason: stmt.ColumnText(4), MadeAt: timeOf(stmt.ColumnInt64(5)), SentAt: timeOf(stmt.ColumnInt64(7))}
		if d.State == store.DeliveryWaiting {
			d.NextAt = timeOf(stmt.ColumnInt64(6))
		}
		d.Subscription.ID = stmt.ColumnText(1)
		out = append(out, d)
		return nil
	}, args...)
	for i := range out {
		if err == nil {
			err = fillDelivery(conn, &out[i])
		}
	}
	return out, err
}

func fillDelivery(conn Conn, d *store.Delivery) error {
	sub, err := subscribed(conn, d.Subscription.ID)
	if err != nil {
		return err
	}
	d.Subscription = sub.Subscription
	return query(conn, "SELECT body FROM alert WHERE delivery = ? ORDER BY number", func(stmt Stmt) error {
		var a onrecord.Alert
		if err := json.Unmarshal([]byte(stmt.ColumnText(0)), &a); err != nil {
			return fmt.Errorf("%w: an alert: %v", onrecord.ErrDamaged, err)
		}
		d.Alerts = append(d.Alerts, a)
		return nil
	}, d.ID)
}

// Sent implements store.Outbox.
func (s *Store) Sent(ctx context.Context, id string, at time.Time) error {
	return s.settle(ctx, "UPDATE delivery SET state = ?, attempts = attempts + 1, reason = '', sent = ? WHERE id = ?", string(store.DeliverySent), micros(at), id)
}

// Failed implements store.Outbox.
func (s *Store) Failed(ctx context.Context, id, reason string, again time.Time) error {
	state := store.DeliveryWaiting
	if again.IsZero() {
		state = store.DeliveryDead
	}
	return s.settle(ctx, "UPDATE delivery SET state = ?, attempts = attempts + 1, reason = ?, next = ? WHERE state = 'waiting' AND id = ?", string(state), reason, micros(again), id)
}

// Retry implements store.Outbox.
func (s *Store) Retry(ctx context.Context, id string, now time.Time) error {
	return s.wrap(ctx, "try a delivery once more", s.write(ctx, func(conn Conn) error {
		list, err := deliveries(conn, "id = ?", id)
		switch {
		case err != nil:
			return err
		case len(list) == 0:
			return fmt.Errorf("%w: there is no such delivery", onrecord.ErrNotFound)
		case list[0].State == store.DeliverySent:
			return fmt.Errorf("%w: this delivery arrived on %s; it is not sent twice", onrecord.ErrInvalid, list[0].SentAt.Format("2 January 2006, 15:04 MST"))
		case list[0].State == store.DeliveryWaiting:
			return fmt.Errorf("%w: this delivery was not given up: it is tried again by itself", onrecord.ErrInvalid)
		}
		return query(conn, "UPDATE delivery SET state = 'waiting', next = ? WHERE id = ?", nil, micros(now), id)
	}))
}

// settle runs a statement on the delivery whose id is its last argument.
func (s *Store) settle(ctx context.Context, statement string, args ...any) error {
	return s.wrap(ctx, "settle a delivery", s.write(ctx, func(conn Conn) error {
		if err := query(conn, statement, nil, args...); err != nil || conn.Changes() > 0 {
			return err
		}
		_, found, err := number(conn, "SELECT number FROM delivery WHERE id = ?", args[len(args)-1])
		if err == nil && !found {
			err = fmt.Errorf("%w: there is no such delivery", onrecord.ErrNotFound)
		}
		return err
	}))
}
