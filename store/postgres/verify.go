package postgres

import (
	"context"
	"fmt"

	"github.com/onrecord/onrecord/store/keep"
)

// Verify implements keep.Engine: that every reference leads to a row, and that postings are those of the texts. What PostgreSQL stores on the
// disk is its own to check (data checksums, pg_amcheck).
func (e *engine) Verify(ctx context.Context, fault func(reason string), progress func(done, total int)) error {
	var references []reference
	err := e.Read(ctx, func(conn keep.Conn) error {
		return conn.Query(`SELECT c.conrelid::regclass::text, a.attname::text, c.confrelid::regclass::text, b.attname::text FROM pg_constraint c
			JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1] JOIN pg_attribute b ON b.attrelid = c.confrelid AND b.attnum = c.confkey[1]
			WHERE c.contype = 'f' AND c.connamespace = current_schema()::regnamespace ORDER BY 1, 2`, func(s keep.Stmt) error {
			references = append(references, reference{s.ColumnText(0), s.ColumnText(1), s.ColumnText(2), s.ColumnText(3)})
			return nil
		})
	})
	for i := 0; i < len(references) && err == nil; i++ {
		progress(i, len(references))
		err = e.verify(ctx, references[i], fault)
	}
	if err == nil {
		err = e.Read(ctx, func(conn keep.Conn) error { return conn.(*connection).verifyPostings(fault) })
	}
	progress(len(references), len(references))
	return err
}

// reference is a column that refers to another table's.
type reference struct{ table, column, to, key string }

func (e *engine) verify(ctx context.Context, r reference, fault func(reason string)) error {
	return e.Read(ctx, func(conn keep.Conn) error {
		text := fmt.Sprintf("SELECT count(*) FROM %s x WHERE NOT EXISTS (SELECT FROM %s y WHERE y.%s = x.%s)", r.table, r.to, r.key, r.column)
		return conn.Query(text, func(s keep.Stmt) error {
			if n := s.ColumnInt64(0); n > 0 {
				fault(fmt.Sprintf("%d rows of %s refer to rows of %s that are not there", n, r.table, r.to))
			}
			return nil
		})
	})
}
