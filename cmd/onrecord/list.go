package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/dustin/go-humanize"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/api/v1"
	"github.com/onrecord/onrecord/feed"
	"github.com/onrecord/onrecord/search"
	"github.com/onrecord/onrecord/store"
)

// lists are what list can list, in the order of its help.
var lists = []string{"releases", "quotes", "dates", "figures", "money", "commitments", "relations", "people", "names"}

// listFlags are what list's flags say.
type listFlags struct {
	json               bool
	limit              int
	issuer, from, to   string
	dueFrom, dueTo     string
	order, text, asked string
	review             string
}

// reviewStates are the states of review that --review names.
func reviewStates(typed string) ([]onrecord.ReviewState, error) {
	switch {
	case typed == "":
		return nil, nil
	case typed == "all":
		return onrecord.ReviewStates, nil
	case slices.Contains(onrecord.ReviewStates, onrecord.ReviewState(typed)):
		return []onrecord.ReviewState{onrecord.ReviewState(typed)}, nil
	}
	return nil, usagef("--review knows found, confirmed, corrected, rejected and all, not %q", typed)
}

func (p *program) list() *cobra.Command {
	var l listFlags
	cmd := &cobra.Command{
		Use: "list [" + strings.Join(lists, "|") + "]", ValidArgs: lists,
		Short: "List releases, facts, people or names",
		Long: `list prints what the record holds: releases unless another list is named. The
newest stand first; of people and names those in the most releases. Commitments
can be ordered by due date (the soonest first, those without one last), money by
size. --issuer takes a body's name as its releases print it, in full; where only
a part is known, search with issuer:part. "onrecord source list" lists where it
comes from.`,
		Example: `  onrecord list
  onrecord list commitments --order due --due-from 2025-09-01
  onrecord list money --order largest --limit 20
  onrecord list people --json`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 1 || len(args) == 1 && !slices.Contains(lists, args[0]) {
				return usagef("list knows %s", strings.Join(lists, ", "))
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			l.asked = "releases"
			if len(args) == 1 {
				l.asked = args[0]
			}
			if err := l.fits(cmd.Flags().Changed); err != nil {
				return err
			}
			s, err := p.openExisting(cmd.Context())
			if err != nil {
				return err
			}
			defer s.Close()
			return p.listFrom(cmd.Context(), s, l)
		},
	}
	f := cmd.Flags()
	f.BoolVar(&l.json, "json", false, "print one JSON object a line")
	f.IntVar(&l.limit, "limit", 50, "the most lines to print; 0 for all")
	f.StringVar(&l.issuer, "issuer", "", "only releases issued by this body, its name in full")
	f.StringVar(&l.from, "from", "", "only releases issued on or after this day (2025-02-14)")
	f.StringVar(&l.to, "to", "", "only releases issued on or before this day")
	f.StringVar(&l.dueFrom, "due-from", "", "only commitments due on or after this day")
	f.StringVar(&l.dueTo, "due-to", "", "only commitments due on or before this day")
	f.StringVar(&l.order, "order", "newest", "newest, due (commitments, soonest first) or largest (money, figures)")
	l.reviewFlag(f, "facts")
	f.StringVar(&l.text, "text", "", "only facts and names with these words")
	offers(cmd, "order", string(store.FactNewest), string(store.FactDue), string(store.FactLargest))
	offers(cmd, "review", append([]string{"all"}, strings.Split(joined(onrecord.ReviewStates), ", ")...)...)
	return cmd
}

// reviewFlag is --review, of a list of things that are in a state of review.
func (l *listFlags) reviewFlag(f *pflag.FlagSet, things string) {
	f.StringVar(&l.review, "review", "", "only "+things+" in this state of review: found, confirmed, corrected, rejected, or all (default all but rejected)")
}

