package sqlite

import (
	"bytes"
	"context"
	"fmt"

	"zombiezen.com/go/sqlite"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/link"
)

// links compares the members of every release that is linked with what its
// text gives, and every edge with what its two ends say.
func (c *checker) links(ctx context.Context) error {
	err := c.walk(ctx, "links", "SELECT count(*) FROM release", `SELECT r.number, v.version, v.at, v.head, v.body, v.facts, r.position
		FROM release r JOIN version v ON v.release = r.number AND v.version = r.newest WHERE r.number > ? ORDER BY r.number LIMIT ?`, func(conn *sqlite.Conn, stmt *sqlite.Stmt) error {
		r, err := unpackVersion(stmt)
		if err != nil {
			return nil // told of already
		}
		list := entries(&r.Facts)
		said, err := reviewsOf(conn, stmt.ColumnInt64(0))
		if err != nil {
			return err
		}
		r.Facts.ApplyReviews(r.Text, said)
		return c.linked(conn, r, list, stmt.ColumnInt64(6))
	})
	if err != nil {
		return err
	}
	return c.store.read(ctx, func(conn *sqlite.Conn) error {
		for table, text := range map[string]string{
			"member_key": "SELECT count(*) FROM member_key WHERE number NOT IN (SELECT number FROM member)",
			"link":       "SELECT count(*) FROM link WHERE a NOT IN (SELECT number FROM member) OR b NOT IN (SELECT number FROM member)",
		} {
			n, _, err := number(conn, text)
			if err != nil {
				return err
			}
			if n > 0 {
				c.fault(c.store.path, table, "%s holds %d entries of no member; run \"onrecord relink\"", table, n)
			}
		}
		return nil
	})
}

// linked looks at one release's members and the edges that start at them.
func (c *checker) linked(conn *sqlite.Conn, r *onrecord.Record, list []entry, position int64) error {
	if _, waits, err := number(conn, "SELECT position FROM unlinked WHERE position = ?", position); waits || err != nil {
		return err
	}
	g := graph{conn}
	for _, want := range numbered(&c.linker, r, list, position) {
		body, err := oneBlob(conn, "SELECT body FROM member WHERE number = ?", want.Number)
		if err != nil {
			return err
		}
		if made, _ := want.AppendBinary(nil); !bytes.Equal(body, made) {
			c.fault(r.ID, fmt.Sprintf("bytes %d to %d", want.Start, want.End), "what is linked is not what the text gives; run \"onrecord relink\"")
			return nil
		}
		edges, err := g.Edges(want.Number)
		if err != nil {
			return err
		}
		for _, e := range edges {
			if e.A != want.Number {
				continue
			}
			earlier, err := g.Member(e.B)
			if err != nil {
				return nil // told of below
			}
			if made, ok := link.Pair(earlier, &want.Member); !ok || made.Kind != e.Kind {
				c.fault(r.ID, fmt.Sprintf("bytes %d to %d", want.Start, want.End), "it is linked to %s, which today's rules do not; run \"onrecord relink\"", earlier.ID())
			}
		}
	}
	return nil
}
