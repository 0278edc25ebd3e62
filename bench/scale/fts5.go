package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

// plainFTS5 measures SQLite's full text as its documentation has it: one table of releases and an index over title and
// text, ranked by its own bm25.
func plainFTS5(ctx context.Context, c *column, p *peering) error {
	file := filepath.Join(p.folder, "plain.db")
	conn, err := sqlite.OpenConn(file, sqlite.OpenReadWrite|sqlite.OpenCreate|sqlite.OpenWAL)
	if err != nil {
		return err
	}
	defer conn.Close()
	err = sqlitex.ExecuteScript(conn, `PRAGMA cache_size=-32768;
		CREATE TABLE release (number INTEGER PRIMARY KEY, day INTEGER NOT NULL, issuer TEXT NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL);
		CREATE INDEX release_issuer ON release (issuer, number);
		CREATE INDEX release_day ON release (day);
		CREATE VIRTUAL TABLE words USING fts5 (title, text, content='release', content_rowid='number', tokenize='porter unicode61');`, nil)
	if err != nil {
		return err
	}
	if err := c.built(p, func() error { return plainIndex(conn, p) }); err != nil {
		return err
	}
	info, err := os.Stat(file)
	if err != nil {
		return err
	}
	c.Bytes = info.Size()
	return c.askedOf(ctx, p, func(_ context.Context, q *query) (int, error) { return plainAsk(conn, q) })
}

// textsAtOnce is how many releases are kept in one transaction.
const textsAtOnce = 500

func plainIndex(conn *sqlite.Conn, p *peering) error {
	n := 0
	run := func(statement string, args ...any) error {
		return sqlitex.Execute(conn, statement, &sqlitex.ExecOptions{Args: args})
	}
	err := p.texts(func(t *text) error {
		if n%textsAtOnce == 0 {
			if n > 0 {
				if err := run("COMMIT"); err != nil {
					return err
				}
			}
			if err := run("BEGIN"); err != nil {
				return err
			}
		}
		n++
		if err := run("INSERT INTO release (number, day, issuer, title, text) VALUES (?, ?, ?, ?, ?)", t.Number, t.Day, t.Issuer, t.Title, t.Text); err != nil {
			return err
		}
		return run("INSERT INTO words (rowid, title, text) VALUES (?, ?, ?)", t.Number, t.Title, t.Text)
	})
	if err != nil || n == 0 {
		return err
	}
	if err := run("COMMIT"); err != nil {
		return err
	}
	return run("PRAGMA wal_checkpoint(TRUNCATE)")
}

func plainAsk(conn *sqlite.Conn, q *query) (total int, err error) {
	from, where, args := "release r", []string{"1"}, []any{}
	if len(q.Words) > 0 {
		match := `"` + strings.Join(q.Words, `" "`) + `"`
		switch {
		case q.Phrase:
			match = `"` + strings.Join(q.Words, " ") + `"`
		case q.Prefix:
			match += "*"
		}
		from, where, args = "words JOIN release r ON r.number = words.rowid", []string{"words MATCH ?"}, append(args, match)
	}
	if q.Issuer != "" {
		where, args = append(where, "r.issuer = ?"), append(args, q.Issuer)
	}
	if q.Year != 0 {
		where, args = append(where, "r.day BETWEEN ? AND ?"), append(args, q.Year*10000, q.Year*10000+9999)
	}
	order := "r.number DESC"
	switch {
	case !q.Newest:
		order = "words.rank"
	case len(q.Words) > 0:
		order = "words.rowid DESC"
	}
	of := " FROM " + from + " WHERE " + strings.Join(where, " AND ")
	read := func(stmt *sqlite.Stmt) error {
		for i := range stmt.ColumnCount() {
			_ = stmt.ColumnText(i)
		}
		return nil
	}
	if err := sqlitex.Execute(conn, "SELECT r.number, r.title, r.text"+of+" ORDER BY "+order+" LIMIT 20", &sqlitex.ExecOptions{Args: args, ResultFunc: read}); err != nil {
		return 0, err
	}
	err = sqlitex.Execute(conn, "SELECT count(*)"+of, &sqlitex.ExecOptions{Args: args, ResultFunc: func(stmt *sqlite.Stmt) error {
		total = stmt.ColumnInt(0)
		return nil
	}})
	for _, by := range []string{"r.issuer", "r.day / 10000"} {
		if err == nil && q.Counts {
			err = sqlitex.Execute(conn, fmt.Sprintf("SELECT %s, count(*)%s GROUP BY 1 ORDER BY 2 DESC LIMIT 20", by, of), &sqlitex.ExecOptions{Args: args, ResultFunc: read})
		}
	}
	return total, err
}
