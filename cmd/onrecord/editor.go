package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/signin"
	"github.com/onrecord/onrecord/store"
)

func (p *program) editor() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "editor",
		Short: "Say who may edit the record from another machine",
		Long: `editor keeps who may sign in to confirm, correct and reject facts, merge names and
give verdicts in the browser. At this machine nobody needs to sign in, as long as
the record has no editors: see "onrecord serve --help".

A password is asked for, or read as one line from standard input. The record
keeps an argon2id hash of it, from which the password cannot be read.`,
		Example: `  onrecord editor add 'Ida Reed'
  onrecord editor list
  onrecord editor password 'Ida Reed'          end all sessions of hers, too
  onrecord editor remove 'Ida Reed'`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return usagef("editor knows add, list, password and remove, not %q", args[0])
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error { return cmd.Help() },
	}
	cmd.AddCommand(p.editorAdd(), p.editorList(), p.editorPassword(), p.editorRemove())
	return cmd
}

func (p *program) editorAdd() *cobra.Command {
	return &cobra.Command{
		Use: "add NAME", Short: "Add an editor, and ask for a password", Args: exactly(1, "a name"),
		Example: `  onrecord editor add 'Ida Reed'
  pwgen -s 24 1 | onrecord editor add 'Ida Reed'`,
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.withEditors(cmd, func(s store.Store) error {
				if _, err := s.Editor(cmd.Context(), args[0]); err == nil {
					return usagef("there is an editor %q already; \"onrecord editor password\" gives another password", args[0])
				}
				return p.saveEditor(cmd, s, args[0], "may now sign in")
			})
		},
	}
}

func (p *program) editorPassword() *cobra.Command {
	return &cobra.Command{
		Use: "password NAME", Short: "Give an editor another password, which ends all sessions of that editor", Args: exactly(1, "a name"),
		Example: `  onrecord editor password 'Ida Reed'`,
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.withEditors(cmd, func(s store.Store) error {
				if _, err := s.Editor(cmd.Context(), args[0]); err != nil {
					return err
				}
				return p.saveEditor(cmd, s, args[0], "has another password, and has to sign in again")
			})
		},
	}
}

func (p *program) saveEditor(cmd *cobra.Command, s store.Store, name, did string) error {
	password, err := p.askPassword(name)
	if err != nil {
		return err
	}
	kept, err := signin.Hash(password)
	if err != nil {
		return err
	}
	if err := s.SaveEditor(cmd.Context(), store.Editor{Name: name, Password: kept, Since: time.Now()}); err != nil {
		return err
	}
	_, err = fmt.Fprintf(p.stdout, "%s %s.\n", plain(name), did)
	return err
}

// askPassword asks at the terminal, twice and without showing it, or reads a
// line from standard input.
func (p *program) askPassword(name string) (string, error) {
	f, ok := p.stdin.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		line, err := bufio.NewReader(p.stdin).ReadString('\n')
		if line = strings.TrimRight(line, "\r\n"); line == "" {
			return "", usagef("a password is wanted as one line on standard input: %v", err)
		}
		return line, nil
	}
	var typed [2]string
	for i, ask := range []string{"Password for " + plain(name) + ": ", "Again: "} {
		fmt.Fprint(p.stderr, ask)
		b, err := term.ReadPassword(int(f.Fd()))
		fmt.Fprintln(p.stderr)
		if err != nil {
			return "", fmt.Errorf("the password could not be read: %w", err)
		}
		typed[i] = string(b)
	}
	if typed[0] != typed[1] {
		return "", usagef("the two passwords are not the same")
	}
	return typed[0], nil
}

func (p *program) editorRemove() *cobra.Command {
	return &cobra.Command{
		Use: "remove NAME", Short: "Remove an editor; what the editor said stays", Args: exactly(1, "a name"),
		Example: `  onrecord editor remove 'Ida Reed'`,
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.withEditors(cmd, func(s store.Store) error {
				if err := s.RemoveEditor(cmd.Context(), args[0]); err != nil {
					return err
				}
				_, err := fmt.Fprintf(p.stdout, "%s may no longer sign in. What %s said stays.\n", plain(args[0]), plain(args[0]))
				return err
			})
		},
	}
}

func (p *program) editorList() *cobra.Command {
	asJSON := false
	cmd := &cobra.Command{
		Use: "list", Short: "List the editors", Args: none,
		Example: `  onrecord editor list
  onrecord editor list --json`,
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := p.openExisting(cmd.Context())
			if err != nil {
				return err
			}
			defer s.Close()
			editors, err := s.Editors(cmd.Context())
			if err == nil && len(editors) == 0 && !asJSON {
				_, err = fmt.Fprintln(p.stdout, "There are no editors. Add one with \"onrecord editor add NAME\".")
			}
			for _, e := range editors {
				if err != nil {
					return err
				}
				if asJSON {
					err = p.printJSON(struct {
						Name  string    `json:"name"`
						Since time.Time `json:"since"`
					}{e.Name, e.Since})
				} else {
					_, err = fmt.Fprintf(p.stdout, "%s  %s\n", e.Since.Format("2006-01-02"), plain(e.Name))
				}
			}
			return err
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one JSON object a line")
	return cmd
}

// withEditors opens the record to be written, new where there is none: editors
// may be there before the first import.
func (p *program) withEditors(cmd *cobra.Command, do func(store.Store) error) error {
	s, err := p.openForWriting(cmd.Context())
	if errors.Is(err, onrecord.ErrNotFound) {
		s, err = p.open(cmd.Context())
	}
	if err != nil {
		return err
	}
	defer s.Close()
	return do(s)
}
