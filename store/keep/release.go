package keep

import (
	"cmp"
	"context"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store"
)

// loadFound reads one version of a release as the rules read it, whatever
// people said of it, and its number; where speaks of release r and version v. Whether it
// is still where it was found is not read: see withheldSince.
func loadFound(conn Conn, where string, args ...any) (r onrecord.Record, release int64, err error) {
	found := false
	err = query(conn, "SELECT "+foundColumns+", r.number FROM release r JOIN version v ON v.release = r.number WHERE "+where, func(stmt Stmt) error {
		found, release = true, stmt.ColumnInt64(5)
		return scanFound(stmt, &r)
	}, args...)
	if err == nil && !found {
		err = fmt.Errorf("%w: there is no such release", onrecord.ErrNotFound)
	}
	return r, release, err
}

// foundColumns are what scanFound reads first in a row: one version v of a release.
const foundColumns = "v.head, v.version, v.at, v.body, v.facts"

func scanFound(stmt Stmt, r *onrecord.Record) error {
	if err := scanHead(stmt, &r.Release); err != nil {
		return err
	}
	if err := decodeBody(bytesOf(stmt, 3), &r.Release); err != nil {
		return err
	}
	return decodeFacts(bytesOf(stmt, 4), r.Text, &r.Facts)
}

// Release implements store.Reader. Keys are not read back.
func (s *Store) Release(ctx context.Context, id string) (r onrecord.Record, err error) {
	err = s.read(ctx, func(conn Conn) error {
		k, err := loadKnown(conn, "id = ?", id)
		if err == nil && k.number == 0 {
			err = fmt.Errorf("%w: there is no such release", onrecord.ErrNotFound)
		}
		if err != nil {
			return err
		}
		remembered, err := s.recall(conn)
		if err != nil {
			return err
		}
		if r, err = remembered.release(conn, k.position); err == nil {
			r.WithheldSince, err = withheldSince(conn, r.ID, r.Version)
		}
		return err
	})
	return r, s.wrap(ctx, fmt.Sprintf("read release %.40q", id), err)
}

// Releases implements store.Reader.
func (s *Store) Releases(ctx context.Context, ids ...string) (out []onrecord.Record, err error) {
	err = s.read(ctx, func(conn Conn) error {
		remembered, err := s.recall(conn)
		if err != nil {
			return err
		}
		positions := map[string]int64{}
		err = query(conn, "SELECT r.id, r.position FROM json_each(?) j CROSS JOIN release r ON r.id = j.value", func(stmt Stmt) error {
			positions[stmt.ColumnText(0)] = stmt.ColumnInt64(1)
			return nil
		}, jsonOf(ids))
		if err == nil {
			err = remembered.readAhead(conn, slices.Sorted(maps.Values(positions)))
		}
		var since map[string]time.Time
		if err == nil {
			since, err = withheldOf(conn, ids)
		}
		out = make([]onrecord.Record, len(ids))
		for i := 0; i < len(ids) && err == nil; i++ {
			position, found := positions[ids[i]]
			if !found {
				return fmt.Errorf("%w: there is no such release as %.40q", onrecord.ErrNotFound, ids[i])
			}
			out[i], err = remembered.release(conn, position)
			out[i].WithheldSince = since[ids[i]]
		}
		return err
	})
	return out, s.wrap(ctx, "read releases", err)
}

// release reads the newest version of the release at a position, as the caller's own; whether it is still where it was found is
// not read.
func (r recall) release(conn Conn, position int64) (onrecord.Record, error) {
	kept, err := r.record(conn, position)
	out := kept.Record
	out.Blocks, out.Facts = slices.Clone(out.Blocks), ownFacts(out.Facts)
	inTextOrder(&out.Facts)
	return out, err
}

// ReleaseVersion implements store.Reader.
func (s *Store) ReleaseVersion(ctx context.Context, id string, version int) (r onrecord.Record, err error) {
	err = s.read(ctx, func(conn Conn) error {
		r, err = loadRecord(conn, "r.id = ? AND v.version = ?", id, version)
		return err
	})
	return r, s.wrap(ctx, fmt.Sprintf("read version %d of release %.40q", version, id), err)
}

