package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/onrecord/onrecord/health"
)

func (p *program) doctor() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "doctor",
		Short: "Say what needs looking after: sources that fail, are late or silent, and what waits",
		Long: `doctor looks at how the record stands: sources that could not be looked at or are
overdue, sources that are silent for longer than they ever were, locations known
from a listing and not fetched, problems, releases that are not linked yet, and
messages to subscribers that were not sent or were given up.
It changes nothing, and asks no publisher. "onrecord check" is the one that
verifies what is kept.

The exit code is 3 where something needs looking after.`,
		Example: `  onrecord doctor
  onrecord doctor --json`,
		Args: none,
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := p.openExisting(cmd.Context())
			if err != nil {
				return err
			}
			defer s.Close()
			report, err := health.Examine(cmd.Context(), s, time.Now())
			if err != nil {
				return err
			}
			if asJSON {
				err = p.printJSON(report)
			} else {
				p.printHealth(report)
			}
			if err == nil && report.Faults() > 0 {
				err = errProblems
			}
			return err
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the report as one JSON object")
	return cmd
}

func (p *program) printHealth(r health.Report) {
	for _, f := range r.Findings {
		about := ""
		if f.About != "" {
			about = plain(f.About) + ": "
		}
		fmt.Fprintf(p.stdout, "%s  %s%s.\n", p.bold(string(f.Gravity)), about, plain(f.Says))
		if f.Do != "" {
			fmt.Fprintf(p.stdout, "        %s%s.\n", strings.ToUpper(f.Do[:1]), plain(f.Do[1:]))
		}
	}
	switch {
	case len(r.Sources) == 0:
		fmt.Fprintln(p.stdout, `No source is followed: "onrecord source add" follows one.`)
	case len(r.Findings) == 0:
		fmt.Fprintf(p.stdout, "All is well: %s looked after, nothing waits.\n", count(len(r.Sources), "source"))
	default:
		fmt.Fprintf(p.stdout, "%s, %s.\n", count(len(r.Sources), "source"), count(r.Faults(), "fault"))
	}
}
