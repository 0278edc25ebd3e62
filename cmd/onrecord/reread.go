package main

import (
	"context"
	"fmt"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/ingest"
	"github.com/onrecord/onrecord/store"
)

func (p *program) reread() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "reread",
		Short: "Read all that was captured again, under today's rules",
		Long: `reread reads the captures that the record holds as if they came in now: releases,
facts, names and links are made again by the rules of this version of onrecord. It
needs neither the files nor the network. Captures that were read under these rules
already are passed over, so that a stopped run goes on where it was.

Captures are not changed, facts keep their ids by their words, and what people
have added stays.`,
		Example: `  onrecord reread
  onrecord reread --data ~/archive --json`,
		Args: none,
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := p.openForWriting(cmd.Context())
			if err != nil {
				return err
			}
			defer s.Close()
			summary, err := p.rereadAll(cmd.Context(), s)
			if err != nil {
				return err
			}
			if asJSON {
				return p.printJSON(summary)
			}
			verb := "are"
			if summary.Captures == 1 {
				verb = "is"
			}
			_, err = fmt.Fprintf(p.stdout, "%s %s read under today's rules: %s.\n", count(summary.Captures, "capture"), verb, count(summary.Releases(), "release"))
			return err
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the summary as one JSON object")
	return cmd
}

func (p *program) rereadAll(ctx context.Context, s store.Store) (ingest.Summary, error) {
	overview, err := s.Overview(ctx)
	if err != nil {
		return ingest.Summary{}, err
	}
	bar := p.newBar("Reading", int64(overview.Captures), progressbar.OptionShowCount())
	linking := p.linking()
	walk := func(ctx context.Context, visit func(onrecord.Capture) error, _ func(onrecord.Problem) error) error {
		return s.Captures(ctx, store.CaptureRequest{}, visit)
	}
	done := 0
	summary, err := ingest.Run(ctx, s, walk, ingest.Options{
		Progress: func(s ingest.Summary) {
			bar.add(int64(s.Captures - done))
			done = s.Captures
		},
		Linking: func(done, total int) {
			bar.done()
			linking.tell(done, total)
		},
	})
	bar.done()
	linking.done()
	return summary, err
}
