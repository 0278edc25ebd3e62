package keep

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store"
)

// Problems implements store.Reader.
func (s *Store) Problems(ctx context.Context, after string, limit int) (page store.ProblemPage, err error) {
	err = s.read(ctx, func(conn Conn) error {
		limit, err := limitOf(limit, 50)
		if err != nil {
			return err
		}
		at, before := int64(1<<62), int64(1<<62)
		if after != "" {
			if err := readCursor(after, markProblems, &at, &before); err != nil {
				return err
			}
		}
		total, _, err := number(conn, "SELECT count(*) FROM problem")
		if err != nil {
			return err
		}
		page.Total = int(total)
		var last string
		err = query(conn, `SELECT number, stage, location, place, span, reason, at FROM problem
			WHERE (at, number) < (?, ?) ORDER BY at DESC, number DESC LIMIT ?`, func(stmt Stmt) error {
			if len(page.Problems) == limit {
				page.Next = last
				return nil
			}
			p := onrecord.Problem{Stage: stmt.ColumnText(1), Location: stmt.ColumnText(2), Place: stmt.ColumnText(3), Reason: stmt.ColumnText(5), At: timeOf(stmt.ColumnInt64(6))}
			if !stmt.ColumnIsNull(4) {
				p.Span = new(onrecord.Span)
				if err := json.Unmarshal([]byte(stmt.ColumnText(4)), p.Span); err != nil {
					return fmt.Errorf("%w: the span of a problem: %v", onrecord.ErrDamaged, err)
				}
			}
			page.Problems = append(page.Problems, p)
			last = writeCursor(markProblems, stmt.ColumnInt64(6), stmt.ColumnInt64(0))
			return nil
		}, at, before, limit+1)
		return err
	})
	return page, s.wrap(ctx, "list problems", err)
}
