package onrecord

import (
	"fmt"
	"net/mail"
	"net/url"
	"slices"
	"time"
	"unicode"
	"unicode/utf8"
)

// Subscription is a wish to be told when something new is in the record.
type Subscription struct {
	// ID is made from all the rest: see NewSubscription.
	ID    string `json:"id"`
	Topic Topic  `json:"topic"`
	// About says of what: of a search the query; of a name the id of a named
	// thing; of a commitment the id of its fact; of changes what they are narrowed
	// to, as the query of the address of their page ("issuer=Tide+Office"), "" for all.
	About string `json:"about"`
	// Words say About to people: a name, a commitment's words; "" where About says it.
	Words string `json:"words,omitempty"`
	// Channel says how, Address where to.
	Channel Channel `json:"channel"`
	Address string  `json:"address"`
	// Every is how much time there is between two messages at least; 0 is at once.
	Every time.Duration `json:"every"`
	// Secret signs what a webhook is sent; "" for mail.
	Secret string `json:"-"`
	// Token is what a message's address to end the subscription is told by.
	Token string    `json:"-"`
	At    time.Time `json:"at"` // when it began, in UTC, to the microsecond
	// Paused says that nothing is sent until it goes on. What happens meanwhile
	// waits.
	Paused bool `json:"paused,omitempty"`
}

// Topic says of what a subscription tells.
type Topic string

// The topics.
const (
	TopicSearch     Topic = "search"     // releases that match a query
	TopicName       Topic = "name"       // releases that name a thing, and changes of them
	TopicCommitment Topic = "commitment" // later passages that bear on a commitment, and changes of its release
	TopicChanges    Topic = "changes"    // changes, but for trivial ones where no rank is asked for
)

// Topics lists all topics.
var Topics = []Topic{TopicSearch, TopicName, TopicCommitment, TopicChanges}

// Channel is a way to be told.
type Channel string

// The channels. Feeds (Atom) need no subscription: their readers ask.
const (
	ChannelWebhook Channel = "webhook" // an HTTP POST to Address, signed
	ChannelMail    Channel = "mail"    // a digest to the mail address
)

// The bounds of a subscription, in bytes.
const (
	maxAbout   = 1000
	maxAddress = 2000
)

// NewSubscription returns the subscription with At in UTC to the microsecond
// and its id, also beside an error. A digest by mail is daily or weekly. An error wraps ErrInvalid and
// says what is wrong.
func NewSubscription(s Subscription) (Subscription, error) {
	s.At = s.At.UTC().Truncate(time.Microsecond)
	s.ID = StableID("subscription", string(s.Topic), s.About, string(s.Channel), s.Address, s.Every.String(), s.At.Format(time.RFC3339Nano))
	if err := s.check(); err != nil {
		return s, fmt.Errorf("%w: %w", ErrInvalid, err)
	}
	return s, nil
}

// The times between two digests.
const (
	Daily  = 24 * time.Hour
	Weekly = 7 * Daily
)

func (s *Subscription) check() error {
	switch {
	case !slices.Contains(Topics, s.Topic):
		return fmt.Errorf("there is no topic %.40q to follow; there are %s", string(s.Topic), listed(Topics))
	case len(s.About) > maxAbout || len(s.Words) > maxAbout || len(s.Address) > maxAddress || !utf8.ValidString(s.About+s.Words+s.Address):
		return fmt.Errorf("what is followed may have %d bytes and where to %d, in UTF-8", maxAbout, maxAddress)
	case s.About == "" && s.Topic != TopicChanges:
		return fmt.Errorf("a %s to follow is named", s.Topic)
	case (s.Topic == TopicName || s.Topic == TopicCommitment) && !IsID(s.About):
		return fmt.Errorf("%.40q is no id of a %s", s.About, s.Topic)
	case s.At.IsZero():
		return fmt.Errorf("a subscription says when it began")
	}
	return s.checkChannel()
}

func (s *Subscription) checkChannel() error {
	for _, r := range s.Address {
		if unicode.IsControl(r) || unicode.IsSpace(r) {
			return fmt.Errorf("an address has no space and no control character")
		}
	}
	switch s.Channel {
	case ChannelWebhook:
		u, err := url.Parse(s.Address)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
			return fmt.Errorf("a webhook is an address like https://example.org/hook, not %.100q", s.Address)
		}
		if u.User != nil {
			return fmt.Errorf("names and passwords in addresses are not used, since what is followed is listed; calls are known by their signature")
		}
		if s.Every != 0 {
			return fmt.Errorf("a webhook is called at once")
		}
		if len(s.Secret) < 16 {
			return fmt.Errorf("the secret that signs a webhook has 16 characters at least")
		}
	case ChannelMail:
		a, err := mail.ParseAddress(s.Address)
		if err != nil || a.Address != s.Address {
			return fmt.Errorf("%.100q is no mail address", s.Address)
		}
		if s.Every != Daily && s.Every != Weekly {
			return fmt.Errorf("a digest by mail is daily or weekly")
		}
	default:
		return fmt.Errorf("there is no channel %.40q; there are webhook and mail", string(s.Channel))
	}
	if len(s.Token) < 16 {
		return fmt.Errorf("a subscription has a token of 16 characters at least")
	}
	return nil
}

// Alert is one thing that a subscription tells.
type Alert struct {
	// ID is made from the subscription and what is told, so that nothing is told twice.
	ID           string    `json:"id"`
	Subscription string    `json:"subscription"`
	Kind         AlertKind `json:"kind"`
	// Subject is the id of the release, the change or the passage.
	Subject string `json:"subject"`
	// Title is the release's, Says what is new in one line, Words more of it in
	// plain text, and Path where it is to be read, under the record's address.
	Title    string   `json:"title"`
	Says     string   `json:"says"`
	Words    string   `json:"words,omitempty"`
	Path     string   `json:"path"`
	IssuedOn Date     `json:"issued_on"`
	IssuedBy []string `json:"issued_by"`
}

// AlertKind says what an alert is of.
type AlertKind string

// The kinds of alert.
const (
	AlertRelease  AlertKind = "release"
	AlertChange   AlertKind = "change"
	AlertFollowUp AlertKind = "follow_up"
)

// NewAlert returns the alert with its id.
func NewAlert(a Alert) Alert {
	a.ID = StableID("alert", a.Subscription, string(a.Kind), a.Subject)
	return a
}
