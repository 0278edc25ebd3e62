package keep

import (
	"fmt"
	"slices"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/search"
)

// reviewed matches the releases with a fact in a state of review. It is asked of the rows of
// what people spoke of, which are few: confirming a fact changes no columns.
func (m *matcher) reviewed(q search.Review) (bitset, error) {
	if q.State == onrecord.ReviewFound {
		return m.unspoken()
	}
	if !slices.Contains(onrecord.ReviewStates, q.State) {
		return nil, fmt.Errorf("%w: there is no state of review %.40q", onrecord.ErrInvalid, q.State)
	}
	out := newBitset(m.snap.len())
	err := m.conn.Stream("SELECT number FROM review WHERE state = ? AND number IS NOT NULL", func(stmt Stmt) error {
		if i, there := m.snap.ordinal(positionOfFact(stmt.ColumnInt64(0))); there {
			out.set(i)
		}
		return nil
	}, string(q.State))
	return out, err
}

// unspoken matches the releases with a fact that nobody spoke of: all that hold one, but for
// those of which people spoke of every one.
func (m *matcher) unspoken() (bitset, error) {
	out := newBitset(m.snap.len())
	for i, kinds := range m.snap.kinds {
		if kinds&anyFact != 0 {
			out.set(i)
		}
	}
	spoken := map[int64]int{}
	err := m.conn.Stream("SELECT number FROM review WHERE number IS NOT NULL", func(stmt Stmt) error {
		spoken[positionOfFact(stmt.ColumnInt64(0))]++
		return nil
	})
	if err != nil {
		return nil, err
	}
	for position, n := range spoken {
		i, there := m.snap.ordinal(position)
		if !there {
			continue
		}
		if err := m.countFound(position, &n); err != nil {
			return nil, err
		}
		if n == 0 {
			out.unset(i)
		} else {
			out.set(i) // its columns do not count the kinds of what was rejected
		}
	}
	return out, nil
}

// countFound turns how many facts of a release people spoke of into how many they did not.
func (m *matcher) countFound(position int64, n *int) error {
	return m.conn.Query("SELECT v.counts FROM release r JOIN version v ON v.release = r.number AND v.version = r.newest WHERE r.position = ?", func(stmt Stmt) error {
		all := 0
		for _, count := range decodeCounts(bytesOf(stmt, 0)) {
			all += count
		}
		*n = max(0, all-*n)
		return nil
	}, position)
}

// anyFact is the bits of all kinds of fact.
var anyFact = func() (bits uint32) {
	for _, k := range onrecord.FactKinds {
		bits |= kindBits[string(k)]
	}
	return bits
}()
