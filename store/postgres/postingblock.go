package postgres

import (
	"encoding/binary"
	"fmt"
	"hash/crc64"

	"github.com/onrecord/onrecord"
)

// postingBlockBytes is the most that a block takes: a row of it is kept whole.
const postingBlockBytes = 1900

// mostPostingBytes is the most that a posting takes: a key, a text and a place.
const mostPostingBytes = 3 * binary.MaxVarintLen64

// errPostings says that a run is damaged.
var errPostings = fmt.Errorf("%w: the postings of the text index; restore a backup", onrecord.ErrDamaged)

var crcTable = crc64.MakeTable(crc64.ECMA)

// What begins a number in a block: its last bit says whether a key follows the last key, or a text the last text.
const (
	keyFollows  = 0
	textFollows = 1
)

// postingWriter makes the blocks of a run of postings that come in their order.
type postingWriter struct {
	keep   func(first int64, body []byte) error // holds on to it
	body   []byte
	first  int64
	last   posting
	digest uint64
}

func (w *postingWriter) add(p posting) error {
	if len(w.body)+mostPostingBytes > postingBlockBytes {
		if err := w.end(); err != nil {
			return err
		}
	}
	begins := len(w.body) == 0
	if begins {
		w.body = make([]byte, 0, postingBlockBytes)
		w.first, w.last = p.key, posting{}
	}
	follows := int64(w.last.text)
	if begins || p.key != w.last.key {
		w.body = binary.AppendUvarint(w.body, uint64(p.key-w.last.key)<<1|keyFollows)
		w.last.at, follows = 0, -1
	} else if p.text != w.last.text {
		w.last.at = 0
	}
	w.body = binary.AppendUvarint(w.body, uint64(int64(p.text)-follows)<<1|textFollows)
	if isPair(p.key) {
		w.body = binary.AppendUvarint(w.body, uint64(p.at-w.last.at))
	}
	w.last = p
	return nil
}

// end ends a block, and with it the run.
func (w *postingWriter) end() error {
	if len(w.body) == 0 {
		return nil
	}
	w.digest = crc64.Update(w.digest, crcTable, w.body)
	body := w.body
	w.body = nil
	return w.keep(w.first, body)
}

// postingReader gives the postings of a block, one after the other.
type postingReader struct {
	rest []byte
	last posting
	text int64
}

func newPostingReader(body []byte) postingReader { return postingReader{rest: body, text: -1} }

// next reports whether there is another posting, which then is r.last.
func (r *postingReader) next() (bool, error) {
	if len(r.rest) == 0 {
		return false, nil
	}
	n, err := r.number()
	if err == nil && n&1 == keyFollows {
		r.last.key += int64(n >> 1)
		r.last.at, r.text = 0, -1
		n, err = r.number()
	}
	if err != nil || n&1 != textFollows {
		return false, errPostings
	}
	if n >>= 1; n > 0 {
		r.text += int64(n)
		r.last.at = 0
	}
	r.last.text = uint32(r.text)
	if isPair(r.last.key) {
		at, err := r.number()
		if err != nil {
			return false, err
		}
		r.last.at += uint32(at)
	}
	return true, nil
}

func (r *postingReader) number() (uint64, error) {
	if len(r.rest) > 0 && r.rest[0] < 0x80 {
		n := uint64(r.rest[0])
		r.rest = r.rest[1:]
		return n, nil
	}
	n, size := binary.Uvarint(r.rest)
	if size <= 0 {
		return 0, errPostings
	}
	r.rest = r.rest[size:]
	return n, nil
}

// postedText is a text of a run.
type postedText struct {
	rowid int64
	since int64 // the run by which it was first kept: of several the latest counts
}

func encodeTexts(list []postedText) []byte {
	b := binary.AppendUvarint(nil, uint64(len(list)))
	var last postedText
	for _, t := range list {
		b = binary.AppendUvarint(b, uint64(t.rowid-last.rowid))
		b = binary.AppendVarint(b, t.since-last.since)
		last = t
	}
	return b
}

func decodeTexts(b []byte) ([]postedText, error) {
	n, size := binary.Uvarint(b)
	if size <= 0 || n > uint64(len(b)) {
		return nil, errPostings
	}
	b = b[size:]
	list := make([]postedText, n)
	var last postedText
	for i := range list {
		rowid, size := binary.Uvarint(b)
		if size <= 0 {
			return nil, errPostings
		}
		since, more := binary.Varint(b[size:])
		if more <= 0 {
			return nil, errPostings
		}
		b = b[size+more:]
		last = postedText{last.rowid + int64(rowid), last.since + since}
		list[i] = last
	}
	return list, nil
}
