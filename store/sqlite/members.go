package sqlite

import (
	"errors"
	"runtime"
	"sync"

	"zombiezen.com/go/sqlite"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/link"
)

// memberBatch is how many releases are read for their members at a time.
const memberBatch = 128

// memberReader keeps the members of all releases: one goroutine asks the
// database, the others unpack and read.
type memberReader struct {
	conn    *sqlite.Conn
	readers []link.Reader // one a goroutine
	holders []link.Holder
}

// packedRelease is a release's newest version as it is kept, then what it gives.
type packedRelease struct {
	position, release int64
	said              map[string]onrecord.Statement // of its facts
	head, body, facts []byte
	members           []packedMember
	err               error
}

type packedMember struct {
	number int64
	place  int64
	keys   []link.Key
	body   []byte
}

// keepMembers keeps the members of all releases and returns what keys they hold.
func keepMembers(conn *sqlite.Conn, progress func(done, total int)) (holders []link.Holder, releases int, err error) {
	n, _, err := number(conn, "SELECT count(*) FROM release")
	if err != nil {
		return nil, 0, err
	}
	releases = int(n)
	m := memberReader{conn: conn, readers: make([]link.Reader, runtime.GOMAXPROCS(0))}
	done := 0
	batch, err := m.load(-1)
	for err == nil && len(batch) > 0 {
		var next []packedRelease
		wait := m.read(batch)
		next, err = m.load(batch[len(batch)-1].position)
		wait()
		for i := 0; i < len(batch) && err == nil; i++ {
			err = m.keep(&batch[i])
		}
		done += len(batch)
		progress(done, 2*releases)
		batch = next
	}
	return m.holders, releases, err
}

// load returns the next releases after a position.
func (m *memberReader) load(after int64) (batch []packedRelease, err error) {
	err = query(m.conn, `SELECT r.position, v.head, v.body, v.facts, r.number FROM release r
		JOIN version v ON v.release = r.number AND v.version = r.newest WHERE r.position > ? ORDER BY r.position LIMIT ?`, func(stmt *sqlite.Stmt) error {
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
func (m *memberReader) read(batch []packedRelease) (wait func()) {
	var workers sync.WaitGroup
	for w := range m.readers {
		workers.Go(func() {
			for i := w; i < len(batch); i += len(m.readers) {
				batch[i].read(&m.readers[w])
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
	for _, n := range numbered(reader, &r, list, p.position) {
		body, err := n.AppendBinary(nil)
		if err != nil {
			p.err = err
			return
		}
		p.members = append(p.members, packedMember{number: n.Number, place: n.Place(), keys: n.Keys, body: body})
	}
}

// keep writes a release's members.
func (m *memberReader) keep(p *packedRelease) error {
	if p.err != nil {
		return p.err
	}
	for _, member := range p.members {
		if err := query(m.conn, "INSERT INTO member (number, body) VALUES (?, ?)", nil, member.number, member.body); err != nil {
			return err
		}
		for _, k := range member.keys {
			m.holders = append(m.holders, link.Holder{Key: k, Place: member.place, Number: member.number})
		}
	}
	return nil
}
