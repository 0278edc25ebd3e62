package keep

import (
	"context"
	"fmt"
	"slices"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/link"
	"github.com/onrecord/onrecord/store"
)

// linkBatch is how many releases are linked in one transaction: each thread that some of
// them touch is gathered once.
const linkBatch = 128

// Where so many releases wait, and so large a part of the record, all links
// are made anew: it is quicker and gives the same.
const (
	manyUnlinked  = 1000
	largeUnlinked = 4 // one in so many
)

// linkRules is the counter that says under which link.Version the links of the record were made. What is linked later
// under others joins them: only making all links anew changes it.
const linkRules = "link rules"

// linksBegin says under which rules the links of the record are made, of which there is none yet.
func linksBegin(conn Conn) error {
	return query(conn, "INSERT INTO counter (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", nil, linkRules, int64(link.Version))
}

// linkedOtherwise reports whether there are links, made under other rules than this program's; none says that there are none.
func linkedOtherwise(conn Conn) (otherwise, none bool, err error) {
	_, linked, err := number(conn, "SELECT pack FROM member LIMIT 1")
	if err != nil || !linked {
		return false, !linked, err
	}
	rules, _, err := number(conn, "SELECT value FROM counter WHERE name = ?", linkRules)
	return rules != link.Version, false, err
}

// Link implements store.Writer.
func (s *Store) Link(ctx context.Context, progress func(done, total int)) error {
	var waiting, releases int64
	err := s.read(ctx, func(conn Conn) (err error) {
		if waiting, _, err = number(conn, "SELECT count(*) FROM unlinked"); err == nil && waiting >= manyUnlinked { // to count many releases takes its time
			releases, _, err = number(conn, "SELECT count(*) FROM release")
		}
		return err
	})
	if err != nil || waiting == 0 { // then nothing is written: what is remembered of the record still counts
		return s.wrap(ctx, "link", err)
	}
	if waiting >= manyUnlinked && waiting*largeUnlinked >= releases {
		_, err := s.Relink(ctx, progress)
		return err
	}
	for done := 0; ; {
		n, left, err := s.linkSome(ctx)
		if err != nil {
			return s.wrap(ctx, "link", err)
		}
		if done += n; progress != nil && n > 0 {
			progress(done, done+left)
		}
		if left == 0 {
			return nil
		}
	}
}

// linkSome links some of the releases that wait, the oldest first.
func (s *Store) linkSome(ctx context.Context) (done, left int, err error) {
	err = s.write(ctx, func(conn Conn) error {
		if err := s.saver.settleWaiting(conn, false); err != nil {
			return err
		}
		if _, none, err := linkedOtherwise(conn); err != nil {
			return err
		} else if none {
			if err := linksBegin(conn); err != nil {
				return err
			}
		}
		var positions []int64
		err := query(conn, "DELETE FROM unlinked WHERE position IN (SELECT position FROM unlinked ORDER BY position LIMIT ?) RETURNING position", func(stmt Stmt) error {
			positions = append(positions, stmt.ColumnInt64(0))
			return nil
		}, linkBatch)
		if err != nil {
			return err
		}
		slices.Sort(positions) // rows that are removed come in no order
		done = len(positions)
		if err := linkPositions(conn, s.saver.keys, positions); err != nil {
			return err
		}
		n, _, err := number(conn, "SELECT count(*) FROM unlinked")
		left = int(n)
		return err
	})
	return done, left, err
}

// linkedAtOnce is of how many releases what they are compared with is asked for together: some thousands of rows.
const linkedAtOnce = 32

// relinked are the members that a release had, and those that it has now.
type relinked struct {
	gone []int64
	come []link.Numbered
}

// linkPositions links the releases at these positions with the rest.
func linkPositions(conn Conn, memory *keyMemory, positions []int64) error {
	g := newGraph(conn, memory)
	releases, err := membersOfReleases(conn, g, positions)
	if err != nil {
		return err
	}
	gone, come := allMembers(releases)
	if err := g.expectAll(gone, come); err != nil {
		return err
	}
	for part := range slices.Chunk(releases, linkedAtOnce) {
		gone, come := allMembers(part)
		if err := g.readCompared(come); err != nil {
			return err
		}
		if err := link.Update(g, gone, come); err != nil {
			return err
		}
	}
	return g.flush()
}

// allMembers returns the members of several releases.
func allMembers(releases []relinked) (gone []int64, come []link.Numbered) {
	for i := range releases {
		gone, come = append(gone, releases[i].gone...), append(come, releases[i].come...)
	}
	return gone, come
}

