package sqlite

import (
	"context"
	"encoding/hex"
	"fmt"
	"sync"
	"sync/atomic"

	"zombiezen.com/go/sqlite"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/release"
	"github.com/onrecord/onrecord/search"
	"github.com/onrecord/onrecord/store"
)

// prepared is what can be made of a record without looking at the store:
// other processors do it while the writer is busy with the record before.
type prepared struct {
	hash      [32]byte // what tells versions apart: title, day of issue and text
	index     indexed
	factWords []string // the stems under each fact's span, in the order of entries
	body      []byte
	facts     []byte // with the ids that the facts had
	whole     bool   // false where only hash is made: the release stands as it is
	err       error
	done      chan struct{}
}

// preparer makes them, one at a time.
type preparer struct {
	analyzer search.Analyzer
	indexer  indexer
	memory   []byte
}

// hash makes the hash alone.
func (p *preparer) hash(r *onrecord.Record, out *prepared) error {
	b, err := hex.DecodeString(release.TextHash(r.Release))
	if err != nil || len(b) != len(out.hash) {
		return fmt.Errorf("%w: a release's hash is not 64 hexadecimal digits", onrecord.ErrInvalid)
	}
	copy(out.hash[:], b)
	return nil
}

// rest makes all but the hash.
func (p *preparer) rest(r *onrecord.Record, out *prepared) {
	out.whole = true
	out.index = p.indexer.release(&p.analyzer, &r.Release).clone()
	for _, e := range entries(&r.Facts) {
		out.factWords = append(out.factWords, string(p.indexer.words(e.span)))
	}
	out.body, p.memory = encodeBody(p.memory, &r.Release)
	out.facts, p.memory = encodeFacts(p.memory, &r.Facts, r.Text)
}

// preparation is a batch being prepared.
type preparation struct {
	records []*onrecord.Record
	made    []prepared
	next    atomic.Int64
	stop    atomic.Bool
	workers sync.WaitGroup
}

// preparers is how many records of a batch are prepared at once.
const preparers = 2

// prepare starts on a batch. The caller calls end when it is done with it.
func (s *Store) prepare(ctx context.Context, batch []store.Ingested) *preparation {
	p := &preparation{}
	for i := range batch {
		for j := range batch[i].Records {
			p.records = append(p.records, &batch[i].Records[j])
		}
	}
	p.made = make([]prepared, len(p.records))
	for i := range p.made {
		p.made[i].done = make(chan struct{})
	}
	for range min(preparers, len(p.records)) {
		p.workers.Add(1)
		go s.work(ctx, p)
	}
	return p
}

func (s *Store) work(ctx context.Context, p *preparation) {
	defer p.workers.Done()
	w, _ := s.preparers.Get().(*preparer)
	if w == nil {
		w = &preparer{}
	}
	defer s.preparers.Put(w)
	for {
		i := int(p.next.Add(1)) - 1
		if i >= len(p.records) || p.stop.Load() {
			return
		}
		r, out := p.records[i], &p.made[i]
		out.err = w.hash(r, out)
		if out.err == nil && !s.stands(ctx, r.ID, out.hash) {
			w.rest(r, out)
		}
		close(out.done)
	}
}

// stands reports whether the newest version of the release has the hash and
// was made by the same rules: then most likely nothing needs doing. Where it
// cannot tell, all is prepared.
func (s *Store) stands(ctx context.Context, id string, hash [32]byte) (same bool) {
	err := s.read(ctx, func(conn *sqlite.Conn) error {
		_, found, err := number(conn, `SELECT 1 FROM release r JOIN version v ON v.release = r.number AND v.version = r.newest
			WHERE r.id = ? AND v.hash = ? AND v.rules = ?`, id, hash[:], s.options.Rules)
		same = found
		return err
	})
	return same && err == nil
}

// take waits for a record's preparation. Until it returns the record must not
// be changed.
func (p *preparation) take(i int) (*prepared, error) {
	<-p.made[i].done
	return &p.made[i], p.made[i].err
}

// need makes what was left out because the release seemed to stand as it is.
func (b *batchSaver) need(w *work) {
	if w.made.whole {
		return
	}
	b.preparer.rest(w.record, w.made)
	w.facts = w.made.facts
}

// drop frees what is no longer needed of a record.
func (p *preparation) drop(i int) { p.made[i] = prepared{} }

// end stops the workers and waits for them.
func (p *preparation) end() {
	p.stop.Store(true)
	p.workers.Wait()
}
