package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/alert"
	"github.com/onrecord/onrecord/search"
	"github.com/onrecord/onrecord/store"
)

func (p *program) follow() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "follow",
		Short: "Be told what is new: by webhook or by mail",
		Long: `follow keeps what you want to be told of: releases that match a search, what is
said of a named thing or a person, what comes of a commitment, what changes on
pages. "onrecord serve" sends what is new each minute, "onrecord alert" once.

Feeds need no subscription: every search is a feed at /search.atom, changes are
at /changes.atom, commitments at /commitments.atom and /commitments.ics.`,
		Example: `  onrecord follow add search 'windrush kind:money' --mail me@example.org --every daily
  onrecord follow add name 'Sound Homes Fund' --webhook https://example.org/hook
  onrecord follow add changes --undeclared --mail me@example.org --every weekly
  onrecord follow list`,
		Args: none,
		RunE: func(cmd *cobra.Command, args []string) error { return cmd.Help() },
	}
	cmd.AddCommand(p.followAdd(), p.followList(), p.followTest(), p.followPause(true), p.followPause(false), p.followRemove(), p.followDeliveries(), p.followRetry())
	return cmd
}

// following is what the flags of follow add say.
type following struct {
	json                                bool
	webhook, mail, every                string
	issuer, source, release, kind, rank string
	undeclared                          bool
}

