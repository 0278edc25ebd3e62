package keep

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store"
)

const statementColumns = `SELECT id, kind, subject, object, words, note, by, at, scale, evidence, corrections, rule,
	EXISTS (SELECT 1 FROM undone WHERE undone.statement = statement.id) FROM statement`

func scanStatement(stmt Stmt) (onrecord.Statement, error) {
	s := onrecord.Statement{
		ID: idText(stmt.ColumnInt64(0)), Kind: onrecord.StatementKind(stmt.ColumnText(1)), Subject: idText(stmt.ColumnInt64(2)),
		Words: stmt.ColumnText(4), Note: stmt.ColumnText(5), By: stmt.ColumnText(6), At: timeOf(stmt.ColumnInt64(7)),
		Scale: onrecord.Scale(stmt.ColumnText(8)), Rule: stmt.ColumnText(11), Undone: stmt.ColumnBool(12),
	}
	if lines := stmt.ColumnText(9); lines != "" {
		s.Evidence = strings.Split(lines, "\n")
	}
	if !stmt.ColumnIsNull(3) {
		s.Object = idText(stmt.ColumnInt64(3))
	}
	if list := stmt.ColumnText(10); list != "" {
		if err := json.Unmarshal([]byte(list), &s.Corrections); err != nil {
			return s, fmt.Errorf("%w: the corrections of statement %s: %v", onrecord.ErrDamaged, s.ID, err)
		}
	}
	return s, nil
}

