package keep

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store"
)

// sources looks whether what is followed is well formed, and whether what was seen at each location
// was captured before it was noted.
func (c *checker) sources(ctx context.Context) error {
	err := c.walk(ctx, "sources", "SELECT count(*) FROM source", "SELECT number, spec, every FROM source WHERE number > ? ORDER BY number LIMIT ?", func(_ Conn, stmt Stmt) error {
		spec, every := stmt.ColumnText(1), time.Duration(stmt.ColumnInt64(2))*time.Second
		if src, err := onrecord.ParseSource(spec); err != nil || src.Spec != spec {
			c.fault("source "+spec, "", "it is not written as a source is")
		}
		if every < onrecord.MinEvery || every > onrecord.MaxEvery {
			c.fault("source "+spec, "", "it is looked at every %s, which is out of bounds", every)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return c.walk(ctx, "locations", "SELECT count(*) FROM item", `SELECT number, location, hash, found, visited, EXISTS (SELECT 1 FROM capture JOIN blob ON blob.number = capture.blob
			WHERE capture.location = item.found AND blob.hash = item.hash),
			EXISTS (SELECT 1 FROM listed WHERE listed.item = item.number AND visit NOT IN ('now', 'later', 'never'))
		FROM item WHERE number > ? ORDER BY number LIMIT ?`, func(_ Conn, stmt Stmt) error {
		c.report.Locations++
		location := stmt.ColumnText(1)
		if body := stmt.ColumnText(2) != ""; body && !stmt.ColumnBool(5) {
			c.fault(location, "", "it is noted that something was captured there, and there is no such capture")
		} else if !body && stmt.ColumnText(3) != "" || body && stmt.ColumnInt64(4) == 0 {
			c.fault(location, "", "what is noted of it does not match whether it was visited")
		}
		if stmt.ColumnBool(6) {
			c.fault(location, "", "it is not said when it is to be visited")
		}
		return nil
	})
}

// outbox looks whether subscriptions are what their ids say, and alerts and deliveries theirs.
func (c *checker) outbox(ctx context.Context) error {
	err := c.walk(ctx, "subscriptions", "SELECT count(*) FROM subscription", subscriptionRows+" WHERE number > ? ORDER BY number LIMIT ?", func(_ Conn, stmt Stmt) error {
		c.report.Subscriptions++
		if says := subscriptionFault(stmt); says != "" {
			c.fault("subscription "+stmt.ColumnText(1), "", "%s", says)
		}
		return nil
	})
	if err == nil {
		err = c.walk(ctx, "deliveries", "SELECT count(*) FROM delivery", `SELECT number, id, state, sent, EXISTS (SELECT 1 FROM subscription WHERE subscription.id = delivery.subscription),
			(SELECT count(*) FROM alert WHERE alert.delivery = delivery.id AND alert.subscription = delivery.subscription)
			FROM delivery WHERE number > ? ORDER BY number LIMIT ?`, func(_ Conn, stmt Stmt) error {
			if says := deliveryFault(stmt); says != "" {
				c.fault("delivery "+stmt.ColumnText(1), "", "%s", says)
			}
			return nil
		})
	}
	if err == nil {
		err = c.walk(ctx, "alerts", "SELECT count(*) FROM alert", `SELECT number, id, subscription, body, EXISTS (SELECT 1 FROM subscription WHERE subscription.id = alert.subscription),
			delivery IS NULL OR EXISTS (SELECT 1 FROM delivery WHERE delivery.id = alert.delivery AND delivery.subscription = alert.subscription)
			FROM alert WHERE number > ? ORDER BY number LIMIT ?`, func(_ Conn, stmt Stmt) error {
			c.report.Alerts++
			if says := alertFault(stmt); says != "" {
				c.fault("alert "+stmt.ColumnText(1), "", "%s", says)
			}
			return nil
		})
	}
	if err != nil {
		return err
	}
	return c.astray(ctx, []astray{{"event", "its number is still to come: a subscription that begins now would not be told of what happens next",
		"SELECT number FROM event WHERE number > coalesce((SELECT value FROM counter WHERE name = 'event'), 0)"}})
}

const subscriptionRows = `SELECT number, id, body, secret, token, every, paused, past <= coalesce((SELECT value FROM counter WHERE name = 'event'), 0) FROM subscription`

// subscriptionFault says what is wrong with a row of subscriptionRows, "" where nothing is.
func subscriptionFault(stmt Stmt) string {
	var sub onrecord.Subscription
	if err := json.Unmarshal([]byte(stmt.ColumnText(2)), &sub); err != nil {
		return fmt.Sprintf("it cannot be read: %v", err)
	}
	sub.Secret, sub.Token = stmt.ColumnText(3), stmt.ColumnText(4)
	made, _ := onrecord.NewSubscription(sub) // what is no longer taken was kept while it was
	switch {
	case made.ID != sub.ID || sub.ID != stmt.ColumnText(1):
		return "what is followed does not match its id"
	case sub.Every.Microseconds() != stmt.ColumnInt64(5) || sub.Paused != stmt.ColumnBool(6):
		return "when it is sent does not match what was asked for"
	case !stmt.ColumnBool(7):
		return "it began after events that are still to come, of which it would not be told"
	}
	return ""
}

func deliveryFault(stmt Stmt) string {
	alerts, sent := stmt.ColumnInt64(5), stmt.ColumnInt64(3) != 0
	state := store.DeliveryState(stmt.ColumnText(2))
	switch {
	case !slices.Contains([]store.DeliveryState{store.DeliveryWaiting, store.DeliverySent, store.DeliveryDead}, state):
		return fmt.Sprintf("it is %.40q, and neither waits nor was sent nor given up", state)
	case sent != (state == store.DeliverySent):
		return "whether it arrived does not match when it did"
	case !stmt.ColumnBool(4):
		return "its subscription is not there"
	case alerts == 0 || alerts > store.MaxBundle:
		return fmt.Sprintf("it holds %d alerts, not 1 to %d", alerts, store.MaxBundle)
	}
	return ""
}

func alertFault(stmt Stmt) string {
	var a onrecord.Alert
	if err := json.Unmarshal([]byte(stmt.ColumnText(3)), &a); err != nil {
		return fmt.Sprintf("it cannot be read: %v", err)
	}
	switch id := onrecord.NewAlert(a).ID; {
	case id != a.ID || id != stmt.ColumnText(1) || a.Subscription != stmt.ColumnText(2):
		return "what it tells does not match its id"
	case !stmt.ColumnBool(4):
		return "its subscription is not there"
	case !stmt.ColumnBool(5):
		return "it stands in a delivery that is not there"
	}
	return ""
}