// Versions implements store.Reader: by the time of capture, latest first.
func (s *Store) Versions(ctx context.Context, id string) (out []store.VersionInfo, err error) {
	err = s.read(ctx, func(conn Conn) error {
		err := query(conn, `SELECT v.head, v.version, v.at, v.hash FROM release r JOIN version v ON v.release = r.number
			WHERE r.id = ? ORDER BY v.at DESC, v.version DESC`, func(stmt Stmt) error {
			var r onrecord.Release
			if err := scanHead(stmt, &r); err != nil {
				return err
			}
			out = append(out, store.VersionInfo{Version: r.Version, Title: r.Title, TextHash: hex.EncodeToString(bytesOf(stmt, 3)), CapturedAt: r.CapturedAt, Source: r.Source})
			return nil
		}, id)
		if err == nil && len(out) == 0 {
			err = fmt.Errorf("%w: there is no such release", onrecord.ErrNotFound)
		}
		return err
	})
	return out, s.wrap(ctx, fmt.Sprintf("read the versions of release %.40q", id), err)
}

// Places implements store.Reader.
func (s *Store) Places(ctx context.Context, id string) (out []onrecord.Place, err error) {
	err = s.read(ctx, func(conn Conn) error {
		err := query(conn, `SELECT c.kind, c.location, b.hash, c.at, p.version,
				(SELECT min(withheld) FROM item WHERE item.found = c.location AND item.withheld IS NOT NULL) FROM release r
			JOIN place p ON p.release = r.number JOIN capture c ON c.number = p.capture JOIN blob b ON b.number = c.blob
			WHERE r.id = ? ORDER BY c.at, c.number, p.version`, func(stmt Stmt) error {
			out = append(out, onrecord.Place{
				Source:  onrecord.SourceRef{Kind: onrecord.SourceKind(stmt.ColumnText(0)), Location: stmt.ColumnText(1), SHA256: stmt.ColumnText(2)},
				At:      timeOf(stmt.ColumnInt64(3)),
				Version: stmt.ColumnInt(4), WithheldSince: timeOf(stmt.ColumnInt64(5)),
			})
			return nil
		}, id)
		if err == nil && len(out) == 0 {
			err = fmt.Errorf("%w: there is no such release", onrecord.ErrNotFound)
		}
		return err
	})
	return out, s.wrap(ctx, fmt.Sprintf("read the places of release %.40q", id), err)
}

// Capture implements store.Reader.
func (s *Store) Capture(ctx context.Context, hash string) (c onrecord.Capture, err error) {
	err = s.read(ctx, func(conn Conn) error {
		err := query(conn, `SELECT b.hash, b.compression, b.body, c.location, c.media_type, c.at FROM blob b
			JOIN capture c ON c.blob = b.number WHERE b.hash = ? ORDER BY c.number LIMIT 1`, func(stmt Stmt) error {
			body, err := blobBody(stmt.ColumnText(1), bytesOf(stmt, 2))
			c = onrecord.Capture{Hash: stmt.ColumnText(0), Body: body, Location: stmt.ColumnText(3), MediaType: stmt.ColumnText(4), At: timeOf(stmt.ColumnInt64(5))}
			return err
		}, hash)
		if err == nil && c.Hash == "" {
			err = fmt.Errorf("%w: there is no such capture", onrecord.ErrNotFound)
		}
		return err
	})
	return c, s.wrap(ctx, fmt.Sprintf("read capture %.64q", hash), err)
}

func blobBody(compression string, body []byte) ([]byte, error) {
	switch compression {
	case "none":
		return body, nil
	case "zstd":
		return decompress(body)
	}
	return nil, fmt.Errorf("%w: a capture compressed as %q", onrecord.ErrUnsupported, compression)
}

// Overview implements store.Reader.
func (s *Store) Overview(ctx context.Context) (o store.Overview, err error) {
	err = s.read(ctx, func(conn Conn) error {
		remembered, err := s.recall(conn)
		if err != nil {
			return err
		}
		o, err = counted(remembered, "overview", func() (store.Overview, error) { return overview(conn, remembered) })
		o.Facts, o.Reviewed = maps.Clone(o.Facts), maps.Clone(o.Reviewed)
		return err
	})
	return o, s.wrap(ctx, "count the record", err)
}

func overview(conn Conn, remembered recall) (o store.Overview, err error) {
	for _, c := range []struct {
		into  *int
		table string
	}{{&o.Releases, "release"}, {&o.Versions, "version"}, {&o.Captures, "capture"}} {
		if *c.into, err = remembered.rows(conn, c.table); err != nil {
			return o, err
		}
	}
	for _, c := range []struct {
		into *int
		text string
	}{{&o.Problems, "SELECT count(*) FROM problem"}, {&o.Unlinked, "SELECT count(*) FROM unlinked"}} {
		n, _, err := number(conn, c.text)
		if err != nil {
			return o, err
		}
		*c.into = int(n)
	}
	o.Facts = map[onrecord.FactKind]int{}
	err = query(conn, "SELECT name, value FROM counter WHERE name IN ('quote', 'date', 'figure', 'commitment', 'name', 'relation') AND value > 0", func(stmt Stmt) error {
		o.Facts[onrecord.FactKind(stmt.ColumnText(0))] = stmt.ColumnInt(1)
		return nil
	})
	if err == nil {
		err = countReviews(conn, &o)
	}
	if err != nil {
		return o, err
	}
	err = query(conn, `SELECT (SELECT min(position) FROM release WHERE position >= ?), (SELECT max(position) FROM release WHERE position >= ?)`, func(stmt Stmt) error {
		o.First, o.Last = dayOf(dayOfPosition(stmt.ColumnInt64(0))), dayOf(dayOfPosition(stmt.ColumnInt64(1)))
		return nil
	}, firstOf(1), firstOf(1))
	return o, err
}