func (p *program) followAdd() *cobra.Command {
	var f following
	cmd := &cobra.Command{
		Use:   "add search QUERY | name NAME | commitment ID | changes",
		Short: "Follow a search, a named thing, a commitment or changes",
		Long: `add keeps what is to be told and where to. It tells of what comes into the record
from now on. A webhook is called at once, with a signature made with a secret that
is shown here once (Standard Webhooks: webhook-id, webhook-timestamp,
webhook-signature). Mail is a digest, daily or weekly.`,
		Example: `  onrecord follow add search '"Sound Homes Fund" kind:money' --webhook https://example.org/hook
  onrecord follow add name 'Ada Venn' --mail me@example.org --every weekly
  onrecord follow add commitment 0123456789abcdef --mail me@example.org
  onrecord follow add changes --issuer 'Home Office' --undeclared --mail me@example.org`,
		Args: func(cmd *cobra.Command, args []string) error {
			if want := map[bool]int{true: 1, false: 2}[len(args) > 0 && args[0] == "changes"]; len(args) != want {
				return usagef("follow add wants search QUERY, name NAME, commitment ID, or changes alone (see \"onrecord follow add --help\")")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := p.openForWriting(cmd.Context())
			if err != nil {
				return err
			}
			defer s.Close()
			sub, err := f.subscription(cmd.Context(), s, args)
			if err != nil {
				return err
			}
			if sub, err = s.Subscribe(cmd.Context(), sub); err != nil {
				return err
			}
			return p.printFollowed(sub, f.json)
		},
	}
	g := cmd.Flags()
	g.StringVar(&f.webhook, "webhook", "", "address to call at once (https://…)")
	g.StringVar(&f.mail, "mail", "", "mail address to send digests to")
	g.StringVar(&f.every, "every", "daily", "how often to send a digest: daily or weekly")
	g.StringVar(&f.issuer, "issuer", "", "of changes: only releases issued by this body, its name in full")
	g.StringVar(&f.source, "source", "", "of changes: only from this source, as \"onrecord source list\" names it")
	g.StringVar(&f.release, "release", "", "of changes: only of the release with this id")
	g.StringVar(&f.kind, "kind", "", "of changes: only what touches a fact of this kind")
	g.StringVar(&f.rank, "rank", "", "of changes: facts, words or trivial; trivial ones are not told unless asked for")
	g.BoolVar(&f.undeclared, "undeclared", false, "of changes: only what the publisher did not declare")
	g.BoolVar(&f.json, "json", false, "print the subscription as one JSON object, with its secret")
	return cmd
}

// subscription is what was typed, not kept yet.
func (f following) subscription(ctx context.Context, s store.Store, args []string) (sub onrecord.Subscription, err error) {
	sub = onrecord.Subscription{Topic: onrecord.Topic(args[0]), At: time.Now(), Token: rand.Text()}
	switch {
	case f.webhook != "" && f.mail != "":
		return sub, usagef("--webhook and --mail are two channels: follow twice")
	case f.webhook != "":
		sub.Channel, sub.Address, sub.Secret = onrecord.ChannelWebhook, f.webhook, alert.NewSecret()
	case f.mail != "":
		every, known := map[string]time.Duration{"daily": onrecord.Daily, "weekly": onrecord.Weekly}[f.every]
		if !known {
			return sub, usagef("--every knows daily and weekly, not %q", f.every)
		}
		sub.Channel, sub.Address, sub.Every = onrecord.ChannelMail, f.mail, every
	default:
		return sub, usagef("say where to: --webhook https://… or --mail ADDRESS; a feed needs no subscription (see \"onrecord follow --help\")")
	}
	if sub.Topic == onrecord.TopicChanges {
		sub.About = f.narrowed()
		sub.Words = strings.ReplaceAll(strings.ReplaceAll(unescaped(sub.About), "=", " "), "&", ", ")
		_, err = alert.ChangesAbout(sub.About)
		return sub, err
	}
	if f.narrowed() != "" {
		return sub, usagef("--issuer, --source, --release, --kind, --rank and --undeclared go with changes, not with %s", args[0])
	}
	sub.About, sub.Words, err = aboutOf(ctx, s, sub.Topic, args[1])
	return sub, err
}

func unescaped(query string) string {
	words, err := url.QueryUnescape(query)
	if err != nil { // it was made by url.Values
		return query
	}
	return words
}

// narrowed is what changes are narrowed to, as the address of their page has it.
func (f following) narrowed() string {
	v := url.Values{}
	for name, value := range map[string]string{"issuer": f.issuer, "source": f.source, "release": f.release, "kind": f.kind, "rank": f.rank} {
		if value != "" {
			v.Set(name, value)
		}
	}
	if f.undeclared {
		v.Set("declaration", string(onrecord.Undeclared))
	}
	return v.Encode()
}

// aboutOf looks up what is to be followed, and says it in words: a mistyped one
// would never tell anything.
func aboutOf(ctx context.Context, s store.Store, topic onrecord.Topic, typed string) (about, words string, err error) {
	switch topic {
	case onrecord.TopicSearch:
		q, err := search.Parse(typed)
		if err != nil {
			return "", "", err
		}
		return search.String(q), "", nil
	case onrecord.TopicName:
		thing, err := thingNamed(ctx, s, typed, "")
		return thing.ID, thing.Text, err
	case onrecord.TopicCommitment:
		fact, err := s.Fact(ctx, typed)
		if err != nil {
			return "", "", err
		}
		if fact.Commitment == nil {
			return "", "", usagef("%s is a %s and no commitment", typed, fact.Kind)
		}
		return typed, shorten(fact.Commitment.Text), nil
	}
	return "", "", usagef("follow knows %s, not %q", joined(onrecord.Topics), string(topic))
}

func (p *program) printFollowed(sub onrecord.Subscription, asJSON bool) error {
	if asJSON {
		return p.printJSON(struct {
			onrecord.Subscription
			Secret string `json:"secret,omitempty"`
		}{sub, sub.Secret})
	}
	fmt.Fprintln(p.stdout, followedLine(sub))
	if sub.Secret != "" {
		fmt.Fprintf(p.stdout, "The secret that signs each call, shown this once:\n  %s\n", sub.Secret)
	}
	_, err := fmt.Fprintf(p.stdout, "Try it with \"onrecord follow test %s\". \"onrecord serve\" or \"onrecord alert\" sends what is new.\n", sub.ID)
	return err
}

func followedLine(sub onrecord.Subscription) string {
	how := map[time.Duration]string{0: "at once", onrecord.Daily: "daily", onrecord.Weekly: "weekly"}[sub.Every]
	if sub.Paused {
		how += ", paused"
	}
	return plain(fmt.Sprintf("%s  %s → %s %s, %s", sub.ID, alert.About(sub), sub.Channel, sub.Address, how))
}

func (p *program) followList() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use: "list", Short: "List what is followed", Args: none,
		Long:    `list prints every subscription with its id: what is followed, where to, how often.`,
		Example: `  onrecord follow list`,
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := p.openExisting(cmd.Context())
			if err != nil {
				return err
			}
			defer s.Close()
			subs, err := s.Subscriptions(cmd.Context())
			if err != nil {
				return err
			}
			for _, sub := range subs {
				if asJSON {
					err = p.printJSON(sub.Subscription)
				} else {
					_, err = fmt.Fprintln(p.stdout, followedLine(sub.Subscription))
				}
				if err != nil {
					return err
				}
			}
			if len(subs) == 0 && !asJSON {
				fmt.Fprintln(p.stdout, "Nothing is followed. Begin with \"onrecord follow add --help\".")
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one JSON object a subscription")
	return cmd
}

func (p *program) followTest() *cobra.Command {
	var o sending
	cmd := &cobra.Command{
		Use: "test ID", Short: "Send one subscription a test", Args: exactly(1, "the id of a subscription"),
		Long:    `test sends one message that says that it is a test, by the channel of the subscription.`,
		Example: `  onrecord follow test 0123456789abcdef --smtp smtp://localhost:25 --mail-from record@example.org`,
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := p.openExisting(cmd.Context())
			if err != nil {
				return err
			}
			defer s.Close()
			sub, err := s.Subscribed(cmd.Context(), args[0])
			if err != nil {
				return err
			}
			options, err := p.sendOptions(o)
			if err != nil {
				return err
			}
			if sub.Channel == onrecord.ChannelMail && options.Mail.Server == "" {
				return usagef("%s", noServer)
			}
			if err := alert.Test(cmd.Context(), sub.Subscription, options); err != nil {
				return fmt.Errorf("%w: the test did not arrive: %w", onrecord.ErrUnavailable, err)
			}
			_, err = fmt.Fprintf(p.stdout, "Sent a test to %s.\n", plain(sub.Address))
			return err
		},
	}
	o.flags(cmd)
	return cmd
}