// narrowing says which lists a flag narrows or orders; a flag that would be
// passed over is refused instead.
var narrowing = map[string][]string{
	"issuer":   {"releases", "quotes", "dates", "figures", "money", "commitments", "relations"},
	"from":     {"releases", "quotes", "dates", "figures", "money", "commitments", "relations"},
	"to":       {"releases", "quotes", "dates", "figures", "money", "commitments", "relations"},
	"text":     {"quotes", "dates", "figures", "money", "commitments", "relations", "people", "names"},
	"review":   {"quotes", "dates", "figures", "money", "commitments", "relations"},
	"due-from": {"commitments"},
	"due-to":   {"commitments"},
	"limit":    lists,
}

// ordering says which lists can stand in an order other than the newest first.
var ordering = map[store.FactOrder][]string{store.FactNewest: lists, store.FactDue: {"commitments"}, store.FactLargest: {"figures", "money"}}

// fits refuses flags that the list does not know; given tells which were typed.
func (l listFlags) fits(given func(flag string) bool) error {
	for _, flag := range slices.Sorted(maps.Keys(narrowing)) {
		if given(flag) && !slices.Contains(narrowing[flag], l.asked) {
			return usagef("--%s goes with %s, not with %s", flag, strings.Join(narrowing[flag], ", "), l.asked)
		}
	}
	able, known := ordering[store.FactOrder(l.order)]
	if !known {
		return usagef("--order knows newest, due and largest, not %q", l.order)
	}
	if !slices.Contains(able, l.asked) {
		return usagef("--order %s goes with %s, not with %s", l.order, strings.Join(able, " and "), l.asked)
	}
	return limitFrom(l.limit, 0)
}

// limitFrom refuses a limit under the least.
func limitFrom(limit, least int) error {
	if limit < least {
		return usagef("--limit is a number from %d, not %d", least, limit)
	}
	return nil
}

func (p *program) listFrom(ctx context.Context, s store.Store, l listFlags) error {
	if err := p.tellIssuer(ctx, s, l.issuer); err != nil {
		return err
	}
	switch l.asked {
	case "releases":
		return p.listReleases(ctx, s, l)
	case "people", "names":
		return p.listNames(ctx, s, l)
	}
	return p.listFacts(ctx, s, l)
}

func (l listFlags) days() (from, to, dueFrom, dueTo onrecord.Date, err error) {
	for _, d := range []struct {
		typed, flag string
		into        *onrecord.Date
	}{{l.from, "from", &from}, {l.to, "to", &to}, {l.dueFrom, "due-from", &dueFrom}, {l.dueTo, "due-to", &dueTo}} {
		if d.typed == "" {
			continue
		}
		if *d.into, err = onrecord.ParseDate(d.typed); err != nil {
			return from, to, dueFrom, dueTo, usageError{fmt.Errorf("--%s: %w", d.flag, err)}
		}
	}
	return from, to, dueFrom, dueTo, nil
}

// pages walks a paged list until limit lines are printed; 0 is all.
func pages(limit, most int, page func(cursor string, limit int) (printed int, next string, err error)) error {
	cursor := ""
	for left := limit; limit == 0 || left > 0; {
		ask := most
		if limit > 0 {
			ask = min(most, left)
		}
		n, next, err := page(cursor, ask)
		if err != nil || next == "" {
			return err
		}
		left, cursor = left-n, next
	}
	return nil
}

func (p *program) listReleases(ctx context.Context, s store.Store, l listFlags) error {
	from, to, _, _, err := l.days()
	if err != nil {
		return err
	}
	q := search.Node(search.All{})
	if !from.IsZero() || !to.IsZero() {
		q = search.With(q, search.Issued{From: from, To: to})
	}
	if l.issuer != "" {
		issuer, err := search.ValueOf(search.FieldIssuer, l.issuer)
		if err != nil {
			return err
		}
		q = search.With(q, issuer)
	}
	return pages(l.limit, 100, func(cursor string, limit int) (int, string, error) {
		r, err := s.Search(ctx, store.Request{Query: q, Order: store.Newest, Limit: limit, Cursor: cursor})
		if err != nil {
			return 0, "", err
		}
		for _, h := range r.Hits {
			if err := p.listRelease(h.Release, l.json); err != nil {
				return 0, "", err
			}
		}
		return len(r.Hits), r.Next, nil
	})
}

