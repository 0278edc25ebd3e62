package main

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/feed"
	"github.com/onrecord/onrecord/store"
)

// judging is what verdict's flags say.
type judging struct {
	stating
	scale         string
	evidence      []string
	log, withdraw bool
}

func (p *program) verdict() *cobra.Command {
	v := &judging{}
	cmd := &cobra.Command{
		Use:   "verdict ID WORD",
		Short: "Say what came of a commitment, with evidence, and list what people said",
		Long: `verdict keeps what you say came of a commitment: a word of a scale that you choose,
what it rests on, and a note. ID is the commitment's, as "onrecord due" prints it.
A verdict is the person's who gives it, and is shown as theirs. It is never lost
and never changed: give another to change your mind, or withdraw yours; the log
keeps all of it, with who and when.

The scales and their words:
` + scaleLines(),
		Example: `  onrecord verdict 5d41402abc4b2a76 partly --evidence 7d793037a0760186 --note 'two of three'
  onrecord verdict 5d41402abc4b2a76 in the works --scale politifact --by 'Ida Reed'
  onrecord verdict --withdraw 5d41402abc4b2a76 --note 'the figures were revised'
  onrecord verdict --log 5d41402abc4b2a76
  onrecord verdict --log --json > verdicts.jsonl`,
		Args: func(cmd *cobra.Command, args []string) error { return v.sane(args) },
		RunE: func(cmd *cobra.Command, args []string) error {
			if v.log {
				return p.verdictLog(cmd.Context(), args, v.json)
			}
			return p.judge(cmd.Context(), v, args)
		},
	}
	f := cmd.Flags()
	f.StringVar(&v.scale, "scale", "", "the scale that WORD is of: own (the default), politifact or fullfact")
	f.StringArrayVar(&v.evidence, "evidence", nil, "the id of a fact or release, or a web address; may be given again")
	f.StringVar(&v.note, "note", "", "why, for people")
	f.StringVar(&v.by, "by", "", "who says so (default $USER)")
	f.BoolVar(&v.withdraw, "withdraw", false, "take back the verdict that you gave")
	f.BoolVar(&v.log, "log", false, "list every verdict given, changed and withdrawn, newest first: of one commitment, or of all")
	f.BoolVar(&v.json, "json", false, "print one JSON object a line")
	return cmd
}

func scaleLines() string {
	var lines []string
	for _, s := range onrecord.Scales {
		lines = append(lines, "  "+string(s)+": "+strings.Join(s.Words(), ", "))
	}
	return strings.Join(lines, "\n")
}

func (v *judging) sane(args []string) error {
	const help = ` (see "onrecord verdict --help")`
	given := v.scale != "" || len(v.evidence) > 0
	switch {
	case v.log && (v.withdraw || given || v.note != "" || v.by != ""):
		return usagef("--log lists and takes nothing but --json" + help)
	case v.log && len(args) > 1:
		return usagef("verdict --log wants one id or none, not %d arguments%s", len(args), help)
	case v.withdraw && given:
		return usagef("--withdraw takes neither --scale nor --evidence" + help)
	case v.withdraw && len(args) != 1:
		return usagef("verdict --withdraw wants the id of a commitment, not %d arguments%s", len(args), help)
	case !v.log && !v.withdraw && (len(args) < 2 || strings.TrimSpace(strings.Join(args[1:], "")) == ""):
		return usagef("verdict wants the id of a commitment and a word" + help)
	}
	return nil
}

// judge keeps a verdict, or its withdrawal.
func (p *program) judge(ctx context.Context, v *judging, args []string) error {
	by, err := p.whoStates(v.by)
	if err != nil {
		return err
	}
	s, err := p.openForWriting(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	said := onrecord.Statement{Kind: onrecord.StatementVerdict, Subject: args[0], By: by, Note: v.note, At: time.Now()}
	if v.withdraw {
		if err := stands(ctx, s, args[0], by); err != nil {
			return err
		}
	} else {
		said.Words, said.Scale, said.Evidence = strings.Join(args[1:], " "), onrecord.ScaleOwn, v.evidence
		if v.scale != "" {
			said.Scale = onrecord.Scale(v.scale)
		}
	}
	kept, err := s.State(ctx, said)
	if err != nil {
		return err
	}
	said = kept[0]
	if v.json {
		return p.printStatementJSON(said)
	}
	return p.printStatement(ctx, s, said)
}

// stands refuses to withdraw what somebody did not say.
func stands(ctx context.Context, s store.Store, id, by string) error {
	f, err := s.Fact(ctx, id)
	if err != nil {
		return err
	}
	said, err := feed.Verdicts(ctx, s, f)
	if err != nil {
		return err
	}
	by = strings.TrimSpace(by)
	if !slices.ContainsFunc(onrecord.StandingVerdicts(said), func(v onrecord.Statement) bool { return v.By == by }) {
		return usagef("no verdict by %q stands on %s: look with \"onrecord verdict --log %s\", and give --by as it is there", by, id, id)
	}
	return nil
}

// verdictLog prints what was said of one commitment, or of all.
func (p *program) verdictLog(ctx context.Context, args []string, asJSON bool) error {
	s, err := p.openExisting(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	print := func(said []onrecord.Statement) (err error) {
		for i := 0; i < len(said) && err == nil; i++ {
			if asJSON {
				err = p.printStatementJSON(said[i])
			} else {
				err = p.printStatement(ctx, s, said[i])
			}
		}
		return err
	}
	if len(args) == 1 {
		// A commitment that is read no longer keeps its log under its id.
		f, missing := s.Fact(ctx, args[0])
		f.ID = args[0]
		said, err := feed.Verdicts(ctx, s, f)
		if err == nil && len(said) == 0 {
			err = missing
		}
		if err != nil {
			return err
		}
		return print(said)
	}
	r := store.StatementRequest{Kinds: []onrecord.StatementKind{onrecord.StatementVerdict}}
	return pages(0, 100, func(cursor string, limit int) (int, string, error) {
		r.Cursor, r.Limit = cursor, limit
		page, err := s.Statements(ctx, r)
		if err != nil {
			return 0, "", err
		}
		return len(page.Statements), page.Next, print(page.Statements)
	})
}

// verdictWords is a verdict in words, with its scale where that is not onrecord's own.
func verdictWords(v onrecord.Statement) string {
	switch {
	case v.Words == "":
		return "verdict withdrawn"
	case v.Scale == onrecord.ScaleOwn:
		return "verdict: " + v.Words
	}
	return "verdict: " + v.Words + " (" + v.Scale.Title() + ")"
}
