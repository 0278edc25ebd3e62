package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/dustin/go-humanize"
	"github.com/spf13/cobra"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/api/v1"
	"github.com/onrecord/onrecord/pull"
	"github.com/onrecord/onrecord/store"
)

func (p *program) source() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "source",
		Short: "Say which sources are followed",
		Long: `source says which places are followed. "onrecord pull" looks at them, and
"onrecord serve" does so by itself, each in its time.

A source is written as its kind, a colon, and what is followed:

  govuk:ORGANISATION  what a body publishes on GOV.UK, from the first day on;
                      ?document_type=press_release narrows it
  feed:URL            RSS, Atom or JSON Feed
  wordpress:URL       a WordPress site
  page:URL            a page that lists announcements, with its next pages; or one page
  folder:PATH         files on this machine

docs/sources.md says what each fetches, and how it treats the publisher.`,
		Example: `  onrecord source add govuk:home-office
  onrecord source add feed:https://www.gov.uk/government/organisations/home-office.atom
  onrecord source test page:https://harbour.example/news
  onrecord source list`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return usagef("source knows add, list, test, pause, resume and remove, not %q", args[0])
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error { return cmd.Help() },
	}
	cmd.AddCommand(p.sourceAdd(), p.sourceList(), p.sourceTest(), p.sourcePause(true), p.sourcePause(false), p.sourceRemove())
	return cmd
}

func (p *program) sourceAdd() *cobra.Command {
	var name, from string
	var local bool
	var every time.Duration
	cmd := &cobra.Command{
		Use:   "add SOURCE…",
		Short: "Follow a source",
		Long: `add follows sources, or changes how one that is followed already is followed.
Nothing is fetched yet: "onrecord pull" does that. "onrecord source test" shows
beforehand what would be.

--from reads sources from a file: OPML, as feed readers write it, or TOML:

  [[source]]
  spec = "govuk:home-office"
  name = "Home Office"
  every = "2h"`,
		Example: `  onrecord source add govuk:home-office --name "Home Office"
  onrecord source add 'govuk:home-office?document_type=press_release' --every 15m
  onrecord source add --local feed:http://127.0.0.1:4000/feed.xml
  onrecord source add --from subscriptions.opml`,
		Args: func(cmd *cobra.Command, args []string) error {
			switch {
			case len(args) == 0 && from == "":
				return usagef("add wants sources to follow, such as govuk:home-office (see \"onrecord source --help\")")
			case name != "" && len(args) != 1:
				return usagef("--name goes with one source")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			var sources []onrecord.Source
			for _, arg := range args {
				src, err := parseSource(arg)
				if err != nil {
					return err
				}
				src.Name, src.Local, src.Every = name, local, every
				sources = append(sources, src)
			}
			if from != "" {
				more, err := p.readSources(from)
				if err != nil {
					return err
				}
				for i := range more {
					more[i].Local = more[i].Local || local
					if cmd.Flags().Changed("every") {
						more[i].Every = every
					}
				}
				sources = append(sources, more...)
			}
			return p.addSources(cmd.Context(), sources, cmd.Flags().Changed)
		},
	}
	f := cmd.Flags()
	f.StringVar(&name, "name", "", "what to call it")
	f.StringVar(&from, "from", "", "file with sources: TOML or OPML")
	f.BoolVar(&local, "local", false, "it is on this machine or a private network, and that is wanted")
	f.DurationVar(&every, "every", onrecord.DefaultEvery, "how often to look: 15m, 1h, 24h")
	return cmd
}

// parseSource reads a source as typed; a folder's path is that from where one stands.
func parseSource(typed string) (onrecord.Source, error) {
	src, err := onrecord.ParseSource(typed)
	if err != nil || src.Kind != onrecord.ListingFolder {
		return src, err
	}
	path, err := filepath.Abs(src.Rest())
	if err != nil {
		return src, err
	}
	return onrecord.ParseSource("folder:" + path)
}

// addSources follows sources. Of one that is followed already, what was not said anew stays.
func (p *program) addSources(ctx context.Context, sources []onrecord.Source, given func(flag string) bool) error {
	s, err := p.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	followed, err := s.Sources(ctx)
	if err != nil {
		return err
	}
	for i, src := range sources {
		if slices.ContainsFunc(sources[:i], func(before onrecord.Source) bool { return before.Spec == src.Spec }) {
			continue // named twice
		}
		src.AddedAt = time.Now().UTC()
		following := "Following"
		for _, old := range followed {
			if old.Spec != src.Spec {
				continue
			}
			following = "Followed already:"
			src.Name, src.Paused = cmp.Or(src.Name, old.Name), old.Paused
			src.Local = src.Local || old.Local && !given("local")
			if src.Every == onrecord.DefaultEvery && !given("every") {
				src.Every = old.Every
			}
		}
		if err := s.SaveSource(ctx, src); err != nil {
			return err
		}
		fmt.Fprintf(p.stdout, "%s %s, looked at every %s.\n", following, plain(src.Spec), short(src.Every))
	}
	fmt.Fprintln(p.stdout, "\"onrecord pull\" fetches what is due.")
	return nil
}

// short writes a duration without the parts that are nought.
func short(d time.Duration) string {
	if d >= 48*time.Hour && d%(24*time.Hour) == 0 {
		return fmt.Sprintf("%d days", d/(24*time.Hour))
	}
	s := d.String()
	if strings.HasSuffix(s, "m0s") {
		s = strings.TrimSuffix(s, "0s")
	}
	if strings.HasSuffix(s, "h0m") {
		s = strings.TrimSuffix(s, "0m")
	}
	return s
}

func (p *program) sourceList() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List what is followed, and where else captures came from",
		Long: `list prints the sources that are followed, how the last look at each went, and
when the next is due. Then it prints where all captures came from, whether they
were pulled or imported.`,
		Example: `  onrecord source list
  onrecord source list --json | jq '.sources[] | select(.fault)'`,
		Args: none,
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := p.openExisting(cmd.Context())
			if err != nil {
				return err
			}
			defer s.Close()
			sources, err := s.Sources(cmd.Context())
			if err != nil {
				return err
			}
			origins, err := s.Origins(cmd.Context())
			if err != nil {
				return err
			}
			if asJSON {
				return p.printJSON(newSourcesJSON(sources, origins))
			}
			p.printSources(sources, origins)
			return nil
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one JSON object")
	return cmd
}

