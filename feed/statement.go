package feed

import (
	"context"
	"encoding/json"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store"
)

// StatementLines writes what people said as JSON Lines, newest first: all that
// the request asks for, whatever its limit. Errors are the store's and w's.
func StatementLines(ctx context.Context, w io.Writer, r store.Reader, ask store.StatementRequest) error {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	return statements(ctx, r, ask, func(s onrecord.Statement) error { return out.Encode(s) })
}

var statementColumns = []string{"id", "at", "by", "kind", "subject", "object", "path", "words", "scale", "evidence", "corrections", "rule", "note", "undone"}

// StatementTable writes what people said as CSV, as StatementLines does. Path
// leads to what a statement speaks of; corrections are "field=value", one a
// line, and evidence is one a line.
func StatementTable(ctx context.Context, w io.Writer, r store.Reader, ask store.StatementRequest) error {
	line := newLineWriter(w)
	if err := line.write(statementColumns); err != nil {
		return err
	}
	return statements(ctx, r, ask, func(s onrecord.Statement) error {
		corrections := make([]string, len(s.Corrections))
		for i, c := range s.Corrections {
			corrections[i] = c.Field + "=" + c.Value
		}
		return line.write([]string{
			s.ID, s.At.UTC().Format(time.RFC3339), safe(s.By), string(s.Kind), s.Subject, s.Object, StatementPath(s), safe(s.Words), string(s.Scale),
			safe(strings.Join(s.Evidence, "\n")), safe(strings.Join(corrections, "\n")), s.Rule, safe(s.Note), strconv.FormatBool(s.Undone),
		})
	})
}

// StatementPath is where the pages show what a statement speaks of; of an undo
// the log.
func StatementPath(s onrecord.Statement) string {
	switch s.Kind {
	case onrecord.StatementMerge, onrecord.StatementSplit, onrecord.StatementRename:
		return "/names/" + s.Subject // of a person it leads on
	case onrecord.StatementUndo:
		return "/review/log"
	}
	return "/facts/" + s.Subject
}

func statements(ctx context.Context, r store.Reader, ask store.StatementRequest, write func(onrecord.Statement) error) error {
	ask.Limit, ask.Cursor = 100, ""
	for {
		page, err := r.Statements(ctx, ask)
		if err != nil {
			return err
		}
		for _, s := range page.Statements {
			if err := write(s); err != nil {
				return err
			}
		}
		if ask.Cursor = page.Next; ask.Cursor == "" {
			return nil
		}
	}
}
