package keep

import (
	"context"
	"fmt"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store"
)

// SaveSource implements store.Sources.
func (s *Store) SaveSource(ctx context.Context, src onrecord.Source) error {
	parsed, err := onrecord.ParseSource(src.Spec)
	switch {
	case err != nil:
		return err
	case parsed.Spec != src.Spec || parsed.Kind != src.Kind:
		return fmt.Errorf("%w: the source %.80q is not in the form %q", onrecord.ErrInvalid, src.Spec, parsed.Spec)
	case src.Every < onrecord.MinEvery || src.Every > onrecord.MaxEvery:
		return fmt.Errorf("%w: a source is looked at every %s to %s, not every %s", onrecord.ErrInvalid, onrecord.MinEvery, onrecord.MaxEvery, src.Every)
	}
	return s.wrap(ctx, "keep a source", s.write(ctx, func(conn Conn) error {
		return query(conn, `INSERT INTO source (spec, name, local, every, paused, added) VALUES (?, ?, ?, ?, ?, ?)
			ON CONFLICT (spec) DO UPDATE SET name = excluded.name, local = excluded.local, every = excluded.every, paused = excluded.paused`, nil,
			src.Spec, src.Name, src.Local, int64(src.Every/time.Second), src.Paused, micros(src.AddedAt))
	}))
}

// sourceNumber returns the number of a source that is followed.
func sourceNumber(conn Conn, spec string) (int64, error) {
	n, found, err := number(conn, "SELECT number FROM source WHERE spec = ?", spec)
	if err == nil && !found {
		err = fmt.Errorf("%w: the source %.200s is not followed", onrecord.ErrNotFound, spec)
	}
	return n, err
}

// RemoveSource implements store.Sources.
func (s *Store) RemoveSource(ctx context.Context, spec string) error {
	return s.wrap(ctx, "remove a source", s.write(ctx, func(conn Conn) error {
		n, err := sourceNumber(conn, spec)
		if err != nil {
			return err
		}
		const only = "number IN (SELECT item FROM listed WHERE source = ?) AND NOT EXISTS (SELECT 1 FROM listed WHERE item = item.number AND source <> ?)"
		for _, step := range []struct {
			text string
			args []any
		}{
			{"UPDATE item SET next = NULL WHERE " + only, []any{n, n}},
			{"DELETE FROM listed WHERE source = ?", []any{n}},
			{"DELETE FROM item WHERE visited = 0 AND NOT EXISTS (SELECT 1 FROM listed WHERE item = item.number)", nil},
			{"DELETE FROM source WHERE number = ?", []any{n}},
		} {
			if err := query(conn, step.text, nil, step.args...); err != nil {
				return err
			}
		}
		return nil
	}))
}

// SaveListing implements store.Sources.
func (s *Store) SaveListing(ctx context.Context, l store.Listing) error {
	return s.wrap(ctx, "keep a listing", s.write(ctx, func(conn Conn) error {
		source, err := sourceNumber(conn, l.Spec)
		if err != nil {
			return err
		}
		for _, it := range l.Items {
			if it.Location == "" || len(it.Location) > onrecord.MaxLocation {
				return fmt.Errorf("%w: a location of %d bytes: %.80q", onrecord.ErrInvalid, len(it.Location), it.Location)
			}
			if err := list(conn, source, it, l); err != nil {
				return err
			}
		}
		return query(conn, "UPDATE source SET cursor = ? WHERE number = ?", nil, l.Cursor, source)
	}))
}

// list keeps that a source listed a location, and says when to visit it.
func list(conn Conn, source int64, it onrecord.Listed, l store.Listing) error {
	next := any(nil)
	switch it.Visit {
	case onrecord.VisitNow:
		next = 0
	case onrecord.VisitLater:
		next = micros(l.Later)
	}
	if err := query(conn, "INSERT INTO item (location, title, next) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", nil, it.Location, it.Title, next); err != nil {
		return err
	}
	fresh := conn.Changes() > 0
	item, _, err := number(conn, "SELECT number FROM item WHERE location = ?", it.Location)
	if err != nil {
		return err
	}
	if err := query(conn, "INSERT INTO listed (source, item, mark, visit, at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", nil, source, item, it.Mark, string(it.Visit), micros(l.At)); err != nil {
		return err
	}
	if conn.Changes() > 0 {
		if fresh || it.Visit == onrecord.VisitNever {
			return nil
		}
		// Another source listed it before: only what is visited no more is woken.
		return query(conn, "UPDATE item SET next = ? WHERE number = ? AND next IS NULL", nil, next, item)
	}
	if err := query(conn, "UPDATE listed SET mark = ?, visit = ? WHERE source = ? AND item = ? AND mark <> ?", nil, it.Mark, string(it.Visit), source, item, it.Mark); err != nil {
		return err
	}
	if conn.Changes() == 0 {
		return nil
	}
	if err := query(conn, "UPDATE item SET title = ? WHERE number = ?", nil, it.Title, item); err != nil || it.Visit == onrecord.VisitNever {
		return err
	}
	return query(conn, "UPDATE item SET next = ?, failures = 0 WHERE number = ?", nil, next, item)
}

