package main

import (
	"context"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/dustin/go-humanize"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/feed"
	"github.com/onrecord/onrecord/ledger"
	"github.com/onrecord/onrecord/link"
	"github.com/onrecord/onrecord/store"
)

// accounting is what the flags of ledger and series say.
type accounting struct {
	listFlags
	name, currency, least string
	csv                   bool
}

func (a *accounting) flags(f *pflag.FlagSet, things string) {
	f.StringVar(&a.issuer, "issuer", "", "only releases issued by this body, its name in full")
	f.StringVar(&a.text, "text", "", "only "+things+" whose figure, as first printed, holds these words")
	f.StringVar(&a.name, "name", "", "only beside this named thing: its name in full, or its id")
	f.StringVar(&a.from, "from", "", "only first mentions issued on or after this day (2025-02-14)")
	f.StringVar(&a.to, "to", "", "only first mentions issued on or before this day")
	a.reviewFlag(f, "first mentions")
	f.IntVar(&a.limit, "limit", 50, "the most "+things+"; 0 for all")
	f.BoolVar(&a.json, "json", false, "print one JSON object a line")
	f.BoolVar(&a.csv, "csv", false, "print CSV")
}

func (a *accounting) sane() error {
	if a.json && a.csv {
		return usagef("--json and --csv are two formats: choose one")
	}
	if a.order != "" && a.order != string(store.FactNewest) && a.order != string(store.FactLargest) {
		return usagef("--order knows newest and largest, not %q", a.order)
	}
	return limitFrom(a.limit, 0)
}

// request is what the flags ask for.
func (a *accounting) request(ctx context.Context, s store.Store) (r ledger.Request, err error) {
	r = ledger.Request{Text: a.text, Issuer: a.issuer, Currency: strings.ToUpper(a.currency), Order: store.FactOrder(a.order)}
	if r.IssuedFrom, r.IssuedTo, _, _, err = a.days(); err != nil {
		return r, err
	}
	if r.Reviews, err = reviewStates(a.review); err != nil {
		return r, err
	}
	if a.least != "" {
		v, err := strconv.ParseFloat(strings.ReplaceAll(a.least, ",", ""), 64)
		if err != nil || !(v >= 0) || math.IsInf(v, 0) { // a NaN is less than nothing, and more
			return r, usagef("--least is a number in whole units such as 1500000, not %q", a.least)
		}
		r.MinValue = &v
	}
	if a.name != "" {
		r.Name, err = named(ctx, s, a.name)
	}
	return r, err
}

func (p *program) ledger() *cobra.Command {
	var a accounting
	cmd := &cobra.Command{
		Use:   "ledger",
		Short: "List every sum of money once, with who pays, for what, and where it was said again",
		Long: `ledger prints each distinct sum from a thousand once: what it is for and who pays,
as far as a passage says, the day on which it was first seen, every mention
since, the whole that it is part of, and what the words say of whether it is
new. What they do not say is empty or "unknown". The total at the end adds
only what it names, and never a part to its whole.`,
		Example: `  onrecord ledger
  onrecord ledger --name 'Sound Homes Fund'
  onrecord ledger --order largest --currency GBP --least 1000000 --json
  onrecord ledger --limit 0 --csv > sums.csv`,
		Args: none,
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.account(cmd.Context(), &a, p.ledgerFrom)
		},
	}
	f := cmd.Flags()
	a.flags(f, "sums")
	f.StringVar(&a.currency, "currency", "", "only sums in this currency (GBP)")
	f.StringVar(&a.least, "least", "", "only sums of at least this many whole units (1500000)")
	f.StringVar(&a.order, "order", "newest", "newest or largest")
	return cmd
}

