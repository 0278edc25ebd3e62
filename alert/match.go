package alert

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/change"
	"github.com/onrecord/onrecord/feed"
	"github.com/onrecord/onrecord/link"
	"github.com/onrecord/onrecord/search"
	"github.com/onrecord/onrecord/store"
)

// atOnce is how many events are matched in one transaction.
const atOnce = 100

// match makes alerts of all that happened and returns how many. Who subscribes is read after the events, for
// one who subscribed before them is then there.
func match(ctx context.Context, s store.Store) (int, error) {
	made := 0
	for {
		events, err := s.Events(ctx, atOnce)
		if err != nil || len(events) == 0 {
			return made, err
		}
		subs, err := s.Subscriptions(ctx)
		if err != nil {
			return made, err
		}
		var alerts []onrecord.Alert
		for _, e := range events {
			some, err := alertsOf(ctx, s, e, subs)
			if err != nil {
				return made, err
			}
			alerts = append(alerts, some...)
		}
		if err := s.Match(ctx, events, alerts); err != nil {
			return made, err
		}
		made += len(alerts)
	}
}

// happening is an event with what it is about.
type happening struct {
	store  store.Store
	record onrecord.Record
	change *store.Change // nil where the release is new
}

// alertsOf returns what an event tells each subscription. What is no longer
// there tells nothing.
func alertsOf(ctx context.Context, s store.Store, e store.Event, subs []store.Subscription) (out []onrecord.Alert, err error) {
	h := happening{store: s}
	if h.record, err = s.Release(ctx, e.ReleaseID); err == nil && e.ChangeID != "" {
		var c store.Change
		c, err = s.Change(ctx, e.ChangeID)
		h.change = &c
	}
	if errors.Is(err, onrecord.ErrNotFound) || err == nil && h.change != nil && h.change.Former {
		return nil, nil
	}
	for _, sub := range subs {
		if err != nil {
			return nil, err
		}
		if e.Number <= sub.After {
			continue
		}
		var some []onrecord.Alert
		if some, err = h.alerts(ctx, sub.Subscription); errors.Is(err, onrecord.ErrNotFound) {
			err = nil // what it follows is gone
		}
		out = append(out, some...)
	}
	return out, err
}

func (h happening) alerts(ctx context.Context, sub onrecord.Subscription) ([]onrecord.Alert, error) {
	switch sub.Topic {
	case onrecord.TopicSearch:
		return h.ofSearch(ctx, sub)
	case onrecord.TopicName:
		return h.ofName(ctx, sub)
	case onrecord.TopicCommitment:
		return h.ofCommitment(ctx, sub)
	case onrecord.TopicChanges:
		return h.ofChanges(ctx, sub)
	}
	return nil, nil
}

// ofSearch tells of a new release that matches.
func (h happening) ofSearch(ctx context.Context, sub onrecord.Subscription) ([]onrecord.Alert, error) {
	if h.change != nil {
		return nil, nil
	}
	q, err := search.Parse(sub.About)
	if err != nil {
		return nil, nil //nolint:nilerr // it was well formed when it was kept; a later language may not know it
	}
	if day := h.record.IssuedOn; !day.IsZero() {
		q = search.With(q, search.Issued{From: day, To: day})
	}
	r := store.Request{Query: q, Limit: 100}
	for {
		found, err := h.store.Search(ctx, r)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(found.Hits, func(hit store.Hit) bool { return hit.Release.ID == h.record.ID }) {
			return []onrecord.Alert{h.ofRelease(sub)}, nil
		}
		if r.Cursor = found.Next; r.Cursor == "" {
			return nil, nil
		}
	}
}

// ofName tells of a new release that names the thing, and of a change of facts in one.
func (h happening) ofName(ctx context.Context, sub onrecord.Subscription) ([]onrecord.Alert, error) {
	thing, err := h.store.Name(ctx, sub.About)
	if err != nil {
		return nil, err
	}
	named := slices.ContainsFunc(h.record.Names, func(n onrecord.Name) bool {
		id := link.NameID(n.Kind, n.Text)
		return slices.ContainsFunc(thing.Names, func(of store.NameOf) bool { return of.ID == id })
	})
	switch {
	case !named:
		return nil, nil
	case h.change == nil:
		return []onrecord.Alert{h.ofRelease(sub)}, nil
	case h.change.Rank == onrecord.RankFacts:
		return []onrecord.Alert{h.ofChange(sub)}, nil
	}
	return nil, nil
}

