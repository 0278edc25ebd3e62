package review

import (
	"context"

	"github.com/onrecord/onrecord/store"
)

// Memory remembers why the facts of one record's releases are read, for who asks for the queue often: reading a release
// again is most of what a page costs. What is remembered of a release counts until something of it is written to. The zero
// Memory is ready. It is safe for concurrent use.
type Memory struct {
	follower store.Follower
	releases map[string]reasons // by their ids
	facts    int                // in all of them
}

// mostRemembered bounds the facts whose reasons are remembered: some 8 MB.
const mostRemembered = 1 << 14

// Queue is the function Queue.
func (m *Memory) Queue(ctx context.Context, s store.Reader, r Request) (Page, error) {
	written, err := m.follower.CatchUp(ctx, s, m.forget)
	if err != nil {
		return Page{}, err
	}
	return queue(ctx, s, r, &recalled{m, written})
}

// forget drops what is remembered of releases that were touched. The follower's lock is held.
func (m *Memory) forget(touched store.Touched) {
	if touched.All || m.releases == nil {
		m.releases, m.facts = map[string]reasons{}, 0
	}
	for _, id := range touched.Releases {
		m.drop(id)
	}
}

func (m *Memory) drop(id string) {
	m.facts -= len(m.releases[id])
	delete(m.releases, id)
}

// recalled is a memory as it was when the record had been written to so often. Nil remembers nothing.
type recalled struct {
	*Memory
	at int64
}

// reasons returns what is remembered of a release, nil for nothing. It is shared: nobody may change it.
func (r *recalled) reasons(release string) reasons {
	if r == nil {
		return nil
	}
	r.follower.Lock()
	defer r.follower.Unlock()
	if !r.follower.At(r.at) {
		return nil
	}
	return r.releases[release]
}

func (r *recalled) keep(release string, of reasons) {
	if r == nil || len(of) > mostRemembered/16 {
		return
	}
	r.follower.Lock()
	defer r.follower.Unlock()
	if !r.follower.At(r.at) {
		return
	}
	r.drop(release)
	for old := range r.releases { // any
		if r.facts+len(of) <= mostRemembered {
			break
		}
		r.drop(old)
	}
	r.releases[release] = of
	r.facts += len(of)
}
