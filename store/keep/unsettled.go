package keep

import (
	"cmp"
	"maps"
	"slices"
)

// unsettled is what batches of a run left to be settled with a later one: deciding which names are the same looks at all that
// share a surname or a word with those that a batch names, so that it costs a few batches together hardly more than one.
type unsettled struct {
	who
	// mark is the counter of that name as the last of the batches left it, 0 where nothing waits. Where the record has another,
	// another program has been there, or this one was stopped.
	mark int64
}

// unsettledMark is the counter that a record has while names wait to be settled.
const unsettledMark = "unsettled"

// So many releases, and so large a part of the record, are settled together: what is remembered of them stays small, and what it costs
// over all grows hardly faster than the record.
const (
	manyUnsettled  = 4096
	largeUnsettled = 4 // one in so many
)

// add takes what another batch touched.
func (w *who) add(o *who) {
	maps.Copy(w.changed, o.changed)
	maps.Copy(w.met, o.met)
	w.gone = append(w.gone, o.gone...)
	w.releases = append(w.releases, o.releases...)
}

// growsOnly reports whether releases came and nothing that was there went or changed.
func (w *who) growsOnly() bool {
	return len(w.gone) == 0 && !slices.ContainsFunc(w.releases, func(r namedTogether) bool { return r.delta < 0 })
}

// settleOrWait settles what the batch touched, with what waits; or lets it wait, where others of the run follow.
func (s *saver) settleOrWait(conn Conn) error {
	if len(s.who.changed) == 0 && len(s.who.releases) == 0 {
		return nil
	}
	if s.waiting.changed == nil {
		s.waiting.who = newWho()
	}
	s.waiting.add(&s.who)
	wait, err := s.mayWait(conn)
	if err != nil {
		return err
	}
	if wait {
		s.waiting.mark = s.changed
		return query(conn, "INSERT INTO counter (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", nil, unsettledMark, s.changed)
	}
	return s.settleTogether(conn)
}

// mayWait reports whether the names of the batch need not be settled with it.
func (s *saver) mayWait(conn Conn) (bool, error) {
	if !s.follows || !s.who.growsOnly() {
		return false, nil
	}
	if len(s.waiting.releases) < manyUnsettled {
		return true, nil
	}
	releases, _, err := number(conn, "SELECT coalesce(max(number), 0) FROM release")
	return int64(len(s.waiting.releases))*largeUnsettled < releases, err
}

// settleTogether settles all that waits, as it is remembered.
func (s *saver) settleTogether(conn Conn) error {
	what, marked := s.waiting.who, s.waiting.mark != 0
	s.waiting = unsettled{}
	if marked {
		if err := query(conn, "DELETE FROM counter WHERE name = ?", nil, unsettledMark); err != nil {
			return err
		}
	}
	return what.settle(conn)
}

// settleWaiting settles the names of releases that were saved in a run and wait for it. Where others of the run follow, they
// go on waiting, if all that waits is remembered.
func (s *saver) settleWaiting(conn Conn, follows bool) error {
	s.follows = follows
	mark, _, err := number(conn, "SELECT value FROM counter WHERE name = ?", unsettledMark)
	if err != nil {
		return err
	}
	switch {
	case mark == 0:
		s.waiting = unsettled{}
		return nil
	case mark != s.waiting.mark:
		s.waiting = unsettled{mark: mark}
		if s.waiting.who, err = unknownWho(conn); err != nil {
			return err
		}
	case follows:
		return nil
	}
	return s.settleTogether(conn)
}

// unknownWho is what releases touch that wait for their names to be settled where nobody remembers it: those are among the
// releases that wait to be linked, or among all. Their things are counted anew.
func unknownWho(conn Conn) (who, error) {
	out := newWho()
	out.recount = map[int64]bool{}
	var positions []int64
	read := func(table string) error {
		return query(conn, "SELECT position FROM "+table+" ORDER BY position", func(stmt Stmt) error {
			positions = append(positions, stmt.ColumnInt64(0))
			return nil
		})
	}
	err := read("unlinked")
	if err == nil && len(positions) == 0 {
		err = read("release_name") // a program that does not know of names that wait has linked them
	}
	for i := 0; i < len(positions) && err == nil; i++ {
		var list []mention
		list, err = namedAt(conn, positions[i])
		for _, m := range list {
			out.changed[m.Name], out.met[m.Name], out.recount[m.Name] = true, true, true
		}
	}
	return out, err
}

// thingsOf returns the things of names, by name.
func thingsOf(conn Conn, names map[int64]bool) (map[int64]int64, error) {
	things := map[int64]int64{}
	err := inChunks(sortedKeys(names, cmp.Compare[int64]), func(of string) error {
		return query(conn, "SELECT n.number, n.thing FROM json_each(?) j CROSS JOIN name n ON n.number = CAST(j.value AS BIGINT)", func(stmt Stmt) error {
			things[stmt.ColumnInt64(0)] = stmt.ColumnInt64(1)
			return nil
		}, of)
	})
	return things, err
}
