package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store"
)

// stating is what the flags of a command that states something say.
type stating struct {
	by, note string
	json     bool
}

func (p *program) merging() *cobra.Command {
	return p.stating(&cobra.Command{
		Use:   "merge NAME INTO",
		Short: "Say that two names are one thing",
		Long: `merge says that NAME, with all that is the same as it, is the same thing as INTO,
and is shown under INTO's name. "onrecord name split" takes it back.`,
		Example: `  onrecord name merge 'A. Venn' 'Ada Venn' --by 'Ida Reed' --note 'the Board confirmed it'`,
		Args:    exactly(2, "a name and the name it is the same as"),
	}, onrecord.StatementMerge)
}

func (p *program) splitting() *cobra.Command {
	return p.stating(&cobra.Command{
		Use:   "split NAME FROM",
		Short: "Say that two names are two things",
		Long: `split says that NAME and FROM are two things: two names of one thing, or two that
are listed as what may be one. Give ids where both are printed alike: "onrecord name" lists the names of a thing with
their ids. "onrecord name merge" takes it back.`,
		Example: `  onrecord name split HSA 'Harbour Safety Agency' --by 'Ida Reed'`,
		Args:    exactly(2, "a name and the name that it is not"),
	}, onrecord.StatementSplit)
}

func (p *program) renaming() *cobra.Command {
	return p.stating(&cobra.Command{
		Use:   "rename NAME WORDS",
		Short: "Say under which words a thing is shown",
		Long: `rename shows the thing that NAME names under WORDS; with empty words it is shown as
printed again. The releases, and the forms that they print, stay as they are.`,
		Example: `  onrecord name rename 'Harbour Safety Agency' 'Harbour Safety Agency (2025)' --by 'Ida Reed'
  onrecord name rename 'Harbour Safety Agency' ''`,
		Args: exactly(2, "a name and the words to show"),
	}, onrecord.StatementRename)
}

// stating gives a command what merge, split and rename share.
func (p *program) stating(cmd *cobra.Command, kind onrecord.StatementKind) *cobra.Command {
	st := &stating{}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		s, err := p.openForWriting(cmd.Context())
		if err != nil {
			return err
		}
		defer s.Close()
		said, err := st.statement(cmd.Context(), s, kind, args)
		if err != nil {
			return err
		}
		if said.By, err = p.whoStates(said.By); err != nil {
			return err
		}
		kept, err := s.State(cmd.Context(), said)
		if err != nil {
			return err
		}
		said = kept[0]
		if st.json {
			return p.printStatementJSON(said)
		}
		return p.printStatement(cmd.Context(), s, said)
	}
	st.flags(cmd)
	return cmd
}

func (st *stating) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&st.by, "by", "", "who says so (default $USER)")
	f.StringVar(&st.note, "note", "", "why, for people")
	f.BoolVar(&st.json, "json", false, "print each statement as one JSON object")
}

// whoStates is who --by names, or whoever the environment says is typing.
func (p *program) whoStates(by string) (string, error) {
	if by == "" {
		by = p.env("USER")
	}
	if by == "" {
		return "", usagef("who says so? give --by NAME")
	}
	return by, nil
}

// statement makes what was typed a statement of now.
func (st *stating) statement(ctx context.Context, s store.Store, kind onrecord.StatementKind, args []string) (said onrecord.Statement, err error) {
	said = onrecord.Statement{Kind: kind, By: st.by, Note: st.note, At: time.Now()}
	var thing store.Named
	if said.Subject, thing, err = nameTyped(ctx, s, args[0]); err != nil {
		return said, err
	}
	if kind == onrecord.StatementRename {
		said.Words = args[1]
		return said, nil
	}
	var other store.Named
	if said.Object, other, err = nameTyped(ctx, s, args[1]); err != nil {
		return said, err
	}
	switch same := thing.ID == other.ID; {
	case kind == onrecord.StatementMerge && same:
		return said, usagef("%q and %q are one thing already: %s (%s)", args[0], args[1], thing.Text, thing.ID)
	case kind == onrecord.StatementSplit && !same && !mayBe(thing, other) && !mayBe(other, thing):
		return said, usagef("%q and %q are two things already", args[0], args[1])
	case said.Subject == said.Object:
		return said, usagef("%q and %q are one name; give the ids of two (see \"onrecord name\")", args[0], args[1])
	}
	return said, nil
}

