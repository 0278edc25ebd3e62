package keep

import (
	"context"
	"errors"
	"runtime"
	"sync"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/link"
)

// memberBatch is how many releases are read for their members at a time.
const memberBatch = 128

// memberReader keeps the members of all releases: one goroutine asks the
// database, the others unpack and read.
type memberReader struct {
	conn    Conn
	readers []link.Reader // one a goroutine
	packs   *packFile
	holders *runs[[4]int64]
	// The releases that hold any, and how many of the holders anchor.
	releases [][2]int64
	anchors  int64
}

// packedRelease is a release's newest version as it is kept, then what it gives.
type packedRelease struct {
	position, release int64
	said              map[string]onrecord.Statement // of its facts
	head, body, facts []byte
	packs             []packedMembers
	holders           [][4]int64 // key, place, member and traits
	err               error
}

// packedMembers is a row of the table of members.
type packedMembers struct {
	at     int64
	keys   int
	digest int64 // of which of them holds which key
	body   []byte
}

// keepAll keeps the members of all releases and gathers which keys they hold.
func (m *memberReader) keepAll(ctx context.Context, progress func(done int)) error {
	m.readers = make([]link.Reader, runtime.GOMAXPROCS(0))
	done := 0
	batch, err := m.load(-1)
	for err == nil && len(batch) > 0 {
		var next []packedRelease
		wait := m.read(ctx, batch)
		next, err = m.load(batch[len(batch)-1].position)
		wait()
		for i := 0; i < len(batch) && err == nil; i++ {
			err = m.keep(&batch[i])
		}
		done += len(batch)
		progress(done)
		batch = next
	}
	m.readers = nil // what they remember of words is needed no more
	return err
}

// load returns the next releases after a position.
func (m *memberReader) load(after int64) (batch []packedRelease, err error) {
	err = query(m.conn, `SELECT r.position, v.head, v.body, v.facts, r.number FROM release r
		JOIN version v ON v.release = r.number AND v.version = r.newest WHERE r.position > ? ORDER BY r.position LIMIT ?`, func(stmt Stmt) error {
		batch = append(batch, packedRelease{position: stmt.ColumnInt64(0), head: bytesOf(stmt, 1), body: bytesOf(stmt, 2), facts: bytesOf(stmt, 3), release: stmt.ColumnInt64(4)})
		return nil
	}, after, memberBatch)
	some, any := anyReviews(m.conn)
	if err = errors.Join(err, any); err != nil || !some {
		return batch, err
	}
	for i := 0; i < len(batch) && err == nil; i++ {
		batch[i].said, err = reviewsOf(m.conn, batch[i].release)
	}
	return batch, err
}

// read begins to read the releases of a batch and returns how to wait for it.
func (m *memberReader) read(ctx context.Context, batch []packedRelease) (wait func()) {
	var workers sync.WaitGroup
	for w := range m.readers {
		workers.Go(func() {
			for i := w; i < len(batch); i += len(m.readers) {
				if batch[i].err = ctx.Err(); batch[i].err == nil {
					batch[i].read(&m.readers[w])
				}
			}
		})
	}
	return workers.Wait
}

// read unpacks a release and reads its members.
func (p *packedRelease) read(reader *link.Reader) {
	var r onrecord.Record
	if p.err = decodeHead(p.head, &r.Release); p.err == nil {
		p.err = decodeBody(p.body, &r.Release)
	}
	if p.err == nil {
		p.err = decodeFacts(p.facts, r.Text, &r.Facts)
	}
	if p.err != nil {
		return
	}
	list := entries(&r.Facts)
	r.Facts.ApplyReviews(r.Text, p.said)
	members := numbered(reader, &r, list, p.position)
	keys := 0
	for i := range members {
		keys += len(members[i].Keys)
	}
	p.holders = make([][4]int64, 0, keys)
	for i := range members {
		for h := range members[i].Holders(members[i].Number) {
			p.holders = append(p.holders, [4]int64{int64(h.Key), h.Place, heldBy(h), int64(h.Traits)})
		}
	}
	packs, at := packed(members)
	for i, pack := range packs {
		p.packs = append(p.packs, pack.packed(at[i]))
	}
}

// keep writes a release's members.
func (m *memberReader) keep(p *packedRelease) error {
	if p.err != nil {
		return p.err
	}
	for _, pack := range p.packs {
		if err := query(m.conn, insertPack, nil, pack.at, pack.keys, pack.digest, pack.body); err != nil {
			return err
		}
		if err := m.packs.add(pack.at, pack.body); err != nil {
			return err
		}
	}
	for i, h := range p.holders {
		if i == 0 {
			m.releases = append(m.releases, releaseOfEntry(h[1], h[2]))
		}
		if (keyEntry{held: h[2]}).anchors() {
			m.anchors++
		}
		if err := m.holders.add(h); err != nil {
			return err
		}
	}
	return nil
}
