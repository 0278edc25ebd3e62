package keep

import (
	"cmp"
	"fmt"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/link"
)

// thread is what is kept of a thread beside its members. Its number means nothing: it is
// that of whichever thread was there first. Only facts with a row have threads that are kept.
type thread struct {
	first             int64 // the member that was said first, as it was kept
	members, releases int
}

// ThreadOf implements link.Graph.
func (g *graph) ThreadOf(number int64) (at int64, members int, err error) {
	t, at, err := g.threadOf(number)
	if t == nil {
		return 0, 1, err
	}
	return at, t.members, nil
}

// threadOf returns the thread of a member; nil where it is in none.
func (g *graph) threadOf(n int64) (*thread, int64, error) {
	if kindOfFact(n) == passageKind {
		return nil, 0, nil
	}
	at, threaded, err := number(g.conn, "SELECT thread FROM fact WHERE number = ? AND thread IS NOT NULL", n)
	if err != nil || !threaded {
		return nil, 0, err
	}
	t, err := g.thread(at)
	return t, at, err
}

func (g *graph) thread(at int64) (*thread, error) {
	if t := g.threads[at]; t != nil {
		return t, nil
	}
	err := query(g.conn, "SELECT first, members, releases FROM thread WHERE number = ?", func(stmt Stmt) error {
		g.threads[at] = &thread{first: stmt.ColumnInt64(0), members: stmt.ColumnInt(1), releases: stmt.ColumnInt(2)}
		return nil
	}, at)
	if err == nil && g.threads[at] == nil {
		err = fmt.Errorf("%w: thread %d is not kept", onrecord.ErrDamaged, at)
	}
	return g.threads[at], err
}

// ThreadMembers implements link.Graph.
func (g *graph) ThreadMembers(at int64) (members []int64, err error) {
	err = query(g.conn, "SELECT number FROM fact WHERE thread = ? ORDER BY number", func(stmt Stmt) error {
		members = append(members, stmt.ColumnInt64(0))
		return nil
	}, at)
	return members, err
}

// Thread implements link.Graph.
func (g *graph) Thread(at int64, members []int64) error {
	if kindOfFact(members[0]) == passageKind {
		return nil
	}
	if at == 0 {
		for _, n := range members {
			if err := g.leave(n); err != nil {
				return err
			}
		}
		return g.begin(members)
	}
	t, err := g.thread(at)
	for i := 0; i < len(members) && err == nil; i++ {
		n := members[i]
		if err = g.leave(n); err != nil {
			break
		}
		var beside bool
		if beside, err = g.beside(n, at); err != nil {
			break
		}
		if t.members++; !beside {
			t.releases++
		}
		err = g.move(n, at)
	}
	return err
}

// move keeps of a member that is in no thread in which it now is.
func (g *graph) move(n, at int64) error {
	g.moved[positionOfFact(n)] = true
	return query(g.conn, "UPDATE fact SET thread = ?, again = 1 WHERE number = ?", nil, at, n)
}

// begin makes a new thread of members that are in none; of one alone none is made.
func (g *graph) begin(members []int64) error {
	if kindOfFact(members[0]) == passageKind || len(members) == 1 {
		return nil
	}
	in := map[int64]bool{}
	for _, n := range members {
		in[positionOfFact(n)] = true
	}
	t := &thread{members: len(members), releases: len(in)}
	at, _, err := number(g.conn, "INSERT INTO thread (first, members, releases) VALUES (0, ?, ?) RETURNING number", t.members, t.releases)
	g.threads[at] = t
	for i := 0; i < len(members) && err == nil; i++ {
		err = g.move(members[i], at)
	}
	return err
}

// leave takes a member out of its thread.
func (g *graph) leave(n int64) error {
	t, at, err := g.threadOf(n)
	if t == nil {
		return err
	}
	g.moved[positionOfFact(n)] = true
	if err := query(g.conn, "UPDATE fact SET thread = NULL, again = NULL WHERE number = ?", nil, n); err != nil {
		return err
	}
	beside, err := g.beside(n, at)
	if t.members--; !beside {
		t.releases--
	}
	return err
}

