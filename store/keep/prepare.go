package keep

import (
	"context"
	"encoding/hex"
	"fmt"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/link"
	"github.com/onrecord/onrecord/release"
	"github.com/onrecord/onrecord/search"
	"github.com/onrecord/onrecord/store"
)

// prepared is what can be made of a record without looking at the store:
// other processors do it while the writer is busy with what came before.
type prepared struct {
	hash      [32]byte // what tells versions apart: title, day of issue and text
	index     indexed
	entries   []entry
	factWords [][]uint64 // the keys of the stems under each fact's span, in the order of entries
	names     []int64    // the id of each name
	held      []link.Held
	renamings []link.Renaming
	body      []byte
	facts     []byte // with the ids that the facts had
	whole     bool   // false where only hash is made: the release stands as it is
	err       error
}

// stemsAFact is how many stems most facts have at most, on the average of a release.
const stemsAFact = 10

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
	out.factWords = make([][]uint64, len(out.entries))
	keys := make([]uint64, 0, stemsAFact*len(out.entries))
	for i, e := range out.entries {
		from := len(keys)
		keys = p.indexer.appendStemsUnder(keys, e.span)
		out.factWords[i] = keys[from:len(keys):len(keys)]
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

// preparation is what is prepared of a capture.
type preparation struct {
	body        []byte // as it is kept
	compression string // "" where the capture is kept already
	records     []prepared
	err         error // what was kept already could not be read
}

// Prepare implements store.Writer.
func (s *Store) Prepare(ctx context.Context, in *store.Ingested) {
	p, _ := s.preparers.Get().(*preparer)
	if p == nil {
		p = &preparer{}
	}
	defer s.preparers.Put(p)
	standing, err := s.standing(ctx, in)
	out := &preparation{records: make([]prepared, len(in.Records)), err: err}
	if !standing.capture {
		out.body, out.compression = compressCapture(in.Capture.Body)
	}
	for i := range in.Records {
		r, made := &in.Records[i], &out.records[i]
		made.err = p.hash(r, made)
		if hash, old := standing.releases[r.ID]; made.err == nil && !(old && hash == made.hash) {
			p.rest(r, made)
		}
	}
	in.Prepared = out
}

// takePreparation returns what is prepared of a capture, and prepares it where nobody did. It is good for one
// attempt to save, which changes records: copies of the capture find it empty. Where the store could not be read for it,
// it is tried once more: the connection may be back.
func (s *Store) takePreparation(ctx context.Context, in *store.Ingested) (preparation, error) {
	p, _ := in.Prepared.(*preparation)
	if p == nil || len(p.records) != len(in.Records) || p.err != nil {
		s.Prepare(ctx, in)
		p = in.Prepared.(*preparation)
	}
	out := *p
	*p, in.Prepared = preparation{}, nil
	return out, out.err
}

func compressCapture(body []byte) ([]byte, string) {
	if packed := compress(body); len(packed) < len(body) {
		return packed, "zstd"
	}
	return body, "none"
}

// standing is what of a capture is kept already.
type standing struct {
	capture  bool                // the bytes
	releases map[string][32]byte // by id: the newest version's hash, where the same rules made it
}

func (s *Store) standing(ctx context.Context, in *store.Ingested) (out standing, err error) {
	ids := make([]string, len(in.Records))
	for i := range in.Records {
		ids[i] = in.Records[i].ID
	}
	err = s.read(ctx, func(conn Conn) (err error) {
		out = standing{releases: map[string][32]byte{}}
		if _, out.capture, err = number(conn, "SELECT 1 FROM blob WHERE hash = ?", in.Capture.Hash); err != nil {
			return err
		}
		return query(conn, `SELECT r.id, v.hash FROM json_each(?) j CROSS JOIN release r ON r.id = j.value
			JOIN version v ON v.release = r.number AND v.version = r.newest WHERE v.rules = ?`, func(stmt Stmt) error {
			var hash [32]byte
			stmt.ColumnBytes(1, hash[:])
			out.releases[stmt.ColumnText(0)] = hash
			return nil
		}, jsonOf(ids), s.options.Rules)
	})
	return out, err
}

// need makes what was left out because the release seemed to stand as it is.
func (b *batchSaver) need(w *work) {
	if w.made.whole {
		return
	}
	b.preparer.rest(w.record, w.made)
	w.facts = w.made.facts
}
