package sqlite

import (
	"context"
	"fmt"
	"strings"

	"zombiezen.com/go/sqlite"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store"
)

const statementColumns = "SELECT id, kind, subject, object, words, note, by, at FROM statement"

func scanStatement(stmt *sqlite.Stmt) onrecord.Statement {
	s := onrecord.Statement{
		ID: idText(stmt.ColumnInt64(0)), Kind: onrecord.StatementKind(stmt.ColumnText(1)), Subject: idText(stmt.ColumnInt64(2)),
		Words: stmt.ColumnText(4), Note: stmt.ColumnText(5), By: stmt.ColumnText(6), At: timeOf(stmt.ColumnInt64(7)),
	}
	if stmt.ColumnType(3) != sqlite.TypeNull {
		s.Object = idText(stmt.ColumnInt64(3))
	}
	return s
}

// State implements store.Writer.
func (s *Store) State(ctx context.Context, said onrecord.Statement) (onrecord.Statement, error) {
	said, err := onrecord.NewStatement(said)
	if err != nil {
		return said, err
	}
	err = s.write(ctx, func(conn *sqlite.Conn) error {
		moved := map[int64]bool{}
		var ids [2]any
		for i, id := range []string{said.Subject, said.Object} {
			if id == "" {
				continue
			}
			key, ok := idNumber(id)
			n, found, err := number(conn, "SELECT number FROM name WHERE id = ?", key)
			if err != nil {
				return err
			}
			if !ok || !found {
				return badID(id)
			}
			ids[i], moved[n] = key, true
		}
		id, _ := idNumber(said.ID)
		err := query(conn, "INSERT OR IGNORE INTO statement (id, kind, subject, object, words, note, by, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", nil,
			id, string(said.Kind), ids[0], ids[1], said.Words, said.Note, said.By, micros(said.At))
		if err != nil {
			return err
		}
		if err := s.saver.begin(conn); err != nil {
			return err
		}
		r := resolver{conn: conn}
		recount, err := r.join(moved)
		if err != nil {
			return err
		}
		return s.saver.countTogether(conn, recount)
	})
	return said, wrap(ctx, "keep a statement", err)
}

// Statements implements store.Reader.
func (s *Store) Statements(ctx context.Context, r store.StatementRequest) (page store.StatementPage, err error) {
	err = s.read(ctx, func(conn *sqlite.Conn) error {
		page, err = listStatements(conn, r)
		return err
	})
	return page, wrap(ctx, "list statements", err)
}

func listStatements(conn *sqlite.Conn, r store.StatementRequest) (page store.StatementPage, err error) {
	limit, err := limitOf(r.Limit, 50)
	if err != nil {
		return page, err
	}
	where, args := []string{"1"}, []any(nil)
	if r.Kind != "" {
		where, args = append(where, "kind = ?"), append(args, string(r.Kind))
	}
	if r.About != "" {
		key, ok := idNumber(r.About)
		if !ok {
			return page, nil
		}
		// The names of its thing, or the id itself where it is no name's.
		const about = "(SELECT id FROM name WHERE thing = (SELECT thing FROM name WHERE id = ?) UNION SELECT ?)"
		where, args = append(where, "(subject IN "+about+" OR object IN "+about+")"), append(args, key, key, key, key)
	}
	total, _, err := number(conn, "SELECT count(*) FROM statement WHERE "+strings.Join(where, " AND "), args...)
	if err != nil {
		return page, err
	}
	page.Total = int(total)
	if r.Cursor != "" {
		var at, id int64
		if n, err := fmt.Sscanf(r.Cursor, "t%d.%d", &at, &id); n != 2 || err != nil {
			return page, fmt.Errorf("%w: %.40q is no cursor of this list", onrecord.ErrInvalid, r.Cursor)
		}
		where, args = append(where, "(at, id) < (?, ?)"), append(args, at, id)
	}
	last := ""
	err = query(conn, statementColumns+" WHERE "+strings.Join(where, " AND ")+" ORDER BY at DESC, id DESC LIMIT ?", func(stmt *sqlite.Stmt) error {
		if len(page.Statements) == limit {
			page.Next = last
			return nil
		}
		page.Statements = append(page.Statements, scanStatement(stmt))
		last = fmt.Sprintf("t%d.%d", stmt.ColumnInt64(7), stmt.ColumnInt64(0))
		return nil
	}, append(args, limit+1)...)
	return page, err
}
