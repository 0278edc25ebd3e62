package keep

import (
	"fmt"
	"slices"
	"sync"
)

// memory is what was worked out for lists: it counts for as long as nobody has written
// to the record, in whatever process. The zero memory is ready. It is safe for concurrent use.
type memory struct {
	mu      sync.Mutex
	written int64
	totals  map[string]int
	things  map[int64]thing // by their heads
}

// The bounds of a memory: what is beyond begins it anew.
const (
	maxTotals = 1 << 12
	maxThings = 1 << 12
)

// recall is a memory as a read transaction may use it. The zero recall knows nothing
// and remembers nothing.
type recall struct {
	memory  *memory
	written int64
}

// recall returns what is remembered of the state that a transaction sees.
func (s *Store) recall(conn Conn) (recall, error) {
	written, found, err := number(conn, "SELECT value FROM counter WHERE name = 'written'")
	if err != nil || !found {
		return recall{}, err
	}
	return recall{&s.memory, written}, nil
}

// with calls do with the memory of the transaction's own state; it does not where
// another has seen a newer one.
func (r recall) with(do func(*memory)) {
	if r.memory == nil {
		return
	}
	m := r.memory
	m.mu.Lock()
	defer m.mu.Unlock()
	if r.written > m.written || len(m.totals) > maxTotals || len(m.things) > maxThings {
		m.written, m.totals, m.things = r.written, nil, nil
	}
	if m.totals == nil {
		m.totals, m.things = map[string]int{}, map[int64]thing{}
	}
	if r.written == m.written {
		do(m)
	}
}

// total returns the number that a statement counts.
func (r recall) total(conn Conn, text string, args ...any) (total int, err error) {
	key, known := fmt.Sprintf("%s %#v", text, args), false
	r.with(func(m *memory) { total, known = m.totals[key] })
	if known {
		return total, nil
	}
	n, _, err := number(conn, text, args...)
	if err == nil {
		r.with(func(m *memory) { m.totals[key] = int(n) })
	}
	return int(n), err
}

// thing reads what lists show of a thing.
func (r recall) thing(conn Conn, head int64) (t thing, err error) {
	known := false
	r.with(func(m *memory) { t, known = m.things[head] })
	if !known {
		if t, err = loadThing(conn, head); err != nil {
			return t, err
		}
		r.with(func(m *memory) { m.things[head] = t })
	}
	return t.clone(), nil
}

// clone returns a thing whose lists may be changed.
func (t thing) clone() thing {
	t.Aliases, t.Fits, t.members = slices.Clone(t.Aliases), slices.Clone(t.Fits), slices.Clone(t.members)
	t.Posts = slices.Clone(t.Posts)
	for i := range t.Posts {
		t.Posts[i].Forms = slices.Clone(t.Posts[i].Forms)
	}
	return t
}
