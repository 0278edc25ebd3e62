package keep

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store"
)

// changeColumns are what a change is read from: scanChange.
const changeColumns = `v.head, v.version, v.at, c.body, c.former, c.id, c.at, c.score FROM change c
	JOIN release r ON r.number = c.release JOIN version v ON v.release = r.number AND v.version = r.newest`

func scanChange(stmt Stmt) (c store.Change, err error) {
	if err := scanHead(stmt, &c.Release); err != nil {
		return c, err
	}
	c.Former = stmt.ColumnBool(4)
	return c, decodeChange(bytesOf(stmt, 3), &c.Change)
}

// Change implements store.Reader.
func (s *Store) Change(ctx context.Context, id string) (c store.Change, err error) {
	err = s.read(ctx, func(conn Conn) error {
		found := false
		key, ok := idNumber(id)
		if ok {
			err := query(conn, "SELECT "+changeColumns+" WHERE c.id = ?", func(stmt Stmt) (err error) {
				found = true
				c, err = scanChange(stmt)
				return err
			}, key)
			if err != nil {
				return err
			}
		}
		if !found {
			return fmt.Errorf("%w: there is no such change", onrecord.ErrNotFound)
		}
		return nil
	})
	return c, s.wrap(ctx, fmt.Sprintf("read change %.40q", id), err)
}

// Changes implements store.Reader.
func (s *Store) Changes(ctx context.Context, r store.ChangeRequest) (page store.ChangePage, err error) {
	err = s.read(ctx, func(conn Conn) error {
		page, err = listChanges(conn, r)
		return err
	})
	return page, s.wrap(ctx, "list changes", err)
}

func listChanges(conn Conn, r store.ChangeRequest) (page store.ChangePage, err error) {
	limit, err := limitOf(r.Limit, 20)
	if err != nil {
		return page, err
	}
	where, args, err := changeFilter(r)
	if err != nil {
		return page, err
	}
	total, _, err := number(conn, "SELECT count(*) FROM change c WHERE "+where, args...)
	if err != nil {
		return page, err
	}
	page.Total = int(total)
	var score, at, id int64
	order, mark := "c.at DESC, c.id DESC", markChanges
	if r.Order == store.ChangesRank {
		order, mark = "c.score DESC, "+order, markChangesBy
	}
	if r.Cursor != "" {
		if err := readCursor(r.Cursor, mark, &score, &at, &id); err != nil {
			return page, err
		}
		if r.Order == store.ChangesRank {
			where, args = where+" AND (c.score, c.at, c.id) < (?, ?, ?)", append(args, score, at, id)
		} else {
			where, args = where+" AND (c.at, c.id) < (?, ?)", append(args, at, id)
		}
	}
	last := ""
	err = query(conn, "SELECT "+changeColumns+" WHERE "+where+" ORDER BY "+order+" LIMIT ?", func(stmt Stmt) error {
		if len(page.Changes) == limit {
			page.Next = last
			return nil
		}
		c, err := scanChange(stmt)
		page.Changes = append(page.Changes, c)
		last = writeCursor(mark, stmt.ColumnInt64(7), stmt.ColumnInt64(6), stmt.ColumnInt64(5))
		return err
	}, append(args, limit+1)...)
	return page, err
}

// changeFilter is what a request restricts, as SQL over change c.
func changeFilter(r store.ChangeRequest) (where string, args []any, err error) {
	clauses := []string{"c.former = 0"}
	add := func(clause string, values ...any) { clauses, args = append(clauses, clause), append(args, values...) }
	for _, is := range []struct {
		known bool
		what  string
	}{
		{r.Declaration == "" || slices.Contains(onrecord.Declarations, r.Declaration), "declaration"},
		{r.Rank == "" || slices.Contains(onrecord.Ranks, r.Rank), "rank"},
		{r.Kind == "" || slices.Contains(onrecord.FactKinds, r.Kind), "kind of fact"},
		{r.Order == "" || r.Order == store.ChangesNewest || r.Order == store.ChangesRank, "order"},
	} {
		if !is.known {
			return "", nil, fmt.Errorf("%w: there is no such %s of changes", onrecord.ErrInvalid, is.what)
		}
	}
	for _, mark := range []struct{ field, value string }{{markIssuer, r.Issuer}, {markRoot, r.Root}, {markKind, string(r.Kind)}} {
		if mark.value != "" {
			add("c.number IN (SELECT change FROM change_mark WHERE field = ? AND value = ?)", mark.field, mark.value)
		}
	}
	if r.Release != "" {
		add("c.release = (SELECT number FROM release WHERE id = ?)", r.Release)
	}
	if r.Declaration != "" {
		add("c.declaration = ?", string(r.Declaration))
	}
	if r.Rank != "" {
		add("c.rank = ?", string(r.Rank))
	}
	if !r.From.IsZero() {
		add("c.at >= ?", micros(r.From.Time()))
	}
	if !r.To.IsZero() {
		add("c.at < ?", micros(r.To.Time().Add(24*time.Hour)))
	}
	return strings.Join(clauses, " AND "), args, nil
}