// followPause is the command that pauses a subscription, or resumes it.
func (p *program) followPause(pause bool) *cobra.Command {
	word, done, short, long := "pause", "Paused", "Send a subscription nothing until it is resumed", "pause sends a subscription nothing until it is resumed. What happens meanwhile waits\nfor it; \"remove\" drops it."
	if !pause {
		word, done, short, long = "resume", "Resumed", "Send a paused subscription what waits for it, and what is new", "resume lets a paused subscription go on: what waited is sent next."
	}
	return &cobra.Command{
		Use: word + " ID", Short: short, Args: exactly(1, "the id of a subscription"), Long: long,
		Example: "  onrecord follow " + word + " 0123456789abcdef",
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := p.openForWriting(cmd.Context())
			if err != nil {
				return err
			}
			defer s.Close()
			if err := s.Pause(cmd.Context(), args[0], pause); err != nil {
				return err
			}
			_, err = fmt.Fprintln(p.stdout, done+".")
			return err
		},
	}
}

func (p *program) followRemove() *cobra.Command {
	return &cobra.Command{
		Use: "remove ID", Short: "Follow no longer", Args: exactly(1, "the id of a subscription"),
		Long:    `remove ends a subscription and drops what it was to be sent.`,
		Example: `  onrecord follow remove 0123456789abcdef`,
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := p.openForWriting(cmd.Context())
			if err != nil {
				return err
			}
			defer s.Close()
			if err := s.Unsubscribe(cmd.Context(), args[0]); err != nil {
				return err
			}
			_, err = fmt.Fprintln(p.stdout, "Ended.")
			return err
		},
	}
}

