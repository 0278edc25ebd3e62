package keep

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store"
)

// Tokens implements store.Tokens.
func (s *Store) Tokens(ctx context.Context) (out []store.Token, err error) {
	err = s.read(ctx, func(conn Conn) error {
		out, err = loadTokens(conn, "1 = 1")
		return err
	})
	return out, s.wrap(ctx, "list tokens", err)
}

// Token implements store.Tokens.
func (s *Store) Token(ctx context.Context, key string) (t store.Token, err error) {
	err = s.read(ctx, func(conn Conn) error {
		found, err := loadTokens(conn, "key = ?", key)
		if err == nil && len(found) == 0 {
			err = fmt.Errorf("%w: there is no such token", onrecord.ErrNotFound)
		}
		if err == nil {
			t = found[0]
		}
		return err
	})
	return t, s.wrap(ctx, "read a token", err)
}

func loadTokens(conn Conn, where string, args ...any) (out []store.Token, err error) {
	err = query(conn, "SELECT id, key, name, scopes, since FROM token WHERE "+where+" ORDER BY since, id", func(stmt Stmt) error {
		t := store.Token{ID: stmt.ColumnText(0), Key: stmt.ColumnText(1), Name: stmt.ColumnText(2), Since: timeOf(stmt.ColumnInt64(4))}
		for scope := range strings.FieldsSeq(stmt.ColumnText(3)) {
			t.Scopes = append(t.Scopes, store.Scope(scope))
		}
		out = append(out, t)
		return nil
	}, args...)
	return out, err
}

// SaveToken implements store.Tokens.
func (s *Store) SaveToken(ctx context.Context, t store.Token) error {
	return s.wrap(ctx, "keep a token", s.write(ctx, func(conn Conn) error {
		scopes, err := checkToken(t)
		if err != nil {
			return err
		}
		found, err := loadTokens(conn, "id = ? OR key = ?", t.ID, t.Key)
		if err == nil && len(found) > 0 {
			err = fmt.Errorf("%w: there is such a token already", onrecord.ErrInvalid)
		}
		if err != nil {
			return err
		}
		return query(conn, "INSERT INTO token (id, key, name, scopes, since) VALUES (?, ?, ?, ?, ?)", nil, t.ID, t.Key, t.Name, strings.Join(scopes, " "), micros(t.Since))
	}))
}

// checkToken returns the token's scopes in their order.
func checkToken(t store.Token) (scopes []string, err error) {
	switch {
	case t.Name == "" || t.Name != strings.TrimSpace(t.Name) || len(t.Name) > onrecord.MaxStatementBy || !utf8.ValidString(t.Name) || strings.ContainsFunc(t.Name, unicode.IsControl):
		return nil, fmt.Errorf("%w: a token's name is one line of at most %d bytes", onrecord.ErrInvalid, onrecord.MaxStatementBy)
	case !onrecord.IsID(t.ID) || t.Key == "":
		return nil, fmt.Errorf("%w: a token has an id and a key", onrecord.ErrInvalid)
	}
	for _, known := range store.Scopes {
		if slices.Contains(t.Scopes, known) {
			scopes = append(scopes, string(known))
		}
	}
	if len(scopes) == 0 || len(scopes) != len(t.Scopes) {
		return nil, fmt.Errorf("%w: a token's scopes are of %v, each once", onrecord.ErrInvalid, store.Scopes)
	}
	return scopes, nil
}

// RevokeToken implements store.Tokens.
func (s *Store) RevokeToken(ctx context.Context, id string) error {
	return s.wrap(ctx, "revoke a token", s.write(ctx, func(conn Conn) error {
		if err := query(conn, "DELETE FROM token WHERE id = ?", nil, id); err != nil {
			return err
		}
		if conn.Changes() == 0 {
			return fmt.Errorf("%w: there is no token %.40q", onrecord.ErrNotFound, id)
		}
		return nil
	}))
}
