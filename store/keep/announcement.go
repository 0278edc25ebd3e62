package keep

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store"
)

// SameAnnouncement implements store.Reader.
func (s *Store) SameAnnouncement(ctx context.Context, releaseID string) (out []store.Linked, err error) {
	err = s.read(ctx, func(conn Conn) error {
		k, err := loadKnown(conn, "id = ?", releaseID)
		if err != nil || k.number == 0 {
			return err
		}
		out, err = sameAnnouncement(conn, k.position)
		return err
	})
	return out, s.wrap(ctx, fmt.Sprintf("read what else announces release %.40q", releaseID), err)
}

// maxSame bounds how many releases of one announcement are listed.
const maxSame = 100

// sameAnnouncement walks the links from one release on.
func sameAnnouncement(conn Conn, position int64) ([]store.Linked, error) {
	var out []store.Linked
	reader := factReader{conn: conn}
	seen := map[int64]bool{position: true}
	for queue := []int64{position}; len(queue) > 0 && len(out) < maxSame; queue = queue[1:] {
		edges, err := announcementEdges(conn, queue[0])
		if err != nil {
			return nil, err
		}
		for _, e := range edges {
			a, err := reader.passage(e.a)
			if err != nil {
				return nil, err
			}
			b, err := reader.passage(e.b)
			if err != nil {
				return nil, err
			}
			other, at := b, positionOfFact(e.b)
			if at == queue[0] {
				other, at = a, positionOfFact(e.a)
			}
			if seen[at] || len(out) == maxSame {
				continue
			}
			seen[at] = true
			queue = append(queue, at)
			out = append(out, store.Linked{Link: onrecord.Link{Kind: onrecord.LinkSameAnnouncement, A: a.ID, B: b.ID, Why: e.why, Weight: e.weight}, Passage: other})
		}
	}
	slices.SortFunc(out, func(a, b store.Linked) int {
		return cmp.Or(a.Release.IssuedOn.Compare(b.Release.IssuedOn), cmp.Compare(a.Release.ID, b.Release.ID))
	})
	return out, nil
}

// announcementEdge is a link between two releases' texts.
type announcementEdge struct {
	a, b   int64
	why    string
	weight float64
}

// announcementEdges returns the links that start or end at the release at a
// position, in the order of their ends.
func announcementEdges(conn Conn, position int64) (out []announcementEdge, err error) {
	first, last := factRange(passageKind, position, position)
	err = query(conn, `SELECT a, b, why, weight FROM link WHERE a BETWEEN ?1 AND ?2 AND kind = ?3
		UNION SELECT a, b, why, weight FROM link WHERE b BETWEEN ?1 AND ?2 AND kind = ?3 ORDER BY a, b`, func(stmt Stmt) error {
		out = append(out, announcementEdge{stmt.ColumnInt64(0), stmt.ColumnInt64(1), stmt.ColumnText(2), stmt.ColumnFloat(3)})
		return nil
	}, first, last, string(onrecord.LinkSameAnnouncement))
	return out, err
}