// mayBe reports whether a name is listed as one that may be another.
func mayBe(name, other store.Named) bool {
	return slices.ContainsFunc(name.Fits, func(f store.NameRef) bool { return f.ID == other.ID })
}

func (p *program) statements() *cobra.Command {
	var asJSON bool
	var limit int
	cmd := &cobra.Command{
		Use:   "log [NAME]",
		Short: "List what people said of names, newest first",
		Long: `log lists every merge, split and rename, with who said so, when and why: of all
names, or of one thing. Nothing is ever taken out of it.`,
		Example: `  onrecord name log
  onrecord name log 'Harbour Safety Agency' --json`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 1 {
				return usagef("log wants one name or none, not %d arguments (see \"onrecord name log --help\")", len(args))
			}
			return limitFrom(limit, 0)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := p.openExisting(cmd.Context())
			if err != nil {
				return err
			}
			defer s.Close()
			r := store.StatementRequest{Kinds: []onrecord.StatementKind{onrecord.StatementMerge, onrecord.StatementSplit, onrecord.StatementRename}}
			if len(args) == 1 {
				n, err := thingNamed(cmd.Context(), s, args[0], "")
				if err != nil {
					return err
				}
				r.About = n.ID
			}
			return p.logFrom(cmd.Context(), s, r, limit, asJSON)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one JSON object a line")
	cmd.Flags().IntVar(&limit, "limit", 50, "the most lines; 0 for all")
	return cmd
}

// printStatement prints a statement as a line, its names in words where the
// record still names them.
func (p *program) printStatement(ctx context.Context, s store.Store, said onrecord.Statement) error {
	words := ""
	switch said.Kind {
	case onrecord.StatementMerge:
		words = nameWords(ctx, s, said.Subject) + " is the same as " + nameWords(ctx, s, said.Object)
	case onrecord.StatementSplit:
		words = nameWords(ctx, s, said.Subject) + " is not " + nameWords(ctx, s, said.Object)
	case onrecord.StatementRename:
		words = nameWords(ctx, s, said.Subject) + " is shown as “" + said.Words + "”"
		if said.Words == "" {
			words = nameWords(ctx, s, said.Subject) + " is shown as printed"
		}
	case onrecord.StatementVerdict:
		words = verdictWords(said) + ", of the commitment " + said.Subject
		if f, err := s.Fact(ctx, said.Subject); err == nil && f.Commitment != nil {
			words += " “" + shorten(f.Commitment.Text) + "”"
		}
		if len(said.Evidence) > 0 {
			words += ", by " + strings.Join(said.Evidence, " and ")
		}
	case onrecord.StatementUndo:
		words = "undoes the statement " + said.Subject
	default:
		words = reviewedWords(ctx, s, said)
	}
	if said.Undone {
		words += " [undone]"
	}
	if said.Note != "" {
		words += ": " + strings.Join(strings.Fields(said.Note), " ")
	}
	_, err := fmt.Fprintf(p.stdout, "%s  %s  %s: %s\n", p.faint(said.ID), said.At.Format("2006-01-02 15:04"), plain(said.By), plain(words))
	return err
}

// nameWords is a name as printed, or its id where it is named no longer.
func nameWords(ctx context.Context, s store.Store, id string) string {
	n, err := s.Name(ctx, id)
	if err != nil {
		return id
	}
	for _, m := range n.Names {
		if m.ID == id {
			return "“" + m.Text + "” (" + string(m.Kind) + ")"
		}
	}
	return "“" + n.Text + "”"
}

// reviewedWords says what is said of a fact.
func reviewedWords(ctx context.Context, s store.Store, said onrecord.Statement) string {
	did := map[onrecord.StatementKind]string{onrecord.StatementConfirm: "confirms", onrecord.StatementReject: "rejects", onrecord.StatementCorrect: "corrects"}[said.Kind]
	words := did + " " + said.Subject
	if f, err := s.Fact(ctx, said.Subject); err == nil {
		words = fmt.Sprintf("%s the %s %s “%s”", did, f.Kind, said.Subject, shorten(f.Words()))
	}
	for i, c := range said.Corrections {
		words += map[bool]string{true: ": ", false: ", "}[i == 0] + c.Field + "=" + c.Value
	}
	return words
}