// SaveVisits implements store.Sources.
func (s *Store) SaveVisits(ctx context.Context, visits []store.Visit) error {
	return s.wrap(ctx, "keep visits", s.write(ctx, func(conn Conn) error {
		for _, v := range visits {
			err := query(conn, `UPDATE item SET visited = ?, status = ?, etag = ?, last_modified = ?, hash = ?, found = ?,
				unchanged = ?, failures = ?, withheld = ?, next = ? WHERE location = ?`, nil,
				micros(v.At), v.Status, v.ETag, v.LastModified, v.Hash, v.FoundAt, v.Unchanged, v.Failures, orNull(v.WithheldSince), orNull(v.Next), v.Location)
			if err != nil {
				return err
			}
			if v.Found() {
				if err := query(conn, "DELETE FROM problem WHERE location = ? AND stage = 'fetch'", nil, v.Location); err != nil {
					return err
				}
			}
		}
		return nil
	}))
}

// orNull is a time as it is kept where none is NULL.
func orNull(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return micros(t)
}

// SaveLook implements store.Sources.
func (s *Store) SaveLook(ctx context.Context, l store.Look) error {
	return s.wrap(ctx, "keep how a look ended", s.write(ctx, func(conn Conn) error {
		source, err := sourceNumber(conn, l.Spec)
		if err != nil {
			return err
		}
		return query(conn, `UPDATE source SET looked = ?1, next = ?2, fault = ?3, failures = CASE WHEN ?3 = '' THEN 0 ELSE failures + 1 END,
			succeeded = CASE WHEN ?3 = '' THEN ?1 ELSE succeeded END WHERE number = ?4`, nil, micros(l.At), micros(l.Next), l.Fault, source)
	}))
}

// Sources implements store.Sources.
func (s *Store) Sources(ctx context.Context) (out []store.SourceInfo, err error) {
	err = s.read(ctx, func(conn Conn) error {
		return query(conn, `SELECT spec, name, local, every, paused, added, cursor, looked, succeeded, next, failures, fault,
				(SELECT count(*) FROM listed WHERE listed.source = source.number),
				(SELECT count(*) FROM listed JOIN item ON item.number = listed.item
					WHERE listed.source = source.number AND item.hash = '' AND item.withheld IS NULL AND item.next IS NOT NULL AND listed.visit = 'now'),
				(SELECT count(*) FROM item JOIN listed ON listed.item = item.number
					WHERE item.withheld IS NOT NULL AND listed.source = source.number)
			FROM source ORDER BY added, spec`, func(stmt Stmt) error {
			src, err := onrecord.ParseSource(stmt.ColumnText(0))
			if err != nil {
				return fmt.Errorf("%w: a source: %v", onrecord.ErrDamaged, err)
			}
			src.Name, src.Local, src.Every = stmt.ColumnText(1), stmt.ColumnBool(2), time.Duration(stmt.ColumnInt64(3))*time.Second
			src.Paused, src.AddedAt = stmt.ColumnBool(4), timeOf(stmt.ColumnInt64(5))
			out = append(out, store.SourceInfo{
				Source: src, Cursor: stmt.ColumnText(6), LookedAt: timeOf(stmt.ColumnInt64(7)), SucceededAt: timeOf(stmt.ColumnInt64(8)),
				Next: timeOf(stmt.ColumnInt64(9)), Failures: stmt.ColumnInt(10), Fault: stmt.ColumnText(11),
				Listed: stmt.ColumnInt(12), Waiting: stmt.ColumnInt(13), Withheld: stmt.ColumnInt(14),
			})
			return nil
		})
	})
	return out, s.wrap(ctx, "list sources", err)
}

// Due implements store.Sources.
func (s *Store) Due(ctx context.Context, r store.DueRequest) (out []store.Item, err error) {
	if r.Limit < 1 || r.Limit > 1000 {
		return nil, fmt.Errorf("%w: a limit of %d items; it is 1 to 1,000", onrecord.ErrInvalid, r.Limit)
	}
	far := int64(1) << 62
	if r.Far > 0 {
		far = micros(r.By.Add(r.Far))
	}
	err = s.read(ctx, func(conn Conn) error {
		source, err := sourceNumber(conn, r.Spec)
		if err != nil {
			return err
		}
		// The order of the index; CROSS keeps the planner from gathering all that the source lists.
		const columns = `SELECT item.location, item.title, listed.mark, listed.visit, item.visited, item.status, item.etag, item.last_modified,
			item.hash, item.found, item.unchanged, item.failures, item.withheld, item.next
			FROM item CROSS JOIN listed ON listed.item = item.number AND listed.source = ?1 WHERE `
		text := columns + "item.next <= ?2 AND (item.visited = 0 OR ?4 = 0) AND (?5 = 0 OR item.visited < ?5) ORDER BY item.next, item.number LIMIT ?3"
		add := func(stmt Stmt) error {
			out = append(out, scanItem(stmt))
			return nil
		}
		if err := query(conn, text, add, source, micros(r.By), r.Limit, r.New, micros(r.SeenBefore)); err != nil || len(out) == r.Limit {
			return err
		}
		// When these were visited is what a wrong clock said, too.
		return query(conn, columns+"item.next > ?2 AND (item.visited = 0 OR ?4 = 0) ORDER BY item.next, item.number LIMIT ?3", add, source, far, r.Limit-len(out), r.New)
	})
	return out, s.wrap(ctx, "list what is due", err)
}

