package keep

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/onrecord/onrecord/change"
)

// changes makes the changes of every release with several versions again and
// compares them with those that are kept.
func (c *checker) changes(ctx context.Context) error {
	return c.walk(ctx, "changes", "SELECT count(*) FROM (SELECT release FROM version GROUP BY release HAVING count(*) > 1) several",
		`SELECT r.number, r.id FROM release r JOIN version v ON v.release = r.number WHERE r.number > ?
		GROUP BY r.number HAVING count(*) > 1 ORDER BY r.number LIMIT ?`, func(conn Conn, stmt Stmt) error {
			return c.changesOf(conn, stmt.ColumnInt64(0), stmt.ColumnText(1))
		})
}

func (c *checker) changesOf(conn Conn, release int64, id string) error {
	follow, err := following(conn, release)
	if err != nil {
		return err
	}
	versions := versionCache{conn: conn, release: release, held: map[int64]change.Version{}}
	for _, p := range follow {
		want, differ, err := versions.compared(p)
		if err != nil {
			return nil // a version that cannot be unpacked is told of already
		}
		var body []byte
		err = query(conn, "SELECT body FROM change WHERE release = ? AND before = ? AND after = ? AND former = 0", func(stmt Stmt) (err error) {
			body, err = decompress(bytesOf(stmt, 0))
			return err
		}, release, p.before, p.after)
		place := fmt.Sprintf("versions %d and %d", p.before, p.after)
		made, _ := json.Marshal(&want)
		switch {
		case err != nil:
			c.fault(id, place, "what changed cannot be unpacked; run \"onrecord relink\"")
		case differ == (body == nil), body != nil && string(body) != string(made):
			c.fault(id, place, "what changed is not what the two versions say; run \"onrecord relink\"")
		default:
			c.report.Changes++
		}
	}
	return nil
}
