package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/api/v1"
	"github.com/onrecord/onrecord/feed"
	"github.com/onrecord/onrecord/link"
	"github.com/onrecord/onrecord/store"
)

// naming is what the flags of name and person say.
type naming struct {
	json, csv bool
	kind      onrecord.NameKind // "" is any
	limit     int
}

func (p *program) name() *cobra.Command {
	n := &naming{}
	kind := ""
	cmd := p.naming(n, &cobra.Command{
		Use:   "name NAME",
		Short: "Show what the record holds of a scheme, law, body, post, person or other named thing",
		Long: `name prints a named thing: the names that make it up and why they are one, when
it was first and last named, who held a post, its relations, money, figures,
commitments and quotes, and the releases that name it. NAME is the name in full,
any of its forms, or an id.

Where names were put together wrongly, or were not, people can say so: see merge,
split and rename. What is said is kept apart, counts above the rules, and is
never undone by reading again; log lists it.`,
		Example: `  onrecord name 'Harbour Safety Agency'
  onrecord name HSA --json
  onrecord name 'Ports Minister' --csv
  onrecord name merge HSA 'Harbour Safety Agency' --by 'Ida Reed' --note 'its own page says so'`,
	})
	cmd.Flags().StringVar(&kind, "kind", "", "only a thing of this kind: "+kindWords())
	cmd.PreRunE = func(*cobra.Command, []string) error {
		n.kind = onrecord.NameKind(kind)
		if kind != "" && !slices.Contains(onrecord.NameKinds, n.kind) {
			return usagef("--kind knows %s, not %q", kindWords(), kind)
		}
		return nil
	}
	cmd.AddCommand(p.merging(), p.splitting(), p.renaming(), p.statements())
	return cmd
}

func kindWords() string {
	words := make([]string, len(onrecord.NameKinds))
	for i, k := range onrecord.NameKinds {
		words[i] = string(k)
	}
	return strings.Join(words, ", ")
}

func (p *program) person() *cobra.Command {
	return p.naming(&naming{kind: onrecord.NamePerson}, &cobra.Command{
		Use:   "person NAME",
		Short: "Show a person: the posts held and when they were seen, words, mentions",
		Long: `person prints what the record holds of a person: the names that are one person and
why, each post with the days on which it was first and last seen, relations,
quotes, and the releases that name the person. NAME is the name in full, any of
its forms, or an id. Days are those of issue: a post may have been held before
and after.`,
		Example: `  onrecord person 'Ada Venn'
  onrecord person Venn --csv
  onrecord person 'Ada Venn' --json`,
	})
}

// naming gives a command what name and person share.
func (p *program) naming(n *naming, cmd *cobra.Command) *cobra.Command {
	cmd.Args = exactly(1, "one name or id")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if n.json && n.csv {
			return usagef("--json and --csv are two formats: choose one")
		}
		if err := limitFrom(n.limit, 0); err != nil {
			return err
		}
		s, err := p.openExisting(cmd.Context())
		if err != nil {
			return err
		}
		defer s.Close()
		thing, err := thingNamed(cmd.Context(), s, args[0], n.kind)
		if err != nil {
			return err
		}
		return p.printThing(cmd.Context(), s, thing, *n)
	}
	f := cmd.Flags()
	f.BoolVar(&n.json, "json", false, "print one JSON object a line: the thing, then its facts")
	f.BoolVar(&n.csv, "csv", false, "print its names, posts and holders as CSV")
	f.IntVar(&n.limit, "limit", 10, "the most facts of each kind; 0 for all")
	return cmd
}

