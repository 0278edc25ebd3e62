package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/dustin/go-humanize"
	"github.com/spf13/cobra"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/pull"
	"github.com/onrecord/onrecord/source/fetch"
	"github.com/onrecord/onrecord/store"
)

func (p *program) pull() *cobra.Command {
	var asJSON, force bool
	var pace time.Duration
	cmd := &cobra.Command{
		Use:   "pull [SOURCE…]",
		Short: "Fetch what is new at the sources that are followed",
		Long: `pull looks at the sources that are due, or at those named by spec or name: it reads
their listings, fetches what is new, and looks again at some of what was captured
before. The newest come first. Stopped at any moment, it goes on where it was.

It is polite: it obeys robots.txt, leaves a second between two requests to one
host, and waits as long as a host asks to. Set ONRECORD_CONTACT to an address at
which publishers can reach you; it is told to each of them.`,
		Example: `  onrecord pull
  onrecord pull govuk:home-office
  onrecord pull --force "Home Office"
  ONRECORD_CONTACT=ada@harbour.example onrecord pull --json`,
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.runPull(cmd.Context(), args, pulling{asJSON, force, pace})
		},
	}
	f := cmd.Flags()
	f.BoolVar(&asJSON, "json", false, "print one JSON object a source")
	f.BoolVar(&force, "force", false, "look at sources, and at pages captured before, whose time has not come")
	p.paceFlag(cmd, &pace)
	return cmd
}

func (p *program) paceFlag(cmd *cobra.Command, pace *time.Duration) {
	cmd.Flags().DurationVar(pace, "pace", fetch.DefaultPace, "least time between two requests to one host; local sources are not paced")
}

// pulling is what pull's flags say.
type pulling struct {
	json, force bool
	pace        time.Duration
}

func (p *program) runPull(ctx context.Context, named []string, o pulling) error {
	client, err := p.client(o.pace)
	if err != nil {
		return err
	}
	at, err := p.place()
	if err != nil {
		return err
	}
	s, err := at.openForWriting(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	held, unlock, free, err := at.lockPull(ctx)
	if err != nil {
		return err
	}
	if !free {
		return fmt.Errorf("%w: another onrecord pulls into this record just now (\"onrecord serve\" does so by itself)", onrecord.ErrUnavailable)
	}
	defer unlock()
	shown := pullProgress{program: p, looks: map[string]pull.Summary{}}
	summaries, err := pull.Run(held, s, named, pull.Options{Client: client, Force: o.force, Progress: shown.tell})
	shown.bar.done()
	err = whileHeld(ctx, held, err)
	failed := false
	for _, so := range summaries {
		failed = failed || so.Fault != "" || so.Ingested.Problems > 0
		if o.json {
			if printed := p.printJSON(so); printed != nil {
				return printed
			}
			continue
		}
		p.printPull(so)
	}
	if err != nil {
		return err
	}
	if len(summaries) == 0 && !o.json {
		p.printNothingDue(ctx, s)
	}
	if failed {
		return errProblems
	}
	return nil
}

// pullProgress shows how far a pull has come: over all sources that are looked at, with an end once each of
// their listings has said how much it holds.
type pullProgress struct {
	*program
	looks map[string]pull.Summary
	bar   bar
	ends  bool // whether the bar has an end
}

func (p *pullProgress) tell(so pull.Summary) {
	p.looks[so.Spec] = so
	done, total, ends := 0, 0, true
	for _, l := range p.looks {
		done, total, ends = done+l.Done, total+l.Total, ends && l.Total > 0
	}
	if p.bar.b == nil || ends != p.ends {
		p.bar.done()
		if p.bar = p.newSpinner(); ends {
			p.bar = p.progressOf("", int64(total))
		}
		p.ends = ends
	}
	if p.bar.describe(plain(progressWords(so))); ends {
		p.bar.of(int64(total))
		p.bar.set(int64(min(done, total-1))) // it ends when the pull does, not when all that is known so far is done
	}
}

func progressWords(s pull.Summary) string {
	name := s.Name
	if name == "" {
		name = s.Spec
	}
	words := fmt.Sprintf("%s: %s new listed, %s fetched", name, number(s.Listed), number(s.Fetched))
	if s.NotModified > 0 {
		words += fmt.Sprintf(", %s unchanged", number(s.NotModified))
	}
	return words
}

// printPull prints what a look at one source did.
func (p *program) printPull(s pull.Summary) {
	name := s.Name
	if name == "" {
		name = s.Spec
	}
	parts := []string{number(s.Ingested.New) + " new", number(s.Ingested.Changed) + " changed"}
	for _, more := range []struct {
		n    int
		what string
	}{{s.NotModified + s.Ingested.Unchanged, "unchanged"}, {s.Withheld, "not there any more"}, {s.Failed, "could not be fetched"}, {s.Waiting, "still to fetch"}} {
		if more.n > 0 {
			parts = append(parts, number(more.n)+" "+more.what)
		}
	}
	fmt.Fprintf(p.stdout, "%s: %s.\n", p.bold(plain(name)), strings.Join(parts, ", "))
	if s.Fault != "" {
		fmt.Fprintf(p.stdout, "  Stopped: %s. It is tried again %s.\n", plain(s.Fault), humanize.Time(s.Next))
	}
	if s.Ingested.Problems > 0 {
		fmt.Fprintf(p.stdout, "  %s met; \"onrecord problems\" lists them.\n", count(s.Ingested.Problems, "problem"))
	}
}

// printNothingDue says why nothing was looked at.
func (p *program) printNothingDue(ctx context.Context, s store.Store) {
	all, err := s.Sources(ctx)
	if err != nil || len(all) == 0 {
		fmt.Fprintln(p.stdout, "No source is followed. Follow one: onrecord source add govuk:home-office")
		return
	}
	var next time.Time
	for _, src := range all {
		if !src.Paused && (next.IsZero() || src.Next.Before(next)) {
			next = src.Next
		}
	}
	if next.IsZero() {
		fmt.Fprintln(p.stdout, "All sources are paused.")
		return
	}
	fmt.Fprintf(p.stdout, "Nothing is due: the next look is %s. \"onrecord pull --force\" looks now.\n", humanize.Time(next))
}

// client returns the client that says who runs this program.
func (p *program) client(pace time.Duration) (*fetch.Client, error) {
	contact := p.env("ONRECORD_CONTACT")
	if !fetch.Sayable(contact) {
		return nil, usagef("ONRECORD_CONTACT holds what can't be told to a publisher: give an e-mail address or a web address")
	}
	if pace <= 0 {
		return nil, usagef("--pace is the time between two requests, such as 1s or 500ms, not %s", pace)
	}
	return fetch.New(fetch.Options{Agent: "onrecord/" + strings.ReplaceAll(strings.Fields(built())[0], "/", "-"), Contact: contact, Pace: pace}), nil
}
