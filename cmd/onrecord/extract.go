package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"runtime"
	"time"

	"github.com/spf13/cobra"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/ingest"
	"github.com/onrecord/onrecord/source/folder"
	"github.com/onrecord/onrecord/store"
)

func (p *program) extract() *cobra.Command {
	var explain bool
	cmd := &cobra.Command{
		Use:   "extract FILE|FOLDER|-…",
		Short: "Print the facts of files as JSON Lines, without a record",
		Long: `extract reads the same files as import and prints one JSON object a release
(the record format), in the order of the files. It keeps nothing and touches no
record. What can't be read is named on standard error; the exit code is then 3.

With --explain each object has an "explanation" too: for every fact the rule
that made it and the words it rests on ("made"), and what was seen and left
out, with the reason ("left_out").`,
		Example: `  onrecord extract archive.txt > records.jsonl
  onrecord extract news/ | jq -r '.commitments[] | [.due.to, .actor, .text] | @tsv'
  onrecord extract --explain archive.txt | jq -r '.explanation.left_out[] | [.kind, .text, .says] | @tsv'`,
		Args: atLeastOne("files or folders to read"),
		RunE: func(cmd *cobra.Command, args []string) error { return p.extractFiles(cmd.Context(), args, explain) },
	}
	cmd.Flags().BoolVar(&explain, "explain", false, "say which rule and which words made each fact, and what was left out")
	return cmd
}

func (p *program) extractFiles(ctx context.Context, roots []string, explain bool) error {
	out := bufio.NewWriterSize(p.stdout, 1<<16)
	problems, foreign := 0, 0
	report := func(pr onrecord.Problem) error {
		problems++
		_, err := fmt.Fprintf(p.stderr, "onrecord: %s\n", problemLine(pr))
		return err
	}
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	write := func(in store.Ingested) error {
		for _, r := range in.Records {
			if !ingest.Readable(r.Language) {
				foreign++
			}
			var line any = r
			if explain {
				line = onrecord.ExplainedRecord{Record: r, Explanation: ingest.Explain(&r.Release)}
			}
			if err := encoder.Encode(line); err != nil {
				return err
			}
		}
		for _, pr := range in.Problems {
			if err := report(pr); err != nil {
				return err
			}
		}
		return nil
	}
	o := folder.Options{Stdin: p.stdin, Now: time.Now()}
	err := inOrder(ctx, func(visit func(onrecord.Capture) error) error {
		return folder.Walk(ctx, roots, o, visit, report)
	}, write)
	if err == nil {
		err = out.Flush()
	}
	if foreign > 0 {
		fmt.Fprintf(p.stderr, "onrecord: no facts were read from %s: facts are read from English only as yet\n", count(foreign, "release"))
	}
	if err == nil && problems > 0 {
		err = errProblems
	}
	return err
}

// inOrder reads captures on every core and hands the results to write in the
// order of the walk.
func inOrder(ctx context.Context, walk func(func(onrecord.Capture) error) error, write func(store.Ingested) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	queue := make(chan chan store.Ingested, runtime.GOMAXPROCS(0))
	var walkErr error
	go func() {
		defer close(queue)
		walkErr = walk(func(c onrecord.Capture) error {
			done := make(chan store.Ingested, 1)
			select {
			case queue <- done:
			case <-ctx.Done():
				return ctx.Err()
			}
			go func() { done <- ingest.Read(c) }()
			return nil
		})
	}()
	var err error
	for done := range queue {
		if err == nil {
			if err = write(<-done); err != nil {
				cancel()
			}
		}
	}
	if err != nil {
		return err
	}
	return walkErr
}
