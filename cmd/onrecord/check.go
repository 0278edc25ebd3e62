package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/onrecord/onrecord"
)

func (p *program) check() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "check",
		Short: "Verify that nothing kept was lost or changed",
		Long: `check reads the whole record and verifies every capture's hash, every fact's
words against the text under it, the search index against the releases, what
people said and who follows what against their ids, and what is noted of sources
against what was captured. It says what it checked; it fails with exit code 1 where anything is wrong, and
names each fault. It changes nothing.`,
		Example: `  onrecord check
  onrecord check --json | jq .faults`,
		Args: none,
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := p.openExisting(cmd.Context())
			if err != nil {
				return err
			}
			defer s.Close()
			steps := p.steps("Checking ")
			report, err := s.Check(cmd.Context(), steps.tell)
			steps.done()
			if err != nil {
				return err
			}
			if asJSON {
				report.Faults = append([]onrecord.Problem{}, report.Faults...) // [] and not null where there is none
				err = p.printJSON(report)
			} else {
				fmt.Fprintf(p.stdout, "Checked %s by hash, the words of %s in %s, and the index of %s.\n",
					count(report.Captures, "capture"), count(report.Spans, "fact"), count(report.Releases, "version"), count(report.Indexed, "release"))
				fmt.Fprintf(p.stdout, "Checked %s, %s, %s with %s, and %s.\n", count(report.Changes, "change"), count(report.Statements, "statement"),
					count(report.Subscriptions, "subscription"), count(report.Alerts, "alert"), count(report.Locations, "location")+" of sources")
				if report.ToReread > 0 {
					fmt.Fprintf(p.stdout, "Not compared: the index of %s, read by an earlier onrecord, which may have cut them into other words.\n"+
						"\"onrecord reread\" reads what is kept again; then all of it is compared.\n", count(report.ToReread, "release"))
				}
				if report.Relink {
					fmt.Fprintln(p.stdout, "Not compared: the links, made by an earlier onrecord, whose rules may link otherwise.\n"+
						"\"onrecord relink\" makes all of them again; then they are compared.")
				}
				if report.Unsettled {
					fmt.Fprintln(p.stdout, "Waiting: which names are one is still to be decided.")
				}
				if report.Unlinked > 0 {
					fmt.Fprintf(p.stdout, "Waiting: %s to be linked with the rest.\n", count(report.Unlinked, "release"))
				}
				if report.Unsettled || report.Unlinked > 0 {
					fmt.Fprintln(p.stdout, "The next import or pull does it, and \"onrecord relink\" does at once.")
				}
				for _, f := range report.Faults {
					fmt.Fprintln(p.stdout, problemLine(f))
				}
			}
			if err != nil {
				return err
			}
			if len(report.Faults) > 0 {
				return fmt.Errorf("%w: %s found", onrecord.ErrDamaged, count(len(report.Faults), "fault"))
			}
			if !asJSON {
				fmt.Fprintln(p.stdout, "All is well.")
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the report as one JSON object")
	return cmd
}
