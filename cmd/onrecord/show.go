package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/api/v1"
	"github.com/onrecord/onrecord/feed"
	"github.com/onrecord/onrecord/store"
)

func (p *program) show() *cobra.Command {
	var asJSON bool
	var version int
	cmd := &cobra.Command{
		Use:   "show ID",
		Short: "Show one release, fact or named thing",
		Long: `show prints what stands behind an id, as given by search, list or a page's
address: a release with its text and facts, a fact with its words and where they
stand, or a named thing with where it was named.`,
		Example: `  onrecord show 5d41402abc4b2a76
  onrecord show --version 1 5d41402abc4b2a76
  onrecord show --json 5d41402abc4b2a76 | jq .quotes`,
		Args: exactly(1, "one id"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if cmd.Flags().Changed("version") && version < 1 {
				return usagef("--version is a number from 1, not %d", version)
			}
			s, err := p.openExisting(cmd.Context())
			if err != nil {
				return err
			}
			defer s.Close()
			return p.showID(cmd.Context(), s, args[0], version, asJSON)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one JSON object")
	cmd.Flags().IntVar(&version, "version", 0, "show this version of a release instead of the newest")
	return cmd
}

func (p *program) showID(ctx context.Context, s store.Store, id string, version int, asJSON bool) error {
	rec, err := s.Release(ctx, id)
	if err == nil && version > 0 {
		rec, err = s.ReleaseVersion(ctx, id, version)
	}
	if err == nil {
		if asJSON {
			return p.printJSON(rec)
		}
		rec.Facts = rec.Facts.Standing()
		p.printRecord(rec)
		return nil
	}
	if !errors.Is(err, onrecord.ErrNotFound) || version > 0 {
		return err
	}
	f, err := s.Fact(ctx, id)
	if err == nil {
		return p.printFact(f, asJSON)
	}
	if !errors.Is(err, onrecord.ErrNotFound) {
		return err
	}
	n, err := s.Name(ctx, id)
	if errors.Is(err, onrecord.ErrNotFound) {
		return fmt.Errorf("%w: no release, fact or name has the id %q", onrecord.ErrNotFound, id)
	}
	if err != nil {
		return err
	}
	return p.printName(n, asJSON)
}

func (p *program) printRecord(r onrecord.Record) {
	fmt.Fprintln(p.stdout, p.bold(plain(r.Title)))
	fmt.Fprintf(p.stdout, "%s · %s · version %d\n", day(r.IssuedOn), plain(strings.Join(r.IssuedBy, ", ")), r.Version)
	if r.URL != nil {
		fmt.Fprintln(p.stdout, plain(*r.URL))
	}
	fmt.Fprintf(p.stdout, "%s\n", p.faint("from "+plain(r.Source.Location)+", sha256 "+r.Source.SHA256))
	if first := r.Source.From; first != nil {
		fmt.Fprintf(p.stdout, "%s\n", p.faint("an export of another record, which says: from "+plain(first.Location)+", sha256 "+first.SHA256))
	}
	for _, b := range r.Blocks {
		mark := ""
		switch b.Kind {
		case onrecord.BlockListItem:
			mark = "• "
		case onrecord.BlockQuotation:
			mark = "> "
		}
		fmt.Fprintf(p.stdout, "\n%s%s\n", mark, plain(b.Of(r.Text)))
	}
	p.printFacts(r.Facts)
}

func (p *program) printFacts(f onrecord.Facts) {
	section := func(title string, n int, line func(i int) (id, words string)) {
		if n == 0 {
			return
		}
		fmt.Fprintf(p.stdout, "\n%s\n", p.bold(title))
		for i := range n {
			id, words := line(i)
			fmt.Fprintf(p.stdout, "  %s  %s\n", p.faint(id), plain(words))
		}
	}
	section("Quotes", len(f.Quotes), func(i int) (string, string) {
		q := f.Quotes[i]
		return q.ID, speaker(q) + ": " + shorten(q.Text)
	})
	section("Commitments", len(f.Commitments), func(i int) (string, string) {
		c := f.Commitments[i]
		return c.ID, promiseWords(c)
	})
	section("Figures", len(f.Figures), func(i int) (string, string) {
		return f.Figures[i].ID, f.Figures[i].Text + " = " + figureWords(f.Figures[i])
	})
	section("Dates", len(f.Dates), func(i int) (string, string) {
		d := f.Dates[i]
		return d.ID, fmt.Sprintf("%s = %s %s to %s", d.Text, d.Bound, orOpen(d.From), orOpen(d.To))
	})
	section("Names", len(f.Names), func(i int) (string, string) {
		return f.Names[i].ID, f.Names[i].Text + " (" + string(f.Names[i].Kind) + ")"
	})
	section("Relations", len(f.Relations), func(i int) (string, string) {
		return f.Relations[i].ID, feed.RelationWords(&f.Relations[i], f.Figures, floatWords)
	})
}

func (p *program) printFact(f store.Fact, asJSON bool) error {
	if asJSON {
		return p.printJSON(v1.NewFact(&f))
	}
	fmt.Fprintf(p.stdout, "%s\n", p.bold(string(f.Kind)+" "+f.ID))
	fmt.Fprintf(p.stdout, "%s\n", p.mark(plain(f.Context), litSpan(f)))
	if r := f.Review(); r != nil {
		fmt.Fprintf(p.stdout, "%s\n", plain(spokenWords(r)))
	}
	fmt.Fprintf(p.stdout, "\n%s\n%s · %s\n", plain(f.Release.Title), day(f.Release.IssuedOn), plain(strings.Join(f.Release.IssuedBy, ", ")))
	fmt.Fprintf(p.stdout, "%s\n", p.faint("release "+f.Release.ID+", sha256 "+f.Release.Source.SHA256))
	return nil
}

// spokenWords tell what people said of a fact's reading.
func spokenWords(r *onrecord.Review) string {
	said := fmt.Sprintf("%s by %s on %s", r.State, r.By, day(onrecord.DateOf(r.At.UTC())))
	if r.Note != "" {
		said += ": " + strings.Join(strings.Fields(r.Note), " ")
	}
	for _, c := range r.Corrections {
		said += fmt.Sprintf("\n  %s is %q, and was read as %q", c.Field, c.Value, c.Was)
	}
	return said
}

// litSpan is the fact's place in its context, where dropping control
// characters has not moved it.
func litSpan(f store.Fact) []onrecord.Span {
	if plain(f.Context) != f.Context || f.Span.Len() == 0 || f.Span.End > len(f.Context) {
		return nil
	}
	return []onrecord.Span{f.Span}
}

func (p *program) printName(n store.Named, asJSON bool) error {
	if asJSON {
		return p.printJSON(v1.NewNamedDetail(&n))
	}
	fmt.Fprintf(p.stdout, "%s (%s)\n", p.bold(plain(n.Text)), n.Kind)
	if len(n.Aliases) > 0 {
		fmt.Fprintf(p.stdout, "also: %s\n", plain(strings.Join(n.Aliases, "; ")))
	}
	fmt.Fprintf(p.stdout, "named in %s, %s to %s\n", count(n.Releases, "release"), day(n.First), day(n.Last))
	for _, post := range n.Posts {
		fmt.Fprintf(p.stdout, "  %s, seen %s to %s\n", postAndTime(post), day(post.First), day(post.Last))
	}
	for _, r := range n.Mentions {
		fmt.Fprintf(p.stdout, "  %s  %s  %s\n", p.faint(r.ID), day(r.IssuedOn), plain(r.Title))
	}
	return nil
}

func speaker(q onrecord.Quote) string {
	switch {
	case q.Speaker == "":
		return "speaker not known"
	case q.Role == "":
		return q.Speaker
	}
	return q.Speaker + ", " + q.Role
}

func promiseWords(c onrecord.Commitment) string {
	return dueWords(c) + " · " + shorten(feed.Summary(&c))
}

func dueWords(c onrecord.Commitment) string {
	switch {
	case c.Due == nil:
		return "no due date read"
	case c.Due.To.IsZero():
		return "from " + day(c.Due.From)
	case c.Due.From == c.Due.To:
		return "on " + day(c.Due.To)
	case c.Due.From.IsZero():
		return "by " + day(c.Due.To)
	}
	return day(c.Due.From) + " to " + day(c.Due.To)
}

func figureWords(f onrecord.Figure) string {
	v := fmt.Sprintf("%s %s", floatWords(f.Value), f.Unit)
	if f.ValueTo != nil {
		v = fmt.Sprintf("%s to %s %s", floatWords(f.Value), floatWords(*f.ValueTo), f.Unit)
	}
	if f.Qualifier != "" && f.Qualifier != onrecord.QualifierExact {
		v = strings.ReplaceAll(string(f.Qualifier), "_", " ") + " " + v
	}
	return v
}

func orOpen(d onrecord.Date) string {
	if d.IsZero() {
		return "open"
	}
	return d.String()
}

// shorten cuts a text to a line's length at a space.
func shorten(s string) string {
	const most = 160
	s = strings.ReplaceAll(s, "\n\n", " ")
	if len(s) <= most {
		return s
	}
	return s[:strings.LastIndexByte(s[:most], ' ')+1] + "…"
}