// thingNamed returns the one thing that is typed: by the id of any of its
// names, by a form in full, or by the beginnings of words that only one has.
func thingNamed(ctx context.Context, s store.Store, typed string, kind onrecord.NameKind) (store.Named, error) {
	if n, err := s.Name(ctx, typed); err == nil && (kind == "" || n.Kind == kind) {
		return n, nil
	}
	found, err := s.Names(ctx, store.NameRequest{Kind: kind, Any: kind == "", Text: typed, Limit: 100})
	if err != nil {
		return store.Named{}, err
	}
	whole := slices.DeleteFunc(slices.Clone(found.Names), func(n store.Named) bool {
		return !slices.ContainsFunc(append([]string{n.Text}, n.Aliases...), func(form string) bool { return strings.EqualFold(form, typed) })
	})
	if len(whole) == 0 {
		whole = found.Names
	}
	switch {
	case len(whole) == 1 && strings.TrimSpace(typed) != "":
		return s.Name(ctx, whole[0].ID)
	case len(whole) == 0 || strings.TrimSpace(typed) == "":
		return store.Named{}, fmt.Errorf("%w: nothing is named %q here: look with onrecord list names --text %q", onrecord.ErrNotFound, typed, typed)
	}
	return store.Named{}, usagef("%q fits several: %s; give the id of one", typed, choices(whole))
}

// mostChoices is how many things a complaint names.
const mostChoices = 10

func choices(names []store.Named) string {
	var words []string
	for _, n := range names[:min(len(names), mostChoices)] {
		words = append(words, fmt.Sprintf("%s (%s, %s)", plain(n.Text), n.Kind, n.ID))
	}
	if more := len(names) - len(words); more > 0 {
		words = append(words, fmt.Sprintf("and %d more", more))
	}
	return strings.Join(words, "; ")
}

func (p *program) printThing(ctx context.Context, s store.Store, n store.Named, ask naming) error {
	if ask.csv {
		return feed.WriteNamed(p.stdout, n)
	}
	if ask.json {
		if err := p.printJSON(v1.NewNamedDetail(&n)); err != nil {
			return err
		}
		return p.printFactsOf(ctx, s, n, ask)
	}
	p.printMadeUp(n)
	if err := p.printFactsOf(ctx, s, n, ask); err != nil {
		return err
	}
	fmt.Fprintf(p.stdout, "\n%s\n", p.bold("Releases"))
	for i, r := range n.Mentions {
		if ask.limit > 0 && i == ask.limit {
			fmt.Fprintf(p.stdout, "  and %d more\n", n.Releases-i)
			break
		}
		fmt.Fprintf(p.stdout, "  %s  %s  %s\n", p.faint(r.ID), dayColumn(r.IssuedOn), plain(r.Title))
	}
	return nil
}

// printMadeUp prints what a thing is made of: names, posts, holders.
func (p *program) printMadeUp(n store.Named) {
	fmt.Fprintf(p.stdout, "%s (%s)  %s\n", p.bold(plain(n.Text)), n.Kind, p.faint(n.ID))
	if len(n.Aliases) > 0 {
		fmt.Fprintf(p.stdout, "also: %s\n", plain(strings.Join(n.Aliases, "; ")))
	}
	fmt.Fprintf(p.stdout, "named in %s, %s to %s\n", count(n.Releases, "release"), day(n.First), day(n.Last))
	if n.Doubt != "" {
		fmt.Fprintf(p.stdout, "doubt: %s\n", plain(n.Doubt))
	}
	if len(n.Fits) > 0 {
		fmt.Fprintf(p.stdout, "left by itself: %s\n", plain(n.FitsWhy))
		for _, f := range n.Fits {
			fmt.Fprintf(p.stdout, "  may be %s (%s)  %s\n", plain(f.Text), f.Kind, p.faint(f.ID))
		}
	}
	if len(n.Names) > 1 {
		fmt.Fprintf(p.stdout, "\n%s\n", p.bold("Names"))
		for _, m := range n.Names {
			fmt.Fprintf(p.stdout, "  %s  %s (%s), %s, %s to %s\n", p.faint(m.ID), plain(m.Text), m.Kind, count(m.Releases, "release"), day(m.First), day(m.Last))
			if m.Why != "" {
				fmt.Fprintf(p.stdout, "    %s\n", plain(m.Why))
			}
		}
	}
	if len(n.Posts) > 0 {
		fmt.Fprintf(p.stdout, "\n%s\n", p.bold("Posts"))
		for _, post := range n.Posts {
			fmt.Fprintf(p.stdout, "  %s, seen %s to %s, %s\n", postAndTime(post), day(post.First), day(post.Last), count(post.Releases, "release"))
		}
	}
	if len(n.Holders) > 0 {
		fmt.Fprintf(p.stdout, "\n%s\n", p.bold("Seen to hold it"))
		for _, h := range n.Holders {
			fmt.Fprintf(p.stdout, "  %s  %s, seen %s to %s, %s\n", p.faint(h.ID), plain(h.Text), day(h.First), day(h.Last), count(h.Releases, "release"))
		}
	}
}

