package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"reflect"
	"syscall"

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
yet at the new place. What is carried is the record as it stands when move begins. Nothing is
pulled into it meanwhile; what others write to it stays behind, and move says so and
fails. Stopped, move goes on where it stopped when it is run again, as long as nobody has
written to the record since. Nobody can write to the new place until it is whole.

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
	if same, err := from.same(ctx, to); err != nil || same {
		return cmp.Or(err, usagef("--from and --to name the same place: %s is %s", from, to))
	}
	s, err := to.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	held, unlock, err := lockToMove(ctx, from, to)
	if err != nil {
		return err
	}
	defer unlock()
	report, o, err := p.carry(held, old, s)
	if err != nil {
		return whileHeld(ctx, held, err)
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

// lockToMove sees to it that nothing is pulled into either place meanwhile, and that no other move is under way. held is cancelled where that
// cannot be seen to any more.
func lockToMove(ctx context.Context, from, to place) (held context.Context, unlock func(), err error) {
	fromHeld, unlockFrom, free, err := from.lockPull(ctx)
	if errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS) { // where nobody can write nobody pulls
		free, err = true, nil
	}
	if err != nil || !free {
		return ctx, nil, orBusy(err, from)
	}
	held, unlockTo, free, err := to.lockPull(fromHeld)
	if err != nil || !free {
		unlockFrom()
		return ctx, nil, orBusy(err, to)
	}
	return held, func() { unlockTo(); unlockFrom() }, nil
}

// orBusy returns err, or where there is none that a place is in use.
func orBusy(err error, at place) error {
	if err != nil {
		return err
	}
	return fmt.Errorf("%w: another onrecord pulls into the record in %s just now, or carries one from or to there (\"onrecord serve\" and \"work\" pull by themselves); stop it, or try again", onrecord.ErrUnavailable, at)
}

// carry copies a record, checks the copy, and looks whether that is still all of the record.
func (p *program) carry(ctx context.Context, old, s *keep.Store) (report store.CheckReport, o store.Overview, err error) {
	written, err := old.Written(ctx)
	if err != nil {
		return report, o, err
	}
	steps := p.steps("Carrying ")
	err = keep.Copy(ctx, old, s, steps.tell)
	steps.done()
	if err != nil {
		return report, o, err
	}
	steps = p.steps("Checking ")
	report, err = s.Check(ctx, steps.tell)
	steps.done()
	if err != nil {
		return report, o, err
	}
	was, err := old.Overview(ctx)
	if err != nil {
		return report, o, err
	}
	since, err := old.Written(ctx)
	if err == nil && since != written {
		return report, o, fmt.Errorf("%w: the record was carried as it stood, but was written to since: what came in meanwhile is not at the new place; stop what writes to it, empty the new place, and move again", onrecord.ErrUnavailable)
	}
	if err == nil {
		o, err = s.Overview(ctx)
	}
	if err == nil && !reflect.DeepEqual(was, o) {
		err = fmt.Errorf("%w: the two records do not count the same", onrecord.ErrDamaged)
	}
	return report, o, err
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
