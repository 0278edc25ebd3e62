package keep

import (
	"errors"
	"hash/crc64"

	"github.com/onrecord/onrecord"
)

// keys holds the runs against what they say of themselves, and what they say that members hold, taken together, against the
// rows of the members.
func (c *checker) keys(conn Conn) error {
	x := newKeyIndex(conn, nil)
	runs, err := x.load()
	if errors.Is(err, onrecord.ErrDamaged) {
		c.fault(c.store.engine.Address(), "key_run", "%v", err)
		return nil
	}
	if err != nil {
		return err
	}
	blocks, sum := int64(0), int64(0)
	for _, r := range runs {
		found, err := r.check(conn)
		if errors.Is(err, onrecord.ErrDamaged) {
			c.fault(c.store.engine.Address(), "key_block", "%v", err)
			return nil
		}
		if err != nil {
			return err
		}
		blocks, sum = blocks+int64(len(r.starts)), sum+found
	}
	kept, _, err := number(conn, "SELECT count(*) FROM key_block")
	if err != nil {
		return err
	}
	members, _, err := number(conn, "SELECT CAST(coalesce(sum(digest), 0) AS BIGINT) FROM member")
	if err != nil {
		return err
	}
	if kept != blocks || sum&digestBits != members&digestBits {
		c.fault(c.store.engine.Address(), "key_run", "the keys by which members are found are not those that the members hold; run \"onrecord relink\"")
	}
	return nil
}

// check returns the sum of the digests of a run's entries. A run whose blocks are not what was written is ErrDamaged.
func (r *keyRun) check(conn Conn) (sum int64, err error) {
	c := runCursor{conn: conn, run: r}
	digest, last, entries := (&runReleases{list: r.releases}).digest(), keyEntry{}, int64(0)
	began, blocks := false, 0
	c.read = func(block []byte) {
		digest = crc64.Update(digest, crcTable, block)
		began, blocks = true, blocks+1
	}
	for {
		if err := c.advance(); err != nil {
			return 0, err
		}
		if !c.some {
			break
		}
		if entries > 0 && compareEntries(last, c.entry) >= 0 || c.entry.anchors() && !r.filter.has(c.entry.key) ||
			began && r.starts[blocks-1] != startOf(c.entry) {
			return 0, errRun
		}
		began = false
		last = c.entry
		entries++
		sum += int64(c.entry.weight) * c.entry.digest()
	}
	if entries != r.entries || int64(digest) != r.runID.digest {
		return 0, errRun
	}
	return sum, nil
}
