package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact"
	"github.com/onrecord/onrecord/ingest"
	"github.com/onrecord/onrecord/store/sqlite"
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
		SilenceErrors: true,
		SilenceUsage:  true,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return usagef("there is no command %q", args[0])
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
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return usageError{fmt.Errorf("%w (see \"%s --help\")", err, cmd.CommandPath())}
	})
	root.AddCommand(
		p.demo(), p.importing(), p.source(), p.pull(), p.extract(),
		p.search(), p.show(), p.list(), p.name(), p.person(), p.ledger(), p.series(), p.due(), p.verdict(), p.changes(), p.follow(), p.alert(),
		p.review(), p.editor(),
		p.serve(), p.mcp(), p.export(),
		p.problems(), p.doctor(), p.check(), p.relink(), p.reread(), p.backup(), p.manual(), p.version(),
	)
	root.InitDefaultHelpCmd()
	for _, c := range root.Commands() {
		if c.Name() == "help" {
			c.Args = knownCommand
		}
	}
	return root
}

const defaultFolder = "~/.local/share/onrecord"

// folder returns the data folder: --data, ONRECORD_DATA, XDG_DATA_HOME, home.
func (p *program) folder() (string, error) {
	if p.dataFolder != "" {
		return p.dataFolder, nil
	}
	if f := p.env("ONRECORD_DATA"); f != "" {
		return f, nil
	}
	if x := p.env("XDG_DATA_HOME"); filepath.IsAbs(x) {
		return filepath.Join(x, "onrecord"), nil
	}
	home := p.env("HOME")
	if home == "" {
		return "", usagef("no folder for the record: give --data FOLDER or set ONRECORD_DATA")
	}
	return filepath.Join(home, ".local", "share", "onrecord"), nil
}

// databaseName is the one file of a record, inside the data folder.
const databaseName = "onrecord.db"

// open opens the record for writing, making it where there is none.
func (p *program) open(ctx context.Context) (*sqlite.Store, error) {
	folder, err := p.folder()
	if err != nil {
		return nil, err
	}
	return openFolder(ctx, folder)
}

func openFolder(ctx context.Context, folder string) (*sqlite.Store, error) {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return nil, fmt.Errorf("the record's folder can't be made: %w", err)
	}
	return sqlite.Open(ctx, filepath.Join(folder, databaseName), sqlite.Options{Rules: ingest.Rules, Identify: fact.Identify})
}

// openExisting opens a record to read it; it must be there already: a question
// asked of an empty folder is most likely a mistyped one.
func (p *program) openExisting(ctx context.Context) (*sqlite.Store, error) {
	folder, err := p.existing()
	if err != nil {
		return nil, err
	}
	return sqlite.Open(ctx, filepath.Join(folder, databaseName), sqlite.Options{ReadOnly: true})
}

// openForWriting opens a record that must be there already.
func (p *program) openForWriting(ctx context.Context) (*sqlite.Store, error) {
	folder, err := p.existing()
	if err != nil {
		return nil, err
	}
	return openFolder(ctx, folder)
}

// existing returns the data folder, where it holds a record.
func (p *program) existing() (string, error) {
	folder, err := p.folder()
	if err != nil {
		return "", err
	}
	if _, err := os.Stat(filepath.Join(folder, databaseName)); err != nil {
		return "", fmt.Errorf("%w: there is no record in %s; make one with \"onrecord import FILE…\", name another with --data, or look at \"onrecord demo\"", onrecord.ErrNotFound, folder)
	}
	return folder, nil
}

// knownCommand refuses to explain a command that there is not.
func knownCommand(cmd *cobra.Command, args []string) error {
	if found, rest, err := cmd.Root().Find(args); err != nil || found == cmd.Root() && len(rest) > 0 {
		return usagef("there is no command %q", strings.Join(args, " "))
	}
	return nil
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
