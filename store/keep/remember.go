package keep

import (
	"fmt"
	"maps"
	"slices"
	"sync"

	"github.com/onrecord/onrecord"
)

// memory is what was worked out for lists: it counts for as long as nobody has written
// to the record, in whatever process. Records count until something of theirs is written to.
// The zero memory is ready. It is safe for concurrent use.
type memory struct {
	mu      sync.Mutex
	written int64
	totals  map[string]int
	things  map[int64]thing  // by their heads
	counted map[string]any   // what is counted over all of the record
	records map[int64]record // by their positions
	numbers map[string]int64 // of facts that were listed, by their ids
	matches map[string][]int64
	matched int // how many facts those hold
	ranked  map[string]ranking
}

// begin has the memory be of a newer state, in which what is derived of the releases at some
// positions was touched since.
func (m *memory) begin(written int64, touched []int64) {
	m.written = written
	m.totals, m.things, m.counted, m.matches, m.matched = map[string]int{}, map[int64]thing{}, map[string]any{}, map[string][]int64{}, 0
	m.ranked = map[string]ranking{}
	if m.records == nil || len(touched) > maxRecords {
		m.records, m.numbers = map[int64]record{}, map[string]int64{}
	}
	gone := map[int64]bool{}
	for _, p := range touched {
		gone[p] = true
		delete(m.records, p)
	}
	maps.DeleteFunc(m.numbers, func(_ string, n int64) bool { return gone[positionOfFact(n)] })
}

// record is the newest version of a release as people reviewed it, and where its facts
// stood when they were read. Nobody changes it.
type record struct {
	onrecord.Record
	entries []entry
}

// The bounds of a memory: what is beyond begins it anew.
const (
	maxTotals = 1 << 12
	maxThings = 1 << 12
	// So many records are remembered, of texts of so many bytes at most: some 60 MB. A calendar is
	// made of a thousand.
	maxRecords    = 1536
	maxRecordText = 1 << 15
	maxNumbers    = 1 << 13
	// So many facts that the fact index found, for one question and on the whole: 8 MB.
	mostMatched = 1 << 17
	maxMatched  = 1 << 20
	maxRanked   = 1 << 8 // lists, of 16 kB at most
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
	m := &s.memory
	m.mu.Lock()
	last := m.written
	m.mu.Unlock()
	if last >= written {
		return recall{m, written}, nil
	}
	touched, err := touchedSince(conn, last, maxRecords+1)
	if err != nil {
		return recall{}, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.written == last { // or another was here meanwhile, and has seen a state as new or newer
		m.begin(written, touched)
	}
	return recall{m, written}, nil
}

// touchedSince returns the positions of the releases of which something derived was written to
// since a moment, up to limit of them; limit where all may have been.
func touchedSince(conn Conn, since int64, limit int) (touched []int64, err error) {
	relinked, _, err := number(conn, "SELECT value FROM counter WHERE name = 'relinked'")
	if err != nil || relinked > since {
		return make([]int64, limit), err
	}
	err = query(conn, "SELECT position FROM fact_touched WHERE written > ? ORDER BY position LIMIT ?", func(stmt Stmt) error {
		touched = append(touched, stmt.ColumnInt64(0))
		return nil
	}, since, limit)
	return touched, err
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
	if len(m.totals) > maxTotals || len(m.things) > maxThings || m.totals == nil {
		m.begin(m.written, nil)
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

// counted returns what was counted over all of the record under a name, or counts it. It is
// shared: nobody may change it.
func counted[T any](r recall, name string, count func() (T, error)) (out T, err error) {
	known := false
	r.with(func(m *memory) { out, known = m.counted[name].(T) })
	if known {
		return out, nil
	}
	if out, err = count(); err == nil {
		r.with(func(m *memory) { m.counted[name] = out })
	}
	return out, err
}

// anySplit reports whether people ever said of two things that they are two: where nobody did,
// it need not be looked for of each.
func (r recall) anySplit(conn Conn) (bool, error) {
	return counted(r, "split", func() (bool, error) {
		_, some, err := number(conn, "SELECT 1 FROM statement WHERE kind = 'split' LIMIT 1")
		return some, err
	})
}

// record reads the newest version of the release at a position. What it returns is shared.
func (r recall) record(conn Conn, position int64) (out record, err error) {
	known := false
	r.with(func(m *memory) { out, known = m.records[position] })
	if known {
		return out, nil
	}
	out.Record, out.entries, err = loadReviewed(conn, "r.position = ? AND v.version = r.newest", position)
	if err == nil && len(out.Text) <= maxRecordText {
		r.with(func(m *memory) {
			for some := range m.records { // any: pages ask for what they show, and do not come back
				if len(m.records) < maxRecords {
					break
				}
				delete(m.records, some)
			}
			m.records[position] = out
		})
	}
	return out, err
}

// listed notes the number of a fact of a newest version, which may be asked for by its id next.
func (r recall) listed(id string, n int64) {
	r.with(func(m *memory) {
		if len(m.numbers) >= maxNumbers {
			clear(m.numbers)
		}
		m.numbers[id] = n
	})
}

// numberOfFact returns the number of a fact of a newest version.
func (r recall) numberOfFact(conn Conn, id string) (n int64, found bool, err error) {
	r.with(func(m *memory) { n, found = m.numbers[id] })
	if found {
		return n, true, nil
	}
	if n, found, err = numberOfFact(conn, id); err == nil && found {
		r.listed(id, n)
	}
	return n, found, err
}

// matching returns the numbers of the facts from first to last in which the fact index finds what
// must be there, the highest first; few is false, and there are none, where they are more than
// mostMatched. They are shared: nobody may change them. A page asks for the same several times:
// for what it lists, and for how many there are in each state.
func (r recall) matching(conn Conn, match AllOf, first, last int64) (numbers []int64, few bool, err error) {
	key, known := fmt.Sprintf("%v %d %d", match, first, last), false
	r.with(func(m *memory) { numbers, known = m.matches[key] })
	if known {
		return numbers, len(numbers) <= mostMatched, nil
	}
	err = conn.Stream("SELECT rowid FROM fact_index WHERE fact_index MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid DESC LIMIT ?", func(stmt Stmt) error {
		numbers = append(numbers, stmt.ColumnInt64(0))
		return nil
	}, match, first, last, mostMatched+1)
	if err != nil {
		return nil, false, err
	}
	r.with(func(m *memory) {
		if m.matched += len(numbers); m.matched > maxMatched {
			clear(m.matches)
			m.matched = len(numbers)
		}
		m.matches[key] = numbers
	})
	return numbers, len(numbers) <= mostMatched, nil
}

// ranking returns the head of a list that has a key, or makes it. It is shared: nobody may change it.
func (r recall) ranking(key string, make func() (ranking, error)) (out ranking, err error) {
	known := false
	r.with(func(m *memory) { out, known = m.ranked[key] })
	if known {
		return out, nil
	}
	if out, err = make(); err == nil {
		out.list = slices.Clip(out.list)
		r.with(func(m *memory) {
			if len(m.ranked) >= maxRanked {
				clear(m.ranked)
			}
			m.ranked[key] = out
		})
	}
	return out, err
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