func scanItem(stmt Stmt) store.Item {
	return store.Item{
		Listed: onrecord.Listed{Location: stmt.ColumnText(0), Title: stmt.ColumnText(1), Mark: stmt.ColumnText(2), Visit: onrecord.VisitWhen(stmt.ColumnText(3))},
		Visit: store.Visit{
			Location: stmt.ColumnText(0), At: timeOf(stmt.ColumnInt64(4)), Status: stmt.ColumnInt(5), ETag: stmt.ColumnText(6), LastModified: stmt.ColumnText(7),
			Hash: stmt.ColumnText(8), FoundAt: stmt.ColumnText(9), Unchanged: stmt.ColumnInt(10), Failures: stmt.ColumnInt(11),
			WithheldSince: timeOf(stmt.ColumnInt64(12)), Next: timeOf(stmt.ColumnInt64(13)),
		},
	}
}

// Known implements store.Sources.
func (s *Store) Known(ctx context.Context, spec string, items []onrecord.Listed) (out []bool, err error) {
	err = s.read(ctx, func(conn Conn) error {
		source, err := sourceNumber(conn, spec)
		if err != nil {
			return err
		}
		out = make([]bool, len(items))
		for i, it := range items {
			_, out[i], err = number(conn, `SELECT 1 FROM item JOIN listed ON listed.item = item.number
				WHERE item.location = ? AND listed.source = ? AND listed.mark = ?`, it.Location, source, it.Mark)
			if err != nil {
				return err
			}
		}
		return nil
	})
	return out, s.wrap(ctx, "look for what is listed", err)
}

// Issued implements store.Sources.
func (s *Store) Issued(ctx context.Context, spec string, limit int) (out []onrecord.Date, err error) {
	if limit < 1 || limit > 1000 {
		return nil, fmt.Errorf("%w: a limit of %d days; it is 1 to 1,000", onrecord.ErrInvalid, limit)
	}
	err = s.read(ctx, func(conn Conn) error {
		source, err := sourceNumber(conn, spec)
		if err != nil {
			return err
		}
		src, err := onrecord.ParseSource(spec)
		if err != nil {
			return err
		}
		const held = " JOIN place ON place.capture = capture.number JOIN release ON release.number = place.release AND release.issued > 0 "
		return query(conn, `SELECT release.number, release.issued FROM listed JOIN item ON item.number = listed.item AND item.found <> ''
				JOIN capture ON capture.location = item.found`+held+`WHERE listed.source = ?1
			UNION SELECT release.number, release.issued FROM capture`+held+`WHERE capture.location = ?2
			ORDER BY 2 DESC, 1 LIMIT ?3`, func(stmt Stmt) error {
			out = append(out, onrecord.DateFromNumber(stmt.ColumnInt(1)))
			return nil
		}, source, src.Rest(), limit)
	})
	return out, s.wrap(ctx, "list days of issue", err)
}

// withheldOf is withheldSince for the newest versions of releases, of those alone that are withheld. Mostly nothing at all is,
// and where anything is what a release was captured from need not be looked up.
func withheldOf(conn Conn, ids []string) (map[string]time.Time, error) {
	_, some, err := number(conn, "SELECT 1 FROM item WHERE withheld IS NOT NULL LIMIT 1")
	if err != nil || !some {
		return nil, err
	}
	since := map[string]time.Time{}
	err = query(conn, `SELECT r.id, min(item.withheld) FROM json_each(?) j CROSS JOIN release r ON r.id = j.value
		JOIN place ON place.release = r.number AND place.version = r.newest JOIN capture ON capture.number = place.capture
		JOIN item ON item.found = capture.location AND item.withheld IS NOT NULL GROUP BY r.id`, func(stmt Stmt) error {
		since[stmt.ColumnText(0)] = timeOf(stmt.ColumnInt64(1))
		return nil
	}, jsonOf(ids))
	return since, err
}

// withheldSince returns since when nothing has been at a place that a version of a
// release was captured from: zero where something is, or where nobody looks.
func withheldSince(conn Conn, id string, version int) (time.Time, error) {
	n, _, err := number(conn, `SELECT min(item.withheld) FROM release JOIN place ON place.release = release.number AND place.version = ?2
		JOIN capture ON capture.number = place.capture JOIN item ON item.found = capture.location AND item.withheld IS NOT NULL
		WHERE release.id = ?1`, id, version)
	return timeOf(n), err
}
