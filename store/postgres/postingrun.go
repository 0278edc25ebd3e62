package postgres

import (
	"hash/crc64"
	"math/bits"
	"slices"
	"sync"

	"github.com/jackc/pgx/v5"
)

// postingRunID tells a run from all others: a number may come again where a record was put back.
type postingRunID struct{ run, digest int64 }

// postingRun is a run as it is looked into. Nobody changes it.
type postingRun struct {
	postingRunID
	texts []postedText // ascending
}

// postingSet is the runs that a transaction sees.
type postingSet struct {
	runs []*postingRun
	// late says, of each run, which of its texts a later one has: nil where none.
	late     []textSet
	unposted bool // there are texts that no run has
}

// textSet is a set of texts of a run, one bit each.
type textSet []uint64

func (s textSet) has(text uint32) bool {
	return int(text>>6) < len(s) && s[text>>6]&(1<<(text&63)) != 0
}

func (s textSet) count() (n int) {
	for _, w := range s {
		n += bits.OnesCount64(w)
	}
	return n
}

// postingMemory are the runs that were looked into, 16 bytes a text and nothing of a run that is no more. It is safe for
// concurrent use.
type postingMemory struct {
	mu    sync.Mutex
	runs  map[postingRunID]*postingRun
	later map[[2]postingRunID][]uint32 // the texts of the first of two runs that the second has later
	last  *postingSet
}

