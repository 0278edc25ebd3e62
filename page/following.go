package page

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/alert"
	"github.com/onrecord/onrecord/search"
	"github.com/onrecord/onrecord/store"
)

// followLinks are the ways to be told of what is new about what a page shows.
type followLinks struct {
	Feed string // the path of its Atom feed
	Ask  string // the page that asks where to send it; "" where nobody can ask for it here
}

func (p *site) followLinks(feed string, topic onrecord.Topic, about string) followLinks {
	out := followLinks{Feed: feed}
	if p.options.Editing {
		out.Ask = address("/follow", nil, "topic", string(topic), "about", about)
		if about == "" {
			out.Ask = address("/follow", nil, "topic", string(topic))
		}
	}
	return out
}

// followData is the page of what is followed.
type followData struct {
	Rows  []followRow
	Tried []store.Delivery // that did not arrive yet and are tried again, newest first
	Dead  []store.Delivery // given up, newest first
	Topic onrecord.Topic   // of what is to be followed, "" where the page was opened for itself
	About string
	Words string // what that is, for people
	To    string // its page
	Mail  bool   // whether mail can be sent from here
	// Sends says that this program sends what is new; Tested to whom a test just went.
	Sends  bool
	Tested string
	New    *followRow // that just began
	Secret string     // that signs its calls, shown this once
}

// followRow is a subscription as the page shows it.
type followRow struct {
	onrecord.Subscription
	Says string
	To   string // the page of what is followed
	How  string
}

func followRowOf(s onrecord.Subscription) followRow {
	how := map[time.Duration]string{0: "at once", onrecord.Daily: "daily", onrecord.Weekly: "weekly"}[s.Every]
	return followRow{Subscription: s, Says: alert.About(s), To: topicPage(s.Topic, s.About), How: how}
}

// topicPage is the page of what is followed.
func topicPage(topic onrecord.Topic, about string) string {
	switch topic {
	case onrecord.TopicSearch:
		return address("/search", nil, "q", about)
	case onrecord.TopicName:
		return "/names/" + about // of a person it leads on
	case onrecord.TopicCommitment:
		return "/facts/" + about
	}
	if about == "" {
		return "/changes"
	}
	return "/changes?" + about
}

// changesFollowed are what changes to be followed can be narrowed by: see
// alert.ChangesAbout.
var changesFollowed = []string{"issuer", "source", "release", "declaration", "rank", "kind"}

// mostDead is how many deliveries that were given up the page lists, and of how many that wait it
// lists those that were tried.
const mostDead = 20

// following is the page of what is followed, for editors: it holds addresses of
// people, and has mail sent.
func (p *site) following(r *http.Request) (view, error) {
	a := ask(r)
	topics := []string{""}
	for _, t := range onrecord.Topics {
		topics = append(topics, string(t))
	}
	topic, about := onrecord.Topic(a.choice("topic", topics...)), a.raw("about", maxWords)
	if !a.sane() {
		return view{}, a.err("follow")
	}
	d, err := p.followed(r)
	if err != nil {
		return view{}, err
	}
	if topic != "" && (about != "" || topic == onrecord.TopicChanges) {
		d.Topic, d.To = topic, topicPage(topic, about)
		if d.About, d.Words, err = p.subjectOf(r.Context(), topic, about); err != nil {
			return view{}, err
		}
	}
	if i := slices.IndexFunc(d.Rows, func(row followRow) bool { return row.ID == a.text("tested") }); i >= 0 {
		d.Tested = d.Rows[i].Address
	}
	return followView(d), nil
}

func followView(d *followData) view {
	return view{Template: "follow", Title: "What is followed", About: "Who is told of what is new, by mail or by webhook.", Data: d}
}

// followed reads what is followed.
func (p *site) followed(r *http.Request) (*followData, error) {
	d := &followData{Sends: p.options.Alerts != nil}
	d.Mail = d.Sends && p.options.Alerts.Mail.Server != ""
	subs, err := p.store.Subscriptions(r.Context())
	if err != nil {
		return nil, err
	}
	for _, s := range subs {
		d.Rows = append(d.Rows, followRowOf(s.Subscription))
	}
	if d.Tried, err = p.store.Deliveries(r.Context(), store.DeliveryWaiting, mostDead); err != nil {
		return nil, err
	}
	d.Tried = slices.DeleteFunc(d.Tried, func(d store.Delivery) bool { return d.Attempts == 0 })
	d.Dead, err = p.store.Deliveries(r.Context(), store.DeliveryDead, mostDead)
	return d, err
}

