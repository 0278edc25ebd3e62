package keep

import (
	"slices"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/release"
)

// known is a release that is kept already, or the place for a new one: then
// number is 0.
type known struct {
	number, position, newest int64
	id                       string
}

// recognise finds the release that a record is of: the oldest that joins it by
// its keys or has its id.
func (b *batchSaver) recognise(r *onrecord.Record) (known, error) {
	var candidates []int64
	add := func(stmt Stmt) error {
		candidates = append(candidates, stmt.ColumnInt64(0))
		return nil
	}
	for _, key := range r.Keys {
		if releases, asked := b.withKey[key]; asked {
			candidates = append(candidates, releases...)
			continue
		}
		if err := query(b.conn, "SELECT release FROM release_key WHERE key = ?", add, key); err != nil {
			return known{}, err
		}
	}
	slices.Sort(candidates)
	for _, n := range slices.Compact(candidates) {
		var keys []string
		err := query(b.conn, "SELECT key FROM release_key WHERE release = ?", func(stmt Stmt) error {
			keys = append(keys, stmt.ColumnText(0))
			return nil
		}, n)
		if err != nil {
			return known{}, err
		}
		if release.Joins(keys, r.Keys) {
			return loadKnown(b.conn, "number = ?", n)
		}
	}
	id := r.ID
	if id == "" {
		id = onrecord.StableID("release", r.Title, r.Text)
	}
	if b.absent[id] {
		return known{id: id}, nil
	}
	k, err := loadKnown(b.conn, "id = ?", id)
	k.id = id
	return k, err
}

func loadKnown(conn Conn, where string, arg any) (k known, err error) {
	err = query(conn, "SELECT number, position, newest, id FROM release WHERE "+where, func(stmt Stmt) error {
		k = known{stmt.ColumnInt64(0), stmt.ColumnInt64(1), stmt.ColumnInt64(2), stmt.ColumnText(3)}
		return nil
	}, arg)
	return k, err
}

// work is one record on its way into the record.
type work struct {
	record           *onrecord.Record
	id               string
	release, version int64
	capture, at      int64
	made             *prepared
	facts            []byte // packed, with the ids they are kept under
	again            bool   // a version that was there is read anew
	first            bool   // it is the first of its release: nobody can have said anything of it
}

// earlier is a version that a release has already.
type earlier struct {
	version, at int64
	hash        [32]byte
	rules       string
}