func (p *program) followDeliveries() *cobra.Command {
	var asJSON, dead bool
	var limit int
	cmd := &cobra.Command{
		Use: "deliveries", Short: "List what was sent, what waits and what was given up", Args: none,
		Long: `deliveries lists the newest messages to subscribers: sent, waiting to be tried
again, or dead, which is given up after eight attempts. "onrecord follow retry" gives a dead one another.`,
		Example: `  onrecord follow deliveries --dead`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := limitFrom(limit, 1); err != nil {
				return err
			}
			s, err := p.openExisting(cmd.Context())
			if err != nil {
				return err
			}
			defer s.Close()
			state := store.DeliveryState("")
			if dead {
				state = store.DeliveryDead
			}
			list, err := s.Deliveries(cmd.Context(), state, limit)
			if err != nil {
				return err
			}
			for _, d := range list {
				if asJSON {
					err = p.printJSON(d)
				} else {
					_, err = fmt.Fprintln(p.stdout, deliveryLine(d))
				}
				if err != nil {
					return err
				}
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one JSON object a delivery, with its alerts")
	cmd.Flags().BoolVar(&dead, "dead", false, "only those that were given up")
	cmd.Flags().IntVar(&limit, "limit", 50, "the most deliveries")
	return cmd
}

func deliveryLine(d store.Delivery) string {
	parts := []string{d.ID, d.MadeAt.UTC().Format("2006-01-02 15:04"), fmt.Sprintf("%-7s", d.State), count(len(d.Alerts), "alert"), "to " + d.Subscription.Address}
	if d.Reason != "" {
		parts = append(parts, fmt.Sprintf("after %s: %s", count(d.Attempts, "attempt"), d.Reason))
	}
	return plain(strings.Join(parts, "  "))
}

func (p *program) followRetry() *cobra.Command {
	var all bool
	cmd := &cobra.Command{
		Use: "retry DELIVERY", Short: "Try a delivery that was given up once more",
		Long: `retry lets the next "onrecord alert", or "onrecord serve" within a minute, send a delivery
again that was given up; with --all, all of them, as after a mail server was away for
days. One that arrived is never sent again.`,
		Example: `  onrecord follow retry 0123456789abcdef
  onrecord follow retry --all`,
		Args: func(cmd *cobra.Command, args []string) error {
			if all == (len(args) == 0) && len(args) < 2 {
				return nil
			}
			return usagef("retry wants the id of one delivery, or --all")
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := p.openForWriting(cmd.Context())
			if err != nil {
				return err
			}
			defer s.Close()
			if all {
				return p.retryAll(cmd.Context(), s)
			}
			if err := s.Retry(cmd.Context(), args[0], time.Now()); err != nil {
				return err
			}
			_, err = fmt.Fprintln(p.stdout, "It is sent again with the next \"onrecord alert\".")
			return err
		},
	}
	cmd.Flags().BoolVar(&all, "all", false, "all deliveries that were given up")
	return cmd
}

// mostRetried is how many deliveries are tried once more together.
const mostRetried = 1000

// retryAll has all deliveries sent once more that were given up, the newest mostRetried of them.
func (p *program) retryAll(ctx context.Context, s store.Store) error {
	dead, err := s.Deliveries(ctx, store.DeliveryDead, mostRetried)
	if err != nil {
		return err
	}
	for _, d := range dead {
		if err := s.Retry(ctx, d.ID, time.Now()); err != nil {
			return err
		}
	}
	more := ""
	if len(dead) == mostRetried {
		more = " There may be more: run it again after that."
	}
	_, err = fmt.Fprintf(p.stdout, "%s sent again with the next \"onrecord alert\".%s\n", count(len(dead), "message"), more)
	return err
}
