package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/api/v1"
	"github.com/onrecord/onrecord/feed"
	"github.com/onrecord/onrecord/review"
	"github.com/onrecord/onrecord/store"
)

// reviewKinds are what review lists, the usual one first.
var reviewKinds = []string{"commitments", "figures", "quotes", "names", "relations", "dates"}

func kindOfReview(name string) onrecord.FactKind {
	return onrecord.FactKind(strings.TrimSuffix(name, "s"))
}

// reviewing is what the flags of review say.
type reviewing struct {
	request review.Request
	states  string
	limit   int
	json    bool
}

func (p *program) review() *cobra.Command {
	var v reviewing
	cmd := &cobra.Command{
		Use: "review [" + strings.Join(reviewKinds, "|") + "]", ValidArgs: reviewKinds,
		Short: "List the facts to look at, the least certain first, and say what is right",
		Long: `review lists facts of a kind (commitments, unless another is named) that nobody has
looked at, the least certain first, with the reasons: what the reading leaves open,
and how often facts that the same rule read were corrected or rejected before.

What people say is kept apart from what rules read, under the fact's id; it
counts in every list, survives every new reading, and can be undone. The same can
be done in the browser: see "onrecord serve --help" and docs/review.md.`,
		Example: `  onrecord review
  onrecord review figures --limit 50
  onrecord review quotes --rule by-cue --json
  onrecord review confirm 0f3c5d1e2b4a6978
  onrecord review reject 0f3c5d1e2b4a6978 --note 'a question, no promise'
  onrecord review correct 0f3c5d1e2b4a6978 --set due_to=2025-08-31
  onrecord review log`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 1 || len(args) == 1 && !slices.Contains(reviewKinds, args[0]) {
				return usagef("review lists %s; it does confirm, reject, correct, undo and log", strings.Join(reviewKinds, ", "))
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			v.request.Kind = kindOfReview(append(args, reviewKinds[0])[0])
			return p.runReview(cmd.Context(), v)
		},
	}
	f := cmd.Flags()
	f.BoolVar(&v.json, "json", false, "print one JSON object a line")
	f.IntVar(&v.limit, "limit", 25, "the most facts to print; 0 for all")
	f.StringVar(&v.states, "review", "found", "which facts: found, confirmed, corrected, rejected or all")
	f.StringVar(&v.request.Rule, "rule", "", "only facts that the rule of this name reads")
	f.StringVar(&v.request.Issuer, "issuer", "", "only releases issued by this body, its name in full")
	f.StringVar(&v.request.Release, "release", "", "only facts of the release with this id")
	f.StringVar(&v.request.Text, "text", "", "only facts with these words")
	cmd.AddCommand(p.reviewSay("confirm", "Say that facts were read rightly", onrecord.StatementConfirm), p.reviewSay("reject", "Say that these are no such facts", onrecord.StatementReject),
		p.reviewCorrect(), p.reviewUndo(), p.reviewLog())
	return cmd
}

// queued is a fact of the queue as JSON has it.
type queued struct {
	v1.Fact
	Why    []string         `json:"why"`
	Doubts []onrecord.Doubt `json:"doubts"`
	Rule   string           `json:"rule"`
}

