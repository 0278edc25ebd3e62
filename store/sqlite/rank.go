package sqlite

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"math"
	"slices"

	"zombiezen.com/go/sqlite"

	"github.com/onrecord/onrecord"
)

var errFrequency = fmt.Errorf("%w: the packed frequencies of a release", onrecord.ErrDamaged)

// bounds are how many matches relevance ranks where there are more: the
// newest, and the newest with a word in the title.
type bounds struct{ newest, titled int }

var ordinaryBounds = bounds{newest: 2000, titled: 1000}

// How relevance ranks: see the package comment.
const (
	k1         = 1.2
	lengthPart = 0.75
	titleCount = 5 // occurrences that a title counts as
)

// relevance returns a page by falling score, then the rest newest first.
func (m *matcher) relevance(found bitset, total int, c cursor, limit int) ([]ranked, string, error) {
	if len(m.leaves) == 0 { // nothing to rank by
		return m.newest(found, c, limit)
	}
	candidates := found
	if total > m.bounds.newest {
		candidates = m.candidates(found)
	}
	var out []ranked
	if c.phase != 'n' {
		scored, err := m.score(candidates)
		if err != nil {
			return nil, "", err
		}
		from := 0
		if c.phase == 's' {
			from, _ = slices.BinarySearchFunc(scored, c, m.afterCursor)
		}
		scored = scored[from:]
		if len(scored) > limit {
			last := scored[limit-1]
			return scored[:limit], cursor{'s', last.score, m.snap.positions[last.ordinal]}.String(), nil
		}
		out, c = scored, cursor{}
	}
	rest := found.clone()
	rest.andNot(candidates)
	if len(out) == limit {
		if rest.count() == 0 {
			return out, "", nil
		}
		last := out[limit-1]
		return out, cursor{'s', last.score, m.snap.positions[last.ordinal]}.String(), nil
	}
	others, next, err := m.newest(rest, c, limit-len(out))
	return append(out, others...), next, err
}

// afterCursor orders a scored hit against the cursor: 0 or above is after it.
func (m *matcher) afterCursor(r ranked, c cursor) int {
	if order := cmp.Or(cmp.Compare(c.score, r.score), cmp.Compare(c.position, m.snap.positions[r.ordinal])); order > 0 {
		return 1
	}
	return -1
}

// candidates returns the newest matches and the newest with a word in the title.
func (m *matcher) candidates(found bitset) bitset {
	out := newBitset(m.snap.len())
	newest := func(b bitset, most int) {
		for at := b.before(m.snap.len()); at >= 0 && most > 0; at, most = b.before(at), most-1 {
			out.set(at)
		}
	}
	newest(found, m.bounds.newest)
	titled := newBitset(m.snap.len())
	for _, l := range m.leaves {
		titled.or(l.title)
	}
	titled.and(found)
	newest(titled, m.bounds.titled)
	return out
}

// score ranks the candidates, best first; of equal ones the newest.
func (m *matcher) score(candidates bitset) ([]ranked, error) {
	n := float64(m.snap.len())
	average := max(1, float64(m.snap.words)/max(1, n))
	weights := make([]float64, len(m.leaves))
	counted := false
	for i, l := range m.leaves {
		df := float64(l.count)
		weights[i] = math.Log(1 + (n-df+0.5)/(df+0.5))
		counted = counted || l.stem != ""
	}
	wanted := m.stems()
	counts := make([]uint32, len(m.leaves))
	var out []ranked
	var failed error
	candidates.each(func(at int) {
		if failed != nil {
			return
		}
		for i := range counts {
			counts[i] = 1
		}
		if counted {
			if failed = m.frequencies(at, wanted, counts); failed != nil {
				return
			}
		}
		norm := k1 * (1 - lengthPart + lengthPart*float64(m.snap.lengths[at])/average)
		score := 0.0
		for i, l := range m.leaves {
			times := 0.0
			if l.text.has(at) {
				times = float64(counts[i])
			}
			if l.title.has(at) {
				times += titleCount
			}
			score += weights[i] * times * (k1 + 1) / (times + norm)
		}
		out = append(out, ranked{at, score})
	})
	slices.SortFunc(out, func(a, b ranked) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(b.ordinal, a.ordinal))
	})
	return out, failed
}

// wantedStem is a single word of the query by the hash of its stem.
type wantedStem struct {
	hash uint32
	leaf int
}

func (m *matcher) stems() []wantedStem {
	var out []wantedStem
	for i, l := range m.leaves {
		if l.stem != "" {
			out = append(out, wantedStem{hashOf(l.stem), i})
		}
	}
	slices.SortFunc(out, func(a, b wantedStem) int { return cmp.Compare(a.hash, b.hash) })
	return out
}

// frequencies fills in how often the wanted stems stand in the text, where
// that is more than once.
func (m *matcher) frequencies(at int, wanted []wantedStem, counts []uint32) error {
	return query(m.conn, "SELECT stems FROM frequency WHERE position = ?", func(stmt *sqlite.Stmt) error {
		n := stmt.ColumnLen(0)
		m.packed = slices.Grow(m.packed[:0], n)[:n]
		stmt.ColumnBytes(0, m.packed)
		next, hash, b := 0, uint32(0), m.packed
		for len(b) > 0 && next < len(wanted) {
			distance, size := binary.Uvarint(b)
			if size <= 0 {
				return errFrequency
			}
			b = b[size:]
			count, size := binary.Uvarint(b)
			if size <= 0 {
				return errFrequency
			}
			b = b[size:]
			hash += uint32(distance)
			for next < len(wanted) && wanted[next].hash < hash {
				next++
			}
			for ; next < len(wanted) && wanted[next].hash == hash; next++ {
				counts[wanted[next].leaf] = uint32(count)
			}
		}
		return nil
	}, m.snap.positions[at])
}
