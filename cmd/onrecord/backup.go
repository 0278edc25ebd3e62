package main

import (
	"fmt"
	"os"

	"github.com/dustin/go-humanize"
	"github.com/spf13/cobra"
)

func (p *program) backup() *cobra.Command {
	return &cobra.Command{
		Use:   "backup FILE",
		Short: "Write a whole copy of the record, also while it is in use",
		Long: `backup writes a consistent copy of the whole record to FILE, which must not exist,
while other commands go on reading and writing. To use the copy, put it into an
empty folder as onrecord.db and name the folder with --data.`,
		Example: `  onrecord backup ~/backups/record-2025-02-14.db`,
		Args:    exactly(1, "the file to write"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if _, err := os.Stat(args[0]); err == nil {
				return usagef("%s is there already: backup never writes over a file", args[0])
			}
			s, err := p.openExisting(cmd.Context())
			if err != nil {
				return err
			}
			defer s.Close()
			if err := s.Backup(cmd.Context(), args[0]); err != nil {
				return err
			}
			info, err := os.Stat(args[0])
			if err != nil {
				return err
			}
			fmt.Fprintf(p.stdout, "Copied to %s (%s).\n", args[0], humanize.Bytes(uint64(info.Size())))
			return nil
		},
	}
}
