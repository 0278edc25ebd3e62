package main

import (
	"fmt"

	"github.com/spf13/cobra"
)

func (p *program) relink() *cobra.Command {
	return &cobra.Command{
		Use:   "relink",
		Short: "Make all links between releases anew",
		Long: `relink compares all releases of the record with each other again: which sums are
one sum, how a figure moved, what came of a commitment. import does this for
what it brings, and gives the same; relink is for a record that an older
onrecord has linked by other rules. What people have added is not touched.`,
		Example: `  onrecord relink
  onrecord relink --data ~/archive`,
		Args: none,
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := p.openForWriting(cmd.Context())
			if err != nil {
				return err
			}
			defer s.Close()
			defer p.gatherGarbage()()
			linking := p.linking()
			links, err := s.Relink(cmd.Context(), linking.tell)
			if err != nil {
				return err
			}
			linking.done()
			o, err := s.Overview(cmd.Context())
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(p.stdout, "Linked %s: %s.\n", count(o.Releases, "release"), count(links, "link"))
			return err
		},
	}
}

// linking is the progress bar of linking, which begins when it is first told
// of a total.
type linking struct {
	program *program
	bar     bar
	at      int
}

func (p *program) linking() *linking { return &linking{program: p} }

func (l *linking) tell(done, total int) {
	if l.at == 0 {
		l.bar = l.program.progressOf("Linking", int64(total))
	}
	l.bar.add(int64(done - l.at))
	l.at = done
}

func (l *linking) done() { l.bar.done() }
