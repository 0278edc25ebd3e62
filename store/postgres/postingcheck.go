package postgres

import (
	"encoding/binary"
	"fmt"

	"github.com/cespare/xxhash/v2"
	"github.com/jackc/pgx/v5"
)

// textsAtOnce is how many texts are read at a time to look at their postings.
const textsAtOnce = 1000

// verifyPostings compares what runs hold of each text with what the text index holds of it.
func (c *connection) verifyPostings(fault func(reason string)) error {
	set, err := c.postingSet()
	if err != nil {
		return err
	}
	held, err := c.heldPostings(set)
	if err != nil {
		return err
	}
	wrong := 0
	for last, more := int64(-1), true; more; {
		var rowids []int64
		err := c.ask("SELECT DISTINCT rowid FROM text_index t WHERE rowid > $1 AND NOT EXISTS (SELECT FROM unposted u WHERE u.rowid = t.rowid) ORDER BY rowid LIMIT $2", func(rows pgx.Rows) error {
			err := rows.Scan(&last)
			rowids = append(rowids, last)
			return err
		}, last, textsAtOnce)
		if err != nil {
			return err
		}
		more = len(rowids) == textsAtOnce
		err = c.eachText(rowids, func(rowid int64, parts [][]string) {
			var p newPostings
			p.add(rowid, parts)
			_, list := p.sorted()
			want := uint64(0)
			for _, one := range list {
				want += one.digest()
			}
			if held[rowid] != want {
				wrong++
			}
		})
		if err != nil {
			return err
		}
	}
	if wrong > 0 {
		fault(fmt.Sprintf("the postings of %d texts do not match the text index; restore a backup", wrong))
	}
	return nil
}

// heldPostings returns the sum of the digests of each text's postings.
func (c *connection) heldPostings(set *postingSet) (map[int64]uint64, error) {
	held := map[int64]uint64{}
	for i, r := range set.runs {
		var live []postedText
		for text, t := range r.texts {
			if !set.late[i].has(uint32(text)) {
				live = append(live, t)
			}
		}
		cursor := newPostingCursor(c, set, i, live)
		for {
			if err := cursor.advance(); err != nil {
				return nil, err
			}
			if !cursor.some {
				break
			}
			if p := cursor.reader.last; cursor.places[p.text] >= 0 {
				held[r.texts[p.text].rowid] += p.digest()
			}
		}
	}
	return held, nil
}

// digest is a hash of the posting, whatever the number of its text is.
func (p posting) digest() uint64 {
	var b [12]byte
	binary.LittleEndian.PutUint64(b[:8], uint64(p.key))
	binary.LittleEndian.PutUint32(b[8:], p.at)
	return xxhash.Sum64(b[:])
}