// ofCommitment tells of what a release says that bears on the commitment, and
// of changes of facts in the commitment's own release.
func (h happening) ofCommitment(ctx context.Context, sub onrecord.Subscription) ([]onrecord.Alert, error) {
	links, err := h.store.Links(ctx, sub.About)
	if err != nil {
		return nil, err
	}
	var out []onrecord.Alert
	for _, l := range links {
		if l.Link.Kind == onrecord.LinkFollowsUp && l.Link.A != sub.About && l.Release.ID == h.record.ID {
			out = append(out, h.alert(sub, onrecord.AlertFollowUp, l.ID, "“"+l.At.Of(l.Context)+"”", l.Link.Why, "/facts/"+sub.About+"#later"))
		}
	}
	if h.change == nil || h.change.Rank != onrecord.RankFacts {
		return out, nil
	}
	f, err := h.store.Fact(ctx, sub.About)
	if err == nil && f.Release.ID == h.record.ID {
		out = append(out, h.ofChange(sub))
	}
	return out, err
}

// ofChanges tells of a change that the subscription is narrowed to.
func (h happening) ofChanges(ctx context.Context, sub onrecord.Subscription) ([]onrecord.Alert, error) {
	if h.change == nil {
		return nil, nil
	}
	r, err := ChangesAbout(sub.About)
	if err != nil {
		return nil, nil //nolint:nilerr // as with a query
	}
	if r.Rank == "" && h.change.Rank == onrecord.RankTrivial || r.Release != "" && r.Release != h.record.ID {
		return nil, nil
	}
	r.Release, r.Limit = h.record.ID, 100
	page, err := h.store.Changes(ctx, r)
	if err != nil || !slices.ContainsFunc(page.Changes, func(c store.Change) bool { return c.ID == h.change.ID }) {
		return nil, err
	}
	return []onrecord.Alert{h.ofChange(sub)}, nil
}

// ChangesAbout reads what a subscription to changes is narrowed to: the
// parameters issuer, source, release, declaration, rank and kind, as the address of
// their page has them. An error wraps ErrInvalid.
func ChangesAbout(about string) (r store.ChangeRequest, err error) {
	values, err := url.ParseQuery(about)
	if err != nil {
		return r, fmt.Errorf("%w: %q is not well formed", onrecord.ErrInvalid, about)
	}
	for name := range values {
		v := values.Get(name)
		switch name {
		case "issuer":
			r.Issuer = v
		case "source":
			r.Root = v
		case "release":
			r.Release = v
		case "declaration":
			r.Declaration = onrecord.Declaration(v)
		case "rank":
			r.Rank = onrecord.Rank(v)
		case "kind":
			r.Kind = onrecord.FactKind(v)
		default:
			return r, fmt.Errorf("%w: changes are not narrowed by %q", onrecord.ErrInvalid, name)
		}
	}
	if r.Declaration != "" && !slices.Contains(onrecord.Declarations, r.Declaration) || r.Rank != "" && !slices.Contains(onrecord.Ranks, r.Rank) || r.Kind != "" && !slices.Contains(onrecord.FactKinds, r.Kind) {
		return r, fmt.Errorf("%w: %q narrows changes to what there is not", onrecord.ErrInvalid, about)
	}
	return r, nil
}

func (h happening) ofRelease(sub onrecord.Subscription) onrecord.Alert {
	return h.alert(sub, onrecord.AlertRelease, h.record.ID, "new in the record", firstWords(h.record.Text), "/releases/"+h.record.ID)
}

func (h happening) ofChange(sub onrecord.Subscription) onrecord.Alert {
	c := h.change
	return h.alert(sub, onrecord.AlertChange, c.ID, string(c.Declaration)+": "+change.Headline(c.Change), feed.ChangeText(*c), "/changes/"+c.ID)
}

// maxWords bounds how many bytes an alert says beside its headline.
const maxWords = 4000

func (h happening) alert(sub onrecord.Subscription, kind onrecord.AlertKind, subject, says, words, path string) onrecord.Alert {
	return onrecord.NewAlert(onrecord.Alert{
		Subscription: sub.ID, Kind: kind, Subject: subject, Title: h.record.Title, Says: says, Words: cut(words, maxWords), Path: path,
		IssuedOn: h.record.IssuedOn, IssuedBy: h.record.IssuedBy,
	})
}
