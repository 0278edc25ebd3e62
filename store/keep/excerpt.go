package keep

import (
	"github.com/onrecord/onrecord"
)

// holdsWhole reports whether the newest version of a release is its whole
// text: an excerpt then says where it was found, and changes nothing.
func (b *batchSaver) holdsWhole(k known) (bool, error) {
	var r onrecord.Release
	err := query(b.conn, "SELECT head FROM version WHERE release = ? AND version = ?", func(stmt Stmt) error {
		return decodeHead(bytesOf(stmt, 0), &r)
	}, k.number, k.newest)
	return err == nil && !r.Excerpt, err
}

// found keeps that a release was found in a capture, and under which keys. The
// record's own facts are not kept, and are taken from it.
func (b *batchSaver) found(capture int64, r *onrecord.Record, k known) error {
	if err := b.keys(k.number, r.Keys); err != nil {
		return err
	}
	r.ID, r.Version, r.Facts = k.id, int(k.newest), onrecord.Facts{}
	return query(b.conn, "INSERT INTO place (capture, release, version) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", nil, capture, k.number, k.newest)
}
