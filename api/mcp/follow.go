package mcp

import (
	"context"
	"fmt"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/change"
	"github.com/onrecord/onrecord/feed"
	"github.com/onrecord/onrecord/ledger"
	"github.com/onrecord/onrecord/store"
)

type dueIn struct {
	From   string `json:"from,omitempty" jsonschema:"the first day that counts, such as 2026-01-05; today where none is said"`
	To     string `json:"to,omitempty" jsonschema:"the last day that counts"`
	Issuer string `json:"issuer,omitempty" jsonschema:"only of this body, exactly as named"`
	Words  string `json:"words,omitempty" jsonschema:"only commitments with all these words"`
	Limit  int    `json:"limit,omitempty" jsonschema:"the most commitments, 1 to 20; 10 where none is said"`
}

type dueOut struct {
	Today       onrecord.Date `json:"today"`
	Total       int           `json:"total"`
	Commitments []commitment  `json:"commitments"`
}

type commitment struct {
	passage
	Actor  string        `json:"actor"`
	Action string        `json:"action"`
	Due    *onrecord.Due `json:"due"`
	// Status is by the date alone: open, soon or past.
	Status    string               `json:"status"`
	FollowUps []feed.FollowUp      `json:"follow_ups"`
	Verdicts  []onrecord.Statement `json:"verdicts"`
}

func (t *tools) due(ctx context.Context, in dueIn) (any, error) {
	from, err := day("from", in.From)
	if err != nil {
		return nil, err
	}
	to, err := day("to", in.To)
	if err != nil {
		return nil, err
	}
	today := t.options.Today()
	if from.IsZero() && (to.IsZero() || !to.Before(today)) {
		from = today
	}
	request := store.FactRequest{Kind: onrecord.KindCommitment, Issuer: in.Issuer, Text: in.Words, DueFrom: from, DueTo: to, Order: store.FactDue, Limit: limited(in.Limit)}
	feed.NarrowDue(&request, "", today) // what several releases say word for word once, as the API lists it
	page, err := t.store.Facts(ctx, request)
	if err != nil {
		return nil, err
	}
	out := dueOut{Today: today, Total: page.Total, Commitments: []commitment{}}
	for _, f := range page.Facts {
		followed, err := feed.Follow(ctx, t.store, f, today)
		if err != nil {
			return nil, err
		}
		c := commitment{passage: t.passage(f), Actor: followed.Actor, Action: followed.Action, Due: followed.Due, Status: followed.Status, FollowUps: followed.FollowUps, Verdicts: followed.Verdicts}
		c.FollowUps = c.FollowUps[:min(len(c.FollowUps), 5)]
		out.Commitments = append(out.Commitments, c)
	}
	return out, nil
}

type figuresIn struct {
	Words    string  `json:"words,omitempty" jsonschema:"only where the figure's own words, such as 5,200 homes, have all of these; for a subject give thing"`
	Thing    string  `json:"thing,omitempty" jsonschema:"only where the passage names the thing with this id (see the tool thing)"`
	Issuer   string  `json:"issuer,omitempty" jsonschema:"only of this body, exactly as named"`
	From     string  `json:"from,omitempty" jsonschema:"only first said on or after this day, such as 2025-02-14"`
	To       string  `json:"to,omitempty" jsonschema:"only first said on or before this day"`
	Currency string  `json:"currency,omitempty" jsonschema:"of money: only in this currency, such as GBP"`
	Least    float64 `json:"least,omitempty" jsonschema:"of money: only sums of at least this many whole units"`
	Limit    int     `json:"limit,omitempty" jsonschema:"the most answers, 1 to 20; 10 where none is said"`
}

func (in figuresIn) request() (r ledger.Request, err error) {
	r = ledger.Request{Text: in.Words, Issuer: in.Issuer, Name: in.Thing, Currency: strings.ToUpper(in.Currency), Limit: limited(in.Limit)}
	if in.Least > 0 {
		r.MinValue = &in.Least
	}
	if r.IssuedFrom, err = day("from", in.From); err == nil {
		r.IssuedTo, err = day("to", in.To)
	}
	return r, err
}

type moneyOut struct {
	Total int   `json:"total"`
	Sums  []sum `json:"sums"`
}

// sum is a distinct sum: what all passages say of it, and each of them.
type sum struct {
	ledger.SumRow
	Mentions []passage `json:"mentions"` // the first of them
}

