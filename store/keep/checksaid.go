package keep

import (
	"context"

	"github.com/onrecord/onrecord"
)

// statements looks whether each statement is the one that was made, by its id, and whether it
// counts as it should: what undoes it stands, and the newest on a fact is what holds for it.
func (c *checker) statements(ctx context.Context) error {
	err := c.walk(ctx, "statements", "SELECT count(*) FROM statement", `SELECT number, id, EXISTS (SELECT 1 FROM statement u
			WHERE u.subject = statement.id AND u.kind = 'undo' AND u.id NOT IN (SELECT statement FROM undone))
		FROM statement WHERE number > ? ORDER BY number LIMIT ?`, func(conn Conn, stmt Stmt) error {
		c.report.Statements++
		return c.statement(conn, stmt.ColumnInt64(1), stmt.ColumnBool(2))
	})
	if err != nil {
		return err
	}
	return c.astray(ctx, []astray{
		{"undone", "it is kept that a statement does not count, and there is no such statement", "SELECT statement FROM undone WHERE statement NOT IN (SELECT id FROM statement)"},
		{"statement", "the statement that it undoes is not there", "SELECT id FROM statement WHERE kind = 'undo' AND subject NOT IN (SELECT id FROM statement)"},
		{"review", "the fact is not kept as the newest statement on it has it", `SELECT r.id FROM review r WHERE r.statement IS DISTINCT FROM (SELECT s.id FROM statement s
			WHERE s.subject = r.id AND s.kind IN ('confirm', 'reject', 'correct') AND s.id NOT IN (SELECT statement FROM undone) ORDER BY s.at DESC, s.id DESC LIMIT 1)`},
	})
}

func (c *checker) statement(conn Conn, id int64, undone bool) error {
	where := "statement " + idText(id)
	var said onrecord.Statement
	var scanned error
	err := query(conn, statementColumns+" WHERE id = ?", func(stmt Stmt) error {
		said, scanned = scanStatement(stmt)
		return nil
	}, id)
	switch {
	case err != nil:
		return err
	case scanned != nil:
		c.fault(where, "", "%v", scanned)
		return nil
	}
	if said.MadeID() != said.ID { // under whatever rules it was made
		c.fault(where, "", "what was stated does not match its id")
	}
	if said.Undone != undone {
		c.fault(where, "", "whether it counts does not match the statements that undo it")
	}
	return nil
}

// astray are rows that should not be there: those that a query gives, each by a number in its first
// column.
type astray struct {
	table, says, text string
}

// astray tells of each row that the queries give.
func (c *checker) astray(ctx context.Context, all []astray) error {
	return c.store.read(ctx, func(conn Conn) error {
		for _, a := range all {
			err := query(conn, a.text, func(stmt Stmt) error {
				c.fault(a.table+" "+idText(stmt.ColumnInt64(0)), "", "%s", a.says)
				return nil
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
}
