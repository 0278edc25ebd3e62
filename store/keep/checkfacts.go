package keep

import (
	"errors"
	"hash/crc64"

	"github.com/onrecord/onrecord"
)

// factRuns holds the runs of the index of facts against what they say of themselves, and their releases against those that there
// are.
func (c *checker) factRuns(conn Conn) error {
	x := newFactIndex(conn, nil)
	err := x.load()
	blocks := int64(0)
	for i := 0; i < len(x.runs) && err == nil; i++ {
		blocks += int64(len(x.runs[i].starts))
		err = x.runs[i].check(conn)
	}
	if errors.Is(err, onrecord.ErrDamaged) {
		c.fault(c.store.engine.Address(), "fact_run", "%v", err)
		return nil
	}
	if err != nil {
		return err
	}
	if kept, _, err := number(conn, "SELECT count(*) FROM fact_block"); err != nil || kept != blocks {
		return c.faultUnless(err, "fact_block", "fact_block holds %d blocks of %d", kept, blocks)
	}
	positions := map[int64]bool{}
	err = query(conn, "SELECT position FROM release", func(stmt Stmt) error {
		positions[stmt.ColumnInt64(0)] = true
		return nil
	})
	ghosts := 0
	for _, r := range x.runs {
		for _, p := range r.positions {
			if !positions[p] && !x.isGone(r, p) {
				ghosts++
			}
		}
	}
	if ghosts > 0 {
		c.fault(c.store.engine.Address(), "fact_run", "fact_run holds %d entries of no release", ghosts)
	}
	return err
}

// faultUnless returns an error, or where there is none says what is wrong.
func (c *checker) faultUnless(err error, place, format string, args ...any) error {
	if err == nil {
		c.fault(c.store.engine.Address(), place, format, args...)
	}
	return err
}

// check is ErrDamaged where the run's blocks are not what was written.
func (r *factRun) check(conn Conn) error {
	c := factCursor{conn: conn, run: r}
	digest, last, count := r.sum(), placed{}, int64(0)
	began, blocks := false, 0
	c.read = func(block []byte) {
		digest = crc64.Update(digest, crcTable, block)
		began, blocks = true, blocks+1
	}
	for {
		if err := c.advance(); err != nil {
			return err
		}
		if !c.some {
			break
		}
		now := c.block.last
		if count > 0 && comparePlaced(last, now) >= 0 || began && r.starts[blocks-1] != now || r.release(now.place) >= len(r.positions) {
			return errFactRun
		}
		began, last = false, now
		count++
	}
	if count != r.count || int64(digest) != r.runID.digest {
		return errFactRun
	}
	return nil
}