// mostMentions bounds the passages of one sum or series.
const mostMentions = 6

func (t *tools) money(ctx context.Context, in figuresIn) (any, error) {
	request, err := in.request()
	if err != nil {
		return nil, err
	}
	page, err := ledger.Sums(ctx, t.store, request)
	if err != nil {
		return nil, err
	}
	out := moneyOut{Total: page.Total, Sums: []sum{}}
	for i := range page.Entries {
		s := sum{SumRow: page.Entries[i].Row(), Mentions: []passage{}}
		for _, m := range page.Entries[i].Mentions[:min(len(page.Entries[i].Mentions), mostMentions)] {
			s.Mentions = append(s.Mentions, t.passage(m.Fact))
		}
		out.Sums = append(out.Sums, s)
	}
	return out, nil
}

type seriesOut struct {
	Total  int       `json:"total"`
	Series []measure `json:"series"`
}

type measure struct {
	ID        string              `json:"id"`
	Of        string              `json:"of"`
	Kind      onrecord.FigureKind `json:"kind"`
	Unit      string              `json:"unit"`
	Conflicts int                 `json:"conflicts"`
	Points    []point             `json:"points"`
	Left      int                 `json:"points_left_out,omitempty"`
}

// point is one value with the days that it is of; where they are null it is of
// the day of issue, as far as can be told.
type point struct {
	Value    float64           `json:"value"`
	From     onrecord.Date     `json:"from"`
	To       onrecord.Date     `json:"to"`
	Relation onrecord.LinkKind `json:"relation,omitempty"`
	Why      string            `json:"why,omitempty"`
	passage
}

func (t *tools) series(ctx context.Context, in figuresIn) (any, error) {
	request, err := in.request()
	if err != nil {
		return nil, err
	}
	if request.Currency != "" || request.MinValue != nil {
		return nil, fmt.Errorf("%w: currency and least are for the tool money: a series is of no money", onrecord.ErrInvalid)
	}
	page, err := ledger.AllSeries(ctx, t.store, request)
	if err != nil {
		return nil, err
	}
	out := seriesOut{Total: page.Total, Series: []measure{}}
	for i := range page.Series {
		s := &page.Series[i]
		row := s.Row()
		m := measure{ID: s.ID, Of: s.Of, Kind: row.Kind, Unit: row.Unit, Conflicts: s.Conflicts, Points: []point{}, Left: max(0, len(s.Points)-2*mostMentions)}
		for _, p := range s.Points[:len(s.Points)-m.Left] {
			m.Points = append(m.Points, point{Value: p.Figure.Value, From: p.From, To: p.To, Relation: p.Relation, Why: p.Why, passage: t.passage(p.Fact)})
		}
		out.Series = append(out.Series, m)
	}
	return out, nil
}

type thingIn struct {
	Name string `json:"name,omitempty" jsonschema:"a name, or the words that one begins with"`
	ID   string `json:"id,omitempty" jsonschema:"an id from an earlier answer, instead of a name"`
}

type thingOut struct {
	// Total is how many things have such a name; where it is more than one and
	// none has exactly that name, only Others is filled.
	Total  int             `json:"total"`
	Thing  *named          `json:"thing,omitempty"`
	Others []store.NameRef `json:"others"`
}

type named struct {
	store.NameRef
	Forms     []string        `json:"forms"`
	Releases  int             `json:"releases"`
	First     onrecord.Date   `json:"first_seen"`
	Last      onrecord.Date   `json:"last_seen"`
	Posts     []store.Post    `json:"posts,omitempty"`
	Holders   []store.Holder  `json:"holders,omitempty"`
	Doubt     string          `json:"doubt,omitempty"`
	Fits      []store.NameRef `json:"fits,omitempty"`
	FitsWhy   string          `json:"fits_why,omitempty"`
	Relations []passage       `json:"relations"`
	Mentions  []source        `json:"mentions"`
	Permalink string          `json:"permalink,omitempty"`
}

