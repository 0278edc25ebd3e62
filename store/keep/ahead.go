package keep

import (
	"strings"
	"unicode/utf8"

	"github.com/onrecord/onrecord/store"
)

// ahead is what was asked for all releases of a batch at once, before the first was saved. Each release would else ask for
// its own, and wait for every answer.
type ahead struct {
	withKey map[string][]int64 // by keys of the batch: the releases that have them, those of the batch too once they are kept
	absent  map[string]bool    // ids of the batch that no release has
	unnamed map[int64]bool     // ids of names of the batch that are not kept
	wanted  bool               // somebody wants to be told of events
}

// lookAhead asks for what is known of a batch's releases. Names are asked for where they are prepared:
// a release that seems to stand as it is needs none.
func (b *batchSaver) lookAhead(batch []store.Ingested, made []preparation) error {
	b.ahead = ahead{withKey: map[string][]int64{}, absent: map[string]bool{}, unnamed: map[int64]bool{}}
	var keys, ids []string
	var values []valueKey
	var names []int64
	days := map[int64]bool{}
	for i := range batch {
		for j := range batch[i].Records {
			r := &batch[i].Records[j]
			keys, ids = append(keys, r.Keys...), append(ids, r.ID)
			days[dayNumber(r.IssuedOn)] = true
			values = append(values, valuesOf(r)...)
			for _, id := range made[i].records[j].names {
				if !b.unnamed[id] {
					b.unnamed[id] = true
					names = append(names, id)
				}
			}
		}
	}
	for _, ask := range []func() error{
		func() error { return b.askKeys(keys) },
		func() error { return b.askIDs(ids) },
		func() error { return b.askDays(days) },
		func() error { return b.askValues(values) },
		func() error { return b.findNames(names) },
		func() (err error) {
			_, b.wanted, err = number(b.conn, "SELECT 1 FROM subscription LIMIT 1")
			return err
		},
	} {
		if err := ask(); err != nil {
			return err
		}
	}
	return nil
}

// listable reports whether a text may stand in a list that is given to a statement. An engine may keep the others with other
// bytes: they are asked for one by one.
func listable(text string) bool { return utf8.ValidString(text) && !strings.Contains(text, "\x00") }

func (b *batchSaver) askKeys(keys []string) error {
	var list []string
	for _, key := range keys {
		if _, asked := b.withKey[key]; !asked && listable(key) {
			b.withKey[key], list = nil, append(list, key)
		}
	}
	return inChunks(list, func(of string) error {
		return query(b.conn, "SELECT k.key, k.release FROM json_each(?) j CROSS JOIN release_key k ON k.key = j.value", func(stmt Stmt) error {
			key := stmt.ColumnText(0)
			b.withKey[key] = appendOnce(b.withKey[key], stmt.ColumnInt64(1))
			return nil
		}, of)
	})
}

func (b *batchSaver) askIDs(ids []string) error {
	var list []string
	for _, id := range ids {
		if id != "" && listable(id) && !b.absent[id] {
			b.absent[id], list = true, append(list, id)
		}
	}
	return inChunks(list, func(of string) error {
		return query(b.conn, "SELECT r.id FROM json_each(?) j CROSS JOIN release r ON r.id = j.value", func(stmt Stmt) error {
			delete(b.absent, stmt.ColumnText(0))
			return nil
		}, of)
	})
}

// askDays asks for the highest position of each day.
func (b *batchSaver) askDays(days map[int64]bool) error {
	list := make([]int64, 0, len(days))
	for day := range days {
		b.top[day] = firstOf(day) - 1
		list = append(list, day)
	}
	return inChunks(list, func(of string) error {
		return query(b.conn, `SELECT CAST(j.value AS BIGINT), (SELECT position FROM release WHERE position BETWEEN CAST(j.value AS BIGINT) * 1048576
			AND CAST(j.value AS BIGINT) * 1048576 + 1048575 ORDER BY position DESC LIMIT 1) FROM json_each(?) j`, func(stmt Stmt) error {
			if !stmt.ColumnIsNull(1) {
				b.top[stmt.ColumnInt64(0)] = stmt.ColumnInt64(1)
			}
			return nil
		}, of)
	})
}

// askValues asks for values that are not remembered.
func (b *batchSaver) askValues(keys []valueKey) error {
	unknown := map[valueKey]bool{}
	var list []string
	for _, key := range keys {
		if _, known := b.values[key]; !known && !unknown[key] && key.text != "" && listable(key.text) {
			unknown[key], list = true, append(list, key.text)
		}
	}
	err := inChunks(list, func(of string) error {
		return query(b.conn, "SELECT v.field, v.text, v.number FROM json_each(?) j CROSS JOIN value v ON v.field IN ("+valueFields+") AND v.text = j.value", func(stmt Stmt) error {
			if key := (valueKey{stmt.ColumnText(0), stmt.ColumnText(1)}); unknown[key] {
				b.values[key] = stmt.ColumnInt64(2)
				delete(unknown, key)
			}
			return nil
		}, of)
	})
	b.unkept = unknown
	return err
}
