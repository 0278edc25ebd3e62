package keep

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store"
)

// Editors implements store.Editors.
func (s *Store) Editors(ctx context.Context) (out []store.Editor, err error) {
	err = s.read(ctx, func(conn Conn) error {
		out, err = loadEditors(conn, "1 = 1")
		return err
	})
	return out, s.wrap(ctx, "list editors", err)
}

// Editor implements store.Editors.
func (s *Store) Editor(ctx context.Context, name string) (e store.Editor, err error) {
	err = s.read(ctx, func(conn Conn) error {
		found, err := loadEditors(conn, "name = ?", name)
		if err == nil && len(found) == 0 {
			err = noEditor(name)
		}
		if err == nil {
			e = found[0]
		}
		return err
	})
	return e, s.wrap(ctx, "read an editor", err)
}

func noEditor(name string) error {
	return fmt.Errorf("%w: there is no editor %.200q", onrecord.ErrNotFound, name)
}

func loadEditors(conn Conn, where string, args ...any) (out []store.Editor, err error) {
	err = query(conn, "SELECT name, password, since FROM editor WHERE "+where+" ORDER BY name", func(stmt Stmt) error {
		out = append(out, store.Editor{Name: stmt.ColumnText(0), Password: stmt.ColumnText(1), Since: timeOf(stmt.ColumnInt64(2))})
		return nil
	}, args...)
	return out, err
}

// SaveEditor implements store.Editors.
func (s *Store) SaveEditor(ctx context.Context, e store.Editor) error {
	return s.wrap(ctx, "keep an editor", s.write(ctx, func(conn Conn) error {
		switch {
		case e.Name == "" || e.Name != strings.TrimSpace(e.Name) || len(e.Name) > onrecord.MaxStatementBy || !utf8.ValidString(e.Name) || strings.ContainsFunc(e.Name, unicode.IsControl):
			return fmt.Errorf("%w: an editor's name is one line of at most %d bytes", onrecord.ErrInvalid, onrecord.MaxStatementBy)
		case e.Password == "":
			return fmt.Errorf("%w: an editor has a password", onrecord.ErrInvalid)
		}
		err := query(conn, "INSERT INTO editor (name, password, since) VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE SET password = excluded.password", nil, e.Name, e.Password, micros(e.Since))
		if err != nil {
			return err
		}
		return query(conn, "DELETE FROM session WHERE editor = ?", nil, e.Name)
	}))
}

// RemoveEditor implements store.Editors.
func (s *Store) RemoveEditor(ctx context.Context, name string) error {
	return s.wrap(ctx, "remove an editor", s.write(ctx, func(conn Conn) error {
		if err := query(conn, "DELETE FROM editor WHERE name = ?", nil, name); err != nil {
			return err
		}
		if conn.Changes() == 0 {
			return noEditor(name)
		}
		return nil // its sessions go with it
	}))
}

// StartSession implements store.Editors.
func (s *Store) StartSession(ctx context.Context, x store.Session) error {
	return s.wrap(ctx, "start a session", s.write(ctx, func(conn Conn) error {
		if err := query(conn, "DELETE FROM session WHERE until <= ?", nil, micros(x.Started)); err != nil {
			return err
		}
		if found, err := loadEditors(conn, "name = ?", x.Editor); err != nil || len(found) == 0 {
			if err == nil {
				err = noEditor(x.Editor)
			}
			return err
		}
		return query(conn, "INSERT INTO session (key, editor, started, until) VALUES (?, ?, ?, ?)", nil, x.Key, x.Editor, micros(x.Started), micros(x.Until))
	}))
}

// Session implements store.Editors.
func (s *Store) Session(ctx context.Context, key string, now time.Time) (x store.Session, err error) {
	err = s.read(ctx, func(conn Conn) error {
		err := query(conn, "SELECT key, editor, started, until FROM session WHERE key = ? AND until > ?", func(stmt Stmt) error {
			x = store.Session{Key: stmt.ColumnText(0), Editor: stmt.ColumnText(1), Started: timeOf(stmt.ColumnInt64(2)), Until: timeOf(stmt.ColumnInt64(3))}
			return nil
		}, key, micros(now))
		if err == nil && x.Key == "" {
			err = fmt.Errorf("%w: there is no such session", onrecord.ErrNotFound)
		}
		return err
	})
	return x, s.wrap(ctx, "read a session", err)
}

// EndSession implements store.Editors.
func (s *Store) EndSession(ctx context.Context, key string) error {
	return s.wrap(ctx, "end a session", s.write(ctx, func(conn Conn) error {
		return query(conn, "DELETE FROM session WHERE key = ?", nil, key)
	}))
}