// beside reports whether another member of a thread stands in the release of a member.
func (g *graph) beside(n, at int64) (bool, error) {
	first, last := factRange(kindOfFact(n), positionOfFact(n), positionOfFact(n))
	_, found, err := number(g.conn, "SELECT 1 FROM fact WHERE number BETWEEN ? AND ? AND thread = ? AND number <> ? LIMIT 1", first, last, at, n)
	return found, err
}

// flushThreads writes what has changed of threads, and of which releases.
func (g *graph) flushThreads() error {
	if err := g.writeThreads(); err != nil {
		return err
	}
	for _, p := range sortedKeys(g.moved, cmp.Compare[int64]) {
		if err := touch(g.conn, p); err != nil {
			return err
		}
	}
	clear(g.moved)
	return nil
}

// writeThreads finds which member of each thread that was touched was said first, and writes
// what has changed.
func (g *graph) writeThreads() error {
	for _, at := range sortedKeys(g.threads, cmp.Compare[int64]) {
		if err := g.flushThread(at, g.threads[at]); err != nil {
			return err
		}
	}
	clear(g.threads)
	return nil
}

func (g *graph) flushThread(at int64, t *thread) error {
	if t.members < 2 {
		left, err := g.ThreadMembers(at)
		for i := 0; i < len(left) && err == nil; i++ {
			g.moved[positionOfFact(left[i])] = true
			err = query(g.conn, "UPDATE fact SET thread = NULL, again = NULL WHERE number = ?", nil, left[i])
		}
		if err != nil {
			return err
		}
		return query(g.conn, "DELETE FROM thread WHERE number = ?", nil, at)
	}
	first, err := g.firstOf(at)
	if err != nil {
		return err
	}
	if first != t.first {
		g.moved[positionOfFact(t.first)], g.moved[positionOfFact(first)] = true, true
		// The one that was first may be in the thread no more, or be another fact by now.
		if err := query(g.conn, "UPDATE fact SET again = 1 WHERE number = ? AND thread = ?", nil, t.first, at); err != nil {
			return err
		}
	}
	// What was first may have left and come back in between.
	if err := query(g.conn, "UPDATE fact SET again = NULL WHERE number = ? AND again IS NOT NULL", nil, first); err != nil {
		return err
	}
	return query(g.conn, "UPDATE thread SET first = ?, members = ?, releases = ? WHERE number = ?", nil, first, t.members, t.releases, at)
}

// firstOf returns the member of a thread that was said first. Only those of its first day are
// looked at: numbers say days. Those without a day are last.
func (g *graph) firstOf(at int64) (int64, error) {
	lowest, _, err := number(g.conn, "SELECT min(number) FROM fact WHERE thread = ?", at)
	if err != nil {
		return 0, err
	}
	dated, end := factRange(kindOfFact(lowest), firstOf(1), maxPosition)
	from, found, err := number(g.conn, "SELECT number FROM fact WHERE thread = ? AND number >= ? ORDER BY number LIMIT 1", at, dated)
	if err != nil {
		return 0, err
	}
	if !found {
		from = lowest
	}
	if day := dayOfPosition(positionOfFact(from)); day > 0 {
		_, end = factRange(kindOfFact(lowest), firstOf(day), lastOf(day))
	}
	var earliest []int64
	err = query(g.conn, "SELECT number FROM fact WHERE thread = ? AND number BETWEEN ? AND ? ORDER BY number", func(stmt Stmt) error {
		earliest = append(earliest, stmt.ColumnInt64(0))
		return nil
	}, at, from, end)
	if err != nil {
		return 0, err
	}
	if len(earliest) == 1 {
		return earliest[0], nil
	}
	return link.FirstOf(earliest, g.Member)
}
