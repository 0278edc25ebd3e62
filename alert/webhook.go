package alert

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/reach"
	"github.com/onrecord/onrecord/store"
)

// secretPrefix begins a secret, as Standard Webhooks has it.
const secretPrefix = "whsec_"

// NewSecret returns a secret of 24 random bytes to sign a webhook with.
func NewSecret() string {
	b := make([]byte, 24)
	_, _ = rand.Read(b) // never fails
	return secretPrefix + base64.StdEncoding.EncodeToString(b)
}

// Sign returns the signature of a message: what the header webhook-signature
// holds. A secret that is not of NewSecret's form signs by its own bytes.
func Sign(secret, id string, at time.Time, body []byte) string {
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, secretPrefix))
	if err != nil || !strings.HasPrefix(secret, secretPrefix) {
		key = []byte(secret)
	}
	mac := hmac.New(sha256.New, key)
	fmt.Fprintf(mac, "%s.%d.", id, at.Unix())
	mac.Write(body)
	return "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// message is what a webhook is sent. The same delivery is sent in the same bytes.
type message struct {
	ID           string                `json:"id"`
	Subscription onrecord.Subscription `json:"subscription"`
	MadeAt       time.Time             `json:"made_at"`
	Alerts       []alertAt             `json:"alerts"`
}

type alertAt struct {
	onrecord.Alert
	URL string `json:"url"` // where it is to be read; a path alone where the record's address is not known
}

// newHTTP returns a client that looks at the address of every connection it
// makes, once DNS has answered, and follows no redirect.
func newHTTP(private bool) *http.Client {
	scope := reach.Public
	if private {
		scope = reach.Private
	}
	dialer := &net.Dialer{Timeout: 10 * time.Second, Control: reach.Control(scope)}
	return &http.Client{
		Timeout:       20 * time.Second,
		Transport:     &http.Transport{DialContext: dialer.DialContext, TLSHandshakeTimeout: 10 * time.Second, MaxResponseHeaderBytes: 64 << 10, DisableKeepAlives: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// refusal is an answer other than "received".
type refusal struct {
	status int
	after  time.Duration // Retry-After, 0 where it did not say
}

func (r refusal) Error() string {
	return fmt.Sprintf("it answered %d %s", r.status, http.StatusText(r.status))
}

// post sends a delivery to its webhook.
func (o Options) post(ctx context.Context, client *http.Client, d store.Delivery) error {
	m := message{ID: d.ID, Subscription: d.Subscription, MadeAt: d.MadeAt}
	for _, a := range d.Alerts {
		m.Alerts = append(m.Alerts, alertAt{a, o.Base + a.Path})
	}
	body, err := json.Marshal(m)
	if err != nil {
		return err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, d.Subscription.Address, bytes.NewReader(body))
	if err != nil {
		return err
	}
	now := o.Now()
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("User-Agent", "onrecord")
	r.Header.Set("webhook-id", d.ID)
	r.Header.Set("webhook-timestamp", strconv.FormatInt(now.Unix(), 10))
	r.Header.Set("webhook-signature", Sign(d.Subscription.Secret, d.ID, now, body))
	answer, err := client.Do(r)
	if err != nil {
		if reach.Refused(err) {
			return fmt.Errorf("its address is private, and such addresses are not allowed (see --allow-private)")
		}
		if e := (*url.Error)(nil); errors.As(err, &e) {
			err = e.Err // its address may hold a secret, and is known
		}
		return err
	}
	defer answer.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(answer.Body, 64<<10))
	if answer.StatusCode < 200 || answer.StatusCode > 299 {
		return refusal{answer.StatusCode, retryAfter(answer.Header.Get("Retry-After"), now)}
	}
	return nil
}

// retryAfter reads the header, seconds or a date (RFC 9110, 10.2.3): 0 where it says nothing
// that can be read, and no more than mostAsked.
func retryAfter(header string, now time.Time) time.Duration {
	var asked time.Duration
	if seconds, err := strconv.Atoi(header); err == nil {
		asked = time.Duration(min(seconds, int(mostAsked/time.Second))) * time.Second
	} else if at, err := http.ParseTime(header); err == nil {
		asked = at.Sub(now)
	}
	return max(0, min(asked, mostAsked))
}
