package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/change"
	"github.com/onrecord/onrecord/feed"
	"github.com/onrecord/onrecord/store"
)

// changing is what changes' flags say.
type changing struct {
	json, undeclared, declared    bool
	since, until                  string
	release, issuer, source, kind string
	rank, order                   string
	limit                         int
}

func (p *program) changes() *cobra.Command {
	var c changing
	cmd := &cobra.Command{
		Use:   "changes [ID]",
		Short: "List what changed on the pages of announcements",
		Long: `changes prints what differs between each version of a release and the next one
that was captured: the facts that were added, removed or changed, then the words,
with [-what is gone-] and {+what is new+}. With the id of a change it prints that
one. "undeclared" means that the page's own change history, as captured, says
nothing of it; "elsewhere" that the two versions were read from different places, or both from
one file, which may give one text differently: no edit is told from that.`,
		Example: `  onrecord changes
  onrecord changes --undeclared --since 2025-06-01
  onrecord changes --kind figure --order rank
  onrecord changes --json | jq -r '.facts[].says'`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 1 {
				return usagef("changes wants the id of one change, not %d arguments", len(args))
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			r, err := c.request()
			if err != nil {
				return err
			}
			s, err := p.openExisting(cmd.Context())
			if err != nil {
				return err
			}
			defer s.Close()
			if len(args) == 1 {
				one, err := s.Change(cmd.Context(), args[0])
				if err != nil {
					return err
				}
				return p.printChange(one, c.json)
			}
			if err := p.listChanges(cmd.Context(), s, r, c); err != nil {
				return err
			}
			return p.tellIssuer(cmd.Context(), s, c.issuer)
		},
	}
	f := cmd.Flags()
	f.BoolVar(&c.json, "json", false, "print one JSON object a change")
	f.StringVar(&c.since, "since", "", "only what was captured on or after this day (2025-02-14)")
	f.StringVar(&c.until, "until", "", "only what was captured on or before this day")
	f.BoolVar(&c.undeclared, "undeclared", false, "only what the publisher did not declare")
	f.BoolVar(&c.declared, "declared", false, "only what the publisher declared")
	f.StringVar(&c.release, "release", "", "only of the release with this id")
	f.StringVar(&c.issuer, "issuer", "", "only releases issued by this body, its name in full")
	f.StringVar(&c.source, "source", "", "only from this source, as \"onrecord source list\" names it")
	f.StringVar(&c.kind, "kind", "", "only what touches a fact of this kind: quote, date, figure, commitment, name or relation")
	f.StringVar(&c.rank, "rank", "", "only what touches facts, other words, or neither: facts, words or trivial")
	f.StringVar(&c.order, "order", "newest", "newest, or rank: what touches most first")
	f.IntVar(&c.limit, "limit", 50, "the most changes to print; 0 for all")
	return cmd
}

// request is what the flags ask of the store.
func (c changing) request() (r store.ChangeRequest, err error) {
	r = store.ChangeRequest{Release: c.release, Issuer: c.issuer, Root: c.source, Kind: onrecord.FactKind(c.kind), Rank: onrecord.Rank(c.rank), Order: store.ChangeOrder(c.order)}
	switch {
	case c.declared && c.undeclared:
		return r, usagef("--declared and --undeclared leave nothing: choose one, or neither for both")
	case c.declared:
		r.Declaration = onrecord.Declared
	case c.undeclared:
		r.Declaration = onrecord.Undeclared
	}
	if c.kind != "" && !slices.Contains(onrecord.FactKinds, r.Kind) {
		return r, usagef("--kind knows %s, not %q", joined(onrecord.FactKinds), c.kind)
	}
	if c.rank != "" && !slices.Contains(onrecord.Ranks, r.Rank) {
		return r, usagef("--rank knows %s, not %q", joined(onrecord.Ranks), c.rank)
	}
	if r.Order != store.ChangesNewest && r.Order != store.ChangesRank {
		return r, usagef("--order knows newest and rank, not %q", c.order)
	}
	for _, d := range []struct {
		typed, flag string
		into        *onrecord.Date
	}{{c.since, "since", &r.From}, {c.until, "until", &r.To}} {
		if d.typed == "" {
			continue
		}
		if *d.into, err = onrecord.ParseDate(d.typed); err != nil {
			return r, usageError{fmt.Errorf("--%s: %w", d.flag, err)}
		}
	}
	return r, limitFrom(c.limit, 0)
}

func joined[S ~string](words []S) string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = string(w)
	}
	return strings.Join(out, ", ")
}

func (p *program) listChanges(ctx context.Context, s store.Store, r store.ChangeRequest, c changing) error {
	total, printed := 0, 0
	err := pages(c.limit, 100, func(cursor string, limit int) (int, string, error) {
		r.Cursor, r.Limit = cursor, limit
		page, err := s.Changes(ctx, r)
		if err != nil {
			return 0, "", err
		}
		total = page.Total
		for _, one := range page.Changes {
			if err := p.printChange(one, c.json); err != nil {
				return 0, "", err
			}
		}
		printed += len(page.Changes)
		return len(page.Changes), page.Next, nil
	})
	if err != nil || c.json {
		return err
	}
	if printed < total {
		_, err = fmt.Fprintf(p.stdout, "%d of %s; --limit 0 prints all.\n", printed, count(total, "change"))
		return err
	}
	_, err = fmt.Fprintln(p.stdout, count(total, "change")+".")
	return err
}

func (p *program) printChange(c store.Change, asJSON bool) error {
	if asJSON {
		return p.printJSON(feed.NewChanged(c))
	}
	_, err := fmt.Fprintf(p.stdout, "%s  %s  %s  %s\n  %s\n  changed between %s and %s; %s\n%s\n", p.faint(c.ID), dayColumn(onrecord.DateOf(c.CapturedAt)), c.Declaration, p.bold(plain(change.Headline(c.Change))),
		plain(c.Release.Title), c.LastSeen.UTC().Format("2006-01-02 15:04"), c.CapturedAt.UTC().Format("2006-01-02 15:04 UTC"), plain(c.Why), plain(feed.ChangeText(c)))
	return err
}
