package keep

import (
	"slices"

	"github.com/onrecord/onrecord/store"
)

// version decides what the record is to its release, and keeps what is new.
func (b *batchSaver) version(w *work, k known) (store.State, error) {
	if k.number == 0 {
		return store.New, b.newRelease(w)
	}
	versions, err := b.versions(w.release)
	if err != nil {
		return 0, err
	}
	newest := versions[0]
	for _, v := range versions {
		if v.version == k.newest {
			newest = v
		}
	}
	if again, err := b.derivedFrom(w, versions); err != nil || len(again) > 0 {
		for _, w.version = range again {
			if err == nil {
				err = b.deriveAgain(w, k)
			}
		}
		return store.Unchanged, err
	}
	if same, err := b.sameText(w, versions, newest); err != nil || same != 0 {
		w.version = same
		return store.Unchanged, err
	}
	w.version = int64(len(versions)) + 1
	if err := b.insertVersion(w); err != nil {
		return 0, err
	}
	if w.at < newest.at {
		return store.Changed, b.former(w.release, w.version, w.record.Facts)
	}
	return store.Changed, b.makeNewest(w, k)
}

func (b *batchSaver) versions(release int64) ([]earlier, error) {
	var out []earlier
	err := query(b.conn, "SELECT version, at, hash, rules FROM version WHERE release = ? ORDER BY version", func(stmt Stmt) error {
		e := earlier{version: stmt.ColumnInt64(0), at: stmt.ColumnInt64(1), rules: stmt.ColumnText(3)}
		stmt.ColumnBytes(2, e.hash[:])
		out = append(out, e)
		return nil
	}, release)
	return out, err
}

// derivedFrom returns the versions that were derived from the same capture
// under other rules: several where the page went back to it. Of a capture that
// gives several texts of one release each keeps its version: that which has the
// text now, or else the first that was not derived again yet.
func (b *batchSaver) derivedFrom(w *work, versions []earlier) (again []int64, err error) {
	var held []int64
	var old []earlier
	err = query(b.conn, "SELECT version FROM place WHERE release = ? AND capture = ? ORDER BY version", func(stmt Stmt) error {
		held = append(held, stmt.ColumnInt64(0))
		return nil
	}, w.release, w.capture)
	for _, h := range held {
		for _, v := range versions {
			if v.version == h && v.rules != b.rules {
				old = append(old, v)
			}
		}
	}
	if len(old) == 0 {
		return nil, err
	}
	text := old[0].hash
	if slices.ContainsFunc(old, func(v earlier) bool { return v.hash == w.made.hash }) {
		text = w.made.hash
	}
	for _, v := range old {
		if v.hash == text {
			again = append(again, v.version)
		}
	}
	return again, err
}

// sameText returns the version that holds the same text, 0 where none does or
// where the page went back to it from another.
func (b *batchSaver) sameText(w *work, versions []earlier, newest earlier) (int64, error) {
	if newest.hash == w.made.hash {
		return newest.version, nil
	}
	for i := len(versions) - 1; i >= 0; i-- {
		if versions[i].hash != w.made.hash {
			continue
		}
		// What this location held last before this capture, by another: one that gives several texts, and is read again where
		// that was stopped, did not go back to the first of them.
		before, found, err := number(b.conn, `SELECT place.version FROM place JOIN capture ON capture.number = place.capture
				JOIN version ON version.release = place.release AND version.version = place.version
			WHERE place.release = ?1 AND capture.location = (SELECT location FROM capture WHERE number = ?2) AND capture.number <> ?2 AND version.at < ?3
			ORDER BY version.at DESC, place.version DESC LIMIT 1`, w.release, w.capture, w.at)
		if err != nil {
			return 0, err
		}
		if found && before == newest.version && w.at > newest.at {
			return 0, nil
		}
		return versions[i].version, nil
	}
	return 0, nil
}

func (b *batchSaver) newRelease(w *work) error {
	position, err := b.nextPosition(b.conn, w.record.IssuedOn)
	if err != nil {
		return err
	}
	w.version, w.first = 1, true
	delete(b.absent, w.id)
	if w.release, err = b.number(b.conn, "release"); err != nil {
		return err
	}
	err = query(b.conn, "INSERT INTO release (number, id, position, newest, issued) VALUES (?, ?, ?, 1, ?)", nil, w.release, w.id, position, w.record.IssuedOn.Number())
	if err != nil {
		return err
	}
	if err := b.insertVersion(w); err != nil {
		return err
	}
	return b.derive(w, position)
}

func (b *batchSaver) insertVersion(w *work) error {
	return b.keepVersion(w, `INSERT INTO version (at, rules, hash, head, counts, body, facts, release, version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`)
}

func (b *batchSaver) keepVersion(w *work, statement string) error {
	b.need(w)
	head, err := encodeHead(&w.record.Release)
	if err != nil {
		return err
	}
	return query(b.conn, statement, nil, w.at, b.rules, w.made.hash[:], head, encodeCounts(&w.record.Facts), w.made.body, w.facts, w.release, w.version)
}

// deriveAgain replaces what was derived from a capture under other rules.
func (b *batchSaver) deriveAgain(w *work, k known) error {
	at, _, err := number(b.conn, "SELECT at FROM version WHERE release = ? AND version = ?", w.release, w.version)
	if err != nil {
		return err
	}
	w.at, w.record.CapturedAt, w.again = at, timeOf(at), true
	if err := b.keepVersion(w, `UPDATE version SET at = ?, rules = ?, hash = ?, head = ?, counts = ?, body = ?, facts = ? WHERE release = ? AND version = ?`); err != nil {
		return err
	}
	if w.version != k.newest {
		return b.former(w.release, w.version, w.record.Facts)
	}
	return b.makeNewest(w, k)
}

// makeNewest makes the version the one that readers see.
func (b *batchSaver) makeNewest(w *work, k known) error {
	position := k.position
	if dayNumber(w.record.IssuedOn) != dayOfPosition(k.position) {
		var err error
		if position, err = b.nextPosition(b.conn, w.record.IssuedOn); err != nil {
			return err
		}
	}
	if err := b.underive(k); err != nil {
		return err
	}
	old, _, err := loadFound(b.conn, "r.number = ? AND v.version = ?", w.release, k.newest)
	if err != nil {
		return err
	}
	if err := b.former(w.release, k.newest, old.Facts); err != nil {
		return err
	}
	if err := query(b.conn, "UPDATE release SET position = ?, newest = ?, issued = ? WHERE number = ?", nil, position, w.version, w.record.IssuedOn.Number(), w.release); err != nil {
		return err
	}
	return b.derive(w, position)
}
