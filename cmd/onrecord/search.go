package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/api/v1"
	"github.com/onrecord/onrecord/search"
	"github.com/onrecord/onrecord/store"
)

func (p *program) search() *cobra.Command {
	var asJSON, newest bool
	var limit int
	cmd := &cobra.Command{
		Use:   "search QUERY…",
		Short: "Find releases by words, phrases, fields and dates",
		Long: `search finds releases. Words are matched in all their forms; "phrases" exactly;
prefix* by beginning; -not excludes; OR and parentheses combine. Fields narrow:
issuer: speaker: tag: title: kind: review: issued: due: money:. The whole language is in
docs/query.md.

Quote the query so that the shell leaves it alone; put "--" before a query that
begins with "-".`,
		Example: `  onrecord search 'windrush commissioner'
  onrecord search '"neighbourhood policing" speaker:cooper issued:2025'
  onrecord search 'kind:commitment due:<2025-09 issuer:"Home Office"'
  onrecord search --json 'money:>1bn' | jq -r .release.title`,
		Args: atLeastOne("a query"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if limit < 1 || limit > 100 {
				return usagef("--limit is a number from 1 to 100, not %d", limit)
			}
			q, err := parseQuery(strings.Join(args, " "))
			if err != nil {
				return err
			}
			s, err := p.openExisting(cmd.Context())
			if err != nil {
				return err
			}
			defer s.Close()
			order := store.Relevance
			if newest {
				order = store.Newest
			}
			results, err := s.Search(cmd.Context(), store.Request{Query: q, Order: order, Limit: limit})
			if err != nil {
				return err
			}
			if asJSON {
				return p.printHitsJSON(results, q)
			}
			p.printHits(results, q)
			return nil
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one JSON object a release")
	cmd.Flags().BoolVar(&newest, "newest", false, "newest first instead of best first")
	cmd.Flags().IntVar(&limit, "limit", 10, "the most releases to print, up to 100")
	return cmd
}

// parseQuery parses what was typed; a malformed query is an error that marks
// the place.
func parseQuery(typed string) (search.Node, error) {
	q, err := search.Parse(typed)
	var malformed *search.Error
	if errors.As(err, &malformed) {
		return nil, usageError{fmt.Errorf("%w\n  %s\n  %s%s", err, typed, strings.Repeat(" ", runes(typed, malformed.Offset)), strings.Repeat("^", max(1, runes(typed[min(malformed.Offset, len(typed)):], malformed.Length))))}
	}
	return q, err
}

// runes counts the runes in the first n bytes of s.
func runes(s string, n int) int { return len([]rune(s[:min(n, len(s))])) }

func (p *program) printHitsJSON(r store.Results, q search.Node) error {
	for i := range r.Hits {
		if err := p.printJSON(v1.NewHit(&r.Hits[i], q)); err != nil {
			return err
		}
	}
	return nil
}

// snippetBytes is about how much of a hit's text is printed.
const snippetBytes = 240

func (p *program) printHits(r store.Results, q search.Node) {
	for _, h := range r.Hits {
		fmt.Fprintf(p.stdout, "%s  %s\n", p.faint(h.Release.ID), p.bold(p.mark(plain(h.Release.Title), search.Lit(plain(h.Release.Title), q))))
		fmt.Fprintf(p.stdout, "    %s\n", p.faint(day(h.Release.IssuedOn)+" · "+plain(strings.Join(h.Release.IssuedBy, ", "))))
		for _, s := range search.Snippets(plain(h.Release.Text), q, snippetBytes) {
			fmt.Fprintf(p.stdout, "    %s\n", p.mark(strings.ReplaceAll(s.Text, "\n", " "), s.Lit))
		}
		fmt.Fprintln(p.stdout)
	}
	fmt.Fprintf(p.stdout, "%s found", count(r.Total, "release"))
	if r.Total > len(r.Hits) {
		fmt.Fprintf(p.stdout, ", %s shown (--limit)", number(len(r.Hits)))
	}
	fmt.Fprintln(p.stdout, ".")
}

// mark lights spans of s.
func (p *program) mark(s string, spans []onrecord.Span) string {
	var b strings.Builder
	at := 0
	for _, sp := range spans {
		b.WriteString(s[at:sp.Start])
		b.WriteString(p.lit(sp.Of(s)))
		at = sp.End
	}
	b.WriteString(s[at:])
	return b.String()
}
