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
	things  map[int64]thing             // by their heads
	counted map[string]any              // what is counted over all of the record
	records map[int64]record            // by their positions
	heads   map[int64]*onrecord.Release // of releases, by their positions
	numbers map[string]int64            // of facts that were listed, by their ids
	stems   map[int64][]byte            // that stand more than once in a text, by its position: see frequency
	stemmed int                         // how many bytes those hold
	matches map[string][]int64
	finding map[string]chan struct{} // what is being worked out: closed when it is known
	matched int                      // how many facts those hold
	ranked  map[string]ranking
	persons map[int64]*personPosts  // by their heads
	placed  int                     // how many positions those hold
	holders map[string]*postHolders // by the ids of the posts
	seen    int                     // how many positions those hold
	grown   map[string]grown        // by their tables
	runs    factRunMemory           // of the index of facts: whatever was written, a run stays as it is
}

// stale is what was written to since a moment: the positions of releases, ascending, and the names that they hold now.
type stale struct {
	positions []int64
	names     map[int64]bool
	posts     map[int64]bool // ids of those that they give now; nil where it was not asked
	all       bool           // it may be anything
}

// begin has the memory be of a newer state, in which something was written to since.
func (m *memory) begin(written int64, since stale) {
	m.written = written
	m.totals, m.things, m.counted, m.matches, m.matched = map[string]int{}, map[int64]thing{}, map[string]any{}, map[string][]int64{}, 0
	m.ranked, m.finding = map[string]ranking{}, map[string]chan struct{}{}
	if m.records == nil || since.all {
		m.records, m.heads, m.numbers = map[int64]record{}, map[int64]*onrecord.Release{}, map[string]int64{}
		m.stems, m.stemmed = map[int64][]byte{}, 0
		m.persons, m.placed, m.grown = map[int64]*personPosts{}, 0, map[string]grown{}
	}
	gone := map[int64]bool{}
	for _, p := range since.positions {
		gone[p] = true
		delete(m.records, p)
		delete(m.heads, p)
		m.forgetStems(p)
	}
	maps.DeleteFunc(m.numbers, func(_ string, n int64) bool { return gone[positionOfFact(n)] })
	m.forgetHolders(since)
	for head, p := range m.persons {
		if p.touched(since) {
			m.placed -= len(p.positions)
			delete(m.persons, head)
		}
	}
}

// touched reports whether a release that gave a post of the person, or names the person now, was written to.
func (p *personPosts) touched(since stale) bool {
	named := slices.ContainsFunc(p.members, func(n int64) bool { return since.names[n] })
	return named || slices.ContainsFunc(since.positions, func(at int64) bool {
		_, gave := slices.BinarySearch(p.positions, at)
		return gave
	})
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
	maxHeads      = 1 << 13 // some 8 MB
	maxNumbers    = 1 << 13
	maxStemmed    = 1 << 23 // bytes, of some 20,000 releases
	// So many facts that the fact index found, for one question and on the whole: 8 MB.
	mostMatched = 1 << 17
	maxMatched  = 1 << 20
	maxRanked   = 1 << 8  // lists, of 16 kB at most
	maxPlaced   = 1 << 20 // 8 MB
)

// recall is a memory as a read transaction may use it. The zero recall knows nothing
// and remembers nothing.
type recall struct {
	memory  *memory
	written int64
}

// facts returns the index of facts as the transaction sees it.
func (r recall) facts(conn Conn) *factIndex {
	if r.memory == nil {
		return newFactIndex(conn, nil)
	}
	return newFactIndex(conn, &r.memory.runs)
}

