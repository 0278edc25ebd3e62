package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/ingest"
	"github.com/onrecord/onrecord/source/folder"
	"github.com/onrecord/onrecord/store"
)

func (p *program) importing() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "import FILE|FOLDER|-…",
		Short: "Read announcements from files into the record",
		Long: `import reads files and folders, in whatever format they are recognised to be by
their content: archive pages saved as text, GOV.UK content items and search
results, RSS, Atom and JSON Feed, WordPress posts, HTML pages and listings, PDF,
JSON Lines, and zip, gzip and WARC files holding any of them. "-" is standard
input. Of an export of another record ("onrecord export" as JSON Lines or SQLite)
every version is read, as it was captured there, and what people said there is
kept as theirs.

Reading the same files again changes nothing; an edited announcement becomes a
new version beside the old one. A run that was stopped goes on where it was. A
file that can't be read never stops the run: it is listed by "onrecord problems"
and the exit code is 3.`,
		Example: `  onrecord import archive.txt
  onrecord import ~/announcements crawl.warc.gz
  curl -s https://www.gov.uk/api/content/government/news/… | onrecord import -`,
		Args: atLeastOne("files or folders to read"),
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := p.open(cmd.Context())
			if err != nil {
				return err
			}
			defer s.Close()
			defer p.gatherGarbage()()
			summary, problems, said, err := p.ingestFiles(cmd.Context(), s, args)
			switch {
			case asJSON:
				err = errors.Join(err, p.printJSON(summary))
			case err != nil:
				fmt.Fprintf(p.stdout, "Stopped. Kept until then: %s new, %s changed, %s unchanged.\n", number(summary.New), number(summary.Changed), number(summary.Unchanged))
			default:
				p.printSummary(summary, problems)
				if said > 0 {
					fmt.Fprintf(p.stdout, "%s of people read from exports.\n", count(said, "statement"))
				}
			}
			if err != nil {
				return err
			}
			if summary.Problems > 0 {
				return errProblems
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the summary as one JSON object")
	return cmd
}

// mostNamed is how many problems import names itself.
const mostNamed = 5

// ingestFiles reads roots into the store, with a progress bar, and returns the
// first few problems, and how many statements of people exports of other records held.
func (p *program) ingestFiles(ctx context.Context, s store.Store, roots []string) (_ ingest.Summary, _ []onrecord.Problem, statements int, _ error) {
	_, size, err := folder.Count(ctx, roots)
	if err != nil {
		return ingest.Summary{}, nil, 0, err
	}
	bar := p.progress("Reading", size)
	var said []onrecord.Statement
	options := folder.Options{Stdin: p.stdin, Now: time.Now(), Progress: bar.add, Statement: func(s onrecord.Statement) error {
		said = append(said, s)
		return nil
	}}
	walk := func(ctx context.Context, visit func(onrecord.Capture) error, problem func(onrecord.Problem) error) error {
		return folder.Walk(ctx, roots, options, visit, problem)
	}
	var problems []onrecord.Problem
	linking := p.linking()
	summary, err := ingest.Run(ctx, s, walk, ingest.Options{
		Progress: func(s ingest.Summary) {
			bar.describe(fmt.Sprintf("%s, %s", count(s.Releases(), "release"), count(s.Problems, "problem")))
		},
		Saved: func(s ingest.Summary) {
			p.log.DebugContext(ctx, "saved", "new", s.New, "changed", s.Changed, "unchanged", s.Unchanged)
		},
		Linking: func(done, total int) {
			bar.done()
			linking.tell(done, total)
		},
		Problem: func(pr onrecord.Problem) {
			if len(problems) < mostNamed {
				problems = append(problems, pr)
			}
		},
	})
	bar.done()
	linking.done()
	if err != nil {
		return summary, problems, 0, err
	}
	unkept, err := keepStatements(ctx, s, said)
	for _, pr := range unkept {
		if summary.Problems++; len(problems) < mostNamed {
			problems = append(problems, pr)
		}
	}
	return summary, problems, len(said) - len(unkept), err
}

// keepStatements keeps what people said in another record, as theirs. What speaks of
// something that this record does not know is a problem, and the rest is kept.
func keepStatements(ctx context.Context, s store.Store, said []onrecord.Statement) (problems []onrecord.Problem, err error) {
	slices.SortFunc(said, onrecord.Statement.Compare)
	for _, one := range said {
		_, err := s.State(ctx, one)
		switch {
		case errors.Is(err, onrecord.ErrNotFound), errors.Is(err, onrecord.ErrInvalid):
			problems = append(problems, onrecord.Problem{Stage: "store", Location: "statement " + one.ID, Place: fmt.Sprintf("%s of %s by %s", one.Kind, one.Subject, one.By), Reason: err.Error(), At: time.Now().UTC()})
		case err != nil:
			return problems, err
		}
	}
	return problems, s.SaveProblems(ctx, problems)
}

// printSummary prints what a run did and names its first problems.
func (p *program) printSummary(s ingest.Summary, problems []onrecord.Problem) {
	fmt.Fprintf(p.stdout, "%s new, %s changed, %s unchanged; %s could not be read.\n", number(s.New), number(s.Changed), number(s.Unchanged), count(s.Unread, "file"))
	if s.New+s.Changed == 0 && s.Unchanged > 0 {
		fmt.Fprintln(p.stdout, "Nothing has changed: all of it was in the record already.")
	}
	if s.Foreign > 0 {
		fmt.Fprintf(p.stdout, "%s kept that can be searched but not read for facts: facts are read from English only as yet.\n", count(s.Foreign, "release"))
	}
	if s.Problems > 0 {
		fmt.Fprintf(p.stdout, "%s met; \"onrecord problems\" lists all:\n", count(s.Problems, "problem"))
		for _, pr := range problems {
			fmt.Fprintf(p.stdout, "  %s\n", problemLine(pr))
		}
	}
}
