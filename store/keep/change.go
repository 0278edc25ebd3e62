package keep

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/change"
)

// pair is two versions of a release that follow each other.
type pair struct{ before, after int64 }

// anyVersion stands for all versions of a release.
const anyVersion = 0

// changed makes the changes of a release anew as far as a version that was
// added or read anew has part in them. Pairs that no longer follow each other
// become former ones.
func changed(conn Conn, release, version int64) error {
	follow, err := following(conn, release)
	if err != nil {
		return err
	}
	held, err := heldPairs(conn, release)
	if err != nil {
		return err
	}
	all := slices.Clone(follow)
	for p := range held {
		if !slices.Contains(follow, p) {
			all = append(all, p)
		}
	}
	versions := versionCache{conn: conn, release: release, held: map[int64]change.Version{}}
	for _, p := range all {
		former := !slices.Contains(follow, p)
		was, there := held[p]
		if there && was == former && version != anyVersion && p.before != version && p.after != version {
			continue
		}
		c, kept, err := keepChange(&versions, p, former)
		if err == nil && kept && !there && !former && version != anyVersion {
			err = happened(conn, c.ReleaseID, c.ID)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// following returns the versions that follow each other in the order of capture.
func following(conn Conn, release int64) (out []pair, err error) {
	last := int64(0)
	err = query(conn, "SELECT version FROM version WHERE release = ? ORDER BY at, version", func(stmt Stmt) error {
		v := stmt.ColumnInt64(0)
		if last != 0 {
			out = append(out, pair{last, v})
		}
		last = v
		return nil
	}, release)
	return out, err
}

// heldPairs returns the pairs whose change is kept, and which are former ones.
func heldPairs(conn Conn, release int64) (map[pair]bool, error) {
	out := map[pair]bool{}
	err := query(conn, "SELECT before, after, former FROM change WHERE release = ?", func(stmt Stmt) error {
		out[pair{stmt.ColumnInt64(0), stmt.ColumnInt64(1)}] = stmt.ColumnBool(2)
		return nil
	}, release)
	return out, err
}

// versionCache reads each version of a release once.
type versionCache struct {
	conn    Conn
	release int64
	held    map[int64]change.Version
}

func (c *versionCache) version(n int64) (change.Version, error) {
	if v, ok := c.held[n]; ok {
		return v, nil
	}
	r, _, err := loadFound(c.conn, "r.number = ? AND v.version = ?", c.release, n) // as read: what people review is no edit of the page
	v := change.Version{Record: r}
	if err != nil {
		return v, err
	}
	err = query(c.conn, `SELECT c.location, c.at FROM place p JOIN capture c ON c.number = p.capture
		WHERE p.release = ? AND p.version = ? ORDER BY c.at, c.number`, func(stmt Stmt) error {
		v.Places = append(v.Places, onrecord.Place{Source: onrecord.SourceRef{Location: stmt.ColumnText(0)}, At: timeOf(stmt.ColumnInt64(1)), Version: int(n)})
		return nil
	}, c.release, n)
	c.held[n] = v
	return v, err
}

// compared returns the change between two versions, and false where they
// differ in nothing that a reader of the page could see.
func (c *versionCache) compared(p pair) (out onrecord.Change, differ bool, err error) {
	before, err := c.version(p.before)
	if err != nil {
		return out, false, err
	}
	after, err := c.version(p.after)
	if err != nil {
		return out, false, err
	}
	out = change.Of(before, after)
	return out, change.Differ(out), nil
}

// keepChange keeps the change of a pair, or drops it where the two no longer differ.
func keepChange(versions *versionCache, p pair, former bool) (c onrecord.Change, kept bool, err error) {
	conn := versions.conn
	c, differ, err := versions.compared(p)
	if err != nil {
		return c, false, err
	}
	if err := dropChange(conn, versions.release, p); err != nil || !differ {
		return c, false, err
	}
	id, _ := idNumber(c.ID)
	body, err := json.Marshal(&c)
	if err != nil {
		return c, false, err
	}
	kept64, _, err := number(conn, `INSERT INTO change (id, release, before, after, at, declaration, rank, score, former, body)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING number`,
		id, versions.release, p.before, p.after, micros(c.CapturedAt), string(c.Declaration), string(c.Rank), c.Score, former, compress(body))
	if err != nil {
		return c, false, err
	}
	return c, true, markChange(conn, kept64, &c, versions.held[p.before], versions.held[p.after])
}

func dropChange(conn Conn, release int64, p pair) error {
	n, found, err := number(conn, "SELECT number FROM change WHERE release = ? AND before = ? AND after = ?", release, p.before, p.after)
	if err != nil || !found {
		return err
	}
	if err := query(conn, "DELETE FROM change_mark WHERE change = ?", nil, n); err != nil {
		return err
	}
	return query(conn, "DELETE FROM change WHERE number = ?", nil, n)
}

// The fields of a change's marks.
const (
	markIssuer = "issuer"
	markRoot   = "root"
	markKind   = "kind"
)

func markChange(conn Conn, number int64, c *onrecord.Change, before, after change.Version) error {
	mark := func(field, value string) error {
		return query(conn, "INSERT INTO change_mark (field, value, change) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", nil, field, value, number)
	}
	for _, issuer := range slices.Concat(before.IssuedBy, after.IssuedBy) {
		if err := mark(markIssuer, issuer); err != nil {
			return err
		}
	}
	for _, kind := range change.Touched(*c) {
		if err := mark(markKind, string(kind)); err != nil {
			return err
		}
	}
	return mark(markRoot, rootOf(after.Source.Location))
}

// changeAll makes all changes anew.
func changeAll(conn Conn) error {
	for _, statement := range []string{"DELETE FROM change_mark WHERE change IN (SELECT number FROM change WHERE former = 0)", "DELETE FROM change WHERE former = 0"} {
		if err := query(conn, statement, nil); err != nil {
			return err
		}
	}
	var releases []int64
	err := query(conn, "SELECT release FROM version GROUP BY release HAVING count(*) > 1", func(stmt Stmt) error {
		releases = append(releases, stmt.ColumnInt64(0))
		return nil
	})
	for _, release := range releases {
		if err == nil {
			err = changed(conn, release, anyVersion)
		}
	}
	return err
}

func decodeChange(body []byte, c *onrecord.Change) error {
	b, err := decompress(body)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(b, c); err != nil {
		return fmt.Errorf("%w: a change: %v", onrecord.ErrDamaged, err)
	}
	return nil
}