func (p *program) runReview(ctx context.Context, v reviewing) error {
	if err := limitFrom(v.limit, 0); err != nil {
		return err
	}
	var err error
	if v.request.Reviews, err = reviewStates(v.states); err != nil {
		return err
	}
	s, err := p.openExisting(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	printed, total := 0, 0
	for {
		page, err := review.Queue(ctx, s, v.request)
		if err != nil {
			return err
		}
		total = page.Total
		for i := range page.Items {
			if v.limit > 0 && printed == v.limit {
				break
			}
			if err := p.printQueued(&page.Items[i], v.json); err != nil {
				return err
			}
			printed++
		}
		if v.request.Cursor = page.Next; page.Next == "" || v.limit > 0 && printed == v.limit {
			break
		}
	}
	if v.json {
		return nil
	}
	if printed == 0 {
		_, err = fmt.Fprintln(p.stdout, "Nothing waits here.")
	} else if printed < total && v.request.Rule == "" {
		_, err = fmt.Fprintf(p.stdout, "%s of %d; --limit shows more.\n", count(printed, "fact"), total)
	}
	return err
}

func (p *program) printQueued(item *review.Item, asJSON bool) error {
	if asJSON {
		return p.printJSON(queued{v1.NewFact(&item.Fact), append([]string{}, item.Why()...), append([]onrecord.Doubt{}, item.Doubts()...), item.Rule.Rule})
	}
	if item.Kind == onrecord.KindName {
		fmt.Fprintf(p.stdout, "%s  %s  %s (%s)\n", p.faint(item.ID), dayColumn(item.Release.IssuedOn), plain(item.Name.Text), item.Name.Kind)
	} else if err := p.listFact(item.Fact, false); err != nil {
		return err
	}
	words := strings.Join(item.Why(), "; ")
	if r := item.Review(); r != nil {
		words = strings.TrimSuffix(fmt.Sprintf("%s by %s; %s", r.State, r.By, words), "; ")
	}
	if item.Rule.Rule != "" {
		words = strings.TrimPrefix(words+"; rule "+item.Rule.Rule, "; ")
	}
	_, err := fmt.Fprintf(p.stdout, "    %s\n", p.faint(plain(words)))
	return err
}

// reviewSay is the command that confirms or rejects facts.
func (p *program) reviewSay(name, short string, kind onrecord.StatementKind) *cobra.Command {
	st := &stating{}
	cmd := &cobra.Command{
		Use: name + " ID…", Short: short, Args: atLeastOne("ids of facts"),
		Long: short + `. Ids stand in every list, and at the end of a fact's
address. All are kept, or none.`,
		Example: fmt.Sprintf("  onrecord review %s 0f3c5d1e2b4a6978 --note 'why'\n  onrecord list commitments --json | jq -r .id | xargs onrecord review %s", name, name),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.sayOfFacts(cmd.Context(), st, onrecord.Statement{Kind: kind}, args)
		},
	}
	st.flags(cmd)
	return cmd
}

func (p *program) reviewCorrect() *cobra.Command {
	st := &stating{}
	var set []string
	cmd := &cobra.Command{
		Use: "correct ID", Short: "Give another reading of a fact's words", Args: exactly(1, "the id of a fact"),
		Long: `correct gives other values for the fields of a fact's reading, by their names in the
record format: a quote's speaker and role, a date's from, to and bound, a figure's
value, unit and of, a commitment's actor, action, due_from and due_to, a name's
kind. text=… cuts the fact's words shorter or longer; the words must stand in the
release. What was read is kept beside it. An empty value is none.`,
		Example: `  onrecord review correct 0f3c5d1e2b4a6978 --set value=1500000 --set qualifier=about
  onrecord review correct 0f3c5d1e2b4a6978 --set speaker='Ada Venn' --note 'named in the caption'
  onrecord review correct 0f3c5d1e2b4a6978 --set due_to=2025-08-31`,
		RunE: func(cmd *cobra.Command, args []string) error {
			say := onrecord.Statement{Kind: onrecord.StatementCorrect}
			for _, pair := range set {
				field, value, ok := strings.Cut(pair, "=")
				if !ok {
					return usagef("--set wants FIELD=VALUE, such as value=1500000, not %q", pair)
				}
				say.Corrections = append(say.Corrections, onrecord.Correction{Field: strings.TrimSpace(field), Value: strings.TrimSpace(value)})
			}
			if len(set) == 0 {
				return usagef("correct wants at least one --set FIELD=VALUE")
			}
			return p.sayOfFacts(cmd.Context(), st, say, args)
		},
	}
	st.flags(cmd)
	cmd.Flags().StringArrayVar(&set, "set", nil, "FIELD=VALUE; may be given more than once")
	return cmd
}

