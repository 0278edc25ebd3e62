package main

import (
	"context"
	"fmt"
	"reflect"

	"github.com/spf13/cobra"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store"
	"github.com/onrecord/onrecord/store/keep"
)

// moved is what move tells of with --json.
type moved struct {
	From     string            `json:"from"`
	To       string            `json:"to"`
	Captures int               `json:"captures"`
	Releases int               `json:"releases"`
	Versions int               `json:"versions"`
	Check    store.CheckReport `json:"check"`
}

func (p *program) move() *cobra.Command {
	var from, to string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "move --from PLACE --to PLACE",
		Short: "Carry the whole record to another place: a folder, or a PostgreSQL database",
		Long: `move carries a whole record from one place to another: captures, releases with all
versions, facts, links, what people said, sources, subscriptions, editors. Ids stay as
they are, and so do permalinks. The record at the old place stays as it is.

A place is a folder, or the address of a PostgreSQL database; there must be no record
yet at the new place. What is carried is the record as it stands when move begins: what
others write to it after that stays behind. Stopped, move goes on where it stopped when it
is run again, as long as nobody has written to the record since.

At the end everything that was carried is verified, as "onrecord check" does.`,
		Example: `  onrecord move --from ~/.local/share/onrecord --to postgres://clerk@records.example/onrecord
  onrecord move --from postgres://clerk@records.example/onrecord --to /srv/copy`,
		Args: none,
		RunE: func(cmd *cobra.Command, args []string) error {
			if from == "" || to == "" {
				return usagef("move wants two places: --from and --to (see \"onrecord move --help\")")
			}
			return p.runMove(cmd.Context(), place(from), place(to), asJSON)
		},
	}
	cmd.Flags().StringVar(&from, "from", "", "where the record is: a folder, or postgres://USER@HOST/DATABASE")
	cmd.Flags().StringVar(&to, "to", "", "where it is to be")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print what was carried as one JSON object")
	return cmd
}

func (p *program) runMove(ctx context.Context, from, to place, asJSON bool) error {
	if from.String() == to.String() {
		return usagef("--from and --to name the same place")
	}
	old, err := from.openExisting(ctx)
	if err != nil {
		return err
	}
	defer old.Close()
	s, err := to.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	steps := p.steps("Carrying ")
	err = keep.Copy(ctx, old, s, steps.tell)
	steps.done()
	if err != nil {
		return err
	}
	steps = p.steps("Checking ")
	report, err := s.Check(ctx, steps.tell)
	steps.done()
	if err != nil {
		return err
	}
	o, err := sameCounts(ctx, old, s)
	if err != nil {
		return err
	}
	if asJSON {
		report.Faults = append([]onrecord.Problem{}, report.Faults...) // [] and not null where there is none
		err = p.printJSON(moved{from.String(), to.String(), o.Captures, o.Releases, o.Versions, report})
	} else {
		fmt.Fprintf(p.stdout, "Carried %s of %s in %s to %s, and checked them.\n", count(o.Versions, "version"), count(o.Releases, "release"), count(o.Captures, "capture"), to)
		for _, f := range report.Faults {
			fmt.Fprintln(p.stdout, problemLine(f))
		}
	}
	switch {
	case err != nil:
		return err
	case len(report.Faults) > 0:
		return fmt.Errorf("%w: %s found at the new place", onrecord.ErrDamaged, count(len(report.Faults), "fault"))
	case !asJSON:
		fmt.Fprintf(p.stdout, "All is well. The record in %s stays as it is; to use the new one, give --store %s or set ONRECORD_STORE.\n", from, to)
	}
	return nil
}

// sameCounts compares how much two records hold.
func sameCounts(ctx context.Context, old, s store.Store) (store.Overview, error) {
	was, err := old.Overview(ctx)
	if err != nil {
		return was, err
	}
	is, err := s.Overview(ctx)
	if err == nil && !reflect.DeepEqual(was, is) {
		err = fmt.Errorf("%w: the two records do not count the same; the old one may have been written to in the meantime", onrecord.ErrDamaged)
	}
	return is, err
}

// steps is a bar for each of several steps that are told of by name.
type steps struct {
	program *program
	verb    string
	name    string
	at      int
	bar     bar
}

func (p *program) steps(verb string) *steps { return &steps{program: p, verb: verb} }

func (s *steps) tell(name string, done, total int) {
	if name != s.name {
		s.bar.done()
		s.name, s.at = name, 0
		s.bar = s.program.progressOf(s.verb+name, int64(total))
	}
	s.bar.add(int64(done - s.at))
	s.at = done
}

func (s *steps) done() { s.bar.done() }
