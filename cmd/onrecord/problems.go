package main

import (
	"fmt"

	"github.com/spf13/cobra"
)

func (p *program) problems() *cobra.Command {
	var asJSON bool
	var limit int
	cmd := &cobra.Command{
		Use:   "problems",
		Short: "List what could not be read, and why",
		Long: `problems lists everything that could not be read or understood, newest first,
with the file, the place in it and the reason. A file that is read well later
leaves the list.`,
		Example: `  onrecord problems
  onrecord problems --json | jq -r .location | sort | uniq -c`,
		Args: none,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := limitFrom(limit, 0); err != nil {
				return err
			}
			s, err := p.openExisting(cmd.Context())
			if err != nil {
				return err
			}
			defer s.Close()
			total := 0
			err = pages(limit, 100, func(cursor string, limit int) (int, string, error) {
				page, err := s.Problems(cmd.Context(), cursor, limit)
				if err != nil {
					return 0, "", err
				}
				total = page.Total
				for _, pr := range page.Problems {
					if asJSON {
						err = p.printJSON(pr)
					} else {
						_, err = fmt.Fprintln(p.stdout, problemLine(pr))
					}
					if err != nil {
						return 0, "", err
					}
				}
				return len(page.Problems), page.Next, nil
			})
			if err == nil && !asJSON {
				fmt.Fprintln(p.stdout, count(total, "problem")+".")
			}
			return err
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one JSON object a problem")
	cmd.Flags().IntVar(&limit, "limit", 0, "the most problems to print; 0 for all")
	return cmd
}
