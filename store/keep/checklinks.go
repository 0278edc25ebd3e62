package keep

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/link"
)

// links compares the members of every release that is linked with what its
// text gives, and every edge with what its two ends say. What was linked under other rules may be linked otherwise: of that
// nothing can be said until all links are made anew.
func (c *checker) links(ctx context.Context) error {
	if !c.report.Relink {
		if err := c.walkLinks(ctx); err != nil {
			return err
		}
	}
	return c.store.read(ctx, func(conn Conn) error {
		if err := c.keys(conn); err != nil {
			return err
		}
		return c.strayLinks(conn)
	})
}

// walkLinks looks at the links of every release.
func (c *checker) walkLinks(ctx context.Context) error {
	return c.walk(ctx, "links", "SELECT count(*) FROM release", `SELECT r.number, v.version, v.at, v.head, v.body, v.facts, r.position
		FROM release r JOIN version v ON v.release = r.number AND v.version = r.newest WHERE r.number > ? ORDER BY r.number LIMIT ?`, func(conn Conn, stmt Stmt) error {
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
}

// strayLinks looks for members and links of no release.
func (c *checker) strayLinks(conn Conn) error {
	for _, ask := range []struct{ table, text string }{
		{"member", fmt.Sprintf("SELECT count(*) FROM member m WHERE NOT EXISTS (SELECT 1 FROM release r WHERE r.position = m.pack & %d)", maxPosition)},
		{"link", fmt.Sprintf("SELECT count(*) FROM link WHERE NOT EXISTS (SELECT 1 FROM member WHERE pack = a >> %[1]d) OR NOT EXISTS (SELECT 1 FROM member WHERE pack = b >> %[1]d)", ordinalBits)},
	} {
		n, _, err := number(conn, ask.text)
		if err != nil {
			return err
		}
		if n > 0 {
			c.fault(c.store.engine.Address(), ask.table, "%s holds %d entries that do not belong to a release's members; run \"onrecord relink\"", ask.table, n)
		}
	}
	return nil
}

// linked looks at one release's members and the edges that start at them.
func (c *checker) linked(conn Conn, r *onrecord.Record, list []entry, position int64) error {
	if _, waits, err := number(conn, "SELECT position FROM unlinked WHERE position = ?", position); waits || err != nil {
		return err
	}
	members := numbered(&c.linker, r, list, position)
	same, err := c.kept(conn, members, position)
	if err != nil {
		return err
	}
	if !same {
		c.fault(r.ID, "its members", "what is linked is not what the text gives; run \"onrecord relink\"")
		return nil
	}
	g := newGraph(conn, nil)
	for i := range members {
		if err := c.edges(g, r, &members[i]); err != nil {
			return err
		}
	}
	return nil
}

// kept reports whether a release's members, and the keys that they hold, are kept as
// they are to be.
func (c *checker) kept(conn Conn, members []link.Numbered, position int64) (bool, error) {
	packs, at := packed(members)
	for _, kind := range memberKinds {
		n := packOf(factNumber(kind, position, 0))
		var want, have packedMembers
		err := query(conn, "SELECT keys, digest, body FROM member WHERE pack = ?", func(stmt Stmt) error {
			have = packedMembers{at: n, keys: stmt.ColumnInt(0), digest: stmt.ColumnInt64(1), body: bytesOf(stmt, 2)}
			return nil
		}, n)
		if err != nil {
			return false, err
		}
		if i := slices.Index(at, n); i >= 0 {
			want = packs[i].packed(n)
		}
		if have.at != want.at || have.keys != want.keys || have.digest != want.digest || !bytes.Equal(have.body, want.body) {
			return false, nil
		}
	}
	return true, nil
}

// edges holds the edges that start at a member against what it and their other ends say.
func (c *checker) edges(g *graph, r *onrecord.Record, m *link.Numbered) error {
	edges, err := g.Edges(m.Number)
	if err != nil {
		return err
	}
	for _, e := range edges {
		if e.A != m.Number {
			continue
		}
		earlier, err := g.Member(e.B)
		if errors.Is(err, onrecord.ErrDamaged) {
			c.fault(r.ID, fmt.Sprintf("bytes %d to %d", m.Start, m.End), "it is linked to what is not kept; run \"onrecord relink\"")
			continue
		}
		if err != nil {
			return err
		}
		if made, ok := link.Pair(earlier, &m.Member); !ok || made.Kind != e.Kind {
			c.fault(r.ID, fmt.Sprintf("bytes %d to %d", m.Start, m.End), "it is linked to %s, which today's rules do not; run \"onrecord relink\"", earlier.ID())
		}
	}
	return nil
}