func (t *tools) thing(ctx context.Context, in thingIn) (any, error) {
	out := thingOut{Others: []store.NameRef{}}
	id := in.ID
	if id == "" {
		if strings.TrimSpace(in.Name) == "" {
			return nil, fmt.Errorf("%w: give a name or an id", onrecord.ErrInvalid)
		}
		page, err := t.store.Names(ctx, store.NameRequest{Any: true, Text: in.Name, Limit: 10})
		if err != nil {
			return nil, err
		}
		if len(page.Names) == 0 {
			return nil, fmt.Errorf("%w: nothing of that name is in this record", onrecord.ErrNotFound)
		}
		out.Total, id = page.Total, chosen(page.Names, in.Name)
		for _, n := range page.Names {
			if n.ID != id {
				out.Others = append(out.Others, store.NameRef{ID: n.ID, Kind: n.Kind, Text: n.Text})
			}
		}
	}
	if id == "" {
		return out, nil
	}
	n, err := t.store.Name(ctx, id)
	if err != nil {
		return nil, err
	}
	out.Total, out.Thing = max(out.Total, 1), t.named(n)
	return out, nil
}

// chosen returns the id of the one thing that was meant: the only one, or the
// only one with exactly that name; "" where none is.
func chosen(names []store.Named, typed string) string {
	if len(names) == 1 {
		return names[0].ID
	}
	id := ""
	for _, n := range names {
		for _, form := range append([]string{n.Text}, n.Aliases...) {
			if !strings.EqualFold(form, strings.TrimSpace(typed)) {
				continue
			}
			if id != "" && id != n.ID {
				return ""
			}
			id = n.ID
		}
	}
	return id
}

func (t *tools) named(n store.Named) *named {
	out := &named{NameRef: store.NameRef{ID: n.ID, Kind: n.Kind, Text: n.Text}, Forms: append([]string{n.Text}, n.Aliases...), Releases: n.Releases, First: n.First, Last: n.Last,
		Posts: n.Posts, Holders: n.Holders, Doubt: n.Doubt, Fits: n.Fits, FitsWhy: n.FitsWhy, Relations: []passage{}, Mentions: []source{}, Permalink: t.permalink("names", n.ID)}
	for _, r := range n.Relations[:min(len(n.Relations), 15)] {
		out.Relations = append(out.Relations, t.passage(r))
	}
	for i := range n.Mentions[:min(len(n.Mentions), 10)] {
		out.Mentions = append(out.Mentions, t.source(&n.Mentions[i]))
	}
	return out
}

type changesIn struct {
	Release    string `json:"release,omitempty" jsonschema:"only of the release with this id"`
	Issuer     string `json:"issuer,omitempty" jsonschema:"only of this body, exactly as named"`
	From       string `json:"from,omitempty" jsonschema:"only captured on or after this day, such as 2025-02-14"`
	To         string `json:"to,omitempty" jsonschema:"only captured on or before this day"`
	Undeclared bool   `json:"undeclared,omitempty" jsonschema:"only edits that the publisher did not declare"`
	Limit      int    `json:"limit,omitempty" jsonschema:"the most changes, 1 to 20; 10 where none is said"`
}

type changesOut struct {
	Total   int       `json:"total"`
	Changes []changed `json:"changes"`
}

type changed struct {
	ID       string `json:"id"`
	Headline string `json:"headline"`
	// Declaration is declared or undeclared; Declares says by what.
	Declaration onrecord.Declaration `json:"declaration"`
	Declares    string               `json:"declares"`
	// Text is the change in words, before and after, cut where it is long.
	Text      string `json:"text"`
	Source    source `json:"source"` // the release as it is now
	Permalink string `json:"permalink,omitempty"`
}

func (t *tools) changes(ctx context.Context, in changesIn) (any, error) {
	request := store.ChangeRequest{Release: in.Release, Issuer: in.Issuer, Limit: limited(in.Limit)}
	var err error
	if request.From, err = day("from", in.From); err != nil {
		return nil, err
	}
	if request.To, err = day("to", in.To); err != nil {
		return nil, err
	}
	if in.Undeclared {
		request.Declaration = onrecord.Undeclared
	}
	page, err := t.store.Changes(ctx, request)
	if err != nil {
		return nil, err
	}
	out := changesOut{Total: page.Total, Changes: []changed{}}
	for _, c := range page.Changes {
		out.Changes = append(out.Changes, changed{ID: c.ID, Headline: change.Headline(c.Change), Declaration: c.Declaration, Declares: feed.DeclarationWords(c.Change),
			Text: cut(feed.ChangeText(c), 2000), Source: t.source(&c.Release), Permalink: t.permalink("changes", c.ID)})
	}
	return out, nil
}
