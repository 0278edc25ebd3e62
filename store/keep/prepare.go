package keep

import (
	"bytes"
	"context"
	"encoding/hex"
	"fmt"
	"sync"
	"sync/atomic"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/link"
	"github.com/onrecord/onrecord/release"
	"github.com/onrecord/onrecord/search"
	"github.com/onrecord/onrecord/store"
)

// prepared is what can be made of a record without looking at the store:
// other processors do it while the writer is busy with the record before.
type prepared struct {
	hash      [32]byte // what tells versions apart: title, day of issue and text
	index     indexed
	entries   []entry
	factWords [][]byte // the stems under each fact's span, in the order of entries
	names     []int64  // the id of each name
	held      []link.Held
	renamings []link.Renaming
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
	out.entries = entries(&r.Facts)
	out.factWords = make([][]byte, len(out.entries))
	for i, e := range out.entries {
		out.factWords[i] = bytes.Clone(p.indexer.stemsUnder(e.span))
	}
	out.readNames(r)
	out.body, p.memory = encodeBody(p.memory, &r.Release)
	out.facts, p.memory = encodeFacts(p.memory, &r.Facts, r.Text)
}

// readNames makes what hangs on the names of a record.
func (p *prepared) readNames(r *onrecord.Record) {
	p.names = make([]int64, len(r.Names))
	for i := range r.Names {
		p.names[i], _ = idNumber(link.NameID(r.Names[i].Kind, r.Names[i].Text))
	}
	p.held = link.HeldPosts(r)
	p.renamings = link.Renamings(r)
}

// preparation is a batch being prepared.
type preparation struct {
	standing standing
	captures []preparedCapture
	records  []*onrecord.Record
	made     []prepared
	next     atomic.Int64
	stop     atomic.Bool
	workers  sync.WaitGroup
}

// preparers is how many records of a batch are prepared at once.
const preparers = 2

// preparedCapture is a capture's bytes as they are kept.
type preparedCapture struct {
	body        []byte
	compression string
	done        chan struct{}
}

// prepare starts on a batch. The caller calls end when it is done with it.
func (s *Store) prepare(ctx context.Context, batch []store.Ingested) *preparation {
	p := &preparation{standing: s.standing(ctx, batch), captures: make([]preparedCapture, len(batch))}
	for i := range p.captures {
		p.captures[i].done = make(chan struct{})
	}
	p.workers.Add(1)
	go p.compressAll(batch)
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
		go s.work(p)
	}
	return p
}

// compressAll compresses the captures that are not kept already.
func (p *preparation) compressAll(batch []store.Ingested) {
	defer p.workers.Done()
	for i := range batch {
		c := &batch[i].Capture
		if !p.standing.captures[c.Hash] && !p.stop.Load() {
			p.captures[i].body, p.captures[i].compression = compressCapture(c.Body)
		}
		close(p.captures[i].done)
	}
}

func compressCapture(body []byte) ([]byte, string) {
	if packed := compress(body); len(packed) < len(body) {
		return packed, "zstd"
	}
	return body, "none"
}

// takeCapture waits for the bytes of the batch's capture i, nil where it was
// kept already.
func (p *preparation) takeCapture(i int) (body []byte, compression string) {
	<-p.captures[i].done
	body, compression = p.captures[i].body, p.captures[i].compression
	p.captures[i] = preparedCapture{}
	return body, compression
}

func (s *Store) work(p *preparation) {
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
		if hash, old := p.standing.releases[r.ID]; out.err == nil && !(old && hash == out.hash) {
			w.rest(r, out)
		}
		close(out.done)
	}
}

// standing is what a batch meets that is kept already. Where it cannot tell,
// all is prepared.
type standing struct {
	captures map[string]bool     // by hash
	releases map[string][32]byte // by id: the newest version's hash, where the same rules made it
}

func (s *Store) standing(ctx context.Context, batch []store.Ingested) standing {
	out := standing{map[string]bool{}, map[string][32]byte{}}
	err := s.read(ctx, func(conn Conn) error {
		for i := range batch {
			_, kept, err := number(conn, "SELECT 1 FROM blob WHERE hash = ?", batch[i].Capture.Hash)
			if err != nil {
				return err
			}
			out.captures[batch[i].Capture.Hash] = kept
			for j := range batch[i].Records {
				id := batch[i].Records[j].ID
				err := query(conn, `SELECT v.hash FROM release r JOIN version v ON v.release = r.number AND v.version = r.newest
					WHERE r.id = ? AND v.rules = ?`, func(stmt Stmt) error {
					var hash [32]byte
					stmt.ColumnBytes(0, hash[:])
					out.releases[id] = hash
					return nil
				}, id, s.options.Rules)
				if err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		return standing{}
	}
	return out
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
