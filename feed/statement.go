package feed

import (
	"context"
	"encoding/json"
	"io"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/feed/table"
	"github.com/onrecord/onrecord/store"
)

// StatementLines writes what people said as JSON Lines, a StatementLine each, newest first: all that
// the request asks for, whatever its limit. Errors are the store's and w's.
func StatementLines(ctx context.Context, w io.Writer, r store.Reader, ask store.StatementRequest) error {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	return statements(ctx, r, ask, func(s onrecord.Statement) error { return out.Encode(StatementLine{s}) })
}

// StatementTable writes what people said as CSV, as StatementLines does: the
// table of statements of the exports (table.Statements).
func StatementTable(ctx context.Context, w io.Writer, r store.Reader, ask store.StatementRequest) error {
	out, err := table.NewCSV(w, table.Statements.Head())
	if err != nil {
		return err
	}
	return statements(ctx, r, ask, func(s onrecord.Statement) error { return out.Write(table.StatementRow(s)...) })
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

// StatementPath is where the pages show what a statement speaks of; of an undo
// the log.
func StatementPath(s onrecord.Statement) string { return table.StatementPath(s) }