// sayOfFacts has the record keep what is said of facts, and prints it.
func (p *program) sayOfFacts(ctx context.Context, st *stating, say onrecord.Statement, ids []string) error {
	s, err := p.openForWriting(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	if say.By, err = p.whoStates(st.by); err != nil {
		return err
	}
	say.Note = st.note
	statements, err := review.Said(ctx, s, say, ids...)
	if err != nil {
		return err
	}
	return p.keepAll(ctx, s, st.json, statements)
}

func (p *program) keepAll(ctx context.Context, s store.Store, asJSON bool, statements []onrecord.Statement) error {
	kept, err := s.State(ctx, statements...)
	if err != nil {
		return err
	}
	for _, said := range kept {
		if asJSON {
			err = p.printStatementJSON(said)
		} else {
			err = p.printStatement(ctx, s, said)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (p *program) reviewUndo() *cobra.Command {
	st := &stating{}
	cmd := &cobra.Command{
		Use: "undo STATEMENT…", Short: "Take statements back, by their ids", Args: atLeastOne("ids of statements"),
		Long: `undo takes statements back, whoever made them: of facts, names and commitments. They
stay in the log ("onrecord review log", which shows their ids), and an undo can be
undone.`,
		Example: `  onrecord review undo 7d1e2b4a69780f3c`,
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := p.openForWriting(cmd.Context())
			if err != nil {
				return err
			}
			defer s.Close()
			by, err := p.whoStates(st.by)
			if err != nil {
				return err
			}
			var undos []onrecord.Statement
			for _, id := range args {
				undos = append(undos, onrecord.Statement{Kind: onrecord.StatementUndo, Subject: id, By: by, Note: st.note, At: time.Now()})
			}
			return p.keepAll(cmd.Context(), s, st.json, undos)
		},
	}
	st.flags(cmd)
	return cmd
}

func (p *program) reviewLog() *cobra.Command {
	var asJSON, asCSV bool
	var limit int
	var by, kind, about string
	cmd := &cobra.Command{
		Use: "log", Short: "List everything that people said, newest first", Args: none,
		Long: `log lists every confirmation, rejection, correction, verdict, merge, split, rename
and undo, with who said so, when and why. Nothing is ever taken out of it. --csv
and "--json --limit 0" write all of it; each line of --json is a line of an export,
which "onrecord import" reads into another record of the same announcements.`,
		Example: `  onrecord review log
  onrecord review log --kind reject --limit 0 --json
  onrecord review log --by 'Ida Reed'
  onrecord review log --about 0f3c5d1e2b4a6978
  onrecord review log --csv > said.csv`,
		RunE: func(cmd *cobra.Command, args []string) error {
			request := store.StatementRequest{By: by, About: about}
			if asJSON && asCSV {
				return usagef("--json and --csv are two formats: choose one")
			}
			if asCSV && cmd.Flags().Changed("limit") {
				return usagef("--csv writes all: it takes no --limit")
			}
			if kind != "" {
				if !slices.Contains(onrecord.StatementKinds, onrecord.StatementKind(kind)) {
					return usagef("--kind knows %s, not %q", kindsOfStatement(), kind)
				}
				request.Kinds = []onrecord.StatementKind{onrecord.StatementKind(kind)}
			}
			if err := limitFrom(limit, 0); err != nil {
				return err
			}
			s, err := p.openExisting(cmd.Context())
			if err != nil {
				return err
			}
			defer s.Close()
			if asCSV {
				return feed.StatementTable(cmd.Context(), p.stdout, s, request)
			}
			return p.logFrom(cmd.Context(), s, request, limit, asJSON)
		},
	}
	f := cmd.Flags()
	f.BoolVar(&asJSON, "json", false, "print one JSON object a line")
	f.IntVar(&limit, "limit", 50, "the most lines to print; 0 for all")
	f.BoolVar(&asCSV, "csv", false, "print all of it as CSV")
	f.StringVar(&by, "by", "", "only what this person said")
	f.StringVar(&about, "about", "", "only what was said of the fact or name with this id")
	f.StringVar(&kind, "kind", "", "only statements of this kind: "+kindsOfStatement())
	return cmd
}

func kindsOfStatement() string {
	words := make([]string, len(onrecord.StatementKinds))
	for i, k := range onrecord.StatementKinds {
		words[i] = string(k)
	}
	return strings.Join(words, ", ")
}

func (p *program) logFrom(ctx context.Context, s store.Store, request store.StatementRequest, limit int, asJSON bool) error {
	return pages(limit, 100, func(cursor string, limit int) (int, string, error) {
		request.Cursor, request.Limit = cursor, limit
		page, err := s.Statements(ctx, request)
		if err != nil {
			return 0, "", err
		}
		for _, said := range page.Statements {
			if asJSON {
				err = p.printStatementJSON(said)
			} else {
				err = p.printStatement(ctx, s, said)
			}
			if err != nil {
				return 0, "", err
			}
		}
		return len(page.Statements), page.Next, nil
	})
}
