package sqlite

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"zombiezen.com/go/sqlite"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/search"
	"github.com/onrecord/onrecord/store"
)

// maxMentions bounds what a name's page lists.
const maxMentions = 200

// Names implements store.Reader.
func (s *Store) Names(ctx context.Context, r store.NameRequest) (page store.NamePage, err error) {
	err = s.read(ctx, func(conn *sqlite.Conn) error {
		page, err = listNames(conn, r)
		return err
	})
	return page, wrap(ctx, "list names", err)
}

func listNames(conn *sqlite.Conn, r store.NameRequest) (page store.NamePage, err error) {
	limit, err := limitOf(r.Limit, 50)
	if err != nil {
		return page, err
	}
	where, args := "releases > 0 AND kind = ?", []any{string(r.Kind)}
	if r.Kind == "" {
		where, args = "releases > 0 AND kind NOT IN ('person', 'place')", nil
	}
	if terms := search.Analyze(r.Text); len(terms) > 0 {
		words := make([]string, len(terms))
		for i, t := range terms {
			words[i] = quoted(t.Folded) + " *"
		}
		where += " AND number IN (SELECT name FROM name_form WHERE releases > 0 AND number IN (SELECT rowid FROM name_index WHERE name_index MATCH ?))"
		args = append(args, strings.Join(words, " AND "))
	}
	total, _, err := number(conn, "SELECT count(*) FROM name WHERE "+where, args...)
	if err != nil {
		return page, err
	}
	page.Total = int(total)
	if r.Cursor != "" {
		var releases, after int64
		if n, err := fmt.Sscanf(r.Cursor, "m%d.%d", &releases, &after); n != 2 || err != nil {
			return page, fmt.Errorf("%w: %.40q is no cursor of this list", onrecord.ErrInvalid, r.Cursor)
		}
		where += " AND (releases, number) < (?, ?)"
		args = append(args, releases, after)
	}
	var numbers []int64
	err = query(conn, "SELECT number, id, kind, releases FROM name WHERE "+where+" ORDER BY releases DESC, number DESC LIMIT ?", func(stmt *sqlite.Stmt) error {
		if len(page.Names) == limit {
			page.Next = fmt.Sprintf("m%d.%d", page.Names[limit-1].Releases, numbers[limit-1])
			return nil
		}
		page.Names = append(page.Names, scanName(stmt))
		numbers = append(numbers, stmt.ColumnInt64(0))
		return nil
	}, append(args, limit+1)...)
	for i := 0; i < len(page.Names) && err == nil; i++ {
		if err = fillName(conn, numbers[i], &page.Names[i]); err == nil && page.Names[i].Kind == onrecord.NamePerson {
			page.Names[i].Posts, err = posts(conn, numbers[i])
		}
	}
	return page, err
}

// scanName reads a row of number, id, kind and releases.
func scanName(stmt *sqlite.Stmt) store.Named {
	return store.Named{ID: idText(stmt.ColumnInt64(1)), Kind: onrecord.NameKind(stmt.ColumnText(2)), Releases: stmt.ColumnInt(3)}
}

// fillName adds a name's forms and its first and last days. Of forms printed
// equally often the longer stands first.
func fillName(conn *sqlite.Conn, number int64, n *store.Named) error {
	err := query(conn, "SELECT form FROM name_form WHERE name = ? AND releases > 0 ORDER BY releases DESC, length(form) DESC, form", func(stmt *sqlite.Stmt) error {
		if n.Text == "" {
			n.Text = stmt.ColumnText(0)
		} else {
			n.Aliases = append(n.Aliases, stmt.ColumnText(0))
		}
		return nil
	}, number)
	if err != nil {
		return err
	}
	for _, end := range []struct {
		day   *onrecord.Date
		order string
	}{{&n.First, "ASC"}, {&n.Last, "DESC"}} {
		position, _, err := mentionAt(conn, number, end.order)
		if err != nil {
			return err
		}
		*end.day = dayOf(dayOfPosition(position))
	}
	return nil
}

