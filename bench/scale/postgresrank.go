package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"
)

// postgresRank measures PostgreSQL's full text as its documentation has it: a tsvector column with a GIN index, ranked
// by its own ts_rank. It is asked on the server that the records are on, else on one of its own.
func postgresRank(ctx context.Context, c *column, p *peering) error {
	engine := "postgres"
	for _, s := range p.stores {
		if strings.HasPrefix(s, "postgres://") {
			engine = s
		}
	}
	r, err := newRecord(ctx, p.common, engine, p.archive.releases)
	if err != nil {
		return err
	}
	defer r.close()
	drop := func(conn *pgx.Conn) error {
		_, err := conn.Exec(ctx, "DROP DATABASE IF EXISTS "+r.name+"_peer")
		return err
	}
	if err := errors.Join(r.administer(ctx, drop), r.ready(ctx, "peer")); err != nil {
		return err
	}
	defer func() { _ = r.administer(ctx, drop) }()
	conn, err := pgx.Connect(ctx, r.at("peer"))
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	_, err = conn.Exec(ctx, `CREATE TABLE release (number bigint PRIMARY KEY, day int NOT NULL, issuer text NOT NULL, title text NOT NULL, text text NOT NULL,
			words tsvector GENERATED ALWAYS AS (setweight(to_tsvector('english', title), 'A') || to_tsvector('english', text)) STORED);
		CREATE INDEX release_words ON release USING gin (words);
		CREATE INDEX release_issuer ON release (issuer);
		CREATE INDEX release_day ON release (day);`)
	if err != nil {
		return err
	}
	before := r.serverTime()
	if err := c.built(p, func() error { return rankIndex(ctx, conn, p) }); err != nil {
		return err
	}
	c.Parts[0].Server = r.serverTime() - before
	if err := conn.QueryRow(ctx, "SELECT pg_database_size(current_database())").Scan(&c.Bytes); err != nil {
		return err
	}
	return c.askedOf(ctx, p, func(ctx context.Context, q *query) (int, error) { return rankAsk(ctx, conn, q) })
}

func rankIndex(ctx context.Context, conn *pgx.Conn, p *peering) error {
	var rows [][]any
	give := func() error {
		_, err := conn.CopyFrom(ctx, pgx.Identifier{"release"}, []string{"number", "day", "issuer", "title", "text"}, pgx.CopyFromRows(rows))
		rows = rows[:0]
		return err
	}
	err := p.texts(func(t *text) error {
		if rows = append(rows, []any{t.Number, int32(t.Day), t.Issuer, t.Title, t.Text}); len(rows) < textsAtOnce {
			return nil
		}
		return give()
	})
	if err != nil {
		return err
	}
	if err := give(); err != nil {
		return err
	}
	_, err = conn.Exec(ctx, "VACUUM ANALYZE release")
	return err
}

func rankAsk(ctx context.Context, conn *pgx.Conn, q *query) (total int, err error) {
	where, args := []string{"true"}, []any{}
	words := strings.Join(q.Words, " ")
	rank := "number"
	if words != "" {
		make := "plainto_tsquery"
		switch {
		case q.Phrase:
			make = "phraseto_tsquery"
		case q.Prefix:
			make, words = "to_tsquery", words+":*"
		}
		args = append(args, words)
		where = append(where, "words @@ "+make+"('english', $1)")
		rank = "ts_rank(words, " + make + "('english', $1))"
	}
	if q.Issuer != "" {
		args = append(args, q.Issuer)
		where = append(where, fmt.Sprintf("issuer = $%d", len(args)))
	}
	if q.Year != 0 {
		args = append(args, q.Year*10000, q.Year*10000+9999)
		where = append(where, fmt.Sprintf("day BETWEEN $%d AND $%d", len(args)-1, len(args)))
	}
	if q.Newest {
		rank = "number"
	}
	of := " FROM release WHERE " + strings.Join(where, " AND ")
	read := func(statement string) error {
		rows, err := conn.Query(ctx, statement, args...)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			_ = rows.RawValues()
		}
		return rows.Err()
	}
	if err := read("SELECT number, title, text" + of + " ORDER BY " + rank + " DESC LIMIT 20"); err != nil {
		return 0, err
	}
	err = conn.QueryRow(ctx, "SELECT count(*)"+of, args...).Scan(&total)
	for _, by := range []string{"issuer", "day / 10000"} {
		if err == nil && q.Counts {
			err = read(fmt.Sprintf("SELECT %s, count(*)%s GROUP BY 1 ORDER BY 2 DESC LIMIT 20", by, of))
		}
	}
	return total, err
}
