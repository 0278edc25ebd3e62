package keep

import (
	"context"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/link"
	"github.com/onrecord/onrecord/store"
)

// linkPage is how many links are read in one transaction.
const linkPage = 200

// AllLinks implements store.Reader.
func (s *Store) AllLinks(ctx context.Context, yield func(store.Joined) error) error {
	var after link.Edge
	for first := true; ; first = false {
		page, last, err := s.linksAfter(ctx, after, first)
		if err != nil {
			return s.wrap(ctx, "read links", err)
		}
		for _, j := range page {
			if err := yield(j); err != nil {
				return err
			}
		}
		if len(page) < linkPage {
			return nil
		}
		after = last
	}
}

// linksAfter reads the links that follow one in the order of their ends.
func (s *Store) linksAfter(ctx context.Context, after link.Edge, first bool) (page []store.Joined, last link.Edge, err error) {
	err = s.read(ctx, func(conn Conn) error {
		page = page[:0]
		var edges []link.Edge
		where, args := "WHERE (a, b, kind) > (?, ?, ?)", []any{after.A, after.B, string(after.Kind)}
		if first {
			where, args = "", nil
		}
		err := query(conn, "SELECT a, b, kind, why, weight FROM link "+where+" ORDER BY a, b, kind LIMIT ?", func(stmt Stmt) error {
			edges = append(edges, link.Edge{A: stmt.ColumnInt64(0), B: stmt.ColumnInt64(1), Kind: onrecord.LinkKind(stmt.ColumnText(2)), Why: stmt.ColumnText(3), Weight: stmt.ColumnFloat(4)})
			return nil
		}, append(args, linkPage)...)
		if err != nil {
			return err
		}
		reader := factReader{conn: conn}
		for _, e := range edges {
			a, err := reader.passage(e.A)
			if err != nil {
				return err
			}
			b, err := reader.passage(e.B)
			if err != nil {
				return err
			}
			page = append(page, store.Joined{Link: onrecord.Link{Kind: e.Kind, A: a.ID, B: b.ID, Why: e.Why, Weight: e.Weight}, A: a, B: b})
			last = e
		}
		return nil
	})
	return page, last, err
}