// State implements store.Writer.
func (s *Store) State(ctx context.Context, said ...onrecord.Statement) ([]onrecord.Statement, error) {
	out := make([]onrecord.Statement, len(said))
	for i := range said {
		var err error
		if out[i], err = onrecord.NewStatement(said[i]); err != nil {
			return nil, err
		}
	}
	err := s.write(ctx, func(conn Conn) error {
		st := stating{conn: conn}
		for i := range out {
			if err := st.state(&out[i]); err != nil {
				return err
			}
		}
		if err := s.joinStated(conn, st.names); err != nil {
			return err
		}
		if err := s.deriveReviewed(conn, st.releases); err != nil {
			return err
		}
		for i := range out { // one may undo another
			n, _ := idNumber(out[i].ID)
			_, undone, err := number(conn, "SELECT 1 FROM undone WHERE statement = ?", n)
			if out[i].Undone = undone; err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, s.wrap(ctx, "keep a statement", err)
	}
	return out, nil
}

// stating is one State under way, with what has to be made anew after it.
type stating struct {
	conn     Conn
	names    map[int64]bool // numbers of names to be joined anew
	releases []int64        // to be derived anew
}

// state keeps one statement and has it count.
func (st *stating) state(said *onrecord.Statement) error {
	n, _ := idNumber(said.ID)
	if _, kept, err := number(st.conn, "SELECT 1 FROM statement WHERE id = ?", n); kept || err != nil {
		return err
	}
	if err := st.check(said); err != nil {
		return err
	}
	if err := keepStatement(st.conn, *said); err != nil {
		return err
	}
	if said.Kind == onrecord.StatementUndo {
		target, _ := idNumber(said.Subject)
		return st.undo(target)
	}
	return st.count(said)
}

// check finds what a statement speaks of.
func (st *stating) check(said *onrecord.Statement) error {
	switch {
	case said.Kind == onrecord.StatementVerdict:
		return checkVerdict(st.conn, *said)
	case said.Kind == onrecord.StatementUndo:
		return checkUndo(st.conn, said)
	case said.Kind.IsReview():
		return checkReview(st.conn, said)
	}
	for _, id := range []string{said.Subject, said.Object} {
		if id == "" {
			continue
		}
		key, ok := idNumber(id)
		_, found, err := number(st.conn, "SELECT number FROM name WHERE id = ?", key)
		if err != nil {
			return err
		}
		if !ok || !found {
			return badID(id)
		}
	}
	return nil
}

func checkUndo(conn Conn, said *onrecord.Statement) error {
	key, ok := idNumber(said.Subject)
	_, found, err := number(conn, "SELECT 1 FROM statement WHERE id = ?", key)
	if err != nil {
		return err
	}
	if !ok || !found {
		return fmt.Errorf("%w: there is no statement %.40q", onrecord.ErrNotFound, said.Subject)
	}
	_, undone, err := number(conn, "SELECT 1 FROM undone WHERE statement = ?", key)
	if err == nil && undone {
		err = fmt.Errorf("%w: the statement %s is undone already; undo what undid it to have it count again", onrecord.ErrInvalid, said.Subject)
	}
	return err
}

// checkReview finds the fact that is spoken of, and tries what is corrected
// on the reading as it was found.
func checkReview(conn Conn, said *onrecord.Statement) error {
	f, err := loadFact(conn, recall{}, said.Subject, true)
	if err != nil {
		return fmt.Errorf("the fact %.40q: %w", said.Subject, err)
	}
	if said.Kind != onrecord.StatementCorrect {
		return nil
	}
	r, _, err := loadFound(conn, "r.id = ? AND v.version = ?", f.Release.ID, f.Release.Version)
	if err != nil {
		return err
	}
	made, err := r.Facts.Correct(r.Text, said.Subject, said.Corrections)
	if err == nil && len(made) == 0 {
		err = fmt.Errorf("%w: the correction changes nothing of what was read; confirm the fact instead", onrecord.ErrInvalid)
	}
	return err
}

// undo marks a statement as undone, or as counting again, by the undos of it
// that stand, and has that count.
func (st *stating) undo(id int64) error {
	_, now, err := number(st.conn, "SELECT 1 FROM statement WHERE subject = ? AND kind = 'undo' AND id NOT IN (SELECT statement FROM undone)", id)
	if err != nil {
		return err
	}
	if now {
		err = query(st.conn, "INSERT INTO undone (statement) VALUES (?) ON CONFLICT DO NOTHING", nil, id)
	} else {
		err = query(st.conn, "DELETE FROM undone WHERE statement = ?", nil, id)
	}
	if err != nil || st.conn.Changes() == 0 {
		return err
	}
	var said onrecord.Statement
	err = query(st.conn, statementColumns+" WHERE id = ?", func(stmt Stmt) (err error) {
		said, err = scanStatement(stmt)
		return err
	}, id)
	if err != nil {
		return err
	}
	if said.Kind == onrecord.StatementUndo {
		target, _ := idNumber(said.Subject)
		return st.undo(target)
	}
	return st.count(&said)
}

// count notes what has to be made anew because of a statement or its undoing.
func (st *stating) count(said *onrecord.Statement) error {
	subject, _ := idNumber(said.Subject)
	switch said.Kind {
	case onrecord.StatementVerdict: // is counted by who reads it
		return nil
	case onrecord.StatementMerge, onrecord.StatementSplit, onrecord.StatementRename:
		return st.countNames(said)
	}
	release, changes, err := review(st.conn, subject)
	if changes {
		st.releases = append(st.releases, release)
	}
	return err
}

func (st *stating) countNames(said *onrecord.Statement) error {
	if st.names == nil {
		st.names = map[int64]bool{}
	}
	for _, id := range []string{said.Subject, said.Object} {
		key, ok := idNumber(id)
		if !ok {
			continue
		}
		n, found, err := number(st.conn, "SELECT number FROM name WHERE id = ?", key)
		if err != nil {
			return err
		}
		if found {
			st.names[n] = true
		}
	}
	return nil
}

// joinStated joins and parts the names that statements speak of.
func (s *Store) joinStated(conn Conn, names map[int64]bool) error {
	if len(names) == 0 {
		return nil
	}
	if err := s.saver.settleWaiting(conn, false); err != nil {
		return err
	}
	if err := s.saver.begin(conn); err != nil {
		return err
	}
	r := resolver{conn: conn}
	recount, err := r.join(names)
	if err != nil {
		return err
	}
	return s.saver.who.countTogether(conn, recount)
}

func keepStatement(conn Conn, said onrecord.Statement) error {
	id, _ := idNumber(said.ID)
	subject, _ := idNumber(said.Subject)
	var object any
	if said.Object != "" {
		object, _ = idNumber(said.Object)
	}
	corrections := ""
	if len(said.Corrections) > 0 {
		list, err := json.Marshal(said.Corrections)
		if err != nil {
			return err
		}
		corrections = string(list)
	}
	return query(conn, "INSERT INTO statement (id, kind, subject, object, words, scale, evidence, corrections, rule, note, by, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", nil,
		id, string(said.Kind), subject, object, said.Words, string(said.Scale), strings.Join(said.Evidence, "\n"), corrections, said.Rule, said.Note, said.By, micros(said.At))
}

// checkVerdict finds what a verdict speaks of and rests on.
func checkVerdict(conn Conn, said onrecord.Statement) error {
	f, err := loadFact(conn, recall{}, said.Subject, false)
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
			_, err = loadFact(conn, recall{}, e, false)
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
	err = s.read(ctx, func(conn Conn) error {
		page, err = listStatements(conn, r)
		return err
	})
	return page, s.wrap(ctx, "list statements", err)
}

func listStatements(conn Conn, r store.StatementRequest) (page store.StatementPage, err error) {
	limit, err := limitOf(r.Limit, 50)
	if err != nil {
		return page, err
	}
	where, args := []string{"1 = 1"}, []any(nil)
	if len(r.Kinds) > 0 {
		where = append(where, "kind IN (?"+strings.Repeat(", ?", len(r.Kinds)-1)+")")
		for _, k := range r.Kinds {
			args = append(args, string(k))
		}
	}
	if r.By != "" {
		where, args = append(where, "by = ?"), append(args, r.By)
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
		if err := readCursor(r.Cursor, markSaid, &at, &id); err != nil {
			return page, err
		}
		where, args = append(where, "(at, id) < (?, ?)"), append(args, at, id)
	}
	last := ""
	err = query(conn, statementColumns+" WHERE "+strings.Join(where, " AND ")+" ORDER BY at DESC, id DESC LIMIT ?", func(stmt Stmt) error {
		if len(page.Statements) == limit {
			page.Next = last
			return nil
		}
		said, err := scanStatement(stmt)
		page.Statements = append(page.Statements, said)
		last = writeCursor(markSaid, stmt.ColumnInt64(7), stmt.ColumnInt64(0))
		return err
	}, append(args, limit+1)...)
	return page, err
}