// subjectOf looks up what is to be followed, and says it in words: one that is
// not there would never tell anything.
func (p *site) subjectOf(ctx context.Context, topic onrecord.Topic, given string) (about, words string, err error) {
	switch topic {
	case onrecord.TopicSearch:
		q, err := search.Parse(given)
		if err != nil {
			return "", "", err
		}
		return search.String(q), "", nil
	case onrecord.TopicName:
		n, err := p.store.Name(ctx, given)
		return n.ID, n.Text, err
	case onrecord.TopicCommitment:
		f, err := p.store.Fact(ctx, given)
		if err == nil && f.Commitment == nil {
			err = fmt.Errorf("%w: %s is a %s and no commitment", onrecord.ErrInvalid, given, f.Kind)
		}
		if err != nil {
			return "", "", err
		}
		return f.ID, cut(120, f.Commitment.Text), nil
	case onrecord.TopicChanges:
		_, err := alert.ChangesAbout(given)
		words, _ := url.QueryUnescape(given)
		return given, strings.NewReplacer("=", " ", "&", ", ").Replace(words), err
	}
	return "", "", fmt.Errorf("%w: say what to follow", onrecord.ErrInvalid)
}

// followSaid answers the forms of the page.
func (p *site) followSaid(r *http.Request, _ string) (string, *view, error) {
	f, id := r.PostForm, r.PostForm.Get("id")
	const back = "/follow"
	switch f.Get("say") {
	case "add":
		return p.followAdded(r)
	case "pause":
		return back, nil, p.store.Pause(r.Context(), id, true)
	case "resume":
		return back, nil, p.store.Pause(r.Context(), id, false)
	case "remove":
		return back, nil, p.store.Unsubscribe(r.Context(), id)
	case "retry":
		return back, nil, p.store.Retry(r.Context(), id, p.now())
	case "test":
		return address(back, nil, "tested", id), nil, p.followTested(r, id)
	}
	return "", nil, fmt.Errorf("%w: say what to do", onrecord.ErrInvalid)
}

// followAdded keeps a subscription. The secret of a webhook is shown once, on
// the answer itself.
func (p *site) followAdded(r *http.Request) (string, *view, error) {
	f := r.PostForm
	sub := onrecord.Subscription{Topic: onrecord.Topic(f.Get("topic")), Channel: onrecord.Channel(f.Get("channel")), Address: strings.TrimSpace(f.Get("address")), At: p.now(), Token: rand.Text()}
	var err error
	if sub.About, sub.Words, err = p.subjectOf(r.Context(), sub.Topic, f.Get("about")); err != nil {
		return "", nil, malformed(err)
	}
	switch sub.Channel {
	case onrecord.ChannelWebhook:
		sub.Secret = alert.NewSecret()
	case onrecord.ChannelMail:
		sub.Every = map[string]time.Duration{"daily": onrecord.Daily, "weekly": onrecord.Weekly}[f.Get("every")]
	}
	if sub, err = p.store.Subscribe(r.Context(), sub); err != nil {
		return "", nil, err
	}
	d, err := p.followed(r)
	if err != nil {
		return "", nil, err
	}
	row := followRowOf(sub)
	d.New, d.Secret = &row, sub.Secret
	v := followView(d)
	return "", &v, nil
}

// malformed tells a query that is not understood as what is wrong with a form.
func malformed(err error) error {
	var e *search.Error
	if errors.As(err, &e) {
		return fmt.Errorf("%w: the search is not understood: %s", onrecord.ErrInvalid, e.Reason)
	}
	return err
}

// followTested sends a subscription a test.
func (p *site) followTested(r *http.Request, id string) error {
	sub, err := p.store.Subscribed(r.Context(), id)
	if err != nil {
		return err
	}
	if p.options.Alerts == nil {
		return fmt.Errorf("%w: nothing is sent from here", onrecord.ErrInvalid)
	}
	if err := alert.Test(r.Context(), sub.Subscription, *p.options.Alerts); err != nil {
		return fmt.Errorf("%w: the test did not arrive at %s: %v", onrecord.ErrInvalid, sub.Address, err)
	}
	return nil
}