// membersOfReleases returns the members of the releases at some positions.
func membersOfReleases(conn Conn, g *graph, positions []int64) ([]relinked, error) {
	if err := g.readPacks(packsAt(positions)); err != nil {
		return nil, err
	}
	var reader link.Reader
	out := make([]relinked, len(positions))
	for i, p := range positions {
		var err error
		if out[i].gone, err = g.membersAt(p); err != nil {
			return nil, err
		}
		r, list, err := loadReviewed(conn, "r.position = ? AND v.version = r.newest", p)
		if isNotFound(err) {
			continue // it moved to another day of issue
		}
		if err != nil {
			return nil, err
		}
		out[i].come = numbered(&reader, &r, list, p)
	}
	return out, nil
}

// Links implements store.Reader.
func (s *Store) Links(ctx context.Context, factID string) (out []store.Linked, err error) {
	err = s.read(ctx, func(conn Conn) error {
		remembered, err := s.recall(conn)
		if err != nil {
			return err
		}
		n, found, err := remembered.numberOfFact(conn, factID)
		if err != nil || !found {
			return err
		}
		g := newGraph(conn, nil)
		edges, err := g.Edges(n)
		if err != nil {
			return err
		}
		reader := factReader{conn: conn, remembered: remembered}
		if kindOfFact(n) == figureKind {
			recalled, err := reader.recalled(g, n)
			if err != nil {
				return err
			}
			edges = append(edges, recalled...)
		}
		for _, e := range edges {
			other, err := reader.passage(e.A + e.B - n)
			if err != nil {
				return err
			}
			l := onrecord.Link{Kind: e.Kind, A: factID, B: other.ID, Why: e.Why, Weight: e.Weight}
			if e.B == n {
				l.A, l.B = l.B, l.A
			}
			out = append(out, store.Linked{Link: l, Passage: other})
		}
		if kindOfFact(n) == commitmentKind {
			if err := reader.followed(n, &out); err != nil {
				return err
			}
		}
		slices.SortStableFunc(out, store.CompareLinked)
		return nil
	})
	return out, s.wrap(ctx, fmt.Sprintf("read the links of fact %.40q", factID), err)
}

// followed adds what follows up the other commitments of a thread, each passage once.
func (f *factReader) followed(n int64, out *[]store.Linked) error {
	thread, err := threadNumbers(f.conn, n)
	if err != nil {
		return err
	}
	for _, same := range thread {
		if same == n {
			continue
		}
		edges, err := newGraph(f.conn, nil).Edges(same)
		if err != nil {
			return err
		}
		for _, e := range edges {
			if e.Kind != onrecord.LinkFollowsUp || e.B != same {
				continue
			}
			a, err := f.passage(e.A)
			if err != nil {
				return err
			}
			b, err := f.passage(e.B)
			if err != nil {
				return err
			}
			if !slices.ContainsFunc(*out, func(l store.Linked) bool { return l.Link.Kind == e.Kind && l.Link.A == a.ID }) {
				*out = append(*out, store.Linked{Link: onrecord.Link{Kind: e.Kind, A: a.ID, B: b.ID, Why: e.Why, Weight: e.Weight}, Passage: a})
			}
		}
	}
	return nil
}

// maxThread bounds how many facts of a thread are listed.
const maxThread = 1000

// mostFew is how many facts of a thread are read together with those of others.
const mostFew = 100

// threadNumbers returns the numbers of the facts of a thread: of many the newest, the first
// and the one that is asked about.
func threadNumbers(conn Conn, n int64) ([]int64, error) {
	var at, first int64
	err := query(conn, "SELECT t.number, t.first FROM fact f JOIN thread t ON t.number = f.thread WHERE f.number = ?", func(stmt Stmt) error {
		at, first = stmt.ColumnInt64(0), stmt.ColumnInt64(1)
		return nil
	}, n)
	if err != nil || at == 0 {
		return []int64{n}, err
	}
	var numbers []int64
	err = query(conn, "SELECT number FROM fact WHERE thread = ? ORDER BY number DESC LIMIT ?", func(stmt Stmt) error {
		numbers = append(numbers, stmt.ColumnInt64(0))
		return nil
	}, at, maxThread-2)
	numbers = appendOnce(numbers, n)
	return appendOnce(numbers, first), err
}

// numberOfFact returns the number of a fact of a newest version.
func numberOfFact(x *factIndex, id string) (n int64, found bool, err error) {
	key, ok := idNumber(id)
	if !ok {
		return 0, false, nil
	}
	first, _ := factRange(0, 0, maxPosition)
	_, last := factRange(len(onrecord.FactKinds)-1, 0, maxPosition)
	err = x.descend(&factSearch{words: AllOf{one(factToken(key))}, first: first, last: last}, func(number int64) error {
		n, found = number, true
		return errEnough
	})
	return n, found, unlessEnough(err)
}

