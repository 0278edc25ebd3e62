package sqlite

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"zombiezen.com/go/sqlite"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store"
)

const statementColumns = "SELECT id, kind, subject, object, words, note, by, at, scale, evidence FROM statement"

func scanStatement(stmt *sqlite.Stmt) onrecord.Statement {
	s := onrecord.Statement{
		ID: idText(stmt.ColumnInt64(0)), Kind: onrecord.StatementKind(stmt.ColumnText(1)), Subject: idText(stmt.ColumnInt64(2)),
		Words: stmt.ColumnText(4), Note: stmt.ColumnText(5), By: stmt.ColumnText(6), At: timeOf(stmt.ColumnInt64(7)),
		Scale: onrecord.Scale(stmt.ColumnText(8)),
	}
	if lines := stmt.ColumnText(9); lines != "" {
		s.Evidence = strings.Split(lines, "\n")
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
		if said.Kind == onrecord.StatementVerdict {
			if err := checkVerdict(conn, said); err != nil {
				return err
			}
			return keepStatement(conn, said)
		}
		return s.stateOfNames(conn, said)
	})
	return said, wrap(ctx, "keep a statement", err)
}

// stateOfNames keeps a statement about names and joins and parts what it speaks of.
func (s *Store) stateOfNames(conn *sqlite.Conn, said onrecord.Statement) error {
	moved := map[int64]bool{}
	for _, id := range []string{said.Subject, said.Object} {
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
		moved[n] = true
	}
	if err := keepStatement(conn, said); err != nil {
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
}

func keepStatement(conn *sqlite.Conn, said onrecord.Statement) error {
	id, _ := idNumber(said.ID)
	subject, _ := idNumber(said.Subject)
	var object any
	if said.Object != "" {
		object, _ = idNumber(said.Object)
	}
	return query(conn, "INSERT OR IGNORE INTO statement (id, kind, subject, object, words, scale, evidence, note, by, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", nil,
		id, string(said.Kind), subject, object, said.Words, string(said.Scale), strings.Join(said.Evidence, "\n"), said.Note, said.By, micros(said.At))
}

// checkVerdict finds what a verdict speaks of and rests on.
func checkVerdict(conn *sqlite.Conn, said onrecord.Statement) error {
	f, err := loadFact(conn, said.Subject, false)
	if err != nil {
		return fmt.Errorf("the commitment %.40q: %w", said.Subject, err)
	}
	if f.Kind != onrecord.KindCommitment {
		return fmt.Errorf("%w: a verdict is on a commitment, and %s is a %s", onrecord.ErrInvalid, f.ID, f.Kind)
	}
	for _, e := range said.Evidence {
		if !onrecord.IsID(e) {
			continue
		}
		_, isRelease, err := number(conn, "SELECT number FROM release WHERE id = ?", e)
		if err == nil && !isRelease {
			_, err = loadFact(conn, e, false)
		}
		if errors.Is(err, onrecord.ErrNotFound) {
			return fmt.Errorf("%w: no fact or release has the id %s, given as evidence", onrecord.ErrNotFound, e)
		}
		if err != nil {
			return err
		}
	}
	return nil
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
	if len(r.Kinds) > 0 {
		where = append(where, "kind IN (?"+strings.Repeat(", ?", len(r.Kinds)-1)+")")
		for _, k := range r.Kinds {
			args = append(args, string(k))
		}
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
