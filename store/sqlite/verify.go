package sqlite

import (
	"context"
	"fmt"

	"zombiezen.com/go/sqlite"

	"github.com/onrecord/onrecord/store/keep"
)

// Verify implements keep.Engine: SQLite's own check of pages, index and references.
func (e *engine) Verify(ctx context.Context, fault func(reason string), progress func(done, total int)) error {
	progress(0, 2)
	defer progress(2, 2)
	return e.inTransaction(ctx, func(conn *sqlite.Conn) error {
		err := query(conn, "PRAGMA integrity_check(100)", func(stmt keep.Stmt) error {
			if text := stmt.ColumnText(0); text != "ok" {
				fault("the file is damaged: " + text)
			}
			return nil
		})
		if err != nil {
			return err
		}
		progress(1, 2)
		return query(conn, "PRAGMA foreign_key_check", func(stmt keep.Stmt) error {
			fault(fmt.Sprintf("row %d of %s refers to a row of %s that is not there", stmt.ColumnInt64(1), stmt.ColumnText(0), stmt.ColumnText(2)))
			return nil
		})
	})
}
