// Package alert tells people what is new: it makes alerts of what happened to
// the record, and sends them as webhooks and as digests by mail.
//
// In come the store's events and subscriptions; out go HTTP requests and mail. It
// refuses to call private, loopback and link-local addresses, which is looked at
// when the connection is made, after DNS, unless it is told that such an address is
// wanted; it follows no redirect; and it tells nothing from before a subscription
// began.
//
//	summary, err := alert.Run(ctx, s, alert.Options{Base: "https://record.example.org", Now: time.Now})
//
// # What may be sent twice
//
// An alert is made once (its id is that of the subscription and of what is
// told), and stands in one delivery, whose id never changes. A delivery is claimed
// before it is sent, so that two processes do not both send it, and is kept as sent
// afterwards. A process claims only what it can send: without a mail server no mail. After a crash between the two it is sent once more, under the same id:
// the webhook-id of a webhook, the Message-ID of a mail. No sender can close that gap
// alone; a receiver that remembers ids does.
//
// # Webhooks
//
// They follow Standard Webhooks (standardwebhooks.com): the headers webhook-id,
// webhook-timestamp and webhook-signature, which is "v1," and the base64 of the
// HMAC-SHA256 of id, timestamp and body, joined by full stops, under the bytes that
// follow "whsec_" in the secret, as base64. Any answer from 200 to 299 is taken as
// received; 410 ends the attempts; anything else is tried again after half a minute, then ever
// later, eight times in some thirty hours, and then given up and listed.
package alert