// postingSet returns the runs that the transaction sees.
func (c *connection) postingSet() (*postingSet, error) {
	var ids []postingRunID
	unposted := false
	err := c.ask("SELECT run, digest FROM posting_run UNION ALL SELECT 0, 0 WHERE EXISTS (SELECT FROM unposted) ORDER BY 1", func(rows pgx.Rows) error {
		var id postingRunID
		if err := rows.Scan(&id.run, &id.digest); err != nil {
			return err
		}
		if id.run == 0 {
			unposted = true
		} else {
			ids = append(ids, id)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	m := &c.engine.postings
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.last == nil || !slices.EqualFunc(m.last.runs, ids, func(r *postingRun, id postingRunID) bool { return r.postingRunID == id }) {
		if err := c.readRuns(m, ids); err != nil {
			return nil, err
		}
		m.put(ids)
	}
	return &postingSet{m.last.runs, m.last.late, unposted}, nil
}

// readRuns reads the runs that are not remembered.
func (c *connection) readRuns(m *postingMemory, ids []postingRunID) error {
	var fresh []int64
	for _, id := range ids {
		if m.runs[id] == nil {
			fresh = append(fresh, id.run)
		}
	}
	if len(fresh) == 0 {
		return nil
	}
	if m.runs == nil {
		m.runs, m.later = map[postingRunID]*postingRun{}, map[[2]postingRunID][]uint32{}
	}
	return c.ask("SELECT run, digest, texts FROM posting_run WHERE run = ANY($1)", func(rows pgx.Rows) error {
		r := &postingRun{}
		var texts []byte
		err := rows.Scan(&r.run, &r.digest, &texts)
		if err == nil {
			r.texts, err = decodeTexts(texts)
		}
		if err == nil {
			m.runs[r.postingRunID] = r
		}
		return err
	}, fresh)
}

// put has the set be of these runs.
func (m *postingMemory) put(ids []postingRunID) {
	there := map[postingRunID]bool{}
	next := &postingSet{late: make([]textSet, len(ids))}
	for _, id := range ids {
		there[id] = true
		next.runs = append(next.runs, m.runs[id])
	}
	for i, r := range next.runs {
		for j, other := range next.runs {
			if i == j {
				continue
			}
			pair := [2]postingRunID{r.postingRunID, other.postingRunID}
			list, known := m.later[pair]
			if !known {
				list = laterIn(r.texts, other.texts)
				m.later[pair] = list
			}
			if len(list) > 0 && next.late[i] == nil {
				next.late[i] = make(textSet, len(r.texts)/64+1)
			}
			for _, text := range list {
				next.late[i][text>>6] |= 1 << (text & 63)
			}
		}
	}
	for id := range m.runs {
		if !there[id] {
			delete(m.runs, id)
		}
	}
	for pair := range m.later {
		if !there[pair[0]] || !there[pair[1]] {
			delete(m.later, pair)
		}
	}
	m.last = next
}

// laterIn returns the places of the texts that others have of a later run. It takes as long as the shorter list, for most runs are
// of other days, or one is of a few texts.
func laterIn(texts, others []postedText) (out []uint32) {
	byRowid := func(t postedText, rowid int64) int { return int(min(max(t.rowid-rowid, -1), 1)) }
	if len(texts) == 0 || len(others) == 0 {
		return nil
	}
	if len(texts) > len(others) {
		for _, o := range others {
			if at, found := slices.BinarySearchFunc(texts, o.rowid, byRowid); found && o.since > texts[at].since {
				out = append(out, uint32(at))
			}
		}
		return out
	}
	for at, t := range texts {
		if other, found := slices.BinarySearchFunc(others, t.rowid, byRowid); found && others[other].since > t.since {
			out = append(out, uint32(at))
		}
	}
	return out
}

// ask runs a statement that no other engine knows, and calls row with each row.
func (c *connection) ask(sql string, row func(pgx.Rows) error, args ...any) error {
	if err := c.flush(); err != nil {
		return err
	}
	rows, err := c.tx.Query(c.ctx, sql, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := row(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// do runs a statement that no other engine knows and that gives no rows.
func (c *connection) do(sql string, args ...any) error {
	if err := c.flush(); err != nil {
		return err
	}
	_, err := c.tx.Exec(c.ctx, sql, args...)
	return err
}

// newRun is a run on its way into the record.
type newRun struct {
	postingWriter
	c      *connection
	run    int64
	texts  []postedText
	blocks int64
	// gathered are postings of one key, in memory that is used again.
	gathered []posting
	// Blocks gather.
	firsts, numbers []int64
	bodies          [][]byte
}

// blocksTogether is how many blocks go to the server at a time: a megabyte.
const blocksTogether = 512

// newRun begins to write a run; of texts since 0 it is the first.
func (c *connection) newRun(texts []postedText) (*newRun, error) {
	n := &newRun{c: c, texts: texts}
	err := c.ask("SELECT coalesce(max(run), 0) + 1 FROM posting_run", func(rows pgx.Rows) error { return rows.Scan(&n.run) })
	for i := range texts {
		if texts[i].since == 0 {
			texts[i].since = n.run
		}
	}
	n.keep, n.digest = n.keepBlock, crc64.Checksum(encodeTexts(texts), crcTable)
	return n, err
}

func (n *newRun) keepBlock(first int64, body []byte) error {
	n.firsts, n.numbers, n.bodies = append(n.firsts, first), append(n.numbers, n.blocks), append(n.bodies, body)
	if n.blocks++; len(n.bodies) < blocksTogether {
		return nil
	}
	return n.send()
}

func (n *newRun) send() error {
	if len(n.bodies) == 0 {
		return nil
	}
	err := n.c.do("INSERT INTO posting_block (run, first, block, body) SELECT $1::bigint, f, b, body FROM unnest($2::bigint[], $3::bigint[], $4::bytea[]) AS e (f, b, body)",
		n.run, n.firsts, n.numbers, n.bodies)
	n.firsts, n.numbers, n.bodies = n.firsts[:0], n.numbers[:0], n.bodies[:0]
	return err
}

// finish keeps the run.
func (n *newRun) finish() error {
	if err := n.end(); err != nil {
		return err
	}
	if err := n.send(); err != nil {
		return err
	}
	return n.c.do("INSERT INTO posting_run (run, digest, texts) VALUES ($1, $2, $3)", n.run, int64(n.digest), encodeTexts(n.texts))
}

// writePostings writes the postings of what was indexed until now as a run, and merges what has become many.
func (c *connection) writePostings() error {
	p := &c.waiting.postings
	if len(p.rowids) == 0 {
		return nil
	}
	rowids, list := p.sorted()
	*p = newPostings{}
	texts := make([]postedText, len(rowids))
	for i, rowid := range rowids {
		texts[i].rowid = rowid
	}
	run, err := c.newRun(texts)
	for i := 0; i < len(list) && err == nil; i++ {
		err = run.add(list[i])
	}
	if err == nil {
		err = run.finish()
	}
	if err != nil {
		return err
	}
	return c.compactPostings()
}