// printFactsOf prints what the record holds of a thing, kind by kind.
func (p *program) printFactsOf(ctx context.Context, s store.Store, n store.Named, ask naming) error {
	list := func(title string, facts []store.Fact, total int) error {
		if len(facts) > 0 && !ask.json {
			fmt.Fprintf(p.stdout, "\n%s\n", p.bold(title))
		}
		for _, f := range facts {
			if err := p.listFact(f, ask.json); err != nil {
				return err
			}
		}
		if more := total - len(facts); more > 0 && !ask.json {
			fmt.Fprintf(p.stdout, "  and %d more\n", more)
		}
		return nil
	}
	most := len(n.Relations)
	if ask.limit > 0 {
		most = min(most, ask.limit)
	}
	if err := list("Relations", n.Relations[:most], len(n.Relations)); err != nil {
		return err
	}
	for _, of := range factsOf(n) {
		var facts []store.Fact
		total := 0
		err := pages(ask.limit, 100, func(cursor string, limit int) (int, string, error) {
			r := of.request
			r.Cursor, r.Limit = cursor, limit
			page, err := s.Facts(ctx, r)
			facts, total = append(facts, page.Facts...), page.Total
			return len(page.Facts), page.Next, err
		})
		if err == nil {
			err = list(of.title, facts, total)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

type factsOfThing struct {
	title   string
	request store.FactRequest
}

// factsOf are the facts that are listed of a thing: of a person the words, of
// others what the passages that name them say.
func factsOf(n store.Named) []factsOfThing {
	if n.Kind == onrecord.NamePerson {
		return []factsOfThing{{"In their words", store.FactRequest{Kind: onrecord.KindQuote, Person: n.ID}}}
	}
	return []factsOfThing{
		{"Commitments", store.FactRequest{Kind: onrecord.KindCommitment, Name: n.ID}},
		{"Figures and money", store.FactRequest{Kind: onrecord.KindFigure, Name: n.ID}},
		{"Quotes", store.FactRequest{Kind: onrecord.KindQuote, Name: n.ID}},
	}
}

// nameTyped returns the id of one name with the thing that it is of: by its
// id, by its own words where they are one thing's, else the head of the thing
// that is typed.
func nameTyped(ctx context.Context, s store.Store, typed string) (string, store.Named, error) {
	if n, err := s.Name(ctx, typed); err == nil {
		return typed, n, nil
	}
	var id string
	var own []store.Named
	for _, kind := range onrecord.NameKinds {
		n, err := s.Name(ctx, link.NameID(kind, typed))
		if err == nil && (len(own) == 0 || own[0].ID != n.ID) {
			id, own = link.NameID(kind, typed), append(own, n)
		}
	}
	if len(own) == 1 {
		return id, own[0], nil
	}
	n, err := thingNamed(ctx, s, typed, "")
	return n.ID, n, err
}

// postAndTime is a post with whether it was held when it was seen.
func postAndTime(post store.Post) string {
	if post.Past {
		return plain(post.Role) + " (no longer, or not yet)"
	}
	return plain(post.Role)
}
