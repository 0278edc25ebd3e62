package postgres

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"strings"

	"github.com/jackc/pgx/v5"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store/keep"
)

// postedAtOnce is how many texts of before are given postings in one transaction.
const postedAtOnce = 1000

// postAll gives postings to the texts that an earlier onrecord indexed, some at a time, while others read and write. Where it
// may not, or another program writes for long, they are found without.
func (e *engine) postAll(ctx context.Context) error {
	if e.options.ReadOnly {
		return nil
	}
	for {
		var some bool
		err := e.pool.QueryRow(ctx, "SELECT EXISTS (SELECT FROM unposted) AND has_table_privilege('unposted', 'DELETE')").Scan(&some)
		if err != nil || !some {
			return err
		}
		err = e.Write(ctx, func(conn keep.Conn) error { return conn.(*connection).postSome() })
		if err == nil {
			continue
		}
		if _, kind := e.KindOf(err); errors.Is(kind, onrecord.ErrUnavailable) && ctx.Err() == nil {
			return nil
		}
		return err
	}
}

// postSome gives postings to some of the texts that have none.
func (c *connection) postSome() error {
	var rowids []int64
	err := c.ask("SELECT rowid FROM unposted ORDER BY rowid LIMIT $1", func(rows pgx.Rows) error {
		var rowid int64
		err := rows.Scan(&rowid)
		rowids = append(rowids, rowid)
		return err
	}, postedAtOnce)
	if err != nil {
		return err
	}
	if err := c.eachText(rowids, c.waiting.postings.add); err != nil {
		return err
	}
	return c.do("DELETE FROM unposted WHERE rowid = ANY($1)", rowids)
}

// eachText calls do with the words of some texts, part by part, as the text index has them.
func (c *connection) eachText(rowids []int64, do func(rowid int64, parts [][]string)) error {
	last, parts := int64(0), [][]string(nil)
	err := c.ask("SELECT rowid, tsvectorsend(text_index) FROM text_index WHERE rowid = ANY($1) ORDER BY rowid, part", func(rows pgx.Rows) error {
		var rowid int64
		var vector []byte
		if err := rows.Scan(&rowid, &vector); err != nil {
			return err
		}
		if rowid != last && parts != nil {
			do(last, parts)
			parts = nil
		}
		words, err := wordsOf(vector)
		last, parts = rowid, append(parts, words)
		return err
	}, rowids)
	if err == nil && parts != nil {
		do(last, parts)
	}
	return err
}

// wordsOf returns the words of a part of a text from its vector, in their order: each stands in as many places as it is there.
func wordsOf(vector []byte) (words []string, err error) {
	const places = 1<<14 - 1 // the bits above are weights
	if len(vector) < 4 {
		return nil, errPostings
	}
	for n, rest := binary.BigEndian.Uint32(vector), vector[4:]; n > 0; n-- {
		end := bytes.IndexByte(rest, 0)
		if end < 0 || len(rest) < end+3 {
			return nil, errPostings
		}
		word, count := string(rest[:end]), int(binary.BigEndian.Uint16(rest[end+1:]))
		if rest = rest[end+3:]; len(rest) < 2*count {
			return nil, errPostings
		}
		for ; count > 0; count-- {
			at := int(binary.BigEndian.Uint16(rest) & places)
			if rest = rest[2:]; strings.HasPrefix(word, secondMark) {
				continue
			}
			for len(words) < at {
				words = append(words, "")
			}
			words[at-1] = word
		}
	}
	return words, nil
}
