package ledger

import (
	"context"
	"runtime"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"github.com/onrecord/onrecord/internal/beside"
	"github.com/onrecord/onrecord/store"
)

// Memory remembers entries of one record, for who asks for many of the same again: each counts until something of a
// release that it was read from is written to. The zero Memory is ready. It is safe for concurrent use.
type Memory struct {
	follower store.Follower
	entries  map[string]remembered // by the ids of the facts that they were asked for by
	mentions int                   // in all of them
}

// remembered is an entry with what it rests on: the thread as it was, and releases.
type remembered struct {
	Entry
	thread   store.Thread
	releases []string
}

// mostRemembered bounds the mentions of all entries that are remembered: some 60 MB with the texts and packed facts that
// their words are cut from.
const mostRemembered = 1 << 13

// Sums is the function Sums. Entries are shared: nobody may change them.
func (m *Memory) Sums(ctx context.Context, s store.Reader, r Request) (Page, error) {
	written, err := m.follower.CatchUp(ctx, s, m.forget)
	if err != nil {
		return Page{}, err
	}
	return sums(ctx, s, r, &recalled{m, written})
}

// forget drops what rests on a release that was touched. The follower's lock is held.
func (m *Memory) forget(touched store.Touched) {
	if touched.All || m.entries == nil {
		m.entries, m.mentions = map[string]remembered{}, 0
	}
	gone := make(map[string]bool, len(touched.Releases))
	for _, id := range touched.Releases {
		gone[id] = true
	}
	for id, e := range m.entries {
		for _, release := range e.releases {
			if gone[release] {
				delete(m.entries, id)
				m.mentions -= len(e.Mentions)
				break
			}
		}
	}
}

// recalled is a memory as it was when the record had been written to so often. Nil remembers nothing.
type recalled struct {
	*Memory
	at int64
}

// entry returns what is remembered of the entry of a fact, whose thread is still what it was.
func (r *recalled) entry(f *store.Fact) (e Entry, known bool) {
	if r == nil {
		return e, false
	}
	r.follower.Lock()
	defer r.follower.Unlock()
	kept, known := r.entries[f.ID]
	return kept.Entry, known && r.follower.At(r.at) && kept.thread == f.Thread
}

func (r *recalled) keep(f *store.Fact, e *Entry, releases []string) {
	if r == nil || len(e.Mentions) > mostRemembered/16 {
		return
	}
	r.follower.Lock()
	defer r.follower.Unlock()
	if !r.follower.At(r.at) {
		return
	}
	for id, old := range r.entries { // any
		if r.mentions+len(e.Mentions) <= mostRemembered {
			break
		}
		delete(r.entries, id)
		r.mentions -= len(old.Mentions)
	}
	r.mentions += len(e.Mentions) - len(r.entries[f.ID].Mentions)
	r.entries[f.ID] = remembered{*e, f.Thread, releases}
}

// entriesOf returns the entries of facts, in their order.
func entriesOf(ctx context.Context, s store.Reader, facts []store.Fact, memory *recalled) ([]Entry, error) {
	entries := make([]Entry, len(facts))
	var missing []*store.Fact
	var places []int
	for i := range facts {
		known := false
		if entries[i], known = memory.entry(&facts[i]); !known {
			missing, places = append(missing, &facts[i]), append(places, i)
		}
	}
	err := readSeveral(ctx, s, missing, func(reader *reader, at int) error {
		e, releases, err := reader.entry(ctx, missing[at])
		if err == nil {
			entries[places[at]] = e
			memory.keep(missing[at], &e, releases)
		}
		return err
	})
	return entries, err
}

// mostReaders is how many read the entries or the series of a page at once, and readTogether is of how many facts at most each asks for
// what they rest on in one question.
const (
	mostReaders  = 4
	readTogether = 32
)

// readSeveral calls read with the place of each of the facts, several at once, each reader with what the facts next to it rest on
// read ahead; after an error no more are begun. It returns one of the errors.
func readSeveral(ctx context.Context, s store.Reader, facts []*store.Fact, read func(*reader, int) error) error {
	n := len(facts)
	several := min(runtime.GOMAXPROCS(0), mostReaders, n)
	together := 1
	if n > 0 { // as much for each reader, so that none waits for another's last question
		questions := divided(divided(n, several), readTogether)
		together = divided(n, several*questions)
	}
	var next atomic.Int64
	var readers errgroup.Group
	for range several {
		readers.Go(beside.Guarded(func() error {
			reader := newReader(s)
			for {
				first := int(next.Add(int64(together))) - together
				if first >= n {
					return nil
				}
				part := facts[first:min(first+together, n)]
				err := reader.ahead(ctx, part)
				for i := 0; i < len(part) && err == nil; i++ {
					err = read(reader, first+i)
				}
				if err != nil {
					next.Store(int64(n))
					return err
				}
			}
		}))
	}
	return readers.Wait()
}

// divided is a by b, rounded up.
func divided(a, b int) int { return (a + b - 1) / b }