// passage returns what stands at a member's number.
func (f *factReader) passage(n int64) (store.Passage, error) {
	if kindOfFact(n) != passageKind {
		fact, err := f.fact(n)
		if err != nil {
			return store.Passage{}, err
		}
		at := fact.Span
		start := f.entries[placeOfFact(n)].span
		return store.Passage{ID: fact.ID, Release: fact.Release, Span: start, Context: fact.Context, At: at, Fact: &fact}, nil
	}
	m, err := newGraph(f.conn, nil).Member(n)
	if err != nil {
		return store.Passage{}, err
	}
	if err := f.load(positionOfFact(n)); err != nil {
		return store.Passage{}, err
	}
	p := store.Passage{ID: m.ID(), Release: f.record.Release, Span: m.Span}
	p.Release.Text, p.Release.Blocks = "", nil
	p.Context, p.At, err = around(&f.record, m.Span)
	return p, err
}

// Thread implements store.Reader.
func (s *Store) Thread(ctx context.Context, factID string) (out []store.Fact, err error) {
	threads, err := s.Threads(ctx, factID)
	if err != nil {
		return nil, err
	}
	return threads[0], nil
}

// Threads implements store.Reader.
func (s *Store) Threads(ctx context.Context, factIDs ...string) (out [][]store.Fact, err error) {
	err = s.read(ctx, func(conn Conn) error {
		remembered, err := s.recall(conn)
		if err != nil {
			return err
		}
		numbers := make([]int64, len(factIDs))
		for i, id := range factIDs {
			var found bool
			if numbers[i], found, err = remembered.numberOfFact(conn, id); err == nil && !found {
				err = fmt.Errorf("%w: there is no such fact as %.40q", onrecord.ErrNotFound, id)
			}
			if err != nil {
				return err
			}
		}
		columns, err := s.factColumns(conn, remembered.written)
		if err != nil {
			return err
		}
		threads, err := threadsNumbers(conn, columns, numbers)
		if err != nil {
			return err
		}
		if err := remembered.ahead(conn, slices.Concat(threads...)); err != nil {
			return err
		}
		out = make([][]store.Fact, len(threads))
		for i, t := range threads {
			if err := readThread(factReader{conn: conn, remembered: remembered}, t, &out[i]); err != nil {
				return err
			}
		}
		return nil
	})
	return out, s.wrap(ctx, "read threads of facts", err)
}

// threadsNumbers returns the numbers of all that stands in the threads of some facts. Most facts are alone.
func threadsNumbers(conn Conn, columns *factColumns, facts []int64) (threads [][]int64, err error) {
	threads = make([][]int64, len(facts))
	places := map[int64][]int{} // of the facts in threads, of which several may be in one
	var threaded []int64
	for i, n := range facts {
		threads[i] = []int64{n}
		if row := columns.row(n); row != nil && row.threaded {
			if places[n] == nil {
				threaded = append(threaded, n)
			}
			places[n] = append(places[n], i)
		}
	}
	if len(threaded) > 1 {
		err = fewNumbers(conn, threaded, func(n int64, thread []int64) {
			for _, i := range places[n] {
				threads[i] = slices.Clone(thread)
			}
			delete(places, n)
		})
	}
	for n, at := range places { // of many
		for _, i := range at {
			if err == nil {
				threads[i], err = threadNumbers(conn, n)
			}
		}
	}
	if err != nil {
		return nil, err
	}
	return threads, withFormer(conn, threads)
}

// fewNumbers calls found with what threadNumbers returns of each of some facts whose threads are short: in one question, since each may
// be a journey to a server.
func fewNumbers(conn Conn, facts []int64, found func(n int64, thread []int64)) error {
	var of int64
	var thread []int64
	end := func() {
		if len(thread) > 0 {
			found(of, thread)
		}
		thread = nil
	}
	err := query(conn, `SELECT f.number, o.number FROM json_each(?) j CROSS JOIN fact f ON f.number = CAST(j.value AS BIGINT)
		CROSS JOIN thread t ON t.number = f.thread AND t.members <= ? CROSS JOIN fact o ON o.thread = f.thread ORDER BY f.number, o.number DESC`, func(stmt Stmt) error {
		if n := stmt.ColumnInt64(0); n != of {
			end()
			of = n
		}
		thread = append(thread, stmt.ColumnInt64(1))
		return nil
	}, jsonOf(facts), mostFew)
	end()
	return err
}

// readThread reads the facts of a thread in the order in which they were said.
func readThread(reader factReader, numbers []int64, out *[]store.Fact) error {
	type placed struct {
		store.Fact
		member *link.Member
	}
	var list []placed
	slices.Sort(numbers) // neighbours stand in one release
	for _, n := range numbers {
		f, err := reader.value(n)
		if err != nil {
			return err
		}
		list = append(list, placed{f, &link.Member{Release: f.Release.ID, IssuedOn: f.Release.IssuedOn, Span: f.One().Head().Span}})
	}
	slices.SortStableFunc(list, func(a, b placed) int { return link.Compare(a.member, b.member) })
	for _, p := range list {
		*out = append(*out, p.Fact)
	}
	return nil
}