// recall returns what is remembered of the state that a transaction sees.
func (s *Store) recall(conn Conn) (recall, error) {
	written, found, err := number(conn, "SELECT value FROM counter WHERE name = 'written'")
	if err != nil || !found {
		return recall{}, err
	}
	m := &s.memory
	m.mu.Lock()
	last, held := m.written, len(m.holders) > 0
	m.mu.Unlock()
	if last >= written {
		return recall{m, written}, nil
	}
	since, err := staleSince(conn, last, held)
	if err != nil {
		return recall{}, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.written == last { // or another was here meanwhile, and has seen a state as new or newer
		m.begin(written, since)
	}
	return recall{m, written}, nil
}

// staleSince returns what was written to since a moment, the posts that are given only where they are asked for.
func staleSince(conn Conn, last int64, held bool) (out stale, err error) {
	out.positions, err = touchedSince(conn, last, maxRecords+1)
	if out.all = len(out.positions) > maxRecords; err != nil || out.all {
		out.positions = nil
		return out, err
	}
	out.names = map[int64]bool{}
	if held = held && len(out.positions) <= maxPostsAsked; held {
		out.posts = map[int64]bool{}
	}
	for _, p := range out.positions {
		named, err := namedAt(conn, p)
		if err != nil {
			return out, err
		}
		for _, m := range named {
			out.names[m.Name] = true
		}
		if held {
			if err := postsAt(conn, named, p, out.posts); err != nil {
				return out, err
			}
		}
	}
	return out, nil
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
	if len(m.totals) > maxTotals || len(m.things) > maxThings || len(m.counted) > maxTotals || m.totals == nil {
		m.begin(m.written, stale{posts: map[int64]bool{}})
	}
	if r.written == m.written {
		do(m)
	}
}

// total returns the number that a statement counts.
func (r recall) total(conn Conn, text string, args ...any) (total int, err error) {
	return r.totalOf(fmt.Sprintf("%s %#v", text, args), func() (int, error) {
		n, _, err := number(conn, text, args...)
		return int(n), err
	})
}

// totalOf returns what was counted under a key, or counts it.
func (r recall) totalOf(key string, count func() (int, error)) (total int, err error) {
	known := false
	r.with(func(m *memory) { total, known = m.totals[key] })
	if known {
		return total, nil
	}
	if total, err = count(); err == nil {
		r.with(func(m *memory) { m.totals[key] = total })
	}
	return total, err
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

// anySaid reports whether people ever made a statement of a kind, such as that two things are two: where nobody did,
// it need not be looked for of each.
func (r recall) anySaid(conn Conn, kind onrecord.StatementKind) (bool, error) {
	return counted(r, "said "+string(kind), func() (bool, error) {
		_, some, err := number(conn, "SELECT 1 FROM statement WHERE kind = ? LIMIT 1", string(kind))
		return some, err
	})
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
	if n, found, err = numberOfFact(r.facts(conn), id); err == nil && found {
		r.listed(id, n)
	}
	return n, found, err
}

// alone has one caller at a time work out what has a key: pages ask for the same several times, some of them side by side, for what
// they list, and for how many there are in each state. Who comes while another is at it waits for that one. It returns nil where
// known says that it is known, and else what the caller calls when it is done, whether it found it or failed.
func (r recall) alone(key string, known func(*memory) bool) (done func()) {
	own := make(chan struct{})
	for failed := false; !failed; {
		there, another := false, (chan struct{})(nil)
		r.with(func(m *memory) {
			if there = known(m); there {
				return
			}
			if another = m.finding[key]; another == nil {
				m.finding[key] = own
			}
		})
		if there {
			return nil
		}
		if another == nil {
			break
		}
		<-another
		failed = true // and then this one works it out by itself
		r.with(func(m *memory) { failed = !known(m) })
	}
	return func() {
		r.with(func(m *memory) {
			if m.finding[key] == own {
				delete(m.finding, key)
			}
		})
		close(own)
	}
}

// matching returns the numbers of the facts from first to last in which the fact index finds what
// must be there, the highest first; few is false, and there are none, where they are more than
// mostMatched. They are shared: nobody may change them.
func (r recall) matching(conn Conn, match AllOf, first, last int64) (numbers []int64, few bool, err error) {
	key := fmt.Sprintf("%v %d %d", match, first, last)
	done := r.alone(key, func(m *memory) (known bool) {
		numbers, known = m.matches[key]
		return known
	})
	if done == nil {
		return numbers, len(numbers) <= mostMatched, nil
	}
	defer done()
	numbers = nil
	err = r.facts(conn).descend(&factSearch{words: match, first: first, last: last, most: mostMatched + 1}, func(n int64) error {
		if numbers = append(numbers, n); len(numbers) > mostMatched {
			return errEnough
		}
		return nil
	})
	if err = unlessEnough(err); err != nil {
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
	done := r.alone("in order "+key, func(m *memory) (known bool) {
		out, known = m.ranked[key]
		return known
	})
	if done == nil {
		return out, nil
	}
	defer done()
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
		if t, err = loadThing(conn, head, r); err != nil {
			return t, err
		}
		r.with(func(m *memory) { m.things[head] = t })
	}
	return t.clone(), nil
}

// posts returns what was worked out of the posts of the person that some names are, the head first. It is shared.
func (r recall) posts(members []int64) (out *personPosts, known bool) {
	r.with(func(m *memory) {
		out, known = m.persons[members[0]]
		known = known && slices.Equal(out.members, members)
	})
	return out, known
}

func (r recall) keepPosts(members []int64, p *personPosts) {
	r.with(func(m *memory) {
		for head, old := range m.persons { // any
			if m.placed+len(p.positions) <= maxPlaced {
				break
			}
			m.placed -= len(old.positions)
			delete(m.persons, head)
		}
		if old := m.persons[members[0]]; old != nil {
			m.placed -= len(old.positions)
		}
		m.persons[members[0]], m.placed = p, m.placed+len(p.positions)
	})
}

// grown is how many rows a table had, and the highest number among them.
type grown struct{ rows, last int64 }

// rows counts the rows of a table whose rows have numbers that ascend, and none of which ever goes: those are counted
// that came since it was last asked for.
func (r recall) rows(conn Conn, table string) (int, error) {
	var g grown
	r.with(func(m *memory) { g = m.grown[table] })
	err := query(conn, "SELECT count(*), coalesce(max(number), ?1) FROM "+table+" WHERE number > ?1", func(stmt Stmt) error {
		g.rows, g.last = g.rows+stmt.ColumnInt64(0), stmt.ColumnInt64(1)
		return nil
	}, g.last)
	if err == nil {
		r.with(func(m *memory) { m.grown[table] = g })
	}
	return int(g.rows), err
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