// Origins implements store.Reader.
func (s *Store) Origins(ctx context.Context) (out []store.Origin, err error) {
	err = s.read(ctx, func(conn Conn) error {
		remembered, err := s.recall(conn)
		if err == nil {
			out, err = counted(remembered, "origins", func() ([]store.Origin, error) { return origins(conn) })
		}
		return err
	})
	return slices.Clone(out), s.wrap(ctx, "list origins", err)
}

// origins counts each release once in every origin. Most were found in one place, so that places
// are counted, and what that counts again is taken off.
func origins(conn Conn) (out []store.Origin, err error) {
	type root struct{ kind, name string }
	at := map[root]int{}
	err = query(conn, `SELECT c.kind, c.root, count(*), CAST(sum((SELECT count(*) FROM place p WHERE p.capture = c.number)) AS BIGINT), min(c.at), max(c.at),
				(SELECT count(*) FROM problem WHERE problem.root = c.root)
			FROM capture c GROUP BY c.kind, c.root`, func(stmt Stmt) error {
		at[root{stmt.ColumnText(0), stmt.ColumnText(1)}] = len(out)
		out = append(out, store.Origin{
			Kind: onrecord.SourceKind(stmt.ColumnText(0)), Root: stmt.ColumnText(1), Captures: stmt.ColumnInt(2), Releases: stmt.ColumnInt(3),
			First: timeOf(stmt.ColumnInt64(4)), Last: timeOf(stmt.ColumnInt64(5)), Problems: stmt.ColumnInt(6),
		})
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = query(conn, `SELECT c.kind, c.root, count(*) FROM (SELECT release FROM place GROUP BY release HAVING count(*) > 1) m
			JOIN place p ON p.release = m.release JOIN capture c ON c.number = p.capture GROUP BY m.release, c.kind, c.root HAVING count(*) > 1`, func(stmt Stmt) error {
		out[at[root{stmt.ColumnText(0), stmt.ColumnText(1)}]].Releases -= stmt.ColumnInt(2) - 1
		return nil
	})
	slices.SortFunc(out, func(a, b store.Origin) int {
		return cmp.Or(b.Releases-a.Releases, cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Root, b.Root))
	})
	return out, err
}

// Coverage implements store.Reader.
func (s *Store) Coverage(ctx context.Context, year int) (out []store.Coverage, err error) {
	first, known := onrecord.ValidDate(year, time.January, 1)
	if !known {
		return nil, fmt.Errorf("count the releases of a year: %w: there is no year %d", onrecord.ErrInvalid, year)
	}
	last := onrecord.NewDate(year, time.December, 31)
	err = s.read(ctx, func(conn Conn) error {
		remembered, err := s.recall(conn)
		if err == nil {
			out, err = counted(remembered, fmt.Sprint("coverage ", year), func() ([]store.Coverage, error) {
				return coverage(conn, firstOf(dayNumber(first)), lastOf(dayNumber(last)))
			})
		}
		return err
	})
	return slices.Clone(out), s.wrap(ctx, "count the releases of a year", err)
}

// coverage counts the releases from one position to another by origin and month.
func coverage(conn Conn, first, last int64) (out []store.Coverage, err error) {
	err = query(conn, `SELECT c.kind, c.root, r.issued / 100 % 100 AS month, count(DISTINCT r.number)
			FROM release r JOIN place p ON p.release = r.number JOIN capture c ON c.number = p.capture
			WHERE r.position BETWEEN ? AND ? GROUP BY c.kind, c.root, month ORDER BY c.kind, c.root`, func(stmt Stmt) error {
		kind, root := onrecord.SourceKind(stmt.ColumnText(0)), stmt.ColumnText(1)
		if n := len(out); n == 0 || out[n-1].Kind != kind || out[n-1].Root != root {
			out = append(out, store.Coverage{Kind: kind, Root: root})
		}
		out[len(out)-1].Months[stmt.ColumnInt(2)-1] = stmt.ColumnInt(3)
		return nil
	}, first, last)
	return out, err
}