// mentionAt returns the first or last position of a dated release that names it.
func mentionAt(conn *sqlite.Conn, name int64, order string) (int64, bool, error) {
	return number(conn, "SELECT rowid FROM form_index WHERE form_index MATCH ? AND rowid >= ? ORDER BY rowid "+order+" LIMIT 1", quoted(nameToken(name)), firstOf(1))
}

// Name implements store.Reader. Relations are at most 200, the newest.
func (s *Store) Name(ctx context.Context, id string) (n store.Named, err error) {
	err = s.read(ctx, func(conn *sqlite.Conn) error {
		n, err = loadName(conn, id)
		return err
	})
	return n, wrap(ctx, fmt.Sprintf("read name %.40q", id), err)
}

func loadName(conn *sqlite.Conn, id string) (n store.Named, err error) {
	key, ok := idNumber(id)
	row := int64(0)
	err = query(conn, "SELECT number, id, kind, releases FROM name WHERE id = ? AND releases > 0", func(stmt *sqlite.Stmt) error {
		row, n = stmt.ColumnInt64(0), scanName(stmt)
		return nil
	}, key)
	if err == nil && (!ok || row == 0) {
		err = fmt.Errorf("%w: nothing of that id is named", onrecord.ErrNotFound)
	}
	if err != nil {
		return n, err
	}
	if err := fillName(conn, row, &n); err != nil {
		return n, err
	}
	if n.Posts, err = posts(conn, row); err != nil {
		return n, err
	}
	if n.Relations, err = relationsOf(conn, row); err != nil {
		return n, err
	}
	var positions []int64
	err = query(conn, "SELECT rowid FROM form_index WHERE form_index MATCH ? ORDER BY rowid DESC LIMIT ?", func(stmt *sqlite.Stmt) error {
		positions = append(positions, stmt.ColumnInt64(0))
		return nil
	}, quoted(nameToken(row)), maxMentions)
	for i := 0; i < len(positions) && err == nil; i++ {
		var r onrecord.Release
		if r, err = loadHead(conn, positions[i]); err == nil {
			n.Mentions = append(n.Mentions, r)
		}
	}
	return n, err
}

// posts gathers the posts printed of a person, by the day each was first seen.
func posts(conn *sqlite.Conn, name int64) ([]store.Post, error) {
	var out []store.Post
	at := map[string]int{}
	err := query(conn, "SELECT position, roles FROM person_role WHERE name = ? ORDER BY position", func(stmt *sqlite.Stmt) error {
		var roles []string
		if err := json.Unmarshal([]byte(stmt.ColumnText(1)), &roles); err != nil {
			return fmt.Errorf("%w: the posts of a name: %v", onrecord.ErrDamaged, err)
		}
		day := dayOf(dayOfPosition(stmt.ColumnInt64(0)))
		for _, role := range roles {
			i, ok := at[role]
			if !ok {
				i = len(out)
				at[role] = i
				out = append(out, store.Post{Role: role, First: day})
			}
			if out[i].First.IsZero() {
				out[i].First = day
			}
			out[i].Last = day
			out[i].Releases++
		}
		return nil
	}, name)
	slices.SortStableFunc(out, func(a, b store.Post) int { return a.First.Compare(b.First) })
	return out, err
}

func relationsOf(conn *sqlite.Conn, name int64) ([]store.Fact, error) {
	q := factQuery{match: quoted(relationToken(name)), kind: slices.Index(onrecord.FactKinds, onrecord.KindRelation)}
	if err := q.order(store.FactNewest, ""); err != nil {
		return nil, err
	}
	numbers, _, err := q.numbers(conn, maxMentions)
	if err != nil {
		return nil, err
	}
	var out []store.Fact
	reader := factReader{conn: conn}
	for _, n := range numbers {
		f, err := reader.fact(n)
		if err != nil {
			return nil, err
		}
		out = append(out, f)
	}
	return out, nil
}
