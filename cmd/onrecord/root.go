package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

func (p *program) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "onrecord",
		Short: "Turn official announcements into a record that can be searched, followed and cited",
		Long: `onrecord reads official announcements into a record: who said what, what was
promised and by when, which sums and figures were given. Every fact opens on
the exact words it was read from. It needs no account, and no network but the
sources that are followed.

Exit codes: 0 done, 1 failed, 2 what was typed can't be understood,
3 done, but some things could not be read (see "onrecord problems").`,
		Example: `  onrecord demo                               look around in an invented country's record
  onrecord import announcements/ news.zip      read your own files
  onrecord search 'windrush issued:2025'       ask
  onrecord serve                               open it in a browser`,
		SilenceErrors:              true,
		SilenceUsage:               true,
		SuggestionsMinimumDistance: 2,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return unknownCommand(cmd, args[0])
			}
			return nil
		},
		PersistentPreRunE: func(cmd *cobra.Command, args []string) error { return p.startLog() },
		RunE:              func(cmd *cobra.Command, args []string) error { return cmd.Help() },
	}
	root.SetIn(p.stdin)
	root.SetOut(p.stdout)
	root.SetErr(p.stderr)
	root.PersistentFlags().StringVar(&p.dataFolder, "data", "", "folder that holds the record (or ONRECORD_DATA; default "+defaultFolder+"; for demo a temporary one)")
	p.logging.flags(root.PersistentFlags())
	root.PersistentFlags().StringVar(&p.store, "store", "", "where the record is: a folder, or postgres://USER@HOST/DATABASE (or ONRECORD_STORE)")
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return usageError{fmt.Errorf("%w (see \"%s --help\")", err, cmd.CommandPath())}
	})
	root.AddCommand(
		p.demo(), p.importing(), p.source(), p.pull(), p.extract(),
		p.search(), p.show(), p.list(), p.name(), p.person(), p.ledger(), p.series(), p.due(), p.verdict(), p.changes(), p.follow(), p.alert(),
		p.review(), p.editor(), p.token(),
		p.serve(), p.work(), p.mcp(), p.export(),
		p.problems(), p.doctor(), p.check(), p.relink(), p.reread(), p.backup(), p.move(), p.manual(), p.version(),
	)
	root.InitDefaultHelpCmd()
	for _, c := range root.Commands() {
		if c.Name() == "help" {
			c.Args = knownCommand
		}
	}
	return root
}

// knownCommand refuses to explain a command that there is not.
func knownCommand(cmd *cobra.Command, args []string) error {
	if found, rest, err := cmd.Root().Find(args); err != nil || found == cmd.Root() && len(rest) > 0 {
		return unknownCommand(cmd.Root(), strings.Join(args, " "))
	}
	return nil
}

// unknownCommand says that there is no such command, and which one may have been meant.
func unknownCommand(root *cobra.Command, typed string) error {
	if near := root.SuggestionsFor(typed); len(near) > 0 {
		return usagef("there is no command %q; did you mean %q?", typed, near[0])
	}
	return usagef("there is no command %q", typed)
}

// exactly refuses any number of arguments but n, naming what is wanted.
func exactly(n int, what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) != n {
			return usagef("%s wants %s, not %d arguments (see \"%s --help\")", cmd.Name(), what, len(args), cmd.CommandPath())
		}
		return nil
	}
}

func none(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usagef("%s takes no arguments, but %s was given (see \"onrecord %s --help\")", cmd.Name(), strings.Join(args, " "), cmd.Name())
	}
	return nil
}

func atLeastOne(what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return usagef("%s wants %s (see \"onrecord %s --help\")", cmd.Name(), what, cmd.Name())
		}
		return nil
	}
}
