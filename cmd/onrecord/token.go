package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/onrecord/onrecord/signin"
	"github.com/onrecord/onrecord/store"
)

func (p *program) token() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "token",
		Short: "Give programs tokens for the JSON API",
		Long: `token keeps the secrets by which programs make themselves known to "onrecord serve":
to read a record that is private, to say things of it, or to look after tokens.
Whoever only reads a record that is open needs none.

A scope holds what those before it hold: read, then review, then admin. What is
said by a token is said by the token's name. The secret is shown once; the record
keeps its SHA-256, from which it cannot be read. See docs/api.md.`,
		Example: `  onrecord token add 'Ida Reed' --scope review
  onrecord token list
  onrecord token revoke 0123456789abcdef
  curl -H "Authorization: Bearer $TOKEN" http://127.0.0.1:8080/api/v1/statements`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return usagef("token knows add, list and revoke, not %q", args[0])
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error { return cmd.Help() },
	}
	cmd.AddCommand(p.tokenAdd(), p.tokenList(), p.tokenRevoke())
	return cmd
}

// tokenJSON is a token as --json prints it; the secret only when it is made.
type tokenJSON struct {
	ID     string        `json:"id"`
	Name   string        `json:"name"`
	Scopes []store.Scope `json:"scopes"`
	Since  time.Time     `json:"since"`
	Secret string        `json:"secret,omitempty"`
}

func newTokenJSON(t store.Token) tokenJSON {
	return tokenJSON{ID: t.ID, Name: t.Name, Scopes: t.Scopes, Since: t.Since}
}

func (p *program) tokenAdd() *cobra.Command {
	scope, asJSON := "", false
	cmd := &cobra.Command{
		Use: "add NAME", Short: "Make a token, and show its secret once", Args: exactly(1, "a name"),
		Long: `add makes a token and prints its secret, which is shown this once. NAME is whose
token it is: what is said by it is said by that name.`,
		Example: `  onrecord token add 'Ida Reed' --scope review
  TOKEN=$(onrecord token add dashboard --scope read --json | jq -r .secret)`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if !slices.Contains(store.Scopes, store.Scope(scope)) {
				return usagef("--scope knows read (read a private record), review (say things) and admin (look after tokens), not %q", scope)
			}
			secret, t := signin.NewToken(args[0], []store.Scope{store.Scope(scope)}, time.Now())
			err := p.withEditors(cmd, func(s store.Store) error { return s.SaveToken(cmd.Context(), t) })
			switch {
			case err != nil:
				return err
			case asJSON:
				out := newTokenJSON(t)
				out.Secret = secret
				return p.printJSON(out)
			}
			_, err = fmt.Fprintf(p.stdout, "%s\nThis is the secret of the token %s of %s (%s). It is not shown again.\n", secret, t.ID, plain(t.Name), scope)
			return err
		},
	}
	cmd.Flags().StringVar(&scope, "scope", string(store.ScopeRead), "read, review or admin; each holds those before it")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the token as one JSON object, with its secret")
	offers(cmd, "scope", strings.Split(joined(store.Scopes), ", ")...)
	return cmd
}

func (p *program) tokenList() *cobra.Command {
	asJSON := false
	cmd := &cobra.Command{
		Use: "list", Short: "List the tokens, without their secrets", Args: none,
		Example: `  onrecord token list
  onrecord token list --json`,
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := p.openExisting(cmd.Context())
			if err != nil {
				return err
			}
			defer s.Close()
			tokens, err := s.Tokens(cmd.Context())
			if err == nil && len(tokens) == 0 && !asJSON {
				_, err = fmt.Fprintln(p.stdout, "There are no tokens. Make one with \"onrecord token add NAME\".")
			}
			for i := 0; i < len(tokens) && err == nil; i++ {
				if t := tokens[i]; asJSON {
					err = p.printJSON(newTokenJSON(t))
				} else {
					_, err = fmt.Fprintf(p.stdout, "%s  %s  %-6s  %s\n", p.faint(t.ID), t.Since.Format("2006-01-02"), scopeWords(t), plain(t.Name))
				}
			}
			return err
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one JSON object a line")
	return cmd
}

func scopeWords(t store.Token) string {
	words := make([]string, len(t.Scopes))
	for i, s := range t.Scopes {
		words[i] = string(s)
	}
	return strings.Join(words, ", ")
}

func (p *program) tokenRevoke() *cobra.Command {
	return &cobra.Command{
		Use: "revoke ID", Short: "Have a token count no more, at once and for good", Args: exactly(1, "the id of a token"),
		Long: `revoke ends a token: what comes with it is refused from now on. What was said by it
stays. "onrecord token list" shows the ids.`,
		Example: `  onrecord token revoke 0123456789abcdef`,
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := p.openForWriting(cmd.Context())
			if err != nil {
				return err
			}
			defer s.Close()
			if err := s.RevokeToken(cmd.Context(), args[0]); err != nil {
				return err
			}
			_, err = fmt.Fprintf(p.stdout, "Revoked %s.\n", plain(args[0]))
			return err
		},
	}
}