func (p *program) listRelease(r onrecord.Release, asJSON bool) error {
	if asJSON {
		return p.printJSON(v1.NewRelease(&r))
	}
	_, err := fmt.Fprintf(p.stdout, "%s  %s  %s  %s\n", p.faint(r.ID), dayColumn(r.IssuedOn), plain(r.Title), p.faint(plain(strings.Join(r.IssuedBy, ", "))))
	return err
}

func dayColumn(d onrecord.Date) string {
	if d.IsZero() {
		return "----------"
	}
	return d.String()
}

// kinds says which kind of fact a list lists.
var kinds = map[string]onrecord.FactKind{"quotes": onrecord.KindQuote, "dates": onrecord.KindDate, "figures": onrecord.KindFigure,
	"money": onrecord.KindFigure, "commitments": onrecord.KindCommitment, "relations": onrecord.KindRelation}

func (p *program) listFacts(ctx context.Context, s store.Store, l listFlags) error {
	from, to, dueFrom, dueTo, err := l.days()
	if err != nil {
		return err
	}
	r := store.FactRequest{Kind: kinds[l.asked], Issuer: l.issuer, Text: l.text, IssuedFrom: from, IssuedTo: to, DueFrom: dueFrom, DueTo: dueTo, Order: store.FactOrder(l.order)}
	if r.Reviews, err = reviewStates(l.review); err != nil {
		return err
	}
	if l.asked == "money" {
		r.FigureKind = onrecord.FigureMoney
	}
	return pages(l.limit, 100, func(cursor string, limit int) (int, string, error) {
		r.Cursor, r.Limit = cursor, limit
		page, err := s.Facts(ctx, r)
		if err != nil {
			return 0, "", err
		}
		for _, f := range page.Facts {
			if err := p.listFact(f, l.json); err != nil {
				return 0, "", err
			}
		}
		return len(page.Facts), page.Next, nil
	})
}

func (p *program) listFact(f store.Fact, asJSON bool) error {
	if asJSON {
		return p.printJSON(v1.NewFact(&f))
	}
	words := ""
	switch f.Kind {
	case onrecord.KindQuote:
		words = speaker(*f.Quote) + ": " + shorten(f.Quote.Text)
	case onrecord.KindDate:
		words = fmt.Sprintf("%s = %s to %s", f.Date.Text, orOpen(f.Date.From), orOpen(f.Date.To))
	case onrecord.KindFigure:
		words = f.Figure.Text + " = " + figureWords(*f.Figure)
	case onrecord.KindCommitment:
		words = promiseWords(*f.Commitment)
	case onrecord.KindRelation:
		words = feed.RelationWords(f.Relation, nil, floatWords)
	}
	_, err := fmt.Fprintf(p.stdout, "%s  %s  %s\n", p.faint(f.ID), dayColumn(f.Release.IssuedOn), plain(words))
	return err
}

func (p *program) listNames(ctx context.Context, s store.Store, l listFlags) error {
	r := store.NameRequest{Text: l.text}
	if l.asked == "people" {
		r.Kind = onrecord.NamePerson
	}
	return pages(l.limit, 100, func(cursor string, limit int) (int, string, error) {
		r.Cursor, r.Limit = cursor, limit
		page, err := s.Names(ctx, r)
		if err != nil {
			return 0, "", err
		}
		for _, n := range page.Names {
			if l.json {
				err = p.printJSON(v1.NewNamed(&n))
			} else {
				_, err = fmt.Fprintf(p.stdout, "%s  %-10s %s  %s\n", p.faint(n.ID), n.Kind, plain(n.Text), p.faint(count(n.Releases, "release")))
			}
			if err != nil {
				return 0, "", err
			}
		}
		return len(page.Names), page.Next, nil
	})
}

func floatWords(v float64) string { return humanize.Commaf(v) }
