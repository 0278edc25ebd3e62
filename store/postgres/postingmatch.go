package postgres

import (
	"cmp"
	"slices"

	"github.com/jackc/pgx/v5"

	"github.com/onrecord/onrecord/store/keep"
)

// Match implements keep.Conn.
func (c *connection) Match(index keep.Index, words keep.Words, found func(rowid int64)) error {
	table := indexTables[index].name
	if keys, ok := keysOf(words); ok && index == keep.TextIndex {
		return c.matchPostings(keys, words, found)
	}
	return c.Stream("SELECT rowid FROM "+table+" WHERE "+table+" MATCH ?", func(s keep.Stmt) error {
		found(s.ColumnInt64(0))
		return nil
	}, words)
}

// matchPostings finds the texts that hold words, whose keys these are: by postings, and those that no run has by the text index.
func (c *connection) matchPostings(keys []int64, words keep.Words, found func(rowid int64)) error {
	if err := c.writePostings(); err != nil {
		return err
	}
	set, err := c.postingSet()
	if err != nil {
		return err
	}
	if set.unposted {
		if found, err = c.matchUnposted(words, found); err != nil {
			return err
		}
	}
	blocks, err := c.postingBlocks(set, keys)
	if err != nil {
		return err
	}
	for i, r := range set.runs {
		var texts []posting
		for n, key := range keys {
			list, err := postingsOf(blocks[blockKey{r.run, key}], key, len(r.texts))
			if err != nil {
				return err
			}
			if n == 0 {
				texts = list
			} else {
				texts = following(texts, list)
			}
		}
		for n, p := range texts {
			if (n == 0 || p.text != texts[n-1].text) && !set.late[i].has(p.text) {
				found(r.texts[p.text].rowid)
			}
		}
	}
	return nil
}

// matchUnposted calls found with the texts that hold the words and that no run has as they are, and returns what is to be called with
// those of runs.
func (c *connection) matchUnposted(words keep.Words, found func(rowid int64)) (func(rowid int64), error) {
	unposted := map[int64]bool{}
	err := c.Stream("SELECT rowid FROM unposted", func(s keep.Stmt) error {
		unposted[s.ColumnInt64(0)] = true
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = c.Stream("SELECT rowid FROM text_index WHERE text_index MATCH ?", func(s keep.Stmt) error {
		if rowid := s.ColumnInt64(0); unposted[rowid] {
			found(rowid)
		}
		return nil
	}, words)
	return func(rowid int64) {
		if !unposted[rowid] {
			found(rowid)
		}
	}, err
}

// blockKey is a key in a run.
type blockKey struct{ run, key int64 }

// postingBlocks reads the blocks that may hold keys, of each run in their order.
func (c *connection) postingBlocks(set *postingSet, keys []int64) (map[blockKey][][]byte, error) {
	runs := make([]int64, len(set.runs))
	for i, r := range set.runs {
		runs[i] = r.run
	}
	keys = slices.Compact(slices.Sorted(slices.Values(keys)))
	type block struct {
		number int64
		body   []byte
	}
	read := map[blockKey][]block{}
	err := c.ask(`SELECT r.run, k.key, b.block, b.body FROM unnest($1::bigint[]) AS r (run), unnest($2::bigint[]) AS k (key), LATERAL (
			(SELECT block, body FROM posting_block p WHERE p.run = r.run AND p.first < k.key ORDER BY p.first DESC, p.block DESC LIMIT 1)
			UNION ALL SELECT block, body FROM posting_block p WHERE p.run = r.run AND p.first = k.key) AS b`, func(rows pgx.Rows) error {
		var k blockKey
		var b block
		err := rows.Scan(&k.run, &k.key, &b.number, &b.body)
		read[k] = append(read[k], b)
		return err
	}, runs, keys)
	out := make(map[blockKey][][]byte, len(read))
	for k, list := range read {
		slices.SortFunc(list, func(a, b block) int { return cmp.Compare(a.number, b.number) })
		for _, b := range list {
			out[k] = append(out[k], b.body)
		}
	}
	return out, err
}

// postingsOf returns the postings of a key that blocks of a run of so many texts hold.
func postingsOf(blocks [][]byte, key int64, texts int) (out []posting, err error) {
	for _, body := range blocks {
		for r := newPostingReader(body); ; {
			some, err := r.next()
			if err != nil {
				return nil, err
			}
			if !some || r.last.key > key {
				break
			}
			if int(r.last.text) >= texts {
				return nil, errPostings
			}
			if r.last.key == key {
				out = append(out, r.last)
			}
		}
	}
	return out, nil
}

// following returns the postings of a pair that stand one word after some others.
func following(before, list []posting) []posting {
	out := before[:0]
	at := 0
	for _, p := range list {
		for at < len(before) && (before[at].text < p.text || before[at].text == p.text && before[at].at+1 < p.at) {
			at++
		}
		if at < len(before) && before[at].text == p.text && before[at].at+1 == p.at {
			out = append(out, p)
			at++ // out may have taken its place
		}
	}
	return out
}