// account opens the record and prints what is asked of it.
func (p *program) account(ctx context.Context, a *accounting, print func(context.Context, store.Store, *accounting, ledger.Request) error) error {
	if err := a.sane(); err != nil {
		return err
	}
	s, err := p.openExisting(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	r, err := a.request(ctx, s)
	if err != nil {
		return err
	}
	if err := print(ctx, s, a, r); err != nil {
		return err
	}
	return p.tellIssuer(ctx, s, a.issuer)
}

// table begins a table where CSV is wanted.
func (a *accounting) table(begin func(io.Writer) (*feed.LedgerTable, error), w io.Writer) (*feed.LedgerTable, error) {
	if !a.csv {
		return nil, nil
	}
	return begin(w)
}

func (p *program) ledgerFrom(ctx context.Context, s store.Store, a *accounting, r ledger.Request) error {
	table, err := a.table(feed.NewSumTable, p.stdout)
	if err != nil {
		return err
	}
	var totals ledger.Adder
	err = pages(a.limit, 100, func(cursor string, limit int) (int, string, error) {
		r.Cursor, r.Limit = cursor, limit
		page, err := ledger.Sums(ctx, s, r)
		for i := 0; i < len(page.Entries) && err == nil; i++ {
			e := &page.Entries[i]
			totals.Add(e)
			switch row := e.Row(); {
			case a.json:
				err = p.printJSON(row)
			case a.csv:
				err = table.Sum(row)
			default:
				err = p.printSum(row)
			}
		}
		return len(page.Entries), page.Next, err
	})
	if err != nil || a.json || a.csv {
		return err
	}
	for _, t := range totals.Totals() {
		if _, err := fmt.Fprintln(p.stdout, totalWords(t)); err != nil {
			return err
		}
	}
	return nil
}

// totalWords says what a total counts, and what it leaves out.
func totalWords(t ledger.Total) string {
	var left []string
	for _, l := range []struct {
		n    int
		what string
	}{{t.Parts, "part of another"}, {t.Smaller, "for the same thing as a larger one"}, {t.Rates, "a year's or one of several"}, {t.Limits, "a limit or a range"}} {
		if l.n > 0 {
			left = append(left, number(l.n)+" "+l.what)
		}
	}
	s := fmt.Sprintf("%s: %s, %s in all", t.Currency, count(t.Sums, "distinct sum"), humanize.Commaf(t.Value))
	if len(left) > 0 {
		s += "; not added: " + strings.Join(left, ", ")
	}
	return s + ". Whether sums overlap in another way is not known."
}

func (p *program) printSum(r ledger.SumRow) error {
	head := p.bold(plain(r.Words)) + " " + plain(r.Currency)
	if r.Per != "" {
		head += " a " + plain(r.Per)
	}
	if r.For != "" {
		head += " " + plain(shorten(ledger.Purpose(r.For)))
	}
	fmt.Fprintf(p.stdout, "%s  %s\n", p.faint(r.ID), head)
	said := []string{"first seen on " + day(r.FirstSeen)}
	if r.Payer != "" {
		said = append(said, "paid by "+plain(r.Payer))
	}
	if r.Period != "" {
		said = append(said, plain(r.Period))
	}
	if r.Claim != link.ClaimUnknown {
		said = append(said, claimWords[r.Claim])
	} else {
		said = append(said, "new or not: not said")
	}
	if r.PartOf != nil {
		said = append(said, "part of "+plain(r.PartOf.Words)+" ("+r.PartOf.ID+")")
	}
	fmt.Fprintf(p.stdout, "  %s\n", strings.Join(said, " · "))
	for i, m := range r.Mentions {
		if i == 0 {
			fmt.Fprintf(p.stdout, "  %s\n", p.faint(plain(m.Title)))
			continue
		}
		fmt.Fprintf(p.stdout, "  again %s  %s\n", day(m.IssuedOn), p.faint(plain(m.Title)))
	}
	_, err := fmt.Fprintln(p.stdout)
	return err
}

var claimWords = map[link.Claim]string{link.ClaimNew: "called new", link.ClaimToppingUp: "called additional", link.ClaimPartOf: "a part", link.ClaimAnnounced: "called already announced"}

func (p *program) series() *cobra.Command {
	var a accounting
	cmd := &cobra.Command{
		Use:   "series",
		Short: "List measures that several passages give, with their values over time",
		Long: `series prints each measure that two or more passages give: its values in the order of
the time that they are of, not of the day on which they were said. A value may restate
the one before it (the same value), update it (a later time or count) or conflict with it
(the same time, another value): then both passages stand side by side.`,
		Example: `  onrecord series
  onrecord series --text burglaries --json
  onrecord series --issuer 'Department of Public Safety' --csv > points.csv`,
		Args: none,
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.account(cmd.Context(), &a, p.seriesFrom)
		},
	}
	a.flags(cmd.Flags(), "series")
	return cmd
}

func (p *program) seriesFrom(ctx context.Context, s store.Store, a *accounting, r ledger.Request) error {
	table, err := a.table(feed.NewPointTable, p.stdout)
	if err != nil {
		return err
	}
	err = pages(a.limit, 100, func(cursor string, limit int) (int, string, error) {
		r.Cursor, r.Limit = cursor, limit
		page, err := ledger.AllSeries(ctx, s, r)
		for i := 0; i < len(page.Series) && err == nil; i++ {
			switch row := page.Series[i].Row(); {
			case a.json:
				err = p.printJSON(row)
			case a.csv:
				err = table.Series(row)
			default:
				err = p.printSeries(row)
			}
		}
		return len(page.Series), page.Next, err
	})
	return err
}

func (p *program) printSeries(r ledger.SeriesRow) error {
	of := r.Of
	if of == "" {
		of = "a figure in “" + r.Points[len(r.Points)-1].Title + "”"
	}
	fmt.Fprintf(p.stdout, "%s  %s\n", p.faint(r.ID), p.bold(plain(shorten(of))))
	for _, point := range r.Points {
		relation := string(point.Relation)
		if relation == "" {
			relation = "–"
		}
		fmt.Fprintf(p.stdout, "  %-24s %-23s %-9s said %s  %s\n", plain(shorten(point.Words)), period(point.From, point.To), relation, dayColumn(point.IssuedOn), p.faint(plain(shorten(point.Title))))
	}
	_, err := fmt.Fprintln(p.stdout)
	return err
}

// period writes the days that a value is of.
func period(from, to onrecord.Date) string {
	switch {
	case from.IsZero() && to.IsZero():
		return "time not said"
	case from.IsZero():
		return "to " + to.String()
	case to.IsZero():
		return "since " + from.String()
	case from == to:
		return from.String()
	}
	return from.String() + "/" + to.String()
}