func (p *program) printSources(sources []store.SourceInfo, origins []store.Origin) {
	for _, src := range sources {
		name := p.bold(plain(src.Called()))
		if src.Name != "" {
			name += "  " + p.faint(plain(src.Spec))
		}
		fmt.Fprintf(p.stdout, "%s\n  %s\n", name, plain(standing(src, time.Now())))
		if src.Fault != "" {
			fmt.Fprintf(p.stdout, "  last look: %s\n", plain(src.Fault))
		}
	}
	if len(sources) == 0 {
		fmt.Fprintln(p.stdout, "No source is followed. Follow one: onrecord source add govuk:home-office")
	}
	if len(origins) > 0 {
		fmt.Fprintln(p.stdout, "\nWhere captures came from:")
	}
	for _, o := range origins {
		fmt.Fprintf(p.stdout, "  %-12s %s  %s, %s\n", o.Kind, plain(o.Root), count(o.Captures, "capture"), count(o.Releases, "release"))
	}
}

// standing says how a source stands, in one line.
func standing(src store.SourceInfo, now time.Time) string {
	var parts []string
	switch {
	case src.LookedAt.IsZero():
		parts = append(parts, "not looked at yet")
	case src.SucceededAt.IsZero():
		parts = append(parts, "never looked at without a fault")
	default:
		parts = append(parts, "looked at "+humanize.RelTime(src.SucceededAt, now, "ago", "from now"))
	}
	switch {
	case src.Paused:
		parts = append(parts, "paused")
	case pull.Due(src, now):
		parts = append(parts, "due")
	default:
		parts = append(parts, "due "+humanize.RelTime(src.Next, now, "ago", "from now"))
	}
	parts = append(parts, number(src.Listed)+" listed")
	if src.Waiting > 0 {
		parts = append(parts, number(src.Waiting)+" not fetched yet")
	}
	if src.Withheld > 0 {
		parts = append(parts, number(src.Withheld)+" not there any more")
	}
	if src.Local {
		parts = append(parts, "local")
	}
	return strings.Join(parts, " · ")
}

// sourcesJSON is what source list prints as JSON.
type sourcesJSON struct {
	Sources []v1.Source `json:"sources"`
	Origins []v1.Origin `json:"origins"`
}

func newSourcesJSON(sources []store.SourceInfo, origins []store.Origin) (out sourcesJSON) {
	for _, s := range sources {
		out.Sources = append(out.Sources, v1.NewSource(s))
	}
	for _, o := range origins {
		out.Origins = append(out.Origins, v1.NewOrigin(o))
	}
	return out
}

func (p *program) sourcePause(pause bool) *cobra.Command {
	word, done, short := "pause", "Paused", "Look at a source no more until it is resumed"
	if !pause {
		word, done, short = "resume", "Resumed", "Look at a paused source again"
	}
	return &cobra.Command{
		Use: word + " SOURCE…", Short: short,
		Example: "  onrecord source " + word + " govuk:home-office",
		Args:    atLeastOne("sources, by spec or name"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.eachSource(cmd.Context(), args, func(s store.Store, src onrecord.Source) error {
				src.Paused = pause
				if err := s.SaveSource(cmd.Context(), src); err != nil {
					return err
				}
				fmt.Fprintf(p.stdout, "%s %s.\n", done, plain(src.Called()))
				return nil
			})
		},
	}
}

func (p *program) sourceRemove() *cobra.Command {
	return &cobra.Command{
		Use: "remove SOURCE…", Short: "Follow a source no more; what was captured stays",
		Example: "  onrecord source remove govuk:home-office",
		Args:    atLeastOne("sources, by spec or name"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.eachSource(cmd.Context(), args, func(s store.Store, src onrecord.Source) error {
				if err := s.RemoveSource(cmd.Context(), src.Spec); err != nil {
					return err
				}
				fmt.Fprintf(p.stdout, "%s is followed no more. What was captured stays in the record.\n", plain(src.Called()))
				return nil
			})
		},
	}
}

// eachSource does something to each source that was typed; all of them have to be followed.
func (p *program) eachSource(ctx context.Context, typed []string, do func(store.Store, onrecord.Source) error) error {
	s, err := p.openForWriting(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	all, err := s.Sources(ctx)
	if err != nil {
		return err
	}
	var chosen []onrecord.Source
	for _, name := range typed {
		before := len(chosen)
		for _, src := range all {
			if pull.Names(src.Source, name) {
				chosen = append(chosen, src.Source)
			}
		}
		if len(chosen) == before {
			err = errors.Join(err, fmt.Errorf("%w: no source is called %q (see \"onrecord source list\")", onrecord.ErrNotFound, name))
		}
	}
	if err != nil {
		return err
	}
	for _, src := range chosen {
		if err := do(s, src); err != nil {
			return err
		}
	}
	return nil
}
